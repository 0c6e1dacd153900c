-- SPDX-License-Identifier: Apache-2.0

-- name: record_get
SELECT id, person_id, kind, state, issuer, number, issued, from_date, to_date, details, scan, scan_name, scan_pages,
       entered_by, entered, decided_by, decided, reason, input, version
  FROM record
 WHERE id = $1

-- name: record_add
INSERT INTO record (person_id, kind, state, issuer, number, issued, from_date, to_date, details, scan, scan_name, scan_pages,
                    entered_by, entered, decided_by, decided, reason, input, version)
VALUES ($1, $2, 'entered', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, '', 0, 1)
RETURNING id

-- name: record_same
-- $1 person · $2 kind · $3 issuer · $4 number · $5 from
SELECT id, person_id, kind, state, issuer, number, issued, from_date, to_date, details, scan, scan_name, scan_pages,
       entered_by, entered, decided_by, decided, reason, input, version
  FROM record
 WHERE person_id = $1 AND kind = $2 AND issuer = $3 AND number = $4 AND from_date = $5 AND state <> 'rejected'

-- name: record_decide
-- $1 record · $2 version · $3 state · $4 by whom · $5 now · $6 reason · $7 entry in the ledger
UPDATE record
   SET state = $3, decided_by = $4, decided = $5, reason = $6, input = $7, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'entered'

-- name: record_of_person
-- $1 person · $2 entered until
SELECT id, person_id, kind, state, issuer, number, issued, from_date, to_date, details, scan, scan_name, scan_pages,
       entered_by, entered, decided_by, decided, reason, input, version
  FROM record
 WHERE person_id = $1 AND entered <= $2
 ORDER BY id DESC

-- name: file_history
-- $1 person · $2 known at: everything ever true of him, newest first, with where it comes from; the *_item are
-- items that name himself
SELECT f.kind, f.seat, f.valid_from, f.valid_to, f.input, f.changed_by, f.ended_by, f.units, f.code, f.payload,
       n.source, COALESCE(c.source, '') AS changed_source, COALESCE(x.source, '') AS ended_source,
       COALESCE(na.number, '') AS order_no, COALESCE(ca.number, '') AS changed_no, COALESCE(xa.number, '') AS ended_no,
       na.signed_on AS order_date, ca.signed_on AS changed_date, xa.signed_on AS ended_date,
       CASE WHEN ni.person_id = $1 THEN ni.id ELSE 0 END AS order_item,
       CASE WHEN ci.person_id = $1 THEN ci.id ELSE 0 END AS changed_item,
       CASE WHEN xi.person_id = $1 THEN xi.id ELSE 0 END AS ended_item,
       COALESCE(s.title, '') AS post, COALESCE(s.title_full, '') AS post_full, COALESCE(s.regime, '') AS regime,
       COALESCE(u.title, '') AS unit
  FROM fact f
  JOIN ledger_input n ON n.id = f.input
  LEFT JOIN ledger_input c ON c.id = f.changed_by
  LEFT JOIN ledger_input x ON x.id = f.ended_by
  LEFT JOIN order_item ni ON ni.input = f.input AND ni.input > 0
  LEFT JOIN orders na ON na.id = ni.order_id
  LEFT JOIN order_item ci ON ci.input = f.changed_by AND ci.input > 0
  LEFT JOIN orders ca ON ca.id = ci.order_id
  LEFT JOIN order_item xi ON xi.input = f.ended_by AND xi.input > 0
  LEFT JOIN orders xa ON xa.id = xi.order_id
  LEFT JOIN seat s ON s.id = f.seat
  LEFT JOIN unit u ON u.id = s.unit_id
 WHERE f.person = $1 AND f.known_from <= $2 AND f.known_to > $2
 ORDER BY f.valid_from DESC, f.input DESC, f.effect_no DESC

-- name: file_orders
-- $1 person · $2 day: registered orders that name him
SELECT o.id, o.number, o.signed_on, i.kind, i.no
  FROM order_item i JOIN orders o ON o.id = i.order_id
 WHERE i.person_id = $1 AND o.state = 'registered' AND o.registered <= $2
 ORDER BY o.signed_on DESC, o.id DESC, i.no

-- name: file_undone
-- $1 person · $2 known at: items about him that were annulled by then, and by which order
SELECT i.id, i.no, i.order_id, i.kind, i.text, o.number, o.signed_on, n.source, COALESCE(e.source, '') AS by_source,
       COALESCE(bo.number, '') AS by_number, bo.signed_on AS by_date,
       CASE WHEN bi.person_id = $1 THEN bi.id ELSE 0 END AS by_item
  FROM order_item i
  JOIN orders o ON o.id = i.order_id
  JOIN ledger_input n ON n.id = i.input
  JOIN ledger_inactive x ON x.input = i.input AND x.known_from <= $2 AND x.known_to > $2
  LEFT JOIN (SELECT f.target, u.id, u.source, u.registered FROM ledger_effect f JOIN ledger_input u ON u.id = f.input
              WHERE f.op = 'annul') e ON e.target = i.input AND e.registered = x.known_from
  LEFT JOIN order_item bi ON bi.input = e.id AND bi.input > 0
  LEFT JOIN orders bo ON bo.id = bi.order_id
 WHERE i.person_id = $1 AND i.input > 0
 ORDER BY i.id DESC

-- The list of people, by name.
-- fragment: people_all
-- $1 today · $2 forever
SELECT p.id, p.sort_key, p.surname, p.name, p.patronymic, p.patronymic_kind, p.fin, COALESCE(s.title, '') AS post,
       COALESCE(u.title, '') AS unit, COALESCE(r.code, '') AS rank, e.person IS NOT NULL AS listed,
       CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END AS absence, a.valid_to AS until
  FROM person p
  LEFT JOIN fact e ON e.person = p.id AND e.kind = 'employment' AND e.valid_from <= $1 AND e.valid_to > $1
                  AND e.known_to = $2
  LEFT JOIN fact h ON h.person = p.id AND h.kind = 'holding' AND h.valid_from <= $1 AND h.valid_to > $1
                  AND h.known_to = $2
  LEFT JOIN seat s ON s.id = h.seat
  LEFT JOIN unit u ON u.id = s.unit_id
  LEFT JOIN fact r ON r.person = p.id AND r.kind = 'rank' AND r.valid_from <= $1 AND r.valid_to > $1
                  AND r.known_to = $2
  LEFT JOIN fact a ON a.person = p.id AND a.kind = 'absence' AND a.valid_from <= $1 AND a.valid_to > $1
                  AND a.known_to = $2
 WHERE TRUE

-- fragment: people_after
 AND (p.sort_key, p.id) > ($1, $2)

-- fragment: people_order
 ORDER BY p.sort_key, p.id LIMIT $1 OFFSET $2

-- fragment: people_q
 AND (p.fold LIKE $1 ESCAPE '\' OR LOWER(p.fin) LIKE $1 ESCAPE '\')

-- fragment: people_ids
SELECT p.id FROM person p WHERE TRUE

-- fragment: people_listed
-- $1 today
 AND EXISTS (SELECT 1 FROM fact l
              WHERE l.person = p.id AND l.kind = 'employment' AND l.valid_from <= $1 AND l.valid_to > $1
                AND l.known_to = 253402300799000000)

-- fragment: people_left
-- $1 today
 AND NOT EXISTS (SELECT 1 FROM fact l
                  WHERE l.person = p.id AND l.kind = 'employment' AND l.valid_from <= $1 AND l.valid_to > $1
                    AND l.known_to = 253402300799000000)

-- Records, newest first.
-- fragment: record_all
SELECT q.id, q.person_id, q.kind, q.state, q.issuer, q.number, q.from_date, q.to_date, q.scan, q.entered_by, q.entered,
       p.surname, p.name, COALESCE(o.surname, '') AS by_surname, COALESCE(o.name, '') AS by_name
  FROM record q JOIN person p ON p.id = q.person_id LEFT JOIN person o ON o.id = q.entered_by
 WHERE TRUE

-- fragment: record_related
-- $1 kind · $2 principal · $3 forever
SELECT q.id, q.person_id, q.kind, q.state, q.issuer, q.number, q.from_date, q.to_date, q.scan, q.entered_by, q.entered,
       p.surname, p.name, COALESCE(o.surname, '') AS by_surname, COALESCE(o.name, '') AS by_name
  FROM reader r JOIN record q ON q.id = r.object JOIN person p ON p.id = q.person_id
  LEFT JOIN person o ON o.id = q.entered_by
 WHERE r.kind = $1 AND r.principal = $2 AND r.ended = $3

-- fragment: record_ids
SELECT q.id FROM record q WHERE TRUE

-- fragment: record_related_ids
-- $1 kind · $2 principal · $3 forever
SELECT q.id FROM reader r JOIN record q ON q.id = r.object WHERE r.kind = $1 AND r.principal = $2 AND r.ended = $3

-- fragment: record_after
 AND q.id < $1

-- fragment: record_order
 ORDER BY q.id DESC LIMIT $1 OFFSET $2

-- fragment: record_state
 AND q.state = $1

-- fragment: record_kind
 AND q.kind = $1

-- fragment: record_person
 AND q.person_id = $1

-- name: file_files
SELECT DISTINCT scan AS sha FROM record WHERE scan <> ''
