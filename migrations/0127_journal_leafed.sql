-- SPDX-License-Identifier: Apache-2.0
-- Who leafs through the pages of a paper reads it once: the entry of a while, and the reads after it that were counted.
CREATE TABLE journal_read (
    user_id   @int  NOT NULL,
    kind      @int  NOT NULL,
    object    @int  NOT NULL,
    opened    @time NOT NULL,
    times     @int  NOT NULL,
    unwritten @int  NOT NULL,
    PRIMARY KEY (user_id, kind, object)
);
