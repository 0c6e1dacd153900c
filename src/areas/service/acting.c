// SPDX-License-Identifier: Apache-2.0
/* Entrusting the duties of a vacant post, or of the post of somebody who is away (regulation 3.1.9). */
#include "areas/service/service_in.h"
#include <string.h>

const Input ACTING_INPUTS[] = {
    INPUT(Acting, seat_id, IN_CHOICE, REQUIRED, 18, N_("Post whose duties are entrusted")),
    INPUT(Acting, from, IN_DATE, REQUIRED, 10, N_("From"), .day = DAY_OF_SERVICE),
    INPUT(Acting, until, IN_DATE, OPTIONAL, 10, N_("Last day"),
          N_("left empty: until the holder is back or the post is filled"), .day = DAY_OF_SERVICE),
    INPUTS_END
};

bool acting_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    const Acting *in = item->record;
    size_t n;
    const Seat *seats = staff_unattended(cx, item_day(item, in->from), &n, err);
    if (!seats)
        return false;
    Val *list = val_list(cx->arena);
    seats_offer(cx, seats, n, NULL, list);
    form_choices(cx, form, item_field(cx->arena, item, "seat_id"), list);
    return true;
}

/* Who holds a post and when he is away. */
typedef struct Attendance {
    const Fact *held;                 /* permanent and temporary holdings of the seat */
    size_t      held_count;
    const Fact *away[16];             /* of each holding's person */
    size_t      away_count[16];
    Instant     known;
} Attendance;

static bool is_holder(const Fact *f)
{
    return strcmp(f->kind, FACT_HOLDING) == 0 || strcmp(f->kind, FACT_TEMP_HOLDING) == 0;
}

static const Fact *on_day(const Fact *facts, size_t n, Date d)
{
    for (size_t i = 0; i < n; i++)
        if (!date_before(d, facts[i].valid_from) && date_before(d, facts[i].valid_to))
            return &facts[i];
    return NULL;
}

static bool attendance_read(Cx *cx, int64_t seat, Date from, Attendance *ret, Err *err)
{
    size_t n, kept = 0;
    *ret = (Attendance){ 0 };
    if (!ledger_head(cx->db, &ret->known, err))
        return false;
    Fact *facts = ledger_history_of_seat(cx->db, cx->arena, seat, ret->known, &n, err);
    if (!facts)
        return false;
    for (size_t i = 0; i < n && kept < sizeof ret->away / sizeof *ret->away; i++) {
        if (!is_holder(&facts[i]) || !date_before(from, facts[i].valid_to))
            continue;
        ret->away[kept] = ledger_history_of_person(cx->db, cx->arena, FACT_ABSENCE, facts[i].person, ret->known,
                                                   &ret->away_count[kept], err);
        if (!ret->away[kept])
            return false;
        facts[kept++] = facts[i];
    }
    ret->held = facts;
    ret->held_count = kept;
    return true;
}

/* The first day from `from` on which a holder is present; DATE_FOREVER: none is known of. */
static Date first_attended(const Attendance *at, Date from)
{
    Date best = DATE_FOREVER;
    for (size_t i = 0; i < at->held_count; i++) {
        const Fact *held = &at->held[i], *away;
        Date d = date_max(from, held->valid_from);
        while (date_before(d, held->valid_to) && (away = on_day(at->away[i], at->away_count[i], d)))
            d = away->valid_to;
        if (date_before(d, held->valid_to))
            best = date_min(best, d);
    }
    return best;
}

bool acting_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const Acting *in = item->record;
    Arena *a = cx->arena;
    Seat seat;
    Attendance at;
    Service s;
    if (!seat_check(cx, item, in->seat_id, in->from, &seat, err) || !attendance_read(cx, in->seat_id, in->from, &at, err)
        || !service_on(cx, item->person_id, in->from, &s, err))
        return false;
    Date limit = first_attended(&at, in->from);
    Date to = in->until.has ? date_add_days(in->until.v, 1) : limit;
    if (s.has_seat && s.seat.id == in->seat_id)
        return err_add(err, item_field(a, item, "seat_id"), N_("the person holds this post already"));
    if (!s.on_list)
        return err_add(err, item_field(a, item, "from"), N_("the person is not on the list of personnel that day"));
    if (!date_before(in->from, limit))
        return err_add(err, item_field(a, item, "seat_id"), N_("the post is held, and its holder is present on {0}"),
                       az_date_numeric(a, limit));
    if (!date_before(in->from, to))
        return err_add(err, item_field(a, item, "until"), N_("the last day is before the first"));
    if (date_before(limit, to))
        return err_add(err, item_field(a, item, "until"), N_("the post is held, and its holder is present on {0}"),
                       az_date_numeric(a, limit));
    size_t n;
    const Fact *own = ledger_history_of_person(cx->db, a, FACT_ABSENCE, item->person_id, at.known, &n, err);
    if (!own)
        return false;
    for (size_t i = 0; i < n; i++)
        if (date_before(own[i].valid_from, to) && date_before(in->from, own[i].valid_to))
            return err_add(err, item_field(a, item, "from"), N_("the person is away himself from {0}"),
                           az_date_numeric(a, own[i].valid_from));
    (void)warnings;
    Val *values = val_map(a);
    val_put_text(a, values, "code", on_day(at.held, at.held_count, in->from) ? "absent" : "vacant");
    val_add(effects, effect_start(a, FACT_ACTING, item->person_id, in->seat_id, in->from, to, values,
                                  item_why(a, "service.acting", NULL, NULL)));
    return true;
}

bool acting_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    const Acting *in = item->record;
    Arena *a = cx->arena;
    Person p, holder;
    Service s;
    Seat seat;
    Attendance at;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, in->from, &s, err)
        || !staff_seat(cx, in->seat_id, &seat, err) || !attendance_read(cx, in->seat_id, in->from, &at, err))
        return false;
    Date limit = first_attended(&at, in->from);
    Date to = in->until.has ? date_add_days(in->until.v, 1) : limit;
    const char *when = date_same(to, DATE_FOREVER) ? az_date_from(a, in->from)
                     : az_date_period(a, in->from, date_add_days(to, -1));
    const char *who = service_name(a, &p, &s, AZ_DATIVE);
    const Fact *held = on_day(at.held, at.held_count, in->from);
    if (!held) {
        *ret = arena_printf(a, "%s vəzifəsi vakant olduğu üçün həmin vəzifənin icrası %s%s %s həvalə edilsin.",
                            text_capital(a, seat.title_full), when,
                            date_same(to, DATE_FOREVER) ? " vəzifə tutulanadək" : "", who);
        return true;
    }
    if (!person_get(cx, held->person, &holder, err))
        return false;
    size_t of = (size_t)(held - at.held);
    const Fact *away = on_day(at.away[of], at.away_count[of], in->from);
    const AbsenceKind *kind = absence_kind(cx->app, away ? away->code : NULL);
    *ret = arena_printf(a, "%s %s %s dövrdə həmin vəzifənin icrası %s %s həvalə edilsin.",
                        text_capital(a, seat.title_full), az_case_name(a, person_full_name(a, &holder), AZ_GENITIVE),
                        kind ? kind->during_az : "işdə olmadığı", when, who);
    return true;
}
