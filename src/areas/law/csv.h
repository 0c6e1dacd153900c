// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_CSV_H
#define LAW_CSV_H
#include "areas/law/law.h"

/* A table out of a comma-separated text (RFC 4180): quotes, doubled quotes, LF or CRLF.
 * Empty lines are left out. */
typedef struct CsvRow {
    const char  *file;
    int          line;                 /* where the row begins */
    const char **cell;
} CsvRow;

enum { CSV_COLUMNS = 12 };

/* Reads `text` whose first line must hold exactly `columns` (comma-separated).
 *   errors  INVALID "file:line", one fault per line of another width or with an open quote */
bool csv_read(Arena *a, const LawFile *file, const char *columns, CsvRow **ret, size_t *ret_count, Err *err);

/* Each reads one cell; what does not fit adds a fault naming file, line and what was found. */
bool csv_number(const CsvRow *row, int column, int64_t least, int64_t most, int64_t *ret, Err *err);
bool csv_date(const CsvRow *row, int column, Date *ret, Err *err);
bool csv_optdate(const CsvRow *row, int column, OptDate *ret, Err *err);      /* empty: none */
/* INVALID on this row. */
bool csv_fault(const CsvRow *row, Err *err, const char *msgid, const char *arg);
#endif
