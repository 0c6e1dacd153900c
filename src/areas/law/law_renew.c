// SPDX-License-Identifier: Apache-2.0
/* A database of before learns what its program has learnt since: new rows and corrected ones.  What officers decided stays. */
#include "app/journal.h"
#include "areas/law/law_diff.h"
#include "areas/law/law_store.h"
#include "law_queries.h"
#include <string.h>

static const char *const WHAT[PART__COUNT] = { [PART_ACT] = "act", [PART_RULE] = "rule", [PART_HOLIDAY] = "holiday", [PART_DAY] = "day" };

static bool drop_row(Cx *cx, LawPart part, const void *is, Err *err)
{
    const Rule *r = is;
    const FixedDay *f = is;
    const DatedDay *d = is;
    if (part == PART_RULE)
        return db_run(cx->db, &Q_LAW_RULE_DROP, BIND(P_TEXT(r->code), P_TEXT(regime_code(r->regime)), P_DATE(r->valid_from),
                                                     P_TEXT(LAW_ENTERED)), NULL, err);
    if (part == PART_HOLIDAY)
        return db_run(cx->db, &Q_LAW_HOLIDAY_DROP, BIND(P_TEXT(f->code)), NULL, err);
    return part != PART_DAY
        || db_run(cx->db, &Q_LAW_DAY_DROP, BIND(P_DATE(d->first), P_TEXT(day_kind_code(d->kind))), NULL, err);
}

/* An act is named by clauses and rules: its row is written over, the others were dropped before. */
static bool add_row(Cx *cx, const LawChange *c, const void *is, Err *err)
{
    switch (c->part) {
    case PART_ACT:     return c->was_count ? law_store_act_over(cx, is, err) : law_store_act(cx, is, err);
    case PART_RULE:    return law_store_rule(cx, is, err);
    case PART_HOLIDAY: return law_store_holiday(cx->db, is, err);
    default:           return law_store_day(cx->db, is, err);
    }
}

/* Everything that goes first, then everything that comes: a day may pass from one exchange to another. */
static bool write_changes(Cx *cx, const LawChange *const *changes, size_t n, Err *err)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; ok && k < changes[i]->was_count; k++)
            ok = drop_row(cx, changes[i]->part, changes[i]->was[k].is, err);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; ok && k < changes[i]->now_count; k++)
            ok = add_row(cx, changes[i], changes[i]->now[k].is, err);
    return ok;
}

/* *ret_fits false: the whole would be no law that loads, or a day stands there already; nothing was changed. */
static bool try_changes(Cx *cx, const LawChange *const *changes, size_t n, const Law *like, bool *ret_fits, Err *err)
{
    Law *whole;
    Err unfit = { 0 };
    if (!db_savepoint(cx->db, err))
        return false;
    *ret_fits = write_changes(cx, changes, n, &unfit) && law_store_read(cx->db, cx->arena, like, &whole, &unfit);
    if (*ret_fits)
        return db_release(cx->db, err);
    db_rollback_savepoint(cx->db);
    bool answered = unfit.kind == ERR_INVALID || unfit.kind == ERR_CONFLICT;
    if (!answered)
        *err = unfit;
    return answered;
}

/* All together; when they do not fit what officers decided, each that does, as long as another one does.
 *   taken  told for each change; those of officers are not tried */
static bool take(Cx *cx, const LawChange *changes, size_t n, const Law *like, bool *taken, Err *err)
{
    const LawChange **open = NEW_N(cx->arena, const LawChange *, n + 1);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!changes[i].theirs)
            open[count++] = &changes[i];
    bool fits = false;
    if (count && !try_changes(cx, open, count, like, &fits, err))
        return false;
    for (size_t i = 0; fits && i < count; i++)
        taken[open[i] - changes] = true;
    for (bool more = !fits; more;) {
        more = false;
        for (size_t i = 0; i < count; i++) {
            bool *one = &taken[open[i] - changes];
            if (*one)
                continue;
            if (!try_changes(cx, &open[i], 1, like, one, err))
                return false;
            more |= *one;
        }
    }
    return true;
}

/* What is left as it is was perhaps told at an earlier start. */
static bool is_told(Cx *cx, const LawChange *c, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(cx->db, &Q_LAW_CORRECTION_TOLD,
                BIND(P_TEXT(WHAT[c->part]), P_TEXT(c->code), P_TEXT(law_rows_text(cx->arena, c->was, c->was_count)),
                     P_TEXT(law_rows_text(cx->arena, c->now, c->now_count))), 0, &n, err))
        return false;
    *ret = n > 0;
    return true;
}

static bool record(Cx *cx, const LawChange *c, bool taken, Err *err)
{
    return db_run(cx->db, &Q_LAW_CORRECTION_ADD,
                  BIND(P_TEXT(WHAT[c->part]), P_TEXT(c->code), P_TEXT(law_rows_text(cx->arena, c->was, c->was_count)),
                       P_TEXT(law_rows_text(cx->arena, c->now, c->now_count)), P_BOOL(taken), P_INSTANT(cx->now)), NULL, err);
}

static void add_code(Str *codes, const char *code)
{
    size_t n = strlen(code);
    if (codes->len < n || strcmp(codes->s + codes->len - n, code) != 0)           /* of two regimes once */
        str_addf(codes, "%s%s", codes->len ? ", " : "", code);
}

/* Rows for the page that shows them, one entry for the journal. */
static bool tell(Cx *cx, const LawChange *changes, size_t n, const bool *taken, size_t *ret_taken, Err *err)
{
    Str added = str_make(cx->arena), changed = str_make(cx->arena), left = str_make(cx->arena);
    for (size_t i = 0; i < n; i++) {
        bool told = false;
        if (!taken[i] && !is_told(cx, &changes[i], &told, err))
            return false;
        if (!told && !record(cx, &changes[i], taken[i], err))
            return false;
        if (!told)
            add_code(!taken[i] ? &left : changes[i].was_count ? &changed : &added, changes[i].code);
        *ret_taken += taken[i];
    }
    Val *data = val_map(cx->arena);
    if (added.len)
        val_put_text(cx->arena, data, "text", added.s);
    if (changed.len)
        val_put_text(cx->arena, data, "changed", changed.s);
    if (left.len)
        val_put_text(cx->arena, data, "left", left.s);
    if (val_count(data))
        journal_add(cx, "law.renew", OBJ_NONE, 0, data, NULL);
    return true;
}

static bool differences(Cx *cx, const Law *program, const Law **ret_stored, LawChange **ret, size_t *ret_count, Err *err)
{
    static const Field WAITING[] = { FIELD(WaitingRule, code), FIELD(WaitingRule, regime), FIELDS_END };
    size_t n;
    Law *stored;
    const WaitingRule *waiting = db_all(cx->db, cx->arena, &Q_LAW_RULES_UNDECIDED, BIND_NONE, WAITING, sizeof *waiting, &n, err);
    if (!waiting || !law_store_read(cx->db, cx->arena, program, &stored, err))
        return false;
    *ret_stored = stored;
    *ret_count = 0;
    if (stored->rule_count)                              /* a database whose law was never filled lacks nothing */
        law_diff(cx->arena, stored, program, waiting, n, ret, ret_count);
    return true;
}

bool law_store_renew(Cx *cx, const Law *program, size_t *ret_taken, Err *err)
{
    const Law *stored;
    LawChange *changes;
    size_t n;
    *ret_taken = 0;
    if (!differences(cx, program, &stored, &changes, &n, err))
        return false;
    if (n == 0)
        return true;
    /* Another process may be at it: what it took is seen once the lock is ours. */
    if (!law_store_lock(cx, err) || !differences(cx, program, &stored, &changes, &n, err))
        return false;
    bool *taken = NEW_N(cx->arena, bool, n + 1);
    return take(cx, changes, n, stored, taken, err) && tell(cx, changes, n, taken, ret_taken, err)
        && (*ret_taken == 0 || law_store_changed(cx, err));
}
