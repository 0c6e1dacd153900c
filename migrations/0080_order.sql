-- SPDX-License-Identifier: Apache-2.0
-- Orders from the first draft to the register.  What an order changes is in the ledger; here is the paper.

-- body: what was typed (heading, items with their parameters, basis), canonical JSON of the present version.
-- text: the words of the act, frozen with the last visa; text_sha and draft_pdf are what is signed.
CREATE TABLE orders (
    id            @id,
    series        @text NOT NULL,
    state         @text NOT NULL CHECK (state IN ('draft', 'visa', 'to_sign', 'signed', 'registered')),
    historical    @bool NOT NULL,
    year          @int NOT NULL,
    serial        @int NOT NULL,
    number        @text NOT NULL,
    heading       @text NOT NULL,
    body          @text NOT NULL,
    persons       @text NOT NULL,
    basis         @text NOT NULL,
    fold          @text NOT NULL,
    drafter       @int NOT NULL,
    drafter_seat  @int NOT NULL,
    visa_seat     @int NOT NULL,
    round         @int NOT NULL,
    text          @text NOT NULL,
    text_sha      @text NOT NULL,
    draft_pdf     @text NOT NULL,
    signed_on     @date NOT NULL,
    signer        @int NOT NULL,
    signature     @text NOT NULL,
    authority     @text NOT NULL,
    scan          @text NOT NULL,
    registered    @date NOT NULL,
    registered_by @int NOT NULL,
    late          @bool NOT NULL,
    pdf           @text NOT NULL,
    created       @time NOT NULL,
    changed       @time NOT NULL,
    changed_by    @int NOT NULL,
    version       @int NOT NULL
);
CREATE UNIQUE INDEX orders_number ON orders (series, year, serial) WHERE serial > 0;
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_visa_seat ON orders (visa_seat, id) WHERE visa_seat > 0;
CREATE INDEX orders_drafter ON orders (drafter, state, id);

-- input: its entry in the ledger, 0 until registered.  target: the item an annulment or a correction undoes.
CREATE TABLE order_item (
    id        @id,
    order_id  @int NOT NULL REFERENCES orders (id),
    no        @int NOT NULL,
    kind      @text NOT NULL,
    person_id @int NOT NULL,
    text      @text NOT NULL,
    target    @int NOT NULL,
    input     @int NOT NULL,
    UNIQUE (order_id, no)
);
CREATE INDEX order_item_person ON order_item (person_id, order_id);
CREATE INDEX order_item_input ON order_item (input) WHERE input > 0;
CREATE INDEX order_item_target ON order_item (target) WHERE target > 0;

CREATE TABLE order_basis (
    order_id  @int NOT NULL REFERENCES orders (id),
    no        @int NOT NULL,
    letter_id @int NOT NULL,
    text      @text NOT NULL,
    PRIMARY KEY (order_id, no)
);
CREATE INDEX order_basis_letter ON order_basis (letter_id) WHERE letter_id > 0;

CREATE TABLE order_version (
    order_id @int NOT NULL REFERENCES orders (id),
    version  @int NOT NULL,
    saved    @time NOT NULL,
    saved_by @int NOT NULL,
    body     @text NOT NULL,
    PRIMARY KEY (order_id, version)
);

-- One row per step and round; `version` is the text it was given on.
CREATE TABLE order_visa (
    id        @id,
    order_id  @int NOT NULL REFERENCES orders (id),
    round     @int NOT NULL,
    step      @int NOT NULL,
    post_kind @text NOT NULL,
    seat_id   @int NOT NULL,
    state     @text NOT NULL CHECK (state IN ('waiting', 'open', 'endorsed', 'returned', 'skipped')),
    ground    @text NOT NULL,
    person_id @int NOT NULL,
    signature @text NOT NULL,
    authority @text NOT NULL,
    remark    @text NOT NULL,
    at        @time NOT NULL,
    version   @int NOT NULL
);
CREATE INDEX order_visa_of ON order_visa (order_id, round, step);

-- how: 'signed', or 'refused' with the act that says so.
CREATE TABLE order_acquaint (
    item_id   @int PRIMARY KEY REFERENCES order_item (id),
    order_id  @int NOT NULL REFERENCES orders (id),
    person_id @int NOT NULL,
    at        @date NOT NULL,
    how       @text NOT NULL CHECK (how IN ('signed', 'refused')),
    act       @text NOT NULL,
    noted_by  @int NOT NULL
);
CREATE INDEX order_acquaint_of ON order_acquaint (order_id);

-- A number is never reused and never missing: the counter moves in the registering transaction.
CREATE TABLE order_counter (
    series @text NOT NULL,
    year   @int NOT NULL,
    last   @int NOT NULL,
    PRIMARY KEY (series, year)
);
