// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_STORE_H
#define LEDGER_STORE_H
#include "areas/ledger/ledger.h"

/* Puts one row into `fact`, with what its kind says of walls. */
bool store_fact(Db *db, const Fact *f, const FactKind *kind, Err *err);
#endif
