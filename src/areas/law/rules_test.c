// SPDX-License-Identifier: Apache-2.0
#include "areas/law/test_law.h"

static void a_row_is_in_force_from_its_first_day_to_the_day_before_its_end(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *code, *on; int64_t value; } CASES[] = {
        { "trip.rate.baku", "2024-03-31", 90 },     { "trip.rate.baku", "2024-04-01", 125 },
        { "trip.hotel_share", "2024-03-31", 80 },   { "trip.hotel_share", "2024-04-01", 70 },
        { "pension.age.women", "2025-06-30", 768 }, { "pension.age.women", "2025-07-01", 774 },
        { "pension.age.women", "2026-06-30", 774 }, { "pension.age.women", "2026-07-01", 780 },
        { "leave.extend.mourning", "2025-12-31", -1 }, { "leave.extend.mourning", "2026-01-01", 1 },
        { "appeal.general", "2015-09-29", -1 },     { "appeal.general", "2015-09-30", 15 },
        { "pension.age.women", "2024-06-30", -1 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Rule *r = rule_find(t->law, CASES[i].code, REGIME_ANY, day(CASES[i].on));
        int64_t got = r ? r->value : -1;
        if (got != CASES[i].value)
            fail_msg("%s on %s is %lld", CASES[i].code, CASES[i].on, (long long)got);
    }
}

static void a_persons_own_regime_comes_before_the_row_for_everybody(void **state)
{
    const TestLaw *t = *state;
    Date on = day("2026-02-01");
    assert_int_equal(rule_find(t->law, "leave.basic", REGIME_LABOUR, on)->value, 21);
    assert_int_equal(rule_find(t->law, "leave.basic", REGIME_CIVIL_SERVANT, on)->value, 30);
    assert_null(rule_find(t->law, "leave.basic", REGIME_ANY, on));
    assert_int_equal(rule_find(t->law, "appeal.general", REGIME_RANKED, on)->value, 15);
    assert_null(rule_find(t->law, "no.such", REGIME_ANY, on));
}

static void a_missing_rule_is_named_with_its_day(void **state)
{
    const TestLaw *t = *state;
    Err err = { 0 };
    assert_null(rule_need(t->law, "appeal.generl", REGIME_ANY, day("2026-02-01"), &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_string_equal(err.faults[0].field, "rule");
    assert_string_equal(err.faults[0].args[0], "appeal.generl");
    assert_string_equal(err.faults[0].args[1], "2026-02-01");
}

static void a_part_is_looked_for_at_the_rule_and_then_at_its_family(void **state)
{
    const TestLaw *t = *state;
    Date on = day("2026-02-01");
    assert_string_equal(rule_with(t->law, "appeal.general", "start", REGIME_ANY, on)->code, "appeal.start");
    assert_string_equal(rule_with(t->law, "discipline.complaint.decision", "start", REGIME_CIVIL_SERVANT, on)->code,
                        "discipline.complaint.start");
    assert_string_equal(rule_with(t->law, "discipline.impose", "start", REGIME_LABOUR, on)->code, "discipline.start");
    assert_null(rule_with(t->law, "appeal.general", "roll", REGIME_ANY, on));
}

static void only_verified_and_derived_rows_refuse(void **state)
{
    (void)state;
    assert_true(rule_is_binding(&(Rule){ .confidence = CONF_V }));
    assert_true(rule_is_binding(&(Rule){ .confidence = CONF_D }));
    assert_false(rule_is_binding(&(Rule){ .confidence = CONF_A }));
    assert_false(rule_is_binding(&(Rule){ .confidence = CONF_U }));
}

static void the_figures_of_the_acts_are_in_the_table(void **state)
{
    const TestLaw *t = *state;
    static const struct { const char *code; Regime regime; int64_t value; Unit unit; Confidence confidence; } CASES[] = {
        { "appeal.general", REGIME_ANY, 15, UNIT_WORKDAY, CONF_V },
        { "appeal.study", REGIME_ANY, 30, UNIT_WORKDAY, CONF_V },
        { "appeal.extension", REGIME_ANY, 30, UNIT_WORKDAY, CONF_V },
        { "appeal.forward", REGIME_ANY, 3, UNIT_WORKDAY, CONF_V },
        { "info.general", REGIME_ANY, 7, UNIT_WORKDAY, CONF_V },
        { "info.urgent", REGIME_ANY, 24, UNIT_HOUR, CONF_V },
        { "info.threat", REGIME_ANY, 48, UNIT_HOUR, CONF_V },
        { "admin.decision", REGIME_ANY, 30, UNIT_CALDAY, CONF_V },
        { "admin.decision.ceiling", REGIME_ANY, 90, UNIT_CALDAY, CONF_V },
        { "admin.complaint.decision", REGIME_ANY, 1, UNIT_MONTH, CONF_V },
        { "records.default", REGIME_ANY, 30, UNIT_CALDAY, CONF_U },
        { "age.limit", REGIME_CIVIL_SERVANT, 65, UNIT_YEAR, CONF_V },
        { "age.limit.middle", REGIME_RANKED, 55, UNIT_YEAR, CONF_U },
        { "rank.time.major", REGIME_RANKED, 4, UNIT_YEAR, CONF_A },
        { "rank.ceiling.chief_inspector", REGIME_RANKED, 10, UNIT_COUNT, CONF_U },
        { "discipline.impose", REGIME_CIVIL_SERVANT, 1, UNIT_MONTH, CONF_V },
        { "discipline.after_act", REGIME_LABOUR, 6, UNIT_MONTH, CONF_V },
        { "attestation.interval", REGIME_RANKED, 5, UNIT_YEAR, CONF_V },
        { "leave.part_least", REGIME_ANY, 14, UNIT_DAY, CONF_V },
        { "leave.order_lead", REGIME_ANY, 5, UNIT_DAY, CONF_V },
        { "probation.length", REGIME_LABOUR, 3, UNIT_MONTH, CONF_V },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Rule *r = rule_find(t->law, CASES[i].code, CASES[i].regime, day("2026-02-01"));
        if (!r || r->value != CASES[i].value || r->unit != CASES[i].unit || r->confidence != CASES[i].confidence)
            fail_msg("%s is not as the facts have it", CASES[i].code);
    }
}

/* A rank's least time never stands without the rank's place in the ladder. */
static void every_rank_with_a_time_has_its_place(void **state)
{
    const TestLaw *t = *state;
    int times = 0;
    for (size_t i = 0; i < t->law->rule_count; i++) {
        const char *code = t->law->rules[i].code;
        if (strncmp(code, "rank.time.", 10) != 0)
            continue;
        times++;
        assert_non_null(rule_find(t->law, arena_printf(t->arena, "rank.order.%s", code + 10), REGIME_RANKED,
                                  day("2026-02-01")));
    }
    assert_int_equal(times, 9);
}

static void every_rule_has_words(void **state)
{
    const TestLaw *t = *state;
    for (size_t i = 0; i < t->law->rule_count; i++)
        if (strcmp(rule_name(t->law->rules[i].code), t->law->rules[i].code) == 0)
            fail_msg("%s has no words in rule_names.c, or stands there out of order", t->law->rules[i].code);
    assert_string_equal(rule_name("appeal.general"), "Appeal: term of the answer");
    assert_string_equal(rule_name("appeal.genera"), "appeal.genera");
}

static void a_basis_is_spoken_with_the_acts_title_and_number(void **state)
{
    const TestLaw *t = *state;
    assert_string_equal(basis_text(t->arena, t->law, "appeals:10.1", NULL), "Law on appeals of citizens (1308-IVQ) 10.1");
    assert_string_equal(basis_text(t->arena, t->law, "info:24.5;admin:48.2", NULL),
                        "Law on access to information 24.5; Law on administrative proceedings 48.2");
    assert_string_equal(basis_text(t->arena, t->law, "appeals:10.1", &(Speech){ .azerbaijani = true }),
                        "Vətəndaşların müraciətləri haqqında Qanun (1308-IVQ) 10.1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_in_force_from_its_first_day_to_the_day_before_its_end),
        cmocka_unit_test(a_persons_own_regime_comes_before_the_row_for_everybody),
        cmocka_unit_test(every_rule_has_words),
        cmocka_unit_test(a_missing_rule_is_named_with_its_day),
        cmocka_unit_test(a_part_is_looked_for_at_the_rule_and_then_at_its_family),
        cmocka_unit_test(only_verified_and_derived_rows_refuse),
        cmocka_unit_test(the_figures_of_the_acts_are_in_the_table),
        cmocka_unit_test(every_rank_with_a_time_has_its_place),
        cmocka_unit_test(a_basis_is_spoken_with_the_acts_title_and_number),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
