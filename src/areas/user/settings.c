// SPDX-License-Identifier: Apache-2.0
/* What a person chooses for himself, and what the program was told to be. */
#include "areas/user/user_in.h"
#include "app/config.h"
#include "app/i18n.h"
#include "app/journal.h"
#include "user_queries.h"
#include <stdlib.h>
#include <string.h>

static const Choice LANGUAGES[] = {
    { "az", N_("Azerbaijani") }, { "en", N_("English") }, { "ru", N_("Russian") }, { 0 }
};
static const Choice ROWS[] = { { "20", "20" }, { "50", "50" }, { "100", "100" }, { "200", "200" }, { 0 } };

typedef struct SettingsForm { const char *lang, *per_page; } SettingsForm;
const Input SETTINGS_INPUTS[] = {
    INPUT(SettingsForm, lang,     IN_CHOICE, OPTIONAL, 2, N_("Language of the pages"),
          N_("Empty: what your browser asks for. Papers are always in Azerbaijani."), LANGUAGES),
    INPUT(SettingsForm, per_page, IN_CHOICE, OPTIONAL, 3, N_("Rows of a list"), N_("Empty: 50"), ROWS),
    INPUTS_END
};

bool settings_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Account account;
    if (!account_get(cx, cx->actor->user_id, &account, err))
        return false;
    SettingsForm now = { account.lang, account.per_page
                         ? arena_printf(cx->arena, "%lld", (long long)account.per_page) : "" };
    val_put(resp->view, "form", form_view(req, "/settings", SETTINGS_INPUTS, &now));
    val_put_bool(cx->arena, resp->view, "administrator", cx->actor->administrator);
    return true;
}

bool settings_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    SettingsForm in = { "", "" };
    if (!not_by_program(cx, err) || !form_read(req, "", SETTINGS_INPUTS, &in, err)
        || !db_run(cx->db, &Q_USER_SETTINGS_SET,
                   BIND(P_INT(cx->actor->user_id), P_TEXT(in.lang), P_INT(strtoll(in.per_page, NULL, 10))), NULL, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "lang", in.lang);
    val_put_text(cx->arena, data, "per_page", in.per_page);
    journal_add(cx, "user.settings", OBJ_USER, cx->actor->user_id, data, NULL);
    /* The language of an earlier ?lang= would stand before the new choice. */
    resp->set_cookie = *in.lang
        ? arena_printf(cx->arena, "kadr_lang=%s; Path=/; Max-Age=31536000; SameSite=Lax%s", in.lang,
                       cx->app->config->secure_cookies ? "; Secure" : "")
        : "kadr_lang=; Path=/; Max-Age=0; SameSite=Lax";
    resp->redirect = "/settings";
    resp->notice = N_("The settings are saved");
    return true;
}

bool program_page(Req *req, Resp *resp, Err *err)
{
    (void)err;
    Cx *cx = req->cx;
    Val *keys = val_put(resp->view, "keys", config_view(cx->arena, cx->app->config));
    for (const Val *k = val_first(keys); k; k = val_next(k))
        val_replace((Val *)k, "help", val_keep(cx->arena, tr(cx, val_str(val_get(k, "help")))));
    val_put(resp->view, "engine", val_keep(cx->arena, db_engine(cx->db) == DB_SQLITE ? "SQLite" : "PostgreSQL"));
    val_put_bool(cx->arena, resp->view, "demo", cx->app->demo);
    return true;
}
