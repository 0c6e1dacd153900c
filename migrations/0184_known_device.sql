-- SPDX-License-Identifier: Apache-2.0
-- Browsers an account was signed in with: their wrong tries are counted apart, so that a stranger who guesses at a login
-- does not lock its owner out.
CREATE TABLE known_device (
    device_hash  @text NOT NULL,
    account_id   @int NOT NULL REFERENCES account (id),
    failures     @int NOT NULL,
    locked_until @time NOT NULL,
    used         @time NOT NULL,
    PRIMARY KEY (device_hash, account_id)
);
CREATE INDEX known_device_of_account ON known_device (account_id);
CREATE INDEX known_device_used ON known_device (used);
