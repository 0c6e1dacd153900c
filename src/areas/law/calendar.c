// SPDX-License-Identifier: Apache-2.0
/* Asking the working calendar; calendar_build.c makes it. */
#include "areas/law/calendar.h"
#include <stdlib.h>

const CalendarYear *calendar_year(const Calendar *c, int year)
{
    bool known = c->years && year >= CALENDAR_FIRST && year <= CALENDAR_LAST;
    return known ? &c->years[year - CALENDAR_FIRST] : NULL;
}

Calendar *calendar_listed(Arena *a, const CalDay *days, size_t n)
{
    Calendar *c = NEW(a, Calendar);
    c->listed = days;
    c->listed_count = n;
    return c;
}

static int by_date(const void *key, const void *row)
{
    int32_t a = ((const Date *)key)->days, b = ((const CalDay *)row)->date.days;
    return a < b ? -1 : a > b;
}

bool calendar_day(const Calendar *c, Date d, CalDay *ret)
{
    if (c->days) {
        int at = date_days_between(c->first, d);
        if (at < 0 || at >= c->day_count)
            return false;
        *ret = c->days[at];
        return true;
    }
    const CalDay *found = c->listed_count
        ? bsearch(&d, c->listed, c->listed_count, sizeof *c->listed, by_date) : NULL;
    *ret = found ? *found : (CalDay){ .date = d, .kind = DAY_WORK, .working = true, .why = "", .basis = "" };
    return true;
}

bool calendar_beyond(Date d, Err *err)
{
    char day[DATE_TEXT];
    date_format(d, day);
    return err_set(err, ERR_INVALID, "date", "the working calendar does not reach {0}", day);
}

bool calendar_workdays(const Calendar *c, Date first, Date last, int *ret, Err *err)
{
    int n = 0;
    for (Date d = first; !date_before(last, d); d = date_add_days(d, 1)) {
        CalDay day;
        if (!calendar_day(c, d, &day))
            return calendar_beyond(d, err);
        n += day.working;
    }
    *ret = n;
    return true;
}

bool calendar_next_workday(const Calendar *c, Date d, Date *ret, Err *err)
{
    for (;; d = date_add_days(d, 1)) {
        CalDay day;
        if (!calendar_day(c, d, &day))
            return calendar_beyond(d, err);
        if (day.working) {
            *ret = d;
            return true;
        }
    }
}

bool calendar_hours(const Law *law, Date first, Date last, int *ret, Err *err)
{
    int64_t hours = 0;
    for (Date d = first; !date_before(last, d); d = date_add_days(d, 1)) {
        CalDay day;
        if (!calendar_day(law->calendar, d, &day))
            return calendar_beyond(d, err);
        const Rule *whole = rule_need(law, "work.day", REGIME_ANY, d, err);
        const Rule *eve = rule_need(law, "work.eve", REGIME_ANY, d, err);
        if (!whole || !eve)
            return false;
        hours += day.working ? whole->value - (day.shorter ? eve->value : 0) : 0;
    }
    *ret = (int)hours;
    return true;
}
