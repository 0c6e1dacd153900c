// SPDX-License-Identifier: Apache-2.0
/* Signing: to whom the head and the deputy may write, what the frozen paper says, numbers under load. */
#include "areas/letter/letter_world.h"
#include "app/files.h"
#include "app/journal.h"
#include "doc/doc.h"
#include "doc/scan.h"
#include <pthread.h>
#include <string.h>
#include <time.h>

static const char *at(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld%s", (long long)letter, what);
}

static Answer sign(World *w, const char *who, int64_t answer)
{
    return world_post(w, who, at(w, answer, "/signature"), NULL);
}

/* An executive body's letter, its answer waiting for the head. */
static int64_t to_ministry(World *w, const char *no)
{
    return world_to_sign(w, world_line(w, "kind", "letter", "party_kind", "executive", "party",
                                       arena_printf(w->arena, "Nazirlik %s", no), "office_no", no, NULL), "head");
}

static void the_deputy_signs_to_persons_and_not_to_a_ministry(void **state)
{
    World *w = *state;
    int64_t ministry = to_ministry(w, "K-1");
    Answer a = sign(w, "deputy", ministry);
    IS(a, 403);
    SAYS(a, "5.8.13");
    SAYS(a, "5.9.10");
    assert_string_equal(world_letter(w, ministry).state, "to_sign");
    assert_string_equal(world_letter(w, ministry).number, "");
    int64_t person = world_to_sign(w, world_line(w, NULL), "deputy");
    IS(sign(w, "deputy", person), 303);
    IS(sign(w, "head", ministry), 303);
    assert_string_equal(world_letter(w, person).number, "05/2-1");       /* the refused try took no number */
    assert_string_equal(world_letter(w, ministry).number, "05/2-2");
    assert_non_null(strstr(world_letter(w, ministry).authority, "5.8.13"));
    assert_non_null(strstr(world_letter(w, person).authority, "5.9.10"));
}

static void an_answer_waits_for_the_seat_it_was_given_to(void **state)
{
    World *w = *state;
    int64_t answer = world_to_sign(w, world_line(w, NULL), "head");
    Answer a = sign(w, "deputy", answer);
    IS(a, 403);
    SAYS(a, "Kadrlar idarəsinin rəisi");
    static const char *const OTHERS[] = { "shead", "insp1", "clerk", "office", "stranger", "vice" };
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        IS(sign(w, OTHERS[i], answer), 403);
    IS(sign(w, "head", answer), 303);
    IS(sign(w, "head", answer), 409);
}

static void leadership_signs_to_any_other_addressee(void **state)
{
    World *w = *state;
    int64_t answer = world_to_sign(w, world_line(w, "party_kind", "other", NULL), "vice");
    IS(sign(w, "head", answer), 403);
    IS(sign(w, "chief", answer), 403);                      /* it waits for his deputy */
    IS(world_get(w, "vice", at(w, answer, "")), 200);
    IS(sign(w, "vice", answer), 303);
}

static void on_leave_the_heads_deputy_signs_with_the_ground_printed(void **state)
{
    World *w = *state;
    int64_t answer = to_ministry(w, "K-1");
    world_away(w, "head", date_make(2026, 10, 6), date_make(2026, 10, 8));
    IS(sign(w, "deputy", answer), 403);
    world_day(date_make(2026, 10, 6));
    IS(sign(w, "head", answer), 403);
    IS(sign(w, "deputy", answer), 303);
    Letter l = world_letter(w, answer);
    assert_string_equal(l.signature, "Kadrlar idarəsi rəisinin müavini, D.Misallı (Əsasnamənin 5.5-ci bəndinə əsasən "
                                     "Kadrlar idarəsinin rəisinin səlahiyyətlərini həyata keçirir)");
    assert_null(strstr(l.signature, "Nümunəli"));
    assert_non_null(strstr(l.authority, "substitute"));
    assert_non_null(strstr(l.authority, "5.8.13"));
    world_day(date_make(2026, 10, 8));                      /* the head is back */
    int64_t back = to_ministry(w, "K-2");
    IS(sign(w, "deputy", back), 403);
    IS(sign(w, "head", back), 303);
    assert_string_equal(world_letter(w, back).signature, "Kadrlar idarəsinin rəisi, C.Nümunəli");
}

static const Val *sign_block(const Val *paper)
{
    for (const Val *b = val_first(val_get(paper, "blocks")); b; b = val_next(b))
        if (val_type(val_get(b, "sign")) == V_MAP)
            return val_get(b, "sign");
    fail_msg("the paper has no signature");
    return NULL;
}

static void the_paper_names_post_name_and_ground(void **state)
{
    World *w = *state;
    Letter answer = world_letter(w, to_ministry(w, "K-1")), asked = world_letter(w, answer.reply_to);
    world_away(w, "head", date_make(2026, 10, 5), date_make(2026, 10, 8));
    Cx cx = world_as(w, "deputy");
    Grant g;
    MUST(authority_check_as(&cx, ACT_LETTER_SIGN_STATE, OBJ_LETTER, answer.id, answer.seat_id, &g, &w->err), &w->err);
    assert_true(g.yes);
    const Val *paper = doc_view(w->arena, outgoing_doc(&cx, &answer, &asked, "05/2-1", &g)), *s = sign_block(paper);
    assert_string_equal(val_str(val_get(s, "post")), "Kadrlar idarəsi rəisinin müavini");
    assert_string_equal(val_str(val_get(s, "name")), "D.Misallı");
    assert_non_null(strstr(val_str(val_get(s, "ground")), "5.5-ci"));
    Str whole = str_make(w->arena);
    val_write_json(paper, &whole);
    assert_non_null(strstr(whole.s, "05/2-1"));
    assert_non_null(strstr(whole.s, "Nazirlik K-1"));
    assert_null(strstr(whole.s, "Nümunəli"));
}

static void the_signed_paper_is_frozen(void **state)
{
    World *w = *state;
    int64_t answer = world_signed(w, world_line(w, NULL), "deputy");
    Letter l = world_letter(w, answer);
    Cx cx = world_as(w, "deputy");
    assert_int_equal(strlen(l.pdf), 64);
    FILE *f = fopen(files_path(&cx, l.pdf), "rb");
    assert_non_null(f);
    char head[6] = "";
    assert_int_equal(fread(head, 1, 5, f), 5);
    fclose(f);
    assert_string_equal(head, "%PDF-");
    Answer a = world_get(w, "insp1", at(w, answer, "/pdf"));
    IS(a, 200);
    assert_string_equal(a.type, "application/pdf");
    IS(world_get(w, "stranger", at(w, answer, "/pdf")), 403);
    a = world_get(w, "deputy", at(w, answer, ""));
    IS(a, 200);
    const char *src = world_text(a, "pane.src");
    IS(world_get(w, "deputy", src), 200);
    IS(world_get(w, "office", src), 403);
    assert_true(date_same(l.signed_on, date_make(2026, 10, 5)));
    assert_true(date_same(l.registered, date_make(2026, 10, 5)));
}

static void what_is_signed_is_what_was_read(void **state)
{
    World *w = *state;
    int64_t answer = world_to_sign(w, world_line(w, NULL), "deputy"), version = world_letter(w, answer).version;
    IS(world_post(w, "deputy", at(w, answer, "/signature"), world_form(w, "version", world_id(w, version - 1), NULL)), 409);
    IS(world_post(w, "deputy", at(w, answer, "/signature"), world_form(w, "version", world_id(w, version), NULL)), 303);
}

static void who_is_overtaken_on_the_number_prints_again(void **state)
{
    World *w = *state;
    int64_t one = world_to_sign(w, world_line(w, NULL), "deputy");
    int64_t two = world_to_sign(w, world_line(w, "office_no", "K-2", "party", "Başqası", NULL), "deputy");
    SignedPaper first, second;
    Cx cx = world_as(w, "deputy");
    MUST(outgoing_prepare(&cx, one, 0, &first, &w->err) && outgoing_prepare(&cx, two, 0, &second, &w->err), &w->err);
    assert_string_equal(second.number, "05/2-1");
    cx.journal = journal_new(w->arena);
    MUST(db_begin(w->db, &w->err) && outgoing_commit(&cx, &first, &w->err) && db_commit(w->db, &w->err), &w->err);
    MUST(db_begin(w->db, &w->err), &w->err);
    assert_false(outgoing_commit(&cx, &second, &w->err));
    assert_int_equal(w->err.kind, ERR_BUSY);
    db_rollback(w->db);
    err_clear(&w->err);
    IS(sign(w, "deputy", two), 303);
    assert_string_equal(world_letter(w, two).number, "05/2-2");
}

/* ---- numbers under load ----------------------------------------------------------- */

enum { TAKERS = 16 };
typedef struct Taker { World *w; Cx cx; Taking in; bool taken; ErrKind kind; } Taker;

static bool take_job(Cx *cx, void *arg, Err *err)
{
    Taker *t = arg;
    Grant g;
    int64_t letter;
    return authority_check(cx, ACT_HANDOVER_TAKE, OBJ_HANDOVER, t->in.handover_id, &g, err)
        && letter_take(cx, &t->in, NULL, &g, &letter, err);
}

static void *taker(void *arg)
{
    Taker *t = arg;
    Err err = { 0 };
    t->cx.arena = arena_new();
    t->taken = app_write(&t->cx, take_job, t, &err);
    t->kind = err.kind;
    arena_free(t->cx.arena);
    return NULL;
}

/* Sixteen at once; every fourth paper is the one before it again, and is refused after its number was taken. */
static void numbers_have_no_gap_whoever_fails_beside(void **state)
{
    World *w = *state;
    Taker takers[TAKERS];
    pthread_t threads[TAKERS];
    int64_t first = world_taken(w, world_line(w, "party", "Təkrar", "their_no", "1", "their_date", "2026-10-01", NULL));
    assert_int_equal(world_letter(w, first).serial, 1);
    for (int i = 0; i < TAKERS; i++) {
        bool again = i % 4 == 3;
        int64_t list = world_list(w, world_line(w, "office_no", arena_printf(w->arena, "N-%d", i), "their_no", "1",
                                                "their_date", "2026-10-01", "party",
                                                again ? "Təkrar" : arena_printf(w->arena, "Göndərən %d", i), NULL));
        takers[i] = (Taker){ .w = w, .cx = world_as(w, "clerk"), .in = { list, i + 2, "", false, false } };
    }
    for (int i = 0; i < TAKERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, taker, &takers[i]), 0);
    for (int i = 0; i < TAKERS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < TAKERS; i++) {
        assert_int_equal(takers[i].taken, i % 4 != 3);
        assert_int_equal(takers[i].kind, i % 4 != 3 ? ERR_NONE : ERR_CONFLICT);
    }
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter"), 1 + TAKERS * 3 / 4);
    assert_int_equal(world_count(w, "SELECT MAX(serial) FROM letter"), 1 + TAKERS * 3 / 4);
    assert_int_equal(world_count(w, "SELECT COUNT(DISTINCT serial) FROM letter"), 1 + TAKERS * 3 / 4);
    assert_int_equal(world_count(w, "SELECT last FROM register_counter"), 1 + TAKERS * 3 / 4);
}

/* The same paper in sixteen hands: one gets it. */
static void one_paper_has_one_taker(void **state)
{
    World *w = *state;
    Taker takers[TAKERS];
    pthread_t threads[TAKERS];
    int64_t list = world_list(w, world_line(w, NULL));
    int taken = 0;
    for (int i = 0; i < TAKERS; i++)
        takers[i] = (Taker){ .w = w, .cx = world_as(w, "clerk"), .in = { list, 1, "", true, false } };
    for (int i = 0; i < TAKERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, taker, &takers[i]), 0);
    for (int i = 0; i < TAKERS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < TAKERS; i++) {
        taken += takers[i].taken;
        assert_true(takers[i].taken || takers[i].kind == ERR_CONFLICT);
    }
    assert_int_equal(taken, 1);
    assert_int_equal(world_count(w, "SELECT COUNT(*) FROM letter"), 1);
    assert_int_equal(world_count(w, "SELECT last FROM register_counter"), 1);
}

static void a_year_begins_its_own_numbers(void **state)
{
    World *w = *state;
    world_taken(w, world_line(w, NULL));
    world_day(date_make(2026, 12, 31));
    assert_string_equal(world_letter(w, world_taken(w, world_line(w, "office_no", "K-2", "party", "B", NULL))).number, "05/1-2");
    world_day(date_make(2027, 1, 1));
    Letter l = world_letter(w, world_taken(w, world_line(w, "office_no", "K-3", "party", "C", NULL)));
    assert_string_equal(l.number, "05/1-1");
    assert_int_equal(l.year, 2027);
}

/* The other line of a list is ended on another connection while the first is not committed yet. */
typedef struct Ender { Taker taker; bool back; } Ender;

static bool back_job(Cx *cx, void *arg, Err *err)
{
    Ender *e = arg;
    Grant g;
    return authority_check(cx, ACT_HANDOVER_TAKE, OBJ_HANDOVER, e->taker.in.handover_id, &g, err)
        && handover_give_back(cx, e->taker.in.handover_id, e->taker.in.item_id, "Aidiyyəti deyil", 0, &g, err);
}

static void *ender(void *arg)
{
    Ender *e = arg;
    Taker *t = &e->taker;
    Err err = { 0 };
    t->cx.arena = arena_new();
    t->taken = app_write(&t->cx, e->back ? back_job : take_job, e, &err);
    t->kind = err.kind;
    arena_free(t->cx.arena);
    return NULL;
}

static int64_t list_of_two(World *w, const char *no)
{
    Val *form = world_line(w, "office_no", no, NULL);
    const Val *more = world_line(w, "office_no", arena_printf(w->arena, "%s-2", no), "party",
                                 arena_printf(w->arena, "Başqası %s", no), NULL);
    val_add((Val *)val_get(form, "items"), (Val *)val_first(val_get(more, "items")));
    return world_list(w, form);
}

static void a_list_closes_when_its_last_lines_end_at_once(void **state)
{
    World *w = *state;
    for (int i = 0; i < 2; i++) {
        int64_t list = list_of_two(w, i ? "L-1" : "L-2");
        int64_t last = world_count(w, "SELECT MAX(id) FROM handover_item");
        Ender first = { { w, world_as(w, "clerk"), { list, last - 1, "", true, false }, false, ERR_NONE }, true };
        Ender second = { { w, world_as(w, "clerk"), { list, last, "", true, false }, false, ERR_NONE }, i == 0 };
        pthread_t thread;
        first.taker.cx.journal = journal_new(w->arena);
        MUST(db_begin(w->db, &w->err) && back_job(&first.taker.cx, &first, &w->err), &w->err);
        assert_int_equal(pthread_create(&thread, NULL, ender, &second), 0);
        nanosleep(&(struct timespec){ .tv_nsec = 400000000 }, NULL);        /* enough to overtake, were the list not held */
        MUST(db_commit(w->db, &w->err), &w->err);
        pthread_join(thread, NULL);
        assert_int_equal(second.taker.kind, ERR_NONE);
        assert_int_equal(world_count(w, arena_printf(w->arena, "SELECT COUNT(*) FROM handover WHERE id = %lld AND state = 'taken'",
                                                     (long long)list)), 1);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_WORLD(the_deputy_signs_to_persons_and_not_to_a_ministry),
        TEST_EACH_WORLD(an_answer_waits_for_the_seat_it_was_given_to),
        TEST_EACH_WORLD(leadership_signs_to_any_other_addressee),
        TEST_EACH_WORLD(on_leave_the_heads_deputy_signs_with_the_ground_printed),
        TEST_EACH_WORLD(the_paper_names_post_name_and_ground),
        TEST_EACH_WORLD(the_signed_paper_is_frozen),
        TEST_EACH_WORLD(what_is_signed_is_what_was_read),
        TEST_EACH_WORLD(who_is_overtaken_on_the_number_prints_again),
        TEST_EACH_WORLD(numbers_have_no_gap_whoever_fails_beside),
        TEST_EACH_WORLD(one_paper_has_one_taker),
        TEST_EACH_WORLD(a_year_begins_its_own_numbers),
        TEST_EACH_WORLD(a_list_closes_when_its_last_lines_end_at_once),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
