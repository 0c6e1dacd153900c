// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_DESK_DESK_IN_H
#define AREAS_DESK_DESK_IN_H
#include "areas/desk/desk.h"

/* The counters of the reader, counted in one statement:
 *   [{code, name, post, path, total, capped, late, parts:[{name, path, total, capped, band:{late,today,near}}]}]
 * `post` says whose, where the right comes from a post; a part of nothing is left out.  *ret_waiting: the sum. */
Val *desk_counters(Cx *cx, int64_t *ret_waiting, Err *err);

/* The digest of the day: his tasks that end within three working days or are over, what else waits, the journal's head. */
bool digest_page(Req *req, Resp *resp, Err *err);

/* Nobody may act for the head of the directorate today (5.5).  seat 0: somebody may. */
typedef struct Gap { int64_t seat; const char *text; } Gap;
bool desk_gap(Cx *cx, const Standing *watcher, Gap *ret, Err *err);

/* What the reader must know of the day before he works:
 *   [{kind:{warning,info}, text}]   he substitutes (5.5), he is away himself, nobody may act for the head,
 *                                     no good backup copy is there or it is too old */
bool desk_notes(Cx *cx, Val **ret, Err *err);
#endif
