// SPDX-License-Identifier: Apache-2.0
/* How long a leave lasts, when the person is back, and the days around it. */
#include "areas/law/explain.h"
#include <string.h>

enum { LONGEST = 1500 };       /* child care until the child is three, and a margin */

/* The row that makes a day of this kind no leave day; NULL for other kinds or when none is in force. */
static const Rule *extending_row(const Law *law, Regime regime, const CalDay *d)
{
    switch (d->kind) {
    case DAY_HOLIDAY:
    case DAY_RELIGIOUS: return rule_find(law, "leave.extend.holiday", regime, d->date);
    case DAY_MOURNING:  return rule_find(law, "leave.extend.mourning", regime, d->date);
    case DAY_VOTING:    return rule_find(law, "leave.extend.voting", regime, d->date);
    default:            return NULL;
    }
}

static bool extends(const Law *law, Regime regime, const CalDay *d, const Rule **ret_row)
{
    *ret_row = extending_row(law, regime, d);
    return *ret_row && (*ret_row)->value;
}

static bool beyond(Date d, Err *err)
{
    char day[DATE_TEXT];
    date_format(d, day);
    return err_set(err, ERR_INVALID, "first", "the working calendar does not reach {0}", day);
}

bool leave_span(Arena *a, const Law *law, Regime regime, Date first, int64_t days, LeaveSpan *ret, Err *err)
{
    Explain e = explain_make(a, "leave.span");
    SkipList extended = { 0 }, waited = { 0 };
    CalDay day;
    Date d = first;
    if (days < 1 || days > LONGEST)
        return err_set(err, ERR_INVALID, "days", "a leave lasts 1 to {0} days",
                       arena_printf(a, "%d", LONGEST));
    for (int64_t n = 0; n < days; d = date_add_days(d, 1)) {
        const Rule *row;
        if (!calendar_day(law->calendar, d, &day))
            return beyond(d, err);
        explain_doubt(&e, day.confidence);
        if (extends(law, regime, &day, &row)) {
            explain_rule(&e, row);
            skip_add(a, &extended, &day, NULL);
        } else {
            n++;
        }
    }
    Date last = date_add_days(d, -1);
    for (;; d = date_add_days(d, 1)) {
        if (!calendar_day(law->calendar, d, &day))
            return beyond(d, err);
        explain_doubt(&e, day.confidence);
        if (day.working)
            break;
        skip_add(a, &waited, &day, NULL);
    }
    val_put(e.in, "regime", val_keep(a, regime_code(regime)));
    val_put_date(a, e.in, "first", first);
    val_put_int(a, e.in, "days", days);
    explain_step(&e, "{0} days of leave from {1}", val_int(a, days), val_date(a, first), NULL);
    if (extended.count)
        explain_step(&e, "longer by {0} days that are not leave days", val_int(a, (int64_t)extended.count),
                     NULL);
    explain_step(&e, "the last day is {0}", val_date(a, last), NULL);
    explain_step(&e, "back at work on {0}", val_date(a, d), NULL);
    explain_days(&e, extended.day, extended.count);
    explain_days(&e, waited.day, waited.count);
    val_put_date(a, e.out, "last", last);
    val_put_date(a, e.out, "back", d);
    *ret = (LeaveSpan){ .first = first, .last = last, .back = d, .days = (int)days,
                        .extended = extended.day, .extended_count = extended.count,
                        .waited = waited.day, .waited_count = waited.count, .confidence = e.confidence,
                        .derivation = explain_end(&e, "labour:110-138") };
    return true;
}

bool leave_span_again(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err)
{
    Regime regime;
    Date first;
    LeaveSpan span;
    if (!stored_regime(in, &regime, err) || !stored_date(in, "first", &first, err)
        || !leave_span(a, law, regime, first, val_num(val_get(in, "days")), &span, err))
        return false;
    *ret = span.derivation;
    return true;
}

bool leave_days_used(const Law *law, Regime regime, Date first, Date last, int *ret, Err *err)
{
    int n = 0;
    for (Date d = first; !date_before(last, d); d = date_add_days(d, 1)) {
        CalDay day;
        const Rule *row;
        if (!calendar_day(law->calendar, d, &day))
            return beyond(d, err);
        n += !extends(law, regime, &day, &row);
    }
    *ret = n;
    return true;
}

bool work_year(Date hired, const Period *away, size_t n, Date on, Period *ret, int *ret_number, Err *err)
{
    if (date_before(on, hired))
        return err_set(err, ERR_INVALID, "on", "the day is before the day of hiring");
    int later = 0;              /* days away so far */
    size_t next = 0;
    for (int k = 0;; k++) {
        Date start = date_add_days(date_add_years(hired, k), later);
        Date end = date_add_days(date_add_years(hired, k + 1), later);
        for (; next < n && date_before(away[next].from, end); next++) {
            int days = date_days_between(away[next].from, away[next].to);
            later += days;
            end = date_add_days(end, days);
        }
        if (date_before(on, end)) {
            *ret = (Period){ start, end };
            *ret_number = k + 1;
            return true;
        }
    }
}

bool leave_first_day(const Law *law, Regime regime, Date hired, Date *ret, const Rule **ret_rule, Err *err)
{
    const Rule *r = rule_need(law, "leave.first_after", regime, hired, err);
    if (!r)
        return false;
    *ret = date_add_months(hired, (int)r->value);
    *ret_rule = r;
    return true;
}

bool leave_order_day(const Law *law, Regime regime, Date first, Date *ret, const Rule **ret_rule, Err *err)
{
    const Rule *r = rule_need(law, "leave.order_lead", regime, first, err);
    if (!r)
        return false;
    *ret = date_add_days(first, -(int)r->value);
    *ret_rule = r;
    return true;
}

bool leave_parts_fit(const Law *law, Regime regime, const int *parts, size_t n, Date on, bool *ret,
                     const Rule **ret_rule, Err *err)
{
    const Rule *r = rule_need(law, "leave.part_least", regime, on, err);
    if (!r)
        return false;
    bool fit = n < 2;           /* an undivided leave has no parts to measure */
    for (size_t i = 0; i < n; i++)
        fit |= parts[i] >= r->value;
    *ret = fit;
    *ret_rule = r;
    return true;
}

int full_years(Date first, Date last)
{
    Date after = date_add_days(last, 1);        /* both days counted */
    int years = 0;
    while (!date_before(after, date_add_years(first, years + 1)))
        years++;
    return years;
}
