-- SPDX-License-Identifier: Apache-2.0
-- Accounts and sessions.  A password is an Argon2id string; a session keeps only the hash of its token.
CREATE TABLE account (
    id            @id,
    person_id     @int NOT NULL,
    login         @text NOT NULL UNIQUE,
    password      @text NOT NULL,
    administrator @bool NOT NULL,
    disabled      @bool NOT NULL,
    failures      @int NOT NULL,
    locked_until  @time NOT NULL,
    demo_role     @text
);
CREATE TABLE session (
    token_hash @text PRIMARY KEY,
    account_id @int NOT NULL REFERENCES account (id),
    csrf       @text NOT NULL,
    created    @time NOT NULL,
    expires    @time NOT NULL
);
CREATE INDEX session_of_account ON session (account_id, expires);
