// SPDX-License-Identifier: Apache-2.0
#include "areas/law/test_law.h"
#include "areas/law/calendar.h"
#include "base/blob.h"

static void check_moved(const TestLaw *t, const CalendarYear *y, const char *const *expected)
{
    size_t n = 0;
    for (; expected[n]; n++)
        if (n >= y->moved_count || !date_same(y->moved[n], day(expected[n])))
            fail_msg("%d: moved day %zu is %s, expected %s", y->year, n,
                     n < y->moved_count ? iso(t->arena, y->moved[n]) : "missing", expected[n]);
    assert_int_equal(y->moved_count, n);
}

/* The ministry's norm for 2025: moved days, 239 working days, and each month. */
static void the_year_2025_comes_out_as_published(void **state)
{
    const TestLaw *t = *state;
    const CalendarYear *y = calendar_year(t->law->calendar, 2025);
    static const int MONTHS[12] = { 18, 20, 13, 22, 20, 17, 23, 21, 22, 23, 18, 22 };
    static const char *const MOVED[] = { "2025-03-10", "2025-03-25", "2025-03-26", "2025-04-01", "2025-06-09",
                                         "2025-06-16", "2025-11-10", "2025-11-11", NULL };
    assert_int_equal(y->total, 239);
    for (int m = 0; m < 12; m++)
        if (y->month[m] != MONTHS[m])
            fail_msg("month %d has %d working days, not %d", m + 1, y->month[m], MONTHS[m]);
    check_moved(t, y, MOVED);
    assert_true(y->confidence <= CONF_D);
}

/* The ministry's norm for 2026: moved days, 241 working days, 1922 hours. */
static void the_year_2026_comes_out_as_published(void **state)
{
    const TestLaw *t = *state;
    const CalendarYear *y = calendar_year(t->law->calendar, 2026);
    static const char *const MOVED[] = { "2026-03-09", "2026-03-25", "2026-03-26", "2026-03-27", "2026-03-30",
                                         "2026-05-11", "2026-05-29", "2026-11-10", NULL };
    int hours;
    Err err = { 0 };
    assert_int_equal(y->total, 241);
    check_moved(t, y, MOVED);
    assert_true(calendar_hours(t->law, day("2026-01-01"), day("2026-12-31"), &hours, &err));
    assert_int_equal(hours, 1922);
    assert_true(y->confidence <= CONF_D);
}

/* The norm for 2024 counted 239 days with a municipal voting day that was then held in January
 * 2025, and before Sunday 29 December was made a working day: two more. */
static void the_year_2024_comes_out_as_published_with_what_changed_later(void **state)
{
    const TestLaw *t = *state;
    const CalendarYear *y = calendar_year(t->law->calendar, 2024);
    static const char *const MOVED[] = { "2024-01-03", "2024-03-25", "2024-03-26", "2024-06-18", "2024-06-19",
                                         "2024-11-11", NULL };
    assert_int_equal(y->total, 239 + 2);
    check_moved(t, y, MOVED);
}

static void a_year_with_expected_religious_days_is_unverified(void **state)
{
    const TestLaw *t = *state;
    const CalendarYear *y = calendar_year(t->law->calendar, 2027), *far = calendar_year(t->law->calendar, 2028);
    static const char *const MOVED[] = { "2027-01-04", "2027-03-25", "2027-03-26", "2027-05-10", "2027-05-18",
                                         "2027-06-28", NULL };
    check_moved(t, y, MOVED);
    assert_int_equal(y->confidence, CONF_U);
    assert_true(y->religious_known);
    assert_false(far->religious_known);
    CalDay d;
    static const struct { const char *day; Confidence confidence; } CASES[] = {
        { "2027-03-04", CONF_V }, { "2027-03-05", CONF_U }, { "2027-03-14", CONF_U }, { "2027-03-15", CONF_V },
        { "2028-07-04", CONF_U }, { "2026-03-20", CONF_V }, { "2026-03-25", CONF_D },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_true(calendar_day(t->law->calendar, day(CASES[i].day), &d));
        if (d.confidence != CASES[i].confidence)
            fail_msg("%s is %s", CASES[i].day, confidence_code(d.confidence));
    }
}

static void each_day_says_why_it_does_not_work(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *day; DayKind kind; bool working, shorter; const char *why, *other; } CASES[] = {
        { "2025-01-01", DAY_HOLIDAY, false, false, "New Year", NULL },
        { "2025-01-03", DAY_SWAP_REST, false, false, "rest day in exchange for {0}", "2024-12-29" },
        { "2025-01-20", DAY_MOURNING, false, false, "20 January mourning day", NULL },
        { "2025-01-21", DAY_WORK, true, false, "", NULL },
        { "2025-01-28", DAY_WORK, true, true, "", NULL },
        { "2025-01-29", DAY_VOTING, false, false, "municipal election", NULL },
        { "2025-03-07", DAY_WORK, true, true, "", NULL },
        { "2025-03-08", DAY_HOLIDAY, false, false, "Women's Day", NULL },
        { "2025-03-09", DAY_WEEKEND, false, false, "Sunday", NULL },
        { "2025-03-10", DAY_SWAP_WORK, true, false, "", "2025-03-27" },
        { "2025-03-25", DAY_MOVED_REST, false, false, "rest day moved from {0}", "2025-03-22" },
        { "2025-03-30", DAY_RELIGIOUS, false, false, "Ramazan", NULL },
        { "2026-03-20", DAY_HOLIDAY, false, false, "Novruz", NULL },
        { "2026-03-27", DAY_MOVED_REST, false, false, "rest day for two holidays on {0}", "2026-03-20" },
        { "2026-03-30", DAY_MOVED_REST, false, false, "rest day for two holidays on {0}", "2026-03-21" },
        { "2026-05-30", DAY_WEEKEND, false, false, "Saturday", NULL },
        { "2024-09-01", DAY_VOTING, false, false, "parliamentary election", NULL },
        { "2024-09-02", DAY_WORK, true, false, "", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        CalDay d;
        assert_true(calendar_day(t->law->calendar, day(CASES[i].day), &d));
        bool other = CASES[i].other ? d.other.has && date_same(d.other.v, day(CASES[i].other)) : !d.other.has;
        if (d.kind != CASES[i].kind || d.working != CASES[i].working || d.shorter != CASES[i].shorter
            || strcmp(d.why, CASES[i].why) != 0 || !other)
            fail_msg("%s is %s, %s", CASES[i].day, day_kind_code(d.kind), d.why);
    }
}

static void the_mourning_day_on_a_weekend_moves_nothing(void **state)
{
    const TestLaw *t = *state;
    CalDay d;
    assert_true(calendar_day(t->law->calendar, day("2024-01-20"), &d));     /* a Saturday */
    assert_int_equal(d.kind, DAY_MOURNING);
    assert_true(calendar_day(t->law->calendar, day("2024-01-22"), &d));
    assert_true(d.working);
}

/* Published for the six-day week: 3 Jan, 25 Mar, 18 Jun 2024; 25 Mar, 1 Apr, 16 Jun, 10 Nov 2025. */
static void the_six_day_week_moves_only_sundays_and_knows_no_exchange(void **state)
{
    const TestLaw *t = *state;
    static const char *const NAMES[] = { "data/acts/acts.csv", "data/calendar/holidays.csv", "data/calendar/dated.csv" };
    static const char *const MOVED_2024[] = { "2024-01-03", "2024-03-25", "2024-06-18", NULL };
    static const char *const MOVED_2025[] = { "2025-03-25", "2025-04-01", "2025-06-16", "2025-11-10", NULL };
    LawFile files[3];
    Law *law;
    Err err = { 0 };
    for (int i = 0; i < 3; i++)
        files[i] = (LawFile){ NAMES[i], blob_find(NAMES[i])->bytes };
    assert_true(law_load_files(t->arena, files, 3, 6, &law, &err));
    check_moved(t, calendar_year(law->calendar, 2024), MOVED_2024);
    check_moved(t, calendar_year(law->calendar, 2025), MOVED_2025);
    CalDay d;
    assert_true(calendar_day(law->calendar, day("2024-01-07"), &d));
    assert_false(d.working);
}

static void years_outside_the_calendar_are_refused_by_name(void **state)
{
    const TestLaw *t = *state;
    CalDay d;
    Date next;
    int n;
    Err err = { 0 }, early = { 0 };
    assert_null(calendar_year(t->law->calendar, CALENDAR_FIRST - 1));
    assert_non_null(calendar_year(t->law->calendar, CALENDAR_FIRST));
    assert_non_null(calendar_year(t->law->calendar, CALENDAR_LAST));
    assert_null(calendar_year(t->law->calendar, CALENDAR_LAST + 1));
    assert_false(calendar_day(t->law->calendar, date_make(CALENDAR_FIRST - 1, 12, 31), &d));
    assert_true(calendar_day(t->law->calendar, date_make(CALENDAR_LAST, 12, 31), &d));
    assert_false(calendar_next_workday(t->law->calendar, date_make(CALENDAR_LAST, 12, 31), &next, &err));
    assert_int_equal(err.kind, ERR_INVALID);
    assert_string_equal(err.faults[0].args[0], "2051-01-01");
    assert_false(calendar_workdays(t->law->calendar, day("2009-12-31"), day("2010-01-10"), &n, &early));
    assert_string_equal(early.faults[0].args[0], "2009-12-31");
}

static void working_days_of_a_span_count_both_ends(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *first, *last; int days; } CASES[] = {
        { "2025-12-30", "2026-01-05", 2 },      /* 31 December, 1-2 January and a weekend between */
        { "2025-12-31", "2026-01-04", 0 },
        { "2026-03-19", "2026-03-31", 2 },      /* eleven days in a row do not work */
        { "2026-03-31", "2026-03-31", 1 },
        { "2026-03-31", "2026-03-30", 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int n;
        Err err = { 0 };
        assert_true(calendar_workdays(t->law->calendar, day(CASES[i].first), day(CASES[i].last), &n, &err));
        assert_int_equal(n, CASES[i].days);
    }
}

static void the_next_working_day_may_be_the_day_itself(void **state)
{
    const TestLaw *t = *state;
    static const char *const CASES[][2] = {
        { "2026-03-19", "2026-03-19" }, { "2026-03-20", "2026-03-31" }, { "2025-12-31", "2026-01-05" },
        { "2024-12-28", "2024-12-28" }, { "2024-12-30", "2025-01-06" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Date d;
        Err err = { 0 };
        assert_true(calendar_next_workday(t->law->calendar, day(CASES[i][0]), &d, &err));
        assert_string_equal(iso(t->arena, d), CASES[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_2025_comes_out_as_published),
        cmocka_unit_test(the_year_2026_comes_out_as_published),
        cmocka_unit_test(the_year_2024_comes_out_as_published_with_what_changed_later),
        cmocka_unit_test(a_year_with_expected_religious_days_is_unverified),
        cmocka_unit_test(each_day_says_why_it_does_not_work),
        cmocka_unit_test(the_mourning_day_on_a_weekend_moves_nothing),
        cmocka_unit_test(the_six_day_week_moves_only_sundays_and_knows_no_exchange),
        cmocka_unit_test(years_outside_the_calendar_are_refused_by_name),
        cmocka_unit_test(working_days_of_a_span_count_both_ends),
        cmocka_unit_test(the_next_working_day_may_be_the_day_itself),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
