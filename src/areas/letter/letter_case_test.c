// SPDX-License-Identifier: Apache-2.0
/* Cases: the inventory volume by volume, and handing over for keeping by act. */
#include "app/wall.h"
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static int64_t filed(World *w, int no, const char *sheets)
{
    int64_t answer = world_signed(w, world_line(w, "office_no", arena_printf(w->arena, "K-%d", no), "party",
                                                arena_printf(w->arena, "Vətəndaş %d", no), NULL), "deputy");
    int64_t letter = world_letter(w, answer).reply_to;
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/handover", (long long)answer), NULL), 303);
    IS(world_post(w, "office", arena_printf(w->arena, "/letters/%lld/number", (long long)answer),
                  world_form(w, "office_no", "15-1", "office_date", "2026-10-05", NULL)), 303);
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/case", (long long)letter),
                  world_form(w, "case_index", "05-14", "sheets", sheets, "outcome", "explained", NULL)), 303);
    return letter;
}

/* The rule lets one volume hold 250 sheets: 100 + 150 fill the first, one more opens the second. */
static void papers_fill_volumes_up_to_the_rule(void **state)
{
    World *w = *state;
    filed(w, 1, "100");
    filed(w, 2, "150");
    Answer a = world_json(w, "clerk", "/cases/05-14");
    assert_int_equal(val_count(val_get(a.view, "volumes")), 1);
    assert_int_equal(world_number(a, "volumes.0.sheets"), 250);
    filed(w, 3, "1");
    a = world_json(w, "clerk", "/cases/05-14");
    assert_int_equal(val_count(val_get(a.view, "volumes")), 2);
    assert_int_equal(world_number(a, "volumes.0.papers.1.from"), 101);
    assert_int_equal(world_number(a, "volumes.0.papers.1.to"), 250);
    assert_int_equal(world_number(a, "volumes.1.papers.0.from"), 1);
    assert_int_equal(world_number(a, "volumes.1.papers.0.no"), 3);
    a = world_json(w, "head", "/cases");
    assert_string_equal(world_text(a, "cases.0.case_index"), "05-14");
    assert_int_equal(world_number(a, "cases.0.papers"), 3);
    assert_int_equal(world_number(a, "cases.0.sheets"), 251);
}

static void a_case_is_handed_over_once_by_an_act_that_lists_it(void **state)
{
    World *w = *state;
    int64_t letter = filed(w, 1, "3");
    filed(w, 2, "4");
    const Val *form = world_form(w, "keeper", "archive", NULL);
    IS(world_post(w, "head", "/cases/05-14/handing", form), 403);
    IS(world_post(w, "clerk", "/cases/05-14/handing", NULL), 422);
    Answer a = world_post(w, "clerk", "/cases/05-14/handing", form);
    IS(a, 303);
    Answer act = world_json(w, "office", a.location);
    assert_int_equal(val_count(val_get(act.view, "lines")), 2);
    assert_string_equal(world_text(act, "lines.0.number"), "05/1-1");
    assert_int_equal(world_number(act, "lines.1.sheets"), 4);
    IS(world_post(w, "clerk", "/cases/05-14/handing", form), 409);
    int64_t later = filed(w, 3, "1");
    assert_int_equal(world_number(world_json(w, "clerk", "/cases/05-14"), "waiting"), 1);
    IS(world_post(w, "clerk", "/cases/05-14/handing", form), 303);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter_event WHERE verb = 'kept'"), 3);
    SAYS(world_get(w, "clerk", arena_printf(w->arena, "/letters/%lld", (long long)letter)), "05-14");
    assert_true(later > letter);
}

static void who_sees_the_inventories(void **state)
{
    World *w = *state;
    filed(w, 1, "3");
    static const char *const YES[] = { "clerk", "head", "deputy" }, *const NO[] = { "insp1", "shead", "office", "stranger" };
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++)
        IS(world_get(w, YES[i], "/cases/05-14"), 200);
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        IS(world_get(w, NO[i], "/cases/05-14"), 403);
    IS(world_get(w, "clerk", "/cases/05-99"), 404);
}

static void close_to_the_clerk(World *w, int64_t letter, bool yes)
{
    Cx cx = world_as(w, "head");
    MUST(db_begin(w->db, &w->err) && (yes ? wall_put(&cx, OBJ_LETTER, letter, world_person("clerk"), &w->err)
                                          : wall_end(&cx, OBJ_LETTER, letter, &w->err)) && db_commit(w->db, &w->err), &w->err);
}

/* The inventory and the act are of the whole case, whoever asks; of a closed paper only its sheets are seen. */
static void a_closed_paper_keeps_its_place_in_the_case(void **state)
{
    World *w = *state;
    int64_t letter = filed(w, 1, "100");
    filed(w, 2, "150");
    close_to_the_clerk(w, letter, true);
    Answer a = world_json(w, "clerk", "/cases/05-14");
    assert_int_equal(world_number(a, "volumes.0.sheets"), 250);
    assert_int_equal(world_number(a, "volumes.0.papers.1.no"), 2);
    assert_int_equal(world_number(a, "volumes.0.papers.1.from"), 101);
    assert_string_equal(world_text(a, "volumes.0.papers.0.number"), "");
    assert_int_equal(world_number(a, "volumes.0.papers.0.id"), 0);
    assert_null(strstr(a.text, "Vətəndaş 1"));
    a = world_get(w, "clerk", "/cases/05-14");
    SAYS(a, "Vətəndaş 2");
    assert_null(strstr(a.text, "05/1-1<"));
    SAYS(world_get(w, "head", "/cases/05-14"), "Vətəndaş 1");
    const Val *form = world_form(w, "keeper", "archive", NULL);
    a = world_post(w, "clerk", "/cases/05-14/handing", form);
    IS(a, 409);
    SAYS(a, "bu işi başqa işçi təhvil verməlidir");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM handover WHERE direction = 'case'"), 0);
    close_to_the_clerk(w, letter, false);
    IS(world_post(w, "clerk", "/cases/05-14/handing", form), 303);
    close_to_the_clerk(w, filed(w, 3, "1"), true);
    filed(w, 4, "1");
    IS(world_post(w, "clerk", "/cases/05-14/handing", form), 409);
}

static Answer recase(World *w, const char *who, int64_t letter, const char *index, const char *why)
{
    return world_post(w, who, arena_printf(w->arena, "/letters/%lld/recase", (long long)letter),
                      world_form(w, "version", world_id(w, world_letter(w, letter).version), "case_index", index, "why", why, NULL));
}

static void a_paper_is_taken_out_of_a_wrong_case_with_its_answer(void **state)
{
    World *w = *state;
    int64_t letter = filed(w, 1, "3");
    filed(w, 2, "4");
    int64_t answer = world_count(w, arena_printf(w->arena, "SELECT MIN(id) FROM letter WHERE reply_to = %lld", (long long)letter));
    SAYS(world_json(w, "clerk", arena_printf(w->arena, "/letters/%lld", (long long)letter)), "\"recase\"");
    IS(recase(w, "head", letter, "05-15", "Səhv tikilib"), 403);
    IS(recase(w, "clerk", letter, "05-15", ""), 422);
    IS(recase(w, "clerk", letter, "", "Səhv tikilib"), 422);
    IS(recase(w, "clerk", letter, "05-14", "Səhv tikilib"), 422);
    IS(recase(w, "clerk", answer, "05-15", "Səhv tikilib"), 409);
    const Val *stale = world_form(w, "version", "1", "case_index", "05-15", "why", "Səhv tikilib", NULL);
    IS(world_post(w, "clerk", arena_printf(w->arena, "/letters/%lld/recase", (long long)letter), stale), 409);
    IS(recase(w, "clerk", letter, "05-15", "Səhv tikilib"), 303);
    assert_string_equal(world_letter(w, letter).case_index, "05-15");
    assert_string_equal(world_letter(w, answer).case_index, "05-15");
    assert_int_equal(world_number(world_json(w, "clerk", "/cases/05-14"), "papers"), 1);
    Answer there = world_json(w, "clerk", "/cases/05-15");
    assert_int_equal(world_number(there, "papers"), 1);
    assert_int_equal(world_number(there, "volumes.0.sheets"), 3);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter_event WHERE verb = 'recased' AND body = '05-14 → 05-15: Səhv tikilib'"),
                     2);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'letter.recase'"), 2);
    SAYS(world_get(w, "clerk", arena_printf(w->arena, "/letters/%lld", (long long)letter)), "səhv işdən çıxarılıb");
}

static void what_was_handed_over_with_its_case_stays_there(void **state)
{
    World *w = *state;
    int64_t kept = filed(w, 1, "3");
    IS(world_post(w, "clerk", "/cases/05-14/handing", world_form(w, "keeper", "archive", NULL)), 303);
    int64_t later = filed(w, 2, "4");
    assert_null(strstr(world_json(w, "clerk", arena_printf(w->arena, "/letters/%lld", (long long)kept)).text, "\"recase\""));
    IS(recase(w, "clerk", kept, "05-15", "Səhv tikilib"), 409);
    IS(recase(w, "clerk", later, "05-15", "Səhv tikilib"), 303);             /* it was not among what the act lists */
    IS(recase(w, "clerk", world_taken(w, world_line(w, "office_no", "K-9", "party", "Başqası", NULL)), "05-15", "Səhv"), 409);
}

static void what_is_put_in_later_moves_no_sheet_that_an_act_names(void **state)
{
    World *w = *state;
    int64_t older = filed(w, 1, "3"), listed = filed(w, 2, "4");
    const Val *form = world_form(w, "keeper", "archive", NULL);
    IS(recase(w, "clerk", older, "05-15", "Səhv tikilib"), 303);
    IS(world_post(w, "clerk", "/cases/05-14/handing", form), 303);
    IS(recase(w, "clerk", older, "05-14", "Yenə səhv"), 303);
    Answer a = world_json(w, "clerk", "/cases/05-14");
    assert_int_equal(world_number(a, "waiting"), 1);
    assert_int_equal(world_number(a, "volumes.0.papers.0.id"), listed);      /* 1-4, as the act says */
    assert_int_equal(world_number(a, "volumes.0.papers.0.to"), 4);
    assert_int_equal(world_number(a, "volumes.0.papers.1.id"), older);
    assert_int_equal(world_number(a, "volumes.0.papers.1.from"), 5);
    a = world_post(w, "clerk", "/cases/05-14/handing", form);
    IS(a, 303);
    assert_int_equal(val_count(val_get(world_json(w, "office", a.location).view, "lines")), 1);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(papers_fill_volumes_up_to_the_rule),
        TEST_EACH_WORLD(a_case_is_handed_over_once_by_an_act_that_lists_it),
        TEST_EACH_WORLD(who_sees_the_inventories),
        TEST_EACH_WORLD(a_closed_paper_keeps_its_place_in_the_case),
        TEST_EACH_WORLD(a_paper_is_taken_out_of_a_wrong_case_with_its_answer),
        TEST_EACH_WORLD(what_was_handed_over_with_its_case_stays_there),
        TEST_EACH_WORLD(what_is_put_in_later_moves_no_sheet_that_an_act_names),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
