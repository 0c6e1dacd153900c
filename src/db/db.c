// SPDX-License-Identifier: Apache-2.0
/* One statement from start to finish, above either engine. */
#include "db/engine.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_GUESSED_ROWS = 1024 };

static const struct { const char *prefix; const Engine *engine; } ENGINES[] = {
    { "sqlite:",       &SQLITE_ENGINE },
    { "postgresql://", &PG_ENGINE },
    { "postgres://",   &PG_ENGINE },
};

bool db_open(const char *url, Db **ret_db, Err *err)
{
    const Engine *engine = NULL;
    for (size_t i = 0; i < sizeof ENGINES / sizeof *ENGINES && !engine; i++)
        if (strncmp(url, ENGINES[i].prefix, strlen(ENGINES[i].prefix)) == 0)
            engine = ENGINES[i].engine;
    if (!engine)
        return err_set(err, ERR_INVALID, "db", "a database address begins with sqlite: or postgresql://");
    Db *db = calloc(1, sizeof *db);
    if (!db)
        abort();
    db->engine = engine;
    db->arena = arena_new();
    if (!engine->open(db, url, err)) {
        db_close(db);
        return false;
    }
    *ret_db = db;
    return true;
}

void db_close(Db *db)
{
    if (!db)
        return;
    db->engine->close(db);
    free(db->slot);
    arena_free(db->arena);
    free(db);
}

DbEngine db_engine(const Db *db) { return db->engine->kind; }

void db_note_set(Db *db, const void *note) { db->note = note; }
const void *db_note(const Db *db) { return db->note; }

void db_ran_clear(Db *db) { db->ran_count = 0; }

const char *const *db_ran(const Db *db, size_t *ret_count)
{
    *ret_count = db->ran_count;
    return db->ran;
}

static Stmt *start(Db *db, const DbBuild *b, Err *err)
{
    if (db_refused(db, err))
        return NULL;
    Stmt *st = stmt_find(db, b, err);
    if (st && db->ran_count < DB_RAN_MOST)
        db->ran[db->ran_count] = st->name;
    db->ran_count++;
    if (st && db->engine->start(db, st, b->param, err))
        return st;
    db_doom(db, err);
    return NULL;
}

static bool finish(Db *db, Stmt *st, bool ok, int64_t *ret_changes, Err *err)
{
    if (!db->engine->finish(db, st, ok, ret_changes, err))
        ok = false;
    return ok || db_doom(db, err);
}

static bool run(Db *db, const DbBuild *b, int64_t *ret_changes, Err *err)
{
    Stmt *st = start(db, b, err);
    bool row;
    return st && finish(db, st, db->engine->next(db, st, &row, err), ret_changes, err);
}

static char *ask_all(Db *db, Arena *a, const DbBuild *b, const Field *fields, size_t size, size_t *ret_count,
                     Err *err)
{
    Stmt *st = start(db, b, err);
    if (!st)
        return NULL;
    size_t count = 0, room = st->rows_seen + 2;
    char *rows = arena_alloc(a, room * size);
    const int *columns = stmt_columns(db, st, fields, err);
    bool row = true, ok = columns != NULL;
    while (ok && (ok = db->engine->next(db, st, &row, err)) && row) {
        if (count == room) {
            char *more = arena_alloc(a, room * 2 * size);
            memcpy(more, rows, count * size);
            rows = more;
            room *= 2;
        }
        ok = db->engine->read(a, st, fields, columns, rows + count++ * size, err);
    }
    if (!finish(db, st, ok, NULL, err))
        return NULL;
    st->rows_seen = count < MOST_GUESSED_ROWS ? count : MOST_GUESSED_ROWS;
    *ret_count = count;
    return rows;
}

/* What is kept is a copy: the caller may do with his rows what he likes. */
static char *all(Db *db, Arena *a, const DbBuild *b, const Field *fields, size_t size, size_t *ret_count, Err *err)
{
    const char *known = db_refused(db, err) ? NULL : memo_find(db, a, b, fields, MEMO_ALL, ret_count);
    if (known) {
        char *rows = arena_alloc(a, (*ret_count + 1) * size);
        memcpy(rows, known, *ret_count * size);
        return rows;
    }
    char *rows = ask_all(db, a, b, fields, size, ret_count, err);
    if (rows)
        memo_keep(db, a, b, fields, MEMO_ALL, rows, *ret_count, size);
    return rows;
}

/* Moves the members that `fields` names; the rest of a record is its owner's. */
static void copy_members(char *to, const char *from, const Field *fields)
{
    static const size_t SIZE[] = {
        [F_INT] = sizeof(int64_t), [F_BOOL] = sizeof(bool), [F_TEXT] = sizeof(const char *), [F_DATE] = sizeof(Date),
        [F_INSTANT] = sizeof(Instant), [F_OPTINT] = sizeof(OptInt), [F_OPTDATE] = sizeof(OptDate)
    };
    for (const Field *f = fields; f->name; f++)
        memcpy(to + f->offset, from + f->offset, SIZE[f->type]);
}

static size_t extent(const Field *fields)
{
    size_t most = 0;
    for (const Field *f = fields; f->name; f++)
        most = f->offset > most ? f->offset : most;
    return most + sizeof(OptInt);
}

static bool ask_one(Db *db, Arena *a, const DbBuild *b, const Field *fields, char *record, bool *ret_found,
                    Err *err)
{
    Stmt *st = start(db, b, err);
    if (!st)
        return false;
    const int *columns = stmt_columns(db, st, fields, err);
    bool row = false;
    bool ok = columns && db->engine->next(db, st, &row, err)
           && (!row || db->engine->read(a, st, fields, columns, record, err));
    if (!finish(db, st, ok, NULL, err))
        return false;
    *ret_found = row;
    return true;
}

static bool one(Db *db, Arena *a, const DbBuild *b, const Field *fields, char *record, bool *ret_found, Err *err)
{
    size_t count;
    const char *known = db_refused(db, err) ? NULL : memo_find(db, a, b, fields, MEMO_ONE, &count);
    if (known) {
        *ret_found = count > 0;
        if (*ret_found)
            copy_members(record, known, fields);
        return true;
    }
    if (!ask_one(db, a, b, fields, record, ret_found, err))
        return false;
    if (db->memo && *ret_found) {
        char *copy = arena_alloc(a, extent(fields));
        copy_members(copy, record, fields);
        memo_keep(db, a, b, fields, MEMO_ONE, copy, 1, extent(fields));
    } else if (db->memo) {
        memo_keep(db, a, b, fields, MEMO_ONE, "", 0, 0);
    }
    return true;
}

static bool number(Db *db, const DbBuild *b, int64_t otherwise, int64_t *ret, Err *err)
{
    static const Field FIRST[] = { { "the first column", F_OPTINT, 0 }, FIELDS_END };
    static const int FIRST_COLUMN[] = { 0 };
    OptInt n = { 0 };
    size_t count;
    const char *known = db_refused(db, err) ? NULL : memo_find(db, NULL, b, FIRST, MEMO_NUMBER, &count);
    if (known) {
        memcpy(&n, known, sizeof n);
        *ret = n.has ? n.v : otherwise;
        return true;
    }
    Stmt *st = start(db, b, err);
    if (!st)
        return false;
    bool row = false;
    bool ok = db->engine->next(db, st, &row, err)
           && (!row || db->engine->read(NULL, st, FIRST, FIRST_COLUMN, (char *)&n, err));
    if (!finish(db, st, ok, NULL, err))
        return false;
    memo_keep(db, NULL, b, FIRST, MEMO_NUMBER, (const char *)&n, 1, sizeof n);
    *ret = n.has ? n.v : otherwise;
    return true;
}

/* A single query seen as a build of one part; `room` holds that part. */
static DbBuild single(const Query *q, const Param *p, size_t n, Part *room)
{
    *room = (Part){ q->sql, q->sql_pg, n };
    return (DbBuild){ .name = q->name, .part = room, .parts = 1, .param = (Param *)p, .params = n };
}

bool db_run(Db *db, const Query *q, const Param *p, size_t n, int64_t *ret_changes, Err *err)
{
    Part part;
    DbBuild b = single(q, p, n, &part);
    return run(db, &b, ret_changes, err);
}

void *db_all(Db *db, Arena *a, const Query *q, const Param *p, size_t n, const Field *fields,
             size_t record_size, size_t *ret_count, Err *err)
{
    Part part;
    DbBuild b = single(q, p, n, &part);
    return all(db, a, &b, fields, record_size, ret_count, err);
}

bool db_one(Db *db, Arena *a, const Query *q, const Param *p, size_t n, const Field *fields, void *record,
            bool *ret_found, Err *err)
{
    Part part;
    DbBuild b = single(q, p, n, &part);
    return one(db, a, &b, fields, record, ret_found, err);
}

bool db_int(Db *db, const Query *q, const Param *p, size_t n, int64_t otherwise, int64_t *ret, Err *err)
{
    Part part;
    DbBuild b = single(q, p, n, &part);
    return number(db, &b, otherwise, ret, err);
}

DbBuild *db_build_empty(Arena *a, const char *name)
{
    DbBuild *b = NEW(a, DbBuild);
    b->arena = a;
    b->name = name;
    return b;
}

DbBuild *db_build(Arena *a, const Query *head, const Param *p, size_t n)
{
    DbBuild *b = db_build_empty(a, head->name);
    db_build_add(b, &(Fragment){ head->name, head->sql, head->sql_pg }, p, n);
    return b;
}

void db_build_add(DbBuild *b, const Fragment *f, const Param *p, size_t n)
{
    if (b->parts == b->part_room) {
        Part *old = b->part;
        b->part_room = b->part_room ? b->part_room * 2 : 8;
        b->part = NEW_N(b->arena, Part, b->part_room);
        if (b->parts)
            memcpy(b->part, old, b->parts * sizeof *old);
    }
    while (b->params + n > b->param_room) {
        Param *old = b->param;
        b->param_room = b->param_room ? b->param_room * 2 : 16;
        b->param = NEW_N(b->arena, Param, b->param_room);
        if (b->params)
            memcpy(b->param, old, b->params * sizeof *old);
    }
    b->part[b->parts++] = (Part){ f->sql, f->sql_pg, n };
    if (n)
        memcpy(b->param + b->params, p, n * sizeof *p);
    b->params += n;
}

void *db_all_built(Db *db, Arena *a, const DbBuild *b, const Field *fields, size_t record_size,
                   size_t *ret_count, Err *err)
{
    return all(db, a, b, fields, record_size, ret_count, err);
}

bool db_int_built(Db *db, const DbBuild *b, int64_t otherwise, int64_t *ret, Err *err)
{
    return number(db, b, otherwise, ret, err);
}

bool db_clock(Db *db, Instant *ret, Err *err)
{
    return !db_refused(db, err) && (db->engine->clock(db, ret, err) || db_doom(db, err));
}

bool db_script(Db *db, const char *sql, Err *err)
{
    return !db_refused(db, err) && (db->engine->script(db, sql, err) || db_doom(db, err));
}
