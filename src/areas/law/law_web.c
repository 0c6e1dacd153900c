// SPDX-License-Identifier: Apache-2.0
/* The routes of the law's pages. */
#include "areas/law/law_web.h"
#include "app/export.h"

const Route LAW_ROUTES[] = {
    { GET,  "/rules",                ACT_LAW_READ,    OBJ_NONE, law_rules_page,      "law/rules.html", .clause = "5.9.11",
      .title = N_("Rules of law"), .sheet = &LAW_RULES_SHEET },
    { GET,  "/rules/corrections",    ACT_LAW_READ,    OBJ_NONE, law_corrections_page, "law/corrections.html", .clause = "5.9.11",
      .title = N_("What newer programs corrected") },
    { POST, "/rules/corrections",    ACT_LAW_APPROVE, OBJ_NONE, law_corrections_see, NULL, LAW_SEEN_INPUTS },
    { GET,  "/rules/{name}",         ACT_LAW_READ,    OBJ_NONE, law_rule_page,       "law/rule.html", .clause = "5.9.11",
      .title = N_("Rule"), .of = "name" },
    { POST, "/rules/{name}",         ACT_LAW_PROPOSE, OBJ_NONE, law_rule_post,       NULL, LAW_RULE_INPUTS, "/rules/{name}" },
    { POST, "/rules/proposals/{id}", ACT_LAW_APPROVE, OBJ_RULE, law_rule_decide,     NULL, DECISION_INPUTS },
    { GET,  "/acts",                 ACT_LAW_READ,    OBJ_NONE, law_acts_page,       "law/acts.html", .clause = "5.9.11",
      .title = N_("Acts of law"), .sheet = &LAW_ACTS_SHEET },
    { POST, "/acts",                 ACT_LAW_PROPOSE, OBJ_NONE, law_act_post,        NULL, LAW_ACT_INPUTS, "/acts" },
    { GET,  "/calendar",             ACT_LAW_READ,    OBJ_NONE, law_calendar_page,   "law/calendar.html",
      .title = N_("Working calendar"), .sheet = &LAW_CALENDAR_SHEET },
    { POST, "/calendar",             ACT_LAW_PROPOSE, OBJ_NONE, law_day_post,        NULL, LAW_DAY_INPUTS, "/calendar" },
    { POST, "/calendar/proposals/{id}", ACT_LAW_APPROVE, OBJ_RULE, law_day_decide,   NULL, DECISION_INPUTS },
    { GET,  "/calculator",           ACT_LAW_READ,    OBJ_NONE, law_calculator_page, "law/calculator.html",
      .title = N_("Calculator") },
    { 0 }
};
