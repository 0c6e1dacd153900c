// SPDX-License-Identifier: Apache-2.0
#include "app/turn.h"
#include "app/journal.h"
#include "web/lang.h"
#include "web/secret.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static bool lang_known(const App *app, const char *code, Lang *ret)
{
    return code && lang_parse(code, ret) && i18n_has(app->i18n, *ret);
}

/* The language the address asks for: it is kept in a cookie from then on. */
static bool asked_lang(const App *app, const HttpReq *http, Lang *ret)
{
    return lang_known(app, val_str(val_get(http->query, "lang")), ret);
}

/* Until the actor is known: then his own choice goes before what the browser would like. */
static Lang turn_lang(const App *app, const HttpReq *http, const char *chosen)
{
    Lang lang;
    if (asked_lang(app, http, &lang) || lang_known(app, http_cookie(http, "kadr_lang"), &lang)
        || lang_known(app, chosen, &lang) || lang_known(app, lang_choose(http->accept_language), &lang))
        return lang;
    return LANG_AZ;
}

Turn *turn_new(const App *app, const Pages *pages, Exchange *x)
{
    Turn *t = NEW(x->arena, Turn);
    t->app = app;
    t->pages = pages;
    t->x = x;
    t->cx = (Cx){ .arena = x->arena, .app = app, .actor = &ACTOR_NOBODY, .lang = turn_lang(app, &x->req, NULL),
                  .form_key = &t->key };
    t->req = (Req){ .cx = &t->cx, .query = x->req.query, .form = x->req.form, .uploads = x->req.uploads,
                    .upload_count = x->req.upload_count, .http = &x->req };
    t->refused = x->resp.status;
    t->route = route_find(x->req.method, x->req.path, x->arena, &t->req, &t->allow);
    return t;
}

static PageContext page_context(Turn *t)
{
    return (PageContext){ .cx = &t->cx, .pages = t->pages, .http = &t->x->req, .route = t->route, .status = t->refused,
                          .filters = t->req.filters };
}

/* One snapshot for the whole page, in which nothing is asked twice. */
static bool read_once(Turn *t, Db *db, Err *err)
{
    if (!db_begin_read(db, err))
        return false;
    db_remember(db, t->cx.arena);
    return true;
}

/* Clock and actor: what every request asks first. */
static bool turn_open(Turn *t, Db *db, Err *err)
{
    const HttpReq *http = &t->x->req;
    t->cx.db = db;
    t->cx.journal = journal_new(t->cx.arena);
    t->cx.actor = &ACTOR_NOBODY;
    t->cx.law = NULL;
    t->actor = ACTOR_NOBODY;
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    t->cx.real_now = t->cx.now = (Instant){ ts.tv_sec * 1000000LL + ts.tv_nsec / 1000 };
    if (t->app->demo && !t->app->hooks->clock(db, &t->cx.now, err))
        return false;
    t->cx.today = instant_day(t->cx.now);
    bool bearer = http->authorization && strncasecmp(http->authorization, "Bearer ", 7) == 0, found = false;
    const char *token = bearer ? http->authorization + 7 : http_cookie(http, "kadr_session");
    if (token && !t->app->hooks->actor_of_token(&t->cx, token, bearer, &t->actor, &found, err))
        return false;
    if (found) {
        t->cx.actor = &t->actor;
        t->cx.lang = turn_lang(t->app, http, t->actor.lang);
    }
    t->bearer = bearer && found;
    t->key = form_key_of(&t->cx, t->req.form);
    return true;
}

static bool deny(Turn *t, const Grant *g, Err *err)
{
    if (!t->cx.actor->user_id && !t->cx.actor->system)
        return err_set(err, ERR_SIGN_IN, NULL, N_("sign in first"));
    return err_set(err, ERR_DENIED, NULL, g->reason, g->reason_args[0] ? g->reason_args[0] : "");
}

static bool turn_may(Turn *t, const Route *r, Err *err)
{
    Grant g;
    if (t->cx.actor->held && !r->held_too && r->act != ACT_PUBLIC)
        return err_set(err, ERR_SIGN_IN, NULL, N_("change the password you were given first"));
    if (!authority_check(&t->cx, r->act, r->object, r->object == OBJ_NONE ? 0 : t->req.id, &g, err))
        return false;
    if (!g.yes) {
        t->refusal = g;
        t->denied = r;
        return deny(t, &g, err);
    }
    t->grant = g;
    t->req.grant = &t->grant;
    return true;
}

/* Can he mend it and send it again?  A form whose token is out of date is shown with a new one. */
static bool mendable(const Err *err)
{
    return err->kind == ERR_INVALID || err->kind == ERR_CONFLICT || err->kind == ERR_TOO_LARGE
        || err->kind == ERR_BUSY || (err->kind == ERR_DENIED && strcmp(err->faults[0].field, "_csrf") == 0);
}

/* The page of a GET; of a refused POST, the page its row names in `again`. */
static const Route *page_route(Turn *t)
{
    if (!t->route || t->err.kind == ERR_NONE)
        return t->route;
    if (t->route->method != POST || !t->route->again || !mendable(&t->err) || t->x->req.wants_json
        || t->x->req.json_body)
        return NULL;
    return route_page(t->route->again);
}

static bool turn_page(Turn *t, Err *err)
{
    const Route *r = page_route(t);
    if (!r && t->err.kind != ERR_NONE)
        return false;
    if (!r)
        return t->allow ? err_set(err, ERR_METHOD, NULL, N_("this page is not asked for in this way"))
                        : err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such page"));
    bool said = false;
    Refused refused = { t->route->inputs, t->req.form ? t->req.form : val_map(t->cx.arena), &t->err, &said };
    t->req.refused = t->err.kind ? &refused : NULL;
    t->resp = (Resp){ .view = val_map(t->cx.arena) };
    if (!t->req.refused && !export_asked(r, t->req.query, &t->format, err))
        return false;
    t->req.whole = t->format != EXPORT_NONE;
    if (!turn_may(t, r, err))
        return false;
    db_ran(t->cx.db, &t->opened);
    if (!r->handler(&t->req, &t->resp, err)
        || (t->format && !export_write(&t->cx, r, t->req.query, t->format, &t->resp, &t->exported, err)))
        return false;
    PageContext pc = page_context(t);
    pc.route = t->shown = r;
    if (t->req.refused && !said)                /* the form is gone: somebody was quicker, in another window or elsewhere */
        pc.unsaid = &t->err;
    if (t->resp.redirect) {
        page_done(&pc, &t->resp, &t->x->resp);
        return true;
    }
    return page_write(&pc, &t->resp, t->err.kind ? err_http_status(&t->err) : 200, &t->x->resp, err);
}

/* Why there is no page.  When a refused form cannot be shown again to him who sent it, what was wrong
 * with the form is still the answer. */
static void turn_failed(Turn *t, const Err *err)
{
    bool ours = err->kind == ERR_INTERNAL || err->kind == ERR_BUSY || err->kind == ERR_SIGN_IN;
    t->shown = NULL;
    if (t->err.kind == ERR_NONE || ours)
        t->err = *err;
    else if (err->kind != ERR_NONE)
        t->denied = NULL;
    PageContext pc = page_context(t);
    page_error(&pc, &t->err, &t->x->resp);
    t->x->resp.allow = t->err.kind == ERR_METHOD ? t->allow : NULL;
    if (t->err.kind == ERR_INTERNAL)
        fprintf(stderr, "kadr: %s: %s\n", t->x->req.path, t->err.detail);
}

/* "kadr: trace /orders/7: session 2, page 5: order_get …" */
static void say_trace(const Turn *t, const Db *db)
{
    size_t n;
    const char *const *ran = db_ran(db, &n);
    Str s = str_make(t->cx.arena);
    for (size_t i = 0; i < n && i < 256; i++)
        str_addf(&s, "%s%s", i == t->opened ? " | " : " ", ran[i]);
    fprintf(stderr, "kadr: trace %s: session %zu, page %zu:%s\n", t->x->req.path, t->opened, n - t->opened, s.s);
}

bool turn_read(Turn *t, Db *db)
{
    Err err = { 0 };
    Lang asked;
    db_ran_clear(db);
    bool ok = read_once(t, db, &err) && turn_open(t, db, &err) && turn_page(t, &err)
           && db_commit(db, &err);                /* a reading that failed on its way is no page */
    if (!ok) {
        turn_failed(t, &err);
    } else if (asked_lang(t->app, &t->x->req, &asked)) {
        t->x->resp.set_cookie[2] = arena_printf(t->cx.arena, "kadr_lang=%s; Path=/; Max-Age=31536000; SameSite=Lax%s",
                                                lang_code(asked), t->app->config->secure_cookies ? "; Secure" : "");
    }
    if (t->app->config->trace)
        say_trace(t, db);
    db_rollback(db);
    return t->err.kind != ERR_DENIED && !(t->shown && (t->shown->sensitive || t->format));
}

bool turn_exports(const Turn *t)
{
    ExportFormat format;
    Err not_here = { 0 };
    return export_asked(t->route, t->req.query, &format, &not_here) && format != EXPORT_NONE;
}

bool turn_witness(Db *db, void *turn, Err *err)
{
    Turn *t = turn;
    t->cx.db = db;
    t->cx.journal = journal_new(t->cx.arena);
    const Route *r = t->denied ? t->denied : t->route;
    if (!t->refusal.reason && t->err.count)
        t->refusal.reason = t->err.faults[0].msgid;
    if (t->err.kind == ERR_DENIED
        && !journal_add_denied(&t->cx, r ? r->act : ACT_UNSET, r ? r->object : OBJ_NONE, t->req.id, &t->refusal, err))
        return false;
    const Route *shown = t->shown;
    if (shown && t->format)
        journal_add(&t->cx, "export", shown->object, t->req.id, t->exported, &t->grant);
    else if (shown && shown->sensitive && !shown->leafed)
        journal_add(&t->cx, "read", shown->object, t->req.id, NULL, &t->grant);
    else if (shown && shown->sensitive
             && !journal_add_leafed(&t->cx, shown->object, t->req.id, t->x->req.path, &t->grant, err))
        return false;
    return journal_flush(&t->cx, err);
}

/* A POST must come from our own page: same origin, and the session's token unless the body is
 * JSON, which no foreign form can send.  A program with a token of its own has no page. */
static bool same_site(Turn *t, Err *err)
{
    const HttpReq *http = &t->x->req;
    if (t->bearer)
        return !t->actor.reads_only
            || err_set(err, ERR_DENIED, NULL, N_("this token was made for reading alone"));
    if (http->origin) {
        const char *host = strstr(http->origin, "://");
        if (!host || !http->host || strcmp(host + 3, http->host) != 0)
            return err_set(err, ERR_DENIED, NULL, N_("the form was sent from another site"));
    }
    if (!t->cx.actor->user_id || http->json_body)
        return true;
    const char *sent = val_str(val_get(http->form, "_csrf"));
    if (!sent || !secret_same(sent, t->cx.actor->csrf))
        return err_set(err, ERR_DENIED, "_csrf", N_("the form is out of date: look through it and send it once more"));
    return true;
}

/* The key was taken by another sending: its result is ours. */
static bool first_result(Turn *t, Err *err)
{
    return form_key_find(&t->cx, &t->key, &t->resp, &t->repeated, err)
        && (t->repeated || err_set(err, ERR_DENIED, "_key", N_("the form is out of date; open the page again")));
}

/* A POST that answers with a page of its own (a form taken further) names its template and redirects nowhere. */
static bool answers_with_page(const Turn *t)
{
    return t->route && t->route->method == POST && t->route->tmpl && t->resp.view
        && (!t->resp.redirect || t->resp.once);
}

static bool carry_out(Turn *t, Err *err)
{
    if (!turn_may(t, t->route, err))
        return false;
    return t->route->handler(&t->req, &t->resp, err);
}

static bool write_and_journal(Turn *t, Err *err)
{
    bool mine;
    if (!form_key_claim(&t->cx, &t->key, &mine, err))
        return false;
    if (!mine)
        return first_result(t, err);
    return carry_out(t, err) && form_key_keep(&t->cx, &t->key, &t->resp, err) && journal_flush(&t->cx, err);
}

bool turn_write(Db *db, void *turn, Err *err)
{
    Turn *t = turn;
    t->resp = (Resp){ 0 };
    t->repeated = false;
    return turn_open(t, db, err) && same_site(t, err) && write_and_journal(t, err);
}

void turn_done(Turn *t)
{
    PageContext pc = page_context(t);
    Err err = { 0 };
    if (!answers_with_page(t))
        page_done(&pc, &t->resp, &t->x->resp);
    else if (!page_write(&pc, &t->resp, 200, &t->x->resp, &err))
        page_error(&pc, &err, &t->x->resp);
}

bool turn_admit(Turn *t, Db *db)
{
    bool ok = db_begin_read(db, &t->err) && turn_open(t, db, &t->err) && same_site(t, &t->err)
           && turn_may(t, t->route, &t->err);
    db_rollback(db);
    return ok;
}

static bool keep_result(Cx *cx, void *turn, Err *err)
{
    const Turn *t = turn;
    return form_key_keep(cx, &t->key, &t->resp, err);
}

/* The work is durable when the handler returns, so a result that cannot be kept spoils nothing. */
static void slow_result(Turn *t)
{
    Err lost = { 0 };
    FormKey claimed = t->key;
    t->cx.form_key = NULL;
    if (claimed.claimed)
        app_write(&t->cx, keep_result, t, &lost);
}

/* Another sending of the form has done the work and is still making its answer, which is ours too: it is waited for,
 * two seconds at most. */
static bool first_answer(Turn *t, Db *db)
{
    enum { TRIES = 40, STEP_MS = 50 };
    if (!form_key_find(&t->cx, &t->key, &t->resp, &t->repeated, &t->err))
        return false;
    for (int i = 0; i < TRIES && t->repeated && !t->resp.redirect && !t->resp.created_id; i++) {
        db_rollback(db);
        nanosleep(&(struct timespec){ .tv_nsec = STEP_MS * 1000000L }, NULL);
        if (!db_begin_read(db, &t->err) || !form_key_find(&t->cx, &t->key, &t->resp, &t->repeated, &t->err))
            return false;
    }
    return true;
}

bool turn_slow_post(Turn *t, Db *db)
{
    t->resp = (Resp){ 0 };
    bool ok = read_once(t, db, &t->err) && turn_open(t, db, &t->err) && same_site(t, &t->err) && first_answer(t, db);
    if (ok && !t->repeated)
        ok = carry_out(t, &t->err);
    db_rollback(db);
    if (ok)
        slow_result(t);
    return ok;
}

void turn_fail(Turn *t, ErrKind kind, const char *msgid)
{
    Err err = { 0 };
    err_set(&err, kind, NULL, msgid);
    t->cx.actor = &ACTOR_NOBODY;
    PageContext pc = page_context(t);
    page_error(&pc, &err, &t->x->resp);
}

typedef struct Nested { const Cx *outer; bool (*job)(Cx *, void *, Err *); void *arg; } Nested;

static bool nested_write(Db *db, void *arg, Err *err)
{
    const Nested *n = arg;
    Cx cx = *n->outer;
    bool mine = true;
    cx.db = db;
    cx.law = NULL;
    cx.journal = journal_new(cx.arena);
    if (cx.form_key && !cx.form_key->claimed && !form_key_claim(&cx, cx.form_key, &mine, err))
        return false;
    if (!mine)
        return err_set(err, ERR_BUSY, NULL, N_("this form is being saved already"));
    return n->job(&cx, n->arg, err) && journal_flush(&cx, err);
}

/* At the console there is no writer. */
static bool write_alone(const Cx *cx, Nested *n, Err *err)
{
    Db *db;
    if (!db_open(cx->app->config->db, &db, err))
        return false;
    bool ok = db_begin(db, err) && nested_write(db, n, err) && db_commit(db, err);
    db_rollback(db);
    db_close(db);
    return ok;
}

bool app_write(Cx *cx, bool (*job)(Cx *cx, void *arg, Err *err), void *arg, Err *err)
{
    Nested n = { cx, job, arg };
    bool had = cx->form_key && cx->form_key->claimed;
    bool ok = cx->app->writer ? writer_call(cx->app->writer, nested_write, &n, err) : write_alone(cx, &n, err);
    if (!ok && cx->form_key)
        cx->form_key->claimed = had;                       /* undone with the work */
    return ok;
}
