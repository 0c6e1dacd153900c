// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_CANON_H
#define LEDGER_CANON_H
#include "base/val.h"

/* Puts `change` over `base`, both maps from val_read_canonical: a member of `change` replaces the one of
 * the same name, null takes it away.  The result shares nothing with either. */
Val *canon_merge(Arena *a, const Val *base, const Val *change);

/* A view as canonical text in the arena. */
const char *canon_text(Arena *a, const Val *v);
#endif
