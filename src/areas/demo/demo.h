// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_DEMO_DEMO_H
#define AREAS_DEMO_DEMO_H
#include "app/app.h"

/* The demo: a Service of synthetic people, and a year of its work run through the real paths on
 * the settable clock of an empty database.  Does nothing in any other database. */
extern const Area demo_area;
#endif
