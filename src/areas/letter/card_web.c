// SPDX-License-Identifier: Apache-2.0
/* The pages of the card: correcting it, spoiling its number, the act of a missing annex. */
#include "areas/letter/letter_in.h"
#include "doc/doc.h"
#include "doc/pdf.h"
#include "letter_queries.h"
#include <string.h>

const Input LETTER_CARD_INPUTS[] = {
    INPUT(Correction, version,    IN_HIDDEN, REQUIRED, 12, NULL),
    INPUT(Correction, kind,       IN_CHOICE, REQUIRED, 20, N_("Kind"), .choices = LETTER_KINDS + 1),
    INPUT(Correction, party_kind, IN_CHOICE, REQUIRED, 20, N_("Kind of sender"), .choices = PARTY_KINDS),
    INPUT(Correction, party,      IN_LINE,   REQUIRED, 300, N_("Sender")),
    INPUT(Correction, address,    IN_LINE,   OPTIONAL, 300, N_("Address")),
    INPUT(Correction, their_no,   IN_LINE,   OPTIONAL, 60, N_("Sender's number")),
    INPUT(Correction, their_date, IN_DATE,   OPTIONAL, 10, N_("Sender's date"), .day = DAY_OF_PAPER),
    INPUT(Correction, gist,       IN_LINE,   REQUIRED, 500, N_("Gist")),
    INPUT(Correction, sheets,     IN_NUMBER, REQUIRED, 5, N_("Sheets")),
    INPUT(Correction, annexes,    IN_NUMBER, OPTIONAL, 5, N_("Annexes")),
    INPUT(Correction, why,        IN_LINE,   REQUIRED, 500, N_("Why it is corrected")),
    INPUT(Correction, signed_ok,  IN_CHECK,  OPTIONAL, 1, N_("It is known: the signed answer keeps its addressee")),
    INPUTS_END
};
typedef struct SpoilForm { const char *spoiled; } SpoilForm;
const Input LETTER_SPOIL_INPUTS[] = {
    INPUT(SpoilForm, spoiled, IN_LINE, REQUIRED, 500, N_("Why the number is spoiled"),
          N_("The number stays in the book and is never given again; the paper goes back to its list")),
    INPUTS_END
};

static Correction card_of(const Letter *l)
{
    return (Correction){ .version = l->version, .kind = l->kind, .party_kind = l->party_kind, .party = l->party,
                         .address = l->address, .their_no = l->their_no, .their_date = l->their_date, .gist = l->gist,
                         .sheets = l->sheets, .annexes = l->annexes, .why = "" };
}

bool card_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Letter l;
    if (!letter_get(cx, req->id, &l, err))
        return false;
    Correction now = card_of(&l);
    if (date_same(now.their_date, DATE_ALWAYS))
        now.their_date = DATE_FOREVER;                     /* an empty field */
    Val *f = val_put(resp->view, "form", form_view(req, arena_printf(cx->arena, "/letters/%lld/correction", (long long)l.id),
                                                   LETTER_CARD_INPUTS, &now));
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, N_("Correct the card"))));
    form_ask_late(cx->arena, f, "signed_ok");
    val_put(resp->view, "letter", val_record(cx->arena, &l, LETTER_FIELDS));
    return true;
}

bool card_post(Req *req, Resp *resp, Err *err)
{
    Correction in = { .kind = "", .party_kind = "", .party = "", .address = "", .their_no = "", .gist = "", .why = "",
                      .their_date = DATE_ALWAYS };
    size_t answers;
    if (!form_read(req, "", LETTER_CARD_INPUTS, &in, err) || !letter_correct(req->cx, req->id, &in, req->grant, &answers, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = answers ? N_("The card is corrected, and the answer to it goes to the corrected addressee: it is to be accepted again")
                           : N_("The card is corrected; what stood there before is in its history");
    return true;
}

bool spoil_post(Req *req, Resp *resp, Err *err)
{
    SpoilForm in = { .spoiled = "" };
    if (!form_read(req, "", LETTER_SPOIL_INPUTS, &in, err) || !letter_spoil(req->cx, req->id, in.spoiled, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = N_("The number is spoiled; the paper may be taken over again from its list");
    return true;
}

static bool act_of(Cx *cx, int64_t letter, Letter *ret, Err *err)
{
    return letter_get(cx, letter, ret, err)
        && (*ret->missing || err_set(err, ERR_NOT_FOUND, NULL, N_("no annex of this paper is missing")));
}

bool act_page(Req *req, Resp *resp, Err *err)
{
    Letter l;
    if (!act_of(req->cx, req->id, &l, err))
        return false;
    val_put(resp->view, "letter", val_record(req->cx->arena, &l, LETTER_FIELDS));
    val_put(resp->view, "paper", doc_view(req->cx->arena, missing_act(req->cx, &l)));
    return true;
}

bool act_pdf(Req *req, Resp *resp, Err *err)
{
    Letter l;
    Str out = str_make(req->cx->arena);
    if (!act_of(req->cx, req->id, &l, err) || !pdf_write(missing_act(req->cx, &l), req->cx->arena, &out, err))
        return false;
    resp->type = "application/pdf";
    resp->bytes = out.s;
    resp->size = out.len;
    resp->file_name = arena_printf(req->cx->arena, "akt-%lld.pdf", (long long)l.serial);
    return true;
}
