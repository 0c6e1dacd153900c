-- SPDX-License-Identifier: Apache-2.0
-- name: law_version
SELECT changed
  FROM law_version
 WHERE id = 1

-- name: law_version_start
INSERT INTO law_version (id, changed)
VALUES (1, $1)

-- name: law_version_set
UPDATE law_version
   SET changed = $1
 WHERE id = 1

-- name: law_acts
SELECT code, number, date, title_en, title_az, body, edition, confidence, note
  FROM legal_act
 ORDER BY code

-- name: law_act_add
INSERT INTO legal_act (code, number, date, title_en, title_az, body, edition, confidence, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: law_clause_add
INSERT INTO act_clause (act, number, heading, valid_from, valid_to)
VALUES ($1, $2, $3, $4, $5)

-- name: law_rules
-- those in force or to come into force by approval
SELECT id, code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source
  FROM rule
 WHERE approved
 ORDER BY code, regime, valid_from

-- name: law_rule_get
SELECT id, code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved,
       proposed_by
  FROM rule
 WHERE id = $1

-- name: law_rule_add
INSERT INTO rule (code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved,
                  proposed_by, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
RETURNING id

-- name: law_rule_later
-- approved rows of the same rule and regime that begin on the day or after it, and before its end
SELECT COUNT(*)
  FROM rule
 WHERE approved
   AND code = $1
   AND regime = $2
   AND valid_from >= $3
   AND valid_from < $4

-- name: law_rule_end
-- the row in force on the day ends there
UPDATE rule
   SET valid_to = $3, changed = $4
 WHERE approved
   AND code = $1
   AND regime = $2
   AND valid_from < $3
   AND valid_to > $3

-- name: law_rule_approve
UPDATE rule
   SET approved = TRUE, approved_by = $2, changed = $3
 WHERE id = $1
   AND NOT approved

-- name: law_holidays
SELECT code, month, day, days, kind, name, valid_from, valid_to, basis, confidence
  FROM holiday
 ORDER BY month, day

-- name: law_holiday_add
INSERT INTO holiday (code, month, day, days, kind, name, valid_from, valid_to, basis, confidence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: law_days
SELECT first, kind, days, name, pair, around, basis, confidence
  FROM calendar_day
 ORDER BY first, kind

-- name: law_day_add
INSERT INTO calendar_day (first, kind, days, name, pair, around, basis, confidence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
