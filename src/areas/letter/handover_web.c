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
static const Field CLOSED_FIELDS[] = {
    FIELD(HandoverRow, id), FIELD(HandoverRow, items), FIELD(HandoverRow, waiting), FIELD(HandoverRow, answers), FIELDS_END
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
    .after = &F_HANDOVER_LIST_AFTER, .order = &F_HANDOVER_LIST_ORDER, .open = &F_HANDOVER_LIST_OPEN, .filters = FILTERS,
    .fields = ROW_FIELDS, .record_size = sizeof(HandoverRow)
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

/* What is closed to the reader is not counted either. */
static bool take_closed_off(Cx *cx, HandoverRow *rows, size_t n, Err *err)
{
    size_t closed_n;
    if (!n || !cx->actor->person_id || cx->actor->unwalled)
        return true;
    const HandoverRow *closed = db_all(cx->db, cx->arena, &Q_HANDOVER_CLOSED, BIND(P_INT(cx->actor->person_id)), CLOSED_FIELDS,
                                       sizeof(HandoverRow), &closed_n, err);
    for (size_t i = 0; closed && i < closed_n; i++)
        for (size_t k = 0; k < n; k++)
            if (rows[k].id == closed[i].id) {
                rows[k].items -= closed[i].items;
                rows[k].waiting -= closed[i].waiting;
                rows[k].answers -= closed[i].answers;
            }
    return closed != NULL;
}

bool handover_list_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    void *rows;
    size_t n;
    Val *list;
    Grant g;
    if (!list_read(req, &HANDOVER_LIST, &rows, &n, &list, err) || !take_closed_off(cx, rows, n, err))
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

typedef struct HandoverHead {
    int64_t     id;
    const char *direction, *state, *note, *surname, *name, *taker_surname, *taker_name;
    Date        made;
    Instant     taken;
} HandoverHead;
static const Field HEAD_FIELDS[] = {
    FIELD(HandoverHead, id), FIELD(HandoverHead, direction), FIELD(HandoverHead, made), FIELD(HandoverHead, taken),
    FIELD(HandoverHead, state), FIELD(HandoverHead, note), FIELD(HandoverHead, surname), FIELD(HandoverHead, name),
    FIELD(HandoverHead, taker_surname), FIELD(HandoverHead, taker_name), FIELDS_END
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
    const AnswerRow *rows = db_all(cx->db, cx->arena, q, BIND(P_INT(of), P_INT(cx->actor->person_id)), ANSWER_FIELDS,
                                   sizeof(AnswerRow), &n, err);
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
    val_put(v, "taker", val_keep(a, strcmp(h.direction, "case") == 0 ? "" : short_name(a, h.taker_surname, h.taker_name)));
    val_put(v, "direction_text", val_keep(a, choice_text(cx, TO_WHOM, h.direction)));
    val_put(v, "state_text", val_keep(a, choice_text(cx, STATES, h.state)));
    val_put_bool(a, v, "outgoing", is_out(h.direction));
    if (!is_out(h.direction)) {
        val_put(resp->view, "answers", val_list(a));
        return handover_put_lines(req, resp->view, err);
    }
    val_put(resp->view, "lines", val_list(a));
    return put_answers(cx, &Q_HANDOVER_LETTERS, req->id, resp->view, err);
}

/* ---- a new list ----------------------------------------------------------- */

const Input HANDOVER_INPUTS[] = {
    INPUT(HandoverItem, office_no,   IN_LINE,   REQUIRED, 60, N_("Number of the Secretariat")),
    INPUT(HandoverItem, office_date, IN_DATE,   REQUIRED, 10, N_("Its date"), .day = DAY_OF_PAPER),
    INPUT(HandoverItem, kind,        IN_CHOICE, REQUIRED, 20, N_("Kind"), .choices = LETTER_KINDS + 1),
    INPUT(HandoverItem, party_kind,  IN_CHOICE, REQUIRED, 20, N_("Kind of sender"), .choices = PARTY_KINDS),
    INPUT(HandoverItem, party,       IN_LINE,   REQUIRED, 300, N_("Sender")),
    INPUT(HandoverItem, address,     IN_LINE,   OPTIONAL, 300, N_("Address")),
    INPUT(HandoverItem, their_no,    IN_LINE,   OPTIONAL, 60, N_("Sender's number")),
    INPUT(HandoverItem, their_date,  IN_DATE,   OPTIONAL, 10, N_("Sender's date"), .day = DAY_OF_PAPER),
    INPUT(HandoverItem, gist,        IN_LINE,   REQUIRED, 500, N_("Gist")),
    INPUT(HandoverItem, sheets,      IN_NUMBER, REQUIRED, 5, N_("Sheets")),
    INPUT(HandoverItem, annexes,     IN_NUMBER, OPTIONAL, 5, N_("Annexes")),
    INPUT(HandoverItem, lead_seat,   IN_CHOICE, OPTIONAL, 12, N_("Leadership's resolution: by whom")),
    INPUT(HandoverItem, lead_text,   IN_LINE,   OPTIONAL, 1000, N_("Leadership's resolution: text")),
    INPUT(HandoverItem, lead_date,   IN_DATE,   OPTIONAL, 10, N_("Leadership's resolution: date"), .day = DAY_OF_PAPER),
    INPUT(HandoverItem, lead_due,    IN_DATE,   OPTIONAL, 10, N_("Leadership's resolution: term"), .day = DAY_OF_TERM),
    INPUT(HandoverItem, complained_id, IN_CHOICE, OPTIONAL, 12, N_("Complaint about an officer of the directorate"),
          N_("From now on the paper is closed to him")),
    INPUTS_END
};

/* Rows as they were typed; those at the end with nothing but the day offered do not count. */
static size_t rows_typed(const Val *form)
{
    size_t n = 0, used = 0;
    for (const Val *row = val_first(val_get(form, "items")); row; row = val_next(row)) {
        n++;
        for (const Val *v = val_first(row); v; v = val_next(v))
            if ((val_type(v) != V_TEXT || *val_str(v)) && strcmp(val_key(v), "office_date") != 0)
                used = n;
    }
    return used;
}

/* A list is mostly of one day: the row takes that of the row before it. */
static void offer_day(Cx *cx, Val *row, const char **day, const char *prefix)
{
    const char *name = arena_printf(cx->arena, "%s.office_date", prefix);
    for (const Val *f = val_first(val_get(row, "fields")); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), name) == 0) {
            if (!*val_str(val_get(f, "value")) && !val_count(val_get(f, "faults")))
                val_replace((Val *)f, "value", val_keep(cx->arena, *day));
            *day = val_str(val_get(f, "value"));
        }
}

static bool put_new_form(Req *req, Val *view, size_t rows, bool refused, Err *err)
{
    static const char *const LEADERS[] = { "service_head", "service_deputy", "service_head" };
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Val *leaders = letter_seats(cx, LEADERS, err), *people;
    if (!leaders || !appeal_people(cx, &people, err))
        return false;
    static const Input NOTE[] = { INPUT(HandoverRow, note, IN_LINE, OPTIONAL, 500, N_("Note")), INPUTS_END };
    Refused typed = req->refused ? *req->refused : (Refused){ 0 };
    typed.inputs = NOTE;
    Req mine = *req;
    mine.refused = req->refused ? &typed : NULL;
    Val *f = val_put(view, "form", form_view(&mine, "/handovers", NOTE, NULL));
    val_replace(f, "refused", val_bool(a, refused));
    val_replace(f, "submit", val_keep(a, tr(cx, N_("Send the list"))));
    val_put_bool(a, f, "full", rows >= MOST_ROWS);
    Val *list = val_put(f, "rows", val_list(a));
    const char *day = az_date_numeric(a, cx->today);
    for (size_t i = 0; i < rows; i++) {
        Val *row = val_add(list, val_map(a));
        const char *prefix = arena_printf(a, "items.%zu", i);
        val_put_int(a, row, "no", (int64_t)i + 1);
        val_put(row, "fields", form_fields(&mine, prefix, HANDOVER_INPUTS, NULL));
        offer_day(cx, row, &day, prefix);
        form_choices(cx, row, arena_printf(a, "%s.lead_seat", prefix), letter_same_choices(a, leaders));
        form_choices(cx, row, arena_printf(a, "%s.complained_id", prefix), letter_same_choices(a, people));
        form_name_faults(cx, f, val_get(row, "fields"), arena_printf(a, "%s %zu", tr(cx, N_("Paper")), i + 1));
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
        || !db_int(cx->db, &Q_ANSWERS_SIGNED_COUNT, BIND(P_INT(req->cx->actor->person_id)), 0, &all, err))
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
