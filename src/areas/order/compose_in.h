// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_ORDER_COMPOSE_IN_H
#define AREAS_ORDER_COMPOSE_IN_H
#include "areas/order/order_in.h"

/* The composer: its form with rows.  Private to this area. */

/* ---- what was typed (typed.c) ----------------------------------------------------------------- */

/* What was sent or kept, with its rows after the button that was pressed ("do": add, remove:N, up:N, basis, drop:N):
 * {heading, control_seat, historical, old_number, old_date, series, version, proposed, items: [{}], basis: [{}], focus}; never
 * without a row.  `focus` is the row the officer goes on with, "" for none. */
Val *typed_form(Cx *cx, const Val *form);
/* The series the items decide; before that the one the page was asked for. */
const char *typed_series(Arena *a, const Val *typed);
/* A correction whose item was just chosen gets that item's parameters, so that only what is wrong is typed: once, items.N.of
 * remembers from which.  A heading nobody wrote follows the kinds of the items.  A basis whose
 * letter was just chosen loses the words it was looked for by. */
bool typed_fill(Cx *cx, Val *typed, Err *err);
/* An earlier order as the start of a new one: its heading, its items without persons and days; what undid something is left
 * out.  NOT_FOUND for whoever may not read it. */
bool typed_like(Cx *cx, int64_t order, Val **ret, Err *err);

/* ---- items and basis as the form shows them (compose_item.c) ------------------------------------ */

typedef struct Composing {
    Req          req;               /* shows what was typed */
    Refused      refused;
    const char  *series;
    const Person *people;           /* the first of the alphabet, read once */
    size_t       people_n;
    Val        **warnings;          /* of each item */
} Composing;

Val *compose_fields(Composing *c, const char *prefix, const Input *inputs);
/* v.items and v.basis: one map for each row typed. */
bool compose_rows(Composing *c, Val *v, Err *err);
#endif
