// SPDX-License-Identifier: Apache-2.0
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "areas/person/person.h"
#include "user_queries.h"
#include <string.h>

static const Instant BEGINNING = { 0 };

const Field ACCOUNT_FIELDS[] = {
    FIELD(Account, id), FIELD(Account, person_id), FIELD(Account, login), FIELD(Account, password),
    FIELD(Account, surname), FIELD(Account, name), FIELD(Account, lang), FIELD(Account, administrator),
    FIELD(Account, disabled), FIELD(Account, given), FIELD(Account, factor), FIELD(Account, locked_until),
    FIELD(Account, given_until), FIELD(Account, per_page), FIELDS_END
};

bool account_by_login(Cx *cx, const char *login, Account *ret, bool *ret_found, Err *err)
{
    ret->device = "";
    return db_one(cx->db, cx->arena, &Q_USER_BY_LOGIN, BIND(P_TEXT(login)), ACCOUNT_FIELDS, ret, ret_found, err);
}

bool account_get(Cx *cx, int64_t id, Account *ret, Err *err)
{
    bool found;
    ret->device = "";
    if (!db_one(cx->db, cx->arena, &Q_USER_GET, BIND(P_INT(id)), ACCOUNT_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such account"));
}

int64_t user_lock_seconds(int64_t failures)
{
    enum { FIRST = 60, MOST = 900 };
    if (failures <= USER_FREE_FAILURES)
        return 0;
    int64_t seconds = FIRST;
    for (int64_t i = USER_FREE_FAILURES + 1; i < failures && seconds < MOST; i++)
        seconds *= 2;
    return seconds < MOST ? seconds : MOST;
}

/* One more wrong password.  Counted where the row stands, so that tries at the same moment all count. */
bool account_count_failure(Cx *cx, void *account, Err *err)
{
    const Account *a = account;
    bool here = a->device && *a->device;
    int64_t failures;
    if (!(here ? device_failed(cx, a, &failures, err) : db_int(cx->db, &Q_USER_FAIL, BIND(P_INT(a->id)), 0, &failures, err)))
        return false;
    journal_add(cx, "sign_in.refused", OBJ_USER, a->id, NULL, NULL);
    int64_t seconds = user_lock_seconds(failures);
    Instant until = { cx->real_now.us + seconds * 1000000 };
    return !seconds
        || (here ? device_lock(cx, a, until, err)
                 : db_run(cx->db, &Q_USER_LOCK, BIND(P_INT(a->id), P_INSTANT(until)), NULL, err));
}

bool account_unlocked(Cx *cx, Instant locked_until, const char *field, Err *err)
{
    if (locked_until.us <= cx->real_now.us)
        return true;
    int64_t minutes = (locked_until.us - cx->real_now.us + 59999999) / 60000000;
    return err_set(err, ERR_INVALID, field, N_("too many wrong passwords; try again in {0} min"),
                   arena_printf(cx->arena, "%lld", (long long)minutes));
}

static bool wrong(const char *field, Err *err)
{
    return err_set(err, ERR_INVALID, field, N_("the login or the password is wrong"));
}

bool account_try(Cx *cx, const Account *account, const char *password, const char *field, Err *err)
{
    Account copy = *account;
    if (!account_unlocked(cx, account->locked_until, field, err))
        return false;
    if (password_matches(account->password, password))
        return true;
    return app_write(cx, account_count_failure, &copy, err) && wrong(field, err);
}

typedef struct Unknown { char hash[SHA256_TEXT]; int64_t failures; Instant locked_until; } Unknown;

static bool count_unknown(Cx *cx, void *arg, Err *err)
{
    const int64_t day_us = 86400000000LL;
    const Unknown *u = arg;
    int64_t failures;
    if (!db_run(cx->db, &Q_USER_UNKNOWN_SWEEP, BIND(P_INSTANT(((Instant){ cx->real_now.us - day_us }))), NULL, err)
        || !db_int(cx->db, &Q_USER_UNKNOWN_FAIL, BIND(P_TEXT(u->hash), P_INSTANT(cx->real_now)), 0, &failures, err))
        return false;
    int64_t seconds = user_lock_seconds(failures);
    Instant until = { cx->real_now.us + seconds * 1000000 };
    return !seconds || db_run(cx->db, &Q_USER_UNKNOWN_LOCK, BIND(P_TEXT(u->hash), P_INSTANT(until)), NULL, err);
}

bool account_unknown(Cx *cx, const char *login, const char *password, const char *field, Err *err)
{
    /* The hash of nobody's password: measuring against it takes the time of any other. */
    static const char DECOY[] =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    static const Field FIELDS[] = { FIELD(Unknown, failures), FIELD(Unknown, locked_until), FIELDS_END };
    Unknown u = { .failures = 0 };
    bool found;
    sha256_hex(login, strlen(login), u.hash);
    if (!db_one(cx->db, cx->arena, &Q_USER_UNKNOWN, BIND(P_TEXT(u.hash)), FIELDS, &u, &found, err)
        || !account_unlocked(cx, u.locked_until, field, err))
        return false;
    password_matches(DECOY, password);
    return app_write(cx, count_unknown, &u, err) && wrong(field, err);
}

static bool login_ok(const char *login)
{
    size_t n = strlen(login);
    return n >= 2 && n <= 60 && strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == n;
}

static Instant given_until(const Cx *cx, bool given)
{
    return given ? (Instant){ cx->real_now.us + cx->app->config->given_hours * 3600000000LL } : INSTANT_FOREVER;
}

bool account_add(Cx *cx, const NewAccount *in, int64_t *ret_id, Err *err)
{
    Account other;
    bool taken;
    if (!login_ok(in->login))
        return err_set(err, ERR_INVALID, "login", N_("a login has 2 to 60 small Latin letters, digits, '.', '-' or '_'"));
    if (!account_by_login(cx, in->login, &other, &taken, err))
        return false;
    if (taken)
        return err_set(err, ERR_CONFLICT, "login", N_("this login is taken"));
    if (!db_int(cx->db, &Q_USER_ADD,
                BIND(P_INT(in->person_id), P_TEXT(in->login), P_TEXT(in->hash), P_BOOL(in->administrator),
                     P_INSTANT(BEGINNING), P_TEXT(in->demo_role), P_BOOL(in->given),
                     P_INSTANT(given_until(cx, in->given))), 0, ret_id, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "login", in->login);
    val_put_int(cx->arena, data, "person", in->person_id);
    val_put_bool(cx->arena, data, "administrator", in->administrator);
    journal_add(cx, "user.add", OBJ_USER, *ret_id, data, NULL);
    return true;
}

bool account_owner_name(Cx *cx, int64_t person_id, Account *ret, Err *err)
{
    static const Field FIELDS[] = { FIELD(Account, surname), FIELD(Account, name), FIELDS_END };
    bool found;
    return db_one(cx->db, cx->arena, &Q_USER_OWNER, BIND(P_INT(person_id)), FIELDS, ret, &found, err);
}

bool user_add(Cx *cx, int64_t person_id, const char *login, const char *password, bool administrator,
              const char *demo_role, int64_t *ret_id, Err *err)
{
    Account owner = { .login = login };
    if (!demo_role && (!account_owner_name(cx, person_id, &owner, err)
                       || !password_fit(cx->arena, password, &owner, "password", err)))
        return false;
    NewAccount in = { person_id, login, password_hash(cx->arena, password), administrator, false, demo_role };
    return account_add(cx, &in, ret_id, err);
}

bool account_set_password(Cx *cx, int64_t id, const char *hash, bool given, const char *keep, Err *err)
{
    int64_t tokens = 0;
    Val *data = val_map(cx->arena);
    if (given && (!db_run(cx->db, &Q_USER_TOKENS_END, BIND(P_INT(id), P_INSTANT(cx->real_now)), &tokens, err)
                  || !db_run(cx->db, &Q_USER_DEVICES_END, BIND(P_INT(id)), NULL, err)))
        return false;
    val_put_bool(cx->arena, data, "given", given);
    val_put_int(cx->arena, data, "tokens", tokens);
    journal_add(cx, "user.password", OBJ_USER, id, data, NULL);
    return db_run(cx->db, &Q_USER_PASSWORD_SET, BIND(P_INT(id), P_TEXT(hash), P_BOOL(given), P_INSTANT(BEGINNING),
                                                     P_INSTANT(given_until(cx, given))), NULL, err)
        && db_run(cx->db, &Q_USER_STEPS_END, BIND(P_INT(id)), NULL, err)
        && db_run(cx->db, &Q_USER_SESSIONS_END, BIND(P_INT(id), P_INSTANT(cx->real_now), P_TEXT(keep)), NULL, err);
}

bool account_disable(Cx *cx, int64_t id, bool disabled, Err *err)
{
    int64_t changes;
    if (id == cx->actor->user_id)
        return err_set(err, ERR_CONFLICT, NULL, N_("nobody closes his own account"));
    if (!db_run(cx->db, &Q_USER_DISABLE, BIND(P_INT(id), P_BOOL(disabled)), &changes, err))
        return false;
    if (!changes)
        return err_set(err, ERR_CONFLICT, NULL, disabled ? N_("the account is closed already")
                                                         : N_("the account is open already"));
    journal_add(cx, disabled ? "user.disable" : "user.enable", OBJ_USER, id, NULL, NULL);
    return !disabled
        || (db_run(cx->db, &Q_USER_SESSIONS_END, BIND(P_INT(id), P_INSTANT(cx->real_now), P_TEXT("")), NULL, err)
            && db_run(cx->db, &Q_USER_TOKENS_END, BIND(P_INT(id), P_INSTANT(cx->real_now)), NULL, err));
}

bool not_by_program(const Cx *cx, Err *err)
{
    return !cx->actor->bearer
        || err_set(err, ERR_DENIED, NULL, N_("a program does not change the account; sign in with the password"));
}

typedef struct TokenRow {
    int64_t     id, person_id, per_page, walls;
    const char *login, *lang;
    bool        administrator, given, reads_only;
    const char *csrf, *session;
    Instant     used;
} TokenRow;
static const Field TOKEN_FIELDS[] = {
    FIELD(TokenRow, id), FIELD(TokenRow, person_id), FIELD(TokenRow, per_page), FIELD(TokenRow, walls), FIELD(TokenRow, login),
    FIELD(TokenRow, lang), FIELD(TokenRow, administrator), FIELD(TokenRow, given), FIELD(TokenRow, reads_only),
    FIELD(TokenRow, csrf), FIELD(TokenRow, session), FIELD(TokenRow, used), FIELDS_END
};

bool user_actor_of_token(Cx *cx, const char *token, bool bearer, Actor *ret, bool *ret_found, Err *err)
{
    const int64_t note_after_us = 5 * 60000000LL;
    TokenRow row = { 0 };
    char hash[SHA256_TEXT];
    sha256_hex(token, strlen(token), hash);
    if (!db_one(cx->db, cx->arena, bearer ? &Q_USER_OF_BEARER : &Q_USER_OF_TOKEN,
                BIND(P_TEXT(hash), P_INSTANT(cx->real_now)), TOKEN_FIELDS, &row, ret_found, err))
        return false;
    if (!*ret_found)
        return true;
    *ret = (Actor){ .user_id = row.id, .person_id = row.person_id, .csrf = row.csrf, .session = row.session,
                    .name = row.login, .administrator = row.administrator, .bearer = bearer,
                    .reads_only = row.reads_only, .lang = row.lang, .per_page = row.per_page, .unwalled = row.walls == 0,
                    .held = row.given ? "/account/password" : NULL };
    if (cx->real_now.us - row.used.us > note_after_us)
        ret->unseen = arena_strdup(cx->arena, hash);
    if (row.person_id == 0)
        return true;
    if (!person_short_name(cx, row.person_id, &ret->name, err) || row.administrator)
        return err->kind == ERR_NONE;
    Standing *standings;
    if (!cx->app->hooks->authority->standings(cx, row.person_id, cx->today, &standings, &ret->count, err))
        return false;
    ret->standings = standings;
    return true;
}

bool user_token_used(Cx *cx, const char *hash, bool bearer, Err *err)
{
    const Config *c = cx->app->config;
    if (bearer)
        return db_run(cx->db, &Q_USER_BEARER_USED, BIND(P_TEXT(hash), P_INSTANT(cx->real_now)), NULL, err);
    return db_run(cx->db, &Q_USER_SESSION_USED,
                  BIND(P_TEXT(hash), P_INSTANT(cx->real_now),
                       P_INSTANT(((Instant){ cx->real_now.us + c->session_hours * 3600000000LL })),
                       P_INT(c->session_days * 86400000000LL)), NULL, err);
}
