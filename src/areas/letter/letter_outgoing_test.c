// SPDX-License-Identifier: Apache-2.0
/* Papers that begin with us: who drafts, accepts and signs them, and the answers to what we asked. */
#include "app/wall.h"
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Val *paper(World *w, const char *kind, const char *party_kind)
{
    return world_form(w, "kind", kind, "party_kind", party_kind, "party", "Nümunə Nazirliyi", "gist", "Məlumat barədə",
                      "body", "Məlumatın təqdim edilməsini xahiş edirik.", "due", "2026-10-20", NULL);
}

static int64_t drafted(World *w, const char *who, const char *kind, const char *party_kind)
{
    Answer a = world_post(w, who, "/letters", paper(w, kind, party_kind));
    IS(a, 303);
    return world_id_in(a.location);
}

static Answer accept(World *w, const char *who, int64_t letter, const char *signer)
{
    return world_post(w, who, at(w, letter, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, signer)), NULL));
}

static int64_t sent(World *w, const char *kind, const char *party_kind)
{
    int64_t letter = drafted(w, "insp1", kind, party_kind);
    IS(accept(w, "shead", letter, "head"), 303);
    IS(world_post(w, "head", at(w, letter, "/signature"), NULL), 303);
    IS(world_post(w, "clerk", at(w, letter, "/handover"), NULL), 303);
    IS(world_post(w, "office", at(w, letter, "/number"), world_form(w, "office_no", "15-7", "office_date", "2026-10-05", NULL)), 303);
    return letter;
}

static void an_officer_drafts_and_his_chief_accepts(void **state)
{
    World *w = *state;
    static const char *const NO[] = { "clerk", "office", "stranger" };
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        IS(world_post(w, NO[i], "/letters", paper(w, "letter", "executive")), 403);
    IS(world_get(w, "insp1", "/letters/new"), 200);
    int64_t letter = drafted(w, "insp1", "letter", "executive");
    IS(accept(w, "insp1", letter, "head"), 403);            /* nobody accepts his own work */
    IS(accept(w, "insp2", letter, "head"), 403);
    IS(accept(w, "deputy", letter, "head"), 403);           /* not the next post above him */
    IS(world_post(w, "shead", at(w, letter, "/acceptance"), world_form(w, "returned", "1", "remark", "Ünvanı dəqiqləşdirin", NULL)), 303);
    Val *form = paper(w, "letter", "executive");
    val_put_int(w->arena, form, "version", world_letter(w, letter).version);
    IS(world_post(w, "insp2", at(w, letter, "/draft"), form), 403);
    IS(world_post(w, "insp1", at(w, letter, "/draft"), form), 303);
    IS(world_post(w, "insp1", at(w, letter, "/draft"), form), 409);     /* a stale version */
    IS(accept(w, "shead", letter, "head"), 303);
    IS(world_get(w, "insp2", at(w, letter, "")), 403);
    IS(world_get(w, "insp1", at(w, letter, "")), 200);
}

static void each_ones_chief_is_the_next_post_somebody_serves(void **state)
{
    World *w = *state;
    IS(accept(w, "shead", drafted(w, "shead", "letter", "natural"), "deputy"), 403);
    IS(accept(w, "deputy", drafted(w, "shead", "letter", "natural"), "deputy"), 303);
    IS(accept(w, "deputy", drafted(w, "deputy", "letter", "natural"), "deputy"), 403);
    IS(accept(w, "head", drafted(w, "deputy", "letter", "natural"), "deputy"), 303);
    int64_t own = drafted(w, "head", "letter", "executive");
    SAYS(world_get(w, "head", at(w, own, "")), "acceptance");
    IS(accept(w, "head", own, "head"), 303);                /* nobody stands above him here */
    IS(world_post(w, "head", at(w, own, "/signature"), NULL), 303);
    world_away(w, "shead", date_make(2026, 10, 5), date_make(2026, 10, 9));
    IS(accept(w, "deputy", drafted(w, "insp1", "letter", "natural"), "deputy"), 303);    /* the section head is away */
}

static void the_kind_fits_the_addressee(void **state)
{
    World *w = *state;
    static const struct { const char *kind, *party_kind; int status; } CASES[] = {
        { "letter", "executive", 303 }, { "letter", "court", 303 }, { "letter", "legal", 303 }, { "letter", "natural", 303 },
        { "letter", "other", 303 }, { "letter", "unit", 422 }, { "memo", "unit", 303 }, { "memo", "executive", 422 },
        { "inquiry", "unit", 303 }, { "inquiry", "executive", 303 }, { "answer", "executive", 422 },
        { "complaint", "executive", 422 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Answer a = world_post(w, "insp1", "/letters", paper(w, CASES[i].kind, CASES[i].party_kind));
        if (a.status != CASES[i].status)
            fail_msg("%s to %s: %d", CASES[i].kind, CASES[i].party_kind, a.status);
    }
}

static void an_inquiry_asks_its_answer_by_a_day_to_come(void **state)
{
    World *w = *state;
    static const struct { const char *due; int status; } CASES[] = {
        { "2026-10-06", 303 }, { "2026-10-05", 422 }, { "2026-10-01", 422 }, { "", 422 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Val *form = paper(w, "inquiry", "executive");
        val_replace(form, "due", val_text(w->arena, CASES[i].due));
        Answer a = world_post(w, "insp1", "/letters", form);
        if (a.status != CASES[i].status)
            fail_msg("%s: %d", CASES[i].due, a.status);
    }
}

static void the_deputy_is_refused_a_ministry_and_a_unit_by_clause(void **state)
{
    World *w = *state;
    static const struct { const char *kind, *party_kind, *clause; } CASES[] = {
        { "inquiry", "executive", "5.8.13" }, { "letter", "court", "5.8.13" }, { "memo", "unit", "5.8.4" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t letter = drafted(w, "insp1", CASES[i].kind, CASES[i].party_kind);
        Answer a = accept(w, "shead", letter, "deputy");
        IS(a, 422);
        SAYS(a, CASES[i].clause);
        IS(accept(w, "shead", letter, "head"), 303);
        a = world_post(w, "deputy", at(w, letter, "/signature"), NULL);
        IS(a, 403);
        SAYS(a, CASES[i].clause);
        IS(world_post(w, "head", at(w, letter, "/signature"), NULL), 303);
    }
    int64_t letter = drafted(w, "insp1", "letter", "legal");
    IS(accept(w, "shead", letter, "deputy"), 303);
    IS(world_post(w, "deputy", at(w, letter, "/signature"), NULL), 303);        /* 5.9.10 */
}

static void in_the_heads_absence_the_deputy_signs_by_5_5(void **state)
{
    World *w = *state;
    int64_t letter = drafted(w, "insp1", "memo", "unit");
    IS(accept(w, "shead", letter, "head"), 303);
    world_away(w, "head", date_make(2026, 10, 5), date_make(2026, 10, 9));
    IS(world_post(w, "deputy", at(w, letter, "/signature"), NULL), 303);
    SAYS(world_get(w, "clerk", at(w, letter, "")), "5.5-ci bəndinə");
}

static void it_goes_to_the_secretariat_and_its_number_closes_no_letter(void **state)
{
    World *w = *state;
    int64_t letter = sent(w, "letter", "executive");
    Letter l = world_letter(w, letter);
    assert_string_equal(l.state, "sent");
    assert_string_equal(l.number, "05/2-1");
    assert_string_equal(l.office_no, "15-7");
    IS(world_post(w, "clerk", at(w, letter, "/case"), world_form(w, "case_index", "05-15", "sheets", "1", NULL)), 303);
    assert_string_equal(world_letter(w, letter).state, "filed");
}

static int64_t listed(World *w, const char *query)
{
    return world_number(world_json(w, "clerk", arena_printf(w->arena, "/letters?%s", query)), "list.total");
}

/* What the desk counts for filing: our own papers that have left, an inquiry only once its answer came. */
static void papers_of_our_own_wait_for_their_case(void **state)
{
    World *w = *state;
    int64_t memo = sent(w, "memo", "unit"), inquiry = sent(w, "inquiry", "legal");
    drafted(w, "insp1", "letter", "legal");
    assert_int_equal(listed(w, "to_file=1"), 1);
    int64_t list = world_list(w, world_line(w, "party", "Nümunə MMC", "party_kind", "legal", "kind", "letter", NULL));
    IS(world_take(w, list, world_form(w, "inquiry_id", world_id(w, inquiry), NULL)), 303);
    assert_int_equal(listed(w, "to_file=1"), 2);
    IS(world_post(w, "clerk", at(w, memo, "/case"), world_form(w, "case_index", "05-15", "sheets", "1", NULL)), 303);
    IS(world_post(w, "clerk", at(w, inquiry, "/case"), world_form(w, "case_index", "05-15", "sheets", "1", NULL)), 303);
    assert_int_equal(listed(w, "to_file=1"), 0);
}

/* The parts of a counter with terms: before, on and after the day an inquiry asked for. */
static void an_inquirys_term_runs_as_any_other(void **state)
{
    World *w = *state;
    static const struct { int day; int64_t near, today, late; } CASES[] = { { 19, 1, 0, 0 }, { 20, 0, 1, 0 }, { 21, 0, 0, 1 } };
    int64_t inquiry = sent(w, "inquiry", "legal");                          /* asks for 20 October */
    sent(w, "letter", "executive");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        world_day(date_make(2026, 10, CASES[i].day));
        assert_int_equal(listed(w, arena_printf(w->arena, "awaits=1&due_from=2026-10-%d&due_until=2026-10-%d", CASES[i].day + 1,
                                                CASES[i].day + 3)), CASES[i].near);
        assert_int_equal(listed(w, "awaits=1&term=today"), CASES[i].today);
        assert_int_equal(listed(w, "awaits=1&term=late"), CASES[i].late);
        assert_int_equal(listed(w, "term=late"), CASES[i].late);
    }
    int64_t list = world_list(w, world_line(w, "party", "Nümunə MMC", "party_kind", "legal", "kind", "letter", NULL));
    IS(world_take(w, list, world_form(w, "inquiry_id", world_id(w, inquiry), NULL)), 303);
    assert_int_equal(listed(w, "term=late"), 0);                            /* it waits no more */
}

static void an_inquiry_waits_until_its_answer_is_linked(void **state)
{
    World *w = *state;
    int64_t inquiry = sent(w, "inquiry", "executive"), plain = sent(w, "letter", "executive");
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?awaits=1"), "list.total"), 1);
    IS(world_post(w, "clerk", at(w, inquiry, "/case"), world_form(w, "case_index", "05-15", "sheets", "1", NULL)), 409);
    world_day(date_make(2026, 10, 20));
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?awaits=late"), "list.total"), 0);
    world_day(date_make(2026, 10, 21));
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?awaits=late"), "list.total"), 1);
    int64_t list = world_list(w, world_line(w, "party", "Nümunə Nazirliyi", "party_kind", "executive", "kind", "letter", NULL));
    SAYS(world_get(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)list)), "05/2-1");
    IS(world_take(w, list, world_form(w, "inquiry_id", world_id(w, plain), NULL)), 409);
    Answer a = world_take(w, list, world_form(w, "inquiry_id", world_id(w, inquiry), NULL));
    IS(a, 303);
    int64_t reply = world_id_in(a.location);
    assert_int_equal(world_letter(w, reply).reply_to, inquiry);
    assert_true(date_same(world_letter(w, inquiry).closed, date_make(2026, 10, 21)));
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?awaits=1"), "list.total"), 0);
    IS(world_get(w, "insp1", at(w, reply, "")), 200);       /* who asked reads the answer */
    IS(world_get(w, "insp2", at(w, reply, "")), 403);
    SAYS(world_get(w, "insp1", at(w, inquiry, "")), "05/1-1");
    IS(world_post(w, "clerk", at(w, reply, "/inquiry"), world_form(w, "inquiry_id", world_id(w, inquiry), NULL)), 409);
    IS(world_post(w, "clerk", at(w, inquiry, "/case"), world_form(w, "case_index", "05-15", "sheets", "1", NULL)), 303);
}

static void an_answer_is_linked_later_by_the_inquirys_number_and_not_from_before_it(void **state)
{
    World *w = *state;
    int64_t early = world_taken(w, world_line(w, "office_date", "2026-10-04", NULL)), inquiry = sent(w, "inquiry", "legal");
    IS(world_post(w, "clerk", at(w, early, "/inquiry"), world_form(w, "inquiry_no", "05/2-1", NULL)), 409);
    int64_t same_day = world_taken(w, world_line(w, "office_no", "K-12", "party", "Başqası", NULL));
    IS(world_post(w, "clerk", at(w, same_day, "/inquiry"), world_form(w, "inquiry_no", "05/2-9", NULL)), 409);
    IS(world_post(w, "insp1", at(w, same_day, "/inquiry"), world_form(w, "inquiry_no", "05/2-1", NULL)), 403);
    IS(world_post(w, "clerk", at(w, same_day, "/inquiry"), NULL), 422);
    IS(world_post(w, "clerk", at(w, same_day, "/inquiry"), world_form(w, "inquiry_no", "05/2-1", NULL)), 303);
    assert_int_equal(world_letter(w, same_day).reply_to, inquiry);
}

/* Of an inquiry that is closed to the clerk he hears what he hears of one that is not there, by number and by id. */
static void nothing_answers_an_inquiry_that_is_closed(void **state)
{
    World *w = *state;
    int64_t inquiry = sent(w, "inquiry", "legal"), letter = world_taken(w, world_line(w, NULL));
    Cx cx = world_as(w, "head");
    MUST(db_begin(w->db, &w->err) && wall_put(&cx, OBJ_LETTER, inquiry, world_person("clerk"), &w->err) && db_commit(w->db, &w->err),
         &w->err);
    Answer a = world_post(w, "clerk", at(w, letter, "/inquiry"), world_form(w, "inquiry_no", "05/2-1", NULL));
    IS(a, 409);
    SAYS(a, "göndərilmiş sorğularımız arasında 05/2-1 nömrəlisi yoxdur");
    a = world_post_json(w, "clerk", at(w, letter, "/inquiry"), world_form(w, "inquiry_id", world_id(w, inquiry), NULL));
    Answer none = world_post_json(w, "clerk", at(w, letter, "/inquiry"), world_form(w, "inquiry_id", "999", NULL));
    IS(a, 404);
    assert_string_equal(a.text, none.text);
    int64_t list = world_list(w, world_line(w, "office_no", "K-30", "party", "Üçüncü", NULL));
    IS(world_take(w, list, world_form(w, "inquiry_id", world_id(w, inquiry), NULL)), 404);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE direction = 'in'"), 1);
    MUST(db_begin(w->db, &w->err) && wall_end(&cx, OBJ_LETTER, inquiry, &w->err) && db_commit(w->db, &w->err), &w->err);
    IS(world_post(w, "clerk", at(w, letter, "/inquiry"), world_form(w, "inquiry_no", "05/2-1", NULL)), 303);
}

static void it_is_written_for_a_letter_its_drafter_reads(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    Val *form = paper(w, "inquiry", "executive");
    val_put_int(w->arena, form, "about_id", letter);
    IS(world_post(w, "insp2", "/letters", form), 403);
    Answer a = world_post(w, "insp1", "/letters", form);
    IS(a, 303);
    Answer page = world_json(w, "insp1", at(w, letter, ""));
    assert_int_equal(world_number(page, "written.0.id"), world_id_in(a.location));
    assert_int_equal(world_number(world_json(w, "insp1", a.location), "about.id"), letter);
}

/* Whoever reads a letter sees that papers were written for it, and of those he may not open no more than that. */
static void of_a_paper_written_for_it_only_its_own_readers_see_what_it_says(void **state)
{
    World *w = *state;
    int64_t letter = world_in_execution(w, world_line(w, NULL));
    Val *form = paper(w, "letter", "legal");
    val_put_int(w->arena, form, "about_id", letter);
    val_replace(form, "gist", val_text(w->arena, "Gizli mövzu"));
    val_replace(form, "body", val_text(w->arena, "Gizli mətn"));
    Answer a = world_post(w, "deputy", "/letters", form);
    IS(a, 303);
    IS(world_get(w, "insp1", a.location), 403);
    for (int json = 0; json < 2; json++) {
        Answer page = json ? world_json(w, "insp1", at(w, letter, "")) : world_get(w, "insp1", at(w, letter, ""));
        IS(page, 200);
        assert_null(strstr(page.text, "Gizli"));
        assert_null(strstr(page.text, a.location));
    }
    SAYS(world_get(w, "head", at(w, letter, "")), "Gizli mövzu");
    SAYS(world_get(w, "head", at(w, letter, "")), a.location);
}

/* 100 go on one list, the 101st is said to be left over and is not dropped. */
static void one_list_takes_so_many_and_says_what_is_left(void **state)
{
    World *w = *state;
    for (int i = 0; i <= HANDOVER_MOST; i++)
        IS(accept(w, "deputy", drafted(w, "shead", "letter", "legal"), "deputy"), 303);
    MUST(db_begin(w->db, &w->err), &w->err);
    Query sign = { "sign", "UPDATE letter SET state = 'signed', number = 'x'", NULL };
    MUST(db_run(w->db, &sign, BIND_NONE, NULL, &w->err) && db_commit(w->db, &w->err), &w->err);
    Answer page = world_json(w, "clerk", "/handovers/return");
    assert_int_equal(val_count(val_at(page.view, "form.answers")), HANDOVER_MOST);
    SAYS(world_get(w, "clerk", "/handovers/return"), "1 sənəd");
    Val *form = val_map(w->arena), *letters = val_put(form, "letters", val_list(w->arena));
    for (int64_t id = 1; id <= HANDOVER_MOST + 1; id++)
        val_add(letters, val_int(w->arena, id));
    Answer a = world_post_json(w, "clerk", "/handovers/return", form);
    IS(a, 422);
    SAYS(a, "101");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE state = 'handed'"), 0);
    form = val_map(w->arena);
    letters = val_put(form, "letters", val_list(w->arena));
    for (int64_t id = 1; id <= HANDOVER_MOST; id++)
        val_add(letters, val_int(w->arena, id));
    a = world_post_json(w, "clerk", "/handovers/return", form);
    IS(a, 201);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter WHERE state = 'handed'"), HANDOVER_MOST);
    assert_int_equal(val_count(val_at(world_json(w, "clerk", "/handovers/return").view, "form.answers")), 1);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(an_officer_drafts_and_his_chief_accepts),
        TEST_EACH_WORLD(each_ones_chief_is_the_next_post_somebody_serves),
        TEST_EACH_WORLD(the_kind_fits_the_addressee),
        TEST_EACH_WORLD(an_inquiry_asks_its_answer_by_a_day_to_come),
        TEST_EACH_WORLD(the_deputy_is_refused_a_ministry_and_a_unit_by_clause),
        TEST_EACH_WORLD(in_the_heads_absence_the_deputy_signs_by_5_5),
        TEST_EACH_WORLD(it_goes_to_the_secretariat_and_its_number_closes_no_letter),
        TEST_EACH_WORLD(papers_of_our_own_wait_for_their_case),
        TEST_EACH_WORLD(an_inquirys_term_runs_as_any_other),
        TEST_EACH_WORLD(an_inquiry_waits_until_its_answer_is_linked),
        TEST_EACH_WORLD(an_answer_is_linked_later_by_the_inquirys_number_and_not_from_before_it),
        TEST_EACH_WORLD(nothing_answers_an_inquiry_that_is_closed),
        TEST_EACH_WORLD(it_is_written_for_a_letter_its_drafter_reads),
        TEST_EACH_WORLD(of_a_paper_written_for_it_only_its_own_readers_see_what_it_says),
        TEST_EACH_WORLD(one_list_takes_so_many_and_says_what_is_left),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
