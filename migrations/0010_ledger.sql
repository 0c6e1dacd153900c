-- SPDX-License-Identifier: Apache-2.0
-- The ledger: immutable inputs with their effects, and the facts that follow from them.

-- The last moment K and the number of inputs so far.  Whoever registers locks this row first.
CREATE TABLE ledger_head (
    one    @int NOT NULL PRIMARY KEY CHECK (one = 1),
    k      @time NOT NULL,
    inputs @int NOT NULL
);
INSERT INTO ledger_head (one, k, inputs) VALUES (1, 0, 0);

-- real: the database's own clock.  demo: that clock and an offset, forward only.
CREATE TABLE ledger_clock (
    one       @int NOT NULL PRIMARY KEY CHECK (one = 1),
    mode      @text NOT NULL CHECK (mode IN ('real', 'demo')),
    offset_us @int NOT NULL
);
INSERT INTO ledger_clock (one, mode, offset_us) VALUES (1, 'real', 0);

-- id: its place in the ledger, 1, 2, 3 … without a gap.
CREATE TABLE ledger_input (
    id          @int NOT NULL PRIMARY KEY,
    kind        @text NOT NULL CHECK (kind IN ('order_item', 'outside_act', 'record', 'opening')),
    source      @text NOT NULL,
    natural_key @text NOT NULL UNIQUE,
    registered  @time NOT NULL
);

-- body is the effect, as canonical bytes; the other columns repeat what is searched for.
-- target: the input an annulment names, or the one that started the fact an end or change names.
CREATE TABLE ledger_effect (
    input     @int NOT NULL REFERENCES ledger_input (id),
    effect_no @int NOT NULL,
    op        @text NOT NULL CHECK (op IN ('start', 'end', 'change', 'annul')),
    kind      @text NOT NULL,
    person    @int NOT NULL,
    target    @int NOT NULL,
    body      @text NOT NULL,
    PRIMARY KEY (input, effect_no)
);
CREATE INDEX ledger_effect_key ON ledger_effect (person, kind);
CREATE INDEX ledger_effect_annul ON ledger_effect (target) WHERE op = 'annul';

-- What an input ended, changed, annulled or took the place of.
CREATE TABLE ledger_depends (
    input      @int NOT NULL REFERENCES ledger_input (id),
    base       @int NOT NULL REFERENCES ledger_input (id),
    known_from @time NOT NULL,
    PRIMARY KEY (input, base)
);
CREATE INDEX ledger_depends_base ON ledger_depends (base);

-- When an input was annulled.  A projection: replay makes it again.
CREATE TABLE ledger_inactive (
    input      @int NOT NULL REFERENCES ledger_input (id),
    known_from @time NOT NULL,
    known_to   @time NOT NULL,
    PRIMARY KEY (input, known_from)
);

-- The fold.  A projection: replay makes it again.  single and seat_rule repeat the row of the fact
-- kind (seat_rule 1 permanent, 2 temporary) for the indexes below.
CREATE TABLE fact (
    kind       @text NOT NULL,
    person     @int NOT NULL,
    seat       @int NOT NULL,
    valid_from @date NOT NULL,
    valid_to   @date NOT NULL,
    known_from @time NOT NULL,
    known_to   @time NOT NULL,
    input      @int NOT NULL REFERENCES ledger_input (id),
    effect_no  @int NOT NULL,
    changed_by @int NOT NULL,
    ended_by   @int NOT NULL,
    units      @int NOT NULL,
    num        @int,
    code       @text,
    payload    @text NOT NULL,
    single     @bool NOT NULL,
    seat_rule  @int NOT NULL,
    PRIMARY KEY (input, effect_no, valid_from, known_from),
    CHECK (valid_from < valid_to),
    CHECK (known_from < known_to)
);
CREATE INDEX fact_of_person ON fact (person, kind, valid_from);
CREATE INDEX fact_of_seat ON fact (seat, valid_from) WHERE seat > 0;
CREATE INDEX fact_of_kind ON fact (kind, valid_to);

-- The second wall, behind the ledger's own judgement: what may never stand twice in the current rows.
CREATE UNIQUE INDEX fact_single_start ON fact (kind, person, valid_from)
    WHERE single = TRUE AND known_to = 253402300799000000;
CREATE UNIQUE INDEX fact_single_open ON fact (kind, person)
    WHERE single = TRUE AND known_to = 253402300799000000 AND valid_to = '9999-12-31';
CREATE UNIQUE INDEX fact_seat_start ON fact (seat, valid_from)
    WHERE seat_rule = 1 AND units = 1000 AND seat > 0 AND known_to = 253402300799000000;
CREATE UNIQUE INDEX fact_seat_open ON fact (seat)
    WHERE seat_rule = 1 AND units = 1000 AND seat > 0 AND known_to = 253402300799000000
      AND valid_to = '9999-12-31';
CREATE UNIQUE INDEX fact_substitute_start ON fact (seat, valid_from)
    WHERE seat_rule = 2 AND known_to = 253402300799000000;
