// SPDX-License-Identifier: Apache-2.0
/* `kadr init`: an empty database becomes ours. */
#include "app/app.h"
#include "app/journal.h"
#include "app/renew.h"
#include "db/migrate.h"

static bool fill(const App *app, Arena *a, Db *db, Err *err)
{
    Instant now;
    char text[INSTANT_TEXT];
    if (!db_clock(db, &now, err))
        return false;
    Cx cx = app_cx(app, a, db, &ACTOR_SYSTEM, now);
    instant_format(now, text);
    Val *data = val_map(a);
    val_put_bool(a, data, "demo", app->demo);
    val_put_text(a, data, "clock", app->config->clock);
    journal_add(&cx, "database.created", OBJ_NONE, 0, data, NULL);
    if (!journal_flush(&cx, err) || !app_meta_set(db, "created", text, err)
        || (app->demo && !app_meta_set(db, "demo", "1", err)))
        return false;
    for (size_t i = 0; AREAS[i]; i++)
        if (AREAS[i]->init && !AREAS[i]->init(&cx, err))
            return false;
    return journal_flush(&cx, err);
}

static bool fill_once(const App *app, Arena *a, Db *db, bool *ret_filled, Err *err)
{
    const char *created, *demo;
    int applied;
    if (!db_migrate(db, &applied, err) || !app_meta_get(db, a, "created", &created, err)
        || !app_meta_get(db, a, "demo", &demo, err))
        return false;
    *ret_filled = !created;
    if (created)
        return !app->demo || demo
            || err_set(err, ERR_CONFLICT, NULL, "the database was set up without demo data");
    return db_begin(db, err) && fill(app, a, db, err) && db_commit(db, err);
}

bool app_init(const App *app, bool demo, bool *ret_filled, Err *err)
{
    App fresh = *app;
    fresh.demo = demo;
    Db *db;
    if (!db_open(app->config->db, &db, err))
        return false;
    Arena *a = arena_new();
    bool ok = fill_once(&fresh, a, db, ret_filled, err);
    db_rollback(db);
    db_close(db);
    arena_free(a);
    return ok && renew_if_old(&fresh, err) && find_rebuild_if_old(&fresh, err);
}
