// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CORE_H
#define APP_CORE_H
#include "app/area.h"

/* What belongs to no business area: is the program well, and the clock of a demo. */
extern const Area core_area;
#endif
