// SPDX-License-Identifier: Apache-2.0
/* The head, which is what "now" means to a reader, and the clock that the next K is taken from: the
 * database's own, or in a demo the same with an offset. */
#include "ledger_queries.h"
#include "areas/ledger/ledger.h"
#include <string.h>

typedef struct ClockRow { const char *mode; int64_t offset_us; } ClockRow;
static const Field CLOCK_FIELDS[] = { FIELD(ClockRow, mode), FIELD(ClockRow, offset_us), FIELDS_END };

static bool read_clock(Db *db, bool *ret_demo, int64_t *ret_offset_us, Err *err)
{
    Arena *a = arena_new();
    ClockRow row = { 0 };
    bool found, ok = db_one(db, a, &Q_LEDGER_CLOCK_READ, BIND_NONE, CLOCK_FIELDS, &row, &found, err);
    if (ok && !found)
        ok = err_set(err, ERR_INTERNAL, "", "the ledger has no clock");
    if (ok) {
        *ret_demo = strcmp(row.mode, "demo") == 0;
        *ret_offset_us = row.offset_us;
    }
    arena_free(a);
    return ok;
}

bool ledger_head(Db *db, Instant *ret, Err *err)
{
    return db_int(db, &Q_LEDGER_HEAD_READ, BIND_NONE, 0, &ret->us, err);
}

/* Asked at every request of a demo: no arena, one number. */
bool ledger_time(Db *db, Instant *ret, Err *err)
{
    int64_t offset_us;
    Instant now;
    if (!db_int(db, &Q_LEDGER_CLOCK_OFFSET, BIND_NONE, INT64_MIN, &offset_us, err) || !db_clock(db, &now, err))
        return false;
    if (offset_us == INT64_MIN)
        return err_set(err, ERR_INTERNAL, "", "the ledger has no clock");
    *ret = (Instant){ now.us + offset_us };
    return true;
}

bool ledger_is_demo(Db *db, bool *ret, Err *err)
{
    int64_t offset_us;
    return read_clock(db, ret, &offset_us, err);
}

bool ledger_set_demo_clock(Db *db, Instant now, Err *err)
{
    bool demo;
    int64_t offset_us;
    Instant head, real;
    if (!ledger_head(db, &head, err) || !read_clock(db, &demo, &offset_us, err) || !db_clock(db, &real, err))
        return false;
    if (!demo && head.us)
        return err_set(err, ERR_CONFLICT, "clock", "only an empty ledger can become a demo");
    if (now.us < head.us || (demo && now.us < real.us + offset_us))
        return err_set(err, ERR_CONFLICT, "clock", "the demo clock only moves forward");
    return db_run(db, &Q_LEDGER_CLOCK_SET, BIND(P_INT(now.us - real.us)), NULL, err);
}
