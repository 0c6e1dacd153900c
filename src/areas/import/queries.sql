-- SPDX-License-Identifier: Apache-2.0
-- name: import_file_add
-- $1 kind · $2 sha · $3 name · $4 size · $5 by · $6 now · $7 forever
INSERT INTO import_file (kind, sha, name, size, state, sent_by, sent, done_by, done, lines, left_out)
VALUES ($1, $2, $3, $4, 'sent', $5, $6, 0, $7, 0, 0)
RETURNING id

-- name: import_file_get
SELECT f.id, f.kind, f.sha, f.name, f.size, f.state, f.sent_by, f.sent, f.done_by, f.done, f.lines, f.left_out,
       COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename, COALESCE(q.surname, '') AS done_surname,
       COALESCE(q.name, '') AS done_forename
  FROM import_file f LEFT JOIN person p ON p.id = f.sent_by LEFT JOIN person q ON q.id = f.done_by
 WHERE f.id = $1

-- name: import_files
-- $1 kind: the newest first
SELECT f.id, f.kind, f.sha, f.name, f.size, f.state, f.sent_by, f.sent, f.done_by, f.done, f.lines, f.left_out,
       COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename, COALESCE(q.surname, '') AS done_surname,
       COALESCE(q.name, '') AS done_forename
  FROM import_file f LEFT JOIN person p ON p.id = f.sent_by LEFT JOIN person q ON q.id = f.done_by
 WHERE f.kind = $1
 ORDER BY f.id DESC LIMIT 30

-- name: import_file_end
-- $1 id · $2 state · $3 by · $4 now · $5 lines carried · $6 left out
UPDATE import_file SET state = $2, done_by = $3, done = $4, lines = $5, left_out = $6
 WHERE id = $1 AND state = 'sent'
