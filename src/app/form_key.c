// SPDX-License-Identifier: Apache-2.0
#include "app/form_key.h"
#include "app/i18n.h"
#include "app_queries.h"
#include "web/json_in.h"
#include <string.h>

enum { LONGEST_KEY = 64 };
static const int64_t KEPT_US = 3 * 86400000000LL;

FormKey form_key_of(const Cx *cx, const Val *form)
{
    const char *key = val_str(val_get(form, "_key"));
    bool used = key && *key && strlen(key) <= LONGEST_KEY && cx->actor->user_id;
    return (FormKey){ used ? key : NULL, false };
}

static bool read_result(Cx *cx, const char *text, Resp *ret, Err *err)
{
    Nest n = nest_make(cx->arena);
    if (!*text)                                   /* the first sending is durable, its answer was never made */
        return true;
    if (!json_read(&n, text, strlen(text), err))
        return false;
    const Val *v = nest_value(&n);
    ret->redirect = val_str(val_get(v, "location"));
    ret->notice = val_str(val_get(v, "notice"));
    ret->next = val_str(val_get(v, "next"));
    ret->next_label = val_str(val_get(v, "next_label"));
    ret->created_id = val_num(val_get(v, "id"));
    return true;
}

bool form_key_find(Cx *cx, const FormKey *k, Resp *ret, bool *ret_found, Err *err)
{
    typedef struct Row { const char *result; } Row;
    static const Field FIELDS[] = { FIELD(Row, result), FIELDS_END };
    Row row = { 0 };
    *ret_found = false;
    if (!k->key)
        return true;
    return db_one(cx->db, cx->arena, &Q_APP_FORM_KEY_FIND, BIND(P_TEXT(k->key), P_INT(cx->actor->user_id)), FIELDS,
                  &row, ret_found, err)
        && (!*ret_found || read_result(cx, row.result, ret, err));
}

bool form_key_claim(Cx *cx, FormKey *k, bool *ret_mine, Err *err)
{
    int64_t changes;
    *ret_mine = true;
    k->claimed = false;
    if (!k->key)
        return true;
    if (!db_run(cx->db, &Q_APP_FORM_KEY_CLAIM,
                BIND(P_TEXT(k->key), P_INT(cx->actor->user_id), P_INSTANT(cx->real_now)), &changes, err))
        return false;
    *ret_mine = k->claimed = changes == 1;
    return true;
}

bool form_key_keep(Cx *cx, const FormKey *k, const Resp *resp, Err *err)
{
    Arena *a = cx->arena;
    if (!k->claimed)
        return true;
    if (resp->view && !resp->redirect)
        return db_run(cx->db, &Q_APP_FORM_KEY_DROP, BIND(P_TEXT(k->key)), NULL, err);
    Val *v = val_map(a);
    Str text = str_make(a);
    val_put_int(a, v, "id", resp->created_id);
    val_put_text(a, v, "location", resp->redirect);
    val_put_text(a, v, "notice", resp->notice);
    val_put_text(a, v, "next", resp->next);
    val_put_text(a, v, "next_label", resp->next_label);
    val_write_canonical(v, &text);
    return db_run(cx->db, &Q_APP_FORM_KEY_KEEP, BIND(P_TEXT(k->key), P_TEXT(text.s)), NULL, err);
}

bool form_key_sweep(Cx *cx, Err *err)
{
    return db_run(cx->db, &Q_APP_FORM_KEY_SWEEP, BIND(P_INSTANT(((Instant){ cx->real_now.us - KEPT_US }))), NULL, err);
}
