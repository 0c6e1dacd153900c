// SPDX-License-Identifier: Apache-2.0
#include "areas/law/test_law.h"
#include <stdlib.h>

/* ---- another way to the same days: a written-out calendar and prefix sums ---- */

/* Weekdays that do not work, and weekend days that do, as the published calendars have them. */
static const char *const CLOSED[] = {
    "2024: 0101 0102 0103 0104 0105 0207 0308 0320 0321 0322 0325 0326 0410 0411 0412 0509 0528 0617 0618 0619"
    " 0626 1108 1111 1230 1231",
    "2025: 0101 0102 0103 0120 0129 0320 0321 0324 0325 0326 0327 0328 0331 0509 0528 0606 0609 0616 0626 1110"
    " 1111 1231",
    "2026: 0101 0102 0120 0309 0320 0323 0324 0325 0326 0327 0330 0511 0527 0528 0529 0615 0626 1109 1110 1231",
    "2027: 0101 0104 0120 0308 0309 0310 0322 0323 0324 0325 0326 0510 0517 0518 0528 0615 0628 1108 1109 1231",
    "2028: 0103 0104 0120 0308 0320 0321 0322 0323 0324 0509 0529 0615 0626 1108 1109",
};
static const char *const OPENED[] = { "2024: 0107 0406 1228 1229" };

enum { FIRST_YEAR = 2024, YEARS = 5, SPAN = 1827 };     /* 2024-01-01 .. 2028-12-31 */
static bool is_open[SPAN];
static int  open_before[SPAN + 1];                      /* open days among the first n */
static int  year_of[SPAN], month_of[SPAN], day_of[SPAN];

static int month_length(int y, int m)
{
    return m == 2 ? (y % 4 == 0 ? 29 : 28) : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

static int index_of(int y, int m, int d)
{
    int at = d - 1;
    for (int k = 1; k < m; k++)
        at += month_length(y, k);
    for (int k = FIRST_YEAR; k < y; k++)
        at += k % 4 == 0 ? 366 : 365;
    return at;
}

static void mark(const char *line, bool open)
{
    char *s;
    int y = (int)strtol(line, &s, 10);
    for (s++; *s;) {
        int n = (int)strtol(s, &s, 10);
        is_open[index_of(y, n / 100, n % 100)] = open;
    }
}

static void write_out_calendar(void)
{
    int y = FIRST_YEAR, m = 1, d = 1;
    for (int i = 0; i < SPAN; i++) {
        year_of[i] = y;
        month_of[i] = m;
        day_of[i] = d;
        is_open[i] = i % 7 < 5;                         /* 1 January 2024 was a Monday */
        if (++d > month_length(y, m)) {
            d = 1;
            if (++m > 12) {
                m = 1;
                y++;
            }
        }
    }
    for (size_t i = 0; i < sizeof CLOSED / sizeof *CLOSED; i++)
        mark(CLOSED[i], false);
    mark(OPENED[0], true);
    for (int i = 0; i < SPAN; i++)
        open_before[i + 1] = open_before[i] + is_open[i];
}

/* The day by whose end `n` open days have passed since the end of `from`. */
static int after_open_days(int from, int n)
{
    int lo = from + 1, hi = SPAN - 1;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (open_before[mid + 1] - open_before[from + 1] >= n)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

static int after_months(int from, int n)
{
    int months = month_of[from] - 1 + n, y = year_of[from] + months / 12, m = months % 12 + 1;
    int last = month_length(y, m);
    return index_of(y, m, day_of[from] < last ? day_of[from] : last);
}

static int first_open_from(int at) { return is_open[at] ? at : after_open_days(at, 1); }

typedef enum Way { OPEN, DAYS, DAYS_ROLL, MONTHS, MONTHS_ROLL } Way;

static int brute_force(int from, Way way, int n)
{
    switch (way) {
    case OPEN:        return after_open_days(from, n);
    case DAYS:        return from + n;
    case DAYS_ROLL:   return first_open_from(from + n);
    case MONTHS:      return after_months(from, n);
    case MONTHS_ROLL: return first_open_from(after_months(from, n));
    }
    return -1;
}

static void every_start_day_of_four_years_agrees_with_the_written_out_calendar(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *rule; Regime regime; Way way; int n; } CASES[] = {
        { "appeal.forward", REGIME_ANY, OPEN, 3 },              { "appeal.general", REGIME_ANY, OPEN, 15 },
        { "appeal.study", REGIME_ANY, OPEN, 30 },               { "info.general", REGIME_ANY, OPEN, 7 },
        { "info.urgent", REGIME_ANY, OPEN, 1 },                 { "info.threat", REGIME_ANY, OPEN, 2 },
        { "admin.completeness", REGIME_ANY, DAYS_ROLL, 3 },     { "admin.decision", REGIME_ANY, DAYS_ROLL, 30 },
        { "records.urgent", REGIME_ANY, DAYS, 3 },              { "records.default", REGIME_ANY, DAYS, 30 },
        { "admin.complaint.decision", REGIME_ANY, MONTHS_ROLL, 1 },
        { "admin.complaint.unnamed", REGIME_ANY, MONTHS_ROLL, 6 },
        { "discipline.impose", REGIME_LABOUR, MONTHS, 1 },      { "discipline.life", REGIME_RANKED, MONTHS, 12 },
    };
    write_out_calendar();
    int first = day("2024-01-01").days, starts = index_of(2028, 1, 1);
    assert_int_equal(starts, 1461);
    for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++)
        for (int i = 0; i < starts; i++) {
            Arena *a = arena_new();
            Deadline d = { 0 };
            Err err = { 0 };
            DeadlineAsk ask = { .rule = CASES[c].rule, .regime = CASES[c].regime, .from = { first + i } };
            bool good = deadline_compute(a, t->law, &ask, &d, &err);
            int expected = brute_force(i, CASES[c].way, CASES[c].n);
            if (!good || d.due.days - first != expected)
                fail_msg("%s from %s ends on %s, not %s", CASES[c].rule, iso(a, ask.from), iso(a, d.due),
                         iso(a, (Date){ first + expected }));
            arena_free(a);
        }
}

static void the_written_out_calendar_and_the_computed_one_have_the_same_days(void **state)
{
    const TestLaw *t = *state;
    write_out_calendar();
    for (int i = 0; i < SPAN; i++) {
        CalDay d;
        assert_true(calendar_day(t->law->calendar, (Date){ day("2024-01-01").days + i }, &d));
        if (d.working != is_open[i])
            fail_msg("%s: %s", iso(t->arena, d.date), day_kind_code(d.kind));
    }
}

/* ---- single rules ---------------------------------------------------------- */

static Deadline due(const TestLaw *t, const char *rule, Regime regime, const char *from)
{
    Deadline d;
    Err err = { 0 };
    DeadlineAsk ask = { .rule = rule, .regime = regime, .from = day(from) };
    if (!deadline_compute(t->arena, t->law, &ask, &d, &err))
        fail_msg("%s: %s %s", rule, err.faults[0].msgid, err.faults[0].args[0]);
    return d;
}

static void each_unit_ends_where_its_law_says(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *rule; Regime regime; const char *from, *due; } CASES[] = {
        { "appeal.general", REGIME_ANY, "2026-01-05", "2026-01-27" },    /* 20 January does not count */
        { "appeal.general", REGIME_ANY, "2026-03-19", "2026-04-20" },    /* eleven days off at once */
        { "appeal.general", REGIME_ANY, "2026-03-20", "2026-04-20" },    /* registered on a holiday */
        { "appeal.general", REGIME_ANY, "2026-03-31", "2026-04-21" },
        { "appeal.general", REGIME_ANY, "2025-12-30", "2026-01-26" },
        { "appeal.forward", REGIME_ANY, "2026-03-18", "2026-04-01" },
        { "info.urgent", REGIME_ANY, "2026-03-19", "2026-03-31" },
        { "info.threat", REGIME_ANY, "2026-03-19", "2026-04-01" },
        { "admin.decision", REGIME_ANY, "2026-02-17", "2026-03-19" },    /* ends on a working day */
        { "admin.decision", REGIME_ANY, "2026-02-18", "2026-03-31" },    /* ends on 20 March: rolls */
        { "records.default", REGIME_ANY, "2026-02-18", "2026-03-20" },   /* no roll rule */
        { "admin.complaint.decision", REGIME_ANY, "2026-01-31", "2026-03-02" },   /* 28 February: Saturday */
        { "discipline.impose", REGIME_LABOUR, "2024-01-31", "2024-02-29" },
        { "discipline.impose", REGIME_LABOUR, "2025-01-31", "2025-02-28" },
        { "discipline.after_audit", REGIME_LABOUR, "2024-02-29", "2026-02-28" },
        { "discipline.complaint", REGIME_CIVIL_SERVANT, "2026-03-19", "2026-04-08" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Deadline d = due(t, CASES[i].rule, CASES[i].regime, CASES[i].from);
        if (!date_same(d.due, day(CASES[i].due)))
            fail_msg("%s from %s ends on %s", CASES[i].rule, CASES[i].from, iso(t->arena, d.due));
    }
}

static void hours_end_at_a_moment(void **state)
{
    const TestLaw *t = *state;
    Deadline d = due(t, "info.urgent", REGIME_ANY, "2026-02-02");
    assert_string_equal(iso(t->arena, d.due), "2026-02-03");
    assert_int_equal(d.due_at.us, instant_day_start(day("2026-02-04")).us);
    assert_int_equal(d.days, 24);
    d = due(t, "appeal.general", REGIME_ANY, "2026-02-02");
    assert_int_equal(d.due_at.us, instant_day_end(d.due).us);
}

static void skipped_days_are_listed_with_their_reasons(void **state)
{
    const TestLaw *t = *state;
    Deadline d = due(t, "appeal.forward", REGIME_ANY, "2026-01-16");
    static const struct { const char *day, *why; } CASES[] = {
        { "2026-01-17", "Saturday" }, { "2026-01-18", "Sunday" }, { "2026-01-20", "20 January mourning day" },
    };
    assert_string_equal(iso(t->arena, d.due), "2026-01-22");
    assert_int_equal(d.skipped_count, 3);
    for (size_t i = 0; i < d.skipped_count; i++) {
        assert_string_equal(iso(t->arena, d.skipped[i].date), CASES[i].day);
        assert_string_equal(d.skipped[i].why, CASES[i].why);
    }
    assert_string_equal(d.basis, "appeals:7.10");
    assert_int_equal(d.confidence, CONF_D);      /* the start row is derived */
}

static void a_term_is_as_sure_as_its_least_sure_row_or_day(void **state)
{
    const TestLaw *t = *state;
    assert_int_equal(due(t, "info.general", REGIME_ANY, "2026-02-02").confidence, CONF_V);
    assert_int_equal(due(t, "info.general", REGIME_ANY, "2026-03-18").confidence, CONF_D);   /* moved days */
    assert_int_equal(due(t, "info.general", REGIME_ANY, "2027-03-01").confidence, CONF_U);   /* about Ramazan */
    assert_int_equal(due(t, "info.general", REGIME_ANY, "2027-02-18").confidence, CONF_V);
    assert_int_equal(due(t, "records.default", REGIME_ANY, "2026-02-02").confidence, CONF_U);
}

/* ---- extension and stopped clock ------------------------------------------- */

static bool ask_extended(const TestLaw *t, const char *rule, const char *from, const Extension *x, size_t n,
                         Deadline *ret, Err *err)
{
    DeadlineAsk ask = { .rule = rule, .from = day(from), .extensions = x, .extension_count = n };
    return deadline_compute(t->arena, t->law, &ask, ret, err);
}

static void an_extension_lengthens_a_term_that_has_not_ended(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 }, late = { 0 }, long_one = { 0 }, none = { 0 }, second = { 0 }, early = { 0 };
    assert_string_equal(iso(t->arena, due(t, "appeal.general", REGIME_ANY, "2026-02-02").due), "2026-02-23");
    Extension x[2] = { { day("2026-02-23"), 30 }, { day("2026-03-01"), 1 } };
    assert_true(ask_extended(t, "appeal.general", "2026-02-02", x, 1, &d, &err));
    assert_int_equal(d.days, 45);
    assert_string_equal(iso(t->arena, d.due), "2026-04-16");
    assert_false(ask_extended(t, "appeal.general", "2026-02-02", x, 2, &d, &second));
    assert_string_equal(second.faults[0].field, "extensions.1.reason");   /* that it is once was not read in the act */
    x[0].granted = day("2026-02-24");
    assert_false(ask_extended(t, "appeal.general", "2026-02-02", x, 1, &d, &late));
    assert_string_equal(late.faults[0].field, "extensions.0.granted");
    assert_string_equal(late.faults[0].args[0], "2026-02-23");
    x[0] = (Extension){ day("2026-02-01"), 5 };
    assert_false(ask_extended(t, "appeal.general", "2026-02-02", x, 1, &d, &early));
    x[0] = (Extension){ day("2026-02-10"), 31 };
    assert_false(ask_extended(t, "appeal.general", "2026-02-02", x, 1, &d, &long_one));
    assert_string_equal(long_one.faults[0].field, "extensions.0.length");
    assert_false(ask_extended(t, "appeal.forward", "2026-02-02", x, 1, &d, &none));
    assert_string_equal(none.faults[0].field, "extensions.0.granted");
}

static void extensions_stay_under_the_ceiling(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 }, third = { 0 };
    Extension x[3] = { { day("2026-01-20"), 30 }, { day("2026-02-20"), 30 }, { day("2026-03-20"), 1 } };
    assert_true(ask_extended(t, "admin.decision", "2026-01-05", x, 2, &d, &err));
    assert_int_equal(d.days, 90);
    assert_string_equal(iso(t->arena, d.due), "2026-04-06");     /* 5 April 2026 is a Sunday */
    assert_false(ask_extended(t, "admin.decision", "2026-01-05", x, 3, &d, &third));
}

/* appeals:10.2 is verified, how often is not: the first refuses, the second takes a reason. */
static void only_a_rule_that_is_verified_refuses_a_longer_term(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 }, thrice = { 0 };
    Extension x[3] = { { day("2026-02-23"), 30 }, { day("2026-03-01"), 1 }, { day("2026-03-02"), 31 } };
    DeadlineAsk ask = { .rule = "appeal.general", .from = day("2026-02-02"), .extensions = x, .extension_count = 2,
                        .reasoned = true };
    assert_true(deadline_compute(t->arena, t->law, &ask, &d, &err));
    assert_int_equal(d.days, 46);
    assert_true(derivation_check(t->arena, d.derivation, &err));
    ask.extension_count = 3;
    assert_false(deadline_compute(t->arena, t->law, &ask, &d, &thrice));
    assert_string_equal(thrice.faults[0].field, "extensions.2.length");
}

static void a_term_is_extended_to_a_day_within_its_rule(void **state)
{
    const TestLaw *t = *state;
    const struct { const char *rule, *granted, *until; bool reasoned; const char *due, *fault; } CASES[] = {
        { "appeal.general", "2026-02-10", "2026-02-24", false, "2026-02-24", "" },       /* 15 working days end on the 23rd */
        { "appeal.general", "2026-02-10", "2026-02-28", false, "2026-03-02", "" },       /* a Saturday: the day after */
        { "appeal.general", "2026-02-10", "2026-04-16", false, "2026-04-16", "" },       /* 30 more */
        { "appeal.general", "2026-02-10", "2026-04-17", true,  NULL, "wanted" },         /* verified: no reason helps */
        { "appeal.general", "2026-02-24", "2026-03-02", false, NULL, "wanted" },         /* the term is over */
        { "appeal.general", "2026-02-10", "2026-02-23", false, NULL, "wanted" },         /* not longer */
        { "records.default", "2026-02-10", "2026-04-03", false, "2026-04-03", "" },      /* 30 days from 4 March */
        { "records.default", "2026-02-10", "2026-04-04", false, NULL, "over_reason" },
        { "records.default", "2026-02-10", "2026-04-04", true,  "2026-04-04", "" },
        { "appeal.forward", "2026-02-03", "2026-02-20", true,  NULL, "wanted" },         /* no row lets it be longer */
        { "info.ombudsman", "2026-02-03", "2026-03-02", false, "2026-03-02", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Deadline now = due(t, CASES[i].rule, REGIME_ANY, "2026-02-02"), d;
        Err err = { 0 };
        bool done = deadline_extend(t->arena, t->law, now.derivation, day(CASES[i].granted), day(CASES[i].until),
                                    CASES[i].reasoned, &d, &err);
        assert_string_equal(done ? "" : err.faults[0].field, CASES[i].fault);
        if (done)
            assert_string_equal(iso(t->arena, d.due), CASES[i].due);
        assert_true(!done || derivation_check(t->arena, d.derivation, &err));
    }
}

static bool ask_stopped(const TestLaw *t, const char *rule, Regime regime, const char *from, ClockStop s, Deadline *ret,
                        Err *err)
{
    DeadlineAsk ask = { .rule = rule, .regime = regime, .from = day(from), .stops = &s, .stop_count = 1 };
    return deadline_compute(t->arena, t->law, &ask, ret, err);
}

static void a_clock_stands_only_on_a_ground_of_its_rule(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 }, no_ground = { 0 }, backwards = { 0 }, still = { 0 };
    ClockStop s = { "documents", day("2026-02-10"), day("2026-02-15") };
    assert_string_equal(iso(t->arena, due(t, "admin.decision", REGIME_ANY, "2026-02-02").due), "2026-03-04");
    assert_true(ask_stopped(t, "admin.decision", REGIME_ANY, "2026-02-02", s, &d, &err));
    assert_string_equal(iso(t->arena, d.due), "2026-03-10");     /* 9 March is a moved rest day */
    assert_int_equal(d.skipped_count, 5 + 1);
    assert_string_equal(d.skipped[0].ground, "documents");
    assert_false(ask_stopped(t, "appeal.general", REGIME_ANY, "2026-02-02", s, &d, &no_ground));
    assert_string_equal(no_ground.faults[0].field, "stops.0.ground");
    s.to = s.from;
    assert_false(ask_stopped(t, "admin.decision", REGIME_ANY, "2026-02-02", s, &d, &backwards));
    assert_string_equal(backwards.faults[0].field, "stops.0.to");
    s.to = DATE_FOREVER;
    assert_false(ask_stopped(t, "admin.decision", REGIME_ANY, "2026-02-02", s, &d, &still));
    assert_string_equal(still.faults[0].msgid, "the clock still stands");
}

static void a_stop_before_day_one_or_after_the_last_day_changes_nothing(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 };
    ClockStop before = { "sickness", day("2026-01-10"), day("2026-02-03") };
    ClockStop on_last = { "sickness", day("2026-03-02"), day("2026-03-03") };
    ClockStop after = { "sickness", day("2026-03-03"), day("2026-03-09") };
    assert_true(ask_stopped(t, "discipline.impose", REGIME_LABOUR, "2026-02-02", before, &d, &err));
    assert_string_equal(iso(t->arena, d.due), "2026-03-02");
    assert_true(ask_stopped(t, "discipline.impose", REGIME_LABOUR, "2026-02-02", on_last, &d, &err));
    assert_string_equal(iso(t->arena, d.due), "2026-03-03");
    assert_true(ask_stopped(t, "discipline.impose", REGIME_LABOUR, "2026-02-02", after, &d, &err));
    assert_string_equal(iso(t->arena, d.due), "2026-03-02");
}

static void what_is_not_a_term_is_refused(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *rule, *from; ErrKind kind; const char *field; } CASES[] = {
        { "no.such", "2026-02-02", ERR_NOT_FOUND, "rule" },
        { "trip.rate.baku", "2026-02-02", ERR_INVALID, "rule" },
        { "leave.basic", "2026-02-02", ERR_NOT_FOUND, "rule" },
        { "retention.leave_order", "2026-02-02", ERR_INVALID, "rule" },       /* no row says when it begins */
        { "appeal.general", "2015-09-29", ERR_NOT_FOUND, "rule" },
        { "appeal.general", "2050-12-20", ERR_INVALID, "from" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Deadline d;
        Err err = { 0 };
        DeadlineAsk ask = { .rule = CASES[i].rule, .from = day(CASES[i].from) };
        assert_false(deadline_compute(t->arena, t->law, &ask, &d, &err));
        if (err.kind != CASES[i].kind || strcmp(err.faults[0].field, CASES[i].field) != 0)
            fail_msg("%s: %s on %s", CASES[i].rule, err_kind_name(err.kind), err.faults[0].field);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_start_day_of_four_years_agrees_with_the_written_out_calendar),
        cmocka_unit_test(the_written_out_calendar_and_the_computed_one_have_the_same_days),
        cmocka_unit_test(each_unit_ends_where_its_law_says),
        cmocka_unit_test(hours_end_at_a_moment),
        cmocka_unit_test(skipped_days_are_listed_with_their_reasons),
        cmocka_unit_test(a_term_is_as_sure_as_its_least_sure_row_or_day),
        cmocka_unit_test(an_extension_lengthens_a_term_that_has_not_ended),
        cmocka_unit_test(extensions_stay_under_the_ceiling),
        cmocka_unit_test(only_a_rule_that_is_verified_refuses_a_longer_term),
        cmocka_unit_test(a_term_is_extended_to_a_day_within_its_rule),
        cmocka_unit_test(a_clock_stands_only_on_a_ground_of_its_rule),
        cmocka_unit_test(a_stop_before_day_one_or_after_the_last_day_changes_nothing),
        cmocka_unit_test(what_is_not_a_term_is_refused),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
