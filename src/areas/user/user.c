// SPDX-License-Identifier: Apache-2.0
#include "areas/user/user.h"
#include "areas/person/person.h"
#include "user_queries.h"
#include "web/secret.h"
#include <string.h>

int64_t user_lock_seconds(int64_t failures)
{
    if (failures <= USER_FREE_FAILURES)
        return 0;
    int64_t seconds = 60;
    for (int64_t i = USER_FREE_FAILURES + 1; i < failures && seconds < 900; i++)
        seconds *= 2;
    return seconds < 900 ? seconds : 900;
}

static bool login_ok(const char *login)
{
    size_t n = strlen(login);
    return n >= 2 && n <= 60 && strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == n;
}

bool user_add(Cx *cx, int64_t person_id, const char *login, const char *password, bool administrator,
              const char *demo_role, int64_t *ret_id, Err *err)
{
    if (!login_ok(login))
        return err_set(err, ERR_INVALID, "login", N_("a login has 2 to 60 small Latin letters, digits, '.', '-' or '_'"));
    if (!demo_role && strlen(password) < USER_PASSWORD_MIN)
        return err_set(err, ERR_INVALID, "password", N_("a password has at least 10 characters"));
    char *hash = password_hash(cx->arena, password);
    return db_int(cx->db, &Q_USER_ADD,
                  BIND(P_INT(person_id), P_TEXT(login), P_TEXT(hash), P_BOOL(administrator),
                       P_INSTANT(((Instant){ 0 })), P_TEXT(demo_role)), 0, ret_id, err);
}

typedef struct TokenRow { int64_t id, person_id; const char *login; bool administrator; const char *csrf; } TokenRow;
static const Field TOKEN_FIELDS[] = {
    FIELD(TokenRow, id), FIELD(TokenRow, person_id), FIELD(TokenRow, login), FIELD(TokenRow, administrator),
    FIELD(TokenRow, csrf), FIELDS_END
};

bool user_actor_of_token(Cx *cx, const char *token, bool bearer, Actor *ret, bool *ret_found, Err *err)
{
    (void)bearer;                                        /* a program's token is a session like any other */
    TokenRow row = { 0 };
    char hash[SHA256_TEXT];
    sha256_hex(token, strlen(token), hash);
    if (!db_one(cx->db, cx->arena, &Q_USER_OF_TOKEN, BIND(P_TEXT(hash), P_INSTANT(cx->now)), TOKEN_FIELDS,
                &row, ret_found, err))
        return false;
    if (!*ret_found)
        return true;
    *ret = (Actor){ .user_id = row.id, .person_id = row.person_id, .csrf = row.csrf, .name = row.login,
                    .administrator = row.administrator };
    if (row.person_id == 0)
        return true;
    Standing *standings;
    if (!cx->app->hooks->authority->standings(cx, row.person_id, cx->today, &standings, &ret->count, err))
        return false;
    ret->standings = standings;
    return person_short_name(cx, row.person_id, &ret->name, err);
}
