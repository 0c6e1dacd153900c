// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_CSV_H
#define BASE_CSV_H
#include "base/err.h"
#include "base/field.h"
#include "base/arena.h"

/* Reads a table of data/: RFC 4180 (comma, quotes doubled, LF or CRLF), UTF-8, a first row of
 * column names.  Lines that begin with '#' and empty lines are left out.
 *
 *   name    of the file, for messages
 *   text    the whole file, NUL-terminated; may go afterwards
 *   fields  every one must be a column; columns that are no field are passed over.  A field "line"
 *           (int64_t) that is no column gets the row's line number, for the caller's own messages
 *   result  records in the arena, *ret_count of them; NULL on failure
 *   errors  INVALID naming file and line: a missing column, a row too long or too short, a cell of the
 *           wrong type, an open quote, bytes that are not UTF-8
 *
 * An empty cell is "" for F_TEXT and has = false for the Opt types; elsewhere it is an error.
 * F_BOOL is written 1 or 0, F_DATE and F_INSTANT in ISO form. */
void *csv_read(Arena *a, const char *name, const char *text, const Field *fields, size_t record_size,
               size_t *ret_count, Err *err);

/* The same row by row, of a table that people send out of a spreadsheet: any columns, a mark of UTF-8 passed
 * over, between cells the one of , ; and the tab of which the first line has most, no comments.
 *   csv_next   the next row: its cells in `a`, which the caller may empty between rows; a cell that is not
 *              UTF-8 is NULL; rows of empty cells are left out.  False at the end, and with INVALID where a
 *              quote is open or stands inside a cell, or there are too many cells */
typedef struct CsvRows CsvRows;
typedef struct CsvRow { int line, count; const char *const *cells; } CsvRow;
CsvRows *csv_rows(Arena *a, const char *text);
bool     csv_next(CsvRows *rows, Arena *a, CsvRow *ret, Err *err);
#endif
