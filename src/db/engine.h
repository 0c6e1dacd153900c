// SPDX-License-Identifier: Apache-2.0
#ifndef DB_ENGINE_H
#define DB_ENGINE_H
/* Private to src/db: what a connection holds and what an engine must be able to do.
 * db.c and tx.c keep the promises of db.h the same on both engines; an engine only talks
 * to its library. */
#include "db/db.h"

enum { DB_RAN_MOST = 256 };

typedef enum Control {
    C_BEGIN_READ, C_BEGIN, C_COMMIT, C_ROLLBACK, C_SAVEPOINT, C_RELEASE, C_ROLLBACK_TO, C_COUNT
} Control;

/* A statement is a list of parts: one for a Query, more for a DbBuild.  The addresses of
 * the texts and the numbers of values are its identity in the cache. */
typedef struct Part { const char *sql, *sql_pg; size_t params; } Part;

struct DbBuild {
    Arena      *arena;
    const char *name;
    Part       *part;
    size_t      parts, part_room;
    Param      *param;
    size_t      params, param_room;
};

/* Where the fields of one table stand in a result. */
typedef struct Map {
    struct Map *next;
    Field      *field;        /* a copy, ends as the original does */
    int        *column;
} Map;

typedef struct Stmt {
    const char *name, *sql;   /* sql: put together, numbered for the engine */
    const Part *part;
    size_t      parts, params, hash;
    FieldType  *type;         /* of each value, as first given */
    Map        *maps;
    size_t      rows_seen;    /* of the last db_all: a guess for the next */
    void       *prepared;     /* sqlite3_stmt */
    unsigned    number, epoch;/* PostgreSQL: name of the prepared statement, and in which connection */
    void       *result;       /* PGresult, between start and finish */
    int         row;
} Stmt;

typedef struct Engine {
    DbEngine kind;
    bool (*open)(Db *db, const char *url, Err *err);
    void (*close)(Db *db);
    bool (*control)(Db *db, Control c, Err *err);
    bool (*alive)(const Db *db);           /* the engine still has our transaction open */
    bool (*start)(Db *db, Stmt *st, const Param *p, Err *err);
    /* The column called `name`, fit for a member of that type; -1 none, -2 another type. */
    int  (*column)(const Stmt *st, const char *name, FieldType type);
    bool (*next)(Db *db, Stmt *st, bool *ret_row, Err *err);
    bool (*read)(Arena *a, const Stmt *st, const Field *fields, const int *columns, char *record, Err *err);
    /* Always called after start succeeded; `ok` tells whether all went well until here. */
    bool (*finish)(Db *db, Stmt *st, bool ok, int64_t *ret_changes, Err *err);
    bool (*script)(Db *db, const char *sql, Err *err);
    bool (*clock)(Db *db, Instant *ret, Err *err);
    bool (*repeatable)(const Db *db);      /* the last failure goes away when the transaction is run again */
} Engine;

extern const Engine SQLITE_ENGINE, PG_ENGINE;

typedef enum TxState { TX_NONE, TX_READ, TX_WRITE } TxState;
enum { DOOM_WHOLE = -1 };

typedef struct Memo Memo;

struct Db {
    const Engine *engine;
    void         *conn;       /* the engine's own */
    Arena        *arena;      /* as long as the connection */
    Stmt        **slot;       /* open addressing, a power of two */
    size_t        slots, stmts;
    TxState       tx;
    int           savepoints;
    bool          doomed;
    int           doom_level; /* savepoints open when the doom came; DOOM_WHOLE: only a rollback lifts it */
    Err           doom;
    bool        (*last)(Db *db, Err *err);       /* db_before_commit; NULL: nothing */
    Memo         *memo;       /* NULL: everything is asked anew */
    const void   *note;       /* db_note */
    const char   *ran[DB_RAN_MOST];       /* names of the statements since db_ran_clear */
    size_t        ran_count;
    bool          held;       /* the transaction belongs to a Writer: a job may not end it */
    int           floor;      /* nor roll back below this many savepoints */
};

/* stmt.c: the cache. */
Stmt      *stmt_find(Db *db, const DbBuild *b, Err *err);
const int *stmt_columns(Db *db, Stmt *st, const Field *fields, Err *err);

/* memo.c: what this snapshot was asked already.  NULL: not yet, or not with memory of this arena (NULL: any). */
typedef enum MemoKind { MEMO_ALL, MEMO_ONE, MEMO_NUMBER } MemoKind;
const char *memo_find(const Db *db, const Arena *a, const DbBuild *b, const Field *fields, MemoKind kind, size_t *ret_count);
void        memo_keep(Db *db, const Arena *a, const DbBuild *b, const Field *fields, MemoKind kind, const char *rows,
                      size_t count, size_t size);

/* tx.c: doom. */
bool db_refused(const Db *db, Err *err);     /* true, err set: the transaction is doomed */
bool db_doom(Db *db, const Err *err);        /* returns false */

/* stmt.c: faults of reading, the same on both engines. */
bool db_no_value(const char *query, const char *column, Err *err);
bool db_bad_value(const char *query, const char *column, Err *err);
#endif
