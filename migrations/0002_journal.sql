-- SPDX-License-Identifier: Apache-2.0
-- The journal: a chain of hashes over the bytes of `entry` (src/app/journal.h).

CREATE TABLE journal (
    n     @int  PRIMARY KEY,
    at    @time NOT NULL,
    entry @text NOT NULL,
    hash  @text NOT NULL
);

-- One row: the last entry.  Its lock puts writers in line.
CREATE TABLE journal_head (
    one  @int  PRIMARY KEY CHECK (one = 1),
    n    @int  NOT NULL,
    hash @text NOT NULL
);
INSERT INTO journal_head (one, n, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The last minute in which a user was refused an act: one entry a minute is enough.
CREATE TABLE journal_denied (
    user_id   @int  NOT NULL,
    act       @text NOT NULL,
    minute    @int  NOT NULL,
    times     @int  NOT NULL,
    unwritten @int  NOT NULL,
    PRIMARY KEY (user_id, act)
);
