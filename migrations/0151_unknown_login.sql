-- SPDX-License-Identifier: Apache-2.0
-- Wrong tries of logins that are not there: locked like those that are, so that the lock tells nothing.
CREATE TABLE unknown_login (
    login_hash   @text PRIMARY KEY,
    failures     @int NOT NULL,
    locked_until @time NOT NULL,
    at           @time NOT NULL
);
CREATE INDEX unknown_login_at ON unknown_login (at);
