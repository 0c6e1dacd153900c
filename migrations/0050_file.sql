-- SPDX-License-Identifier: Apache-2.0
-- Records from presented documents, and acts of other bodies: entered by one officer, confirmed by another.
-- What a confirmed one changes is in the ledger (`input`); here is the paper.

-- details: what its kind has besides, canonical JSON.  to_date: first day no longer, or for ever.
-- decided_by, decided, reason: of the confirmation or the rejection.
CREATE TABLE record (
    id         @id,
    person_id  @int NOT NULL REFERENCES person (id),
    kind       @text NOT NULL,
    state      @text NOT NULL CHECK (state IN ('entered', 'registered', 'rejected')),
    issuer     @text NOT NULL,
    number     @text NOT NULL,
    issued     @date NOT NULL,
    from_date  @date NOT NULL,
    to_date    @date NOT NULL,
    details    @text NOT NULL,
    scan       @text NOT NULL,
    scan_name  @text NOT NULL,
    scan_pages @int NOT NULL,
    entered_by @int NOT NULL,
    entered    @time NOT NULL,
    decided_by @int NOT NULL,
    decided    @time NOT NULL,
    reason     @text NOT NULL,
    input      @int NOT NULL,
    version    @int NOT NULL
);
CREATE INDEX record_of_person ON record (person_id, id);
CREATE INDEX record_state ON record (state, id);
CREATE UNIQUE INDEX record_once ON record (person_id, kind, issuer, number, from_date) WHERE state <> 'rejected';
