// SPDX-License-Identifier: Apache-2.0
/* Canonical bytes, effects and the fold, case by case. */
#include "areas/ledger/canon.h"
#include "areas/ledger/history.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static Date day(int d) { return date_make(2026, 3, d); }

/* ---- canonical bytes ------------------------------------------------------ */

static void canonical_bytes_write_themselves_again(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "{}", "[]", "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808",
        "\"\"", "\"ə \\\" \\\\ \\u0001 \\u001f /\"", "{\"a\":[1,{\"b\":null}],\"b\":{\"x\":\"y\"}}",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Val *v = val_read_canonical(arena, CASES[i]);
        if (!v)
            fail_msg("refused: %s", CASES[i]);
        assert_string_equal(canon_text(arena, v), CASES[i]);
    }
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "", " {}", "{} ", "{ }", "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":1}", "{\"a\":1,}", "[1,]", "[1", "{\"a\"",
        "01", "-0", "+1", "1.5", "1e3", "9223372036854775808", "-9223372036854775809", "\"", "\"\\n\"", "\"\t\"",
        "\"\\u0041\"", "\"\\u0000\"", "\"\\u001F\"", "\"\\u0020\"", "\"\\", "\"\\u0", "tru", "nul", "{}{}", "{1:2}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (val_read_canonical(arena, CASES[i]))
            fail_msg("accepted: %s", CASES[i]);
}

static void a_change_replaces_members_and_null_takes_them_away(void **state)
{
    (void)state;
    const Val *merged = canon_merge(arena, val_read_canonical(arena, "{\"a\":1,\"b\":[1,2],\"c\":\"x\"}"),
                                    val_read_canonical(arena, "{\"a\":null,\"c\":{\"d\":true},\"e\":5}"));
    assert_string_equal(canon_text(arena, merged), "{\"b\":[1,2],\"c\":{\"d\":true},\"e\":5}");
}

/* ---- effects ------------------------------------------------------------- */

static Effect read_back(const Val *made, int64_t input, int64_t no)
{
    Effect e;
    Err err = { 0 };
    if (!effect_read(arena, (EffectRef){ input, no }, canon_text(arena, made), &e, &err))
        fail_msg("%s", err.detail);
    return e;
}

static void an_effect_reads_back_as_it_was_made(void **state)
{
    (void)state;
    Val *values = val_map(arena), *why = val_map(arena);
    val_put_int(arena, values, "units", 500);
    val_put_date(arena, values, "since", day(1));
    val_put_text(arena, why, "rule", "leave.base");
    Val *made = effect_start(arena, "holding", 7, 3, day(1), DATE_FOREVER, values, why);
    assert_string_equal(canon_text(arena, made),
                        "{\"from\":\"2026-03-01\",\"kind\":\"holding\",\"op\":\"start\",\"person\":7,\"seat\":3,"
                        "\"to\":null,\"v\":1,\"values\":{\"since\":\"2026-03-01\",\"units\":500},"
                        "\"why\":{\"rule\":\"leave.base\"}}");
    Effect e = read_back(made, 4, 2);
    assert_int_equal(e.op, EFFECT_START);
    assert_int_equal(e.self.input, 4);
    assert_int_equal(e.person, 7);
    assert_int_equal(e.seat, 3);
    assert_true(date_same(e.to, DATE_FOREVER));
    assert_string_equal(e.payload, "{\"since\":\"2026-03-01\",\"units\":500}");

    Val *end = effect_end(arena, "sanction", 7, 0, day(9), NULL);
    effect_of(arena, end, (EffectRef){ 12, 3 });
    e = read_back(end, 5, 1);
    assert_int_equal(e.of.input, 12);
    assert_int_equal(e.of.no, 3);
    assert_int_equal(read_back(effect_annul(arena, 44), 6, 1).of.input, 44);
}

static void bytes_that_are_no_effect_are_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "{}", "[]", "{\"input\":1,\"op\":\"annul\",\"v\":2}", "{\"input\":1,\"op\":\"undo\",\"v\":1}",
        "{\"input\":-1,\"op\":\"annul\",\"v\":1}", "{\"input\":1,\"op\":\"annul\",\"v\":1,\"w\":1}",
        "{\"at\":\"2026-02-30\",\"kind\":\"k\",\"of\":{\"input\":0,\"no\":0},\"op\":\"end\",\"person\":1,\"seat\":0,"
        "\"v\":1,\"why\":null}",
        "{\"at\":\"2026-02-03\",\"kind\":\"k\",\"of\":{\"input\":0},\"op\":\"end\",\"person\":1,\"seat\":0,"
        "\"v\":1,\"why\":null}",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Effect e;
        Err err = { 0 };
        if (effect_read(arena, (EffectRef){ 1, 1 }, CASES[i], &e, &err))
            fail_msg("accepted: %s", CASES[i]);
        assert_int_equal(err.kind, ERR_INTERNAL);
    }
}

/* ---- the fold ------------------------------------------------------------ */

/* "input:from-to[*changed_by][!ended_by]" of each fact, days of the month, 0 for open. */
static const char *folded(const Effect *effects, size_t n)
{
    const Effect *list[16];
    for (size_t i = 0; i < n; i++)
        list[i] = &effects[i];
    Fold f;
    fold(arena, list, n, &f);
    Str s = str_make(arena);
    for (size_t i = 0; i < f.count; i++) {
        const Fact *x = &f.facts[i];
        int to = date_same(x->valid_to, DATE_FOREVER) ? 0 : date_days_between(day(0), x->valid_to);
        str_addf(&s, "%s%d:%d-%d", i ? " " : "", (int)x->input, date_days_between(day(0), x->valid_from), to);
        if (x->changed_by)
            str_addf(&s, "*%d", (int)x->changed_by);
        if (x->ended_by)
            str_addf(&s, "!%d", (int)x->ended_by);
    }
    return s.s;
}

static Effect start(int64_t input, int from, int to)
{
    return read_back(effect_start(arena, "k", 1, 0, day(from), to ? day(to) : DATE_FOREVER, NULL, NULL), input, 1);
}

static Effect end(int64_t input, int at)
{
    return read_back(effect_end(arena, "k", 1, 0, day(at), NULL), input, 1);
}

static Effect change(int64_t input, int at)
{
    Val *values = val_map(arena);
    val_put_int(arena, values, "num", input);
    return read_back(effect_change(arena, "k", 1, 0, day(at), values, NULL), input, 1);
}

static void the_fold_reaches_what_is_live_before_the_day(void **state)
{
    (void)state;
    const struct { const char *why; Effect effects[4]; size_t n; const char *expected; } CASES[] = {
        { "nothing reached", { end(1, 5) }, 1, "" },
        { "open", { start(1, 5, 0) }, 1, "1:5-0" },
        { "bounded", { start(1, 5, 9) }, 1, "1:5-9" },
        { "no days", { start(1, 5, 5) }, 1, "" },
        { "ended", { start(1, 5, 0), end(2, 9) }, 2, "1:5-9!2" },
        { "ended on its first day: not reached", { start(1, 5, 0), end(2, 5) }, 2, "1:5-0" },
        { "ended the day after it began", { start(1, 5, 0), end(2, 6) }, 2, "1:5-6!2" },
        { "ended on its last day", { start(1, 5, 9), end(2, 8) }, 2, "1:5-8!2" },
        { "ended when it is over", { start(1, 5, 9), end(2, 9) }, 2, "1:5-9" },
        { "ended twice, the earlier day known later", { start(1, 5, 0), end(2, 9), end(3, 7) }, 3, "1:5-7!3" },
        { "ended twice on one day", { start(1, 5, 0), end(2, 9), end(3, 9) }, 3, "1:5-9!2" },
        { "end and start on one day", { start(1, 5, 0), start(2, 9, 0), end(3, 9) }, 3, "1:5-9!3 2:9-0" },
        { "changed", { start(1, 5, 0), change(2, 9) }, 2, "1:5-9 1:9-0*2" },
        { "changed on its first day: not reached", { start(1, 5, 0), change(2, 5) }, 2, "1:5-0" },
        { "changed twice on one day", { start(1, 5, 0), change(2, 9), change(3, 9) }, 3, "1:5-9 1:9-0*3" },
        { "changed and ended on one day", { start(1, 5, 0), change(2, 9), end(3, 9) }, 3, "1:5-9!3" },
        { "changed after its end", { start(1, 5, 8), change(2, 9) }, 2, "1:5-8" },
        { "changed, then ended", { start(1, 5, 0), end(2, 12), change(3, 9) }, 3, "1:5-9 1:9-12*3!2" },
        { "a later end misses what an earlier one took", { start(1, 1, 0), end(2, 20), end(3, 9), start(4, 12, 0) }, 4,
          "1:1-9!3 4:12-20!2" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *got = folded(CASES[i].effects, CASES[i].n);
        if (strcmp(got, CASES[i].expected) != 0)
            fail_msg("%s: '%s', expected '%s'", CASES[i].why, got, CASES[i].expected);
    }
}

static void changes_add_up_and_promoted_values_follow(void **state)
{
    (void)state;
    Effect first = start(1, 5, 0), more = change(2, 9), last = change(3, 11);
    const Effect *list[] = { &last, &first, &more };
    Fold f;
    fold(arena, list, 3, &f);
    assert_int_equal(f.count, 3);
    assert_false(f.facts[0].num.has);
    assert_string_equal(f.facts[0].payload, "{}");
    assert_int_equal(f.facts[1].num.v, 2);
    assert_string_equal(f.facts[2].payload, "{\"num\":3}");
    assert_int_equal(f.hit_count, 2);
    assert_int_equal(f.hits[0].by.input, 2);
    assert_true(date_same(f.hits[0].was_to, DATE_FOREVER));
}

/* ---- activity ------------------------------------------------------------ */

static void an_annulled_annulment_gives_the_input_back(void **state)
{
    (void)state;
    const Annul annuls[] = { { 2, 1 }, { 5, 1 }, { 3, 2 }, { 6, 3 } };
    static const struct { int64_t last; bool one, two, three; } CASES[] = {
        { 1, true, true, true }, { 2, false, true, true }, { 3, true, false, true },
        { 5, false, false, true }, { 6, false, true, false },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_int_equal(input_active(annuls, 4, 1, CASES[i].last), CASES[i].one);
        assert_int_equal(input_active(annuls, 4, 2, CASES[i].last), CASES[i].two);
        assert_int_equal(input_active(annuls, 4, 3, CASES[i].last), CASES[i].three);
    }
    const AnnulAt at[] = { { 2, 1, { 20 } }, { 3, 2, { 30 } }, { 5, 1, { 50 } }, { 6, 3, { 60 } } };
    Flips flips;
    history_flips(arena, at, 4, &flips);
    static const Flip EXPECTED[] = { { 1, { 20 }, false }, { 1, { 30 }, true }, { 1, { 50 }, false },
                                     { 2, { 30 }, false }, { 2, { 60 }, true }, { 3, { 60 }, false } };
    assert_int_equal(flips.count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(flips.rows[i].input, EXPECTED[i].input);
        assert_int_equal(flips.rows[i].k.us, EXPECTED[i].k.us);
        assert_int_equal(flips.rows[i].active, EXPECTED[i].active);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(canonical_bytes_write_themselves_again, setup, teardown),
        cmocka_unit_test_setup_teardown(anything_else_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_change_replaces_members_and_null_takes_them_away, setup, teardown),
        cmocka_unit_test_setup_teardown(an_effect_reads_back_as_it_was_made, setup, teardown),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_effect_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_fold_reaches_what_is_live_before_the_day, setup, teardown),
        cmocka_unit_test_setup_teardown(changes_add_up_and_promoted_values_follow, setup, teardown),
        cmocka_unit_test_setup_teardown(an_annulled_annulment_gives_the_input_back, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
