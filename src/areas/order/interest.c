// SPDX-License-Identifier: Apache-2.0
/* An order about who drafts or signs it: not refused, since no act refuses it, but nobody passes it unseen. */
#include "areas/order/order_in.h"

static void add(Cx *cx, Val *list, int64_t no, const char *msgid, const char *name)
{
    Val *v = val_add(list, val_map(cx->arena));
    val_put_int(cx->arena, v, "number", no);
    val_put_text(cx->arena, v, "text", tr_args(cx, msgid, name, NULL));
}

void interest_note(Cx *cx, const Makers *by, int64_t no, int64_t person, const char *name, Val *list)
{
    if (person && person == by->drafter)
        add(cx, list, no, N_("{0} drafts an order about himself: a conflict of interests"), name);
    if (person && person == by->signer)
        add(cx, list, no, N_("{0} signs an order about himself: a conflict of interests"), name);
}
