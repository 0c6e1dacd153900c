// SPDX-License-Identifier: Apache-2.0
/* Apart from migrate.c, so that a test of lists needs no embedded files. */
#include "base/blob.h"
#include "db/migrate.h"

static const char PREFIX[] = "migrations/";

bool db_migrate(Db *db, int *ret_applied, Err *err)
{
    Arena *a = arena_new();
    Migration *list = NEW_N(a, Migration, BLOB_COUNT);
    size_t n = 0;
    for (const Blob *b = blob_next(PREFIX, NULL); b; b = blob_next(PREFIX, b))
        list[n++] = (Migration){ b->name, b->bytes };
    bool ok = db_migrate_list(db, list, n, ret_applied, err);
    arena_free(a);
    return ok;
}
