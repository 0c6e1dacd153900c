-- SPDX-License-Identifier: Apache-2.0
-- name: desk_chief_of
-- $1 unit · $2 today · the head's seat of the directorate the unit is, or stands in: the nearest above
WITH RECURSIVE up (id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM unit WHERE id = $1
    UNION ALL
    SELECT u.id, u.parent_id, up.depth + 1 FROM unit u JOIN up ON u.id = up.parent_id
)
SELECT s.id, s.unit_id, s.post_kind, s.title_full
  FROM up JOIN seat s ON s.unit_id = up.id AND s.post_kind = 'head' AND s.valid_from <= $2 AND s.valid_to > $2
 ORDER BY up.depth, s.sort_no
 LIMIT 1
