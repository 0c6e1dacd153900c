// SPDX-License-Identifier: Apache-2.0
/* Transfer to another post and release from a post. */
#include "areas/service/service_in.h"
#include <string.h>

/* ---- transfer ---------------------------------------------------------------- */

const Input TRANSFER_INPUTS[] = {
    INPUT(Transfer, seat_id, IN_CHOICE, REQUIRED, 18, N_("New seat")),
    INPUT(Transfer, from, IN_DATE, REQUIRED, 10, N_("From"), .day = DAY_OF_SERVICE),
    INPUTS_END
};

/* Vacant seats, and those of the person's own unit that somebody else may leave the same day. */
bool transfer_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    const Transfer *in = item->record;
    Date day = item_day(item, in->from);
    size_t n, own_n = 0;
    Service s;
    const Seat *vacant = staff_vacant(cx, day, &n, err);
    if (!vacant || !service_on(cx, item->person_id, day, &s, err))
        return false;
    const Seat *own = s.has_seat ? staff_seats_of_unit(cx, s.seat.unit_id, day, &own_n, err) : vacant;
    if (!own)
        return false;
    Val *list = val_list(cx->arena);
    seats_offer(cx, vacant, n, NULL, list);
    for (size_t i = 0; i < own_n; i++) {
        bool listed = own[i].id == s.seat.id;
        for (size_t k = 0; k < n && !listed; k++)
            listed = vacant[k].id == own[i].id;
        if (!listed)
            seats_offer(cx, &own[i], 1, tr(cx, N_("occupied")), list);
    }
    form_choices(cx, form, item_field(cx->arena, item, "seat_id"), list);
    return true;
}

bool transfer_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Transfer *in = item->record;
    Arena *a = cx->arena;
    Seat seat;
    Service s;
    (void)warnings;
    if (!seat_check(cx, item, in->seat_id, in->from, &seat, err)
        || !service_on(cx, item->person_id, date_add_days(in->from, -1), &s, err))
        return false;
    if (s.has_seat && s.seat.id == in->seat_id)
        return err_add(err, item_field(a, item, "seat_id"), N_("the person holds this post already"));
    if (s.on_list && !date_same(s.list_until, DATE_FOREVER))
        return err_add(err, item_field(a, item, "from"), N_("the person leaves the list of personnel on {0}"),
                       az_date_numeric(a, s.list_until));
    Val *values = val_map(a);
    val_put_text(a, values, "regime", seat.regime);
    val_add(effects, effect_end(a, FACT_HOLDING, item->person_id, 0, in->from, item_why(a, "service.transfer", NULL, NULL)));
    val_add(effects, effect_start(a, FACT_HOLDING, item->person_id, in->seat_id, in->from, DATE_FOREVER, values,
                                  item_why(a, "service.transfer", NULL, NULL)));
    return true;
}

bool transfer_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Transfer *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    Seat seat;
    if (!person_get(cx, item->person_id, &p, err)
        || !service_on(cx, item->person_id, date_add_days(in->from, -1), &s, err)
        || !staff_seat(cx, in->seat_id, &seat, err))
        return false;
    const char *left = s.has_seat ? arena_printf(a, "%s vəzifəsindən", s.seat.title_full) : "vəzifədən";
    *ret = arena_printf(a, "%s tutduğu %s azad edilərək %s vəzifəsinə %s keçirilsin.",
                        text_capital(a, service_name(a, &p, &s, AZ_NOMINATIVE)), left, seat.title_full,
                        az_date_from(a, in->from));
    return true;
}

/* ---- release ----------------------------------------------------------------- */

static const Choice GROUNDS[] = {
    { "own_wish", N_("own wish") }, { "other_post", N_("appointment to another post") },
    { "other_body", N_("transfer to another state body") }, { "age_limit", N_("age limit of service") },
    { "staff_cut", N_("reduction of staff") }, { "probation", N_("failed probation") },
    { "illness", N_("long illness, by the medical commission's conclusion") },
    { "discipline", N_("disciplinary sanction") }, { "death", N_("death") }, { 0 }
};
/* The same, as the act writes them; `employer`: it is the employer who ends service. */
static const struct { const char *code, *phrase; bool employer; } PHRASES[] = {
    { "own_wish", "öz arzusu ilə", false },
    { "other_post", "başqa vəzifəyə təyin edilməsi ilə əlaqədar", false },
    { "other_body", "başqa dövlət orqanına keçməsi ilə əlaqədar", false },
    { "age_limit", "qulluqda olmanın yaş həddinə çatması ilə əlaqədar", true },
    { "staff_cut", "ştatların ixtisar edilməsi ilə əlaqədar", true },
    { "probation", "sınaq müddətini keçə bilmədiyinə görə", true },
    { "illness", "tibbi komissiyanın rəyi əsasında uzunmüddətli xəstəliyinə görə", true },
    { "discipline", "intizam tənbehi qaydasında", true },
    { "death", "vəfat etməsi ilə əlaqədar", false },
};

const Input RELEASE_INPUTS[] = {
    INPUT(Release, at, IN_DATE, REQUIRED, 10, N_("First day without the post"), .day = DAY_OF_SERVICE),
    INPUT(Release, ground, IN_CHOICE, REQUIRED, 20, N_("Ground"), .choices = GROUNDS),
    INPUT(Release, leaves_list, IN_CHECK, OPTIONAL, 1, N_("Removed from the list of personnel")),
    INPUTS_END
};

static bool by_employer(const char *ground)
{
    for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++)
        if (strcmp(PHRASES[i].code, ground) == 0)
            return PHRASES[i].employer;
    return false;
}

/* Whoever leaves the list stops acting, standing in and being away; a leave still to come must be
 * annulled first.
 *   source  Labour Code 110-138: no dismissal by the employer during leave (rule release.on_leave) */
static bool leave_list(Cx *cx, const OrderItem *item, const Service *eve, Val *effects, Val *warnings, Err *err)
{
    const Release *in = item->record;
    Arena *a = cx->arena;
    const Rule *rule = rule_find(law_of(cx), "release.on_leave", eve->regime, in->at);
    size_t n;
    const Fact *away = ledger_history_of_person(cx->db, a, FACT_ABSENCE, item->person_id, eve->at.known, &n, err);
    if (!away)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!date_before(in->at, away[i].valid_to))
            continue;
        if (!date_before(away[i].valid_from, in->at))
            err_add(err, item_field(a, item, "at"), N_("an absence from {0} is registered: annul it first"),
                    az_date_numeric(a, away[i].valid_from));
        else if (rule && by_employer(in->ground) && away[i].code && strcmp(away[i].code, "annual") == 0)
            item_against(cx, item, "at", rule, warnings, err,
                         N_("the employer does not dismiss during a leave; it lasts to {0}"),
                         az_date_numeric(a, date_add_days(away[i].valid_to, -1)), NULL);
    }
    static const char *const ENDING[] = { FACT_ABSENCE, FACT_ACTING, FACT_TEMP_HOLDING };
    for (size_t k = 0; k < sizeof ENDING / sizeof *ENDING; k++) {
        bool lasts = false;
        for (size_t i = 0; i < eve->fact_count; i++)
            lasts |= strcmp(eve->facts[i].kind, ENDING[k]) == 0 && date_before(in->at, eve->facts[i].valid_to);
        if (lasts)
            val_add(effects, effect_end(a, ENDING[k], item->person_id, 0, in->at, item_why(a, "service.release", NULL, NULL)));
    }
    val_add(effects, effect_end(a, FACT_EMPLOYMENT, item->person_id, 0, in->at, item_why(a, "service.release", NULL, NULL)));
    return true;
}

bool release_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Release *in = item->record;
    Arena *a = cx->arena;
    Service eve;
    if (!service_on(cx, item->person_id, date_add_days(in->at, -1), &eve, err))
        return false;
    if (in->leaves_list && strcmp(in->ground, "other_post") == 0)
        err_add(err, item_field(a, item, "leaves_list"), N_("who is appointed to another post stays on the list"));
    Val *why = val_map(a);
    val_put_text(a, why, "ground", in->ground);
    val_add(effects, effect_end(a, FACT_HOLDING, item->person_id, 0, in->at, item_why(a, "service.release", NULL, why)));
    if (in->leaves_list && !leave_list(cx, item, &eve, effects, warnings, err))
        return false;
    return err->kind == ERR_NONE;
}

bool release_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Release *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    if (!person_get(cx, item->person_id, &p, err)
        || !service_on(cx, item->person_id, date_add_days(in->at, -1), &s, err))
        return false;
    const char *phrase = "";
    for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++)
        if (strcmp(PHRASES[i].code, in->ground) == 0)
            phrase = arena_printf(a, "%s ", PHRASES[i].phrase);
    const char *post = s.has_seat ? arena_printf(a, "%s vəzifəsindən", s.seat.title_full) : "tutduğu vəzifədən";
    *ret = arena_printf(a, "%s %s %s%s azad edilsin%s.", text_capital(a, service_name(a, &p, &s, AZ_NOMINATIVE)), post,
                        phrase, az_date_from(a, in->at),
                        in->leaves_list ? " və Dövlət Miqrasiya Xidmətinin işçi heyətinin siyahısından çıxarılsın" : "");
    return true;
}
