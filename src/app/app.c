// SPDX-License-Identifier: Apache-2.0
/* The process: what is loaded once, and a unit of work outside a request. */
#include "app/app.h"
#include "app/data.h"
#include "app/journal.h"
#include "app_queries.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct PowerRow {
    int64_t     line;
    const char *holder, *act, *object, *scope, *clause;
} PowerRow;
static const Field POWER_FIELDS[] = {
    FIELD(PowerRow, line), FIELD(PowerRow, holder), FIELD(PowerRow, act), FIELD(PowerRow, object),
    FIELD(PowerRow, scope), FIELD(PowerRow, clause), FIELDS_END
};

static bool scope_find(const char *code, Scope *ret)
{
    static const char *const CODES[] = { "all", "unit", "related" };
    for (int i = 0; i < 3; i++)
        if (strcmp(CODES[i], code) == 0) {
            *ret = (Scope)i;
            return true;
        }
    return false;
}

static bool power_make(const PowerRow *row, Power *ret)
{
    *ret = (Power){ .holder = row->holder, .act = act_find(row->act), .object = object_kind_find(row->object), .clause = row->clause };
    return *row->holder && ret->act != ACT_UNSET && scope_find(row->scope, &ret->scope)
        && strcmp(object_kind_code(object_kind_find(row->object)), row->object) == 0;
}

bool app_powers_load(Arena *a, const char *name, const char *csv, const Power **ret, size_t *ret_count, Err *err)
{
    size_t n;
    const PowerRow *rows = csv_read(a, name, csv, POWER_FIELDS, sizeof(PowerRow), &n, err);
    if (!rows)
        return false;
    Power *powers = NEW_N(a, Power, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!power_make(&rows[i], &powers[i])) {
            char where[96];
            snprintf(where, sizeof where, "%s:%d", name, (int)rows[i].line);
            return err_set(err, ERR_INVALID, NULL, "{0}: the power names an unknown act, object or scope", where);
        }
    *ret = powers;
    *ret_count = n;
    return true;
}

/* Puts the rows of an act beside each other, in the order of the file: every question asks for one act. */
static void sort_powers(App *app, const Power *rows)
{
    Power *sorted = NEW_N(app->arena, Power, app->power_count + 1);
    size_t n = 0;
    for (int act = 0; act < ACT__COUNT; act++) {
        app->power_from[act] = n;
        for (size_t i = 0; i < app->power_count; i++)
            if ((int)rows[i].act == act)
                sorted[n++] = rows[i];
    }
    app->power_from[ACT__COUNT] = n;
    app->powers = sorted;
}

static bool load_powers(App *app, Err *err)
{
    const Blob *blob = data_file("data/powers.csv", err);
    const Power *rows;
    if (!blob || !app_powers_load(app->arena, blob->name, blob->bytes, &rows, &app->power_count, err))
        return false;
    sort_powers(app, rows);
    return true;
}

bool app_start(const Config *config, const AppHooks *hooks, Arena *arena, App **ret_app, Err *err)
{
    App *app = NEW(arena, App);
    app->arena = arena;
    app->config = config;
    app->hooks = hooks;
    I18n *i18n;
    if (!routes_check(err) || !i18n_load(arena, &i18n, err) || !load_powers(app, err))
        return false;
    app->i18n = i18n;
    size_t n = 0;
    while (AREAS[n])
        n++;
    app->area_state = NEW_N(arena, void *, n + 1);
    for (size_t i = 0; i < n; i++)
        if (AREAS[i]->start && !AREAS[i]->start(app, arena, &app->area_state[i], err))
            return false;
    *ret_app = app;
    return true;
}

void *app_area_state(const App *app, const Area *area)
{
    for (size_t i = 0; AREAS[i]; i++)
        if (AREAS[i] == area)
            return app->area_state[i];
    return NULL;
}

bool app_meta_get(Db *db, Arena *a, const char *key, const char **ret, Err *err)
{
    typedef struct Row { const char *value; } Row;
    static const Field FIELDS[] = { FIELD(Row, value), FIELDS_END };
    Row row = { 0 };
    bool found;
    if (!db_one(db, a, &Q_APP_META_GET, BIND(P_TEXT(key)), FIELDS, &row, &found, err))
        return false;
    *ret = found ? row.value : NULL;
    return true;
}

bool app_meta_set(Db *db, const char *key, const char *value, Err *err)
{
    return db_run(db, &Q_APP_META_SET, BIND(P_TEXT(key), P_TEXT(value)), NULL, err);
}

static bool not_set_up(Err *err)
{
    return err_set(err, ERR_CONFLICT, NULL, "the database is not set up; run `kadr init` first");
}

bool app_attach(App *app, Err *err)
{
    Db *db;
    const char *url = app->config->db;
    if (strncmp(url, "sqlite:", 7) == 0 && access(url + 7, F_OK) != 0)
        return not_set_up(err);                   /* opening it would make an empty one */
    if (!db_open(url, &db, err))
        return false;
    const char *created = NULL, *demo = NULL;
    bool ok = app_meta_get(db, app->arena, "created", &created, err)
           && app_meta_get(db, app->arena, "demo", &demo, err);
    db_close(db);
    if (err->kind == ERR_INTERNAL || (ok && !created)) {      /* no such table, or nothing in it */
        err_clear(err);
        return not_set_up(err);
    }
    app->demo = demo != NULL;
    if (ok && !demo && *app->config->clock)
        return err_set(err, ERR_INVALID, "clock", "only a demo database has a clock of its own");
    return ok;
}

Cx app_cx(const App *app, Arena *arena, Db *db, const Actor *actor, Instant now)
{
    return (Cx){ .arena = arena, .db = db, .app = app, .actor = actor, .journal = journal_new(arena),
                 .real_now = now, .now = now, .today = instant_day(now), .lang = LANG_AZ };
}

bool app_clock(const App *app, Db *db, Instant *ret, Err *err)
{
    return app->demo ? app->hooks->clock(db, ret, err) : db_clock(db, ret, err);
}

typedef struct Work {
    const App *app;
    bool     (*work)(Cx *cx, void *arg, Err *err);
    void      *arg;
} Work;

/* Inside a transaction; also a WriteJob. */
static bool run_work(Db *db, void *arg, Err *err)
{
    const Work *w = arg;
    Arena *a = arena_new();
    Instant now;
    bool ok = app_clock(w->app, db, &now, err);
    if (ok) {
        Cx cx = app_cx(w->app, a, db, &ACTOR_SYSTEM, now);
        ok = w->work(&cx, w->arg, err) && journal_flush(&cx, err);
    }
    arena_free(a);
    return ok;
}

bool app_work(const App *app, bool (*work)(Cx *cx, void *arg, Err *err), void *arg, Err *err)
{
    Work w = { app, work, arg };
    if (app->writer)
        return writer_call(app->writer, run_work, &w, err);
    Db *db;
    if (!db_open(app->config->db, &db, err))
        return false;
    bool ok = db_begin(db, err) && run_work(db, &w, err) && db_commit(db, err);
    if (!ok)
        db_rollback(db);
    db_close(db);
    return ok;
}

bool app_read(const App *app, bool (*work)(Cx *cx, void *arg, Err *err), void *arg, Err *err)
{
    Work w = { app, work, arg };
    Db *db;
    if (!db_open(app->config->db, &db, err))
        return false;
    bool ok = db_begin_read(db, err) && run_work(db, &w, err);
    db_rollback(db);
    db_close(db);
    return ok;
}
