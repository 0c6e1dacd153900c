// SPDX-License-Identifier: Apache-2.0
#include "areas/user/user_world_test.h"
#include "app/journal.h"
#include "areas/person/person.h"
#include <string.h>

const Area *const AREAS[] = { &person_area, &user_area, NULL };

static bool standings(Cx *cx, int64_t person_id, Date day, Standing **ret, size_t *ret_count, Err *err)
{
    (void)day, (void)err;
    *ret = NEW(cx->arena, Standing);
    **ret = (Standing){ .principal = principal_of_person(person_id), .ground = GROUND_SELF, .post_kind = POST_EMPLOYEE,
                        .may_write = true };
    *ret_count = 1;
    return true;
}
static const AuthoritySource AUTHORITY = { .standings = standings };
static const AppHooks HOOKS = { .authority = &AUTHORITY, .actor_of_token = user_actor_of_token };

static Cx cx_of(World *w, Db *db)
{
    Cx cx = app_cx(w->app, w->t->arena, db, w->actor.user_id ? &w->actor : &ACTOR_NOBODY, w->real_now);
    return cx;
}

static bool add_accounts(Cx *cx, void *arg, Err *err)
{
    World *w = arg;
    int64_t person;
    Person p = { .fin = "AYL0001", .surname = "Sınaqzadə", .name = "Ayla", .patronymic = "Namiq",
                 .patronymic_kind = "qizi", .sex = "f", .birth_date = date_make(1990, 1, 1), .birth_place = "" };
    return person_add(cx, &p, &person, err)
        && user_add(cx, person, "ayla", PASSWORD, false, NULL, &w->ayla, err)
        && user_add(cx, person, "admin", PASSWORD, true, NULL, &w->admin, err)
        && user_add(cx, person, "old", PASSWORD, false, NULL, &w->old, err)
        && account_disable(cx, w->old, true, err);
}

static int start(void **state, int (*database)(void **))
{
    if (database(state))
        return -1;
    TestApp *t = *state;
    World *w = NEW(t->arena, World);
    w->t = t;
    t->config.session_hours = 10;
    t->config.session_days = 2;
    t->config.given_hours = 72;
    t->config.witness_key = w->key = arena_printf(t->arena, "%s/kadr.key", t->config.files);
    w->real_now = t->cx.now;
    MUST(app_start(&t->config, &HOOKS, t->arena, &w->app, &w->err), &w->err);
    Cx cx = cx_of(w, t->db);
    MUST(add_accounts(&cx, w, &w->err) && db_commit(t->db, &w->err), &w->err);
    MUST(db_open(t->database->url, &w->db, &w->err) && writer_start(t->database->url, 1, &w->writer, &w->err), &w->err);
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
    db_close(w->db);
    return app_test_remove(&app);
}

typedef struct Call { World *w; const Route *route; Req *req; } Call;

static bool call(Db *db, void *arg, Err *err)
{
    Call *c = arg;
    Cx cx = cx_of(c->w, db);
    Grant grant;
    c->req->cx = &cx;
    c->req->grant = &grant;
    c->w->resp = (Resp){ .view = c->route->method == GET ? val_map(cx.arena) : NULL };
    if (!authority_check(&cx, c->route->act, c->route->object, c->req->id, &grant, err))
        return false;
    if (!grant.yes)
        return err_set(err, ERR_DENIED, NULL, grant.reason);
    return c->route->handler(c->req, &c->w->resp, err) && journal_flush(&cx, err);
}

static bool ask(World *w, Method method, const char *path, const char *const *pairs)
{
    Arena *a = w->t->arena;
    const char *allow;
    Val *form = val_map(a);
    for (; pairs && pairs[0]; pairs += 2)
        val_put_text(a, form, pairs[0], pairs[1]);
    Cookie sent[] = { { COOKIE_STEP, w->step ? w->step : "" }, { COOKIE_DEVICE, w->known ? w->known : "" } };
    HttpReq http = { .address = "192.0.2.7", .user_agent = w->device, .cookies = sent, .cookie_count = 2 };
    Req req = { .query = val_map(a), .form = form, .http = &http };
    Call c = { w, route_find(method, path, a, &req, &allow), &req };
    err_clear(&w->err);
    assert_non_null(c.route);
    return method == GET || c.route->lane == LANE_SLOW ? call(w->db, &c, &w->err)
                                                       : writer_call(w->writer, call, &c, &w->err);
}

bool world_post(World *w, const char *path, const char *const *form) { return ask(w, POST, path, form); }
bool world_get(World *w, const char *path)                           { return ask(w, GET, path, NULL); }

const char *world_sign_in(World *w, const char *login, const char *password)
{
    Actor before = w->actor;
    w->actor = ACTOR_NOBODY;
    bool ok = world_post(w, "/sign-in", FORM("login", login, "password", password));
    w->actor = before;
    return ok ? world_cookie(w) : NULL;
}

const char *world_cookie(World *w)
{
    const char *token = strchr(w->resp.set_cookie, '=') + 1;
    return arena_strndup(w->t->arena, token, strcspn(token, ";"));
}

bool world_become(World *w, const char *token, bool bearer)
{
    bool found = false;
    Err err = { 0 };
    Cx cx = cx_of(w, w->db);
    w->actor = ACTOR_NOBODY;
    MUST(token && user_actor_of_token(&cx, token, bearer, &w->actor, &found, &err), &err);
    if (!found)
        w->actor = ACTOR_NOBODY;
    return found;
}

void world_later(World *w, int64_t microseconds) { w->real_now.us += microseconds; }

int64_t world_int(World *w, const char *sql)
{
    int64_t n;
    Query *q = NEW(w->t->arena, Query);
    *q = (Query){ "test", arena_strdup(w->t->arena, sql), NULL };
    Err err = { 0 };
    MUST(db_int(w->db, q, BIND_NONE, -1, &n, &err), &err);
    return n;
}

void must_fail(World *w, bool done, ErrKind kind, const char *field)
{
    assert_false(done);
    assert_string_equal(err_kind_name(w->err.kind), err_kind_name(kind));
    for (int i = 0; i < w->err.count; i++)
        if (strcmp(w->err.faults[i].field, field) == 0)
            return;
    fail_msg("the fault is at '%s', not at '%s'", w->err.faults[0].field, field);
}
