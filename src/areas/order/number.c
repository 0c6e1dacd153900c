// SPDX-License-Identifier: Apache-2.0
/* Numbers of orders: one counter for each series and year, moved only by a registration; and what a paper of the past
 * bears. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <string.h>

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

/* ---- of papers of the past ------------------------------------------------------------ */

enum { MOST_DIGITS = 6 };

/* At most six digits, the first no 0: how many bytes they take, 0 when there are none of that form. */
static size_t digits(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return *s == '0' || n > MOST_DIGITS ? 0 : n;
}

const char *number_of_paper(const Cx *cx, const OrderSeries *series, const char *typed)
{
    Arena *a = cx->arena;
    size_t n = digits(typed), part = n && typed[n] == '/' ? digits(typed + n + 1) : 0;
    n += part ? part + 1 : 0;
    return n && strcmp(text_lower(a, typed + n), series->suffix) == 0 ? arena_printf(a, "%.*s%s", (int)n, typed, series->suffix)
                                                                      : NULL;
}

bool number_hold(Cx *cx, const char *series, Date dated, Err *err)
{
    int year, month, day;
    date_split(dated, &year, &month, &day);
    return db_run(cx->db, &Q_ORDER_COUNTER_HOLD, BIND(P_TEXT(series), P_INT(year)), NULL, err);
}

bool number_is_free(Cx *cx, const char *series, const char *number, Date dated, int64_t but, Err *err)
{
    typedef struct Row { int64_t id; const char *heading; Date signed_on; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELD(Row, heading), FIELD(Row, signed_on), FIELDS_END };
    int year, month, day;
    Row row;
    bool found;
    date_split(dated, &year, &month, &day);
    if (!db_one(cx->db, cx->arena, &Q_ORDER_NUMBERED,
                BIND(P_TEXT(series), P_TEXT(number), P_DATE(date_make(year, 1, 1)), P_DATE(date_make(year, 12, 31)), P_INT(but)),
                FIELDS, &row, &found, err))
        return false;
    return !found || err_add(err, "old_number", N_("order {0} of this series and year is here already: {1}, {2}"), number,
                             az_date_numeric(cx->arena, row.signed_on), order_cut(cx->arena, row.heading, 60));
}
