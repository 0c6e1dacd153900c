// SPDX-License-Identifier: Apache-2.0
/* PostgreSQL behind engine.h.  No session state beyond prepared statements, and none at all
 * with pg.prepare=off, so that a pooler may stand between. */
#include "db/engine.h"
#include "db/pg_value.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const CONTROL[C_COUNT] = {
    [C_BEGIN_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    [C_BEGIN] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    [C_COMMIT] = "COMMIT", [C_ROLLBACK] = "ROLLBACK",
    [C_SAVEPOINT] = "SAVEPOINT s", [C_RELEASE] = "RELEASE s", [C_ROLLBACK_TO] = "ROLLBACK TO s",
};

static const char PREPARE_OFF[] = "pg.prepare=off";

typedef struct Pg {
    PGconn  *conn;
    char    *url;
    bool     prepare;
    unsigned epoch;           /* of the connection: a statement of an older one is forgotten */
    unsigned number;          /* names prepared statements */
    char     state[6];        /* SQLSTATE of the last failure */
    Arena   *scratch;         /* texts of the values of one statement */
} Pg;

static bool good(const PGresult *r)
{
    ExecStatusType s = PQresultStatus(r);
    return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK;
}

static bool state_in(const char *state, const char *classes)
{
    for (const char *c = classes; *c; c += 2)
        if (strncmp(state, c, 2) == 0)
            return true;
    return false;
}

/* Frees `r` (NULL is allowed).  The primary message only: PostgreSQL's detail line quotes
 * people's data, which has no place in a log. */
static bool fail(Pg *pg, PGresult *r, const char *name, Err *err)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    bool lost = PQstatus(pg->conn) == CONNECTION_BAD;
    snprintf(pg->state, sizeof pg->state, "%s", state ? state : "");
    err_detail(err, "%s: [%s] %s", name, pg->state, text ? text : PQerrorMessage(pg->conn));
    PQclear(r);
    if (lost)
        return err_set(err, ERR_BUSY, NULL, "the connection to the database was lost, try again");
    if (state_in(pg->state, "23"))
        return err_set(err, ERR_CONFLICT, NULL, "this breaks a rule of the database");
    if (state_in(pg->state, "08405557"))
        return err_set(err, ERR_BUSY, NULL, "the database is busy, try again");
    return err_set(err, ERR_INTERNAL, NULL, "the database failed");
}

static void silent(void *arg, const char *message)
{
    (void)arg, (void)message;
}

static bool connected(Pg *pg, Err *err)
{
    static const char *const KEYS[] = { "dbname", "client_encoding", "fallback_application_name", NULL };
    const char *values[] = { pg->url, "UTF8", "kadr", NULL };
    PQfinish(pg->conn);
    pg->conn = PQconnectdbParams(KEYS, values, 1);
    pg->epoch++;
    if (PQstatus(pg->conn) != CONNECTION_OK)
        return fail(pg, NULL, "connect", err);
    PQsetNoticeProcessor(pg->conn, silent, NULL);
    const char *style = PQparameterStatus(pg->conn, "DateStyle");
    if (!style || strncmp(style, "ISO", 3) != 0) {
        PGresult *r = PQexec(pg->conn, "SET datestyle TO ISO");
        if (!good(r))
            return fail(pg, r, "datestyle", err);
        PQclear(r);
    }
    return true;
}

/* The address without our own option, which libpq would refuse. */
static char *url_without_option(const char *url, bool *ret_prepare)
{
    char *copy = strdup(url);
    if (!copy)
        abort();
    char *query = strchr(copy, '?'), *at = query ? strstr(query, PREPARE_OFF) : NULL;
    size_t n = strlen(PREPARE_OFF);
    if (at && (at[-1] == '?' || at[-1] == '&') && (at[n] == '\0' || at[n] == '&')) {
        *ret_prepare = false;
        if (at[n] == '&')
            memmove(at, at + n + 1, strlen(at + n + 1) + 1);
        else
            at[-1] = '\0';
    }
    return copy;
}

static bool pg_open(Db *db, const char *url, Err *err)
{
    Pg *pg = db->conn = calloc(1, sizeof *pg);
    if (!pg)
        abort();
    const char *env = getenv("KADR_PG_PREPARE");
    pg->prepare = !env || strcmp(env, "off") != 0;
    pg->url = url_without_option(url, &pg->prepare);
    pg->scratch = arena_new();
    return connected(pg, err);
}

static void pg_close(Db *db)
{
    Pg *pg = db->conn;
    PQfinish(pg->conn);
    arena_free(pg->scratch);
    free(pg->url);
    free(pg);
}

/* Whether the server closed the connection while nobody spoke. */
static bool dropped(Pg *pg)
{
    struct pollfd fd = { .fd = PQsocket(pg->conn), .events = POLLIN };
    while (PQstatus(pg->conn) == CONNECTION_OK && fd.fd >= 0 && poll(&fd, 1, 0) > 0)
        if (!PQconsumeInput(pg->conn))
            return true;
    return PQstatus(pg->conn) != CONNECTION_OK;
}

/* Outside a transaction a lost connection is made anew, unseen; inside it is an error. */
static bool ready(Db *db, Err *err)
{
    Pg *pg = db->conn;
    if (db->tx != TX_NONE)
        return PQstatus(pg->conn) == CONNECTION_OK || fail(pg, NULL, "connection", err);
    return !dropped(pg) || connected(pg, err);
}

static bool not_kept(const char *why, Err *err)
{
    err_detail(err, "COMMIT met %s", why);
    return err_set(err, ERR_INTERNAL, NULL, "the database did not keep the transaction");
}

/* Takes `r` of a COMMIT.  PostgreSQL answers a failed transaction's COMMIT with ROLLBACK and
 * no error; and an answer that never came leaves the outcome unknown. */
static bool committed(Pg *pg, PGresult *r, Err *err)
{
    if (PQstatus(pg->conn) != CONNECTION_OK)
        err_set(err, ERR_BUSY, NULL, "the connection was lost while saving, look whether it was saved");
    if (!good(r))
        return fail(pg, r, "COMMIT", err);
    bool kept = strcmp(PQcmdStatus(r), "COMMIT") == 0;
    if (!kept)
        not_kept(PQcmdStatus(r), err);
    PQclear(r);
    return kept;
}

static bool pg_control(Db *db, Control c, Err *err)
{
    Pg *pg = db->conn;
    if (c == C_BEGIN)
        pg->state[0] = '\0';
    for (int attempt = 0;; attempt++) {
        if (!ready(db, err))
            return false;
        if (c == C_COMMIT && PQtransactionStatus(pg->conn) != PQTRANS_INTRANS)
            return not_kept("a transaction that failed or ended", err);
        PGresult *r = PQexec(pg->conn, CONTROL[c]);
        if (c == C_COMMIT)
            return committed(pg, r, err);
        bool ok = good(r);
        if (!ok && (db->tx != TX_NONE || attempt || PQstatus(pg->conn) == CONNECTION_OK))
            return fail(pg, r, CONTROL[c], err);
        PQclear(r);
        if (ok)
            return true;
    }
}

static bool pg_alive(const Db *db)
{
    const Pg *pg = db->conn;
    PGTransactionStatusType t = PQtransactionStatus(pg->conn);
    return PQstatus(pg->conn) == CONNECTION_OK && (t == PQTRANS_INTRANS || t == PQTRANS_INERROR);
}

static PGresult *send_statement(Pg *pg, Stmt *st, const Param *p)
{
    int n = (int)st->params;
    arena_reset(pg->scratch);
    const char **value = NEW_N(pg->scratch, const char *, st->params);
    Oid *type = NEW_N(pg->scratch, Oid, st->params);
    for (int i = 0; i < n; i++) {
        type[i] = pg_type(st->type[i]);
        value[i] = pg_text(pg->scratch, &p[i]);
    }
    if (!pg->prepare)
        return PQexecParams(pg->conn, st->sql, n, type, value, NULL, NULL, 0);
    char name[16];
    if (st->epoch != pg->epoch) {
        snprintf(name, sizeof name, "s%u", ++pg->number);
        PGresult *r = PQprepare(pg->conn, name, st->sql, n, type);
        if (!good(r))
            return r;
        PQclear(r);
        st->epoch = pg->epoch;
        st->number = pg->number;
    }
    snprintf(name, sizeof name, "s%u", st->number);
    return PQexecPrepared(pg->conn, name, n, value, NULL, NULL, 0);
}

static bool is_read(const char *sql)
{
    sql += strspn(sql, " \t\r\n");
    return strncmp(sql, "SELECT", 6) == 0;
}

/* Outside a transaction a statement runs again if its connection died under it and it only
 * reads, or if the server no longer knows it in this form (26000; 0A000: its tables changed). */
static bool again(const Db *db, const Stmt *st, const PGresult *r)
{
    Pg *pg = db->conn;
    if (db->tx != TX_NONE)
        return false;
    if (PQstatus(pg->conn) != CONNECTION_OK)
        return is_read(st->sql);
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    if (!state || (strcmp(state, "26000") != 0 && strcmp(state, "0A000") != 0))
        return false;
    pg->epoch++;
    return true;
}

static bool pg_start(Db *db, Stmt *st, const Param *p, Err *err)
{
    Pg *pg = db->conn;
    for (int attempt = 0;; attempt++) {
        if (!ready(db, err))
            return false;
        PGresult *r = send_statement(pg, st, p);
        if (good(r)) {
            st->result = r;
            st->row = -1;
            return true;
        }
        if (attempt || !again(db, st, r))
            return fail(pg, r, st->name, err);
        PQclear(r);
    }
}

static int pg_column(const Stmt *st, const char *name, FieldType type)
{
    for (int i = 0, n = PQnfields(st->result); i < n; i++)
        if (strcmp(PQfname(st->result, i), name) == 0)
            return pg_fits(PQftype(st->result, i), type) ? i : -2;
    return -1;
}

static bool pg_next(Db *db, Stmt *st, bool *ret_row, Err *err)
{
    (void)db, (void)err;
    *ret_row = ++st->row < PQntuples(st->result);
    return true;
}

static bool pg_read(Arena *a, const Stmt *st, const Field *fields, const int *columns, char *record, Err *err)
{
    for (const Field *f = fields; f->name; f++) {
        PgRead got = pg_value(a, st->result, st->row, columns[f - fields], f->type, record + f->offset);
        if (got == PG_NO_VALUE)
            return db_no_value(st->name, f->name, err);
        if (got == PG_BAD_VALUE)
            return db_bad_value(st->name, f->name, err);
    }
    return true;
}

static bool pg_finish(Db *db, Stmt *st, bool ok, int64_t *ret_changes, Err *err)
{
    (void)db, (void)err;
    if (ok && ret_changes)
        *ret_changes = is_read(PQcmdStatus(st->result)) ? 0 : atoll(PQcmdTuples(st->result));
    PQclear(st->result);
    st->result = NULL;
    return ok;
}

static bool pg_script(Db *db, const char *sql, Err *err)
{
    Pg *pg = db->conn;
    if (!ready(db, err))
        return false;
    PGresult *r = PQexec(pg->conn, sql);
    if (!good(r) && PQresultStatus(r) != PGRES_EMPTY_QUERY)
        return fail(pg, r, "script", err);
    PQclear(r);
    return true;
}

static bool pg_clock(Db *db, Instant *ret, Err *err)
{
    Pg *pg = db->conn;
    if (!ready(db, err))
        return false;
    PGresult *r = PQexec(pg->conn, "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)");
    if (!good(r) || PQntuples(r) != 1)
        return fail(pg, r, "clock", err);
    *ret = (Instant){ atoll(PQgetvalue(r, 0, 0)) };
    PQclear(r);
    return true;
}

static bool pg_repeatable(const Db *db)
{
    const Pg *pg = db->conn;
    return strcmp(pg->state, "40001") == 0 || strcmp(pg->state, "40P01") == 0;
}

const Engine PG_ENGINE = {
    DB_PG, pg_open, pg_close, pg_control, pg_alive, pg_start, pg_column, pg_next, pg_read, pg_finish,
    pg_script, pg_clock, pg_repeatable,
};
