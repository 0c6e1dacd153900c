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

-- Every column of every table of ours, for copying: key is its place in the primary key (0: none); numbered 1: its
-- values are given by the database.  What an engine derives by itself (search tables, generated columns) is left out.
-- name: copy_columns @sqlite
SELECT t.name AS table_name, c.name AS column_name, LOWER(c.type) AS type, c.pk AS key,
       CASE WHEN c.pk > 0 AND s.sql LIKE '%AUTOINCREMENT%' THEN 1 ELSE 0 END AS numbered
  FROM pragma_table_list t
  JOIN sqlite_schema s ON s.name = t.name AND s.type = 'table'
  JOIN pragma_table_info(t.name) c
 WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
   AND t.name <> 'schema_migration'
 ORDER BY t.name, c.cid
-- name: copy_columns @pg
SELECT CAST(c.table_name AS text) AS table_name, CAST(c.column_name AS text) AS column_name,
       CAST(c.data_type AS text) AS type, COALESCE(CAST(k.ordinal_position AS bigint), 0) AS key,
       CAST(CASE WHEN c.is_identity = 'YES' THEN 1 ELSE 0 END AS bigint) AS numbered
  FROM information_schema.tables t
  JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
  LEFT JOIN (SELECT u.table_name, u.column_name, u.ordinal_position
               FROM information_schema.table_constraints p
               JOIN information_schema.key_column_usage u
                 ON u.constraint_schema = p.constraint_schema AND u.constraint_name = p.constraint_name
                AND u.table_name = p.table_name
              WHERE p.constraint_type = 'PRIMARY KEY' AND p.table_schema = current_schema()) k
    ON k.table_name = c.table_name AND k.column_name = c.column_name
 WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
   AND t.table_name <> 'schema_migration'
 ORDER BY CAST(c.table_name AS text) COLLATE "C", c.ordinal_position

-- The last number a table gave; it may be above every row that is left.
-- name: copy_last_id @sqlite
-- $1 table
SELECT seq FROM sqlite_sequence WHERE name = $1
-- name: copy_last_id @pg
SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence($1, 'id') AS regclass))

-- SQLite only: PostgreSQL sets it in one statement.
-- name: copy_forget_id
-- $1 table
DELETE FROM sqlite_sequence WHERE name = $1

-- name: copy_set_id @sqlite
-- $1 table · $2 number
INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)
-- name: copy_set_id @pg
SELECT setval(pg_get_serial_sequence($1, 'id'), $2)

-- Is there any table at all?
-- name: copy_tables_count @sqlite
SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'
-- name: copy_tables_count @pg
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()
