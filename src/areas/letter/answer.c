// SPDX-License-Identifier: Apache-2.0
/* Answers: drafted by the executor, accepted by his chief, handed to the Secretariat, closed by its
 * number and date.  Signing is sign.c. */
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

static bool check_text(const char *gist, const char *body, Err *err)
{
    if (!*gist)
        err_add(err, "gist", N_("say what the answer is about"));
    if (!*body)
        err_add(err, "body", N_("write the answer"));
    return err->kind == ERR_NONE;
}

static bool may_draft(Cx *cx, const Letter *l, Task *ret_lead, Err *err)
{
    bool found;
    int64_t others;
    if (strcmp(l->direction, "in") != 0 || strcmp(l->state, "execution") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a letter in execution is answered"));
    if (!task_lead_of(cx, OBJ_LETTER, l->id, cx->actor->person_id, ret_lead, &found, err)
        || !db_int(cx->db, &Q_ANSWERS_UNDER_WAY, BIND(P_INT(l->id)), 0, &others, err))
        return false;
    if (!found)
        return err_set(err, ERR_DENIED, NULL, N_("the lead executor drafts the answer"));
    return others == 0 || err_set(err, ERR_CONFLICT, NULL, N_("an answer to this letter is under way already"));
}

static const char *fold_of(Cx *cx, const char *number, const Letter *l, const char *gist)
{
    return text_fold(cx->arena, arena_printf(cx->arena, "%s %s %s", number, l->party, gist));
}

bool answer_draft(Cx *cx, int64_t letter, const char *gist, const char *body, const Grant *grant, int64_t *ret_answer,
                  Err *err)
{
    Letter l;
    Task lead;
    if (!check_text(gist, body, err) || !letter_get(cx, letter, &l, err) || !may_draft(cx, &l, &lead, err))
        return false;
    int64_t person = cx->actor->person_id;
    return db_int(cx->db, &Q_LETTER_ADD,
                  BIND(P_TEXT("out"), P_INT(0), P_INT(0), P_INT(0), P_TEXT(""), P_DATE(DATE_FOREVER),
                       P_TEXT("answer"), P_TEXT(l.party_kind), P_TEXT(l.party), P_TEXT(l.address), P_TEXT(l.their_no),
                       P_DATE(l.their_date), P_TEXT(""), P_DATE(DATE_FOREVER), P_TEXT(gist), P_TEXT(body), P_INT(1),
                       P_INT(0), P_TEXT(""), P_TEXT(""), P_DATE(l.due), P_TEXT("{}"), P_TEXT("draft"), P_INT(letter),
                       P_INT(person), P_DATE(DATE_FOREVER), P_INT(0), P_BOOL(false), P_DATE(DATE_FOREVER), P_TEXT(""),
                       P_TEXT(fold_of(cx, "", &l, gist))), 0, ret_answer, err)
        && db_run(cx->db, &Q_ANSWER_SET_BOOK, BIND(P_INT(*ret_answer), P_TEXT(cx->actor->name), P_TEXT(l.number)), NULL, err)
        && letter_note(cx, *ret_answer, "drafted", "", "letter.draft", grant, err)
        && authority_relate(cx, OBJ_LETTER, *ret_answer, principal_of_person(person), "executor", err)
        && authority_relate(cx, OBJ_LETTER, *ret_answer, principal_of_seat(lead.author_seat), "author", err);
}

bool answer_change(Cx *cx, int64_t answer, int64_t version, const char *gist, const char *body, const Grant *grant,
                   Err *err)
{
    Letter l;
    int64_t changed;
    if (!check_text(gist, body, err) || !letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.state, "draft") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("the draft was accepted; it can no longer be changed"));
    return db_run(cx->db, &Q_ANSWER_CHANGE,
                  BIND(P_INT(answer), P_INT(version), P_TEXT(gist), P_TEXT(body), P_TEXT(fold_of(cx, "", &l, gist))),
                  &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "changed", "", "letter.draft", grant, err);
}

/* The task the drafter leads: accepting the draft accepts his work. */
static bool decide_task(Cx *cx, const Letter *l, bool accept, const char *remark, const Grant *grant, Err *err)
{
    Task lead;
    bool found;
    if (!task_lead_of(cx, OBJ_LETTER, l->reply_to, l->drafter, &lead, &found, err))
        return false;
    return !found || strcmp(lead.state, "reported") != 0 || task_decide(cx, lead.id, accept, remark, grant, err);
}

/* Could whoever serves this post sign to the addressee at all?  5.8.13, 5.9.10, else leadership. */
static bool check_signer(const Letter *l, const Seat *signer, Err *err)
{
    bool head = strcmp(signer->post_kind, "head") == 0, deputy = strcmp(signer->post_kind, "deputy") == 0;
    bool leadership = strncmp(signer->post_kind, "service_", 8) == 0;
    if (letter_is_to_other(l) && !leadership)
        return err_set(err, ERR_INVALID, "seat_id", N_("leadership signs letters to this addressee"));
    if (letter_is_to_state(l) && deputy)
        return err_set(err, ERR_INVALID, "seat_id",
                       N_("letters to executive bodies and courts are signed by the head (5.8.13); the deputy signs "
                          "to legal and natural persons only (5.9.10)"));
    return head || deputy || leadership
        || err_set(err, ERR_INVALID, "seat_id", N_("only the head (5.8.13) or the deputy (5.9.10) signs this letter"));
}

static bool return_draft(Cx *cx, const Letter *l, const char *remark, const Grant *grant, Err *err)
{
    int64_t changed;
    if (!*remark)
        return err_set(err, ERR_INVALID, "remark", N_("say what must be mended"));
    return decide_task(cx, l, false, remark, grant, err)
        && db_run(cx->db, &Q_ANSWER_RETURNED, BIND(P_INT(l->id), P_INT(l->version)), &changed, err)
        && letter_changed(cx, l->id, changed, err)
        && letter_note(cx, l->id, "returned", remark, "letter.return", grant, err);
}

bool answer_accept(Cx *cx, int64_t answer, bool accept, const char *remark, int64_t signer_seat, const Grant *grant,
                   Err *err)
{
    Letter l;
    Seat signer;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.direction, "out") != 0 || strcmp(l.state, "draft") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this draft is decided already"));
    if (l.drafter == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("nobody accepts his own work"));
    if (!accept)
        return return_draft(cx, &l, remark, grant, err);
    if (!signer_seat)
        return err_set(err, ERR_INVALID, "seat_id", N_("choose who is to sign"));
    return staff_seat(cx, signer_seat, &signer, err) && check_signer(&l, &signer, err)
        && decide_task(cx, &l, true, remark, grant, err)
        && db_run(cx->db, &Q_ANSWER_TO_SIGN, BIND(P_INT(answer), P_INT(signer_seat), P_INT(l.version)), &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "accepted", signer.title_full, "letter.accept", grant, err)
        && authority_relate(cx, OBJ_LETTER, answer, principal_of_seat(signer_seat), "presented", err);
}

static bool hand_one(Cx *cx, int64_t answer, int64_t handover, const Seat *office, size_t offices, const Grant *grant,
                     Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.state, "signed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a signed answer goes to the Secretariat"));
    for (size_t i = 0; i < offices; i++)
        if (!authority_relate(cx, OBJ_LETTER, answer, principal_of_seat(office[i].id), "reader", err))
            return false;
    return db_run(cx->db, &Q_ANSWER_SET_HANDED, BIND(P_INT(answer), P_INT(handover)), &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "handed", "", "handover.return", grant, err);
}

bool answers_hand(Cx *cx, const int64_t *answers, size_t n, const Grant *grant, int64_t *ret_handover, Err *err)
{
    size_t offices;
    if (n == 0)
        return err_set(err, ERR_INVALID, "letters", N_("choose at least one answer"));
    const Seat *office = staff_seats_of_kind(cx, "secretariat", cx->today, &offices, err);
    if (!office
        || !db_int(cx->db, &Q_HANDOVER_ADD,
                   BIND(P_TEXT("out"), P_DATE(cx->today), P_INT(cx->actor->person_id), P_INSTANT(INSTANT_FOREVER),
                        P_TEXT("")), 0, ret_handover, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!hand_one(cx, answers[i], *ret_handover, office, offices, grant, err))
            return false;
    journal_add(cx, "handover.return", OBJ_HANDOVER, *ret_handover, NULL, grant);
    return true;
}

static bool check_number(Cx *cx, const Letter *l, const char *office_no, Date office_date, Err *err)
{
    if (strcmp(l->state, "handed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this answer is not with the Secretariat"));
    if (!*office_no)
        err_add(err, "office_no", N_("write the Secretariat's number"));
    if (date_before(cx->today, office_date))
        err_add(err, "office_date", N_("this day has not come yet"));
    if (date_before(office_date, l->signed_on))
        err_add(err, "office_date", N_("this is before the answer was signed"));
    return err->kind == ERR_NONE;
}

bool answer_number(Cx *cx, int64_t answer, const char *office_no, Date office_date, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err) || !check_number(cx, &l, office_no, office_date, err))
        return false;
    const char *sent = arena_printf(cx->arena, "%s, %s", office_no, az_date_numeric(cx->arena, office_date));
    return db_run(cx->db, &Q_ANSWER_SET_NUMBERED, BIND(P_INT(answer), P_TEXT(office_no), P_DATE(office_date)), &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "sent", sent, "handover.number", grant, err)
        && db_run(cx->db, &Q_LETTER_SET_ANSWERED, BIND(P_INT(l.reply_to), P_DATE(office_date), P_TEXT(sent)), &changed, err)
        && letter_changed(cx, l.reply_to, changed, err)
        && letter_note(cx, l.reply_to, "answered", sent, "letter.answered", grant, err)
        && joined_answered(cx, l.reply_to, office_date, sent, grant, err)
        && task_close_all(cx, OBJ_LETTER, l.reply_to, "answered", grant, err)
        && db_run(cx->db, &Q_HANDOVER_CLOSE_OUT,
                  BIND(P_INT(l.handover_id), P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err);
}
