// SPDX-License-Identifier: Apache-2.0
/* Transactions, savepoints and doom: what db.h promises, above either engine. */
#include "db/engine.h"

bool db_refused(const Db *db, Err *err)
{
    if (db->doomed && err->kind == ERR_NONE)
        *err = db->doom;
    return db->doomed;
}

bool db_doom(Db *db, const Err *err)
{
    if (db->tx != TX_NONE && !db->doomed) {
        db->doomed = true;
        db->doom = *err;
        db->doom_level = db->engine->alive(db) ? db->savepoints : DOOM_WHOLE;
    }
    return false;
}

static bool misuse(Db *db, const char *what, Err *err)
{
    err_detail(err, "%s", what);
    err_set(err, ERR_INTERNAL, NULL, "the program misused a transaction");
    return db_doom(db, err);
}

static void ended(Db *db)
{
    db->tx = TX_NONE;
    db->savepoints = 0;
    db->doomed = false;
    db->memo = NULL;
    db->last = NULL;
}

static bool begin(Db *db, Control c, TxState state, Err *err)
{
    if (db_refused(db, err))
        return false;
    if (db->tx != TX_NONE)
        return misuse(db, "begin inside a transaction", err);
    if (!db->engine->control(db, c, err))
        return false;
    db->tx = state;
    return true;
}

bool db_begin_read(Db *db, Err *err) { return begin(db, C_BEGIN_READ, TX_READ, err); }
bool db_begin(Db *db, Err *err)      { return begin(db, C_BEGIN, TX_WRITE, err); }
bool db_in_transaction(const Db *db) { return db->tx != TX_NONE; }

void db_before_commit(Db *db, bool (*last)(Db *db, Err *err)) { db->last = last; }

bool db_commit(Db *db, Err *err)
{
    if (db->tx == TX_NONE)
        return misuse(db, "commit without a transaction", err);
    if (db->held)
        return !db_refused(db, err) && misuse(db, "a job may not commit", err);
    bool ok = !db_refused(db, err) && (!db->last || db->last(db, err)) && db->engine->control(db, C_COMMIT, err);
    if (!ok)
        db_rollback(db);
    ended(db);
    return ok;
}

void db_rollback(Db *db)
{
    Err ignored = { 0 };
    if (db->tx == TX_NONE)
        return;
    if (db->held) {
        misuse(db, "a job may not roll back the transaction", &ignored);
        return;
    }
    if (db->engine->alive(db))
        db->engine->control(db, C_ROLLBACK, &ignored);
    ended(db);
}

bool db_savepoint(Db *db, Err *err)
{
    if (db_refused(db, err))
        return false;
    if (db->tx == TX_NONE)
        return misuse(db, "savepoint without a transaction", err);
    if (!db->engine->control(db, C_SAVEPOINT, err))
        return db_doom(db, err);
    db->savepoints++;
    return true;
}

bool db_release(Db *db, Err *err)
{
    if (db_refused(db, err))
        return false;
    if (db->savepoints <= db->floor)
        return misuse(db, "release without a savepoint", err);
    if (!db->engine->control(db, C_RELEASE, err))
        return db_doom(db, err);
    db->savepoints--;
    return true;
}

void db_rollback_savepoint(Db *db)
{
    Err err = { 0 };
    if (db->savepoints <= db->floor)
        return;
    if (db->engine->alive(db) && db->engine->control(db, C_ROLLBACK_TO, &err)
        && db->engine->control(db, C_RELEASE, &err)) {
        db->savepoints--;
        if (db->doomed && db->doom_level > db->savepoints)
            db->doomed = false;
        return;
    }
    /* The engine could not undo just this part, so nothing of the whole may be kept. */
    db->savepoints--;
    if (!db->doomed) {
        err_set(&err, ERR_BUSY, NULL, "the connection to the database was lost, try again");
        db_doom(db, &err);
    }
    db->doom_level = DOOM_WHOLE;
}
