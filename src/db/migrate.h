// SPDX-License-Identifier: Apache-2.0
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H
#include "base/str.h"
#include "db/db.h"

/* Brings the schema up to date: every embedded blob "migrations/NNNN_name.sql" in name
 * order, each in a transaction, its name and SHA-256 noted in schema_migration.  Two
 * programs that start at once wait for each other.
 *
 * One text serves both engines through type words that are replaced before running:
 *   @id    row number, primary key, given by the database, never used again
 *   @int   whole number      @bool  truth value      @date  civil date
 *   @time  Instant (microseconds, whole number)      @text  text, compared by its bytes
 * Where the engines cannot agree, lines between "-- @sqlite" or "-- @pg" and "-- @end"
 * are for that engine alone.
 *
 *   ret_applied  how many ran now
 *   errors  CONFLICT  a migration that ran before has changed or is gone, a new one
 *                     stands before it, or the database is newer than this program
 *           INTERNAL  a migration cannot run; it left nothing behind */
bool db_migrate(Db *db, int *ret_applied, Err *err);

/* What has run here, in name order. */
typedef struct MigrationRun { const char *name, *sha256; } MigrationRun;
bool db_migrations_run(Db *db, Arena *a, const MigrationRun **ret, size_t *ret_count, Err *err);
/* Gives an empty database the schema another had when exactly these had run there: with an older one's
 * rows put in, db_migrate does the rest.
 *   errors  CONFLICT  this program does not begin with these migrations: the other was newer, or strange */
bool db_migrate_as(Db *db, const MigrationRun *run, size_t n, Err *err);

/* The same with a list of one's own, in name order: for tests. */
typedef struct Migration { const char *name, *sql; } Migration;
bool db_migrate_list(Db *db, const Migration *list, size_t n, int *ret_applied, Err *err);
bool migrate_same_history(const MigrationRun *run, size_t runs, const Migration *list, size_t n, Err *err);

/* The text as `engine` gets it.
 *   errors  INTERNAL  an unknown type word, or "-- @end" is missing */
bool migrate_expand(DbEngine engine, const char *sql, Str *out, Err *err);
#endif
