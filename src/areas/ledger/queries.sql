-- SPDX-License-Identifier: Apache-2.0

-- name: ledger_head_read
SELECT k, inputs FROM ledger_head WHERE one = 1

-- name: ledger_head_lock
UPDATE ledger_head SET inputs = inputs WHERE one = 1 RETURNING k, inputs

-- name: ledger_head_move
-- $1 K · $2 inputs so far
UPDATE ledger_head SET k = $1, inputs = $2 WHERE one = 1

-- name: ledger_clock_read
SELECT mode, offset_us FROM ledger_clock WHERE one = 1

-- name: ledger_clock_offset
SELECT offset_us FROM ledger_clock WHERE one = 1

-- name: ledger_clock_set
-- $1 offset
UPDATE ledger_clock SET mode = 'demo', offset_us = $1 WHERE one = 1

-- name: ledger_input_add
INSERT INTO ledger_input (id, kind, source, natural_key, registered) VALUES ($1, $2, $3, $4, $5)

-- name: ledger_effect_add
INSERT INTO ledger_effect (input, effect_no, op, kind, person, target, body)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: ledger_depends_add
INSERT INTO ledger_depends (input, base, known_from) VALUES ($1, $2, $3)
    ON CONFLICT (input, base) DO NOTHING

-- name: ledger_inactive_open
INSERT INTO ledger_inactive (input, known_from, known_to) VALUES ($1, $2, $3)

-- name: ledger_inactive_close
-- $1 input · $2 K · $3 forever
UPDATE ledger_inactive SET known_to = $2 WHERE input = $1 AND known_to = $3

-- name: ledger_fact_add
INSERT INTO fact (kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no,
                  changed_by, ended_by, units, num, code, payload, single, seat_rule)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)

-- name: ledger_fact_close
-- $1 input · $2 effect · $3 valid from · $4 K · $5 forever
UPDATE fact SET known_to = $4
 WHERE input = $1 AND effect_no = $2 AND valid_from = $3 AND known_to = $5

-- name: ledger_entry
-- $1 input · $2 forever
SELECT n.id, n.kind, n.source, n.natural_key, n.registered, COALESCE(i.known_from, 0) AS annulled_since
  FROM ledger_input n LEFT JOIN ledger_inactive i ON i.input = n.id AND i.known_to = $2
 WHERE n.id = $1

-- name: ledger_entry_by_key
-- $1 natural key · $2 forever
SELECT n.id, n.kind, n.source, n.natural_key, n.registered, COALESCE(i.known_from, 0) AS annulled_since
  FROM ledger_input n LEFT JOIN ledger_inactive i ON i.input = n.id AND i.known_to = $2
 WHERE n.natural_key = $1

-- name: ledger_dependents
-- $1 input · $2 forever
WITH RECURSIVE later (input) AS (
    SELECT d.input
      FROM ledger_depends d LEFT JOIN ledger_inactive i ON i.input = d.input AND i.known_to = $2
     WHERE d.base = $1 AND i.input IS NULL
    UNION
    SELECT d.input
      FROM later l JOIN ledger_depends d ON d.base = l.input
      LEFT JOIN ledger_inactive i ON i.input = d.input AND i.known_to = $2
     WHERE i.input IS NULL
)
SELECT n.id, n.kind, n.source, n.natural_key, n.registered, COALESCE(i.known_from, 0) AS annulled_since
  FROM later l CROSS JOIN ledger_input n
  LEFT JOIN ledger_inactive i ON i.input = n.id AND i.known_to = $2
 WHERE n.id = l.input AND n.id <> $1
 ORDER BY n.id

-- name: ledger_effects_of_key
-- $1 person · $2 kind · $3 forever
SELECT e.input, e.effect_no, e.body, COALESCE(i.known_from, 0) AS annulled_since
  FROM ledger_effect e LEFT JOIN ledger_inactive i ON i.input = e.input AND i.known_to = $3
 WHERE e.person = $1 AND e.kind = $2
 ORDER BY e.input, e.effect_no

-- name: ledger_effects_of_input
SELECT input, effect_no, body FROM ledger_effect WHERE input = $1 ORDER BY effect_no

-- name: ledger_keys_of_input
SELECT DISTINCT kind, person FROM ledger_effect WHERE input = $1 AND op <> 'annul'

-- name: ledger_annuls_around
-- $1 input: what annuls it, and what it annuls
SELECT input, target FROM ledger_effect WHERE op = 'annul' AND target = $1
UNION
SELECT input, target FROM ledger_effect WHERE op = 'annul' AND input = $1

-- name: ledger_moved
-- $1 input · $2 /rest/ and its number · $3 forever: the entry that carries it on under the key of what annuls it; 0: none.
-- Before there could be several, the key ended in /rest
SELECT COALESCE(MAX(r.id), 0)
  FROM ledger_effect e
  JOIN ledger_input n ON n.id = e.input
  JOIN ledger_input r ON r.natural_key = n.natural_key || $2 OR r.natural_key = n.natural_key || '/rest'
 WHERE e.op = 'annul' AND e.target = $1
   AND NOT EXISTS (SELECT 1 FROM ledger_inactive x WHERE x.input = n.id AND x.known_to = $3)

-- name: ledger_is_active
-- $1 input · $2 forever: 1 when it is there and not annulled
SELECT COUNT(*) FROM ledger_input n
 WHERE n.id = $1 AND NOT EXISTS (SELECT 1 FROM ledger_inactive x WHERE x.input = n.id AND x.known_to = $2)

-- name: ledger_facts_of_person
-- $1 person · $2 day · $3 known at
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE person = $1 AND valid_from <= $2 AND valid_to > $2 AND known_from <= $3 AND known_to > $3
 ORDER BY valid_from, input, effect_no

-- name: ledger_facts_of_person_kind
-- $1 person · $2 day · $3 known at · $4 kind
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE person = $1 AND kind = $4 AND valid_from <= $2 AND valid_to > $2 AND known_from <= $3
   AND known_to > $3
 ORDER BY valid_from, input, effect_no

-- name: ledger_history_of_person
-- $1 person · $2 known at
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE person = $1 AND known_from <= $2 AND known_to > $2
 ORDER BY valid_from, input, effect_no

-- name: ledger_history_of_person_kind
-- $1 person · $2 known at · $3 kind
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE person = $1 AND kind = $3 AND known_from <= $2 AND known_to > $2
 ORDER BY valid_from, input, effect_no

-- name: ledger_facts_of_seat
-- $1 seat · $2 day · $3 known at
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE seat = $1 AND seat > 0 AND valid_from <= $2 AND valid_to > $2 AND known_from <= $3
   AND known_to > $3
 ORDER BY valid_from, input, effect_no

-- name: ledger_history_of_seat
-- $1 seat · $2 known at
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE seat = $1 AND seat > 0 AND known_from <= $2 AND known_to > $2
 ORDER BY valid_from, input, effect_no

-- name: ledger_facts_of_kind
-- $1 kind · $2 from · $3 to, not included · $4 known at
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE kind = $1 AND valid_to > $2 AND valid_from < $3 AND known_from <= $4 AND known_to > $4
 ORDER BY valid_from, input, effect_no

-- name: ledger_facts_of_input
-- $1 input · $2 known at
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE input = $1 AND known_from <= $2 AND known_to > $2
 ORDER BY effect_no, valid_from

-- name: ledger_replay_inputs
SELECT COUNT(*) AS inputs, COALESCE(MAX(id), 0) AS last, COALESCE(MAX(registered), 0) AS k
  FROM ledger_input

-- name: ledger_replay_annuls
SELECT e.input, e.effect_no, e.op, e.kind, e.person, e.target, e.body, n.registered
  FROM ledger_effect e JOIN ledger_input n ON n.id = e.input
 WHERE e.op = 'annul'
 ORDER BY e.input, e.effect_no

-- name: ledger_replay_inactive
SELECT input, known_from, known_to FROM ledger_inactive ORDER BY input, known_from

-- name: ledger_replay_next_person
-- $1 the last person of the batch before · $2 how many persons make a batch
SELECT MAX(person) AS person
  FROM (SELECT DISTINCT person FROM ledger_effect WHERE person > $1 ORDER BY person LIMIT $2) AS batch

-- name: ledger_replay_persons
SELECT COUNT(*) AS n FROM (SELECT DISTINCT person FROM ledger_effect) AS everybody

-- name: ledger_replay_effects
-- $1 after this person · $2 to this one
SELECT e.input, e.effect_no, e.op, e.kind, e.person, e.target, e.body, n.registered
  FROM ledger_effect e JOIN ledger_input n ON n.id = e.input
 WHERE e.person > $1 AND e.person <= $2 AND e.op <> 'annul'
 ORDER BY e.person, e.kind, e.input, e.effect_no

-- name: ledger_replay_facts
-- $1 after this person · $2 to this one
SELECT kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,
       ended_by, units, num, code, payload
  FROM fact
 WHERE person > $1 AND person <= $2

-- name: ledger_fact_clear
DELETE FROM fact

-- name: ledger_inactive_clear
DELETE FROM ledger_inactive
