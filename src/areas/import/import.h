// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_IMPORT_IMPORT_H
#define AREAS_IMPORT_IMPORT_H
#include "app/app.h"

/* What was kept before this program, taken over from tables: people with their opening facts, units and
 * seats, closed registers of papers.  `kadr import` and the page /import are two faces of one run:
 * read, check, carry (import_in.h).  Who may: decisions/0029. */
extern const Area import_area;
#endif
