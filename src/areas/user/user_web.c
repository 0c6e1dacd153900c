// SPDX-License-Identifier: Apache-2.0
/* Signing in and out, and one's own sessions. */
#include "areas/user/user.h"
#include "app/journal.h"
#include "user_queries.h"
#include "web/cookie.h"
#include "web/secret.h"
#include <string.h>

typedef struct SignIn { const char *login, *password, *next; } SignIn;
static const Input SIGN_IN_INPUTS[] = {
    INPUT(SignIn, login,    IN_LINE,     REQUIRED, 60,  N_("Login")),
    INPUT(SignIn, password, IN_PASSWORD, REQUIRED, 200, N_("Password")),
    INPUT(SignIn, next,     IN_HIDDEN,   OPTIONAL, 500, N_("Next page")),
    INPUTS_END
};

typedef struct Account {
    int64_t     id, person_id;
    const char *login, *password;
    bool        administrator, disabled;
    int64_t     failures;
    Instant     locked_until;
} Account;
static const Field ACCOUNT_FIELDS[] = {
    FIELD(Account, id), FIELD(Account, person_id), FIELD(Account, login), FIELD(Account, password),
    FIELD(Account, administrator), FIELD(Account, disabled), FIELD(Account, failures),
    FIELD(Account, locked_until), FIELDS_END
};

typedef struct DemoRole { const char *login, *demo_role; } DemoRole;
static const Field DEMO_FIELDS[] = { FIELD(DemoRole, login), FIELD(DemoRole, demo_role), FIELDS_END };

static bool sign_in_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    const char *next = val_str(val_get(req->query, "next")), *login = val_str(val_get(req->query, "login"));
    SignIn defaults = { .login = cx->app->demo && login ? login : "", .password = "", .next = next ? next : "/" };
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

typedef struct Outcome {
    const Account *account;
    bool           right;
    char          *token, *csrf;
    char           token_hash[SHA256_TEXT];
    Instant        expires;
} Outcome;

/* What a try leaves behind: a session, or one more failure. */
static bool keep_outcome(Cx *cx, void *arg, Err *err)
{
    const Outcome *o = arg;
    if (!o->right) {
        int64_t failures = o->account->failures + 1;
        Instant until = { cx->now.us + user_lock_seconds(failures) * 1000000 };
        journal_add(cx, "sign_in.refused", OBJ_USER, o->account->id, NULL, NULL);
        return db_run(cx->db, &Q_USER_FAILED, BIND(P_INT(o->account->id), P_INT(failures), P_INSTANT(until)), NULL, err);
    }
    journal_add(cx, "sign_in", OBJ_USER, o->account->id, NULL, NULL);
    return db_run(cx->db, &Q_USER_FAILED, BIND(P_INT(o->account->id), P_INT(0), P_INSTANT(((Instant){ 0 }))), NULL, err)
        && db_run(cx->db, &Q_USER_SESSIONS_SWEEP, BIND(P_INSTANT(((Instant){ cx->now.us - 30 * 86400000000LL }))), NULL, err)
        && db_run(cx->db, &Q_USER_SESSION_ADD,
                  BIND(P_TEXT(o->token_hash), P_INT(o->account->id), P_TEXT(o->csrf), P_INSTANT(cx->now),
                       P_INSTANT(o->expires)), NULL, err);
}

/* The hash of nobody's password: what an unknown login is measured against. */
static const char DECOY[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static bool safe_next(const char *next) { return next && next[0] == '/' && next[1] != '/' && next[1] != '\\'; }

static bool sign_in(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    SignIn in = { 0 };
    if (!form_read(req, "", SIGN_IN_INPUTS, &in, err))
        return false;
    Account account = { 0 };
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_USER_BY_LOGIN, BIND(P_TEXT(in.login)), ACCOUNT_FIELDS, &account, &found, err))
        return false;
    if (found && account.locked_until.us > cx->now.us) {
        int64_t minutes = (account.locked_until.us - cx->now.us) / 60000000 + 1;
        return err_set(err, ERR_INVALID, "login", N_("too many wrong passwords; try again in {0} min"),
                       arena_printf(cx->arena, "%lld", (long long)minutes));
    }
    /* An unknown login costs as much time as a known one. */
    bool right = password_matches(found ? account.password : DECOY, in.password);
    right = right && found && !account.disabled;
    Outcome o = { .account = &account, .right = right };
    if (right) {
        o.token = secret_token(cx->arena);
        sha256_hex(o.token, strlen(o.token), o.token_hash);
        o.csrf = secret_token(cx->arena);
        o.expires = (Instant){ cx->now.us + cx->app->config->session_hours * 3600000000LL };
    }
    if (found && !app_write(cx, keep_outcome, &o, err))
        return false;
    if (!right)
        return err_set(err, ERR_INVALID, "password", N_("the login or the password is wrong"));
    resp->set_cookie = cookie_session(cx->arena, o.token, cx->app->config->secure_cookies);
    resp->redirect = safe_next(in.next) ? in.next : "/";
    return true;
}

static bool sign_out(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    if (!db_run(cx->db, &Q_USER_SESSIONS_END_OF, BIND(P_INT(cx->actor->user_id), P_INSTANT(cx->now)), NULL, err))
        return false;
    journal_add(cx, "sign_out", OBJ_USER, cx->actor->user_id, NULL, NULL);
    resp->set_cookie = cookie_session_end(cx->arena, cx->app->config->secure_cookies);
    resp->redirect = "/sign-in";
    return true;
}

typedef struct SessionRow { Instant created, expires; } SessionRow;
static const Field SESSION_FIELDS[] = { FIELD(SessionRow, created), FIELD(SessionRow, expires), FIELDS_END };

static bool account_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    size_t n;
    const SessionRow *rows = db_all(cx->db, cx->arena, &Q_USER_SESSIONS_OF,
                                    BIND(P_INT(cx->actor->user_id), P_INSTANT(cx->now)), SESSION_FIELDS,
                                    sizeof(SessionRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(resp->view, "sessions", val_list(cx->arena));
    for (size_t i = 0; i < n; i++)
        val_add(list, val_record(cx->arena, &rows[i], SESSION_FIELDS));
    val_put_text(cx->arena, resp->view, "name", cx->actor->name);
    Val *posts = val_put(resp->view, "posts", val_list(cx->arena));
    for (size_t i = 0; i < cx->actor->count; i++) {
        const Standing *s = &cx->actor->standings[i];
        if (s->ground == GROUND_SELF)
            continue;
        Val *p = val_add(posts, val_map(cx->arena));
        val_put_text(cx->arena, p, "title", s->post_title);
        val_put_bool(cx->arena, p, "acting", s->ground == GROUND_ACTING);
        val_put_bool(cx->arena, p, "substitute", s->ground == GROUND_SUBSTITUTE);
        val_put_bool(cx->arena, p, "may_write", s->may_write);
    }
    return true;
}

static const Route ROUTES[] = {
    /* method path        act              object    handler       template             inputs          again */
    { GET,  "/sign-in",  ACT_PUBLIC,      OBJ_NONE, sign_in_page, "user/sign_in.html", NULL,           NULL,
      .title = N_("Sign in") },
    { POST, "/sign-in",  ACT_PUBLIC,      OBJ_NONE, sign_in,      NULL,                SIGN_IN_INPUTS, "/sign-in",
      .title = N_("Sign in"), .lane = LANE_SLOW },
    { POST, "/sign-out", ACT_OWN_ACCOUNT, OBJ_NONE, sign_out,     NULL,                NULL,           NULL },
    { GET,  "/account",  ACT_OWN_ACCOUNT, OBJ_NONE, account_page, "user/account.html", NULL,           NULL,
      .title = N_("My account") },
    { 0 }
};

const Area user_area = { .name = "user", .routes = ROUTES, .queries = USER_QUERIES };
