// SPDX-License-Identifier: Apache-2.0
/* Incentives (regulation 3.1.9), and what a reward does to a sanction. */
#include "areas/service/service_in.h"
#include <string.h>

/* code · the case of the name before it · has an amount in manat, said before the words · what the act says */
#define INCENTIVES(X)                                                                                          \
    X("thanks",           AZ_DATIVE,     false, "təşəkkür elan edilsin")                                        \
    X("money_award",      AZ_NOMINATIVE, true,  "manat məbləğində pul mükafatı ilə mükafatlandırılsın")         \
    X("valuable_gift",    AZ_NOMINATIVE, false, "qiymətli hədiyyə ilə mükafatlandırılsın")                      \
    X("honorary_diploma", AZ_NOMINATIVE, false, "fəxri fərmanla təltif edilsin")                                \
    X("badge",            AZ_NOMINATIVE, false, "döş nişanı ilə təltif edilsin")

typedef struct Award { const char *code; AzCase name_case; bool amount; const char *words; } Award;
#define ROW(code, name_case, amount, words) { code, name_case, amount, words },
static const Award AWARDS[] = { INCENTIVES(ROW) { 0 } };
#undef ROW
#define CHOICE(code, ...) { code, code },                    /* every code is a msgid: words.c */
static const Choice CHOICES[] = { INCENTIVES(CHOICE) { 0 } };
#undef CHOICE

const Input INCENTIVE_INPUTS[] = {
    INPUT(Incentive, award, IN_CHOICE, REQUIRED, 30, N_("Incentive"), .choices = CHOICES),
    INPUT(Incentive, cause, IN_LINE, OPTIONAL, 300, N_("For what"),
          N_("as the act says it, in Azerbaijani: “xidməti vəzifələrini nümunəvi yerinə yetirdiyinə görə”")),
    INPUT(Incentive, amount, IN_NUMBER, OPTIONAL, 6, N_("Amount of a money award, manat")),
    INPUTS_END
};

/* The row of the form's code; a fault when there is none. */
static const Award *award_of(Cx *cx, const OrderItem *item, Err *err)
{
    const Incentive *in = item->record;
    for (const Award *w = AWARDS; w->code; w++)
        if (strcmp(w->code, in->award) == 0)
            return w;
    err_add(err, item_field(cx->arena, item, "award"), N_("choose one of the values offered"));
    return NULL;
}

/* A reward ends what sanction there is, from its day.
 *   source  rule discipline.reward_lifts (Labour Code 186-190) */
static void lift_by_reward(Cx *cx, const OrderItem *item, const Service *s, Val *effects)
{
    Arena *a = cx->arena;
    const Rule *rules[] = { rule_find(law_of(cx), "discipline.reward_lifts", s->regime, item->order_date), NULL };
    const Fact *f;
    for (size_t at = 0; rules[0] && rules[0]->value && (f = sanction_in_force(s, &at));) {
        if (!date_before(f->valid_from, item->order_date))
            continue;
        Val *end = effect_end(a, FACT_SANCTION, item->person_id, 0, item->order_date,
                              item_why(a, "service.incentive", rules, NULL));
        effect_of(a, end, (EffectRef){ f->input, f->effect_no });
        val_add(effects, end);
    }
}

bool incentive_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Incentive *in = item->record;
    Arena *a = cx->arena;
    Service s;
    const Award *award = award_of(cx, item, err);
    (void)warnings;
    if (!award || !service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    if (!s.on_list)
        err_add(err, item_field(a, item, "award"), N_("the person is not on the list of personnel that day"));
    if (award->amount && in->amount < 1)
        err_add(err, item_field(a, item, "amount"), N_("write how much the award is"));
    if (!award->amount && in->amount)
        err_add(err, item_field(a, item, "amount"), N_("only a money award has an amount"));
    if (err->kind != ERR_NONE)
        return false;
    Val *values = val_map(a);
    val_put_text(a, values, "code", in->award);
    val_put_text(a, values, "cause", in->cause);
    if (in->amount)
        val_put_int(a, values, "num", in->amount);
    val_add(effects, effect_start(a, FACT_INCENTIVE, item->person_id, 0, item->order_date, DATE_FOREVER, values,
                                  item_why(a, "service.incentive", NULL, NULL)));
    lift_by_reward(cx, item, &s, effects);
    return true;
}

bool incentive_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Incentive *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    const Award *award = award_of(cx, item, err);
    if (!award || !person_get(cx, item->person_id, &p, err)
        || !service_on(cx, item->person_id, item->order_date, &s, err))
        return false;
    const char *what = award->amount ? arena_printf(a, "%s %s", az_number_and_words(a, in->amount), award->words)
                                     : award->words;
    *ret = arena_printf(a, "%s %s %s.", text_capital(a, service_post_name(a, &p, &s, award->name_case)),
                        *in->cause ? in->cause : "xidməti vəzifələrini nümunəvi yerinə yetirdiyinə görə", what);
    return true;
}
