-- SPDX-License-Identifier: Apache-2.0
-- Appeals: what is marked at taking over, and how each was closed.
ALTER TABLE letter ADD COLUMN party_fold @text NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN repeated @int NOT NULL DEFAULT 0;
ALTER TABLE letter ADD COLUMN collective @int NOT NULL DEFAULT 0;
ALTER TABLE letter ADD COLUMN anonymous @bool NOT NULL DEFAULT FALSE;
ALTER TABLE letter ADD COLUMN complained_id @int NOT NULL DEFAULT 0;
ALTER TABLE letter ADD COLUMN outcome @text NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN ground @text NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN forwarded_to @text NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN informed @date NOT NULL DEFAULT '0001-01-01';
CREATE INDEX letter_of_sender ON letter (party_fold, closed);
CREATE INDEX letter_of_kind ON letter (kind, registered);
