// SPDX-License-Identifier: Apache-2.0
#include "db/migrate.h"
#include "db_queries.h"
#include <sodium.h>
#include <string.h>

static const Field RUN_FIELDS[] = { FIELD(MigrationRun, name), FIELD(MigrationRun, sha256), FIELDS_END };

static const char TABLE[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (name @text PRIMARY KEY, sha256 @text NOT NULL,"
    " run_at @time NOT NULL)";

enum { SHA_TEXT = crypto_hash_sha256_BYTES * 2 + 1 };

static void sha256(const char *text, char out[SHA_TEXT])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    sodium_bin2hex(out, SHA_TEXT, hash, sizeof hash);
}

/* A transaction that no other migrating program can be in. */
static bool begin_alone(Db *db, Err *err)
{
    if (!db_begin(db, err))
        return false;
    if (db_run(db, &Q_MIGRATION_LOCK, BIND_NONE, NULL, err))
        return true;
    db_rollback(db);
    return false;
}

static bool make_table(Db *db, Arena *a, Err *err)
{
    Str sql = str_make(a);
    if (!begin_alone(db, err))
        return false;
    if (migrate_expand(db_engine(db), TABLE, &sql, err) && db_script(db, sql.s, err))
        return db_commit(db, err);
    db_rollback(db);
    return false;
}

/* What ran must be how the list begins, text for text. */
bool migrate_same_history(const MigrationRun *run, size_t runs, const Migration *list, size_t n, Err *err)
{
    for (size_t i = 0; i < runs; i++) {
        if (n == 0 || strcmp(run[i].name, list[n - 1].name) > 0)
            return err_set(err, ERR_CONFLICT, "db", "the database is newer than this program: it has {0}",
                           run[i].name);
        if (i == n || strcmp(run[i].name, list[i].name) < 0)
            return err_set(err, ERR_CONFLICT, "db", "migration {0} ran before and is gone", run[i].name);
        if (strcmp(run[i].name, list[i].name) > 0)
            return err_set(err, ERR_CONFLICT, "db", "migration {0} comes too late, {1} ran already",
                           list[i].name, run[i].name);
        char hash[SHA_TEXT];
        sha256(list[i].sql, hash);
        if (strcmp(hash, run[i].sha256) != 0)
            return err_set(err, ERR_CONFLICT, "db", "migration {0} has changed since it ran", run[i].name);
    }
    return true;
}

static bool apply(Db *db, Arena *a, const Migration *m, Err *err)
{
    char hash[SHA_TEXT];
    Instant now;
    Str sql = str_make(a);
    sha256(m->sql, hash);
    if (migrate_expand(db_engine(db), m->sql, &sql, err) && db_script(db, sql.s, err)
        && db_clock(db, &now, err)
        && db_run(db, &Q_MIGRATION_NOTE, BIND(P_TEXT(m->name), P_TEXT(hash), P_INSTANT(now)), NULL, err))
        return true;
    if (err->kind == ERR_BUSY)
        return false;
    char why[sizeof err->detail];
    memcpy(why, err->detail, sizeof why);
    err_clear(err);
    err_detail(err, "%s: %s", m->name, why);
    return err_set(err, ERR_INTERNAL, "db", "migration {0} cannot run", m->name);
}

bool db_migrations_run(Db *db, Arena *a, const MigrationRun **ret, size_t *ret_count, Err *err)
{
    *ret = db_all(db, a, &Q_MIGRATIONS_RUN, BIND_NONE, RUN_FIELDS, sizeof **ret, ret_count, err);
    return *ret != NULL;
}

/* Runs the first one that has not run yet. */
static bool step(Db *db, Arena *a, const Migration *list, size_t n, bool *ret_ran, Err *err)
{
    if (!begin_alone(db, err))
        return false;
    size_t runs;
    const MigrationRun *run;
    bool known = db_migrations_run(db, a, &run, &runs, err);
    if (known && migrate_same_history(run, runs, list, n, err) && (runs == n || apply(db, a, &list[runs], err))) {
        *ret_ran = runs < n;
        return db_commit(db, err);
    }
    db_rollback(db);
    return false;
}

bool db_migrate_list(Db *db, const Migration *list, size_t n, int *ret_applied, Err *err)
{
    int applied = 0;
    bool ran = true;
    Arena *a = arena_new();
    bool ok = make_table(db, a, err);
    while (ok && ran) {
        ok = step(db, a, list, n, &ran, err);
        applied += ok && ran;
        arena_reset(a);
    }
    arena_free(a);
    if (ok)
        *ret_applied = applied;
    return ok;
}
