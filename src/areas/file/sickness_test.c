// SPDX-License-Identifier: Apache-2.0
/* A sick note, and each absence it may meet. */
#include "areas/file/record_world.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, &file_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, FILE_FACT_KINDS, NULL };

static void a_sick_note_breaks_a_leave_off_and_the_rest_follows(void **state)
{
    World *w = *state;
    int64_t person = world_person(w, "insp1");
    world_start(w, FACT_ABSENCE, person, NULL, "2026-09-10", "2026-09-24", "annual");
    int64_t id = entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-14", "2026-09-16"));
    assert_string_equal(absences(w), "annual 09-10..09-24");
    confirm(w, id);
    assert_string_equal(absences(w), "annual 09-10..09-14, sick 09-14..09-17, annual 09-17..09-27");
}

static void a_sickness_longer_than_the_leave_postpones_all_that_was_left(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-15", "annual");
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-13", "2026-09-18")));
    assert_string_equal(absences(w), "annual 09-10..09-13, sick 09-13..09-19, annual 09-19..09-21");
}

/* 8 and 9 November are holidays: no leave days, neither in what was left nor in what follows. */
static void holidays_are_no_leave_days_in_the_rest_that_follows(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-11-02", "2026-11-11", "annual");
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-11-05", "2026-11-06")));
    assert_string_equal(absences(w), "annual 11-02..11-05, sick 11-05..11-07, annual 11-07..11-13");
}

static void the_rest_of_a_leave_carries_its_derivation(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-24", "annual");
    int64_t id = entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-14", "2026-09-16"));
    confirm(w, id);
    Record r;
    MUST(record_get(&w->cx, id, &r, &w->err), &w->err);
    const Val *effects = ledger_effects(w->db, w->arena, r.input, &w->err);
    assert_string_equal(world_text(w, effects, "0.op"), "end");
    assert_string_equal(world_text(w, effects, "1.values.code"), "sick");
    effects = ledger_effects(w->db, w->arena, r.input + 1, &w->err);
    assert_string_equal(world_text(w, effects, "0.op"), "start");
    assert_string_equal(world_text(w, effects, "0.values.code"), "annual");
    assert_string_equal(world_text(w, effects, "0.why.left"), "10");
    assert_string_equal(world_text(w, effects, "0.why.rules.0.code"), "leave.postpone.sick");
    Val *derivation = ledger_payload(w->arena, world_text(w, effects, "0.why.derivation"), &w->err);
    MUST(derivation_check(w->arena, derivation, &w->err), &w->err);
}

static void a_leave_that_begins_within_the_sickness_follows_it_whole(void **state)
{
    static const struct { const char *from, *last, *absences; } CASES[] = {
        { "2026-09-07", "2026-09-09", "sick 09-07..09-10, annual 09-10..09-24" },
        { "2026-09-08", "2026-09-10", "sick 09-08..09-11, annual 09-11..09-25" },
        { "2026-09-10", "2026-09-10", "sick 09-10..09-11, annual 09-11..09-25" },
        { "2026-09-10", "2026-09-30", "sick 09-10..10-01, annual 10-01..10-15" },
        { "2026-09-11", "2026-09-11", "annual 09-10..09-11, sick 09-11..09-12, annual 09-12..09-25" },
    };
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-24", "annual");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        MUST(db_savepoint(w->db, &w->err), &w->err);
        confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, CASES[i].from, CASES[i].last)));
        assert_string_equal(absences(w), CASES[i].absences);
        db_rollback_savepoint(w->db);
    }
}

static void a_second_sick_note_moves_the_rest_again(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-24", "annual");
    NewRecord more = paper(w, RECORD_SICK_NOTE, "2026-09-17", "2026-09-20");
    more.number = "18";
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-14", "2026-09-16")));
    confirm(w, entered(w, more));
    assert_string_equal(absences(w), "annual 09-10..09-14, sick 09-14..09-17, sick 09-17..09-21, annual 09-21..10-01");
}

static void a_leave_another_paper_changed_is_not_moved(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-24", "annual");
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-14", "2026-09-16")));
    NewRecord earlier = paper(w, RECORD_SICK_NOTE, "2026-09-08", "2026-09-11");
    earlier.number = "16";
    refused(w, earlier, ERR_CONFLICT, "from",
            "the absence that begins on {0} was changed by another paper; move it by an order first");
}

static void two_sick_notes_do_not_cover_one_day(void **state)
{
    World *w = *state;
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14")));
    refused(w, paper(w, RECORD_SICK_NOTE, "2026-09-14", "2026-09-15"), ERR_CONFLICT, "from",
            "another sick note covers {0} already");
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-15", "2026-09-16")));
    assert_string_equal(absences(w), "sick 09-10..09-15, sick 09-15..09-17");
}

static void sick_within(World *w, const char *absence, const char *from, const char *last, const char *expected,
                        const char *beside)
{
    MUST(db_savepoint(w->db, &w->err), &w->err);
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-20", absence);
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, from, last)));
    if (strcmp(absences(w), expected) != 0)
        fail_msg("%s, sick %s to %s: %s", absence, from, last, absences(w));
    assert_string_equal(facts(w, world_person(w, "insp1"), FACT_SICK_WITHIN), beside);
    db_rollback_savepoint(w->db);
}

static void a_trip_gives_way_and_goes_on_to_its_last_day(void **state)
{
    World *w = *state;
    sick_within(w, "trip", "2026-09-12", "2026-09-13", "trip 09-10..09-12, sick 09-12..09-14, trip 09-14..09-20", "");
    sick_within(w, "trip", "2026-09-10", "2026-09-18", "sick 09-10..09-19, trip 09-19..09-20", "");
    sick_within(w, "trip", "2026-09-10", "2026-09-19", "sick 09-10..09-20", "");
    sick_within(w, "trip", "2026-09-08", "2026-09-25", "sick 09-08..09-26", "");
    sick_within(w, "trip", "2026-09-19", "2026-09-25", "trip 09-10..09-19, sick 09-19..09-26", "");
    sick_within(w, "trip", "2026-09-20", "2026-09-20", "trip 09-10..09-20, sick 09-20..09-21", "");
}

static void other_absences_run_on_and_the_sickness_stands_beside_them(void **state)
{
    World *w = *state;
    static const char *const CODES[] = { "unpaid", "study", "maternity", "child_care", "suspension" };
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
        sick_within(w, CODES[i], "2026-09-12", "2026-09-13", arena_printf(w->arena, "%s 09-10..09-20", CODES[i]),
                    "sick 09-12..09-14");
    sick_within(w, "unpaid", "2026-09-18", "2026-09-22", "unpaid 09-10..09-20, sick 09-20..09-23", "sick 09-18..09-23");
    sick_within(w, "unpaid", "2026-09-08", "2026-09-10", "sick 09-08..09-10, unpaid 09-10..09-20", "sick 09-08..09-11");
    sick_within(w, "unpaid", "2026-09-08", "2026-09-22", "sick 09-08..09-10, unpaid 09-10..09-20, sick 09-20..09-23",
                "sick 09-08..09-23");
    sick_within(w, "unpaid", "2026-09-20", "2026-09-21", "unpaid 09-10..09-20, sick 09-20..09-22", "");
}

static void an_absence_no_rule_speaks_of_stands_in_the_way(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-20", "detached");
    refused(w, paper(w, RECORD_SICK_NOTE, "2026-09-19", "2026-09-21"), ERR_CONFLICT, "from",
            "he is away on another ground since {0}, and no rule says what a sickness does to it");
    NewRecord later = paper(w, RECORD_SICK_NOTE, "2026-09-20", "2026-09-21");
    entered(w, later);
}

/* What an order undoes when its leave was moved is the leave where it is now. */
static void a_moved_leave_is_found_where_it_is_now(void **state)
{
    World *w = *state;
    int64_t leave, first, second;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-24", "annual");
    Entry e;
    bool found;
    size_t n;
    Instant head;
    MUST(ledger_head(w->db, &head, &w->err), &w->err);
    leave = ledger_history_of_person(w->db, w->arena, FACT_ABSENCE, world_person(w, "insp1"), head, &n, &w->err)[0].input;
    MUST(ledger_moved_to(w->db, leave, &first, &w->err), &w->err);
    assert_int_equal(first, 0);
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-11")));
    MUST(ledger_moved_to(w->db, leave, &first, &w->err) && ledger_entry(w->db, w->arena, first, &e, &found, &w->err), &w->err);
    assert_string_equal(e.natural_key, arena_printf(w->arena, "record:1/rest/%lld", (long long)leave));
    NewRecord more = paper(w, RECORD_SICK_NOTE, "2026-09-12", "2026-09-13");
    more.number = "18";
    confirm(w, entered(w, more));
    MUST(ledger_moved_to(w->db, leave, &second, &w->err), &w->err);
    assert_true(second > first);
    assert_string_equal(absences(w), "sick 09-10..09-12, sick 09-12..09-14, annual 09-14..09-28");
    const char *name;
    MUST(source_name(&w->cx, e.natural_key, &name, &w->err), &w->err);
    assert_string_equal(name, "the days moved by: Sick note, No. 17 of 01.09.2026");
}

/* 1-14 September, corrected to 20-30: the note that moves those days does not bring the first ones back. */
static void a_leave_that_was_corrected_stays_so_when_it_is_moved(void **state)
{
    World *w = *state;
    Arena *a = w->arena;
    int64_t person = world_person(w, "insp1");
    size_t n;
    Instant head;
    Registration r;
    world_start(w, FACT_ABSENCE, person, NULL, "2026-09-01", "2026-09-15", "annual");
    MUST(ledger_head(w->db, &head, &w->err), &w->err);
    int64_t leave = ledger_history_of_person(w->db, a, FACT_ABSENCE, person, head, &n, &w->err)[0].input;
    Val *effects = val_list(a), *values = val_map(a);
    val_put_text(a, values, "code", "annual");
    val_add(effects, effect_annul(a, leave));
    val_add(effects, effect_start(a, FACT_ABSENCE, person, 0, world_day("2026-09-20"), world_day("2026-10-01"), values, NULL));
    NewInput correction = { .kind = ENTRY_ORDER_ITEM, .source = "correction", .natural_key = "correction", .effects = effects };
    MUST(ledger_register(w->db, a, FACT_KINDS, &correction, 1, &r, &w->err), &w->err);
    confirm(w, entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-18", "2026-09-22")));
    assert_string_equal(absences(w), "sick 09-18..09-23, annual 09-23..10-04");
}

/* The ledger speaks of papers by their keys; people are told their names. */
static void a_refusal_names_the_paper_in_the_way(void **state)
{
    World *w = *state;
    NewRecord act = paper(w, OUTSIDE_APPOINT, "2026-09-01", NULL), again = act;
    act.seat_id = world_seat(w, "spare");
    again.seat_id = world_seat(w, "insp2");
    again.number = "18";
    again.from = act.from = world_day("2026-09-03");
    confirm(w, entered(w, act));
    int64_t id = 0;
    Err err = { 0 };
    world_act_as(w, "insp2");
    assert_false(record_enter(&w->cx, &again, &w->grant, &id, &err));
    bool named = false;
    for (int i = 0; i < err.count; i++)
        for (int k = 0; k < ERR_ARGS; k++) {
            assert_null(strchr(err.faults[i].args[k], ':'));
            named |= strstr(err.faults[i].args[k], "17") != NULL;
        }
    assert_true(named);
}

static void a_sick_note_shows_each_of_its_faults(void **state)
{
    World *w = *state;
    NewRecord in = paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-09");
    in.issuer = in.number = "";
    in.issued = world_day("2026-09-02");
    int64_t id;
    Err err = { 0 };
    assert_false(record_enter(&w->cx, &in, &w->grant, &id, &err));
    assert_int_equal(err.count, 4);
    assert_string_equal(err.faults[0].field, "issuer");
    assert_string_equal(err.faults[1].field, "number");
    assert_string_equal(err.faults[2].field, "to");
    assert_string_equal(err.faults[3].field, "issued");
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(a_sick_note_breaks_a_leave_off_and_the_rest_follows),
    TEST_EACH_WORLD(a_sickness_longer_than_the_leave_postpones_all_that_was_left),
    TEST_EACH_WORLD(holidays_are_no_leave_days_in_the_rest_that_follows),
    TEST_EACH_WORLD(the_rest_of_a_leave_carries_its_derivation),
    TEST_EACH_WORLD(a_leave_that_begins_within_the_sickness_follows_it_whole),
    TEST_EACH_WORLD(a_second_sick_note_moves_the_rest_again),
    TEST_EACH_WORLD(a_leave_another_paper_changed_is_not_moved),
    TEST_EACH_WORLD(two_sick_notes_do_not_cover_one_day),
    TEST_EACH_WORLD(a_trip_gives_way_and_goes_on_to_its_last_day),
    TEST_EACH_WORLD(other_absences_run_on_and_the_sickness_stands_beside_them),
    TEST_EACH_WORLD(an_absence_no_rule_speaks_of_stands_in_the_way),
    TEST_EACH_WORLD(a_moved_leave_is_found_where_it_is_now),
    TEST_EACH_WORLD(a_leave_that_was_corrected_stays_so_when_it_is_moved),
    TEST_EACH_WORLD(a_refusal_names_the_paper_in_the_way),
    TEST_EACH_WORLD(a_sick_note_shows_each_of_its_faults),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
