// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_CSV_H
#define DOC_CSV_H
#include "doc/table.h"

/* Appends a table as CSV for spreadsheets: UTF-8 with its mark, lines end with CRLF, the
 * headings first.  `separator` is ',' or ';' (what Excel expects with our regional settings).
 *
 * A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a
 * carriage return) gets a leading apostrophe; numbers and dates do not need it.  A text that
 * holds any of the usual separators is quoted, so that a wrong choice on reading does not cut
 * a formula out of its middle. */
void csv_write(const Table *t, char separator, Arena *a, Str *out);
#endif
