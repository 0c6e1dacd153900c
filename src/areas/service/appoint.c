// SPDX-License-Identifier: Apache-2.0
/* Appointment: a person to a seat from a day; whoever is not on the list of personnel comes on it. */
#include "areas/service/service_in.h"
#include <inttypes.h>

static const Choice UNITS[] = {
    { "1000", N_("the whole staff unit") }, { "750", N_("0.75 of the staff unit") },
    { "500", N_("0.5 of the staff unit") }, { "250", N_("0.25 of the staff unit") }, { 0 }
};

const Input APPOINT_INPUTS[] = {
    INPUT(Appoint, seat_id, IN_CHOICE, REQUIRED, 18, N_("Vacant seat")),
    INPUT(Appoint, from, IN_DATE, REQUIRED, 10, N_("From"), .day = DAY_OF_SERVICE),
    INPUT(Appoint, units, IN_CHOICE, OPTIONAL, 4, N_("Part of the staff unit"), .choices = UNITS),
    INPUT(Appoint, probation, IN_NUMBER, OPTIONAL, 2, N_("Probation, months")),
    INPUT(Appoint, prior_months, IN_NUMBER, OPTIONAL, 3, N_("Labour seniority before, full months"),
          N_("only for somebody who comes on the list of personnel")),
    INPUTS_END
};

Date item_day(const OrderItem *item, Date typed) { return typed.days ? typed : item->order_date; }

void seats_offer(Cx *cx, const Seat *seats, size_t n, const char *note, Val *list)
{
    Arena *a = cx->arena;
    for (size_t i = 0; i < n; i++)
        val_add(list, form_choice(a, arena_printf(a, "%" PRId64, seats[i].id),
                                  arena_printf(a, "%s (%s)%s%s", seats[i].title_full, seats[i].code,
                                               note ? " – " : "", note ? note : "")));
}

bool appoint_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    const Appoint *in = item->record;
    size_t n;
    const Seat *seats = staff_vacant(cx, item_day(item, in->from), &n, err);
    if (!seats)
        return false;
    Val *list = val_list(cx->arena);
    seats_offer(cx, seats, n, NULL, list);
    form_choices(cx, form, item_field(cx->arena, item, "seat_id"), list);
    return true;
}

bool seat_check(Cx *cx, const OrderItem *item, int64_t seat_id, Date day, Seat *ret, Err *err)
{
    Err own = { 0 };
    bool there = false;
    if (!staff_seat(cx, seat_id, ret, &own) || !staff_seat_in_force(cx, seat_id, day, &there, &own)) {
        if (own.kind == ERR_NOT_FOUND)
            return err_add(err, item_field(cx->arena, item, "seat_id"), N_("there is no such seat in the staff table"));
        return item_faults(item, &own, err);
    }
    if (there)
        return true;
    return err_add(err, item_field(cx->arena, item, "seat_id"), N_("the seat is not in the staff table on {0}"),
                   az_date_numeric(cx->arena, day));
}

/* Civil and labour seats may be taken in parts; a post with a special rank is whole. */
static bool check_units(Cx *cx, const OrderItem *item, const Seat *seat, Err *err)
{
    const Appoint *in = item->record;
    const char *field = item_field(cx->arena, item, "units");
    if (in->units != 0 && in->units != 250 && in->units != 500 && in->units != 750 && in->units != WHOLE_SEAT)
        return err_add(err, field, N_("choose one of the values offered"));
    if (in->units && in->units != WHOLE_SEAT && seat_regime(seat) == REGIME_RANKED)
        return err_add(err, field, N_("a post with a special rank is not divided"));
    return true;
}

/* source  rules admission.age.least, admission.age.most: at the day of admission */
static bool check_age(Cx *cx, const OrderItem *item, Regime regime, Val *warnings, Err *err)
{
    const Appoint *in = item->record;
    const Law *law = law_of(cx);
    Person p;
    if (!person_get(cx, item->person_id, &p, err))
        return false;
    const Rule *least = rule_find(law, "admission.age.least", regime, in->from);
    const Rule *most = rule_find(law, "admission.age.most", regime, in->from);
    if (least && date_before(in->from, date_add_years(p.birth_date, (int)least->value)))
        item_against(cx, item, "from", least, warnings, err, N_("the person is younger than {0} that day"),
                     arena_printf(cx->arena, "%" PRId64, least->value), NULL);
    if (most && !date_before(in->from, date_add_years(p.birth_date, (int)most->value + 1)))
        item_against(cx, item, "from", most, warnings, err, N_("the person is older than {0} that day"),
                     arena_printf(cx->arena, "%" PRId64, most->value), NULL);
    return true;
}

/* source  rules probation.length and, for those who enter service first, probation.length.first */
static const Rule *check_probation(Cx *cx, const OrderItem *item, Regime regime, bool enters, Val *warnings, Err *err)
{
    const Appoint *in = item->record;
    const Law *law = law_of(cx);
    const Rule *most = rule_find(law, "probation.length", regime, in->from);
    const Rule *first = enters ? rule_find(law, "probation.length.first", regime, in->from) : NULL;
    const Rule *r = first ? first : most;
    if (in->probation < 0 || in->probation > 24)
        err_add(err, item_field(cx->arena, item, "probation"), N_("not a number of months"));
    else if (r && in->probation > r->value)
        item_against(cx, item, "probation", r, warnings, err, N_("probation lasts at most {0} months"),
                     arena_printf(cx->arena, "%" PRId64, r->value), NULL);
    return in->probation ? r : NULL;
}

static void put_employment(Cx *cx, const OrderItem *item, Regime regime, const Rule *probation, Val *effects)
{
    const Appoint *in = item->record;
    Arena *a = cx->arena;
    Val *values = val_map(a);
    val_put_text(a, values, "code", regime_code(regime));
    val_put_int(a, values, "num", in->prior_months);
    const Rule *const rules[] = { probation, NULL };
    val_add(effects, effect_start(a, FACT_EMPLOYMENT, item->person_id, 0, in->from, DATE_FOREVER, values,
                                  item_why(a, "service.employment", rules, NULL)));
}

bool appoint_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Appoint *in = item->record;
    Arena *a = cx->arena;
    Seat seat;
    Service s;
    if (!seat_check(cx, item, in->seat_id, in->from, &seat, err) || !check_units(cx, item, &seat, err)
        || !service_on(cx, item->person_id, in->from, &s, err))
        return false;
    Regime regime = seat_regime(&seat);
    if (!s.on_list && !check_age(cx, item, regime, warnings, err))
        return false;
    if (s.on_list && !date_same(s.list_until, DATE_FOREVER))
        err_add(err, item_field(a, item, "from"), N_("the person leaves the list of personnel on {0}"),
                az_date_numeric(a, s.list_until));
    if (in->prior_months < 0 || in->prior_months > 900)
        err_add(err, item_field(a, item, "prior_months"), N_("not a number of months"));
    const Rule *probation = check_probation(cx, item, regime, !s.on_list, warnings, err);
    if (err->kind != ERR_NONE)
        return false;
    Val *values = val_map(a);
    val_put_text(a, values, "regime", seat.regime);
    if (in->units && in->units != WHOLE_SEAT)
        val_put_int(a, values, "units", in->units);
    if (in->probation)
        val_put_date(a, values, "probation_until", date_add_months(in->from, (int)in->probation));
    const Rule *const rules[] = { probation, NULL };
    val_add(effects, effect_start(a, FACT_HOLDING, item->person_id, in->seat_id, in->from, DATE_FOREVER, values,
                                  item_why(a, "service.appoint", rules, NULL)));
    if (!s.on_list)
        put_employment(cx, item, regime, probation, effects);
    return true;
}

bool appoint_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Appoint *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    Seat seat;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, in->from, &s, err)
        || !staff_seat(cx, in->seat_id, &seat, err))
        return false;
    const char *part = in->units == 750 ? " 0,75 ştat vahidi üzrə" : in->units == 500 ? " 0,5 ştat vahidi üzrə"
                     : in->units == 250 ? " 0,25 ştat vahidi üzrə" : "";
    const char *probation = in->probation
        ? arena_printf(a, " %s ay sınaq müddəti ilə", az_number_and_words(a, in->probation)) : "";
    const char *who = text_capital(a, service_name(a, &p, &s, AZ_NOMINATIVE));
    *ret = arena_printf(a, "%s %s vəzifəsinə%s %s%s təyin edilsin.", who, seat.title_full, part,
                        az_date_from(a, in->from), probation);
    return true;
}
