// SPDX-License-Identifier: Apache-2.0
/* What every step of a registration asks of its plan. */
#include "areas/ledger/plan.h"
#include <string.h>

bool plan_is_new(const Plan *p, int64_t input, size_t *ret_index)
{
    if (input < p->first)
        return false;
    *ret_index = (size_t)(input - p->first);
    return true;
}

void plan_depends(Plan *p, int64_t input, int64_t base)
{
    if (!base || input == base)
        return;
    if (p->depend_count == p->depend_cap) {
        p->depend_cap = p->depend_cap ? p->depend_cap * 2 : 16;
        Depend *more = NEW_N(p->arena, Depend, p->depend_cap);
        if (p->depend_count)
            memcpy(more, p->depends, p->depend_count * sizeof *more);
        p->depends = more;
    }
    p->depends[p->depend_count++] = (Depend){ input, base };
}

const char *plan_field(const Plan *p, size_t index, const char *name)
{
    const char *prefix = p->inputs[index].field;
    if (!prefix || !*prefix)
        return name;
    return *name ? arena_printf(p->arena, "%s.%s", prefix, name) : prefix;
}

bool plan_source(Plan *p, int64_t input, const char **ret, Err *err)
{
    size_t index;
    if (plan_is_new(p, input, &index)) {
        *ret = p->inputs[index].source;
        return true;
    }
    Entry entry = { .source = "" };
    bool found;
    if (!ledger_entry(p->db, p->arena, input, &entry, &found, err))
        return false;
    *ret = entry.source;
    return true;
}

const char *plan_day(const Plan *p, Date d)
{
    int year, month, day;
    date_split(d, &year, &month, &day);
    return arena_printf(p->arena, "%02d.%02d.%04d", day, month, year);
}
