-- SPDX-License-Identifier: Apache-2.0
-- Terms that stand, against the law as it is now.
-- name: letter_open_terms
-- $1 who reads: incoming papers whose execution is not over and whose term has a rule
SELECT id, number, party, gist, due, derivation, version FROM letter
 WHERE direction = 'in' AND state IN ('registered', 'presented', 'execution') AND rule <> ''
   AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.kind = 1 AND x.object = letter.id AND x.person_id = $1
                      AND x.ended = 253402300799000000)
 ORDER BY due, id LIMIT 2000

-- name: letter_open_term
SELECT id, number, party, gist, due, derivation, version FROM letter
 WHERE id = $1 AND direction = 'in' AND state IN ('registered', 'presented', 'execution') AND rule <> ''

-- name: letter_renew_term
-- $1 letter · $2 version read · $3 the last day · $4 how it came about
UPDATE letter SET due = $3, derivation = $4, version = version + 1 WHERE id = $1 AND version = $2
