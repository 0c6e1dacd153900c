// SPDX-License-Identifier: Apache-2.0
#ifndef APP_EXPORT_H
#define APP_EXPORT_H
#include "app/area.h"
#include "doc/table.h"

/* A page that is a table leaves as a spreadsheet, `?format=csv` or `?format=xlsx` on its own path, or shows all its
 * rows on one page for the printer, `?format=print`; with whatever filter the query sets.  The handler runs as for
 * the page, under the same act and the same rights, only with Req.whole set, so that it gives every row; a file is
 * made of the view it fills.  A route gains this by naming an Export in its `sheet`.  decisions/0028.
 *
 *   rows      where in the view they stand: "list.items"; "units.*.seats" takes the rows of every group;
 *             several paths, a space between, follow each other
 *   columns   ended by a zeroed row; headings are msgids.  A key is looked up in the row ("term.date");
 *             "^title" in its group; "people.*.name" joins the names of a list with "; " */
typedef struct Export {
    const char   *name;                 /* of the file: "tasks" becomes tasks-2026-10-05.csv */
    const char   *rows;
    const Column *columns;
} Export;

/* Rows of one file, and of one print.  A handler that finds more than the first says so with export_too_many. */
enum { EXPORT_MOST = 20000, PRINT_MOST = 2000 };
bool export_too_many(Err *err);         /* always false: TOO_LARGE "format" */

typedef enum ExportFormat { EXPORT_NONE, EXPORT_CSV, EXPORT_XLSX, EXPORT_PRINT } ExportFormat;

/* What the query asks this page to leave as.  INVALID "format": another word, or a page that is no table. */
bool export_asked(const Route *route, const Val *query, ExportFormat *ret, Err *err);
/* Puts the file into `resp` in place of its view; for the printer the view stays.
 *   ret_data  what the journal keeps of it: {list, query, format, rows} */
bool export_write(Cx *cx, const Route *route, const Val *query, ExportFormat format, Resp *resp, Val **ret_data,
                  Err *err);
/* {csv, xlsx, print, pages}: links that ask for the page's rows so, its filters kept; `pages`, back to its pages, is null unless
 * all rows are shown for the printer.  Null when the page has no sheet. */
Val *export_links(Cx *cx, const Route *route, const Val *query);
#endif
