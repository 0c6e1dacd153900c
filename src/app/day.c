// SPDX-License-Identifier: Apache-2.0
#include "app/day.h"
#include "app/i18n.h"
#include "base/text.h"

static const struct { int first, ahead; } KINDS[] = {
#define X(name, first, ahead) { first, ahead },
    DAY_KINDS_TYPED(X)
#undef X
};

Date day_first(DayOf of) { return date_make(KINDS[of].first, 1, 1); }

Date day_last(const Cx *cx, DayOf of) { return date_add_years(cx->today, KINDS[of].ahead); }

bool day_read(Cx *cx, DayOf of, const char *typed, const char *field, Date *ret, Err *err)
{
    Date day;
    if (!date_parse_input(typed, &day))
        return err_add(err, field, N_("not a date; write it as 22.11.2026"));
    if (date_before(day, day_first(of)))
        return err_add(err, field, N_("a day before {0} cannot be meant; check the year"), az_date_numeric(cx->arena, day_first(of)));
    if (date_before(day_last(cx, of), day))
        return err_add(err, field, N_("a day after {0} cannot be meant; check the year"),
                       az_date_numeric(cx->arena, day_last(cx, of)));
    *ret = day;
    return true;
}
