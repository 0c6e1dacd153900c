-- SPDX-License-Identifier: Apache-2.0
-- name: user_of_token
-- $1 token hash · $2 now
SELECT a.id, a.person_id, a.per_page, a.login, a.lang, a.administrator, a.given, FALSE AS reads_only, s.csrf,
       s.token_hash AS session, s.used,
       (SELECT COUNT(*) FROM wall w WHERE w.person_id = a.person_id AND w.ended = 253402300799000000) AS walls
  FROM session s JOIN account a ON a.id = s.account_id
 WHERE s.token_hash = $1 AND s.expires > $2 AND NOT a.disabled

-- name: user_of_bearer
-- $1 token hash · $2 now: while the owner has not changed a given password, his programs wait too
SELECT a.id, a.person_id, a.per_page, a.login, a.lang, a.administrator, a.given, t.reads_only, '' AS csrf,
       '' AS session, t.used,
       (SELECT COUNT(*) FROM wall w WHERE w.person_id = a.person_id AND w.ended = 253402300799000000) AS walls
  FROM api_token t JOIN account a ON a.id = t.account_id
 WHERE t.token_hash = $1 AND t.expires > $2 AND NOT a.disabled AND NOT a.given

-- name: user_session_used
-- $1 token hash · $2 now · $3 when it ends unless it is used again · $4 the longest it may last, in microseconds
UPDATE session
   SET used = $2, expires = CASE WHEN created + $4 < $3 THEN created + $4 ELSE $3 END
 WHERE token_hash = $1 AND expires > $2

-- name: user_bearer_used
-- $1 token hash · $2 now
UPDATE api_token SET used = $2 WHERE token_hash = $1

-- name: user_by_login
SELECT a.id, a.person_id, a.login, a.password, COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS name,
       a.lang, a.administrator, a.disabled, a.given, COALESCE(f.confirmed, FALSE) AS factor, a.locked_until,
       a.given_until, a.per_page
  FROM account a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN account_factor f ON f.account_id = a.id
 WHERE a.login = $1

-- name: user_get
SELECT a.id, a.person_id, a.login, a.password, COALESCE(p.surname, '') AS surname, COALESCE(p.name, '') AS name,
       a.lang, a.administrator, a.disabled, a.given, COALESCE(f.confirmed, FALSE) AS factor, a.locked_until,
       a.given_until, a.per_page
  FROM account a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN account_factor f ON f.account_id = a.id
 WHERE a.id = $1

-- name: user_owner
SELECT surname, name FROM person WHERE id = $1

-- name: user_add
-- $1 person · $2 login · $3 password's hash · $4 administrator · $5 the beginning of time · $6 role in a demo · $7 given
-- $8 until when a given one may be used
INSERT INTO account (person_id, login, password, administrator, disabled, failures, locked_until, demo_role, given,
                     given_until)
VALUES ($1, $2, $3, $4, FALSE, 0, $5, $6, $7, $8)
RETURNING id

-- name: user_fail
-- $1 account
UPDATE account SET failures = failures + 1 WHERE id = $1 RETURNING failures

-- name: user_lock
-- $1 account · $2 until
UPDATE account SET locked_until = $2 WHERE id = $1

-- name: user_unknown
-- $1 hash of a login that is not there
SELECT failures, locked_until FROM unknown_login WHERE login_hash = $1

-- name: user_unknown_fail
-- $1 hash of the login · $2 now
INSERT INTO unknown_login (login_hash, failures, locked_until, at) VALUES ($1, 1, 0, $2)
    ON CONFLICT (login_hash) DO UPDATE SET failures = unknown_login.failures + 1, at = excluded.at
RETURNING failures

-- name: user_unknown_lock
-- $1 hash of the login · $2 until
UPDATE unknown_login SET locked_until = $2 WHERE login_hash = $1

-- name: user_unknown_sweep
-- $1 tries older than this are forgotten
DELETE FROM unknown_login WHERE at < $1

-- name: user_device
-- $1 hash of the cookie · $2 account
SELECT failures, locked_until FROM known_device WHERE device_hash = $1 AND account_id = $2

-- name: user_device_any
SELECT COUNT(*) AS n FROM known_device WHERE device_hash = $1

-- name: user_device_keep
-- $1 hash of the cookie · $2 account · $3 now: signed in here, so its wrong tries are forgiven
INSERT INTO known_device (device_hash, account_id, failures, locked_until, used) VALUES ($1, $2, 0, 0, $3)
    ON CONFLICT (device_hash, account_id) DO UPDATE SET failures = 0, locked_until = 0, used = excluded.used

-- name: user_device_fail
UPDATE known_device SET failures = failures + 1 WHERE device_hash = $1 AND account_id = $2 RETURNING failures

-- name: user_device_lock
-- $1 hash of the cookie · $2 account · $3 until
UPDATE known_device SET locked_until = $3 WHERE device_hash = $1 AND account_id = $2

-- name: user_devices_end
DELETE FROM known_device WHERE account_id = $1

-- name: user_devices_sweep
-- $1 not used since this are forgotten
DELETE FROM known_device WHERE used < $1

-- name: user_clear
-- $1 account · $2 the beginning of time
UPDATE account SET failures = 0, locked_until = $2 WHERE id = $1

-- name: user_password_set
-- $1 account · $2 hash · $3 given by somebody else · $4 the beginning of time · $5 until when a given one may be used
UPDATE account SET password = $2, given = $3, failures = 0, locked_until = $4, given_until = $5 WHERE id = $1

-- name: user_password_rehash
-- $1 account · $2 hash of the same password · $3 the hash it takes the place of
UPDATE account SET password = $2 WHERE id = $1 AND password = $3

-- name: user_disable
-- $1 account · $2 disabled
UPDATE account SET disabled = $2 WHERE id = $1 AND disabled <> $2

-- name: user_session_add
-- $1 token hash · $2 account · $3 csrf · $4 now · $5 expires · $6 whence · $7 browser
INSERT INTO session (token_hash, account_id, csrf, created, expires, used, address, device)
VALUES ($1, $2, $3, $4, $5, $4, $6, $7)

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
SELECT token_hash, created, expires, used, address, device FROM session WHERE account_id = $1 AND expires > $2 ORDER BY created DESC

-- name: user_settings_set
-- $1 account · $2 language · $3 rows of a list
UPDATE account SET lang = $2, per_page = $3 WHERE id = $1

-- name: user_factor
-- $1 account
SELECT account_id, secret, confirmed, last_step, since FROM account_factor WHERE account_id = $1

-- name: user_factor_begin
-- $1 account · $2 sealed secret · $3 now: one that was not confirmed is begun anew
INSERT INTO account_factor (account_id, secret, confirmed, last_step, since) VALUES ($1, $2, FALSE, 0, $3)
    ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, last_step = 0, since = excluded.since
                                     WHERE NOT account_factor.confirmed

-- name: user_factor_confirm
-- $1 account · $2 the step of its first code · $3 now
UPDATE account_factor SET confirmed = TRUE, last_step = $2, since = $3 WHERE account_id = $1 AND NOT confirmed

-- name: user_factor_step
-- $1 account · $2 step: no change when this or a later code was taken already
UPDATE account_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2

-- name: user_factor_end
DELETE FROM account_factor WHERE account_id = $1

-- name: user_recovery_add
INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)

-- name: user_recovery_take
-- $1 account · $2 hash
DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2

-- name: user_recovery_end
DELETE FROM recovery_code WHERE account_id = $1

-- name: user_recovery_left
SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = $1

-- name: user_step_add
-- $1 token hash · $2 account · $3 next page · $4 expires
INSERT INTO sign_in_step (token_hash, account_id, next, expires) VALUES ($1, $2, $3, $4)

-- name: user_step_of
-- $1 token hash · $2 now
SELECT account_id, next FROM sign_in_step WHERE token_hash = $1 AND expires > $2

-- name: user_step_end
-- $1 token hash: no change when somebody else has taken the step
DELETE FROM sign_in_step WHERE token_hash = $1

-- name: user_steps_sweep
-- $1 now
DELETE FROM sign_in_step WHERE expires <= $1

-- name: user_steps_end
-- $1 account
DELETE FROM sign_in_step WHERE account_id = $1

-- name: user_token_add
-- $1 account · $2 hash · $3 name · $4 now · $5 expires · $6 for reading alone
INSERT INTO api_token (account_id, token_hash, name, created, expires, reads_only) VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id

-- name: user_tokens_of
-- $1 account · $2 now
SELECT id, name, created, expires, used, reads_only FROM api_token WHERE account_id = $1 AND expires > $2 ORDER BY id DESC

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
