// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_FILE_HISTORY_H
#define AREAS_FILE_HISTORY_H
#include "areas/file/file_in.h"

/* One fact of a person with the papers behind it. */
typedef struct HistoryRow {
    const char *kind, *code, *payload, *source, *changed_source, *ended_source, *order_no, *changed_no, *ended_no;
    const char *post, *post_full, *regime, *unit;
    int64_t     seat, input, changed_by, ended_by, units;
    int64_t     order_item, changed_item, ended_item;     /* items that name the person himself; 0: none */
    Date        valid_from, valid_to;
    OptDate     order_date, changed_date, ended_date;
} HistoryRow;

/* Everything ever true of a person, newest first, as known at K.  NULL on failure. */
const HistoryRow *history_read(Cx *cx, int64_t person_id, Instant known, size_t *ret_n, Err *err);
/* The row of a kind that is true on a day; NULL: none. */
const HistoryRow *history_on(const HistoryRow *rows, size_t n, const char *kind, Date on);
/* What the fact says, in words: the post, the rank, the ground of an absence. */
const char *history_text(Cx *cx, const HistoryRow *r);
/* The paper behind a fact, {text, href}: the order's item, or its extract for a person who reads his own file and
 * may not open the whole order.
 *   item  the item that names him; 0: none */
Val *history_paper(Cx *cx, const char *source, const char *number, OptDate date, int64_t item);
/* One line of the timeline. */
Val *history_view(Cx *cx, const HistoryRow *r, Date on);

/* What the head of the file says on a day: post, unit, regime, rank …, in a fixed order. */
enum { HEAD_LINES = 9 };
typedef struct HeadLine { const char *label, *value; } HeadLine;       /* label: msgid; value "" none */
void history_head(Cx *cx, const HistoryRow *rows, size_t n, Date on, HeadLine ret[HEAD_LINES]);
#endif
