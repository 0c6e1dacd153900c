// SPDX-License-Identifier: Apache-2.0
#include "app/turn.h"
#include "app/journal.h"
#include "app_queries.h"
#include "web/lang.h"
#include "web/secret.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

static Lang turn_lang(const HttpReq *http)
{
    Lang lang;
    const char *asked = val_str(val_get(http->query, "lang")), *kept = http_cookie(http, "kadr_lang");
    if ((asked && lang_parse(asked, &lang)) || (kept && lang_parse(kept, &lang)))
        return lang;
    return lang_parse(lang_choose(http->accept_language), &lang) ? lang : LANG_AZ;
}

Turn *turn_new(const App *app, const Pages *pages, Exchange *x)
{
    Turn *t = NEW(x->arena, Turn);
    t->app = app;
    t->pages = pages;
    t->x = x;
    t->cx = (Cx){ .arena = x->arena, .app = app, .actor = &ACTOR_NOBODY, .lang = turn_lang(&x->req) };
    t->req = (Req){ .cx = &t->cx, .query = x->req.query, .form = x->req.form, .uploads = x->req.uploads,
                    .upload_count = x->req.upload_count };
    if (x->req.method != OTHER_METHOD)
        t->route = route_find(x->req.method, x->req.path, x->arena, &t->req, &t->allow);
    return t;
}

static PageContext page_context(Turn *t)
{
    return (PageContext){ &t->cx, t->pages, &t->x->req, t->route };
}

/* Clock and actor: what every request asks first. */
static bool turn_open(Turn *t, Db *db, Err *err)
{
    const HttpReq *http = &t->x->req;
    t->cx.db = db;
    t->cx.journal = journal_new(t->cx.arena);
    t->cx.actor = &ACTOR_NOBODY;
    t->actor = ACTOR_NOBODY;
    if (t->app->demo) {
        if (!t->app->hooks->clock(db, &t->cx.now, err))
            return false;
    } else {
        struct timespec ts;
        clock_gettime(CLOCK_REALTIME, &ts);
        t->cx.now = (Instant){ ts.tv_sec * 1000000LL + ts.tv_nsec / 1000 };
    }
    t->cx.today = instant_day(t->cx.now);
    bool bearer = http->authorization && strncmp(http->authorization, "Bearer ", 7) == 0, found = false;
    const char *token = bearer ? http->authorization + 7 : http_cookie(http, "kadr_session");
    if (token && !t->app->hooks->actor_of_token(&t->cx, token, bearer, &t->actor, &found, err))
        return false;
    if (found)
        t->cx.actor = &t->actor;
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
    if (!authority_check(&t->cx, r->act, r->object, r->object == OBJ_NONE ? 0 : t->req.id, &g, err))
        return false;
    if (!g.yes) {
        t->refusal = g;
        return deny(t, &g, err);
    }
    t->grant = g;
    t->req.grant = &t->grant;
    return true;
}

/* The page of a GET; of a refused POST, the page its row names in `again`. */
static const Route *page_route(Turn *t)
{
    if (!t->route || t->err.kind == ERR_NONE)
        return t->route;
    bool showable = t->err.kind == ERR_INVALID || t->err.kind == ERR_CONFLICT || t->err.kind == ERR_TOO_LARGE;
    if (t->route->method != POST || !t->route->again || !showable || t->x->req.wants_json
        || t->x->req.json_body)
        return NULL;
    for (const Area *const *area = AREAS; *area; area++)
        for (const Route *r = (*area)->routes; r && r->path; r++)
            if (r->method == GET && strcmp(r->path, t->route->again) == 0)
                return r;
    return NULL;
}

static bool turn_page(Turn *t, Err *err)
{
    const Route *r = page_route(t);
    if (!r)
        return t->err.kind == ERR_NONE ? err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such page")) : false;
    Refused refused = { t->route->inputs, t->req.form ? t->req.form : val_map(t->cx.arena), &t->err };
    t->req.refused = t->err.kind ? &refused : NULL;
    t->resp = (Resp){ .view = val_map(t->cx.arena) };
    if (!turn_may(t, r, err) || !r->handler(&t->req, &t->resp, err))
        return false;
    PageContext pc = page_context(t);
    pc.route = r;
    if (t->resp.redirect) {
        page_done(&pc, &t->resp, &t->x->resp);
        return true;
    }
    return page_write(&pc, &t->resp, t->err.kind ? err_http_status(&t->err) : 200, &t->x->resp, err);
}

bool turn_read(Turn *t, Db *db)
{
    Err err = { 0 };
    bool ok = db_begin_read(db, &err) && turn_open(t, db, &err);
    ok = ok && turn_page(t, &err);
    if (!ok) {
        if (t->err.kind == ERR_NONE || err.kind != ERR_NONE)
            t->err = err;
        PageContext pc = page_context(t);
        if (t->allow && t->err.kind == ERR_NOT_FOUND)
            t->x->resp.allow = t->allow;
        const char *allow = t->x->resp.allow;
        page_error(&pc, &t->err, &t->x->resp);
        t->x->resp.allow = allow;
        if (allow)
            t->x->resp.status = 405;
        if (t->err.kind == ERR_INTERNAL)
            fprintf(stderr, "kadr: %s: %s\n", t->x->req.path, t->err.detail);
    } else if (val_str(val_get(t->req.query, "lang"))) {
        t->x->resp.set_cookie[2] = arena_printf(t->cx.arena, "kadr_lang=%s; Path=/; Max-Age=31536000; SameSite=Lax",
                                                lang_code(t->cx.lang));
    }
    db_rollback(db);
    bool denied = t->err.kind == ERR_DENIED;
    return !denied && !(ok && t->err.kind == ERR_NONE && t->route && t->route->sensitive);
}

bool turn_witness(Db *db, void *turn, Err *err)
{
    Turn *t = turn;
    t->cx.db = db;
    t->cx.journal = journal_new(t->cx.arena);
    const Route *r = t->route;
    if (t->err.kind == ERR_DENIED)
        return journal_add_denied(&t->cx, r ? r->act : ACT_UNSET, r ? r->object : OBJ_NONE, t->req.id, &t->refusal, err)
            && journal_flush(&t->cx, err);
    journal_add(&t->cx, "read", r->object, t->req.id, NULL, &t->grant);
    return journal_flush(&t->cx, err);
}

/* A POST must come from our own page: same origin, and the session's token unless the body is
 * JSON, which no foreign form can send. */
static bool same_site(Turn *t, Err *err)
{
    const HttpReq *http = &t->x->req;
    if (http->authorization)
        return true;
    if (http->origin && strcmp(http->origin, "null") != 0) {
        const char *host = strstr(http->origin, "://");
        if (!host || !http->host || strcmp(host + 3, http->host) != 0)
            return err_set(err, ERR_DENIED, NULL, N_("the form was sent from another site"));
    }
    if (!t->cx.actor->user_id || http->json_body)
        return true;
    const char *sent = val_str(val_get(http->form, "_csrf"));
    if (!sent || !secret_same(sent, t->cx.actor->csrf))
        return err_set(err, ERR_DENIED, "_csrf", N_("the form is out of date; open the page again"));
    return true;
}

static bool first_result(Turn *t, const char *key, bool *ret_found, Err *err)
{
    typedef struct Row { const char *result; } Row;
    static const Field FIELDS[] = { FIELD(Row, result), FIELDS_END };
    Row row = { 0 };
    if (!db_one(t->cx.db, t->cx.arena, &Q_APP_FORM_KEY_FIND, BIND(P_TEXT(key), P_INT(t->cx.actor->user_id)),
                FIELDS, &row, ret_found, err))
        return false;
    if (*ret_found)
        t->resp.redirect = row.result;
    return true;
}

/* A POST that answers with a page of its own (a form taken further) names its template and redirects nowhere. */
static bool answers_with_page(const Turn *t)
{
    return t->route && t->route->method == POST && t->route->tmpl && t->resp.view && !t->resp.redirect;
}

static bool write_and_journal(Turn *t, Err *err)
{
    const char *key = val_str(val_get(t->req.form, "_key"));
    bool keyed = key && *key && strlen(key) <= 64 && t->cx.actor->user_id;
    if (keyed && !first_result(t, key, &t->repeated, err))
        return false;
    if (t->repeated)
        return true;
    if (!turn_may(t, t->route, err) || !t->route->handler(&t->req, &t->resp, err))
        return false;
    if (keyed && !answers_with_page(t) && !db_run(t->cx.db, &Q_APP_FORM_KEY_ADD,
                         BIND(P_TEXT(key), P_INT(t->cx.actor->user_id),
                              P_TEXT(t->resp.redirect ? t->resp.redirect : "/"), P_INSTANT(t->cx.now)),
                         NULL, err))
        return false;
    return journal_flush(&t->cx, err);
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

bool turn_slow_post(Turn *t, Db *db)
{
    t->resp = (Resp){ 0 };
    bool ok = db_begin_read(db, &t->err) && turn_open(t, db, &t->err) && same_site(t, &t->err)
           && turn_may(t, t->route, &t->err);
    ok = ok && t->route->handler(&t->req, &t->resp, &t->err);
    db_rollback(db);
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
    cx.db = db;
    cx.journal = journal_new(cx.arena);
    return n->job(&cx, n->arg, err) && journal_flush(&cx, err);
}

bool app_write(Cx *cx, bool (*job)(Cx *cx, void *arg, Err *err), void *arg, Err *err)
{
    Nested n = { cx, job, arg };
    return writer_call(cx->app->writer, nested_write, &n, err);
}
