// SPDX-License-Identifier: Apache-2.0
/* Forms that enter a record or an act of another body. */
#include "areas/file/file_in.h"
#include "app/i18n.h"
#include "areas/person/person.h"
#include "areas/service/service.h"
#include "base/text.h"
#include <string.h>

typedef struct RecordForm {
    const char *kind, *issuer, *number, *level, *form, *speciality, *rank, *note;
    OptDate     issued, from, to;
    int64_t     seat_id;
} RecordForm;

#define KIND_FIELD      INPUT(RecordForm, kind, IN_HIDDEN, REQUIRED, 20, N_("Kind"))
#define ISSUER(label)   INPUT(RecordForm, issuer, IN_LINE, REQUIRED, 200, label)
#define NUMBER          INPUT(RecordForm, number, IN_LINE, REQUIRED, 60, N_("Number"))
#define ISSUED(need)    INPUT(RecordForm, issued, IN_DATE, need, 10, N_("Date of the paper"), .day = DAY_OF_PAPER)
#define NOTE            INPUT(RecordForm, note, IN_AREA, OPTIONAL, 1000, N_("Note"))
#define SCAN            INPUT_FILE("scan", OPTIONAL, N_("Scan (PDF, PNG or JPEG)"))

static const Input SICK_INPUTS[] = {
    KIND_FIELD, ISSUER(N_("Medical institution")), NUMBER, ISSUED(OPTIONAL),
    INPUT(RecordForm, from, IN_DATE, REQUIRED, 10, N_("First day"), .day = DAY_OF_EVENT),
    INPUT(RecordForm, to, IN_DATE, REQUIRED, 10, N_("Last day"), N_("A leave it falls into goes on when it ends"), .day = DAY_OF_EVENT),
    NOTE, SCAN, INPUTS_END
};
static const Input DIPLOMA_INPUTS[] = {
    KIND_FIELD, ISSUER(N_("Educational institution")), NUMBER, ISSUED(REQUIRED),
    INPUT(RecordForm, level, IN_CHOICE, REQUIRED, 30, N_("Level"), NULL, RECORD_LEVELS),
    INPUT(RecordForm, form, IN_CHOICE, OPTIONAL, 30, N_("Form of study"), NULL, RECORD_FORMS),
    INPUT(RecordForm, speciality, IN_LINE, OPTIONAL, 200, N_("Speciality")), NOTE, SCAN, INPUTS_END
};
static const Input NOT_RETURNED_INPUTS[] = {
    KIND_FIELD,
    INPUT(RecordForm, from, IN_DATE, REQUIRED, 10, N_("The day he should have been back"),
          N_("While the mark stands, the substitution by 5.5 goes on"), .day = DAY_OF_EVENT),
    NOTE, SCAN, INPUTS_END
};
static const Input RETURNED_INPUTS[] = {
    KIND_FIELD, INPUT(RecordForm, from, IN_DATE, REQUIRED, 10, N_("First day back"), .day = DAY_OF_EVENT), NOTE, SCAN, INPUTS_END
};
static const Input RANK_INPUTS[] = {
    KIND_FIELD, ISSUER(N_("Who issued the act")), NUMBER, ISSUED(REQUIRED),
    INPUT(RecordForm, rank, IN_CHOICE, REQUIRED, 40, N_("Special rank")),
    INPUT(RecordForm, from, IN_DATE, OPTIONAL, 10, N_("In force from"), N_("Empty: from the date of the paper"), .day = DAY_OF_EVENT),
    NOTE, SCAN, INPUTS_END
};
static const Input POST_INPUTS[] = {
    KIND_FIELD, ISSUER(N_("Who issued the act")), NUMBER, ISSUED(REQUIRED),
    INPUT(RecordForm, seat_id, IN_CHOICE, REQUIRED, 18, N_("Post")),
    INPUT(RecordForm, from, IN_DATE, OPTIONAL, 10, N_("In force from"), N_("Empty: from the date of the paper"), .day = DAY_OF_EVENT),
    NOTE, SCAN, INPUTS_END
};

/* What either route takes at most; the kind decides which of them. */
const Input RECORD_INPUTS[] = {
    INPUT(RecordForm, kind, IN_CHOICE, REQUIRED, 20, N_("Kind"), NULL, RECORD_KINDS),
    INPUT(RecordForm, issuer, IN_LINE, OPTIONAL, 200, N_("Who issued the act")),
    INPUT(RecordForm, number, IN_LINE, OPTIONAL, 60, N_("Number")),
    INPUT(RecordForm, issued, IN_DATE, OPTIONAL, 10, N_("Date of the paper"), .day = DAY_OF_PAPER),
    INPUT(RecordForm, from, IN_DATE, OPTIONAL, 10, N_("First day"), .day = DAY_OF_EVENT),
    INPUT(RecordForm, to, IN_DATE, OPTIONAL, 10, N_("Last day"), .day = DAY_OF_EVENT),
    INPUT(RecordForm, level, IN_CHOICE, OPTIONAL, 30, N_("Level"), NULL, RECORD_LEVELS),
    INPUT(RecordForm, form, IN_CHOICE, OPTIONAL, 30, N_("Form of study"), NULL, RECORD_FORMS),
    INPUT(RecordForm, speciality, IN_LINE, OPTIONAL, 200, N_("Speciality")),
    NOTE, SCAN, INPUTS_END
};
const Input OUTSIDE_INPUTS[] = {
    INPUT(RecordForm, kind, IN_CHOICE, REQUIRED, 20, N_("Kind"), NULL, OUTSIDE_KINDS),
    INPUT(RecordForm, issuer, IN_LINE, REQUIRED, 200, N_("Who issued the act")),
    INPUT(RecordForm, number, IN_LINE, REQUIRED, 60, N_("Number")),
    INPUT(RecordForm, issued, IN_DATE, REQUIRED, 10, N_("Date of the paper"), .day = DAY_OF_PAPER),
    INPUT(RecordForm, rank, IN_CHOICE, OPTIONAL, 40, N_("Special rank")),
    INPUT(RecordForm, seat_id, IN_CHOICE, OPTIONAL, 18, N_("Post")),
    INPUT(RecordForm, from, IN_DATE, OPTIONAL, 10, N_("In force from"), .day = DAY_OF_EVENT),
    NOTE, SCAN, INPUTS_END
};

static const Input *inputs_of(const char *kind)
{
    static const struct { const char *kind; const Input *inputs; } ROWS[] = {
        { RECORD_SICK_NOTE, SICK_INPUTS }, { RECORD_DIPLOMA, DIPLOMA_INPUTS },
        { RECORD_NOT_RETURNED, NOT_RETURNED_INPUTS }, { RECORD_RETURNED, RETURNED_INPUTS },
        { OUTSIDE_RANK, RANK_INPUTS }, { OUTSIDE_REINSTATE, POST_INPUTS }, { OUTSIDE_APPOINT, POST_INPUTS },
    };
    for (size_t i = 0; kind && i < sizeof ROWS / sizeof *ROWS; i++)
        if (strcmp(ROWS[i].kind, kind) == 0)
            return ROWS[i].inputs;
    return NULL;
}

/* ---- reading --------------------------------------------------------------- */

static void take_scan(Req *req, NewRecord *in)
{
    for (size_t i = 0; i < req->upload_count; i++)
        if (strcmp(req->uploads[i].field, "scan") == 0 && req->uploads[i].size > 0) {
            in->scan = req->uploads[i].sha256;
            in->scan_name = req->uploads[i].name;
            in->scan_pages = req->uploads[i].pages;
        }
}

static bool read_record(Req *req, bool outside, NewRecord *ret, Err *err)
{
    const char *kind = val_str(val_get(req->form, "kind"));
    const Input *inputs = inputs_of(kind);
    if (!inputs || record_is_outside(kind) != outside)
        return err_add(err, "kind", N_("choose one of the values offered"));
    RecordForm in = { "", "", "", "", "", "", "", "", { 0 }, { 0 }, { 0 }, 0 };
    form_read(req, "", inputs, &in, err);
    if (in.from.has && in.to.has && date_before(in.to.v, in.from.v))
        err_add(err, "to", N_("the last day is before the first"));
    if (err->kind)
        return false;
    OptDate from = in.from.has ? in.from : in.issued;
    *ret = (NewRecord){
        .person_id = req->id, .kind = kind, .issuer = in.issuer, .number = in.number,
        .issued = in.issued.has ? in.issued.v : date_min(from.v, req->cx->today), .from = from.v,
        .to = in.to.has ? date_add_days(in.to.v, 1) : DATE_FOREVER, .level = in.level, .form = in.form,
        .speciality = in.speciality, .rank = in.rank, .seat_id = in.seat_id, .note = in.note, .scan = "", .scan_name = "" };
    take_scan(req, ret);
    return true;
}

static bool post_paper(Req *req, Resp *resp, bool outside, Err *err)
{
    NewRecord in;
    if (!read_record(req, outside, &in, err) || !record_enter(req->cx, &in, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/records/%lld", (long long)resp->created_id);
    resp->notice = N_("The record is entered; it takes effect when a second officer confirms it");
    return true;
}

bool post_record(Req *req, Resp *resp, Err *err)  { return post_paper(req, resp, false, err); }
bool post_outside(Req *req, Resp *resp, Err *err) { return post_paper(req, resp, true, err); }

/* ---- drawing --------------------------------------------------------------- */

static void put_ranks(Cx *cx, Val *form)
{
    size_t n;
    const Rank *ranks = rank_list(cx->app, &n);
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++)
        val_add(list, form_choice(cx->arena, ranks[i].code, ranks[i].title_az));
    form_choices(cx, form, "rank", list);
}

static bool put_seats(Cx *cx, Val *form, Err *err)
{
    size_t n;
    const Seat *seats = staff_vacant(cx, cx->today, &n, err);
    Val *list = val_list(cx->arena);
    if (!seats)
        return false;
    for (size_t i = 0; i < n; i++)
        val_add(list, form_choice(cx->arena, arena_printf(cx->arena, "%lld", (long long)seats[i].id), seats[i].title_full));
    form_choices(cx, form, "seat_id", list);
    return true;
}

/* Links to the forms of the other kinds. */
static Val *kind_tabs(Cx *cx, const Choice *kinds, const char *chosen)
{
    Val *list = val_list(cx->arena);
    for (; kinds->value; kinds++) {
        Val *v = val_add(list, val_map(cx->arena));
        val_put(v, "kind", val_keep(cx->arena, kinds->value));
        val_put(v, "label", val_keep(cx->arena, tr(cx, kinds->label)));
        val_put_bool(cx->arena, v, "active", strcmp(kinds->value, chosen) == 0);
    }
    return list;
}

static bool new_paper_page(Req *req, Resp *resp, const Choice *kinds, const Input *all, const char *action, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Person p;
    if (!person_get(cx, req->id, &p, err))
        return false;
    const Val *typed = req->refused ? req->refused->typed : req->query;
    const char *kind = val_str(val_get(typed, "kind"));
    if (!inputs_of(kind) || record_is_outside(kind) != (kinds == OUTSIDE_KINDS))
        kind = kinds->value;
    /* The form of one kind, shown again as what the route's own inputs refused. */
    Refused again;
    Req as = *req;
    if (req->refused && req->refused->inputs == all) {
        again = *req->refused;
        again.inputs = inputs_of(kind);
        as.refused = &again;
    }
    RecordForm defaults = { .kind = kind, "", "", "", "", "", "", "", { 0 }, { 0 }, { 0 }, 0 };
    Val *form = form_view(&as, arena_printf(a, "/people/%lld/%s", (long long)p.id, action), inputs_of(kind), &defaults);
    put_ranks(cx, form);
    if (!put_seats(cx, form, err))
        return false;
    val_put(resp->view, "person", val_keep(a, person_full_name(a, &p)));
    val_put_int(a, resp->view, "person_id", p.id);
    val_put(resp->view, "kind_text", val_keep(a, record_kind_text(cx, kind)));
    val_put(resp->view, "tabs", kind_tabs(cx, kinds, kind));
    val_put(resp->view, "record_form", form);
    return true;
}

bool record_new_page(Req *req, Resp *resp, Err *err)
{
    return new_paper_page(req, resp, RECORD_KINDS, RECORD_INPUTS, "records", err);
}

bool outside_new_page(Req *req, Resp *resp, Err *err)
{
    return new_paper_page(req, resp, OUTSIDE_KINDS, OUTSIDE_INPUTS, "outside-acts", err);
}
