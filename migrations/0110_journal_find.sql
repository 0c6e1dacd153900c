-- SPDX-License-Identifier: Apache-2.0
-- What the journal is searched by, beside its bytes; `kadr journal verify` compares both.
ALTER TABLE journal ADD COLUMN person @int NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN verb @text NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN kind @text NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN object @int NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN day @date NOT NULL DEFAULT '0001-01-01';
CREATE INDEX journal_of_person ON journal (person, n);
CREATE INDEX journal_of_object ON journal (kind, object, n);
CREATE INDEX journal_of_day ON journal (day, n);
