// SPDX-License-Identifier: Apache-2.0
/* Reading with two clocks, what an annulment would drag along, the clock, and replay that finds damage. */
#include "areas/ledger/script.h"
#include <string.h>

static Registration order(TestDb *t, const char *name, const char *text)
{
    Registration r;
    MUST(script_order(t, name, text, false, &r, &t->err), &t->err);
    return r;
}

static TestDb *begun(void **state)
{
    TestDb *t = *state;
    script_prepare(t);
    MUST(db_begin(t->db, &t->err), &t->err);
    return t;
}

static void a_fact_is_read_on_its_days_and_as_it_was_known(void **state)
{
    TestDb *t = begun(state);
    Instant first = order(t, "1", "+h1@2 5-9").k, then = order(t, "2", "-h1 7").k;
    static const struct { int day; bool later; size_t count; } ON[] = {
        { 4, false, 0 }, { 5, false, 1 }, { 8, false, 1 }, { 9, false, 0 }, { 6, true, 1 }, { 7, true, 0 },
    };
    for (size_t i = 0; i < sizeof ON / sizeof *ON; i++) {
        AsOf at = { script_day(ON[i].day), ON[i].later ? then : first };
        size_t n;
        assert_non_null(ledger_facts_of_person(t->db, t->arena, NULL, 1, at, &n, &t->err));
        assert_int_equal(n, ON[i].count);
        assert_non_null(ledger_facts_of_person(t->db, t->arena, "holding", 1, at, &n, &t->err));
        assert_int_equal(n, ON[i].count);
        assert_non_null(ledger_facts_of_seat(t->db, t->arena, 2, at, &n, &t->err));
        assert_int_equal(n, ON[i].count);
        assert_non_null(ledger_facts_of_person(t->db, t->arena, "absence", 1, at, &n, &t->err));
        assert_int_equal(n, 0);
    }
    size_t n;
    Instant before = { first.us - 1 };
    assert_non_null(ledger_history_of_person(t->db, t->arena, NULL, 1, before, &n, &t->err));
    assert_int_equal(n, 0);
    Fact *all = ledger_history_of_person(t->db, t->arena, "holding", 1, then, &n, &t->err);
    assert_int_equal(n, 1);
    assert_int_equal(all[0].ended_by, 2);
    assert_non_null(ledger_history_of_seat(t->db, t->arena, 2, first, &n, &t->err));
    assert_int_equal(n, 1);
    assert_non_null(ledger_facts_of_input(t->db, t->arena, 1, then, &n, &t->err));
    assert_int_equal(n, 1);
    db_rollback(t->db);
}

static size_t counted(TestDb *t, const Fact *rows, const size_t *n)
{
    assert_non_null(rows);
    assert_int_equal(t->err.kind, ERR_NONE);
    return *n;
}

static void what_is_supposed_is_read_until_it_is_taken_back(void **state)
{
    TestDb *t = begun(state);
    order(t, "1", "+h1@2 5-9");
    AsOf at = { script_day(7), order(t, "2", "-h1 7").k };
    Registration would;
    size_t n;
    MUST(script_order(t, "3", "x2", true, &would, &t->err), &t->err);
    for (int supposed = 0; supposed < 3; supposed++) {
        size_t there = supposed == 1;
        ledger_suppose(t->db, there ? &would : NULL);
        assert_int_equal(counted(t, ledger_facts_of_person(t->db, t->arena, "holding", 1, at, &n, &t->err), &n), there);
        assert_int_equal(counted(t, ledger_facts_of_seat(t->db, t->arena, 2, at, &n, &t->err), &n), there);
        assert_int_equal(counted(t, ledger_facts_of_seat(t->db, t->arena, 1, at, &n, &t->err), &n), 0);
        assert_int_equal(counted(t, ledger_facts_of_person(t->db, t->arena, "absence", 1, at, &n, &t->err), &n), 0);
        assert_int_equal(counted(t, ledger_history_of_person(t->db, t->arena, NULL, 2, at.known, &n, &t->err), &n), 0);
        Fact *all = ledger_history_of_seat(t->db, t->arena, 2, at.known, &n, &t->err);
        assert_int_equal(counted(t, all, &n), 1);
        assert_int_equal(all[0].valid_to.days, script_day(there ? 9 : 7).days);
        all = ledger_facts_of_input(t->db, t->arena, 1, at.known, &n, &t->err);
        assert_int_equal(counted(t, all, &n), 1);
        assert_int_equal(all[0].ended_by, there ? 0 : 2);
    }
    db_rollback(t->db);
}

static void known_on_is_the_end_of_the_day_and_never_beyond_the_head(void **state)
{
    TestDb *t = begun(state);
    MUST(ledger_set_demo_clock(t->db, instant_day_start(script_day(1)), &t->err), &t->err);
    Instant head = order(t, "1", "+h1@1 1-").k;
    AsOf at;
    OptDate none = { 0 }, eve = { true, script_day(0) };
    OptDate same = { true, script_day(1) }, later = { true, script_day(3) };
    MUST(ledger_as_of(t->db, none, none, script_day(4), &at, &t->err), &t->err);
    assert_true(date_same(at.on, script_day(4)));
    assert_int_equal(at.known.us, head.us);
    MUST(ledger_as_of(t->db, later, eve, script_day(4), &at, &t->err), &t->err);
    assert_true(date_same(at.on, script_day(3)));
    assert_int_equal(at.known.us, instant_day_start(script_day(1)).us - 1);
    MUST(ledger_as_of(t->db, none, same, script_day(4), &at, &t->err), &t->err);
    assert_int_equal(at.known.us, head.us);
    MUST(ledger_as_of(t->db, none, later, script_day(4), &at, &t->err), &t->err);
    assert_int_equal(at.known.us, head.us);
    db_rollback(t->db);
}

static void the_demo_clock_moves_forward_and_only_in_a_demo(void **state)
{
    TestDb *t = begun(state);
    Err err = { 0 };
    bool demo;
    Instant start = instant_day_start(script_day(1)), now;
    MUST(ledger_is_demo(t->db, &demo, &t->err), &t->err);
    assert_false(demo);
    MUST(ledger_set_demo_clock(t->db, start, &t->err), &t->err);
    MUST(ledger_is_demo(t->db, &demo, &t->err), &t->err);
    assert_true(demo);
    MUST(ledger_time(t->db, &now, &t->err), &t->err);
    assert_true(now.us >= start.us && now.us < start.us + 60 * 1000000LL);
    Instant k = order(t, "1", "+h1@1 1-").k;
    assert_true(date_same(instant_day(k), script_day(1)));
    assert_false(ledger_set_demo_clock(t->db, (Instant){ start.us - 1 }, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    MUST(ledger_set_demo_clock(t->db, instant_day_start(script_day(2)), &t->err), &t->err);
    assert_true(date_same(instant_day(order(t, "2", "+h2@2 1-").k), script_day(2)));
    db_rollback(t->db);

    MUST(db_begin(t->db, &t->err), &t->err);
    order(t, "1", "+h1@1 1-");
    err_clear(&err);
    assert_false(ledger_set_demo_clock(t->db, instant_day_start(script_day(900)), &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    db_rollback(t->db);
}

static const char *dependents(TestDb *t, int64_t input)
{
    size_t n;
    Entry *list = ledger_dependents(t->db, t->arena, input, &n, &t->err);
    MUST(list, &t->err);
    Str s = str_make(t->arena);
    for (size_t i = 0; i < n; i++)
        str_addf(&s, "%s%d", i ? " " : "", (int)list[i].id);
    return s.s;
}

static void dependents_are_all_that_was_built_on_an_input(void **state)
{
    TestDb *t = begun(state);
    order(t, "1", "+h1@1 1-");                      /* 1: a seat */
    order(t, "2", "-h1 5; +h1@2 5-");               /* 2: moves on from 1 */
    order(t, "3", "+h2@1 5-");                      /* 3: takes the seat that 2 left */
    order(t, "4", "~h2 9 n3");                      /* 4: changes 3 */
    order(t, "5", "+h3@3 1- | +a1 9-12");           /* 5, 6: of no concern */
    assert_string_equal(dependents(t, 1), "2 3 4");
    assert_string_equal(dependents(t, 2), "3 4");
    assert_string_equal(dependents(t, 3), "4");
    assert_string_equal(dependents(t, 4), "");
    order(t, "6", "x4");                            /* 7: an annulment depends on what it annuls */
    assert_string_equal(dependents(t, 3), "");
    assert_string_equal(dependents(t, 4), "7");
    order(t, "7", "x7");
    assert_string_equal(dependents(t, 3), "4");
    /* 9: re-bases 2 on another holding, which 2 then depends on */
    order(t, "8", "x1; +h1@4 2-");
    assert_string_equal(dependents(t, 9), "2 3 4");
    db_rollback(t->db);
}

static void an_entry_is_read_back_with_its_effects(void **state)
{
    TestDb *t = begun(state);
    Registration r = order(t, "12", "+h1@1 5- n7; +a1 5-9");
    Entry e;
    bool found;
    MUST(ledger_entry_by_key(t->db, t->arena, "order:12/1", &e, &found, &t->err), &t->err);
    assert_true(found);
    assert_int_equal(e.id, r.first_input);
    assert_string_equal(e.kind, "order_item");
    assert_int_equal(e.registered.us, r.k.us);
    assert_int_equal(e.annulled_since, 0);
    Val *effects = ledger_effects(t->db, t->arena, e.id, &t->err);
    assert_non_null(effects);
    assert_int_equal(val_count(effects), 2);
    assert_int_equal(val_num(val_at(effects, "0.values.num")), 7);
    assert_string_equal(val_str(val_at(effects, "1.kind")), "absence");
    Instant k = order(t, "13", "x1").k;
    MUST(ledger_entry(t->db, t->arena, e.id, &e, &found, &t->err), &t->err);
    assert_int_equal(e.annulled_since, k.us);
    MUST(ledger_entry(t->db, t->arena, 99, &e, &found, &t->err), &t->err);
    assert_false(found);
    db_rollback(t->db);
}

static void replay_names_the_first_row_that_differs(void **state)
{
    static const struct { const char *damage, *expected, *found; } CASES[] = {
        { "UPDATE fact SET valid_to = '2026-03-20' WHERE person = 2",
          "fact holding 2 2 1 2026-03-05 9999-12-31", "fact holding 2 2 1 2026-03-05 2026-03-20" },
        { "UPDATE fact SET payload = '{\"num\":8}' WHERE person = 2", "fact holding 2 2 1", "fact holding 2 2 1" },
        { "UPDATE fact SET num = NULL WHERE person = 2", "fact holding 2 2 1", "fact holding 2 2 1" },
        { "UPDATE fact SET code = 'null' WHERE person = 2", "fact holding 2 2 1", "fact holding 2 2 1" },
        { "UPDATE fact SET known_from = known_from + 1 WHERE person = 2", "fact holding 2 2 1", NULL },
        { "DELETE FROM fact WHERE person = 2", "fact holding 2 2 1", NULL },
        { "UPDATE fact SET person = 77 WHERE person = 2", "fact holding 2 2 1", NULL },
        { "INSERT INTO fact (kind, person, seat, valid_from, valid_to, known_from, known_to, input, effect_no, changed_by,"
          " ended_by, units, payload, single, seat_rule) VALUES ('sanction', 99, 0, '2026-03-01', '2026-04-01', 1, 2, 1,"
          " 9, 0, 0, 0, '{}', FALSE, 0)", NULL, "fact sanction 99 1 9" },
        { "UPDATE ledger_effect SET body = REPLACE(body, '2026-03-05', '2026-03-06') WHERE input = 2",
          NULL, "fact holding 2 2 1 2026-03-05" },
        { "UPDATE ledger_effect SET target = 2 WHERE op = 'annul'", "{\"input\":1", "3/1 annul" },
        { "UPDATE ledger_inactive SET known_to = known_to - 1", "inactive 1 ", "inactive 1 " },
        { "DELETE FROM ledger_inactive", "inactive 1 ", NULL },
        { "UPDATE ledger_head SET k = k + 1", "head 3 3", "head 3 3" },
        { "UPDATE ledger_head SET inputs = 4", "head 3 3", "head 4 3" },
    };
    TestDb *t = begun(state);
    order(t, "1", "+h1@1 5-");
    order(t, "2", "+h2@2 5- n7");
    order(t, "3", "x1");
    MUST(db_commit(t->db, &t->err), &t->err);
    script_replays(t);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Replay r;
        MUST(db_begin(t->db, &t->err) && db_script(t->db, CASES[i].damage, &t->err), &t->err);
        MUST(ledger_replay(t->db, t->arena, REPLAY_CHECK, BRUTE_KINDS, NULL, &r, &t->err), &t->err);
        if (r.same || (!CASES[i].expected != !r.expected) || (!CASES[i].found != !r.found)
            || (r.expected && strncmp(r.expected, CASES[i].expected, strlen(CASES[i].expected)) != 0)
            || (r.found && strncmp(r.found, CASES[i].found, strlen(CASES[i].found)) != 0))
            fail_msg("%s: same %d, expected '%s', found '%s'", CASES[i].damage, r.same, r.expected ? r.expected : "-",
                     r.found ? r.found : "-");
        db_rollback(t->db);
    }
    MUST(db_begin(t->db, &t->err) && db_script(t->db, "DELETE FROM fact; DELETE FROM ledger_inactive", &t->err), &t->err);
    Replay r;
    MUST(ledger_replay(t->db, t->arena, REPLAY_REBUILD, BRUTE_KINDS, NULL, &r, &t->err), &t->err);
    assert_true(r.same);
    assert_int_equal(r.inputs, 3);
    assert_int_equal(r.facts, 2);
    assert_string_equal(r.replayed, r.stored);
    MUST(db_commit(t->db, &t->err), &t->err);
    script_replays(t);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_DB(a_fact_is_read_on_its_days_and_as_it_was_known),
    TEST_EACH_DB(what_is_supposed_is_read_until_it_is_taken_back),
    TEST_EACH_DB(known_on_is_the_end_of_the_day_and_never_beyond_the_head),
    TEST_EACH_DB(the_demo_clock_moves_forward_and_only_in_a_demo),
    TEST_EACH_DB(dependents_are_all_that_was_built_on_an_input),
    TEST_EACH_DB(an_entry_is_read_back_with_its_effects),
    TEST_EACH_DB(replay_names_the_first_row_that_differs),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
