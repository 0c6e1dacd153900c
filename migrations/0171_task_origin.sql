-- SPDX-License-Identifier: Apache-2.0
-- What tasks hang on, as the area that keeps the paper says it: how it is called in lists of tasks, whose rule its term has.
CREATE TABLE task_origin (
    kind   @int NOT NULL,
    id     @int NOT NULL,
    number @text NOT NULL,
    gist   @text NOT NULL,
    party  @text NOT NULL,
    rule   @text NOT NULL,
    PRIMARY KEY (kind, id)
);
INSERT INTO task_origin (kind, id, number, gist, party, rule)
SELECT 1, l.id, l.number, l.gist, l.party, l.rule
  FROM letter l
 WHERE EXISTS (SELECT 1 FROM resolution r WHERE r.origin_kind = 1 AND r.origin_id = l.id);

-- Put under control at intake: what the end of a resolution's control does not end.
ALTER TABLE letter ADD COLUMN control_intake @bool NOT NULL DEFAULT FALSE;
UPDATE letter SET control_intake = TRUE
 WHERE control AND direction = 'in'
   AND NOT EXISTS (SELECT 1 FROM resolution r WHERE r.origin_kind = 1 AND r.origin_id = letter.id AND r.control);

-- Complaints, and what came of them before walls were rows.
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT 1, l.id, l.complained_id, COALESCE((SELECT MIN(e.at) FROM letter_event e WHERE e.letter_id = l.id), 0), 253402300799000000
  FROM letter l
 WHERE l.complained_id > 0;
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT 1, a.id, w.person_id, w.since, w.ended
  FROM wall w JOIN letter a ON a.reply_to = w.object OR a.main_id = w.object OR a.about_id = w.object
 WHERE w.kind = 1
    ON CONFLICT (kind, object, person_id) DO NOTHING;
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT 1, a.id, w.person_id, w.since, w.ended
  FROM wall w JOIN letter a ON a.reply_to = w.object
 WHERE w.kind = 1
    ON CONFLICT (kind, object, person_id) DO NOTHING;
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT 3, t.id, w.person_id, w.since, w.ended
  FROM wall w JOIN task t ON t.origin_kind = 1 AND t.origin_id = w.object
 WHERE w.kind = 1;
