// SPDX-License-Identifier: Apache-2.0
/* Answers: drafting, accepting, handing over, the Secretariat's number, filing. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Answer draft(World *w, const char *who, int64_t letter)
{
    return world_post(w, who, at(w, letter, "/answers"), world_form(w, "gist", "Cavab", "body", "Mətn", NULL));
}

static Answer accept(World *w, const char *who, int64_t answer, const char *signer)
{
    return world_post(w, who, at(w, answer, "/acceptance"),
                      world_form(w, "seat_id", signer ? world_id(w, world_seat(w, signer)) : "", NULL));
}

static Answer change(World *w, const char *who, int64_t answer, int64_t version, const char *body)
{
    return world_post(w, who, at(w, answer, "/text"),
                      world_form(w, "version", world_id(w, version), "gist", "Cavab", "body", body, NULL));
}

/* ---- drafting ------------------------------------------------------------------- */

static void the_lead_executor_drafts_one_answer(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    IS(draft(w, "head", letter), 409);                      /* not in execution */
    IS(world_post(w, "head", at(w, letter, "/resolutions"),
                  world_form(w, "body", "Cavab", "person_id", world_id(w, world_person("insp1")), "co_person_id",
                             world_id(w, world_person("insp2")), "co_part", "Arayış", NULL)), 303);
    IS(draft(w, "insp2", letter), 403);                     /* the co-executor */
    IS(draft(w, "shead", letter), 403);
    IS(draft(w, "stranger", letter), 403);
    IS(world_post(w, "insp1", at(w, letter, "/answers"), world_form(w, "gist", "", "body", "", NULL)), 422);
    IS(draft(w, "insp1", letter), 303);
    IS(draft(w, "insp1", letter), 409);                     /* one is under way */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE direction = 'out'"), 1);
}

static void a_draft_is_its_drafters_until_it_is_accepted(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL)), version = world_letter(w, answer).version;
    IS(change(w, "insp2", answer, version, "Yad əl"), 403);
    IS(change(w, "insp1", answer, version, ""), 422);
    IS(change(w, "insp1", answer, version, "Birinci"), 303);
    Answer a = change(w, "insp1", answer, version, "İkinci");       /* as another window still shows it */
    IS(a, 409);
    SAYS(a, "F.Yoxlamalı");
    SAYS(a, "İkinci");
    assert_string_equal(world_letter(w, answer).body, "Birinci");
    IS(change(w, "insp1", answer, version + 1, "Üçüncü"), 303);
    IS(accept(w, "shead", answer, "deputy"), 303);
    IS(change(w, "insp1", answer, world_letter(w, answer).version, "Gec"), 409);
}

static void who_reads_a_draft(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL));
    static const char *const YES[] = { "insp1", "shead", "head", "deputy", "clerk" },
                      *const NO[] = { "insp2", "office", "stranger", "vice" };
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++)
        IS(world_get(w, YES[i], at(w, answer, "")), 200);
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        IS(world_get(w, NO[i], at(w, answer, "")), 403);
    IS(world_get(w, "insp1", at(w, answer, "/pdf")), 404);
}

/* ---- accepting -------------------------------------------------------------------- */

static void the_chief_who_gave_the_task_accepts_it(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL));
    IS(accept(w, "insp1", answer, "deputy"), 403);
    IS(accept(w, "insp2", answer, "deputy"), 403);
    IS(accept(w, "deputy", answer, "deputy"), 403);         /* he gave no task */
    IS(accept(w, "clerk", answer, "deputy"), 403);
    IS(accept(w, "shead", answer, NULL), 422);              /* who is to sign? */
    IS(accept(w, "shead", answer, "shead"), 422);
    IS(accept(w, "shead", answer, "clerk"), 422);
    IS(accept(w, "shead", answer, "deputy"), 303);
    IS(accept(w, "shead", answer, "deputy"), 409);
    assert_string_equal(world_letter(w, answer).state, "to_sign");
}

static void nobody_accepts_his_own_draft(void **state)
{
    World *w = *state;
    int64_t letter = world_presented(w, world_line(w, NULL), "head");
    world_away(w, "head", date_make(2026, 10, 5), date_make(2026, 10, 9));     /* the deputy serves the head's seat */
    IS(world_post(w, "deputy", at(w, letter, "/resolutions"),
                  world_form(w, "body", "Cavab", "person_id", world_id(w, world_person("deputy")), NULL)), 303);
    Answer a = draft(w, "deputy", letter);
    IS(a, 303);
    int64_t answer = world_id_in(a.location);
    IS(accept(w, "deputy", answer, "head"), 403);
    IS(world_post(w, "deputy", at(w, answer, "/acceptance"), world_form(w, "returned", "1", "remark", "x", NULL)), 403);
    world_day(date_make(2026, 10, 12));
    IS(accept(w, "head", answer, "head"), 303);
}

/* Changed since he read it: he opens it again; what he returns, too, is what he read. */
static void the_chief_accepts_the_draft_he_read(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL)), read = world_letter(w, answer).version;
    const Val *page = world_json(w, "shead", at(w, answer, "")).view;
    const Val *form = world_named(val_get(page, "forms"), "name", "acceptance");
    assert_string_equal(val_str(val_get(world_named(val_get(form, "fields"), "name", "version"), "value")), world_id(w, read));
    IS(change(w, "insp1", answer, read, "Başqa mətn"), 303);
    const char *seat = world_id(w, world_seat(w, "deputy"));
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "version", world_id(w, read), "seat_id", seat, NULL)), 409);
    IS(world_post(w, "shead", at(w, answer, "/acceptance"),
                  world_form(w, "version", world_id(w, read), "returned", "1", "remark", "x", NULL)), 409);
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "version", world_id(w, read + 1), "seat_id", seat, NULL)), 303);
}

static void a_return_says_what_must_be_mended(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL));
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "returned", "1", NULL)), 422);
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "returned", "1", "remark", "Qısaldın", NULL)), 303);
    Answer a = world_get(w, "insp1", at(w, answer, ""));
    SAYS(a, "Qısaldın");
    assert_string_equal(world_text(a, "letter.state"), "draft");
    assert_non_null(world_named(val_get(a.view, "forms"), "name", "text"));
}

static void accepting_the_draft_accepts_the_reported_work(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL));
    int64_t task = world_count(w, "SELECT MAX(id) FROM task");
    IS(world_post(w, "insp1", arena_printf(w->arena, "/tasks/%lld/report", (long long)task),
                  world_form(w, "report", "Hazırdır", NULL)), 303);
    IS(accept(w, "shead", answer, "head"), 303);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task WHERE state = 'done'"), 1);
}

static void the_signer_fits_the_addressee(void **state)
{
    World *w = *state;
    static const struct { const char *party_kind, *signer; int status; } CASES[] = {
        { "natural", "deputy", 303 }, { "natural", "head", 303 }, { "legal", "deputy", 303 }, { "legal", "vice", 303 },
        { "executive", "deputy", 422 }, { "executive", "head", 303 }, { "court", "deputy", 422 }, { "court", "head", 303 },
        { "other", "deputy", 422 }, { "other", "head", 422 }, { "other", "vice", 303 }, { "other", "chief", 303 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t answer = world_drafted(w, world_line(w, "office_no", arena_printf(w->arena, "K-%zu", i), "party",
                                                     arena_printf(w->arena, "Göndərən %zu", i), "party_kind",
                                                     CASES[i].party_kind, NULL));
        Answer a = accept(w, "shead", answer, CASES[i].signer);
        if (a.status != CASES[i].status)
            fail_msg("%s to %s: %d", CASES[i].signer, CASES[i].party_kind, a.status);
        if (a.status == 422 && strcmp(CASES[i].party_kind, "other") != 0) {
            SAYS(a, "5.8.13");
            SAYS(a, "5.9.10");
        }
    }
}

/* ---- back to the Secretariat -------------------------------------------------------- */

static Answer number(World *w, const char *who, int64_t answer, const char *no, const char *date)
{
    return world_post(w, who, at(w, answer, "/number"), world_form(w, "office_no", no, "office_date", date, NULL));
}

static void signed_answers_go_back_by_list(void **state)
{
    World *w = *state;
    int64_t one = world_signed(w, world_line(w, NULL), "deputy");
    int64_t two = world_signed(w, world_line(w, "office_no", "K-2", "party", "Başqası", NULL), "head");
    int64_t open = world_to_sign(w, world_line(w, "office_no", "K-3", "party", "Üçüncü", NULL), "head");
    IS(world_post(w, "clerk", at(w, open, "/handover"), NULL), 409);
    IS(world_post(w, "insp1", at(w, one, "/handover"), NULL), 403);
    Answer page = world_get(w, "clerk", "/handovers/return");
    SAYS(page, "05/2-1");
    SAYS(page, "05/2-2");
    IS(world_post(w, "clerk", "/handovers/return", NULL), 422);
    Val *form = val_map(w->arena), *letters = val_put(form, "letters", val_list(w->arena));
    val_add(letters, val_int(w->arena, one));
    val_add(letters, val_int(w->arena, open));
    IS(world_post(w, "clerk", "/handovers/return", form), 409);         /* one of them is not signed: none goes */
    assert_string_equal(world_letter(w, one).state, "signed");
    form = val_map(w->arena);
    letters = val_put(form, "letters", val_list(w->arena));
    val_add(letters, val_text(w->arena, world_id(w, one)));
    val_add(letters, val_text(w->arena, world_id(w, two)));
    IS(world_get(w, "office", at(w, one, "")), 403);        /* not yet with the Secretariat */
    Answer a = world_post(w, "clerk", "/handovers/return", form);
    IS(a, 303);
    assert_int_equal(val_count(val_get(world_get(w, "office", a.location).view, "answers")), 2);
    IS(world_get(w, "office", at(w, one, "")), 200);
    IS(number(w, "office", one, "15-1", "2026-10-05"), 303);
    assert_string_equal(world_text(world_get(w, "office", a.location), "handover.state"), "sent");
    IS(number(w, "clerk", two, "15-2", "2026-10-05"), 303);
    assert_string_equal(world_text(world_get(w, "office", a.location), "handover.state"), "taken");
}

static void the_secretariats_number_is_checked(void **state)
{
    World *w = *state;
    world_day(date_make(2026, 10, 7));
    int64_t answer = world_signed(w, world_line(w, NULL), "deputy");
    IS(number(w, "clerk", answer, "15-1", "2026-10-07"), 409);          /* still here */
    IS(world_post(w, "clerk", at(w, answer, "/handover"), NULL), 303);
    world_day(date_make(2026, 10, 8));
    IS(number(w, "clerk", answer, "", "2026-10-08"), 422);
    IS(number(w, "clerk", answer, "15-1", "2026-10-06"), 422);          /* before it was signed */
    IS(number(w, "clerk", answer, "15-1", "2026-10-09"), 422);          /* tomorrow */
    IS(number(w, "insp1", answer, "15-1", "2026-10-07"), 403);
    IS(number(w, "office", answer, "15-1", "2026-10-07"), 303);
    IS(number(w, "office", answer, "15-2", "2026-10-08"), 409);
    assert_string_equal(world_letter(w, answer).office_no, "15-1");
    assert_true(date_same(world_letter(w, world_letter(w, answer).reply_to).closed, date_make(2026, 10, 7)));
}

/* Timeliness is judged on the Secretariat's date, not on the day it is entered. */
static void in_time_is_judged_on_the_day_the_answer_left(void **state)
{
    World *w = *state;
    static const struct { int day; const char *date; bool in_time; } CASES[] = {
        { 26, "2026-10-26", true }, { 27, "2026-10-26", true }, { 27, "2026-10-27", false },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        world_day(date_make(2026, 10, 5));
        int64_t answer = world_signed(w, world_line(w, "office_no", arena_printf(w->arena, "K-%zu", i), "party",
                                                    arena_printf(w->arena, "Göndərən %zu", i), NULL), "deputy");
        world_day(date_make(2026, 10, CASES[i].day));
        IS(world_post(w, "clerk", at(w, answer, "/handover"), NULL), 303);
        IS(number(w, "office", answer, "15-1", CASES[i].date), 303);
        Answer a = world_json(w, "head", at(w, world_letter(w, answer).reply_to, ""));
        assert_true(val_truthy(val_at(a.view, CASES[i].in_time ? "letter.term.band.done" : "letter.term.band.late")));
        assert_int_equal(world_number(world_json(w, "head", "/letters?term=late"), "list.total"), 0);
    }
}

static void only_an_answered_letter_is_filed_and_a_volume_holds_so_many_sheets(void **state)
{
    World *w = *state;
    int64_t answer = world_signed(w, world_line(w, NULL), "deputy"), letter = world_letter(w, answer).reply_to;
    const Val *good = world_form(w, "case_index", "05-14", "sheets", "250", "outcome", "explained", NULL);
    IS(world_post(w, "clerk", at(w, letter, "/case"), good), 409);
    IS(world_post(w, "clerk", at(w, answer, "/handover"), NULL), 303);
    IS(number(w, "office", answer, "15-1", "2026-10-05"), 303);
    IS(world_post(w, "clerk", at(w, letter, "/case"), world_form(w, "case_index", "05-14", "sheets", "251", NULL)), 422);
    IS(world_post(w, "clerk", at(w, letter, "/case"), world_form(w, "case_index", "05-14", "sheets", "0", NULL)), 422);
    IS(world_post(w, "clerk", at(w, letter, "/case"), world_form(w, "case_index", "", "sheets", "1", NULL)), 422);
    IS(world_post(w, "head", at(w, letter, "/case"), good), 403);
    IS(world_post(w, "clerk", at(w, letter, "/case"), good), 303);
    IS(world_post(w, "clerk", at(w, letter, "/case"), good), 409);
    Upload scan = world_scan(w, "gec.pdf");
    IS(world_upload(w, "clerk", at(w, letter, "/scans"), NULL, &scan), 409);
    assert_string_equal(world_letter(w, answer).state, "filed");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(the_lead_executor_drafts_one_answer),
        TEST_EACH_WORLD(a_draft_is_its_drafters_until_it_is_accepted),
        TEST_EACH_WORLD(who_reads_a_draft),
        TEST_EACH_WORLD(the_chief_who_gave_the_task_accepts_it),
        TEST_EACH_WORLD(nobody_accepts_his_own_draft),
        TEST_EACH_WORLD(the_chief_accepts_the_draft_he_read),
        TEST_EACH_WORLD(a_return_says_what_must_be_mended),
        TEST_EACH_WORLD(accepting_the_draft_accepts_the_reported_work),
        TEST_EACH_WORLD(the_signer_fits_the_addressee),
        TEST_EACH_WORLD(signed_answers_go_back_by_list),
        TEST_EACH_WORLD(the_secretariats_number_is_checked),
        TEST_EACH_WORLD(in_time_is_judged_on_the_day_the_answer_left),
        TEST_EACH_WORLD(only_an_answered_letter_is_filed_and_a_volume_holds_so_many_sheets),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
