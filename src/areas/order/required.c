// SPDX-License-Identifier: Apache-2.0
/* Papers without which an item may not be registered: ticked in the draft, or by the keeper who saw them. */
#include "areas/order/order_in.h"
#include "order_queries.h"
#include <stdlib.h>

typedef struct PaperRow { int64_t no, paper; } PaperRow;
static const Field PAPER_FIELDS[] = { FIELD(PaperRow, no), FIELD(PaperRow, paper), FIELDS_END };

typedef struct Seen { const PaperRow *rows; size_t n; } Seen;

static bool read_seen(Cx *cx, int64_t order, Seen *ret, Err *err)
{
    ret->rows = db_all(cx->db, cx->arena, &Q_ORDER_PAPERS, BIND(P_INT(order)), PAPER_FIELDS, sizeof(PaperRow), &ret->n,
                       err);
    return ret->rows != NULL;
}

static bool is_there(Cx *cx, const Seen *seen, const Item *item, size_t paper)
{
    if (*order_sent(cx->arena, val_get(item->typed, "papers"), arena_printf(cx->arena, "p%zu", paper)))
        return true;
    for (size_t i = 0; i < seen->n; i++)
        if (seen->rows[i].no == item->no && seen->rows[i].paper == (int64_t)paper)
            return true;
    return false;
}

bool papers_there(Cx *cx, int64_t order, const Item *items, size_t n, Err *err)
{
    Seen seen;
    if (!read_seen(cx, order, &seen, err))
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; items[i].as->required_papers && items[i].as->required_papers[p]; p++)
            if (!is_there(cx, &seen, &items[i], p))
                err_add(err, arena_printf(cx->arena, "%s.papers.p%zu", items[i].field, p),
                        N_("required before registration: {0}"), tr(cx, items[i].as->required_papers[p]));
    return err->kind == ERR_NONE;
}

/* The number behind a letter, "i12"; -1 when it is something else. */
static int64_t place(const char *name, char letter)
{
    char *end;
    if (!name || name[0] != letter)
        return -1;
    long n = strtol(name + 1, &end, 10);
    return end > name + 1 && !*end && n >= 0 && n < ORDER_ITEMS ? n : -1;
}

bool order_papers_seen(Cx *cx, int64_t id, const Val *form, Err *err)
{
    for (const Val *item = val_first(val_get(form, "papers")); item; item = val_next(item))
        for (const Val *tick = val_first(item); tick; tick = val_next(tick)) {
            int64_t no = place(val_key(item), 'i'), paper = place(val_key(tick), 'p');
            if (no < 0 || paper < 0 || !*order_sent(cx->arena, item, val_key(tick)))
                continue;
            if (!db_run(cx->db, &Q_ORDER_PAPER_ADD,
                        BIND(P_INT(id), P_INT(no), P_INT(paper), P_INT(cx->actor->person_id), P_INSTANT(cx->now)), NULL,
                        err))
                return false;
        }
    return true;
}

bool papers_fields(Req *req, const Order *o, Val *fields, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Seen seen;
    Item *items;
    size_t n;
    const Val *form = order_form(cx, o, err);
    if (!form || !items_read(cx, form, true, &items, &n, &(Err){ 0 }) || !read_seen(cx, o->id, &seen, err))
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; items[i].as->required_papers && items[i].as->required_papers[p]; p++) {
            const Input one[] = { { { arena_printf(a, "p%zu", p), F_BOOL, 0 }, IN_CHECK, OPTIONAL, 1,
                                    items[i].as->required_papers[p], NULL, NULL }, INPUTS_END };
            bool there = is_there(cx, &seen, &items[i], p);
            const Val *drawn = val_first(form_fields(req, arena_printf(a, "papers.i%d", items[i].no), one, &there));
            Val *v = val_add(fields, order_copy(a, drawn));
            val_replace(v, "label", val_text(a, arena_printf(a, "%d. %s", items[i].no + 1, val_str(val_get(drawn, "label")))));
        }
    return true;
}
