// SPDX-License-Identifier: Apache-2.0
/* What was sent or kept, as it was typed. */
#include "areas/order/order_in.h"
#include <stdlib.h>
#include <string.h>

Val *order_copy(Arena *a, const Val *v)
{
    Val *copy;
    switch (val_type(v)) {
    case V_BOOL: return val_bool(a, val_num(v) != 0);
    case V_INT:  return val_int(a, val_num(v));
    case V_TEXT: return val_text(a, val_str(v));
    case V_DATE: return val_date(a, val_day(v));
    case V_INSTANT: return val_instant(a, val_moment(v));
    case V_LIST:
        copy = val_list(a);
        for (const Val *c = val_first(v); c; c = val_next(c))
            val_add(copy, order_copy(a, c));
        return copy;
    case V_MAP:
        copy = val_map(a);
        for (const Val *c = val_first(v); c; c = val_next(c))
            val_put(copy, val_key(c), order_copy(a, c));
        return copy;
    case V_NULL: break;
    }
    return val_null(a);
}

const char *order_sent(Arena *a, const Val *map, const char *name)
{
    const Val *v = val_get(map, name);
    switch (val_type(v)) {
    case V_TEXT: return val_str(v);
    case V_INT:  return arena_printf(a, "%lld", (long long)val_num(v));
    case V_BOOL: return val_num(v) ? "1" : "";
    default:     return "";
    }
}

int64_t order_sent_id(Arena *a, const Val *map, const char *name)
{
    char *end;
    const char *s = order_sent(a, map, name);
    long long n = strtoll(s, &end, 10);
    return *s && !*end && n > 0 ? n : 0;
}

bool order_of_draft(const Err *err)
{
    return err->count > 0 && err->kind != ERR_INTERNAL && err->kind != ERR_BUSY;
}

bool order_faults(Err *to, const Err *from)
{
    if (to->kind == ERR_NONE) {
        *to = *from;
        return false;
    }
    for (int i = 0; i < from->count && to->count < ERR_FAULTS; i++)
        to->faults[to->count++] = from->faults[i];
    return false;
}

const char *order_cut(Arena *a, const char *s, size_t most)
{
    if (strlen(s) <= most)
        return s;
    while (most && ((unsigned char)s[most] & 0xC0) == 0x80)
        most--;
    return arena_printf(a, "%.*s…", (int)most, s);
}

Val *order_form(Cx *cx, const Order *o, Err *err)
{
    return ledger_payload(cx->arena, o->body, err);
}
