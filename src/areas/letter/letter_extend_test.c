// SPDX-License-Identifier: Apache-2.0
/* A longer term for a task on a letter: who is asked, who decides, what the law lets. */
#include "areas/letter/letter_world.h"
#include <string.h>

static const char *task_path(World *w, int64_t task, const char *what)
{
    return arena_printf(w->arena, "/tasks/%lld%s", (long long)task, what);
}

static Answer show(World *w, const char *who, int64_t task) { return world_json(w, who, task_path(w, task, "")); }

static Answer ask(World *w, const char *who, int64_t task, const char *wanted, const char *material, const char *over)
{
    return world_post(w, who, task_path(w, task, "/extensions"),
                      world_form(w, "wanted", wanted, "reason", "Arxivdən cavab gözlənilir", "material", material,
                                 "over_reason", over, NULL));
}

static Answer decide(World *w, const char *who, int64_t task, const char *refused, const char *remark)
{
    int64_t id = world_count(w, arena_printf(w->arena, "SELECT MAX(id) FROM task_extension WHERE task_id = %lld", (long long)task));
    return world_post(w, who, arena_printf(w->arena, "/tasks/%lld/extensions/%lld/decision", (long long)task, (long long)id),
                      world_form(w, "refused", refused, "remark", remark, NULL));
}

/* The head gives the section head until the 20th, he "insp1" until the 16th; the law has the 26th. */
static int64_t given(World *w, const Val *line)
{
    int64_t letter = world_presented(w, line, "head");
    IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "İcra üçün", "person_id", world_id(w, world_person("shead")), "due", "2026-10-20", NULL)), 303);
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    IS(world_post(w, "shead", task_path(w, task, "/resolutions"),
                  world_form(w, "body", "Hazırlayın", "person_id", world_id(w, world_person("insp1")), "due", "2026-10-16", NULL)),
       303);
    return world_count(w, "SELECT MAX(id) FROM task");
}

static const char *due_of(World *w, int64_t task)
{
    char text[DATE_TEXT];
    date_format(val_day(val_at(show(w, "head", task).view, "task.due")), text);
    return arena_strdup(w->arena, text);
}

static void inside_the_parents_term_the_author_decides(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    IS(ask(w, "insp2", task, "2026-10-20", "", ""), 403);
    IS(ask(w, "shead", task, "2026-10-20", "", ""), 403);
    IS(ask(w, "insp1", task, "2026-10-16", "", ""), 422);
    IS(ask(w, "insp1", task, "2026-10-20", "", ""), 303);
    IS(ask(w, "insp1", task, "2026-10-20", "", ""), 409);
    static const char *const NOT[] = { "insp1", "insp2", "head", "deputy", "clerk" };
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
        IS(decide(w, NOT[i], task, "", ""), 403);
    IS(decide(w, "shead", task, "1", ""), 422);
    IS(decide(w, "shead", task, "1", "Müddət kifayətdir"), 303);
    IS(decide(w, "shead", task, "", ""), 409);              /* nothing waits for him any more */
    SAYS(world_get(w, "insp1", task_path(w, task, "")), "Müddət kifayətdir");
    assert_string_equal(due_of(w, task), "2026-10-16");
    IS(ask(w, "insp1", task, "2026-10-20", "", ""), 303);
    IS(decide(w, "shead", task, "", ""), 303);
    assert_string_equal(due_of(w, task), "2026-10-20");
    Answer a = world_get(w, "insp1", task_path(w, task, ""));
    SAYS(a, "16.10.2026 → 20.10.2026");                     /* the old term stays in the history */
    assert_true(val_count(val_at(a.view, "task.derivation")) > 2);
    assert_false(date_same(val_day(val_at(a.view, "sheet.0.tasks.0.under.0.tasks.0.first_due")), DATE_FOREVER));
}

static void a_second_time_needs_a_reason_while_its_rule_is_not_verified(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    IS(ask(w, "insp1", task, "2026-10-19", "", ""), 303);
    IS(decide(w, "shead", task, "", ""), 303);
    Answer again = ask(w, "insp1", task, "2026-10-20", "", "");
    IS(again, 422);
    SAYS(again, "records.default.extension.times");
    IS(ask(w, "insp1", task, "2026-10-20", "", "Arxiv bağlı idi"), 303);
    SAYS(world_get(w, "shead", task_path(w, task, "")), "Arxiv bağlı idi");
}

static void it_is_asked_before_the_term_ends(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL)), late = given(w, world_line(w, "office_no", "K-12", "gist", "Başqa məsələ", NULL));
    world_day(date_make(2026, 10, 16));                     /* the day of the term itself */
    IS(ask(w, "insp1", task, "2026-10-20", "", ""), 303);
    world_day(date_make(2026, 10, 17));
    IS(ask(w, "insp1", late, "2026-10-20", "", ""), 409);
    assert_int_equal(val_type(val_at(show(w, "insp1", late).view, "extend_form")), V_NULL);
    IS(decide(w, "shead", task, "", ""), 303);              /* asked in time, decided a day later */
}

static void beyond_it_the_request_climbs_to_whoever_set_that_term(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    IS(ask(w, "insp1", task, "2026-10-23", "", ""), 303);
    IS(decide(w, "head", task, "", ""), 403);               /* not his turn yet */
    IS(decide(w, "shead", task, "", "Razıyam"), 303);
    IS(decide(w, "shead", task, "", ""), 403);
    IS(decide(w, "deputy", task, "", ""), 303);
    assert_string_equal(due_of(w, task), "2026-10-16");
    IS(decide(w, "head", task, "", ""), 303);
    assert_string_equal(due_of(w, task), "2026-10-23");
    assert_string_equal(due_of(w, task - 1), "2026-10-23"); /* the section head's own, which stood in the way */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE due = '2026-10-26'"), 1);
}

static void who_is_away_is_skipped_and_who_comes_twice_is_asked_once(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    world_away(w, "shead", date_make(2026, 10, 6), date_make(2026, 10, 9));
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 9));
    world_day(date_make(2026, 10, 6));
    IS(ask(w, "insp1", task, "2026-10-23", "", ""), 303);   /* the section head is away, the head served by 5.5 */
    Answer a = show(w, "deputy", task);
    assert_string_equal(world_text(a, "extensions.0.steps.0.state"), "skipped");
    IS(decide(w, "deputy", task, "", ""), 303);             /* as himself and for the head */
    assert_string_equal(due_of(w, task), "2026-10-23");
}

static void nobody_decides_his_own_even_as_a_substitute(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "Baxın", "person_id", world_id(w, world_person("deputy")), "due", "2026-10-20", NULL)), 303);
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 9));
    world_day(date_make(2026, 10, 6));
    IS(ask(w, "deputy", task, "2026-10-22", "", ""), 303);
    IS(decide(w, "deputy", task, "", ""), 403);
    IS(decide(w, "chief", task, "", ""), 303);              /* the next above */
    assert_string_equal(due_of(w, task), "2026-10-22");
}

static void a_term_set_by_leadership_climbs_to_leadership(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, "lead_seat", world_id(w, world_seat(w, "vice")), "lead_text", "Baxılsın",
                                                      "lead_date", "2026-10-05", "lead_due", "2026-10-20", NULL));
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    (void)letter;
    IS(ask(w, "insp1", task, "2026-10-22", "", ""), 303);
    static const char *const WAY[] = { "shead", "deputy", "head", "vice" };
    for (size_t i = 0; i < sizeof WAY / sizeof *WAY; i++) {
        IS(show(w, WAY[i], task), 200);
        IS(decide(w, WAY[i], task, "", ""), 303);
    }
    assert_string_equal(due_of(w, task), "2026-10-22");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task WHERE due = '2026-10-22'"), 3);
    IS(decide(w, "chief", task, "", ""), 403);
}

static void the_term_of_the_law_only_as_its_rule_lets(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    const char *material = "Miqrasiya orqanından arayış istənilib";
    Answer bare = ask(w, "insp1", task, "2026-11-06", "", "");
    IS(bare, 422);
    IS(ask(w, "insp1", task, "2027-03-01", material, "Çox lazımdır"), 422);        /* beyond 30 working days: verified */
    IS(ask(w, "insp1", task, "2026-11-06", material, ""), 303);
    static const char *const WAY[] = { "shead", "deputy", "head", "chief" };
    for (size_t i = 0; i < sizeof WAY / sizeof *WAY; i++)
        IS(decide(w, WAY[i], task, "", ""), 303);
    assert_string_equal(due_of(w, task), "2026-11-06");
    int64_t letter = world_count(w, "SELECT MAX(id) FROM letter");
    Answer a = world_get(w, "head", arena_printf(w->arena, "/letters/%lld", (long long)letter));
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE due = '2026-11-06'"), 1);
    assert_true(strstr(world_letter(w, letter).derivation, "appeal.general.extension") != NULL);
    SAYS(a, "26.10.2026 → 06.11.2026");
    const char *told = arena_printf(w->arena, "/tasks/%lld/extensions/1/informed", (long long)task);
    const Val *how = world_form(w, "informed", "06.10.2026, məktubla", NULL);
    IS(world_post(w, "insp2", told, how), 403);
    IS(world_post(w, "insp1", told, how), 303);
    IS(world_post(w, "insp1", told, how), 409);
}

static void a_request_falls_away_with_the_report(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    IS(ask(w, "insp1", task, "2026-10-20", "", ""), 303);
    assert_int_equal(world_number(world_json(w, "shead", arena_printf(w->arena, "/tasks?extend=%s", world_id(w, world_seat(w, "shead")))),
                                  "list.total"), 1);
    IS(world_post(w, "insp1", task_path(w, task, "/report"), world_form(w, "report", "Hazırdır", NULL)), 303);
    IS(decide(w, "shead", task, "", ""), 409);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task_extension WHERE state = 'withdrawn'"), 1);
}

static bool steps_job(Cx *cx, void *arg, Err *err) { (void)arg; return task_area.jobs[0].run(cx, err); }

static void run_job(World *w)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, world_as(w, "head").now);
    MUST(db_begin(w->db, &w->err) && steps_job(&cx, NULL, &w->err) && db_commit(w->db, &w->err), &w->err);
}

static void a_request_does_not_wait_for_an_empty_chair(void **state)
{
    World *w = *state;
    int64_t task = given(w, world_line(w, NULL));
    IS(ask(w, "insp1", task, "2026-10-23", "", ""), 303);
    run_job(w);
    IS(decide(w, "deputy", task, "", ""), 403);             /* the section head is here */
    world_away(w, "shead", date_make(2026, 10, 6), date_make(2026, 10, 9));
    world_day(date_make(2026, 10, 6));
    run_job(w);
    run_job(w);
    IS(decide(w, "deputy", task, "", ""), 303);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(inside_the_parents_term_the_author_decides),
        TEST_EACH_WORLD(a_second_time_needs_a_reason_while_its_rule_is_not_verified),
        TEST_EACH_WORLD(it_is_asked_before_the_term_ends),
        TEST_EACH_WORLD(beyond_it_the_request_climbs_to_whoever_set_that_term),
        TEST_EACH_WORLD(who_is_away_is_skipped_and_who_comes_twice_is_asked_once),
        TEST_EACH_WORLD(nobody_decides_his_own_even_as_a_substitute),
        TEST_EACH_WORLD(a_term_set_by_leadership_climbs_to_leadership),
        TEST_EACH_WORLD(the_term_of_the_law_only_as_its_rule_lets),
        TEST_EACH_WORLD(a_request_falls_away_with_the_report),
        TEST_EACH_WORLD(a_request_does_not_wait_for_an_empty_chair),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
