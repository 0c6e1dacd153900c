// SPDX-License-Identifier: Apache-2.0
/* A year of orders: each drafted, visaed, signed and registered by whoever may on its day. */
#include "app/journal.h"
#include "areas/demo/demo_in.h"
#include "areas/order/order.h"
#include "areas/staff/staff.h"
#include <string.h>

/* data/demo/orders.csv: one item a row; rows of one order follow each other. */
typedef struct OrderRow {
    int64_t     no;
    Date        day;
    const char *drafter, *series, *heading, *basis, *kind, *person;
    const char *with;                    /* "seat_id=@kadr.ins5 from=2025-10-01" */
    const char *until;                   /* the state it is left in: draft, visa, to_sign, signed, registered */
} OrderRow;
static const Field ORDER_ROW[] = {
    FIELD(OrderRow, no), FIELD(OrderRow, day), FIELD(OrderRow, drafter), FIELD(OrderRow, series),
    FIELD(OrderRow, heading), FIELD(OrderRow, basis), FIELD(OrderRow, kind), FIELD(OrderRow, person),
    FIELD(OrderRow, with), FIELD(OrderRow, until), FIELDS_END
};

typedef struct DemoOrder { const OrderRow *rows; size_t n; } DemoOrder;

/* "name=value name=value"; "@code" stands for the seat of that code. */
static bool put_parameters(Cx *cx, Val *item, const char *with, Err *err)
{
    Arena *a = cx->arena;
    while (*with) {
        size_t name = strcspn(with, "="), value = strcspn(with + name + 1, " ");
        const char *text = arena_strndup(a, with + name + 1, value);
        if (*text == '@') {
            Seat seat;
            bool found;
            if (!staff_seat_by_code(cx, text + 1, &seat, &found, err))
                return false;
            text = arena_printf(a, "%lld", found ? (long long)seat.id : 0LL);
        }
        val_put_text(a, item, arena_strndup(a, with, name), text);
        with += name + 1 + value;
        with += strspn(with, " ");
    }
    return true;
}

static Val *order_form_of(Demo *d, Cx *cx, const DemoOrder *o, Err *err)
{
    Arena *a = cx->arena;
    Val *form = val_map(a), *items = val_list(a), *basis = val_list(a), *one = val_map(a);
    val_put_text(a, form, "heading", o->rows[0].heading);
    for (size_t i = 0; i < o->n; i++) {
        const OrderRow *r = &o->rows[i];
        Val *item = val_add(items, val_map(a));
        val_put_text(a, item, "kind", r->kind);
        val_put_text(a, item, "person_id", arena_printf(a, "%lld", (long long)demo_person(d, r->person)));
        val_put_text(a, item, "reason", "Nümunə məlumatı");
        Val *papers = val_put(item, "papers", val_map(a));
        for (int k = 0; k < 6; k++)
            val_put_text(a, papers, arena_printf(a, "p%d", k), "1");
        if (!put_parameters(cx, item, r->with, err))
            return NULL;
    }
    val_put_text(a, one, "text", o->rows[0].basis);
    val_add(basis, one);
    val_put(form, "items", items);
    val_put(form, "basis", basis);
    return form;
}

static bool reached(const DemoOrder *o, const char *state)
{
    return strcmp(o->rows[0].until, state) == 0;
}

static bool draft(Demo *d, const DemoOrder *o, int minute, int64_t *ret_id, Err *err)
{
    Cx cx;
    Grant g;
    OrderPaper paper;
    if (!demo_at(d, o->rows[0].day, minute, demo_person(d, o->rows[0].drafter), &cx, err)
        || !demo_grant(&cx, ACT_ORDER_DRAFT, OBJ_NONE, 0, &g, err))
        return false;
    const Val *form = order_form_of(d, &cx, o, err);
    return form && order_save(&cx, 0, 0, form, "", &g, ret_id, err)
        && (reached(o, "draft") || (order_paper(&cx, *ret_id, &paper, err)
                                    && order_submit(&cx, *ret_id, paper.version, &paper, &g, err)))
        && journal_flush(&cx, err);
}

/* Every visa in turn, by whoever serves the seat whose step it is. */
static bool endorse(Demo *d, Date day, int *minute, int64_t id, bool only_one, Err *err)
{
    for (int step = 0; step < 10; step++) {
        Cx cx;
        Grant g;
        Order o;
        OrderPaper paper;
        SeatToday seat;
        if (!demo_at(d, day, *minute += 7, 0, &cx, err) || !order_get(&cx, id, &o, err))
            return false;
        if (strcmp(o.state, "visa") != 0 || (only_one && step))
            return true;
        if (!staff_seat_today(&cx, o.visa_seat, day, &seat, err)
            || !demo_at(d, day, *minute, seat.person_id, &cx, err)
            || !demo_grant(&cx, ACT_ORDER_VISA, OBJ_ORDER, id, &g, err) || !order_paper(&cx, id, &paper, err)
            || !order_visa(&cx, id, true, "", &paper, &g, err) || !journal_flush(&cx, err))
            return false;
    }
    return true;
}

static bool sign(Demo *d, Date day, int minute, int64_t id, Err *err)
{
    Cx cx;
    Grant g;
    Order o;
    return demo_at(d, day, minute, demo_person(d, "dmx.reis"), &cx, err) && order_get(&cx, id, &o, err)
        && demo_grant(&cx, ACT_ORDER_SIGN, OBJ_ORDER, id, &g, err) && order_sign(&cx, id, o.draft_pdf, "", &g, err)
        && journal_flush(&cx, err);
}

static bool register_it(Demo *d, Date day, int minute, int64_t id, Err *err)
{
    Cx cx;
    Grant g;
    OrderPaper paper;
    int64_t serial;
    return demo_at(d, day, minute, demo_person(d, "kadr.ins1"), &cx, err)
        && demo_grant(&cx, ACT_ORDER_REGISTER, OBJ_ORDER, id, &g, err)
        && order_final_paper(&cx, id, 0, &paper, err) && order_register(&cx, id, &paper, &g, &serial, err)
        && journal_flush(&cx, err);
}

static bool run_order(Demo *d, const DemoStep *step, Err *err)
{
    const DemoOrder *o = step->what;
    int64_t id;
    int minute = 10 * 60 + step->no % 60;
    if (!draft(d, o, minute, &id, err) || reached(o, "draft"))
        return err->kind == ERR_NONE;
    if (!endorse(d, step->day, &minute, id, reached(o, "visa"), err) || reached(o, "visa") || reached(o, "to_sign"))
        return err->kind == ERR_NONE;
    if (!sign(d, step->day, minute += 15, id, err) || reached(o, "signed"))
        return err->kind == ERR_NONE;
    return register_it(d, step->day, minute + 20, id, err);
}

bool demo_orders(Demo *d, Err *err)
{
    size_t n;
    const OrderRow *rows = demo_table(d, "data/demo/orders.csv", ORDER_ROW, sizeof(OrderRow), &n, err);
    for (size_t i = 0; rows && i < n;) {
        DemoOrder *o = NEW(d->cx->arena, DemoOrder);
        o->rows = &rows[i];
        while (i < n && rows[i].no == o->rows->no) {
            o->n++;
            i++;
        }
        demo_add(d, (DemoStep){ .day = o->rows->day, .run = run_order, .what = o });
    }
    return rows != NULL;
}
