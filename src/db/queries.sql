-- SPDX-License-Identifier: Apache-2.0

-- name: migrations_run
SELECT name, sha256
  FROM schema_migration
 ORDER BY name

-- name: migration_note
-- $1 name · $2 sha256 · $3 when
INSERT INTO schema_migration (name, sha256, run_at)
VALUES ($1, $2, $3)

-- until the end of the transaction; SQLite's BEGIN has the lock already
-- name: migration_lock @sqlite
SELECT 0
-- name: migration_lock @pg
SELECT pg_advisory_xact_lock(7305804402)
