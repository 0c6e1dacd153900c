-- SPDX-License-Identifier: Apache-2.0
-- name: user_of_token
-- $1 token hash · $2 now
SELECT a.id, a.person_id, a.login, a.administrator, s.csrf
  FROM session s JOIN account a ON a.id = s.account_id
 WHERE s.token_hash = $1 AND s.expires > $2 AND NOT a.disabled

-- name: user_by_login
SELECT id, person_id, login, password, administrator, disabled, failures, locked_until
  FROM account
 WHERE login = $1

-- name: user_add
INSERT INTO account (person_id, login, password, administrator, disabled, failures, locked_until, demo_role)
VALUES ($1, $2, $3, $4, FALSE, 0, $5, $6)
RETURNING id

-- name: user_failed
-- $1 account · $2 failures so far · $3 locked until
UPDATE account SET failures = $2, locked_until = $3 WHERE id = $1

-- name: user_session_add
INSERT INTO session (token_hash, account_id, csrf, created, expires) VALUES ($1, $2, $3, $4, $5)

-- name: user_session_end
UPDATE session SET expires = $2 WHERE token_hash = $1

-- name: user_sessions_end_of
-- $1 account · $2 now
UPDATE session SET expires = $2 WHERE account_id = $1 AND expires > $2

-- name: user_sessions_sweep
-- $1 older than this are forgotten
DELETE FROM session WHERE expires < $1

-- name: user_sessions_of
SELECT token_hash, created, expires FROM session WHERE account_id = $1 AND expires > $2 ORDER BY created DESC

-- name: user_password_set
UPDATE account SET password = $2, failures = 0 WHERE id = $1

-- name: user_disable
UPDATE account SET disabled = $2 WHERE id = $1

-- name: user_list
SELECT a.id, a.login, a.administrator, a.disabled, a.person_id
  FROM account a
 ORDER BY a.login

-- name: user_demo_roles
SELECT login, demo_role FROM account WHERE demo_role IS NOT NULL ORDER BY id
