-- SPDX-License-Identifier: Apache-2.0
-- Units and seats.  A seat is one place in the staff table and keeps its identity through all
-- editions; who holds it is a fact of the ledger.
CREATE TABLE staff_edition (
    id       @id,
    act      @text NOT NULL,
    act_date @date NOT NULL,
    in_force @date NOT NULL
);
CREATE TABLE unit (
    id         @id,
    parent_id  @int NOT NULL,
    code       @text NOT NULL UNIQUE,
    title      @text NOT NULL,
    kind       @text NOT NULL,
    sort_no    @int NOT NULL,
    valid_from @date NOT NULL,
    valid_to   @date NOT NULL
);
CREATE INDEX unit_children ON unit (parent_id, sort_no);
CREATE TABLE seat (
    id           @id,
    unit_id      @int NOT NULL REFERENCES unit (id),
    code         @text NOT NULL UNIQUE,
    post_kind    @text NOT NULL,
    title        @text NOT NULL,
    title_full   @text NOT NULL,
    regime       @text NOT NULL,
    rank_ceiling @text NOT NULL,
    capacity     @int NOT NULL,
    sort_no      @int NOT NULL,
    valid_from   @date NOT NULL,
    valid_to     @date NOT NULL,
    edition_id   @int NOT NULL REFERENCES staff_edition (id)
);
CREATE INDEX seat_of_unit ON seat (unit_id, sort_no);
