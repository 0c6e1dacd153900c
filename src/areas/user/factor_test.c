// SPDX-License-Identifier: Apache-2.0
/* One-time codes: the standard's own examples, the window, replay, recovery, the lock, who takes them away. */
#include "areas/user/user_world_test.h"
#include "app/seal.h"
#include "app/witness.h"
#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HALF_MINUTE = 30 * SECOND };

/* RFC 6238, appendix B, its SHA-1 rows; the last six of the eight digits there. */
static void codes_are_those_of_the_standard(void **state)
{
    (void)state;
    static const char SECRET[] = "12345678901234567890";
    static const struct { int64_t seconds; const char *code; } ROWS[] = {
        { 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" }, { 1234567890, "005924" },
        { 2000000000, "279037" }, { 20000000000LL, "353130" },
    };
    oath_init();
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        Instant at = { ROWS[i].seconds * 1000000 };
        int64_t step = ROWS[i].seconds / 30;
        assert_int_equal(factor_step((const unsigned char *)SECRET, 20, ROWS[i].code, at), step);
        assert_int_equal(factor_step((const unsigned char *)SECRET, 20, "000000", at), 0);
        assert_int_equal(factor_step((const unsigned char *)SECRET, 20, ROWS[i].code + 1, at), 0);
    }
}

static void the_window_is_one_step_to_each_side(void **state)
{
    (void)state;
    static const unsigned char SECRET[] = "12345678901234567890";
    const char *code = "050471";                           /* of 1111111110 .. 1111111139 */
    oath_init();
    static const struct { int64_t us; bool good; } ROWS[] = {
        { 1111111080000000 - 1, false }, { 1111111080000000, true }, { 1111111110000000, true },
        { 1111111139999999, true }, { 1111111169999999, true }, { 1111111170000000, false },
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        assert_int_equal(factor_step(SECRET, 20, code, (Instant){ ROWS[i].us }) != 0, ROWS[i].good);
}

/* ---- enrolled ----------------------------------------------------------------------------------- */

static char secret_text[64];

static const char *code_at(World *w, int64_t later_us)
{
    char *secret, *out = arena_alloc(w->t->arena, 8), bare[64];
    size_t n = 0, size;
    for (const char *c = secret_text; *c; c++)
        if (*c != ' ')
            bare[n++] = *c;
    bare[n] = '\0';
    assert_int_equal(oath_base32_decode(bare, n, &secret, &size), OATH_OK);
    oath_totp_generate(secret, size, (time_t)((w->real_now.us + later_us) / 1000000), 30, 0, 6, out);
    free(secret);
    return out;
}

static void be(World *w, const char *login) { assert_true(world_become(w, world_sign_in(w, login, PASSWORD), false)); }

static const char *enrol(World *w)
{
    be(w, "ayla");
    assert_true(world_post(w, "/account/factor", FORM("password", PASSWORD)));
    assert_true(w->resp.once);
    snprintf(secret_text, sizeof secret_text, "%s", val_str(val_get(w->resp.view, "secret")));
    assert_non_null(strstr(val_str(val_get(w->resp.view, "picture")), "data:image/svg+xml;base64,"));
    assert_true(world_post(w, "/account/factor/confirm", FORM("code", code_at(w, 0))));
    assert_int_equal(val_count(val_get(w->resp.view, "codes")), RECOVERY_CODES);
    return arena_strdup(w->t->arena, val_str(val_at(w->resp.view, "codes.3")));
}

/* The password, and then a code. */
static bool password_step(World *w)
{
    w->actor = ACTOR_NOBODY;
    bool ok = world_post(w, "/sign-in", FORM("login", "ayla", "password", PASSWORD, "next", "/tasks"));
    if (ok) {
        assert_string_equal(w->resp.redirect, "/sign-in/code");
        w->step = world_cookie(w);
    }
    return ok;
}
static bool code_step(World *w, const char *code) { return world_post(w, "/sign-in/code", FORM("code", code)); }

static void the_password_alone_lets_nobody_in(void **state)
{
    World *w = *state;
    enrol(w);
    int64_t sessions = world_int(w, "SELECT COUNT(*) FROM session");
    world_later(w, HALF_MINUTE);
    assert_true(password_step(w));
    assert_false(world_become(w, w->step, false));
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM session"), sessions);
    must_fail(w, code_step(w, "000000"), ERR_INVALID, "code");
    assert_true(code_step(w, code_at(w, 0)));
    assert_string_equal(w->resp.redirect, "/tasks");
    assert_true(world_become(w, world_cookie(w), false));
    assert_int_equal(w->actor.user_id, w->ayla);
    must_fail(w, code_step(w, code_at(w, HALF_MINUTE)), ERR_SIGN_IN, "");          /* the step is used up */
}

static void a_code_is_taken_once(void **state)
{
    World *w = *state;
    enrol(w);
    const char *first = code_at(w, 0), *next = code_at(w, HALF_MINUTE);
    assert_true(password_step(w));
    must_fail(w, code_step(w, first), ERR_INVALID, "code");                        /* it confirmed the enrolment */
    assert_true(code_step(w, next));
    assert_true(password_step(w));
    must_fail(w, code_step(w, next), ERR_INVALID, "code");
    must_fail(w, code_step(w, code_at(w, 0)), ERR_INVALID, "code");                /* nor an older one after it */
    world_later(w, HALF_MINUTE);
    assert_true(code_step(w, code_at(w, HALF_MINUTE)));
}

static void a_recovery_code_lets_in_once(void **state)
{
    World *w = *state;
    const char *recovery = enrol(w);
    assert_int_equal(world_int(w, arena_printf(w->t->arena,
                     "SELECT COUNT(*) FROM recovery_code WHERE code_hash = '%s'", recovery)), 0);
    assert_true(password_step(w));
    assert_true(code_step(w, recovery));
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM recovery_code"), RECOVERY_CODES - 1);
    assert_true(password_step(w));
    must_fail(w, code_step(w, recovery), ERR_INVALID, "code");
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM journal WHERE verb = 'factor.recovery'"), 1);
}

static void a_step_lasts_five_minutes(void **state)
{
    World *w = *state;
    enrol(w);
    assert_true(password_step(w));
    world_later(w, 5 * 60 * (int64_t)SECOND - 1);
    assert_true(world_get(w, "/sign-in/code"));
    assert_null(w->resp.redirect);
    world_later(w, 1);
    must_fail(w, code_step(w, code_at(w, 0)), ERR_SIGN_IN, "");
    assert_true(world_get(w, "/sign-in/code"));
    assert_string_equal(w->resp.redirect, "/sign-in");
}

static void another_password_ends_the_step_the_old_one_began(void **state)
{
    World *w = *state;
    const char *recovery = enrol(w);
    assert_true(password_step(w));
    const char *step = w->step;
    be(w, "admin");
    assert_true(world_post(w, arena_printf(w->t->arena, "/users/%lld/password", (long long)w->ayla), NULL));
    w->actor = ACTOR_NOBODY;
    w->step = step;
    must_fail(w, code_step(w, recovery), ERR_SIGN_IN, "");
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM recovery_code"), RECOVERY_CODES);
}

static void wrong_codes_and_wrong_passwords_lock_together(void **state)
{
    World *w = *state;
    enrol(w);
    world_later(w, HALF_MINUTE);
    for (int i = 0; i < 3; i++) {
        assert_null(world_sign_in(w, "ayla", "wrong"));
        assert_true(password_step(w));                     /* the right password forgives nothing */
        must_fail(w, code_step(w, "000000"), ERR_INVALID, "code");
    }
    must_fail(w, code_step(w, code_at(w, 0)), ERR_INVALID, "code");
    assert_string_equal(w->err.faults[0].msgid, "too many wrong passwords; try again in {0} min");
    must_fail(w, password_step(w), ERR_INVALID, "password");
    world_later(w, 60 * SECOND);
    assert_true(code_step(w, code_at(w, 0)));
    assert_int_equal(world_int(w, "SELECT failures FROM account WHERE login = 'ayla'"), 0);
}

static void codes_begin_with_the_password_and_a_first_code(void **state)
{
    World *w = *state;
    be(w, "ayla");
    must_fail(w, world_post(w, "/account/factor", FORM("password", "wrong")), ERR_INVALID, "password");
    must_fail(w, world_post(w, "/account/factor/confirm", FORM("code", "123456")), ERR_CONFLICT, "");
    assert_true(world_post(w, "/account/factor", FORM("password", PASSWORD)));
    snprintf(secret_text, sizeof secret_text, "%s", val_str(val_get(w->resp.view, "secret")));
    must_fail(w, world_post(w, "/account/factor/confirm", FORM("code", "000000")), ERR_INVALID, "code");
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));                           /* nothing is asked for yet */
    be(w, "ayla");
    assert_true(world_get(w, "/account/factor"));
    assert_true(val_truthy(val_get(w->resp.view, "begun")));
    assert_null(val_get(w->resp.view, "secret"));
    const char *code = code_at(w, 0);                      /* as telephones show it: in two groups */
    assert_true(world_post(w, "/account/factor/confirm", FORM("code", arena_printf(w->t->arena, "%.3s %s", code, code + 3))));
    must_fail(w, world_post(w, "/account/factor", FORM("password", PASSWORD)), ERR_CONFLICT, "");
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM journal WHERE verb = 'factor.add'"), 1);
}

static void the_owner_takes_it_away_with_password_and_code(void **state)
{
    World *w = *state;
    enrol(w);
    const char *code = code_at(w, HALF_MINUTE);
    must_fail(w, world_post(w, "/account/factor/remove", FORM("password", "wrong", "code", code)), ERR_INVALID, "password");
    must_fail(w, world_post(w, "/account/factor/remove", FORM("password", PASSWORD, "code", "000000")), ERR_INVALID, "code");
    assert_true(world_post(w, "/account/factor/remove", FORM("password", PASSWORD, "code", code)));
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    assert_string_equal(w->resp.redirect, "/");
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM recovery_code"), 0);
}

static void the_administrator_takes_anothers_away_and_not_his_own(void **state)
{
    World *w = *state;
    enrol(w);
    be(w, "admin");
    const char *path = arena_printf(w->t->arena, "/users/%d/factor/remove", (int)w->ayla);
    must_fail(w, world_post(w, arena_printf(w->t->arena, "/users/%d/factor/remove", (int)w->admin), NULL), ERR_CONFLICT, "");
    assert_true(world_post(w, path, NULL));
    must_fail(w, world_post(w, path, NULL), ERR_CONFLICT, "");
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM journal WHERE verb = 'factor.remove'"), 1);
    assert_non_null(world_sign_in(w, "ayla", PASSWORD));
    be(w, "ayla");
    must_fail(w, world_post(w, path, NULL), ERR_DENIED, "");
}

static void the_secret_is_sealed_where_there_is_a_key(void **state)
{
    World *w = *state;
    bool made;
    MUST(witness_key_create(w->key, &made, &w->err), &w->err);
    enrol(w);
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM account_factor WHERE secret LIKE 's1:%'"), 1);
    assert_true(world_get(w, "/account/factor"));
    assert_false(val_truthy(val_get(w->resp.view, "open")));
    /* Another account's row does not open under this one's name. */
    Query swap = { "swap", "UPDATE account_factor SET account_id = $1", NULL };
    MUST(db_run(w->db, &swap, BIND(P_INT(w->admin)), NULL, &w->err), &w->err);
    world_later(w, HALF_MINUTE);
    w->actor = ACTOR_NOBODY;
    assert_true(world_post(w, "/sign-in", FORM("login", "admin", "password", PASSWORD)));
    w->step = world_cookie(w);
    must_fail(w, code_step(w, code_at(w, 0)), ERR_CONFLICT, "");
}

static void without_a_key_the_page_says_what_protects_the_secret(void **state)
{
    World *w = *state;
    enrol(w);
    assert_int_equal(world_int(w, "SELECT COUNT(*) FROM account_factor WHERE secret LIKE 'p1:%'"), 1);
    assert_true(world_get(w, "/account/factor"));
    assert_true(val_truthy(val_get(w->resp.view, "open")));
}

static void a_changed_seal_is_noticed(void **state)
{
    World *w = *state;
    bool made;
    const char *sealed;
    unsigned char *bytes;
    size_t n;
    Arena *a = w->t->arena;
    MUST(witness_key_create(w->key, &made, &w->err), &w->err);
    MUST(seal(a, w->key, "one", "secret", 6, &sealed, &w->err), &w->err);
    MUST(unseal(a, w->key, "one", sealed, &bytes, &n, &w->err), &w->err);
    assert_int_equal(n, 6);
    assert_memory_equal(bytes, "secret", 6);
    must_fail(w, unseal(a, w->key, "two", sealed, &bytes, &n, &w->err), ERR_CONFLICT, "");
    char *bent = arena_strdup(a, sealed);
    bent[strlen(bent) - 1] = bent[strlen(bent) - 1] == '0' ? '1' : '0';
    err_clear(&w->err);
    must_fail(w, unseal(a, w->key, "one", bent, &bytes, &n, &w->err), ERR_CONFLICT, "");
    err_clear(&w->err);
    must_fail(w, unseal(a, w->key, "one", "s1:00", &bytes, &n, &w->err), ERR_CONFLICT, "");
    unlink(w->key);
    err_clear(&w->err);
    must_fail(w, unseal(a, w->key, "one", sealed, &bytes, &n, &w->err), ERR_CONFLICT, "");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(codes_are_those_of_the_standard),
    cmocka_unit_test(the_window_is_one_step_to_each_side),
    TEST_EACH_WORLD(the_password_alone_lets_nobody_in),
    TEST_EACH_WORLD(a_code_is_taken_once),
    TEST_EACH_WORLD(a_recovery_code_lets_in_once),
    TEST_EACH_WORLD(a_step_lasts_five_minutes),
    TEST_EACH_WORLD(another_password_ends_the_step_the_old_one_began),
    TEST_EACH_WORLD(wrong_codes_and_wrong_passwords_lock_together),
    TEST_EACH_WORLD(codes_begin_with_the_password_and_a_first_code),
    TEST_EACH_WORLD(the_owner_takes_it_away_with_password_and_code),
    TEST_EACH_WORLD(the_administrator_takes_anothers_away_and_not_his_own),
    TEST_EACH_WORLD(the_secret_is_sealed_where_there_is_a_key),
    TEST_EACH_WORLD(without_a_key_the_page_says_what_protects_the_secret),
    TEST_EACH_WORLD(a_changed_seal_is_noticed),
};

int main(void) { return cmocka_run_group_tests(TESTS, NULL, NULL); }
