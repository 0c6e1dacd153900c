-- SPDX-License-Identifier: Apache-2.0
-- name: backup_begin
-- $1 place · $2 now
INSERT INTO backup_run (place, name, state, made, proved, done, steps, row_count, file_count, size_bytes, journal, seal,
                        findings)
VALUES ($1, '', 'making', $2, 253402300799000000, 0, 0, 0, 0, 0, '', '', '')
RETURNING id

-- name: backup_cut_short
-- $1 place · whoever asks has the place's lock, so nobody is making one
UPDATE backup_run SET state = 'failed' WHERE place = $1 AND state = 'making'

-- name: backup_unproved
-- $1 place · a proof that was cut short is made again
UPDATE backup_run SET state = 'asked' WHERE place = $1 AND state = 'proving'

-- name: backup_step
-- $1 copy · $2 done · $3 of
UPDATE backup_run SET done = $2, steps = $3 WHERE id = $1

-- name: backup_made
-- $1 copy · $2 name · $3 rows · $4 files · $5 bytes · $6 journal's head · $7 seal
UPDATE backup_run SET state = 'proving', name = $2, row_count = $3, file_count = $4, size_bytes = $5, journal = $6,
                      seal = $7
 WHERE id = $1

-- name: backup_ended
-- $1 copy · $2 state · $3 now · $4 findings
UPDATE backup_run SET state = $2, proved = $3, findings = $4 WHERE id = $1

-- name: backup_proving
-- $1 place · the oldest that is to be proved
UPDATE backup_run SET state = 'proving'
 WHERE state = 'asked' AND id = (SELECT MIN(w.id) FROM backup_run w WHERE w.place = $1 AND w.state = 'asked')
RETURNING id, name

-- name: backup_ask
-- $1 place · $2 name
UPDATE backup_run SET state = 'asked' WHERE place = $1 AND name = $2 AND state IN ('good', 'bad')

-- name: backup_named
-- $1 place · $2 name
SELECT id FROM backup_run WHERE place = $1 AND name = $2

-- name: backup_list
-- $1 how many
SELECT id, place, name, state, made, proved, done, steps, row_count, file_count, size_bytes, journal, findings
  FROM backup_run WHERE state <> 'removed' ORDER BY id DESC LIMIT $1

-- name: backup_last_good
SELECT MAX(made) FROM backup_run WHERE state = 'good'

-- name: backup_past
-- $1 place · $2 how many good ones are kept, less one · those older than all of them; none while there are fewer
SELECT id, name FROM backup_run
 WHERE place = $1 AND state IN ('good', 'bad')
   AND id < (SELECT g.id FROM backup_run g WHERE g.place = $1 AND g.state = 'good'
              ORDER BY g.id DESC LIMIT 1 OFFSET $2)
 ORDER BY id

-- name: backup_removed
-- $1 copy
UPDATE backup_run SET state = 'removed' WHERE id = $1
