// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"
#include <time.h>

int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}
