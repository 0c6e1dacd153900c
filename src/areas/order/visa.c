// SPDX-License-Identifier: Apache-2.0
/* The way of a draft through its visas: who is next is asked anew at each step, from the posts of the day. */
#include "app/journal.h"
#include "app/wall.h"
#include "areas/order/order_in.h"
#include "order_queries.h"
#include <string.h>

const Field VISA_FIELDS[] = {
    FIELD(Visa, id), FIELD(Visa, round), FIELD(Visa, step), FIELD(Visa, post_kind), FIELD(Visa, seat_id),
    FIELD(Visa, state), FIELD(Visa, ground), FIELD(Visa, person_id), FIELD(Visa, signature), FIELD(Visa, remark),
    FIELD(Visa, at), FIELD(Visa, version), FIELD(Visa, title_full), FIELD(Visa, unit_id),
    FIELD(Visa, surname), FIELD(Visa, name), FIELDS_END
};

Visa *order_visas(Cx *cx, int64_t order, size_t *ret_count, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_ORDER_VISAS, BIND(P_INT(order)), VISA_FIELDS, sizeof(Visa), ret_count,
                  err);
}

bool order_acting_post(Cx *cx, const Grant *grant, const char **ret_post, const char **ret_ground, Err *err)
{
    Seat seat;
    bool found;
    const Standing *s = grant ? grant->standing : NULL;
    Ground ground = s ? s->ground : GROUND_SEAT;
    *ret_ground = ground == GROUND_SUBSTITUTE
                      ? "Əsasnamənin 5.5-ci bəndinə əsasən səlahiyyətləri həyata keçirən"
                  : ground == GROUND_ACTING ? "vəzifəsinin icrası əmrlə həvalə edilmiş"
                                            : NULL;
    if (!staff_seat_of(cx, cx->actor->person_id, cx->today, &seat, &found, err))
        return false;
    *ret_post = found ? seat.title_full : s && s->post_title ? s->post_title : "";
    return true;
}

/* ---- the plan of a round --------------------------------------------------------------- */

static bool rule_applies(const VisaRule *r, const Order *o, const Item *items, size_t n)
{
    bool kind = strcmp(r->kind, "*") == 0;
    for (size_t i = 0; i < n && !kind; i++)
        kind = strcmp(r->kind, items[i].kind->code) == 0;
    return kind && (strcmp(r->series, "*") == 0 || strcmp(r->series, o->series) == 0);
}

/* The seat a step falls to; 0: the staff table has none. */
static bool rule_seat(Cx *cx, const VisaRule *r, int64_t unit, int64_t *ret_seat, Err *err)
{
    if (strcmp(r->unit, "any") == 0)
        return db_int(cx->db, &Q_ORDER_SEAT_ANY, BIND(P_TEXT(r->post_kind), P_DATE(cx->today)), 0, ret_seat,
                      err);
    if (*r->unit)
        return db_int(cx->db, &Q_ORDER_SEAT_OF_UNIT,
                      BIND(P_TEXT(r->unit), P_TEXT(r->post_kind), P_DATE(cx->today)), 0, ret_seat, err);
    return db_int(cx->db, &Q_ORDER_SEAT_ABOVE, BIND(P_INT(unit), P_TEXT(r->post_kind), P_DATE(cx->today)), 0,
                  ret_seat, err);
}

static bool add_step(Cx *cx, const Order *o, const VisaRule *r, int64_t seat, const Grant *grant, Err *err)
{
    bool drafter = strcmp(r->post_kind, "drafter") == 0;
    const char *post = "", *ground;
    if (drafter && !order_acting_post(cx, NULL, &post, &ground, err))
        return false;
    Str path = str_make(cx->arena);
    if (drafter && grant && grant->path)
        val_write_canonical(grant->path, &path);
    return db_run(cx->db, &Q_ORDER_VISA_ADD,
                  BIND(P_INT(o->id), P_INT(o->round + 1), P_INT(r->step), P_TEXT(r->post_kind), P_INT(seat),
                       P_TEXT(drafter ? "endorsed" : "waiting"), P_INT(drafter ? cx->actor->person_id : 0),
                       P_TEXT(post), P_TEXT(path.s), P_INSTANT(drafter ? cx->now : INSTANT_FOREVER),
                       P_INT(o->version)),
                  NULL, err);
}

static bool plan_round(Cx *cx, const Order *o, const Item *items, size_t n, const Grant *grant, Err *err)
{
    Seat own;
    bool found;
    const OrderData *data = order_data(cx);
    if (!staff_seat_of(cx, cx->actor->person_id, cx->today, &own, &found, err))
        return false;
    for (size_t i = 0; i < data->visa_count; i++) {
        const VisaRule *r = &data->visas[i];
        int64_t seat = found ? own.id : 0;
        if (!rule_applies(r, o, items, n))
            continue;
        bool drafter = strcmp(r->post_kind, "drafter") == 0;
        if (!drafter && !rule_seat(cx, r, found ? own.unit_id : 0, &seat, err))
            return false;
        if ((drafter || seat) && !add_step(cx, o, r, seat, grant, err))
            return false;
    }
    return true;
}

/* ---- from step to step ------------------------------------------------------------------- */

static bool set_visa(Cx *cx, const Visa *v, const char *state, const char *ground, int64_t person, Err *err)
{
    return db_run(cx->db, &Q_ORDER_VISA_SET,
                  BIND(P_INT(v->id), P_TEXT(state), P_TEXT(ground), P_INT(person), P_TEXT(""), P_TEXT(""),
                       P_TEXT(""), P_INSTANT(cx->now), P_INT(0)),
                  NULL, err);
}

bool visa_close(Cx *cx, const Order *o, Err *err)
{
    int64_t seat = principal_of_seat(o->visa_seat);
    return o->visa_seat == 0
        || (authority_unrelate(cx, OBJ_ORDER, o->id, seat, "visa", err)
            && authority_relate(cx, OBJ_ORDER, o->id, seat, "reader", err));
}

/* The words become fixed; the paper was printed before this write, from the same version. */
static bool freeze(Cx *cx, const Order *o, const OrderPaper *paper, Err *err)
{
    size_t n;
    if (!paper || !*paper->text)
        return err_set(err, ERR_INTERNAL, NULL, "the order's paper was not printed before its last visa");
    const Val *words = ledger_payload(cx->arena, paper->text, err);
    const Seat *signers = words ? staff_seats_of_kind(cx, "service_head", cx->today, &n, err) : NULL;
    if (!signers
        || !db_run(cx->db, &Q_ORDER_FREEZE,
                   BIND(P_INT(o->id), P_TEXT(paper->text), P_TEXT(paper->text_sha), P_TEXT(paper->pdf),
                        P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err))
        return false;
    for (const Val *v = val_first(val_get(words, "items")); v; v = val_next(v))
        if (!db_run(cx->db, &Q_ORDER_ITEM_FREEZE,
                    BIND(P_INT(o->id), P_INT(val_num(val_get(v, "no"))), P_TEXT(val_str(val_get(v, "text")))),
                    NULL, err))
            return false;
    for (size_t i = 0; i < n; i++)
        if (!authority_relate(cx, OBJ_ORDER, o->id, principal_of_seat(signers[i].id), "signer", err))
            return false;
    return true;
}

/* Who a step falls to today, and whether the order is closed to him (app/wall.h). */
typedef struct StepToday { SeatToday seat; bool closed; } StepToday;

static bool step_today(Cx *cx, const Order *o, int64_t seat, StepToday *ret, Err *err)
{
    return staff_seat_today(cx, seat, cx->today, &ret->seat, err)
        && wall_between(cx, OBJ_ORDER, o->id, ret->seat.person_id, &ret->closed, err);
}

/* Why a waiting step is passed over; NULL: it is due.  `who` are today's persons of all the steps. */
static const char *skip_ground(const Order *o, const Visa *v, const StepToday *who, size_t i, size_t n)
{
    int64_t person = who[i].seat.person_id;
    if (!person)
        return who[i].seat.vacant ? "vacant" : "absent";
    if (who[i].closed)
        return "closed";
    if (person == o->drafter)
        return "drafter";
    for (size_t k = 0; k < n; k++) {
        bool same_round = v[k].round == v[i].round && k != i;
        if (same_round && strcmp(v[k].state, "endorsed") == 0 && v[k].person_id == person)
            return "twice";
        if (same_round && k > i && strcmp(v[k].state, "waiting") == 0 && who[k].seat.person_id == person)
            return "twice";
    }
    return NULL;
}

static bool advance(Cx *cx, const Order *o, int64_t round, const OrderPaper *paper, Err *err)
{
    size_t n;
    const Visa *v = order_visas(cx, o->id, &n, err);
    if (!v)
        return false;
    StepToday *who = NEW_N(cx->arena, StepToday, n + 1);
    for (size_t i = 0; i < n; i++)
        if (v[i].round == round && strcmp(v[i].state, "waiting") == 0
            && !step_today(cx, o, v[i].seat_id, &who[i], err))
            return false;
    for (size_t i = 0; i < n; i++) {
        if (v[i].round != round || strcmp(v[i].state, "waiting") != 0)
            continue;
        const char *ground = skip_ground(o, v, who, i, n);
        if (ground) {
            int64_t person = who[i].seat.person_id ? who[i].seat.person_id : who[i].seat.holder_id;
            if (!set_visa(cx, &v[i], "skipped", ground, person, err))
                return false;
            continue;
        }
        return db_run(cx->db, &Q_ORDER_VISA_OPEN, BIND(P_INT(v[i].id)), NULL, err)
            && db_run(cx->db, &Q_ORDER_SET_VISA, BIND(P_INT(o->id), P_INT(v[i].seat_id), P_INSTANT(cx->now),
                                                      P_INT(cx->actor->person_id)), NULL, err)
            && authority_relate(cx, OBJ_ORDER, o->id, principal_of_seat(v[i].seat_id), "visa", err);
    }
    return freeze(cx, o, paper, err);
}

/* ---- acts ------------------------------------------------------------------------------------ */

static bool check_all(Cx *cx, const Order *o, Item **ret, size_t *ret_n, Err *err)
{
    Effects e;
    Registration would;
    const Val *form = order_form(cx, o, err);
    return form && items_read(cx, form, false, ret, ret_n, err)
        && effects_make(cx, o->id, *ret, *ret_n, o->historical ? o->signed_on : cx->today, &e, err)
        && effects_excused(cx, *ret, &e, err)
        && effects_rehearse(cx, &e, &would, err);
}

static bool enter_historical(Cx *cx, const Order *o, const OrderPaper *paper, Err *err)
{
    int64_t changed;
    if (!*o->scan)
        return err_set(err, ERR_INVALID, "scan", N_("add the scan of the paper order"));
    if (!order_past_allowed(cx, o->series, o->signed_on, err))
        return false;
    const Val *words = ledger_payload(cx->arena, paper->text, err);
    for (const Val *v = val_first(val_get(words, "items")); v; v = val_next(v))
        if (!db_run(cx->db, &Q_ORDER_ITEM_FREEZE,
                    BIND(P_INT(o->id), P_INT(val_num(val_get(v, "no"))), P_TEXT(val_str(val_get(v, "text")))),
                    NULL, err))
            return false;
    return words
           && db_run(cx->db, &Q_ORDER_ENTER,
                     BIND(P_INT(o->id), P_INT(o->version), P_TEXT(paper->text), P_TEXT(paper->text_sha),
                          P_INSTANT(cx->now), P_INT(cx->actor->person_id)),
                     &changed, err)
           && order_changed(cx, o->id, changed, err) && order_relate_keepers(cx, o, err);
}

bool order_submit(Cx *cx, int64_t id, int64_t version, const OrderPaper *paper, const Grant *grant, Err *err)
{
    Order o;
    Item *items;
    size_t n;
    int64_t changed;
    if (!order_get(cx, id, &o, err))
        return false;
    if (!order_is(&o, "draft"))
        return err_set(err, ERR_CONFLICT, NULL, N_("the order is on its way already"));
    if (!order_changed(cx, id, o.version == version && paper->version == version, err)
        || !check_all(cx, &o, &items, &n, err))
        return false;
    journal_add(cx, "order.submit", OBJ_ORDER, id, NULL, grant);
    if (o.historical)
        return enter_historical(cx, &o, paper, err);
    return plan_round(cx, &o, items, n, grant, err)
        && db_run(cx->db, &Q_ORDER_SUBMIT,
                  BIND(P_INT(id), P_INT(version), P_INT(o.drafter_seat), P_INSTANT(cx->now),
                       P_INT(cx->actor->person_id)), &changed, err)
        && order_changed(cx, id, changed, err)
        && authority_relate(cx, OBJ_ORDER, id, principal_of_person(o.drafter), "drafter", err)
        && advance(cx, &o, o.round + 1, paper, err);
}

/* The step that is due and that the actor's right is for. */
static bool due_visa(Cx *cx, const Order *o, const Grant *grant, Visa *ret, Err *err)
{
    size_t n;
    const Visa *v = order_visas(cx, o->id, &n, err);
    if (!v)
        return false;
    for (size_t i = 0; i < n; i++)
        if (v[i].round == o->round && strcmp(v[i].state, "open") == 0) {
            *ret = v[i];
            if (grant && grant->standing && grant->standing->seat_id != v[i].seat_id)
                return err_set(err, ERR_DENIED, NULL, N_("this visa is for another post: {0}"),
                               v[i].title_full);
            if (cx->actor->person_id == o->drafter)
                return err_set(err, ERR_DENIED, NULL, N_("nobody visas his own draft"));
            return true;
        }
    return err_set(err, ERR_CONFLICT, NULL, N_("no visa is due on this order"));
}

static bool note_visa(Cx *cx, const Order *o, const Visa *v, bool endorse, const char *remark, const Grant *grant,
                      Err *err)
{
    const char *post, *ground;
    if (!order_acting_post(cx, grant, &post, &ground, err))
        return false;
    if (ground)
        post = arena_printf(cx->arena, "%s (%s)", post, ground);
    Str path = str_make(cx->arena);
    if (grant && grant->path)
        val_write_canonical(grant->path, &path);
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "step", v->step);
    val_put_int(cx->arena, data, "seat", v->seat_id);
    journal_add(cx, endorse ? "order.visa" : "order.return", OBJ_ORDER, o->id, data, grant);
    return db_run(cx->db, &Q_ORDER_VISA_SET,
                  BIND(P_INT(v->id), P_TEXT(endorse ? "endorsed" : "returned"), P_TEXT(""),
                       P_INT(cx->actor->person_id), P_TEXT(post), P_TEXT(path.s), P_TEXT(remark),
                       P_INSTANT(cx->now), P_INT(o->version)),
                  NULL, err)
           && visa_close(cx, o, err);
}

bool order_visa(Cx *cx, int64_t id, bool endorse, const char *remark, const OrderPaper *paper,
                const Grant *grant, Err *err)
{
    Order o;
    Visa v = { 0 };
    int64_t changed;
    if (!order_get(cx, id, &o, err))
        return false;
    if (!order_is(&o, "visa"))
        return err_set(err, ERR_CONFLICT, NULL, N_("no visa is due on this order"));
    if (!due_visa(cx, &o, grant, &v, err))
        return false;
    if (!endorse && !*remark)
        return err_set(err, ERR_INVALID, "remark", N_("say what must be mended"));
    if (endorse && !order_changed(cx, id, paper && paper->version == o.version, err))
        return false;
    if (!note_visa(cx, &o, &v, endorse, remark, grant, err))
        return false;
    if (endorse)
        return advance(cx, &o, o.round, paper, err);
    return db_run(cx->db, &Q_ORDER_VISAS_DROP, BIND(P_INT(id), P_INT(o.round), P_INSTANT(cx->now)), NULL, err)
           && db_run(cx->db, &Q_ORDER_RETURN,
                     BIND(P_INT(id), P_TEXT("visa"), P_INSTANT(cx->now), P_INT(cx->actor->person_id)),
                     &changed, err)
           && order_changed(cx, id, changed, err);
}

bool order_forward(Cx *cx, int64_t id, const OrderPaper *paper, const Grant *grant, Err *err)
{
    Order o;
    StepToday now;
    size_t n;
    if (!order_get(cx, id, &o, err))
        return false;
    if (!order_is(&o, "visa"))
        return err_set(err, ERR_CONFLICT, NULL, N_("no visa is due on this order"));
    if (!order_changed(cx, id, paper->version == o.version, err)
        || !step_today(cx, &o, o.visa_seat, &now, err))
        return false;
    if (now.seat.person_id && !now.closed)
        return err_set(err, ERR_CONFLICT, NULL,
                       N_("this visa can be given today; the step is not passed over"));
    const Visa *v = order_visas(cx, id, &n, err);
    for (size_t i = 0; v && i < n; i++)
        if (v[i].round == o.round && strcmp(v[i].state, "open") == 0
            && !set_visa(cx, &v[i], "skipped", now.closed ? "closed" : now.seat.vacant ? "vacant" : "absent",
                         now.seat.holder_id, err))
            return false;
    journal_add(cx, "order.forward", OBJ_ORDER, id, NULL, grant);
    return v && visa_close(cx, &o, err) && advance(cx, &o, o.round, paper, err);
}
