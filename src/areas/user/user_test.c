// SPDX-License-Identifier: Apache-2.0
/* Signing in and out, locks, sessions, passwords; where passwords are hashed. */
#include "areas/user/user_world_test.h"
#include "web/cookie.h"
#include <pthread.h>
#include <string.h>

/* ---- every hashing notes its thread ------------------------------------------------------------ */

char *__real_password_hash(Arena *a, const char *password);
bool __real_password_matches(const char *hash, const char *password);
char *__wrap_password_hash(Arena *a, const char *password);
bool __wrap_password_matches(const char *hash, const char *password);

static pthread_t writer_thread;
static int hashings, in_writer;

static void note_hashing(void)
{
    hashings++;
    in_writer += pthread_equal(pthread_self(), writer_thread) != 0;
}

char *__wrap_password_hash(Arena *a, const char *password)
{
    note_hashing();
    return __real_password_hash(a, password);
}

bool __wrap_password_matches(const char *hash, const char *password)
{
    note_hashing();
    return __real_password_matches(hash, password);
}

static bool note_writer(Db *db, void *arg, Err *err)
{
    (void)db, (void)arg, (void)err;
    writer_thread = pthread_self();
    return true;
}

static void no_password_is_hashed_in_the_writer(void **state)
{
    World *w = *state;
    MUST(writer_call(w->writer, note_writer, NULL, &w->err), &w->err);
    hashings = in_writer = 0;
    assert_null(world_sign_in(w, "ayla", "wrong"));
    assert_null(world_sign_in(w, "nobody.known", "wrong"));
    assert_true(world_become(w, world_sign_in(w, "ayla", PASSWORD), false));
    assert_true(world_post(w, "/account/password", FORM("old", PASSWORD, "fresh", "another long one",
                                                        "repeat", "another long one")));
    assert_true(world_become(w, world_sign_in(w, "admin", PASSWORD), false));
    assert_true(world_post(w, arena_printf(w->t->arena, "/users/%d/password", (int)w->ayla), NULL));
    assert_true(world_post(w, "/users", FORM("login", "new.one", "fin", "AYL0001")));
    assert_int_equal(hashings, 8);
    assert_int_equal(in_writer, 0);
}

/* ---- signing in -------------------------------------------------------------------------------- */

static void the_right_password_opens_a_session(void **state)
{
    World *w = *state;
    const char *token = world_sign_in(w, "ayla", PASSWORD);
    assert_string_equal(w->resp.redirect, "/");
    assert_non_null(strstr(w->resp.set_cookie, "HttpOnly; SameSite=Lax"));
    assert_true(world_become(w, token, false));
    assert_int_equal(w->actor.user_id, w->ayla);
    assert_string_equal(w->actor.name, "A.Sınaqzadə");
    assert_int_equal(w->actor.count, 1);
    assert_false(world_become(w, "another", false));
    assert_false(world_become(w, token, true));
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM journal WHERE entry LIKE '%\"verb\":\"sign_in\"%'"), 1);
}

static void a_wrong_password_and_an_unknown_login_are_told_alike(void **state)
{
    World *w = *state;
    must_fail(w, world_sign_in(w, "ayla", "wrong") != NULL, ERR_INVALID, "password");
    const char *words = w->err.faults[0].msgid;
    must_fail(w, world_sign_in(w, "nobody.known", PASSWORD) != NULL, ERR_INVALID, "password");
    assert_string_equal(w->err.faults[0].msgid, words);
    must_fail(w, world_sign_in(w, "old", "wrong") != NULL, ERR_INVALID, "password");
    assert_string_equal(w->err.faults[0].msgid, words);
    must_fail(w, world_post(w, "/sign-in", FORM("login", "", "password", "")), ERR_INVALID, "login");
    must_fail(w, false, ERR_INVALID, "password");
}

static void a_closed_account_is_told_of_only_to_its_owner(void **state)
{
    World *w = *state;
    must_fail(w, world_sign_in(w, "old", PASSWORD) != NULL, ERR_INVALID, "login");
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM session"), 0);
}

static void the_lock_grows_to_a_quarter_of_an_hour(void **state)
{
    (void)state;
    static const struct { int64_t failures, seconds; } CASES[] = {
        { 0, 0 }, { 1, 0 }, { 5, 0 }, { 6, 60 }, { 7, 120 }, { 8, 240 }, { 9, 480 }, { 10, 900 }, { 11, 900 },
        { 1000000, 900 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(user_lock_seconds(CASES[i].failures), CASES[i].seconds);
}

static void fail_times(World *w, int times)
{
    for (int i = 0; i < times; i++)
        must_fail(w, world_sign_in(w, "ayla", "wrong") != NULL, ERR_INVALID, "password");
}

static void five_wrong_passwords_are_free(void **state)
{
    World *w = *state;
    fail_times(w, 5);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    fail_times(w, 5);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
}

static void the_sixth_locks_for_a_minute_and_not_a_moment_longer(void **state)
{
    World *w = *state;
    fail_times(w, 6);
    world_later(w, 60 * SECOND - 1);
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    assert_string_equal(w->err.faults[0].msgid, "too many wrong passwords; try again in {0} min");
    assert_string_equal(w->err.faults[0].args[0], "1");
    world_later(w, 1);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_int_equal(world_int(w, "SELECT failures FROM account WHERE login = 'ayla'"), 0);
}

static const char *known_browser(World *w)
{
    const char *cookie = strchr(w->resp.keep_cookie, '=') + 1;
    return arena_strndup(w->t->arena, cookie, strcspn(cookie, ";"));
}

static void who_guesses_elsewhere_locks_strangers_out_and_not_the_owner(void **state)
{
    World *w = *state;
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_non_null(strstr(w->resp.keep_cookie, "HttpOnly; SameSite=Lax"));
    const char *own = known_browser(w);
    fail_times(w, 6);
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    w->known = own;
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_string_equal(known_browser(w), own);
    w->known = "";
    assert_null(world_sign_in(w, "ayla", PASSWORD));
}

static void a_known_browser_has_the_same_lock_of_its_own(void **state)
{
    World *w = *state;
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    w->known = known_browser(w);
    fail_times(w, 5);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    fail_times(w, 6);
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    assert_string_equal(w->err.faults[0].msgid, "too many wrong passwords; try again in {0} min");
    world_later(w, 60 * SECOND);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
}

static void a_browser_is_known_to_the_account_it_signed_in_and_for_half_a_year(void **state)
{
    World *w = *state;
    assert_non_null(world_sign_in(w, "admin", PASSWORD));
    w->known = known_browser(w);
    fail_times(w, 6);
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    world_later(w, 60 * (int64_t)SECOND);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_string_equal(known_browser(w), w->known);
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM known_device"), 2);
    world_later(w, (COOKIE_DEVICE_DAYS * 86400LL + 1) * SECOND);
    w->known = "";
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM known_device"), 1);
}

static void tries_while_it_is_locked_do_not_count(void **state)
{
    World *w = *state;
    fail_times(w, 6);
    fail_times(w, 10);
    assert_int_equal(world_int(w, "SELECT failures FROM account WHERE login = 'ayla'"), 6);
    world_later(w, 60 * SECOND);
    fail_times(w, 1);
    world_later(w, 120 * SECOND - 1);
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    assert_string_equal(w->err.faults[0].args[0], "1");
    world_later(w, 1);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
}

static void one_account_locked_locks_no_other(void **state)
{
    World *w = *state;
    fail_times(w, 6);
    assert_non_null(world_sign_in(w, "admin", PASSWORD));
}

static void the_next_page_is_never_another_site(void **state)
{
    World *w = *state;
    static const char *const BAD[] = {
        "//evil.example", "https://evil.example", "evil.example", "/\\evil.example", "\\/evil.example",
        "/\t/evil.example", "/\n/evil.example", "/letters\r\nSet-Cookie: a=b", "javascript:alert(1)", "", "/məktub",
        "/letters\\..\\x",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        assert_true(world_post(w, "/sign-in", FORM("login", "ayla", "password", PASSWORD, "next", BAD[i])));
        assert_string_equal(w->resp.redirect, "/");
    }
    assert_true(world_post(w, "/sign-in", FORM("login", "ayla", "password", PASSWORD, "next", "/letters?state=open&q=%C9%99")));
    assert_string_equal(w->resp.redirect, "/letters?state=open&q=%C9%99");
}

/* ---- sessions ---------------------------------------------------------------------------------- */

static void a_session_ends_at_its_hour(void **state)
{
    World *w = *state;
    const char *token = world_sign_in(w, "ayla", PASSWORD);
    world_later(w, 10 * 3600LL * SECOND - 1);
    assert_true(world_become(w, token, false));
    world_later(w, 1);
    assert_false(world_become(w, token, false));
}

static void each_session_has_a_token_of_its_own_for_forms(void **state)
{
    World *w = *state;
    const char *one = world_sign_in(w, "ayla", PASSWORD), *two = world_sign_in(w, "ayla", PASSWORD);
    assert_true(world_become(w, one, false));
    const char *csrf = w->actor.csrf;
    assert_true(world_become(w, two, false));
    assert_string_not_equal(w->actor.csrf, csrf);
    assert_true(strlen(csrf) >= 32);
}

static void only_the_hash_of_a_session_is_kept(void **state)
{
    World *w = *state;
    const char *token = world_sign_in(w, "ayla", PASSWORD);
    assert_int_equal(world_int(w, arena_printf(w->t->arena,
                               "SELECT COUNT(*) FROM session WHERE token_hash = '%s' OR csrf = '%s'", token, token)), 0);
}

static void signing_out_ends_this_session_only(void **state)
{
    World *w = *state;
    const char *one = world_sign_in(w, "ayla", PASSWORD), *two = world_sign_in(w, "ayla", PASSWORD);
    assert_true(world_become(w, one, false));
    assert_true(world_post(w, "/sign-out", NULL));
    assert_non_null(strstr(w->resp.set_cookie, "Max-Age=0"));
    assert_false(world_become(w, one, false));
    assert_true(world_become(w, two, false));
}

static void a_session_is_ended_by_its_owner_alone(void **state)
{
    World *w = *state;
    const char *mine = world_sign_in(w, "ayla", PASSWORD), *other = world_sign_in(w, "ayla", PASSWORD);
    assert_true(world_become(w, other, false));
    const char *path = arena_printf(w->t->arena, "/account/sessions/%s/end", w->actor.session);
    assert_true(world_become(w, world_sign_in(w, "admin", PASSWORD), false));
    must_fail(w, world_post(w, path, NULL), ERR_NOT_FOUND, "");
    assert_true(world_become(w, mine, false));
    assert_true(world_post(w, path, NULL));
    assert_false(world_become(w, other, false));
    assert_true(world_become(w, mine, false));
    must_fail(w, world_post(w, path, NULL), ERR_NOT_FOUND, "");
}

static void the_account_shows_its_sessions_and_which_is_this(void **state)
{
    World *w = *state;
    world_sign_in(w, "ayla", PASSWORD);
    world_later(w, SECOND);
    assert_true(world_become(w, world_sign_in(w, "ayla", PASSWORD), false));
    assert_true(world_get(w, "/account"));
    const Val *list = val_get(w->resp.view, "sessions");
    assert_int_equal(val_count(list), 2);
    assert_true(val_truthy(val_at(list, "0.this_one")));
    assert_false(val_truthy(val_at(list, "1.this_one")));
}

/* ---- passwords --------------------------------------------------------------------------------- */

static bool change(World *w, const char *old, const char *fresh, const char *repeat)
{
    return world_post(w, "/account/password", FORM("old", old, "fresh", fresh, "repeat", repeat));
}

static void a_password_is_changed_by_whoever_knows_it(void **state)
{
    World *w = *state;
    const char *mine = world_sign_in(w, "ayla", PASSWORD), *other = world_sign_in(w, "ayla", PASSWORD);
    assert_true(world_become(w, mine, false));
    assert_true(change(w, PASSWORD, "doqquzonay", "doqquzonay"));
    assert_false(world_become(w, other, false));
    assert_true(world_become(w, mine, false));
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    assert_non_null(world_sign_in(w, "ayla", "doqquzonay"));
}

static void a_new_password_that_is_none_is_refused(void **state)
{
    World *w = *state;
    assert_true(world_become(w, world_sign_in(w, "ayla", PASSWORD), false));
    must_fail(w, change(w, PASSWORD, "doqquz hə", "doqquz hə"), ERR_INVALID, "fresh");       /* 9 letters, 10 bytes */
    must_fail(w, change(w, PASSWORD, PASSWORD, PASSWORD), ERR_INVALID, "fresh");
    must_fail(w, change(w, PASSWORD, "another long one", "another long 0ne"), ERR_INVALID, "repeat");
    must_fail(w, change(w, "wrong", "another long one", "another long one"), ERR_INVALID, "old");
    must_fail(w, change(w, "", "", ""), ERR_INVALID, "repeat");
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
}

static void guessing_the_old_password_locks_too(void **state)
{
    World *w = *state;
    assert_true(world_become(w, world_sign_in(w, "ayla", PASSWORD), false));
    for (int i = 0; i < 6; i++)
        must_fail(w, change(w, "wrong", "another long one", "another long one"), ERR_INVALID, "old");
    must_fail(w, change(w, PASSWORD, "another long one", "another long one"), ERR_INVALID, "old");
    assert_null(world_sign_in(w, "ayla", PASSWORD));
}

static void a_hash_of_another_cost_is_made_anew(void **state)
{
    World *w = *state;
    char cheap[crypto_pwhash_STRBYTES];
    assert_int_equal(crypto_pwhash_str(cheap, PASSWORD, strlen(PASSWORD), 1, 8192), 0);
    Query q = { "cheap", "UPDATE account SET password = $1 WHERE login = 'ayla'", NULL };
    MUST(db_run(w->db, &q, BIND(P_TEXT(cheap)), NULL, &w->err), &w->err);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM account WHERE login = 'ayla' AND password LIKE '%m=19456,t=2%'"), 1);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(the_lock_grows_to_a_quarter_of_an_hour),
    TEST_EACH_WORLD(no_password_is_hashed_in_the_writer),
    TEST_EACH_WORLD(the_right_password_opens_a_session),
    TEST_EACH_WORLD(a_wrong_password_and_an_unknown_login_are_told_alike),
    TEST_EACH_WORLD(a_closed_account_is_told_of_only_to_its_owner),
    TEST_EACH_WORLD(five_wrong_passwords_are_free),
    TEST_EACH_WORLD(the_sixth_locks_for_a_minute_and_not_a_moment_longer),
    TEST_EACH_WORLD(who_guesses_elsewhere_locks_strangers_out_and_not_the_owner),
    TEST_EACH_WORLD(a_known_browser_has_the_same_lock_of_its_own),
    TEST_EACH_WORLD(a_browser_is_known_to_the_account_it_signed_in_and_for_half_a_year),
    TEST_EACH_WORLD(tries_while_it_is_locked_do_not_count),
    TEST_EACH_WORLD(one_account_locked_locks_no_other),
    TEST_EACH_WORLD(the_next_page_is_never_another_site),
    TEST_EACH_WORLD(a_session_ends_at_its_hour),
    TEST_EACH_WORLD(each_session_has_a_token_of_its_own_for_forms),
    TEST_EACH_WORLD(only_the_hash_of_a_session_is_kept),
    TEST_EACH_WORLD(signing_out_ends_this_session_only),
    TEST_EACH_WORLD(a_session_is_ended_by_its_owner_alone),
    TEST_EACH_WORLD(the_account_shows_its_sessions_and_which_is_this),
    TEST_EACH_WORLD(a_password_is_changed_by_whoever_knows_it),
    TEST_EACH_WORLD(a_new_password_that_is_none_is_refused),
    TEST_EACH_WORLD(guessing_the_old_password_locks_too),
    TEST_EACH_WORLD(a_hash_of_another_cost_is_made_anew),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
