-- SPDX-License-Identifier: Apache-2.0
-- Papers: the Secretariat's lists, our registers, letters in and answers out.
CREATE TABLE register (
    id        @id,
    code      @text NOT NULL UNIQUE,
    title     @text NOT NULL,
    direction @text NOT NULL,
    prefix    @text NOT NULL
);
-- A number of ours is never reused and never missing: the counter moves in the registering transaction.
CREATE TABLE register_counter (
    register_id @int NOT NULL REFERENCES register (id),
    year        @int NOT NULL,
    last        @int NOT NULL,
    PRIMARY KEY (register_id, year)
);
CREATE TABLE handover (
    id        @id,
    direction @text NOT NULL,
    made      @date NOT NULL,
    made_by   @int NOT NULL,
    taken     @time NOT NULL,
    taken_by  @int NOT NULL,
    state     @text NOT NULL,
    note      @text NOT NULL
);
CREATE TABLE letter (
    id            @id,
    direction     @text NOT NULL,
    register_id   @int NOT NULL,
    year          @int NOT NULL,
    serial        @int NOT NULL,
    number        @text NOT NULL,
    registered    @date NOT NULL,
    kind          @text NOT NULL,
    party_kind    @text NOT NULL,
    party         @text NOT NULL,
    address       @text NOT NULL,
    their_no      @text NOT NULL,
    their_date    @date NOT NULL,
    office_no     @text NOT NULL,
    office_date   @date NOT NULL,
    gist          @text NOT NULL,
    body          @text NOT NULL,
    sheets        @int NOT NULL,
    annexes       @int NOT NULL,
    missing       @text NOT NULL,
    rule          @text NOT NULL,
    due           @date NOT NULL,
    derivation    @text NOT NULL,
    state         @text NOT NULL,
    seat_id       @int NOT NULL,
    reply_to      @int NOT NULL,
    drafter       @int NOT NULL,
    signature     @text NOT NULL,
    authority     @text NOT NULL,
    signed        @date NOT NULL,
    pdf           @text NOT NULL,
    handover_id   @int NOT NULL,
    case_index    @text NOT NULL,
    case_sheets   @int NOT NULL,
    control       @bool NOT NULL,
    closed        @date NOT NULL,
    resolution    @text NOT NULL,
    executor      @text NOT NULL,
    answer_no     @text NOT NULL,
    same_key      @text NOT NULL,
    fold          @text NOT NULL,
    version       @int NOT NULL
);
CREATE UNIQUE INDEX letter_number ON letter (register_id, year, serial) WHERE serial > 0;
CREATE INDEX letter_same ON letter (same_key);
CREATE INDEX letter_office ON letter (office_no, office_date);
CREATE INDEX letter_direction ON letter (direction, id);
CREATE INDEX letter_state ON letter (state, id);
CREATE INDEX letter_term ON letter (state, due, control);
CREATE INDEX letter_seat ON letter (seat_id, state, id);
CREATE INDEX letter_reply ON letter (reply_to);
CREATE INDEX letter_handover ON letter (handover_id);
-- What happened to a paper, who did it and by what right.
CREATE TABLE letter_event (
    id        @id,
    letter_id @int NOT NULL REFERENCES letter (id),
    person_id @int NOT NULL,
    verb      @text NOT NULL,
    body      @text NOT NULL,
    authority @text NOT NULL,
    at        @time NOT NULL
);
CREATE INDEX letter_event_of_letter ON letter_event (letter_id, id);
CREATE INDEX handover_state ON handover (direction, state);
CREATE TABLE handover_item (
    id            @id,
    handover_id   @int NOT NULL REFERENCES handover (id),
    office_no     @text NOT NULL,
    office_date   @date NOT NULL,
    kind          @text NOT NULL,
    party_kind    @text NOT NULL,
    party         @text NOT NULL,
    address       @text NOT NULL,
    their_no      @text NOT NULL,
    their_date    @date NOT NULL,
    gist          @text NOT NULL,
    sheets        @int NOT NULL,
    annexes       @int NOT NULL,
    lead_seat     @int NOT NULL,
    lead_text     @text NOT NULL,
    lead_date     @date NOT NULL,
    lead_due      @date NOT NULL,
    letter_id     @int NOT NULL
);
CREATE INDEX handover_items ON handover_item (handover_id, id);
CREATE TABLE attachment (
    id        @id,
    letter_id @int NOT NULL REFERENCES letter (id),
    sha       @text NOT NULL,
    name      @text NOT NULL,
    size      @int NOT NULL,
    pages     @int NOT NULL,
    added_by  @int NOT NULL,
    added     @time NOT NULL
);
CREATE INDEX attachment_of_letter ON attachment (letter_id, id);
CREATE INDEX attachment_sha ON attachment (sha);
