-- SPDX-License-Identifier: Apache-2.0
-- Resolutions and the tasks they make.  One model, whatever the origin (a letter, an order, an instruction).
CREATE TABLE resolution (
    id            @id,
    origin_kind   @int NOT NULL,
    origin_id     @int NOT NULL,
    parent_task   @int NOT NULL,
    author_seat   @int NOT NULL,
    author_person @int NOT NULL,
    entered_by    @int NOT NULL,
    authority     @text NOT NULL,
    signature     @text NOT NULL,
    scan          @text NOT NULL,
    body          @text NOT NULL,
    written       @date NOT NULL,
    due           @date NOT NULL,
    control       @bool NOT NULL,
    entered       @time NOT NULL
);
CREATE INDEX resolution_of_origin ON resolution (origin_kind, origin_id, id);
CREATE TABLE task (
    id            @id,
    resolution_id @int NOT NULL REFERENCES resolution (id),
    origin_kind   @int NOT NULL,
    origin_id     @int NOT NULL,
    parent_task   @int NOT NULL,
    author_seat   @int NOT NULL,
    person_id     @int NOT NULL,
    lead          @bool NOT NULL,
    part          @text NOT NULL,
    due           @date NOT NULL,
    control       @bool NOT NULL,
    state         @text NOT NULL,
    report        @text NOT NULL,
    reported      @time NOT NULL,
    closed        @time NOT NULL,
    closed_day    @date NOT NULL,
    version       @int NOT NULL
);
CREATE INDEX task_of_origin ON task (origin_kind, origin_id, id);
CREATE INDEX task_of_resolution ON task (resolution_id);
CREATE INDEX task_of_parent ON task (parent_task);
CREATE INDEX task_of_person ON task (person_id, state, id);
CREATE INDEX task_of_author ON task (author_seat, state, id);
CREATE INDEX task_term ON task (author_seat, state, due, control);
CREATE TABLE task_event (
    id        @id,
    task_id   @int NOT NULL REFERENCES task (id),
    person_id @int NOT NULL,
    verb      @text NOT NULL,
    body      @text NOT NULL,
    authority @text NOT NULL,
    at        @time NOT NULL
);
CREATE INDEX task_event_of_task ON task_event (task_id, id);
