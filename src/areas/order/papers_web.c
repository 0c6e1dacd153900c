// SPDX-License-Identifier: Apache-2.0
/* The papers of an order: its PDF, its scan, and the extract for the one an item names. */
#include "app/files.h"
#include "areas/order/order_in.h"
#include "base/text.h"
#include "doc/pdf.h"
#include "doc/scan.h"
#include "order_queries.h"
#include <stdlib.h>
#include <string.h>

enum { SCAN_WIDTH = 1100 };

static const Field ITEM_FIELDS[] = {
    FIELD(ItemRow, id), FIELD(ItemRow, no), FIELD(ItemRow, person_id), FIELD(ItemRow, target), FIELD(ItemRow, input),
    FIELD(ItemRow, kind), FIELD(ItemRow, text), FIELD(ItemRow, surname), FIELD(ItemRow, name),
    FIELD(ItemRow, patronymic), FIELD(ItemRow, patronymic_kind), FIELD(ItemRow, how), FIELD(ItemRow, act),
    FIELD(ItemRow, annulled), FIELD(ItemRow, read_on), FIELD(ItemRow, contest), FIELD(ItemRow, contest_rule), FIELDS_END
};

const ItemRow *order_item_rows(Cx *cx, int64_t order, size_t *ret_n, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_ORDER_ITEMS,
                  BIND(P_INT(order), P_INSTANT(INSTANT_FOREVER), P_DATE(DATE_FOREVER)), ITEM_FIELDS,
                  sizeof(ItemRow), ret_n, err);
}

const char *item_person(Arena *a, const ItemRow *r)
{
    return person_full_name(a, &(Person){ .surname = r->surname, .name = r->name, .patronymic = r->patronymic,
                                          .patronymic_kind = r->patronymic_kind });
}

/* ---- papers ------------------------------------------------------------------------------------- */

static bool give_pdf(Cx *cx, Doc *doc, const char *name, Resp *resp, Err *err)
{
    Str out = str_make(cx->arena);
    if (!pdf_write(doc, cx->arena, &out, err))
        return false;
    resp->bytes = out.s;
    resp->size = out.len;
    resp->type = "application/pdf";
    resp->file_name = name;
    return true;
}

bool order_pdf_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Order o;
    Val *words;
    ActFrame frame;
    Err faults = { 0 };
    if (!order_get(cx, req->id, &o, err))
        return false;
    const char *kept = *o.pdf ? o.pdf : o.draft_pdf;
    const char *name = arena_printf(cx->arena, "emr-%lld.pdf", (long long)o.id);
    if (*kept && !o.historical) {
        resp->type = "application/pdf";
        resp->file = files_path(cx, kept);
        resp->file_name = name;
        return true;
    }
    if (!order_words(cx, &o, &words, &faults, err))
        return false;
    if (faults.kind != ERR_NONE)
        return err_set(err, ERR_CONFLICT, NULL, N_("the draft has no paper yet: {0}"), tr_fault(cx, &faults.faults[0]));
    return order_frame(cx, &o, &frame, err)
        && give_pdf(cx, act_doc(cx->arena, words, &frame), name, resp, err);
}

/* The paper as it was scanned, page by page, as pictures only. */
bool order_scan_page(Req *req, Resp *resp, Err *err)
{
    Arena *a = req->cx->arena;
    Order o;
    ScanInfo info;
    if (!order_get(req->cx, req->id, &o, err))
        return false;
    if (!*o.scan)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("this order has no scan"));
    if (!scan_inspect((ScanFile){ .path = files_path(req->cx, o.scan) }, NULL, &info, err))
        return false;
    Val *v = val_put(resp->view, "order", val_map(a)), *pages = val_put(resp->view, "pages", val_list(a));
    val_put_int(a, v, "id", o.id);
    val_put_text(a, v, "number", o.number);
    val_put_text(a, v, "heading", o.heading);
    for (int i = 1; i <= info.pages; i++)
        val_add(pages, val_int(a, i));
    return true;
}

bool order_scan_picture(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Order o;
    char *end;
    long page = strtol(req->name, &end, 10);
    if (!order_get(cx, req->id, &o, err))
        return false;
    if (!*o.scan || *end || page < 1 || page > SCAN_MOST_PAGES)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("this order has no scan"));
    Str png = str_make(cx->arena);
    if (!scan_render(files_path(cx, o.scan), (int)page, SCAN_WIDTH, cx->arena, &png, err))
        return false;
    resp->type = "image/png";
    resp->bytes = png.s;
    resp->size = png.len;
    return true;
}

/* The item of an extract; nobody reads another's through the right of being named. */
static bool own_item(Req *req, const Order *o, ItemRow *ret, Err *err)
{
    size_t n;
    const ItemRow *rows = order_item_rows(req->cx, o->id, &n, err);
    if (!rows)
        return false;
    for (size_t i = 0; i < n; i++)
        if (rows[i].id == req->id2) {
            const char *relation = req->grant ? req->grant->relation : NULL;
            *ret = rows[i];
            if (relation && strcmp(relation, "named") == 0 && ret->person_id != req->cx->actor->person_id)
                return err_set(err, ERR_DENIED, NULL, N_("this item is about another person"));
            return true;
        }
    return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such item in this order"));
}

static bool extract(Req *req, ItemRow *ret_item, Order *ret_order, Doc **ret, Err *err)
{
    Cx *cx = req->cx;
    Val *words;
    ActFrame f;
    if (!order_get(cx, req->id, ret_order, err) || !own_item(req, ret_order, ret_item, err))
        return false;
    if (!order_is(ret_order, "registered"))
        return err_set(err, ERR_CONFLICT, NULL, N_("an extract is taken from a registered order"));
    if (!order_words(cx, ret_order, &words, NULL, err) || !order_frame(cx, ret_order, &f, err))
        return false;
    f.extract = true;
    f.only = (int)ret_item->no;
    f.visa_count = 0;
    ActLine reader = { .name = item_person(cx->arena, ret_item),
                       .date = *ret_item->how ? az_date_numeric(cx->arena, ret_item->read_on) : NULL,
                       .mark = strcmp(ret_item->how, "signed") == 0 ? "tanış olub"
                             : *ret_item->how ? "imtina edib" : NULL };
    f.acquainted = arena_memdup(cx->arena, &reader, sizeof reader);
    f.acquainted_count = 1;
    *ret = act_doc(cx->arena, words, &f);
    return true;
}

bool order_extract_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Order o;
    ItemRow item;
    Doc *doc = NULL;
    if (!extract(req, &item, &o, &doc, err))
        return false;
    Val *v = val_put(resp->view, "item", val_map(cx->arena));
    val_put_int(cx->arena, v, "id", item.id);
    val_put_int(cx->arena, v, "no", item.no);
    val_put_int(cx->arena, v, "order_id", o.id);
    val_put_text(cx->arena, v, "number", o.number);
    val_put_text(cx->arena, v, "person", item_person(cx->arena, &item));
    val_put_text(cx->arena, v, "how", item.how);
    val_put(v, "read_on", val_date(cx->arena, item.read_on));
    val_put(v, "contest", val_date(cx->arena, item.contest));
    val_put_bool(cx->arena, v, "mine", item.person_id == cx->actor->person_id && !*item.how);
    val_put_text(cx->arena, v, "csrf", cx->actor->csrf);
    val_put(resp->view, "act", doc_view(cx->arena, doc));
    return true;
}

bool order_extract_pdf(Req *req, Resp *resp, Err *err)
{
    Order o;
    ItemRow item;
    Doc *doc = NULL;
    return extract(req, &item, &o, &doc, err)
           && give_pdf(
               req->cx, doc,
               arena_printf(req->cx->arena, "cixaris-%lld-%lld.pdf", (long long)o.id, (long long)item.no),
               resp, err);
}
