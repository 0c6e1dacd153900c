// SPDX-License-Identifier: Apache-2.0
/* The lines of the Secretariat's list: compared with what we have, taken over, given back (5.12.3). */
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

const Input HANDOVER_TAKE_INPUTS[] = {
    INPUT_FILE("scan", OPTIONAL, N_("Scan (PDF, PNG or JPEG)")),
    INPUT(TakeForm, missing,  IN_LINE,  OPTIONAL, 500, N_("An annex is missing: what the act says")),
    INPUT(TakeForm, not_same, IN_CHECK, OPTIONAL, 1, N_("I have looked: it is another letter")),
    INPUT(TakeForm, control,  IN_CHECK, OPTIONAL, 1, N_("Under control")),
    INPUT(TakeForm, main_id,  IN_CHOICE, OPTIONAL, 12, N_("Joins a letter in work")),
    INPUT(TakeForm, main_no,  IN_LINE,  OPTIONAL, 60, N_("Or the number of another letter in work")),
    INPUT(TakeForm, inquiry_id, IN_CHOICE, OPTIONAL, 12, N_("Inquiry of ours it answers"),
          N_("The newest that wait; another is linked by its number on the letter's page")),
    INPUT(TakeForm, collective, IN_NUMBER, OPTIONAL, 6, N_("Collective appeal: how many applicants")),
    INPUT(TakeForm, anonymous, IN_CHECK, OPTIONAL, 1, N_("Anonymous: neither name nor contact (6.4)")),
    INPUT(TakeForm, complained_id, IN_CHOICE, OPTIONAL, 12, N_("Complaint about an officer of the directorate")),
    INPUTS_END
};

const Input HANDOVER_GIVE_BACK_INPUTS[] = {
    INPUT(GiveBackForm, why, IN_LINE, REQUIRED, 500, N_("Why it goes back")),
    INPUT(GiveBackForm, complained_id, IN_CHOICE, OPTIONAL, 12, N_("Complaint about an officer of the directorate")),
    INPUTS_END
};

typedef struct LineRow {
    int64_t     id, sheets, annexes, letter_id, complained_id;
    const char *office_no, *kind, *party, *address, *their_no, *gist, *lead_text, *lead_title, *number, *missing, *returned_why,
               *complained_surname, *complained_forename;
    Date        office_date, their_date, lead_date, lead_due, returned_on;
} LineRow;
static const Field LINE_FIELDS[] = {
    FIELD(LineRow, id), FIELD(LineRow, office_no), FIELD(LineRow, office_date), FIELD(LineRow, kind),
    FIELD(LineRow, party), FIELD(LineRow, address), FIELD(LineRow, their_no), FIELD(LineRow, their_date),
    FIELD(LineRow, gist), FIELD(LineRow, sheets), FIELD(LineRow, annexes), FIELD(LineRow, lead_text),
    FIELD(LineRow, lead_date), FIELD(LineRow, lead_due), FIELD(LineRow, letter_id), FIELD(LineRow, lead_title),
    FIELD(LineRow, number), FIELD(LineRow, missing), FIELD(LineRow, returned_why), FIELD(LineRow, returned_on),
    FIELD(LineRow, complained_id), FIELD(LineRow, complained_surname), FIELD(LineRow, complained_forename), FIELDS_END
};

/* The letters the lines look like, before anything is saved. */
typedef struct SameRow {
    int64_t     line_id, id, sheets, annexes;
    const char *number, *party, *their_no, *office_no, *gist, *state;
    Date        registered, their_date, office_date;
} SameRow;
static const Field SAME_ROW_FIELDS[] = {
    FIELD(SameRow, line_id), FIELD(SameRow, id), FIELD(SameRow, number), FIELD(SameRow, registered), FIELD(SameRow, party),
    FIELD(SameRow, their_no), FIELD(SameRow, their_date), FIELD(SameRow, office_no), FIELD(SameRow, office_date),
    FIELD(SameRow, gist), FIELD(SameRow, sheets), FIELD(SameRow, annexes), FIELD(SameRow, state), FIELDS_END
};
typedef struct Twins { const SameRow *rows; size_t n; } Twins;

static const char *counted(Arena *a, int64_t sheets, int64_t annexes)
{
    return arena_printf(a, "%lld / %lld", (long long)sheets, (long long)annexes);
}

static const char *dated(Arena *a, const char *number, Date day)
{
    bool none = date_same(day, DATE_ALWAYS);
    return *number || !none ? arena_printf(a, "%s%s%s", number, none ? "" : ", ", none ? "" : az_date_numeric(a, day)) : "";
}

/* One line of the comparison: how it is called, this paper, the letter we have, whether they differ; what neither has
 * compares nothing. */
static void compare(Cx *cx, Val *rows, const char *label, const char *here, const char *there)
{
    if (!*here && !*there)
        return;
    Val *v = val_add(rows, val_map(cx->arena));
    val_put(v, "label", val_keep(cx->arena, tr(cx, label)));
    val_put(v, "here", val_keep(cx->arena, here));
    val_put(v, "there", val_keep(cx->arena, there));
    val_put_bool(cx->arena, v, "differs", strcmp(text_fold(cx->arena, here), text_fold(cx->arena, there)) != 0);
}

static Val *twins_view(Cx *cx, const Twins *all, const LineRow *line)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; i < all->n; i++) {
        const SameRow *r = &all->rows[i];
        if (r->line_id != line->id)
            continue;
        Val *v = val_add(list, val_record(a, r, SAME_ROW_FIELDS)), *rows = val_put(v, "rows", val_list(a));
        val_put(v, "state_text", val_keep(a, choice_text(cx, LETTER_STATES, r->state)));
        compare(cx, rows, N_("Sender"), line->party, r->party);
        compare(cx, rows, N_("Their number and date"), dated(a, line->their_no, line->their_date),
                dated(a, r->their_no, r->their_date));
        compare(cx, rows, N_("Number and date of the Secretariat"), dated(a, line->office_no, line->office_date),
                dated(a, r->office_no, r->office_date));
        compare(cx, rows, N_("Gist"), line->gist, r->gist);
        compare(cx, rows, N_("Sheets / annexes"), counted(a, line->sheets, line->annexes), counted(a, r->sheets, r->annexes));
    }
    return list;
}

/* What there is no need to ask of this line, unless it was answered wrongly. */
static void hide_field(Cx *cx, Val *form, const char *name, bool hidden)
{
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        if (hidden && strcmp(val_str(val_get(f, "name")), name) == 0 && !val_count(val_get(f, "faults")))
            val_replace((Val *)val_get(f, "type"), "hidden", val_bool(cx->arena, true));
}

static Val *take_form(Req *req, const LineRow *row, const InWork *work, const InWork *asked, const Val *people, bool same)
{
    static const char *const SELDOM[] = { "main_id", "main_no", "inquiry_id", "collective", "anonymous", "complained_id", NULL };
    int64_t line = row->id;
    size_t left;
    Cx *cx = req->cx;
    Req mine = *req;
    if (req->id2 != line)
        mine.refused = NULL;                               /* the refused form was another line's */
    Val *f = form_view(&mine, arena_printf(cx->arena, "/handovers/%lld/items/%lld/take", (long long)req->id, (long long)line),
                       HANDOVER_TAKE_INPUTS, row->complained_id ? &(TakeForm){ .missing = "", .main_no = "",
                                                                               .complained_id = row->complained_id } : NULL);
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, N_("Take over and register"))));
    form_choices(cx, f, "main_id", join_choices(cx, work, 0, row->party, row->gist, row->their_no, &left));
    Val *about = letter_same_choices(cx->arena, people);
    if (row->complained_id)
        val_add(about, form_choice(cx->arena, arena_printf(cx->arena, "%d", ABOUT_NOBODY), tr(cx, N_("about nobody of the directorate"))));
    form_choices(cx, f, "complained_id", about);
    form_choices(cx, f, "inquiry_id", inquiry_choices(cx, asked, row->party, row->gist));
    hide_field(cx, f, "not_same", !same);                   /* asked only where it looks like one we have */
    form_aside(cx, f, SELDOM, same);
    form_ids(cx, f, arena_printf(cx->arena, "take%lld", (long long)line));
    return f;
}

/* Whom a paper is about is asked of a complaint. */
static Val *give_back_form(Req *req, const LineRow *row, const Val *people)
{
    Cx *cx = req->cx;
    Req mine = *req;
    int64_t line = row->id;
    if (req->id2 != line)
        mine.refused = NULL;
    Val *f = form_view(&mine, arena_printf(cx->arena, "/handovers/%lld/items/%lld/back", (long long)req->id, (long long)line),
                       HANDOVER_GIVE_BACK_INPUTS, &(GiveBackForm){ "", row->complained_id });
    form_choices(cx, f, "complained_id", letter_same_choices(cx->arena, people));
    hide_field(cx, f, "complained_id", strcmp(row->kind, "complaint") != 0);
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, N_("Give it back"))));
    form_ids(cx, f, arena_printf(cx->arena, "back%lld", (long long)line));
    return f;
}

static bool still_waits(const LineRow *r) { return !r->letter_id && !*r->returned_why; }

bool handover_put_lines(Req *req, Val *view, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    size_t n;
    Grant take;
    const LineRow *rows = db_all(cx->db, a, &Q_HANDOVER_LINES, BIND(P_INT(req->id), P_INT(cx->actor->person_id)), LINE_FIELDS,
                                 sizeof(LineRow), &n, err);
    if (!rows)
        return false;
    if (n == 0)                                            /* all of it is closed to him */
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such list"));
    bool may = authority_holds(cx, ACT_HANDOVER_TAKE, &take), waits = false;
    InWork work = { 0 }, asked = { 0 };
    for (size_t i = 0; i < n; i++)
        waits |= still_waits(&rows[i]);
    Twins twins = { 0 };
    Val *people = NULL;
    twins.rows = db_all(cx->db, a, &Q_HANDOVER_SAME, BIND(P_INT(req->id), P_INT(cx->actor->person_id)), SAME_ROW_FIELDS,
                        sizeof(SameRow), &twins.n, err);
    if (!twins.rows)
        return false;
    if (may && waits && (!letters_in_work(cx, &work, err) || !inquiries_open(cx, &asked, err) || !appeal_people(cx, &people, err)))
        return false;
    Val *list = val_put(view, "lines", val_list(a));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_record(a, &rows[i], LINE_FIELDS));
        if (date_same(rows[i].their_date, DATE_ALWAYS))
            val_replace(v, "their_date", val_null(a));
        val_put(v, "kind_text", val_keep(a, choice_text(cx, LETTER_KINDS, rows[i].kind)));
        val_put_int(a, v, "no", (int64_t)i + 1);
        val_put(v, "complained", val_keep(a, *rows[i].complained_surname
                                                 ? az_initials(a, rows[i].complained_surname, rows[i].complained_forename, NULL) : ""));
        const Val *same = val_put(v, "same", twins_view(cx, &twins, &rows[i]));
        bool open = may && still_waits(&rows[i]);
        val_put(v, "take", open ? take_form(req, &rows[i], &work, &asked, people, val_count(same) > 0) : val_null(a));
        val_put(v, "give_back", open ? give_back_form(req, &rows[i], people) : val_null(a));
    }
    return true;
}

/* Leads on to the next line that waits, *ret_line 0 when none does. */
static bool next_line(Req *req, Resp *resp, int64_t *ret_line, Err *err)
{
    if (!db_int(req->cx->db, &Q_HANDOVER_NEXT, BIND(P_INT(req->id), P_INT(req->cx->actor->person_id)), 0, ret_line, err))
        return false;
    resp->next = *ret_line ? arena_printf(req->cx->arena, "/handovers/%lld#line%lld", (long long)req->id, (long long)*ret_line)
                           : LETTERS_TO_PRESENT;
    resp->next_label = *ret_line ? N_("Next paper of the list") : N_("Letters to present");
    return true;
}

bool handover_post_take(Req *req, Resp *resp, Err *err)
{
    TakeForm in = { .missing = "", .main_no = "" };
    int64_t main_id;
    const Upload *scan = NULL;
    for (size_t i = 0; i < req->upload_count; i++)
        if (strcmp(req->uploads[i].field, "scan") == 0 && req->uploads[i].size > 0)
            scan = &req->uploads[i];
    if (!form_read(req, "", HANDOVER_TAKE_INPUTS, &in, err)
        || !join_target(req->cx, &(JoinForm){ in.main_id, in.main_no }, &main_id, err))
        return false;
    Taking taking = { req->id, req->id2, in.missing, in.not_same, in.control, main_id, in.inquiry_id,
                      { in.collective, in.anonymous, in.complained_id } };
    int64_t line;
    if (!letter_take(req->cx, &taking, scan, req->grant, &resp->created_id, err) || !next_line(req, resp, &line, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)resp->created_id);
    resp->notice = N_("The paper was taken over and has its number");
    return true;
}

bool handover_post_give_back(Req *req, Resp *resp, Err *err)
{
    GiveBackForm in = { .why = "" };
    int64_t line;
    if (!form_read(req, "", HANDOVER_GIVE_BACK_INPUTS, &in, err)
        || !handover_give_back(req->cx, req->id, req->id2, in.why, in.complained_id, req->grant, err) || !next_line(req, resp, &line, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/handovers/%lld", (long long)req->id);
    resp->notice = N_("The paper went back to the Secretariat; the list says why");
    if (!line)
        resp->next = NULL;
    return true;
}
