// SPDX-License-Identifier: Apache-2.0
/* One's own account: posts and password. */
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "user_queries.h"
#include <string.h>

typedef struct PasswordForm { const char *old, *fresh, *repeat; } PasswordForm;
const Input PASSWORD_INPUTS[] = {
    INPUT(PasswordForm, old,    IN_PASSWORD, REQUIRED, 200, N_("Password until now")),
    INPUT(PasswordForm, fresh,  IN_PASSWORD, REQUIRED, 200, N_("New password"),
          N_("At least 10 characters; neither your name nor the login in it")),
    INPUT(PasswordForm, repeat, IN_PASSWORD, REQUIRED, 200, N_("New password once more")),
    INPUTS_END
};

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
    Account account;
    if (!account_get(cx, cx->actor->user_id, &account, err))
        return false;
    val_put_bool(cx->arena, resp->view, "factor", account.factor);
    val_put_text(cx->arena, resp->view, "login", account.login);
    val_put_bool(cx->arena, resp->view, "serves", cx->actor->person_id && !cx->actor->administrator);
    val_put_text(cx->arena, resp->view, "name", cx->actor->name);
    val_put_text(cx->arena, resp->view, "csrf", cx->actor->csrf);
    val_put_bool(cx->arena, resp->view, "administrator", cx->actor->administrator);
    put_posts(cx, resp->view);
    return account_put_sessions(cx, resp->view, err) && account_put_tokens(req, resp->view, err);
}

bool password_page(Req *req, Resp *resp, Err *err)
{
    (void)err;
    Cx *cx = req->cx;
    Val *form = form_view(req, "/account/password", PASSWORD_INPUTS, NULL);
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Change the password"))));
    val_put(resp->view, "form", form);
    val_put_bool(cx->arena, resp->view, "held", cx->actor->held != NULL);
    return true;
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
        || !account_get(cx, cx->actor->user_id, &account, err) || !device_recognise(req, &account, err))
        return false;
    password_fit(cx->arena, in.fresh, &account, "fresh", err);
    if (strcmp(in.fresh, in.old) == 0)
        err_add(err, "fresh", N_("the new password is the one until now"));
    if (strcmp(in.fresh, in.repeat) != 0)
        err_add(err, "repeat", N_("this is not the new password"));
    if (err->kind != ERR_NONE || !account_try(cx, &account, in.old, "old", err))
        return false;
    Change c = { account.id, password_hash(cx->arena, in.fresh) };
    resp->redirect = account.given ? "/" : "/account";
    resp->notice = N_("The password is changed; your other sessions were ended");
    return app_write(cx, write_password, &c, err);
}
