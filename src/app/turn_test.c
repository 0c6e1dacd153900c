// SPDX-License-Identifier: Apache-2.0
/* How a request is answered: forms sent twice, refused, forged; denials and sensitive reads; faces of a failure. */
#include "app/turn_world_test.h"
#include <pthread.h>
#include <string.h>

#define GOOD(...) FORM("_csrf", CSRF, "text", "one", "day", "14.09.2026", __VA_ARGS__)
#define AS_CLERK .cookie = SESSION

static void a_form_sent_twice_gets_the_first_result(void **state)
{
    World *w = *state;
    const HttpResp *first = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .form = GOOD("_key", "k1") });
    assert_int_equal(first->status, 303);
    assert_string_equal(first->location, "/notes/one");
    const HttpResp *again = world_answer(w, (Ask){ .path = "/notes", AS_CLERK,
        .form = FORM("_csrf", CSRF, "text", "two", "day", "14.09.2026", "_key", "k1") });
    assert_int_equal(again->status, 303);
    assert_string_equal(again->location, "/notes/one");
    assert_string_equal(again->set_cookie[1], first->set_cookie[1]);
    const HttpResp *json = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .json = true, .form = GOOD("_key", "k1") });
    assert_int_equal(json->status, 201);
    HAS(json, "\"id\":42");
    assert_int_equal(world_notes(w), 1);
    assert_int_equal(world_entries(w, "note.add"), 1);
}

static void two_forms_with_keys_of_their_own_are_two(void **state)
{
    World *w = *state;
    world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .form = GOOD("_key", "k1") });
    world_answer(w, (Ask){ .path = "/notes", AS_CLERK,
        .form = FORM("_csrf", CSRF, "text", "two", "day", "14.09.2026", "_key", "k2") });
    assert_int_equal(world_notes(w), 2);
}

typedef struct Wait { pthread_mutex_t lock; pthread_cond_t changed; int left; } Wait;
typedef struct Sending { Turn *turn; Wait *wait; Err err; } Sending;

static void sent(void *arg, const Err *err)
{
    Sending *s = arg;
    s->err = *err;
    pthread_mutex_lock(&s->wait->lock);
    s->wait->left--;
    pthread_cond_signal(&s->wait->changed);
    pthread_mutex_unlock(&s->wait->lock);
}

static bool send_turn(Db *db, void *arg, Err *err) { return turn_write(db, ((Sending *)arg)->turn, err); }

static void sendings_at_the_same_moment_do_the_work_once(void **state)
{
    enum { SENDINGS = 16 };
    World *w = *state;
    Wait wait = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, SENDINGS };
    Sending s[SENDINGS];
    for (int i = 0; i < SENDINGS; i++)
        s[i] = (Sending){ .wait = &wait };
    for (int i = 0; i < SENDINGS; i++) {
        s[i].turn = world_turn(w, (Ask){ .path = "/notes", AS_CLERK, .form = GOOD("_key", "k1") });
        Exchange *own = s[i].turn->x;                    /* an arena is one thread's */
        own->arena = s[i].turn->cx.arena = arena_new();
    }
    for (int i = 0; i < SENDINGS; i++)
        MUST(writer_submit(w->writer, send_turn, sent, &s[i], &w->t->err), &w->t->err);
    pthread_mutex_lock(&wait.lock);
    while (wait.left)
        pthread_cond_wait(&wait.changed, &wait.lock);
    pthread_mutex_unlock(&wait.lock);
    for (int i = 0; i < SENDINGS; i++) {
        MUST(s[i].err.kind == ERR_NONE, &s[i].err);
        assert_string_equal(s[i].turn->resp.redirect, "/notes/one");
        arena_free(s[i].turn->cx.arena);
    }
    assert_int_equal(world_entries(w, "note.add"), 1);
}

static void a_slow_form_sent_twice_gets_the_first_result(void **state)
{
    World *w = *state;
    for (int i = 0; i < 2; i++) {
        const HttpResp *r = world_answer(w, (Ask){ .path = "/slow", AS_CLERK, .form = GOOD("_key", "k1") });
        assert_int_equal(r->status, 303);
        assert_string_equal(r->location, "/slow-done");
    }
    assert_int_equal(world_entries(w, "note.add"), 1);
}

static void a_refused_form_leaves_its_key_unused(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK,
        .form = FORM("_csrf", CSRF, "text", "", "day", "14.09.2026", "_key", "k1") });
    assert_int_equal(r->status, 422);
    r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .form = GOOD("_key", "k1") });
    assert_int_equal(r->status, 303);
    assert_int_equal(world_notes(w), 1);
}

static void a_form_taken_a_step_further_leaves_its_key_unused(void **state)
{
    World *w = *state;
    for (int i = 0; i < 2; i++) {
        const HttpResp *page = world_answer(w, (Ask){ .path = "/further", AS_CLERK, .form = GOOD("_key", "k1") });
        assert_int_equal(page->status, 200);
        HAS(page, "name=\"text\"");
    }
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .form = GOOD("_key", "k1") });
    assert_string_equal(r->location, "/notes/one");
    assert_int_equal(world_notes(w), 1);
}

static void a_key_belongs_to_whoever_used_it(void **state)
{
    World *w = *state;
    const Query other = { "other", "INSERT INTO form_key (key, user_id, result, at) VALUES ('k1', 2, '{}', $1)", NULL };
    MUST(db_run(w->reader, &other, BIND(P_INSTANT(w->now)), NULL, &w->t->err), &w->t->err);
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .form = GOOD("_key", "k1") });
    assert_int_equal(r->status, 403);
    assert_int_equal(world_notes(w), 0);
}

static void a_refused_form_shows_what_was_typed_and_every_fault(void **state)
{
    World *w = *state;
    static const char *const LONG = "<b>a text that is longer than forty bytes</b>";
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .lang = "en",
        .form = FORM("_csrf", CSRF, "text", LONG, "day", "31.02.2026", "version", "6") });
    assert_int_equal(r->status, 422);
    HAS(r, "value=\"&lt;b&gt;a text that is longer than forty bytes&lt;/b&gt;\"");
    HAS(r, "value=\"31.02.2026\"");
    HAS(r, "name=\"version\" value=\"6\"");
    HAS(r, "at most 40 letters and signs");
    HAS(r, "not a date; write it as 22.11.2026");
    assert_int_equal(world_notes(w), 0);
}

#define TEN_LETTERS "əıöüğşçİƏÖ"                     /* twice as many bytes */
static void a_text_is_measured_in_letters(void **state)
{
    World *w = *state;
    static const struct { const char *text; int status; } CASES[] = {
        { TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS, 303 }, { TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS "ə", 422 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK,
            .form = FORM("_csrf", CSRF, "text", CASES[i].text, "day", "14.09.2026") });
        assert_int_equal(r->status, CASES[i].status);
    }
}

static void the_faults_of_a_form_are_named_in_json_too(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .json = true, .lang = "en",
        .form = FORM("day", "soon") });
    assert_int_equal(r->status, 422);
    assert_string_equal(r->type, "application/problem+json");
    HAS(r, "\"type\":\"about:blank\"");
    HAS(r, "\"title\":\"Unprocessable Content\"");
    HAS(r, "\"status\":422");
    HAS(r, "\"detail\":\"fill this in\"");
    HAS(r, "\"field\":\"text\"");
    HAS(r, "{\"field\":\"day\",\"code\":\"not a date; write it as 22.11.2026\"");
}

static void whoever_was_told_of_a_change_may_save_over_it(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .lang = "en", .form = GOOD("version", "6") });
    assert_int_equal(r->status, 409);
    HAS(r, "name=\"text\" value=\"one\"");
    HAS(r, "name=\"version\" value=\"7\"");
    HAS(r, "Not done");                                                /* nothing of it is marked */
}

static void a_form_whose_token_is_stale_is_shown_again_with_a_new_one(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .lang = "en",
        .form = FORM("_csrf", "token-of-yesterday", "text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 403);
    HAS(r, "name=\"text\" value=\"one\"");
    HAS(r, "name=\"_csrf\" value=\"" CSRF "\"");
    HAS(r, "the form is out of date");
    assert_int_equal(world_notes(w), 0);
    assert_int_equal(world_entries(w, "\"verb\":\"denied\""), 1);
    assert_int_equal(world_entries(w, "the form is out of date"), 1);
}

static void a_form_without_its_token_does_nothing(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .form = FORM("text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 403);
    r = world_answer(w, (Ask){ .path = "/slow", AS_CLERK, .form = FORM("text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 403);
    assert_int_equal(world_notes(w), 0);
}

static void a_form_of_another_site_does_nothing(void **state)
{
    World *w = *state;
    static const char *const FOREIGN[] = { "https://evil.example", "https://kadr.example.evil", "null", "kadr.example", "" };
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++) {
        const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .origin = FOREIGN[i], .form = GOOD("_key", "k") });
        assert_int_equal(r->status, 403);
        r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .origin = FOREIGN[i], .json = true, .form = GOOD("_key", "k") });
        assert_int_equal(r->status, 403);
    }
    assert_int_equal(world_notes(w), 0);
    const HttpResp *own = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .origin = "https://kadr.example",
                                                 .form = GOOD("_key", "k") });
    assert_int_equal(own->status, 303);
}

static void json_needs_no_token_for_no_form_can_send_it(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .json = true,
                                               .form = FORM("text", "one", "day", "2026-09-14") });
    assert_int_equal(r->status, 201);
    HAS(r, "\"location\":\"/notes/one\"");
}

static void a_program_with_a_token_of_its_own_needs_none_of_a_page(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", .authorization = PROGRAM,
                                               .form = FORM("text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 303);
    r = world_answer(w, (Ask){ .path = "/notes", .authorization = "bearer program",
                               .form = FORM("text", "two", "day", "14.09.2026") });
    assert_int_equal(r->status, 303);
    assert_int_equal(world_notes(w), 2);
}

static void a_header_that_is_no_token_does_not_excuse_a_form(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .authorization = "Basic cGFzc3dvcmQ=",
                                               .form = FORM("text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 403);
    r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .authorization = "Bearer wrong", .json = true,
                               .form = FORM("text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 401);
    assert_int_equal(world_notes(w), 0);
}

static void whoever_is_not_signed_in_is_led_there_and_back(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes/new" });
    assert_int_equal(r->status, 303);
    assert_string_equal(r->location, "/sign-in?next=/notes/new");
    r = world_answer(w, (Ask){ .path = "/notes", .form = FORM("text", "one", "day", "14.09.2026") });
    assert_int_equal(r->status, 303);
    assert_string_equal(r->location, "/sign-in?next=/&lost=1");
    r = world_answer(w, (Ask){ .path = "/notes/new", .json = true });
    assert_int_equal(r->status, 401);
    assert_int_equal(world_entries(w, "denied"), 0);
}

static void a_page_under_another_method_names_the_right_ones(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes", AS_CLERK, .json = true });
    assert_int_equal(r->status, 405);
    assert_string_equal(r->allow, "POST");
    HAS(r, "\"status\":405");
    HAS(r, "\"title\":\"Method Not Allowed\"");
    r = world_answer(w, (Ask){ .path = "/notes/new", AS_CLERK, .form = GOOD("_key", "k") });
    assert_int_equal(r->status, 405);
    assert_string_equal(r->allow, "GET, HEAD");
    r = world_answer(w, (Ask){ .path = "/gone", AS_CLERK, .method = OTHER_METHOD });
    assert_int_equal(r->status, 405);
    assert_string_equal(r->allow, "GET, HEAD, POST");
}

static void what_is_not_there_is_not_found_though_a_form_has_its_address(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/gone", AS_CLERK, .lang = "en" });
    assert_int_equal(r->status, 404);
    assert_null(r->allow);
    HAS(r, "there is no such note");
    r = world_answer(w, (Ask){ .path = "/nowhere", AS_CLERK, .json = true });
    assert_int_equal(r->status, 404);
    assert_string_equal(r->type, "application/problem+json");
}

static void a_refusal_is_journaled_once_a_minute(void **state)
{
    World *w = *state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(world_answer(w, (Ask){ .path = "/journal", AS_CLERK })->status, 403);
    assert_int_equal(world_entries(w, "\"verb\":\"denied\""), 1);
    assert_int_equal(world_entries(w, "\"act\":\"journal.read\""), 1);
    w->now.us += 60 * 1000000LL;
    assert_int_equal(world_answer(w, (Ask){ .path = "/journal", AS_CLERK })->status, 403);
    assert_int_equal(world_entries(w, "\"verb\":\"denied\""), 2);
    assert_int_equal(world_entries(w, "\"unwritten\":2"), 1);
}

static void a_sensitive_page_waits_for_its_entry(void **state)
{
    World *w = *state;
    Turn *t = world_turn(w, (Ask){ .path = "/secret", AS_CLERK });
    assert_false(turn_read(t, w->reader));
    assert_int_equal(world_entries(w, "\"verb\":\"read\""), 0);
    MUST(writer_call(w->writer, turn_witness, t, &w->t->err), &w->t->err);
    assert_int_equal(world_entries(w, "\"verb\":\"read\""), 1);
    Turn *plain = world_turn(w, (Ask){ .path = "/notes/new", AS_CLERK });
    assert_true(turn_read(plain, w->reader));
}

static void a_sensitive_page_reached_by_a_refused_form_is_journaled_too(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/secret", AS_CLERK, .form = FORM("_csrf", CSRF, "text", "") });
    assert_int_equal(r->status, 422);
    assert_int_equal(world_entries(w, "\"verb\":\"read\""), 1);
    r = world_answer(w, (Ask){ .path = "/secret", AS_CLERK, .form = FORM("_csrf", "stale", "text", "") });
    assert_int_equal(r->status, 403);
    assert_int_equal(world_entries(w, "\"verb\":\"read\""), 2);
    assert_int_equal(world_entries(w, "\"verb\":\"denied\""), 1);
}

static void faults_are_told_to_whoever_may_not_read_the_forms_page(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/half", AS_CLERK, .lang = "en", .form = FORM("_csrf", CSRF, "text", "") });
    assert_int_equal(r->status, 422);
    HAS(r, "fill this in");
    assert_int_equal(world_entries(w, "denied"), 0);
}

static void an_unknown_language_is_passed_over(void **state)
{
    World *w = *state;
    const HttpResp *r = world_answer(w, (Ask){ .path = "/notes/new", AS_CLERK, .lang = "xx", .accept_language = "en" });
    HAS(r, "<html lang=\"en\">");
    assert_null(r->set_cookie[2]);
    r = world_answer(w, (Ask){ .path = "/notes/new", AS_CLERK, .lang = "../az", .accept_language = "tlh, xx;q=0.5" });
    HAS(r, "<html lang=\"az\">");
    r = world_answer(w, (Ask){ .path = "/notes/new", AS_CLERK, .lang = "en" });
    HAS(r, "<html lang=\"en\">");
    assert_non_null(strstr(r->set_cookie[2], "kadr_lang=en;"));
}

extern Area spoiled;

static void a_row_that_lacks_what_it_needs_is_named(void **state)
{
    World *w = *state;
    const Handler f = AREAS[0]->routes[0].handler;
    const Route wrong[][2] = {
        { { GET, "/a", ACT_UNSET, OBJ_NONE, f }, { 0 } },
        { { GET, "/a/{id}", ACT_LAW_READ, OBJ_NONE, f }, { 0 } },
        { { GET, "/a", ACT_LAW_READ, OBJ_NONE, NULL }, { 0 } },
        { { POST, "/a", ACT_LAW_READ, OBJ_NONE, f, NULL, NULL, "/no-such-page" }, { 0 } },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        err_clear(&w->t->err);
        spoiled.routes = wrong[i];
        assert_false(routes_check(&w->t->err));
        assert_string_equal(w->t->err.faults[0].args[1], wrong[i][0].path);
    }
    spoiled.routes = NULL;
    err_clear(&w->t->err);
    MUST(routes_check(&w->t->err), &w->t->err);
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(a_form_sent_twice_gets_the_first_result),
    TEST_EACH_WORLD(two_forms_with_keys_of_their_own_are_two),
    TEST_EACH_WORLD(sendings_at_the_same_moment_do_the_work_once),
    TEST_EACH_WORLD(a_slow_form_sent_twice_gets_the_first_result),
    TEST_EACH_WORLD(a_refused_form_leaves_its_key_unused),
    TEST_EACH_WORLD(a_form_taken_a_step_further_leaves_its_key_unused),
    TEST_EACH_WORLD(a_key_belongs_to_whoever_used_it),
    TEST_EACH_WORLD(a_refused_form_shows_what_was_typed_and_every_fault),
    TEST_EACH_WORLD(a_text_is_measured_in_letters),
    TEST_EACH_WORLD(the_faults_of_a_form_are_named_in_json_too),
    TEST_EACH_WORLD(whoever_was_told_of_a_change_may_save_over_it),
    TEST_EACH_WORLD(a_form_whose_token_is_stale_is_shown_again_with_a_new_one),
    TEST_EACH_WORLD(a_form_without_its_token_does_nothing),
    TEST_EACH_WORLD(a_form_of_another_site_does_nothing),
    TEST_EACH_WORLD(json_needs_no_token_for_no_form_can_send_it),
    TEST_EACH_WORLD(a_program_with_a_token_of_its_own_needs_none_of_a_page),
    TEST_EACH_WORLD(a_header_that_is_no_token_does_not_excuse_a_form),
    TEST_EACH_WORLD(whoever_is_not_signed_in_is_led_there_and_back),
    TEST_EACH_WORLD(a_page_under_another_method_names_the_right_ones),
    TEST_EACH_WORLD(what_is_not_there_is_not_found_though_a_form_has_its_address),
    TEST_EACH_WORLD(a_refusal_is_journaled_once_a_minute),
    TEST_EACH_WORLD(a_sensitive_page_waits_for_its_entry),
    TEST_EACH_WORLD(a_sensitive_page_reached_by_a_refused_form_is_journaled_too),
    TEST_EACH_WORLD(faults_are_told_to_whoever_may_not_read_the_forms_page),
    TEST_EACH_WORLD(an_unknown_language_is_passed_over),
    TEST_EACH_WORLD(a_row_that_lacks_what_it_needs_is_named),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
