-- SPDX-License-Identifier: Apache-2.0
-- Accounts grown up: until when a given password may be used, one-time codes, where a session is, its last
-- use, tokens that only read, what the owner has chosen for himself.
ALTER TABLE account ADD COLUMN given_until @time NOT NULL DEFAULT 253402300799000000;
ALTER TABLE account ADD COLUMN lang @text NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN per_page @int NOT NULL DEFAULT 0;

ALTER TABLE session ADD COLUMN used @time NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN address @text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN device @text NOT NULL DEFAULT '';
ALTER TABLE api_token ADD COLUMN used @time NOT NULL DEFAULT 0;
ALTER TABLE api_token ADD COLUMN reads_only @bool NOT NULL DEFAULT FALSE;

-- The secret of one-time codes, sealed (app/seal.h); `last_step` is the newest half minute whose code was taken.
CREATE TABLE account_factor (
    account_id @int PRIMARY KEY REFERENCES account (id),
    secret     @text NOT NULL,
    confirmed  @bool NOT NULL,
    last_step  @int NOT NULL,
    since      @time NOT NULL
);
-- Hashes of codes for whoever has lost his device; one that was used is gone.
CREATE TABLE recovery_code (
    account_id @int NOT NULL REFERENCES account (id),
    code_hash  @text NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);
-- A password was right, and the code is still to come.
CREATE TABLE sign_in_step (
    token_hash @text PRIMARY KEY,
    account_id @int NOT NULL REFERENCES account (id),
    next       @text NOT NULL,
    expires    @time NOT NULL
);
