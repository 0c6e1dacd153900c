// SPDX-License-Identifier: Apache-2.0
/* Registers of papers of before: old numbers and days, as a closed book is copied.  A register has no gaps here either
 * (5.12.3): the numbers of a year follow each other from the first, or from the last that is here.  No legal term is
 * counted unless the line asks for it. */
#include "areas/import/import_in.h"
#include "areas/letter/letter.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

typedef struct LetterLine {
    const char *direction, *number, *kind, *party_kind, *party, *address, *their_no, *office_no, *gist, *resolution, *executor,
               *answer_no, *case_index;
    Date        registered;
    OptDate     their_date, office_date, closed, due;
    int64_t     sheets, annexes, case_sheets, serial;
    bool        term;
} LetterLine;

static const Choice DIRECTIONS[] = { { "in", N_("incoming") }, { "out", N_("outgoing") }, { 0 } };

const Input LETTER_COLUMNS[] = {
    INPUT(LetterLine, direction,   IN_CHOICE, REQUIRED, 10,  N_("Direction"), NULL, DIRECTIONS),
    INPUT(LetterLine, number,      IN_LINE,   REQUIRED, 40,  N_("Our number")),
    INPUT(LetterLine, registered,  IN_DATE,   REQUIRED, 10,  N_("Registered"), .day = DAY_OF_EVENT),
    INPUT(LetterLine, kind,        IN_CHOICE, REQUIRED, 20,  N_("Kind"), NULL, LETTER_KINDS),
    INPUT(LetterLine, party_kind,  IN_CHOICE, REQUIRED, 20,  N_("Kind of the sender or addressee"), NULL, PARTY_KINDS),
    INPUT(LetterLine, party,       IN_LINE,   REQUIRED, 200, N_("Sender or addressee")),
    INPUT(LetterLine, address,     IN_LINE,   OPTIONAL, 300, N_("Address")),
    INPUT(LetterLine, their_no,    IN_LINE,   OPTIONAL, 40,  N_("Their number")),
    INPUT(LetterLine, their_date,  IN_DATE,   OPTIONAL, 10,  N_("Their date"), .day = DAY_OF_PAPER),
    INPUT(LetterLine, office_no,   IN_LINE,   OPTIONAL, 40,  N_("Number of the Secretariat")),
    INPUT(LetterLine, office_date, IN_DATE,   OPTIONAL, 10,  N_("Date of the Secretariat"), .day = DAY_OF_PAPER),
    INPUT(LetterLine, gist,        IN_AREA,   REQUIRED, 500, N_("Gist")),
    INPUT(LetterLine, sheets,      IN_NUMBER, OPTIONAL, 5,   N_("Sheets")),
    INPUT(LetterLine, annexes,     IN_NUMBER, OPTIONAL, 5,   N_("Annexes")),
    INPUT(LetterLine, resolution,  IN_AREA,   OPTIONAL, 500, N_("Resolution and its author")),
    INPUT(LetterLine, executor,    IN_LINE,   OPTIONAL, 100, N_("Executor")),
    INPUT(LetterLine, closed,      IN_DATE,   OPTIONAL, 10,  N_("Executed on"), .day = DAY_OF_EVENT),
    INPUT(LetterLine, answer_no,   IN_LINE,   OPTIONAL, 40,  N_("In answer to, or answered by")),
    INPUT(LetterLine, case_index,  IN_LINE,   OPTIONAL, 40,  N_("Case")),
    INPUT(LetterLine, case_sheets, IN_NUMBER, OPTIONAL, 5,   N_("Sheets in the case")),
    INPUT(LetterLine, due,         IN_DATE,   OPTIONAL, 10,  N_("Term"), .day = DAY_OF_TERM),
    INPUT(LetterLine, term,        IN_CHECK,  OPTIONAL, 1,   N_("Count the legal term")),
    INPUTS_END
};
size_t letter_size(void) { return sizeof(LetterLine); }

/* ---- checking ---------------------------------------------------------------------- */

/* "05/1-137": what stands last is the place in the register; 0: no digits there. */
static int64_t serial_of(const char *number)
{
    const char *p = number + strlen(number);
    while (p > number && p[-1] >= '0' && p[-1] <= '9')
        p--;
    return strlen(p) > 9 ? 0 : strtoll(p, NULL, 10);
}

static int year_of(const LetterLine *l)
{
    int year, month, day;
    date_split(l->registered, &year, &month, &day);
    return year;
}

static bool is_in(const LetterLine *l) { return strcmp(l->direction, "in") == 0; }
static bool is_open(const LetterLine *l) { return is_in(l) && !l->closed.has && !*l->case_index; }

static void not_after(const LetterLine *l, const OptDate *day, const char *column, Err *own)
{
    if (day->has && date_before(l->registered, day->v))
        err_add(own, column, N_("the day is after the day of registration"));
}

static bool check_line(Run *run, Line *line, Err *err)
{
    LetterLine *l = line->record;
    Err own = { 0 };
    l->serial = serial_of(l->number);
    if (!l->serial)
        err_add(&own, "number", N_("the number does not end with its place in the register"));
    if (date_before(run->cx->today, l->registered))
        err_add(&own, "registered", N_("the day is in the future"));
    not_after(l, &l->their_date, "their_date", &own);
    not_after(l, &l->office_date, "office_date", &own);
    if (l->closed.has && (date_before(l->closed.v, l->registered) || date_before(run->cx->today, l->closed.v)))
        err_add(&own, "closed", N_("the day is not between registration and today"));
    if (l->sheets < 0 || l->annexes < 0 || l->case_sheets < 0)
        err_add(&own, l->sheets < 0 ? "sheets" : l->annexes < 0 ? "annexes" : "case_sheets", N_("not a number of sheets"));
    if ((l->term || l->due.has) && !is_open(l))
        err_add(&own, l->term ? "term" : "due", N_("only an incoming paper that waits for its execution has a term"));
    if (l->term && !l->office_date.has)
        err_add(&own, "office_date", N_("the legal term is counted from the Secretariat's date: write it"));
    return line_faults(run, line, &own, err);
}

static int by_number(const void *a, const void *b)
{
    const Line *x = *(Line *const *)a, *y = *(Line *const *)b;
    const LetterLine *p = x->record, *q = y->record;
    int order = strcmp(p->direction, q->direction);
    if (!order)
        order = year_of(p) - year_of(q);
    if (!order)
        order = p->serial < q->serial ? -1 : p->serial > q->serial;
    return order ? order : x->no - y->no;
}

static bool same_register(const Line *a, const Line *b)
{
    const LetterLine *p = a->record, *q = b->record;
    return strcmp(p->direction, q->direction) == 0 && year_of(p) == year_of(q);
}

/* One register of one year: the lines follow each other, and what is left out makes a gap for all behind it. */
static bool check_register(Run *run, Line **list, size_t n, Err *err)
{
    const LetterLine *first = list[0]->record;
    Cx *cx = line_begin(run);
    RegisterYear year;
    if (!letter_register_year(cx, first->direction, year_of(first), &year, err))
        return false;
    int64_t next = year.last + 1;
    for (size_t i = 0; i < n; i++) {
        const LetterLine *l = list[i]->record;
        Err own = { 0 };
        if (year.ours)
            err_add(&own, "number", N_("this program gives the numbers of this year: a paper of it is registered, not imported"));
        else if (i && l->serial == ((LetterLine *)list[i - 1]->record)->serial)
            err_add(&own, "number", N_("line {0} has the same number"), arena_printf(cx->arena, "%d", list[i - 1]->no));
        else if (l->serial < next)
            err_add(&own, "number", N_("this number is in the register already"));
        else if (l->serial > next)
            err_add(&own, "number", N_("number {0} is missing before it, or stands in a line with a fault: a register has no gaps"),
                    arena_printf(cx->arena, "%lld", (long long)next));
        else
            next++;
        if (!line_faults(run, list[i], &own, err))
            return false;
    }
    return true;
}

bool letters_check(Run *run, Err *err)
{
    size_t n;
    for (size_t i = 0; i < run->count; i++) {
        if (!run->lines[i].bad && !check_line(run, &run->lines[i], err))
            return false;
        run_progress(run, i + 1);
    }
    Line **list = lines_sorted(run, &n, by_number);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && same_register(list[from], list[to]); to++)
            ;
        if (!check_register(run, list + from, to - from, err))
            return false;
    }
    return true;
}

/* ---- carrying ------------------------------------------------------------------------ */

static OldLetter old_of(const LetterLine *l)
{
    Date office = l->office_date.has ? l->office_date.v : l->registered;
    Date closed = l->closed.has ? l->closed.v : is_open(l) ? DATE_FOREVER : l->registered;
    return (OldLetter){
        .direction = l->direction, .serial = l->serial, .number = l->number, .registered = l->registered, .kind = l->kind,
        .party_kind = l->party_kind, .party = l->party, .address = l->address, .their_no = l->their_no,
        .office_no = l->office_no, .gist = l->gist, .resolution = l->resolution, .executor = l->executor,
        .answer_no = l->answer_no, .case_index = l->case_index, .office_date = office, .sheets = l->sheets,
        .their_date = l->their_date.has ? l->their_date.v : DATE_ALWAYS, .annexes = l->annexes,
        .case_sheets = l->case_sheets, .closed = closed, .term = l->term, .due = l->due.has ? l->due.v : DATE_FOREVER };
}

bool letters_carry(Run *run, Err *err)
{
    size_t n;
    Line **list = lines_sorted(run, &n, by_number);
    for (size_t i = 0; i < n; i++) {
        OldLetter old = old_of(list[i]->record);
        if (!letter_old_add(line_begin(run), &old, &list[i]->id, err))
            return false;
        find_touch(run->cx, OBJ_LETTER, list[i]->id);
        run_progress(run, i + 1);
    }
    return true;
}
