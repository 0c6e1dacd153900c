// SPDX-License-Identifier: Apache-2.0
#include "app/ask_again.h"
#include "app/form.h"
#include "app/list.h"
#include <string.h>

static bool is_shown(const Val *fields, const char *name)
{
    for (const Val *f = val_first(fields); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), name) == 0)
            return true;
    return false;
}

static void add_fields(Val *list, const Val *fields)
{
    for (Val *f = (Val *)val_first(fields), *next; f; f = next) {
        next = (Val *)val_next(f);
        val_add(list, f);
    }
}

/* The filters at fault; of a name that stands on several rows the first. */
static void add_filters(Req *req, const ListFilter *filters, const Err *err, Val *list)
{
    for (const ListFilter *f = filters; f && f->name; f++) {
        Input one[] = { f->input, INPUTS_END };
        one[0].field.name = f->name;
        one[0].required = false;
        if (f->input.label && err_names(err, f->name) && !is_shown(list, f->name))
            add_fields(list, form_fields(req, "", one, NULL));
    }
}

Val *ask_again(const PageContext *pc, const Err *err)
{
    Arena *a = pc->cx->arena;
    const HttpReq *http = pc->http;
    const Input *inputs = pc->route && http->method == GET ? pc->route->inputs : NULL;
    Val *fields = val_list(a), *kept = val_list(a), *v = val_map(a);
    bool any = false;
    Refused typed = { .typed = http->query, .err = err };
    Req req = { .cx = pc->cx, .query = http->query, .http = http, .refused = &typed };
    if (http->method != GET || err->kind != ERR_INVALID)
        return val_null(a);
    if (inputs)
        add_fields(fields, form_fields(&req, "", inputs, NULL));
    add_filters(&req, pc->filters, err, fields);
    for (const Val *f = val_first(fields); f; f = val_next(f))
        any |= err_names(err, val_str(val_get(f, "name")));
    if (!any)
        return val_null(a);
    for (const Val *q = val_first(http->query); q; q = val_next(q))
        if (val_str(q) && *val_str(q) && !is_shown(fields, val_key(q)) && !err_names(err, val_key(q))) {
            Val *one = val_add(kept, val_map(a));
            val_put_text(a, one, "name", val_key(q));
            val_put_text(a, one, "value", val_str(q));
        }
    val_put_text(a, v, "action", http->path);
    val_put(v, "fields", fields);
    val_put(v, "kept", kept);
    return v;
}
