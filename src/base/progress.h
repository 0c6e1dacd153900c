// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

/* Told now and then by work that takes long; false stops the work.  `all` may be 0: not known. */
typedef struct Progress {
    bool (*step)(void *arg, int64_t done, int64_t all);
    void *arg;
} Progress;

/* NULL and a Progress without `step` are told nothing and stop nothing. */
static inline bool progress_tell(const Progress *p, int64_t done, int64_t all)
{
    return !p || !p->step || p->step(p->arg, done, all);
}
#endif
