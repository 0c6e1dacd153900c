// SPDX-License-Identifier: Apache-2.0
/* What may be typed as a day: both ends of each kind, and the days beyond. */
#include "app/app_test.h"
#include "app/day.h"
#include <string.h>

/* Today is 22 November 2026. */
static const struct { DayOf of; const char *before, *first, *last, *after; } CASES[] = {
    { DAY_OF_ANY,     "31.12.1899", "01.01.1900", "22.11.2126", "23.11.2126" },
    { DAY_OF_BIRTH,   "31.12.1899", "01.01.1900", "22.11.2027", "23.11.2027" },
    { DAY_OF_PAPER,   "31.12.1929", "01.01.1930", "22.11.2027", "23.11.2027" },
    { DAY_OF_EVENT,   "31.12.1929", "01.01.1930", "22.11.2027", "23.11.2027" },
    { DAY_OF_SERVICE, "31.12.1929", "01.01.1930", "22.11.2036", "23.11.2036" },
    { DAY_OF_AWAY,    "31.12.1929", "01.01.1930", "22.11.2032", "23.11.2032" },
    { DAY_OF_TERM,    "31.12.1989", "01.01.1990", "22.11.2046", "23.11.2046" },
    { DAY_OF_LAW,     "31.12.1917", "01.01.1918", "22.11.2056", "23.11.2056" },
};

static Date make(Arena *a, DayOf of, const char *typed, Err *err)
{
    Cx cx = { .arena = a, .today = date_make(2026, 11, 22) };
    Date day = { 0 };
    err_clear(err);
    day_read(&cx, of, typed, "born", &day, err);
    return day;
}

static void each_kind_of_day_has_two_ends(void **state)
{
    Arena *a = arena_new();
    Err err = { 0 };
    (void)state;
    assert_int_equal(sizeof CASES / sizeof *CASES, DAY_OF__COUNT);
    for (size_t i = 0; i < DAY_OF__COUNT; i++) {
        assert_int_equal(CASES[i].of, i);
        make(a, CASES[i].of, CASES[i].before, &err);
        assert_string_equal(err.faults[0].msgid, "a day before {0} cannot be meant; check the year");
        assert_string_equal(err.faults[0].args[0], CASES[i].first);
        assert_string_equal(err.faults[0].field, "born");
        make(a, CASES[i].of, CASES[i].first, &err);
        assert_int_equal(err.kind, ERR_NONE);
        make(a, CASES[i].of, CASES[i].last, &err);
        assert_int_equal(err.kind, ERR_NONE);
        make(a, CASES[i].of, CASES[i].after, &err);
        assert_string_equal(err.faults[0].msgid, "a day after {0} cannot be meant; check the year");
        assert_string_equal(err.faults[0].args[0], CASES[i].last);
    }
    arena_free(a);
}

static void a_day_is_read_as_people_and_programs_write_it(void **state)
{
    Arena *a = arena_new();
    Err err = { 0 };
    (void)state;
    assert_true(date_same(make(a, DAY_OF_PAPER, "2026-11-22", &err), date_make(2026, 11, 22)));
    assert_true(date_same(make(a, DAY_OF_PAPER, "22.11.2026", &err), date_make(2026, 11, 22)));
    static const char *const NONE[] = { "", "22.11", "31.02.2026", "2026-13-01", "sabah", "01.01.10000", "22.11.26" };
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
        make(a, DAY_OF_ANY, NONE[i], &err);
        assert_string_equal(err.faults[0].msgid, "not a date; write it as 22.11.2026");
    }
    arena_free(a);
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(each_kind_of_day_has_two_ends),
    cmocka_unit_test(a_day_is_read_as_people_and_programs_write_it),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
