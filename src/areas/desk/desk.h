// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_DESK_DESK_H
#define AREAS_DESK_DESK_H
#include "app/app.h"

/* The desk: what waits for the reader today, each number opening exactly the list it counts.  It
 * stands above every other area and writes nothing. */
extern const Area desk_area;
#endif
