-- SPDX-License-Identifier: Apache-2.0
-- How far a run has come, for the pages that wait for it; steps 0: it does not say.
ALTER TABLE job_run ADD COLUMN done @int NOT NULL DEFAULT 0;
ALTER TABLE job_run ADD COLUMN steps @int NOT NULL DEFAULT 0;
