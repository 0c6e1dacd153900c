// SPDX-License-Identifier: Apache-2.0
/* A paper that belongs to one in work joins it; who reads it then; undoing. */
#include "areas/letter/letter_world.h"
#include "doc/scan.h"
#include <string.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Answer join(World *w, const char *who, int64_t letter, int64_t main)
{
    return world_post(w, who, at(w, letter, "/join"), world_form(w, "main_id", world_id(w, main), NULL));
}

static Answer undo(World *w, const char *who, int64_t letter, const char *why)
{
    return world_post(w, who, at(w, letter, "/unjoin"), world_form(w, "why", why, NULL));
}

static const Val *second(World *w)
{
    return world_line(w, "office_no", "K-12", "gist", "Arayışın tezləşdirilməsi", NULL);
}

static const Val *third(World *w)
{
    return world_line(w, "office_no", "K-13", "party", "Başqa Adam", "gist", "Məktub", NULL);
}

static void the_clerk_joins_a_paper_to_one_in_work(void **state)
{
    World *w = *state;
    int64_t main = world_in_execution(w, world_line(w, NULL)), paper = world_taken(w, second(w));
    IS(join(w, "insp1", paper, main), 403);
    IS(join(w, "head", paper, main), 403);
    IS(join(w, "clerk", paper, 0), 422);
    IS(join(w, "clerk", paper, paper), 409);
    IS(world_post(w, "clerk", at(w, paper, "/join"), world_form(w, "main_no", "05/1-99", NULL)), 409);
    IS(world_post(w, "clerk", at(w, paper, "/join"), world_form(w, "main_no", "05/1-1", NULL)), 303);
    Letter l = world_letter(w, paper);
    assert_string_equal(l.state, "joined");
    assert_string_equal(l.number, "05/1-2");                /* its own */
    assert_int_equal(l.main_id, main);
    IS(join(w, "clerk", paper, main), 409);
    IS(world_post(w, "clerk", at(w, paper, "/present"), world_form(w, "seat_id", world_id(w, world_seat(w, "head")), NULL)), 409);
    Answer page = world_json(w, "head", at(w, main, ""));
    assert_string_equal(world_text(page, "joined.0.number"), "05/1-2");
    assert_int_equal(world_number(world_json(w, "head", at(w, paper, "")), "main.id"), main);
}

static void only_what_is_not_in_execution_joins_what_is_in_work(void **state)
{
    World *w = *state;
    int64_t main = world_presented(w, world_line(w, NULL), "head"), paper = world_taken(w, second(w));
    int64_t other = world_in_execution(w, third(w));
    IS(join(w, "clerk", other, main), 409);                 /* it has a resolution of its own */
    IS(join(w, "clerk", paper, main), 303);
    int64_t late = world_taken(w, world_line(w, "office_no", "K-14", "gist", "Yenə", NULL));
    IS(join(w, "clerk", late, paper), 409);                 /* joined itself */
    IS(join(w, "clerk", main, other), 409);                 /* others are joined to it */
    IS(join(w, "clerk", late, main), 303);
    int64_t answer = world_signed(w, world_line(w, "office_no", "K-15", "party", "Dördüncü", NULL), "deputy");
    int64_t closed = world_letter(w, answer).reply_to, last = world_taken(w, world_line(w, "office_no", "K-16", "party", "Beşinci", NULL));
    IS(world_post(w, "clerk", at(w, answer, "/handover"), NULL), 303);
    IS(world_post(w, "office", at(w, answer, "/number"), world_form(w, "office_no", "15-1", "office_date", "2026-10-05", NULL)), 303);
    IS(join(w, "clerk", last, closed), 409);                /* answered already */
    IS(join(w, "clerk", last, answer), 409);                /* no letter in */
}

static void it_is_offered_by_sender_number_and_theme(void **state)
{
    World *w = *state;
    world_in_execution(w, world_line(w, "their_no", "77-5", "their_date", "2026-10-01", NULL));
    world_taken(w, third(w));
    int64_t paper = world_taken(w, world_line(w, "office_no", "K-20", "party", "Tamam Başqası", "gist",
                                              "77-5 nömrəli müraciətə əlavə", NULL));
    Answer a = world_get(w, "clerk", at(w, paper, "/join"));
    SAYS(a, "05/1-1");
    SAYS(a, "nömrəsi");
    assert_null(strstr(a.text, "05/1-2,"));                 /* another sender, theme and number */
    int64_t list = world_list(w, world_line(w, "office_no", "K-21", "gist", "Tamam ayrı mövzu", NULL));
    SAYS(world_get(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)list)), "05/1-1");
    IS(world_take(w, list, world_form(w, "main_no", "05/1-1", NULL)), 303);
    assert_string_equal(world_letter(w, paper + 1).state, "joined");
}

static void who_reads_the_main_letter_reads_what_joined_it(void **state)
{
    World *w = *state;
    int64_t main = world_presented(w, world_line(w, NULL), "head"), paper = world_taken(w, second(w));
    IS(join(w, "clerk", paper, main), 303);
    IS(world_get(w, "insp1", at(w, paper, "")), 403);
    IS(world_post(w, "head", at(w, main, "/resolutions"),
                  world_form(w, "body", "İcra üçün", "person_id", world_id(w, world_person("insp1")), NULL)), 303);
    IS(world_get(w, "insp1", at(w, paper, "")), 200);       /* given after the joining */
    IS(world_get(w, "insp2", at(w, paper, "")), 403);
    IS(world_get(w, "stranger", at(w, paper, "")), 403);
    assert_int_equal(world_number(world_json(w, "insp1", "/letters"), "list.total"), 2);
    IS(world_post(w, "insp1", at(w, paper, "/answers"), world_form(w, "gist", "Cavab", "body", "Mətn", NULL)), 403);
    IS(undo(w, "clerk", paper, "Səhv birləşdirilib"), 303);
    IS(world_get(w, "insp1", at(w, paper, "")), 403);
    IS(world_get(w, "insp1", at(w, main, "")), 200);
}

static void it_leaves_execution_and_is_filed_with_the_main_letter(void **state)
{
    World *w = *state;
    int64_t main = world_in_execution(w, world_line(w, NULL)), paper = world_taken(w, second(w));
    IS(join(w, "clerk", paper, main), 303);
    Answer a = world_post(w, "insp1", at(w, main, "/answers"), world_form(w, "gist", "Cavab", "body", "Hər iki müraciətə", NULL));
    IS(a, 303);
    int64_t answer = world_id_in(a.location);
    IS(world_post(w, "shead", at(w, answer, "/acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, "deputy")), NULL)), 303);
    IS(world_post(w, "deputy", at(w, answer, "/signature"), NULL), 303);
    IS(undo(w, "clerk", paper, "Gec"), 409);                /* the answer to both is signed */
    IS(world_post(w, "clerk", at(w, answer, "/handover"), NULL), 303);
    IS(world_post(w, "office", at(w, answer, "/number"), world_form(w, "office_no", "15-1", "office_date", "2026-10-05", NULL)), 303);
    Letter l = world_letter(w, paper);
    assert_string_equal(l.state, "answered");
    assert_string_equal(l.answer_no, "15-1, 05.10.2026");
    IS(undo(w, "clerk", paper, "Gec"), 409);
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?to_file=1"), "list.total"), 1);     /* the two are one volume */
    const Val *volume = world_form(w, "case_index", "05-14", "sheets", "5", "outcome", "satisfied", NULL);
    IS(world_post(w, "clerk", at(w, paper, "/case"), volume), 409);     /* not by itself */
    IS(world_post(w, "clerk", at(w, main, "/case"), volume), 303);
    assert_string_equal(world_letter(w, paper).state, "filed");
    assert_string_equal(world_letter(w, paper).case_index, "05-14");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'letter.file'"), 3);     /* both and the answer */
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter_event WHERE verb = 'filed'"), 3);
}

static void undoing_leaves_a_trace_and_the_paper_where_it_stood(void **state)
{
    World *w = *state;
    int64_t main = world_in_execution(w, world_line(w, NULL));
    int64_t paper = world_presented(w, second(w), "deputy"), other = world_taken(w, third(w));
    IS(join(w, "clerk", paper, main), 303);
    IS(join(w, "clerk", other, main), 303);
    IS(undo(w, "clerk", paper, ""), 422);
    IS(undo(w, "head", paper, "Səhv"), 403);
    IS(undo(w, "clerk", paper, "Başqa məsələdir"), 303);
    IS(undo(w, "clerk", paper, "Başqa məsələdir"), 409);
    assert_string_equal(world_letter(w, paper).state, "presented");
    SAYS(world_get(w, "clerk", at(w, paper, "")), "Başqa məsələdir");
    SAYS(world_get(w, "clerk", at(w, main, "")), "Başqa məsələdir");
    IS(undo(w, "clerk", other, "Bu da"), 303);
    assert_string_equal(world_letter(w, other).state, "registered");
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM journal WHERE verb = 'letter.unjoin'"), 4);
}

/* Leadership's resolution came with the paper: the joining closes the head's task, the undoing gives it anew. */
static void leaderships_resolution_sleeps_while_the_paper_is_joined(void **state)
{
    World *w = *state;
    int64_t main = world_in_execution(w, world_line(w, NULL));
    int64_t paper = world_taken(w, world_line(w, "office_no", "K-12", "party", "Nazirlik", "party_kind", "executive", "kind", "letter",
                                              "lead_seat", world_id(w, world_seat(w, "vice")), "lead_text", "Baxılsın",
                                              "lead_date", "2026-10-05", NULL));
    const char *open = arena_printf(w->arena, "SELECT COUNT(*) FROM task WHERE origin_id = %lld AND state = 'open'", (long long)paper);
    assert_int_equal(world_count(w, open), 1);
    IS(join(w, "clerk", paper, main), 303);
    assert_int_equal(world_count(w, open), 0);
    IS(undo(w, "clerk", paper, "Ayrıca cavab tələb olunur"), 303);
    assert_int_equal(world_count(w, open), 1);
}

static void late_counts_what_is_joined(void **state)
{
    World *w = *state;
    int64_t main = world_in_execution(w, world_line(w, NULL)), paper = world_taken(w, second(w));
    IS(join(w, "clerk", paper, main), 303);
    world_day(date_make(2026, 10, 26));                     /* the last day of both terms */
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?term=late"), "list.total"), 0);
    world_day(date_make(2026, 10, 27));
    assert_int_equal(world_number(world_json(w, "clerk", "/letters?term=late"), "list.total"), 2);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(the_clerk_joins_a_paper_to_one_in_work),
        TEST_EACH_WORLD(only_what_is_not_in_execution_joins_what_is_in_work),
        TEST_EACH_WORLD(it_is_offered_by_sender_number_and_theme),
        TEST_EACH_WORLD(who_reads_the_main_letter_reads_what_joined_it),
        TEST_EACH_WORLD(it_leaves_execution_and_is_filed_with_the_main_letter),
        TEST_EACH_WORLD(undoing_leaves_a_trace_and_the_paper_where_it_stood),
        TEST_EACH_WORLD(leaderships_resolution_sleeps_while_the_paper_is_joined),
        TEST_EACH_WORLD(late_counts_what_is_joined),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
