// SPDX-License-Identifier: Apache-2.0
/* Keeping the words of what a transaction touches; find_rebuild.c makes all of them anew, find_ask.c searches. */
#include "app/find.h"
#include "app/area.h"
#include "app/find_in.h"
#include "app/journal_in.h"
#include "app_queries.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

const FindKind *find_kind_next(const FindKind *previous)
{
    bool past = !previous;
    for (const Area *const *area = AREAS; *area; area++)
        for (const FindKind *k = (*area)->finds; k && k->kind; k++) {
            if (past)
                return k;
            past = k == previous;
        }
    return NULL;
}

const FindKind *find_kind(ObjectKind kind)
{
    for (const FindKind *k = find_kind_next(NULL); k; k = find_kind_next(k))
        if (k->kind == kind)
            return k;
    return NULL;
}

/* ---- what was touched ------------------------------------------------------- */

void find_touch(Cx *cx, ObjectKind kind, int64_t object)
{
    Touched *t = &cx->journal->touched;
    int64_t id = find_first(kind) + object;
    if (!object || !find_kind(kind) || (t->count && t->id[t->count - 1] == id))
        return;
    if (t->count == t->room) {
        size_t room = t->room ? t->room * 2 : 8;
        int64_t *more = NEW_N(cx->arena, int64_t, room);
        if (t->count)
            memcpy(more, t->id, t->count * sizeof *more);
        t->id = more;
        t->room = room;
    }
    t->id[t->count++] = id;
}

static bool put(Cx *cx, const FindKind *kind, int64_t object, const Query *q, int64_t *ret_changed, Err *err)
{
    FindText text = { .title = "", .about = "", .text = "", .day = DATE_FOREVER };
    bool found;
    int64_t id = find_first(kind->kind) + object;
    *ret_changed = 0;
    if (!kind->text(cx, object, &text, &found, err))
        return false;
    return !found
        || db_run(cx->db, q, BIND(P_INT(id), P_DATE(text.day), P_TEXT(text.title), P_TEXT(text.about),
                                  P_TEXT(text_index_words(cx->arena, text.text))), ret_changed, err);
}

bool find_put(Cx *cx, const FindKind *kind, int64_t object, int64_t *ret_changed, Err *err)
{
    int64_t id = find_first(kind->kind) + object;
    /* Two who change one object at once: whoever comes second reads what the first has committed. */
    if (db_engine(cx->db) == DB_PG && !db_run(cx->db, &Q_APP_FIND_HOLD, BIND(P_INT(id)), NULL, err))
        return false;
    return put(cx, kind, object, &Q_APP_FIND_PUT, ret_changed, err);
}

static bool settle(Db *db, Err *err)
{
    return db_run(db, &Q_APP_FIND_SETTLE, BIND_NONE, NULL, err) && db_run(db, &Q_APP_FIND_SETTLED, BIND_NONE, NULL, err);
}

/* FTS5 writes to the file what it was given at each savepoint, and each of a group of jobs is one: so on SQLite the words
 * wait for the commit of all (decisions/0046). */
static bool put_in_time(Cx *cx, const FindKind *kind, int64_t object, Err *err)
{
    int64_t changed;
    if (db_engine(cx->db) == DB_PG || !db_in_transaction(cx->db))
        return find_put(cx, kind, object, &changed, err);
    db_before_commit(cx->db, settle);
    return put(cx, kind, object, &Q_APP_FIND_PUT_LATE, &changed, err);
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

bool find_flush(Cx *cx, Err *err)
{
    Touched *t = &cx->journal->touched;
    if (t->count)
        qsort(t->id, t->count, sizeof *t->id, by_id);            /* one order for all who wait for each other */
    for (size_t i = 0; i < t->count; i++)
        if ((i == 0 || t->id[i] != t->id[i - 1])
            && !put_in_time(cx, find_kind(find_kind_of(t->id[i])), find_object_of(t->id[i]), err))
            return false;
    t->count = 0;
    return true;
}
