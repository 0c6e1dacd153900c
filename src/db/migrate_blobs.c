// SPDX-License-Identifier: Apache-2.0
/* Apart from migrate.c, so that a test of lists needs no embedded files. */
#include "base/blob.h"
#include "db/migrate.h"

static const char PREFIX[] = "migrations/";

static const Migration *embedded(Arena *a, size_t *ret_count)
{
    Migration *list = NEW_N(a, Migration, BLOB_COUNT);
    *ret_count = 0;
    for (const Blob *b = blob_next(PREFIX, NULL); b; b = blob_next(PREFIX, b))
        list[(*ret_count)++] = (Migration){ b->name, b->bytes };
    return list;
}

bool db_migrate(Db *db, int *ret_applied, Err *err)
{
    Arena *a = arena_new();
    size_t n;
    const Migration *list = embedded(a, &n);
    bool ok = db_migrate_list(db, list, n, ret_applied, err);
    arena_free(a);
    return ok;
}

bool db_migrate_as(Db *db, const MigrationRun *run, size_t runs, Err *err)
{
    Arena *a = arena_new();
    size_t n;
    int applied;
    const Migration *list = embedded(a, &n);
    bool ok = migrate_same_history(run, runs, list, n, err) && db_migrate_list(db, list, runs, &applied, err);
    arena_free(a);
    return ok;
}
