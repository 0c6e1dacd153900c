// SPDX-License-Identifier: Apache-2.0
#include "areas/desk/desk.h"
#include "app/i18n.h"
#include "areas/desk/desk_in.h"
#include "areas/letter/letter.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "desk_queries.h"

enum { NEAREST = 10 };

/* Some counters stand in the first row; the others are named below them. */
static bool has_others(const Val *counters)
{
    for (const Val *c = val_first(counters); c; c = val_next(c))
        if (!val_truthy(val_get(c, "first")))
            return true;
    return false;
}

static bool desk_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t waiting = 0;
    Grant g;
    Val *notes, *counters = desk_counters(cx, &waiting, err);
    if (!counters || !desk_notes(cx, &notes, err))
        return false;
    Val *nearest = cx->actor->person_id ? task_nearest(cx, cx->actor->person_id, NEAREST, err) : val_list(cx->arena);
    Val *controlled = authority_holds(cx, ACT_LETTER_REGISTER, &g) ? letter_nearest(cx, NEAREST, err) : val_list(cx->arena);
    if (!nearest || !controlled)
        return false;
    val_put(resp->view, "day", val_date(cx->arena, cx->today));
    val_put(resp->view, "weekday", val_keep(cx->arena, cx->lang == LANG_AZ ? az_weekday(date_weekday(cx->today)) : ""));
    val_put(resp->view, "notes", notes);
    val_put(resp->view, "counters", counters);
    val_put_int(cx->arena, resp->view, "waiting", waiting);
    val_put(resp->view, "nearest", nearest);
    val_put(resp->view, "controlled", controlled);
    val_put_bool(cx->arena, resp->view, "others", has_others(counters));
    val_put_bool(cx->arena, resp->view, "administrator", cx->actor->administrator);
    return true;
}

static const Route ROUTES[] = {
    { GET, "/", ACT_OWN_ACCOUNT, OBJ_NONE, desk_page, "desk/desk.html", NULL, NULL, .clause = "5.12.5",
      .title = N_("Desk") },
    { GET, "/digest", ACT_OWN_ACCOUNT, OBJ_NONE, digest_page, "desk/digest.html", NULL, NULL, .clause = "5.12.5",
      .title = N_("Digest of the day") },
    { 0 }
};
static const NavItem NAV[] = { { "/", N_("Desk"), "desk", NAV_FIRST, ACT_OWN_ACCOUNT, 0, .also = "/digest" }, { 0 } };

const Area desk_area = { .name = "desk", .routes = ROUTES, .nav = NAV, .queries = DESK_QUERIES };
