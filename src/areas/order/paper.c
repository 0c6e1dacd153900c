// SPDX-License-Identifier: Apache-2.0
/* An order's words and printed frame in each of its states, and the PDFs that are kept. */
#include "app/files.h"
#include "areas/order/order_in.h"
#include "base/text.h"
#include "doc/pdf.h"
#include "web/secret.h"
#include <string.h>

/* ---- control -------------------------------------------------------------------------- */

bool order_control_text(Cx *cx, const Val *form, const char **ret, Err *err)
{
    Arena *a = cx->arena;
    int64_t seat_id = order_sent_id(a, form, "control_seat");
    Seat seat;
    SeatToday now;
    Person p;
    Err own = { 0 };
    *ret = "Əmrin icrasına nəzarəti öz üzərimdə saxlayıram.";
    if (!seat_id)
        return true;
    if (!staff_seat(cx, seat_id, &seat, &own))
        return own.kind == ERR_NOT_FOUND || order_faults(err, &own);
    if (!staff_seat_today(cx, seat_id, cx->today, &now, err)
        || (now.holder_id && !person_get(cx, now.holder_id, &p, err)))
        return false;
    *ret = now.holder_id ? arena_printf(a, "Əmrin icrasına nəzarət %s %s həvalə edilsin.", seat.title_full,
                                        az_case_name(a, person_initials(a, &p), AZ_DATIVE))
                         : arena_printf(a, "Əmrin icrasına nəzarət %s həvalə edilsin.",
                                        az_case_title(a, seat.title_full, AZ_DATIVE));
    return true;
}

/* ---- words and frame ---------------------------------------------------------------- */

bool order_words(Cx *cx, const Order *o, Val **ret, Err *faults, Err *err)
{
    Item *items;
    size_t n;
    const char *control;
    Err own = { 0 };
    if (*o->text)
        return (*ret = ledger_payload(cx->arena, o->text, err)) != NULL;
    const Val *form = order_form(cx, o, err);
    if (!form)
        return false;
    items_read(cx, form, true, &items, &n, &own);
    if (own.kind != ERR_NONE)
        order_faults(faults && order_of_draft(&own) ? faults : err, &own);
    return err->kind == ERR_NONE && order_control_text(cx, form, &control, err)
        && (*ret = act_words(cx, o->heading, items, n, control, o->basis, faults, err)) != NULL;
}

bool act_signer(Cx *cx, ActFrame *f, Err *err)
{
    PostToday post;
    bool found;
    f->signer_post = "";
    f->signer_name = "";
    f->signer = 0;
    if (!staff_post_today(cx, "service_head", cx->today, &post, &found, err))
        return false;
    if (!found)
        return true;
    f->signer_post = post.seat.title_full;
    f->signer = post.today.person_id;
    if (*post.surname)
        f->signer_name = az_initials(cx->arena, post.surname, post.name, NULL);
    if (post.today.person_id && post.today.ground == GROUND_ACTING)
        f->signer_ground = "vəzifəsinin icrası əmrlə həvalə edilmiş";
    return true;
}

static bool put_signature(Cx *cx, const Order *o, ActFrame *f, Err *err)
{
    if (!*o->signature) {
        bool ok = act_signer(cx, f, err);
        f->signer = o->historical ? 0 : f->signer;
        return ok;
    }
    f->signer = o->signer;
    const Val *s = ledger_payload(cx->arena, o->signature, err);
    if (!s)
        return false;
    f->signer_post = val_str(val_get(s, "post"));
    f->signer_name = val_str(val_get(s, "name"));
    f->signer_ground = val_str(val_get(s, "ground"));
    f->signer_mark = *o->scan ? "imza" : "elektron imza";
    return true;
}

static bool put_visas(Cx *cx, const Order *o, ActFrame *f, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    const Visa *visas = order_visas(cx, o->id, &n, err);
    if (!visas)
        return false;
    ActLine *lines = NEW_N(a, ActLine, n + 1);
    for (size_t i = 0; i < n; i++)
        if (visas[i].round == o->round && strcmp(visas[i].state, "endorsed") == 0)
            lines[f->visa_count++] = (ActLine){
                .post = visas[i].signature, .name = az_initials(a, visas[i].surname, visas[i].name, NULL),
                .mark = visas[i].step <= 10 ? "hazırlayan" : "razıyam",
                .date = az_date_numeric(a, instant_day(visas[i].at)) };
    f->visas = lines;
    f->given = visas;
    f->given_count = n;
    return true;
}

static void put_acquainted(Arena *a, const Val *words, ActFrame *f)
{
    ActLine *lines = NEW_N(a, ActLine, ORDER_ITEMS + 1);
    const Val *items = val_get(words, "items");
    for (const Val *v = val_first(items); v && f->acquainted_count < ORDER_ITEMS; v = val_next(v)) {
        bool seen = false;
        for (const Val *w = val_first(items); w != v; w = val_next(w))
            seen |= val_num(val_get(w, "person_id")) == val_num(val_get(v, "person_id"));
        if (!seen)
            lines[f->acquainted_count++] = (ActLine){ .name = val_str(val_get(v, "name")) };
    }
    f->acquainted = lines;
}

bool order_frame(Cx *cx, const Order *o, ActFrame *f, Err *err)
{
    *f = (ActFrame){ .number = *o->number ? o->number : NULL, .dated = o->signed_on, .hash = o->text_sha,
                     .draft = strcmp(o->state, "draft") == 0 || strcmp(o->state, "visa") == 0, .made = o->changed };
    return put_signature(cx, o, f, err) && put_visas(cx, o, f, err);
}

/* ---- kept papers --------------------------------------------------------------------- */

static bool keep_pdf(Cx *cx, const Val *words, const ActFrame *f, const char **ret, Err *err)
{
    Str out = str_make(cx->arena);
    char *sha = arena_alloc(cx->arena, 65);
    *ret = sha;
    return pdf_write(act_doc(cx->arena, words, f), cx->arena, &out, err)
           && files_put(cx, out.s, out.len, sha, err);
}

bool order_paper(Cx *cx, int64_t id, OrderPaper *ret, Err *err)
{
    Order o;
    Val *words;
    ActFrame f = { .dated = DATE_FOREVER, .made = cx->now };
    if (!order_get(cx, id, &o, err) || !order_words(cx, &o, &words, NULL, err) || !act_signer(cx, &f, err))
        return false;
    Str text = str_make(cx->arena);
    char *sha = arena_alloc(cx->arena, 65);
    val_write_canonical(words, &text);
    sha256_hex(text.s, text.len, sha);
    f.hash = sha;
    *ret = (OrderPaper){ .order = id, .version = o.version, .text = text.s, .text_sha = sha, .pdf = "" };
    return o.historical || keep_pdf(cx, words, &f, &ret->pdf, err);
}

bool order_final_paper(Cx *cx, int64_t id, int64_t serial, OrderPaper *ret, Err *err)
{
    Order o;
    Val *words;
    ActFrame f;
    if (!order_get(cx, id, &o, err))
        return false;
    if (!order_is(&o, "signed"))
        return err_set(err, ERR_CONFLICT, NULL, N_("only a signed order is registered"));
    *ret = (OrderPaper){ .order = id, .version = o.version, .pdf = o.scan, .number = o.number };
    if (o.historical)
        return true;
    if ((!serial && !number_peek(cx, &o, &serial, err)) || !order_words(cx, &o, &words, NULL, err)
        || !order_frame(cx, &o, &f, err))
        return false;
    ret->serial = serial;
    ret->number = order_number(cx, o.series, serial, cx->arena);
    f.number = ret->number;
    put_acquainted(cx->arena, words, &f);
    return keep_pdf(cx, words, &f, &ret->pdf, err);
}
