-- SPDX-License-Identifier: Apache-2.0
-- Backup copies made of this database.  place: their folder; name: the copy in it, '' until it is whole.
-- state: making, asked (to be proved again), proving, good, bad, failed (there is no copy), removed.
-- findings: what the proof found, as canonical JSON [{ok, text, args}]; moments by the database's clock.
CREATE TABLE backup_run (
    id         @id,
    place      @text NOT NULL,
    name       @text NOT NULL,
    state      @text NOT NULL,
    made       @time NOT NULL,
    proved     @time NOT NULL,
    done       @int NOT NULL,
    steps      @int NOT NULL,
    row_count  @int NOT NULL,
    file_count @int NOT NULL,
    size_bytes @int NOT NULL,
    journal    @text NOT NULL,
    seal       @text NOT NULL,
    findings   @text NOT NULL
);
CREATE INDEX backup_run_state ON backup_run (state, id);
CREATE INDEX backup_run_name ON backup_run (name);
