// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
#include <stdint.h>

/* Milliseconds of a clock that only goes forward: for how long something took or is waited for.  What day or time it is
 * says the database (app_clock). */
int64_t clock_ms(void);
#endif
