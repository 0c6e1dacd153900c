// SPDX-License-Identifier: Apache-2.0
/* The page of one letter: its scan or text on one side, its card on the other. */
#include "app/files.h"
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "doc/doc.h"
#include "doc/scan.h"
#include "letter_queries.h"
#include <stdlib.h>
#include <string.h>

enum { PAGE_WIDTH = 1000, LEAST_WIDTH = 200, MOST_WIDTH = 2000 };

/* ---- history and strip ---------------------------------------------------- */

typedef struct EventRow { int64_t id; const char *verb, *body, *surname, *forename; Instant at; } EventRow;
static const Field EVENT_FIELDS[] = {
    FIELD(EventRow, id), FIELD(EventRow, verb), FIELD(EventRow, body), FIELD(EventRow, surname),
    FIELD(EventRow, forename), FIELD(EventRow, at), FIELDS_END
};
typedef struct Events { const EventRow *rows; size_t n; } Events;

static const Choice VERBS[] = {
    { "registered", N_("registered") }, { "imported", N_("copied from a register of before") }, { "term", N_("the term follows the law") },
    { "scanned", N_("a scan was added") }, { "presented", N_("presented") },
    { "resolved", N_("resolution written") }, { "copied_in", N_("resolution copied in from paper") },
    { "drafted", N_("draft written") }, { "changed", N_("draft changed") }, { "returned", N_("returned with a remark") },
    { "accepted", N_("draft accepted for signature") }, { "signed", N_("signed") },
    { "handed", N_("handed to the Secretariat") }, { "sent", N_("sent by the Secretariat") },
    { "answered", N_("answered") }, { "filed", N_("filed") }, { "joined", N_("joined to letter") },
    { "joined_by", N_("a paper was joined") }, { "unjoined", N_("the joining was undone") },
    { "unjoined_by", N_("a paper was taken apart again") },
    { "closed", N_("closed without an answer") },
    { "kept", N_("handed over for keeping") }, { "recased", N_("taken out of a wrong case") },
    { "corrected", N_("card corrected") }, { "spoiled", N_("number spoiled") },
    { "answers", N_("answers our inquiry") }, { "got_answer", N_("an answer came") },
    { "lost_answer", N_("the number of its answer was spoiled") },
    { "extended", N_("term extended") }, { "moved", N_("given to another executor") },
    { "uncontrolled", N_("taken off control") },
    { "intake_uncontrolled", N_("the registrar took it off his control") },
    { "open_parts", N_("accepted while parts are open") }, { "interim", N_("an interim answer left") },
    { "settled", N_("executed without an answer") }, { "readdressed", N_("addressed anew, for the card was corrected") },
    { "reopened", N_("to be accepted again: the addressee was corrected") },
    { "told", N_("the applicant was told") }, { 0 }
};

static Val *events_view(Cx *cx, const Events *e)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; i < e->n; i++) {
        Val *v = val_add(list, val_map(a));
        val_put(v, "verb", val_keep(a, choice_text(cx, VERBS, e->rows[i].verb)));
        val_put(v, "body", val_keep(a, e->rows[i].body));
        val_put(v, "who", val_keep(a, *e->rows[i].surname ? az_initials(a, e->rows[i].surname, e->rows[i].forename, NULL) : ""));
        val_put(v, "at", val_instant(a, e->rows[i].at));
    }
    return list;
}

typedef struct Step { const char *state, *verb, *other_verb, *third_verb; } Step;
static const Step STEPS_IN[] = {
    { "registered", "registered", "" }, { "presented", "presented", "" }, { "execution", "resolved", "copied_in" },
    { "answered", "answered", "settled", "closed" }, { "filed", "filed", "" }, { 0 }
};
static const Step STEPS_JOINED[] = {
    { "registered", "registered", "" }, { "joined", "joined", "" }, { "answered", "answered", "" },
    { "filed", "filed", "" }, { 0 }
};
static const Step STEPS_SPOILED[] = { { "registered", "registered", "" }, { "spoiled", "spoiled", "" }, { 0 } };
static const Step STEPS_OUT[] = {
    { "draft", "drafted", "" }, { "to_sign", "accepted", "" }, { "signed", "signed", "" },
    { "handed", "handed", "" }, { "sent", "sent", "" }, { "filed", "filed", "" }, { 0 }
};

static Val *day_of(Arena *a, const Events *e, const Step *s)
{
    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->rows[i].verb, s->verb) == 0 || strcmp(e->rows[i].verb, s->other_verb) == 0
            || (s->third_verb && strcmp(e->rows[i].verb, s->third_verb) == 0))
            return val_date(a, instant_day(e->rows[i].at));
    return val_null(a);
}

static Val *strip_view(Cx *cx, const Letter *l, const Events *e)
{
    Arena *a = cx->arena;
    const Step *steps = strcmp(l->state, "spoiled") == 0 ? STEPS_SPOILED
                      : l->main_id ? STEPS_JOINED : strcmp(l->direction, "in") == 0 ? STEPS_IN : STEPS_OUT;
    size_t now = 0;
    for (size_t i = 0; steps[i].state; i++)
        if (strcmp(steps[i].state, l->state) == 0)
            now = i;
    Val *list = val_list(a);
    for (size_t i = 0; steps[i].state; i++) {
        bool last = !steps[i + 1].state, reached = i <= now;
        Val *v = val_add(list, val_map(a));
        val_put(v, "label", val_keep(a, choice_text(cx, LETTER_STATES, steps[i].state)));
        val_put_bool(a, v, "done", i < now || (i == now && last));
        val_put_bool(a, v, "now", i == now && !last);
        val_put(v, "day", reached ? day_of(a, e, &steps[i]) : val_null(a));
    }
    return list;
}

/* ---- the scan ------------------------------------------------------------- */

static int64_t asked_number(const Req *req, const char *name)
{
    const char *s = val_str(val_get(req->query, name));
    return s ? strtoll(s, NULL, 10) : 0;
}

static Val *page_link(Arena *a, int64_t scan, int64_t page)
{
    return val_keep(a, arena_printf(a, "?scan=%lld&page=%lld", (long long)scan, (long long)page));
}

Val *letter_pane(Req *req, const Letter *l, const Attachment *scans, size_t n)
{
    Arena *a = req->cx->arena;
    if (n == 0)
        return val_null(a);
    const Attachment *now = &scans[0];
    int64_t wanted = asked_number(req, "scan"), page = asked_number(req, "page");
    for (size_t i = 0; i < n; i++)
        if (scans[i].id == wanted)
            now = &scans[i];
    page = page < 1 ? 1 : page > now->pages && now->pages ? now->pages : page;
    Val *v = val_map(a), *tabs = val_list(a);
    for (size_t i = 0; i < n && n > 1; i++) {
        Val *t = val_add(tabs, val_map(a));
        val_put_text(a, t, "name", scans[i].name);
        val_put(t, "url", val_keep(a, arena_printf(a, "?scan=%lld", (long long)scans[i].id)));
        val_put_bool(a, t, "current", &scans[i] == now);
    }
    val_put(v, "tabs", tabs);
    val_put_text(a, v, "name", now->name);
    val_put_int(a, v, "page", page);
    val_put_int(a, v, "pages", now->pages);
    val_put(v, "src", val_keep(a, arena_printf(a, "/letters/%lld/scans/%lld/pages/%lld?width=%d", (long long)l->id,
                                               (long long)now->id, (long long)page, PAGE_WIDTH)));
    val_put(v, "zoom", val_keep(a, arena_printf(a, "/letters/%lld/scans/%lld/pages/%lld?width=%d", (long long)l->id,
                                                (long long)now->id, (long long)page, MOST_WIDTH)));
    val_put(v, "previous", page > 1 ? page_link(a, now->id, page - 1) : val_null(a));
    val_put(v, "next", page < now->pages ? page_link(a, now->id, page + 1) : val_null(a));
    return v;
}

bool letter_scan_picture(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Attachment scan;
    bool found;
    char *end;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_ATTACHMENT, BIND(P_INT(req->id), P_INT(req->id2)), ATTACHMENT_FIELDS, &scan,
                &found, err))
        return false;
    long page = strtol(req->name, &end, 10);
    if (!found || *end || page < 1 || page > SCAN_MOST_PAGES)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such page of a scan"));
    int64_t width = asked_number(req, "width");
    width = width < 1 ? PAGE_WIDTH : width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
    Str png = str_make(cx->arena);
    if (!scan_render(files_path(cx, scan.sha), (int)page, (int)width, cx->arena, &png, err))
        return false;
    resp->type = "image/png";
    resp->bytes = png.s;
    resp->size = png.len;
    return true;
}

bool letter_pdf(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Letter l;
    if (!letter_get(cx, req->id, &l, err))
        return false;
    if (!*l.pdf)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("this paper is not signed yet"));
    resp->type = "application/pdf";
    resp->file = files_path(cx, l.pdf);
    resp->file_name = arena_printf(cx->arena, "cavab-%lld.pdf", (long long)l.serial);
    return true;
}

/* ---- the card ------------------------------------------------------------- */

static Val *null_if_never(Arena *a, Date d)
{
    return date_same(d, DATE_ALWAYS) ? val_null(a) : val_date(a, d);
}

static Val *card_view(Cx *cx, const Letter *l)
{
    Arena *a = cx->arena;
    bool in = strcmp(l->direction, "in") == 0, filed = strcmp(l->state, "filed") == 0;
    Val *v = val_record(a, l, LETTER_FIELDS);
    val_replace(v, "their_date", null_if_never(a, l->their_date));
    val_replace(v, "derivation", val_null(a));             /* shown as `why` */
    val_replace(v, "authority", val_null(a));
    val_put_bool(a, v, "incoming", in);
    val_put(v, "kind_text", val_keep(a, choice_text(cx, LETTER_KINDS, l->kind)));
    val_put(v, "party_kind_text", val_keep(a, choice_text(cx, PARTY_KINDS, l->party_kind)));
    val_put(v, "state_text", val_keep(a, choice_text(cx, LETTER_STATES, l->state)));
    val_replace(v, "drafter", val_keep(a, *l->drafter_surname ? az_initials(a, l->drafter_surname, l->drafter_forename, NULL) : ""));
    val_put_bool(a, v, "controlled", l->control && !filed);
    val_put_bool(a, v, "control_ended", l->control && filed);
    bool told = !date_same(l->informed, DATE_ALWAYS);
    val_replace(v, "informed", told ? val_date(a, l->informed) : val_null(a));
    bool to_tell = strcmp(l->outcome, "forwarded") == 0 || strcmp(l->outcome, "unconsidered") == 0;
    val_put_bool(a, v, "untold", to_tell && !told && !l->anonymous);
    val_put(v, "outcome_text", val_keep(a, choice_text(cx, LETTER_OUTCOMES, l->outcome)));
    val_put(v, "complained", val_keep(a, *l->complained_surname
                                          ? az_initials(a, l->complained_surname, l->complained_forename, NULL) : ""));
    bool asked = letter_awaits(l->direction, l->kind, l->state);
    val_put(v, "term", in || asked ? task_term(cx, l->due, l->closed) : val_null(a));
    val_put_text(a, v, "answered_by", !in && !letter_is_answer(l->kind) ? l->answer_no : "");
    val_put(v, "why", *l->rule ? law_why(cx, l->derivation) : val_null(a));
    return v;
}

/* The papers around a letter, read at once: what it answers, what it joined, its answers, what joined it; none that is
 * closed to who reads. */
typedef struct Around { const Letter *rows; size_t n; } Around;

static const Letter *around_find(const Around *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->rows[i].id == id)
            return &all->rows[i];
    return NULL;
}

/* A paper around this one, as its line in a list.  That it is there, its number and state are for everybody who reads
 * this one; whom and what it is about, and the way to it, for who may read it. */
static Val *near_view(Cx *cx, const Letter *r, Err *err)
{
    Arena *a = cx->arena;
    Grant read;
    if (!authority_check(cx, ACT_LETTER_READ, OBJ_LETTER, r->id, &read, err))
        return NULL;
    bool asked = letter_awaits(r->direction, r->kind, r->state), in = strcmp(r->direction, "in") == 0;
    Val *v = val_map(a);
    val_put_int(a, v, "id", r->id);
    val_put_bool(a, v, "may_read", read.yes);
    val_put_text(a, v, "number", r->number);
    val_put(v, "registered", null_if_never(a, r->registered));
    val_put_text(a, v, "kind", r->kind);
    val_put(v, "kind_text", val_keep(a, choice_text(cx, LETTER_KINDS, r->kind)));
    val_put_text(a, v, "party", read.yes ? r->party : "");
    val_put_text(a, v, "gist", read.yes ? r->gist : "");
    val_put_text(a, v, "state", r->state);
    val_put(v, "state_text", val_keep(a, choice_text(cx, LETTER_STATES, r->state)));
    val_put_text(a, v, "office_no", r->office_no);
    val_put(v, "office_date", null_if_never(a, r->office_date));
    val_put(v, "term", in || asked ? task_term(cx, r->due, r->closed) : val_null(a));
    val_put_bool(a, v, "under_way", strcmp(r->state, "sent") != 0 && strcmp(r->state, "filed") != 0);
    return v;
}

/* How a paper around this one hangs on it. */
static int64_t by_reply(const Letter *r) { return r->reply_to; }
static int64_t by_main(const Letter *r)  { return r->main_id; }
static int64_t by_about(const Letter *r) { return r->about_id; }

static bool put_near(Cx *cx, const char *name, const Letter *l, const Around *all, int64_t (*hangs_on)(const Letter *), Val *view,
                     Err *err)
{
    Val *list = val_put(view, name, val_list(cx->arena));
    for (size_t i = 0; i < all->n; i++) {
        if (hangs_on(&all->rows[i]) != l->id)
            continue;
        Val *v = near_view(cx, &all->rows[i], err);
        if (!v)
            return false;
        val_add(list, v);
    }
    return true;
}

/* A letter this one hangs on; its number is for everybody who reads this one, the way to it for who may read it. */
static bool put_related(Cx *cx, const char *name, int64_t id, const Around *all, Val *view, Err *err)
{
    const Letter *other = id ? around_find(all, id) : NULL;
    Grant read = { 0 };
    if (other && !authority_check(cx, ACT_LETTER_READ, OBJ_LETTER, other->id, &read, err))
        return false;
    Val *v = val_put(view, name, other ? val_map(cx->arena) : val_null(cx->arena));
    if (!other)
        return true;
    val_put_int(cx->arena, v, "id", other->id);
    val_put_text(cx->arena, v, "number", other->number);
    val_put_date(cx->arena, v, "registered", other->registered);
    val_put_bool(cx->arena, v, "may_read", read.yes);
    val_put(v, "gist", read.yes ? val_text(cx->arena, other->gist) : val_null(cx->arena));
    return true;
}

static bool put_events(Cx *cx, const Letter *l, Val *view, Err *err)
{
    Events e;
    e.rows = db_all(cx->db, cx->arena, &Q_LETTER_EVENTS, BIND(P_INT(l->id), P_INT(cx->actor->person_id)), EVENT_FIELDS,
                    sizeof(EventRow), &e.n, err);
    if (!e.rows)
        return false;
    val_put(view, "events", events_view(cx, &e));
    val_put(view, "strip", strip_view(cx, l, &e));
    return true;
}

/* An incoming letter: the resolution sheet, the answers, what joined it. */
static bool put_incoming(Cx *cx, const Letter *l, const Around *all, Val *view, Err *err)
{
    int64_t open;
    Grant g;
    Val *sheet = task_sheet(cx, OBJ_LETTER, l->id, &open, err);
    if (!sheet || !put_related(cx, "main", l->main_id, all, view, err)
        || !put_related(cx, "inquiry", l->reply_to, all, view, err)
        || !put_near(cx, "answers", l, all, by_reply, view, err) || !put_near(cx, "joined", l, all, by_main, view, err)
        || !put_near(cx, "written", l, all, by_about, view, err))
        return false;
    bool early = strcmp(l->state, "registered") == 0 || strcmp(l->state, "presented") == 0;
    val_put(view, "sheet", sheet);
    val_put(view, "about", val_null(cx->arena));
    val_put(view, "asked", val_null(cx->arena));
    val_put(view, "paper", val_null(cx->arena));
    val_put_bool(cx->arena, view, "may_copy_in", early && authority_holds(cx, ACT_LETTER_COPY_IN, &g));
    val_put_bool(cx->arena, view, "may_join", strcmp(l->state, "filed") != 0 && strcmp(l->state, "spoiled") != 0 && (early || !l->reply_to)
                 && authority_holds(cx, ACT_LETTER_JOIN, &g));
    val_put_bool(cx->arena, view, "may_correct", strcmp(l->state, "filed") != 0 && strcmp(l->state, "spoiled") != 0
                 && authority_holds(cx, ACT_LETTER_REGISTER, &g));
    val_put_bool(cx->arena, view, "may_ask", strcmp(l->state, "execution") == 0 && authority_holds(cx, ACT_LETTER_DRAFT, &g));
    return true;
}

/* An answer: what it answers, and until it is signed the paper as it will look. */
static bool put_outgoing(Cx *cx, const Letter *l, const Around *all, Val *view, Err *err)
{
    Arena *a = cx->arena;
    const Letter *asked = l->reply_to ? around_find(all, l->reply_to) : NULL;
    Val *question = asked ? near_view(cx, asked, err) : val_null(a);
    if (!question || !put_related(cx, "about", l->about_id, all, view, err)
        || !put_near(cx, "answers", l, all, by_reply, view, err))
        return false;
    val_put(view, "sheet", val_list(a));
    val_put(view, "joined", val_list(a));
    val_put(view, "written", val_list(a));
    val_put(view, "main", val_null(a));
    val_put(view, "inquiry", val_null(a));
    val_put(view, "asked", question);
    val_put(view, "paper", *l->pdf ? val_null(a) : doc_view(a, outgoing_doc(cx, l, asked, NULL, NULL)));
    val_put_bool(a, view, "may_copy_in", false);
    val_put_bool(a, view, "may_join", false);
    val_put_bool(a, view, "may_correct", false);
    val_put_bool(a, view, "may_ask", false);
    return true;
}

bool letter_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Letter l;
    Attachment *scans;
    size_t n;
    Around all;
    if (!letter_get(cx, req->id, &l, err) || !attachments_of(cx, l.id, &scans, &n, err)
        || !put_events(cx, &l, resp->view, err))
        return false;
    all.rows = db_all(cx->db, cx->arena, &Q_LETTER_AROUND,
                      BIND(P_INT(l.id), P_INT(l.reply_to), P_INT(l.main_id), P_INT(l.about_id), P_INT(cx->actor->person_id)),
                      LETTER_FIELDS, sizeof(Letter), &all.n, err);
    if (!all.rows)
        return false;
    bool in = strcmp(l.direction, "in") == 0;
    const char *refusal;
    if (!outgoing_refusal(cx, &l, &refusal, err))
        return false;
    val_put_text(cx->arena, resp->view, "not_his", refusal ? tr(cx, refusal) : NULL);
    if (!(in ? put_incoming(cx, &l, &all, resp->view, err) : put_outgoing(cx, &l, &all, resp->view, err)))
        return false;
    val_put(resp->view, "letter", card_view(cx, &l));
    val_put(resp->view, "pane", letter_pane(req, &l, scans, n));
    Val *forms = letter_forms(req, &l, val_get(resp->view, "sheet"), val_get(resp->view, "answers"), err);
    if (!forms)
        return false;
    val_put(resp->view, "forms", forms);
    return true;
}
