// SPDX-License-Identifier: Apache-2.0
/* What the pages of the law share: words, the form of a proposal, the decision on one. */
#include "areas/law/law_web.h"
#include "areas/law/engine.h"
#include "base/text.h"
#include <string.h>

const Choice LAW_REGIMES[] = {
    { "ANY", N_("every service") }, { "RANKED", N_("with a special rank") }, { "CIVIL_SERVANT", N_("civil servant") },
    { "LABOUR", N_("labour contract") }, { 0 }
};
const Choice LAW_CONFIDENCES[] = {
    { "V", N_("read in the act") }, { "D", N_("derived from what was read") }, { "A", N_("taken from a sister act") },
    { "U", N_("not verified") }, { 0 }
};
typedef struct Decision { bool give_back; const char *remark; } Decision;
const Input DECISION_INPUTS[] = {
    INPUT(Decision, remark,    IN_LINE,   OPTIONAL, 500, N_("Remark")),
    INPUT(Decision, give_back, IN_HIDDEN, OPTIONAL, 1,   NULL),
    INPUTS_END
};

const char *law_word(Cx *cx, const Choice *words, const char *code)
{
    for (const Choice *c = words; c->value; c++)
        if (strcmp(c->value, code) == 0)
            return tr(cx, c->label);
    return code;
}

const char *law_rule_name(Cx *cx, const char *code) { return tr(cx, rule_name(code)); }

const char *law_value_text(Cx *cx, int64_t value, const char *unit)
{
    Unit u;
    const char *words = unit_parse(unit, &u) ? unit_text(u) : "";
    return arena_printf(cx->arena, "%lld%s%s", (long long)value, *words ? " " : "",
                        *words ? text_counted(cx->arena, value, tr(cx, words)) : "");
}

Val *law_confidence_view(Cx *cx, const char *code)
{
    Val *v = val_map(cx->arena);
    val_put_text(cx->arena, v, "mark", strcmp(code, "A") == 0 || strcmp(code, "U") == 0 ? code : NULL);
    val_put_text(cx->arena, v, "text", law_word(cx, LAW_CONFIDENCES, code));
    return v;
}

Val *law_act_choices(Cx *cx, const Law *law)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; i < law->act_count; i++) {
        const LegalAct *x = &law->acts[i];
        const char *title = cx->lang == LANG_AZ ? x->title_az : x->title_en;
        val_add(list, form_choice(a, x->code, *x->number ? arena_printf(a, "%s (%s)", title, x->number) : title));
    }
    return list;
}

const char *law_off_day_text(Cx *cx, Date day)
{
    const Law *law = law_of(cx);
    CalDay is;
    Date next;
    Err beyond = { 0 };
    if (!calendar_day(law->calendar, day, &is) || is.working || !calendar_next_workday(law->calendar, day, &next, &beyond))
        return NULL;
    const Rule *roll = rule_find(law, "admin.roll", REGIME_ANY, day);
    const char *on = az_date_numeric(cx->arena, next);
    return roll ? tr_args(cx, N_("it is no working day; the next one is {0} (to it rolls a term by {1})"), on,
                          law_basis_text(cx, law, roll->basis), NULL)
                : tr_args(cx, N_("it is no working day; the next one is {0}"), on, NULL);
}

const char *law_basis_of(Arena *a, const char *act, const char *place)
{
    return *place ? arena_printf(a, "%s:%s", act, place) : act;
}

const char *law_month(int month)
{
    static const char *const MONTHS[] = { N_("January"), N_("February"), N_("March"), N_("April"), N_("May (month)"), N_("June"),
                                          N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December") };
    return MONTHS[month - 1];
}

Val *law_date(Arena *a, Date d) { return date_same(d, DATE_ALWAYS) ? val_null(a) : val_date(a, d); }

bool law_decide(Req *req, bool (*approve)(Cx *cx, int64_t id, const Grant *grant, Err *err),
                bool (*give_back)(Cx *cx, int64_t id, const char *remark, const Grant *grant, Err *err), bool *ret_returned, Err *err)
{
    Decision in = { .remark = "" };
    form_read(req, "", DECISION_INPUTS, &in, err);
    *ret_returned = val_truthy(val_get(req->form, "give_back"));
    if (err->kind)
        return false;
    return *ret_returned ? give_back(req->cx, req->id, in.remark, req->grant, err) : approve(req->cx, req->id, req->grant, err);
}

Val *law_propose_form(Req *req, const Law *law, const char *action, const Input *inputs, const void *as)
{
    Cx *cx = req->cx;
    Grant g;
    if (!authority_holds(cx, ACT_LAW_PROPOSE, &g))
        return val_null(cx->arena);
    Val *form = form_view(req, action, inputs, as);
    form_choices(cx, form, "act", law_act_choices(cx, law));
    val_replace(form, "submit", val_keep(cx->arena, tr(cx, N_("Propose"))));
    return form;
}

void law_put_proposing(Req *req, Val *view, const char *decide_path, Val *form)
{
    val_put_text(req->cx->arena, view, "csrf", req->cx->actor->csrf);
    val_put_text(req->cx->arena, view, "decide_path", decide_path);
    val_put(view, "form", form);
}
