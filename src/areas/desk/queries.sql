-- SPDX-License-Identifier: Apache-2.0
-- name: desk_chief_of
-- $1 unit · $2 today · $3 forever · the head's seat of the directorate the unit is, or stands in: the nearest above; whether
-- somebody present serves it, as its holder or by order
WITH RECURSIVE up (id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id, u.parent_id, up.depth + 1 FROM unit u JOIN up ON u.id = up.parent_id
)
SELECT s.id, s.unit_id, s.post_kind, s.title_full,
       EXISTS (SELECT 1 FROM fact f WHERE f.seat = s.id AND f.kind IN ('holding', 'temp_holding', 'acting') AND f.known_to = $3
                  AND f.valid_from <= $2 AND f.valid_to > $2
                  AND NOT EXISTS (SELECT 1 FROM fact a WHERE a.person = f.person AND a.kind = 'absence' AND a.known_to = $3
                                     AND a.valid_from <= $2 AND a.valid_to > $2)) AS served
  FROM up JOIN seat s ON s.unit_id = up.id AND s.post_kind = 'head' AND s.valid_from <= $2 AND s.valid_to > $2
 ORDER BY up.depth, s.sort_no
 LIMIT 1

-- name: desk_chief
-- $1 today · $2 forever · the same for leadership, which stands above it
SELECT s.id, s.unit_id, s.post_kind, s.title_full,
       EXISTS (SELECT 1 FROM fact f WHERE f.seat = s.id AND f.kind IN ('holding', 'temp_holding', 'acting') AND f.known_to = $2
                  AND f.valid_from <= $1 AND f.valid_to > $1
                  AND NOT EXISTS (SELECT 1 FROM fact a WHERE a.person = f.person AND a.kind = 'absence' AND a.known_to = $2
                                     AND a.valid_from <= $1 AND a.valid_to > $1)) AS served
  FROM seat s
 WHERE s.post_kind = 'head' AND s.valid_from <= $1 AND s.valid_to > $1
 ORDER BY s.sort_no, s.id
 LIMIT 1

-- name: desk_gap_posts
-- $1 unit · $2 today · $3 forever · the head's post and his deputies': who holds each, and the days he is away
SELECT s.id, s.title_full AS title, COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename,
       COALESCE(a.code, '') AS absence, COALESCE(a.valid_from, '9999-12-31') AS since, COALESCE(a.valid_to, '9999-12-31') AS until
  FROM seat s
  LEFT JOIN fact f ON f.seat = s.id AND f.kind = 'holding' AND f.known_to = $3 AND f.valid_from <= $2 AND f.valid_to > $2
  LEFT JOIN person p ON p.id = f.person
  LEFT JOIN fact a ON a.person = f.person AND a.kind = 'absence' AND a.known_to = $3
                  AND a.valid_from <= $2 AND a.valid_to > $2
 WHERE s.unit_id = $1 AND s.post_kind IN ('head', 'deputy') AND s.valid_from <= $2 AND s.valid_to > $2
 ORDER BY s.sort_no, s.id, a.valid_to
