// SPDX-License-Identifier: Apache-2.0
/* The page of a person's leave books. */
#include "areas/leave/leave_in.h"
#include "app/export.h"
#include "app/source.h"
#include "base/text.h"
#include <string.h>

/* What used or gave back days, and the order behind it: {number, dated, href}; null when it was no order of ours. */
typedef struct Papers { const SourcePaper *list; size_t n; } Papers;

static Val *use_view(Cx *cx, const Papers *papers, const LeaveUse *u)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    val_put_text(a, v, "what", service_code_text(cx, u->code));
    val_put_date(a, v, "from", u->from);
    val_put_date(a, v, "last", date_add_days(u->to, -1));
    val_put_int(a, v, "days", u->days);
    val_put_text(a, v, "days_word", text_counted(a, u->days, tr(cx, unit_text(UNIT_DAY))));
    val_put_bool(a, v, "planned", u->planned);
    const SourcePaper *paper = source_paper(papers->list, papers->n, u->input);
    Val *order = val_put(v, "order", paper ? val_map(a) : val_null(a));
    if (paper) {
        val_put_text(a, order, "number", paper->number);
        val_put_date(a, order, "dated", paper->dated);
        val_put_text(a, order, "href", paper->href);
    }
    return v;
}

static Val *year_view(Cx *cx, const Papers *papers, const LeaveYear *y)
{
    Arena *a = cx->arena;
    Val *v = val_map(a), *uses = val_list(a);
    val_put_int(a, v, "number", y->number);
    val_put_date(a, v, "from", y->from);
    val_put_date(a, v, "last", date_add_days(y->to, -1));
    val_put_int(a, v, "entitled", y->entitled);
    val_put_int(a, v, "used", y->used);
    val_put_int(a, v, "planned", y->planned);
    val_put_int(a, v, "left", y->left);
    val_put_text(a, v, "confidence", confidence_code(y->confidence));
    val_put_bool(a, v, "doubtful", !y->binding);
    for (size_t i = 0; i < y->use_count; i++)
        val_add(uses, use_view(cx, papers, &y->uses[i]));
    val_put(v, "uses", uses);
    val_put(v, "why", law_why_lines(cx, y->right));
    return v;
}

static bool books_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    AsOf at;
    Person person;
    LeaveBalance b;
    Papers papers;
    if (!staff_clock(req, &at, err) || !person_get(cx, req->id, &person, err)
        || !leave_balance(cx, req->id, at, &b, err) || !source_papers(cx, req->id, &papers.list, &papers.n, err))
        return false;
    Val *v = resp->view, *years = val_list(a), *who = val_map(a);
    val_put_int(a, who, "id", person.id);
    val_put_text(a, who, "name", person_full_name(a, &person));
    val_put_text(a, who, "post", b.service.has_seat ? b.service.seat.title_full : "");
    val_put_text(a, who, "rank", b.service.rank ? service_code_text(cx, b.service.rank->code) : "");
    val_put(v, "person", who);
    val_put(v, "clock", staff_clock_view(req, &at, NULL));
    val_put_bool(a, v, "on_list", b.service.on_list);
    if (b.service.on_list)
        val_put_date(a, v, "hired", b.service.hired);
    for (size_t i = b.year_count; i-- > 0;)
        val_add(years, year_view(cx, &papers, &b.years[i]));
    val_put(v, "years", years);
    val_put_int(a, v, "entitled", b.entitled);
    val_put_int(a, v, "used", b.used);
    val_put_int(a, v, "planned", b.planned);
    val_put_int(a, v, "left", b.left);
    return true;
}

static const Column BOOK_COLUMNS[] = {
    { "from", N_("Work year from"), CELL_DATE, 12 },
    { "last", N_("Work year until"), CELL_DATE, 12 },
    { "entitled", N_("Right"), CELL_INT, 8 },
    { "used", N_("Used"), CELL_INT, 8 },
    { "planned", N_("Planned"), CELL_INT, 8 },
    { "left", N_("Left"), CELL_INT, 8 },
    { "doubtful", N_("unverified rule"), CELL_BOOL, 12 },
    { "uses.*.what", N_("What used the days"), CELL_TEXT, 40 },
    { "uses.*.order.number", N_("Orders"), CELL_TEXT, 20 },
    { 0 }
};
static const Export BOOK_SHEET = { "leave-book", "years", BOOK_COLUMNS };

const Route LEAVE_ROUTES[] = {
    { GET, "/people/{id}/leave", ACT_PERSON_READ, OBJ_PERSON, books_page, "leave/person.html", STAFF_CLOCK_INPUTS, NULL, "3.1.9",
      N_("Leave"), LANE_AUTO, true, &BOOK_SHEET, .of = "person.name" },
    { 0 }
};
