// SPDX-License-Identifier: Apache-2.0
/* When a term ends: working days, calendar days, months, years and hours; extension, stopped
 * clock, and the roll of a last day that does not work. */
#include "areas/law/explain.h"
#include <inttypes.h>
#include <string.h>

static const int64_t HOUR_US = 3600LL * 1000000;

typedef struct Term {
    Arena             *arena;
    const Law         *law;
    const DeadlineAsk *ask;
    const Rule        *rule, *start, *roll, *pause;
    Date               first;          /* day 1 */
    SkipList           skipped;
    Confidence         doubt;          /* of the least sure day looked at */
} Term;

static const Rule *exact_part(const Term *t, const char *part)
{
    const char *code = arena_printf(t->arena, "%s.%s", t->rule->code, part);
    return rule_find(t->law, code, t->ask->regime, t->ask->from);
}

static bool look(Term *t, Date d, CalDay *ret, Err *err)
{
    if (!calendar_day(t->law->calendar, d, ret)) {
        char day[DATE_TEXT];
        date_format(d, day);
        return err_set(err, ERR_INVALID, "from", "the working calendar does not reach {0}", day);
    }
    if (ret->confidence > t->doubt)
        t->doubt = ret->confidence;
    return true;
}

/* The ground on which the clock stands that day, or NULL. */
static const char *stopped_on(const Term *t, Date d)
{
    for (size_t i = 0; i < t->ask->stop_count; i++) {
        const ClockStop *s = &t->ask->stops[i];
        if (!date_before(d, s->from) && date_before(d, s->to))
            return s->ground;
    }
    return NULL;
}

static void leave_out(Term *t, Date d, const CalDay *day, const char *ground)
{
    CalDay plain = { .date = d, .kind = DAY_WORK, .working = true, .why = "" };
    skip_add(t->arena, &t->skipped, day ? day : &plain, ground);
}

/* Day 1: so many working or calendar days after the day of registration. */
static bool find_first_day(Term *t, Err *err)
{
    t->first = t->ask->from;
    if (t->start->unit != UNIT_WORKDAY) {
        t->first = date_add_days(t->first, (int)t->start->value);
        return true;
    }
    for (int64_t left = t->start->value; left > 0;) {
        CalDay day;
        t->first = date_add_days(t->first, 1);
        if (!look(t, t->first, &day, err))
            return false;
        left -= day.working;
        if (!day.working)
            leave_out(t, t->first, &day, NULL);
    }
    return true;
}

static bool run_workdays(Term *t, int64_t length, Date *ret, Err *err)
{
    Date d = t->first;
    for (int64_t n = 0;; d = date_add_days(d, 1)) {
        CalDay day;
        if (!look(t, d, &day, err))
            return false;
        const char *ground = stopped_on(t, d);
        if (ground || !day.working)
            leave_out(t, d, &day, ground);
        else if (++n == length)
            break;
    }
    *ret = d;
    return true;
}

static Date run_days(Term *t, int64_t length)
{
    Date d = t->first;
    for (int64_t n = 0;; d = date_add_days(d, 1)) {
        const char *ground = stopped_on(t, d);
        if (ground)
            leave_out(t, d, NULL, ground);
        else if (++n == length)
            return d;
    }
}

static bool run_hours(Term *t, int64_t length, Instant *ret, Err *err)
{
    int64_t left = length * HOUR_US;
    for (Date d = t->first;; d = date_add_days(d, 1)) {
        CalDay day;
        if (!look(t, d, &day, err))
            return false;
        int64_t whole = instant_day_end(d).us + 1 - instant_day_start(d).us;
        const char *ground = stopped_on(t, d);
        if (ground || (t->pause && t->pause->value && !day.working)) {
            leave_out(t, d, &day, ground);
        } else if (left <= whole) {
            ret->us = instant_day_start(d).us + left;
            return true;
        } else {
            left -= whole;
        }
    }
}

/* A last day that does not work gives way to the next working day. */
static bool roll_forward(Term *t, Date *due, Err *err)
{
    if (!t->roll || !t->roll->value || t->rule->unit == UNIT_WORKDAY)
        return true;
    for (;; *due = date_add_days(*due, 1)) {
        CalDay day;
        if (!look(t, *due, &day, err))
            return false;
        if (day.working)
            return true;
        leave_out(t, *due, &day, NULL);
    }
}

/* Runs a term of this length from day 1. */
static bool run_term(Term *t, int64_t length, Date *ret_due, Instant *ret_at, Err *err)
{
    t->skipped.count = 0;
    if (!find_first_day(t, err))
        return false;
    Date eve = date_add_days(t->first, -1);
    int months = (int)(t->rule->unit == UNIT_YEAR ? 12 * length : length);
    switch (t->rule->unit) {
    case UNIT_WORKDAY:
        if (!run_workdays(t, length, ret_due, err))
            return false;
        break;
    case UNIT_HOUR:
        if (!run_hours(t, length, ret_at, err))
            return false;
        *ret_due = instant_day((Instant){ ret_at->us - 1 });
        return true;
    case UNIT_MONTH:
    case UNIT_YEAR:
        *ret_due = run_days(t, date_days_between(eve, date_add_months(eve, months)));
        break;
    default:
        *ret_due = run_days(t, length);
        break;
    }
    if (!roll_forward(t, ret_due, err))
        return false;
    *ret_at = (Instant){ instant_day_end(*ret_due).us };
    return true;
}

static bool extension_fault(Err *err, Arena *a, size_t i, const char *member, const char *msgid,
                            const char *arg)
{
    return err_set(err, ERR_INVALID, arena_printf(a, "extensions.%zu.%s", i, member), msgid, arg);
}

/* What extends a term, and whether it stays within it.  Only a binding row refuses. */
typedef struct ExtensionRules { const Rule *most, *times, *ceiling; } ExtensionRules;

/* A limit is gone beyond: refused by a binding row, else let pass for a reason, which the derivation keeps. */
static bool beyond(Term *t, Explain *e, size_t i, const Rule *row, const char *member, const char *msgid, const char *most,
                   Err *err)
{
    const Rule *judge = row ? row : t->rule;
    if (rule_is_binding(judge))
        return extension_fault(err, t->arena, i, member, msgid, most);
    if (!t->ask->reasoned)
        return extension_fault(err, t->arena, i, "reason", "this goes beyond a rule that is not verified ({0}): say why",
                               judge->code);
    explain_step(e, "beyond a rule that is not verified ({0}), for a reason", val_text(e->arena, judge->code), NULL);
    return true;
}

static const char *number_text(Arena *a, int64_t n) { return arena_printf(a, "%" PRId64, n); }

/* One extension within its rows, before the term as it stood ended. */
static bool fits(Term *t, Explain *e, const ExtensionRules *r, size_t i, int64_t length, Date due, Err *err)
{
    const Extension *x = &t->ask->extensions[i];
    size_t allowed = !r->most ? 0 : r->times ? (size_t)r->times->value : 1;
    char day[DATE_TEXT];
    date_format(due, day);
    if (x->length < 1)
        return extension_fault(err, t->arena, i, "length", "the extension is at least 1", NULL);
    if (date_before(x->granted, t->ask->from) || date_before(due, x->granted))
        return extension_fault(err, t->arena, i, "granted", "the term ended on {0}, before the extension", day);
    if (i >= allowed && !beyond(t, e, i, r->times ? r->times : r->most, "granted", N_("this term may be extended {0} times"),
                                number_text(t->arena, (int64_t)allowed), err))
        return false;
    if (r->most && x->length > r->most->value
        && !beyond(t, e, i, r->most, "length", N_("the extension is at most {0}"), number_text(t->arena, r->most->value), err))
        return false;
    return !r->ceiling || length <= r->ceiling->value
        || beyond(t, e, i, r->ceiling, "length", N_("with its extensions the term is at most {0}"),
                  number_text(t->arena, r->ceiling->value), err);
}

/* Each extension lengthens the term that has not yet ended, within its row and the ceiling. */
static bool extend(Term *t, Explain *e, int64_t *length, Date *due, Instant *at, Err *err)
{
    const ExtensionRules r = { exact_part(t, "extension"), exact_part(t, "extension.times"), exact_part(t, "ceiling") };
    const Rule *used[] = { r.most, r.times, r.ceiling };
    for (size_t i = 0; i < t->ask->extension_count; i++) {
        const Extension *x = &t->ask->extensions[i];
        if (!fits(t, e, &r, i, *length + x->length, *due, err))
            return false;
        *length += x->length;
        if (!run_term(t, *length, due, at, err))
            return false;
        for (size_t k = 0; k < sizeof used / sizeof *used; k++)
            if (used[k])
                explain_rule(e, used[k]);
        explain_step(e, "extended on {0} by {1} {2}", val_date(e->arena, x->granted),
                     val_int(e->arena, x->length), val_keep(e->arena, unit_text(t->rule->unit)), NULL);
    }
    return true;
}

static bool check_stops(Term *t, Explain *e, Err *err)
{
    for (size_t i = 0; i < t->ask->stop_count; i++) {
        const ClockStop *s = &t->ask->stops[i];
        const Rule *ground = exact_part(t, arena_printf(t->arena, "stop.%s", s->ground));
        if (!ground)
            return err_set(err, ERR_INVALID, arena_printf(t->arena, "stops.%zu.ground", i),
                           "the clock of {0} does not stop for {1}", t->rule->code, s->ground);
        if (!date_before(s->from, s->to))
            return err_set(err, ERR_INVALID, arena_printf(t->arena, "stops.%zu.to", i),
                           "it ends before it begins");
        CalDay last;
        if (!calendar_day(t->law->calendar, s->to, &last))
            return err_set(err, ERR_INVALID, arena_printf(t->arena, "stops.%zu.to", i),
                           "the clock still stands");
        explain_rule(e, ground);
    }
    return true;
}

static bool find_rows(Term *t, Explain *e, Err *err)
{
    const DeadlineAsk *ask = t->ask;
    t->rule = rule_need(t->law, ask->rule, ask->regime, ask->from, err);
    if (!t->rule)
        return false;
    Unit u = t->rule->unit;
    if ((u != UNIT_WORKDAY && u != UNIT_CALDAY && u != UNIT_MONTH && u != UNIT_YEAR && u != UNIT_HOUR)
        || t->rule->value < 1)
        return err_set(err, ERR_INVALID, "rule", "{0} is not a term: it is counted in {1}", ask->rule,
                       unit_code(u));
    t->start = rule_with(t->law, ask->rule, "start", ask->regime, ask->from);
    t->roll = rule_with(t->law, ask->rule, "roll", ask->regime, ask->from);
    t->pause = exact_part(t, "pause");
    if (!t->start)
        return err_set(err, ERR_INVALID, "rule", "no row says when the term {0} begins", ask->rule);
    const Rule *used[] = { t->rule, t->start, t->roll, t->pause };
    for (size_t i = 0; i < sizeof used / sizeof *used; i++)
        if (used[i])
            explain_rule(e, used[i]);
    return check_stops(t, e, err);
}

static void describe(const DeadlineAsk *ask, Explain *e)
{
    Arena *a = e->arena;
    val_put_text(a, e->in, "rule", ask->rule);
    val_put(e->in, "regime", val_keep(a, regime_code(ask->regime)));
    val_put_date(a, e->in, "from", ask->from);
    if (ask->reasoned)
        val_put_bool(a, e->in, "reasoned", true);
    Val *extensions = val_put(e->in, "extensions", val_list(a)),
        *stops = val_put(e->in, "stops", val_list(a));
    for (size_t i = 0; i < ask->extension_count; i++) {
        Val *x = val_add(extensions, val_map(a));
        val_put_date(a, x, "granted", ask->extensions[i].granted);
        val_put_int(a, x, "length", ask->extensions[i].length);
    }
    for (size_t i = 0; i < ask->stop_count; i++) {
        Val *x = val_add(stops, val_map(a));
        val_put_text(a, x, "ground", ask->stops[i].ground);
        val_put_date(a, x, "from", ask->stops[i].from);
        val_put_date(a, x, "to", ask->stops[i].to);
    }
}

bool deadline_compute(Arena *a, const Law *law, const DeadlineAsk *ask, Deadline *ret, Err *err)
{
    Explain e = explain_make(a, "deadline");
    Term t = { .arena = a, .law = law, .ask = ask };
    Date due;
    Instant at;
    describe(ask, &e);
    if (!find_rows(&t, &e, err))
        return false;
    int64_t length = t.rule->value;
    explain_step(&e, "the term is {0} {1}", val_int(a, length), val_keep(a, unit_text(t.rule->unit)), NULL);
    if (!run_term(&t, length, &due, &at, err))
        return false;
    explain_step(&e, "registered on {0}; day 1 is {1}", val_date(a, ask->from), val_date(a, t.first), NULL);
    if (!extend(&t, &e, &length, &due, &at, err))
        return false;
    explain_days(&e, t.skipped.day, t.skipped.count);
    explain_doubt(&e, t.doubt);
    explain_step(&e, "the last day is {0}", val_date(a, due), NULL);
    val_put_date(a, e.out, "due", due);
    val_put(e.out, "due_at", val_instant(a, at));
    val_put_int(a, e.out, "days", length);
    val_put(e.out, "unit", val_keep(a, unit_code(t.rule->unit)));
    *ret = (Deadline){ .rule = t.rule, .from = ask->from, .due = due, .due_at = at, .unit = t.rule->unit,
                       .days = length, .skipped = t.skipped.day, .skipped_count = t.skipped.count,
                       .basis = t.rule->basis, .confidence = e.confidence,
                       .derivation = explain_end(&e, t.rule->basis) };
    return true;
}
