-- SPDX-License-Identifier: Apache-2.0
-- Tokens of programs: each speaks for the account that made it, until its day or until it is ended.
CREATE TABLE api_token (
    id         @id,
    account_id @int NOT NULL REFERENCES account (id),
    token_hash @text NOT NULL UNIQUE,
    name       @text NOT NULL,
    created    @time NOT NULL,
    expires    @time NOT NULL
);
CREATE INDEX api_token_of_account ON api_token (account_id, expires);
-- A password somebody else has given is to be changed at the first sign-in.
ALTER TABLE account ADD COLUMN given @bool NOT NULL DEFAULT FALSE;
