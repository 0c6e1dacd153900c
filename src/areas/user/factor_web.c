// SPDX-License-Identifier: Apache-2.0
/* The pages of one-time codes: begin with the password, confirm with a first code, see the recovery codes once,
 * take the second step away again. */
#include "areas/user/user_in.h"
#include "app/seal.h"
#include "doc/code_svg.h"
#include "user_queries.h"

typedef struct BeginForm { const char *password; } BeginForm;
const Input FACTOR_BEGIN_INPUTS[] = {
    INPUT(BeginForm, password, IN_PASSWORD, REQUIRED, 200, N_("Password")), INPUTS_END
};
typedef struct ConfirmForm { const char *code; } ConfirmForm;
const Input FACTOR_CONFIRM_INPUTS[] = {
    INPUT(ConfirmForm, code, IN_CODE, REQUIRED, 40, N_("Code"), N_("Six digits, as the device shows them now")), INPUTS_END
};
typedef struct RemoveForm { const char *password, *code; } RemoveForm;
const Input FACTOR_REMOVE_INPUTS[] = {
    INPUT(RemoveForm, password, IN_PASSWORD, REQUIRED, 200, N_("Password")),
    INPUT(RemoveForm, code,     IN_CODE,     REQUIRED, 40,  N_("Code"), N_("Six digits of your device, or a recovery code")),
    INPUTS_END
};

static void put_form(Req *req, Val *view, const char *name, const char *action, const Input *inputs, const char *submit)
{
    Val *form = form_view(req, action, inputs, NULL);
    val_replace(form, "submit", val_keep(req->cx->arena, tr(req->cx, submit)));
    form_ids(req->cx, form, name);
    val_put(view, name, form);
}

bool factor_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Factor f = { 0 };
    bool found;
    int64_t left;
    Val *v = resp->view;
    if (!factor_of(cx, cx->actor->user_id, &f, &found, err)
        || !db_int(cx->db, &Q_USER_RECOVERY_LEFT, BIND(P_INT(cx->actor->user_id)), 0, &left, err))
        return false;
    val_put_bool(cx->arena, v, "on", found && f.confirmed);
    val_put_bool(cx->arena, v, "begun", found && !f.confirmed);
    val_put_bool(cx->arena, v, "open", found && seal_is_open(f.secret));
    val_put(v, "since", found && f.confirmed ? val_instant(cx->arena, f.since) : val_null(cx->arena));
    val_put_int(cx->arena, v, "left", left);
    if (found && f.confirmed)
        put_form(req, v, "remove_form", "/account/factor/remove", FACTOR_REMOVE_INPUTS, N_("Stop asking for codes"));
    else
        put_form(req, v, "begin_form", "/account/factor", FACTOR_BEGIN_INPUTS, N_("Show a new code picture"));
    if (found && !f.confirmed)
        put_form(req, v, "confirm_form", "/account/factor/confirm", FACTOR_CONFIRM_INPUTS, N_("Confirm"));
    return true;
}

static bool write_begin(Cx *cx, void *arg, Err *err)
{
    return factor_begin(cx, cx->actor->user_id, arg, err);
}

/* In groups of four, as people copy it. */
static const char *in_fours(Arena *a, const char *text)
{
    Str s = str_make(a);
    for (size_t i = 0; text[i]; i++) {
        if (i && i % 4 == 0)
            str_addc(&s, ' ');
        str_addc(&s, text[i]);
    }
    return s.s;
}

bool factor_begin_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    BeginForm in = { 0 };
    Account account;
    NewFactor made;
    const char *picture;
    if (!not_by_program(cx, err) || !form_read(req, "", FACTOR_BEGIN_INPUTS, &in, err)
        || !account_get(cx, cx->actor->user_id, &account, err) || !device_recognise(req, &account, err)
        || !account_try(cx, &account, in.password, "password", err) || !factor_make(cx, &account, &made, err)
        || !code_svg(cx->arena, made.address, &picture, err)
        || !app_write(cx, write_begin, (void *)(uintptr_t)made.sealed, err))
        return false;
    resp->view = val_map(cx->arena);
    val_put_text(cx->arena, resp->view, "picture", picture);
    val_put_text(cx->arena, resp->view, "secret", in_fours(cx->arena, made.text));
    val_put_text(cx->arena, resp->view, "address", made.address);
    val_put_bool(cx->arena, resp->view, "open", seal_is_open(made.sealed));
    put_form(req, resp->view, "confirm_form", "/account/factor/confirm", FACTOR_CONFIRM_INPUTS, N_("Confirm"));
    resp->once = true;
    resp->redirect = "/account/factor";
    return true;
}

typedef struct Confirming { int64_t step; const char *const *codes; } Confirming;

static bool write_confirm(Cx *cx, void *arg, Err *err)
{
    Confirming *c = arg;
    return factor_confirm(cx, cx->actor->user_id, c->step, &c->codes, err);
}

bool factor_confirm_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    ConfirmForm in = { 0 };
    Factor f;
    bool found;
    Confirming c = { 0 };
    if (!not_by_program(cx, err) || !form_read(req, "", FACTOR_CONFIRM_INPUTS, &in, err)
        || !factor_of(cx, cx->actor->user_id, &f, &found, err))
        return false;
    if (!found || f.confirmed)
        return err_set(err, ERR_CONFLICT, NULL, N_("there is nothing to confirm"));
    if (!factor_step_of(cx, &f, in.code, &c.step, err))
        return false;
    if (!c.step)
        return err_set(err, ERR_INVALID, "code", N_("this is not the code of now; look at the clock of the device"));
    if (!app_write(cx, write_confirm, &c, err))
        return false;
    resp->view = val_map(cx->arena);
    Val *codes = val_put(resp->view, "codes", val_list(cx->arena));
    for (int i = 0; i < RECOVERY_CODES; i++)
        val_add(codes, val_text(cx->arena, c.codes[i]));
    resp->once = true;
    resp->redirect = "/account/factor";
    return true;
}

static bool write_remove(Cx *cx, void *arg, Err *err)
{
    const int64_t *id = arg;
    return factor_remove(cx, *id, err);
}

bool factor_remove_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    RemoveForm in = { 0 };
    Account account;
    if (!not_by_program(cx, err) || !form_read(req, "", FACTOR_REMOVE_INPUTS, &in, err)
        || !account_get(cx, cx->actor->user_id, &account, err) || !device_recognise(req, &account, err)
        || !account_try(cx, &account, in.password, "password", err) || !factor_try(cx, &account, in.code, "code", err)
        || !app_write(cx, write_remove, &account.id, err))
        return false;
    resp->redirect = "/account/factor";
    resp->notice = N_("One-time codes are no longer asked for");
    return true;
}
