-- SPDX-License-Identifier: Apache-2.0
-- The table `fact` is the ledger's published read model; "now known" is known_to = $forever.

-- name: staff_seat
SELECT id, unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity
  FROM seat
 WHERE id = $1

-- name: staff_unit
SELECT id, parent_id, code, title, kind, sort_no FROM unit WHERE id = $1

-- name: staff_seat_of
-- $1 person · $2 day · $3 forever
SELECT s.id, s.unit_id, s.code, s.post_kind, s.title, s.title_full, s.regime, s.rank_ceiling, s.capacity
  FROM fact f JOIN seat s ON s.id = f.seat
 WHERE f.person = $1 AND f.kind = 'holding' AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2

-- name: staff_standings
-- $1 person · $2 day · $3 forever: seats held, acted for, and the person's own absence (seat 0)
SELECT f.kind, f.seat, f.input, f.valid_to, COALESCE(f.code, '') AS code, COALESCE(s.unit_id, 0) AS unit_id,
       COALESCE(s.post_kind, '') AS post_kind, COALESCE(s.title_full, '') AS title_full
  FROM fact f LEFT JOIN seat s ON s.id = f.seat
 WHERE f.person = $1 AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2
   AND f.kind IN ('holding', 'temp_holding', 'acting', 'absence')
 ORDER BY f.kind, f.seat

-- name: staff_head_of_unit
-- $1 unit · $2 post kind · $3 day
SELECT id, unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity
  FROM seat
 WHERE unit_id = $1 AND post_kind = $2 AND valid_from <= $3 AND valid_to > $3
 ORDER BY sort_no

-- name: staff_people_of_seat
-- $1 seat · $2 day · $3 forever: who holds it or acts for it, and whether he is away
SELECT f.kind, f.person, f.input, COALESCE(a.code, '') AS absence, COALESCE(a.valid_to, f.valid_to) AS until,
       COALESCE(a.input, 0) AS absence_input
  FROM fact f
  LEFT JOIN fact a ON a.person = f.person AND a.kind = 'absence' AND a.known_to = $3
                  AND a.valid_from <= $2 AND a.valid_to > $2
 WHERE f.seat = $1 AND f.kind IN ('holding', 'temp_holding', 'acting')
   AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2
 ORDER BY f.kind, f.person

-- name: staff_absence
-- $1 person · $2 day · $3 forever
SELECT COALESCE(code, '') AS code, valid_to
  FROM fact
 WHERE person = $1 AND kind = 'absence' AND known_to = $3 AND valid_from <= $2 AND valid_to > $2

-- name: staff_vacant
-- $1 day · $2 forever: nobody holds the seat on that day or later
SELECT s.id, s.unit_id, s.code, s.post_kind, s.title, s.title_full, s.regime, s.rank_ceiling, s.capacity
  FROM seat s JOIN unit u ON u.id = s.unit_id
 WHERE s.valid_from <= $1 AND s.valid_to > $1
   AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.seat = s.id AND f.kind = 'holding' AND f.known_to = $2
                      AND f.valid_to > $1)
 ORDER BY u.sort_no, s.sort_no, s.id

-- name: staff_seats_of_kind
-- $1 post kind · $2 day
SELECT id, unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity
  FROM seat
 WHERE post_kind = $1 AND valid_from <= $2 AND valid_to > $2
 ORDER BY unit_id, sort_no

-- name: staff_unit_within
-- $1 unit · $2 top
WITH RECURSIVE up (id, parent_id) AS (
    SELECT id, parent_id FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id, u.parent_id FROM unit u JOIN up ON u.id = up.parent_id
)
SELECT COUNT(*) AS n FROM up WHERE id = $2

-- name: staff_unit_of_person
-- $1 person · $2 day · $3 forever
SELECT s.unit_id
  FROM fact f JOIN seat s ON s.id = f.seat
 WHERE f.person = $1 AND f.kind = 'holding' AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2

-- name: staff_edition_add
INSERT INTO staff_edition (act, act_date, in_force) VALUES ($1, $2, $3) RETURNING id

-- name: staff_unit_add
INSERT INTO unit (parent_id, code, title, kind, sort_no, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id

-- name: staff_seat_add
INSERT INTO seat (unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity, sort_no, valid_from,
                  valid_to, edition_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
RETURNING id

-- name: staff_unit_by_code
SELECT id FROM unit WHERE code = $1

-- name: staff_seat_by_code
SELECT id, unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity FROM seat WHERE code = $1
