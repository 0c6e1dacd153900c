// SPDX-License-Identifier: Apache-2.0
/* Which passwords are let in; passwords that another has given; the use of sessions and tokens. */
#include "areas/user/user_world_test.h"
#include <string.h>

static void what_is_tried_first_is_no_password(void **state)
{
    (void)state;
    static const Account OF = { .login = "ay.la", .surname = "Sınaqzadə", .name = "Ayla" };
    static const struct { const char *password, *fault; } ROWS[] = {
        { "doqquz hə", "a password has at least 10 characters" },          /* 9 letters */
        { "doqquz hər", NULL },                                            /* 10 */
        { "my ay.la word", "a password does not hold the login" },
        { "sinaqzade-7-gun", "a password does not hold its owner's name" },
        { "bizim SINAQZADƏ", "a password does not hold its owner's name" },
        { "bizim aylar gedir", "a password does not hold its owner's name" },
        { "abababcdcdcd", "a password has at least 5 different characters" },
        { "abababcdcdce", NULL },
        { "1234567890", "this password is among the first that are tried; take one of your own" },
        { "3456789012", "this password is among the first that are tried; take one of your own" },
        { "Qwertyuiop", "this password is among the first that are tried; take one of your own" },
        { "Azerbaycan123", "this password is among the first that are tried; take one of your own" },
        { "Azərbaycan123", "this password is among the first that are tried; take one of your own" },
        { "correct horse battery", NULL },
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        Err err = { 0 };
        bool fit = password_fit(a, ROWS[i].password, &OF, "fresh", &err);
        assert_int_equal(fit, ROWS[i].fault == NULL);
        if (!fit)
            assert_string_equal(err.faults[0].msgid, ROWS[i].fault);
    }
    arena_free(a);
}

static void be(World *w, const char *login) { assert_true(world_become(w, world_sign_in(w, login, PASSWORD), false)); }

static const char *give(World *w)
{
    be(w, "admin");
    assert_true(world_post(w, arena_printf(w->t->arena, "/users/%d/password", (int)w->ayla), NULL));
    return arena_strdup(w->t->arena, val_str(val_get(w->resp.view, "password")));
}

static void a_given_password_opens_the_page_that_changes_it(void **state)
{
    World *w = *state;
    be(w, "ayla");
    assert_null(w->actor.held);
    assert_true(world_post(w, "/account/tokens", FORM("name", "hesabat", "until", "2026-09-20")));
    const char *token = arena_strdup(w->t->arena, val_str(val_get(w->resp.view, "token")));
    assert_true(world_become(w, token, true));
    const char *password = give(w), *session = world_sign_in(w, "ayla", password);
    assert_string_equal(w->resp.redirect, "/account/password");
    assert_true(world_become(w, session, false));
    assert_string_equal(w->actor.held, "/account/password");
    assert_false(world_become(w, token, true));            /* his programs stop */
    assert_true(world_become(w, session, false));
    assert_true(world_post(w, "/account/password",
                           FORM("old", password, "fresh", "uzun yeni parol", "repeat", "uzun yeni parol")));
    assert_string_equal(w->resp.redirect, "/");
    assert_true(world_become(w, session, false));
    assert_null(w->actor.held);
    assert_false(world_become(w, token, true));            /* and those of before are ended for good */
}

static void a_given_password_lasts_three_days(void **state)
{
    World *w = *state;
    const char *password = give(w);
    world_later(w, 72 * 3600LL * SECOND - 1);
    assert_non_null(world_sign_in(w, "ayla", password));
    world_later(w, 1);
    must_fail(w, world_sign_in(w, "ayla", password) != NULL, ERR_INVALID, "password");
    assert_string_equal(w->err.faults[0].msgid,
                        "the password you were given was not used in time; ask the system administrator for another");
    must_fail(w, world_sign_in(w, "ayla", "wrong") != NULL, ERR_INVALID, "password");
    assert_string_equal(w->err.faults[0].msgid, "the login or the password is wrong");
}

/* ---- use ---------------------------------------------------------------------------------------- */

/* As the server does it when Actor.unseen asks for it. */
static bool use(World *w, bool bearer)
{
    if (!w->actor.unseen)
        return false;
    Err err = { 0 };
    Cx cx = app_cx(w->app, w->t->arena, w->db, &ACTOR_SYSTEM, w->real_now);
    MUST(user_token_used(&cx, w->actor.unseen, bearer, &err), &err);
    return true;
}

static void a_session_in_use_lasts_on_until_its_days_are_over(void **state)
{
    World *w = *state;
    const char *token = world_sign_in(w, "ayla", PASSWORD);                        /* ten hours, two days */
    assert_true(world_become(w, token, false));
    assert_false(use(w, false));                                                   /* it was seen just now */
    world_later(w, 5 * 60LL * SECOND);
    assert_true(world_become(w, token, false) && !use(w, false));
    world_later(w, 1);
    assert_true(world_become(w, token, false) && use(w, false));
    for (int i = 0; i < 5; i++) {
        world_later(w, 9 * 3600LL * SECOND);
        assert_true(world_become(w, token, false));
        use(w, false);
    }
    w->real_now.us = w->t->cx.now.us + 48 * 3600LL * SECOND - 1;
    assert_true(world_become(w, token, false));
    use(w, false);
    world_later(w, 1);
    assert_false(world_become(w, token, false));
}

static void a_session_knows_its_device_and_address(void **state)
{
    World *w = *state;
    w->device = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    be(w, "ayla");
    w->device = "curl/8 <script>";
    be(w, "ayla");
    w->device = NULL;
    world_later(w, SECOND);
    be(w, "ayla");
    assert_true(world_get(w, "/account"));
    const Val *v = w->resp.view;
    assert_int_equal(val_count(val_get(v, "sessions")), 3);
    assert_string_equal(val_str(val_at(v, "sessions.0.device")), "");
    assert_string_equal(val_str(val_at(v, "sessions.0.address")), "192.0.2.7");
    int firefox = 0, curl = 0;
    for (const Val *s = val_first(val_get(v, "sessions")); s; s = val_next(s)) {
        firefox += strcmp(val_str(val_get(s, "device")), "Firefox · Linux") == 0;
        curl += strcmp(val_str(val_get(s, "device")), "curl/8 <script>") == 0;
    }
    assert_true(firefox == 1 && curl == 1);
}

static void all_other_sessions_are_ended_at_once(void **state)
{
    World *w = *state;
    const char *one = world_sign_in(w, "ayla", PASSWORD), *two = world_sign_in(w, "ayla", PASSWORD);
    const char *others = world_sign_in(w, "admin", PASSWORD);
    assert_true(world_become(w, two, false));
    assert_true(world_post(w, "/account/sessions/end", NULL));
    assert_false(world_become(w, one, false));
    assert_true(world_become(w, others, false));
    assert_true(world_become(w, two, false));
}

static void signing_in_anew_leaves_the_old_session(void **state)
{
    World *w = *state;
    const char *old = world_sign_in(w, "ayla", PASSWORD);
    assert_true(world_become(w, old, false));
    assert_true(world_post(w, "/sign-in", FORM("login", "ayla", "password", PASSWORD)));
    const char *fresh = world_cookie(w);
    assert_string_not_equal(fresh, old);
    assert_false(world_become(w, old, false));
    assert_true(world_become(w, fresh, false));
}

static void a_token_may_be_made_for_reading_alone(void **state)
{
    World *w = *state;
    be(w, "ayla");
    assert_true(world_post(w, "/account/tokens", FORM("name", "oxuyan", "until", "2026-09-20", "reads_only", "1")));
    const char *token = arena_strdup(w->t->arena, val_str(val_get(w->resp.view, "token")));
    assert_true(world_become(w, token, true) && w->actor.reads_only);
    assert_true(use(w, true));
    assert_true(world_become(w, token, true) && !use(w, true));
    be(w, "ayla");
    assert_true(world_get(w, "/account"));
    assert_true(val_truthy(val_at(w->resp.view, "tokens.0.reads_only")));
    assert_int_equal(val_moment(val_at(w->resp.view, "tokens.0.used")).us, w->real_now.us);
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(what_is_tried_first_is_no_password),
    TEST_EACH_WORLD(a_given_password_opens_the_page_that_changes_it),
    TEST_EACH_WORLD(a_given_password_lasts_three_days),
    TEST_EACH_WORLD(a_session_in_use_lasts_on_until_its_days_are_over),
    TEST_EACH_WORLD(a_session_knows_its_device_and_address),
    TEST_EACH_WORLD(all_other_sessions_are_ended_at_once),
    TEST_EACH_WORLD(signing_in_anew_leaves_the_old_session),
    TEST_EACH_WORLD(a_token_may_be_made_for_reading_alone),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
