// SPDX-License-Identifier: Apache-2.0
/* Rows of before get what areas keep beside them since: what only C can make, so that no migration can. */
#include "app/renew.h"
#include "app/area.h"
#include "app/journal.h"
#include <string.h>

/* A batch a transaction: nobody waits long, and what was interrupted is done again from the start. */
static bool renew(const App *app, Db *db, const Renewal *r, Arena *batch, Err *err)
{
    enum { BATCH = 500 };
    Instant now;
    int64_t after = 0;
    size_t n = 1;
    if (!db_clock(db, &now, err))
        return false;
    while (n) {
        Cx cx = app_cx(app, batch, db, &ACTOR_SYSTEM, now);
        if (r->making)
            cx.journal = NULL;                                 /* nothing of this is an act */
        if (!db_begin(db, err) || !r->some(&cx, &after, BATCH, &n, err) || (cx.journal && !journal_flush(&cx, err))
            || !db_commit(db, err))
            return false;
        arena_reset(batch);
    }
    return !r->making || app_meta_set(db, r->name, r->making, err);
}

bool renew_if_old(const App *app, Err *err)
{
    Db *db;
    if (!db_open(app->config->db, &db, err))
        return false;
    Arena *a = arena_new(), *batch = arena_new();
    bool ok = true;
    for (const Area *const *area = AREAS; ok && *area; area++) {
        const Renewal *r = (*area)->renewal;
        const char *made = NULL;
        ok = !r || !r->making || app_meta_get(db, a, r->name, &made, err);
        if (ok && r && (!made || !r->making || strcmp(made, r->making) != 0))
            ok = renew(app, db, r, batch, err);
    }
    db_rollback(db);
    db_close(db);
    arena_free(batch);
    arena_free(a);
    return ok;
}
