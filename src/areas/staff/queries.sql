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
   AND f.kind IN ('holding', 'temp_holding', 'acting', 'absence', 'employment')
 ORDER BY f.kind, f.seat

-- name: staff_head_of_unit
-- $1 unit · $2 post kind · $3 day
SELECT id, unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity
  FROM seat
 WHERE unit_id = $1 AND post_kind = $2 AND valid_from <= $3 AND valid_to > $3
 ORDER BY sort_no

-- name: staff_people_of_seat
-- $1 seat · $2 day · $3 forever: who holds it or acts for it, and whether he is away
SELECT f.kind, f.person, f.input,
       CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END AS absence, COALESCE(a.valid_to, f.valid_to) AS until,
       COALESCE(a.input, 0) AS absence_input
  FROM fact f
  LEFT JOIN fact a ON a.person = f.person AND a.kind = 'absence' AND a.known_to = $3
                  AND a.valid_from <= $2 AND a.valid_to > $2
 WHERE f.seat = $1 AND f.kind IN ('holding', 'temp_holding', 'acting')
   AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2
 ORDER BY f.kind, f.person

-- name: staff_post_today
-- $1 post kind · $2 day · $3 forever: the first seat of the kind with everybody on it, in one row each
SELECT s.id AS seat, s.unit_id, s.title_full, COALESCE(f.kind, '') AS kind, COALESCE(f.person, 0) AS person,
       COALESCE(f.input, 0) AS input, CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END AS absence,
       COALESCE(a.valid_to, f.valid_to) AS until, COALESCE(a.input, 0) AS absence_input,
       COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS name
  FROM seat s
  LEFT JOIN fact f ON f.seat = s.id AND f.kind IN ('holding', 'temp_holding', 'acting') AND f.known_to = $3
                  AND f.valid_from <= $2 AND f.valid_to > $2
  LEFT JOIN fact a ON a.person = f.person AND a.kind = 'absence' AND a.known_to = $3
                  AND a.valid_from <= $2 AND a.valid_to > $2
  LEFT JOIN person p ON p.id = f.person
 WHERE s.id = (SELECT t.id FROM seat t WHERE t.post_kind = $1 AND t.valid_from <= $2 AND t.valid_to > $2
                ORDER BY t.unit_id, t.sort_no LIMIT 1)
 ORDER BY f.kind, f.person

-- name: staff_absence
-- $1 person · $2 day · $3 forever
SELECT COALESCE(code, 'away') AS code, valid_to
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

-- name: staff_seat_in_force
-- $1 seat · $2 day
SELECT COUNT(*) AS n FROM seat WHERE id = $1 AND valid_from <= $2 AND valid_to > $2

-- name: staff_seats_of_unit
-- $1 unit · $2 day
SELECT id, unit_id, code, post_kind, title, title_full, regime, rank_ceiling, capacity
  FROM seat
 WHERE unit_id = $1 AND valid_from <= $2 AND valid_to > $2
 ORDER BY sort_no, id

-- name: staff_unattended
-- $1 day · $2 forever: no permanent holder is present that day
SELECT s.id, s.unit_id, s.code, s.post_kind, s.title, s.title_full, s.regime, s.rank_ceiling, s.capacity
  FROM seat s JOIN unit u ON u.id = s.unit_id
 WHERE s.valid_from <= $1 AND s.valid_to > $1
   AND NOT EXISTS (SELECT 1 FROM fact f
                    WHERE f.seat = s.id AND f.kind = 'holding' AND f.known_to = $2
                      AND f.valid_from <= $1 AND f.valid_to > $1
                      AND NOT EXISTS (SELECT 1 FROM fact a
                                       WHERE a.person = f.person AND a.kind = 'absence' AND a.known_to = $2
                                         AND a.valid_from <= $1 AND a.valid_to > $1))
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

-- name: staff_unit_people
-- $1 unit · $2 day · $3 forever: who serves a post in it or below it, as its holder or acting
WITH RECURSIVE below (id) AS (
    SELECT id FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id FROM unit u JOIN below b ON u.parent_id = b.id
)
SELECT DISTINCT f.person AS id
  FROM below JOIN seat s ON s.unit_id = below.id
  JOIN fact f ON f.seat = s.id AND f.seat > 0 AND f.kind IN ('holding', 'temp_holding', 'acting') AND f.known_to = $3
             AND f.valid_from <= $2 AND f.valid_to > $2
 ORDER BY f.person

-- name: staff_units
-- $1 day: every unit of the staff table with its own seats
SELECT u.id, u.parent_id, u.code, u.title, u.kind, u.sort_no,
       (SELECT COUNT(*) FROM seat s WHERE s.unit_id = u.id AND s.valid_from <= $1 AND s.valid_to > $1) AS seats
  FROM unit u
 WHERE u.valid_from <= $1 AND u.valid_to > $1
 ORDER BY u.sort_no, u.id

-- name: staff_table_seats
-- $1 day
SELECT s.id, s.unit_id, s.code, s.post_kind, s.title, s.title_full, s.regime, s.rank_ceiling, s.capacity,
       s.valid_from
  FROM seat s JOIN unit u ON u.id = s.unit_id
 WHERE s.valid_from <= $1 AND s.valid_to > $1

-- fragment: staff_in_unit
-- $1 unit: it and all below it
   AND s.unit_id IN (WITH RECURSIVE below (id) AS (
                         SELECT id FROM unit WHERE id = $1
                         UNION ALL
                         SELECT c.id FROM unit c JOIN below b ON c.parent_id = b.id)
                     SELECT id FROM below)

-- fragment: staff_table_seats_end
 ORDER BY u.sort_no, u.id, s.sort_no, s.id

-- name: staff_table_people
-- $1 day · $2 known at: who is on the seats, with his rank and absence
SELECT f.kind, f.seat, f.person, f.input, f.units, f.valid_from, f.valid_to, p.surname, p.name,
       COALESCE(r.code, '') AS rank, CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END AS absence,
       COALESCE(a.valid_to, f.valid_to) AS until, COALESCE(a.input, 0) AS absence_input
  FROM fact f JOIN person p ON p.id = f.person JOIN seat s ON s.id = f.seat
  LEFT JOIN fact r ON r.person = f.person AND r.kind = 'rank' AND r.valid_from <= $1 AND r.valid_to > $1
                  AND r.known_from <= $2 AND r.known_to > $2
  LEFT JOIN fact a ON a.person = f.person AND a.kind = 'absence' AND a.valid_from <= $1 AND a.valid_to > $1
                  AND a.known_from <= $2 AND a.known_to > $2
 WHERE f.kind IN ('holding', 'temp_holding', 'acting') AND f.valid_from <= $1 AND f.valid_to > $1
   AND f.known_from <= $2 AND f.known_to > $2

-- fragment: staff_table_people_end
 ORDER BY f.seat, f.kind, f.person

-- name: staff_table_around
-- $1 day · $2 known at: the last holder's last day and the next holder's first, for seats without one today
SELECT s.id AS seat,
       (SELECT MAX(f.valid_to) FROM fact f
         WHERE f.seat = s.id AND f.seat > 0 AND f.kind = 'holding' AND f.valid_to <= $1
           AND f.known_from <= $2 AND f.known_to > $2) AS released,
       (SELECT MIN(f.valid_from) FROM fact f
         WHERE f.seat = s.id AND f.seat > 0 AND f.kind = 'holding' AND f.valid_from > $1
           AND f.known_from <= $2 AND f.known_to > $2) AS coming
  FROM seat s
 WHERE s.valid_from <= $1 AND s.valid_to > $1
   AND NOT EXISTS (SELECT 1 FROM fact f
                    WHERE f.seat = s.id AND f.seat > 0 AND f.kind = 'holding' AND f.units = s.capacity
                      AND f.valid_from <= $1 AND f.valid_to > $1 AND f.known_from <= $2 AND f.known_to > $2)

-- fragment: staff_table_around_end
 ORDER BY s.id

-- name: staff_seat_history
-- $1 seat · $2 known at: newest first
SELECT f.kind, f.person, f.units, f.valid_from, f.valid_to, p.surname, p.name, n.source,
       COALESCE(x.source, '') AS ended_source
  FROM fact f JOIN person p ON p.id = f.person JOIN ledger_input n ON n.id = f.input
  LEFT JOIN ledger_input x ON x.id = f.ended_by
 WHERE f.seat = $1 AND f.seat > 0 AND f.known_from <= $2 AND f.known_to > $2
 ORDER BY f.valid_from DESC, f.kind, f.person

-- name: staff_roll
-- $1 day · $2 known at: everybody on the list of personnel
SELECT e.person AS person_id, p.surname, p.name, p.patronymic, p.patronymic_kind, e.valid_from AS since,
       COALESCE(s.id, 0) AS seat_id, COALESCE(s.title, '') AS post, COALESCE(u.title, '') AS unit,
       COALESCE(h.valid_from, e.valid_from) AS post_since, COALESCE(r.code, '') AS rank,
       CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END AS absence,
       COALESCE(a.valid_to, e.valid_to) AS until
  FROM fact e JOIN person p ON p.id = e.person
  LEFT JOIN fact h ON h.person = e.person AND h.kind = 'holding' AND h.valid_from <= $1 AND h.valid_to > $1
                  AND h.known_from <= $2 AND h.known_to > $2
  LEFT JOIN seat s ON s.id = h.seat
  LEFT JOIN unit u ON u.id = s.unit_id
  LEFT JOIN fact r ON r.person = e.person AND r.kind = 'rank' AND r.valid_from <= $1 AND r.valid_to > $1
                  AND r.known_from <= $2 AND r.known_to > $2
  LEFT JOIN fact a ON a.person = e.person AND a.kind = 'absence' AND a.valid_from <= $1 AND a.valid_to > $1
                  AND a.known_from <= $2 AND a.known_to > $2
 WHERE e.kind = 'employment' AND e.valid_from <= $1 AND e.valid_to > $1
   AND e.known_from <= $2 AND e.known_to > $2

-- fragment: staff_roll_end
-- $1 rows · $2 rows left out before
 ORDER BY COALESCE(u.sort_no, 2000000000), COALESCE(u.id, 0), COALESCE(s.sort_no, 0), p.sort_key, e.person
 LIMIT $1 OFFSET $2

-- name: staff_strength_head
-- $1 day · $2 known at: how many on the list are away on which ground; '' present
SELECT CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END AS absence, COUNT(*) AS people
  FROM fact e
  LEFT JOIN fact h ON h.person = e.person AND h.kind = 'holding' AND h.valid_from <= $1 AND h.valid_to > $1
                  AND h.known_from <= $2 AND h.known_to > $2
  LEFT JOIN seat s ON s.id = h.seat
  LEFT JOIN fact a ON a.person = e.person AND a.kind = 'absence' AND a.valid_from <= $1 AND a.valid_to > $1
                  AND a.known_from <= $2 AND a.known_to > $2
 WHERE e.kind = 'employment' AND e.valid_from <= $1 AND e.valid_to > $1
   AND e.known_from <= $2 AND e.known_to > $2

-- fragment: staff_strength_end
 GROUP BY CASE WHEN a.person IS NULL THEN '' ELSE COALESCE(a.code, 'away') END

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
