-- SPDX-License-Identifier: Apache-2.0
-- name: letter_get
SELECT l.id, l.direction, l.register_id, l.year, l.serial, l.number, l.registered, l.kind, l.party_kind, l.party,
       l.address, l.their_no, l.their_date, l.office_no, l.office_date, l.gist, l.body, l.sheets, l.annexes, l.missing,
       l.spoiled, l.rule, l.due, l.derivation, l.state, l.seat_id, l.reply_to, l.drafter, l.main_id, l.about_id, l.signature, l.authority,
       l.signed AS signed_on, l.pdf, l.handover_id, l.case_index, l.case_sheets, l.control, l.closed, l.resolution,
       l.executor, l.answer_no, COALESCE(s.title_full, '') AS seat_title, COALESCE(p.surname, '') AS drafter_surname,
       COALESCE(p.name, '') AS drafter_forename, l.version
  FROM letter l LEFT JOIN seat s ON s.id = l.seat_id LEFT JOIN person p ON p.id = l.drafter
 WHERE l.id = $1

-- name: letter_add
INSERT INTO letter (direction, register_id, year, serial, number, registered, kind, party_kind, party, address,
                    their_no, their_date, office_no, office_date, gist, body, sheets, annexes, missing, rule, due,
                    derivation, state, seat_id, reply_to, drafter, signature, authority, signed, pdf, handover_id,
                    case_index, case_sheets, control, closed, resolution, executor, answer_no, same_key, fold, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, 0,
        $24, $25, '', '', $26, '', $27, '', 0, $28, $29, '', '', '', $30, $31, 1)
RETURNING id

-- name: letter_next_serial
-- $1 register · $2 year
INSERT INTO register_counter (register_id, year, last) VALUES ($1, $2, 1)
    ON CONFLICT (register_id, year) DO UPDATE SET last = register_counter.last + 1
RETURNING last

-- name: letter_serial_last
-- $1 register · $2 year
SELECT last FROM register_counter WHERE register_id = $1 AND year = $2

-- name: letter_register
SELECT id, code, title, prefix FROM register WHERE code = $1

-- name: letter_register_add
INSERT INTO register (code, title, direction, prefix) VALUES ($1, $2, $3, $4)

-- name: letter_event_add
INSERT INTO letter_event (letter_id, person_id, verb, body, authority, at) VALUES ($1, $2, $3, $4, $5, $6)

-- name: letter_events
SELECT e.id, e.verb, e.body, e.at, COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename
  FROM letter_event e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.letter_id = $1
 ORDER BY e.id

-- name: letter_last_hand
-- $1 letter · who did something to it last
SELECT e.id, COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename
  FROM letter_event e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.letter_id = $1
 ORDER BY e.id DESC LIMIT 1

-- name: letter_seats
-- $1 $2 $3 post kinds · $4 today · $5 forever: the seats and who serves them, absences said beside
SELECT s.id, s.unit_id, s.post_kind, s.title_full, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename, COALESCE(a.code, '') AS absence
  FROM seat s
  LEFT JOIN fact f ON f.seat = s.id AND f.kind = 'holding' AND f.known_to = $5
                  AND f.valid_from <= $4 AND f.valid_to > $4
  LEFT JOIN person p ON p.id = f.person
  LEFT JOIN fact a ON a.person = f.person AND a.kind = 'absence' AND a.known_to = $5
                  AND a.valid_from <= $4 AND a.valid_to > $4
 WHERE s.post_kind IN ($1, $2, $3) AND s.valid_from <= $4 AND s.valid_to > $4
 ORDER BY s.unit_id, s.sort_no, s.id

-- name: letter_same
-- $1 key of sender, number and date · $2 the Secretariat's number · $3 its date
-- Two lookups, each by its own index: an OR, or a plain direction = 'in', would read every letter in.
SELECT id, number, registered, party FROM letter
 WHERE id = (SELECT MAX(id)
               FROM (SELECT MAX(id) AS id FROM letter WHERE same_key = $1 AND direction || '' = 'in' AND state || '' <> 'spoiled'
                      UNION ALL
                     SELECT MAX(id) AS id FROM letter WHERE office_no = $2 AND office_date = $3 AND direction || '' = 'in'
                         AND state || '' <> 'spoiled'
                    ) AS found)

-- name: letter_set_card
-- $1 letter · $2 version read · $3 kind · $4 kind of sender · $5 sender · $6 address · $7 their number · $8 its date · $9 gist
-- $10 sheets · $11 annexes · $12 rule · $13 term · $14 derivation · $15 key of likeness · $16 fold
UPDATE letter SET kind = $3, party_kind = $4, party = $5, address = $6, their_no = $7, their_date = $8, gist = $9,
                  sheets = $10, annexes = $11, rule = $12, due = $13, derivation = $14, same_key = $15, fold = $16,
                  version = version + 1
 WHERE id = $1 AND version = $2 AND state <> 'filed'

-- name: letter_set_spoiled
-- $1 letter · $2 version read · $3 why
UPDATE letter SET state = 'spoiled', spoiled = $3, seat_id = 0, control = FALSE, version = version + 1
 WHERE id = $1 AND version = $2 AND state IN ('registered', 'presented')
   AND NOT EXISTS (SELECT 1 FROM letter j WHERE j.main_id = $1 AND j.main_id > 0)

-- name: handover_item_give_back
-- $1 letter: its line waits again
UPDATE handover_item SET letter_id = 0 WHERE letter_id = $1

-- name: handover_open_again
-- $1 list · $2 forever
UPDATE handover SET state = 'sent', taken = $2, taken_by = 0 WHERE id = $1 AND direction = 'in'

-- name: handover_same
-- $1 list: the letters its lines look like, those not taken yet
SELECT i.id AS line_id, l.id, l.number, l.registered, l.party, l.their_no, l.their_date, l.office_no, l.office_date, l.gist,
       l.sheets, l.annexes, l.state
  FROM handover_item i JOIN letter l ON l.same_key = i.same_key
 WHERE i.handover_id = $1 AND i.letter_id = 0 AND i.same_key <> '' AND l.direction = 'in' AND l.state <> 'spoiled'
 UNION
SELECT i.id AS line_id, l.id, l.number, l.registered, l.party, l.their_no, l.their_date, l.office_no, l.office_date, l.gist,
       l.sheets, l.annexes, l.state
  FROM handover_item i JOIN letter l ON l.office_no = i.office_no AND l.office_date = i.office_date
 WHERE i.handover_id = $1 AND i.letter_id = 0 AND l.direction = 'in' AND l.state <> 'spoiled'
 ORDER BY 1, 2

-- name: letter_set_presented
UPDATE letter SET state = 'presented', seat_id = $3, version = version + 1
 WHERE id = $1 AND version = $2 AND state IN ('registered', 'presented')

-- name: letter_set_execution
-- $1 letter · $2 version read · $3 control · $4 resolution · $5 executor · $6 seat whose resolution it is
UPDATE letter SET state = 'execution', control = $3, resolution = $4, executor = $5, seat_id = $6,
                  version = version + 1
 WHERE id = $1 AND version = $2 AND state IN ('registered', 'presented')

-- name: letter_set_resolution
-- $1 letter · $2 version read · $3 resolution · $4 executor · leadership's: the state stays
UPDATE letter SET resolution = $3, executor = $4, version = version + 1
 WHERE id = $1 AND version = $2 AND state IN ('registered', 'presented')

-- name: letter_set_answered
-- $1 letter · $2 the day the answer left · $3 its number
UPDATE letter SET state = 'answered', closed = $2, answer_no = $3, version = version + 1
 WHERE id = $1 AND state = 'execution'

-- name: letter_set_filed
-- $1 letter · $2 case · $3 sheets
UPDATE letter SET state = 'filed', case_index = $2, case_sheets = $3, version = version + 1
 WHERE id = $1 AND state IN ('answered', 'sent')

-- name: letter_file_answers
UPDATE letter SET state = 'filed', case_index = $2, version = version + 1 WHERE reply_to = $1 AND state = 'sent'

-- name: letter_around
-- $1 letter · $2 what it answers · $3 what it joined · $4 what it is about: those, its answers, what joined it and
-- what is written for it ("> 0" lets a partial index be used)
SELECT l.id, l.direction, l.register_id, l.year, l.serial, l.number, l.registered, l.kind, l.party_kind, l.party,
       l.address, l.their_no, l.their_date, l.office_no, l.office_date, l.gist, l.body, l.sheets, l.annexes, l.missing,
       l.spoiled, l.rule, l.due, l.derivation, l.state, l.seat_id, l.reply_to, l.drafter, l.main_id, l.about_id, l.signature, l.authority,
       l.signed AS signed_on, l.pdf, l.handover_id, l.case_index, l.case_sheets, l.control, l.closed, l.resolution,
       l.executor, l.answer_no, COALESCE(s.title_full, '') AS seat_title, COALESCE(p.surname, '') AS drafter_surname,
       COALESCE(p.name, '') AS drafter_forename, l.version
  FROM letter l LEFT JOIN seat s ON s.id = l.seat_id LEFT JOIN person p ON p.id = l.drafter
 WHERE l.reply_to = $1 OR (l.main_id = $1 AND l.main_id > 0) OR (l.about_id = $1 AND l.about_id > 0) OR l.id IN ($2, $3, $4)
 ORDER BY l.id

-- name: letter_set_joined
-- $1 letter · $2 version read · $3 the letter it joins
UPDATE letter SET state = 'joined', main_id = $3, version = version + 1
 WHERE id = $1 AND version = $2 AND state IN ('registered', 'presented')
   AND NOT EXISTS (SELECT 1 FROM letter j WHERE j.main_id = $1 AND j.main_id > 0)

-- name: letter_hold_main
-- $1 letter · held until the transaction ends, so that nobody answers or joins it meanwhile
UPDATE letter SET version = version + 1
 WHERE id = $1 AND direction = 'in' AND main_id = 0 AND state IN ('registered', 'presented', 'execution')

-- name: letter_set_unjoined
-- $1 letter · $2 version read
UPDATE letter SET state = CASE WHEN seat_id > 0 THEN 'presented' ELSE 'registered' END, main_id = 0,
                  version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'joined'

-- name: letter_joined
SELECT id FROM letter WHERE main_id = $1 AND main_id > 0 ORDER BY id

-- name: letter_set_joined_answered
-- $1 main letter · $2 the day the answer left · $3 its number
UPDATE letter SET state = 'answered', closed = $2, answer_no = $3, version = version + 1
 WHERE main_id = $1 AND main_id > 0 AND state = 'joined'

-- name: letter_set_joined_filed
-- $1 main letter · $2 case
UPDATE letter SET state = 'filed', case_index = $2, version = version + 1 WHERE main_id = $1 AND main_id > 0 AND state = 'answered'

-- name: answers_signed_of
SELECT COUNT(*) FROM letter WHERE reply_to = $1 AND state IN ('signed', 'handed')

-- name: handover_item_of_letter
SELECT id, handover_id, office_no, office_date, kind, party_kind, party, address, their_no, their_date, gist, sheets,
       annexes, lead_seat, lead_text, lead_date, lead_due, letter_id
  FROM handover_item
 WHERE letter_id = $1

-- name: letters_in_work
-- $1 how many of each state: three lookups in the order of an index
SELECT id, number, party, gist, office_no, their_no, registered
  FROM (SELECT id, number, party, gist, office_no, their_no, registered
          FROM (SELECT id, number, party, gist, office_no, their_no, registered FROM letter
                 WHERE state = 'execution' ORDER BY id DESC LIMIT $1) AS executed
         UNION ALL
        SELECT id, number, party, gist, office_no, their_no, registered
          FROM (SELECT id, number, party, gist, office_no, their_no, registered FROM letter
                 WHERE state = 'presented' ORDER BY id DESC LIMIT $1) AS shown
         UNION ALL
        SELECT id, number, party, gist, office_no, their_no, registered
          FROM (SELECT id, number, party, gist, office_no, their_no, registered FROM letter
                 WHERE state = 'registered' ORDER BY id DESC LIMIT $1) AS taken) AS work
 ORDER BY id DESC

-- name: letter_in_work_numbered
-- $1 our number: the newest of it that is in work
SELECT id FROM letter
 WHERE number = $1 AND direction = 'in' AND main_id = 0 AND state IN ('registered', 'presented', 'execution')
 ORDER BY id DESC LIMIT 1

-- name: answers_under_way
SELECT COUNT(*) FROM letter WHERE reply_to = $1 AND state IN ('draft', 'to_sign', 'signed', 'handed')

-- name: answer_set_book
-- $1 answer · $2 who drafted it · $3 what it answers: columns of the outgoing book
UPDATE letter SET executor = $2, answer_no = $3 WHERE id = $1

-- name: answer_change
-- $1 answer · $2 version read · $3 gist · $4 body · $5 fold
UPDATE letter SET gist = $3, body = $4, fold = $5, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'draft'

-- name: outgoing_change
-- $1 paper · $2 version read · $3 kind · $4 kind of addressee · $5 addressee · $6 address · $7 term · $8 gist · $9 body
-- $10 fold
UPDATE letter SET kind = $3, party_kind = $4, party = $5, address = $6, due = $7, gist = $8, body = $9, fold = $10,
                  version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'draft' AND reply_to = 0

-- name: outgoing_set_about
UPDATE letter SET about_id = $2 WHERE id = $1

-- name: inquiries_open
-- $1 how many: what we asked and nobody answered yet, newest first
SELECT id, number, party, gist, office_no, their_no, registered
  FROM letter
 WHERE kind = 'inquiry' AND direction = 'out' AND closed = '9999-12-31' AND state = 'sent'
 ORDER BY id DESC LIMIT $1

-- name: inquiry_numbered
-- $1 our number
SELECT id FROM letter
 WHERE number = $1 AND direction = 'out' AND kind = 'inquiry' AND state = 'sent'
 ORDER BY id DESC LIMIT 1

-- name: inquiry_set_answered
-- $1 inquiry · $2 the day its answer came · $3 the answer's number · the first answer counts
UPDATE letter SET closed = $2, answer_no = $3, version = version + 1
 WHERE id = $1 AND closed = '9999-12-31'

-- name: letter_set_reply
-- $1 letter in · $2 version read · $3 our inquiry
UPDATE letter SET reply_to = $3, version = version + 1 WHERE id = $1 AND version = $2 AND reply_to = 0

-- name: answer_to_sign
-- $1 answer · $2 signer's seat · $3 version read
UPDATE letter SET state = 'to_sign', seat_id = $2, version = version + 1
 WHERE id = $1 AND version = $3 AND state = 'draft'

-- name: answer_returned
-- $1 answer · $2 version read
UPDATE letter SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft'

-- name: answer_set_signed
-- $1 answer · $2 day · $3 signature block · $4 authority · $5 pdf · $6 register · $7 year · $8 serial · $9 number
-- $10 version read · $11 fold
UPDATE letter SET state = 'signed', signed = $2, registered = $2, signature = $3, authority = $4, pdf = $5,
                  resolution = $3, register_id = $6, year = $7, serial = $8, number = $9, fold = $11, version = version + 1
 WHERE id = $1 AND version = $10 AND state = 'to_sign'

-- name: answer_set_handed
-- $1 answer · $2 list
UPDATE letter SET state = 'handed', handover_id = $2, version = version + 1 WHERE id = $1 AND state = 'signed'

-- name: answer_set_numbered
-- $1 answer · $2 the Secretariat's number · $3 its date
UPDATE letter SET state = 'sent', office_no = $2, office_date = $3, version = version + 1
 WHERE id = $1 AND state = 'handed'

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
       annexes, lead_seat, lead_text, lead_date, lead_due, letter_id
  FROM handover_item
 WHERE handover_id = $1
 ORDER BY id

-- name: handover_item
SELECT id, handover_id, office_no, office_date, kind, party_kind, party, address, their_no, their_date, gist, sheets,
       annexes, lead_seat, lead_text, lead_date, lead_due, letter_id
  FROM handover_item
 WHERE id = $1

-- name: handover_item_taken
-- $1 item · $2 letter
UPDATE handover_item SET letter_id = $2 WHERE id = $1 AND letter_id = 0

-- name: handover_close
-- $1 list · $2 now · $3 who · once nothing of it is left
UPDATE handover SET state = 'taken', taken = $2, taken_by = $3
 WHERE id = $1 AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM handover_item i WHERE i.handover_id = $1 AND i.letter_id = 0)

-- name: handover_get
SELECT h.id, h.direction, h.made, h.taken, h.state, h.note, p.surname, p.name
  FROM handover h LEFT JOIN person p ON p.id = h.made_by
 WHERE h.id = $1

-- name: handover_close_out
-- $1 list back to the Secretariat · $2 now · $3 who · once every answer on it has its number
UPDATE handover SET state = 'taken', taken = $2, taken_by = $3
 WHERE id = $1 AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.handover_id = $1 AND l.direction = 'out' AND l.state = 'handed')

-- name: handover_lines
-- $1 list: its lines, our number once taken, whose resolution came with each
SELECT i.id, i.office_no, i.office_date, i.kind, i.party, i.address, i.their_no, i.their_date, i.gist, i.sheets,
       i.annexes, i.lead_text, i.lead_date, i.lead_due, i.letter_id, COALESCE(s.title_full, '') AS lead_title,
       COALESCE(l.number, '') AS number, COALESCE(l.missing, '') AS missing
  FROM handover_item i LEFT JOIN seat s ON s.id = i.lead_seat LEFT JOIN letter l ON l.id = i.letter_id
 WHERE i.handover_id = $1
 ORDER BY i.id

-- name: handover_letters
-- $1 list back to the Secretariat: what is on it
SELECT id, number, party, gist, office_no, office_date, sheets, annexes, state
  FROM letter
 WHERE handover_id = $1 AND direction = 'out'
 ORDER BY id

-- name: answers_signed
-- $1 how many · what waits to be handed to the Secretariat, what waits longest first
SELECT id, number, party, gist, office_no, office_date, sheets, annexes, state
  FROM letter
 WHERE state = 'signed'
 ORDER BY id
 LIMIT $1

-- name: answers_signed_count
SELECT COUNT(*) FROM letter WHERE state = 'signed'

-- fragment: handover_list_all
SELECT h.id, h.direction, h.made, h.state, h.note, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id) AS items,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id AND i.letter_id = 0) AS waiting,
       (SELECT COUNT(*) FROM letter l WHERE l.handover_id = h.id AND l.direction = 'out') AS answers
  FROM handover h LEFT JOIN person p ON p.id = h.made_by
 WHERE TRUE

-- fragment: handover_list_related
SELECT h.id, h.direction, h.made, h.state, h.note, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id) AS items,
       (SELECT COUNT(*) FROM handover_item i WHERE i.handover_id = h.id AND i.letter_id = 0) AS waiting,
       (SELECT COUNT(*) FROM letter l WHERE l.handover_id = h.id AND l.direction = 'out') AS answers
  FROM reader w JOIN handover h ON h.id = w.object LEFT JOIN person p ON p.id = h.made_by
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

-- fragment: handover_list_all_count
SELECT 1 FROM handover h WHERE TRUE

-- fragment: handover_list_related_ids
SELECT h.id
  FROM reader w JOIN handover h ON h.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3

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

-- name: letter_attachment
-- $1 letter · $2 attachment: one of another letter is not found
SELECT id, letter_id, sha, name, size, pages FROM attachment WHERE letter_id = $1 AND id = $2

-- name: attachment_add
INSERT INTO attachment (letter_id, sha, name, size, pages, added_by, added) VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id

-- name: attachments_of
SELECT id, letter_id, sha, name, size, pages FROM attachment WHERE letter_id = $1 ORDER BY id

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

-- fragment: letter_where_party
 AND l.fold LIKE $1 ESCAPE '\'

-- fragment: letter_where_from
 AND l.registered >= $1

-- fragment: letter_where_until
 AND l.registered <= $1

-- fragment: letter_where_late
 AND l.due < $1 AND l.state IN ('registered', 'presented', 'execution', 'joined')

-- fragment: letter_where_today
 AND l.due = $1 AND l.state IN ('registered', 'presented', 'execution', 'joined')

-- fragment: letter_where_control
 AND l.control AND l.state IN ('registered', 'presented', 'execution', 'joined', 'answered')

-- fragment: letter_where_awaits
 AND l.kind = 'inquiry' AND l.direction = 'out' AND l.state = 'sent' AND l.closed = '9999-12-31'

-- fragment: letter_where_awaits_late
 AND l.kind = 'inquiry' AND l.direction = 'out' AND l.state = 'sent' AND l.closed = '9999-12-31' AND l.due < $1

-- fragment: letter_where_due_from
 AND l.due >= $1 AND l.state IN ('registered', 'presented', 'execution', 'joined')

-- fragment: letter_where_due_until
 AND l.due <= $1 AND l.state IN ('registered', 'presented', 'execution', 'joined')

-- fragment: letter_where_to_accept
-- $1 principal of the post whose resolution the drafter carries out; kind 1 is a letter (app/authority.h)
 AND EXISTS (SELECT 1 FROM reader x WHERE x.kind = 1 AND x.object = l.id AND x.principal = $1
                AND x.relation = 'author' AND x.ended = 253402300799000000)

-- name: letter_nearest
-- $1 how many · what the registrar keeps under control and is not yet answered, the nearest term first
SELECT l.id, l.number, l.party, l.gist, l.executor, l.due
  FROM letter l
 WHERE l.control AND l.state IN ('registered', 'presented', 'execution')
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
