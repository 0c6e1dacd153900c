// SPDX-License-Identifier: Apache-2.0
/* Letters coming in: taking over a line of a list, and presenting (5.12.4). */
#include "app/journal.h"
#include "app/wall.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

static const Field SAME_FIELDS[] = {
    FIELD(SameLetter, id), FIELD(SameLetter, number), FIELD(SameLetter, party), FIELD(SameLetter, registered), FIELDS_END
};

bool letter_same(Cx *cx, const HandoverItem *item, SameLetter *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_LETTER_SAME,
                  BIND(P_TEXT(letter_same_key(cx, item)), P_TEXT(item->office_no), P_DATE(item->office_date)), SAME_FIELDS, ret,
                  ret_found, err);
}

/* A second copy may join the letter it repeats.  Of a letter that is closed to him the refusal tells nothing. */
static bool refuse_same(Cx *cx, const HandoverItem *item, int64_t joins, Err *err)
{
    SameLetter same;
    bool found, closed = false;
    if (!letter_same(cx, item, &same, &found, err)
        || (found && !wall_between(cx, OBJ_LETTER, same.id, cx->actor->person_id, &closed, err)))
        return false;
    if (closed)
        return err_set(err, ERR_CONFLICT, NULL, N_("another officer must take this paper over"));
    return !found || same.id == joins
        || err_set(err, ERR_CONFLICT, "not_same", N_("it looks like letter {0} of {1}: join it to that one, or mark that it is another"),
                   same.number, az_date_numeric(cx->arena, same.registered));
}

static bool add_letter(Cx *cx, const HandoverItem *i, const Taking *in, int64_t *ret_id, Err *err)
{
    const char *rule, *derivation;
    Date due;
    RegisterNumber n;
    int64_t repeated;
    int year, month, day;
    date_split(cx->today, &year, &month, &day);
    /* The number first: it holds the register, so two who take the same paper see each other.  Then the list, then its line. */
    if (!letter_number(cx, "incoming", year, &n, err) || !db_run(cx->db, &Q_HANDOVER_HOLD, BIND(P_INT(i->handover_id)), NULL, err)
        || (!in->not_same && !refuse_same(cx, i, in->main_id, err))
        || !letter_term(cx, i, &rule, &due, &derivation, err))
        return false;
    const char *fold = letter_fold(cx, n.number, i->party, i->gist, i->office_no, i->their_no);
    const char *party = text_fold(cx->arena, i->party), *theme = letter_theme(cx, i->gist);
    const AppealMarks *m = &in->appeal;
    if (!appeal_repeats(cx, i, m->anonymous, party, theme, &repeated, err))
        return false;
    return db_int(cx->db, &Q_LETTER_ADD,
                  BIND(P_TEXT("in"), P_INT(n.register_id), P_INT(year), P_INT(n.serial), P_TEXT(n.number),
                       P_DATE(cx->today), P_TEXT(i->kind), P_TEXT(i->party_kind), P_TEXT(i->party), P_TEXT(i->address),
                       P_TEXT(i->their_no), P_DATE(i->their_date), P_TEXT(i->office_no), P_DATE(i->office_date),
                       P_TEXT(i->gist), P_TEXT(""), P_INT(i->sheets), P_INT(i->annexes), P_TEXT(in->missing),
                       P_TEXT(rule), P_DATE(due), P_TEXT(derivation), P_TEXT("registered"), P_INT(0),
                       P_INT(cx->actor->person_id), P_DATE(DATE_FOREVER), P_INT(i->handover_id), P_BOOL(in->control),
                       P_DATE(DATE_FOREVER), P_TEXT(letter_same_key(cx, i)), P_TEXT(fold), P_TEXT(party), P_TEXT(theme),
                       P_INT(repeated), P_INT(m->collective), P_BOOL(m->anonymous), P_INT(m->complained_id)), 0, ret_id, err);
}

bool handover_line(Cx *cx, int64_t handover, int64_t item_id, HandoverItem *ret, Err *err)
{
    bool found, closed;
    if (!db_one(cx->db, cx->arena, &Q_HANDOVER_ITEM, BIND(P_INT(item_id)), HANDOVER_ITEM_FIELDS, ret, &found, err)
        || !wall_between(cx, OBJ_LINE, item_id, cx->actor->person_id, &closed, err))
        return false;
    if (!found || ret->handover_id != handover || closed)
        return err_set(err, ERR_NOT_FOUND, "item_id", N_("there is no such line on the list"));
    if (*ret->returned_why)
        return err_set(err, ERR_CONFLICT, "item_id", N_("this paper went back to the Secretariat"));
    return !ret->letter_id || err_set(err, ERR_CONFLICT, "item_id", N_("this paper was taken over already"));
}

/* The letter and the line it came on, which outlives a spoiled number. */
static bool close_to(Cx *cx, int64_t letter, int64_t line, int64_t person, Err *err)
{
    return !person || (wall_put(cx, OBJ_LETTER, letter, person, err) && appeal_wall_line(cx, line, person, err));
}

/* Whom it is about: as the clerk says, else as the list did.  Who takes the list's word back leaves a trace. */
static bool about_whom(Cx *cx, const HandoverItem *item, AppealMarks *m, const Grant *grant, Err *err)
{
    int64_t said = m->complained_id ? m->complained_id : item->complained_id;
    m->complained_id = said == ABOUT_NOBODY ? 0 : said;
    if (!item->complained_id || m->complained_id == item->complained_id)
        return true;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "was", item->complained_id);
    val_put_int(cx->arena, data, "now", m->complained_id);
    journal_add(cx, "handover.about", OBJ_LINE, item->id, data, grant);
    return m->complained_id || wall_end(cx, OBJ_LINE, item->id, err);
}

bool letter_take(Cx *cx, const Taking *as_sent, const Upload *scan, const Grant *grant, int64_t *ret_letter, Err *err)
{
    HandoverItem item;
    Letter letter;
    int64_t changed;
    Taking marked = *as_sent, *in = &marked;
    if (!handover_line(cx, in->handover_id, in->item_id, &item, err) || !about_whom(cx, &item, &in->appeal, grant, err))
        return false;
    if (!appeal_marks_fit(cx, &item, &in->appeal, err) || !add_letter(cx, &item, in, ret_letter, err)
        || !close_to(cx, *ret_letter, item.id, in->appeal.complained_id, err)
        || !db_run(cx->db, &Q_HANDOVER_ITEM_TAKEN, BIND(P_INT(item.id), P_INT(*ret_letter)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, "item_id", N_("this paper was taken over already"));
    return db_run(cx->db, &Q_HANDOVER_CLOSE,
                  BIND(P_INT(item.handover_id), P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err)
        && letter_get(cx, *ret_letter, &letter, err)
        && letter_note(cx, *ret_letter, "registered", letter.number, "letter.register", grant, err)
        && (!scan || attachment_add(cx, *ret_letter, scan, err))
        && letter_copy_leadership(cx, &item, &letter, err)
        && (!in->inquiry_id || inquiry_answered(cx, *ret_letter, in->inquiry_id, grant, err))
        && (!in->main_id || letter_join(cx, *ret_letter, in->main_id, grant, err));
}

/* ---- presenting --------------------------------------------------------------- */

bool letter_present(Cx *cx, int64_t letter, int64_t seat_id, const Grant *grant, Err *err)
{
    Letter l;
    Seat seat;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err) || !staff_seat(cx, seat_id, &seat, err))
        return false;
    if (strcmp(l.state, "registered") != 0 && strcmp(l.state, "presented") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this letter is past presenting"));
    if (strcmp(seat.post_kind, "head") != 0 && strcmp(seat.post_kind, "deputy") != 0
        && strcmp(seat.post_kind, "section_head") != 0)
        return err_set(err, ERR_INVALID, "seat_id",
                       N_("papers are presented to the head, the deputy or the section head (5.12.4)"));
    if (!appeal_wall_seat(cx, &l, seat_id, "seat_id", err))
        return false;
    if (l.seat_id && l.seat_id != seat_id
        && !authority_unrelate(cx, OBJ_LETTER, letter, principal_of_seat(l.seat_id), "presented", err))
        return false;
    return db_run(cx->db, &Q_LETTER_SET_PRESENTED, BIND(P_INT(letter), P_INT(l.version), P_INT(seat_id)), &changed, err)
        && letter_changed(cx, letter, changed, err)
        && letter_note(cx, letter, "presented", seat.title_full, "letter.present", grant, err)
        && authority_relate(cx, OBJ_LETTER, letter, principal_of_seat(seat_id), "presented", err);
}
