// SPDX-License-Identifier: Apache-2.0
/* The kinds of items: those the areas above hand over, and the two that undo. */
#include "areas/order/order_in.h"
#include <string.h>

typedef struct UndoRecord { int64_t target; } UndoRecord;
static const Input UNDO_INPUTS[] = {
    INPUT(UndoRecord, target, IN_CHOICE, REQUIRED, 20, N_("Item to be undone")),
    INPUTS_END
};

static const char NORM[] = "Azərbaycan Respublikası Dövlət Miqrasiya Xidmətinin Əsasnaməsi";

const OrderKind ORDER_UNDO_KINDS[] = {
    { .code = "annul", .title = N_("Annulment of an item"), .heading = "Əmrin bəndinin ləğv edilməsi haqqında", .series = "*",
      .clause = "3.1.9", .norm = NORM, .inputs = UNDO_INPUTS, .record_size = sizeof(UndoRecord) },
    { .code = "correct", .title = N_("Correction of an item"), .heading = "Əmrin bəndində dəyişiklik edilməsi haqqında", .series = "*",
      .clause = "3.1.9", .norm = NORM, .inputs = UNDO_INPUTS, .record_size = sizeof(UndoRecord) },
    { 0 }
};

bool kind_undoes(const OrderKind *kind)
{
    return kind == &ORDER_UNDO_KINDS[0] || kind == &ORDER_UNDO_KINDS[1];
}
bool kind_corrects(const OrderKind *kind) { return kind == &ORDER_UNDO_KINDS[1]; }

const OrderKind *order_kind_find(const char *code)
{
    for (const Area *const *area = AREAS; *area; area++)
        for (const OrderKind *k = (*area)->order_kinds; k && k->code; k++)
            if (strcmp(k->code, code) == 0)
                return k;
    return NULL;
}

bool order_kind_fits(const OrderKind *kind, const char *series)
{
    return kind_undoes(kind) || strcmp(kind->series, series) == 0;
}
