// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_XLSX_H
#define DOC_XLSX_H
#include "doc/table.h"
#include "base/err.h"

/* Writes a table as one sheet of a workbook: headings bold, kept in sight and filterable,
 * dates as dates (Baku time), numbers as numbers, texts always as texts, so nothing typed by
 * a stranger becomes a formula.  The same table and `made` give the same bytes.
 *
 *   out      gets the whole file appended
 *   errors   TOO_LARGE  more than 1,048,575 rows, or a text of more than 32,767 letters
 *            INTERNAL   libxlsxwriter or a temporary file failed */
bool xlsx_write(const Table *t, Instant made, Arena *a, Str *out, Err *err);
#endif
