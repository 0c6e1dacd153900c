// SPDX-License-Identifier: Apache-2.0
/* The tasks a letter makes: reports, acceptance, resolutions under them.  The area `task` knows no letters, so
 * its tests by way of a letter stand here. */
#include "areas/letter/letter_world.h"
#include <string.h>

static Answer post(World *w, const char *who, int64_t task, const char *what, const Val *form)
{
    return world_post(w, who, arena_printf(w->arena, "/tasks/%lld/%s", (long long)task, what), form);
}

static Answer show(World *w, const char *who, int64_t task)
{
    return world_get(w, who, arena_printf(w->arena, "/tasks/%lld", (long long)task));
}

/* The newest task: "insp1"'s, given by the section head. */
static int64_t inspectors_task(World *w)
{
    world_in_execution(w, world_line(w, NULL));
    return world_count(w, "SELECT MAX(id) FROM task");
}

static int64_t inspectors_task_again(World *w)
{
    world_in_execution(w, world_line(w, "office_no", "K-12", "gist", "Başqa məsələ", NULL));
    return world_count(w, "SELECT MAX(id) FROM task");
}

static void the_executor_reports_and_the_author_decides(void **state)
{
    World *w = *state;
    int64_t task = inspectors_task(w);
    const Val *done = world_form(w, "report", "Hazırdır", NULL), *yes = world_form(w, "remark", "", NULL);
    IS(post(w, "shead", task, "decision", yes), 409);       /* nothing to decide on */
    IS(post(w, "insp2", task, "report", done), 403);
    IS(post(w, "shead", task, "report", done), 403);
    IS(post(w, "insp1", task, "report", NULL), 422);
    IS(post(w, "insp1", task, "report", done), 303);
    IS(post(w, "insp1", task, "report", done), 409);        /* it waits for the author */
    IS(post(w, "insp1", task, "decision", yes), 403);
    IS(post(w, "insp2", task, "decision", yes), 403);
    IS(post(w, "deputy", task, "decision", yes), 403);      /* he did not give it */
    IS(post(w, "shead", task, "decision", yes), 303);
    IS(post(w, "shead", task, "decision", yes), 409);
    assert_string_equal(world_text(show(w, "insp1", task), "task.state"), "done");
}

static void an_interim_word_closes_nothing(void **state)
{
    World *w = *state;
    int64_t task = inspectors_task(w);
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Sorğu göndərilib", "interim", "1", NULL)), 303);
    Answer a = show(w, "shead", task);
    assert_string_equal(world_text(a, "task.state"), "open");
    SAYS(a, "Sorğu göndərilib");
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
}

static void a_return_opens_it_again_and_says_why(void **state)
{
    World *w = *state;
    int64_t task = inspectors_task(w);
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
    IS(post(w, "shead", task, "decision", world_form(w, "returned", "1", NULL)), 422);
    IS(post(w, "shead", task, "decision", world_form(w, "returned", "1", "remark", "Əlavə yoxdur", NULL)), 303);
    Answer a = show(w, "insp1", task);
    assert_string_equal(world_text(a, "task.state"), "open");
    SAYS(a, "Əlavə yoxdur");
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Düzəldildi", NULL)), 303);
}

/* The deputy serves the head's seat and names himself: the head accepts it once he is back. */
static void nobody_accepts_his_own_work(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    world_away(w, "head", date_make(2026, 10, 5), date_make(2026, 10, 9));
    IS(world_post(w, "deputy", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "Özüm baxıram", "person_id", world_id(w, world_person("deputy")), NULL)), 303);
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    IS(post(w, "deputy", task, "report", world_form(w, "report", "Baxdım", NULL)), 303);
    IS(post(w, "deputy", task, "decision", NULL), 403);
    assert_int_equal(val_type(val_at(show(w, "deputy", task).view, "decide_form")), V_NULL);
    world_day(date_make(2026, 10, 12));
    IS(post(w, "head", task, "decision", NULL), 303);
}

static void only_the_executor_resolves_under_his_task_and_within_it(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");       /* due 26 October */
    IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                  world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("shead")), "due", "2026-10-20",
                             NULL)), 303);
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    const char *insp1 = world_id(w, world_person("insp1")), *deputy = world_id(w, world_person("deputy"));
    const struct { const char *who, *executor, *due; int status; } CASES[] = {
        { "insp1", insp1, "", 403 },             { "head", insp1, "", 403 },            { "shead", deputy, "", 422 },
        { "shead", insp1, "2026-10-21", 422 },   { "shead", insp1, "2026-10-04", 422 }, { "shead", "", "", 422 },
        { "shead", insp1, "2026-10-20", 303 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        IS(post(w, CASES[i].who, task, "resolutions",
                world_form(w, "body", "Hazırlayın", "person_id", CASES[i].executor, "due", CASES[i].due, NULL)), CASES[i].status);
    IS(post(w, "insp1", world_count(w, "SELECT MAX(id) FROM task"), "resolutions",
            world_form(w, "body", "Siz edin", "person_id", world_id(w, world_person("insp2")), NULL)), 403);
}

/* Who reports or accepts over what is open under a task names it first and says why; then it closes with it. */
static void work_under_a_task_is_asked_about_before_it_ends(void **state)
{
    World *w = *state;
    int64_t under = inspectors_task(w), task = under - 1;
    Answer a = post(w, "shead", task, "report", world_form(w, "report", "Hazırdır", NULL));
    IS(a, 422);
    SAYS(a, "F.Yoxlamalı");
    IS(post(w, "shead", task, "report", world_form(w, "report", "Hazırdır", "open_ok", "1", NULL)), 422);
    IS(post(w, "shead", task, "report", world_form(w, "report", "Gözləyirəm", "interim", "1", NULL)), 303);
    const Val *meant = world_form(w, "report", "Hazırdır", "open_ok", "1", "open_why", "Özüm hazırladım", NULL);
    IS(post(w, "shead", task, "report", meant), 303);
    assert_string_equal(world_text(show(w, "insp1", under), "task.state"), "open");
    IS(post(w, "head", task, "decision", NULL), 422);
    IS(post(w, "head", task, "decision", world_form(w, "open_ok", "1", "open_why", "Rəis özü icra edib", NULL)), 303);
    assert_string_equal(world_text(show(w, "insp1", under), "task.state"), "done");
    SAYS(show(w, "insp1", under), "Rəis özü icra edib");
    /* Without anything under it nothing is asked. */
    int64_t alone = inspectors_task_again(w);
    IS(post(w, "insp1", alone, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
    IS(post(w, "shead", alone, "decision", NULL), 303);
    IS(post(w, "shead", alone - 1, "report", world_form(w, "report", "Hazırdır", NULL)), 303);
    IS(post(w, "head", alone - 1, "decision", NULL), 303);
}

static void what_was_changed_meanwhile_is_read_again(void **state)
{
    World *w = *state;
    int64_t task = inspectors_task(w);
    IS(post(w, "insp1", task, "report", world_form(w, "version", "", "report", "Hazırdır", NULL)), 422);
    IS(post(w, "insp1", task, "report", world_form(w, "version", "7", "report", "Hazırdır", NULL)), 409);
    IS(post(w, "insp1", task, "report", world_form(w, "version", "1", "report", "Hazırdır", NULL)), 303);
    IS(post(w, "shead", task, "decision", world_form(w, "version", "1", NULL)), 409);       /* read before the report */
    IS(post(w, "shead", task, "decision", world_form(w, "version", "2", NULL)), 303);
    int64_t other = inspectors_task_again(w);
    const char *insp2 = world_id(w, world_person("insp2"));
    IS(post(w, "head", other, "executor", world_form(w, "version", "9", "person_id", insp2, "reason", "İş bölgüsü", NULL)), 409);
    IS(post(w, "head", other, "executor", world_form(w, "version", "1", "person_id", insp2, "reason", "İş bölgüsü", NULL)), 303);
}

static void the_absent_executor_sees_and_does_not_act(void **state)
{
    World *w = *state;
    int64_t task = inspectors_task(w);
    world_away(w, "insp1", date_make(2026, 10, 6), date_make(2026, 10, 7));
    world_day(date_make(2026, 10, 6));
    IS(show(w, "insp1", task), 200);
    Answer a = show(w, "shead", task);
    assert_true(val_truthy(val_at(a.view, "sheet.0.tasks.0.under.0.tasks.0.absent")));
    world_day(date_make(2026, 10, 7));
    IS(post(w, "insp1", task, "report", world_form(w, "report", "Qayıtdım", NULL)), 303);
}

static void tasks_are_read_and_listed_by_whom_they_concern(void **state)
{
    World *w = *state;
    int64_t task = inspectors_task(w);
    static const char *const YES[] = { "insp1", "shead", "head", "deputy", "clerk" }, *const NO[] = { "insp2", "stranger", "office" };
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++)
        IS(show(w, YES[i], task), 200);
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++) {
        IS(show(w, NO[i], task), 403);
        assert_int_equal(world_number(world_json(w, NO[i], "/tasks"), "list.total"), 0);
    }
    const char *own = arena_printf(w->arena, "/tasks?state=open&executor=%s", world_id(w, world_person("insp1")));
    assert_int_equal(world_number(world_json(w, "insp1", own), "list.total"), 1);
    assert_int_equal(world_number(world_json(w, "head", "/tasks"), "list.total"), 2);
    world_day(date_make(2026, 10, 26));
    assert_int_equal(world_number(world_json(w, "insp1", "/tasks?term=late"), "list.total"), 0);
    world_day(date_make(2026, 10, 27));
    assert_int_equal(world_number(world_json(w, "insp1", "/tasks?term=late"), "list.total"), 1);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(the_executor_reports_and_the_author_decides),
        TEST_EACH_WORLD(an_interim_word_closes_nothing),
        TEST_EACH_WORLD(a_return_opens_it_again_and_says_why),
        TEST_EACH_WORLD(nobody_accepts_his_own_work),
        TEST_EACH_WORLD(only_the_executor_resolves_under_his_task_and_within_it),
        TEST_EACH_WORLD(work_under_a_task_is_asked_about_before_it_ends),
        TEST_EACH_WORLD(what_was_changed_meanwhile_is_read_again),
        TEST_EACH_WORLD(the_absent_executor_sees_and_does_not_act),
        TEST_EACH_WORLD(tasks_are_read_and_listed_by_whom_they_concern),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
