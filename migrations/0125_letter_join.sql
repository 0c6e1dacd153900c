-- SPDX-License-Identifier: Apache-2.0
-- Papers that joined one in execution: the main paper, and whose readers are theirs too.
ALTER TABLE letter ADD COLUMN main_id @int NOT NULL DEFAULT 0;
CREATE INDEX letter_by_number ON letter (number);
CREATE INDEX letter_main ON letter (main_id) WHERE main_id > 0;
-- Whoever comes to stand in a relation to `main` reads `object` as well (relation "joined").
CREATE TABLE reader_follow (
    kind   @int NOT NULL,
    object @int NOT NULL,
    main   @int NOT NULL,
    PRIMARY KEY (kind, object)
);
CREATE INDEX reader_follow_main ON reader_follow (kind, main);
CREATE INDEX handover_item_letter ON handover_item (letter_id);
