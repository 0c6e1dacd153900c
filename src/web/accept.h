// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_ACCEPT_H
#define WEB_ACCEPT_H
#include <stdbool.h>
#include <stddef.h>

/* One entry of an Accept or Accept-Language header: "text/html;level=1;q=0.8". */
typedef struct AcceptItem {
    const char *name;         /* not terminated */
    size_t      name_n;
    int         q;            /* thousandths, 0..1000; 1000 when not given or not readable */
} AcceptItem;

/* Steps through a header: start with `at` = the header, false at its end. */
bool accept_next(const char **at, AcceptItem *ret);

/* Whether application/json (or problem+json) is wanted rather than text/html. A header that does
 * not name JSON at all never prefers it, so a browser's and a bare "*" mean HTML. NULL is allowed. */
bool accept_prefers_json(const char *accept);
#endif
