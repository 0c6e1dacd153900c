// SPDX-License-Identifier: Apache-2.0
/* The staff table, the vacancies, the nominal roll and a seat's history on two clocks. */
#include "areas/person/person.h"
#include "areas/staff/web.h"
#include "areas/world.h"
#include <string.h>

const Area *const AREAS[] = { &person_area, &staff_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, NULL };

static const Val *find(const Val *list, const char *key, const char *value)
{
    for (const Val *v = val_first(list); v; v = val_next(v))
        if (val_str(val_get(v, key)) && strcmp(val_str(val_get(v, key)), value) == 0)
            return v;
    return NULL;
}

/* The seat as the page shows it. */
static const Val *seat_on(World *w, const char *code, const char *query)
{
    const Val *view = world_get(w, staff_table_page, 0, query);
    MUST(view != NULL, &w->err);
    for (const Val *u = val_first(val_get(view, "units")); u; u = val_next(u)) {
        const Val *s = find(val_get(u, "seats"), "code", code);
        if (s)
            return s;
    }
    fail_msg("no seat %s on %s", code, query);
    return NULL;
}

static void assert_seat(World *w, const char *code, const char *query, const char *state, const char *who, const char *why)
{
    const Val *s = seat_on(w, code, query);
    assert_string_equal(world_text(w, s, "state"), state);
    assert_string_equal(world_text(w, s, "people.0.name"), who);
    assert_string_equal(world_text(w, s, "reason"), why);
}

static void the_staff_table_shows_who_held_each_seat_on_a_day(void **state)
{
    World *w = *state;
    int64_t inspector = world_person(w, "insp1");
    Val *effects = val_list(w->arena);
    val_add(effects, effect_end(w->arena, FACT_HOLDING, inspector, 0, world_day("2026-09-10"), NULL));
    val_add(effects, effect_start(w->arena, FACT_HOLDING, inspector, world_seat(w, "spare"), world_day("2026-09-10"),
                                  DATE_FOREVER, NULL, NULL));
    world_register(w, effects);
    assert_seat(w, "insp1", "as_of=2026-09-09", "filled", "F.Yoxlamalı", "");
    assert_seat(w, "insp1", "as_of=2026-09-10", "is vacant", "", "released on 10.09.2026");
    assert_seat(w, "spare", "as_of=2026-09-09", "is vacant", "", "never filled");
    assert_seat(w, "spare", "as_of=2026-09-10", "filled", "F.Yoxlamalı", "");
    assert_string_equal(world_text(w, seat_on(w, "spare", "as_of=2026-09-09"), "coming"), "2026-09-10");
    assert_string_equal(world_text(w, seat_on(w, "spare", "as_of=2026-09-09"), "vacant_since"), "2020-01-01");
    assert_string_equal(world_text(w, seat_on(w, "insp1", "as_of=2026-09-10"), "vacant_since"), "2026-09-10");
}

static void what_is_learnt_later_does_not_change_what_was_known(void **state)
{
    World *w = *state;
    world_move(w, "2026-09-20");
    world_end(w, FACT_HOLDING, world_person(w, "insp1"), "2026-09-05");
    world_move(w, "2026-09-25");
    assert_seat(w, "insp1", "as_of=2026-09-10", "is vacant", "", "released on 05.09.2026");
    assert_seat(w, "insp1", "as_of=2026-09-10&known_on=2026-09-20", "is vacant", "", "released on 05.09.2026");
    assert_seat(w, "insp1", "as_of=2026-09-10&known_on=2026-09-19", "filled", "F.Yoxlamalı", "");
    const Val *view = world_get(w, staff_table_page, 0, "as_of=2026-09-10&known_on=2026-09-19");
    assert_string_equal(world_text(w, view, "clock.past"), "true");
    assert_string_equal(world_text(w, view, "clock.past_knowledge"), "true");
    view = world_get(w, staff_table_page, 0, NULL);
    assert_string_equal(world_text(w, view, "clock.other_day"), "false");
    view = world_get(w, staff_table_page, 0, "as_of=2026-09-26");
    assert_string_equal(world_text(w, view, "clock.future"), "true");
}

static void a_wrong_date_is_refused_by_its_field(void **state)
{
    World *w = *state;
    assert_null(world_get(w, staff_table_page, 0, "as_of=tomorrow&known_on=never"));
    assert_int_equal(w->err.kind, ERR_INVALID);
    assert_int_equal(w->err.count, 2);
    assert_string_equal(w->err.faults[0].field, "as_of");
    assert_string_equal(w->err.faults[1].field, "known_on");
}

static void a_seat_whose_holder_is_away_is_temporarily_vacant(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-10", "2026-09-20", "annual");
    assert_seat(w, "head", "as_of=2026-09-10", "temporarily vacant", "C.Nümunəli", "on leave, last day 19.09.2026");
    const Val *s = seat_on(w, "head", "as_of=2026-09-19");
    assert_string_equal(world_text(w, s, "people.0.absence"), "on leave, last day 19.09.2026");
    assert_string_equal(world_text(w, s, "substitute.name"), "D.Misallı");
    assert_seat(w, "head", "as_of=2026-09-20", "filled", "C.Nümunəli", "");
    assert_string_equal(world_text(w, seat_on(w, "head", "as_of=2026-09-20"), "substitute.name"), "");
}

static void part_units_leave_the_rest_of_a_seat_free(void **state)
{
    World *w = *state;
    Val *effects = val_list(w->arena), *half = val_map(w->arena);
    int64_t one = world_add_person(w, "Yarımlı", "HALF001");
    val_put_int(w->arena, half, "units", 500);
    val_add(effects, effect_start(w->arena, FACT_HOLDING, one, world_seat(w, "spare"), world_day("2026-09-02"), DATE_FOREVER,
                                  half, NULL));
    world_register(w, effects);
    assert_seat(w, "spare", "as_of=2026-09-02", "partly filled", "A.Yarımlı", "never filled");
    assert_string_equal(world_text(w, seat_on(w, "spare", "as_of=2026-09-02"), "free_units"), "0,5");
    const Val *view = world_get(w, staff_table_page, 0, "as_of=2026-09-02");
    assert_string_equal(world_text(w, view, "counts.seats"), "11");
    assert_string_equal(world_text(w, view, "counts.vacant"), "0,5");
    assert_string_equal(world_text(w, view, "counts.filled"), "10,5");
}

static void vacancies_say_why_and_who_acts(void **state)
{
    World *w = *state;
    world_end(w, FACT_HOLDING, world_person(w, "shead"), "2026-09-05");
    world_start(w, FACT_ACTING, world_person(w, "insp1"), "shead", "2026-09-05", NULL, NULL);
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-04", "2026-09-20", "trip");
    const Val *view = world_get(w, staff_vacancies_page, 0, "as_of=2026-09-06");
    assert_string_equal(world_text(w, view, "vacant_count"), "2");
    assert_string_equal(world_text(w, view, "vacant.0.code"), "shead");
    assert_string_equal(world_text(w, view, "vacant.0.reason"), "released on 05.09.2026");
    assert_string_equal(world_text(w, view, "vacant.0.unit"), "Xidmətə qəbul şöbəsi");
    assert_string_equal(world_text(w, view, "vacant.0.people.0.name"), "F.Yoxlamalı");
    assert_string_equal(world_text(w, view, "vacant.0.people.0.as"), "acting by order");
    assert_string_equal(world_text(w, view, "vacant.1.reason"), "never filled");
    assert_string_equal(world_text(w, view, "away_count"), "1");
    assert_string_equal(world_text(w, view, "away.0.reason"), "on a business trip, last day 19.09.2026");
    view = world_get(w, staff_vacancies_page, 0, "as_of=2026-09-06&unit=2");
    assert_string_equal(world_text(w, view, "vacant_count"), "0");
}

static void a_unit_is_shown_with_all_below_it(void **state)
{
    World *w = *state;
    int64_t dir = 0;
    MUST(staff_unit_by_code(&w->cx, "dir", &dir, &w->err), &w->err);
    const Val *view = world_get(w, staff_table_page, 0, arena_printf(w->arena, "unit=%lld", (long long)dir));
    assert_string_equal(world_text(w, view, "counts.seats"), "7");
    assert_string_equal(world_text(w, view, "units.0.title"), "Kadrlar idarəsi");
    assert_string_equal(world_text(w, view, "units.1.title"), "Xidmətə qəbul şöbəsi");
    assert_null(val_at(view, "units.2"));
}

static void the_nominal_roll_counts_the_strength_of_the_day(void **state)
{
    World *w = *state;
    world_start(w, FACT_ABSENCE, world_person(w, "head"), NULL, "2026-09-04", "2026-09-20", "annual");
    world_start(w, FACT_ABSENCE, world_person(w, "insp1"), NULL, "2026-09-04", "2026-09-20", "sick");
    world_start(w, FACT_ABSENCE, world_person(w, "insp2"), NULL, "2026-09-04", "2026-09-20", "trip");
    world_start(w, FACT_ABSENCE, world_person(w, "shead"), NULL, "2026-09-04", NULL, "not_returned");
    world_start(w, FACT_ABSENCE, world_person(w, "clerk"), NULL, "2026-09-04", NULL, "suspension");
    world_end(w, FACT_EMPLOYMENT, world_person(w, "odeputy"), "2026-09-05");
    world_end(w, FACT_HOLDING, world_person(w, "odeputy"), "2026-09-05");
    const Val *view = world_get(w, staff_roll_page, 0, "as_of=2026-09-05");
    assert_string_equal(world_text(w, view, "strength.on_list"), "9");
    assert_string_equal(world_text(w, view, "strength.present"), "4");
    assert_string_equal(world_text(w, view, "strength.leave"), "1");
    assert_string_equal(world_text(w, view, "strength.sick"), "1");
    assert_string_equal(world_text(w, view, "strength.trip"), "1");
    assert_string_equal(world_text(w, view, "strength.suspended"), "1");
    assert_string_equal(world_text(w, view, "strength.other"), "1");
    assert_string_equal(world_text(w, view, "people.0.name"), "Sınaqlı Adil Ata oğlu");
    assert_int_equal(val_count(val_get(view, "people")), 9);
    view = world_get(w, staff_roll_page, 0, "as_of=2026-09-04");
    assert_string_equal(world_text(w, view, "strength.on_list"), "10");
}

static void somebody_at_disposal_is_on_the_roll_without_a_post(void **state)
{
    World *w = *state;
    int64_t person = world_person(w, "insp1");
    Val *effects = val_list(w->arena);
    val_add(effects, effect_end(w->arena, FACT_HOLDING, person, 0, world_day("2026-09-10"), NULL));
    val_add(effects, effect_start(w->arena, FACT_HOLDING, person, 0, world_day("2026-09-10"), DATE_FOREVER, NULL, NULL));
    world_register(w, effects);
    const Val *view = world_get(w, staff_roll_page, 0, "as_of=2026-09-10");
    assert_string_equal(world_text(w, view, "people.9.name"), "Yoxlamalı Fikrət Ata oğlu");
    assert_string_equal(world_text(w, view, "people.9.post"), "at disposal");
}

static void a_seat_tells_who_held_it_as_it_was_known(void **state)
{
    World *w = *state;
    int64_t seat = world_seat(w, "insp1");
    world_move(w, "2026-09-20");
    world_end(w, FACT_HOLDING, world_person(w, "insp1"), "2026-09-10");
    world_start(w, FACT_HOLDING, world_add_person(w, "Yenili", "NEW0001"), "insp1", "2026-09-15", NULL, NULL);
    const Val *view = world_get(w, staff_seat_page, seat, NULL);
    assert_string_equal(world_text(w, view, "vacant"), "false");
    assert_string_equal(world_text(w, view, "history.0.name"), "A.Yenili");
    assert_string_equal(world_text(w, view, "history.0.now"), "true");
    assert_string_equal(world_text(w, view, "history.1.name"), "F.Yoxlamalı");
    assert_string_equal(world_text(w, view, "history.1.to"), "2026-09-10");
    view = world_get(w, staff_seat_page, seat, "as_of=2026-09-12");
    assert_string_equal(world_text(w, view, "vacant"), "true");
    view = world_get(w, staff_seat_page, seat, "known_on=2026-09-19");
    assert_int_equal(val_count(val_get(view, "history")), 1);
    assert_string_equal(world_text(w, view, "history.0.name"), "F.Yoxlamalı");
    assert_string_equal(world_text(w, view, "history.0.to"), "");
    assert_null(world_get(w, staff_seat_page, 999, NULL));
    assert_int_equal(w->err.kind, ERR_NOT_FOUND);
}

static void names_link_to_files_only_for_those_who_may_open_them(void **state)
{
    World *w = *state;
    world_act_as(w, "clerk");
    assert_string_equal(world_text(w, seat_on(w, "insp1", NULL), "people.0.href"), "");
    world_act_as(w, "insp2");
    assert_string_equal(world_text(w, seat_on(w, "insp1", NULL), "people.0.href"),
                        arena_printf(w->arena, "/people/%lld", (long long)world_person(w, "insp1")));
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(the_staff_table_shows_who_held_each_seat_on_a_day),
    TEST_EACH_WORLD(what_is_learnt_later_does_not_change_what_was_known),
    TEST_EACH_WORLD(a_wrong_date_is_refused_by_its_field),
    TEST_EACH_WORLD(a_seat_whose_holder_is_away_is_temporarily_vacant),
    TEST_EACH_WORLD(part_units_leave_the_rest_of_a_seat_free),
    TEST_EACH_WORLD(vacancies_say_why_and_who_acts),
    TEST_EACH_WORLD(a_unit_is_shown_with_all_below_it),
    TEST_EACH_WORLD(the_nominal_roll_counts_the_strength_of_the_day),
    TEST_EACH_WORLD(somebody_at_disposal_is_on_the_roll_without_a_post),
    TEST_EACH_WORLD(a_seat_tells_who_held_it_as_it_was_known),
    TEST_EACH_WORLD(names_link_to_files_only_for_those_who_may_open_them),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
