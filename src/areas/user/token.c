// SPDX-License-Identifier: Apache-2.0
/* Tokens for programs: made by the owner of an account, shown once, ended by him or by their day. */
#include "areas/user/user_in.h"
#include "app/journal.h"
#include "user_queries.h"
#include <stdlib.h>
#include <string.h>

enum { TOKENS_MOST = 20, TOKEN_DAYS_MOST = 366, TOKEN_DAYS = 90 };

typedef struct TokenForm { const char *name; Date until; bool reads_only; } TokenForm;
const Input TOKEN_INPUTS[] = {
    INPUT(TokenForm, name,  IN_LINE, REQUIRED, 100, N_("What the token is for"), N_("The name of the program")),
    INPUT(TokenForm, until, IN_DATE, REQUIRED, 10,  N_("Last day"), N_("A year ahead at most"), .day = DAY_OF_TERM),
    INPUT(TokenForm, reads_only, IN_CHECK, OPTIONAL, 1, N_("For reading alone: it sends no form")),
    INPUTS_END
};

typedef struct TokenRow { int64_t id; const char *name; Instant created, expires, used; bool reads_only; } TokenRow;
static const Field TOKEN_FIELDS[] = {
    FIELD(TokenRow, id), FIELD(TokenRow, name), FIELD(TokenRow, created), FIELD(TokenRow, expires),
    FIELD(TokenRow, reads_only), FIELDS_END
}, USED_FIELDS[] = {
    FIELD(TokenRow, id), FIELD(TokenRow, name), FIELD(TokenRow, created), FIELD(TokenRow, expires),
    FIELD(TokenRow, used), FIELD(TokenRow, reads_only), FIELDS_END
};

static const TokenRow *tokens_of(Cx *cx, size_t *ret_count, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_USER_TOKENS_OF, BIND(P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)),
                  USED_FIELDS, sizeof(TokenRow), ret_count, err);
}

bool account_put_tokens(Req *req, Val *view, Err *err)
{
    Cx *cx = req->cx;
    size_t n;
    const TokenRow *rows = tokens_of(cx, &n, err);
    if (!rows)
        return false;
    Val *list = val_put(view, "tokens", val_list(cx->arena));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_record(cx->arena, &rows[i], TOKEN_FIELDS));
        val_put(v, "used", rows[i].used.us ? val_instant(cx->arena, rows[i].used) : val_null(cx->arena));
        val_put_date(cx->arena, v, "until", date_add_days(instant_day(rows[i].expires), -1));
    }
    TokenForm defaults = { .name = "", .until = date_add_days(instant_day(cx->real_now), TOKEN_DAYS) };
    Val *form = form_view(req, "/account/tokens", TOKEN_INPUTS, &defaults);
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Make a token"))));
    val_put(view, "token_form", form);
    return true;
}

bool token_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    TokenForm in = { 0 };
    size_t live;
    Date today = instant_day(cx->real_now);
    if (!not_by_program(cx, err) || !form_read(req, "", TOKEN_INPUTS, &in, err) || !tokens_of(cx, &live, err))
        return false;
    if (date_before(in.until, today) || date_before(date_add_days(today, TOKEN_DAYS_MOST), in.until))
        return err_set(err, ERR_INVALID, "until", N_("a token lasts until a day from today to a year ahead"));
    if (live >= TOKENS_MOST)
        return err_set(err, ERR_CONFLICT, "name", N_("there are 20 tokens already; end one first"));
    const char *token = arena_printf(a, "kadr_%s", secret_token(a));
    char hash[SHA256_TEXT];
    sha256_hex(token, strlen(token), hash);
    Instant expires = instant_day_start(date_add_days(in.until, 1));
    if (!db_int(cx->db, &Q_USER_TOKEN_ADD,
                BIND(P_INT(cx->actor->user_id), P_TEXT(hash), P_TEXT(in.name), P_INSTANT(cx->real_now), P_INSTANT(expires),
                     P_BOOL(in.reads_only)), 0, &resp->created_id, err))
        return false;
    Val *data = val_map(a);
    val_put_text(a, data, "name", in.name);
    val_put_date(a, data, "until", in.until);
    val_put_bool(a, data, "reads_only", in.reads_only);
    journal_add(cx, "token.add", OBJ_USER, cx->actor->user_id, data, req->grant);
    resp->view = val_map(a);
    val_put_text(a, resp->view, "token", token);
    val_put_text(a, resp->view, "name", in.name);
    val_put_date(a, resp->view, "until", in.until);
    val_put_bool(a, resp->view, "reads_only", in.reads_only);
    resp->once = true;
    resp->redirect = "/account";
    return true;
}

bool token_end_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t changes, id = strspn(req->name, "0123456789") == strlen(req->name) ? strtoll(req->name, NULL, 10) : 0;
    if (!not_by_program(cx, err)
        || !db_run(cx->db, &Q_USER_TOKEN_END, BIND(P_INT(id), P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)),
                   &changes, err))
        return false;
    if (!changes)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such token"));
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "token", id);
    journal_add(cx, "token.end", OBJ_USER, cx->actor->user_id, data, NULL);
    resp->redirect = "/account";
    resp->notice = N_("The token was ended");
    return true;
}
