// SPDX-License-Identifier: Apache-2.0
#include "app/core.h"
#include "app/app.h"
#include "app/files.h"
#include "app/form_key.h"
#include "app/journal.h"
#include "app_queries.h"

static bool healthz(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    int64_t n;
    if (!db_int(cx->db, &Q_APP_JOURNAL_COUNT, BIND_NONE, 0, &n, err))
        return false;
    val_put_text(cx->arena, resp->view, "status", "ok");
    val_put_text(cx->arena, resp->view, "database", db_engine(cx->db) == DB_SQLITE ? "sqlite" : "postgresql");
    val_put(resp->view, "now", val_instant(cx->arena, cx->now));
    return true;
}

/* The clock of a demo goes forward only, by whole days. */
typedef struct ClockForm { int64_t days; } ClockForm;
static const Input CLOCK_INPUTS[] = { INPUT(ClockForm, days, IN_NUMBER, REQUIRED, 3, N_("Days forward")), INPUTS_END };

static bool clock_page(Req *req, Resp *resp, Err *err)
{
    (void)err;
    ClockForm one = { 1 };
    Val *form = form_view(req, "/demo/clock", CLOCK_INPUTS, &one);
    val_replace(form, "submit", val_keep(req->cx->arena, tr(req->cx, N_("Move the clock"))));
    val_put(resp->view, "form", form);
    val_put(resp->view, "today", val_date(req->cx->arena, req->cx->today));
    return true;
}

static bool clock_move(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    ClockForm in = { 0 };
    if (!form_read(req, "", CLOCK_INPUTS, &in, err))
        return false;
    if (!cx->app->demo)
        return err_set(err, ERR_DENIED, NULL, N_("only the clock of a demo can be moved"));
    if (in.days < 1 || in.days > 400)
        return err_set(err, ERR_INVALID, "days", N_("1 to 400 days"));
    Instant to = { cx->now.us + in.days * 86400000000LL };
    if (!cx->app->hooks->set_demo_clock(cx->db, to, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "days", in.days);
    journal_add(cx, "clock.set", OBJ_NONE, 0, data, req->grant);
    resp->redirect = "/demo/clock";
    resp->notice = N_("The clock was moved");
    return true;
}

static const Route ROUTES[] = {
    { GET,  "/healthz",    ACT_PUBLIC,    OBJ_NONE, healthz,    NULL,              NULL,         NULL },
    { GET,  "/demo/clock", ACT_CLOCK_SET, OBJ_NONE, clock_page, "demo_clock.html", NULL,         NULL,
      .title = N_("Clock of the demo") },
    { POST, "/demo/clock", ACT_CLOCK_SET, OBJ_NONE, clock_move, NULL,              CLOCK_INPUTS, "/demo/clock" },
    { 0 }
};
static const NavItem NAV[] = { { "/demo/clock", N_("Clock of the demo"), "clock", NAV_SYSTEM, ACT_CLOCK_SET, 95 }, { 0 } };

static const Job JOBS[] = {
    { "form-keys", "daily 03:10", form_key_sweep, N_("Forgets the one-time keys of old forms") },
    { "files", "daily 02:40", files_sweep_job, N_("Removes stored files that no paper names"), LANE_SLOW },
    { 0 }
};

const Area core_area = { .name = "core", .routes = ROUTES, .nav = NAV, .jobs = JOBS };
