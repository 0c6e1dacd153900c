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
       state, report, due, reported, closed, version
  FROM task
 WHERE id = $1

-- name: task_lead_of
-- $1 origin kind · $2 origin · $3 person
SELECT id, resolution_id, origin_kind, origin_id, parent_task, author_seat, person_id, lead, control, part,
       state, report, due, reported, closed, version
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
       state, report, due, reported, closed, version
  FROM task
 WHERE origin_kind = $1 AND origin_id = $2 AND parent_task = 0 AND lead AND state = 'open'
 ORDER BY id

-- name: task_set_state
-- $1 task · $2 version read · $3 state · $4 report · $5 reported · $6 closed · $7 day closed
UPDATE task SET state = $3, report = $4, reported = $5, closed = $6, closed_day = $7, version = version + 1
 WHERE id = $1 AND version = $2

-- name: task_close_origin
-- $1 origin kind · $2 origin · $3 now · $4 today
UPDATE task SET state = 'done', closed = $3, closed_day = $4, version = version + 1
 WHERE origin_kind = $1 AND origin_id = $2 AND state <> 'done'

-- name: task_open_of_origin
SELECT id FROM task WHERE origin_kind = $1 AND origin_id = $2 AND state <> 'done' ORDER BY id

-- name: task_sheet_resolutions
SELECT id, parent_task, author_seat, author_person, entered_by, signature, scan, body, written, due, control
  FROM resolution
 WHERE origin_kind = $1 AND origin_id = $2
 ORDER BY id

-- name: task_sheet_tasks
-- $1 origin kind · $2 origin · $3 today · $4 forever
SELECT t.id, t.resolution_id, t.person_id, t.lead, t.part, t.due, t.state, t.report, t.closed_day,
       p.surname, p.name, COALESCE(a.code, '') AS absence
  FROM task t
  JOIN person p ON p.id = t.person_id
  LEFT JOIN fact a ON a.person = t.person_id AND a.kind = 'absence' AND a.known_to = $4
                  AND a.valid_from <= $3 AND a.valid_to > $3
 WHERE t.origin_kind = $1 AND t.origin_id = $2
 ORDER BY t.id

-- name: task_nearest
-- $1 person · $2 how many · a letter (kind 1, app/authority.h) says by its number and gist what the task is about
SELECT t.id, t.lead, t.part, t.due, r.body, r.signature, COALESCE(l.number, '') AS paper, COALESCE(l.gist, '') AS gist
  FROM task t JOIN resolution r ON r.id = t.resolution_id
  LEFT JOIN letter l ON t.origin_kind = 1 AND l.id = t.origin_id
 WHERE t.person_id = $1 AND t.state = 'open'
 ORDER BY t.due, t.id
 LIMIT $2

-- name: task_about
-- $1 task · what it is about: the resolution, and the letter (kind 1, app/authority.h) it is on; whose it is
SELECT r.body, r.signature, r.written, COALESCE(l.number, '') AS paper, COALESCE(l.gist, '') AS gist, p.surname, p.name
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN letter l ON t.origin_kind = 1 AND l.id = t.origin_id
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
SELECT p.id, p.surname, p.name, s.title, s.unit_id, COALESCE(a.code, '') AS absence
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
       t.closed_day, r.body, r.signature, p.surname, p.name, COALESCE(l.number, '') AS paper,
       COALESCE(l.gist, '') AS gist
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN letter l ON t.origin_kind = 1 AND l.id = t.origin_id
 WHERE TRUE

-- fragment: task_list_related
SELECT t.id, t.resolution_id, t.origin_kind, t.origin_id, t.person_id, t.lead, t.part, t.due, t.state, t.control,
       t.closed_day, r.body, r.signature, p.surname, p.name, COALESCE(l.number, '') AS paper,
       COALESCE(l.gist, '') AS gist
  FROM reader w JOIN task t ON t.id = w.object
  JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN letter l ON t.origin_kind = 1 AND l.id = t.origin_id
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3
   AND NOT EXISTS (SELECT 1 FROM reader v WHERE v.kind = w.kind AND v.object = w.object AND v.principal = w.principal
                      AND v.ended = w.ended AND v.relation < w.relation)

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

-- name: task_words
-- $1 task · all that it is found by; of a letter (kind 1, app/authority.h) its number and gist
SELECT r.body, r.signature, r.written, t.part, COALESCE(l.number, '') AS paper, COALESCE(l.gist, '') AS gist, p.surname,
       p.name
  FROM task t JOIN resolution r ON r.id = t.resolution_id JOIN person p ON p.id = t.person_id
  LEFT JOIN letter l ON t.origin_kind = 1 AND l.id = t.origin_id
 WHERE t.id = $1

-- name: task_ids
-- $1 after · $2 how many
SELECT id FROM task WHERE id > $1 ORDER BY id LIMIT $2
