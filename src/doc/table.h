// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_TABLE_H
#define DOC_TABLE_H
#include "doc/doc.h"

/* A list as it leaves the program: one description for XLSX, CSV and print.  Cells come from
 * the rows of a view, so a list exports exactly what its page shows. */

typedef enum CellType { CELL_TEXT, CELL_INT, CELL_DATE, CELL_INSTANT, CELL_BOOL } CellType;

typedef struct Column {
    const char *key;                   /* in the row, dots allowed: "sender.name"; absent = empty */
    const char *heading;               /* in the reader's language */
    CellType    type;
    double      width;                 /* letters; 0 = 16 */
} Column;

typedef struct Table {
    const char   *title;
    const Column *columns;
    int           count;
    const Val    *rows;                /* a list of maps */
    const char   *yes, *no;            /* what a true and a false cell say */
} Table;

/* The cell as people read it: 22.11.2026, 22.11.2026 11:13 (Baku), yes, 12; "" if null.  A
 * value of another type than its column's is shown by its own type. */
const char *table_text(Arena *a, const Table *t, const Column *c, const Val *row);

/* Adds the table to a paper; numbers stand right, dates and yes/no in the middle. */
void doc_table_of(Doc *d, const Table *t, unsigned flags);
#endif
