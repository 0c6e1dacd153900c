// SPDX-License-Identifier: Apache-2.0
/* One's own account: posts, sessions, password. */
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "user_queries.h"
#include <string.h>

typedef struct PasswordForm { const char *old, *fresh, *repeat; } PasswordForm;
const Input PASSWORD_INPUTS[] = {
    INPUT(PasswordForm, old,    IN_PASSWORD, REQUIRED, 200, N_("Password until now")),
    INPUT(PasswordForm, fresh,  IN_PASSWORD, REQUIRED, 200, N_("New password"), N_("At least 10 characters")),
    INPUT(PasswordForm, repeat, IN_PASSWORD, REQUIRED, 200, N_("New password once more")),
    INPUTS_END
};

bool not_by_program(const Cx *cx, Err *err)
{
    return !cx->actor->bearer
        || err_set(err, ERR_DENIED, NULL, N_("a program does not change the account; sign in with the password"));
}

typedef struct SessionRow { const char *token_hash; Instant created, expires; } SessionRow;
static const Field SESSION_FIELDS[] = {
    FIELD(SessionRow, token_hash), FIELD(SessionRow, created), FIELD(SessionRow, expires), FIELDS_END
};

static bool put_sessions(Cx *cx, Val *view, Err *err)
{
    size_t n;
    const SessionRow *rows = db_all(cx->db, cx->arena, &Q_USER_SESSIONS_OF,
                                    BIND(P_INT(cx->actor->user_id), P_INSTANT(cx->wall)), SESSION_FIELDS,
                                    sizeof(SessionRow), &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "sessions", val_list(cx->arena));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_map(cx->arena));
        val_put_text(cx->arena, v, "id", rows[i].token_hash);
        val_put(v, "created", val_instant(cx->arena, rows[i].created));
        val_put(v, "expires", val_instant(cx->arena, rows[i].expires));
        val_put_bool(cx->arena, v, "this_one", strcmp(rows[i].token_hash, cx->actor->session) == 0);
    }
    return true;
}

static void put_posts(Cx *cx, Val *view)
{
    Val *posts = val_put(view, "posts", val_list(cx->arena));
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
}

bool account_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Val *form = form_view(req, "/account/password", PASSWORD_INPUTS, NULL);
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Change the password"))));
    val_put(resp->view, "password_form", form);
    val_put_text(cx->arena, resp->view, "name", cx->actor->name);
    val_put_text(cx->arena, resp->view, "csrf", cx->actor->csrf);
    val_put_bool(cx->arena, resp->view, "administrator", cx->actor->administrator);
    put_posts(cx, resp->view);
    return put_sessions(cx, resp->view, err) && account_put_tokens(req, resp->view, err);
}

typedef struct Change { int64_t id; const char *hash; } Change;

static bool write_password(Cx *cx, void *arg, Err *err)
{
    const Change *c = arg;
    return account_set_password(cx, c->id, c->hash, false, cx->actor->session, err);
}

bool password_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    PasswordForm in = { 0 };
    Account account;
    if (!not_by_program(cx, err) || !form_read(req, "", PASSWORD_INPUTS, &in, err)
        || !account_get(cx, cx->actor->user_id, &account, err))
        return false;
    password_fit(in.fresh, account.login, "fresh", err);
    if (strcmp(in.fresh, in.old) == 0)
        err_add(err, "fresh", N_("the new password is the one until now"));
    if (strcmp(in.fresh, in.repeat) != 0)
        err_add(err, "repeat", N_("this is not the new password"));
    if (err->kind != ERR_NONE || !account_try(cx, &account, in.old, "old", err))
        return false;
    Change c = { account.id, password_hash(cx->arena, in.fresh) };
    resp->redirect = "/account";
    resp->notice = N_("The password is changed; your other sessions were ended");
    return app_write(cx, write_password, &c, err);
}

bool session_end_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t changes;
    if (!not_by_program(cx, err)
        || !db_run(cx->db, &Q_USER_SESSION_END,
                   BIND(P_TEXT(req->name), P_INT(cx->actor->user_id), P_INSTANT(cx->wall)), &changes, err))
        return false;
    if (!changes)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such session"));
    journal_add(cx, "session.end", OBJ_USER, cx->actor->user_id, NULL, NULL);
    resp->redirect = "/account";
    resp->notice = N_("The session was ended");
    return true;
}
