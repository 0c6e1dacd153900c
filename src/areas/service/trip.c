// SPDX-License-Identifier: Apache-2.0
/* Business trips (regulation 3.1.9): an absence that keeps the post and gives a right to leave; and the return from
 * one before its time. */
#include "areas/service/service_in.h"
#include <inttypes.h>
#include <string.h>

const Input TRIP_INPUTS[] = {
    INPUT(Trip, place, IN_LINE, REQUIRED, 120, N_("Where to"), N_("as a map names it: “Gəncə şəhəri”")),
    INPUT(Trip, purpose, IN_LINE, OPTIONAL, 300, N_("What for"),
          N_("as the act says it, in Azerbaijani: “təlimdə iştirak etmək üçün”")),
    INPUT(Trip, from, IN_DATE, REQUIRED, 10, N_("First day"), .day = DAY_OF_AWAY),
    INPUT(Trip, until, IN_DATE, REQUIRED, 10, N_("Last day"), .day = DAY_OF_AWAY),
    INPUTS_END
};

/* source  rule trip.minor_age (Labour Code 242, 254): never below this age */
static bool check_age(Cx *cx, const OrderItem *item, const Service *s, const Rule **used, Val *warnings, Err *err)
{
    const Trip *in = item->record;
    Person p;
    *used = rule_find(law_of(cx), "trip.minor_age", s->regime, in->from);
    if (!person_get(cx, item->person_id, &p, err))
        return false;
    if (*used && date_before(in->from, date_add_years(p.birth_date, (int)(*used)->value)))
        item_against(cx, item, "from", *used, warnings, err, N_("the person is younger than {0} that day"),
                     arena_printf(cx->arena, "%" PRId64, (*used)->value), NULL);
    return true;
}

bool trip_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Trip *in = item->record;
    Arena *a = cx->arena;
    Service s;
    const Rule *rules[3] = { NULL };
    if (!service_on(cx, item->person_id, in->from, &s, err) || !check_age(cx, item, &s, &rules[0], warnings, err))
        return false;
    int64_t days = in->until.days - in->from.days + 1;
    if (days < 1)
        return err_add(err, item_field(a, item, "until"), N_("the last day is before the first"));
    if (!s.on_list)
        return err_add(err, item_field(a, item, "from"), N_("the person is not on the list of personnel that day"));
    const Rule *most = rule_find(law_of(cx), "trip.length_most", s.regime, in->from);
    if (most && days > most->value)
        item_against(cx, item, "until", most, warnings, err, N_("a business trip lasts at most {0} days"),
                     arena_printf(a, "%" PRId64, most->value), NULL);
    if (most)
        rules[rules[0] != NULL] = most;
    Val *values = val_map(a);
    val_put_text(a, values, "code", "trip");
    val_put_text(a, values, "place", in->place);
    val_put_int(a, values, "days", days);
    val_add(effects, effect_start(a, FACT_ABSENCE, item->person_id, 0, in->from, date_add_days(in->until, 1), values,
                                  item_why(a, "service.trip", rules, NULL)));
    return err->kind == ERR_NONE;
}

/* A place of one word is a proper name (Bakıya), several are a compound (Gəncə şəhərinə). */
static const char *towards(Arena *a, const char *place)
{
    return strchr(place, ' ') ? az_case_title(a, place, AZ_DATIVE) : az_case(a, place, AZ_DATIVE);
}

bool trip_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Trip *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    int64_t days = in->until.days - in->from.days + 1;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, in->from, &s, err))
        return false;
    if (days < 1)
        return err_add(err, item_field(a, item, "until"), N_("the last day is before the first"));
    *ret = arena_printf(a, "%s %s %s %s gün müddətinə %s ezam edilsin.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_NOMINATIVE)),
                        *in->purpose ? in->purpose : "xidməti işlə əlaqədar",
                        days == 1 ? az_date_on(a, in->from) : az_date_period(a, in->from, in->until),
                        az_number_and_words(a, days), towards(a, in->place));
    return true;
}

/* ---- back before its time ------------------------------------------------------------------ */

const Input TRIP_END_INPUTS[] = {
    INPUT(TripEnd, at, IN_DATE, REQUIRED, 10, N_("First day at work"), .day = DAY_OF_AWAY),
    INPUT(TripEnd, cause, IN_LINE, OPTIONAL, 300, N_("Cause"),
          N_("as the act says it, in Azerbaijani: “xidməti zərurətlə əlaqədar”")),
    INPUTS_END
};

/* The trip he is on, begun before the day; NULL with a fault when he is on none. */
static const Fact *trip_ended(Cx *cx, const OrderItem *item, Service *s, Err *err)
{
    const TripEnd *in = item->record;
    const AbsenceKind *kind;
    if (!service_on(cx, item->person_id, in->at, s, err))
        return NULL;
    const Fact *trip = absence_ended_by(cx, s, "trip_end", &kind);
    if (!trip)
        err_add(err, item_field(cx->arena, item, "at"), N_("the person is not in the middle of a business trip on {0}"),
                az_date_numeric(cx->arena, in->at));
    return trip;
}

bool trip_end_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const TripEnd *in = item->record;
    Service s;
    (void)warnings;
    if (!trip_ended(cx, item, &s, err))
        return false;
    val_add(effects, effect_end(cx->arena, FACT_ABSENCE, item->person_id, 0, in->at,
                                item_why(cx->arena, "service.trip_end", NULL, NULL)));
    return true;
}

bool trip_end_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const TripEnd *in = item->record;
    Arena *a = cx->arena;
    Person p;
    Service s;
    const Fact *trip = trip_ended(cx, item, &s, err);
    const Val *values = trip ? ledger_payload(a, trip->payload, err) : NULL;
    if (!values || !person_get(cx, item->person_id, &p, err))
        return false;
    const char *place = val_str(val_get(values, "place"));
    *ret = arena_printf(a, "%s %s %s%sezamiyyətdən vaxtından əvvəl geri çağırılsın və %s işə başlasın.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_NOMINATIVE)),
                        *in->cause ? in->cause : "xidməti zərurətlə əlaqədar", place ? towards(a, place) : "", place ? " " : "",
                        az_date_from(a, in->at));
    return true;
}
