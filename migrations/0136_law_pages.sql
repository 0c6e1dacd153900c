-- SPDX-License-Identifier: Apache-2.0
-- A proposed rule may be returned; a proposed day waits beside the calendar until it is approved.
ALTER TABLE rule ADD COLUMN returned_by @int NOT NULL DEFAULT 0;
ALTER TABLE rule ADD COLUMN remark @text NOT NULL DEFAULT '';
CREATE TABLE day_proposal (
    id          @id,
    kind        @text NOT NULL,
    first       @date NOT NULL,
    days        @int NOT NULL,
    pair        @date,
    name        @text NOT NULL,
    basis       @text NOT NULL,
    state       @text NOT NULL CHECK (state IN ('proposed', 'approved', 'returned')),
    proposed_by @int NOT NULL,
    proposed    @time NOT NULL,
    decided_by  @int NOT NULL,
    remark      @text NOT NULL
);
CREATE INDEX day_proposal_state ON day_proposal (state, id);
