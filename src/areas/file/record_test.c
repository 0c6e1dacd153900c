// SPDX-License-Identifier: Apache-2.0
/* Records: two officers, and what each kind does to the ledger. */
#include "areas/file/file_in.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include "areas/world.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, &file_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, FILE_FACT_KINDS, NULL };

/* A paper of insp1 unless a test says otherwise. */
static NewRecord paper(World *w, const char *kind, const char *from, const char *last)
{
    return (NewRecord){ .person_id = world_person(w, "insp1"), .kind = kind, .issuer = "1 saylı poliklinika",
                        .number = "17", .issued = world_day("2026-09-01"), .from = world_day(from),
                        .to = last ? date_add_days(world_day(last), 1) : DATE_FOREVER, .level = "", .form = "",
                        .speciality = "", .rank = "", .note = "", .scan = "", .scan_name = "" };
}

static int64_t entered(World *w, NewRecord in)
{
    int64_t id = 0;
    world_act_as(w, "insp2");
    MUST(record_enter(&w->cx, &in, &w->grant, &id, &w->err), &w->err);
    return id;
}

static void confirm(World *w, int64_t id)
{
    world_act_as(w, "shead");
    MUST(record_confirm(&w->cx, id, 1, &w->grant, &w->err), &w->err);
}

static void refused(World *w, NewRecord in, ErrKind kind, const char *field, const char *msgid)
{
    int64_t id = 0;
    Err err = { 0 };
    world_act_as(w, "insp2");
    assert_false(record_enter(&w->cx, &in, &w->grant, &id, &err));
    assert_int_equal(err.kind, kind);
    assert_string_equal(err.faults[0].field, field);
    assert_string_equal(err.faults[0].msgid, msgid);
}

/* "annual 10-14 sick 14-17": a person's facts of a kind, each day with its month. */
static const char *facts(World *w, int64_t person, const char *kind)
{
    size_t n;
    Instant head;
    MUST(ledger_head(w->db, &head, &w->err), &w->err);
    const Fact *f = ledger_history_of_person(w->db, w->arena, kind, person, head, &n, &w->err);
    MUST(f != NULL, &w->err);
    Str s = str_make(w->arena);
    for (size_t i = 0; i < n; i++) {
        char from[DATE_TEXT], to[DATE_TEXT];
        date_format(f[i].valid_from, from);
        date_format(f[i].valid_to, to);
        str_addf(&s, "%s%s %s..%s", s.len ? ", " : "", f[i].code ? f[i].code : "-", from + 5,
                 date_same(f[i].valid_to, DATE_FOREVER) ? "" : to + 5);
    }
    return s.s;
}

static const char *absences(World *w) { return facts(w, world_person(w, "insp1"), FACT_ABSENCE); }

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

/* ---- sickness -------------------------------------------------------------------- */

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
            "the leave that begins on {0} was changed by another paper; move it by an order first");
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

static void a_trip_is_ended_by_an_order_first(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-10", "2026-09-24", "trip");
    refused(w, paper(w, RECORD_SICK_NOTE, "2026-09-12", "2026-09-13"), ERR_CONFLICT, "from",
            "he is away on another ground since {0}; end it by an order first");
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
    TEST_EACH_WORLD(a_sick_note_breaks_a_leave_off_and_the_rest_follows),
    TEST_EACH_WORLD(a_sickness_longer_than_the_leave_postpones_all_that_was_left),
    TEST_EACH_WORLD(holidays_are_no_leave_days_in_the_rest_that_follows),
    TEST_EACH_WORLD(the_rest_of_a_leave_carries_its_derivation),
    TEST_EACH_WORLD(a_leave_that_begins_within_the_sickness_follows_it_whole),
    TEST_EACH_WORLD(a_second_sick_note_moves_the_rest_again),
    TEST_EACH_WORLD(a_leave_another_paper_changed_is_not_moved),
    TEST_EACH_WORLD(two_sick_notes_do_not_cover_one_day),
    TEST_EACH_WORLD(a_trip_is_ended_by_an_order_first),
    TEST_EACH_WORLD(a_sick_note_shows_each_of_its_faults),
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
