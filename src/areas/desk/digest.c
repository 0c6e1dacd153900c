// SPDX-License-Identifier: Apache-2.0
/* One digest a person and day, to read or to print: terms that are over, that end today and within three working
 * days, and what else waits.  Nothing of it is stored: it is true at the moment it is asked for.  The journal's head
 * stands on it, so that every print is a witness of the journal. */
#include "app/i18n.h"
#include "app/journal.h"
#include "areas/desk/desk_in.h"
#include "areas/task/task.h"
#include "base/text.h"

static const struct { int from, to; const char *title; } GROUPS[] = {
    { -100000, -1, N_("The term is over") }, { 0, 0, N_("The term ends today") },
    { 1, 1, N_("One working day is left") }, { 2, 3, N_("Two or three working days are left") },
};
enum { GROUP_COUNT = sizeof GROUPS / sizeof *GROUPS };

/* A copy of what a row of the digest shows; the value itself stays in its list. */
static void add_row(Cx *cx, Val *items, const Val *r)
{
    static const char *const TEXTS[] = { "paper", "gist", "body", "signature", "part" };
    Arena *a = cx->arena;
    Val *v = val_add(items, val_map(a));
    val_put_int(a, v, "id", val_num(val_get(r, "id")));
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        val_put_text(a, v, TEXTS[i], val_str(val_get(r, TEXTS[i])));
    val_put(v, "term", task_term(cx, val_day(val_get(r, "due")), DATE_FOREVER));
}

static void put_groups(Cx *cx, const Val *reminders, Val *view)
{
    Arena *a = cx->arena;
    Val *groups = val_put(view, "groups", val_list(a));
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        Val *g = val_add(groups, val_map(a)), *items = val_list(a);
        for (const Val *r = val_first(reminders); r; r = val_next(r)) {
            int64_t left = val_num(val_get(r, "left"));
            if (left >= GROUPS[i].from && left <= GROUPS[i].to)
                add_row(cx, items, r);
        }
        val_put_text(a, g, "title", tr(cx, GROUPS[i].title));
        val_put_int(a, g, "count", (int64_t)val_count(items));
        val_put(g, "items", items);
    }
}

bool digest_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    int64_t waiting = 0;
    const char *head;
    Val *notes, *counters = desk_counters(cx, &waiting, err);
    if (!counters || !desk_notes(cx, &notes, err) || !journal_head(cx->db, a, &head, err))
        return false;
    Val *reminders = cx->actor->person_id ? task_reminders(cx, cx->actor->person_id, err) : val_list(a);
    if (!reminders)
        return false;
    put_groups(cx, reminders, resp->view);
    val_put_text(a, resp->view, "who", cx->actor->name);
    val_put(resp->view, "day", val_date(a, cx->today));
    val_put(resp->view, "at", val_instant(a, cx->now));
    val_put_int(a, resp->view, "total", (int64_t)val_count(reminders));
    val_put(resp->view, "notes", notes);
    val_put(resp->view, "counters", counters);
    val_put_int(a, resp->view, "waiting", waiting);
    val_put_text(a, resp->view, "journal", head ? head : "");
    return true;
}
