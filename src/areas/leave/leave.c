// SPDX-License-Identifier: Apache-2.0
/* The area: its fact kind, its order kinds. */
#include "areas/leave/leave_in.h"

const FactKind LEAVE_FACT_KINDS[] = {
    { FACT_LEAVE_USE, N_("Days of leave"), TRACK_MULTI, SEAT_NONE, false },
    { 0 }
};

#define LEAVE_ARTICLE "Azərbaycan Respublikası Əmək Məcəlləsinin 138-ci maddəsi"

static const char *const ANNUAL_PAPERS[] = { N_("the person's application, or the schedule of leaves"), NULL };
static const char *const RECALL_PAPERS[] = { N_("the person's written consent"), NULL };

const OrderKind LEAVE_ORDER_KINDS[] = {
    { "annual_leave", N_("Annual leave"), "leave", "3.1.9", LEAVE_ARTICLE, ANNUAL_INPUTS, sizeof(Annual), annual_choices,
      annual_effects, annual_text, ANNUAL_PAPERS },
    { "recall", N_("Recall from leave"), "leave", "3.1.9", "Azərbaycan Respublikasının Əmək Məcəlləsi", RECALL_INPUTS,
      sizeof(Recall), NULL, recall_effects, recall_text, RECALL_PAPERS },
    { 0 }
};

const Area leave_area = { .name = "leave", .routes = LEAVE_ROUTES, .order_kinds = LEAVE_ORDER_KINDS };
