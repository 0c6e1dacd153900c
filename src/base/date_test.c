// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

static Date day(const char *iso)
{
    Date d = { 0 };
    if (!date_parse(iso, &d))
        fail_msg("'%s' is not a date", iso);
    return d;
}

static void same(Date got, const char *iso, const char *why)
{
    char text[DATE_TEXT];
    date_format(got, text);
    if (strcmp(text, iso) != 0)
        fail_msg("%s: %s, expected %s", why, text, iso);
}

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* Walks two centuries day by day with a calendar of its own. */
static void every_day_from_1900_to_2100_goes_there_and_back(void **state)
{
    (void)state;
    static const int MONTH[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int32_t expected = day("1900-01-01").days;
    int weekday = 1;                                       /* it was a Monday */
    assert_int_equal(expected, -25567);
    for (int y = 1900; y <= 2100; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= MONTH[m - 1] + (m == 2 && leap(y)); d++, expected++) {
                Date made = date_make(y, m, d), read;
                int sy, sm, sd;
                char text[DATE_TEXT];
                date_split(made, &sy, &sm, &sd);
                date_format(made, text);
                assert_true(made.days == expected && sy == y && sm == m && sd == d);
                assert_true(date_valid(y, m, d) && date_parse(text, &read) && date_same(read, made));
                assert_int_equal(date_weekday(made), weekday);
                weekday = weekday % 7 + 1;
            }
    same((Date){ expected }, "2101-01-01", "the day after");
}

static void the_named_bounds_are_what_they_say(void **state)
{
    (void)state;
    same(DATE_ALWAYS, "0001-01-01", "always");
    same(DATE_FOREVER, "9999-12-31", "forever");
    same((Date){ 0 }, "1970-01-01", "zero");
    char text[INSTANT_TEXT];
    instant_format(INSTANT_FOREVER, text);
    assert_string_equal(text, "9999-12-31T23:59:59.000000Z");
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const struct { int y, m, d; bool valid; } CASES[] = {
        { 2024, 2, 29, true },  { 2023, 2, 29, false }, { 1900, 2, 29, false }, { 2000, 2, 29, true },
        { 2024, 4, 30, true },  { 2024, 4, 31, false }, { 2024, 12, 31, true }, { 2024, 12, 32, false },
        { 2024, 0, 1, false },  { 2024, 13, 1, false }, { 2024, 1, 0, false },  { 0, 1, 1, false },
        { 1, 1, 1, true },      { 9999, 12, 31, true }, { 10000, 1, 1, false }, { 2024, -1, 5, false },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (date_valid(CASES[i].y, CASES[i].m, CASES[i].d) != CASES[i].valid)
            fail_msg("%d-%d-%d", CASES[i].y, CASES[i].m, CASES[i].d);
}

static void only_the_iso_form_is_parsed(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "", "2024-1-01", "2024-01-1", "2024-02-30", "24-01-01", "2024/01/01", "2024-01-01 ", " 2024-01-01",
        "2024-01-01T00:00:00Z", "20240101", "2024-0a-01", "+024-01-01", "0000-01-01", "2024-13-01",
    };
    Date d = { 77 };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        if (date_parse(BAD[i], &d))
            fail_msg("'%s' was read", BAD[i]);
    assert_false(date_parse(NULL, &d));
    assert_int_equal(d.days, 77);
}

static void people_may_type_a_date_their_way(void **state)
{
    (void)state;
    static const struct { const char *typed, *iso; } CASES[] = {
        { "2026-03-01", "2026-03-01" }, { "1.3.2026", "2026-03-01" },   { "01.03.2026", "2026-03-01" },
        { "1/3/2026", "2026-03-01" },   { "31.12.1999", "1999-12-31" }, { "29.02.2024", "2024-02-29" },
        { "29.02.2023", NULL },         { "1.3.26", NULL },             { "1.3", NULL },
        { "1.3.2026.", NULL },          { "..2026", NULL },             { "3.1.20267", NULL },
        { "a.b.cccc", NULL },           { "", NULL },                   { "1 3 2026", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Date d;
        bool read = date_parse_input(CASES[i].typed, &d);
        if (read != (CASES[i].iso != NULL))
            fail_msg("'%s'", CASES[i].typed);
        if (read)
            same(d, CASES[i].iso, CASES[i].typed);
    }
    Date d;
    assert_false(date_parse_input(NULL, &d));
}

static void months_end_where_the_month_ends(void **state)
{
    (void)state;
    static const struct { const char *from; int months; const char *to; } CASES[] = {
        { "2023-01-31", 1, "2023-02-28" }, { "2024-01-31", 1, "2024-02-29" },
        { "2024-01-29", 1, "2024-02-29" }, { "2024-03-31", 1, "2024-04-30" },
        { "2024-03-31", -1, "2024-02-29" }, { "2024-12-31", 2, "2025-02-28" },
        { "2024-12-15", 1, "2025-01-15" }, { "2025-01-15", -1, "2024-12-15" },
        { "2024-02-29", 12, "2025-02-28" }, { "2024-02-29", 48, "2028-02-29" },
        { "2024-05-31", 0, "2024-05-31" }, { "1999-11-30", 3, "2000-02-29" },
        { "9999-11-30", 1, "9999-12-30" }, { "9999-11-30", 2, "9999-12-31" },
        { "9999-12-31", 1200, "9999-12-31" }, { "0001-02-10", -1, "0001-01-10" },
        { "0001-02-10", -2, "0001-01-01" }, { "0001-01-01", -1200, "0001-01-01" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        same(date_add_months(day(CASES[i].from), CASES[i].months), CASES[i].to, CASES[i].from);
}

static void years_and_days_are_added(void **state)
{
    (void)state;
    same(date_add_years(day("2024-02-29"), 1), "2025-02-28", "leap day");
    same(date_add_years(day("2024-02-29"), 4), "2028-02-29", "leap day to leap day");
    same(date_add_years(day("2024-02-29"), -1), "2023-02-28", "back");
    same(date_add_days(day("2024-02-28"), 2), "2024-03-01", "over the leap day");
    same(date_add_days(day("2024-03-01"), -1), "2024-02-29", "back to it");
    same(date_last(day("2024-03-01")), "2024-02-29", "the last day of a span that ends before March");
    assert_true(date_same(date_last(DATE_FOREVER), DATE_FOREVER));
    assert_int_equal(date_days_between(day("2024-01-01"), day("2025-01-01")), 366);
    assert_int_equal(date_days_between(day("2025-01-01"), day("2024-01-01")), -366);
    assert_true(date_before(day("2024-01-01"), day("2024-01-02")));
    assert_false(date_before(day("2024-01-01"), day("2024-01-01")));
    assert_true(date_same(date_min(day("2024-01-01"), day("2024-01-02")), day("2024-01-01")));
    assert_true(date_same(date_max(day("2024-01-01"), day("2024-01-02")), day("2024-01-02")));
}

static void weekdays_that_are_known(void **state)
{
    (void)state;
    static const struct { const char *iso; int weekday; } CASES[] = {
        { "1970-01-01", 4 }, { "2000-01-01", 6 }, { "2024-02-29", 4 }, { "2026-03-01", 7 },
        { "0001-01-01", 1 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (date_weekday(day(CASES[i].iso)) != CASES[i].weekday)
            fail_msg("%s", CASES[i].iso);
}

/* A day of the law begins at 20:00 UTC of the day before. */
static void a_day_in_baku_is_four_hours_ahead(void **state)
{
    (void)state;
    static const struct { const char *moment, *day; } CASES[] = {
        { "2026-03-01T19:59:59.999999Z", "2026-03-01" }, { "2026-03-01T20:00:00Z", "2026-03-02" },
        { "1969-12-31T19:59:59.999999Z", "1969-12-31" }, { "1969-12-31T20:00:00.000000Z", "1970-01-01" },
        { "1955-06-15T12:00:00Z", "1955-06-15" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Instant t;
        assert_true(instant_parse(CASES[i].moment, &t));
        same(instant_day(t), CASES[i].day, CASES[i].moment);
    }
    Date d = day("2026-03-01");
    assert_true(date_same(instant_day(instant_day_start(d)), d));
    assert_true(date_same(instant_day(instant_day_end(d)), d));
    assert_true(instant_day_end(d).us + 1 == instant_day_start(date_add_days(d, 1)).us);
    assert_true(date_same(instant_day((Instant){ instant_day_start(d).us - 1 }), date_add_days(d, -1)));
}

static void instants_go_there_and_back(void **state)
{
    (void)state;
    static const int64_t US[] = {
        0, 1, -1, 999999, 1000000, 1767225600123456, -2208988800000000, 253402300799000000,
    };
    for (size_t i = 0; i < sizeof US / sizeof *US; i++) {
        char text[INSTANT_TEXT];
        Instant back;
        instant_format((Instant){ US[i] }, text);
        if (!instant_parse(text, &back) || back.us != US[i])
            fail_msg("%s", text);
    }
    static const char *const BAD[] = {
        "", "2026-03-01", "2026-03-01T10:00:00", "2026-03-01 10:00:00Z", "2026-03-01T24:00:00Z",
        "2026-03-01T10:60:00Z", "2026-03-01T10:00:60Z", "2026-02-30T10:00:00Z", "2026-03-01T10:00:00+04:00",
        "2026-03-01T10:00:00.1234567Z", "2026-03-01T10:00:00.5", "2026-03-01T10:00:00Zx",
    };
    Instant t;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        if (instant_parse(BAD[i], &t))
            fail_msg("'%s' was read", BAD[i]);
    assert_false(instant_parse(NULL, &t));
    assert_true(instant_parse("1970-01-01T00:00:00.25Z", &t));
    assert_int_equal(t.us, 250000);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_day_from_1900_to_2100_goes_there_and_back),
        cmocka_unit_test(the_named_bounds_are_what_they_say),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(only_the_iso_form_is_parsed),
        cmocka_unit_test(people_may_type_a_date_their_way),
        cmocka_unit_test(months_end_where_the_month_ends),
        cmocka_unit_test(years_and_days_are_added),
        cmocka_unit_test(weekdays_that_are_known),
        cmocka_unit_test(a_day_in_baku_is_four_hours_ahead),
        cmocka_unit_test(instants_go_there_and_back),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
