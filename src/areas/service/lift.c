// SPDX-License-Identifier: Apache-2.0
/* The early lifting of a sanction (regulation 6.1.10). */
#include "areas/service/service_in.h"
#include <inttypes.h>

const Input LIFT_INPUTS[] = {
    INPUT(Lift, sanction, IN_CHOICE, REQUIRED, 18, N_("Sanction in force")),
    INPUTS_END
};

bool lift_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    Arena *a = cx->arena;
    Service s;
    const Fact *f;
    if (!service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    Val *list = val_list(a);
    for (size_t at = 0; (f = sanction_in_force(&s, &at));)
        val_add(list, form_choice(a, arena_printf(a, "%" PRId64, f->input),
                                  arena_printf(a, "%s, %s", service_code_text(cx, f->code), az_date_numeric(a, f->valid_from))));
    form_choices(cx, form, item_field(a, item, "sanction"), list);
    return true;
}

/* The sanction of the form, and the service of the day; a fault when it is none in force. */
static const Fact *lifted(Cx *cx, const OrderItem *item, Service *s, Err *err)
{
    const Lift *in = item->record;
    const Fact *f;
    if (!service_on(cx, item->person_id, item->order_date, s, err))
        return NULL;
    for (size_t at = 0; (f = sanction_in_force(s, &at));)
        if (f->input == in->sanction)
            return f;
    err_add(err, item_field(cx->arena, item, "sanction"), N_("choose a sanction that is in force"));
    return NULL;
}

/* source  rule discipline.early_lift: not before so many months */
bool lift_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    Arena *a = cx->arena;
    Service s;
    const Fact *f = lifted(cx, item, &s, err);
    if (!f)
        return false;
    const Rule *rules[] = { rule_find(law_of(cx), "discipline.early_lift", s.regime, item->order_date), NULL };
    if (rules[0]) {
        Date first = date_add_months(f->valid_from, (int)rules[0]->value);
        if (date_before(item->order_date, first))
            item_against(cx, item, "sanction", rules[0], warnings, err, N_("it is not lifted before {0}"),
                         az_date_numeric(a, first), NULL);
    }
    Val *end = effect_end(a, FACT_SANCTION, item->person_id, 0, item->order_date, item_why(a, "service.lift", rules, NULL));
    effect_of(a, end, (EffectRef){ f->input, f->effect_no });
    val_add(effects, end);
    return err->kind == ERR_NONE;
}

bool lift_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    Arena *a = cx->arena;
    Person p;
    Service s;
    const Fact *f = lifted(cx, item, &s, err);
    const char *name = f ? sanction_name(f->code) : NULL;
    if (f && !name)
        return err_add(err, item_field(a, item, "sanction"), N_("no such sanction is in the table: {0}"), f->code ? f->code : "");
    if (!f || !person_get(cx, item->person_id, &p, err))
        return false;
    *ret = arena_printf(a, "%s %s elan edilmiş %s vaxtından əvvəl götürülsün.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_DATIVE)), az_date_on(a, f->valid_from), name);
    return true;
}
