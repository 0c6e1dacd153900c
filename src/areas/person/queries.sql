-- SPDX-License-Identifier: Apache-2.0
-- name: person_get
SELECT id, fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place
  FROM person
 WHERE id = $1

-- name: person_by_fin
SELECT id, fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place
  FROM person
 WHERE fin = $1

-- name: person_namesake
SELECT id, fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place
  FROM person
 WHERE sort_key = $1 AND birth_date = $2
 ORDER BY id LIMIT 1

-- name: person_add
INSERT INTO person (fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place,
                    sort_key, fold, added)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING id

-- name: person_ids
-- $1 after · $2 how many
SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT $2
