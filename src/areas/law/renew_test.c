// SPDX-License-Identifier: Apache-2.0
/* What a newer program brings to a database of before.  The older knowledge is written into the database: then the program
 * of this build is the newer one. */
#include "app/app_test.h"
#include "areas/law/law_diff.h"
#include "areas/law/law_store.h"
#include <string.h>

static Law *shipped(TestApp *t)
{
    Law *law = NULL;
    MUST(law_load(t->arena, &law, &t->err), &t->err);
    return law;
}

static Law *stored(TestApp *t)
{
    Law *law = NULL;
    MUST(law_store_read(t->db, t->arena, NULL, &law, &t->err), &t->err);
    return law;
}

static void fill(TestApp *t)
{
    MUST(law_store_fill(&t->cx, shipped(t), &t->err), &t->err);
    MUST(app_test_commit(t), &t->err);
}

static void sql(TestApp *t, const char *script) { MUST(db_script(t->db, script, &t->err), &t->err); }

static const Rule *rule_on(TestApp *t, const char *code, Regime regime)
{
    return rule_find(stored(t), code, regime, date_make(2026, 9, 1));
}

static size_t renewed(TestApp *t)
{
    size_t added = 0;
    MUST(law_store_renew(&t->cx, shipped(t), &added, &t->err), &t->err);
    return added;
}

static int64_t mark(TestApp *t)
{
    int64_t n = 0;
    MUST(law_store_mark(t->db, &n, &t->err), &t->err);
    return n;
}

static bool has(TestApp *t, const char *code, Regime regime) { return rule_on(t, code, regime) != NULL; }

typedef struct Correction { const char *what, *code, *was, *now; bool taken; } Correction;

/* The corrections told so far, the newest last. */
static const Correction *told(TestApp *t, size_t *ret_count)
{
    static const Field FIELDS[] = { FIELD(Correction, what), FIELD(Correction, code), FIELD(Correction, was), FIELD(Correction, now),
                                    FIELD(Correction, taken), FIELDS_END };
    static const Query ALL = { "corrections_of_the_test", "SELECT what, code, was, now, taken FROM law_correction ORDER BY id" };
    const Correction *rows = db_all(t->db, t->arena, &ALL, BIND_NONE, FIELDS, sizeof *rows, ret_count, &t->err);
    MUST(rows != NULL, &t->err);
    return rows;
}

static void expect_told(TestApp *t, size_t n, const char *what, const char *code, bool taken)
{
    size_t count;
    const Correction *rows = told(t, &count);
    assert_int_equal(count, n);
    assert_string_equal(rows[n - 1].what, what);
    assert_string_equal(rows[n - 1].code, code);
    assert_int_equal(rows[n - 1].taken, taken);
}

static void a_corrected_value_comes_as_a_new_version_and_the_old_one_is_kept(void **state)
{
    TestApp *t = *state;
    size_t n;
    fill(t);
    sql(t, "UPDATE rule SET value = 14, confidence = 'U' WHERE code = 'appeal.general'");
    int64_t before = mark(t);
    assert_int_equal(renewed(t), 1);
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->value, 15);
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->confidence, CONF_V);
    assert_true(mark(t) != before);
    expect_told(t, 1, "rule", "appeal.general", true);
    assert_non_null(strstr(told(t, &n)[0].was, "\"value\":14"));
    assert_non_null(strstr(told(t, &n)[0].now, "\"value\":15"));
    assert_int_equal(stored(t)->rule_count, shipped(t)->rule_count);
    assert_int_equal(renewed(t), 0);
    expect_told(t, 1, "rule", "appeal.general", true);
}

/* The row that ends and the one that follows it come together; a row the program has no longer goes. */
static void rows_of_one_rule_change_together(void **state)
{
    TestApp *t = *state;
    fill(t);
    sql(t, "UPDATE rule SET valid_to = '2026-07-01' WHERE code = 'appeal.general';"
           "INSERT INTO rule (code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved, changed)"
           " VALUES ('appeal.general', 20, 'workday', 'ANY', '2026-07-01', '9999-12-31', 'appeals:10.1', 'V', '', 'data', TRUE, 0)");
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->value, 20);
    assert_int_equal(renewed(t), 1);
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->value, 15);
    assert_int_equal(stored(t)->rule_count, shipped(t)->rule_count);
}

/* A term and its extension are counted in one unit: each alone would be no law that loads. */
static void rules_that_need_each_other_come_together(void **state)
{
    TestApp *t = *state;
    fill(t);
    sql(t, "UPDATE rule SET unit = 'calday' WHERE code LIKE 'appeal.%' AND unit = 'workday'");
    size_t changed = renewed(t);
    assert_true(changed > 5);
    assert_int_equal(rule_on(t, "appeal.general.extension", REGIME_ANY)->unit, UNIT_WORKDAY);
    assert_int_equal(renewed(t), 0);
}

/* The officers' row stands, what the program knows is told, once; the row they ended is no news. */
static void a_correction_does_not_touch_what_officers_decided(void **state)
{
    TestApp *t = *state;
    fill(t);
    sql(t, "UPDATE rule SET valid_to = '2026-07-01' WHERE code = 'appeal.general';"
           "INSERT INTO rule (code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved, changed)"
           " VALUES ('appeal.general', 20, 'workday', 'ANY', '2026-07-01', '9999-12-31', 'appeals:10.1', 'V', '', 'entered', TRUE, 0)");
    size_t n;
    assert_int_equal(renewed(t), 0);
    told(t, &n);
    assert_int_equal(n, 0);
    sql(t, "UPDATE rule SET basis = 'appeals:10.7' WHERE code = 'appeal.general' AND source <> 'entered'");
    assert_int_equal(renewed(t), 0);
    expect_told(t, 1, "rule", "appeal.general", false);
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->value, 20);
    assert_int_equal(renewed(t), 0);
    expect_told(t, 1, "rule", "appeal.general", false);
}

static void a_rule_that_waits_for_approval_waits_for_officers(void **state)
{
    static const char PROPOSE[] =
        "INSERT INTO rule (code, value, unit, regime, valid_from, valid_to, basis, confidence, note, source, approved, changed)"
        " VALUES ('appeal.general', 20, 'workday', 'ANY', '2027-01-01', '9999-12-31', 'appeals:10.1', 'V', '', 'entered', FALSE, 0)";
    TestApp *t = *state;
    fill(t);
    sql(t, "UPDATE rule SET value = 14 WHERE code = 'appeal.general'");
    sql(t, PROPOSE);
    assert_int_equal(renewed(t), 0);
    expect_told(t, 1, "rule", "appeal.general", false);
    sql(t, "UPDATE rule SET returned_by = 1 WHERE code = 'appeal.general' AND NOT approved");
    assert_int_equal(renewed(t), 1);
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->value, 15);
}

static bool works(TestApp *t, int year, int month, int day)
{
    CalDay d;
    assert_true(calendar_day(stored(t)->calendar, date_make(year, month, day), &d));
    return d.working;
}

static void acts_and_days_are_corrected_too(void **state)
{
    TestApp *t = *state;
    fill(t);
    sql(t, "UPDATE legal_act SET title_az = 'Köhnə ad' WHERE code = 'appeals';"
           "UPDATE holiday SET day = 21 WHERE code = (SELECT MIN(code) FROM holiday WHERE month = 6);"
           "UPDATE calendar_day SET first = '2026-05-21', confidence = 'U' WHERE first = '2026-05-27';"
           "DELETE FROM calendar_day WHERE first = '2024-12-30' OR pair = '2024-12-30'");
    assert_true(works(t, 2026, 5, 27) && !works(t, 2026, 5, 21) && works(t, 2024, 12, 30));
    assert_int_equal(renewed(t), 4);
    assert_true(!works(t, 2026, 5, 27) && works(t, 2026, 5, 21) && !works(t, 2024, 12, 30) && works(t, 2024, 12, 28));
    assert_string_equal(act_find_legal(stored(t), "appeals")->title_az, act_find_legal(shipped(t), "appeals")->title_az);
    assert_int_equal(stored(t)->facts->dated_count, shipped(t)->facts->dated_count);
    assert_int_equal(renewed(t), 0);
    expect_told(t, 4, "day", "religious Qurban 2026", true);
}

/* Two exchanges that give each other a day: one by one neither would fit. */
static void a_day_passes_from_one_exchange_to_another(void **state)
{
    TestApp *t = *state;
    fill(t);
    sql(t, "DELETE FROM calendar_day WHERE first IN ('2024-12-29', '2025-01-03');"
           "UPDATE calendar_day SET pair = '2025-01-03' WHERE first = '2024-12-28';"
           "UPDATE calendar_day SET first = '2025-01-03', pair = '2024-12-28' WHERE first = '2024-12-30'");
    assert_int_equal(renewed(t), 3);
    assert_true(!works(t, 2024, 12, 30) && works(t, 2024, 12, 28) && works(t, 2024, 12, 29) && !works(t, 2025, 1, 3));
    assert_int_equal(renewed(t), 0);
}

/* What officers decided keeps all from coming together: each that fits comes by itself, whatever their order. */
static void what_fits_comes_although_something_does_not(void **state)
{
    TestApp *t = *state;
    fill(t);
    sql(t, "DELETE FROM calendar_day WHERE first IN ('2024-12-29', '2025-01-03');"
           "UPDATE calendar_day SET pair = '2025-01-03' WHERE first = '2024-12-28';"
           "UPDATE calendar_day SET first = '2025-01-03', pair = '2024-12-28' WHERE first = '2024-12-30';"
           "DELETE FROM rule WHERE code = 'appeal.general.extension';"
           "UPDATE rule SET unit = 'calday', source = 'entered' WHERE code = 'appeal.general'");
    assert_int_equal(renewed(t), 3);
    assert_true(!works(t, 2024, 12, 30) && works(t, 2024, 12, 28) && works(t, 2024, 12, 29) && !works(t, 2025, 1, 3));
    assert_false(has(t, "appeal.general.extension", REGIME_ANY));
    assert_int_equal(renewed(t), 0);
    sql(t, "UPDATE rule SET unit = 'workday' WHERE code = 'appeal.general'");
    assert_int_equal(renewed(t), 1);
}

/* Officers decided Ramazan of 2027: the expected days do not come back, other days the program knows for sure are told. */
static void a_day_that_officers_decided_stays(void **state)
{
    TestApp *t = *state;
    size_t n;
    fill(t);
    sql(t, "UPDATE calendar_day SET first = '2027-03-10', confidence = 'V', entered = TRUE WHERE first = '2027-03-09'");
    assert_int_equal(renewed(t), 0);
    told(t, &n);
    assert_int_equal(n, 0);
    sql(t, "UPDATE calendar_day SET first = '2026-05-28', entered = TRUE WHERE first = '2026-05-27'");
    assert_int_equal(renewed(t), 0);
    expect_told(t, 1, "day", "religious Qurban 2026", false);
    assert_true(!works(t, 2027, 3, 10) && works(t, 2027, 3, 9) && !works(t, 2026, 5, 28));
}

static void a_database_of_before_gets_the_rules_it_lacks(void **state)
{
    TestApp *t = *state;
    fill(t);
    assert_int_equal(renewed(t), 0);
    MUST(db_script(t->db, "DELETE FROM rule WHERE code = 'discipline.one_offence' OR code LIKE 'leave.sick.%';"
                          "DELETE FROM rule WHERE code = 'trip.rate.baku'; DELETE FROM legal_act WHERE code = 'trips';"
                          "UPDATE rule SET value = 17, source = 'entered' WHERE code = 'appeal.general'",
                   &t->err), &t->err);
    size_t before = stored(t)->rule_count, lost = shipped(t)->rule_count - before;
    int64_t old = mark(t);
    assert_false(has(t, "discipline.one_offence", REGIME_LABOUR));
    assert_int_equal(renewed(t), lost);
    MUST(app_test_commit(t), &t->err);
    assert_int_equal(stored(t)->rule_count, before + lost);
    assert_true(has(t, "discipline.one_offence", REGIME_LABOUR) && has(t, "leave.sick.study", REGIME_ANY));
    assert_non_null(act_find_legal(stored(t), "trips"));
    assert_int_equal(rule_on(t, "appeal.general", REGIME_ANY)->value, 17);
    int64_t now = mark(t);
    assert_true(now != old);
    assert_int_equal(renewed(t), 0);
    assert_int_equal(mark(t), now);
}

/* A row for one regime does not come before what officers approved for all; a waiting or returned row counts as known. */
static void what_officers_decided_stays_so(void **state)
{
    TestApp *t = *state;
    fill(t);
    MUST(db_script(t->db, "UPDATE rule SET regime = 'ANY', source = 'entered' WHERE code = 'discipline.one_offence' AND regime = 'LABOUR';"
                          "DELETE FROM rule WHERE code = 'discipline.one_offence' AND regime <> 'ANY';"
                          "UPDATE rule SET approved = FALSE WHERE code = 'leave.sick.trip'", &t->err), &t->err);
    assert_int_equal(renewed(t), 0);
    MUST(db_script(t->db, "UPDATE rule SET source = 'data' WHERE code = 'discipline.one_offence'", &t->err), &t->err);
    assert_int_equal(renewed(t), 4);
}

/* An extension in working days to a term that officers count in calendar days would be no law that loads. */
static void a_rule_that_contradicts_the_stored_ones_is_left_out(void **state)
{
    TestApp *t = *state;
    fill(t);
    MUST(db_script(t->db, "DELETE FROM rule WHERE code IN ('appeal.general.extension', 'discipline.one_offence');"
                          "UPDATE rule SET unit = 'calday', source = 'entered' WHERE code = 'appeal.general'", &t->err), &t->err);
    assert_int_equal(renewed(t), 3);
    assert_false(has(t, "appeal.general.extension", REGIME_ANY));
    assert_int_equal(renewed(t), 0);
}

static void a_database_without_law_is_left_alone(void **state)
{
    TestApp *t = *state;
    assert_int_equal(renewed(t), 0);
    assert_int_equal(stored(t)->rule_count, 0);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_APP(a_corrected_value_comes_as_a_new_version_and_the_old_one_is_kept),
        TEST_EACH_APP(rows_of_one_rule_change_together),
        TEST_EACH_APP(rules_that_need_each_other_come_together),
        TEST_EACH_APP(a_correction_does_not_touch_what_officers_decided),
        TEST_EACH_APP(a_rule_that_waits_for_approval_waits_for_officers),
        TEST_EACH_APP(acts_and_days_are_corrected_too),
        TEST_EACH_APP(a_day_passes_from_one_exchange_to_another),
        TEST_EACH_APP(what_fits_comes_although_something_does_not),
        TEST_EACH_APP(a_day_that_officers_decided_stays),
        TEST_EACH_APP(a_database_of_before_gets_the_rules_it_lacks),
        TEST_EACH_APP(what_officers_decided_stays_so),
        TEST_EACH_APP(a_rule_that_contradicts_the_stored_ones_is_left_out),
        TEST_EACH_APP(a_database_without_law_is_left_alone),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
