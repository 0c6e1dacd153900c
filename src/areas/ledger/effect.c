// SPDX-License-Identifier: Apache-2.0
/* Effects: made by the areas, kept as canonical bytes, read back for the fold. */
#include "areas/ledger/effect.h"
#include "areas/ledger/canon.h"
#include <string.h>

static const char *const OPS[] = {
    [EFFECT_START] = "start", [EFFECT_END] = "end", [EFFECT_CHANGE] = "change", [EFFECT_ANNUL] = "annul",
};
enum { OP_COUNT = sizeof OPS / sizeof *OPS };

const char *effect_op_code(EffectOp op) { return OPS[op]; }

static Val *effect_new(Arena *a, EffectOp op)
{
    Val *e = val_map(a);
    val_put_int(a, e, "v", EFFECT_VERSION);
    val_put(e, "op", val_keep(a, OPS[op]));
    return e;
}

static Val *effect_on(Arena *a, EffectOp op, const char *kind, int64_t person, int64_t seat, Val *why)
{
    Val *e = effect_new(a, op);
    val_put_text(a, e, "kind", kind);
    val_put_int(a, e, "person", person);
    val_put_int(a, e, "seat", seat);
    val_put(e, "why", why ? why : val_null(a));
    return e;
}

static Val *reference(Arena *a, EffectRef fact)
{
    Val *of = val_map(a);
    val_put_int(a, of, "input", fact.input);
    val_put_int(a, of, "no", fact.no);
    return of;
}

Val *effect_start(Arena *a, const char *kind, int64_t person, int64_t seat, Date from, Date to,
                  Val *values, Val *why)
{
    Val *e = effect_on(a, EFFECT_START, kind, person, seat, why);
    val_put_date(a, e, "from", from);
    val_put_date(a, e, "to", to);
    val_put(e, "values", values ? values : val_map(a));
    return e;
}

Val *effect_end(Arena *a, const char *kind, int64_t person, int64_t seat, Date at, Val *why)
{
    Val *e = effect_on(a, EFFECT_END, kind, person, seat, why);
    val_put_date(a, e, "at", at);
    val_put(e, "of", reference(a, (EffectRef){ 0 }));
    return e;
}

Val *effect_change(Arena *a, const char *kind, int64_t person, int64_t seat, Date at, Val *values, Val *why)
{
    Val *e = effect_on(a, EFFECT_CHANGE, kind, person, seat, why);
    val_put_date(a, e, "at", at);
    val_put(e, "of", reference(a, (EffectRef){ 0 }));
    val_put(e, "values", values ? values : val_map(a));
    return e;
}

Val *effect_annul(Arena *a, int64_t input)
{
    Val *e = effect_new(a, EFFECT_ANNUL);
    val_put_int(a, e, "input", input);
    return e;
}

void effect_of(Arena *a, Val *effect, EffectRef fact) { val_replace(effect, "of", reference(a, fact)); }

/* ---- reading ------------------------------------------------------------- */

static bool read_int(const Val *map, const char *key, int64_t *ret)
{
    const Val *v = val_get(map, key);
    *ret = val_num(v);
    return val_type(v) == V_INT && *ret >= 0;
}

static bool read_date(const Val *map, const char *key, Date *ret)
{
    const Val *v = val_get(map, key);
    if (v && val_type(v) == V_NULL) {
        *ret = DATE_FOREVER;
        return true;
    }
    return date_parse(val_str(v), ret);
}

static bool read_map(const Val *map, const char *key, const Val **ret)
{
    *ret = val_get(map, key);
    return val_type(*ret) == V_MAP;
}

static bool read_reference(const Val *map, EffectRef *ret)
{
    const Val *of;
    return read_map(map, "of", &of) && val_count(of) == 2 && read_int(of, "input", &ret->input)
        && read_int(of, "no", &ret->no);
}

static bool read_op(const Val *map, EffectOp *ret)
{
    const char *code = val_str(val_get(map, "op"));
    for (int i = 0; code && i < OP_COUNT; i++)
        if (strcmp(code, OPS[i]) == 0) {
            *ret = (EffectOp)i;
            return true;
        }
    return false;
}

/* Fills in what each op must have, and nothing beside it. */
static bool read_body(Arena *a, const Val *map, Effect *e)
{
    if (e->op == EFFECT_ANNUL)
        return val_count(map) == 3 && read_int(map, "input", &e->of.input);
    e->kind = val_str(val_get(map, "kind"));
    if (!e->kind || !read_int(map, "person", &e->person) || !read_int(map, "seat", &e->seat)
        || !val_get(map, "why"))
        return false;
    if (e->op == EFFECT_START) {
        if (val_count(map) != 9 || !read_date(map, "from", &e->from) || !read_date(map, "to", &e->to)
            || !read_map(map, "values", &e->values))
            return false;
        e->values = canon_merge(a, val_map(a), e->values);
        e->payload = canon_text(a, e->values);
        return true;
    }
    if (!read_date(map, "at", &e->from) || !read_reference(map, &e->of))
        return false;
    return e->op == EFFECT_END ? val_count(map) == 8
                               : val_count(map) == 9 && read_map(map, "values", &e->values);
}

bool effect_read(Arena *a, EffectRef self, const char *bytes, Effect *ret, Err *err)
{
    const Val *map = val_read_canonical(a, bytes);
    Effect e = { .self = self };
    if (val_num(val_get(map, "v")) != EFFECT_VERSION || !read_op(map, &e.op) || !read_body(a, map, &e)) {
        err_set(err, ERR_INTERNAL, "", "a stored entry of the ledger cannot be read");
        return err_detail(err, "effect %lld/%lld: %.300s", (long long)self.input, (long long)self.no, bytes);
    }
    *ret = e;
    return true;
}
