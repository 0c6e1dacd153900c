-- SPDX-License-Identifier: Apache-2.0
-- name: user_of_token
-- $1 token hash · $2 now
SELECT a.id, a.person_id, a.login, a.administrator, s.csrf, s.token_hash AS session
  FROM session s JOIN account a ON a.id = s.account_id
 WHERE s.token_hash = $1 AND s.expires > $2 AND NOT a.disabled

-- name: user_of_bearer
-- $1 token hash · $2 now
SELECT a.id, a.person_id, a.login, a.administrator, '' AS csrf, '' AS session
  FROM api_token t JOIN account a ON a.id = t.account_id
 WHERE t.token_hash = $1 AND t.expires > $2 AND NOT a.disabled

-- name: user_by_login
SELECT id, person_id, login, password, administrator, disabled, given, locked_until FROM account WHERE login = $1

-- name: user_get
SELECT id, person_id, login, password, administrator, disabled, given, locked_until FROM account WHERE id = $1

-- name: user_add
-- $1 person · $2 login · $3 password's hash · $4 administrator · $5 the beginning of time · $6 role in a demo · $7 given
INSERT INTO account (person_id, login, password, administrator, disabled, failures, locked_until, demo_role, given)
VALUES ($1, $2, $3, $4, FALSE, 0, $5, $6, $7)
RETURNING id

-- name: user_fail
-- $1 account
UPDATE account SET failures = failures + 1 WHERE id = $1 RETURNING failures

-- name: user_lock
-- $1 account · $2 until
UPDATE account SET locked_until = $2 WHERE id = $1

-- name: user_clear
-- $1 account · $2 the beginning of time
UPDATE account SET failures = 0, locked_until = $2 WHERE id = $1

-- name: user_password_set
-- $1 account · $2 hash · $3 given by somebody else · $4 the beginning of time
UPDATE account SET password = $2, given = $3, failures = 0, locked_until = $4 WHERE id = $1

-- name: user_password_rehash
-- $1 account · $2 hash of the same password · $3 the hash it takes the place of
UPDATE account SET password = $2 WHERE id = $1 AND password = $3

-- name: user_disable
-- $1 account · $2 disabled
UPDATE account SET disabled = $2 WHERE id = $1 AND disabled <> $2

-- name: user_session_add
INSERT INTO session (token_hash, account_id, csrf, created, expires) VALUES ($1, $2, $3, $4, $5)

-- name: user_session_end
-- $1 token hash · $2 account · $3 now
UPDATE session SET expires = $3 WHERE token_hash = $1 AND account_id = $2 AND expires > $3

-- name: user_sessions_end
-- $1 account · $2 now · $3 token hash of the one that stays, or nothing
UPDATE session SET expires = $2 WHERE account_id = $1 AND expires > $2 AND token_hash <> $3

-- name: user_sessions_sweep
-- $1 older than this are forgotten
DELETE FROM session WHERE expires < $1

-- name: user_sessions_of
-- $1 account · $2 now
SELECT token_hash, created, expires FROM session WHERE account_id = $1 AND expires > $2 ORDER BY created DESC

-- name: user_token_add
-- $1 account · $2 hash · $3 name · $4 now · $5 expires
INSERT INTO api_token (account_id, token_hash, name, created, expires) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: user_tokens_of
-- $1 account · $2 now
SELECT id, name, created, expires FROM api_token WHERE account_id = $1 AND expires > $2 ORDER BY id DESC

-- name: user_token_end
-- $1 token · $2 account · $3 now
UPDATE api_token SET expires = $3 WHERE id = $1 AND account_id = $2 AND expires > $3

-- name: user_tokens_end
-- $1 account · $2 now
UPDATE api_token SET expires = $2 WHERE account_id = $1 AND expires > $2

-- name: user_demo_roles
SELECT login, demo_role FROM account WHERE demo_role IS NOT NULL ORDER BY id

-- name: user_all
SELECT a.id, a.login, a.administrator, a.disabled, a.locked_until, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS name
  FROM account a LEFT JOIN person p ON p.id = a.person_id
 ORDER BY a.login

-- fragment: user_list_all
SELECT a.id, a.login, a.administrator, a.disabled, a.locked_until, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS name
  FROM account a LEFT JOIN person p ON p.id = a.person_id
 WHERE TRUE

-- fragment: user_list_after
 AND a.id < $1

-- fragment: user_list_order
 ORDER BY a.id DESC LIMIT $1 OFFSET $2

-- fragment: user_where_login
 AND a.login LIKE $1

-- fragment: user_where_person
 AND p.fold LIKE $1

-- fragment: user_where_disabled
 AND a.disabled

-- fragment: user_where_open
 AND NOT a.disabled
