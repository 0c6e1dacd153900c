// SPDX-License-Identifier: Apache-2.0
/* Making the words of every object anew. */
#include "app/app.h"
#include "app/find_in.h"
#include "app_queries.h"
#include <string.h>

/* Which making of the words a database holds.  A change of base/text_find.c, or of what the areas give, takes the
 * next: `kadr init` then puts all of them anew. */
#define FIND_MAKING "1"
#define FIND_META   "find"

typedef struct IdRow { int64_t id; } IdRow;
static const Field ID_FIELDS[] = { FIELD(IdRow, id), FIELDS_END };

/* Puts the words of up to `most` objects of a kind with ids above *after, which moves on; *ret_count is how many
 * there were, 0: the kind is done. */
static bool rebuild_some(Cx *cx, const FindKind *kind, int64_t *after, int64_t most, int64_t *ret_count,
                         int64_t *ret_changed, Err *err)
{
    size_t n;
    const IdRow *rows = db_all(cx->db, cx->arena, kind->ids, BIND(P_INT(*after), P_INT(most)), ID_FIELDS, sizeof(IdRow),
                               &n, err);
    *ret_count = 0;
    for (size_t i = 0; rows && i < n; i++) {
        int64_t changed;
        if (!find_put(cx, kind, rows[i].id, &changed, err))
            return false;
        *after = rows[i].id;
        *ret_changed += changed;
        ++*ret_count;
    }
    return rows != NULL;
}

static bool rebuild_kind(Cx *cx, const FindKind *kind, FindRebuilt *sum, Err *err)
{
    enum { BATCH = 500 };
    int64_t after = 0, count = 1;
    while (count) {
        if (!db_begin(cx->db, err) || !rebuild_some(cx, kind, &after, BATCH, &count, &sum->changed, err)
            || !db_commit(cx->db, err))
            return false;
        sum->objects += count;
        arena_reset(cx->arena);
    }
    return true;
}

static bool rebuild(const App *app, Db *db, Arena *batch, FindRebuilt *ret, Err *err)
{
    Instant now;
    if (!db_clock(db, &now, err))
        return false;
    Cx cx = app_cx(app, batch, db, &ACTOR_SYSTEM, now);
    cx.journal = NULL;                                       /* nothing of this is an act */
    for (const FindKind *k = find_kind_next(NULL); k; k = find_kind_next(k))
        if (!rebuild_kind(&cx, k, ret, err))
            return false;
    return app_meta_set(db, FIND_META, FIND_MAKING, err);
}

static bool with_database(const App *app, bool only_if_old, FindRebuilt *ret, Err *err)
{
    Db *db;
    const char *made = NULL;
    if (!db_open(app->config->db, &db, err))
        return false;
    Arena *a = arena_new();
    bool ok = !only_if_old || app_meta_get(db, a, FIND_META, &made, err);
    if (ok && (!made || strcmp(made, FIND_MAKING) != 0)) {
        Arena *batch = arena_new();
        ok = rebuild(app, db, batch, ret, err);
        arena_free(batch);
    }
    db_rollback(db);
    db_close(db);
    arena_free(a);
    return ok;
}

bool find_rebuild_all(const App *app, FindRebuilt *ret, Err *err)
{
    *ret = (FindRebuilt){ 0 };
    return with_database(app, false, ret, err);
}

bool find_rebuild_if_old(const App *app, Err *err)
{
    FindRebuilt done = { 0 };
    return with_database(app, true, &done, err);
}
