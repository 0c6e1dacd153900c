-- SPDX-License-Identifier: Apache-2.0
-- What a newer program knows otherwise than this database did: the rows of before, those that took their place, and when we knew.
CREATE TABLE law_correction (
    id       @id,
    what     @text NOT NULL CHECK (what IN ('act', 'rule', 'holiday', 'day')),
    code     @text NOT NULL,
    was      @text NOT NULL,
    now      @text NOT NULL,
    taken    @bool NOT NULL,
    recorded @time NOT NULL,
    seen_by  @int NOT NULL DEFAULT 0,
    seen     @time
);
CREATE INDEX law_correction_of ON law_correction (what, code, id);
CREATE INDEX law_correction_unseen ON law_correction (id) WHERE seen_by = 0;
-- Days that officers decided: no program takes them back.
ALTER TABLE calendar_day ADD COLUMN entered @bool NOT NULL DEFAULT FALSE;
UPDATE calendar_day
   SET entered = TRUE
 WHERE EXISTS (SELECT 1
                 FROM day_proposal p
                WHERE p.state = 'approved'
                  AND (p.first = calendar_day.first OR p.pair = calendar_day.first));
