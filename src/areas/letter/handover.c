// SPDX-License-Identifier: Apache-2.0
/* The Secretariat's lists: what it hands to us. */
#include "areas/letter/letter_in.h"
#include "letter_queries.h"
#include <string.h>

const Field HANDOVER_ITEM_FIELDS[] = {
    FIELD(HandoverItem, id), FIELD(HandoverItem, handover_id), FIELD(HandoverItem, office_no),
    FIELD(HandoverItem, office_date), FIELD(HandoverItem, kind), FIELD(HandoverItem, party_kind),
    FIELD(HandoverItem, party), FIELD(HandoverItem, address), FIELD(HandoverItem, their_no),
    FIELD(HandoverItem, their_date), FIELD(HandoverItem, gist), FIELD(HandoverItem, sheets),
    FIELD(HandoverItem, annexes), FIELD(HandoverItem, lead_seat), FIELD(HandoverItem, lead_text),
    FIELD(HandoverItem, lead_date), FIELD(HandoverItem, lead_due), FIELD(HandoverItem, letter_id),
    FIELD(HandoverItem, returned_why), FIELD(HandoverItem, complained_id), FIELDS_END
};

/* Adds a fault to a field of a line, unless it has one from reading the form already. */
static void blame(Cx *cx, size_t line, const char *field, const char *msgid, Err *err)
{
    const char *path = arena_printf(cx->arena, "items.%zu.%s", line, field);
    if (!err_names(err, path))
        err_add(err, path, msgid);
}

static void check_lead(Cx *cx, const HandoverItem *i, size_t n, const Seat *lead, size_t lead_n, Err *err)
{
    bool known = false;
    for (size_t k = 0; k < lead_n; k++)
        known |= lead[k].id == i->lead_seat;
    if (!known)
        blame(cx, n, "lead_seat", N_("choose one of the values offered"), err);
    if (!*i->lead_text)
        blame(cx, n, "lead_text", N_("write leadership's resolution as it stands"), err);
    if (date_same(i->lead_date, DATE_FOREVER))
        blame(cx, n, "lead_date", N_("fill this in"), err);
    else if (date_before(cx->today, i->lead_date))
        blame(cx, n, "lead_date", N_("this day has not come yet"), err);
    else if (date_before(i->lead_due, i->lead_date))
        blame(cx, n, "lead_due", N_("the term is before the resolution itself"), err);
}

/* Whom the Secretariat says a complaint is about: an officer of ours. */
static void check_complained(Cx *cx, const HandoverItem *i, size_t n, const Val *people, Err *err)
{
    const char *id = arena_printf(cx->arena, "%lld", (long long)i->complained_id);
    bool known = false;
    for (const Val *c = val_first(people); c; c = val_next(c))
        known |= strcmp(val_str(val_get(c, "value")), id) == 0;
    if (strcmp(i->kind ? i->kind : "", "complaint") != 0)
        blame(cx, n, "complained_id", N_("only a complaint is about somebody"), err);
    else if (!known)
        blame(cx, n, "complained_id", N_("choose one of the values offered"), err);
}

static void check_item(Cx *cx, const HandoverItem *i, size_t n, Err *err)
{
    Err beyond = { 0 };
    Date due;
    const char *rule, *derivation;
    if (date_before(cx->today, i->office_date))
        blame(cx, n, "office_date", N_("this day has not come yet"), err);
    else if (i->kind && !letter_term(cx, i, &rule, &due, &derivation, &beyond))
        blame(cx, n, "office_date", N_("no term can be counted from this day"), err);
    if (date_before(cx->today, i->their_date))
        blame(cx, n, "their_date", N_("this day has not come yet"), err);
    if (i->sheets < 1 || i->sheets > 5000)
        blame(cx, n, "sheets", N_("a paper has 1 to 5000 sheets"), err);
    if (i->annexes < 0 || i->annexes > 1000)
        blame(cx, n, "annexes", N_("0 to 1000 annexes"), err);
}

/* The seats of leadership: the head of the Service and his deputies. */
static Seat *leadership(Cx *cx, size_t *ret_n, Err *err)
{
    size_t heads, deputies;
    const Seat *head = staff_seats_of_kind(cx, "service_head", cx->today, &heads, err);
    const Seat *deputy = head ? staff_seats_of_kind(cx, "service_deputy", cx->today, &deputies, err) : NULL;
    if (!deputy)
        return NULL;
    Seat *all = NEW_N(cx->arena, Seat, heads + deputies + 1);
    memcpy(all, head, heads * sizeof *all);
    memcpy(all + heads, deputy, deputies * sizeof *all);
    *ret_n = heads + deputies;
    return all;
}

bool handover_check(Cx *cx, const HandoverItem *items, size_t n, Err *err)
{
    size_t lead_n;
    Err broken = { 0 };
    Val *people;
    const Seat *lead = leadership(cx, &lead_n, &broken);
    if (!lead || !appeal_people(cx, &people, &broken)) {
        *err = broken;
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        check_item(cx, &items[i], i, err);
        if (items[i].lead_seat)
            check_lead(cx, &items[i], i, lead, lead_n, err);
        if (items[i].complained_id)
            check_complained(cx, &items[i], i, people, err);
    }
    return err->kind == ERR_NONE;
}

bool handover_make(Cx *cx, const HandoverItem *items, size_t n, const char *note, const Grant *grant, int64_t *ret_id,
                   Err *err)
{
    if (n == 0)
        return err_set(err, ERR_INVALID, "items.0.office_no", N_("a list has at least one paper"));
    if (!handover_check(cx, items, n, err))
        return false;
    if (!db_int(cx->db, &Q_HANDOVER_ADD,
                BIND(P_TEXT("in"), P_DATE(cx->today), P_INT(cx->actor->person_id), P_INSTANT(INSTANT_FOREVER),
                     P_TEXT(note)), 0, ret_id, err))
        return false;
    for (size_t k = 0; k < n; k++) {
        const HandoverItem *i = &items[k];
        int64_t id;
        if (!db_int(cx->db, &Q_HANDOVER_ITEM_ADD,
                    BIND(P_INT(*ret_id), P_TEXT(i->office_no), P_DATE(i->office_date), P_TEXT(i->kind),
                         P_TEXT(i->party_kind), P_TEXT(i->party), P_TEXT(i->address), P_TEXT(i->their_no),
                         P_DATE(i->their_date), P_TEXT(i->gist), P_INT(i->sheets), P_INT(i->annexes),
                         P_INT(i->lead_seat), P_TEXT(i->lead_text), P_DATE(i->lead_date), P_DATE(i->lead_due),
                         P_TEXT(letter_same_key(cx, i))),
                    0, &id, err)
            || (i->complained_id && !appeal_wall_line(cx, id, i->complained_id, err)))
            return false;
    }
    journal_add(cx, "handover.send", OBJ_HANDOVER, *ret_id, NULL, grant);
    return true;
}

bool handover_items(Cx *cx, int64_t handover, HandoverItem **ret, size_t *ret_count, Err *err)
{
    *ret = db_all(cx->db, cx->arena, &Q_HANDOVER_ITEMS, BIND(P_INT(handover)), HANDOVER_ITEM_FIELDS,
                  sizeof(HandoverItem), ret_count, err);
    return *ret != NULL;
}
