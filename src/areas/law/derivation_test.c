// SPDX-License-Identifier: Apache-2.0
#include "areas/law/test_law.h"

/* What comes back from a database: dates and moments are text again; a member may be changed. */
static Val *as_stored(Arena *a, const Val *v, const char *key, Val *instead)
{
    char text[INSTANT_TEXT];
    Val *out;
    switch (val_type(v)) {
    case V_NULL:    return val_null(a);
    case V_BOOL:    return val_bool(a, val_num(v));
    case V_INT:     return val_int(a, val_num(v));
    case V_TEXT:    return val_text(a, val_str(v));
    case V_DATE:    date_format(val_day(v), text); return val_text(a, text);
    case V_INSTANT: instant_format(val_moment(v), text); return val_text(a, text);
    case V_LIST:
        out = val_list(a);
        for (const Val *c = val_first(v); c; c = val_next(c))
            val_add(out, as_stored(a, c, key, instead));
        return out;
    case V_MAP:
        out = val_map(a);
        for (const Val *c = val_first(v); c; c = val_next(c))
            val_put(out, val_key(c), key && strcmp(key, val_key(c)) == 0 ? as_stored(a, instead, NULL, NULL)
                                                                         : as_stored(a, c, key, instead));
        return out;
    }
    return NULL;
}

static const Val *a_deadline(const TestLaw *t)
{
    static Extension x;
    static ClockStop s;
    Deadline d;
    Err err = { 0 };
    x = (Extension){ day("2026-02-20"), 30 };
    s = (ClockStop){ "documents", day("2026-02-10"), day("2026-02-15") };
    DeadlineAsk ask = { .rule = "admin.decision", .from = day("2026-02-02"), .extensions = &x, .extension_count = 1,
                        .stops = &s, .stop_count = 1 };
    assert_true(deadline_compute(t->arena, t->law, &ask, &d, &err));
    return d.derivation;
}

static const Val *a_leave(const TestLaw *t)
{
    LeaveSpan s;
    Err err = { 0 };
    assert_true(leave_span(t->arena, t->law, REGIME_RANKED, day("2025-12-22"), 30, &s, &err));
    return s.derivation;
}

static const Val *a_right(const TestLaw *t)
{
    static Child kids[2];
    LeaveRight r;
    Err err = { 0 };
    kids[0].born = day("2020-01-01");
    kids[1] = (Child){ day("2009-01-01"), true };
    LeaveFacts f = { .regime = REGIME_LABOUR, .employer_years = 11, .conditions_days = 8, .children_right = true,
                     .children = kids, .child_count = 2, .group = "teacher42" };
    assert_true(leave_right(t->arena, t->law, &f, day("2026-02-01"), &r, &err));
    return r.derivation;
}

static void a_stored_derivation_recomputes_from_itself_alone(void **state)
{
    const TestLaw *t = *state;
    const Val *made[] = { a_deadline(t), a_leave(t), a_right(t) };
    for (size_t i = 0; i < 3; i++) {
        Err err = { 0 }, again = { 0 };
        if (!derivation_check(t->arena, made[i], &err))
            fail_msg("%zu: %s %s %s", i, err.faults[0].msgid, err.faults[0].args[0], err.faults[0].args[1]);
        assert_true(derivation_check(t->arena, as_stored(t->arena, made[i], NULL, NULL), &again));
    }
}

static void a_value_that_was_changed_does_not_pass(void **state)
{
    const TestLaw *t = *state;
    Arena *a = t->arena;
    const struct { const Val *made; const char *key; Val *instead; ErrKind kind; } CASES[] = {
        { a_deadline(t), "due", val_text(a, "2026-04-10"), ERR_CONFLICT },
        { a_deadline(t), "due_at", val_text(a, "2026-04-10T00:00:00.000000Z"), ERR_CONFLICT },
        { a_leave(t), "back", val_text(a, "2026-01-25"), ERR_CONFLICT },
        { a_leave(t), "days", val_list(a), ERR_INVALID },       /* also the number of days asked for */
        { a_right(t), "total", val_int(a, 60), ERR_CONFLICT },
        { a_right(t), "value", val_int(a, 1), ERR_CONFLICT },
        { a_deadline(t), "kind", val_text(a, "riddle"), ERR_INVALID },
        { a_deadline(t), "from", val_text(a, "2026-02-30"), ERR_INVALID },
        { a_deadline(t), "regime", val_text(a, "KING"), ERR_INVALID },
        { a_deadline(t), "unit", val_text(a, "fortnight"), ERR_INVALID },
        { a_deadline(t), "rules", val_list(a), ERR_NOT_FOUND },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Err err = { 0 };
        bool good = derivation_check(a, as_stored(a, CASES[i].made, CASES[i].key, CASES[i].instead), &err);
        if (good || err.kind != CASES[i].kind)
            fail_msg("%zu, %s: %s", i, CASES[i].key, err_kind_name(err.kind));
    }
}

static void a_day_left_out_without_ground_does_not_pass(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 };
    DeadlineAsk ask = { .rule = "records.urgent", .from = day("2026-02-02") };
    assert_true(deadline_compute(t->arena, t->law, &ask, &d, &err));
    Val *stored = as_stored(t->arena, d.derivation, NULL, NULL);
    Val *list = val_list(t->arena), *extra = val_add(list, val_map(t->arena));
    val_put_text(t->arena, extra, "date", "2026-02-10");
    val_put_text(t->arena, extra, "kind", "holiday");
    val_put_text(t->arena, extra, "why", "Novruz");
    val_put_text(t->arena, extra, "confidence", "V");
    assert_true(derivation_check(t->arena, stored, &err));
    val_replace(stored, "days", list);
    assert_false(derivation_check(t->arena, stored, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
}

/* The law of another time: no mourning day extends a leave, so today's law says something else. */
static void todays_law_can_be_asked_the_same_question(void **state)
{
    const TestLaw *t = *state;
    const Val *now;
    bool same = false;
    Err err = { 0 };
    assert_true(derivation_renew(t->arena, t->law, a_leave(t), &now, &same, &err));
    assert_true(same);
    Law older = *t->law;
    Rule *rules = arena_memdup(t->arena, t->law->rules, t->law->rule_count * sizeof *rules);
    for (size_t i = 0; i < older.rule_count; i++)
        if (strcmp(rules[i].code, "leave.extend.mourning") == 0)
            rules[i].value = 0;
    older.rules = rules;
    assert_true(derivation_renew(t->arena, &older, a_leave(t), &now, &same, &err));
    assert_false(same);
    assert_true(derivation_check(t->arena, a_leave(t), &err));
}

static void a_derivation_holds_codes_and_no_prose(void **state)
{
    const TestLaw *t = *state;
    const Val *d = a_leave(t);
    assert_string_equal(val_str(val_get(d, "kind")), "leave.span");
    assert_string_equal(val_str(val_at(d, "rules.0.code")), "leave.extend.holiday");
    assert_string_equal(val_str(val_at(d, "rules.0.basis")), "labour:110-138");
    assert_string_equal(val_str(val_at(d, "days.0.why")), "Day of Solidarity");
    assert_string_equal(val_str(val_at(d, "steps.1.msgid")), "longer by {0} days that are not leave days");
    assert_int_equal(val_num(val_at(d, "steps.1.args.0")), 4);
}

static void a_derivation_prints_as_lines(void **state)
{
    const TestLaw *t = *state;
    Deadline d;
    Err err = { 0 };
    Str out = str_make(t->arena);
    DeadlineAsk ask = { .rule = "appeal.forward", .from = day("2026-01-16") };
    assert_true(deadline_compute(t->arena, t->law, &ask, &d, &err));
    derivation_print(d.derivation, t->law, NULL, &out);
    assert_string_equal(out.s,
        "the term is 3 working days\n"
        "registered on 2026-01-16; day 1 is 2026-01-19\n"
        "the last day is 2026-01-22\n"
        "  2026-01-17  Saturday\n"
        "  2026-01-18  Sunday\n"
        "  2026-01-20  20 January mourning day\n"
        "Appeal: forwarding to the competent body = 3 working days (appeal.forward): Law on appeals of citizens (1308-IVQ) 7.10, verified\n"
        "Appeal: the day the term is counted from = 1 working day (appeal.start): "
        "Law on access to information 24.5; Law on administrative proceedings 48.2,"
        " derived from verified rules\n");
}

static const char *shout(void *ctx, const char *msgid)
{
    (void)ctx;
    return strcmp(msgid, "back at work on {0}") == 0 ? "işə çıxır: {0}" : msgid;
}

static const char *numeric(void *ctx, Arena *a, Date d)
{
    int y, m, n;
    (void)ctx;
    date_split(d, &y, &m, &n);
    return arena_printf(a, "%02d.%02d.%04d", n, m, y);
}

static void it_speaks_the_readers_language_also_when_stored(void **state)
{
    const TestLaw *t = *state;
    const Speech how = { .text = shout, .day = numeric, .azerbaijani = true };
    Str made = str_make(t->arena), stored = str_make(t->arena);
    derivation_print(a_leave(t), t->law, &how, &made);
    derivation_print(as_stored(t->arena, a_leave(t), NULL, NULL), t->law, &how, &stored);
    assert_non_null(strstr(made.s, "işə çıxır: 26.01.2026\n"));
    assert_non_null(strstr(made.s, "Əmək Məcəlləsi (618-IQ) 110-138"));
    assert_string_equal(made.s, stored.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stored_derivation_recomputes_from_itself_alone),
        cmocka_unit_test(a_value_that_was_changed_does_not_pass),
        cmocka_unit_test(a_day_left_out_without_ground_does_not_pass),
        cmocka_unit_test(todays_law_can_be_asked_the_same_question),
        cmocka_unit_test(a_derivation_holds_codes_and_no_prose),
        cmocka_unit_test(a_derivation_prints_as_lines),
        cmocka_unit_test(it_speaks_the_readers_language_also_when_stored),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
