// SPDX-License-Identifier: Apache-2.0
/* Numbers of orders: one counter for each series and year, moved only by a registration. */
#include "areas/order/order_in.h"
#include "order_queries.h"

const char *order_number(const Cx *cx, const char *series, int64_t serial, Arena *a)
{
    const OrderSeries *s = order_series(cx, series);
    return arena_printf(a, "%lld%s", (long long)serial, s ? s->suffix : "");
}

int order_year(const Order *o)
{
    int year, month, day;
    date_split(o->signed_on, &year, &month, &day);
    return year;
}

bool number_peek(Cx *cx, const Order *o, int64_t *ret_serial, Err *err)
{
    if (!db_int(cx->db, &Q_ORDER_COUNTER, BIND(P_TEXT(o->series), P_INT(order_year(o))), 0, ret_serial, err))
        return false;
    ++*ret_serial;
    return true;
}

bool number_take(Cx *cx, const Order *o, int64_t *ret_serial, Err *err)
{
    return db_int(cx->db, &Q_ORDER_COUNTER_MOVE, BIND(P_TEXT(o->series), P_INT(order_year(o))), 0, ret_serial,
                  err);
}
