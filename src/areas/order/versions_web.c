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

static void add_change(Arena *a, Val *list, const char *path, const Val *was, const Val *is)
{
    Val *v = val_add(list, val_map(a));
    const char *before = val_str(was), *after = val_str(is);
    val_put_text(a, v, "path", path);
    val_put_text(a, v, "before", before ? before : "");
    val_put_text(a, v, "after", after ? after : "");
}

/* Walks both trees; every leaf that differs is a line.  `is` names it, or `was` where it went away. */
static void compare(Arena *a, Val *list, const char *path, const Val *was, const Val *is)
{
    const Val *side = is ? is : was;
    if (val_type(side) != V_MAP && val_type(side) != V_LIST) {
        const char *before = val_str(was), *after = val_str(is);
        if (strcmp(before ? before : "", after ? after : "") != 0)
            add_change(a, list, path, was, is);
        return;
    }
    bool places = val_type(side) == V_LIST;
    size_t n = val_count(was) > val_count(is) ? val_count(was) : val_count(is);
    for (size_t i = 0; places && i < n; i++) {
        const char *at = arena_printf(a, "%zu", i);
        compare(a, list, arena_printf(a, "%s.%zu", path, i + 1), val_at(was, at), val_at(is, at));
    }
    for (const Val *c = places ? NULL : val_first(is); c; c = val_next(c))
        compare(a, list, *path ? arena_printf(a, "%s.%s", path, val_key(c)) : val_key(c),
                val_get(was, val_key(c)), c);
    for (const Val *c = places ? NULL : val_first(was); c; c = val_next(c))
        if (!val_get(is, val_key(c)))
            compare(a, list, *path ? arena_printf(a, "%s.%s", path, val_key(c)) : val_key(c), c, NULL);
}

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
        if (before)
            compare(a, changes, "", before, body);
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
