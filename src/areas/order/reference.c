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

typedef struct EntryRow { int64_t input, order_id, item, no; const char *number; Date dated; } EntryRow;
static const Field ENTRY_ROW_FIELDS[] = {
    FIELD(EntryRow, input), FIELD(EntryRow, order_id), FIELD(EntryRow, item), FIELD(EntryRow, no), FIELD(EntryRow, number),
    FIELD(EntryRow, dated), FIELDS_END
};

/* Whoever reads all orders is led to the item; the person himself to his extract. */
static const char *entry_href(Cx *cx, const EntryRow *r, int64_t person)
{
    if (authority_scope(cx, ACT_ORDER_READ) == SCOPE_ALL)
        return arena_printf(cx->arena, "/orders/%lld#item-%lld", (long long)r->order_id, (long long)r->no);
    return person == cx->actor->person_id
         ? arena_printf(cx->arena, "/orders/%lld/extract/%lld", (long long)r->order_id, (long long)r->item) : NULL;
}

static bool entries_of(Cx *cx, int64_t person_id, const SourcePaper **ret, size_t *ret_n, Err *err)
{
    const EntryRow *rows = db_all(cx->db, cx->arena, &Q_ORDER_ENTRIES_OF, BIND(P_INT(person_id)), ENTRY_ROW_FIELDS, sizeof(EntryRow),
                                  ret_n, err);
    SourcePaper *papers = rows ? NEW_N(cx->arena, SourcePaper, *ret_n + 1) : NULL;
    for (size_t i = 0; rows && i < *ret_n; i++)
        papers[i] = (SourcePaper){ rows[i].input, rows[i].number, entry_href(cx, &rows[i], person_id), rows[i].dated };
    *ret = papers;
    return rows != NULL;
}

const SourceKind ORDER_SOURCES[] = { { "order", item_name, entries_of }, { 0 } };
