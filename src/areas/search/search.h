// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_SEARCH_SEARCH_H
#define AREAS_SEARCH_SEARCH_H
#include "app/app.h"

/* The search box: one page over everything that can be found (app/find.h), grouped by kind, under the reader's
 * rights; and `kadr search rebuild`.  It knows no other area: what can be found is rows of them. */
extern const Area search_area;
#endif
