// SPDX-License-Identifier: Apache-2.0
/* Signing in and out. */
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "user_queries.h"
#include "web/cookie.h"
#include <string.h>

typedef struct SignIn { const char *login, *password, *next; } SignIn;
const Input SIGN_IN_INPUTS[] = {
    INPUT(SignIn, login,    IN_LINE,     REQUIRED, 60,   N_("Login")),
    INPUT(SignIn, password, IN_PASSWORD, REQUIRED, 200,  N_("Password")),
    INPUT(SignIn, next,     IN_HIDDEN,   OPTIONAL, 2000, N_("Next page")),
    INPUTS_END
};

typedef struct DemoRole { const char *login, *demo_role; } DemoRole;
static const Field DEMO_FIELDS[] = { FIELD(DemoRole, login), FIELD(DemoRole, demo_role), FIELDS_END };

/* A page of this site: nothing a browser could take for the name of another one.  Browsers drop tabs and
 * line breaks and read '\' as '/', so only plain signs of an address are let through. */
static const char *next_page(const char *next)
{
    if (!next || next[0] != '/' || next[1] == '/')
        return "/";
    for (const char *p = next; *p; p++)
        if (*p <= ' ' || *p > '~' || *p == '\\')
            return "/";
    return next;
}

bool sign_in_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    SignIn defaults = { .login = "", .password = "", .next = next_page(val_str(val_get(req->query, "next"))) };
    Val *form = form_view(req, "/sign-in", SIGN_IN_INPUTS, &defaults);
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Sign in"))));
    val_put(resp->view, "form", form);
    size_t n = 0;
    const DemoRole *roles = cx->app->demo
        ? db_all(cx->db, cx->arena, &Q_USER_DEMO_ROLES, BIND_NONE, DEMO_FIELDS, sizeof(DemoRole), &n, err) : NULL;
    if (cx->app->demo && !roles)
        return false;
    Val *list = val_put(resp->view, "roles", val_list(cx->arena));
    for (size_t i = 0; i < n; i++) {
        Val *r = val_add(list, val_map(cx->arena));
        val_put_text(cx->arena, r, "login", roles[i].login);
        val_put(r, "role", val_keep(cx->arena, tr(cx, roles[i].demo_role)));
    }
    return true;
}

typedef struct NewSession {
    const Account *account;
    char          *token, *csrf, *rehash;        /* rehash: the password at today's cost, or NULL */
    char           token_hash[SHA256_TEXT];
    Instant        expires;
} NewSession;

static bool open_session(Cx *cx, void *arg, Err *err)
{
    const int64_t month_us = 30 * 86400000000LL;
    const NewSession *s = arg;
    int64_t id = s->account->id;
    journal_add(cx, "sign_in", OBJ_USER, id, NULL, NULL);
    return db_run(cx->db, &Q_USER_CLEAR, BIND(P_INT(id), P_INSTANT(((Instant){ 0 }))), NULL, err)
        && (!s->rehash || db_run(cx->db, &Q_USER_PASSWORD_REHASH,
                                 BIND(P_INT(id), P_TEXT(s->rehash), P_TEXT(s->account->password)), NULL, err))
        && db_run(cx->db, &Q_USER_SESSIONS_SWEEP, BIND(P_INSTANT(((Instant){ cx->wall.us - month_us }))), NULL, err)
        && db_run(cx->db, &Q_USER_SESSION_ADD,
                  BIND(P_TEXT(s->token_hash), P_INT(id), P_TEXT(s->csrf), P_INSTANT(cx->wall), P_INSTANT(s->expires)),
                  NULL, err);
}

bool sign_in_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    SignIn in = { 0 };
    Account account = { 0 };
    bool found;
    if (!form_read(req, "", SIGN_IN_INPUTS, &in, err) || !account_by_login(cx, in.login, &account, &found, err)
        || !account_try(cx, found ? &account : NULL, in.password, "password", err))
        return false;
    if (account.disabled)                        /* told only to whoever knows its password */
        return err_set(err, ERR_INVALID, "login", N_("this account is closed; ask the system administrator"));
    NewSession s = { .account = &account, .token = secret_token(cx->arena), .csrf = secret_token(cx->arena),
                     .expires = { cx->wall.us + cx->app->config->session_hours * 3600000000LL } };
    sha256_hex(s.token, strlen(s.token), s.token_hash);
    if (password_is_dated(account.password))
        s.rehash = password_hash(cx->arena, in.password);
    if (!app_write(cx, open_session, &s, err))
        return false;
    resp->set_cookie = cookie_session(cx->arena, s.token, cx->app->config->secure_cookies);
    resp->redirect = account.given ? "/account" : next_page(in.next);
    resp->notice = account.given ? N_("Please change the password you were given") : NULL;
    return true;
}

bool sign_out_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    if (!db_run(cx->db, &Q_USER_SESSION_END,
                BIND(P_TEXT(cx->actor->session), P_INT(cx->actor->user_id), P_INSTANT(cx->wall)), NULL, err))
        return false;
    journal_add(cx, "sign_out", OBJ_USER, cx->actor->user_id, NULL, NULL);
    resp->set_cookie = cookie_session_end(cx->arena, cx->app->config->secure_cookies);
    resp->redirect = "/sign-in";
    return true;
}
