// SPDX-License-Identifier: Apache-2.0
/* The clerk's summary of appeals (5.12.8): every figure is a list of the register and opens it. */
#include "app/link.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <stdlib.h>
#include <string.h>

static const Choice CLOSINGS[] = {
    { "forwarded", N_("forwarded to the competent body") }, { "unconsidered", N_("left unconsidered") },
    { "noted", N_("no answer is due") }, { 0 }
};
static const Choice GROUNDS[] = {
    { "6.4", N_("anonymous (6.4)") }, { "8.1.4", N_("repeated, answered three times within a year (8.1.4)") },
    { "8.1", N_("another ground of 8.1") }, { 0 }
};
const Input LETTER_CLOSE_INPUTS[] = {
    INPUT(Closing, outcome,      IN_CHOICE, REQUIRED, 20, N_("Outcome"), .choices = CLOSINGS),
    INPUT(Closing, ground,       IN_CHOICE, OPTIONAL, 10, N_("Ground, if left unconsidered"), .choices = GROUNDS),
    INPUT(Closing, forwarded_to, IN_LINE,   OPTIONAL, 300, N_("Competent body, if forwarded")),
    INPUT(Closing, notice,       IN_CHECK,  OPTIONAL, 1, N_("Draft the letter that tells the applicant"),
          N_("He is told on the day it leaves, which is written on the card by itself")),
    INPUT(Closing, informed,     IN_DATE,   OPTIONAL, 10, N_("Or: applicant told already, on"), .day = DAY_OF_EVENT),
    INPUT(Closing, why,          IN_LINE,   OPTIONAL, 500, N_("Why")),
    INPUTS_END
};

bool close_post(Req *req, Resp *resp, Err *err)
{
    Closing in = { .outcome = "", .ground = "", .forwarded_to = "", .informed = DATE_ALWAYS, .why = "" };
    int64_t notice;
    if (!form_read(req, "", LETTER_CLOSE_INPUTS, &in, err) || !letter_close(req->cx, req->id, &in, req->grant, &notice, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)(notice ? notice : req->id));
    resp->notice = notice ? N_("The letter is closed; this is the draft of the letter to the applicant") : N_("The letter is closed");
    return true;
}

/* ---- the summary ------------------------------------------------------------------- */

typedef struct Tally { const char *kind, *executor, *outcome, *timely; bool repeated, collective, anonymous; int64_t n; } Tally;
static const Field TALLY_FIELDS[] = {
    FIELD(Tally, kind), FIELD(Tally, executor), FIELD(Tally, outcome), FIELD(Tally, timely), FIELD(Tally, repeated),
    FIELD(Tally, collective), FIELD(Tally, anonymous), FIELD(Tally, n), FIELDS_END
};
typedef struct Period { Date from, until; } Period;
static const Input PERIOD_INPUTS[] = {
    INPUT(Period, from,  IN_DATE, OPTIONAL, 10, N_("From")),
    INPUT(Period, until, IN_DATE, OPTIONAL, 10, N_("Until")),
    INPUTS_END
};
typedef struct Summary { Cx *cx; const Tally *rows; size_t n; const char *from, *until; } Summary;

/* A column of the summary: which tallies it counts, and the filter of the register that lists the same. */
typedef struct Column { const char *label, *outcome, *timely, *flag, *query; } Column;
static const Column COLUMNS[] = {
    { N_("Received"), "", "", "", "" },
    { N_("In work"), "", "open", "", "timely=open" },
    { N_("In work, late"), "", "open_late", "", "timely=open_late" },
    { N_("satisfied"), "satisfied", "", "", "outcome=satisfied" },
    { N_("explained"), "explained", "", "", "outcome=explained" },
    { N_("claim refused"), "refused", "", "", "outcome=refused" },
    { N_("forwarded"), "forwarded", "", "", "outcome=forwarded" },
    { N_("unconsidered"), "unconsidered", "", "", "outcome=unconsidered" },
    { N_("In time"), "", "in_time", "", "timely=in_time" },
    { N_("Late"), "", "late", "", "timely=late" },
    { N_("Repeated"), "", "", "repeated", "mark=repeated" },
    { N_("Collective"), "", "", "collective", "mark=collective" },
    { N_("Anonymous"), "", "", "anonymous", "mark=anonymous" },
};
enum { COLUMNS_COUNT = sizeof COLUMNS / sizeof *COLUMNS };

static bool counts(const Column *c, const Tally *t)
{
    if (*c->outcome && strcmp(c->outcome, t->outcome) != 0)
        return false;
    if (strcmp(c->timely, "open") == 0 && strncmp(t->timely, "open", 4) != 0)
        return false;
    if (*c->timely && strcmp(c->timely, "open") != 0 && strcmp(c->timely, t->timely) != 0)
        return false;
    return !*c->flag || (strcmp(c->flag, "repeated") == 0 ? t->repeated : strcmp(c->flag, "collective") == 0 ? t->collective
                                                                                                           : t->anonymous);
}

/* One row: all of a kind, of an executor, or everything. */
static void add_row(const Summary *s, Val *rows, const char *label, const char *kind, const char *executor)
{
    Arena *a = s->cx->arena;
    Val *row = val_add(rows, val_map(a)), *cells;
    val_put(row, "label", val_keep(a, label));
    cells = val_put(row, "cells", val_list(a));
    for (size_t i = 0; i < COLUMNS_COUNT; i++) {
        const Column *c = &COLUMNS[i];
        int64_t n = 0;
        for (size_t k = 0; k < s->n; k++)
            if ((!kind || strcmp(kind, s->rows[k].kind) == 0) && (!executor || strcmp(executor, s->rows[k].executor) == 0)
                && counts(c, &s->rows[k]))
                n += s->rows[k].n;
        Val *v = val_add(cells, val_map(a)), *query = val_map(a);
        val_put_int(a, v, "n", n);
        val_put(v, "label", val_keep(a, tr(s->cx, c->label)));
        val_put_text(a, query, "appeals", "1");
        if (kind)
            val_put_text(a, query, "kind", kind);
        if (executor)
            val_put_text(a, query, "executor", executor);
        if (*c->query) {
            const char *eq = strchr(c->query, '=');
            val_put_text(a, query, arena_strndup(a, c->query, (size_t)(eq - c->query)), eq + 1);
        }
        val_put_text(a, query, "from", s->from);
        val_put_text(a, query, "until", s->until);
        val_put(v, "path", val_keep(a, arena_printf(a, "/letters%s", link_query(a, query))));
    }
}

static Val *labels_view(Cx *cx)
{
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < COLUMNS_COUNT; i++)
        val_add(list, val_keep(cx->arena, tr(cx, COLUMNS[i].label)));
    return list;
}

static const char *day_text(Arena *a, Date d)
{
    char text[DATE_TEXT];
    date_format(d, text);
    return arena_strdup(a, text);
}

static void put_rows(const Summary *s, Val *view)
{
    static const char *const KINDS[] = { "application", "complaint", "proposal" };
    Arena *a = s->cx->arena;
    Val *kinds = val_put(view, "kinds", val_list(a)), *executors = val_put(view, "executors", val_list(a));
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        add_row(s, kinds, choice_text(s->cx, LETTER_KINDS, KINDS[i]), KINDS[i], NULL);
    add_row(s, kinds, tr(s->cx, N_("All appeals")), NULL, NULL);
    for (size_t i = 0; i < s->n; i++) {
        bool seen = !*s->rows[i].executor;                 /* nobody has it yet */
        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(s->rows[k].executor, s->rows[i].executor) == 0;
        if (!seen)
            add_row(s, executors, s->rows[i].executor, NULL, s->rows[i].executor);
    }
}

bool appeals_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    int year, month, day;
    date_split(cx->today, &year, &month, &day);
    Period p = { date_make(year, 1, 1), cx->today };
    Req mine = *req;
    mine.form = req->query;
    if (!form_read(&mine, "", PERIOD_INPUTS, &p, err))
        return false;
    Summary s = { .cx = cx, .from = day_text(a, p.from), .until = day_text(a, p.until) };
    s.rows = db_all(cx->db, a, &Q_APPEALS_TALLY,
                    BIND(P_DATE(p.from), P_DATE(p.until), P_DATE(cx->today), P_INT(cx->actor->person_id)), TALLY_FIELDS,
                    sizeof(Tally), &s.n, err);
    if (!s.rows)
        return false;
    val_put(resp->view, "labels", labels_view(cx));
    val_put_date(a, resp->view, "from", p.from);
    val_put_date(a, resp->view, "until", p.until);
    val_put(resp->view, "fields", form_fields(&mine, "", PERIOD_INPUTS, &p));
    put_rows(&s, resp->view);
    return true;
}
