// SPDX-License-Identifier: Apache-2.0
#include "doc/table.h"
#include "doc/doc_block.h"
#include <inttypes.h>

static const char *day_text(Arena *a, Date d)
{
    int y, m, day;
    date_split(d, &y, &m, &day);
    return arena_printf(a, "%02d.%02d.%04d", day, m, y);
}

const char *table_text(Arena *a, const Table *t, const Column *c, const Val *row)
{
    const Val *v = val_at(row, c->key);
    switch (val_type(v)) {
    case V_TEXT:
        return val_str(v);
    case V_BOOL:
        return val_truthy(v) ? t->yes : t->no;
    case V_INT:
        if (c->type != CELL_BOOL)
            return arena_printf(a, "%" PRId64, val_num(v));
        return val_truthy(v) ? t->yes : t->no;
    case V_DATE:
        return day_text(a, val_day(v));
    case V_INSTANT: {
        Date day = instant_day(val_moment(v));
        int minutes = (int)((val_moment(v).us - instant_day_start(day).us) / 60000000);
        return arena_printf(a, "%s %02d:%02d", day_text(a, day), minutes / 60, minutes % 60);
    }
    default:
        return "";
    }
}

void doc_table_of(Doc *d, const Table *t, unsigned flags)
{
    static const DocAlign ALIGN[] = {
        [CELL_TEXT] = DOC_LEFT, [CELL_INT] = DOC_RIGHT, [CELL_DATE] = DOC_CENTRE,
        [CELL_INSTANT] = DOC_CENTRE, [CELL_BOOL] = DOC_CENTRE };
    int n = t->count > DOC_MOST_COLUMNS ? DOC_MOST_COLUMNS : t->count;
    DocColumn columns[DOC_MOST_COLUMNS];
    const char *cells[DOC_MOST_COLUMNS];
    for (int i = 0; i < n; i++) {
        const Column *c = &t->columns[i];
        columns[i] = (DocColumn){ c->heading, c->width > 0 ? c->width : 16, ALIGN[c->type] };
    }
    doc_table(d, columns, n, flags);
    for (const Val *row = val_first(t->rows); row; row = val_next(row)) {
        for (int i = 0; i < n; i++)
            cells[i] = table_text(d->arena, t, &t->columns[i], row);
        doc_row(d, cells);
    }
}
