// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_CANON_H
#define LEDGER_CANON_H
#include "base/val.h"

/* Reads back what val_write_canonical wrote, and nothing else: keys sorted and different, no
 * blanks, whole numbers, the writer's own escapes.  So bytes that were read write themselves
 * again unchanged.  Dates come back as text.  NULL when the bytes are not of that form. */
Val *canon_read(Arena *a, const char *bytes);

/* Puts `change` over `base`, both maps from canon_read: a member of `change` replaces the one of
 * the same name, null takes it away.  The result shares nothing with either. */
Val *canon_merge(Arena *a, const Val *base, const Val *change);

/* A view as canonical text in the arena. */
const char *canon_text(Arena *a, const Val *v);
#endif
