-- SPDX-License-Identifier: Apache-2.0
-- The law the program computes with.  Filled from data/ at `kadr init`; afterwards a row of `rule` is
-- proposed with its act, approved by another, and ends the row before it on its first day.

CREATE TABLE legal_act (
    code       @text PRIMARY KEY,
    number     @text NOT NULL,
    date       @date,
    title_en   @text NOT NULL,
    title_az   @text NOT NULL,
    body       @text NOT NULL,
    edition    @date,
    confidence @text NOT NULL,
    note       @text NOT NULL
);

CREATE TABLE act_clause (
    act        @text NOT NULL REFERENCES legal_act (code),
    number     @text NOT NULL,
    heading    @text NOT NULL,
    valid_from @date NOT NULL,
    valid_to   @date NOT NULL,
    PRIMARY KEY (act, number, valid_from)
);

CREATE TABLE rule (
    id          @id,
    code        @text NOT NULL,
    value       @int NOT NULL,
    unit        @text NOT NULL,
    regime      @text NOT NULL,
    valid_from  @date NOT NULL,
    valid_to    @date NOT NULL,
    basis       @text NOT NULL,
    confidence  @text NOT NULL,
    note        @text NOT NULL,
    source      @text NOT NULL,
    approved    @bool NOT NULL,
    proposed_by @int,
    approved_by @int,
    changed     @time NOT NULL
);
CREATE INDEX rule_by_code ON rule (code, regime, valid_from);

CREATE TABLE holiday (
    code       @text PRIMARY KEY,
    month      @int NOT NULL,
    day        @int NOT NULL,
    days       @int NOT NULL,
    kind       @text NOT NULL,
    name       @text NOT NULL,
    valid_from @date NOT NULL,
    valid_to   @date NOT NULL,
    basis      @text NOT NULL,
    confidence @text NOT NULL
);

CREATE TABLE calendar_day (
    first      @date NOT NULL,
    kind       @text NOT NULL,
    days       @int NOT NULL,
    name       @text NOT NULL,
    pair       @date,
    around     @int NOT NULL,
    basis      @text NOT NULL,
    confidence @text NOT NULL,
    PRIMARY KEY (first, kind)
);

-- One row: the moment of the last change.  Whoever keeps the law in memory compares it.
CREATE TABLE law_version (
    id      @int PRIMARY KEY,
    changed @time NOT NULL
);
