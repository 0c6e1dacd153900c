// SPDX-License-Identifier: Apache-2.0
/* The personal file on two clocks, who may read it, the list of people, adding a person. */
#include "areas/file/file_in.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include "areas/world.h"
#include <string.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &service_area, &file_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, SERVICE_FACT_KINDS, FILE_FACT_KINDS, NULL };

/* A line of the head of the file: "" when it is not shown. */
static const Val *line(const Val *view, const char *label)
{
    for (const Val *v = val_first(val_get(view, "lines")); v; v = val_next(v))
        if (strcmp(val_str(val_get(v, "label")), label) == 0)
            return v;
    return NULL;
}

static const char *value(World *w, int64_t person, const char *query, const char *label)
{
    const Val *view = world_get(w, file_page, person, query);
    MUST(view != NULL, &w->err);
    return world_text(w, line(view, label), "value");
}

static void the_file_shows_the_post_of_the_day_asked_for(void **state)
{
    World *w = *state;
    int64_t person = world_person(w, "insp1");
    Val *effects = val_list(w->arena);
    val_add(effects, effect_end(w->arena, FACT_HOLDING, person, 0, world_day("2026-09-10"), NULL));
    val_add(effects, effect_start(w->arena, FACT_HOLDING, person, world_seat(w, "spare"), world_day("2026-09-10"),
                                  DATE_FOREVER, NULL, NULL));
    world_register(w, effects);
    world_act_as(w, "insp2");
    assert_string_equal(value(w, person, "as_of=2026-09-09", "Post"), "inspektor (since 01.01.2020)");
    assert_string_equal(value(w, person, "as_of=2026-09-10", "Post"), "baş inspektor (since 10.09.2026)");
    assert_string_equal(value(w, person, "as_of=2019-12-31", "Post"), "");
    const Val *view = world_get(w, file_page, person, "as_of=2026-09-09");
    assert_string_equal(world_text(w, view, "service.0.later"), "true");
    assert_string_equal(world_text(w, view, "service.0.text"), "baş inspektor");
    assert_string_equal(world_text(w, view, "person.full_name"), "Yoxlamalı Fikrət Ata oğlu");
}

static void what_was_not_known_then_is_not_shown(void **state)
{
    World *w = *state;
    int64_t person = world_person(w, "insp1");
    world_move(w, "2026-09-20");
    world_start(w, FACT_ABSENCE, person, NULL, "2026-09-05", "2026-09-15", "annual");
    world_act_as(w, "insp2");
    assert_string_equal(value(w, person, "as_of=2026-09-10", "Absence"), "on leave, last day 14.09.2026");
    assert_string_equal(value(w, person, "as_of=2026-09-10&known_on=2026-09-19", "Absence"), "");
    const Val *view = world_get(w, file_page, person, "as_of=2026-09-10&known_on=2026-09-19");
    assert_string_equal(world_text(w, view, "clock.past_knowledge"), "true");
    assert_null(val_at(view, "absences.0"));
}

static void two_days_are_compared_and_what_differs_is_marked(void **state)
{
    World *w = *state;
    int64_t person = world_person(w, "insp1");
    world_start(w, FACT_RANK, person, NULL, "2026-03-01", NULL, "captain");
    world_act_as(w, "insp2");
    const Val *view = world_get(w, file_page, person, "as_of=2026-09-01&compare=2026-01-01");
    const Val *rank = line(view, "Special rank"), *post = line(view, "Post");
    assert_string_equal(world_text(w, rank, "changed"), "true");
    assert_string_equal(world_text(w, rank, "value"), "miqrasiya xidməti kapitanı (since 01.03.2026)");
    assert_string_equal(world_text(w, rank, "before"), "—");
    assert_string_equal(world_text(w, post, "changed"), "false");
    assert_null(world_get(w, file_page, person, "compare=once"));
    assert_string_equal(w->err.faults[0].field, "compare");
}

static void each_line_of_the_file_names_its_paper(void **state)
{
    World *w = *state;
    NewRecord in = { .person_id = world_person(w, "insp1"), .kind = RECORD_DIPLOMA, .issuer = "BDU", .number = "A 1",
                     .issued = world_day("2001-06-20"), .from = world_day("2001-06-20"), .to = DATE_FOREVER,
                     .level = "higher", .form = "", .speciality = "hüquq", .rank = "", .note = "", .scan = "",
                     .scan_name = "" };
    int64_t id;
    world_act_as(w, "insp2");
    MUST(record_enter(&w->cx, &in, &w->grant, &id, &w->err), &w->err);
    const Val *view = world_get(w, file_page, in.person_id, NULL);
    assert_string_equal(world_text(w, view, "records.0.waits"), "true");
    assert_null(val_at(view, "papers.0"));
    world_act_as(w, "shead");
    MUST(record_confirm(&w->cx, id, 1, &w->grant, &w->err), &w->err);
    view = world_get(w, file_page, in.person_id, NULL);
    assert_string_equal(world_text(w, view, "papers.0.text"), "higher, BDU, hüquq, A 1");
    assert_string_equal(world_text(w, view, "papers.0.source.href"), arena_printf(w->arena, "/records/%lld", (long long)id));
}

static bool may_read(World *w, int64_t person)
{
    Grant g;
    MUST(authority_check(&w->cx, ACT_PERSON_READ, OBJ_PERSON, person, &g, &w->err), &w->err);
    return g.yes;
}

static void everybody_reads_his_own_file_and_personnel_officers_all(void **state)
{
    World *w = *state;
    int64_t own = world_person(w, "odeputy"), another = world_person(w, "insp1");
    world_act_as(w, "odeputy");
    assert_true(may_read(w, own));
    assert_false(may_read(w, another));
    world_act_as(w, "insp2");
    assert_true(may_read(w, own));
    world_act_as(w, "clerk");
    assert_false(may_read(w, own));
}

/* ---- the list of people ---------------------------------------------------------- */

static const char *names(World *w, const char *query)
{
    const Val *view = world_get(w, people_page, 0, query);
    MUST(view != NULL, &w->err);
    Str s = str_make(w->arena);
    for (const Val *v = val_first(val_at(view, "list.items")); v; v = val_next(v)) {
        const char *name = val_str(val_get(v, "name"));
        str_addf(&s, "%s%.*s", s.len ? " " : "", (int)strcspn(name, " "), name);
    }
    return s.s;
}

static void people_are_listed_by_the_azerbaijani_alphabet_page_by_page(void **state)
{
    World *w = *state;
    world_add_person(w, "Əlili", "ALPHA01");
    world_add_person(w, "Ələlxanlı", "ALPHA02");
    world_add_person(w, "Zəfərli", "ALPHA03");
    world_act_as(w, "insp2");
    assert_string_equal(names(w, "per_page=4"), "Baxışlı Ələlxanlı Əlili Hesablı");
    const Val *view = world_get(w, people_page, 0, "per_page=4");
    const char *next = world_text(w, view, "list.next");
    assert_int_equal(next[0], '?');
    assert_string_equal(names(w, next + 1), "Maliyyəli Misallı Nümunəli Örnəkli");
    assert_string_equal(names(w, "per_page=4&page=4"), "Zəfərli");
    assert_string_equal(world_text(w, view, "list.total"), "13");
}

static void people_are_found_by_folded_name_and_by_fin(void **state)
{
    World *w = *state;
    world_add_person(w, "Əlili", "ALPHA07");
    world_act_as(w, "insp2");
    assert_string_equal(names(w, "q=elili"), "Əlili");
    assert_string_equal(names(w, "q=alpha07"), "Əlili");
    assert_string_equal(names(w, "q=nobody"), "");
    assert_string_equal(names(w, "listed=0"), "Əlili");
    assert_string_equal(names(w, "listed=1&q=elili"), "");
    assert_null(world_get(w, people_page, 0, "after=nowhere"));
    assert_string_equal(w->err.faults[0].field, "after");
}

/* ---- adding a person -------------------------------------------------------------- */

static bool post_person(World *w, const char *form, Resp *ret)
{
    Req req;
    const char *allow;
    const Route *route = route_find(POST, "/people", w->arena, &req, &allow);
    assert_non_null(route);
    return world_post(w, route->handler, 0, form, ret);
}

static void a_new_person_reads_his_file_from_the_first_day(void **state)
{
    World *w = *state;
    Resp resp;
    world_act_as(w, "insp1");
    MUST(post_person(w, "surname=Yenili&name=Aqil&patronymic=Arif&patronymic_kind=oglu&sex=m&fin=5abcde9"
                        "&birth_date=01.01.1970", &resp), &w->err);
    Person p;
    MUST(person_get(&w->cx, resp.created_id, &p, &w->err), &w->err);
    assert_string_equal(p.fin, "5ABCDE9");
    assert_int_equal(p.birth_date.days, 0);
    world_act_as_person(w, resp.created_id);
    assert_true(may_read(w, resp.created_id));
    assert_false(may_read(w, world_person(w, "insp1")));
}

static void a_new_person_shows_all_his_faults_at_once(void **state)
{
    World *w = *state;
    assert_false(post_person(w, "surname=Yenili&patronymic_kind=oglu&sex=x&fin=I1&birth_date=2030-01-01", NULL));
    assert_int_equal(w->err.kind, ERR_INVALID);
    assert_int_equal(w->err.count, 5);
    static const char *const FIELDS[] = { "name", "sex", "birth_date", "fin", "patronymic" };   /* the form's own first */
    for (int i = 0; i < 5; i++)
        assert_string_equal(w->err.faults[i].field, FIELDS[i]);
}

static void a_fin_belongs_to_one_person(void **state)
{
    World *w = *state;
    world_add_person(w, "Əlili", "ALPHA07");
    assert_false(post_person(w, "surname=Yenili&name=Aqil&patronymic_kind=none&sex=m&fin=alpha07&birth_date=1990-02-03", NULL));
    assert_int_equal(w->err.kind, ERR_CONFLICT);
    assert_string_equal(w->err.faults[0].args[0], "Əlili Ad Ata oğlu");
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(the_file_shows_the_post_of_the_day_asked_for),
    TEST_EACH_WORLD(what_was_not_known_then_is_not_shown),
    TEST_EACH_WORLD(two_days_are_compared_and_what_differs_is_marked),
    TEST_EACH_WORLD(each_line_of_the_file_names_its_paper),
    TEST_EACH_WORLD(everybody_reads_his_own_file_and_personnel_officers_all),
    TEST_EACH_WORLD(people_are_listed_by_the_azerbaijani_alphabet_page_by_page),
    TEST_EACH_WORLD(people_are_found_by_folded_name_and_by_fin),
    TEST_EACH_WORLD(a_new_person_reads_his_file_from_the_first_day),
    TEST_EACH_WORLD(a_new_person_shows_all_his_faults_at_once),
    TEST_EACH_WORLD(a_fin_belongs_to_one_person),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
