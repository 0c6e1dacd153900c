// SPDX-License-Identifier: Apache-2.0
/* Presenting and resolutions: who may, within what, and what substitution changes. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Answer resolve(World *w, const char *who, int64_t letter, const char *lead, const char *due)
{
    return world_post(w, who, at(w, letter, "/resolutions"),
                      world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person(lead)), "due", due, NULL));
}

static Answer present(World *w, const char *who, int64_t letter, const char *to)
{
    return world_post(w, who, at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, to)), NULL));
}

/* ---- presenting (5.12.4) ------------------------------------------------------- */

static void papers_are_presented_to_the_three_chiefs_by_the_clerk(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, NULL));
    static const char *const NO[] = { "insp1", "clerk", "vice", "stranger", "office" }, *const YES[] = { "head", "deputy", "shead" };
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        IS(present(w, "clerk", letter, NO[i]), 422);
    IS(world_post(w, "clerk", at(w, letter, "/present"), NULL), 422);
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) {
        IS(present(w, YES[i], letter, YES[i]), 403);        /* nobody presents to himself */
        IS(present(w, "clerk", letter, YES[i]), 303);
        assert_int_equal(world_letter(w, letter).seat_id, world_seat(w, YES[i]));
    }
    IS(resolve(w, "shead", letter, "insp1", ""), 303);
    IS(present(w, "clerk", letter, "head"), 409);           /* past that */
}

static void a_resolution_goes_down_the_chain_of_command_only(void **state)
{
    World *w = *state;
    static const struct { const char *author, *up[3], *down; } CASES[] = {
        { "shead", { "shead", "deputy", "head" }, "insp1" }, { "deputy", { "deputy", "head" }, "shead" },
        { "head", { "head", "vice", "stranger" }, "deputy" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t letter = world_taken(w, world_line(w, "office_no", world_id(w, 70 + (int64_t)i), "party",
                                                   world_id(w, (int64_t)i), NULL));
        IS(present(w, "clerk", letter, CASES[i].author), 303);
        const Val *page = world_json(w, CASES[i].author, at(w, letter, "")).view;
        const Val *form = world_named(val_get(page, "forms"), "name", "resolutions");
        const Val *offered = world_named(val_get(form, "fields"), "name", "person_id");
        for (size_t k = 0; k < 3 && CASES[i].up[k]; k++) {
            const char *person = world_id(w, world_person(CASES[i].up[k]));
            IS(resolve(w, CASES[i].author, letter, CASES[i].up[k], ""), 422);
            assert_null(world_named(val_get(offered, "choices"), "value", person));
        }
        assert_non_null(world_named(val_get(offered, "choices"), "value", world_id(w, world_person(CASES[i].down))));
        IS(resolve(w, CASES[i].author, letter, CASES[i].down, ""), 303);
    }
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    IS(world_post(w, "head", arena_printf(w->arena, "/tasks/%lld/executor", (long long)task),
                  world_form(w, "person_id", world_id(w, world_person("head")), "reason", "Özüm", NULL)), 422);
}

/* In his absence the deputy serves the head's seat: then his own name may stand there, and the head accepts his work. */
static void the_deputy_who_serves_the_heads_seat_may_name_himself(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    world_away(w, "head", date_make(2026, 10, 5), date_make(2026, 10, 9));
    IS(resolve(w, "deputy", letter, "head", ""), 422);
    IS(resolve(w, "deputy", letter, "deputy", ""), 303);
}

static void who_a_letter_is_taken_from_reads_it_no_more(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, NULL));
    IS(world_get(w, "shead", at(w, letter, "")), 403);
    IS(present(w, "clerk", letter, "shead"), 303);
    IS(world_get(w, "shead", at(w, letter, "")), 200);
    IS(present(w, "clerk", letter, "deputy"), 303);
    IS(world_get(w, "shead", at(w, letter, "")), 403);
    IS(resolve(w, "shead", letter, "insp1", ""), 403);
    IS(world_get(w, "deputy", at(w, letter, "")), 200);
}

static void a_letter_is_read_by_whom_it_reached(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    static const char *const YES[] = { "head", "deputy", "clerk", "shead", "insp1" },
                      *const NO[] = { "insp2", "stranger", "office", "chief", "vice" };
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++)
        IS(world_get(w, YES[i], at(w, letter, "")), 200);
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++) {
        IS(world_get(w, NO[i], at(w, letter, "")), 403);
        IS(world_json(w, NO[i], at(w, letter, "")), 403);
        assert_int_equal(world_number(world_json(w, NO[i], "/letters"), "list.total"), 0);
    }
    assert_int_equal(world_number(world_json(w, "insp1", "/letters"), "list.total"), 1);
    IS(world_get(w, "clerk", "/letters/999"), 404);
    assert_true(world_count(w, "SELECT COUNT(*) FROM journal WHERE entry LIKE '%\"denied\"%'") > 0);
}

/* ---- resolving ------------------------------------------------------------------- */

static void the_seat_it_was_presented_to_resolves(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, NULL));
    IS(resolve(w, "head", letter, "shead", ""), 409);       /* not presented */
    IS(present(w, "clerk", letter, "deputy"), 303);
    Answer a = resolve(w, "head", letter, "shead", "");
    IS(a, 403);
    SAYS(a, "Kadrlar idarəsi rəisinin müavini");            /* whose it is */
    IS(resolve(w, "clerk", letter, "shead", ""), 403);
    IS(resolve(w, "insp1", letter, "shead", ""), 403);
    IS(resolve(w, "stranger", letter, "shead", ""), 403);
    IS(resolve(w, "deputy", letter, "shead", ""), 303);
    IS(resolve(w, "deputy", letter, "shead", ""), 409);     /* once */
    assert_string_equal(world_letter(w, letter).executor, "E.Təcrübəli");
}

static void giving_it_to_several_is_the_heads(void **state)
{
    World *w = *state;
    static const struct { const char *who; int status; } CASES[] = { { "head", 303 }, { "deputy", 403 }, { "shead", 403 } };
    for (size_t i = 0; i < 3; i++) {
        int64_t letter = world_presented(w, world_line(w, "office_no", arena_printf(w->arena, "K-%zu", i), "party",
                                                       arena_printf(w->arena, "Göndərən %zu", i), NULL), CASES[i].who);
        Answer a = world_post(w, CASES[i].who, at(w, letter, "/resolutions"),
                              world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("insp1")),
                                         "co_person_id", world_id(w, world_person("insp2")), "co_part", "Arayış", NULL));
        IS(a, CASES[i].status);
        if (a.status == 403)
            SAYS(a, "5.8.9");
        const Val *forms = val_at(world_get(w, CASES[i].who, at(w, letter, "")).view, "forms");
        assert_int_equal(world_named(forms, "name", "resolutions") != NULL, a.status == 403);
    }
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task"), 2);
}

static void executors_stay_inside_the_unit_and_differ(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "shead");
    IS(resolve(w, "shead", letter, "deputy", ""), 422);     /* above his section */
    IS(resolve(w, "shead", letter, "stranger", ""), 422);
    IS(present(w, "clerk", letter, "head"), 303);
    Answer a = resolve(w, "head", letter, "stranger", "");
    IS(a, 422);
    SAYS(a, "#resolutions-person_id");                      /* the fault leads to its field */
    a = world_post(w, "head", at(w, letter, "/resolutions"),
                   world_form(w, "body", "Yazılan qalır", "person_id", world_id(w, world_person("insp1")), "co_person_id",
                              world_id(w, world_person("insp1")), NULL));
    IS(a, 422);
    SAYS(a, "Yazılan qalır");
    SAYS(a, "#resolutions-co_person_id");
    IS(world_post(w, "head", at(w, letter, "/resolutions"), world_form(w, "body", "", "person_id", "1", NULL)), 422);
}

static void a_term_stays_between_the_resolution_and_the_term_above(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");       /* due 26 October */
    IS(resolve(w, "head", letter, "shead", "2026-10-27"), 422);
    IS(resolve(w, "head", letter, "shead", "2026-10-04"), 422);
    IS(resolve(w, "head", letter, "shead", "2026-10-26"), 303);
    int64_t other = world_presented(w, world_line(w, "office_no", "K-2", "party", "Başqası", NULL), "head");
    IS(resolve(w, "head", other, "shead", "2026-10-05"), 303);
    int64_t late = world_presented(w, world_line(w, "office_no", "K-3", "party", "Üçüncü", "office_date", "2026-09-01", NULL), "head");
    IS(resolve(w, "head", late, "shead", ""), 303);         /* the term above is over: it stays as it is */
}

static void under_leaderships_resolution_the_heads_hangs_on_his_task(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, "lead_seat", world_id(w, world_seat(w, "chief")), "lead_text", "Baxılsın",
                                                   "lead_date", "2026-10-05", "lead_due", "2026-10-15", NULL), "head");
    IS(resolve(w, "head", letter, "shead", "2026-10-16"), 422);         /* leadership's term is the limit */
    IS(resolve(w, "head", letter, "shead", ""), 303);
    Answer a = world_json(w, "head", at(w, letter, ""));
    assert_int_equal(val_count(val_at(a.view, "sheet")), 1);
    assert_string_equal(world_text(a, "sheet.0.tasks.0.under.0.signature"), "Kadrlar idarəsinin rəisi, C.Nümunəli");
    assert_true(date_same(val_day(val_at(a.view, "sheet.0.tasks.0.under.0.tasks.0.term.date")), date_make(2026, 10, 15)));
}

/* ---- substitution (5.5) ------------------------------------------------------------ */

static void the_absent_head_sees_and_his_deputy_resolves_in_his_own_name(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 9));
    IS(resolve(w, "deputy", letter, "shead", ""), 403);     /* the day before: the head is there */
    world_day(date_make(2026, 10, 6));
    IS(world_get(w, "head", at(w, letter, "")), 200);
    IS(resolve(w, "head", letter, "shead", ""), 403);
    assert_int_equal(world_number(world_json(w, "deputy", arena_printf(w->arena, "/letters?seat=%s",
                                                                       world_id(w, world_seat(w, "head")))), "list.total"), 1);
    IS(resolve(w, "deputy", letter, "shead", ""), 303);
    Answer a = world_json(w, "deputy", at(w, letter, ""));
    const char *signature = world_text(a, "sheet.0.signature");
    assert_non_null(strstr(signature, "Kadrlar idarəsi rəisinin müavini, D.Misallı"));
    assert_non_null(strstr(signature, "5.5"));
    assert_null(strstr(signature, "Nümunəli"));
    assert_int_equal(world_number(a, "sheet.0.author_seat"), world_seat(w, "head"));
}

static void the_substitution_ends_by_itself_and_needs_a_present_deputy(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 9));
    world_away(w, "deputy", date_make(2026, 10, 7), date_make(2026, 10, 8));
    world_day(date_make(2026, 10, 7));
    IS(resolve(w, "deputy", letter, "shead", ""), 403);     /* both away */
    IS(resolve(w, "shead", letter, "insp1", ""), 403);
    world_day(date_make(2026, 10, 9));                      /* the first day back */
    IS(resolve(w, "deputy", letter, "shead", ""), 403);
    IS(resolve(w, "head", letter, "shead", ""), 303);
}

static void five_five_serves_no_section_head(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "shead");
    world_away(w, "shead", date_make(2026, 10, 5), date_make(2026, 10, 9));
    IS(resolve(w, "deputy", letter, "insp1", ""), 403);
    IS(resolve(w, "head", letter, "insp1", ""), 403);
    IS(present(w, "clerk", letter, "head"), 303);           /* the clerk takes it elsewhere */
    IS(resolve(w, "head", letter, "insp1", ""), 303);
}

/* ---- copied in from paper ------------------------------------------------------------ */

static Answer copy_in(World *w, const char *who, int64_t letter, const char *author, const char *written, bool scanned)
{
    Upload scan = world_scan(w, "dərkənar.pdf");
    const Val *form = world_form(w, "author_seat", world_id(w, world_seat(w, author)), "written", written, "body",
                                 "İcra edilsin", "person_id", world_id(w, world_person("shead")), NULL);
    const char *where = at(w, letter, "/copied-resolutions");
    return scanned ? world_upload(w, who, where, form, &scan) : world_post(w, who, where, form);
}

static void a_paper_resolution_is_copied_in_with_its_scan(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, NULL));
    world_day(date_make(2026, 10, 7));
    IS(world_get(w, "clerk", at(w, letter, "/copied-resolutions")), 200);
    IS(world_get(w, "head", at(w, letter, "/copied-resolutions")), 403);
    IS(copy_in(w, "clerk", letter, "head", "2026-10-06", false), 422);      /* no scan */
    IS(copy_in(w, "clerk", letter, "head", "2026-10-08", true), 422);       /* tomorrow */
    IS(copy_in(w, "clerk", letter, "head", "2026-10-04", true), 422);       /* before it came */
    IS(copy_in(w, "clerk", letter, "insp1", "2026-10-06", true), 422);      /* writes no resolutions */
    IS(copy_in(w, "insp1", letter, "head", "2026-10-06", true), 403);
    IS(copy_in(w, "head", letter, "head", "2026-10-06", true), 403);        /* his own: entered by another */
    IS(copy_in(w, "clerk", letter, "head", "2026-10-05", true), 303);
    Answer a = world_json(w, "head", at(w, letter, ""));
    assert_string_equal(world_text(a, "letter.state"), "execution");
    assert_true(val_truthy(val_at(a.view, "sheet.0.copied_in")));
    assert_string_equal(world_text(a, "sheet.0.signature"), "Kadrlar idarəsinin rəisi, C.Nümunəli");
    assert_int_equal(world_number(a, "sheet.0.entered_by"), world_person("clerk"));
    assert_int_equal(world_number(a, "sheet.0.author_person"), world_person("head"));
    assert_string_equal(world_text(a, "pane.name"), "dərkənar.pdf");
    IS(copy_in(w, "clerk", letter, "deputy", "2026-10-06", true), 409);
}

static void a_paper_resolution_names_who_served_the_seat_that_day(void **state)
{
    World *w = *state;
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 7));
    int64_t letter = world_taken(w, world_line(w, NULL));
    world_day(date_make(2026, 10, 8));
    IS(copy_in(w, "clerk", letter, "head", "2026-10-06", true), 303);
    Answer a = world_json(w, "clerk", at(w, letter, ""));
    assert_int_equal(world_number(a, "sheet.0.author_person"), world_person("deputy"));
    assert_non_null(strstr(world_text(a, "sheet.0.signature"), "D.Misallı"));
    assert_null(strstr(world_text(a, "sheet.0.signature"), "Nümunəli"));
}

static void leaderships_paper_resolution_leaves_the_letter_to_be_presented(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    Upload scan = world_scan(w, "dərkənar.pdf");
    IS(world_upload(w, "clerk", at(w, letter, "/copied-resolutions"),
                    world_form(w, "author_seat", world_id(w, world_seat(w, "vice")), "written", "2026-10-05", "body",
                               "Baxılsın", "person_id", world_id(w, world_person("head")), "due", "2026-10-12", NULL), &scan), 303);
    assert_string_equal(world_letter(w, letter).state, "presented");
    IS(world_get(w, "vice", at(w, letter, "")), 200);
    IS(resolve(w, "head", letter, "shead", "2026-10-13"), 422);
    IS(resolve(w, "head", letter, "shead", "2026-10-12"), 303);
}

/* Said, not refused: whoever writes the term may mean it. */
static void a_term_that_is_no_working_day_says_so(void **state)
{
    World *w = *state;
    static const struct { const char *due, *off; } CASES[] = {
        { "2026-10-09", NULL }, { "2026-10-10", "12.10.2026" }, { "2026-10-11", "12.10.2026" }, { "2026-10-12", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t letter = world_presented(w, world_line(w, "office_no", arena_printf(w->arena, "T-%zu", i), "party", CASES[i].due, NULL),
                                         "head");
        IS(world_post(w, "head", arena_printf(w->arena, "/letters/%lld/resolutions", (long long)letter),
                      world_form(w, "body", "Baxılsın", "person_id", world_id(w, world_person("insp1")), "due", CASES[i].due, NULL)), 303);
        const char *task = arena_printf(w->arena, "/tasks/%lld", (long long)world_count(w, "SELECT MAX(id) FROM task"));
        const char *off = val_str(val_at(world_json(w, "head", task).view, "task.term.off"));
        Cx cx = world_as(w, "head");
        Date due;
        assert_true(date_parse(CASES[i].due, &due));
        const char *said = task_written_text(&cx, due);
        if (!CASES[i].off) {
            assert_null(off);
            assert_string_equal(said, "The resolution is written");
            continue;
        }
        assert_non_null(strstr(off, CASES[i].off));
        assert_non_null(strstr(off, "48.6"));
        assert_string_equal(said, "The resolution is written. Look at its term: it is no working day");
        SAYS(world_get(w, "head", task), CASES[i].off);
        SAYS(world_get(w, "head", arena_printf(w->arena, "/letters/%lld", (long long)letter)), "qeyri-iş gününə düşür");
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(papers_are_presented_to_the_three_chiefs_by_the_clerk),
        TEST_EACH_WORLD(a_resolution_goes_down_the_chain_of_command_only),
        TEST_EACH_WORLD(the_deputy_who_serves_the_heads_seat_may_name_himself),
        TEST_EACH_WORLD(who_a_letter_is_taken_from_reads_it_no_more),
        TEST_EACH_WORLD(a_letter_is_read_by_whom_it_reached),
        TEST_EACH_WORLD(the_seat_it_was_presented_to_resolves),
        TEST_EACH_WORLD(giving_it_to_several_is_the_heads),
        TEST_EACH_WORLD(executors_stay_inside_the_unit_and_differ),
        TEST_EACH_WORLD(a_term_stays_between_the_resolution_and_the_term_above),
        TEST_EACH_WORLD(under_leaderships_resolution_the_heads_hangs_on_his_task),
        TEST_EACH_WORLD(the_absent_head_sees_and_his_deputy_resolves_in_his_own_name),
        TEST_EACH_WORLD(the_substitution_ends_by_itself_and_needs_a_present_deputy),
        TEST_EACH_WORLD(five_five_serves_no_section_head),
        TEST_EACH_WORLD(a_paper_resolution_is_copied_in_with_its_scan),
        TEST_EACH_WORLD(a_paper_resolution_names_who_served_the_seat_that_day),
        TEST_EACH_WORLD(leaderships_paper_resolution_leaves_the_letter_to_be_presented),
        TEST_EACH_WORLD(a_term_that_is_no_working_day_says_so),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
