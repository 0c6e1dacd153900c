// SPDX-License-Identifier: Apache-2.0
/* SQLite behind engine.h.  An acknowledged commit is on the disk (WAL, synchronous=FULL). */
#define _GNU_SOURCE
#include "db/engine.h"
#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { BUSY_MS = 5000 };

/* A cache of 20 MB and no memory map: on a large file a map reads scattered pages about 1.7 times as
 * fast, but each connection's map counts as resident memory and grows to the size of the file.  The log is put
 * into the file at 32 MB, not 4: a registration touches some 18 pages, most of them the same as the one before. */
static const char OPENING[] =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-20000; PRAGMA mmap_size=0; PRAGMA journal_size_limit=67108864;"
    "PRAGMA wal_autocheckpoint=8000;";

static const char *const CONTROL[C_COUNT] = {
    [C_BEGIN_READ] = "BEGIN", [C_BEGIN] = "BEGIN IMMEDIATE", [C_COMMIT] = "COMMIT", [C_ROLLBACK] = "ROLLBACK",
    [C_SAVEPOINT] = "SAVEPOINT s", [C_RELEASE] = "RELEASE s", [C_ROLLBACK_TO] = "ROLLBACK TO s",
};

typedef struct Lite {
    sqlite3      *handle;
    sqlite3_stmt *control[C_COUNT];
    int64_t       total_before;      /* sqlite3_total_changes64 when the statement began */
} Lite;

static bool fail(const Lite *l, const char *name, Err *err)
{
    int rc = sqlite3_extended_errcode(l->handle);
    err_detail(err, "%s: [%d] %s", name, rc, sqlite3_errmsg(l->handle));
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:     return err_set(err, ERR_BUSY, NULL, "the database is busy, try again");
    case SQLITE_CONSTRAINT: return err_set(err, ERR_CONFLICT, NULL, "this breaks a rule of the database");
    default:                return err_set(err, ERR_INTERNAL, NULL, "the database failed");
    }
}

static bool lite_script(Db *db, const char *sql, Err *err)
{
    Lite *l = db->conn;
    return sqlite3_exec(l->handle, sql, NULL, NULL, NULL) == SQLITE_OK || fail(l, "script", err);
}

static bool is_wal(const Lite *l, Err *err)
{
    sqlite3_stmt *st = NULL;
    bool wal = sqlite3_prepare_v2(l->handle, "PRAGMA journal_mode", -1, &st, NULL) == SQLITE_OK
            && sqlite3_step(st) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(st, 0), "wal") == 0;
    sqlite3_finalize(st);
    return wal || err_set(err, ERR_INTERNAL, "db", "the database file cannot have a write-ahead log here");
}

/* Before the library's first use: no statistics of its memory (they are one lock for all threads, taken at
 * every allocation), and no locks inside a connection, which has one thread at a time. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
}

static bool lite_open(Db *db, const char *url, Err *err)
{
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    pthread_once(&configured, configure);
    const char *path = url + strlen("sqlite:");
    Lite *l = db->conn = calloc(1, sizeof *l);
    if (!l)
        abort();
    if (path[0] == '\0' || path[0] == ':')       /* ":memory:" would be another database each time */
        return err_set(err, ERR_INVALID, "db", "the database file {0} cannot be opened", path);
    /* A new file is its owner's alone; SQLite gives its log files the same mode.  Not by open():
     * closing any descriptor of the file would drop the locks of this program's connections. */
    if (mknod(path, S_IFREG | 0600, 0) && errno != EEXIST) {
        err_detail(err, "%s: %s", path, strerrordesc_np(errno));
        return err_set(err, ERR_INTERNAL, "db", "the database file {0} cannot be opened", path);
    }
    if (sqlite3_open_v2(path, &l->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return fail(l, "open", err);
    sqlite3_extended_result_codes(l->handle, 1);
    sqlite3_busy_timeout(l->handle, BUSY_MS);
    /* "x" is a name, never a text, as on PostgreSQL. */
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return lite_script(db, OPENING, err) && is_wal(l, err);
}

static void lite_close(Db *db)
{
    Lite *l = db->conn;
    for (size_t i = 0; i < db->slots; i++)
        if (db->slot[i])
            sqlite3_finalize(db->slot[i]->prepared);
    for (int c = 0; c < C_COUNT; c++)
        sqlite3_finalize(l->control[c]);
    sqlite3_close(l->handle);
    free(l);
}

static bool lite_control(Db *db, Control c, Err *err)
{
    Lite *l = db->conn;
    sqlite3_stmt **st = &l->control[c];
    if (!*st && sqlite3_prepare_v3(l->handle, CONTROL[c], -1, SQLITE_PREPARE_PERSISTENT, st, NULL))
        return fail(l, CONTROL[c], err);
    bool ok = sqlite3_step(*st) == SQLITE_DONE || fail(l, CONTROL[c], err);
    sqlite3_reset(*st);
    return ok;
}

static bool lite_alive(const Db *db)
{
    return !sqlite3_get_autocommit(((const Lite *)db->conn)->handle);
}

static bool prepare(const Lite *l, Stmt *st, Err *err)
{
    const char *tail = NULL;
    sqlite3_stmt *made = NULL;
    if (sqlite3_prepare_v3(l->handle, st->sql, -1, SQLITE_PREPARE_PERSISTENT, &made, &tail) != SQLITE_OK)
        return fail(l, st->name, err);
    if (!made || tail[strspn(tail, " \t\r\n;")]) {
        sqlite3_finalize(made);
        err_detail(err, "%s: not exactly one statement", st->name);
        return err_set(err, ERR_INTERNAL, NULL, "the database failed");
    }
    st->prepared = made;
    return true;
}

/* Texts are not copied: they outlive the call, and every value is bound anew each time. */
static bool bind(const Lite *l, Stmt *st, const Param *p, Err *err)
{
    int most = sqlite3_bind_parameter_count(st->prepared);
    for (int i = 1; i <= most; i++, p++) {
        int rc;
        char iso[DATE_TEXT];
        if (p->null) {
            rc = sqlite3_bind_null(st->prepared, i);
        } else if (p->type == F_TEXT) {
            rc = sqlite3_bind_text(st->prepared, i, p->s, -1, SQLITE_STATIC);
        } else if (p->type == F_DATE || p->type == F_OPTDATE) {
            date_format((Date){ (int32_t)p->n }, iso);
            rc = sqlite3_bind_text(st->prepared, i, iso, DATE_TEXT - 1, SQLITE_TRANSIENT);
        } else {
            rc = sqlite3_bind_int64(st->prepared, i, p->type == F_BOOL ? p->n != 0 : p->n);
        }
        if (rc != SQLITE_OK)
            return fail(l, st->name, err);
    }
    return true;
}

static bool lite_start(Db *db, Stmt *st, const Param *p, Err *err)
{
    Lite *l = db->conn;
    if (!st->prepared && !prepare(l, st, err))
        return false;
    if (db->tx == TX_READ && !sqlite3_stmt_readonly(st->prepared)) {
        err_detail(err, "%s: writes in a reading transaction", st->name);
        return err_set(err, ERR_INTERNAL, NULL, "the program wrote where it may only read");
    }
    l->total_before = sqlite3_total_changes64(l->handle);
    return bind(l, st, p, err);
}

static int lite_column(const Stmt *st, const char *name, FieldType type)
{
    (void)type;                       /* SQLite types values, not columns: read() looks */
    for (int i = 0, n = sqlite3_column_count(st->prepared); i < n; i++)
        if (strcmp(sqlite3_column_name(st->prepared, i), name) == 0)
            return i;
    return -1;
}

static bool lite_next(Db *db, Stmt *st, bool *ret_row, Err *err)
{
    int rc = sqlite3_step(st->prepared);
    *ret_row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE || fail(db->conn, st->name, err);
}

/* One value that is not NULL, into the member at `to`; false if it is of another type. */
static bool read_value(Arena *a, sqlite3_value *v, FieldType type, void *to)
{
    if (sqlite3_value_type(v) != (type == F_TEXT || type == F_DATE || type == F_OPTDATE ? SQLITE_TEXT : SQLITE_INTEGER))
        return false;
    Date day;
    switch (type) {
    case F_INT:
        *(int64_t *)to = sqlite3_value_int64(v);
        return true;
    case F_INSTANT:
        *(Instant *)to = (Instant){ sqlite3_value_int64(v) };
        return true;
    case F_OPTINT:
        *(OptInt *)to = (OptInt){ true, sqlite3_value_int64(v) };
        return true;
    case F_BOOL: {
        int64_t n = sqlite3_value_int64(v);
        *(bool *)to = n != 0;
        return n == 0 || n == 1;
    }
    case F_TEXT: {
        const unsigned char *s = sqlite3_value_text(v);
        size_t size = (size_t)sqlite3_value_bytes(v);
        *(const char **)to = arena_memdup(a, s, size + 1);
        return true;
    }
    case F_DATE:
    case F_OPTDATE:
        if (!date_parse((const char *)sqlite3_value_text(v), &day))
            return false;
        if (type == F_DATE)
            *(Date *)to = day;
        else
            *(OptDate *)to = (OptDate){ true, day };
        return true;
    }
    return false;
}

static bool lite_read(Arena *a, const Stmt *st, const Field *fields, const int *columns, char *record,
                      Err *err)
{
    for (const Field *f = fields; f->name; f++) {
        /* One look at the column; without locks inside a connection (configure) the value is ours to read. */
        sqlite3_value *v = sqlite3_column_value(st->prepared, columns[f - fields]);
        void *to = record + f->offset;
        if (sqlite3_value_type(v) == SQLITE_NULL) {
            switch (f->type) {
            case F_TEXT:    *(const char **)to = NULL; break;
            case F_OPTINT:  *(OptInt *)to = (OptInt){ 0 }; break;
            case F_OPTDATE: *(OptDate *)to = (OptDate){ 0 }; break;
            default:        return db_no_value(st->name, f->name, err);
            }
        } else if (!read_value(a, v, f->type, to)) {
            return db_bad_value(st->name, f->name, err);
        }
    }
    return true;
}

/* A writing statement runs to its end even if only its first row was wanted: constraints are
 * judged there, and outside a transaction that is where it commits. */
static bool lite_finish(Db *db, Stmt *st, bool ok, int64_t *ret_changes, Err *err)
{
    Lite *l = db->conn;
    if (ok && !sqlite3_stmt_readonly(st->prepared) && sqlite3_stmt_busy(st->prepared)) {
        int rc;
        while ((rc = sqlite3_step(st->prepared)) == SQLITE_ROW)
            ;
        ok = rc == SQLITE_DONE || fail(l, st->name, err);
    }
    if (ok && ret_changes)
        *ret_changes = sqlite3_total_changes64(l->handle) == l->total_before
                     ? 0 : sqlite3_changes64(l->handle);
    sqlite3_reset(st->prepared);
    return ok;
}

static bool lite_clock(Db *db, Instant *ret, Err *err)
{
    (void)db, (void)err;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *ret = (Instant){ now.tv_sec * 1000000LL + now.tv_nsec / 1000 };
    return true;
}

static bool lite_repeatable(const Db *db)
{
    (void)db;                         /* one writer at a time: nothing to be out of step with */
    return false;
}

const Engine SQLITE_ENGINE = {
    DB_SQLITE, lite_open, lite_close, lite_control, lite_alive, lite_start, lite_column, lite_next, lite_read,
    lite_finish, lite_script, lite_clock, lite_repeatable,
};
