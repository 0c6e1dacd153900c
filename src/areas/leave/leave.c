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

static const char *const OTHER_PAPERS[] = { N_("the person's application"), NULL };
static const char *const STUDY_PAPERS[] = { N_("the person's application"), N_("call of the educational institution"), NULL };
static const char *const MATERNITY_PAPERS[] = { N_("the person's application"),
                                                N_("note of the medical institution on the pregnancy"), NULL };
static const char *const CHILD_PAPERS[] = { N_("the person's application"), N_("birth certificate of the child"), NULL };
#define LABOUR_CODE "Azərbaycan Respublikasının Əmək Məcəlləsi"

const OrderKind LEAVE_ORDER_KINDS[] = {
    { "annual_leave", N_("Annual leave"), "leave", "3.1.9", LEAVE_ARTICLE, ANNUAL_INPUTS, sizeof(Annual), annual_choices,
      annual_effects, annual_text, ANNUAL_PAPERS,
      "Əmək məzuniyyətinin verilməsi haqqında" },
    { "recall", N_("Recall from leave"), "leave", "3.1.9", LABOUR_CODE, RECALL_INPUTS,
      sizeof(Recall), NULL, recall_effects, recall_text, RECALL_PAPERS,
      "Məzuniyyətdən geri çağırılma haqqında" },
    { "unpaid_leave", N_("Unpaid leave"), "leave", "3.1.9", LABOUR_CODE, UNPAID_INPUTS, sizeof(OtherLeave), NULL,
      unpaid_effects, unpaid_text, OTHER_PAPERS,
      "Ödənişsiz məzuniyyətin verilməsi haqqında" },
    { "study_leave", N_("Study leave"), "leave", "3.1.9", LABOUR_CODE, STUDY_INPUTS, sizeof(OtherLeave), NULL,
      study_effects, study_text, STUDY_PAPERS,
      "Təhsil məzuniyyətinin verilməsi haqqında" },
    { "maternity_leave", N_("Leave for pregnancy and childbirth"), "leave", "3.1.9", LABOUR_CODE, MATERNITY_INPUTS,
      sizeof(MaternityLeave), NULL, maternity_effects, maternity_text, MATERNITY_PAPERS,
      "Sosial məzuniyyətin verilməsi haqqında" },
    { "child_leave", N_("Leave to care for a child"), "leave", "3.1.9", LABOUR_CODE, CHILD_INPUTS, sizeof(ChildLeave), NULL,
      child_effects, child_text, CHILD_PAPERS,
      "Sosial məzuniyyətin verilməsi haqqında" },
    { "leave_end", N_("Return from a leave before its time"), "leave", "3.1.9", LABOUR_CODE, LEAVE_END_INPUTS, sizeof(LeaveEnd),
      NULL, leave_end_effects, leave_end_text, OTHER_PAPERS,
      "Məzuniyyətdən vaxtından əvvəl işə çıxma haqqında" },
    { 0 }
};

const Area leave_area = { .name = "leave", .routes = LEAVE_ROUTES, .order_kinds = LEAVE_ORDER_KINDS };
