// SPDX-License-Identifier: Apache-2.0
/* Recall from annual leave: the rest of it goes back to the books. */
#include "areas/leave/leave_in.h"
#include <inttypes.h>
#include <string.h>

const Input RECALL_INPUTS[] = {
    INPUT(Recall, at, IN_DATE, REQUIRED, 10, N_("First day at work"), .day = DAY_OF_AWAY),
    INPUT(Recall, cause, IN_LINE, OPTIONAL, 300, N_("Cause"),
          N_("as the act says it, in Azerbaijani: “xidməti zərurətlə əlaqədar”")),
    INPUT(Recall, consent, IN_CHECK, OPTIONAL, 1, N_("The person consents")),
    INPUTS_END
};

/* The leave a recall breaks off, and its entry in the books. */
typedef struct Broken {
    Service     service;              /* of the day */
    const Fact *away;                 /* NULL: not on annual leave */
    int64_t     work_year;
    Date        from, to;             /* of the work year */
    int         unused;               /* days of leave from the recall to the last day */
} Broken;

static bool work_year_of(Cx *cx, const OrderItem *item, Broken *b, Err *err)
{
    LeaveBalance books;
    if (!payload_number(cx, b->away, "work_year", &b->work_year, err)
        || !leave_balance(cx, item->person_id, b->service.at, &books, err))
        return false;
    const LeaveYear *y = leave_year(&books, b->work_year);
    b->from = y ? y->from : b->away->valid_from;
    b->to = y ? y->to : b->away->valid_to;
    return true;
}

static bool broken_find(Cx *cx, const OrderItem *item, Broken *ret, Err *err)
{
    const Recall *in = item->record;
    *ret = (Broken){ 0 };
    if (!service_on(cx, item->person_id, in->at, &ret->service, err))
        return false;
    for (size_t i = 0; i < ret->service.fact_count; i++) {
        const Fact *f = &ret->service.facts[i];
        if (strcmp(f->kind, FACT_ABSENCE) == 0 && f->code && strcmp(f->code, "annual") == 0)
            ret->away = f;
    }
    if (!ret->away || date_same(ret->away->valid_from, in->at))
        return err_add(err, item_field(cx->arena, item, "at"), N_("the person is not in the middle of an annual leave on {0}"),
                       az_date_numeric(cx->arena, in->at));
    return work_year_of(cx, item, ret, err)
        && leave_days_used(law_of(cx), ret->service.regime, in->at, date_add_days(ret->away->valid_to, -1),
                           &ret->unused, err);
}

bool recall_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Recall *in = item->record;
    Arena *a = cx->arena;
    Broken b;
    (void)warnings;
    if (!in->consent)                                        /* Labour Code 110-138: only with consent */
        err_add(err, item_field(a, item, "consent"), N_("a recall needs the person's consent"));
    if (!broken_find(cx, item, &b, err) || err->kind != ERR_NONE)
        return false;
    val_add(effects, effect_end(a, FACT_ABSENCE, item->person_id, 0, in->at, item_why(a, "leave.recall", NULL, NULL)));
    if (b.unused == 0)
        return true;
    Val *back = val_map(a);
    val_put_text(a, back, "code", "recalled");
    val_put_int(a, back, "num", -b.unused);
    val_put_int(a, back, "work_year", b.work_year);
    val_add(effects, effect_start(a, FACT_LEAVE_USE, item->person_id, 0, in->at, b.away->valid_to, back,
                                  item_why(a, "leave.recall", NULL, NULL)));
    return true;
}

bool recall_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Recall *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Broken b;
    if (!person_get(cx, item->person_id, &p, err) || !broken_find(cx, item, &b, err))
        return false;
    const char *rest = b.unused == 0 ? ""
        : arena_printf(a, "; məzuniyyətin istifadə edilməmiş %s təqvim günü %s üzrə saxlanılsın",
                       az_number_and_words(a, b.unused), az_work_year(a, b.from, b.to));
    *ret = arena_printf(a, "%s %s öz razılığı ilə %s əmək məzuniyyətindən geri çağırılsın%s.",
                        text_capital(a, service_post_name(a, &p, &b.service, AZ_NOMINATIVE)),
                        in->cause && *in->cause ? in->cause : "xidməti zərurətlə əlaqədar",
                        az_date_from(a, in->at), rest);
    return true;
}
