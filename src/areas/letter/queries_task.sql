-- SPDX-License-Identifier: Apache-2.0
-- What the tasks on a letter do to it (letter_task.c), and what two must not do to it at once.

-- name: letter_set_term
-- $1 letter · $2 new term · $3 its derivation
UPDATE letter SET due = $2, derivation = $3, version = version + 1 WHERE id = $1 AND state = 'execution'

-- name: letter_end_control
-- $1 letter · no resolution keeps it under control any more; unless the registrar does
UPDATE letter SET control = FALSE, version = version + 1 WHERE id = $1 AND control AND NOT control_intake

-- name: letter_end_intake_control
-- $1 letter · $2 a resolution keeps it under control still
UPDATE letter SET control_intake = FALSE, control = $2, version = version + 1 WHERE id = $1 AND control_intake

-- name: letter_set_settled
-- $1 letter · $2 the day it was solved
UPDATE letter SET state = 'answered', closed = $2, version = version + 1 WHERE id = $1 AND state = 'execution'

-- name: letter_set_executor
-- $1 letter · $2 $3 the book's names of the old executor and the new
UPDATE letter SET executor = $3 WHERE id = $1 AND executor = $2

-- name: answer_draft_of
-- $1 letter · $2 drafter: his answer that waits for acceptance
SELECT id FROM letter WHERE reply_to = $1 AND drafter = $2 AND state = 'draft'

-- name: answer_set_drafter
-- $1 answer · $2 who drafts it now · $3 his name for the book
UPDATE letter SET drafter = $2, executor = $3, version = version + 1 WHERE id = $1 AND state = 'draft'

-- name: answers_begun
-- $1 letter: answers to it that have not left for good
SELECT id, seat_id, state, number, gist FROM letter
 WHERE reply_to = $1 AND direction = 'out' AND state IN ('draft', 'to_sign', 'signed', 'handed') ORDER BY id

-- name: answer_readdress
-- $1 answer · $2 kind of addressee · $3 addressee · $4 address · $5 $6 number and date of his letter · $7 fold · $8 state
-- $9 whose signature it waits for
UPDATE letter SET party_kind = $2, party = $3, address = $4, their_no = $5, their_date = $6, fold = $7, state = $8, seat_id = $9,
                  version = version + 1
 WHERE id = $1 AND state IN ('draft', 'to_sign')

-- name: letter_hold
-- $1 letter · held until the transaction ends, so that two do not begin an answer at once, nor one while another settles it
UPDATE letter SET version = version WHERE id = $1 AND state = 'execution'

-- name: inquiry_set_waiting
-- $1 inquiry · what answered it was spoiled: it waits again, unless another letter answers it
UPDATE letter SET closed = '9999-12-31', answer_no = '', version = version + 1
 WHERE id = $1 AND state = 'sent'
   AND NOT EXISTS (SELECT 1 FROM letter r WHERE r.reply_to = $1 AND r.direction = 'in' AND r.state <> 'spoiled')
