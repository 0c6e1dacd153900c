// SPDX-License-Identifier: Apache-2.0
#ifndef DB_DB_H
#define DB_DB_H
#include "base/arena.h"
#include "base/err.h"
#include "base/field.h"
#include <stdint.h>

/* One connection to SQLite ("sqlite:path", made if it is not there) or PostgreSQL
 * ("postgresql://…"), chosen by the URL; both live in one binary.  Not shared between threads.
 * Statements are prepared once per connection and kept, however many there are.
 *
 * Nobody in the same program may open and close an SQLite database's file by other means
 * while a connection is open: the system would drop the connection's locks.
 *
 * Behind a PostgreSQL pooler that shares connections between transactions, add the option
 * pg.prepare=off to the URL or set KADR_PG_PREPARE=off.  A connection that PostgreSQL dropped
 * is made anew, unseen, outside a transaction; inside one every call is BUSY until the end.
 *
 * Kinds of failure: CONFLICT a constraint; BUSY a lock, a timeout, a lost connection;
 * INTERNAL all else.  The engine's own words are in err->detail only. */
typedef struct Db Db;

/* A named statement from some queries.sql, embedded at build.  Parameters are $1..$n;
 * engines that must differ have "-- name: x @pg" and "-- name: x @sqlite".  Text and
 * Query must stay where they are, unchanged, as long as a connection used them: their
 * addresses are their names in the cache.  A value keeps its type from call to call. */
typedef struct Query { const char *name, *sql, *sql_pg; } Query;      /* sql_pg NULL: same text */

/* A named piece of a statement ("-- fragment: x [@pg|@sqlite]"), its own parameters counted
 * from $1. */
typedef struct Fragment { const char *name, *sql, *sql_pg; } Fragment;

typedef struct Param {
    FieldType   type;
    bool        null;
    int64_t     n;
    const char *s;
} Param;

#define P_INT(v)     ((Param){ .type = F_INT, .n = (v) })
#define P_BOOL(v)    ((Param){ .type = F_BOOL, .n = (v) })
#define P_TEXT(v)    db_text_param(v)
#define P_DATE(v)    ((Param){ .type = F_DATE, .n = (v).days })
#define P_INSTANT(v) ((Param){ .type = F_INSTANT, .n = (v).us })
#define P_OPTINT(v)  db_optint_param(v)
#define P_OPTDATE(v) db_optdate_param(v)
#define BIND(...)    (const Param[]){ __VA_ARGS__ }, sizeof((Param[]){ __VA_ARGS__ }) / sizeof(Param)
#define BIND_NONE    NULL, 0
static inline Param db_text_param(const char *s)  { return (Param){ .type = F_TEXT, .null = !s, .s = s }; }
static inline Param db_optint_param(OptInt o)     { return (Param){ F_INT, !o.has, o.v, NULL }; }
static inline Param db_optdate_param(OptDate o)   { return (Param){ F_DATE, !o.has, o.v.days, NULL }; }

typedef enum DbEngine { DB_SQLITE, DB_PG } DbEngine;

bool     db_open(const char *url, Db **ret_db, Err *err);
void     db_close(Db *db);                                  /* NULL is allowed */
DbEngine db_engine(const Db *db);
/* One pointer of the layer that reads through this handle, NULL at first; the database never looks at it. */
void        db_note_set(Db *db, const void *note);
const void *db_note(const Db *db);

/* Each runs one statement.  Outside db_begin_* it is its own transaction.
 * After any failure inside a transaction the transaction is doomed on both engines:
 * every later call, db_commit included, fails with the first error's kind. */
bool db_run(Db *db, const Query *q, const Param *p, size_t n, int64_t *ret_changes, Err *err);

/* Reads every row into an array of records in the arena; each Field must be a column of
 * the result (ERR_INTERNAL otherwise).  NULL means failure; no rows is a non-NULL array
 * and *ret_count 0. */
void *db_all(Db *db, Arena *a, const Query *q, const Param *p, size_t n, const Field *fields,
             size_t record_size, size_t *ret_count, Err *err);
/* Reads the first row; *ret_found tells whether there was one (then `record` is filled). */
bool db_one(Db *db, Arena *a, const Query *q, const Param *p, size_t n, const Field *fields,
            void *record, bool *ret_found, Err *err);
/* The first column of the first row as a number; `otherwise` when there is no row or it is NULL. */
bool db_int(Db *db, const Query *q, const Param *p, size_t n, int64_t otherwise, int64_t *ret, Err *err);

/* A statement put together from a closed set of embedded pieces: a query that opens it and
 * fragments after it (or fragments alone), their $1.. renumbered to follow.  No other text can enter. */
typedef struct DbBuild DbBuild;
DbBuild *db_build(Arena *a, const Query *head, const Param *p, size_t n);
DbBuild *db_build_empty(Arena *a, const char *name);      /* of fragments alone; `name` stands in messages */
void     db_build_add(DbBuild *b, const Fragment *f, const Param *p, size_t n);
void    *db_all_built(Db *db, Arena *a, const DbBuild *b, const Field *fields, size_t record_size,
                      size_t *ret_count, Err *err);
bool     db_int_built(Db *db, const DbBuild *b, int64_t otherwise, int64_t *ret, Err *err);

bool db_begin_read(Db *db, Err *err);    /* one snapshot for all that follows; nothing may be written */
bool db_begin(Db *db, Err *err);         /* SQLite takes the write lock at once; PostgreSQL READ COMMITTED */
/* False: nothing of the transaction is kept.  The one exception is a connection lost while
 * PostgreSQL was committing (BUSY): then nobody knows.  The transaction is over either way. */
bool db_commit(Db *db, Err *err);
/* Runs `last` before this transaction commits, once however often it is asked; that fails when it does.  Of a group of jobs
 * (db/writer.h) it runs when all are done, also when the job that asked was rolled back. */
void db_before_commit(Db *db, bool (*last)(Db *db, Err *err));
void db_rollback(Db *db);                /* harmless when no transaction is open */
bool db_in_transaction(const Db *db);

/* Nested part of an open transaction.  Rolling back to it also lifts a doom that came after it.
 * A release that fails leaves the savepoint open: roll back to it. */
bool db_savepoint(Db *db, Err *err);
bool db_release(Db *db, Err *err);
void db_rollback_savepoint(Db *db);

/* Until this reading transaction ends, a question asked before is answered from memory in `a`: the same statement with
 * the same values and fields, read with `a` as its arena, up to 64 KB of rows each.  Nothing outside db_begin_read. */
void db_remember(Db *db, Arena *a);

/* What a page costs: the names of the statements this connection ran since the last db_ran_clear, the
 * first 256 of them; *ret_count counts all. */
void               db_ran_clear(Db *db);
const char *const *db_ran(const Db *db, size_t *ret_count);

/* The database's own clock (PostgreSQL: the server's). */
bool db_clock(Db *db, Instant *ret, Err *err);

/* Tests and tools only: several statements, no parameters. */
bool db_script(Db *db, const char *sql, Err *err);
#endif
