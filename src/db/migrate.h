// SPDX-License-Identifier: Apache-2.0
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H
#include "db/db.h"

/* Brings the schema up to date: every embedded blob "migrations/NNNN_name.sql" in name
 * order, each in a transaction, its name and SHA-256 noted in schema_migration.
 *
 * One text serves both engines through type words that are replaced before running:
 *   @id    row number, primary key, given by the database
 *   @int   whole number      @bool  truth value      @date  civil date
 *   @time  Instant (microseconds, whole number)      @text  text
 *
 *   errors  CONFLICT  a migration that ran before has changed or is gone,
 *                     or the database is newer than this program  */
bool db_migrate(Db *db, int *ret_applied, Err *err);
#endif
