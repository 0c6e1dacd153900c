-- SPDX-License-Identifier: Apache-2.0
-- name: letter_get
SELECT l.id, l.direction, l.register_id, l.year, l.serial, l.number, l.registered, l.kind, l.party_kind, l.party,
       l.address, l.their_no, l.their_date, l.office_no, l.office_date, l.gist, l.body, l.sheets, l.annexes, l.missing,
       l.spoiled, l.repeated, l.collective, l.anonymous, l.complained_id, l.outcome, l.ground, l.forwarded_to, l.informed,
       COALESCE(c.surname, '') AS complained_surname, COALESCE(c.name, '') AS complained_forename, l.rule, l.due, l.derivation, l.state, l.seat_id, l.reply_to, l.drafter, l.main_id, l.about_id, l.signature, l.authority,
       l.signed AS signed_on, l.pdf, l.handover_id, l.case_index, l.case_sheets, l.control, l.control_intake, l.closed, l.resolution,
       l.executor, l.answer_no, COALESCE(s.title_full, '') AS seat_title, COALESCE(p.surname, '') AS drafter_surname,
       COALESCE(p.name, '') AS drafter_forename, l.version
  FROM letter l LEFT JOIN seat s ON s.id = l.seat_id LEFT JOIN person p ON p.id = l.drafter
       LEFT JOIN person c ON c.id = l.complained_id
 WHERE l.id = $1

-- name: letter_add
INSERT INTO letter (direction, register_id, year, serial, number, registered, kind, party_kind, party, address,
                    their_no, their_date, office_no, office_date, gist, body, sheets, annexes, missing, rule, due,
                    derivation, state, seat_id, reply_to, drafter, signature, authority, signed, pdf, handover_id,
                    case_index, case_sheets, control, control_intake, closed, resolution, executor, answer_no, same_key, fold,
                    version, party_fold, theme, repeated, collective, anonymous, complained_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, 0,
        $24, $25, '', '', $26, '', $27, '', 0, $28, $28, $29, '', '', '', $30, $31, 1, $32, $33, $34, $35, $36, $37)
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
-- $1 letter · $2 who reads: no line that names a paper closed to him (its body begins with our number of that paper)
SELECT e.id, e.verb, e.body, e.at, COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename
  FROM letter_event e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.letter_id = $1
   AND NOT EXISTS (SELECT 1 FROM wall x JOIN letter o ON o.id = x.object
                    WHERE x.person_id = $2 AND x.ended = 253402300799000000 AND x.kind = 1 AND o.number <> ''
                      AND e.verb IN ('joined', 'joined_by', 'unjoined', 'unjoined_by', 'answers', 'got_answer', 'lost_answer')
                      AND (e.body = o.number OR SUBSTR(e.body, 1, LENGTH(o.number) + 1) IN (o.number || ':', o.number || ',')))
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

-- name: appeal_people
-- $1 unit at the top · $2 today · $3 forever: who serves there, whom a complaint can be about
WITH RECURSIVE down (id) AS (
    SELECT id FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id FROM unit u JOIN down ON u.parent_id = down.id
)
SELECT p.id, p.surname, p.name AS forename, s.title
  FROM down
  JOIN seat s ON s.unit_id = down.id AND s.valid_from <= $2 AND s.valid_to > $2
  JOIN fact f ON f.seat = s.id AND f.kind = 'holding' AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2
  JOIN person p ON p.id = f.person
 ORDER BY s.unit_id, s.sort_no, p.sort_key

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
-- $10 sheets · $11 annexes · $12 rule · $13 term · $14 derivation · $15 key of likeness · $16 fold · $17 fold of the sender
-- $18 theme · $19 times its sender was answered on it
UPDATE letter SET kind = $3, party_kind = $4, party = $5, address = $6, their_no = $7, their_date = $8, gist = $9,
                  sheets = $10, annexes = $11, rule = $12, due = $13, derivation = $14, same_key = $15, fold = $16,
                  party_fold = $17, theme = $18, repeated = $19, version = version + 1
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
-- $1 list · $2 who reads: the letters its lines look like, those not taken yet
SELECT i.id AS line_id, l.id, l.number, l.registered, l.party, l.their_no, l.their_date, l.office_no, l.office_date, l.gist,
       l.sheets, l.annexes, l.state
  FROM handover_item i JOIN letter l ON l.same_key = i.same_key
 WHERE i.handover_id = $1 AND i.letter_id = 0 AND i.same_key <> '' AND l.direction = 'in' AND l.state <> 'spoiled'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
 UNION
SELECT i.id AS line_id, l.id, l.number, l.registered, l.party, l.their_no, l.their_date, l.office_no, l.office_date, l.gist,
       l.sheets, l.annexes, l.state
  FROM handover_item i JOIN letter l ON l.office_no = i.office_no AND l.office_date = i.office_date
 WHERE i.handover_id = $1 AND i.letter_id = 0 AND l.direction = 'in' AND l.state <> 'spoiled'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
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

-- name: appeals_answered
-- $1 fold of the sender · $2 from · $3 until · $4 not this one: what was answered on the merits, out of the index alone
SELECT theme FROM letter
 WHERE party_fold = $1 AND closed >= $2 AND closed <= $3 AND id <> $4 AND direction = 'in' AND main_id = 0 AND closed < '9999-12-31'
   AND kind IN ('application', 'complaint', 'proposal') AND outcome NOT IN ('forwarded', 'unconsidered')

-- name: letters_to_fold
-- $1 after · $2 how many: incoming papers, for what is kept folded beside them
SELECT id, party, gist FROM letter WHERE direction = 'in' AND id > $1 ORDER BY id LIMIT $2

-- name: letter_set_folds
UPDATE letter SET party_fold = $2, theme = $3 WHERE id = $1 AND (party_fold <> $2 OR theme <> $3)

-- name: letter_set_closed
-- $1 letter · $2 version read · $3 outcome · $4 ground · $5 body · $6 told on · $7 today · $8 rule · $9 term · $10 derivation
UPDATE letter SET state = 'answered', outcome = $3, ground = $4, forwarded_to = $5, informed = $6, closed = $7, rule = $8,
                  due = $9, derivation = $10, version = version + 1
 WHERE id = $1 AND version = $2 AND state IN ('registered', 'presented', 'execution')

-- name: appeal_set_told
-- $1 appeal · $2 day · $3 fold of whom the letter went to · $4 not told yet
UPDATE letter SET informed = $2, version = version + 1
 WHERE id = $1 AND party_fold = $3 AND informed = $4 AND outcome IN ('forwarded', 'unconsidered')

-- name: appeals_tally
-- $1 from · $2 until · $3 today · $4 who reads: appeals registered between, by everything the summary asks
SELECT t.kind, t.executor, t.outcome, t.timely, t.repeated, t.collective, t.anonymous, COUNT(*) AS n
  FROM (SELECT kind, executor, outcome, anonymous, repeated > 0 AS repeated, collective > 0 AS collective,
               CASE WHEN closed < '9999-12-31' THEN CASE WHEN closed <= due THEN 'in_time' ELSE 'late' END
                    WHEN due < $3 THEN 'open_late' ELSE 'open' END AS timely
          FROM letter
         WHERE kind IN ('application', 'complaint', 'proposal') AND registered >= $1 AND registered <= $2
           AND direction = 'in' AND state <> 'spoiled'
           AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $4
                              AND x.ended = 253402300799000000)) AS t
 GROUP BY t.kind, t.executor, t.outcome, t.timely, t.repeated, t.collective, t.anonymous
 ORDER BY t.executor, t.kind, t.outcome, t.timely, t.repeated, t.collective, t.anonymous

-- name: letter_set_filed
-- $1 letter · $2 case · $3 sheets · $4 outcome
UPDATE letter SET state = 'filed', case_index = $2, case_sheets = $3, outcome = $4, version = version + 1
 WHERE id = $1 AND state IN ('answered', 'sent')

-- name: letter_answers_sent
SELECT id FROM letter WHERE reply_to = $1 AND state = 'sent' ORDER BY id

-- name: letter_file_answers
UPDATE letter SET state = 'filed', case_index = $2, version = version + 1 WHERE reply_to = $1 AND state = 'sent'

-- name: letter_hold_filed
-- $1 letter · $2 version read · held until the transaction ends, so that nobody hands its case over meanwhile
UPDATE letter SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 'filed'

-- name: letter_kept
-- $1 letter: how many acts hand it over for keeping
SELECT COUNT(*) FROM handover_item i JOIN handover h ON h.id = i.handover_id WHERE i.letter_id = $1 AND h.direction = 'case'

-- name: letter_filed_with
-- $1 letter: what lies in the case with it, papers that joined it and its answers
SELECT id FROM letter
 WHERE state = 'filed' AND case_sheets = 0 AND ((main_id = $1 AND main_id > 0) OR (reply_to = $1 AND direction = 'out'))
 ORDER BY id

-- name: letter_set_case
-- $1 letter, or what lies with it · $2 another case
UPDATE letter SET case_index = $2 WHERE id = $1

-- name: letter_around
-- $1 letter · $2 what it answers · $3 what it joined · $4 what it is about: those, its answers, what joined it and
-- what is written for it ("> 0" lets a partial index be used); $5 who reads: none that is closed to him
SELECT l.id, l.direction, l.register_id, l.year, l.serial, l.number, l.registered, l.kind, l.party_kind, l.party,
       l.address, l.their_no, l.their_date, l.office_no, l.office_date, l.gist, l.body, l.sheets, l.annexes, l.missing,
       l.spoiled, l.repeated, l.collective, l.anonymous, l.complained_id, l.outcome, l.ground, l.forwarded_to, l.informed,
       COALESCE(c.surname, '') AS complained_surname, COALESCE(c.name, '') AS complained_forename, l.rule, l.due, l.derivation, l.state, l.seat_id, l.reply_to, l.drafter, l.main_id, l.about_id, l.signature, l.authority,
       l.signed AS signed_on, l.pdf, l.handover_id, l.case_index, l.case_sheets, l.control, l.control_intake, l.closed, l.resolution,
       l.executor, l.answer_no, COALESCE(s.title_full, '') AS seat_title, COALESCE(p.surname, '') AS drafter_surname,
       COALESCE(p.name, '') AS drafter_forename, l.version
  FROM letter l LEFT JOIN seat s ON s.id = l.seat_id LEFT JOIN person p ON p.id = l.drafter
       LEFT JOIN person c ON c.id = l.complained_id
 WHERE (l.reply_to = $1 OR (l.main_id = $1 AND l.main_id > 0) OR (l.about_id = $1 AND l.about_id > 0) OR l.id IN ($2, $3, $4))
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = l.id AND x.person_id = $5
                      AND x.ended = 253402300799000000)
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
       annexes, lead_seat, lead_text, lead_date, lead_due, letter_id, returned_why,
       COALESCE((SELECT MAX(x.person_id) FROM wall x WHERE x.kind = 13 AND x.object = handover_item.id
                    AND x.ended = 253402300799000000), 0) AS complained_id
  FROM handover_item
 WHERE letter_id = $1 AND handover_id NOT IN (SELECT h.id FROM handover h WHERE h.direction = 'case')

-- name: letters_in_work
-- $1 how many of each state · $2 who reads: three lookups in the order of an index
SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme
  FROM (SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme
          FROM (SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme FROM letter
                 WHERE state = 'execution' ORDER BY id DESC LIMIT $1) AS executed
         UNION ALL
        SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme
          FROM (SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme FROM letter
                 WHERE state = 'presented' ORDER BY id DESC LIMIT $1) AS shown
         UNION ALL
        SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme
          FROM (SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme FROM letter
                 WHERE state = 'registered' ORDER BY id DESC LIMIT $1) AS taken) AS work
 WHERE NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = work.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
 ORDER BY id DESC

-- name: letter_in_work_numbered
-- $1 our number · $2 who asks: the newest of it that is in work and not closed to him
SELECT id FROM letter
 WHERE number = $1 AND direction = 'in' AND main_id = 0 AND state IN ('registered', 'presented', 'execution')
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
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
-- $1 how many · $2 who reads: what we asked and nobody answered yet, newest first
SELECT id, number, party, gist, office_no, their_no, registered, party_fold, theme
  FROM letter
 WHERE kind = 'inquiry' AND direction = 'out' AND closed = '9999-12-31' AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
 ORDER BY id DESC LIMIT $1

-- name: inquiry_numbered
-- $1 our number · $2 who asks
SELECT id FROM letter
 WHERE number = $1 AND direction = 'out' AND kind = 'inquiry' AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $2
                      AND x.ended = 253402300799000000)
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

-- name: letter_attachment
-- $1 letter · $2 attachment: one of another letter is not found
SELECT id, letter_id, sha, name, size, pages FROM attachment WHERE letter_id = $1 AND id = $2

-- name: attachment_add
INSERT INTO attachment (letter_id, sha, name, size, pages, added_by, added) VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id

-- name: attachments_of
SELECT id, letter_id, sha, name, size, pages FROM attachment WHERE letter_id = $1 ORDER BY id
