-- SPDX-License-Identifier: Apache-2.0
-- name: order_get
SELECT id, series, state, historical, year, serial, number, heading, body, persons, basis, drafter, drafter_seat,
       visa_seat, round, text, text_sha, draft_pdf, signed_on, signer, signature, authority, scan, registered,
       registered_by, late, pdf, created, changed, changed_by, version,
       EXISTS (SELECT 1 FROM wall w WHERE w.kind = 4 AND w.object = orders.id AND w.ended = 253402300799000000) AS walled
  FROM orders
 WHERE id = $1

-- name: order_add
-- $3 old number · $9 drafter · $10 his seat · $11 old date · $12 scan · $13 forever · $14 now
INSERT INTO orders (series, state, historical, year, serial, number, heading, body, persons, basis, fold, drafter,
                    drafter_seat, visa_seat, round, text, text_sha, draft_pdf, signed_on, signer, signature, authority,
                    scan, registered, registered_by, late, pdf, created, changed, changed_by, version)
VALUES ($1, 'draft', $2, 0, 0, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, '', '', '', $11, 0, '', '', $12, $13, 0, FALSE, '',
        $14, $14, $9, 1)
RETURNING id

-- name: order_change
-- $1 order · $2 version read · $13 now · $14 who
UPDATE orders
   SET series = $3, historical = $4, number = $5, heading = $6, body = $7, persons = $8, basis = $9, fold = $10,
       signed_on = $11, scan = $12, changed = $13, changed_by = $14, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'draft'

-- name: order_items_clear
DELETE FROM order_item WHERE order_id = $1

-- name: order_basis_clear
DELETE FROM order_basis WHERE order_id = $1

-- name: order_item_add
INSERT INTO order_item (order_id, no, kind, person_id, text, target, input) VALUES ($1, $2, $3, $4, '', $5, 0)

-- name: order_basis_add
INSERT INTO order_basis (order_id, no, letter_id, text) VALUES ($1, $2, $3, $4)

-- name: order_version_add
INSERT INTO order_version (order_id, version, saved, saved_by, body) VALUES ($1, $2, $3, $4, $5)

-- name: order_versions
SELECT v.version, v.saved, v.body, p.surname, p.name
  FROM order_version v LEFT JOIN person p ON p.id = v.saved_by
 WHERE v.order_id = $1
 ORDER BY v.version

-- name: order_bases
SELECT letter_id, text FROM order_basis WHERE order_id = $1 ORDER BY no

-- name: order_letter
SELECT id, number, direction, kind, party_kind, party, gist, registered FROM letter WHERE id = $1 AND serial > 0

-- name: order_letter_numbered
-- the newest of that number
SELECT id, number, direction, kind, party_kind, party, gist, registered FROM letter WHERE number = $1 AND serial > 0 ORDER BY id DESC LIMIT 1

-- name: order_series_first
-- $1 series · the day of the first order that went its whole way here
SELECT MIN(signed_on) AS first FROM orders WHERE series = $1 AND NOT historical AND state = 'registered'

-- name: order_counter
-- $1 series · $2 year
SELECT last FROM order_counter WHERE series = $1 AND year = $2

-- name: order_counter_move
-- $1 series · $2 year
INSERT INTO order_counter (series, year, last) VALUES ($1, $2, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = order_counter.last + 1
RETURNING last

-- name: order_counter_hold
-- $1 series · $2 year · held until the transaction ends, so that of two papers with one number the second sees the first
INSERT INTO order_counter (series, year, last) VALUES ($1, $2, 0)
    ON CONFLICT (series, year) DO UPDATE SET last = order_counter.last

-- name: order_items
-- $1 order · $2 forever: its items, whether they were annulled, who was acquainted
SELECT i.id, i.no, i.kind, i.person_id, i.text, i.target, i.input, p.surname, p.name, p.patronymic, p.patronymic_kind,
       (x.input IS NOT NULL) AS annulled, COALESCE(a.how, '') AS how, COALESCE(a.act, '') AS act,
       COALESCE(a.at, $3) AS read_on, COALESCE(a.contest, $3) AS contest, COALESCE(a.contest_rule, '') AS contest_rule
  FROM order_item i
  JOIN person p ON p.id = i.person_id
  LEFT JOIN ledger_inactive x ON x.input = i.input AND x.known_to = $2
  LEFT JOIN order_acquaint a ON a.item_id = i.id
 WHERE i.order_id = $1
 ORDER BY i.no

-- name: order_item_freeze
-- $1 order · $2 item's place · $3 its words
UPDATE order_item SET text = $3 WHERE order_id = $1 AND no = $2

-- name: order_item_entered
-- $1 order · $2 item's place · $3 entry of the ledger
UPDATE order_item SET input = $3 WHERE order_id = $1 AND no = $2 AND input = 0

-- name: order_changes
-- $1 order · what its registration put into the facts and took out of them, of everybody it reached
-- CROSS JOIN: SQLite then takes the persons first, not every fact there is.
WITH ours AS (SELECT n.id, n.registered FROM order_item i JOIN ledger_input n ON n.id = i.input
               WHERE i.order_id = $1 AND i.input > 0),
     who AS (SELECT e.person FROM ledger_effect e JOIN ours ON ours.id = e.input
              UNION
             SELECT t.person FROM ours CROSS JOIN ledger_effect e JOIN ledger_effect t ON t.input = e.target
              WHERE e.input = ours.id AND e.op = 'annul')
SELECT f.kind, f.person, f.seat, f.valid_from, f.valid_to, f.known_from, f.known_to, f.input, f.effect_no, f.changed_by,
       f.ended_by, f.units, f.num, f.code, f.payload, k.registered AS at, p.surname, p.name, p.patronymic,
       p.patronymic_kind, COALESCE(s.title_full, '') AS place
  FROM who CROSS JOIN fact f
  JOIN (SELECT DISTINCT registered FROM ours) k ON k.registered = f.known_from OR k.registered = f.known_to
  JOIN person p ON p.id = f.person
  LEFT JOIN seat s ON s.id = f.seat
 WHERE f.person = who.person
 ORDER BY f.person, f.kind, f.valid_from, f.input, f.effect_no, f.known_from

-- name: order_submit
-- $1 order · $2 version read · $3 drafter's seat · $4 now · $5 who
UPDATE orders SET state = 'visa', round = round + 1, drafter_seat = $3, changed = $4, changed_by = $5, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'draft'

-- name: order_enter
-- a paper of the past goes straight to the keeper · $1 order · $2 version · $3 text · $4 its hash · $5 now · $6 who
UPDATE orders SET state = 'signed', text = $3, text_sha = $4, changed = $5, changed_by = $6, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'draft' AND historical

-- name: order_set_visa
-- $1 order · $2 seat whose visa is due · $3 now · $4 who
UPDATE orders SET visa_seat = $2, changed = $3, changed_by = $4, version = version + 1 WHERE id = $1 AND state = 'visa'

-- name: order_freeze
-- $1 order · $2 text · $3 its hash · $4 the PDF's hash · $5 now · $6 who
UPDATE orders SET state = 'to_sign', visa_seat = 0, text = $2, text_sha = $3, draft_pdf = $4, changed = $5,
                  changed_by = $6, version = version + 1
 WHERE id = $1 AND state = 'visa'

-- name: order_return
-- $1 order · $2 state it must be in · $3 now · $4 who
UPDATE orders SET state = 'draft', visa_seat = 0, text = '', text_sha = '', draft_pdf = '', changed = $3, changed_by = $4,
                  version = version + 1
 WHERE id = $1 AND state = $2

-- name: order_set_signed
-- $1 order · $2 hash that was signed · $3 day · $4 signer · $5 signature · $6 authority · $7 scan · $8 now
UPDATE orders SET state = 'signed', signed_on = $3, signer = $4, signature = $5, authority = $6, scan = $7, changed = $8,
                  changed_by = $4, version = version + 1
 WHERE id = $1 AND state = 'to_sign' AND draft_pdf = $2

-- name: order_set_registered
-- $1 order · $2 version · $3 year · $4 serial · $5 number · $6 day · $7 who · $8 late · $9 pdf · $10 now
UPDATE orders SET state = 'registered', year = $3, serial = $4, number = $5, registered = $6, registered_by = $7, late = $8,
                  pdf = $9, changed = $10, changed_by = $7, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'signed'

-- name: order_seat_above
-- $1 unit · $2 post kind · $3 day: the nearest seat of the kind in the unit or above it
WITH RECURSIVE up (id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id, u.parent_id, up.depth + 1 FROM unit u JOIN up ON u.id = up.parent_id
)
SELECT s.id
  FROM seat s JOIN up ON up.id = s.unit_id
 WHERE s.post_kind = $2 AND s.valid_from <= $3 AND s.valid_to > $3
 ORDER BY up.depth, s.sort_no, s.id LIMIT 1

-- name: order_seat_of_unit
-- $1 unit's code · $2 post kind · $3 day
SELECT s.id
  FROM seat s JOIN unit u ON u.id = s.unit_id
 WHERE u.code = $1 AND s.post_kind = $2 AND s.valid_from <= $3 AND s.valid_to > $3
 ORDER BY s.sort_no, s.id LIMIT 1

-- name: order_seat_any
-- $1 post kind · $2 day
SELECT s.id
  FROM seat s JOIN unit u ON u.id = s.unit_id
 WHERE s.post_kind = $1 AND s.valid_from <= $2 AND s.valid_to > $2
 ORDER BY u.sort_no, s.sort_no, s.id LIMIT 1

-- name: order_visa_add
-- $9 authority · $10 at · $11 version
INSERT INTO order_visa (order_id, round, step, post_kind, seat_id, state, ground, person_id, signature, authority, remark,
                        at, version)
VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, '', $10, $11)

-- name: order_visas
SELECT v.id, v.round, v.step, v.post_kind, v.seat_id, v.state, v.ground, v.person_id, v.signature, v.remark, v.at,
       v.version, COALESCE(s.title_full, '') AS title_full, COALESCE(s.unit_id, 0) AS unit_id, p.surname, p.name
  FROM order_visa v
  LEFT JOIN seat s ON s.id = v.seat_id
  LEFT JOIN person p ON p.id = v.person_id
 WHERE v.order_id = $1
 ORDER BY v.round, v.step, v.id

-- name: order_visa_set
-- $1 visa · $2 state · $3 ground · $4 person · $5 signature · $6 authority · $7 remark · $8 at · $9 version
UPDATE order_visa SET state = $2, ground = $3, person_id = $4, signature = $5, authority = $6, remark = $7, at = $8,
                      version = $9
 WHERE id = $1 AND state IN ('waiting', 'open')

-- name: order_paper_add
-- $1 order · $2 item's place · $3 paper's place · $4 who · $5 now
INSERT INTO order_paper (order_id, no, paper, seen_by, seen) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (order_id, no, paper) DO NOTHING

-- name: order_papers
SELECT no, paper FROM order_paper WHERE order_id = $1 ORDER BY no, paper

-- name: order_visa_open
UPDATE order_visa SET state = 'open' WHERE id = $1 AND state = 'waiting'

-- name: order_visas_drop
-- steps not reached any more · $1 order · $2 round · $3 now
UPDATE order_visa SET state = 'skipped', ground = 'returned', at = $3
 WHERE order_id = $1 AND round = $2 AND state IN ('waiting', 'open')

-- name: order_visa_refused
-- the signer's own line · $1 order · $2 round · $3 post kind · $4 seat · $5 person · $6 post · $7 remark · $8 at · $9 version
INSERT INTO order_visa (order_id, round, step, post_kind, seat_id, state, ground, person_id, signature, authority, remark,
                        at, version)
VALUES ($1, $2, 100, $3, $4, 'returned', '', $5, $6, '', $7, $8, $9)

-- name: order_acquaint_add
INSERT INTO order_acquaint (item_id, order_id, person_id, at, how, act, noted_by, contest, contest_rule)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: order_item_get
SELECT i.id, i.order_id, i.no, i.kind, i.person_id, i.text, i.target, i.input FROM order_item i WHERE i.id = $1

-- name: order_target
-- $1 item · $2 forever: a registered item that may be undone
SELECT i.id, i.order_id, i.no, i.kind, i.person_id, i.text, i.input, i.target, o.series, o.number, o.signed_on AS dated,
       (x.input IS NOT NULL) AS annulled
  FROM order_item i JOIN orders o ON o.id = i.order_id
  LEFT JOIN ledger_inactive x ON x.input = i.input AND x.known_to = $2
 WHERE i.id = $1 AND i.input > 0

-- name: order_item_corrected
-- $1 item · $2 forever: the last item that undid it, when it corrects: in force, or corrected again itself
SELECT o.id, o.number, o.signed_on AS dated, i.id AS item, i.no
  FROM order_item i JOIN orders o ON o.id = i.order_id
  LEFT JOIN ledger_inactive x ON x.input = i.input AND x.known_to = $2
 WHERE i.target = $1 AND i.target > 0 AND i.input > 0 AND i.kind = 'correct'
   AND (x.input IS NULL OR EXISTS (SELECT 1 FROM order_item c WHERE c.target = i.id AND c.target > 0 AND c.input > 0
                                      AND c.kind = 'correct'))
   AND NOT EXISTS (SELECT 1 FROM order_item n WHERE n.target = $1 AND n.target > 0 AND n.input > i.input)
 ORDER BY o.id DESC LIMIT 1

-- name: order_targets
-- $1 person · $2 an item chosen already · $3 series, % for any · $4 forever · $5 a kind that is left out
SELECT i.id, i.no, i.input, i.text, o.number, o.signed_on AS dated, (x.input IS NOT NULL) AS annulled
  FROM order_item i JOIN orders o ON o.id = i.order_id
  LEFT JOIN ledger_inactive x ON x.input = i.input AND x.known_to = $4
 WHERE (i.person_id = $1 OR i.id = $2) AND o.series LIKE $3 AND o.state = 'registered' AND i.input > 0
   AND i.kind <> $5
 ORDER BY i.id DESC LIMIT 100

-- name: order_number
-- $1 order: how people know it, once it is registered
SELECT number, signed_on AS dated FROM orders WHERE id = $1 AND state = 'registered'

-- name: order_entries_of
-- $1 person: the items of registered orders that made entries about him
SELECT i.input, i.order_id, i.id AS item, i.no, o.number, o.signed_on AS dated
  FROM order_item i JOIN orders o ON o.id = i.order_id
 WHERE i.person_id = $1 AND i.input > 0
 ORDER BY i.input

-- name: order_item_of_input
SELECT i.no, o.number, o.signed_on AS dated FROM order_item i JOIN orders o ON o.id = i.order_id
 WHERE i.input = $1 AND i.input > 0

-- name: order_numbered
-- $1 series · $2 number · $3 first and $4 last day of its year · $5 an order that is left out
SELECT id, heading, signed_on FROM orders
 WHERE series = $1 AND number = $2 AND number <> '' AND signed_on >= $3 AND signed_on <= $4 AND id <> $5
 ORDER BY id LIMIT 1

-- name: order_control_seats
-- $1 day · posts that may be charged with the control of an order
SELECT s.id, s.title_full
  FROM seat s
 WHERE s.post_kind IN ('service_deputy', 'head', 'deputy') AND s.valid_from <= $1 AND s.valid_to > $1
 ORDER BY CASE s.post_kind WHEN 'service_deputy' THEN 1 WHEN 'head' THEN 2 ELSE 3 END, s.unit_id, s.sort_no

-- name: order_people
-- $1 how many: the first in the order of the alphabet
SELECT id, fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place
  FROM person
 ORDER BY sort_key, id LIMIT $1

-- name: order_people_like
-- $1 folded pattern · $2 FIN · $3 how many
SELECT id, fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place
  FROM person
 WHERE fold LIKE $1 ESCAPE '\' OR fin = $2
 ORDER BY sort_key, id LIMIT $3

-- name: order_mine
-- $1 person · $2 forever: his items in registered orders
SELECT i.id, i.order_id, i.no, i.text, o.number, o.signed_on, o.heading, COALESCE(a.how, '') AS how,
       COALESCE(a.at, $2) AS read_on
  FROM order_item i JOIN orders o ON o.id = i.order_id
  LEFT JOIN order_acquaint a ON a.item_id = i.id
 WHERE i.person_id = $1 AND o.state = 'registered'
 ORDER BY o.id DESC, i.no LIMIT 200

-- fragment: order_list_all
SELECT o.id, o.series, o.state, o.historical, o.number, o.signed_on, o.registered, o.late, o.heading, o.persons, o.basis,
       o.signer, o.visa_seat, o.changed,
       (SELECT COUNT(*) FROM order_item i WHERE i.order_id = o.id) AS items,
       (SELECT COUNT(*) FROM order_acquaint q WHERE q.order_id = o.id) AS acquainted
  FROM orders o
 WHERE TRUE

-- fragment: order_list_related
SELECT o.id, o.series, o.state, o.historical, o.number, o.signed_on, o.registered, o.late, o.heading, o.persons, o.basis,
       o.signer, o.visa_seat, o.changed,
       (SELECT COUNT(*) FROM order_item i WHERE i.order_id = o.id) AS items,
       (SELECT COUNT(*) FROM order_acquaint q WHERE q.order_id = o.id) AS acquainted
  FROM reader w JOIN orders o ON o.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3 AND w.relation <> 'named'
   AND NOT EXISTS (SELECT 1 FROM reader v WHERE v.kind = w.kind AND v.object = w.object AND v.principal = w.principal
                      AND v.ended = w.ended AND v.relation < w.relation AND v.relation <> 'named')

-- fragment: order_list_open
-- $1 person: what is not closed to him (app/wall.h); kind 4 is an order (app/authority.h)
 AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 4 AND x.object = o.id AND x.person_id = $1
                    AND x.ended = 253402300799000000)

-- fragment: order_list_all_count
SELECT 1 FROM orders o WHERE TRUE

-- fragment: order_list_related_ids
SELECT o.id
  FROM reader w JOIN orders o ON o.id = w.object
 WHERE w.kind = $1 AND w.principal = $2 AND w.ended = $3 AND w.relation <> 'named'

-- fragment: order_list_after
 AND o.id < $1

-- fragment: order_list_order
 ORDER BY o.id DESC LIMIT $1 OFFSET $2

-- fragment: order_where_series
 AND o.series = $1

-- fragment: order_where_year
 AND o.year = $1

-- fragment: order_where_state
 AND o.state = $1

-- fragment: order_where_q
 AND o.fold LIKE $1 ESCAPE '\'

-- fragment: order_where_person
 AND EXISTS (SELECT 1 FROM order_item i WHERE i.order_id = o.id AND i.person_id = $1)

-- fragment: order_where_drafter
 AND o.drafter = $1 AND o.state = 'draft'

-- fragment: order_where_visa
 AND o.visa_seat = $1

-- fragment: order_where_sign
 AND o.state = 'to_sign'

-- fragment: order_where_register
 AND o.state = 'signed'

-- fragment: order_where_late
 AND o.late

-- name: order_acquainted
SELECT COUNT(*) AS n FROM order_acquaint WHERE item_id = $1

-- name: order_words
-- $1 order · all that it is found by
SELECT number, heading, persons, basis, fold, text, signed_on FROM orders WHERE id = $1

-- name: order_ids
-- $1 after · $2 how many
SELECT id FROM orders WHERE id > $1 ORDER BY id LIMIT $2

-- name: order_files
SELECT draft_pdf AS sha FROM orders WHERE draft_pdf <> ''
 UNION SELECT pdf AS sha FROM orders WHERE pdf <> ''
 UNION SELECT scan AS sha FROM orders WHERE scan <> ''
