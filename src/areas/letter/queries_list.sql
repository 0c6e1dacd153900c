-- SPDX-License-Identifier: Apache-2.0
-- The Secretariat's lists, and the register as a list (app/list.h); the steps of a paper are in queries.sql.

-- name: handover_add
INSERT INTO handover (direction, made, made_by, taken, taken_by, state, note)
VALUES ($1, $2, $3, $4, 0, 'sent', $5)
RETURNING id

-- name: handover_item_add
INSERT INTO handover_item (handover_id, office_no, office_date, kind, party_kind, party, address, their_no, their_date,
                           gist, sheets, annexes, lead_seat, lead_text, lead_date, lead_due, same_key, letter_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0)
RETURNING id

-- name: handover_items
SELECT id, handover_id, office_no, office_date, kind, party_kind, party, address, their_no, their_date, gist, sheets,
       annexes, lead_seat, lead_text, lead_date, lead_due, letter_id, returned_why,
       COALESCE((SELECT MAX(x.person_id) FROM wall x WHERE x.kind = 13 AND x.object = handover_item.id
                    AND x.ended = 253402300799000000), 0) AS complained_id
  FROM handover_item
 WHERE handover_id = $1
 ORDER BY id

-- name: handover_item
SELECT id, handover_id, office_no, office_date, kind, party_kind, party, address, their_no, their_date, gist, sheets,
       annexes, lead_seat, lead_text, lead_date, lead_due, letter_id, returned_why,
       COALESCE((SELECT MAX(x.person_id) FROM wall x WHERE x.kind = 13 AND x.object = handover_item.id
                    AND x.ended = 253402300799000000), 0) AS complained_id
  FROM handover_item
 WHERE id = $1

-- name: handover_item_taken
-- $1 item · $2 letter
UPDATE handover_item SET letter_id = $2 WHERE id = $1 AND letter_id = 0 AND returned_why = ''

-- name: handover_item_given_back
-- $1 item · $2 why · $3 today
UPDATE handover_item SET returned_why = $2, returned_on = $3 WHERE id = $1 AND letter_id = 0 AND returned_why = ''

-- name: handover_next
-- $1 list · $2 who reads: its first line that still waits and is not closed to him, 0 none
SELECT COALESCE(MIN(id), 0) FROM handover_item
 WHERE handover_id = $1 AND letter_id = 0 AND returned_why = ''
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 13 AND x.object = handover_item.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)

-- name: handover_hold
-- $1 list · held until the transaction ends, so that of two who end its last lines at once the second sees the first
UPDATE handover SET state = state WHERE id = $1

-- name: handover_close
-- $1 list · $2 now · $3 who · once nothing of it is left
UPDATE handover SET state = 'taken', taken = $2, taken_by = $3
 WHERE id = $1 AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM handover_item i WHERE i.handover_id = $1 AND i.letter_id = 0 AND i.returned_why = '')

-- name: handover_get
SELECT h.id, h.direction, h.made, h.taken, h.state, h.note, p.surname, p.name, t.surname AS taker_surname, t.name AS taker_name
  FROM handover h LEFT JOIN person p ON p.id = h.made_by LEFT JOIN person t ON t.id = h.taken_by
 WHERE h.id = $1

-- name: handover_close_out
-- $1 list back to the Secretariat · $2 now · $3 who · once every answer on it has its number
UPDATE handover SET state = 'taken', taken = $2, taken_by = $3
 WHERE id = $1 AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.handover_id = $1 AND l.direction = 'out' AND l.state = 'handed')

-- name: handover_lines
-- $1 list · $2 who reads: its lines, our number once taken, whose resolution came with each; none that is closed to him
-- (kind 1 is a letter, 13 a line of a list, app/authority.h; app/wall.h)
SELECT i.id, i.office_no, i.office_date, i.kind, i.party, i.address, i.their_no, i.their_date, i.gist, i.sheets,
       i.annexes, i.lead_text, i.lead_date, i.lead_due, i.letter_id, i.returned_why, i.returned_on, COALESCE(s.title_full, '') AS lead_title,
       COALESCE(l.number, '') AS number, COALESCE(l.missing, '') AS missing, COALESCE(w.person_id, 0) AS complained_id,
       COALESCE(c.surname, '') AS complained_surname, COALESCE(c.name, '') AS complained_forename
  FROM handover_item i LEFT JOIN seat s ON s.id = i.lead_seat LEFT JOIN letter l ON l.id = i.letter_id
       LEFT JOIN wall w ON w.kind = 13 AND w.object = i.id AND w.ended = 253402300799000000
            AND w.person_id = (SELECT MAX(x.person_id) FROM wall x WHERE x.kind = 13 AND x.object = i.id AND x.ended = w.ended)
       LEFT JOIN person c ON c.id = w.person_id
 WHERE i.handover_id = $1
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.person_id = $2 AND x.ended = 253402300799000000
                      AND ((x.kind = 1 AND x.object = i.letter_id) OR (x.kind = 13 AND x.object = i.id)))
 ORDER BY i.id

-- name: handover_letters
-- $1 list back to the Secretariat · $2 who reads: what is on it
SELECT id, number, party, gist, office_no, office_date, sheets, annexes, state
  FROM letter
 WHERE handover_id = $1 AND direction = 'out'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
 ORDER BY id

-- name: answers_signed
-- $1 how many · $2 who reads: what waits to be handed to the Secretariat, what waits longest first
SELECT id, number, party, gist, office_no, office_date, sheets, annexes, state
  FROM letter
 WHERE state = 'signed'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
 ORDER BY id
 LIMIT $1

-- name: answers_signed_count
-- $1 who reads
SELECT COUNT(*) FROM letter
 WHERE state = 'signed'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $1
                      AND x.ended = 253402300799000000)

-- fragment: handover_list_all
SELECT h.id, h.direction, h.made, h.state, h.note, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id) AS items,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id AND i.letter_id = 0 AND i.returned_why = '') AS waiting,
       (SELECT COUNT(*) FROM letter l WHERE l.handover_id = h.id AND l.direction = 'out') AS answers
  FROM handover h LEFT JOIN person p ON p.id = h.made_by
 WHERE TRUE

-- fragment: handover_list_related
SELECT h.id, h.direction, h.made, h.state, h.note, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id) AS items,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id AND i.letter_id = 0 AND i.returned_why = '') AS waiting,
       (SELECT COUNT(*) FROM letter l WHERE l.handover_id = h.id AND l.direction = 'out') AS answers
  FROM reader w JOIN handover h ON h.id = w.object LEFT JOIN person p ON p.id = h.made_by
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

-- fragment: handover_list_all_count
SELECT 1 FROM handover h WHERE TRUE

-- fragment: handover_list_related_ids
SELECT h.id
  FROM reader w JOIN handover h ON h.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

-- fragment: handover_list_open
-- $1 person: lists that show him a line or a paper; one all of which is closed to him (app/wall.h) is no list of his
 AND (EXISTS (SELECT 1 FROM handover_item i
               WHERE i.handover_id = h.id
                 AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.person_id = $1 AND x.ended = 253402300799000000
                                    AND ((x.kind = 1 AND x.object = i.letter_id) OR (x.kind = 13 AND x.object = i.id))))
   OR EXISTS (SELECT 1 FROM letter l
               WHERE l.handover_id = h.id AND l.direction = 'out'
                 AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $1
                                    AND x.ended = 253402300799000000)))

-- name: handover_closed
-- $1 who reads: of the lists, how much is closed to him; it is taken off what a row counts
SELECT c.id, SUM(c.items) AS items, SUM(c.waiting) AS waiting, SUM(c.answers) AS answers
  FROM (SELECT i.handover_id AS id, 1 AS items, CASE WHEN i.letter_id = 0 AND i.returned_why = '' THEN 1 ELSE 0 END AS waiting,
               0 AS answers
          FROM handover_item i
         WHERE i.id IN (SELECT x.object FROM wall x WHERE x.person_id = $1 AND x.ended = 253402300799000000 AND x.kind = 13
                         UNION
                        SELECT j.id FROM wall x JOIN handover_item j ON j.letter_id = x.object
                         WHERE x.person_id = $1 AND x.ended = 253402300799000000 AND x.kind = 1)
         UNION ALL
        SELECT l.handover_id AS id, 0 AS items, 0 AS waiting, 1 AS answers
          FROM wall x JOIN letter l ON l.id = x.object
         WHERE x.person_id = $1 AND x.ended = 253402300799000000 AND x.kind = 1 AND l.direction = 'out' AND l.handover_id > 0) AS c
 GROUP BY c.id

-- fragment: handover_list_after
 AND h.id < $1

-- fragment: handover_list_order
 ORDER BY h.id DESC LIMIT $1 OFFSET $2

-- fragment: handover_where_direction
 AND h.direction = $1

-- fragment: handover_where_state
 AND h.state = $1

-- fragment: handover_where_from
 AND h.made >= $1

-- fragment: handover_where_until
 AND h.made <= $1

-- name: cases
-- $1 who reads: what is sewn into each case: letters with what they were answered by, papers of our own
SELECT l.case_index, COUNT(*) AS papers, SUM(l.case_sheets) AS sheets, MIN(l.registered) AS first, MAX(l.registered) AS last,
       SUM(CASE WHEN EXISTS (SELECT 1 FROM handover_item i JOIN handover h ON h.id = i.handover_id
                              WHERE i.letter_id = l.id AND h.direction = 'case') THEN 1 ELSE 0 END) AS handed
  FROM letter l
 WHERE l.state = 'filed' AND l.case_index <> '' AND l.case_sheets > 0
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $1
                      AND x.ended = 253402300799000000)
 GROUP BY l.case_index
 ORDER BY l.case_index

-- name: case_indexes
-- which cases there are, one step along the index for each
WITH RECURSIVE c (case_index) AS (
    SELECT MIN(l.case_index) FROM letter l WHERE l.case_index <> ''
    UNION ALL
    SELECT (SELECT MIN(l.case_index) FROM letter l WHERE l.case_index <> '' AND l.case_index > c.case_index)
      FROM c WHERE c.case_index IS NOT NULL)
SELECT case_index FROM c WHERE case_index IS NOT NULL LIMIT 200

-- name: case_papers
-- $1 index · $2 who reads: what each act handed over, then what waits, as it was sewn in; those closed to him marked.  So nothing
-- that is put in later moves a sheet that an act names.
SELECT p.id, p.direction, p.number, p.registered, p.kind, p.party, p.gist, p.answer_no, p.case_sheets AS sheets, p.handed,
       EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = p.id AND x.person_id = $2
                  AND x.ended = 253402300799000000) AS walled
  FROM (SELECT l.id, l.direction, l.number, l.registered, l.kind, l.party, l.gist, l.answer_no, l.case_sheets, l.closed,
               COALESCE((SELECT MAX(h.id) FROM handover_item i JOIN handover h ON h.id = i.handover_id
                          WHERE i.letter_id = l.id AND h.direction = 'case'), 0) AS handed
          FROM letter l
         WHERE l.case_index = $1 AND l.state = 'filed' AND l.case_sheets > 0) p
 ORDER BY CASE WHEN p.handed > 0 THEN 0 ELSE 1 END, p.handed, p.closed, p.id

-- name: case_hold
-- $1 index: its papers, held until the transaction ends, so that none is taken out while an act lists them
UPDATE letter SET version = version WHERE case_index = $1 AND state = 'filed'

-- name: case_act_add
-- $1 today · $2 who · $3 now · $4 which case, to whom
INSERT INTO handover (direction, made, made_by, taken, taken_by, state, note)
VALUES ('case', $1, $2, $3, $2, 'taken', $4)
RETURNING id

-- name: case_act_line
-- $1 act · $2 letter
INSERT INTO handover_item (handover_id, office_no, office_date, kind, party_kind, party, address, their_no, their_date,
                           gist, sheets, annexes, lead_seat, lead_text, lead_date, lead_due, same_key, letter_id)
SELECT $1, l.office_no, l.office_date, l.kind, l.party_kind, l.party, l.address, l.their_no, l.their_date, l.gist,
       l.case_sheets, 0, 0, '', l.office_date, l.office_date, '', l.id
  FROM letter l
 WHERE l.id = $2

-- fragment: letter_list_all
SELECT l.id, l.direction, l.number, l.registered, l.kind, l.party, l.their_no, l.their_date, l.office_no,
       l.office_date, l.gist, l.sheets, l.annexes, l.resolution, l.executor, l.due, l.state, l.control, l.closed,
       l.answer_no, l.case_index, l.spoiled
  FROM letter l
 WHERE TRUE

-- fragment: letter_list_related
SELECT l.id, l.direction, l.number, l.registered, l.kind, l.party, l.their_no, l.their_date, l.office_no,
       l.office_date, l.gist, l.sheets, l.annexes, l.resolution, l.executor, l.due, l.state, l.control, l.closed,
       l.answer_no, l.case_index, l.spoiled
  FROM reader w JOIN letter l ON l.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3
   AND NOT EXISTS (SELECT 1 FROM reader v WHERE v.kind = w.kind AND v.object = w.object AND v.principal = w.principal
                      AND v.ended = w.ended AND v.relation < w.relation)

-- fragment: letter_list_open
-- $1 person: what is not closed to him (app/wall.h); kind 1 is a letter (app/authority.h)
 AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $1
                    AND x.ended = 253402300799000000)

-- fragment: letter_list_all_count
SELECT 1 FROM letter l WHERE TRUE

-- fragment: letter_list_related_ids
SELECT l.id
  FROM reader w JOIN letter l ON l.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

-- fragment: letter_list_after
 AND l.id < $1

-- fragment: letter_list_order
 ORDER BY l.id DESC LIMIT $1 OFFSET $2

-- fragment: letter_where_direction
 AND l.direction = $1

-- fragment: letter_where_state
 AND l.state = $1

-- fragment: letter_where_kind
 AND l.kind = $1

-- fragment: letter_where_seat
 AND l.seat_id = $1

-- fragment: letter_where_words @sqlite
-- $1 the words as the index is asked (app/find.h); of a letter (kind 1, app/authority.h) found.id is 1 << 40 and its own id
 AND l.id IN (SELECT x.rowid - 1099511627776 FROM found_words x
               WHERE x.found_words MATCH $1 AND x.rowid > 1099511627776 AND x.rowid < 2199023255552)

-- fragment: letter_where_words @pg
 AND l.id IN (SELECT f.id - 1099511627776 FROM found f
               WHERE f.lexemes @@ CAST($1 AS tsquery) AND f.id > 1099511627776 AND f.id < 2199023255552)

-- fragment: letter_where_from
 AND l.registered >= $1

-- fragment: letter_where_until
 AND l.registered <= $1

-- What a term runs for: an incoming paper in work, and of what left an inquiry that waits for its answer.
-- fragment: letter_where_late
 AND l.due < $1 AND l.state IN ('registered', 'presented', 'execution', 'joined', 'sent')
 AND (l.state <> 'sent' OR (l.kind = 'inquiry' AND l.direction = 'out' AND l.closed = '9999-12-31'))

-- fragment: letter_where_today
 AND l.due = $1 AND l.state IN ('registered', 'presented', 'execution', 'joined', 'sent')
 AND (l.state <> 'sent' OR (l.kind = 'inquiry' AND l.direction = 'out' AND l.closed = '9999-12-31'))

-- fragment: letter_where_control
 AND l.control AND l.state IN ('registered', 'presented', 'execution', 'joined', 'answered')

-- fragment: letter_where_outcome
 AND l.outcome = $1 AND l.outcome <> ''

-- fragment: letter_where_executor
 AND l.executor = $1 AND l.executor <> ''

-- fragment: letter_where_appeals
 AND l.kind IN ('application', 'complaint', 'proposal') AND l.direction = 'in' AND l.state <> 'spoiled'

-- fragment: letter_where_in_time
 AND l.direction = 'in' AND l.closed < '9999-12-31' AND l.closed <= l.due AND l.state <> 'spoiled'

-- fragment: letter_where_closed_late
 AND l.direction = 'in' AND l.closed < '9999-12-31' AND l.closed > l.due AND l.state <> 'spoiled'

-- fragment: letter_where_open
 AND l.direction = 'in' AND l.closed = '9999-12-31' AND l.state <> 'spoiled'

-- fragment: letter_where_open_late
 AND l.direction = 'in' AND l.closed = '9999-12-31' AND l.due < $1 AND l.state <> 'spoiled'

-- fragment: letter_where_to_file
-- an answered letter with all that belongs to it, or a paper of our own that is done with
 AND l.state IN ('answered', 'sent') AND l.main_id = 0
 AND (l.direction = 'in' OR (l.reply_to = 0 AND (l.kind <> 'inquiry' OR l.closed < '9999-12-31')))

-- fragment: letter_where_repeated
 AND l.repeated > 0

-- fragment: letter_where_collective
 AND l.collective > 0

-- fragment: letter_where_anonymous
 AND l.anonymous

-- fragment: letter_where_awaits
 AND l.kind = 'inquiry' AND l.direction = 'out' AND l.state = 'sent' AND l.closed = '9999-12-31'

-- fragment: letter_where_awaits_late
 AND l.kind = 'inquiry' AND l.direction = 'out' AND l.state = 'sent' AND l.closed = '9999-12-31' AND l.due < $1

-- fragment: letter_where_due_from
 AND l.due >= $1 AND l.state IN ('registered', 'presented', 'execution', 'joined', 'sent')
 AND (l.state <> 'sent' OR (l.kind = 'inquiry' AND l.direction = 'out' AND l.closed = '9999-12-31'))

-- fragment: letter_where_due_until
 AND l.due <= $1 AND l.state IN ('registered', 'presented', 'execution', 'joined', 'sent')
 AND (l.state <> 'sent' OR (l.kind = 'inquiry' AND l.direction = 'out' AND l.closed = '9999-12-31'))

-- fragment: letter_where_to_accept
-- $1 principal of the post whose resolution the drafter carries out; kind 1 is a letter (app/authority.h)
 AND EXISTS (SELECT 1 FROM reader x WHERE x.kind = 1 AND x.object = l.id AND x.principal = $1
                AND x.relation = 'author' AND x.ended = 253402300799000000)

-- name: letter_nearest
-- $1 how many · $2 who reads: what the registrar keeps under control and is not yet answered, the nearest term first
SELECT l.id, l.number, l.party, l.gist, l.executor, l.due
  FROM letter l
 WHERE l.control AND l.state IN ('registered', 'presented', 'execution')
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
 ORDER BY l.due, l.id
 LIMIT $1

-- name: letter_words
-- $1 letter · all that it is found by
SELECT number, party, address, their_no, office_no, gist, body, registered FROM letter WHERE id = $1

-- name: letter_ids
-- $1 after · $2 how many
SELECT id FROM letter WHERE id > $1 ORDER BY id LIMIT $2

-- name: letter_files
SELECT sha FROM attachment WHERE sha <> '' UNION SELECT pdf AS sha FROM letter WHERE pdf <> ''
