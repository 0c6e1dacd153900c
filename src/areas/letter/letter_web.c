// SPDX-License-Identifier: Apache-2.0
/* What the pages of letters send, and the routes of the area. */
#include "areas/letter/letter_in.h"
#include "letter_queries.h"
#include <string.h>

static void go(Req *req, Resp *resp, int64_t letter, const char *notice)
{
    resp->redirect = arena_printf(req->cx->arena, "/letters/%lld", (long long)letter);
    resp->notice = notice;
}

/* Where the next one waits. */
static void then(Resp *resp, const char *path, const char *label)
{
    resp->next = path;
    resp->next_label = label;
}

static const Upload *scan_of(const Req *req)
{
    for (size_t i = 0; i < req->upload_count; i++)
        if (strcmp(req->uploads[i].field, "scan") == 0 && req->uploads[i].size > 0)
            return &req->uploads[i];
    return NULL;
}

static bool post_present(Req *req, Resp *resp, Err *err)
{
    PresentForm in = { 0 };
    if (!form_read(req, "", LETTER_PRESENT_INPUTS, &in, err) || !letter_present(req->cx, req->id, in.seat_id, req->grant, err))
        return false;
    go(req, resp, req->id, N_("The letter was presented"));
    then(resp, LETTERS_TO_PRESENT, N_("Letters to present"));
    return true;
}

static bool post_resolution(Req *req, Resp *resp, Err *err)
{
    LetterResolution in = { .body = "", .co_part = "" };
    Letter l;
    if (!form_read(req, "", LETTER_RESOLVE_INPUTS, &in, err)
        || !letter_resolve(req->cx, req->id, &in, req->grant, &resp->created_id, err) || !letter_get(req->cx, req->id, &l, err))
        return false;
    go(req, resp, req->id, task_written_text(req->cx, in.due.has ? in.due.v : DATE_FOREVER));
    then(resp, arena_printf(req->cx->arena, "/letters?state=presented&seat=%lld", (long long)l.seat_id), N_("To resolve"));
    return true;
}

static bool post_copied(Req *req, Resp *resp, Err *err)
{
    LetterResolution in = { .body = "", .co_part = "" };
    if (!form_read(req, "", LETTER_COPY_INPUTS, &in, err)
        || !letter_copy_in(req->cx, req->id, &in, scan_of(req), req->grant, &resp->created_id, err))
        return false;
    go(req, resp, req->id, N_("The paper resolution was copied in"));
    then(resp, LETTERS_TO_PRESENT, N_("Letters to present"));
    return true;
}

static bool post_scan(Req *req, Resp *resp, Err *err)
{
    if (!form_read(req, "", LETTER_SCAN_INPUTS, &(int){ 0 }, err)
        || !letter_scan_add(req->cx, req->id, scan_of(req), req->grant, err))
        return false;
    go(req, resp, req->id, N_("The scan was added"));
    return true;
}

static bool post_answer(Req *req, Resp *resp, Err *err)
{
    DraftForm in = { .gist = "", .body = "" };
    if (!form_read(req, "", LETTER_DRAFT_INPUTS, &in, err)
        || !outgoing_draft(req->cx, &(Outgoing){ .reply_to = req->id, .kind = in.interim ? "interim" : "answer", .gist = in.gist,
                                         .body = in.body },
                           req->grant, &resp->created_id, err))
        return false;
    go(req, resp, resp->created_id, N_("The draft is saved; it waits for your chief"));
    return true;
}

static bool post_text(Req *req, Resp *resp, Err *err)
{
    DraftForm in = { .gist = "", .body = "" };
    if (!form_read(req, "", LETTER_TEXT_INPUTS, &in, err)
        || !outgoing_change(req->cx, req->id, in.version,
                            &(Outgoing){ .kind = "answer", .party_kind = "", .party = "", .gist = in.gist, .body = in.body },
                            req->grant, err))
        return false;
    go(req, resp, req->id, N_("The draft is saved; it waits for your chief"));
    return true;
}

static bool post_acceptance(Req *req, Resp *resp, Err *err)
{
    AcceptForm in = { .remark = "", .open_why = "" };
    if (!form_read(req, "", LETTER_ACCEPT_INPUTS, &in, err))
        return false;
    Acceptance acceptance = { in.version, in.seat_id, !in.returned, in.remark, { in.open_ok, in.open_why } };
    if (!outgoing_accept(req->cx, req->id, &acceptance, req->grant, err))
        return false;
    go(req, resp, req->id, in.returned ? N_("The draft went back to its drafter") : N_("The draft waits for signature"));
    return true;
}

static bool commit_signature(Cx *cx, void *arg, Err *err) { return outgoing_commit(cx, arg, err); }

/* Printed here, on a worker; stored by the writer.  Who is overtaken on the number prints again. */
static bool post_signature(Req *req, Resp *resp, Err *err)
{
    enum { TRIES = 5 };
    Cx *cx = req->cx;
    DraftForm in = { 0 };
    SignedPaper paper;
    Letter l;
    if (!form_read(req, "", LETTER_SIGN_INPUTS, &in, err) || !letter_get(cx, req->id, &l, err))
        return false;
    for (int i = 0; i < TRIES; i++) {
        if (!outgoing_prepare(cx, req->id, in.version, &paper, err))
            return false;
        if (app_write(cx, commit_signature, &paper, err)) {
            go(req, resp, req->id, N_("The paper is signed"));
            then(resp, arena_printf(cx->arena, "/letters?direction=out&state=to_sign&seat=%lld", (long long)l.seat_id),
                 N_("Papers to sign"));
            return true;
        }
        if (err->kind != ERR_BUSY || i == TRIES - 1)
            return false;
        err_clear(err);
        db_rollback(cx->db);                               /* a new snapshot, which knows the number taken */
        if (!db_begin_read(cx->db, err))
            return false;
    }
    return false;
}

static bool post_handover(Req *req, Resp *resp, Err *err)
{
    if (!outgoing_hand(req->cx, &req->id, 1, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(req->cx->arena, "/handovers/%lld", (long long)resp->created_id);
    resp->notice = N_("The list to the Secretariat is made; print it and have it signed");
    return true;
}

static bool post_number(Req *req, Resp *resp, Err *err)
{
    NumberForm in = { .office_no = "" };
    Letter l;
    if (!form_read(req, "", LETTER_NUMBER_INPUTS, &in, err)
        || !outgoing_number(req->cx, req->id, in.office_no, in.office_date, req->grant, err) || !letter_get(req->cx, req->id, &l, err))
        return false;
    go(req, resp, req->id, N_("The number of the Secretariat is saved"));
    then(resp, arena_printf(req->cx->arena, "/handovers/%lld", (long long)l.handover_id), N_("Back to the list"));
    return true;
}

static bool post_case(Req *req, Resp *resp, Err *err)
{
    FileForm in = { .case_index = "", .outcome = "" };
    if (!form_read(req, "", LETTER_FILE_INPUTS, &in, err)
        || !letter_file(req->cx, req->id, in.case_index, in.sheets, in.outcome, req->grant, err))
        return false;
    go(req, resp, req->id, N_("The letter is filed"));
    then(resp, "/letters?to_file=1", N_("Papers to file"));
    return true;
}

static bool post_recase(Req *req, Resp *resp, Err *err)
{
    Recase in = { .case_index = "", .why = "" };
    if (!form_read(req, "", LETTER_RECASE_INPUTS, &in, err) || !letter_recase(req->cx, req->id, &in, req->grant, err))
        return false;
    go(req, resp, req->id, N_("The paper lies in the other case now"));
    return true;
}

#define HERE "/letters/{id}"
static const Route ROUTES[] = {
    /* method path act object · handler template inputs again · clause */
    { GET, "/handovers", ACT_HANDOVER_READ, OBJ_NONE,
      handover_list_page, "letter/handovers.html", NULL, NULL,
      .clause = "5.12.3", .title = N_("Handover lists"), .sheet = &HANDOVER_SHEET },
    { GET, "/handovers/new", ACT_HANDOVER_SEND, OBJ_NONE,
      handover_new_page, "letter/handover_new.html", NULL, NULL,
      .clause = "5.12.3", .title = N_("New handover list") },
    { POST, "/handovers", ACT_HANDOVER_SEND, OBJ_NONE,
      handover_post, "letter/handover_new.html", HANDOVER_INPUTS, "/handovers/new",
      .clause = "5.12.3", .title = N_("New handover list") },
    { GET, "/handovers/return", ACT_HANDOVER_RETURN, OBJ_NONE,
      handover_return_page, "letter/handover_return.html", NULL, NULL,
      .clause = "5.12.6", .title = N_("Answers to the Secretariat") },
    { POST, "/handovers/return", ACT_HANDOVER_RETURN, OBJ_NONE,
      handover_post_return, NULL, HANDOVER_RETURN_INPUTS, "/handovers/return",
      .clause = "5.12.6" },
    { GET, "/handovers/{id}", ACT_HANDOVER_READ, OBJ_HANDOVER,
      handover_page, "letter/handover.html", NULL, NULL,
      .clause = "5.12.3", .title = N_("Handover list") },
    { POST, "/handovers/{id}/items/{id2}/take", ACT_HANDOVER_TAKE, OBJ_HANDOVER,
      handover_post_take, NULL, HANDOVER_TAKE_INPUTS, "/handovers/{id}",
      .clause = "5.12.3" },
    { POST, "/handovers/{id}/items/{id2}/back", ACT_HANDOVER_TAKE, OBJ_HANDOVER,
      handover_post_give_back, NULL, HANDOVER_GIVE_BACK_INPUTS, "/handovers/{id}",
      .clause = "5.12.3" },
    { GET, "/letters", ACT_LETTER_LIST, OBJ_NONE,
      letter_list_page, "letter/list.html", NULL, NULL,
      .clause = "5.12.3", .title = N_("Letters"), .sheet = &LETTER_SHEET },
    { GET, "/letters/new", ACT_LETTER_DRAFT, OBJ_NONE,
      outgoing_new_page, "letter/new.html", NULL, NULL,
      .clause = "4.1.2", .title = N_("New outgoing paper") },
    { POST, "/letters", ACT_LETTER_DRAFT, OBJ_NONE,
      outgoing_post_new, NULL, LETTER_NEW_INPUTS, "/letters/new",
      .clause = "4.1.2" },
    { GET, HERE, ACT_LETTER_READ, OBJ_LETTER,
      letter_page, "letter/show.html", NULL, NULL,
      .clause = "5.12.4", .title = N_("Letter"), .of = "letter.number letter.gist" },
    { GET, HERE "/scans/{id2}/pages/{name}", ACT_LETTER_READ, OBJ_LETTER,
      letter_scan_picture, NULL, NULL, NULL,
      .clause = "5.12.4", .lane = LANE_SLOW, .sensitive = true, .leafed = true },
    { GET, HERE "/pdf", ACT_LETTER_READ, OBJ_LETTER,
      letter_pdf, NULL, NULL, NULL,
      .clause = "5.12.6", .sensitive = true, .leafed = true },
    { GET, HERE "/copied-resolutions", ACT_LETTER_COPY_IN, OBJ_LETTER,
      letter_copy_page, "letter/copy.html", NULL, NULL,
      .clause = "5.12.4", .title = N_("A resolution written on paper") },
    { POST, HERE "/copied-resolutions", ACT_LETTER_COPY_IN, OBJ_LETTER,
      post_copied, NULL, LETTER_COPY_INPUTS, HERE "/copied-resolutions",
      .clause = "5.12.4" },
    { POST, HERE "/present", ACT_LETTER_PRESENT, OBJ_LETTER,
      post_present, NULL, LETTER_PRESENT_INPUTS, HERE,
      .clause = "5.12.4" },
    { POST, HERE "/resolutions", ACT_LETTER_RESOLVE, OBJ_LETTER,
      post_resolution, NULL, LETTER_RESOLVE_INPUTS, HERE,
      .clause = "5.12.4" },
    { GET, "/letters/terms", ACT_LETTER_REGISTER, OBJ_NONE,
      letter_terms_page, "letter/terms.html", .clause = "5.12.5", .title = N_("Terms and the law of today") },
    { POST, HERE "/term", ACT_LETTER_REGISTER, OBJ_LETTER,
      letter_term_post, NULL, LETTER_TERM_INPUTS, .clause = "5.12.5" },
    { GET, HERE "/correction", ACT_LETTER_REGISTER, OBJ_LETTER,
      card_page, "letter/correction.html", NULL, NULL,
      .clause = "5.12.1", .title = N_("Correct the card") },
    { POST, HERE "/correction", ACT_LETTER_REGISTER, OBJ_LETTER,
      card_post, NULL, LETTER_CARD_INPUTS, HERE "/correction",
      .clause = "5.12.1" },
    { POST, HERE "/control", ACT_LETTER_UNCONTROL, OBJ_LETTER,
      control_post, NULL, LETTER_CONTROL_INPUTS, HERE,
      .clause = "5.12.5" },
    { POST, HERE "/spoil", ACT_LETTER_REGISTER, OBJ_LETTER,
      spoil_post, NULL, LETTER_SPOIL_INPUTS, HERE,
      .clause = "5.12.3" },
    { GET, HERE "/act", ACT_LETTER_READ, OBJ_LETTER,
      act_page, "letter/act.html", NULL, NULL,
      .clause = "5.12.3", .title = N_("Act of a missing annex") },
    { GET, HERE "/act/pdf", ACT_LETTER_READ, OBJ_LETTER,
      act_pdf, NULL, NULL, NULL,
      .clause = "5.12.3", .lane = LANE_SLOW, .sensitive = true, .leafed = true },
    { GET, HERE "/join", ACT_LETTER_JOIN, OBJ_LETTER,
      join_page, "letter/join.html", NULL, NULL,
      .clause = "5.12.3", .title = N_("What the paper belongs to") },
    { POST, HERE "/join", ACT_LETTER_JOIN, OBJ_LETTER,
      join_post, NULL, LETTER_JOIN_INPUTS, HERE "/join",
      .clause = "5.12.3" },
    { POST, HERE "/unjoin", ACT_LETTER_JOIN, OBJ_LETTER,
      join_post_undo, NULL, LETTER_UNJOIN_INPUTS, HERE,
      .clause = "5.12.3" },
    { POST, HERE "/inquiry", ACT_LETTER_JOIN, OBJ_LETTER,
      inquiry_post, NULL, LETTER_INQUIRY_INPUTS, HERE "/join",
      .clause = "4.1.2" },
    { POST, HERE "/scans", ACT_LETTER_REGISTER, OBJ_LETTER,
      post_scan, NULL, LETTER_SCAN_INPUTS, HERE,
      .clause = "5.12.3" },
    { POST, HERE "/answers", ACT_LETTER_DRAFT, OBJ_LETTER,
      post_answer, NULL, LETTER_DRAFT_INPUTS, HERE,
      .clause = "5.11.1" },
    { POST, HERE "/text", ACT_LETTER_DRAFT, OBJ_LETTER,
      post_text, NULL, LETTER_TEXT_INPUTS, HERE,
      .clause = "5.11.1" },
    { POST, HERE "/draft", ACT_LETTER_DRAFT, OBJ_LETTER,
      outgoing_post_own, NULL, LETTER_OWN_INPUTS, HERE,
      .clause = "4.1.2" },
    { POST, HERE "/acceptance", ACT_LETTER_ACCEPT, OBJ_LETTER,
      post_acceptance, NULL, LETTER_ACCEPT_INPUTS, HERE,
      .clause = "5.8.12" },
    { POST, HERE "/signature", ACT_LETTER_SIGN_PERSON, OBJ_LETTER,
      post_signature, NULL, LETTER_SIGN_INPUTS, HERE,
      .clause = "5.8.13", .lane = LANE_SLOW },
    { POST, HERE "/handover", ACT_HANDOVER_RETURN, OBJ_LETTER,
      post_handover, NULL, LETTER_HAND_INPUTS, HERE,
      .clause = "5.12.6" },
    { POST, HERE "/number", ACT_HANDOVER_NUMBER, OBJ_LETTER,
      post_number, NULL, LETTER_NUMBER_INPUTS, HERE,
      .clause = "5.12.6" },
    { GET, "/cases", ACT_CASE_READ, OBJ_NONE,
      cases_page, "letter/cases.html", NULL, NULL,
      .clause = "5.12.7", .title = N_("Cases") },
    { GET, "/cases/{name}", ACT_CASE_READ, OBJ_NONE,
      case_page, "letter/case.html", NULL, NULL,
      .clause = "5.12.7", .title = N_("Inventory of case"), .of = "case_index" },
    { POST, "/cases/{name}/handing", ACT_LETTER_FILE, OBJ_NONE,
      case_post, NULL, LETTER_CASE_INPUTS, "/cases/{name}",
      .clause = "5.12.7" },
    { GET, "/appeals", ACT_APPEAL_SUMMARY, OBJ_NONE,
      appeals_page, "letter/appeals.html", NULL, NULL,
      .clause = "5.12.8", .title = N_("Summary of appeals") },
    { POST, HERE "/closing", ACT_LETTER_CLOSE, OBJ_LETTER,
      close_post, NULL, LETTER_CLOSE_INPUTS, HERE,
      .clause = "5.8.12" },
    { POST, HERE "/recase", ACT_LETTER_FILE, OBJ_LETTER,
      post_recase, NULL, LETTER_RECASE_INPUTS, HERE,
      .clause = "5.12.7" },
    { POST, HERE "/case", ACT_LETTER_FILE, OBJ_LETTER,
      post_case, NULL, LETTER_FILE_INPUTS, HERE,
      .clause = "5.12.7" },
    { 0 }
};

static const NavItem NAV[] = {
    { "/letters", N_("Letters"), "mail", NAV_PAPERS, ACT_LETTER_LIST, 20 },
    { "/appeals", N_("Appeals"), "message", NAV_PAPERS, ACT_APPEAL_SUMMARY, 22 },
    { "/cases", N_("Cases"), "folder", NAV_PAPERS, ACT_CASE_READ, 27 },
    { "/handovers", N_("Handover lists"), "clipboard-list", NAV_PAPERS, ACT_HANDOVER_READ, 25 },
    { 0 }
};

const Area letter_area = {
    .name = "letter", .routes = ROUTES, .nav = NAV, .finds = LETTER_FINDS, .queries = LETTER_QUERIES,
    .task_origin = &LETTER_ORIGIN, .files = &Q_LETTER_FILES, .renewal = &LETTER_RENEWAL, .init = letter_registers
};
