// SPDX-License-Identifier: Apache-2.0
/* Payloads: one put over another, and written. */
#include "areas/ledger/canon.h"

static Val *copy(Arena *a, const Val *v)
{
    switch (val_type(v)) {
    case V_BOOL:    return val_bool(a, val_num(v) != 0);
    case V_INT:     return val_int(a, val_num(v));
    case V_TEXT:    return val_keep(a, val_str(v));
    case V_DATE:    return val_date(a, val_day(v));
    case V_INSTANT: return val_instant(a, val_moment(v));
    case V_NULL:    return val_null(a);
    case V_LIST:
    case V_MAP:     break;
    }
    bool map = val_type(v) == V_MAP;
    Val *out = map ? val_map(a) : val_list(a);
    for (const Val *c = val_first(v); c; c = val_next(c))
        if (map)
            val_put(out, val_key(c), copy(a, c));
        else
            val_add(out, copy(a, c));
    return out;
}

Val *canon_merge(Arena *a, const Val *base, const Val *change)
{
    Val *out = val_map(a);
    for (const Val *c = val_first(base); c; c = val_next(c))
        if (!val_get(change, val_key(c)))
            val_put(out, val_key(c), copy(a, c));
    for (const Val *c = val_first(change); c; c = val_next(c))
        if (val_type(c) != V_NULL)
            val_put(out, val_key(c), copy(a, c));
    return out;
}

const char *canon_text(Arena *a, const Val *v)
{
    Str s = str_make(a);
    val_write_canonical(v, &s);
    return s.s;
}
