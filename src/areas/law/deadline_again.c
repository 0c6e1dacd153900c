// SPDX-License-Identifier: Apache-2.0
/* Terms out of their stored derivations: computed again, or with one extension more. */
#include "areas/law/explain.h"
#include <stdio.h>
#include <string.h>

static bool read_extensions(Arena *a, const Val *list, DeadlineAsk *ask, Err *err)
{
    Extension *x = NEW_N(a, Extension, val_count(list) + 1);
    size_t n = 0;
    for (const Val *v = val_first(list); v; v = val_next(v), n++) {
        if (!stored_date(v, "granted", &x[n].granted, err))
            return false;
        x[n].length = val_num(val_get(v, "length"));
    }
    ask->extensions = x;
    ask->extension_count = n;
    return true;
}

static bool read_stops(Arena *a, const Val *list, DeadlineAsk *ask, Err *err)
{
    ClockStop *x = NEW_N(a, ClockStop, val_count(list) + 1);
    size_t n = 0;
    for (const Val *v = val_first(list); v; v = val_next(v), n++)
        if (!stored_text(v, "ground", &x[n].ground, err) || !stored_date(v, "from", &x[n].from, err)
            || !stored_date(v, "to", &x[n].to, err))
            return false;
    ask->stops = x;
    ask->stop_count = n;
    return true;
}

/* What was asked, as the `in` of a derivation keeps it; room is left for one extension more. */
static bool read_ask(Arena *a, const Val *in, DeadlineAsk *ask, Err *err)
{
    *ask = (DeadlineAsk){ .reasoned = val_num(val_get(in, "reasoned")) != 0 };
    return stored_text(in, "rule", &ask->rule, err) && stored_regime(in, &ask->regime, err)
        && stored_date(in, "from", &ask->from, err) && read_extensions(a, val_get(in, "extensions"), ask, err)
        && read_stops(a, val_get(in, "stops"), ask, err);
}

bool deadline_again(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err)
{
    DeadlineAsk ask;
    Deadline d;
    if (!read_ask(a, in, &ask, err) || !deadline_compute(a, law, &ask, &d, err))
        return false;
    *ret = d.derivation;
    return true;
}

/* The member at fault as a form of one extension names it. */
static bool plain_fields(Err *err)
{
    for (int i = 0; i < err->count; i++) {
        char *field = err->faults[i].field;
        const char *dot = strrchr(field, '.');
        if (strncmp(field, "extensions.", 11) == 0 && dot)
            snprintf(field, sizeof err->faults[i].field, "%s", strcmp(dot, ".reason") == 0 ? "over_reason" : "wanted");
    }
    return false;
}

/* Where to begin looking for the length: working days between, or one of the unit. */
static int64_t least_length(const Law *law, const Deadline *now, Date until)
{
    Err none = { 0 };
    int days = 0;
    if (now->unit == UNIT_CALDAY)
        days = date_days_between(now->due, until) - 9;      /* a last day that does not work may roll */
    else if (now->unit == UNIT_WORKDAY && !calendar_workdays(law->calendar, date_add_days(now->due, 1), until, &days, &none))
        days = 1;
    return days > 1 ? days : 1;
}

bool deadline_extend(Arena *a, const Law *law, const Val *stored, Date granted, Date until, bool reasoned,
                     Deadline *ret, Err *err)
{
    enum { MOST = 2000 };
    DeadlineAsk ask;
    Deadline now;
    if (!read_ask(a, val_get(stored, "in"), &ask, err) || !deadline_compute(a, law, &ask, &now, err))
        return false;
    if (!date_before(now.due, until))
        return err_set(err, ERR_INVALID, "wanted", "the new term must be after the old one");
    Extension *x = (Extension *)ask.extensions + ask.extension_count++;
    ask.reasoned |= reasoned;
    *x = (Extension){ granted, least_length(law, &now, until) };
    for (; x->length <= MOST; x->length++) {
        if (!deadline_compute(a, law, &ask, ret, err))
            return plain_fields(err);
        if (!date_before(ret->due, until))
            return true;
    }
    return err_set(err, ERR_INVALID, "wanted", "the working calendar does not reach that far");
}
