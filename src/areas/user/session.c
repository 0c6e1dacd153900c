// SPDX-License-Identifier: Apache-2.0
/* Sessions: opened by signing in, shown to their owner with device and address, ended by him. */
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "base/text.h"
#include "user_queries.h"
#include "web/cookie.h"
#include "web/decode.h"
#include <string.h>

enum { DEVICE_BYTES = 200 };

typedef struct SessionRow { const char *token_hash, *address, *device; Instant created, expires, used; } SessionRow;
static const Field SESSION_FIELDS[] = {
    FIELD(SessionRow, token_hash), FIELD(SessionRow, address), FIELD(SessionRow, device), FIELD(SessionRow, created),
    FIELD(SessionRow, expires), FIELD(SessionRow, used), FIELDS_END
};

typedef struct Known { const char *sign, *name; } Known;

static const char *known(const Known *list, const char *device)
{
    for (; list->sign; list++)
        if (strstr(device, list->sign))
            return list->name;
    return NULL;
}

/* "Firefox · Linux" of what a browser calls itself; its own words when it is none we know. */
static const char *device_name(Arena *a, const char *device)
{
    static const Known BROWSERS[] = {
        { "Edg/", "Edge" }, { "OPR/", "Opera" }, { "Firefox/", "Firefox" }, { "Chrome/", "Chrome" },
        { "Safari/", "Safari" }, { 0 }
    };
    static const Known SYSTEMS[] = {
        { "Android", "Android" }, { "iPhone", "iPhone" }, { "iPad", "iPad" }, { "Windows", "Windows" },
        { "Mac OS X", "macOS" }, { "Linux", "Linux" }, { 0 }
    };
    const char *browser = known(BROWSERS, device), *system = known(SYSTEMS, device);
    return !browser ? device : !system ? browser : arena_printf(a, "%s · %s", browser, system);
}

bool account_put_sessions(Cx *cx, Val *view, Err *err)
{
    size_t n;
    const SessionRow *rows = db_all(cx->db, cx->arena, &Q_USER_SESSIONS_OF,
                                    BIND(P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)), SESSION_FIELDS,
                                    sizeof(SessionRow), &n, err);
    if (!rows)
        return false;
    val_put_bool(cx->arena, view, "others", n > 1);
    Val *list = val_put(view, "sessions", val_list(cx->arena));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_map(cx->arena));
        val_put_text(cx->arena, v, "id", rows[i].token_hash);
        val_put(v, "created", val_instant(cx->arena, rows[i].created));
        val_put(v, "used", val_instant(cx->arena, rows[i].used.us ? rows[i].used : rows[i].created));
        val_put(v, "device", val_keep(cx->arena, device_name(cx->arena, rows[i].device)));
        val_put(v, "address", val_keep(cx->arena, rows[i].address));
        val_put(v, "expires", val_instant(cx->arena, rows[i].expires));
        val_put_bool(cx->arena, v, "this_one", strcmp(rows[i].token_hash, cx->actor->session) == 0);
    }
    return true;
}

typedef struct NewSession {
    const Account *account;
    const char    *rehash, *address, *device, *known;
    char          *token, *csrf, token_hash[SHA256_TEXT];
    Instant        expires;
} NewSession;

/* Whoever signs in anew leaves the session he came with. */
static bool write_session(Cx *cx, void *arg, Err *err)
{
    const int64_t month_us = 30 * 86400000000LL;
    const NewSession *s = arg;
    int64_t id = s->account->id;
    journal_add(cx, "sign_in", OBJ_USER, id, NULL, NULL);
    bool stranger = !s->account->device || !*s->account->device;
    return (!stranger || db_run(cx->db, &Q_USER_CLEAR, BIND(P_INT(id), P_INSTANT(((Instant){ 0 }))), NULL, err))
        && device_keep(cx, id, s->known, err)
        && (!s->rehash || db_run(cx->db, &Q_USER_PASSWORD_REHASH,
                                 BIND(P_INT(id), P_TEXT(s->rehash), P_TEXT(s->account->password)), NULL, err))
        && db_run(cx->db, &Q_USER_SESSION_END,
                  BIND(P_TEXT(cx->actor->session), P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)), NULL, err)
        && db_run(cx->db, &Q_USER_SESSIONS_SWEEP, BIND(P_INSTANT(((Instant){ cx->real_now.us - month_us }))), NULL, err)
        && db_run(cx->db, &Q_USER_SESSION_ADD,
                  BIND(P_TEXT(s->token_hash), P_INT(id), P_TEXT(s->csrf), P_INSTANT(cx->real_now), P_INSTANT(s->expires),
                       P_TEXT(s->address), P_TEXT(s->device)), NULL, err);
}

bool session_open(Req *req, Resp *resp, const Account *account, const char *rehash, const char *next, Err *err)
{
    Cx *cx = req->cx;
    const HttpReq *http = req->http;
    const char *device = http && http->user_agent ? text_clean(cx->arena, http->user_agent) : "";
    NewSession s = { .account = account, .rehash = rehash, .token = secret_token(cx->arena),
                     .csrf = secret_token(cx->arena), .address = http && http->address ? http->address : "",
                     .device = arena_strndup(cx->arena, device, decode_cut(device, strlen(device), DEVICE_BYTES)),
                     .expires = { cx->real_now.us + cx->app->config->session_hours * 3600000000LL } };
    sha256_hex(s.token, strlen(s.token), s.token_hash);
    s.known = device_token(req, err);
    if (!s.known || !app_write(cx, write_session, &s, err))
        return false;
    resp->keep_cookie = cookie_device(cx->arena, s.known, cx->app->config->secure_cookies);
    resp->set_cookie = cookie_session(cx->arena, s.token, cx->app->config->secure_cookies);
    resp->redirect = account->given ? "/account/password" : next;
    resp->notice = account->given ? N_("Please change the password you were given") : NULL;
    return true;
}

bool session_end_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t changes;
    if (!not_by_program(cx, err)
        || !db_run(cx->db, &Q_USER_SESSION_END,
                   BIND(P_TEXT(req->name), P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)), &changes, err))
        return false;
    if (!changes)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such session"));
    journal_add(cx, "session.end", OBJ_USER, cx->actor->user_id, NULL, NULL);
    resp->redirect = "/account";
    resp->notice = N_("The session was ended");
    return true;
}

bool sessions_end_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t changes;
    if (!not_by_program(cx, err)
        || !db_run(cx->db, &Q_USER_SESSIONS_END,
                   BIND(P_INT(cx->actor->user_id), P_INSTANT(cx->real_now), P_TEXT(cx->actor->session)), &changes, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "entries", changes);
    journal_add(cx, "session.end_others", OBJ_USER, cx->actor->user_id, data, NULL);
    resp->redirect = "/account";
    resp->notice = N_("Your other sessions were ended");
    return true;
}
