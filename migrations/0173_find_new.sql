-- SPDX-License-Identifier: Apache-2.0
-- Words that a transaction on SQLite has put and that stand in `found` only when it commits (app/find.c): its full-text index
-- is then written once for all who share a commit, not once for each.  Empty outside a transaction.
CREATE TABLE found_new (
    id    @int PRIMARY KEY,
    day   @date NOT NULL,
    title @text NOT NULL,
    about @text NOT NULL,
    words @text NOT NULL
);
