// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_H
#define LAW_LAW_H
#include "app/app.h"
#include "areas/law/engine.h"

/* The law as the running program knows it: loaded once, const afterwards. */
extern const Area law_area;

const Law *law_of(const App *app);

/* Working days from today to a term: 0 today, 3 when three working days remain after today,
 * negative when it is past (each working day since then counts). */
int law_workdays_left(Cx *cx, Date due);
#endif
