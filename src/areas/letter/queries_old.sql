-- SPDX-License-Identifier: Apache-2.0
-- Registers kept before this program.
-- name: letter_register_year
-- $1 register · $2 year: its last number, and how many letters of it did not come from a register of before
SELECT COALESCE((SELECT c.last FROM register_counter c WHERE c.register_id = $1 AND c.year = $2), 0) AS last,
       (SELECT COUNT(*) FROM letter l
         WHERE l.register_id = $1 AND l.year = $2 AND l.serial > 0
           AND NOT EXISTS (SELECT 1 FROM letter_event e WHERE e.letter_id = l.id AND e.verb = 'imported')) AS ours

-- name: letter_old_add
INSERT INTO letter (direction, register_id, year, serial, number, registered, kind, party_kind, party, address,
                    their_no, their_date, office_no, office_date, gist, body, sheets, annexes, missing, rule, due,
                    derivation, state, seat_id, reply_to, drafter, signature, authority, signed, pdf, handover_id,
                    case_index, case_sheets, control, closed, resolution, executor, answer_no, same_key, fold, version,
                    party_fold, theme)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16, $17, '', $18, $19, $20, $21, 0,
        0, $22, '', '', $23, '', 0, $24, $25, FALSE, $26, $27, $28, $29, $30, $31, 1, $32, $33)
RETURNING id
