// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_LAW_WEB_H
#define LAW_LAW_WEB_H
#include "app/form.h"
#include "app/i18n.h"
#include "areas/law/law.h"

/* Private to this area: what its pages share. */
extern const Choice LAW_REGIMES[], LAW_CONFIDENCES[];
const char *law_word(Cx *cx, const Choice *words, const char *code);        /* the code when there is none */
const char *law_rule_name(Cx *cx, const char *code);
/* "15 iş günü" */
const char *law_value_text(Cx *cx, int64_t value, const char *unit);
/* "Law on appeals of citizens (1308-IVQ) 10.1" in the reader's language. */
const char *law_basis_text(Cx *cx, const Law *law, const char *basis);
/* {mark: "A"|"U"|null, text}: only what is not verified is marked. */
Val *law_confidence_view(Cx *cx, const char *code);
/* Every listed act as a choice, the newest last. */
Val *law_act_choices(Cx *cx, const Law *law);
/* "act:place" of two fields of a form. */
const char *law_basis_of(Arena *a, const char *act, const char *place);
const char *law_month(int month);                                            /* msgid */
Val *law_date(Arena *a, Date d);                                            /* null for DATE_ALWAYS too */

/* One decision on a proposal: approve, or return with a remark. */
extern const Input DECISION_INPUTS[];
bool law_decide(Req *req, bool (*approve)(Cx *cx, int64_t id, const Grant *grant, Err *err),
                bool (*give_back)(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err), bool *ret_returned, Err *err);
/* The form of a new proposal with its acts, and what the pieces of templates/decide.html need; a reader who
 * proposes nothing gets a null form. */
Val *law_propose_form(Req *req, const Law *law, const char *action, const Input *inputs, const void *as);
void law_put_proposing(Req *req, Val *view, const char *decide_path, Val *form);

extern const Route LAW_ROUTES[];
bool law_rules_page(Req *req, Resp *resp, Err *err);
bool law_rule_page(Req *req, Resp *resp, Err *err);
bool law_rule_post(Req *req, Resp *resp, Err *err);
bool law_rule_decide(Req *req, Resp *resp, Err *err);
bool law_corrections_page(Req *req, Resp *resp, Err *err);
bool law_corrections_see(Req *req, Resp *resp, Err *err);
/* What newer programs knew otherwise of one rule. */
bool law_corrections_of(Cx *cx, const Law *law, const char *code, Val **ret, Err *err);
bool law_acts_page(Req *req, Resp *resp, Err *err);
bool law_act_post(Req *req, Resp *resp, Err *err);
bool law_calendar_page(Req *req, Resp *resp, Err *err);
bool law_day_post(Req *req, Resp *resp, Err *err);
bool law_day_decide(Req *req, Resp *resp, Err *err);
bool law_calculator_page(Req *req, Resp *resp, Err *err);
extern const Input LAW_SEEN_INPUTS[], LAW_RULE_INPUTS[], LAW_ACT_INPUTS[], LAW_DAY_INPUTS[];
extern const struct Export LAW_RULES_SHEET, LAW_ACTS_SHEET, LAW_CALENDAR_SHEET;
#endif
