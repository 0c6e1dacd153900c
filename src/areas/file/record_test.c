// SPDX-License-Identifier: Apache-2.0
/* Records: two officers, and what each kind does to the ledger. */
#include "areas/file/record_world.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, &file_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, FILE_FACT_KINDS, NULL };

/* ---- two officers ------------------------------------------------------------- */

static void a_record_changes_nothing_until_it_is_confirmed(void **state)
{
    World *w = *state;
    int64_t id = entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14"));
    assert_string_equal(absences(w), "");
    confirm(w, id);
    assert_string_equal(absences(w), "sick 09-10..09-15");
    Record r;
    Entry e;
    bool found;
    MUST(record_get(&w->cx, id, &r, &w->err), &w->err);
    assert_string_equal(r.state, "registered");
    assert_int_equal(r.entered_by, world_person(w, "insp2"));
    assert_int_equal(r.decided_by, world_person(w, "shead"));
    MUST(ledger_entry_by_key(w->db, w->arena, arena_printf(w->arena, "record:%lld", (long long)id), &e, &found, &w->err),
         &w->err);
    assert_true(found);
    assert_int_equal(e.id, r.input);
    assert_string_equal(e.kind, "record");
}

static void who_entered_a_record_does_not_confirm_it(void **state)
{
    World *w = *state;
    int64_t id = entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14"));
    Err err = { 0 };
    assert_false(record_confirm(&w->cx, id, 1, &w->grant, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_string_equal(err.faults[0].msgid,
                        "a record is confirmed by a second officer, not by the one who entered it (6.1.11)");
    assert_string_equal(absences(w), "");
}

static void nobody_decides_on_a_record_about_himself(void **state)
{
    World *w = *state;
    int64_t id = entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14"));
    Err err = { 0 };
    world_act_as(w, "insp1");
    assert_false(record_confirm(&w->cx, id, 1, &w->grant, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    err_clear(&err);
    assert_false(record_reject(&w->cx, id, 1, "mən deyiləm", &w->grant, &err));
    assert_int_equal(err.kind, ERR_DENIED);
}

static void a_record_is_decided_once(void **state)
{
    World *w = *state;
    int64_t id = entered(w, paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14"));
    Err stale = { 0 }, twice = { 0 };
    world_act_as(w, "shead");
    MUST(db_savepoint(w->db, &w->err), &w->err);
    assert_false(record_confirm(&w->cx, id, 7, &w->grant, &stale));
    assert_int_equal(stale.kind, ERR_CONFLICT);
    db_rollback_savepoint(w->db);
    confirm(w, id);
    assert_false(record_confirm(&w->cx, id, 2, &w->grant, &twice));
    assert_int_equal(twice.kind, ERR_CONFLICT);
    assert_string_equal(twice.faults[0].args[0], "E.Təcrübəli");
}

static void a_rejected_record_says_why_and_may_be_entered_again(void **state)
{
    World *w = *state;
    NewRecord in = paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14");
    int64_t id = entered(w, in);
    Err err = { 0 };
    world_act_as(w, "shead");
    assert_false(record_reject(&w->cx, id, 1, "", &w->grant, &err));
    assert_string_equal(err.faults[0].field, "reason");
    MUST(record_reject(&w->cx, id, 1, "möhür yoxdur", &w->grant, &w->err), &w->err);
    assert_string_equal(absences(w), "");
    Record r;
    MUST(record_get(&w->cx, id, &r, &w->err), &w->err);
    assert_string_equal(r.state, "rejected");
    assert_string_equal(r.reason, "möhür yoxdur");
    assert_int_not_equal(entered(w, in), id);
}

static void the_same_paper_is_not_entered_twice(void **state)
{
    World *w = *state;
    NewRecord in = paper(w, RECORD_SICK_NOTE, "2026-09-10", "2026-09-14");
    entered(w, in);
    refused(w, in, ERR_CONFLICT, "number", "this paper is entered already, as record {0}");
}

/* ---- not returned ------------------------------------------------------------------ */

static int64_t head_of_the_directorate(World *w)
{
    int64_t head = world_person(w, "head");
    world_start(w, FACT_ABSENCE, head, NULL, "2026-09-10", "2026-09-20", "annual");
    world_move(w, "2026-09-25");
    return head;
}

static NewRecord about(World *w, const char *kind, const char *from)
{
    NewRecord in = paper(w, kind, from, NULL);
    in.person_id = world_person(w, "head");
    in.issuer = in.number = "";
    return in;
}

static Ground answers(World *w, const char *on)
{
    SeatToday t;
    MUST(staff_seat_today(&w->cx, world_seat(w, "head"), world_day(on), &t, &w->err), &w->err);
    return t.ground;
}

static void the_mark_not_returned_keeps_the_substitution_and_the_return_ends_it(void **state)
{
    World *w = *state;
    int64_t head = head_of_the_directorate(w);
    assert_int_equal(answers(w, "2026-09-20"), GROUND_SEAT);
    confirm(w, entered(w, about(w, RECORD_NOT_RETURNED, "2026-09-20")));
    assert_string_equal(facts(w, head, FACT_ABSENCE), "annual 09-10..09-20, not_returned 09-20..");
    assert_int_equal(answers(w, "2026-09-20"), GROUND_SUBSTITUTE);
    assert_int_equal(answers(w, "2026-12-20"), GROUND_SUBSTITUTE);
    confirm(w, entered(w, about(w, RECORD_RETURNED, "2026-09-23")));
    assert_string_equal(facts(w, head, FACT_ABSENCE), "annual 09-10..09-20, not_returned 09-20..09-23");
    assert_int_equal(answers(w, "2026-09-22"), GROUND_SUBSTITUTE);
    assert_int_equal(answers(w, "2026-09-23"), GROUND_SEAT);
}

static void the_mark_begins_on_the_day_of_return_only(void **state)
{
    World *w = *state;
    head_of_the_directorate(w);
    refused(w, about(w, RECORD_NOT_RETURNED, "2026-09-19"), ERR_INVALID, "from",
            "no leave of his ends so that he should be back on {0}");
    refused(w, about(w, RECORD_NOT_RETURNED, "2026-09-21"), ERR_INVALID, "from",
            "no leave of his ends so that he should be back on {0}");
    refused(w, about(w, RECORD_NOT_RETURNED, "2026-09-26"), ERR_INVALID, "from", "the day is in the future");
    refused(w, about(w, RECORD_RETURNED, "2026-09-20"), ERR_INVALID, "from", "he is not marked as not returned on {0}");
}

static void a_return_on_the_first_day_takes_the_mark_away(void **state)
{
    World *w = *state;
    int64_t head = head_of_the_directorate(w);
    confirm(w, entered(w, about(w, RECORD_NOT_RETURNED, "2026-09-20")));
    confirm(w, entered(w, about(w, RECORD_RETURNED, "2026-09-20")));
    assert_string_equal(facts(w, head, FACT_ABSENCE), "annual 09-10..09-20");
}

static void a_sick_note_explains_why_he_had_not_returned(void **state)
{
    World *w = *state;
    int64_t head = head_of_the_directorate(w);
    confirm(w, entered(w, about(w, RECORD_NOT_RETURNED, "2026-09-20")));
    confirm(w, entered(w, about(w, RECORD_RETURNED, "2026-09-23")));
    NewRecord note = paper(w, RECORD_SICK_NOTE, "2026-09-18", "2026-09-22");
    note.person_id = head;
    confirm(w, entered(w, note));
    assert_string_equal(facts(w, head, FACT_ABSENCE), "annual 09-10..09-18, sick 09-18..09-23, annual 09-23..09-25");
}

/* ---- diplomas and acts of other bodies ------------------------------------------------- */

static void diplomas_stand_beside_each_other(void **state)
{
    World *w = *state;
    NewRecord one = paper(w, RECORD_DIPLOMA, "2001-06-20", NULL), two = paper(w, RECORD_DIPLOMA, "2005-06-20", NULL);
    one.level = "secondary_special";
    two.level = "higher";
    confirm(w, entered(w, one));
    confirm(w, entered(w, two));
    assert_string_equal(facts(w, one.person_id, FACT_EDUCATION), "secondary_special 06-20.., higher 06-20..");
    one.level = "";
    one.number = "18";
    refused(w, one, ERR_INVALID, "level", "fill this in");
}

static void an_outside_act_gives_a_rank_in_place_of_the_old_one(void **state)
{
    World *w = *state;
    NewRecord act = paper(w, OUTSIDE_RANK, "2026-08-01", NULL);
    act.issuer = "Prezident";
    world_start(w, FACT_RANK, act.person_id, NULL, "2022-03-01", NULL, "lieutenant");
    refused(w, act, ERR_INVALID, "rank", "choose the rank");
    act.rank = "marshal";
    refused(w, act, ERR_INVALID, "rank", "there is no such rank");
    act.rank = "captain";
    int64_t id = entered(w, act);
    confirm(w, id);
    assert_string_equal(facts(w, act.person_id, FACT_RANK), "lieutenant 03-01..08-01, captain 08-01..");
    Entry e;
    bool found;
    MUST(ledger_entry_by_key(w->db, w->arena, arena_printf(w->arena, "outside:%lld", (long long)id), &e, &found, &w->err),
         &w->err);
    assert_true(found);
    assert_string_equal(e.kind, "outside_act");
}

static void a_court_gives_a_dismissed_person_his_post_back(void **state)
{
    World *w = *state;
    NewRecord act = paper(w, OUTSIDE_REINSTATE, "2026-08-15", NULL);
    world_end(w, FACT_HOLDING, act.person_id, "2026-08-01");
    world_end(w, FACT_EMPLOYMENT, act.person_id, "2026-08-01");
    refused(w, act, ERR_INVALID, "seat_id", "choose the post");
    act.seat_id = world_seat(w, "insp2");
    refused(w, act, ERR_CONFLICT, "seat_id", "the seat is taken: {0}, since {1}");
    act.seat_id = world_seat(w, "insp1");
    confirm(w, entered(w, act));
    assert_string_equal(facts(w, act.person_id, FACT_HOLDING), "- 01-01..08-01, - 08-15..");
    assert_string_equal(facts(w, act.person_id, FACT_EMPLOYMENT), "- 01-01..08-01, LABOUR 08-15..");
}

static void another_body_s_appointment_moves_him_from_his_post(void **state)
{
    World *w = *state;
    NewRecord act = paper(w, OUTSIDE_APPOINT, "2026-09-01", NULL);
    act.seat_id = world_seat(w, "spare");
    confirm(w, entered(w, act));
    assert_string_equal(facts(w, act.person_id, FACT_HOLDING), "- 01-01..09-01, - 09-01..");
    assert_string_equal(facts(w, act.person_id, FACT_EMPLOYMENT), "- 01-01..");
}

static void an_unknown_kind_is_refused(void **state)
{
    World *w = *state;
    refused(w, paper(w, "gift", "2026-09-01", NULL), ERR_INVALID, "kind", "choose one of the values offered");
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(a_record_changes_nothing_until_it_is_confirmed),
    TEST_EACH_WORLD(who_entered_a_record_does_not_confirm_it),
    TEST_EACH_WORLD(nobody_decides_on_a_record_about_himself),
    TEST_EACH_WORLD(a_record_is_decided_once),
    TEST_EACH_WORLD(a_rejected_record_says_why_and_may_be_entered_again),
    TEST_EACH_WORLD(the_same_paper_is_not_entered_twice),
    TEST_EACH_WORLD(the_mark_not_returned_keeps_the_substitution_and_the_return_ends_it),
    TEST_EACH_WORLD(the_mark_begins_on_the_day_of_return_only),
    TEST_EACH_WORLD(a_return_on_the_first_day_takes_the_mark_away),
    TEST_EACH_WORLD(a_sick_note_explains_why_he_had_not_returned),
    TEST_EACH_WORLD(diplomas_stand_beside_each_other),
    TEST_EACH_WORLD(an_outside_act_gives_a_rank_in_place_of_the_old_one),
    TEST_EACH_WORLD(a_court_gives_a_dismissed_person_his_post_back),
    TEST_EACH_WORLD(another_body_s_appointment_moves_him_from_his_post),
    TEST_EACH_WORLD(an_unknown_kind_is_refused),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
