// SPDX-License-Identifier: Apache-2.0
/* Every version of a draft, what changed in it, and the remarks that were made on it. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

typedef struct VersionRow { int64_t version; Instant saved; const char *body, *surname, *name; } VersionRow;
static const Field VERSION_FIELDS[] = {
    FIELD(VersionRow, version), FIELD(VersionRow, saved), FIELD(VersionRow, body), FIELD(VersionRow, surname),
    FIELD(VersionRow, name), FIELDS_END
};

static Val *remarks_on(Cx *cx, const Visa *visas, size_t n, const VersionRow *row, const VersionRow *next)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        const Visa *v = &visas[i];
        if (strcmp(v->state, "returned") != 0 || v->at.us < row->saved.us
            || (next && v->at.us >= next->saved.us))
            continue;
        Val *one = val_add(list, val_map(a));
        val_put_text(a, one, "who", v->surname ? az_initials(a, v->surname, v->name, NULL) : "");
        val_put_text(a, one, "post", v->signature);
        val_put_text(a, one, "text", v->remark);
        val_put(one, "at", val_instant(a, v->at));
    }
    return list;
}

bool order_versions_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Order o;
    size_t n, visas_n;
    if (!order_get(cx, req->id, &o, err))
        return false;
    const VersionRow *rows =
        db_all(cx->db, a, &Q_ORDER_VERSIONS, BIND(P_INT(o.id)), VERSION_FIELDS, sizeof(VersionRow), &n, err);
    const Visa *visas = rows ? order_visas(cx, o.id, &visas_n, err) : NULL;
    if (!visas)
        return false;
    Val *v = val_put(resp->view, "order", val_record(a, &o, ORDER_FIELDS)), *list = val_list(a);
    val_put_text(a, v, "state_text", order_state_text(cx, o.state));
    const Val *before = NULL;
    for (size_t i = 0; i < n; i++) {
        const Val *body = ledger_payload(a, rows[i].body, err);
        if (!body)
            return false;
        Val *one = val_add(list, val_map(a)), *changes = val_list(a);
        if (before && !compare_versions(cx, before, body, changes, err))
            return false;
        val_put_int(a, one, "number", (int64_t)i + 1);
        val_put(one, "saved", val_instant(a, rows[i].saved));
        val_put_text(a, one, "who",
                     rows[i].surname ? az_initials(a, rows[i].surname, rows[i].name, NULL) : "");
        val_put_text(a, one, "heading", val_str(val_get(body, "heading")));
        val_put_bool(a, one, "first", i == 0);
        val_put(one, "changes", changes);
        val_put(one, "remarks", remarks_on(cx, visas, visas_n, &rows[i], i + 1 < n ? &rows[i + 1] : NULL));
        before = body;
    }
    val_put(resp->view, "versions", list);
    return true;
}
