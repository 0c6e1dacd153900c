-- SPDX-License-Identifier: Apache-2.0
-- name: task_resolution_add
INSERT INTO resolution (origin_kind, origin_id, parent_task, author_seat, author_person, entered_by, authority,
                        signature, scan, body, written, due, control, entered)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
RETURNING id

-- name: task_add
INSERT INTO task (resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id, lead, part, due,
                  control, state, report, reported, closed, closed_day, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', $11, $11, $12, 1)
RETURNING id

-- name: task_event_add
INSERT INTO task_event (task_id, person_id, verb, body, authority, at) VALUES ($1, $2, $3, $4, $5, $6)

-- name: task_get
SELECT id, resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id, lead, control, part,
       state, report, obstacle, obstacle_words, measure, derivation, due, reported, closed, version
  FROM task
 WHERE id = $1

-- name: task_lead_of
-- $1 origin kind · $2 origin · $3 person
SELECT id, resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id, lead, control, part,
       state, report, obstacle, obstacle_words, measure, derivation, due, reported, closed, version
  FROM task
 WHERE origin_kind = $1 AND origin_id = $2 AND person_id = $3 AND lead AND state <> 'done'
 ORDER BY id DESC

-- name: task_led_between
-- $1 person · $2 from · $3 to
SELECT due
  FROM task
 WHERE person_id = $1 AND state <> 'done' AND lead = TRUE AND due >= $2 AND due < $3
 ORDER BY due

-- name: task_root_of
-- $1 origin kind · $2 origin
SELECT id, resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id, lead, control, part,
       state, report, obstacle, obstacle_words, measure, derivation, due, reported, closed, version
  FROM task
 WHERE origin_kind = $1 AND origin_id = $2 AND parent_task = 0 AND lead AND state = 'open'
 ORDER BY id

-- name: task_origin_put
-- $1 origin kind · $2 origin · $3 number · $4 gist · $5 who sent it · $6 rule of its term
INSERT INTO task_origin (kind, id, number, gist, party, rule) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number, gist = excluded.gist, party = excluded.party,
                                         rule = excluded.rule

-- name: task_origin_hold
-- $1 origin kind · $2 origin · held until the transaction ends, before any other row of its work
UPDATE task_origin SET number = number WHERE kind = $1 AND id = $2

-- name: task_open_below
-- $1 task: what is not done of the tasks under it
WITH RECURSIVE down (id) AS (
    SELECT id FROM task WHERE parent_task = $1
    UNION ALL
    SELECT t.id FROM task t JOIN down ON t.parent_task = down.id
)
SELECT t.id, t.part, p.surname, p.name
  FROM down JOIN task t ON t.id = down.id JOIN person p ON p.id = t.person_id
 WHERE t.state <> 'done'
 ORDER BY t.id

-- name: task_open_beside
-- $1 origin kind · $2 origin · $3 task: what is open of the work on the paper but this task and those above it
WITH RECURSIVE up (id, parent_task) AS (
    SELECT id, parent_task FROM task WHERE id = $3
    UNION ALL
    SELECT t.id, t.parent_task FROM task t JOIN up ON t.id = up.parent_task
)
SELECT t.id, t.part, p.surname, p.name
  FROM task t JOIN person p ON p.id = t.person_id
 WHERE t.origin_kind = $1 AND t.origin_id = $2 AND t.state = 'open' AND t.id NOT IN (SELECT id FROM up)
 ORDER BY t.id

-- name: task_close_one
-- $1 task · $2 now · $3 today
UPDATE task SET state = 'done', closed = $2, closed_day = $3, version = version + 1 WHERE id = $1 AND state <> 'done'

-- name: task_set_state
-- $1 task · $2 version read · $3 state · $4 report · $5 reported · $6 closed · $7 day closed
UPDATE task SET state = $3, report = $4, reported = $5, closed = $6, closed_day = $7, version = version + 1
 WHERE id = $1 AND version = $2

-- name: task_set_obstacle
-- $1 task · $2 code · $3 words · a later report says it anew, and its measure is still to come
UPDATE task SET obstacle = $2, obstacle_words = $3, measure = '' WHERE id = $1

-- name: task_set_measure
UPDATE task SET measure = $2, version = version + 1 WHERE id = $1 AND obstacle <> '' AND measure = ''

-- name: task_set_person
-- $1 task · $2 version read · $3 who executes it now
UPDATE task SET person_id = $3, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'open'

-- name: task_set_due
-- $1 task · $2 version read · $3 new term · $4 its derivation
UPDATE task SET due = $3, derivation = $4, version = version + 1 WHERE id = $1 AND version = $2

-- name: task_of_resolution
SELECT id FROM task WHERE resolution_id = $1 ORDER BY id

-- name: task_drop_control
UPDATE task SET control = FALSE, version = version + 1 WHERE resolution_id = $1

-- name: task_controlled
-- $1 origin kind · $2 origin · how much of it is still under control
SELECT COUNT(*) FROM task WHERE origin_kind = $1 AND origin_id = $2 AND control AND state <> 'done'

-- name: task_parts_of
-- $1 resolution · $2 person
SELECT COUNT(*) FROM task WHERE resolution_id = $1 AND person_id = $2

-- name: task_others_of
-- $1 origin kind · $2 origin · $3 person · $4 but this task: what else of it he executes
SELECT COUNT(*) FROM task WHERE origin_kind = $1 AND origin_id = $2 AND person_id = $3 AND id <> $4

-- name: task_person_here
-- $1 person · $2 today · $3 forever
SELECT COUNT(*) FROM fact
 WHERE person = $1 AND kind IN ('holding', 'temp_holding', 'acting', 'employment')
   AND known_to = $3 AND valid_from <= $2 AND valid_to > $2

-- name: task_command
-- $1 unit · $2 today · the chiefs above an officer of the unit, and leadership
WITH RECURSIVE up (id, parent_id) AS (
    SELECT id, parent_id FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id, u.parent_id FROM unit u JOIN up ON u.id = up.parent_id
)
SELECT s.id, s.unit_id, s.code, s.post_kind, s.title, s.title_full, s.regime, s.rank_ceiling, s.capacity
  FROM seat s
 WHERE s.valid_from <= $2 AND s.valid_to > $2
   AND (s.post_kind = 'service_head'
        OR (s.post_kind IN ('section_head', 'deputy', 'head') AND s.unit_id IN (SELECT id FROM up)))
 ORDER BY s.unit_id, s.sort_no, s.id

-- name: task_extension_add
-- $1 task · $2 who asks · $3 now · $4 reason · $5 material · $6 reason beyond a rule · $7 old term · $8 wanted
-- $9 beyond the paper's own term · $10 false · $11 forever
INSERT INTO task_extension (task_id, asked_by, asked, reason, material, over_reason, old_due, wanted, legal, state,
                            step_seat, remark, derivation, inform, informed, decided, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', 0, '', '', $10, '', $11, 1)
RETURNING id

-- name: task_extension
-- $1 task · $2 request
SELECT id, task_id, asked_by, asked, decided, reason, material, over_reason, state, remark, derivation, informed,
       old_due, wanted, legal, inform, step_seat, version
  FROM task_extension
 WHERE task_id = $1 AND id = $2

-- name: task_extension_asked_of
-- $1 task
SELECT id, task_id, asked_by, asked, decided, reason, material, over_reason, state, remark, derivation, informed,
       old_due, wanted, legal, inform, step_seat, version
  FROM task_extension
 WHERE task_id = $1 AND state = 'asked'

-- name: task_extensions_asked
SELECT id, task_id, asked_by, asked, decided, reason, material, over_reason, state, remark, derivation, informed,
       old_due, wanted, legal, inform, step_seat, version
  FROM task_extension
 WHERE state = 'asked'
 ORDER BY id

-- name: task_extensions_of
-- $1 task · its requests, each as often as it has steps
SELECT x.id, x.asked, x.reason, x.material, x.over_reason, x.state, x.remark, x.derivation, x.informed, x.old_due,
       x.wanted, x.legal, x.inform, x.step_seat, x.asked_by, p.surname, p.name, s.seat_id, s.state AS step_state,
       s.remark AS step_remark, s.at AS step_at, t.title_full, COALESCE(q.surname, '') AS step_surname,
       COALESCE(q.name, '') AS step_name
  FROM task_extension x
  JOIN person p ON p.id = x.asked_by
  JOIN task_extension_step s ON s.extension_id = x.id
  JOIN seat t ON t.id = s.seat_id
  LEFT JOIN person q ON q.id = s.person_id
 WHERE x.task_id = $1
 ORDER BY x.id, s.id

-- name: task_extension_open
SELECT COUNT(*) FROM task_extension WHERE task_id = $1 AND state = 'asked'

-- name: task_extended_times
-- $1 task · those beyond the law's own term are counted by its rule
SELECT COUNT(*) FROM task_extension WHERE task_id = $1 AND state = 'granted' AND NOT legal

-- name: task_extension_wait
-- $1 request · $2 seat
UPDATE task_extension SET step_seat = $2, version = version + 1 WHERE id = $1

-- name: task_extension_decided
-- $1 request · $2 state · $3 remark · $4 derivation · $5 the applicant must be told · $6 now
UPDATE task_extension SET state = $2, remark = $3, derivation = $4, inform = $5, decided = $6, step_seat = 0,
                          version = version + 1
 WHERE id = $1 AND state = 'asked'

-- name: task_extension_informed
UPDATE task_extension SET informed = $2, version = version + 1 WHERE id = $1

-- name: task_step_add
INSERT INTO task_extension_step (extension_id, seat_id, state, person_id, remark, authority, at)
VALUES ($1, $2, $3, 0, '', '', $4)

-- name: task_steps_of
-- $1 request
SELECT id, seat_id, state FROM task_extension_step WHERE extension_id = $1 ORDER BY id

-- name: task_steps_after
-- $1 request · $2 seat it waits for: how many still come
SELECT COUNT(*) FROM task_extension_step WHERE extension_id = $1 AND state = 'waiting' AND seat_id <> $2

-- name: task_step_set
-- $1 step · $2 state · $3 person · $4 remark · $5 authority · $6 now
UPDATE task_extension_step SET state = $2, person_id = $3, remark = $4, authority = $5, at = $6 WHERE id = $1

-- name: task_step_mark
-- $1 request · $2 seat · $3 state · $4 person · $5 remark · $6 authority · $7 now
UPDATE task_extension_step SET state = $3, person_id = $4, remark = $5, authority = $6, at = $7
 WHERE extension_id = $1 AND seat_id = $2 AND state = 'waiting'

-- name: task_close_origin
-- $1 origin kind · $2 origin · $3 now · $4 today
UPDATE task SET state = 'done', closed = $3, closed_day = $4, version = version + 1
 WHERE origin_kind = $1 AND origin_id = $2 AND state <> 'done'

-- name: task_open_of_origin
SELECT id FROM task WHERE origin_kind = $1 AND origin_id = $2 AND state <> 'done' ORDER BY id

-- name: task_all_of_origin
SELECT id FROM task WHERE origin_kind = $1 AND origin_id = $2 ORDER BY id

-- name: task_to_follow
-- $1 origin kind · $2 origin · $3 the term it had · $4 the term it has
SELECT id, due FROM task
 WHERE origin_kind = $1 AND origin_id = $2 AND state <> 'done' AND due <> $4 AND (due = $3 OR due > $4)
 ORDER BY id

-- name: task_open_terms
-- $1 origin kind · $2 how many
SELECT origin_id, due FROM task
 WHERE state IN ('open', 'reported') AND origin_kind = $1 AND due < '9999-12-31'
 ORDER BY due, id LIMIT $2

-- name: task_follow_term
UPDATE task SET due = $2, version = version + 1 WHERE id = $1

-- name: task_hold
-- $1 task · held until the transaction ends, so that two do not ask for it at once
UPDATE task SET version = version WHERE id = $1

-- name: task_sheet_resolutions
SELECT id, parent_task, author_seat, author_person, entered_by, signature, scan, body, written, due, control
  FROM resolution
 WHERE origin_kind = $1 AND origin_id = $2
 ORDER BY id

-- name: task_sheet_tasks
-- $1 origin kind · $2 origin · $3 today · $4 forever
SELECT t.id, t.resolution_id, t.person_id, t.lead, t.part, t.due, t.state, t.report, t.obstacle, t.obstacle_words,
       t.measure, t.closed_day, p.surname, p.name, COALESCE(a.code, '') AS absence,
       COALESCE((SELECT e.body FROM task_event e WHERE e.task_id = t.id AND e.verb = 'interim'
                  ORDER BY e.id DESC LIMIT 1), '') AS interim,
       COALESCE((SELECT e.body FROM task_event e WHERE e.task_id = t.id AND e.verb = 'disagreed'
                  ORDER BY e.id DESC LIMIT 1), '') AS dissent,
       COALESCE((SELECT e.body FROM task_event e WHERE e.task_id = t.id AND e.verb IN ('moved', 'reassigned')
                  ORDER BY e.id DESC LIMIT 1), '') AS moved,
       COALESCE((SELECT e.body FROM task_event e WHERE e.task_id = t.id AND e.verb = 'control_dropped'
                  ORDER BY e.id DESC LIMIT 1), '') AS dropped,
       COALESCE((SELECT MAX(x.wanted) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'asked'), $3) AS asked,
       COALESCE((SELECT MIN(x.old_due) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'granted'), $3) AS first_due,
       (SELECT COUNT(*) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'asked') AS asks,
       (SELECT COUNT(*) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'granted') AS extensions,
       (SELECT COUNT(*) FROM fact f
         WHERE f.person = t.person_id AND f.kind IN ('holding', 'temp_holding', 'acting', 'employment')
           AND f.known_to = $4 AND f.valid_from <= $3 AND f.valid_to > $3) AS posts
  FROM task t
  JOIN person p ON p.id = t.person_id
  LEFT JOIN fact a ON a.person = t.person_id AND a.kind = 'absence' AND a.known_to = $4
                  AND a.valid_from <= $3 AND a.valid_to > $3
 WHERE t.origin_kind = $1 AND t.origin_id = $2
 ORDER BY t.id

-- name: task_nearest
-- $1 person · $2 how many · its origin says by its number and gist what the task is about
SELECT t.id, t.lead, t.part, t.due, r.body, r.signature, COALESCE(o.number, '') AS paper, COALESCE(o.gist, '') AS gist
  FROM task t JOIN resolution r ON r.id = t.resolution_id
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE t.person_id = $1 AND t.state = 'open'
 ORDER BY t.due, t.id
 LIMIT $2

-- name: task_reminders
-- $1 person · $2 last day · what he must not forget
SELECT t.id, t.lead, t.part, t.due, r.body, r.signature, COALESCE(o.number, '') AS paper, COALESCE(o.gist, '') AS gist
  FROM task t JOIN resolution r ON r.id = t.resolution_id
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE t.person_id = $1 AND t.state = 'open' AND t.due <= $2
 ORDER BY t.due, t.id

-- name: task_terms
-- $1 first day · $2 last day · open tasks of the last level whose term falls there: who executes what
SELECT t.id, t.due, t.state, t.control, t.lead, r.signature, p.surname, p.name, COALESCE(o.number, '') AS paper,
       COALESCE(o.gist, r.body) AS gist, COALESCE(o.party, '') AS party, t.origin_id, t.origin_kind,
       (SELECT COUNT(*) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'asked') AS asks
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE t.state IN ('open', 'reported') AND t.due >= $1 AND t.due <= $2
   AND NOT EXISTS (SELECT 1 FROM task u WHERE u.parent_task = t.id AND u.state IN ('open', 'reported'))

-- fragment: task_terms_in
 AND t.id IN (

-- fragment: task_terms_end
-- $1 how many
 ORDER BY t.due, t.id
 LIMIT $1

-- name: task_about
-- $1 task · what it is about: the resolution, and the paper it is on; whose it is
SELECT r.body, r.signature, r.written, r.due AS first_due, COALESCE(o.number, '') AS paper, COALESCE(o.gist, '') AS gist,
       COALESCE(o.rule, '') AS rule, p.surname, p.name, s.unit_id AS author_unit,
       s.post_kind AS author_kind
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  JOIN seat s ON s.id = t.author_seat
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE t.id = $1

-- name: task_events
SELECT e.id, e.verb, e.body, e.at, p.surname, p.name
  FROM task_event e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.task_id = $1
 ORDER BY e.id

-- name: task_officers
-- $1 unit at the top · $2 today · $3 forever
WITH RECURSIVE down (id) AS (
    SELECT id FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id FROM unit u JOIN down ON u.parent_id = down.id
)
SELECT p.id, p.surname, p.name, s.title, s.unit_id, s.post_kind, COALESCE(a.code, '') AS absence
  FROM down
  JOIN seat s ON s.unit_id = down.id AND s.valid_from <= $2 AND s.valid_to > $2
  JOIN fact f ON f.seat = s.id AND f.kind = 'holding' AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2
  JOIN person p ON p.id = f.person
  LEFT JOIN fact a ON a.person = p.id AND a.kind = 'absence' AND a.known_to = $3
                  AND a.valid_from <= $2 AND a.valid_to > $2
 WHERE s.post_kind <> 'clerk'
 ORDER BY s.unit_id, s.sort_no, p.sort_key

-- fragment: task_list_all
SELECT t.id, t.resolution_id, t.origin_kind, t.origin_id, t.person_id, t.lead, t.part, t.due, t.state, t.control,
       t.closed_day, t.obstacle, r.body, r.signature, p.surname, p.name, COALESCE(o.number, '') AS paper,
       COALESCE(o.gist, '') AS gist,
       (SELECT COUNT(*) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'asked') AS asks
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE TRUE

-- fragment: task_list_related
SELECT t.id, t.resolution_id, t.origin_kind, t.origin_id, t.person_id, t.lead, t.part, t.due, t.state, t.control,
       t.closed_day, t.obstacle, r.body, r.signature, p.surname, p.name, COALESCE(o.number, '') AS paper,
       COALESCE(o.gist, '') AS gist,
       (SELECT COUNT(*) FROM task_extension x WHERE x.task_id = t.id AND x.state = 'asked') AS asks
  FROM reader w JOIN task t ON t.id = w.object
  JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

-- fragment: task_list_once
-- by whichever relation comes first
 AND NOT EXISTS (SELECT 1 FROM reader v WHERE v.kind = w.kind AND v.object = w.object AND v.principal = w.principal
                    AND v.ended = w.ended AND v.relation < w.relation)

-- fragment: task_list_executed
 AND w.relation = 'executor'

-- fragment: task_list_open
-- $1 person: what is not closed to him (app/wall.h); kind 3 is a task (app/authority.h)
 AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 3 AND x.object = t.id AND x.person_id = $1
                    AND x.ended = 253402300799000000)

-- fragment: task_list_all_count
SELECT 1 FROM task t WHERE TRUE

-- fragment: task_list_related_ids
SELECT t.id
  FROM reader w JOIN task t ON t.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

-- fragment: task_list_after
 AND t.id < $1

-- fragment: task_list_order
 ORDER BY t.id DESC LIMIT $1 OFFSET $2

-- fragment: task_where_person
 AND t.person_id = $1

-- fragment: task_where_author
 AND t.author_seat = $1

-- fragment: task_where_state
 AND t.state = $1

-- fragment: task_where_live
 AND t.state IN ('open', 'reported')

-- fragment: task_where_control
 AND t.control

-- fragment: task_where_late
 AND t.state IN ('open', 'reported') AND t.due < $1

-- fragment: task_where_today
 AND t.state IN ('open', 'reported') AND t.due = $1

-- fragment: task_where_until
 AND t.due <= $1

-- fragment: task_where_from
 AND t.due >= $1

-- fragment: task_where_extend
-- $1 seat: a request for a longer term waits for it
 AND t.id IN (SELECT x.task_id FROM task_extension x WHERE x.state = 'asked' AND x.step_seat = $1)

-- fragment: task_where_asked
 AND t.id IN (SELECT x.task_id FROM task_extension x WHERE x.state = 'asked')

-- fragment: task_where_extended
 AND t.id IN (SELECT x.task_id FROM task_extension x WHERE x.state = 'granted')

-- fragment: task_where_obstacle
 AND t.obstacle <> ''

-- fragment: task_where_unmeasured
 AND t.obstacle <> '' AND t.measure = ''

-- fragment: task_where_leadership
 AND t.author_seat IN (SELECT s.id FROM seat s WHERE s.post_kind IN ('service_head', 'service_deputy'))

-- fragment: task_where_gone
-- $1 today: its executor is in service no more, so it has come back to its author
 AND t.state IN ('open', 'reported')
 AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.person = t.person_id
                    AND f.kind IN ('holding', 'temp_holding', 'acting', 'employment')
                    AND f.known_to = 253402300799000000 AND f.valid_from <= $1 AND f.valid_to > $1)

-- name: task_words
-- $1 task · all that it is found by; of its origin the number and gist
SELECT r.body, r.signature, r.written, t.part, COALESCE(o.number, '') AS paper, COALESCE(o.gist, '') AS gist, p.surname,
       p.name
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN task_origin o ON o.kind = t.origin_kind AND o.id = t.origin_id
 WHERE t.id = $1

-- name: task_ids
-- $1 after · $2 how many
SELECT id FROM task WHERE id > $1 ORDER BY id LIMIT $2

-- name: task_files
SELECT DISTINCT scan AS sha FROM resolution WHERE scan <> ''
