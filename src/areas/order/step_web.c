// SPDX-License-Identifier: Apache-2.0
/* The steps of an order.  What needs a PDF prints it here, on a worker, before the writer is asked. */
#include "app/journal.h"
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

enum { NUMBER_TRIES = 6 };

const Input ORDER_SUBMIT_INPUTS[] = {
    INPUT(StepForm, version, IN_HIDDEN, REQUIRED, 20, N_("Version")),
    INPUTS_END
};
const Input ORDER_VISA_INPUTS[] = {
    INPUT(StepForm, version,  IN_HIDDEN, REQUIRED, 20, N_("Version")),
    INPUT(StepForm, remark,   IN_AREA,   OPTIONAL, 2000, N_("Remark")),
    INPUT(StepForm, returned, IN_CHECK,  OPTIONAL, 1, N_("Return to the drafter")),
    INPUTS_END
};
const Input ORDER_SIGN_INPUTS[] = {
    INPUT(StepForm, hash,     IN_HIDDEN, REQUIRED, 64, N_("Hash of the paper")),
    INPUT(StepForm, remark,   IN_AREA,   OPTIONAL, 2000, N_("Remark")),
    INPUT(StepForm, returned, IN_CHECK,  OPTIONAL, 1, N_("Return to the drafter")),
    INPUT_FILE("scan", OPTIONAL, N_("Scan of the ink copy")),
    INPUTS_END
};
typedef struct AcquaintForm { bool refused; const char *act; OptDate at; } AcquaintForm;
const Input ORDER_ACQUAINT_INPUTS[] = {
    INPUT(AcquaintForm, at,      IN_DATE,  OPTIONAL, 10, N_("Day"), .day = DAY_OF_EVENT),
    INPUT(AcquaintForm, refused, IN_CHECK, OPTIONAL, 1, N_("Refused to sign")),
    INPUT(AcquaintForm, act,     IN_LINE,  OPTIONAL, 400, N_("Act of the refusal")),
    INPUTS_END
};

typedef struct Step {
    int64_t          id;
    StepForm         form;
    OrderPaper       paper;
    const Grant     *grant;
    Act              act;
    const Val       *form_sent;      /* of a registration: the papers that were seen */
    int64_t          serial;         /* number the counter gave */
} Step;

/* The right is asked again inside the write: the worker read it from an older snapshot. */
static bool still_may(Cx *cx, const Step *s, Grant *ret, Err *err)
{
    if (!authority_check(cx, s->act, OBJ_ORDER, s->id, ret, err))
        return false;
    return ret->yes
           || err_set(err, ERR_DENIED, NULL, ret->reason, ret->reason_args[0] ? ret->reason_args[0] : "");
}

static bool write_submit(Cx *cx, void *arg, Err *err)
{
    Step *s = arg;
    Grant g;
    return still_may(cx, s, &g, err) && order_submit(cx, s->id, s->form.version, &s->paper, &g, err);
}

static bool write_visa(Cx *cx, void *arg, Err *err)
{
    Step *s = arg;
    Grant g;
    return still_may(cx, s, &g, err)
           && order_visa(cx, s->id, !s->form.returned, s->form.remark, &s->paper, &g, err);
}

static bool write_register(Cx *cx, void *arg, Err *err)
{
    Step *s = arg;
    Grant g;
    return still_may(cx, s, &g, err) && order_papers_seen(cx, s->id, s->form_sent, err)
        && order_register(cx, s->id, &s->paper, &g, &s->serial, err);
}

static void back(Req *req, Resp *resp, const char *notice)
{
    resp->redirect = arena_printf(req->cx->arena, "/orders/%lld", (long long)req->id);
    resp->notice = notice;
}

static Step step_of(Req *req, Act act)
{
    return (Step){ .id = req->id, .grant = req->grant, .act = act, .form = { .remark = "", .hash = "" } };
}

bool order_submit_post(Req *req, Resp *resp, Err *err)
{
    Step s = step_of(req, ACT_ORDER_DRAFT);
    if (!form_read(req, "", ORDER_SUBMIT_INPUTS, &s.form, err)
        || !order_paper(req->cx, req->id, &s.paper, err) || !app_write(req->cx, write_submit, &s, err))
        return false;
    back(req, resp, N_("The order is on its way"));
    return true;
}

bool order_visa_post(Req *req, Resp *resp, Err *err)
{
    Step s = step_of(req, ACT_ORDER_VISA);
    if (!form_read(req, "", ORDER_VISA_INPUTS, &s.form, err)
        || (!s.form.returned && !order_paper(req->cx, req->id, &s.paper, err)))
        return false;
    if (!s.form.returned && s.paper.version != s.form.version)
        return err_set(err, ERR_CONFLICT, "version", N_("the order changed meanwhile; read it again"));
    if (!app_write(req->cx, write_visa, &s, err))
        return false;
    back(req, resp, s.form.returned ? N_("The order went back to its drafter") : N_("Your visa is given"));
    return true;
}

static bool write_forward(Cx *cx, void *arg, Err *err)
{
    Step *s = arg;
    Grant g;
    return still_may(cx, s, &g, err) && order_forward(cx, s->id, &s->paper, &g, err);
}

bool order_forward_post(Req *req, Resp *resp, Err *err)
{
    Step s = step_of(req, ACT_ORDER_DRAFT);
    if (!order_paper(req->cx, req->id, &s.paper, err) || !app_write(req->cx, write_forward, &s, err))
        return false;
    back(req, resp, N_("The step was passed over; the order goes on"));
    return true;
}

bool order_sign_post(Req *req, Resp *resp, Err *err)
{
    StepForm in = { .remark = "", .hash = "" };
    const char *scan = "";
    for (size_t i = 0; i < req->upload_count; i++)
        if (strcmp(req->uploads[i].field, "scan") == 0 && req->uploads[i].size > 0)
            scan = req->uploads[i].sha256;
    if (!form_read(req, "", ORDER_SIGN_INPUTS, &in, err))
        return false;
    if (in.returned) {
        back(req, resp, N_("The order went back to its drafter"));
        return order_refuse(req->cx, req->id, in.remark, req->grant, err);
    }
    back(req, resp, N_("The order is signed"));
    return order_sign(req->cx, req->id, in.hash, scan, req->grant, err);
}

bool order_register_post(Req *req, Resp *resp, Err *err)
{
    Step s = step_of(req, ACT_ORDER_REGISTER);
    s.form_sent = req->form;
    int64_t serial = 0;
    for (int i = 0; i < NUMBER_TRIES; i++) { /* another order may take the number that was printed */
        Err own = { 0 };
        if (!order_final_paper(req->cx, req->id, serial, &s.paper, err))
            return false;
        if (app_write(req->cx, write_register, &s, &own)) {
            back(req, resp, N_("The order is registered and in force"));
            return true;
        }
        bool taken = own.kind == ERR_CONFLICT && strcmp(own.faults[0].field, "number") == 0;
        if (!taken || i + 1 == NUMBER_TRIES) {
            *err = own;
            return false;
        }
        serial = s.serial;
    }
    return false;
}

bool order_acquaint_post(Req *req, Resp *resp, Err *err)
{
    AcquaintForm in = { .act = "" };
    if (!form_read(req, "", ORDER_ACQUAINT_INPUTS, &in, err))
        return false;
    Acquainting a = { .refused = in.refused, .act = in.act, .at = in.at.has ? in.at.v : req->cx->today };
    if (!order_acquaint(req->cx, req->id, req->id2, &a, req->grant, err))
        return false;
    bool mine = req->grant->relation && strcmp(req->grant->relation, "named") == 0;
    back(req, resp, N_("It is noted that the item was made known"));
    if (mine)
        resp->redirect = "/orders/mine";
    return true;
}

/* ---- the area -------------------------------------------------------------------------------- */

#define HERE "/orders/{id}"
static const Route ROUTES[] = {
    { GET,  "/orders", ACT_ORDER_LIST, OBJ_NONE, order_list_page, "order/list.html", .clause = "6.1.11",
      .title = N_("Orders"), .sheet = &ORDER_SHEET },
    { GET,  "/orders/mine", ACT_ORDER_LIST, OBJ_NONE, order_mine_page, "order/mine.html", .clause = "3.1.9",
      .title = N_("Orders about me"), .sheet = &ORDER_MINE_SHEET },
    { GET,  "/orders/new", ACT_ORDER_DRAFT, OBJ_NONE, order_new_page, "order/compose.html", .clause = "3.1.9",
      .title = N_("New order") },
    { POST, "/orders/compose", ACT_ORDER_DRAFT, OBJ_NONE, order_compose_post, "order/compose.html", .clause = "3.1.9",
      .title = N_("New order"), .lane = LANE_SLOW },
    { POST, "/orders/preview", ACT_ORDER_DRAFT, OBJ_NONE, order_preview_post, "order/preview.html", .clause = "3.1.9",
      .title = N_("Preview"), .lane = LANE_SLOW },
    { POST, "/orders", ACT_ORDER_DRAFT, OBJ_NONE, order_create_post, .again = "/orders/new", .clause = "3.1.9" },
    { GET,  HERE, ACT_ORDER_READ, OBJ_ORDER, order_show_page, "order/show.html", .clause = "3.1.9",
      .title = N_("Order"), .of = "order.number order.heading" },
    { GET,  HERE "/edit", ACT_ORDER_DRAFT, OBJ_ORDER, order_edit_page, "order/compose.html", .clause = "3.1.9",
      .title = N_("Draft of an order"), .of = "heading" },
    { POST, HERE, ACT_ORDER_DRAFT, OBJ_ORDER, order_save_post, .again = HERE "/edit", .clause = "3.1.9" },
    { GET,  HERE "/versions", ACT_ORDER_READ, OBJ_ORDER, order_versions_page, "order/versions.html", .clause = "3.1.17",
      .title = N_("Versions of the order") },
    { GET,  HERE "/pdf", ACT_ORDER_READ, OBJ_ORDER, order_pdf_page, .clause = "3.1.9", .title = N_("Order"),
      .lane = LANE_SLOW, .sensitive = true },
    { GET,  HERE "/scan", ACT_ORDER_READ, OBJ_ORDER, order_scan_page, "order/scan.html", .clause = "3.1.9",
      .title = N_("Scan of the paper"), .lane = LANE_SLOW, .sensitive = true },
    { GET,  HERE "/scan/{name}", ACT_ORDER_READ, OBJ_ORDER, order_scan_picture, .clause = "3.1.9",
      .title = N_("Scan of the paper"), .lane = LANE_SLOW, .sensitive = true },
    { POST, HERE "/submit", ACT_ORDER_DRAFT, OBJ_ORDER, order_submit_post, .inputs = ORDER_SUBMIT_INPUTS, .again = HERE,
      .clause = "3.1.17", .lane = LANE_SLOW },
    { POST, HERE "/visa", ACT_ORDER_VISA, OBJ_ORDER, order_visa_post, .inputs = ORDER_VISA_INPUTS, .again = HERE,
      .clause = "3.1.17", .lane = LANE_SLOW },
    { POST, HERE "/forward", ACT_ORDER_DRAFT, OBJ_ORDER, order_forward_post, .again = HERE, .clause = "3.1.17",
      .lane = LANE_SLOW },
    { POST, HERE "/sign", ACT_ORDER_SIGN, OBJ_ORDER, order_sign_post, .inputs = ORDER_SIGN_INPUTS, .again = HERE,
      .clause = "5.4" },
    { POST, HERE "/register", ACT_ORDER_REGISTER, OBJ_ORDER, order_register_post, .again = HERE, .clause = "6.1.11",
      .lane = LANE_SLOW },
    { GET,  HERE "/extract/{id2}", ACT_ORDER_EXTRACT, OBJ_ORDER, order_extract_page, "order/extract.html",
      .clause = "3.1.9", .title = N_("Extract from an order"), .of = "item.person" },
    { GET,  HERE "/extract/{id2}/pdf", ACT_ORDER_EXTRACT, OBJ_ORDER, order_extract_pdf, .clause = "3.1.9",
      .title = N_("Extract from an order"), .lane = LANE_SLOW, .sensitive = true },
    { POST, HERE "/acquaint/{id2}", ACT_ORDER_ACQUAINT, OBJ_ORDER, order_acquaint_post,
      .inputs = ORDER_ACQUAINT_INPUTS, .again = HERE, .clause = "3.1.9" },
    { 0 }
};

static const NavItem NAV[] = {
    { "/orders", N_("Orders"), "file-certificate", NAV_PERSONNEL, ACT_ORDER_LIST, 40 },
    { 0 }
};

const Area order_area = { .name = "order", .routes = ROUTES, .nav = NAV, .finds = ORDER_FINDS, .queries = ORDER_QUERIES,
                          .files = &Q_ORDER_FILES, .sources = ORDER_SOURCES,
                          .order_kinds = ORDER_UNDO_KINDS, .start = order_data_load };
