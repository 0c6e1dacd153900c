// SPDX-License-Identifier: Apache-2.0
#ifndef LEDGER_SCRIPT_H
#define LEDGER_SCRIPT_H
#include "areas/ledger/brute.h"
#include "db/db_test.h"

/* Tests only: orders and answers as short texts, over the kinds of BRUTE_KINDS.
 *
 *   order    items parted by " | ", effects of an item by "; "
 *     +h 1@2 5-9 u500 n7   START: kind, person, at a seat, days (5-: open), units, num
 *     -h 1 9               END on day 9, also "-h 1@2 9" and "-d 1 9 #3/1" (of effect 1 of input 3)
 *     ~h 1 9 n7            CHANGE
 *     x 3                  ANNUL input 3
 *     k 4                  keep input 4 re-based (no effect)
 *   kinds    h holding, s substitute, a absence, d sanction
 *   days     counted from 2026-03-01, which is day 1 */

/* Makes the tables of the ledger. */
void script_prepare(TestDb *t);
Date script_day(int day);

/* Registers one order, or rehearses it; natural keys are made from `name`, which must be new each time. */
bool script_order(TestDb *t, const char *name, const char *order, bool rehearse, Registration *ret, Err *err);

/* "h1@2:5-9" for each current fact as known at K, by kind, person and day; then "*" and "!" with the inputs
 * that changed and ended it, "u" units unless whole, "n" num. */
const char *script_facts(TestDb *t, Instant known);

/* Fails unless replay finds the tables as the inputs make them. */
void script_replays(TestDb *t);
#endif
