// SPDX-License-Identifier: Apache-2.0
/* The act itself: its words, and the one Doc behind preview, frozen PDF, registered PDF and extract. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include <string.h>

static const char BODY[] = "AZƏRBAYCAN RESPUBLİKASI\nDÖVLƏT MİQRASİYA XİDMƏTİ";

/* ---- words -------------------------------------------------------------------- */

/* “…Qanununun 28-ci maddəsini, …Əsasnaməsini və …”: norms cited once each, in the accusative. */
static const char *norms_text(Arena *a, const Item *items, size_t n)
{
    const char *norm[ORDER_ITEMS];
    size_t count = 0;
    for (size_t i = 0; i < n && count < ORDER_ITEMS; i++) {
        const char *one = items[i].as->norm;
        bool seen = !one || !*one;
        for (size_t k = 0; k < count && !seen; k++)
            seen = strcmp(norm[k], one) == 0;
        if (!seen)
            norm[count++] = one;
    }
    Str s = str_make(a);
    for (size_t k = 0; k < count; k++) {
        str_add(&s, k == 0 ? "" : k + 1 == count ? " və " : ", ");
        str_add(&s, az_case_possessive(a, norm[k], AZ_ACCUSATIVE));
    }
    return s.s;
}

static const char *item_text(Cx *cx, const Item *item, Err *err)
{
    const char *text = "";
    OrderItem view = item_view(item, cx->today);
    if (item->as != item->kind || !item->undo) {
        if (item->as->text && !item->as->text(cx, &view, &text, err))
            return NULL;
    }
    return item->undo ? undo_text(cx, item->undo, text, err) : text;
}

/* The text, or the fault in its place where faults are gathered; NULL: fails. */
static const char *text_or_fault(Cx *cx, const Item *item, Err *faults, Err *err)
{
    Err own = { 0 };
    const char *text = item_text(cx, item, &own);
    if (text)
        return text;
    if (!faults || !order_of_draft(&own)) {
        order_faults(err, &own);
        return NULL;
    }
    order_faults(faults, &own);
    return tr_args(cx, N_("This item cannot be worded: {0}"), tr_fault(cx, &own.faults[0]), NULL);
}

Val *act_words(Cx *cx, const char *heading, const Item *items, size_t n, const char *control,
               const char *basis, Err *faults, Err *err)
{
    Arena *a = cx->arena;
    Val *words = val_map(a), *list = val_list(a);
    const char *norms = norms_text(a, items, n), *text = undo_suppose(cx, items, n, err) ? "" : NULL;
    for (size_t i = 0; text && i < n; i++) {
        text = text_or_fault(cx, &items[i], faults, err);
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "no", items[i].no + 1);
        val_put_int(a, v, "person_id", items[i].person.id);
        val_put_text(a, v, "name", person_full_name(a, &items[i].person));
        val_put_text(a, v, "text", text);
    }
    undo_suppose_end(cx);
    if (!text)
        return NULL;
    val_put_text(a, words, "heading", heading);
    val_put_text(a, words, "preamble", *norms ? arena_printf(a, "%s rəhbər tutaraq,", norms) : "");
    val_put(words, "items", list);
    val_put_text(a, words, "control", control);
    val_put_text(a, words, "basis", basis);
    return words;
}

/* ---- the paper ---------------------------------------------------------------- */

/* A point; the person's name is bold, with the case ending it may carry. */
static void put_point(Arena *a, Doc *d, const Val *item)
{
    const char *text = val_str(val_get(item, "text")), *name = val_str(val_get(item, "name"));
    const char *at = text && name && *name ? strstr(text, name) : NULL;
    if (!at) {
        doc_more(d, 0, text ? text : "");
        return;
    }
    size_t n = strlen(name);
    n += strcspn(at + n, " ,.;:()\n");
    doc_more(d, 0, arena_strndup(a, text, (size_t)(at - text)));
    doc_more(d, DOC_BOLD, arena_strndup(a, at, n));
    doc_more(d, 0, at + n);
}

static void put_points(Arena *a, Doc *d, const Val *words, const ActFrame *f)
{
    const char *control = val_str(val_get(words, "control"));
    for (const Val *v = val_first(val_get(words, "items")); v; v = val_next(v)) {
        if (f->only && f->only != val_num(val_get(v, "no")))
            continue;
        if (f->only)
            doc_item_as(d, 1, arena_printf(a, "%d.", f->only), NULL);
        else
            doc_item(d, 1, NULL);
        put_point(a, d, v);
    }
    if (!f->only && control && *control)
        doc_item(d, 1, control);
}

static void put_marks(Doc *d, const ActFrame *f)
{
    if (f->visa_count)
        doc_visas(d, "Razılaşdırılıb:");
    for (size_t i = 0; i < f->visa_count; i++)
        doc_mark(d, &(DocMark){ .post = f->visas[i].post, .name = f->visas[i].name, .mark = f->visas[i].mark,
                                .date = f->visas[i].date, .remark = f->visas[i].remark });
    if (f->extract) {
        doc_visas(d, "Çıxarış düzgündür:");
        doc_mark(d, &(DocMark){ .post = "Kadrlar və kadr hazırlığı idarəsi", .name = "" });
    }
    if (f->acquainted_count)
        doc_acquaintance(d, "Əmrlə tanış oldum:");
    for (size_t i = 0; i < f->acquainted_count; i++)
        doc_mark(d, &(DocMark){ .name = f->acquainted[i].name, .mark = f->acquainted[i].mark,
                                .date = f->acquainted[i].date });
}

static void put_foot(Arena *a, Doc *d, const ActFrame *f)
{
    bool dated = !date_same(f->dated, DATE_FOREVER);
    const char *left = f->draft ? "Layihə" : NULL;
    if (f->number && dated)
        left = arena_printf(a, "№ %s, %s", f->number, az_date_numeric(a, f->dated));
    const char *hash = f->hash && *f->hash ? arena_printf(a, "%.16s", f->hash) : NULL;
    const char *qr = f->number && hash ? arena_printf(a, "kadr:order:%s:%s", f->number, hash) : NULL;
    doc_footer(d, left, hash, qr);
}

Doc *act_doc(Arena *a, const Val *words, const ActFrame *f)
{
    Doc *d = doc_new(a, "az");
    bool dated = !date_same(f->dated, DATE_FOREVER);
    const char *preamble = val_str(val_get(words, "preamble")), *basis = val_str(val_get(words, "basis"));
    doc_meta(d, f->number ? arena_printf(a, "%s nömrəli əmr", f->number) : "Əmr layihəsi", "Kadrlar idarəsi",
             f->made);
    doc_text_size(d, 13);
    put_foot(a, d, f);
    doc_emblem(d);
    doc_letterhead(d, BODY);
    doc_title(d, f->extract ? "ƏMRDƏN ÇIXARIŞ" : "ƏMR");
    doc_edges(d, f->number ? arena_printf(a, "№ %s", f->number) : "№ ________", "Bakı şəhəri",
              dated ? az_date(a, f->dated) : "“__” ________ 20__");
    doc_heading(d, val_str(val_get(words, "heading")));
    if (preamble && *preamble)
        doc_para(d, preamble);
    doc_formula(d, "ƏMR EDİRƏM:");
    put_points(a, d, words, f);
    doc_space(d, 2);
    if (basis && *basis && !f->only)
        doc_pair(d, "Əsas:", basis);
    doc_sign(d, &(DocSign){ .post = f->signer_post, .name = f->signer_name, .mark = f->signer_mark,
                            .ground = f->signer_ground,
                            .below = dated && f->signer_mark ? az_date_numeric(a, f->dated) : NULL });
    put_marks(d, f);
    return d;
}
