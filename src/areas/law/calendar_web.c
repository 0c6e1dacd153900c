// SPDX-License-Identifier: Apache-2.0
/* The working calendar of a year: twelve months, why a day does not work, what is proposed. */
#include "app/export.h"
#include "areas/law/law_web.h"
#include "base/text.h"
#include "law_queries.h"
#include "web/secret.h"
#include <stdlib.h>
#include <string.h>

static const Choice KINDS[] = {
    { "exchange", N_("exchange of two days") }, { "religious", N_("Ramazan or Qurban") }, { "voting", N_("voting day") }, { 0 }
};
static const Choice NAMES[] = {
    { "Ramazan", N_("Ramazan") }, { "Qurban", N_("Qurban") }, { "municipal election", N_("municipal election") },
    { "parliamentary election", N_("parliamentary election") }, { "presidential election", N_("presidential election") }, { 0 }
};
static const Choice STATES[] = {
    { "proposed", N_("waits for approval") }, { "approved", N_("approved") }, { "returned", N_("returned") }, { 0 }
};

static bool asked_year(Req *req, int *ret, Err *err)
{
    const char *sent = val_str(val_get(req->query, "year"));
    int month, day;
    char *end;
    date_split(req->cx->today, ret, &month, &day);
    if (!sent || !*sent)
        return true;
    long year = strtol(sent, &end, 10);
    if (*end || year < CALENDAR_FIRST || year > CALENDAR_LAST)
        return err_add(err, "year", N_("the calendar has the years 2010 to 2050"));
    *ret = (int)year;
    return true;
}

/* ---- one day ------------------------------------------------------------------ */

static const char *why_text(Cx *cx, const CalDay *d)
{
    const char *other = d->other.has ? az_date_numeric(cx->arena, d->other.v) : "";
    if (d->working)
        return d->kind == DAY_SWAP_WORK ? tr_args(cx, N_("worked in exchange for {0}"), other, NULL)
             : d->shorter ? tr(cx, N_("an hour shorter: the eve of a day off")) : "";
    return *d->why ? tr_args(cx, d->why, other, NULL) : "";
}

static Val *day_view(Cx *cx, const CalDay *d, int number)
{
    Arena *a = cx->arena;
    bool feast = d->kind != DAY_WORK && d->kind != DAY_WEEKEND;
    Val *v = val_map(a);
    val_put_int(a, v, "n", number);
    val_put_bool(a, v, "rest", !d->working && d->kind == DAY_WEEKEND);
    val_put_bool(a, v, "feast", !d->working && feast && d->kind != DAY_MOVED_REST && d->kind != DAY_SWAP_REST);
    val_put_bool(a, v, "moved", !d->working && (d->kind == DAY_MOVED_REST || d->kind == DAY_SWAP_REST));
    val_put_bool(a, v, "swapped", d->working && d->kind == DAY_SWAP_WORK);
    val_put_bool(a, v, "eve", d->working && d->shorter);
    val_put_bool(a, v, "today", date_same(d->date, cx->today));
    val_put_text(a, v, "why", feast || d->shorter ? why_text(cx, d) : NULL);
    return v;
}

static Val *empty_day(Arena *a)
{
    Val *v = val_map(a);
    val_put(v, "n", val_null(a));
    return v;
}

static Val *month_view(Cx *cx, const CalendarYear *y, int month)
{
    Arena *a = cx->arena;
    Val *v = val_map(a), *weeks = val_list(a), *week = NULL;
    Date first = date_make(y->year, month, 1);
    int at = date_days_between(date_make(y->year, 1, 1), first), weekday = date_weekday(first), last = 0;
    val_put_text(a, v, "name", cx->lang == LANG_AZ ? az_month(month) : tr(cx, law_month(month)));
    val_put_int(a, v, "workdays", y->month[month - 1]);
    for (int n = 1; at < y->day_count; n++, at++) {
        int year, m, day;
        date_split(y->days[at].date, &year, &m, &day);
        if (m != month)
            break;
        if (!week || weekday == 1) {
            Val *row = val_add(weeks, val_map(a));
            week = val_put(row, "days", val_list(a));
            for (int gap = 1; gap < weekday; gap++)
                val_add(week, empty_day(a));
        }
        val_add(week, day_view(cx, &y->days[at], n));
        last = weekday;
        weekday = weekday == 7 ? 1 : weekday + 1;
    }
    for (; last < 7; last++)
        val_add(week, empty_day(a));
    val_put(v, "weeks", weeks);
    return v;
}

/* ---- the year ------------------------------------------------------------------ */

static Val *special_days(Cx *cx, const Law *law, const CalendarYear *y)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (int i = 0; i < y->day_count; i++) {
        const CalDay *d = &y->days[i];
        if (d->kind == DAY_WORK || d->kind == DAY_WEEKEND)
            continue;
        Val *v = val_add(list, val_map(a));
        val_put_date(a, v, "date", d->date);
        val_put_text(a, v, "weekday", cx->lang == LANG_AZ ? az_weekday(date_weekday(d->date)) : NULL);
        val_put_text(a, v, "why", why_text(cx, d));
        val_put_bool(a, v, "working", d->working);
        val_put_text(a, v, "basis", *d->basis ? law_basis_text(cx, law, d->basis) : "");
        val_put(v, "confidence", law_confidence_view(cx, confidence_code(d->confidence)));
    }
    return list;
}

typedef struct ProposalRow {
    int64_t     id, days, proposed_by;
    const char *kind, *name, *basis, *state, *remark, *surname, *forename;
    Date        first;
    OptDate     pair;
} ProposalRow;
static const Field ROW_FIELDS[] = {
    FIELD(ProposalRow, id), FIELD(ProposalRow, kind), FIELD(ProposalRow, first), FIELD(ProposalRow, days),
    FIELD(ProposalRow, pair), FIELD(ProposalRow, name), FIELD(ProposalRow, basis), FIELD(ProposalRow, state),
    FIELD(ProposalRow, proposed_by), FIELD(ProposalRow, remark), FIELD(ProposalRow, surname), FIELD(ProposalRow, forename),
    FIELDS_END
};

static bool put_proposals(Cx *cx, const Law *law, Val *view, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    Grant g;
    bool may = authority_holds(cx, ACT_LAW_APPROVE, &g);
    const ProposalRow *rows = db_all(cx->db, a, &Q_LAW_DAYS_PROPOSED, BIND_NONE, ROW_FIELDS, sizeof *rows, &n, err);
    Val *list = val_put(view, "proposals", val_list(a));
    for (size_t i = 0; rows && i < n; i++) {
        const ProposalRow *p = &rows[i];
        bool waits = strcmp(p->state, "proposed") == 0, own = p->proposed_by == cx->actor->person_id;
        Val *v = val_add(list, val_map(a));
        val_put_int(a, v, "id", p->id);
        val_put_text(a, v, "what", *p->name ? law_word(cx, NAMES, p->name) : law_word(cx, KINDS, p->kind));
        val_put_date(a, v, "first", p->first);
        val_put_int(a, v, "days", p->days);
        val_put(v, "pair", val_optdate(a, p->pair));
        val_put_text(a, v, "basis", law_basis_text(cx, law, p->basis));
        val_put_text(a, v, "state", law_word(cx, STATES, p->state));
        val_put_text(a, v, "remark", *p->remark ? p->remark : NULL);
        val_put(v, "by", val_keep(a, *p->surname ? az_initials(a, p->surname, p->forename, NULL) : ""));
        val_put_bool(a, v, "decide", waits && may && !own);
        val_put(v, "key", val_keep(a, secret_token(a)));
        val_put_bool(a, v, "own", waits && may && own);
    }
    return rows != NULL;
}

typedef struct DayForm { const char *kind, *name, *act, *place; Date first; OptDate pair; int64_t days; } DayForm;
const Input LAW_DAY_INPUTS[] = {
    INPUT(DayForm, kind,  IN_CHOICE, REQUIRED, 20, N_("What changes"), NULL, KINDS),
    INPUT(DayForm, first, IN_DATE,   REQUIRED, 10, N_("Day off"), N_("the first one, when there are several"), .day = DAY_OF_LAW),
    INPUT(DayForm, days,  IN_NUMBER, OPTIONAL, 2,  N_("How many days"), N_("left empty: one")),
    INPUT(DayForm, pair,  IN_DATE,   OPTIONAL, 10, N_("Day worked for it"), N_("of an exchange"), .day = DAY_OF_LAW),
    INPUT(DayForm, name,  IN_CHOICE, OPTIONAL, 40, N_("Which day it is"), NULL, NAMES),
    INPUT(DayForm, act,   IN_CHOICE, REQUIRED, 40, N_("Act"), N_("an act that is missing is listed on the page of acts")),
    INPUT(DayForm, place, IN_LINE,   OPTIONAL, 60, N_("Place in the act")),
    INPUTS_END
};

bool law_calendar_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    int year;
    if (!asked_year(req, &year, err) || !law_current(cx, &law, err) || !put_proposals(cx, law, resp->view, err))
        return false;
    const CalendarYear *y = calendar_year(law->calendar, year);
    Val *v = val_put(resp->view, "year", val_map(a)), *months = val_list(a);
    for (int m = 1; m <= 12; m++)
        val_add(months, month_view(cx, y, m));
    val_put_int(a, v, "number", year);
    val_put(v, "before", year > CALENDAR_FIRST ? val_int(a, year - 1) : val_null(a));
    val_put(v, "after", year < CALENDAR_LAST ? val_int(a, year + 1) : val_null(a));
    val_put_int(a, v, "total", y->total);
    val_put_int(a, v, "rest_total", y->day_count - y->total);
    val_put_bool(a, v, "religious_known", y->religious_known);
    val_put_bool(a, v, "unsure", y->confidence == CONF_U);
    val_put(v, "months", months);
    val_put(v, "special", special_days(cx, law, y));
    law_put_proposing(req, resp->view, "/calendar/proposals", law_propose_form(req, law, "/calendar", LAW_DAY_INPUTS, NULL));
    return true;
}

static const Column COLUMNS[] = {
    { "date", N_("Day"), CELL_DATE, 12 }, { "weekday", N_("Day of the week"), CELL_TEXT, 18 }, { "why", N_("Why"), CELL_TEXT, 50 },
    { "working", N_("works"), CELL_BOOL, 8 }, { "basis", N_("Act and place"), CELL_TEXT, 60 },
    { "confidence.text", N_("Confidence"), CELL_TEXT, 24 }, { 0 }
};
const Export LAW_CALENDAR_SHEET = { "calendar", "year.special", COLUMNS };

bool law_day_post(Req *req, Resp *resp, Err *err)
{
    DayForm in = { .kind = "", .name = "", .act = "", .place = "", .days = 1 };
    form_read(req, "", LAW_DAY_INPUTS, &in, err);
    if (err->kind)
        return false;
    DayDraft d = { .kind = in.kind, .first = in.first, .days = in.days, .pair = in.pair,
                   .name = strcmp(in.kind, "exchange") == 0 ? "" : in.name,
                   .basis = law_basis_of(req->cx->arena, in.act, in.place) };
    int year, month, day;
    if (!day_propose(req->cx, &d, req->grant, &resp->created_id, err))
        return false;
    date_split(in.first, &year, &month, &day);
    resp->redirect = arena_printf(req->cx->arena, "/calendar?year=%d", year);
    resp->notice = N_("The day is proposed; the head of the directorate approves it");
    return true;
}

bool law_day_decide(Req *req, Resp *resp, Err *err)
{
    bool returned;
    if (!law_decide(req, day_approve, day_return, &returned, err))
        return false;
    resp->redirect = "/calendar";
    resp->notice = returned ? N_("The proposal is returned")
                                : N_("The day is in the calendar; terms that stand keep their days");
    return true;
}
