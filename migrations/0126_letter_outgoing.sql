-- SPDX-License-Identifier: Apache-2.0
-- Papers that begin with us: which letter in work one is about, and inquiries by what still waits for an answer.
ALTER TABLE letter ADD COLUMN about_id @int NOT NULL DEFAULT 0;
CREATE INDEX letter_about ON letter (about_id) WHERE about_id > 0;
CREATE INDEX letter_inquiry ON letter (kind, direction, closed);
