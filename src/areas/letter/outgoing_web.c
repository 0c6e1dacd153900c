// SPDX-License-Identifier: Apache-2.0
/* The pages of papers that begin with us, and of the inquiry a letter answers. */
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <stdlib.h>
#include <string.h>

static const Choice OWN_KINDS[] = {
    { "letter", N_("letter") }, { "inquiry", N_("inquiry") }, { "memo", N_("memo to a unit of the Service") }, { 0 }
};

#define OWN_FIELDS                                                                                                      \
    INPUT(OwnForm, kind,       IN_CHOICE, REQUIRED, 20, N_("Kind"), .choices = OWN_KINDS),                              \
    INPUT(OwnForm, party_kind, IN_CHOICE, REQUIRED, 20, N_("Kind of addressee"), .choices = PARTY_KINDS),               \
    INPUT(OwnForm, party,      IN_LINE,   REQUIRED, 300, N_("Addressee")),                                              \
    INPUT(OwnForm, address,    IN_LINE,   OPTIONAL, 300, N_("Address")),                                                \
    INPUT(OwnForm, due,        IN_DATE,   OPTIONAL, 10, N_("Answer asked by"), N_("For an inquiry"),                 \
          .day = DAY_OF_TERM),                                                                                           \
    INPUT(OwnForm, gist,       IN_LINE,   REQUIRED, 500, N_("About what")),                                             \
    INPUT(OwnForm, body,       IN_AREA,   REQUIRED, 20000, N_("Text"))

const Input LETTER_NEW_INPUTS[] = { INPUT(OwnForm, about_id, IN_HIDDEN, OPTIONAL, 12, NULL), OWN_FIELDS, INPUTS_END };
const Input LETTER_OWN_INPUTS[] = { INPUT(OwnForm, version, IN_HIDDEN, REQUIRED, 12, NULL), OWN_FIELDS, INPUTS_END };
const Input LETTER_INQUIRY_INPUTS[] = {
    INPUT(InquiryForm, inquiry_id, IN_CHOICE, OPTIONAL, 12, N_("Inquiry of ours it answers")),
    INPUT(InquiryForm, inquiry_no, IN_LINE,   OPTIONAL, 60, N_("Or the number of another inquiry")),
    INPUTS_END
};

static Outgoing paper_of(const OwnForm *in)
{
    return (Outgoing){ .about_id = in->about_id, .kind = in->kind, .party_kind = in->party_kind, .party = in->party,
                       .address = in->address, .gist = in->gist, .body = in->body, .due = in->due };
}

static OwnForm empty_form(void)
{
    return (OwnForm){ .kind = "letter", .party_kind = "", .party = "", .address = "", .gist = "", .body = "",
                      .due = DATE_FOREVER };
}

/* ?about=17: written for that letter; who does not read it gets a plain form. */
static bool about_letter(Req *req, Letter *ret, bool *ret_found, Err *err)
{
    const char *s = val_str(val_get(req->query, "about"));
    if (!s && req->refused)
        s = val_str(val_get(req->refused->typed, "about_id"));
    int64_t id = s ? strtoll(s, NULL, 10) : 0;
    Grant read = { 0 };
    *ret_found = false;
    if (!id)
        return true;
    if (!authority_check(req->cx, ACT_LETTER_READ, OBJ_LETTER, id, &read, err))
        return false;
    if (!read.yes)
        return true;
    *ret_found = true;
    return letter_get(req->cx, id, ret, err);
}

bool outgoing_new_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    OwnForm now = empty_form();
    Letter about;
    Seat chief;
    bool found, own;
    if (!about_letter(req, &about, &found, err) || !outgoing_chief(cx, cx->actor->person_id, found ? about.id : 0, &chief, &own, err))
        return false;
    if (found) {
        now.about_id = about.id;
        now.kind = "inquiry";
    }
    Val *f = val_put(resp->view, "form", form_view(req, "/letters", LETTER_NEW_INPUTS, &now));
    val_replace(f, "submit", val_keep(a, tr(cx, N_("Save the draft"))));
    val_put(resp->view, "about", found ? val_record(a, &about, LETTER_FIELDS) : val_null(a));
    val_put_text(a, resp->view, "chief", own ? "" : chief.title_full);
    return true;
}

bool outgoing_post_new(Req *req, Resp *resp, Err *err)
{
    OwnForm in = empty_form();
    if (!form_read(req, "", LETTER_NEW_INPUTS, &in, err))
        return false;
    Outgoing paper = paper_of(&in);
    if (!outgoing_draft(req->cx, &paper, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)resp->created_id);
    resp->notice = N_("The draft is saved; it waits for your chief");
    return true;
}

bool outgoing_post_own(Req *req, Resp *resp, Err *err)
{
    OwnForm in = empty_form();
    if (!form_read(req, "", LETTER_OWN_INPUTS, &in, err))
        return false;
    Outgoing paper = paper_of(&in);
    if (!outgoing_change(req->cx, req->id, in.version, &paper, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = N_("The draft is saved; it waits for your chief");
    return true;
}

/* ---- the inquiry a letter answers ---------------------------------------------- */

bool inquiries_open(Cx *cx, InWork *ret, Err *err)
{
    enum { MOST = 50 };
    static const Field FIELDS[] = {
        FIELD(WorkRow, id), FIELD(WorkRow, number), FIELD(WorkRow, party), FIELD(WorkRow, gist), FIELD(WorkRow, office_no),
        FIELD(WorkRow, their_no), FIELD(WorkRow, registered), FIELDS_END
    };
    ret->rows = db_all(cx->db, cx->arena, &Q_INQUIRIES_OPEN, BIND(P_INT(MOST), P_INT(cx->actor->person_id)), FIELDS,
                       sizeof(WorkRow), &ret->n, err);
    ret->capped = ret->n == MOST;
    return ret->rows != NULL;
}

Val *inquiry_choices(Cx *cx, const InWork *open, const char *party, const char *gist)
{
    Arena *a = cx->arena;
    const WorkRow *rows = open->rows;
    size_t n = open->n;
    Val *list = val_list(a);
    party = text_fold(a, party);
    gist = text_fold(a, gist);
    for (int first = 1; first >= 0; first--)
        for (size_t i = 0; i < n; i++) {
            const char *number = text_fold(a, rows[i].number), *office = text_fold(a, rows[i].office_no);
            bool like = strcmp(text_fold(a, rows[i].party), party) == 0 || strstr(gist, number)
                     || (strlen(office) > 3 && strstr(gist, office));
            if (like == (first == 1))
                val_add(list, form_choice(a, arena_printf(a, "%lld", (long long)rows[i].id),
                                          arena_printf(a, "%s, %s, %s — %s", rows[i].number,
                                                       az_date_numeric(a, rows[i].registered), rows[i].party, rows[i].gist)));
        }
    return list;
}

bool inquiry_post(Req *req, Resp *resp, Err *err)
{
    InquiryForm in = { .inquiry_no = "" };
    int64_t inquiry;
    if (!form_read(req, "", LETTER_INQUIRY_INPUTS, &in, err) || !inquiry_target(req->cx, &in, &inquiry, err))
        return false;
    if (!inquiry)
        return err_set(err, ERR_INVALID, "inquiry_id", N_("choose the inquiry it answers, or write its number"));
    if (!inquiry_answered(req->cx, req->id, inquiry, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = N_("The letter is linked to the inquiry it answers");
    return true;
}
