// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_JOURNAL_JOURNAL_H
#define AREAS_JOURNAL_JOURNAL_H
#include "app/app.h"

/* The journal for people to read (who did what, when, by which right), and the two proofs a reader
 * may run himself: that no entry was changed, and that the ledger makes the same facts again. */
extern const Area journal_area;
#endif
