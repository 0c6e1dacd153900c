// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_RIGHTS_RIGHTS_H
#define AREAS_RIGHTS_RIGHTS_H
#include "app/app.h"

/* The rights review: what may this person do on a day, who sees this paper, and why.  It holds no right and no
 * table; every answer is what the check of a page would say (app/authority.h), asked for another and for
 * another day.  Regulation 3.1.16. */
extern const Area rights_area;
#endif
