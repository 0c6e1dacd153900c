// SPDX-License-Identifier: Apache-2.0
/* The clerk's report to the head on expected terms (5.12.5): what ends when, and with whom it is.  Printed as it is.  The
 * section head's is of his section (5.10.3). */
#include "areas/task/task_in.h"
#include "base/text.h"
#include "task_queries.h"
#include <stdio.h>
#include <string.h>

typedef struct TermsRow {
    int64_t     id, origin_kind, origin_id, asks;
    bool        lead, control;
    const char *state, *signature, *surname, *name, *paper, *gist, *party;
    Date        due;
} TermsRow;
static const Field TERMS_FIELDS[] = {
    FIELD(TermsRow, id), FIELD(TermsRow, origin_kind), FIELD(TermsRow, origin_id), FIELD(TermsRow, asks),
    FIELD(TermsRow, lead), FIELD(TermsRow, control), FIELD(TermsRow, state), FIELD(TermsRow, signature),
    FIELD(TermsRow, surname), FIELD(TermsRow, name), FIELD(TermsRow, paper), FIELD(TermsRow, gist), FIELD(TermsRow, party),
    FIELD(TermsRow, due), FIELDS_END
};

static const Column TERMS_COLUMNS[] = {
    { "paper", N_("Paper"), CELL_TEXT, 14 },
    { "gist", N_("Gist"), CELL_TEXT, 50 },
    { "party", N_("Sender"), CELL_TEXT, 30 },
    { "executor", N_("Executor"), CELL_TEXT, 22 },
    { "signature", N_("By resolution of"), CELL_TEXT, 40 },
    { "state_text", N_("State"), CELL_TEXT, 22 },
    { "due", N_("Term"), CELL_DATE, 12 },
    { "term.text", N_("How the term stands"), CELL_TEXT, 24 },
    { 0 }
};
const Export TASK_TERMS_SHEET = { "terms", "groups.*.items", TERMS_COLUMNS };

typedef struct TermsPeriod { OptDate until; } TermsPeriod;
static const Input PERIOD_INPUTS[] = {
    INPUT(TermsPeriod, until, IN_DATE, OPTIONAL, 10, N_("Terms until")),
    INPUTS_END
};

/* Two weeks ahead when nothing was asked. */
static bool read_until(const Req *req, Date *ret, Err *err)
{
    const char *typed = val_str(val_get(req->query, "until"));
    *ret = date_add_days(req->cx->today, 14);
    if (!typed || !*typed)
        return true;
    return day_read(req->cx, DAY_OF_ANY, typed, "until", ret, err);
}

static const struct { const char *band, *title; } GROUPS[] = {
    { "late", N_("The term is over") }, { "today", N_("The term ends today") },
    { "near", N_("Within three working days") }, { "far", N_("Later") },
};
enum { GROUP_COUNT = sizeof GROUPS / sizeof *GROUPS };

static size_t group_of(const Val *term)
{
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (val_truthy(val_get(val_get(term, "band"), GROUPS[i].band)))
            return i;
    return GROUP_COUNT - 1;
}

static Val *row_view(Cx *cx, const TermsRow *r)
{
    Arena *a = cx->arena;
    Val *v = val_record(a, r, TERMS_FIELDS);
    val_put_text(a, v, "executor", az_initials(a, r->surname, r->name, NULL));
    val_put_text(a, v, "state_text", task_state_text(cx, r->state));
    val_put(v, "term", task_term(cx, r->due, DATE_FOREVER));
    return v;
}

bool task_terms_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Date until;
    size_t n;
    Val *items[GROUP_COUNT];
    if (!read_until(req, &until, err))
        return false;
    DbBuild *b = db_build(a, &Q_TASK_TERMS, BIND(P_DATE(DATE_ALWAYS), P_DATE(until)));
    if (!list_narrow(cx, b, &TASK_LIST, ACT_TASK_TERMS, &F_TASK_TERMS_IN, err))
        return false;
    db_build_add(b, &F_TASK_TERMS_END, BIND(P_INT(EXPORT_MOST + 1)));
    const TermsRow *rows = db_all_built(cx->db, a, b, TERMS_FIELDS, sizeof(TermsRow), &n, err);
    if (!rows || (n > EXPORT_MOST && !export_too_many(err)))
        return false;
    Val *groups = val_put(resp->view, "groups", val_list(a));
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        Val *g = val_add(groups, val_map(a));
        val_put_text(a, g, "title", tr(cx, GROUPS[i].title));
        items[i] = val_put(g, "items", val_list(a));
    }
    for (size_t i = 0; i < n; i++) {
        Val *v = row_view(cx, &rows[i]);
        val_add(items[group_of(val_get(v, "term"))], v);
    }
    for (const Val *g = val_first(groups); g; g = val_next(g))
        val_put_int(a, (Val *)g, "count", (int64_t)val_count(val_get(g, "items")));
    TermsPeriod shown = { { true, until } };
    val_put(resp->view, "day", val_date(a, cx->today));
    val_put(resp->view, "until", val_date(a, until));
    val_put_int(a, resp->view, "total", (int64_t)n);
    val_put(resp->view, "fields", form_fields(req, "", PERIOD_INPUTS, &shown));
    return true;
}
