-- SPDX-License-Identifier: Apache-2.0
-- name: law_mark
-- a number no other state of the law has
SELECT mark
  FROM law_version
 WHERE id = 1

-- name: law_version_start
INSERT INTO law_version (id, changed, mark)
VALUES (1, $1, $2)

-- name: law_version_set
-- also the lock under which proposals are compared and approved: it is taken first
UPDATE law_version
   SET changed = $1, mark = $2
 WHERE id = 1

-- name: law_version_lock
UPDATE law_version
   SET mark = mark
 WHERE id = 1

-- name: law_acts
SELECT code, number, date, title_en, title_az, body, edition, confidence, note
  FROM legal_act
 ORDER BY code

-- name: law_act_add
INSERT INTO legal_act (code, number, date, title_en, title_az, body, edition, confidence, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: law_act_over
UPDATE legal_act
   SET number = $2, date = $3, title_en = $4, title_az = $5, body = $6, edition = $7, confidence = $8, note = $9
 WHERE code = $1

-- name: law_clause_add
INSERT INTO act_clause (act, number, heading, valid_from, valid_to)
VALUES ($1, $2, $3, $4, $5)

-- name: law_rules
-- those in force or to come into force by approval
SELECT id, code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source
  FROM rule
 WHERE approved
 ORDER BY code, regime, valid_from

-- name: law_rules_undecided
SELECT code, regime
  FROM rule
 WHERE NOT approved
   AND returned_by = 0

-- name: law_rule_drop
-- $4 "entered": a row of the program; those of officers stay
DELETE FROM rule
 WHERE code = $1
   AND regime = $2
   AND valid_from = $3
   AND approved
   AND source <> $4

-- name: law_rule_get
SELECT id, code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved,
       returned_by, proposed_by
  FROM rule
 WHERE id = $1

-- name: law_rule_add
INSERT INTO rule (code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved,
                  proposed_by, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
RETURNING id

-- name: law_rule_same_waiting
SELECT COUNT(*)
  FROM rule
 WHERE NOT approved
   AND returned_by = 0
   AND code = $1
   AND regime = $2
   AND valid_from = $3

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

-- name: law_holiday_drop
DELETE FROM holiday
 WHERE code = $1

-- name: law_days
SELECT first, kind, days, name, pair, around, basis, confidence, entered
  FROM calendar_day
 ORDER BY first, kind

-- name: law_day_add
INSERT INTO calendar_day (first, kind, days, name, pair, around, basis, confidence, entered)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: law_day_drop
DELETE FROM calendar_day
 WHERE first = $1
   AND kind = $2
   AND NOT entered

-- name: law_rule_rows
-- $1 code: every row of a rule, proposed and returned ones too, and who stands behind it
SELECT r.id, r.value, r.unit, r.regime, r.valid_from, r.valid_to, r.basis, r.confidence, r.note, r.approved,
       r.returned_by, r.remark, COALESCE(r.proposed_by, 0) AS proposed_by, r.changed, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename, COALESCE(q.surname, '') AS by_surname, COALESCE(q.name, '') AS by_forename
  FROM rule r LEFT JOIN person p ON p.id = r.proposed_by
              LEFT JOIN person q ON q.id = COALESCE(r.approved_by, r.returned_by)
 WHERE r.code = $1
 ORDER BY r.regime, r.valid_from DESC, r.id DESC

-- name: law_rules_waiting
SELECT r.id, r.code, r.value, r.unit, r.regime, r.valid_from, r.basis, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename
  FROM rule r LEFT JOIN person p ON p.id = r.proposed_by
 WHERE NOT r.approved AND r.returned_by = 0
 ORDER BY r.id

-- name: law_rule_return
UPDATE rule SET returned_by = $2, remark = $3, changed = $4
 WHERE id = $1 AND NOT approved AND returned_by = 0

-- name: law_day_propose
INSERT INTO day_proposal (kind, first, days, pair, name, basis, state, proposed_by, proposed, decided_by, remark)
VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, 0, '')
RETURNING id

-- name: law_day_same_waiting
SELECT COUNT(*)
  FROM day_proposal
 WHERE state = 'proposed' AND kind = $1 AND first = $2

-- name: law_day_proposal
SELECT id, kind, first, days, pair, name, basis, state, proposed_by, remark
  FROM day_proposal
 WHERE id = $1

-- name: law_days_proposed
-- those that wait, and what became of the latest others
SELECT d.id, d.kind, d.first, d.days, d.pair, d.name, d.basis, d.state, d.proposed_by, d.remark,
       COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS forename
  FROM day_proposal d LEFT JOIN person p ON p.id = d.proposed_by
 ORDER BY d.id DESC LIMIT 20

-- name: law_day_decide
UPDATE day_proposal SET state = $2, decided_by = $3, remark = $4
 WHERE id = $1 AND state = 'proposed'

-- name: law_day_expected_drop
-- $1 name · $2 $3 the year: expected days give way to what was decided
DELETE FROM calendar_day WHERE name = $1 AND first >= $2 AND first < $3 AND confidence = 'U'

-- name: law_correction_add
INSERT INTO law_correction (what, code, was, now, taken, recorded)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: law_correction_told
-- what was left as it stands, told already
SELECT COUNT(*)
  FROM law_correction
 WHERE what = $1
   AND code = $2
   AND was = $3
   AND now = $4
   AND NOT taken

-- name: law_corrections
-- the newest first
SELECT c.id, c.what, c.code, c.was, c.now, c.taken, c.recorded, c.seen_by, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename
  FROM law_correction c LEFT JOIN person p ON p.id = c.seen_by
 ORDER BY c.id DESC LIMIT $1

-- name: law_corrections_of
SELECT c.id, c.what, c.code, c.was, c.now, c.taken, c.recorded, c.seen_by, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS forename
  FROM law_correction c LEFT JOIN person p ON p.id = c.seen_by
 WHERE c.what = $1
   AND c.code = $2
 ORDER BY c.id DESC LIMIT $3

-- name: law_corrections_unseen
SELECT COUNT(*)
  FROM law_correction
 WHERE seen_by = 0

-- name: law_corrections_see
-- $1 the last one that was shown
UPDATE law_correction
   SET seen_by = $2, seen = $3
 WHERE id <= $1
   AND seen_by = 0
