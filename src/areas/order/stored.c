// SPDX-License-Identifier: Apache-2.0
/* One order as it is stored. */
#include "areas/order/order_in.h"
#include "order_queries.h"
#include <string.h>

const Field ORDER_FIELDS[] = {
    FIELD(Order, id), FIELD(Order, series), FIELD(Order, state), FIELD(Order, historical), FIELD(Order, year),
    FIELD(Order, serial), FIELD(Order, number), FIELD(Order, heading), FIELD(Order, body), FIELD(Order, persons),
    FIELD(Order, basis), FIELD(Order, drafter), FIELD(Order, drafter_seat), FIELD(Order, visa_seat),
    FIELD(Order, round), FIELD(Order, text), FIELD(Order, text_sha), FIELD(Order, draft_pdf), FIELD(Order, signed_on),
    FIELD(Order, signer), FIELD(Order, signature), FIELD(Order, authority), FIELD(Order, scan),
    FIELD(Order, registered), FIELD(Order, registered_by), FIELD(Order, late), FIELD(Order, pdf), FIELD(Order, created),
    FIELD(Order, changed), FIELD(Order, changed_by), FIELD(Order, version), FIELD(Order, walled),
    FIELDS_END
};

bool order_get(Cx *cx, int64_t id, Order *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_ORDER_GET, BIND(P_INT(id)), ORDER_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such order"));
}

bool order_is(const Order *o, const char *state) { return strcmp(o->state, state) == 0; }

bool order_changed(Cx *cx, int64_t id, int64_t rows, Err *err)
{
    Order o;
    Person p;
    if (rows == 1)
        return true;
    if (!order_get(cx, id, &o, err))
        return false;
    if (o.changed_by && !person_get(cx, o.changed_by, &p, err))
        return false;
    return err_set(err, ERR_CONFLICT, "version", N_("{0} changed this order meanwhile; look at it again"),
                   o.changed_by ? person_initials(cx->arena, &p) : "Kadr");
}
