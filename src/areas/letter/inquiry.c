// SPDX-License-Identifier: Apache-2.0
/* Whose step a paper of our own is, and the answers to what we asked. */
#include "app/wall.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

/* ---- the chief ------------------------------------------------------------- */

typedef struct Climb { Seat seats[8]; size_t n; } Climb;

static bool add_posts(Cx *cx, int64_t unit, const char *post_kind, Climb *c, Err *err)
{
    size_t n;
    const Seat *seats = staff_seats_of_unit(cx, unit, cx->today, &n, err);
    for (size_t i = 0; seats && i < n && c->n < sizeof c->seats / sizeof *c->seats; i++)
        if (strcmp(seats[i].post_kind, post_kind) == 0)
            c->seats[c->n++] = seats[i];
    return seats != NULL;
}

/* The posts above a seat, nearest first: the section head of its unit, then deputy and head up the units. */
static bool posts_above(Cx *cx, const Seat *from, Climb *ret, Err *err)
{
    StaffUnit unit;
    *ret = (Climb){ .n = 0 };
    bool head = strcmp(from->post_kind, "head") == 0, deputy = strcmp(from->post_kind, "deputy") == 0;
    if (!head && !deputy && strcmp(from->post_kind, "section_head") != 0
        && !add_posts(cx, from->unit_id, "section_head", ret, err))
        return false;
    for (int64_t id = from->unit_id; id; id = unit.parent_id) {
        if ((!head && !deputy && !add_posts(cx, id, "deputy", ret, err)) || !add_posts(cx, id, "head", ret, err)
            || !staff_unit(cx, id, &unit, err))
            return false;
        if (ret->n && strcmp(ret->seats[ret->n - 1].post_kind, "head") == 0)
            return true;
    }
    return true;
}

bool outgoing_chief(Cx *cx, int64_t person, int64_t about, Seat *ret, bool *ret_own, Err *err)
{
    Seat own;
    Climb up;
    bool found;
    if (!staff_seat_of(cx, person, cx->today, &own, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_DENIED, NULL, N_("who holds no post drafts no papers"));
    if (!posts_above(cx, &own, &up, err))
        return false;
    for (size_t i = 0; i < up.n; i++) {
        SeatToday today;
        bool closed;
        if (!staff_seat_today(cx, up.seats[i].id, cx->today, &today, err)
            || !wall_between(cx, OBJ_LETTER, about, today.person_id, &closed, err))
            return false;
        if (!today.person_id || closed)
            continue;                                      /* nobody there, or not for his eyes: the step goes higher */
        bool last = i + 1 == up.n;
        if (today.person_id == person && !last)
            continue;                                      /* it would fall to himself twice */
        *ret = up.seats[i];
        *ret_own = today.person_id == person;
        return true;
    }
    *ret = up.n ? up.seats[up.n - 1] : own;                /* waits for whoever will serve the post */
    *ret_own = false;
    return true;
}

/* ---- answers to what we asked -------------------------------------------------- */

bool inquiry_target(Cx *cx, const InquiryForm *in, int64_t *ret, Err *err)
{
    *ret = in->inquiry_id;
    if (in->inquiry_id || !*in->inquiry_no)
        return true;
    if (!db_int(cx->db, &Q_INQUIRY_NUMBERED, BIND(P_TEXT(in->inquiry_no), P_INT(cx->actor->person_id)), 0, ret, err))
        return false;
    return *ret || err_set(err, ERR_CONFLICT, "inquiry_no", N_("no inquiry of ours that was sent has the number {0}"), in->inquiry_no);
}

static bool check_inquiry(const Letter *l, const Letter *q, Err *err)
{
    if (strcmp(l->direction, "in") != 0 || strcmp(l->state, "filed") == 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("an inquiry is answered by a letter that came in and is not filed"));
    if (l->reply_to)
        return err_set(err, ERR_CONFLICT, NULL, N_("this letter answers an inquiry already"));
    if (strcmp(q->direction, "out") != 0 || strcmp(q->kind, "inquiry") != 0 || strcmp(q->state, "sent") != 0)
        return err_set(err, ERR_CONFLICT, "inquiry_id", N_("only an inquiry that was sent is answered"));
    return !date_before(l->office_date, q->office_date)
        || err_set(err, ERR_CONFLICT, "inquiry_id", N_("this letter came before inquiry {0} was sent"), q->number);
}

bool inquiry_answered(Cx *cx, int64_t letter, int64_t inquiry, const Grant *grant, Err *err)
{
    Letter l, q;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err) || !letter_get_open(cx, inquiry, &q, err) || !check_inquiry(&l, &q, err))
        return false;
    const char *by = arena_printf(cx->arena, "%s, %s", l.number, az_date_numeric(cx->arena, l.office_date));
    return db_run(cx->db, &Q_LETTER_SET_REPLY, BIND(P_INT(letter), P_INT(l.version), P_INT(inquiry)), &changed, err)
        && letter_changed(cx, letter, changed, err)
        && db_run(cx->db, &Q_INQUIRY_SET_ANSWERED, BIND(P_INT(inquiry), P_DATE(l.office_date), P_TEXT(by)), NULL, err)
        && letter_note(cx, letter, "answers", q.number, "letter.link", grant, err)
        && letter_note(cx, inquiry, "got_answer", by, "letter.link", grant, err)
        && wall_along(cx, OBJ_LETTER, letter, OBJ_LETTER, inquiry, err)
        && authority_relate(cx, OBJ_LETTER, letter, principal_of_person(q.drafter), "reader", err);
}
