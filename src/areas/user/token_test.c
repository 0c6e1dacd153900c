// SPDX-License-Identifier: Apache-2.0
/* Tokens of programs, and the administrator's pages. */
#include "areas/user/user_world_test.h"
#include <string.h>

static const char *make_token(World *w, const char *until)
{
    if (!world_post(w, "/account/tokens", FORM("name", "hesabat", "until", until)))
        return NULL;
    return arena_strdup(w->t->arena, val_str(val_get(w->resp.view, "token")));
}

static void be(World *w, const char *login) { assert_true(world_become(w, world_sign_in(w, login, PASSWORD), false)); }

static void a_token_speaks_for_its_owner(void **state)
{
    World *w = *state;
    be(w, "ayla");
    const char *token = make_token(w, "2026-09-20");
    assert_true(w->resp.once);
    assert_string_equal(w->resp.redirect, "/account");
    assert_true(world_become(w, token, true));
    assert_int_equal(w->actor.user_id, w->ayla);
    assert_int_equal(w->actor.count, 1);
    assert_true(w->actor.bearer);
    assert_false(world_become(w, token, false));
    assert_int_equal(world_int(w, arena_printf(w->t->arena,
        "SELECT COUNT(*) FROM api_token WHERE token_hash = '%s'", token)), 0);
    assert_int_equal(world_int(w, arena_printf(w->t->arena,
        "SELECT COUNT(*) FROM journal WHERE entry LIKE '%%%s%%'", token)), 0);
}

static void a_token_lasts_through_its_last_day(void **state)
{
    World *w = *state;                                     /* 14 September 2026, 13:00 in Baku */
    be(w, "ayla");
    const char *token = make_token(w, "2026-09-15");
    w->real_now = (Instant){ instant_day_start(date_make(2026, 9, 16)).us - 1 };
    assert_true(world_become(w, token, true));
    w->real_now.us++;
    assert_false(world_become(w, token, true));
}

static void a_token_lasts_a_year_at_most(void **state)
{
    World *w = *state;
    be(w, "ayla");
    must_fail(w, make_token(w, "2026-09-13") != NULL, ERR_INVALID, "until");
    assert_non_null(make_token(w, "2026-09-14"));
    assert_non_null(make_token(w, "2027-09-15"));
    must_fail(w, make_token(w, "2027-09-16") != NULL, ERR_INVALID, "until");
    must_fail(w, world_post(w, "/account/tokens", FORM("name", "", "until", "sabah")), ERR_INVALID, "name");
    must_fail(w, false, ERR_INVALID, "until");
}

static void a_token_is_ended_by_its_owner_alone(void **state)
{
    World *w = *state;
    be(w, "ayla");
    const char *token = make_token(w, "2026-09-20");
    const char *path = arena_printf(w->t->arena, "/account/tokens/%d/end", (int)w->resp.created_id);
    be(w, "admin");
    must_fail(w, world_post(w, path, NULL), ERR_NOT_FOUND, "");
    be(w, "ayla");
    must_fail(w, world_post(w, "/account/tokens/x1/end", NULL), ERR_NOT_FOUND, "");
    assert_true(world_get(w, "/account"));
    assert_int_equal(val_count(val_get(w->resp.view, "tokens")), 1);
    assert_null(val_at(w->resp.view, "tokens.0.token"));
    assert_true(world_post(w, path, NULL));
    assert_false(world_become(w, token, true));
}

static void a_program_changes_no_account(void **state)
{
    World *w = *state;
    be(w, "ayla");
    assert_true(world_become(w, make_token(w, "2026-09-20"), true));
    must_fail(w, make_token(w, "2026-09-20") != NULL, ERR_DENIED, "");
    must_fail(w, world_post(w, "/account/password", FORM("old", PASSWORD, "fresh", "another long one",
                                                         "repeat", "another long one")), ERR_DENIED, "");
    be(w, "admin");
    assert_true(world_become(w, make_token(w, "2026-09-20"), true));
    assert_true(world_get(w, "/users"));
    must_fail(w, world_post(w, arena_printf(w->t->arena, "/users/%d/disable", (int)w->ayla), NULL), ERR_DENIED, "");
    must_fail(w, world_post(w, arena_printf(w->t->arena, "/users/%d/password", (int)w->ayla), NULL), ERR_DENIED, "");
    must_fail(w, world_post(w, "/users", FORM("login", "new.one", "fin", "AYL0001")), ERR_DENIED, "");
}

static void there_are_twenty_tokens_at_most(void **state)
{
    World *w = *state;
    be(w, "ayla");
    for (int i = 0; i < 20; i++)
        assert_non_null(make_token(w, "2026-09-20"));
    must_fail(w, make_token(w, "2026-09-20") != NULL, ERR_CONFLICT, "name");
}

/* ---- the administrator -------------------------------------------------------------------------- */

static const char *of(World *w, int64_t user, const char *what)
{
    return arena_printf(w->t->arena, "/users/%d%s", (int)user, what);
}

static void the_administrator_holds_no_post_whatever_his_person_does(void **state)
{
    World *w = *state;
    be(w, "admin");
    assert_true(w->actor.administrator);
    assert_int_equal(w->actor.count, 0);
}

static void closing_an_account_ends_what_it_had_open(void **state)
{
    World *w = *state;
    const char *session = world_sign_in(w, "ayla", PASSWORD);
    assert_true(world_become(w, session, false));
    const char *token = make_token(w, "2026-09-20");
    be(w, "admin");
    assert_true(world_post(w, of(w, w->ayla, "/disable"), NULL));
    must_fail(w, world_post(w, of(w, w->ayla, "/disable"), NULL), ERR_CONFLICT, "");
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    assert_true(world_post(w, of(w, w->ayla, "/enable"), NULL));
    assert_false(world_become(w, session, false));
    assert_false(world_become(w, token, true));
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
}

static void nobody_closes_his_own_account_or_one_that_is_not(void **state)
{
    World *w = *state;
    be(w, "admin");
    must_fail(w, world_post(w, of(w, w->admin, "/disable"), NULL), ERR_CONFLICT, "");
    must_fail(w, world_post(w, of(w, w->admin, "/password"), NULL), ERR_CONFLICT, "");
    must_fail(w, world_post(w, "/users/999999/disable", NULL), ERR_NOT_FOUND, "");
}

static void a_given_password_works_once_told_and_is_to_be_changed(void **state)
{
    World *w = *state;
    const char *session = world_sign_in(w, "ayla", PASSWORD);
    be(w, "admin");
    assert_true(world_post(w, of(w, w->ayla, "/password"), NULL));
    assert_true(w->resp.once);
    const char *given = arena_strdup(w->t->arena, val_str(val_get(w->resp.view, "password")));
    assert_int_equal(strlen(given), 16);
    assert_false(world_become(w, session, false));
    assert_null(world_sign_in(w, "ayla", PASSWORD));
    const char *token = world_sign_in(w, "ayla", given);
    assert_string_equal(w->resp.redirect, "/account/password");
    assert_true(world_become(w, token, false));
    assert_true(world_post(w, "/account/password", FORM("old", given, "fresh", "another long one",
                                                        "repeat", "another long one")));
    assert_non_null(world_sign_in(w, "ayla", "another long one"));
    assert_string_equal(w->resp.redirect, "/");
}

static void a_reset_ends_tokens_and_known_browsers_for_good(void **state)
{
    World *w = *state;
    be(w, "ayla");
    const char *token = make_token(w, "2026-09-20");
    assert_true(world_become(w, token, true));
    be(w, "admin");
    assert_true(world_post(w, of(w, w->ayla, "/password"), NULL));
    const char *given = arena_strdup(w->t->arena, val_str(val_get(w->resp.view, "password")));
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM known_device"), 1);        /* the administrator's */
    assert_false(world_become(w, token, true));
    assert_true(world_become(w, world_sign_in(w, "ayla", given), false));
    assert_true(world_post(w, "/account/password", FORM("old", given, "fresh", "another long one",
                                                        "repeat", "another long one")));
    assert_false(world_become(w, token, true));
    assert_true(world_become(w, world_sign_in(w, "ayla", "another long one"), false));
    assert_true(world_become(w, make_token(w, "2026-09-20"), true));
}

static void a_new_password_lifts_the_lock(void **state)
{
    World *w = *state;
    for (int i = 0; i < 6; i++)
        world_sign_in(w, "ayla", "wrong");
    be(w, "admin");
    assert_true(world_post(w, of(w, w->ayla, "/password"), NULL));
    assert_non_null(world_sign_in(w, "ayla", val_str(val_get(w->resp.view, "password"))));
}

static void an_account_needs_a_login_of_its_own_and_an_owner(void **state)
{
    World *w = *state;
    be(w, "admin");
    assert_true(world_post(w, "/users", FORM("login", "a2", "fin", "AYL0001")));
    must_fail(w, world_post(w, "/users", FORM("login", "ayla", "fin", "AYL0001")), ERR_CONFLICT, "login");
    must_fail(w, world_post(w, "/users", FORM("login", "Ayla", "fin", "AYL0001")), ERR_INVALID, "login");
    must_fail(w, world_post(w, "/users", FORM("login", "a", "fin", "AYL0001")), ERR_INVALID, "login");
    must_fail(w, world_post(w, "/users", FORM("login", "ayla3", "fin", "ZZZ9999")), ERR_INVALID, "fin");
    must_fail(w, world_post(w, "/users", FORM("login", "ayla4", "fin", "")), ERR_INVALID, "fin");
    assert_true(world_post(w, "/users", FORM("login", "admin2", "fin", "", "administrator", "1")));
}

static void an_employee_manages_no_accounts(void **state)
{
    World *w = *state;
    be(w, "ayla");
    must_fail(w, world_get(w, "/users"), ERR_DENIED, "");
    must_fail(w, world_get(w, of(w, w->ayla, "")), ERR_DENIED, "");
    must_fail(w, world_post(w, of(w, w->admin, "/disable"), NULL), ERR_DENIED, "");
}

static void accounts_are_listed_with_their_state(void **state)
{
    World *w = *state;
    be(w, "admin");
    assert_true(world_get(w, "/users"));
    const Val *items = val_at(w->resp.view, "list.items");
    assert_int_equal(val_count(items), 3);
    assert_string_equal(val_str(val_at(items, "0.login")), "old");
    assert_true(val_truthy(val_at(items, "0.disabled")));
    assert_string_equal(val_str(val_at(items, "2.person")), "A.Sınaqzadə");
    assert_null(val_at(items, "0.password"));
}

static const struct CMUnitTest TESTS[] = {
    TEST_EACH_WORLD(a_token_speaks_for_its_owner),
    TEST_EACH_WORLD(a_token_lasts_through_its_last_day),
    TEST_EACH_WORLD(a_token_lasts_a_year_at_most),
    TEST_EACH_WORLD(a_token_is_ended_by_its_owner_alone),
    TEST_EACH_WORLD(a_program_changes_no_account),
    TEST_EACH_WORLD(there_are_twenty_tokens_at_most),
    TEST_EACH_WORLD(the_administrator_holds_no_post_whatever_his_person_does),
    TEST_EACH_WORLD(closing_an_account_ends_what_it_had_open),
    TEST_EACH_WORLD(nobody_closes_his_own_account_or_one_that_is_not),
    TEST_EACH_WORLD(a_given_password_works_once_told_and_is_to_be_changed),
    TEST_EACH_WORLD(a_reset_ends_tokens_and_known_browsers_for_good),
    TEST_EACH_WORLD(a_new_password_lifts_the_lock),
    TEST_EACH_WORLD(an_account_needs_a_login_of_its_own_and_an_owner),
    TEST_EACH_WORLD(an_employee_manages_no_accounts),
    TEST_EACH_WORLD(accounts_are_listed_with_their_state),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
