-- SPDX-License-Identifier: Apache-2.0
-- What ran by the clock, or because somebody asked.  due: the moment it was for; one run for each, whichever
-- process comes first.  state: first (the clock was counted from here), asked, running, done, failed, lost.
-- result: what it found, as canonical JSON [{ok, text, args}].
CREATE TABLE job_run (
    id       @id,
    job      @text NOT NULL,
    due      @time NOT NULL,
    asked_by @int NOT NULL,
    state    @text NOT NULL,
    started  @time NOT NULL,
    ended    @time NOT NULL,
    result   @text NOT NULL
);
CREATE UNIQUE INDEX job_run_due ON job_run (job, due);
CREATE INDEX job_run_state ON job_run (state, id);
