// SPDX-License-Identifier: Apache-2.0
/* Registering, case by case, on both engines: orders in, facts or a refusal out. */
#include "areas/ledger/script.h"
#include <string.h>

/* Each step: an order and what is then true, or "field: message" of its refusal. */
typedef struct Case {
    const char *why;
    const char *steps[12];          /* order, answer, order, answer … */
} Case;

static const Case CASES[] = {
    { "an appointment and a release",
      { "+h1@1 5-", "h1@1:5-", "-h1 9", "h1@1:5-9!2" } },
    { "a same-day hand-over, the newcomer listed first",
      { "+h1@1 1-", "h1@1:1-", "+h2@1 9- | -h1 9", "h1@1:1-9!3 h2@1:9-" } },
    { "two change seats on one day",
      { "+h1@1 1- | +h2@2 1-", "h1@1:1- h2@2:1-",
        "-h1 9; +h1@2 9- | -h2 9; +h2@1 9-", "h1@1:1-9!3 h1@2:9- h2@2:1-9!4 h2@1:9-" } },
    { "three change seats in a ring, arrivals first",
      { "+h1@1 1- | +h2@2 1- | +h3@3 1-", "h1@1:1- h2@2:1- h3@3:1-",
        "+h1@2 9-; -h1 9 | +h2@3 9-; -h2 9 | +h3@1 9-; -h3 9",
        "h1@1:1-9!4 h1@2:9- h2@2:1-9!5 h2@3:9- h3@3:1-9!6 h3@1:9-" } },
    { "an occupied seat is refused at its field",
      { "+h1@1 5-", "h1@1:5-", "-h1 4 | +h2@1 8-", "items.0.at: there is nothing to end on 04.03.2026",
        "+h3@3 1- | +h2@1 8-", "items.1.seat_id: the seat is taken: order:1/1, since 05.03.2026" } },
    { "a seat that will be taken later is refused too, and free until then",
      { "+h1@1 9-", "h1@1:9-", "+h2@1 5-", "items.0.seat_id: the seat is taken: order:1/1, since 09.03.2026",
        "+h2@1 5-9", "h1@1:9- h2@1:5-9" } },
    { "a person in two seats is refused",
      { "+h1@1 5-", "h1@1:5-", "+h1@2 9-", "items.0.from: it overlaps order:1/1, which began on 05.03.2026" } },
    { "annulling a base input without its dependent is refused, with it is not",
      { "+h1@1 5-", "h1@1:5-", "-h1 9; +h1@2 9-", "h1@1:5-9!2 h1@2:9-",
        "x1", "items.0.input: order:2/1 would lose what it ends or changes: annul it too, or keep it",
        "x1 | x2", "" } },
    { "a dependent is kept re-based",
      { "+h1@1 5-", "h1@1:5-", "-h1 9; +h1@2 9-", "h1@1:5-9!2 h1@2:9-", "x1; k2", "h1@2:9-" } },
    { "a kept dependent takes hold of what stands there now",
      { "+h1@3 1- | +h2@1 1-", "h1@3:1- h2@1:1-", "-h1 5; +h1@2 5-", "h1@3:1-5!3 h1@2:5- h2@1:1-",
        "-h1 9", "h1@3:1-5!3 h1@2:5-9!4 h2@1:1-", "x3", "h1@3:1-9!4 h2@1:1-" } },
    { "an annulment is annulled: the input holds again",
      { "+h1@1 5-", "h1@1:5-", "x1", "", "x2", "h1@1:5-", "x3", "", "x3", "items.0.input: order:3/1 is annulled already" } },
    { "an annulment cannot be annulled when the seat went to another meanwhile",
      { "+h1@1 5-", "h1@1:5-", "x1", "", "+h2@1 6-", "h2@1:6-",
        "x2", "items.0.seat_id: the seat is taken: order:3/1, since 06.03.2026" } },
    { "what is annulled cannot be annulled again, nor what does not exist, nor the order itself",
      { "+h1@1 5-", "h1@1:5-", "x1", "", "x1", "items.0.input: order:1/1 is annulled already",
        "x9", "items.0.input: there is nothing to annul", "x3", "items.0.input: there is nothing to annul" } },
    { "an input is named twice in one order",
      { "+h1@1 5-", "h1@1:5-", "x1 | x1", "items.1.input: order:1/1 is annulled already" } },
    { "a correction takes the place of what it corrects",
      { "+h1@1 5-", "h1@1:5-", "x1; +h1@2 6-", "h1@2:6-", "x2", "h1@1:5-" } },
    { "a corrected correction gives nothing back when both are annulled; alone the first is annulled already",
      { "+h1@1 5-", "h1@1:5-", "x1; +h1@2 6-", "h1@2:6-", "x1; +h1@3 7-", "items.0.input: order:1/1 is annulled already",
        "x2; x1; +h1@3 7-", "h1@3:7-", "x3", "h1@2:6-" } },
    { "both in the other order do the same, and stay annulled",
      { "+h1@1 5-", "h1@1:5-", "x1; +h1@2 6-", "h1@2:6-", "x1; x2; +h1@3 8-", "h1@3:8-",
        "x1", "items.0.input: order:1/1 is annulled already", "x2", "items.0.input: order:2/1 is annulled already" } },
    { "correcting a transfer moves both its halves",
      { "+h1@1 1-", "h1@1:1-", "-h1 9; +h1@2 9-", "h1@1:1-9!2 h1@2:9-", "x2; -h1 12; +h1@3 12-", "h1@1:1-12!3 h1@3:12-" } },
    { "ending what has ended is refused",
      { "+h1@1 5-", "h1@1:5-", "-h1 9", "h1@1:5-9!2", "-h1 9", "items.0.at: there is nothing to end on 09.03.2026",
        "-h1 12", "items.0.at: there is nothing to end on 12.03.2026",
        "-h1 5", "items.0.at: there is nothing to end on 05.03.2026" } },
    { "an earlier end displaces a later one only when that is said",
      { "+h1@1 5-", "h1@1:5-", "-h1 9", "h1@1:5-9!2",
        "-h1 7", "items.0.input: order:2/1 would lose what it ends or changes: annul it too, or keep it",
        "-h1 7 | x2", "h1@1:5-7!3", "-h1 6; k3", "h1@1:5-6!5" } },
    { "a backdated start fits before what is known",
      { "+h1@1 9-", "h1@1:9-", "+h1@2 5-", "items.0.from: it overlaps order:1/1, which began on 09.03.2026",
        "+h1@2 5-9", "h1@2:5-9 h1@1:9-", "+h1@3 1-; -h1@3 5", "h1@3:1-5!3 h1@2:5-9 h1@1:9-" } },
    { "an order for the future is planned anew by an earlier one",
      { "+h1@1 1-", "h1@1:1-", "-h1 20; +h1@2 20-", "h1@1:1-20!2 h1@2:20-",
        "-h1 10", "items.0.input: order:2/1 would lose what it ends or changes: annul it too, or keep it",
        "-h1 10 | x2", "h1@1:1-10!3" } },
    { "leaves do not overlap, and may touch",
      { "+a1 5-9", "a1:5-9", "+a1 8-12", "items.0.from: it overlaps order:1/1, which began on 05.03.2026",
        "+a1 9-12", "a1:5-9 a1:9-12", "+a1 4-6", "items.0.from: it overlaps order:1/1, which began on 05.03.2026" } },
    { "a recall ends the leave early and frees the rest",
      { "+a1 5-15", "a1:5-15", "-a1 9", "a1:5-9!2", "+a1 12-15", "a1:5-9!2 a1:12-15",
        "x2", "items.0.from: it overlaps order:1/1, which began on 05.03.2026" } },
    { "a recall on the last day's morrow ends nothing",
      { "+a1 5-9", "a1:5-9", "-a1 9", "items.0.at: there is nothing to end on 09.03.2026" } },
    { "half a seat and half a seat are one, and no more",
      { "+h1@1 5- u500", "h1@1:5-u500", "+h2@1 5-9 u500", "h1@1:5-u500 h2@1:5-9u500",
        "+h3@1 8- u250", "items.0.seat_id: the seat is taken: order:2/1, since 05.03.2026",
        "+h3@1 9- u500", "h1@1:5-u500 h2@1:5-9u500 h3@1:9-u500",
        "~h1 12 u501", "items.0.seat_id: the seat is taken: order:3/1, since 09.03.2026" } },
    { "a part grows when the other part is free",
      { "+h1@1 5- u500 | +h2@1 5-9 u500", "h1@1:5-u500 h2@1:5-9u500", "~h1 9 u1000", "h1@1:5-9u500 h1@1:9-*3 h2@1:5-9u500" } },
    { "one substitute a seat, beside its holder",
      { "+h1@1 1- | +h2@2 1-", "h1@1:1- h2@2:1-", "+s2@1 5-9", "h1@1:1- h2@2:1- s2@1:5-9",
        "+s3@1 8-12", "items.0.seat_id: the seat is taken: order:2/1, since 05.03.2026",
        "+s3@1 9-12", "h1@1:1- h2@2:1- s2@1:5-9 s3@1:9-12" } },
    { "changes add up, and one is taken out of the middle",
      { "+h1@1 1- n1", "h1@1:1-n1", "~h1 5 n2", "h1@1:1-5n1 h1@1:5-*2n2", "~h1 9 n3", "h1@1:1-5n1 h1@1:5-9*2n2 h1@1:9-*3n3",
        "x2", "h1@1:1-9n1 h1@1:9-*3n3", "~h1 1 n9", "items.0.at: there is nothing to change on 01.03.2026" } },
    { "many sanctions stand beside each other and are ended by name",
      { "+d1 1- | +d1 2-", "d1:1- d1:2-", "-d1 9", "items.0.at: there are several on 09.03.2026: one must be named",
        "-d1 9 #2/1", "d1:1- d1:2-9!3", "-d1 12", "d1:1-12!4 d1:2-9!3",
        "-d1 13 #1/1", "items.0.at: there is nothing to end on 13.03.2026" } },
    { "at disposal: on the list without a seat, several at once",
      { "+h1@1 1- | +h2 1- | +h3 1-", "h1@1:1- h2:1- h3:1-", "-h1 5; +h1 5-", "h1@1:1-5!4 h1:5- h2:1- h3:1-" } },
    { "malformed effects are faults of their fields",
      { "+h0@1 5-", "items.0.person_id: a person is needed", "+h1@1 5-5", "items.0.to: it must end after it begins",
        "+a1@1 5-9", "items.0.seat_id: no seat belongs here", "+s1 5-9", "items.0.seat_id: a seat is needed",
        "+h1@1 5- u1001", "items.0.units: a part of a seat is between 1 and 1000 thousandths" } },
};

static void judge(TestDb *t, const Case *c, int step, bool ok, const Err *err)
{
    const char *expected = c->steps[2 * step + 1], *got;
    Instant head;
    if (ok) {
        MUST(ledger_head(t->db, &head, &t->err), &t->err);
        got = script_facts(t, head);
    } else {
        char text[300];
        err_format(NULL, &err->faults[0], text, sizeof text);
        got = arena_printf(t->arena, "%s: %s", err->faults[0].field, text);
    }
    if (strcmp(got, expected) != 0)
        fail_msg("%s, step %d: '%s', expected '%s' (%s)", c->why, step + 1, got, expected, err->detail);
}

/* A case is one transaction that is rolled back; each order is rehearsed first, and must come out the same. */
static void run_case(TestDb *t, const Case *c)
{
    MUST(db_begin(t->db, &t->err), &t->err);
    for (int step = 0, accepted = 0; step < 6 && c->steps[2 * step]; step++) {
        Registration rehearsed, done;
        Err dry = { 0 }, err = { 0 };
        const char *name = arena_printf(t->arena, "%d", accepted + 1);
        bool would = script_order(t, name, c->steps[2 * step], true, &rehearsed, &dry);
        bool ok = script_order(t, name, c->steps[2 * step], false, &done, &err);
        judge(t, c, step, ok, &err);
        assert_int_equal(would, ok);
        accepted += ok;
        if (!ok) {
            assert_string_equal(dry.faults[0].field, err.faults[0].field);
            continue;
        }
        assert_int_equal(rehearsed.gone_count, done.gone_count);
        assert_int_equal(rehearsed.fresh_count, done.fresh_count);
        assert_int_equal(rehearsed.first_input, done.first_input);
        script_replays(t);
    }
    db_rollback(t->db);
    arena_reset(t->arena);
}

static void every_case_gives_its_facts_or_its_refusal(void **state)
{
    TestDb *t = *state;
    script_prepare(t);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        run_case(t, &CASES[i]);
}

static void must_order(TestDb *t, const char *name, const char *order)
{
    Registration r;
    MUST(script_order(t, name, order, false, &r, &t->err), &t->err);
}

static void a_natural_key_is_registered_once(void **state)
{
    TestDb *t = *state;
    Registration r;
    Err err = { 0 };
    script_prepare(t);
    MUST(db_begin(t->db, &t->err), &t->err);
    must_order(t, "12", "+h1@1 5-");
    assert_false(script_order(t, "12", "+h2@2 5-", false, &r, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_string_equal(err.faults[0].field, "items.0");
    MUST(db_commit(t->db, &t->err), &t->err);
}

static void registering_outside_a_transaction_is_refused(void **state)
{
    TestDb *t = *state;
    Registration r;
    Err err = { 0 };
    script_prepare(t);
    assert_false(script_order(t, "1", "+h1@1 5-", false, &r, &err));
    assert_int_equal(err.kind, ERR_INTERNAL);
}

/* Behind the judgement stands the database itself. */
static void the_second_wall_refuses_what_the_first_would(void **state)
{
    static const char *const DOUBLES[] = {
        "UPDATE fact SET person = 1, seat = 9 WHERE person = 2",
        "UPDATE fact SET person = 1, seat = 9, valid_from = '2026-03-20' WHERE person = 2",
        "UPDATE fact SET seat = 1 WHERE person = 2",
        "UPDATE fact SET seat = 1, valid_from = '2026-03-20' WHERE person = 2",
        "UPDATE fact SET seat = 2 WHERE person = 4",
    };
    TestDb *t = *state;
    script_prepare(t);
    MUST(db_begin(t->db, &t->err), &t->err);
    must_order(t, "1", "+h1@1 5- | +h2@2 5- | +s3@2 5-9 | +s4@3 5-9");
    MUST(db_commit(t->db, &t->err), &t->err);
    for (size_t i = 0; i < sizeof DOUBLES / sizeof *DOUBLES; i++) {
        Err err = { 0 };
        if (db_script(t->db, DOUBLES[i], &err))
            fail_msg("let through: %s", DOUBLES[i]);
        assert_int_equal(err.kind, ERR_CONFLICT);
    }
    script_replays(t);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_DB(every_case_gives_its_facts_or_its_refusal),
    TEST_EACH_DB(a_natural_key_is_registered_once),
    TEST_EACH_DB(registering_outside_a_transaction_is_refused),
    TEST_EACH_DB(the_second_wall_refuses_what_the_first_would),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
