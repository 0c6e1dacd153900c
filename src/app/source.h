// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SOURCE_H
#define APP_SOURCE_H
#include "app/cx.h"

/* What an entry of the ledger rests on is kept for programs as "order:12/3" or "record:7".  People are told its name;
 * the area that keeps the paper says it. */
typedef struct SourceKind {
    const char *prefix;           /* "order": before the colon */
    /* `rest` is behind the colon.  Leaves *ret alone when there is no such paper. */
    bool (*name)(Cx *cx, const char *rest, const char **ret, Err *err);
} SourceKind;

/* In the reader's language: "item 3 of order 12-k of 05.03.2026".  The opening entry has no
 * paper and is called so.  What no area of the program names stays as it is.
 *   queries  one at most */
bool source_name(Cx *cx, const char *source, const char **ret, Err *err);
/* Names the papers among the arguments of a refusal; returns false, for `return … || source_faults(cx, err)`. */
bool source_faults(Cx *cx, Err *err);
#endif
