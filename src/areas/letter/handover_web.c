// SPDX-License-Identifier: Apache-2.0
/* The pages of the lists: the Secretariat's to us, ours to it. */
#include "areas/letter/letter_in.h"
#include "app/export.h"
#include "base/text.h"
#include "letter_queries.h"
#include "web/secret.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 40 };

/* ---- list of lists -------------------------------------------------------- */

typedef struct HandoverRow {
    int64_t     id, items, waiting, answers;
    const char *direction, *state, *note, *surname, *forename;
    Date        made;
} HandoverRow;
static const Field ROW_FIELDS[] = {
    FIELD(HandoverRow, id), FIELD(HandoverRow, direction), FIELD(HandoverRow, made), FIELD(HandoverRow, state),
    FIELD(HandoverRow, note), FIELD(HandoverRow, surname), FIELD(HandoverRow, forename), FIELD(HandoverRow, items),
    FIELD(HandoverRow, waiting), FIELD(HandoverRow, answers), FIELDS_END
};

static const Choice TO_WHOM[] = { { "in", N_("from the Secretariat") }, { "out", N_("to the Secretariat") },
                                  { "case", N_("cases for keeping") }, { 0 } };
static const Choice STATES[] = { { "sent", N_("waits") }, { "taken", N_("closed") }, { 0 } };

static const ListFilter FILTERS[] = {
    { "direction", &F_HANDOVER_WHERE_DIRECTION,
      INPUT(HandoverRow, direction, IN_CHOICE, OPTIONAL, 4, N_("Direction"), .choices = TO_WHOM) },
    { "state", &F_HANDOVER_WHERE_STATE,
      INPUT(HandoverRow, state, IN_CHOICE, OPTIONAL, 10, N_("State"), .choices = STATES) },
    { "from", &F_HANDOVER_WHERE_FROM, INPUT(HandoverRow, made, IN_DATE, OPTIONAL, 10, N_("From")) },
    { "until", &F_HANDOVER_WHERE_UNTIL, INPUT(HandoverRow, made, IN_DATE, OPTIONAL, 10, N_("Until")) },
    { 0 }
};

const ListSpec HANDOVER_LIST = {
    .kind = OBJ_HANDOVER, .act = ACT_HANDOVER_READ, .all = &F_HANDOVER_LIST_ALL, .related = &F_HANDOVER_LIST_RELATED,
    .all_count = &F_HANDOVER_LIST_ALL_COUNT, .related_ids = &F_HANDOVER_LIST_RELATED_IDS,
    .after = &F_HANDOVER_LIST_AFTER, .order = &F_HANDOVER_LIST_ORDER, .filters = FILTERS, .fields = ROW_FIELDS,
    .record_size = sizeof(HandoverRow)
};

static const Column HANDOVER_COLUMNS[] = {
    { "id", N_("No."), CELL_INT, 8 },
    { "made", N_("Date"), CELL_DATE, 12 },
    { "direction_text", N_("Direction"), CELL_TEXT, 20 },
    { "papers", N_("Papers"), CELL_INT, 10 },
    { "waiting", N_("Not taken over yet"), CELL_INT, 14 },
    { "who", N_("Made by"), CELL_TEXT, 24 },
    { "state_text", N_("State"), CELL_TEXT, 14 },
    { "note", N_("Note"), CELL_TEXT, 40 },
    { 0 }
};
const Export HANDOVER_SHEET = { "handovers", "list.items", HANDOVER_COLUMNS };

static bool is_out(const char *direction) { return strcmp(direction, "out") == 0; }

static const char *short_name(Arena *a, const char *surname, const char *forename)
{
    return surname && *surname ? az_initials(a, surname, forename, NULL) : "";
}

bool handover_list_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    void *rows;
    size_t n;
    Val *list;
    Grant g;
    if (!list_read(req, &HANDOVER_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_put(list, "items", val_list(cx->arena));
    for (const HandoverRow *h = rows; h < (const HandoverRow *)rows + n; h++) {
        Val *v = val_add(items, val_record(cx->arena, h, ROW_FIELDS));
        val_put(v, "who", val_keep(cx->arena, short_name(cx->arena, h->surname, h->forename)));
        val_put(v, "direction_text", val_keep(cx->arena, choice_text(cx, TO_WHOM, h->direction)));
        val_put(v, "state_text", val_keep(cx->arena, choice_text(cx, STATES, h->state)));
        val_put_int(cx->arena, v, "papers", is_out(h->direction) ? h->answers : h->items);
    }
    val_put(resp->view, "list", list);
    val_put_bool(cx->arena, resp->view, "may_send", authority_holds(cx, ACT_HANDOVER_SEND, &g));
    val_put_bool(cx->arena, resp->view, "may_return", authority_holds(cx, ACT_HANDOVER_RETURN, &g));
    return true;
}

/* ---- one list ------------------------------------------------------------- */

const Input HANDOVER_TAKE_INPUTS[] = {
    INPUT_FILE("scan", OPTIONAL, N_("Scan (PDF, PNG or JPEG)")),
    INPUT(TakeForm, missing,  IN_LINE,  OPTIONAL, 500, N_("An annex is missing: what the act says")),
    INPUT(TakeForm, not_same, IN_CHECK, OPTIONAL, 1, N_("I have looked: it is another letter")),
    INPUT(TakeForm, main_id,  IN_CHOICE, OPTIONAL, 12, N_("Joins a letter in work")),
    INPUT(TakeForm, main_no,  IN_LINE,  OPTIONAL, 60, N_("Or the number of another letter in work")),
    INPUT(TakeForm, inquiry_id, IN_CHOICE, OPTIONAL, 12, N_("Inquiry of ours it answers"),
          N_("The newest that wait; another is linked by its number on the letter's page")),
    INPUT(TakeForm, collective, IN_NUMBER, OPTIONAL, 6, N_("Collective appeal: how many applicants")),
    INPUT(TakeForm, anonymous, IN_CHECK, OPTIONAL, 1, N_("Anonymous: neither name nor contact (6.4)")),
    INPUT(TakeForm, complained_id, IN_CHOICE, OPTIONAL, 12, N_("Complaint about an officer of the directorate")),
    INPUT(TakeForm, control,  IN_CHECK, OPTIONAL, 1, N_("Under control")),
    INPUTS_END
};

typedef struct HandoverHead {
    int64_t     id;
    const char *direction, *state, *note, *surname, *name;
    Date        made;
    Instant     taken;
} HandoverHead;
static const Field HEAD_FIELDS[] = {
    FIELD(HandoverHead, id), FIELD(HandoverHead, direction), FIELD(HandoverHead, made), FIELD(HandoverHead, taken),
    FIELD(HandoverHead, state), FIELD(HandoverHead, note), FIELD(HandoverHead, surname), FIELD(HandoverHead, name),
    FIELDS_END
};

typedef struct LineRow {
    int64_t     id, sheets, annexes, letter_id;
    const char *office_no, *kind, *party, *address, *their_no, *gist, *lead_text, *lead_title, *number, *missing;
    Date        office_date, their_date, lead_date, lead_due;
} LineRow;
static const Field LINE_FIELDS[] = {
    FIELD(LineRow, id), FIELD(LineRow, office_no), FIELD(LineRow, office_date), FIELD(LineRow, kind),
    FIELD(LineRow, party), FIELD(LineRow, address), FIELD(LineRow, their_no), FIELD(LineRow, their_date),
    FIELD(LineRow, gist), FIELD(LineRow, sheets), FIELD(LineRow, annexes), FIELD(LineRow, lead_text),
    FIELD(LineRow, lead_date), FIELD(LineRow, lead_due), FIELD(LineRow, letter_id), FIELD(LineRow, lead_title),
    FIELD(LineRow, number), FIELD(LineRow, missing), FIELDS_END
};

typedef struct AnswerRow {
    int64_t     id, sheets, annexes;
    const char *number, *party, *gist, *office_no, *state;
    Date        office_date;
} AnswerRow;
static const Field ANSWER_FIELDS[] = {
    FIELD(AnswerRow, id), FIELD(AnswerRow, number), FIELD(AnswerRow, party), FIELD(AnswerRow, gist),
    FIELD(AnswerRow, office_no), FIELD(AnswerRow, office_date), FIELD(AnswerRow, sheets), FIELD(AnswerRow, annexes),
    FIELD(AnswerRow, state), FIELDS_END
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

/* One line of the comparison: how it is called, this paper, the letter we have, whether they differ. */
static void compare(Cx *cx, Val *rows, const char *label, const char *here, const char *there)
{
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

static Val *take_form(Req *req, const LineRow *row, const InWork *work, const InWork *asked, const Val *officers)
{
    int64_t line = row->id;
    size_t left;
    Cx *cx = req->cx;
    Req mine = *req;
    if (req->id2 != line)
        mine.refused = NULL;                               /* the refused form was another line's */
    Val *f = form_view(&mine, arena_printf(cx->arena, "/handovers/%lld/items/%lld/take", (long long)req->id, (long long)line),
                       HANDOVER_TAKE_INPUTS, NULL);
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, N_("Take over and register"))));
    form_choices(cx, f, "main_id", join_choices(cx, work, 0, row->party, row->gist, row->their_no, &left));
    form_choices(cx, f, "complained_id", letter_same_choices(cx->arena, officers));
    form_choices(cx, f, "inquiry_id", inquiry_choices(cx, asked, row->party, row->gist));
    form_ids(cx, f, arena_printf(cx->arena, "take%lld", (long long)line));
    return f;
}

static bool put_lines(Req *req, Val *view, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    size_t n;
    Grant take;
    const LineRow *rows = db_all(cx->db, a, &Q_HANDOVER_LINES, BIND(P_INT(req->id)), LINE_FIELDS, sizeof(LineRow), &n, err);
    if (!rows)
        return false;
    bool may = authority_holds(cx, ACT_HANDOVER_TAKE, &take), waits = false;
    InWork work = { 0 }, asked = { 0 };
    for (size_t i = 0; i < n; i++)
        waits |= !rows[i].letter_id;
    Twins twins = { 0 };
    Val *officers = NULL;
    twins.rows = db_all(cx->db, a, &Q_HANDOVER_SAME, BIND(P_INT(req->id)), SAME_ROW_FIELDS, sizeof(SameRow), &twins.n, err);
    if (!twins.rows)
        return false;
    if (may && waits && (!letters_in_work(cx, &work, err) || !inquiries_open(cx, &asked, err) || !letter_officers(cx, &officers, err)))
        return false;
    Val *list = val_put(view, "lines", val_list(a));
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_record(a, &rows[i], LINE_FIELDS));
        if (date_same(rows[i].their_date, DATE_ALWAYS))
            val_replace(v, "their_date", val_null(a));
        val_put(v, "kind_text", val_keep(a, choice_text(cx, LETTER_KINDS, rows[i].kind)));
        val_put_int(a, v, "no", (int64_t)i + 1);
        val_put(v, "same", twins_view(cx, &twins, &rows[i]));
        val_put(v, "take", may && !rows[i].letter_id ? take_form(req, &rows[i], &work, &asked, officers) : val_null(a));
    }
    return true;
}

static Val *answer_views(Cx *cx, const AnswerRow *rows, size_t n, bool may_number)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        Val *v = val_add(list, val_record(a, &rows[i], ANSWER_FIELDS));
        val_put_int(a, v, "no", (int64_t)i + 1);
        val_put_bool(a, v, "may_number", may_number && strcmp(rows[i].state, "handed") == 0);
    }
    return list;
}

/* `of`: the list, or how many. */
static bool put_answers(Cx *cx, const Query *q, int64_t of, Val *view, Err *err)
{
    size_t n;
    Grant number;
    const AnswerRow *rows = db_all(cx->db, cx->arena, q, BIND(P_INT(of)), ANSWER_FIELDS, sizeof(AnswerRow), &n, err);
    if (!rows)
        return false;
    val_put(view, "answers", answer_views(cx, rows, n, authority_holds(cx, ACT_HANDOVER_NUMBER, &number)));
    return true;
}

bool handover_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    HandoverHead h;
    bool found;
    if (!db_one(cx->db, a, &Q_HANDOVER_GET, BIND(P_INT(req->id)), HEAD_FIELDS, &h, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such list"));
    Val *v = val_put(resp->view, "handover", val_record(a, &h, HEAD_FIELDS));
    val_put(v, "who", val_keep(a, short_name(a, h.surname, h.name)));
    val_put(v, "direction_text", val_keep(a, choice_text(cx, TO_WHOM, h.direction)));
    val_put(v, "state_text", val_keep(a, choice_text(cx, STATES, h.state)));
    val_put_bool(a, v, "outgoing", is_out(h.direction));
    if (!is_out(h.direction)) {
        val_put(resp->view, "answers", val_list(a));
        return put_lines(req, resp->view, err);
    }
    val_put(resp->view, "lines", val_list(a));
    return put_answers(cx, &Q_HANDOVER_LETTERS, req->id, resp->view, err);
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
    if (!letter_take(req->cx, &taking, scan, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)resp->created_id);
    resp->notice = N_("The paper was taken over and has its number");
    return true;
}

/* ---- a new list ----------------------------------------------------------- */

const Input HANDOVER_INPUTS[] = {
    INPUT(HandoverItem, office_no,   IN_LINE,   REQUIRED, 60, N_("Number of the Secretariat")),
    INPUT(HandoverItem, office_date, IN_DATE,   REQUIRED, 10, N_("Its date")),
    INPUT(HandoverItem, kind,        IN_CHOICE, REQUIRED, 20, N_("Kind"), .choices = LETTER_KINDS + 1),
    INPUT(HandoverItem, party_kind,  IN_CHOICE, REQUIRED, 20, N_("Kind of sender"), .choices = PARTY_KINDS),
    INPUT(HandoverItem, party,       IN_LINE,   REQUIRED, 300, N_("Sender")),
    INPUT(HandoverItem, address,     IN_LINE,   OPTIONAL, 300, N_("Address")),
    INPUT(HandoverItem, their_no,    IN_LINE,   OPTIONAL, 60, N_("Sender's number")),
    INPUT(HandoverItem, their_date,  IN_DATE,   OPTIONAL, 10, N_("Sender's date")),
    INPUT(HandoverItem, gist,        IN_LINE,   REQUIRED, 500, N_("Gist")),
    INPUT(HandoverItem, sheets,      IN_NUMBER, REQUIRED, 5, N_("Sheets")),
    INPUT(HandoverItem, annexes,     IN_NUMBER, OPTIONAL, 5, N_("Annexes")),
    INPUT(HandoverItem, lead_seat,   IN_CHOICE, OPTIONAL, 12, N_("Leadership's resolution: by whom")),
    INPUT(HandoverItem, lead_text,   IN_LINE,   OPTIONAL, 1000, N_("Leadership's resolution: text")),
    INPUT(HandoverItem, lead_date,   IN_DATE,   OPTIONAL, 10, N_("Leadership's resolution: date")),
    INPUT(HandoverItem, lead_due,    IN_DATE,   OPTIONAL, 10, N_("Leadership's resolution: term")),
    INPUTS_END
};

/* Rows as they were typed; empty ones at the end do not count. */
static size_t rows_typed(const Val *form)
{
    size_t n = 0, used = 0;
    for (const Val *row = val_first(val_get(form, "items")); row; row = val_next(row)) {
        n++;
        for (const Val *v = val_first(row); v; v = val_next(v))
            if (val_type(v) != V_TEXT || *val_str(v))
                used = n;
    }
    return used;
}

static bool put_new_form(Req *req, Val *view, size_t rows, bool refused, Err *err)
{
    static const char *const LEADERS[] = { "service_head", "service_deputy", "service_head" };
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Val *leaders = letter_seats(cx, LEADERS, err);
    if (!leaders)
        return false;
    static const Input NOTE[] = { INPUT(HandoverRow, note, IN_LINE, OPTIONAL, 500, N_("Note")), INPUTS_END };
    Refused typed = { NOTE, req->refused ? req->refused->typed : NULL, req->refused ? req->refused->err : NULL };
    Req mine = *req;
    mine.refused = req->refused ? &typed : NULL;
    Val *f = val_put(view, "form", form_view(&mine, "/handovers", NOTE, NULL));
    val_replace(f, "refused", val_bool(a, refused));
    val_replace(f, "submit", val_keep(a, tr(cx, N_("Send the list"))));
    val_put_bool(a, f, "full", rows >= MOST_ROWS);
    Val *list = val_put(f, "rows", val_list(a));
    for (size_t i = 0; i < rows; i++) {
        Val *row = val_add(list, val_map(a)), *choices = val_list(a);
        const char *prefix = arena_printf(a, "items.%zu", i);
        val_put_int(a, row, "no", (int64_t)i + 1);
        val_put(row, "fields", form_fields(&mine, prefix, HANDOVER_INPUTS, NULL));
        for (const Val *c = val_first(leaders); c; c = val_next(c))
            val_add(choices, form_choice(a, val_str(val_get(c, "value")), val_str(val_get(c, "label"))));
        form_choices(cx, row, arena_printf(a, "%s.lead_seat", prefix), choices);
    }
    return true;
}

bool handover_new_page(Req *req, Resp *resp, Err *err)
{
    size_t rows = req->refused ? rows_typed(req->refused->typed) : 1;
    return put_new_form(req, resp->view, rows ? rows : 1, req->refused != NULL, err);
}

/* "Add a row": the page comes back with what was typed and one row more. */
static bool one_more_row(Req *req, Resp *resp, size_t rows, Err *err)
{
    Err none = { 0 };
    Refused typed = { HANDOVER_INPUTS, req->form, &none };
    Req again = *req;
    again.refused = &typed;
    resp->view = val_map(req->cx->arena);
    return put_new_form(&again, resp->view, rows < MOST_ROWS ? rows + 1 : MOST_ROWS, false, err);
}

bool handover_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    size_t n = rows_typed(req->form);
    const char *what = val_str(val_get(req->form, "do"));
    if (what && strcmp(what, "add") == 0)
        return one_more_row(req, resp, n, err);
    if (n > MOST_ROWS)
        return err_set(err, ERR_INVALID, "items", N_("a list has at most {0} papers"),
                       arena_printf(cx->arena, "%d", MOST_ROWS));
    if (n == 0)
        n = 1;                                             /* the empty row says what is missing */
    HandoverItem *items = NEW_N(cx->arena, HandoverItem, n);
    for (size_t i = 0; i < n; i++) {
        items[i] = (HandoverItem){ .address = "", .their_no = "", .their_date = DATE_ALWAYS, .lead_text = "",
                                   .lead_date = DATE_FOREVER, .lead_due = DATE_FOREVER };
        form_read(req, arena_printf(cx->arena, "items.%zu", i), HANDOVER_INPUTS, &items[i], err);
    }
    const char *note = val_str(val_get(req->form, "note"));
    if (err->kind)
        return handover_check(cx, items, n, err);          /* the other faults are shown at the same time */
    if (!handover_make(cx, items, n, note ? text_clean(cx->arena, note) : "", req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(cx->arena, "/handovers/%lld", (long long)resp->created_id);
    resp->notice = N_("The list is sent");
    return true;
}

/* ---- answers back --------------------------------------------------------- */

const Input HANDOVER_RETURN_INPUTS[] = { INPUTS_END };

bool handover_return_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Val *f = val_put(resp->view, "form", form_view(req, "/handovers/return", HANDOVER_RETURN_INPUTS, NULL));
    val_replace(f, "submit", val_keep(cx->arena, tr(cx, N_("Make the list"))));
    int64_t all;
    if (!put_answers(cx, &Q_ANSWERS_SIGNED, HANDOVER_MOST, f, err)
        || !db_int(cx->db, &Q_ANSWERS_SIGNED_COUNT, BIND_NONE, 0, &all, err))
        return false;
    int64_t left = all > HANDOVER_MOST ? all - HANDOVER_MOST : 0;
    val_put(f, "left_text", left ? val_keep(cx->arena, tr_args(cx, N_("One list takes {0} papers; {1} more are signed and go on "
                                                                      "the next list."),
                                                            arena_printf(cx->arena, "%d", HANDOVER_MOST),
                                                            arena_printf(cx->arena, "%lld", (long long)left), NULL))
                                 : val_null(cx->arena));
    return true;
}

bool handover_post_return(Req *req, Resp *resp, Err *err)
{
    const Val *chosen = val_get(req->form, "letters");
    size_t all = chosen && val_type(chosen) == V_LIST ? val_count(chosen) : 0, n = 0;
    if (all > HANDOVER_MOST)
        return err_set(err, ERR_INVALID, "letters", N_("one list takes at most {0} papers; {1} were chosen"),
                       arena_printf(req->cx->arena, "%d", HANDOVER_MOST), arena_printf(req->cx->arena, "%zu", all));
    int64_t *answers = NEW_N(req->cx->arena, int64_t, all + 1);
    for (const Val *v = all ? val_first(chosen) : NULL; v; v = val_next(v))
        answers[n++] = val_type(v) == V_INT ? val_num(v) : strtoll(val_str(v) ? val_str(v) : "0", NULL, 10);
    if (!outgoing_hand(req->cx, answers, n, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/handovers/%lld", (long long)resp->created_id);
    resp->notice = N_("The list to the Secretariat is made; print it and have it signed");
    return true;
}
