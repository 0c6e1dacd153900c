// SPDX-License-Identifier: Apache-2.0
/* The register as the paper book: one row a letter, its columns those of the register of incoming papers. */
#include "areas/letter/letter_in.h"
#include "app/export.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"
#include "letter_queries.h"
#include <string.h>

static const Choice DIRECTIONS[] = { { "in", N_("incoming") }, { "out", N_("outgoing") }, { 0 } };
static const Choice TERMS[] = { { "late", N_("late") }, { "today", N_("ends today") }, { 0 } };
static const Choice MARKS[] = {
    { "repeated", N_("repeated") }, { "collective", N_("collective") }, { "anonymous", N_("anonymous") }, { 0 }
};
static const Choice AWAITS[] = {
    { "1", N_("inquiries that wait for an answer") }, { "late", N_("inquiries whose answer is late") }, { 0 }
};
static const Choice ONLY[] = { { "1", N_("under control only") }, { 0 } };

typedef struct LetterRow {
    int64_t     id, sheets, annexes;
    const char *direction, *number, *kind, *party, *their_no, *office_no, *gist, *resolution, *executor, *state,
               *answer_no, *case_index, *spoiled;
    Date        registered, their_date, office_date, due, closed;
    bool        control;
} LetterRow;
static const Field ROW_FIELDS[] = {
    FIELD(LetterRow, id), FIELD(LetterRow, direction), FIELD(LetterRow, number), FIELD(LetterRow, registered),
    FIELD(LetterRow, kind), FIELD(LetterRow, party), FIELD(LetterRow, their_no), FIELD(LetterRow, their_date),
    FIELD(LetterRow, office_no), FIELD(LetterRow, office_date), FIELD(LetterRow, gist), FIELD(LetterRow, sheets),
    FIELD(LetterRow, annexes), FIELD(LetterRow, resolution), FIELD(LetterRow, executor), FIELD(LetterRow, due),
    FIELD(LetterRow, state), FIELD(LetterRow, control), FIELD(LetterRow, closed), FIELD(LetterRow, answer_no),
    FIELD(LetterRow, case_index), FIELD(LetterRow, spoiled), FIELDS_END
};

static const ListFilter FILTERS[] = {
    { "direction", &F_LETTER_WHERE_DIRECTION, INPUT(Letter, direction, IN_CHOICE, OPTIONAL, 3, N_("Book"), .choices = DIRECTIONS) },
    { "state",     &F_LETTER_WHERE_STATE, INPUT(Letter, state, IN_CHOICE, OPTIONAL, 20, N_("State"), .choices = LETTER_STATES) },
    { "kind",      &F_LETTER_WHERE_KIND, INPUT(Letter, kind, IN_CHOICE, OPTIONAL, 20, N_("Kind"), .choices = LETTER_KINDS) },
    { "party",     &F_LETTER_WHERE_WORDS, INPUT(Letter, party, IN_LINE, OPTIONAL, 200, N_("Sender, number or words")), .words = true },
    { "from",      &F_LETTER_WHERE_FROM, INPUT(Letter, registered, IN_DATE, OPTIONAL, 10, N_("Registered from")) },
    { "until",     &F_LETTER_WHERE_UNTIL, INPUT(Letter, registered, IN_DATE, OPTIONAL, 10, N_("Registered until")) },
    { "term",      &F_LETTER_WHERE_LATE, INPUT(Letter, state, IN_CHOICE, OPTIONAL, 20, N_("Term"), .choices = TERMS), .means = "late" },
    { "term",      &F_LETTER_WHERE_TODAY, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "today",
      .chip = N_("Term: today") },
    { "control",   &F_LETTER_WHERE_CONTROL, INPUT(Letter, state, IN_CHOICE, OPTIONAL, 2, N_("Control"), .choices = ONLY), .means = "1" },
    { "to_file",   &F_LETTER_WHERE_TO_FILE, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1", .chip = N_("To be filed") },
    { "appeals",   &F_LETTER_WHERE_APPEALS, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 2, NULL), .means = "1", .chip = N_("Appeals") },
    { "outcome",   &F_LETTER_WHERE_OUTCOME, INPUT(Letter, outcome, IN_CHOICE, OPTIONAL, 20, N_("Outcome"), .choices = LETTER_OUTCOMES) },
    { "mark",      &F_LETTER_WHERE_REPEATED, INPUT(Letter, state, IN_CHOICE, OPTIONAL, 20, N_("Appeals"), .choices = MARKS),
      .means = "repeated" },
    { "mark",      &F_LETTER_WHERE_COLLECTIVE, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "collective",
      .chip = N_("Collective") },
    { "mark",      &F_LETTER_WHERE_ANONYMOUS, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "anonymous",
      .chip = N_("Anonymous") },
    { "timely",    &F_LETTER_WHERE_IN_TIME, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "in_time",
      .chip = N_("Executed in time") },
    { "timely",    &F_LETTER_WHERE_CLOSED_LATE, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "late",
      .chip = N_("Executed late") },
    { "timely",    &F_LETTER_WHERE_OPEN, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "open", .chip = N_("In work") },
    { "timely",    &F_LETTER_WHERE_OPEN_LATE, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 20, NULL), .means = "open_late",
      .chip = N_("In work, late") },
    { "executor",  &F_LETTER_WHERE_EXECUTOR, INPUT(Letter, executor, IN_HIDDEN, OPTIONAL, 200, NULL), .chip = N_("Executor: {0}") },
    { "awaits",    &F_LETTER_WHERE_AWAITS, INPUT(Letter, state, IN_CHOICE, OPTIONAL, 4, N_("Inquiries"), .choices = AWAITS), .means = "1" },
    { "awaits",    &F_LETTER_WHERE_AWAITS_LATE, INPUT(Letter, state, IN_HIDDEN, OPTIONAL, 4, NULL), .means = "late",
      .chip = N_("Inquiries whose answer is late") },
    { "seat",      &F_LETTER_WHERE_SEAT, INPUT(Letter, seat_id, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("Waits with: {0}"), .name_of = staff_seat_title },
    { "due_from",  &F_LETTER_WHERE_DUE_FROM, INPUT(Letter, due, IN_HIDDEN, OPTIONAL, 10, NULL), .chip = N_("Term from {0}") },
    { "due_until", &F_LETTER_WHERE_DUE_UNTIL, INPUT(Letter, due, IN_HIDDEN, OPTIONAL, 10, NULL), .chip = N_("Term until {0}") },
    { "to_accept", &F_LETTER_WHERE_TO_ACCEPT, INPUT(Letter, seat_id, IN_HIDDEN, OPTIONAL, 12, NULL),
      .chip = N_("Waits for acceptance by: {0}"), .name_of = staff_principal_title },
    { 0 }
};

const ListSpec LETTER_LIST = {
    .kind = OBJ_LETTER, .act = ACT_LETTER_LIST, .all = &F_LETTER_LIST_ALL, .related = &F_LETTER_LIST_RELATED,
    .open = &F_LETTER_LIST_OPEN, .all_count = &F_LETTER_LIST_ALL_COUNT, .related_ids = &F_LETTER_LIST_RELATED_IDS,
    .after = &F_LETTER_LIST_AFTER, .order = &F_LETTER_LIST_ORDER, .filters = FILTERS, .fields = ROW_FIELDS,
    .record_size = sizeof(LetterRow)
};

static const Column LETTER_COLUMNS[] = {
    { "number", N_("Our number"), CELL_TEXT, 14 },
    { "registered", N_("Registered"), CELL_DATE, 12 },
    { "office_no", N_("Number of the Secretariat"), CELL_TEXT, 16 },
    { "office_date", N_("Date of the Secretariat"), CELL_DATE, 12 },
    { "kind_text", N_("Kind"), CELL_TEXT, 14 },
    { "party", N_("Sender or addressee"), CELL_TEXT, 36 },
    { "their_no", N_("Their number"), CELL_TEXT, 16 },
    { "their_date", N_("Their date"), CELL_DATE, 12 },
    { "gist", N_("Gist"), CELL_TEXT, 50 },
    { "sheets", N_("Sheets"), CELL_INT, 8 },
    { "annexes", N_("Annexes"), CELL_INT, 8 },
    { "resolution", N_("Resolution and its author"), CELL_TEXT, 40 },
    { "executor", N_("Executor"), CELL_TEXT, 24 },
    { "due", N_("Term"), CELL_DATE, 12 },
    { "term.text", N_("How the term stands"), CELL_TEXT, 24 },
    { "control", N_("Under control"), CELL_BOOL, 12 },
    { "state_text", N_("Execution"), CELL_TEXT, 20 },
    { "closed", N_("Executed on"), CELL_DATE, 12 },
    { "answer_no", N_("In answer to, or answered by"), CELL_TEXT, 16 },
    { "case_index", N_("Case"), CELL_TEXT, 12 },
    { 0 }
};
const Export LETTER_SHEET = { "letters", "list.items", LETTER_COLUMNS };

static bool in_work(const char *state)
{
    return strcmp(state, "registered") == 0 || strcmp(state, "presented") == 0 || strcmp(state, "execution") == 0
        || strcmp(state, "joined") == 0;
}

static Val *row_view(Cx *cx, const LetterRow *l)
{
    Arena *a = cx->arena;
    bool in = strcmp(l->direction, "in") == 0, met = !date_same(l->closed, DATE_FOREVER);
    Val *v = val_record(a, l, ROW_FIELDS);
    if (date_same(l->their_date, DATE_ALWAYS))
        val_replace(v, "their_date", val_null(a));
    val_put_bool(a, v, "incoming", in);
    val_put(v, "kind_text", val_keep(a, choice_text(cx, LETTER_KINDS, l->kind)));
    val_put(v, "state_text", val_keep(a, choice_text(cx, LETTER_STATES, l->state)));
    val_put_bool(a, v, "controlled", l->control && strcmp(l->state, "filed") != 0);
    bool asked = letter_awaits(l->direction, l->kind, l->state), answer = letter_is_answer(l->kind);
    val_put(v, "term", (in && (met || in_work(l->state))) || asked ? task_term(cx, l->due, l->closed) : val_null(a));
    val_put_text(a, v, "answers", !in && answer ? l->answer_no : "");
    val_put_text(a, v, "answered_by", !in && !answer ? l->answer_no : "");
    return v;
}

bool letter_list_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    void *rows;
    size_t n;
    Val *list;
    Grant send, draft;
    if (!list_read(req, &LETTER_LIST, &rows, &n, &list, err))
        return false;
    Val *items = val_put(list, "items", val_list(cx->arena));
    for (const LetterRow *l = rows; l < (const LetterRow *)rows + n; l++)
        val_add(items, row_view(cx, l));
    const char *direction = val_str(val_get(req->query, "direction"));
    bool out = direction && strcmp(direction, "out") == 0, in = direction && strcmp(direction, "in") == 0;
    val_put_bool(cx->arena, resp->view, "outgoing", out);
    val_put_bool(cx->arena, resp->view, "incoming", in);
    val_put_text(cx->arena, resp->view, "title", tr(cx, out ? N_("Register of outgoing papers")
                                                        : in ? N_("Register of incoming papers") : N_("Register of papers")));
    val_put_bool(cx->arena, resp->view, "may_take", authority_holds(cx, ACT_HANDOVER_TAKE, &send));
    val_put_bool(cx->arena, resp->view, "may_draft", authority_holds(cx, ACT_LETTER_DRAFT, &draft));
    val_put(resp->view, "list", list);
    return true;
}

typedef struct NearLetter { int64_t id; const char *number, *party, *gist, *executor; Date due; } NearLetter;
static const Field NEAR_FIELDS[] = {
    FIELD(NearLetter, id), FIELD(NearLetter, number), FIELD(NearLetter, party), FIELD(NearLetter, gist),
    FIELD(NearLetter, executor), FIELD(NearLetter, due), FIELDS_END
};

Val *letter_nearest(Cx *cx, int64_t limit, Err *err)
{
    size_t n;
    const NearLetter *rows = db_all(cx->db, cx->arena, &Q_LETTER_NEAREST, BIND(P_INT(limit), P_INT(cx->actor->person_id)), NEAR_FIELDS,
                                    sizeof(NearLetter), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++)
        val_put(val_add(list, val_record(cx->arena, &rows[i], NEAR_FIELDS)), "term",
                task_term(cx, rows[i].due, DATE_FOREVER));
    return list;
}

/* ---- what the search box finds ------------------------------------------------ */

typedef struct WordsRow {
    const char *number, *party, *address, *their_no, *office_no, *gist, *body;
    Date        registered;
} WordsRow;
static const Field WORDS_FIELDS[] = {
    FIELD(WordsRow, number), FIELD(WordsRow, party), FIELD(WordsRow, address), FIELD(WordsRow, their_no),
    FIELD(WordsRow, office_no), FIELD(WordsRow, gist), FIELD(WordsRow, body), FIELD(WordsRow, registered), FIELDS_END
};

static bool letter_words(Cx *cx, int64_t id, FindText *ret, bool *ret_found, Err *err)
{
    WordsRow l;
    Arena *a = cx->arena;
    if (!db_one(cx->db, a, &Q_LETTER_WORDS, BIND(P_INT(id)), WORDS_FIELDS, &l, ret_found, err) || !*ret_found)
        return err->kind == ERR_NONE;
    ret->title = l.number;
    ret->about = arena_printf(a, "%s · %s", l.party, l.gist);
    ret->day = l.registered;
    ret->text = arena_printf(a, "%s %s %s %s %s %s %s", l.number, l.party, l.address, l.their_no, l.office_no, l.gist,
                             l.body);
    return true;
}

const FindKind LETTER_FINDS[] = {
    { OBJ_LETTER, ACT_LETTER_READ, N_("Papers"), "/letters/", letter_words, &Q_LETTER_IDS },
    { 0 }
};
