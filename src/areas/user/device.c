// SPDX-License-Identifier: Apache-2.0
/* Browsers an account was signed in with.  Such a browser carries a random cookie for half a year; its wrong tries are
 * counted apart from those of strangers, with the same lock, so that whoever guesses at a login elsewhere locks
 * only strangers out.  The cookie opens nothing: it is worth five tries. */
#include "areas/user/user_in.h"
#include "user_queries.h"
#include "web/cookie.h"
#include <string.h>

typedef struct Known { int64_t failures; Instant locked_until; } Known;

bool device_recognise(Req *req, Account *account, Err *err)
{
    static const Field FIELDS[] = { FIELD(Known, failures), FIELD(Known, locked_until), FIELDS_END };
    Cx *cx = req->cx;
    const char *token = req->http ? http_cookie(req->http, COOKIE_DEVICE) : NULL;
    Known k;
    bool found;
    account->device = "";
    if (!token)
        return true;
    char hash[SHA256_TEXT];
    sha256_hex(token, strlen(token), hash);
    if (!db_one(cx->db, cx->arena, &Q_USER_DEVICE, BIND(P_TEXT(hash), P_INT(account->id)), FIELDS, &k, &found, err))
        return false;
    if (found) {
        account->device = arena_strdup(cx->arena, hash);
        account->locked_until = k.locked_until;
    }
    return true;
}

const char *device_token(Req *req, Err *err)
{
    Cx *cx = req->cx;
    const char *token = req->http ? http_cookie(req->http, COOKIE_DEVICE) : NULL;
    int64_t known = 0;
    char hash[SHA256_TEXT];
    sha256_hex(token ? token : "", token ? strlen(token) : 0, hash);
    if (token && !db_int(cx->db, &Q_USER_DEVICE_ANY, BIND(P_TEXT(hash)), 0, &known, err))
        return NULL;
    return known ? token : secret_token(cx->arena);
}

bool device_keep(Cx *cx, int64_t account_id, const char *token, Err *err)
{
    const int64_t kept_us = COOKIE_DEVICE_DAYS * 86400000000LL;
    char hash[SHA256_TEXT];
    sha256_hex(token, strlen(token), hash);
    return db_run(cx->db, &Q_USER_DEVICES_SWEEP, BIND(P_INSTANT(((Instant){ cx->real_now.us - kept_us }))), NULL, err)
        && db_run(cx->db, &Q_USER_DEVICE_KEEP, BIND(P_TEXT(hash), P_INT(account_id), P_INSTANT(cx->real_now)), NULL, err);
}

bool device_failed(Cx *cx, const Account *account, int64_t *ret_failures, Err *err)
{
    return db_int(cx->db, &Q_USER_DEVICE_FAIL, BIND(P_TEXT(account->device), P_INT(account->id)), 0, ret_failures, err);
}

bool device_lock(Cx *cx, const Account *account, Instant until, Err *err)
{
    return db_run(cx->db, &Q_USER_DEVICE_LOCK, BIND(P_TEXT(account->device), P_INT(account->id), P_INSTANT(until)), NULL, err);
}
