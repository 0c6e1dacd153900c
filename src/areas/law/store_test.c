// SPDX-License-Identifier: Apache-2.0
#include "app/app_test.h"
#include "areas/law/law_store.h"
#include <string.h>

static Law *shipped(TestApp *t)
{
    Law *law = NULL;
    MUST(law_load(t->arena, &law, &t->err), &t->err);
    return law;
}

static void fill(TestApp *t)
{
    MUST(law_store_fill(&t->cx, shipped(t), &t->err), &t->err);
    MUST(app_test_commit(t), &t->err);
}

static Law *stored(TestApp *t)
{
    Law *law = NULL;
    MUST(law_store_read(t->db, t->arena, NULL, &law, &t->err), &t->err);
    return law;
}

static bool same_rule(const Rule *a, const Rule *b)
{
    return strcmp(a->code, b->code) == 0 && a->value == b->value && a->unit == b->unit && a->regime == b->regime
        && date_same(a->valid_from, b->valid_from) && date_same(a->valid_to, b->valid_to)
        && strcmp(a->basis, b->basis) == 0 && a->confidence == b->confidence && strcmp(a->note, b->note) == 0;
}

static void what_was_filled_reads_back_the_same(void **state)
{
    TestApp *t = *state;
    fill(t);
    Law *law = stored(t);
    const Law *own = shipped(t);
    assert_int_equal(law->rule_count, own->rule_count);
    for (size_t i = 0; i < law->rule_count; i++)
        if (!same_rule(&law->rules[i], &own->rules[i]))
            fail_msg("%s came back as %s", own->rules[i].code, law->rules[i].code);
    assert_int_equal(law->act_count, own->act_count);
    assert_string_equal(act_find_legal(law, "appeals")->number, "1308-IVQ");
    for (int year = CALENDAR_FIRST; year <= CALENDAR_LAST; year++) {
        const CalendarYear *a = calendar_year(law->calendar, year), *b = calendar_year(own->calendar, year);
        assert_int_equal(a->day_count, b->day_count);
        for (int i = 0; i < a->day_count; i++)
            if (a->days[i].kind != b->days[i].kind || a->days[i].confidence != b->days[i].confidence
                || strcmp(a->days[i].why, b->days[i].why) != 0)
                fail_msg("day %d of %d is %s", i, year, day_kind_code(a->days[i].kind));
    }
}

static RuleDraft draft(void)
{
    return (RuleDraft){ .code = "appeal.general", .value = 20, .unit = "workday", .regime = "ANY",
                        .basis = "appeals:10.1", .confidence = "V", .note = " as amended ",
                        .valid_from = date_make(2027, 1, 1) };
}

static const Actor INSPECTOR = { .user_id = 5, .person_id = 50, .name = "X.Sınaqlı", .csrf = "" };
static const Actor HEAD = { .user_id = 6, .person_id = 60, .name = "Y.Sınaqlı", .csrf = "" };

static int64_t propose(TestApp *t, RuleDraft in)
{
    int64_t id = 0;
    t->cx.actor = &INSPECTOR;
    t->cx.law = stored(t);
    MUST(law_propose(&t->cx, &in, NULL, &id, &t->err), &t->err);
    return id;
}

static int64_t value_on(TestApp *t, int year, int month, int day)
{
    const Rule *r = rule_find(stored(t), "appeal.general", REGIME_ANY, date_make(year, month, day));
    return r ? r->value : -1;
}

static void a_proposed_row_changes_nothing_until_it_is_approved(void **state)
{
    TestApp *t = *state;
    fill(t);
    int64_t id = propose(t, draft());
    assert_int_equal(value_on(t, 2027, 1, 1), 15);
    t->cx.actor = &HEAD;
    MUST(law_approve(&t->cx, id, NULL, &t->err), &t->err);
    MUST(app_test_commit(t), &t->err);
    assert_int_equal(value_on(t, 2026, 12, 31), 15);
    assert_int_equal(value_on(t, 2027, 1, 1), 20);
}

static void who_proposed_a_row_does_not_approve_it(void **state)
{
    TestApp *t = *state;
    fill(t);
    Err err = { 0 };
    int64_t id = propose(t, draft());
    assert_false(law_approve(&t->cx, id, NULL, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_int_equal(value_on(t, 2027, 1, 1), 15);
}

static void a_row_is_approved_once_and_never_before_a_later_one(void **state)
{
    TestApp *t = *state;
    fill(t);
    Err twice = { 0 }, same = { 0 }, earlier = { 0 }, none = { 0 };
    RuleDraft in = draft();
    int64_t first = propose(t, in);
    in.valid_from = date_make(2026, 6, 1);
    int64_t before = propose(t, in);
    t->cx.actor = &HEAD;
    MUST(law_approve(&t->cx, first, NULL, &t->err), &t->err);
    int64_t again = propose(t, draft());
    t->cx.actor = &HEAD;
    assert_false(law_approve(&t->cx, first, NULL, &twice));
    assert_int_equal(twice.kind, ERR_CONFLICT);
    assert_false(law_approve(&t->cx, again, NULL, &same));
    assert_string_equal(same.faults[0].field, "valid_from");
    assert_false(law_approve(&t->cx, before, NULL, &earlier));
    assert_string_equal(earlier.faults[0].field, "valid_from");
    assert_false(law_approve(&t->cx, 999999, NULL, &none));
    assert_int_equal(none.kind, ERR_NOT_FOUND);
}

static void a_faulty_draft_shows_every_fault_at_its_field(void **state)
{
    TestApp *t = *state;
    fill(t);
    int64_t id = 0;
    RuleDraft in = { .code = "", .unit = "eon", .regime = "KING", .confidence = "W", .basis = "nothing:1", .value = -1,
                     .valid_from = date_make(2027, 1, 1) };
    static const char *const FIELDS[] = { "code", "unit", "regime", "confidence", "basis" };
    t->cx.law = stored(t);
    assert_false(law_propose(&t->cx, &in, NULL, &id, &t->err));
    assert_int_equal(t->err.count, 5);
    for (int i = 0; i < 5; i++)
        assert_string_equal(t->err.faults[i].field, FIELDS[i]);
    assert_int_equal(id, 0);
}

typedef struct Fit { const char *code, *unit; int value, year; const char *fault; } Fit;

static void a_row_is_what_its_reader_can_compute_with(void **state)
{
    static const Fit ROWS[] = {
        { "appeal.general",           "workday", 20,   2027, NULL },     { "appeal.general",           "calday", 30, 2027, NULL },
        { "appeal.general",           "month",   1,    2028, NULL },     { "appeal.general",           "count",  20, 2027, "unit" },
        { "appeal.general",           "percent", 20,   2027, "unit" },   { "appeal.general",           "day",    20, 2027, "unit" },
        { "appeal.start",             "calday",  0,    2027, NULL },     { "appeal.start",             "month",  1,  2027, "unit" },
        { "appeal.general.extension.times", "count", 0, 2027, NULL },    { "appeal.general.extension.times", "day", 1, 2027, "unit" },
        { "leave.basic",              "day",     45,   2027, NULL },     { "leave.basic",              "workday", 45, 2027, "unit" },
        { "leave.study.diploma",      "day",     120,  2027, NULL },     { "leave.study.diploma",      "year",   1,  2027, "unit" },
        { "discipline.life",          "month",   6,    2027, NULL },     { "discipline.life",          "calday", 90, 2027, "unit" },
        { "admission.age.least",      "year",    19,   2027, NULL },     { "admission.age.least",      "month",  228, 2027, "unit" },
        { "trip.rate.baku",           "manat",   100,  2027, NULL },     { "trip.rate.baku",           "count",  100, 2027, "unit" },
        { "info.threat",              "hour",    24,   2027, NULL },     { "info.threat",              "manat",  24, 2027, "unit" },
        { "appeal.study",             "workday", 1,    2027, NULL },     { "appeal.study",             "workday", 0, 2027, "value" },
        { "info.general",             "workday", 2000, 2027, NULL },     { "info.general",             "workday", 2001, 2027, "value" },
        { "info.forward",             "workday", 5,    2050, NULL },     { "info.forward",             "workday", 5, 2051, "valid_from" },
        { "appeal.forward",           "workday", 5,    1992, NULL },     { "appeal.forward",           "workday", 5, 1991, "valid_from" },
    };
    TestApp *t = *state;
    fill(t);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        RuleDraft in = draft();
        Err err = { 0 };
        int64_t id;
        in.code = ROWS[i].code;
        in.unit = ROWS[i].unit;
        in.value = ROWS[i].value;
        in.valid_from = date_make(ROWS[i].year, 1, 1);
        t->cx.actor = &INSPECTOR;
        t->cx.law = stored(t);
        bool ok = law_propose(&t->cx, &in, NULL, &id, &err);
        if (ok != !ROWS[i].fault || (!ok && strcmp(err.faults[0].field, ROWS[i].fault) != 0))
            fail_msg("%s %d %s %d: %s", ROWS[i].code, ROWS[i].value, ROWS[i].unit, ROWS[i].year, ok ? "taken" : err.faults[0].msgid);
        if (ok)
            MUST(law_return(&t->cx, id, "-", NULL, &t->err), &t->err);
    }
}

static void the_same_row_waits_once(void **state)
{
    TestApp *t = *state;
    fill(t);
    int64_t id = 0;
    Err err = { 0 };
    RuleDraft in = draft();
    int64_t first = propose(t, in);
    in.value = 21;
    assert_false(law_propose(&t->cx, &in, NULL, &id, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_string_equal(err.faults[0].field, "valid_from");
    in.valid_from = date_make(2027, 1, 2);
    propose(t, in);
    t->cx.actor = &HEAD;
    MUST(law_return(&t->cx, first, "act?", NULL, &t->err), &t->err);
    propose(t, draft());
}

static void a_row_that_would_break_the_law_is_not_approved(void **state)
{
    TestApp *t = *state;
    fill(t);
    RuleDraft in = draft();
    in.code = "appeal.general.extension";
    in.unit = "calday";
    int64_t id = propose(t, in);
    t->cx.actor = &HEAD;
    assert_false(law_approve(&t->cx, id, NULL, &t->err));
    assert_int_equal(t->err.kind, ERR_INVALID);
}

static void the_law_in_memory_follows_the_database(void **state)
{
    TestApp *t = *state;
    fill(t);
    const Law *own = shipped(t), *law, *again;
    LawState *memory = law_state_make(t->arena, own);
    assert_ptr_equal(law_state_last(memory), own);
    MUST(law_state_current(memory, t->db, &law, &t->err), &t->err);
    assert_ptr_not_equal(law, own);
    MUST(law_state_current(memory, t->db, &again, &t->err), &t->err);
    assert_ptr_equal(again, law);
    int64_t id = propose(t, draft());
    MUST(law_state_current(memory, t->db, &again, &t->err), &t->err);
    assert_ptr_equal(again, law);
    t->cx.actor = &HEAD;
    MUST(law_approve(&t->cx, id, NULL, &t->err), &t->err);
    MUST(app_test_commit(t), &t->err);
    MUST(law_state_current(memory, t->db, &again, &t->err), &t->err);
    assert_ptr_not_equal(again, law);
    assert_int_equal(rule_find(again, "appeal.general", REGIME_ANY, date_make(2027, 1, 1))->value, 20);
    assert_int_equal(rule_find(law, "appeal.general", REGIME_ANY, date_make(2027, 1, 1))->value, 15);
    assert_ptr_equal(again->calendar, law->calendar);
}

static const Law *in_memory(TestApp *t, LawState *memory)
{
    const Law *law = NULL;
    MUST(law_state_current(memory, t->db, &law, &t->err), &t->err);
    return law;
}

/* What one transaction saw and lost is never what another finds; what an older one saw is found again. */
static void a_change_that_is_undone_leaves_nothing_in_memory(void **state)
{
    TestApp *t = *state;
    fill(t);
    LawState *memory = law_state_make(t->arena, shipped(t));
    const Law *before = in_memory(t, memory);
    int64_t id = propose(t, draft());
    t->cx.actor = &HEAD;
    MUST(db_savepoint(t->db, &t->err), &t->err);
    MUST(law_approve(&t->cx, id, NULL, &t->err), &t->err);
    assert_int_equal(rule_find(in_memory(t, memory), "appeal.general", REGIME_ANY, date_make(2027, 1, 1))->value, 20);
    db_rollback_savepoint(t->db);
    assert_ptr_equal(in_memory(t, memory), before);
    RuleDraft in = draft();
    in.code = "appeal.study";
    in.value = 33;
    id = propose(t, in);
    t->cx.actor = &HEAD;
    MUST(law_approve(&t->cx, id, NULL, &t->err), &t->err);
    const Law *after = in_memory(t, memory);
    assert_int_equal(rule_find(after, "appeal.general", REGIME_ANY, date_make(2027, 1, 1))->value, 15);
    assert_int_equal(rule_find(after, "appeal.study", REGIME_ANY, date_make(2027, 1, 1))->value, 33);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_APP(what_was_filled_reads_back_the_same),
        TEST_EACH_APP(a_proposed_row_changes_nothing_until_it_is_approved),
        TEST_EACH_APP(who_proposed_a_row_does_not_approve_it),
        TEST_EACH_APP(a_row_is_approved_once_and_never_before_a_later_one),
        TEST_EACH_APP(a_faulty_draft_shows_every_fault_at_its_field),
        TEST_EACH_APP(a_row_that_would_break_the_law_is_not_approved),
        TEST_EACH_APP(a_row_is_what_its_reader_can_compute_with),
        TEST_EACH_APP(the_same_row_waits_once),
        TEST_EACH_APP(the_law_in_memory_follows_the_database),
        TEST_EACH_APP(a_change_that_is_undone_leaves_nothing_in_memory),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
