-- SPDX-License-Identifier: Apache-2.0
-- What may become of a task on its way: a longer term, an obstacle and the measure taken against it.
ALTER TABLE task ADD COLUMN obstacle @text NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN obstacle_words @text NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN measure @text NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN derivation @text NOT NULL DEFAULT '';
CREATE INDEX task_with_obstacle ON task (id) WHERE obstacle <> '';
-- One request for a longer term.  `legal`: it goes beyond the term of the paper itself; `step_seat`: whom it
-- waits for, 0 once decided; `inform`: the applicant must be told, `informed`: how he was.
CREATE TABLE task_extension (
    id          @id,
    task_id     @int NOT NULL REFERENCES task (id),
    asked_by    @int NOT NULL,
    asked       @time NOT NULL,
    reason      @text NOT NULL,
    material    @text NOT NULL,
    over_reason @text NOT NULL,
    old_due     @date NOT NULL,
    wanted      @date NOT NULL,
    legal       @bool NOT NULL,
    state       @text NOT NULL,
    step_seat   @int NOT NULL,
    remark      @text NOT NULL,
    derivation  @text NOT NULL,
    inform      @bool NOT NULL,
    informed    @text NOT NULL,
    decided     @time NOT NULL,
    version     @int NOT NULL
);
CREATE INDEX task_extension_of_task ON task_extension (task_id, id);
CREATE INDEX task_extension_waits ON task_extension (state, step_seat, task_id);
-- The way a request climbs.  States: waiting, reserve (only when those before it cannot decide), endorsed,
-- granted, refused, skipped.
CREATE TABLE task_extension_step (
    id           @id,
    extension_id @int NOT NULL REFERENCES task_extension (id),
    seat_id      @int NOT NULL,
    state        @text NOT NULL,
    person_id    @int NOT NULL,
    remark       @text NOT NULL,
    authority    @text NOT NULL,
    at           @time NOT NULL
);
CREATE INDEX task_extension_steps ON task_extension_step (extension_id, id);
