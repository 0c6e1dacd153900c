// SPDX-License-Identifier: Apache-2.0
/* The page on which the clerk joins a paper to the letter in work it belongs to. */
#include "areas/letter/letter_in.h"
#include <string.h>

const Input LETTER_JOIN_INPUTS[] = {
    INPUT(JoinForm, main_id, IN_CHOICE, OPTIONAL, 12, N_("Letter it belongs to")),
    INPUT(JoinForm, main_no, IN_LINE,   OPTIONAL, 60, N_("Or the number of another letter in work")),
    INPUTS_END
};
const Input LETTER_UNJOIN_INPUTS[] = {
    INPUT(UnjoinForm, why, IN_LINE, REQUIRED, 500, N_("Why it does not belong there")),
    INPUTS_END
};

static Val *belongs_form(Req *req, int64_t letter, const char *path, const char *submit, const Input *inputs)
{
    Val *f = form_view(req, arena_printf(req->cx->arena, "/letters/%lld/%s", (long long)letter, path), inputs, NULL);
    val_replace(f, "submit", val_keep(req->cx->arena, tr(req->cx, submit)));
    form_ids(req->cx, f, path);
    return f;
}

static bool put_join(Req *req, const Letter *l, Val *view, Err *err)
{
    Cx *cx = req->cx;
    InWork work = { 0 };
    size_t left = 0;
    Err no = { 0 };
    bool may = join_allowed(l, &no);
    if (may && !letters_in_work(cx, &work, err))
        return false;
    Val *choices = join_choices(cx, &work, l->id, l->party, l->gist, l->their_no, &left);
    val_put_bool(cx->arena, view, "offered", val_count(choices) > 0);
    val_put_int(cx->arena, view, "left", (int64_t)left);
    val_put_bool(cx->arena, view, "capped", work.capped);
    Val *f = val_put(view, "form", may ? belongs_form(req, l->id, "join", N_("Join"), LETTER_JOIN_INPUTS) : val_null(cx->arena));
    if (may)
        form_choices(cx, f, "main_id", choices);
    return true;
}

bool join_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Letter l;
    if (!letter_get(cx, req->id, &l, err))
        return false;
    if (strcmp(l.direction, "in") != 0 || strcmp(l.state, "filed") == 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a paper that came in and is not filed belongs to another"));
    if (!put_join(req, &l, resp->view, err))
        return false;
    InWork asked = { 0 };
    if (!l.reply_to && !inquiries_open(cx, &asked, err))
        return false;
    Val *f = val_put(resp->view, "inquiry", l.reply_to ? val_null(cx->arena)
                     : belongs_form(req, l.id, "inquiry", N_("Link"), LETTER_INQUIRY_INPUTS));
    if (!l.reply_to)
        form_choices(cx, f, "inquiry_id", inquiry_choices(cx, &asked, l.party, l.gist));
    val_put(resp->view, "letter", val_record(cx->arena, &l, LETTER_FIELDS));
    return true;
}

bool join_post(Req *req, Resp *resp, Err *err)
{
    JoinForm in = { .main_no = "" };
    int64_t main_id;
    if (!form_read(req, "", LETTER_JOIN_INPUTS, &in, err) || !join_target(req->cx, &in, &main_id, err))
        return false;
    if (!main_id)
        return err_set(err, ERR_INVALID, "main_id", N_("choose the letter it belongs to, or write its number"));
    if (!letter_join(req->cx, req->id, main_id, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)main_id);
    resp->notice = N_("The paper was joined to this letter");
    return true;
}

bool join_post_undo(Req *req, Resp *resp, Err *err)
{
    UnjoinForm in = { .why = "" };
    if (!form_read(req, "", LETTER_UNJOIN_INPUTS, &in, err) || !letter_unjoin(req->cx, req->id, in.why, req->grant, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)req->id);
    resp->notice = N_("The paper stands by itself again");
    return true;
}
