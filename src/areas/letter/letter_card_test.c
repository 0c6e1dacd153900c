// SPDX-License-Identifier: Apache-2.0
/* The card corrected with a trace, a number spoiled, the twin shown before it is saved, the act of a missing annex. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Val *card(World *w, int64_t letter, const char *gist, const char *why)
{
    Letter l = world_letter(w, letter);
    return world_form(w, "version", world_id(w, l.version), "kind", l.kind, "party_kind", l.party_kind, "party", l.party,
                      "gist", gist, "sheets", world_id(w, l.sheets), "annexes", world_id(w, l.annexes), "why", why, NULL);
}

static Answer correct(World *w, const char *who, int64_t letter, const Val *form)
{
    return world_post(w, who, at(w, letter, "/correction"), form);
}

static void a_correction_keeps_what_stood_there_and_why(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, NULL));
    Val *form = card(w, letter, "Arayışın verilməsi", "Yazılışda səhv");
    IS(correct(w, "insp1", letter, form), 403);
    IS(correct(w, "head", letter, form), 403);
    IS(correct(w, "clerk", letter, card(w, letter, "Arayışın verilməsi", "")), 422);
    IS(correct(w, "clerk", letter, card(w, letter, "", "Səhv")), 422);
    IS(correct(w, "clerk", letter, card(w, letter, "Arayış verilməsi barədə", "Heç nə")), 422);     /* as it stands */
    IS(correct(w, "clerk", letter, form), 303);
    Answer a = correct(w, "clerk", letter, form);           /* the version it was typed on is gone */
    IS(a, 409);
    SAYS(a, "H.Yazıçılı");
    Answer page = world_get(w, "clerk", at(w, letter, ""));
    SAYS(page, "“Arayış verilməsi barədə” → “Arayışın verilməsi”");
    SAYS(page, "Yazılışda səhv");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'letter.correct'"
                                    " AND entry LIKE '%Arayış verilməsi barədə%'"), 1);
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?party=Arayisin"), "list.total"), 1);
    Letter l = world_letter(w, letter);
    assert_string_equal(l.number, "05/1-1");
    assert_string_equal(l.office_no, "K-11");
}

static void another_kind_brings_its_term_and_only_before_execution(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, NULL));
    int64_t given = world_in_execution(w, world_line(w, "office_no", "K-12", "party", "Başqası", NULL));
    assert_true(date_same(world_letter(w, letter).due, date_make(2026, 10, 26)));       /* appeal: 15 working days */
    Val *form = card(w, letter, "Arayış verilməsi barədə", "Növ səhv yazılıb");
    val_replace(form, "kind", val_text(w->arena, "inquiry"));
    IS(correct(w, "clerk", letter, form), 303);
    Letter l = world_letter(w, letter);
    assert_string_equal(l.rule, "info.general");
    assert_true(date_same(l.due, date_make(2026, 10, 14)));                             /* 7 working days */
    form = card(w, given, "Arayış verilməsi barədə", "Növ səhv yazılıb");
    val_replace(form, "kind", val_text(w->arena, "inquiry"));
    IS(correct(w, "clerk", given, form), 422);
    IS(correct(w, "clerk", given, card(w, given, "Arayış haqqında", "Dəqiqləşdirmə")), 303);
}

/* The card with another sender; `known`: the mark that a signed answer stays as it is. */
static Val *resent(World *w, int64_t letter, const char *party, const char *party_kind, const char *known)
{
    Val *form = card(w, letter, world_letter(w, letter).gist, "Göndərən səhv yazılıb");
    val_replace(form, "party", val_text(w->arena, party));
    val_replace(form, "party_kind", val_text(w->arena, party_kind));
    val_put_text(w->arena, form, "signed_ok", known);
    return form;
}

/* A draft goes to the corrected addressee; one that waits for a signature is accepted again, for another may be to sign it. */
static void an_answer_not_signed_yet_goes_to_the_corrected_sender(void **state)
{
    World *w = *state;
    int64_t answer = world_drafted(w, world_line(w, NULL)), letter = world_letter(w, answer).reply_to;
    IS(correct(w, "clerk", letter, resent(w, letter, "Düzgün Adam", "natural", "")), 303);
    Letter l = world_letter(w, answer);
    assert_string_equal(l.state, "draft");
    assert_string_equal(l.party, "Düzgün Adam");
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 303);
    IS(correct(w, "clerk", letter, card(w, letter, "Arayış haqqında", "Dəqiqləşdirmə")), 303);     /* the sender stays */
    assert_string_equal(world_letter(w, answer).state, "to_sign");
    Answer a = correct(w, "clerk", letter, resent(w, letter, "Nümunə Nazirliyi", "executive", ""));
    IS(a, 303);
    l = world_letter(w, answer);
    assert_string_equal(l.state, "draft");
    assert_string_equal(l.party_kind, "executive");
    assert_int_equal(l.seat_id, 0);
    IS(world_post(w, "deputy", at(w, answer, "/signature"), NULL), 409);            /* it waits for him no more */
    SAYS(world_get(w, "shead", at(w, answer, "")), "Düzgün Adam → Nümunə Nazirliyi");
    a = world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL));
    IS(a, 422);                                                                       /* 5.8.13: to a ministry the head alone */
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 303);
    IS(world_post(w, "head", at(w, answer, "/signature"), NULL), 303);
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?party=Nazirliyi&direction=out"), "list.total"), 1);
}

static void a_signed_answer_keeps_its_addressee_and_the_clerk_says_he_knows(void **state)
{
    World *w = *state;
    int64_t answer = world_signed(w, world_line(w, NULL), "deputy"), letter = world_letter(w, answer).reply_to;
    const char *party = world_letter(w, answer).party;
    Answer page = world_get(w, "clerk", at(w, letter, "/correction"));
    assert_null(strstr(page.text, "imzalanmış cavabın"));                             /* not asked before it is needed */
    IS(correct(w, "clerk", letter, card(w, letter, "Arayış haqqında", "Dəqiqləşdirmə")), 303);
    Answer a = correct(w, "clerk", letter, resent(w, letter, "Düzgün Adam", "natural", ""));
    IS(a, 422);
    SAYS(a, "05/2-1");
    SAYS(a, "imzalanmış cavabın");
    assert_string_equal(world_letter(w, letter).party, party);
    IS(correct(w, "clerk", letter, resent(w, letter, "Düzgün Adam", "natural", "1")), 303);
    assert_string_equal(world_letter(w, letter).party, "Düzgün Adam");
    assert_string_equal(world_letter(w, answer).party, party);
    assert_string_equal(world_letter(w, answer).state, "signed");
}

static void leaderships_task_ends_with_the_letter(void **state)
{
    World *w = *state;
    int64_t letter = world_taken(w, world_line(w, "kind", "letter", "party_kind", "legal", "lead_seat", world_id(w, world_seat(w, "vice")),
                                               "lead_text", "Baxılsın", "lead_date", "2026-10-05", NULL));
    static const char *const KINDS[] = { "inquiry", "letter" };             /* shorter, and longer again */
    for (size_t i = 0; i < 2; i++) {
        Val *form = card(w, letter, "Arayış verilməsi barədə", "Növ səhv yazılıb");
        val_replace(form, "kind", val_text(w->arena, KINDS[i]));
        IS(correct(w, "clerk", letter, form), 303);
        assert_true(date_same(world_letter(w, letter).due, i ? date_make(2026, 11, 4) : date_make(2026, 10, 14)));
        assert_int_equal(world_count(w, "SELECT COUNT(*) FROM task t JOIN letter l ON l.id = t.origin_id WHERE t.due = l.due"), 1);
    }
    SAYS(world_get(w, "clerk", at(w, letter, "")), "“04.11.2026” → “14.10.2026”");
}

static void a_spoiled_number_stays_in_the_book_and_the_paper_is_taken_again(void **state)
{
    World *w = *state;
    int64_t list = world_list(w, world_line(w, NULL));
    Answer taken = world_take(w, list, NULL);
    IS(taken, 303);
    int64_t letter = world_id_in(taken.location);
    IS(world_post(w, "clerk", at(w, letter, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 303);
    IS(world_post(w, "clerk", at(w, letter, "/spoil"), world_form(w, "spoiled", "", NULL)), 422);
    IS(world_post(w, "head", at(w, letter, "/spoil"), world_form(w, "spoiled", "Səhv", NULL)), 403);
    IS(world_post(w, "clerk", at(w, letter, "/spoil"), world_form(w, "spoiled", "Başqa idarəyə aiddir", NULL)), 303);
    IS(world_post(w, "clerk", at(w, letter, "/spoil"), world_form(w, "spoiled", "Yenə", NULL)), 409);
    Answer book = world_get(w, "clerk", "/letters?direction=in");
    SAYS(book, "Başqa idarəyə aiddir");
    SAYS(book, "register-spoiled");
    Answer again = world_json(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)list));
    assert_string_equal(world_text(again, "handover.state"), "sent");
    taken = world_take(w, list, NULL);                       /* no twin of itself */
    IS(taken, 303);
    assert_string_equal(world_letter(w, world_id_in(taken.location)).number, "05/1-2");
    assert_string_equal(world_letter(w, letter).number, "05/1-1");
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?state=presented"), "list.total"), 0);
}

static void what_a_spoiled_number_answered_waits_again(void **state)
{
    World *w = *state;
    Answer a = world_post(w, "shead", "/letters", world_form(w, "kind", "inquiry", "party_kind", "legal", "party", "Nümunə MMC", "gist",
                                                             "Arayış", "body", "Bildirin.", "due", "2026-10-20", NULL));
    IS(a, 303);
    int64_t inquiry = world_id_in(a.location);
    IS(world_post(w, "deputy", at(w, inquiry, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 303);
    IS(world_post(w, "deputy", at(w, inquiry, "/signature"), NULL), 303);
    IS(world_post(w, "clerk", at(w, inquiry, "/handover"), NULL), 303);
    IS(world_post(w, "office", at(w, inquiry, "/number"), world_form(w, "office_no", "15-7", "office_date", "2026-10-05", NULL)), 303);
    int64_t list = world_list(w, world_line(w, "party", "Nümunə MMC", "party_kind", "legal", NULL));
    const Val *taking = world_form(w, "inquiry_id", world_id(w, inquiry), NULL);
    Answer taken = world_take(w, list, taking);
    IS(taken, 303);
    int64_t reply = world_id_in(taken.location);
    assert_string_equal(world_letter(w, inquiry).answer_no, "05/1-1, 05.10.2026");
    IS(world_post(w, "clerk", at(w, reply, "/spoil"), world_form(w, "spoiled", "Səhv", NULL)), 303);
    assert_true(date_same(world_letter(w, inquiry).closed, DATE_FOREVER));
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?awaits=1"), "list.total"), 1);
    SAYS(world_get(w, "clerk", at(w, inquiry, "")), "cavabının nömrəsi korlanmış kimi qeyd edilib");
    IS(world_take(w, list, taking), 303);
    assert_string_equal(world_letter(w, inquiry).answer_no, "05/1-2, 05.10.2026");
}

static void its_tasks_are_found_by_the_gist_as_corrected(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    IS(correct(w, "clerk", letter, card(w, letter, "Kərgədan barədə", "Səhv")), 303);
    int64_t tasks = world_count(w, "SELECT COUNT(*) FROM task");
    assert_true(tasks > 0);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM found WHERE words LIKE '% kergedan %'"), 1 + tasks);
}

static void a_number_in_execution_is_not_spoiled(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    int64_t main = world_taken(w, world_line(w, "office_no", "K-12", "party", "Başqası", NULL));
    int64_t joined = world_taken(w, world_line(w, "office_no", "K-13", "party", "Üçüncü", NULL));
    IS(world_post(w, "clerk", at(w, letter, "/spoil"), world_form(w, "spoiled", "Səhv", NULL)), 409);
    IS(world_post(w, "clerk", at(w, joined, "/join"), world_form(w, "main_id", world_id(w, main), NULL)), 303);
    IS(world_post(w, "clerk", at(w, joined, "/spoil"), world_form(w, "spoiled", "Səhv", NULL)), 409);
    Answer a = world_post(w, "clerk", at(w, main, "/spoil"), world_form(w, "spoiled", "Səhv", NULL));     /* one hangs on it */
    IS(a, 409);
    SAYS(a, "birləşdirməni ləğv edin");
}

static void a_twin_is_shown_beside_the_line_before_it_is_saved(void **state)
{
    World *w = *state;
    world_taken(w, world_line(w, NULL));
    int64_t list = world_list(w, world_line(w, "office_no", "K-12", "sheets", "3", NULL));
    const char *page = arena_printf(w->arena, "/handovers/%lld", (long long)list);
    Answer a = world_json(w, "clerk", page);
    assert_string_equal(world_text(a, "lines.0.same.0.number"), "05/1-1");
    assert_int_equal(val_count(val_at(a.view, "lines.0.same.0.rows")), 4);          /* "their number" stands on neither */
    assert_string_equal(world_text(a, "lines.0.same.0.rows.3.here"), "3 / 0");
    assert_string_equal(world_text(a, "lines.0.same.0.rows.3.there"), "2 / 0");
    assert_true(val_truthy(val_at(a.view, "lines.0.same.0.rows.3.differs")));
    assert_false(val_truthy(val_at(a.view, "lines.0.same.0.rows.0.differs")));
    IS(world_take(w, list, NULL), 409);
    IS(world_take(w, list, world_form(w, "not_same", "1", NULL)), 303);
    int64_t other = world_list(w, world_line(w, "office_no", "K-14", "party", "Tamam Başqası", NULL));
    a = world_json(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)other));
    assert_int_equal(val_count(val_at(a.view, "lines.0.same")), 0);
}

static void the_act_of_a_missing_annex_is_a_page_and_a_pdf(void **state)
{
    World *w = *state;
    int64_t list = world_list(w, world_line(w, "annexes", "2", NULL));
    Answer a = world_take(w, list, world_form(w, "missing", "2-ci qoşma (arayış)", NULL));
    IS(a, 303);
    int64_t letter = world_id_in(a.location), whole = world_taken(w, world_line(w, "office_no", "K-12", "party", "Başqası", NULL));
    SAYS(world_get(w, "clerk", a.location), "/act");
    a = world_get(w, "clerk", at(w, letter, "/act"));
    SAYS(a, "2-ci qoşma (arayış)");
    SAYS(a, "05/1-1");
    a = world_get(w, "clerk", at(w, letter, "/act/pdf"));
    IS(a, 200);
    assert_memory_equal(a.text, "%PDF-", 5);
    IS(world_get(w, "clerk", at(w, whole, "/act")), 404);
    IS(world_get(w, "insp1", at(w, letter, "/act")), 403);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(a_correction_keeps_what_stood_there_and_why),
        TEST_EACH_WORLD(another_kind_brings_its_term_and_only_before_execution),
        TEST_EACH_WORLD(a_spoiled_number_stays_in_the_book_and_the_paper_is_taken_again),
        TEST_EACH_WORLD(an_answer_not_signed_yet_goes_to_the_corrected_sender),
        TEST_EACH_WORLD(a_signed_answer_keeps_its_addressee_and_the_clerk_says_he_knows),
        TEST_EACH_WORLD(leaderships_task_ends_with_the_letter),
        TEST_EACH_WORLD(what_a_spoiled_number_answered_waits_again),
        TEST_EACH_WORLD(its_tasks_are_found_by_the_gist_as_corrected),
        TEST_EACH_WORLD(a_number_in_execution_is_not_spoiled),
        TEST_EACH_WORLD(a_twin_is_shown_beside_the_line_before_it_is_saved),
        TEST_EACH_WORLD(the_act_of_a_missing_annex_is_a_page_and_a_pdf),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
