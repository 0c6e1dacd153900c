// SPDX-License-Identifier: Apache-2.0
/* A database of before gets the rules its program has learnt since. */
#include "app/journal.h"
#include "areas/law/law_store.h"
#include "law_queries.h"
#include <string.h>

typedef struct KnownRule { const char *code, *regime; int64_t entered; } KnownRule;
static const Field KNOWN_RULE[] = { FIELD(KnownRule, code), FIELD(KnownRule, regime), FIELD(KnownRule, entered), FIELDS_END };

/* A row for one regime would take the place of a row for all that officers approved: that one stays what they decided. */
static bool is_known(const KnownRule *known, size_t n, const Rule *r)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(known[i].code, r->code) == 0
            && (strcmp(known[i].regime, regime_code(r->regime)) == 0
                || (known[i].entered && strcmp(known[i].regime, regime_code(REGIME_ANY)) == 0)))
            return true;
    return false;
}

/* *ret: the rules without a row, in the order of their codes.  A database whose law was never filled lacks nothing. */
static bool read_missing(Cx *cx, const Law *law, const Rule ***ret, size_t *ret_count, Err *err)
{
    size_t n, missing = 0;
    const KnownRule *known = db_all(cx->db, cx->arena, &Q_LAW_RULES_KNOWN, BIND_NONE, KNOWN_RULE, sizeof *known, &n, err);
    const Rule **rules = NEW_N(cx->arena, const Rule *, law->rule_count + 1);
    for (size_t i = 0; known && n && i < law->rule_count; i++)
        if (!is_known(known, n, &law->rules[i]))
            rules[missing++] = &law->rules[i];
    *ret = rules;
    *ret_count = missing;
    return known != NULL;
}

/* The acts its basis names ("appeals:10.1;admin:48.2") that are not listed yet. */
static bool add_acts_of(Cx *cx, const Law *law, const Law *stored, const char *basis, Err *err)
{
    for (const char *s = basis; *s; s += strcspn(s, ";"), s += *s == ';') {
        const char *code = arena_strndup(cx->arena, s, strcspn(s, ":;"));
        const LegalAct *act = act_find_legal(law, code);
        if (act && !act_find_legal(stored, code) && !law_store_act(cx, act, err))
            return false;
    }
    return true;
}

/* One rule and its acts.  When the whole would be no law that loads, it is left out: *io_stored stays as it was. */
static bool add_fitting(Cx *cx, const Law *law, const Rule *r, const Law **io_stored, Err *err)
{
    Law *whole;
    Err unfit = { 0 };
    if (!db_savepoint(cx->db, err) || !add_acts_of(cx, law, *io_stored, r->basis, err) || !law_store_rule(cx, r, err))
        return false;
    if (law_store_read(cx->db, cx->arena, *io_stored, &whole, &unfit)) {
        *io_stored = whole;
        return db_release(cx->db, err);
    }
    db_rollback_savepoint(cx->db);
    if (unfit.kind != ERR_INVALID)
        *err = unfit;
    return unfit.kind == ERR_INVALID;
}

static void tell(Cx *cx, const Rule *const *added, size_t n)
{
    Str codes = str_make(cx->arena);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(added[i - 1]->code, added[i]->code) != 0)
            str_addf(&codes, "%s%s", codes.len ? ", " : "", added[i]->code);
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "text", codes.s);
    journal_add(cx, "law.renew", OBJ_NONE, 0, data, NULL);
}

bool law_store_renew(Cx *cx, const Law *law, size_t *ret_added, Err *err)
{
    const Rule **rules;
    size_t n;
    Law *first;
    *ret_added = 0;
    if (!read_missing(cx, law, &rules, &n, err))
        return false;
    if (n == 0)
        return true;
    /* Another process may be at it: what it added is seen once the lock is ours. */
    if (!law_store_lock(cx, err) || !read_missing(cx, law, &rules, &n, err)
        || !law_store_read(cx->db, cx->arena, law, &first, err))
        return false;
    const Law *stored = first;
    for (size_t i = 0; i < n; i++) {
        const Law *before = stored;
        if (!add_fitting(cx, law, rules[i], &stored, err))
            return false;
        if (stored != before)
            rules[(*ret_added)++] = rules[i];
    }
    if (*ret_added == 0)
        return true;
    tell(cx, rules, *ret_added);
    return law_store_changed(cx, err);
}
