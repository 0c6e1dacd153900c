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
    val_replace(form, "refusal", val_keep(cx->arena, tr(cx, N_("You were not let in"))));
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Sign in"))));
    val_put(resp->view, "form", form);
    const char *lost = val_str(val_get(req->query, "lost"));      /* a form came after its session had ended */
    val_put_bool(cx->arena, resp->view, "lost", lost && *lost);
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

/* The password was right; for five minutes a code may follow. */
typedef struct NewStep { int64_t account_id; const char *next; char *token, token_hash[SHA256_TEXT]; } NewStep;

static bool write_step(Cx *cx, void *arg, Err *err)
{
    const int64_t five_minutes_us = 5 * 60000000LL;
    const NewStep *s = arg;
    return db_run(cx->db, &Q_USER_STEPS_SWEEP, BIND(P_INSTANT(cx->real_now)), NULL, err)
        && db_run(cx->db, &Q_USER_STEP_ADD,
                  BIND(P_TEXT(s->token_hash), P_INT(s->account_id), P_TEXT(s->next),
                       P_INSTANT(((Instant){ cx->real_now.us + five_minutes_us }))), NULL, err);
}

static bool ask_for_code(Req *req, Resp *resp, const Account *account, const char *next, Err *err)
{
    Cx *cx = req->cx;
    NewStep s = { .account_id = account->id, .next = next, .token = secret_token(cx->arena) };
    sha256_hex(s.token, strlen(s.token), s.token_hash);
    if (!app_write(cx, write_step, &s, err))
        return false;
    resp->set_cookie = cookie_step(cx->arena, s.token, cx->app->config->secure_cookies);
    resp->redirect = "/sign-in/code";
    return true;
}

bool sign_in_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    SignIn in = { 0 };
    Account account = { 0 };
    bool found;
    if (!form_read(req, "", SIGN_IN_INPUTS, &in, err) || !account_by_login(cx, in.login, &account, &found, err)
        || (found && !device_recognise(req, &account, err)))
        return false;
    if (!(found ? account_try(cx, &account, in.password, "password", err)
                : account_unknown(cx, in.login, in.password, "password", err)))
        return false;
    if (account.disabled)                        /* told only to whoever knows its password */
        return err_set(err, ERR_INVALID, "login", N_("this account is closed; ask the system administrator"));
    if (account.given && account.given_until.us <= cx->real_now.us)
        return err_set(err, ERR_INVALID, "password",
                       N_("the password you were given was not used in time; ask the system administrator for another"));
    if (account.factor)
        return ask_for_code(req, resp, &account, next_page(in.next), err);
    const char *rehash = password_is_dated(account.password) ? password_hash(cx->arena, in.password) : NULL;
    return session_open(req, resp, &account, rehash, next_page(in.next), err);
}

typedef struct CodeForm { const char *code; } CodeForm;
const Input CODE_INPUTS[] = {
    INPUT(CodeForm, code, IN_CODE, REQUIRED, 40, N_("Code"), N_("Six digits of your device, or a recovery code")), INPUTS_END
};

typedef struct StepRow { int64_t account_id; const char *next; } StepRow;

/* The step the visitor has come to, by its cookie. */
static bool step_of(Req *req, char hash[SHA256_TEXT], StepRow *ret, bool *ret_found, Err *err)
{
    static const Field FIELDS[] = { FIELD(StepRow, account_id), FIELD(StepRow, next), FIELDS_END };
    Cx *cx = req->cx;
    const char *token = req->http ? http_cookie(req->http, COOKIE_STEP) : NULL;
    *ret_found = false;
    if (!token)
        return true;
    sha256_hex(token, strlen(token), hash);
    return db_one(cx->db, cx->arena, &Q_USER_STEP_OF, BIND(P_TEXT(hash), P_INSTANT(cx->real_now)), FIELDS, ret, ret_found,
                  err);
}

bool code_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    char hash[SHA256_TEXT];
    StepRow step;
    bool found;
    if (!step_of(req, hash, &step, &found, err))
        return false;
    if (!found) {
        resp->redirect = "/sign-in";
        return true;
    }
    Val *form = form_view(req, "/sign-in/code", CODE_INPUTS, NULL);
    val_replace(form, "refusal", val_keep(cx->arena, tr(cx, N_("You were not let in"))));
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Sign in"))));
    val_put(resp->view, "form", form);
    return true;
}

typedef struct StepEnd { const char *hash; bool mine; } StepEnd;

static bool write_step_end(Cx *cx, void *arg, Err *err)
{
    StepEnd *e = arg;
    int64_t changes;
    bool ok = db_run(cx->db, &Q_USER_STEP_END, BIND(P_TEXT(e->hash)), &changes, err);
    e->mine = ok && changes == 1;
    return ok;
}

bool code_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    CodeForm in = { 0 };
    char hash[SHA256_TEXT];
    StepRow step;
    Account account;
    bool found;
    if (!step_of(req, hash, &step, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_SIGN_IN, NULL, N_("sign in with the password first"));
    if (!form_read(req, "", CODE_INPUTS, &in, err) || !account_get(cx, step.account_id, &account, err)
        || !device_recognise(req, &account, err) || !factor_try(cx, &account, in.code, "code", err))
        return false;
    StepEnd end = { hash, false };
    if (!app_write(cx, write_step_end, &end, err))
        return false;
    if (!end.mine || account.disabled)
        return err_set(err, ERR_SIGN_IN, NULL, N_("sign in with the password first"));
    return session_open(req, resp, &account, NULL, step.next, err);
}

bool sign_out_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    if (!db_run(cx->db, &Q_USER_SESSION_END,
                BIND(P_TEXT(cx->actor->session), P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)), NULL, err))
        return false;
    journal_add(cx, "sign_out", OBJ_USER, cx->actor->user_id, NULL, NULL);
    resp->set_cookie = cookie_session_end(cx->arena, cx->app->config->secure_cookies);
    resp->redirect = "/sign-in";
    return true;
}
