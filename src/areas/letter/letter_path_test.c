// SPDX-License-Identifier: Apache-2.0
/* One citizen's letter from the Secretariat's hand to a filed answer, each step by the role whose it is. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static const Val *form_named(Answer a, const char *name) { return world_named(val_get(a.view, "forms"), "name", name); }

/* The Secretariat's list with leadership's resolution, taken over with its scan. */
static int64_t take_over(World *w)
{
    int64_t list = world_list(w, world_line(w, "lead_seat", world_id(w, world_seat(w, "vice")), "lead_text",
                                            "Baxılsın, cavab verilsin", "lead_date", "2026-10-05", "lead_due",
                                            "2026-10-20", "annexes", "1", NULL));
    Answer page = world_get(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)list));
    IS(page, 200);
    SAYS(page, "Vətəndaşov Vətən");
    Upload scan = world_scan(w, "müraciət.pdf");
    Answer a = world_upload(w, "clerk", arena_printf(w->arena, "/handovers/%lld/items/%lld/take", (long long)list,
                                                     (long long)world_number(page, "lines.0.id")),
                            world_form(w, "missing", "1 əlavə zərfdə yoxdur", "control", "1", NULL), &scan);
    IS(a, 303);
    page = world_get(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)list));
    assert_string_equal(world_text(page, "handover.state"), "taken");
    assert_int_equal(val_type(val_at(page.view, "lines.0.take")), V_NULL);
    return world_id_in(a.location);
}

static void check_card(World *w, int64_t letter)
{
    Answer a = world_get(w, "head", at(w, letter, ""));
    IS(a, 200);
    assert_string_equal(world_text(a, "letter.number"), "05/1-1");
    assert_string_equal(world_text(a, "letter.missing"), "1 əlavə zərfdə yoxdur");
    assert_true(date_same(val_day(val_at(a.view, "letter.due")), date_make(2026, 10, 26)));
    assert_string_equal(world_text(a, "letter.term.text"), "15 iş günü qalıb");
    assert_non_null(strstr(world_text(a, "letter.why.0"), "15"));
    assert_string_equal(world_text(a, "sheet.0.body"), "Baxılsın, cavab verilsin");
    assert_string_equal(world_text(a, "sheet.0.signature"), "Xidmət rəisinin müavini, B.Örnəkli");
    assert_true(val_truthy(val_at(a.view, "sheet.0.copied_in")));
    assert_int_equal(world_number(a, "sheet.0.tasks.0.person_id"), world_person("head"));
    SAYS(a, "niyə?");
    SAYS(a, "/scans/1/pages/1?width=");
    assert_null(form_named(a, "resolutions"));             /* not presented yet */
}

static void head_resolves(World *w, int64_t letter)
{
    IS(world_post(w, "clerk", at(w, letter, "/present"),
                  world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
    Answer a = world_get(w, "head", at(w, letter, ""));
    assert_non_null(form_named(a, "resolutions"));
    assert_null(form_named(a, "present"));
    IS(world_post(w, "head", at(w, letter, "/resolutions"),
                  world_form(w, "body", "Cavab hazırlansın", "person_id", world_id(w, world_person("shead")),
                             "co_person_id", world_id(w, world_person("insp2")), "co_part", "Arxiv arayışı", "control", "1",
                             NULL)), 303);
    a = world_get(w, "head", at(w, letter, ""));
    assert_string_equal(world_text(a, "letter.state"), "execution");
    assert_string_equal(world_text(a, "sheet.0.tasks.0.under.0.signature"), "Kadrlar idarəsinin rəisi, C.Nümunəli");
    assert_int_equal(world_number(a, "sheet.0.tasks.0.under.0.tasks.0.person_id"), world_person("shead"));
    assert_true(val_truthy(val_at(a.view, "sheet.0.tasks.0.under.0.tasks.0.lead")));
    assert_string_equal(world_text(a, "sheet.0.tasks.0.under.0.tasks.1.part"), "Arxiv arayışı");
    assert_true(date_same(val_day(val_at(a.view, "sheet.0.tasks.0.under.0.tasks.0.term.date")), date_make(2026, 10, 20)));
}

static void section_head_resolves(World *w, int64_t letter)
{
    Answer a = world_json(w, "shead", at(w, letter, ""));
    int64_t task = world_number(a, "sheet.0.tasks.0.under.0.tasks.0.id");
    IS(world_post(w, "shead", arena_printf(w->arena, "/tasks/%lld/resolutions", (long long)task),
                  world_form(w, "body", "Layihəni hazırlayın", "person_id", world_id(w, world_person("insp1")), NULL)), 303);
    Answer desk = world_get(w, "insp1", "/tasks?state=open");
    SAYS(desk, "Layihəni hazırlayın");
}

static int64_t answer_is_drafted_and_accepted(World *w, int64_t letter)
{
    assert_non_null(form_named(world_get(w, "insp1", at(w, letter, "")), "answers"));
    assert_null(form_named(world_get(w, "insp2", at(w, letter, "")), "answers"));
    Answer a = world_post(w, "insp1", at(w, letter, "/answers"),
                          world_form(w, "gist", "Arayış barədə", "body", "Arayış əlavə olunur.\nHörmətlə", NULL));
    IS(a, 303);
    int64_t answer = world_id_in(a.location);
    Answer page = world_get(w, "shead", at(w, answer, ""));
    SAYS(page, "Arayış əlavə olunur.");                     /* the paper as it will look */
    assert_non_null(form_named(page, "acceptance"));
    assert_null(form_named(page, "text"));
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "returned", "1", "remark", "Tarixi yazın", NULL)), 303);
    page = world_get(w, "insp1", at(w, answer, ""));
    SAYS(page, "Tarixi yazın");
    IS(world_post(w, "insp1", at(w, answer, "/text"),
                  world_form(w, "version", world_id(w, world_number(page, "letter.version")), "gist", "Arayış barədə", "body",
                             "5 oktyabr tarixli arayış əlavə olunur.", NULL)), 303);
    IS(world_post(w, "shead", at(w, answer, "/acceptance"),
                  world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 422);      /* insp2's part is open */
    IS(world_post(w, "shead", at(w, answer, "/acceptance"),
                  world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), "open_ok", "1", "open_why", "Arxivdə iz yoxdur", NULL)),
       303);
    return answer;
}

static void deputy_signs(World *w, int64_t answer)
{
    Answer page = world_get(w, "deputy", at(w, answer, ""));
    assert_non_null(form_named(page, "signature"));
    IS(world_post(w, "deputy", at(w, answer, "/signature"),
                  world_form(w, "version", world_id(w, world_number(page, "letter.version")), NULL)), 303);
    page = world_get(w, "deputy", at(w, answer, ""));
    assert_string_equal(world_text(page, "letter.number"), "05/2-1");
    assert_string_equal(world_text(page, "letter.signature"), "Kadrlar idarəsi rəisinin müavini, D.Misallı");
    assert_string_equal(world_text(page, "pane.name"), "cavab.pdf");
    IS(world_get(w, "deputy", at(w, answer, "/pdf")), 200);
}

static void it_is_sent_and_filed(World *w, int64_t letter, int64_t answer)
{
    Answer a = world_post(w, "clerk", at(w, answer, "/handover"), NULL);
    IS(a, 303);
    Answer list = world_get(w, "office", a.location);
    SAYS(list, "05/2-1");
    assert_non_null(form_named(world_get(w, "office", at(w, answer, "")), "number"));
    IS(world_post(w, "office", at(w, answer, "/number"),
                  world_form(w, "office_no", "15-900", "office_date", "2026-10-05", NULL)), 303);
    list = world_get(w, "office", a.location);
    assert_string_equal(world_text(list, "handover.state"), "taken");
    Answer page = world_get(w, "clerk", at(w, letter, ""));
    assert_string_equal(world_text(page, "letter.state"), "answered");
    assert_string_equal(world_text(page, "letter.answer_no"), "15-900, 05.10.2026");
    assert_true(val_truthy(val_at(page.view, "letter.term.band.done")));
    assert_true(val_truthy(val_at(page.view, "sheet.0.tasks.0.state.done")));
    assert_true(val_truthy(val_at(page.view, "sheet.0.tasks.0.under.0.tasks.1.state.done")));
    IS(world_post(w, "clerk", at(w, letter, "/case"), world_form(w, "case_index", "05-14", "sheets", "3",
                                                                        "outcome", "satisfied", NULL)), 303);
    page = world_get(w, "clerk", at(w, letter, ""));
    assert_string_equal(world_text(page, "letter.state"), "filed");
    assert_true(val_truthy(val_at(page.view, "letter.control_ended")));
    assert_string_equal(world_text(world_get(w, "clerk", at(w, answer, "")), "letter.case_index"), "05-14");
    SAYS(world_get(w, "clerk", "/letters?state=filed"), "05/1-1");
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?control=1"), "list.total"), 0);
}

static void a_letter_goes_from_the_secretariat_to_a_filed_answer(void **state)
{
    World *w = *state;
    int64_t letter = take_over(w);
    check_card(w, letter);
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?control=1"), "list.total"), 1);
    head_resolves(w, letter);
    section_head_resolves(w, letter);
    int64_t answer = answer_is_drafted_and_accepted(w, letter);
    deputy_signs(w, answer);
    it_is_sent_and_filed(w, letter, answer);
    /* Every step is in the journal, with its grant. */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE entry LIKE '%\"letter.register\"%'"), 1);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter_event WHERE authority = ''"), 0);
}

static void every_page_speaks_to_programs_too(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    static const char *const PAGES[] = { "/letters", "/handovers", "/handovers/1", "/handovers/new", "/handovers/return" };
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        Answer html = world_get(w, "clerk", PAGES[i]), json = world_json(w, "clerk", PAGES[i]);
        IS(html, 200);
        IS(json, 200);
        assert_string_equal(json.type, "application/json");
        assert_int_equal(json.text[0], '{');
    }
    Answer a = world_post_json(w, "insp1", at(w, letter, "/answers"), world_form(w, "gist", "Cavab", "body", "Mətn", NULL));
    IS(a, 201);
    assert_non_null(strstr(a.text, "\"location\":\"/letters/"));
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(a_letter_goes_from_the_secretariat_to_a_filed_answer),
        TEST_EACH_WORLD(every_page_speaks_to_programs_too),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
