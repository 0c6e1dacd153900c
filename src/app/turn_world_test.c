// SPDX-License-Identifier: Apache-2.0
#include "app/turn_world_test.h"
#include "app/journal.h"
#include "db/migrate.h"
#include <string.h>

/* ---- the area --------------------------------------------------------------------------------- */

typedef struct Note { const char *text; Date day; int64_t version; } Note;
static const Input NOTE_INPUTS[] = {
    INPUT(Note, text,    IN_LINE,   REQUIRED, 40, "Text"),
    INPUT(Note, day,     IN_DATE,   REQUIRED, 10, "Day"),
    INPUT(Note, version, IN_HIDDEN, OPTIONAL, 10, "Version"),
    INPUTS_END
};

static bool note_form(Req *req, Resp *resp, Err *err)
{
    (void)err;
    Note now = { .text = "", .version = 7 };
    val_put(resp->view, "form", form_view(req, "/notes", NOTE_INPUTS, &now));
    val_put(resp->view, "today", val_date(req->cx->arena, req->cx->today));
    return true;
}

static bool add_note(Cx *cx, void *arg, Err *err)
{
    const Note *note = arg;
    journal_add(cx, "note.add", OBJ_NONE, 0, NULL, NULL);
    return app_meta_set(cx->db, arena_printf(cx->arena, "note:%s", note->text), "1", err);
}

static bool note_post(Req *req, Resp *resp, Err *err)
{
    Note in = { .text = "" };
    if (!form_read(req, "", NOTE_INPUTS, &in, err))
        return false;
    if (in.version == 6)
        return err_set(err, ERR_CONFLICT, "version", "the note changed meanwhile");
    resp->redirect = arena_printf(req->cx->arena, "/notes/%s", in.text);
    resp->notice = "Signed out";
    resp->created_id = 42;
    return add_note(req->cx, &in, err);
}

static bool note_slow(Req *req, Resp *resp, Err *err)
{
    Note in = { .text = "" };
    if (!form_read(req, "", NOTE_INPUTS, &in, err))
        return false;
    resp->redirect = "/slow-done";
    return app_write(req->cx, add_note, &in, err);
}

static bool further(Req *req, Resp *resp, Err *err)
{
    resp->view = val_map(req->cx->arena);
    return note_form(req, resp, err);
}

static bool secret(Req *req, Resp *resp, Err *err) { return note_form(req, resp, err); }

static bool missing(Req *req, Resp *resp, Err *err)
{
    (void)req, (void)resp;
    return err_set(err, ERR_NOT_FOUND, NULL, "there is no such note");
}

static const Route ROUTES[] = {
    { POST, "/notes",      ACT_LAW_READ,     OBJ_NONE, note_post, NULL, NOTE_INPUTS, "/notes/new" },
    { GET,  "/notes/new",  ACT_LAW_READ,     OBJ_NONE, note_form, "demo_clock.html" },
    { POST, "/slow",       ACT_LAW_READ,     OBJ_NONE, note_slow, NULL, NOTE_INPUTS, "/notes/new", .lane = LANE_SLOW },
    { POST, "/further",    ACT_LAW_READ,     OBJ_NONE, further,   "demo_clock.html", NOTE_INPUTS },
    { POST, "/gone",       ACT_LAW_READ,     OBJ_NONE, note_post, NULL, NOTE_INPUTS, "/notes/new" },
    { GET,  "/gone",       ACT_LAW_READ,     OBJ_NONE, missing,   "demo_clock.html" },
    { GET,  "/secret",     ACT_LAW_READ,     OBJ_NONE, secret,    "demo_clock.html", .sensitive = true },
    { POST, "/secret",     ACT_LAW_READ,     OBJ_NONE, note_post, NULL, NOTE_INPUTS, "/secret" },
    { GET,  "/journal",    ACT_JOURNAL_READ, OBJ_NONE, note_form, "demo_clock.html" },
    { POST, "/half",       ACT_LAW_READ,     OBJ_NONE, note_post, NULL, NOTE_INPUTS, "/journal" },
    { 0 }
};
static const Area notes = { .name = "notes", .routes = ROUTES };
Area spoiled = { .name = "spoiled" };                     /* a test puts wrong rows here */
const Area *const AREAS[] = { &notes, &spoiled, NULL };

/* ---- who is asking ---------------------------------------------------------------------------- */

static bool actor_of_token(Cx *cx, const char *token, bool bearer, Actor *ret, bool *ret_found, Err *err)
{
    (void)err;
    static const Standing SELF = { .ground = GROUND_SELF, .post_kind = POST_EMPLOYEE, .principal = 2, .may_write = true };
    *ret_found = strcmp(token, bearer ? "program" : SESSION) == 0;
    *ret = (Actor){ .user_id = 1, .person_id = 1, .name = "A.B", .csrf = bearer ? "" : CSRF, .session = "",
                    .standings = &SELF, .count = 1, .bearer = bearer };
    (void)cx;
    return true;
}

static Instant clock_now;

static bool demo_clock(Db *db, Instant *ret, Err *err)
{
    (void)db, (void)err;
    *ret = clock_now;
    return true;
}
static const AppHooks HOOKS = { .actor_of_token = actor_of_token, .clock = demo_clock };

static int start(void **state, int (*database)(void **))
{
    if (database(state))
        return -1;
    TestApp *t = *state;
    World *w = NEW(t->arena, World);
    MUST(db_commit(t->db, &t->err), &t->err);
    w->t = t;
    w->now = t->cx.now;
    MUST(app_start(&t->config, &HOOKS, t->arena, &w->app, &t->err), &t->err);
    MUST(pages_load(t->arena, &w->pages, &t->err) && db_open(t->database->url, &w->reader, &t->err)
         && writer_start(t->database->url, 4, &w->writer, &t->err), &t->err);
    w->app->demo = true;
    w->app->writer = w->writer;
    *state = w;
    return 0;
}

int world_sqlite(void **state) { return start(state, app_test_sqlite); }
int world_pg(void **state)     { return start(state, app_test_pg); }

int world_remove(void **state)
{
    World *w = *state;
    void *app = w->t;
    writer_stop(w->writer);
    db_close(w->reader);
    return app_test_remove(&app);
}

/* ---- asking ----------------------------------------------------------------------------------- */

static const Val *form_of(Arena *a, const char *const *pairs)
{
    Val *form = val_map(a);
    for (; pairs[0]; pairs += 2)
        val_put_text(a, form, pairs[0], pairs[1]);
    return form;
}

Turn *world_turn(World *w, Ask ask)
{
    Arena *a = w->t->arena;
    Exchange *x = NEW(a, Exchange);
    Cookie *cookies = NEW_N(a, Cookie, 2);
    Val *query = val_map(a);
    if (ask.lang)
        val_put_text(a, query, "lang", ask.lang);
    cookies[0] = (Cookie){ COOKIE_SESSION, ask.cookie };
    *x = (Exchange){ .arena = a, .req = {
        .method = ask.form ? POST : ask.method, .path = ask.path, .target = ask.path, .query = query,
        .form = ask.form ? form_of(a, ask.form) : NULL, .accept_language = ask.accept_language,
        .authorization = ask.authorization, .host = "kadr.example", .origin = ask.origin,
        .json_body = ask.json && ask.form, .wants_json = ask.json, .cookies = cookies, .cookie_count = ask.cookie ? 1 : 0 } };
    x->resp.body = str_make(a);
    clock_now = w->now;
    return turn_new(w->app, w->pages, x);
}

const HttpResp *world_answer(World *w, Ask ask)
{
    Turn *t = world_turn(w, ask);
    bool post = t->route && t->route->method == POST && ask.form;
    bool done = post && (t->route->lane == LANE_SLOW ? turn_slow_post(t, w->reader)
                                                     : writer_call(w->writer, turn_write, t, &t->err));
    if (done)
        turn_done(t);
    else if (!turn_read(t, w->reader)) {
        Err err = { 0 };
        MUST(writer_call(w->writer, turn_witness, t, &err), &err);
    }
    return &t->x->resp;
}

static int64_t count(World *w, const char *sql, const char *words)
{
    const Query q = { "count", sql, NULL };
    Query *kept = NEW(w->t->arena, Query);             /* the connection remembers it by its address */
    int64_t n;
    *kept = q;
    MUST(db_int(w->reader, kept, BIND(P_TEXT(arena_printf(w->t->arena, "%%%s%%", words))), -1, &n, &w->t->err),
         &w->t->err);
    return n;
}

int64_t world_notes(World *w) { return count(w, "SELECT COUNT(*) FROM app_meta WHERE key LIKE $1", "note:"); }

int64_t world_entries(World *w, const char *words)
{
    return count(w, "SELECT COUNT(*) FROM journal WHERE entry LIKE $1", words);
}
