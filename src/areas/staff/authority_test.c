// SPDX-License-Identifier: Apache-2.0
/* Regulation 5.5 case by case: when the deputy stands in for the head of the directorate, and when nobody does. */
#include "areas/person/person.h"
#include "areas/world.h"
#include <string.h>

const Area *const AREAS[] = { &person_area, &staff_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, NULL };

/* How a person stands to a seat on a day; NULL: not at all. */
static const Standing *stands(World *w, int64_t person, const char *seat, const char *on)
{
    Standing *list = NULL;
    size_t n = 0;
    MUST(STAFF_AUTHORITY.standings(&w->cx, person, world_day(on), &list, &n, &w->err), &w->err);
    for (size_t i = 0; i < n; i++)
        if (list[i].seat_id == world_seat(w, seat))
            return &list[i];
    return NULL;
}

static SeatToday today_of(World *w, const char *seat, const char *on)
{
    SeatToday t;
    MUST(staff_seat_today(&w->cx, world_seat(w, seat), world_day(on), &t, &w->err), &w->err);
    return t;
}

static void assert_substitutes(World *w, const char *on)
{
    int64_t deputy = world_person(w, "deputy");
    const Standing *s = stands(w, deputy, "head", on);
    assert_non_null(s);
    assert_int_equal(s->ground, GROUND_SUBSTITUTE);
    assert_true(s->may_write);
    assert_string_equal(world_text(w, s->path, "clause"), "5.5");
    SeatToday t = today_of(w, "head", on);
    assert_int_equal(t.person_id, deputy);
    assert_int_equal(t.ground, GROUND_SUBSTITUTE);
    assert_null(t.gap);
}

static void assert_no_substitute(World *w, const char *on)
{
    assert_null(stands(w, world_person(w, "deputy"), "head", on));
    assert_int_not_equal(today_of(w, "head", on).ground, GROUND_SUBSTITUTE);
}

static void a_present_head_answers_for_his_post_himself(void **state)
{
    World *w = *state;
    assert_no_substitute(w, "2026-09-10");
    SeatToday t = today_of(w, "head", "2026-09-10");
    assert_int_equal(t.person_id, world_person(w, "head"));
    assert_int_equal(t.ground, GROUND_SEAT);
    assert_false(t.vacant || t.holder_absent);
}

/* Leave, trip, sickness and suspension: from the first day of it to the day before he is back. */
static void absence_gives_the_deputy(World *w, const char *code)
{
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-09-20", code);
    assert_no_substitute(w, "2026-09-09");
    assert_substitutes(w, "2026-09-10");
    assert_substitutes(w, "2026-09-19");
    assert_no_substitute(w, "2026-09-20");
    const Standing *s = stands(w, world_person(w, "deputy"), "head", "2026-09-10");
    assert_string_equal(world_text(w, s->path, "absence"), code);
    assert_string_equal(world_text(w, s->path, "until"), "2026-09-20");
}

static void the_deputy_acts_while_the_head_is_on_leave(void **state)     { absence_gives_the_deputy(*state, "annual"); }
static void the_deputy_acts_while_the_head_is_on_a_trip(void **state)    { absence_gives_the_deputy(*state, "trip"); }
static void the_deputy_acts_while_the_head_is_sick(void **state)         { absence_gives_the_deputy(*state, "sick"); }
static void the_deputy_acts_while_the_head_is_suspended(void **state)    { absence_gives_the_deputy(*state, "suspension"); }

static void an_absent_head_sees_but_does_not_act(void **state)
{
    World *w = *state;
    int64_t head = world_person(w, "head");
    world_start(w, FACT_ABSENCE, head, NULL, "2026-09-01", "2026-09-20", "annual");
    const Standing *s = stands(w, head, "head", "2026-09-01");
    assert_non_null(s);
    assert_false(s->may_write);
    assert_true(stands(w, head, "head", "2026-09-20")->may_write);
    world_act_as(w, "head");
    Grant g;
    assert_true(authority_holds(&w->cx, ACT_LETTER_LIST, &g));
    assert_false(authority_holds(&w->cx, ACT_LETTER_SIGN_STATE, &g));
    assert_string_equal(g.reason, "an absent holder of the post sees but does not act");
    world_act_as(w, "deputy");
    assert_true(authority_holds(&w->cx, ACT_LETTER_SIGN_STATE, &g));
    assert_int_equal(g.standing->ground, GROUND_SUBSTITUTE);
}

static void the_deputy_acts_when_the_post_is_vacant(void **state)
{
    World *w = *state;
    world_end(w, FACT_HOLDING, world_person(w, "head"), "2026-09-10");
    assert_no_substitute(w, "2026-09-09");
    assert_substitutes(w, "2026-09-10");
    assert_true(today_of(w, "head", "2026-09-10").vacant);
    assert_string_equal(world_text(w, stands(w, world_person(w, "deputy"), "head", "2026-09-10")->path, "vacant"), "true");
}

static void an_acting_order_excludes_the_deputy_for_its_time(void **state)
{
    World *w = *state;
    int64_t inspector = world_person(w, "insp1");
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-09-20", "annual");
    world_start(w, FACT_ACTING, inspector, "head", "2026-09-12", "2026-09-15", NULL);
    assert_substitutes(w, "2026-09-11");
    assert_no_substitute(w, "2026-09-12");
    assert_no_substitute(w, "2026-09-14");
    assert_substitutes(w, "2026-09-15");
    assert_int_equal(stands(w, inspector, "head", "2026-09-12")->ground, GROUND_ACTING);
    assert_int_equal(today_of(w, "head", "2026-09-12").person_id, inspector);
    assert_int_equal(today_of(w, "head", "2026-09-12").ground, GROUND_ACTING);
}

static void nobody_acts_when_the_one_an_order_names_is_away_too(void **state)
{
    World *w = *state;
    int64_t inspector = world_person(w, "insp1");
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-09-20", "annual");
    world_start(w, FACT_ACTING, inspector, "head", "2026-09-10", "2026-09-20", NULL);
    world_start(w, FACT_ABSENCE, inspector, NULL, "2026-09-12", "2026-09-14", "sick");
    assert_no_substitute(w, "2026-09-12");
    assert_false(stands(w, inspector, "head", "2026-09-12")->may_write);
    SeatToday t = today_of(w, "head", "2026-09-12");
    assert_int_equal(t.person_id, 0);
    assert_string_equal(t.gap, "nobody may act for this post today; an acting order is needed");
}

static void with_the_deputy_away_too_there_is_a_gap(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-09-20", "annual");
    world_start(w, FACT_ABSENCE, world_person(w, "deputy"), NULL, "2026-09-15", "2026-09-25", "sick");
    assert_substitutes(w, "2026-09-14");
    assert_no_substitute(w, "2026-09-15");
    SeatToday t = today_of(w, "head", "2026-09-15");
    assert_int_equal(t.person_id, 0);
    assert_string_equal(t.gap, "the head and the deputy are both away; an acting order is needed");
    assert_int_equal(today_of(w, "head", "2026-09-20").person_id, world_person(w, "head"));
}

static void a_temporary_holder_of_the_head_s_post_leaves_no_place_for_the_deputy(void **state)
{
    World *w = *state;
    int64_t inspector = world_person(w, "insp2");
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-12-20", "annual");
    world_start(w, FACT_TEMP_HOLDING, inspector, "head", "2026-10-01", "2026-12-20", NULL);
    assert_substitutes(w, "2026-09-30");
    assert_no_substitute(w, "2026-10-01");
    assert_int_equal(today_of(w, "head", "2026-10-01").person_id, inspector);
    assert_int_equal(today_of(w, "head", "2026-10-01").ground, GROUND_SEAT);
}

static void substitution_never_serves_the_head_of_the_service(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "chief"), NULL, "2026-09-10", "2026-09-20", "annual");
    assert_null(stands(w, world_person(w, "vice"), "chief", "2026-09-12"));
    assert_null(stands(w, world_person(w, "deputy"), "chief", "2026-09-12"));
    assert_int_equal(today_of(w, "chief", "2026-09-12").person_id, 0);
    assert_string_equal(today_of(w, "chief", "2026-09-12").gap,
                        "nobody may act for this post today; an acting order is needed");
}

static void substitution_never_reaches_another_unit(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "ohead"), NULL, "2026-09-10", "2026-09-20", "annual");
    assert_null(stands(w, world_person(w, "odeputy"), "ohead", "2026-09-12"));
    assert_null(stands(w, world_person(w, "deputy"), "ohead", "2026-09-12"));
    assert_int_equal(today_of(w, "ohead", "2026-09-12").person_id, 0);
}

static void substitution_never_serves_the_section_head(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "shead"), NULL, "2026-09-10", "2026-09-20", "annual");
    assert_null(stands(w, world_person(w, "deputy"), "shead", "2026-09-12"));
    assert_null(stands(w, world_person(w, "insp1"), "shead", "2026-09-12"));
    assert_int_equal(today_of(w, "shead", "2026-09-12").person_id, 0);
}

static void an_officer_acting_for_the_deputy_is_no_substitute(void **state)
{
    World *w = *state;
    int64_t inspector = world_person(w, "insp1");
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-09-20", "annual");
    world_start(w, FACT_ABSENCE, world_person(w, "deputy"), NULL, "2026-09-10", "2026-09-20", "annual");
    world_start(w, FACT_ACTING, inspector, "deputy", "2026-09-10", "2026-09-20", NULL);
    assert_null(stands(w, inspector, "head", "2026-09-12"));
    assert_int_equal(today_of(w, "head", "2026-09-12").person_id, 0);
}

static void the_mark_not_returned_keeps_the_substitution(void **state)
{
    World *w = *state;
    int64_t head = world_person(w, "head");
    world_start(w, FACT_ABSENCE, head, NULL, "2026-09-10", "2026-09-20", "annual");
    world_start(w, FACT_ABSENCE, head, NULL, "2026-09-20", NULL, "not_returned");
    assert_substitutes(w, "2026-09-20");
    assert_substitutes(w, "2027-03-01");
    world_end(w, FACT_ABSENCE, head, "2026-09-23");
    assert_substitutes(w, "2026-09-22");
    assert_no_substitute(w, "2026-09-23");
}

static void a_recall_ends_the_substitution(void **state)
{
    World *w = *state;
    int64_t head = world_person(w, "head");
    world_start(w, FACT_ABSENCE, head, NULL, "2026-09-10", "2026-09-30", "annual");
    world_end(w, FACT_ABSENCE, head, "2026-09-18");
    assert_substitutes(w, "2026-09-17");
    assert_no_substitute(w, "2026-09-18");
    assert_true(stands(w, head, "head", "2026-09-18")->may_write);
}

static void a_present_holder_answers_before_an_acting_officer(void **state)
{
    World *w = *state;
    world_start(w, FACT_ACTING, world_person(w, "insp1"), "head", "2026-09-10", "2026-09-20", NULL);
    assert_int_equal(today_of(w, "head", "2026-09-12").person_id, world_person(w, "head"));
}

static void an_absence_without_a_code_is_an_absence(void **state)
{
    World *w = *state;
    int64_t head = world_person(w, "head");
    const char *code;
    Date until;
    world_start(w, FACT_ABSENCE, head, NULL, "2026-09-10", "2026-09-20", NULL);
    assert_substitutes(w, "2026-09-12");
    MUST(staff_absence(&w->cx, head, world_day("2026-09-12"), &code, &until, &w->err), &w->err);
    assert_string_equal(code, "away");
    assert_int_equal(until.days, world_day("2026-09-20").days);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(a_present_head_answers_for_his_post_himself),
    TEST_EACH_WORLD(the_deputy_acts_while_the_head_is_on_leave),
    TEST_EACH_WORLD(the_deputy_acts_while_the_head_is_on_a_trip),
    TEST_EACH_WORLD(the_deputy_acts_while_the_head_is_sick),
    TEST_EACH_WORLD(the_deputy_acts_while_the_head_is_suspended),
    TEST_EACH_WORLD(an_absent_head_sees_but_does_not_act),
    TEST_EACH_WORLD(the_deputy_acts_when_the_post_is_vacant),
    TEST_EACH_WORLD(an_acting_order_excludes_the_deputy_for_its_time),
    TEST_EACH_WORLD(nobody_acts_when_the_one_an_order_names_is_away_too),
    TEST_EACH_WORLD(with_the_deputy_away_too_there_is_a_gap),
    TEST_EACH_WORLD(a_temporary_holder_of_the_head_s_post_leaves_no_place_for_the_deputy),
    TEST_EACH_WORLD(substitution_never_serves_the_head_of_the_service),
    TEST_EACH_WORLD(substitution_never_reaches_another_unit),
    TEST_EACH_WORLD(substitution_never_serves_the_section_head),
    TEST_EACH_WORLD(an_officer_acting_for_the_deputy_is_no_substitute),
    TEST_EACH_WORLD(the_mark_not_returned_keeps_the_substitution),
    TEST_EACH_WORLD(a_recall_ends_the_substitution),
    TEST_EACH_WORLD(a_present_holder_answers_before_an_acting_officer),
    TEST_EACH_WORLD(an_absence_without_a_code_is_an_absence),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
