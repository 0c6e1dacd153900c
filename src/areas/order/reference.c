// SPDX-License-Identifier: Apache-2.0
/* How people know an item of an order: in an act, and in a sentence of the program. */
#include "areas/order/order_in.h"
#include "base/text.h"
#include "order_queries.h"
#include <stdlib.h>

const char *item_reference(Arena *a, Date dated, const char *number, int64_t no)
{
    return arena_printf(a, "%s %s nömrəli əmrin %s bəndi", az_date_act(a, dated), number, az_ordinal(a, no));
}

bool entry_reference(Cx *cx, const Entry *e, const char **ret, Err *err)
{
    typedef struct Row { int64_t no; const char *number; Date dated; } Row;
    static const Field FIELDS[] = { FIELD(Row, no), FIELD(Row, number), FIELD(Row, dated), FIELDS_END };
    Row row;
    bool found;
    Cx az = *cx;
    az.lang = LANG_AZ;                                       /* an act is in Azerbaijani */
    if (!db_one(cx->db, cx->arena, &Q_ORDER_ITEM_OF_INPUT, BIND(P_INT(e->id)), FIELDS, &row, &found, err))
        return false;
    if (!found)
        return source_name(&az, e->natural_key, ret, err);
    *ret = item_reference(cx->arena, row.dated, row.number, row.no);
    return true;
}

/* "12/3": the third item of order 12; of one that has no number yet, of the one being written. */
static bool item_name(Cx *cx, const char *rest, const char **ret, Err *err)
{
    typedef struct Row { const char *number; Date dated; } Row;
    static const Field FIELDS[] = { FIELD(Row, number), FIELD(Row, dated), FIELDS_END };
    Row row;
    bool found;
    char *end;
    int64_t order = strtoll(rest, &end, 10);
    const char *no = *end == '/' ? end + 1 : "";
    if (!db_one(cx->db, cx->arena, &Q_ORDER_NUMBER, BIND(P_INT(order)), FIELDS, &row, &found, err))
        return false;
    *ret = found ? tr_args(cx, N_("item {2} of order {0} of {1}"), row.number, az_date_numeric(cx->arena, row.dated), no, NULL)
                 : tr_args(cx, N_("item {0} of this order"), no, NULL);
    return true;
}

const SourceKind ORDER_SOURCES[] = { { "order", item_name }, { 0 } };
