// SPDX-License-Identifier: Apache-2.0
#ifndef APP_LINK_H
#define APP_LINK_H
#include "base/str.h"
#include "base/val.h"

/* The query string of a link, escaped: "?status=open&sender=12". */

/* Adds a pair, after "?" or "&". */
void link_add(Str *s, const char *name, const char *value);
/* All of a map whose values are not empty; "" when there is none. */
const char *link_query(Arena *a, const Val *query);
#endif
