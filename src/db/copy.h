// SPDX-License-Identifier: Apache-2.0
#ifndef DB_COPY_H
#define DB_COPY_H
#include "base/str.h"
#include "db/db.h"

/* Whole tables as text and back, in one form for both engines, so that what was copied from one can be
 * put into the other and compared with it byte for byte.
 *
 *   id<TAB>surname<TAB>born        the names of the columns
 *   1<TAB>Nümunəli<TAB>1980-05-05  a row: whole numbers, truth as 0 and 1, days as written here,
 *   2<TAB>Örnəkli<TAB>\N           \N nothing; in texts \\ \t \n \r
 *
 * Rows stand in the order of the primary key, which every table must have.  What an engine derives by
 * itself and the list of migrations are not copied. */

typedef struct CopyColumn { const char *name; FieldType type; } CopyColumn;

/* Lives as long as the connection it was read from. */
typedef struct CopyTable {
    const char       *name;
    const CopyColumn *column;
    size_t            columns;
    const size_t     *key;             /* places in `column` */
    size_t            keys;
    bool              numbered;        /* its ids are given by the database */
    Query             first, next, insert, empty;
    const Field      *fields;
} CopyTable;

/* Every table, by name.  INTERNAL names one that has no key or a column of an unknown type. */
bool db_tables(Db *db, const CopyTable **ret, size_t *ret_count, Err *err);
/* No tables of anybody are there. */
bool db_is_empty(Db *db, bool *ret, Err *err);

/* Shows the heading and each row, with their line ends.  The caller's snapshot holds it together. */
typedef bool (*CopySink)(void *arg, const char *line, size_t n, Err *err);
bool db_copy_out(Db *db, const CopyTable *t, CopySink sink, void *arg, int64_t *ret_rows, Err *err);

/* Putting tables back, in one write transaction: begin empties every table and lets foreign keys wait,
 * end judges them (CONFLICT).
 *   file    a FILE, read to its end
 *   errors  INVALID  it has other columns than the table, or what is no row of it */
bool db_copy_begin(Db *db, const CopyTable *tables, size_t n, Err *err);
bool db_copy_in(Db *db, const CopyTable *t, void *file, Err *err);
bool db_copy_end(Db *db, Err *err);

/* The last id a numbered table gave (0: none yet), so that none is given twice after a restore. */
bool db_copy_last_id(Db *db, const CopyTable *t, int64_t *ret, Err *err);
bool db_copy_set_last_id(Db *db, const CopyTable *t, int64_t id, Err *err);
#endif
