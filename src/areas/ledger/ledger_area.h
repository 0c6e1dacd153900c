// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_LEDGER_AREA_H
#define LEDGER_LEDGER_AREA_H
#include "app/app.h"

/* `kadr replay`: the ledger's proof for the console. */
extern const Area ledger_area;
#endif
