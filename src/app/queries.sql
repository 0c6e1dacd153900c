-- SPDX-License-Identifier: Apache-2.0

-- name: app_meta_get
-- $1 key
SELECT value FROM app_meta WHERE key = $1

-- name: app_meta_set
-- $1 key · $2 value
INSERT INTO app_meta (key, value) VALUES ($1, $2)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- name: app_form_key_find
-- $1 key · $2 user
SELECT result, at FROM form_key WHERE key = $1 AND user_id = $2

-- name: app_form_key_claim
-- $1 key · $2 user · $3 now · no change: it is taken; who holds it in an open transaction is waited for
INSERT INTO form_key (key, user_id, result, at) VALUES ($1, $2, '', $3)
    ON CONFLICT (key) DO NOTHING

-- name: app_form_key_keep
-- $1 key · $2 what a second sending gets
UPDATE form_key SET result = $2 WHERE key = $1

-- name: app_form_key_drop
-- $1 key
DELETE FROM form_key WHERE key = $1

-- name: app_form_key_sweep
-- $1 keys older than this instant are forgotten
DELETE FROM form_key WHERE at < $1

-- name: app_reader_of
-- $1 object kind · $2 object · everybody who stands in a relation to it now, and to whom it is closed
SELECT principal, relation, since
  FROM reader
 WHERE kind = $1 AND object = $2 AND ended = 253402300799000000
 UNION ALL
SELECT person_id * 2 AS principal, 'wall' AS relation, since
  FROM wall
 WHERE kind = $1 AND object = $2 AND ended = 253402300799000000
 ORDER BY principal, relation

-- name: app_reader_at
-- $1 object kind · $2 object · $3 moment: the same then
SELECT principal, relation, since
  FROM reader
 WHERE kind = $1 AND object = $2 AND since <= $3 AND ended > $3
 UNION ALL
SELECT person_id * 2 AS principal, 'wall' AS relation, since
  FROM wall
 WHERE kind = $1 AND object = $2 AND since <= $3 AND ended > $3
 ORDER BY principal, relation

-- name: app_reader_reached
-- $1 object kind · $2 principal · $3 moment · $4 how many · $5 who stands behind the principal · $6 who asks
-- What stood in a relation to him then, but what was closed to him, or is to who asks.
SELECT r.object, r.relation, r.since
  FROM reader r
 WHERE r.kind = $1 AND r.principal = $2 AND r.since <= $3 AND r.ended > $3
   AND NOT EXISTS (SELECT 1 FROM wall w
                    WHERE w.kind = r.kind AND w.object = r.object
                      AND ((w.person_id = $5 AND w.since <= $3 AND w.ended > $3)
                           OR (w.person_id = $6 AND w.ended = 253402300799000000)))
 ORDER BY r.object DESC, r.relation LIMIT $4

-- name: app_wall_add
-- $1 object kind · $2 object · $3 person · $4 now · one that had ended stands again
INSERT INTO wall (kind, object, person_id, since, ended)
VALUES ($1, $2, $3, $4, 253402300799000000)
    ON CONFLICT (kind, object, person_id) DO UPDATE SET ended = excluded.ended

-- name: app_wall_along
-- $1 $2 what came of it · $3 $4 the object whose walls it gets · $5 now
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT $1, $2, w.person_id, $5, 253402300799000000
  FROM wall w
 WHERE w.kind = $3 AND w.object = $4 AND w.ended = 253402300799000000
    ON CONFLICT (kind, object, person_id) DO UPDATE SET ended = excluded.ended

-- name: app_wall_end
-- $1 object kind · $2 object · $3 now
UPDATE wall SET ended = $3 WHERE kind = $1 AND object = $2 AND ended = 253402300799000000

-- name: app_walled
-- $1 object kind · $2 object · $3 person
SELECT COUNT(*) FROM wall WHERE kind = $1 AND object = $2 AND person_id = $3 AND ended = 253402300799000000

-- name: app_reader_add
-- $1 object kind · $2 object · $3 principal · $4 relation · $5 now · a relation that had ended lives again
INSERT INTO reader (kind, object, principal, relation, since, ended)
VALUES ($1, $2, $3, $4, $5, 253402300799000000)
    ON CONFLICT (kind, object, principal, relation) DO UPDATE SET ended = excluded.ended

-- name: app_reader_end
-- $1 object kind · $2 object · $3 principal · $4 relation · $5 now
UPDATE reader SET ended = $5
 WHERE kind = $1 AND object = $2 AND principal = $3 AND relation = $4 AND ended = 253402300799000000

-- name: app_reader_add_followers
-- $1 object kind · $2 object · $3 principal · $4 now · what goes with the object is read by whoever reads it
INSERT INTO reader (kind, object, principal, relation, since, ended)
SELECT f.kind, f.object, $3, 'joined', $4, 253402300799000000
  FROM reader_follow f
 WHERE f.kind = $1 AND f.main = $2
    ON CONFLICT (kind, object, principal, relation) DO UPDATE SET ended = excluded.ended

-- name: app_reader_end_followers
-- $1 object kind · $2 object · $3 principal · $4 now · once he stands in no relation to the object any more
UPDATE reader SET ended = $4
 WHERE kind = $1 AND principal = $3 AND relation = 'joined' AND ended = 253402300799000000
   AND object IN (SELECT f.object FROM reader_follow f WHERE f.kind = $1 AND f.main = $2)
   AND NOT EXISTS (SELECT 1 FROM reader r WHERE r.kind = $1 AND r.object = $2 AND r.principal = $3
                      AND r.ended = 253402300799000000)

-- name: app_follow_add
-- $1 object kind · $2 object · $3 what it goes with
INSERT INTO reader_follow (kind, object, main) VALUES ($1, $2, $3)
    ON CONFLICT (kind, object) DO UPDATE SET main = excluded.main

-- name: app_follow_copy
-- $1 object kind · $2 object · $3 what it goes with · $4 now
INSERT INTO reader (kind, object, principal, relation, since, ended)
SELECT r.kind, $2, r.principal, 'joined', $4, 253402300799000000
  FROM reader r
 WHERE r.kind = $1 AND r.object = $3 AND r.ended = 253402300799000000
 GROUP BY r.kind, r.principal
    ON CONFLICT (kind, object, principal, relation) DO UPDATE SET ended = excluded.ended

-- name: app_follow_drop
-- $1 object kind · $2 object
DELETE FROM reader_follow WHERE kind = $1 AND object = $2

-- name: app_follow_end
-- $1 object kind · $2 object · $3 now
UPDATE reader SET ended = $3
 WHERE kind = $1 AND object = $2 AND relation = 'joined' AND ended = 253402300799000000

-- name: app_journal_take
-- $1 how many numbers · locks the head until the transaction ends
UPDATE journal_head SET n = n + $1 WHERE one = 1 RETURNING n, hash

-- name: app_journal_head_set
-- $1 hash of the last entry
UPDATE journal_head SET hash = $1 WHERE one = 1

-- name: app_journal_head
SELECT n, hash FROM journal_head WHERE one = 1

-- name: app_journal_insert
-- $1 number · $2 instant · $3 canonical bytes · $4 hash · $5 person · $6 verb · $7 object kind · $8 object · $9 day
INSERT INTO journal (n, at, entry, hash, person, verb, kind, object, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: app_journal_page
-- $1 after this number · $2 how many
SELECT n, at, entry, hash, person, verb, kind, object, day FROM journal WHERE n > $1 ORDER BY n LIMIT $2

-- name: app_denied_note
-- $1 user · $2 act · $3 minute · times 1: this refusal opens a minute; unwritten: left out of the one before
INSERT INTO journal_denied (user_id, act, minute, times, unwritten)
VALUES ($1, $2, $3, 1, 0)
    ON CONFLICT (user_id, act) DO UPDATE SET
       unwritten = CASE WHEN journal_denied.minute = excluded.minute THEN journal_denied.unwritten
                        ELSE journal_denied.times - 1 END,
       times = CASE WHEN journal_denied.minute = excluded.minute THEN journal_denied.times + 1 ELSE 1 END,
       minute = excluded.minute
RETURNING times, unwritten

-- name: app_leafed_note
-- $1 user · $2 object kind · $3 object · $4 now · $5 a while ago · times 1: this read opens a while; unwritten: counted in
-- the one before
INSERT INTO journal_read (user_id, kind, object, opened, times, unwritten)
VALUES ($1, $2, $3, $4, 1, 0)
    ON CONFLICT (user_id, kind, object) DO UPDATE SET
       unwritten = CASE WHEN journal_read.opened > $5 THEN journal_read.unwritten ELSE journal_read.times - 1 END,
       times = CASE WHEN journal_read.opened > $5 THEN journal_read.times + 1 ELSE 1 END,
       opened = CASE WHEN journal_read.opened > $5 THEN journal_read.opened ELSE excluded.opened END
RETURNING times, unwritten

-- The frame of a list (app/list.c): its rows, its capped count, its branches for related readers.
-- name: app_list_count
SELECT COUNT(*) AS n FROM (

-- fragment: app_list_count_end
) AS counted

-- The count of a list that nothing narrows.
-- name: app_list_whole
SELECT CASE WHEN EXISTS (SELECT 1 FROM (

-- fragment: app_list_whole_past
-- $1 one less than the cap · $2 the cap
) AS past LIMIT 1 OFFSET $1) THEN CAST($2 AS bigint) ELSE (SELECT COUNT(*) FROM (

-- fragment: app_list_whole_end
) AS counted) END AS n

-- Several counts in one statement: the number of the count, the count.
-- name: app_list_counts
SELECT CAST($1 AS bigint) AS i, COUNT(*) AS n FROM (

-- fragment: app_list_counts_next
) AS counted UNION ALL SELECT CAST($1 AS bigint) AS i, COUNT(*) AS n FROM (

-- fragment: app_list_branches
SELECT * FROM (SELECT * FROM (

-- fragment: app_list_union
) AS branch UNION SELECT * FROM (

-- fragment: app_list_branches_end
) AS branch) AS merged ORDER BY id DESC LIMIT $1 OFFSET $2


-- fragment: app_list_ids
SELECT id FROM (SELECT id FROM (

-- fragment: app_list_ids_union
) AS branch UNION SELECT id FROM (

-- fragment: app_list_ids_end
) AS branch) AS merged LIMIT $1

-- fragment: app_list_narrow_end
) AS branch) AS merged)

-- fragment: app_list_limit
 LIMIT $1

-- name: app_journal_count
SELECT n FROM journal_head WHERE one = 1

-- fragment: app_list_branches_end_key
) AS branch) AS merged ORDER BY sort_key, id LIMIT $1 OFFSET $2

-- The search (app/find.c).  id: the kind of an object and its own id in one number.
-- name: app_find_put
-- $1 id · $2 day · $3 title · $4 about · $5 words · no change: all of it stood there
INSERT INTO found (id, day, title, about, words) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE
       SET day = excluded.day, title = excluded.title, about = excluded.about, words = excluded.words
     WHERE found.words <> excluded.words OR found.title <> excluded.title OR found.about <> excluded.about
        OR found.day <> excluded.day

-- name: app_find_put_late
-- as app_find_put, to stand there when the transaction commits
INSERT INTO found_new (id, day, title, about, words) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE
       SET day = excluded.day, title = excluded.title, about = excluded.about, words = excluded.words

-- name: app_find_settle
-- ("WHERE TRUE" tells SQLite that ON begins no join)
INSERT INTO found (id, day, title, about, words) SELECT id, day, title, about, words FROM found_new WHERE TRUE
    ON CONFLICT (id) DO UPDATE
       SET day = excluded.day, title = excluded.title, about = excluded.about, words = excluded.words
     WHERE found.words <> excluded.words OR found.title <> excluded.title OR found.about <> excluded.about
        OR found.day <> excluded.day

-- name: app_find_settled
DELETE FROM found_new

-- name: app_find_hold
-- $1 id · PostgreSQL only: who else puts the words of this object waits, or is waited for
UPDATE found SET title = title WHERE id = $1

-- fragment: app_find_ids_all @sqlite
-- $1 the words as an FTS5 expression · $2 $3 ids between
SELECT x.rowid AS id FROM found_words x WHERE x.found_words MATCH $1 AND x.rowid > $2 AND x.rowid < $3

-- fragment: app_find_ids_read @sqlite
-- the same where words are compared besides
SELECT f.id
  FROM found_words x JOIN found f ON f.id = x.rowid
 WHERE x.found_words MATCH $1 AND x.rowid > $2 AND x.rowid < $3

-- fragment: app_find_ids_read @pg
SELECT f.id FROM found f WHERE f.lexemes @@ CAST($1 AS tsquery) AND f.id > $2 AND f.id < $3

-- fragment: app_find_ids_all @pg
SELECT f.id FROM found f WHERE f.lexemes @@ CAST($1 AS tsquery) AND f.id > $2 AND f.id < $3

-- fragment: app_find_all @sqlite
SELECT f.id, f.day, f.title, f.about
  FROM found_words x JOIN found f ON f.id = x.rowid
 WHERE x.found_words MATCH $1 AND x.rowid > $2 AND x.rowid < $3

-- fragment: app_find_all_newest @sqlite
 ORDER BY x.rowid DESC LIMIT $1

-- fragment: app_find_all_newest @pg
 ORDER BY f.id DESC LIMIT $1

-- fragment: app_find_all @pg
SELECT f.id, f.day, f.title, f.about
  FROM found f
 WHERE f.lexemes @@ CAST($1 AS tsquery) AND f.id > $2 AND f.id < $3

-- A reader who does not see everything: his own objects are gone through, not everybody's hits.
-- fragment: app_find_ids_related
-- $1 first id of the kind · $2 the kind · $3 principal · $4 forever
SELECT f.id FROM reader w JOIN found f ON f.id = $1 + w.object WHERE w.kind = $2 AND w.principal = $3 AND w.ended = $4

-- fragment: app_find_related
SELECT f.id, f.day, f.title, f.about
  FROM reader w JOIN found f ON f.id = $1 + w.object
 WHERE w.kind = $2 AND w.principal = $3 AND w.ended = $4

-- fragment: app_find_relation_any
-- once, by whichever relation comes first
 AND NOT EXISTS (SELECT 1 FROM reader v WHERE v.kind = w.kind AND v.object = w.object AND v.principal = w.principal
                    AND v.ended = w.ended AND v.relation < w.relation)

-- fragment: app_find_relation_of
 AND w.relation IN ($1, $2, $3, $4, $5, $6, $7, $8)
 AND NOT EXISTS (SELECT 1 FROM reader v WHERE v.kind = w.kind AND v.object = w.object AND v.principal = w.principal
                    AND v.ended = w.ended AND v.relation IN ($1, $2, $3, $4, $5, $6, $7, $8) AND v.relation < w.relation)

-- fragment: app_find_open
-- $1 first id of the kind · $2 the kind · $3 person: what is not closed to him
 AND NOT EXISTS (SELECT 1 FROM wall u WHERE u.kind = $2 AND u.object = f.id - $1 AND u.person_id = $3
                    AND u.ended = 253402300799000000)

-- fragment: app_find_word
-- $1 "% word%": letters and digits, nothing LIKE knows
 AND ' ' || f.words LIKE $1

-- fragment: app_find_after
 AND w.object < $1

-- fragment: app_find_newest
 ORDER BY w.object DESC LIMIT $1

-- name: app_find_rows
SELECT id, day, title, about FROM (

-- fragment: app_find_rows_next
) AS hits UNION ALL SELECT id, day, title, about FROM (

-- fragment: app_find_rows_end
) AS hits ORDER BY id DESC

-- name: app_job_last
SELECT job, MAX(due) AS due FROM job_run WHERE asked_by = 0 GROUP BY job

-- name: app_job_add
-- $1 job · $2 due · $3 who asked; 0: the clock; -1: nobody of the personnel · $4 state · no change: another process was first
INSERT INTO job_run (job, due, asked_by, state, started, ended, result)
VALUES ($1, $2, $3, $4, 253402300799000000, 253402300799000000, '')
    ON CONFLICT (job, due) DO NOTHING

-- name: app_job_begin
-- $1 job · $2 now · a run at the console
INSERT INTO job_run (job, due, asked_by, state, started, ended, result)
VALUES ($1, $2, -1, 'running', $2, 253402300799000000, '')
    ON CONFLICT (job, due) DO UPDATE SET state = 'running', started = excluded.started, ended = excluded.ended
RETURNING id

-- name: app_job_asked
-- $1 job
SELECT COUNT(*) FROM job_run WHERE state = 'asked' AND job = $1

-- name: app_job_waiting
SELECT COUNT(*) FROM job_run WHERE state = 'asked'

-- name: app_job_claim
-- $1 now · who changes the row has the work
UPDATE job_run SET state = 'running', started = $1
 WHERE state = 'asked' AND id = (SELECT MIN(w.id) FROM job_run w WHERE w.state = 'asked')
RETURNING id, job, asked_by

-- name: app_job_lost
-- $1 job · $2 the run that goes on · $3 now
UPDATE job_run SET state = 'lost', ended = $3 WHERE state = 'running' AND job = $1 AND id <> $2

-- name: app_job_step
-- $1 run · $2 done · $3 of how many
UPDATE job_run SET done = $2, steps = $3 WHERE id = $1

-- name: app_job_state
-- $1 job: its newest run that was more than counted
SELECT id, state, done, steps, result FROM job_run
 WHERE id = (SELECT MAX(n.id) FROM job_run n WHERE n.job = $1 AND n.state <> 'first')

-- name: app_job_end
-- $1 run · $2 state · $3 now · $4 what it found
UPDATE job_run SET state = $2, ended = $3, result = $4 WHERE id = $1

-- name: app_job_newest
-- the newest run of each job that was more than counted
SELECT r.id, r.job, r.due, r.asked_by, r.state, r.started, r.ended, r.result, r.done, r.steps
  FROM job_run r
 WHERE r.id IN (SELECT MAX(n.id) FROM job_run n WHERE n.state <> 'first' GROUP BY n.job)

-- name: app_job_runs
-- $1 how many
SELECT id, job, due, asked_by, state, started, ended, result, done, steps
  FROM job_run WHERE state <> 'first' ORDER BY id DESC LIMIT $1

-- name: app_job_run_sweep
-- $1 runs that ended before are forgotten, the newest of each job excepted
DELETE FROM job_run
 WHERE ended < $1 AND id NOT IN (SELECT MAX(n.id) FROM job_run n GROUP BY n.job)
