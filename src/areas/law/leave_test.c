// SPDX-License-Identifier: Apache-2.0
#include "areas/law/test_law.h"

static LeaveSpan span(const TestLaw *t, const char *first, int days)
{
    LeaveSpan s;
    Err err = { 0 };
    if (!leave_span(t->arena, t->law, REGIME_CIVIL_SERVANT, day(first), days, &s, &err))
        fail_msg("%s + %d: %s", first, days, err.faults[0].msgid);
    return s;
}

static void holidays_inside_lengthen_a_leave_and_rest_days_do_not(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *why, *first; int days; const char *last, *back; int extended; } CASES[] = {
        { "plain weeks",                     "2026-02-02", 14, "2026-02-15", "2026-02-16", 0 },
        { "one day",                         "2026-02-03",  1, "2026-02-03", "2026-02-04", 0 },
        { "ends the day before Novruz",      "2026-03-10", 10, "2026-03-19", "2026-03-31", 0 },
        { "one day more meets Novruz",       "2026-03-10", 11, "2026-03-25", "2026-03-31", 5 },
        { "Ramazan inside Novruz: once",     "2026-03-16", 14, "2026-04-03", "2026-04-06", 5 },
        { "moved rest days are leave days",  "2026-03-25",  6, "2026-03-30", "2026-03-31", 0 },
        { "over New Year",                   "2025-12-22", 14, "2026-01-07", "2026-01-08", 3 },
        { "begins on New Year's Day",        "2026-01-01",  7, "2026-01-09", "2026-01-12", 2 },
        { "20 January since 2026",           "2026-01-12", 14, "2026-01-26", "2026-01-27", 1 },
        { "20 January before 2026",          "2025-01-13", 14, "2025-01-26", "2025-01-27", 0 },
        { "voting day before 2026",          "2025-01-27",  7, "2025-02-02", "2025-02-03", 0 },
        { "ends on the eve of a voting day", "2025-01-22",  7, "2025-01-28", "2025-01-30", 0 },
        { "Qurban and Independence Day",     "2026-05-25",  7, "2026-06-02", "2026-06-03", 2 },
        { "a holiday on a Sunday",           "2025-06-09",  7, "2025-06-16", "2025-06-17", 1 },
        { "a working Sunday before",         "2024-12-27",  2, "2024-12-28", "2024-12-29", 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        LeaveSpan s = span(t, CASES[i].first, CASES[i].days);
        if (!date_same(s.last, day(CASES[i].last)) || !date_same(s.back, day(CASES[i].back))
            || s.extended_count != (size_t)CASES[i].extended)
            fail_msg("%s: last %s, back %s, %zu days longer", CASES[i].why, iso(t->arena, s.last), iso(t->arena, s.back),
                     s.extended_count);
    }
}

static void every_extended_day_is_listed(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *day, *why; } DAYS[] = {
        { "2025-12-31", "Day of Solidarity" }, { "2026-01-01", "New Year" }, { "2026-01-02", "New Year" },
    };
    LeaveSpan s = span(t, "2025-12-22", 14);
    for (size_t i = 0; i < s.extended_count; i++) {
        assert_string_equal(iso(t->arena, s.extended[i].date), DAYS[i].day);
        assert_string_equal(s.extended[i].why, DAYS[i].why);
    }
    assert_int_equal(val_count(val_get(s.derivation, "days")), 3 + s.waited_count);
}

/* Another way: strike the holidays of the two years from the list of days, and count. */
static void every_leave_of_2025_to_2027_agrees_with_a_list_of_struck_days(void **state)
{
    const TestLaw *t = *state;
    static const char STRUCK[] =
        "2025-01-01 2025-01-02 2025-03-08 2025-03-20 2025-03-21 2025-03-22 2025-03-23 2025-03-24 2025-03-30 2025-03-31 "
        "2025-05-09 2025-05-28 2025-06-06 2025-06-07 2025-06-15 2025-06-26 2025-11-08 2025-11-09 2025-12-31 "
        "2026-01-01 2026-01-02 2026-01-20 2026-03-08 2026-03-20 2026-03-21 2026-03-22 2026-03-23 2026-03-24 2026-05-09 "
        "2026-05-27 2026-05-28 2026-06-15 2026-06-26 2026-11-08 2026-11-09 2026-12-31 "
        "2027-01-01 2027-01-02 2027-01-20 2027-03-08 2027-03-09 2027-03-10 2027-03-20 2027-03-21 2027-03-22 2027-03-23 "
        "2027-03-24 2027-05-09 2027-05-16 2027-05-17 2027-05-28 2027-06-15 2027-06-26 2027-11-08 2027-11-09 2027-12-31";
    static const int LENGTHS[] = { 1, 2, 14, 30, 46, 56 };
    for (Date first = day("2025-01-01"); date_before(first, day("2027-09-01")); first = date_add_days(first, 1))
        for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
            Arena *a = arena_new();
            LeaveSpan s;
            Err err = { 0 };
            assert_true(leave_span(a, t->law, REGIME_RANKED, first, LENGTHS[i], &s, &err));
            int counted = 0, used;
            for (Date d = first; !date_before(s.last, d); d = date_add_days(d, 1))
                counted += strstr(STRUCK, iso(a, d)) == NULL;
            if (counted != LENGTHS[i] || strstr(STRUCK, iso(a, s.last)))
                fail_msg("%d days from %s end on %s", LENGTHS[i], iso(a, first), iso(a, s.last));
            assert_true(leave_days_used(t->law, REGIME_RANKED, first, s.last, &used, &err));
            assert_int_equal(used, LENGTHS[i]);
            arena_free(a);
        }
}

static void a_leave_is_one_to_fifteen_hundred_days(void **state)
{
    const TestLaw *t = *state;
    LeaveSpan s;
    Err zero = { 0 }, most = { 0 }, over = { 0 }, late = { 0 };
    assert_false(leave_span(t->arena, t->law, REGIME_LABOUR, day("2026-01-12"), 0, &s, &zero));
    assert_string_equal(zero.faults[0].field, "days");
    assert_true(leave_span(t->arena, t->law, REGIME_LABOUR, day("2026-01-12"), 1500, &s, &most));
    assert_false(leave_span(t->arena, t->law, REGIME_LABOUR, day("2026-01-12"), 1501, &s, &over));
    assert_false(leave_span(t->arena, t->law, REGIME_LABOUR, day("2050-12-20"), 20, &s, &late));
    assert_string_equal(late.faults[0].field, "first");
}

/* ---- the right to leave ----------------------------------------------------- */

static LeaveRight right(const TestLaw *t, const LeaveFacts *facts, const char *on)
{
    LeaveRight r;
    Err err = { 0 };
    if (!leave_right(t->arena, t->law, facts, day(on), &r, &err))
        fail_msg("%s %s", err.faults[0].msgid, err.faults[0].args[0]);
    return r;
}

static void length_of_service_adds_at_five_ten_and_fifteen_years(void **state)
{
    const TestLaw *t = *state;
    static const struct { int years, extra; } CASES[] = {
        { 0, 0 }, { 4, 0 }, { 5, 2 }, { 9, 2 }, { 10, 4 }, { 14, 4 }, { 15, 6 }, { 40, 6 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        LeaveFacts civil = { .regime = REGIME_CIVIL_SERVANT, .seniority_years = CASES[i].years };
        LeaveFacts labour = { .regime = REGIME_LABOUR, .employer_years = CASES[i].years };
        assert_int_equal(right(t, &civil, "2026-02-01").total, 30 + CASES[i].extra);
        assert_int_equal(right(t, &labour, "2026-02-01").total, 21 + CASES[i].extra);
    }
}

static void each_regime_counts_its_own_years(void **state)
{
    const TestLaw *t = *state;
    LeaveFacts f = { .regime = REGIME_CIVIL_SERVANT, .seniority_years = 20, .employer_years = 1 };
    assert_int_equal(right(t, &f, "2026-02-01").length, 6);
    f.regime = REGIME_LABOUR;
    assert_int_equal(right(t, &f, "2026-02-01").length, 0);
    f.responsible = true;
    assert_int_equal(right(t, &f, "2026-02-01").total, 30);
}

static void of_two_extras_only_the_longer_joins(void **state)
{
    const TestLaw *t = *state;
    static const struct { int years, conditions, joined; } CASES[] = {
        { 5, 6, 6 }, { 15, 6, 6 }, { 15, 7, 7 }, { 15, 0, 6 }, { 0, 6, 6 }, { 10, 6, 6 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        LeaveFacts f = { .regime = REGIME_CIVIL_SERVANT, .seniority_years = CASES[i].years,
                         .conditions_days = CASES[i].conditions };
        LeaveRight r = right(t, &f, "2026-02-01");
        assert_int_equal(r.joined, CASES[i].joined);
        assert_int_equal(r.total, 30 + CASES[i].joined);
    }
}

static void an_extra_for_conditions_is_at_least_six_days(void **state)
{
    const TestLaw *t = *state;
    LeaveFacts f = { .regime = REGIME_LABOUR, .conditions_days = 5 };
    LeaveRight r;
    Err err = { 0 };
    assert_false(leave_right(t->arena, t->law, &f, day("2026-02-01"), &r, &err));
    assert_string_equal(err.faults[0].field, "conditions_days");
    assert_string_equal(err.faults[0].args[0], "6");
}

static void children_count_until_the_end_of_the_year_they_turn_fourteen(void **state)
{
    const TestLaw *t = *state;
    Child kids[3] = { { day("2012-01-01"), false }, { day("2015-06-01"), false }, { day("2016-06-01"), false } };
    LeaveFacts f = { .regime = REGIME_LABOUR, .children_right = true, .children = kids, .child_count = 2 };
    assert_int_equal(right(t, &f, "2026-12-31").children, 2);
    assert_int_equal(right(t, &f, "2027-01-01").children, 0);
    f.child_count = 3;
    assert_int_equal(right(t, &f, "2026-12-31").children, 5);
    assert_int_equal(right(t, &f, "2027-01-01").children, 2);
    f.child_count = 1;
    assert_int_equal(right(t, &f, "2026-12-31").children, 0);
    f.child_count = 3;
    f.children_right = false;
    assert_int_equal(right(t, &f, "2026-12-31").children, 0);
}

static void a_disabled_child_counts_until_the_eve_of_eighteen(void **state)
{
    const TestLaw *t = *state;
    Child kid = { day("2008-05-10"), true };
    LeaveFacts f = { .regime = REGIME_CIVIL_SERVANT, .children_right = true, .children = &kid, .child_count = 1 };
    assert_int_equal(right(t, &f, "2026-05-09").children, 5);
    assert_int_equal(right(t, &f, "2026-05-10").children, 0);
}

static void special_groups_have_their_own_leave(void **state)
{
    const TestLaw *t = *state;
    Child kids[2] = { { day("2020-01-01"), false }, { day("2021-01-01"), false } };
    static const struct { const char *group; int years, conditions, total; } CASES[] = {
        { "", 15, 0, 30 + 6 + 2 },        { "merit", 15, 6, 46 },             { "teacher56", 15, 0, 56 },
        { "teacher42", 15, 6, 42 + 6 },   { "disabled", 0, 0, 42 + 2 },       { "disabled", 15, 0, 42 + 2 },
        { "disabled", 0, 14, 44 + 2 },    { "under18", 0, 0, 35 + 2 },        { "under16", 0, 0, 42 + 2 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        LeaveFacts f = { .regime = REGIME_CIVIL_SERVANT, .seniority_years = CASES[i].years, .group = CASES[i].group,
                         .conditions_days = CASES[i].conditions, .children_right = true, .children = kids,
                         .child_count = 2 };
        int total = right(t, &f, "2026-02-01").total;
        if (total != CASES[i].total)
            fail_msg("%s: %d days", CASES[i].group, total);
    }
    LeaveFacts f = { .regime = REGIME_LABOUR, .group = "giants" };
    LeaveRight r;
    Err err = { 0 };
    assert_false(leave_right(t->arena, t->law, &f, day("2026-02-01"), &r, &err));
    assert_string_equal(err.faults[0].field, "group");
    err_clear(&err);
    f.group = "merit.no_length";
    assert_false(leave_right(t->arena, t->law, &f, day("2026-02-01"), &r, &err));
}

static void ranked_leave_warns_and_does_not_bind(void **state)
{
    const TestLaw *t = *state;
    LeaveFacts f = { .regime = REGIME_RANKED, .seniority_years = 12, .liberated = true };
    LeaveRight r = right(t, &f, "2026-02-01");
    assert_int_equal(r.total, 30 + 4 + 5);
    assert_false(r.binding);
    assert_int_equal(r.confidence, CONF_U);
    f.regime = REGIME_CIVIL_SERVANT;
    r = right(t, &f, "2026-02-01");
    assert_true(r.binding);
    assert_int_equal(r.confidence, CONF_V);
}

/* ---- work year and the days around a leave ---------------------------------- */

static void a_work_year_begins_on_the_anniversary_of_hiring(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *hired, *on, *from, *to; int number; } CASES[] = {
        { "2020-03-15", "2020-03-15", "2020-03-15", "2021-03-15", 1 },
        { "2020-03-15", "2021-03-14", "2020-03-15", "2021-03-15", 1 },
        { "2020-03-15", "2021-03-15", "2021-03-15", "2022-03-15", 2 },
        { "2020-02-29", "2024-02-28", "2023-02-28", "2024-02-29", 4 },
        { "2020-02-29", "2024-02-29", "2024-02-29", "2025-02-28", 5 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Period y;
        int number;
        Err err = { 0 };
        assert_true(work_year(day(CASES[i].hired), NULL, 0, day(CASES[i].on), &y, &number, &err));
        assert_int_equal(number, CASES[i].number);
        assert_string_equal(iso(t->arena, y.from), CASES[i].from);
        assert_string_equal(iso(t->arena, y.to), CASES[i].to);
    }
    Period y;
    int number;
    Err err = { 0 };
    assert_false(work_year(day("2020-03-15"), NULL, 0, day("2020-03-14"), &y, &number, &err));
    assert_string_equal(err.faults[0].field, "on");
}

static void days_away_put_the_work_year_off(void **state)
{
    const TestLaw *t = *state;
    const Period away[] = { { day("2020-06-01"), day("2020-07-01") }, { day("2022-05-01"), day("2022-05-11") } };
    static const struct { const char *on, *from, *to; int number; } CASES[] = {
        { "2021-01-30", "2020-01-01", "2021-01-31", 1 }, { "2021-01-31", "2021-01-31", "2022-01-31", 2 },
        { "2022-06-01", "2022-01-31", "2023-02-10", 3 }, { "2023-02-10", "2023-02-10", "2024-02-10", 4 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Period y;
        int number;
        Err err = { 0 };
        assert_true(work_year(day("2020-01-01"), away, 2, day(CASES[i].on), &y, &number, &err));
        assert_int_equal(number, CASES[i].number);
        assert_string_equal(iso(t->arena, y.from), CASES[i].from);
        assert_string_equal(iso(t->arena, y.to), CASES[i].to);
    }
}

static void the_days_around_a_leave_come_from_rows(void **state)
{
    const TestLaw *t = *state;
    const Rule *r;
    Date d;
    bool fit;
    Err err = { 0 };
    assert_true(leave_first_day(t->law, REGIME_LABOUR, day("2025-08-31"), &d, &r, &err));
    assert_string_equal(iso(t->arena, d), "2026-02-28");
    assert_true(leave_order_day(t->law, REGIME_LABOUR, day("2026-03-03"), &d, &r, &err));
    assert_string_equal(iso(t->arena, d), "2026-02-26");
    assert_true(leave_parts_fit(t->law, REGIME_LABOUR, (int[]){ 14, 7 }, 2, d, &fit, &r, &err));
    assert_true(fit);
    assert_true(leave_parts_fit(t->law, REGIME_LABOUR, (int[]){ 13, 8 }, 2, d, &fit, &r, &err));
    assert_false(fit);
    assert_true(leave_parts_fit(t->law, REGIME_LABOUR, (int[]){ 10 }, 1, d, &fit, &r, &err));
    assert_true(fit);
    assert_string_equal(r->code, "leave.part_least");
}

static void full_years_count_both_days(void **state)
{
    (void)state;
    static const struct { const char *first, *last; int years; } CASES[] = {
        { "2020-03-01", "2020-03-01", 0 }, { "2020-03-01", "2025-02-27", 4 }, { "2020-03-01", "2025-02-28", 5 },
        { "2020-03-01", "2025-03-01", 5 }, { "2020-02-29", "2021-02-27", 1 }, { "2020-02-29", "2021-02-26", 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(full_years(day(CASES[i].first), day(CASES[i].last)), CASES[i].years);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holidays_inside_lengthen_a_leave_and_rest_days_do_not),
        cmocka_unit_test(every_extended_day_is_listed),
        cmocka_unit_test(every_leave_of_2025_to_2027_agrees_with_a_list_of_struck_days),
        cmocka_unit_test(a_leave_is_one_to_fifteen_hundred_days),
        cmocka_unit_test(length_of_service_adds_at_five_ten_and_fifteen_years),
        cmocka_unit_test(each_regime_counts_its_own_years),
        cmocka_unit_test(of_two_extras_only_the_longer_joins),
        cmocka_unit_test(an_extra_for_conditions_is_at_least_six_days),
        cmocka_unit_test(children_count_until_the_end_of_the_year_they_turn_fourteen),
        cmocka_unit_test(a_disabled_child_counts_until_the_eve_of_eighteen),
        cmocka_unit_test(special_groups_have_their_own_leave),
        cmocka_unit_test(ranked_leave_warns_and_does_not_bind),
        cmocka_unit_test(a_work_year_begins_on_the_anniversary_of_hiring),
        cmocka_unit_test(days_away_put_the_work_year_off),
        cmocka_unit_test(the_days_around_a_leave_come_from_rows),
        cmocka_unit_test(full_years_count_both_days),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
