-- SPDX-License-Identifier: Apache-2.0
-- What an incoming paper is about, as letters are compared (letter/theme.c): folded once and kept beside the sender's fold.
-- `kadr init` and `kadr serve` write both for the letters of before (Renewal, app/area.h).
ALTER TABLE letter ADD COLUMN theme @text NOT NULL DEFAULT '';
DROP INDEX letter_of_sender;
-- What a sender was answered on the merits: all of it stands in the index, and a letter in work does not.
CREATE INDEX letter_answered_of ON letter (party_fold, closed, theme)
 WHERE direction = 'in' AND main_id = 0 AND closed < '9999-12-31'
   AND kind IN ('application', 'complaint', 'proposal') AND outcome NOT IN ('forwarded', 'unconsidered');
