// SPDX-License-Identifier: Apache-2.0
/* Papers that leave us, answers and those that begin with us: drafted, accepted by the drafter's chief, handed to the
 * Secretariat, numbered by it.  Signing is sign.c, inquiries and their answers inquiry.c. */
#include "app/wall.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

static bool check_text(const Outgoing *in, Err *err)
{
    if (!*in->gist)
        err_add(err, "gist", N_("say what the paper is about"));
    if (!*in->body)
        err_add(err, "body", N_("write the text"));
    return err->kind == ERR_NONE;
}

/* What begins with us: does the kind fit the addressee? */
static bool check_own(Cx *cx, const Outgoing *in, Err *err)
{
    bool unit = strcmp(in->party_kind, "unit") == 0, memo = strcmp(in->kind, "memo") == 0;
    bool inquiry = strcmp(in->kind, "inquiry") == 0;
    if (!memo && !inquiry && strcmp(in->kind, "letter") != 0)
        err_add(err, "kind", N_("choose one of the values offered"));
    if (memo && !unit)
        err_add(err, "party_kind", N_("a memo goes to a unit of the Service"));
    if (unit && !memo && !inquiry)
        err_add(err, "kind", N_("to a unit of the Service goes a memo or an inquiry"));
    if (!*in->party)
        err_add(err, "party", N_("name the addressee"));
    if (inquiry && !date_before(cx->today, in->due))
        err_add(err, "due", N_("an answer is asked by a day that is yet to come"));
    if (inquiry && date_same(in->due, DATE_FOREVER))
        err_add(err, "due", N_("say by when the answer is asked"));
    return check_text(in, err);
}

static bool may_draft(Cx *cx, const Letter *l, Task *ret_lead, Err *err)
{
    bool found;
    int64_t others, held;
    if (strcmp(l->direction, "in") != 0 || strcmp(l->state, "execution") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a letter in execution is answered"));
    if (!task_lead_of(cx, OBJ_LETTER, l->id, cx->actor->person_id, ret_lead, &found, err)
        || !db_run(cx->db, &Q_LETTER_HOLD, BIND(P_INT(l->id)), &held, err) || !letter_changed(cx, l->id, held, err)
        || !db_int(cx->db, &Q_ANSWERS_UNDER_WAY, BIND(P_INT(l->id)), 0, &others, err))
        return false;
    if (!found)
        return err_set(err, ERR_DENIED, NULL, N_("the lead executor drafts the answer"));
    return others == 0 || err_set(err, ERR_CONFLICT, NULL, N_("an answer to this letter is under way already"));
}

/* The row itself, its history, and who may read it: the drafter and the seat that accepts it. */
static bool add_paper(Cx *cx, const Outgoing *in, const Letter *asked, int64_t chief_seat, const Grant *grant,
                      int64_t *ret, Err *err)
{
    int64_t person = cx->actor->person_id;
    return db_int(cx->db, &Q_LETTER_ADD,
                  BIND(P_TEXT("out"), P_INT(0), P_INT(0), P_INT(0), P_TEXT(""), P_DATE(DATE_FOREVER), P_TEXT(in->kind),
                       P_TEXT(in->party_kind), P_TEXT(in->party), P_TEXT(in->address),
                       P_TEXT(asked ? asked->their_no : ""), P_DATE(asked ? asked->their_date : DATE_ALWAYS), P_TEXT(""),
                       P_DATE(DATE_FOREVER), P_TEXT(in->gist), P_TEXT(in->body), P_INT(1), P_INT(0), P_TEXT(""), P_TEXT(""),
                       P_DATE(in->due), P_TEXT("{}"), P_TEXT("draft"), P_INT(in->reply_to), P_INT(person),
                       P_DATE(DATE_FOREVER), P_INT(0), P_BOOL(false), P_DATE(DATE_FOREVER), P_TEXT(""),
                       P_TEXT(letter_fold(cx, "", in->party, in->gist, "", "")), P_TEXT(""), P_TEXT(""), P_INT(0), P_INT(0), P_BOOL(false),
                       P_INT(0)), 0, ret, err)
        && db_run(cx->db, &Q_ANSWER_SET_BOOK, BIND(P_INT(*ret), P_TEXT(cx->actor->name), P_TEXT(asked ? asked->number : "")),
                  NULL, err)
        && letter_note(cx, *ret, "drafted", "", "letter.draft", grant, err)
        && authority_relate(cx, OBJ_LETTER, *ret, principal_of_person(person), "executor", err)
        && authority_relate(cx, OBJ_LETTER, *ret, principal_of_seat(chief_seat), "author", err)
        && wall_along(cx, OBJ_LETTER, *ret, OBJ_LETTER, asked ? asked->id : in->about_id, err);
}

static bool draft_answer(Cx *cx, const Outgoing *in, const Grant *grant, int64_t *ret, Err *err)
{
    Letter l;
    Task lead;
    if (!check_text(in, err) || !letter_get(cx, in->reply_to, &l, err) || !may_draft(cx, &l, &lead, err))
        return false;
    Outgoing paper = { .reply_to = l.id, .kind = in->kind, .party_kind = l.party_kind, .party = l.party,
                       .address = l.address, .gist = in->gist, .body = in->body, .due = l.due };
    return add_paper(cx, &paper, &l, lead.author_seat, grant, ret, err);
}

/* The letter it is written for is one he reads, and in work. */
static bool check_about(Cx *cx, int64_t about, Err *err)
{
    Letter l;
    Grant read;
    if (!about)
        return true;
    if (!authority_check(cx, ACT_LETTER_READ, OBJ_LETTER, about, &read, err))
        return false;
    if (!read.yes)
        return err_set(err, ERR_DENIED, "about_id", N_("you do not read the letter this one is about"));
    return letter_get(cx, about, &l, err)
        && (strcmp(l.direction, "in") == 0
            || err_set(err, ERR_INVALID, "about_id", N_("a paper is written for a letter that came in")));
}

static bool draft_own(Cx *cx, const Outgoing *in, const Grant *grant, int64_t *ret, Err *err)
{
    Seat chief;
    bool own;
    Outgoing paper = *in;
    if (strcmp(in->kind, "inquiry") != 0)
        paper.due = DATE_FOREVER;
    return check_own(cx, in, err) && check_about(cx, in->about_id, err)
        && outgoing_chief(cx, cx->actor->person_id, in->about_id, &chief, &own, err)
        && add_paper(cx, &paper, NULL, chief.id, grant, ret, err)
        && (!in->about_id || db_run(cx->db, &Q_OUTGOING_SET_ABOUT, BIND(P_INT(*ret), P_INT(in->about_id)), NULL, err));
}

bool outgoing_draft(Cx *cx, const Outgoing *in, const Grant *grant, int64_t *ret, Err *err)
{
    return in->reply_to ? draft_answer(cx, in, grant, ret, err) : draft_own(cx, in, grant, ret, err);
}

bool outgoing_change(Cx *cx, int64_t id, int64_t version, const Outgoing *in, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, id, &l, err) || !(l.reply_to ? check_text(in, err) : check_own(cx, in, err)))
        return false;
    if (strcmp(l.direction, "out") != 0 || strcmp(l.state, "draft") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("the draft was accepted; it can no longer be changed"));
    Date due = strcmp(in->kind, "inquiry") == 0 ? in->due : DATE_FOREVER;
    bool ok = l.reply_to
        ? db_run(cx->db, &Q_ANSWER_CHANGE,
                 BIND(P_INT(id), P_INT(version), P_TEXT(in->gist), P_TEXT(in->body),
                      P_TEXT(letter_fold(cx, "", l.party, in->gist, "", ""))),
                 &changed, err)
        : db_run(cx->db, &Q_OUTGOING_CHANGE,
                 BIND(P_INT(id), P_INT(version), P_TEXT(in->kind), P_TEXT(in->party_kind), P_TEXT(in->party),
                      P_TEXT(in->address), P_DATE(due), P_TEXT(in->gist), P_TEXT(in->body),
                      P_TEXT(letter_fold(cx, "", in->party, in->gist, "", ""))), &changed, err);
    return ok && letter_changed(cx, id, changed, err) && letter_note(cx, id, "changed", "", "letter.draft", grant, err);
}

static bool is_interim(const Letter *l) { return strcmp(l->kind, "interim") == 0; }

/* The task the drafter of an answer leads: accepting the draft accepts his work, which an interim one does not end. */
static bool decide_task(Cx *cx, const Letter *l, const Acceptance *in, const Grant *grant, Err *err)
{
    Task lead;
    bool found;
    const char *parts = "";
    if (!l->reply_to || is_interim(l))
        return true;
    if (!task_hold(cx, OBJ_LETTER, l->reply_to, err)
        || !task_lead_of(cx, OBJ_LETTER, l->reply_to, l->drafter, &lead, &found, err))
        return false;
    if (!found)
        return true;
    if (in->accept && !task_check_parts(cx, OBJ_LETTER, l->reply_to, lead.id, &in->open, &parts, err))
        return false;
    TaskDecision decision = { 0, in->accept, in->remark, in->open };
    return (!*parts || letter_note(cx, l->id, "open_parts", parts, NULL, grant, err))
        && (strcmp(lead.state, "reported") != 0 || task_decide(cx, lead.id, &decision, grant, err));
}

/* Could whoever serves this post sign to the addressee at all?  5.8.4, 5.8.13, 5.9.10, else leadership. */
static bool check_signer(const Letter *l, const Seat *signer, Err *err)
{
    bool head = strcmp(signer->post_kind, "head") == 0, deputy = strcmp(signer->post_kind, "deputy") == 0;
    bool leadership = strncmp(signer->post_kind, "service_", 8) == 0;
    if ((letter_is_to_other(l) && !leadership) || (!letter_is_to_person(l) && deputy) || (!head && !deputy && !leadership))
        return err_set(err, ERR_INVALID, "seat_id", letter_signer_rule(l));
    return true;
}

/* Nobody accepts his own work; but the head's own paper has no chief here, so the step falls to himself. */
static bool may_accept(Cx *cx, const Letter *l, Err *err)
{
    Seat chief;
    bool own = false;
    if (l->drafter != cx->actor->person_id)
        return true;
    if (!l->reply_to && !outgoing_chief(cx, l->drafter, l->about_id, &chief, &own, err))
        return false;
    return own || err_set(err, ERR_DENIED, NULL, N_("nobody accepts his own work"));
}

static bool return_draft(Cx *cx, const Letter *l, const Acceptance *in, const Grant *grant, Err *err)
{
    int64_t changed;
    if (!*in->remark)
        return err_set(err, ERR_INVALID, "remark", N_("say what must be mended"));
    return decide_task(cx, l, in, grant, err)
        && db_run(cx->db, &Q_ANSWER_RETURNED, BIND(P_INT(l->id), P_INT(l->version)), &changed, err)
        && letter_changed(cx, l->id, changed, err)
        && letter_note(cx, l->id, "returned", in->remark, "letter.return", grant, err);
}

/* The answer to a complaint is neither accepted nor signed by the one complained about. */
static bool check_wall(Cx *cx, const Letter *l, int64_t signer_seat, Err *err)
{
    Letter asked;
    return !l->reply_to
        || (letter_get(cx, l->reply_to, &asked, err) && appeal_wall(&asked, cx->actor->person_id, "seat_id", err)
            && appeal_wall_seat(cx, &asked, signer_seat, "seat_id", err));
}

bool outgoing_accept(Cx *cx, int64_t answer, const Acceptance *in, const Grant *grant, Err *err)
{
    Letter l;
    Seat signer;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.direction, "out") != 0 || strcmp(l.state, "draft") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this draft is decided already"));
    if (in->version && in->version != l.version)                   /* what he decides on is what he read */
        return letter_changed(cx, answer, 0, err);
    if (!may_accept(cx, &l, err))
        return false;
    if (!in->accept)
        return return_draft(cx, &l, in, grant, err);
    if (!in->signer_seat)
        return err_set(err, ERR_INVALID, "seat_id", N_("choose who is to sign"));
    return staff_seat(cx, in->signer_seat, &signer, err) && check_signer(&l, &signer, err)
        && check_wall(cx, &l, in->signer_seat, err)
        && decide_task(cx, &l, in, grant, err)
        && db_run(cx->db, &Q_ANSWER_TO_SIGN, BIND(P_INT(answer), P_INT(in->signer_seat), P_INT(l.version)), &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "accepted", signer.title_full, "letter.accept", grant, err)
        && authority_relate(cx, OBJ_LETTER, answer, principal_of_seat(in->signer_seat), "presented", err);
}

static bool hand_one(Cx *cx, int64_t answer, int64_t handover, const Seat *office, size_t offices, const Grant *grant,
                     Err *err)
{
    Letter l;
    int64_t changed;
    bool closed;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (!wall_between(cx, OBJ_LETTER, answer, cx->actor->person_id, &closed, err))
        return false;
    if (closed || strcmp(l.state, "signed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a signed answer that is on no list yet goes to the Secretariat"));
    for (size_t i = 0; i < offices; i++)
        if (!authority_relate(cx, OBJ_LETTER, answer, principal_of_seat(office[i].id), "reader", err))
            return false;
    return db_run(cx->db, &Q_ANSWER_SET_HANDED, BIND(P_INT(answer), P_INT(handover)), &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "handed", "", "handover.return", grant, err);
}

bool outgoing_hand(Cx *cx, const int64_t *answers, size_t n, const Grant *grant, int64_t *ret_handover, Err *err)
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

/* The letter answered leaves execution with what joined it; after an interim answer it stays. */
static bool close_asked(Cx *cx, const Letter *answer, Date day, const char *sent, const Grant *grant, Err *err)
{
    int64_t changed, asked = answer->reply_to;
    if (is_interim(answer))                                /* answered in substance is another matter */
        return letter_note(cx, asked, "interim", sent, "letter.interim", grant, err);
    return task_hold(cx, OBJ_LETTER, asked, err)
        && db_run(cx->db, &Q_LETTER_SET_ANSWERED, BIND(P_INT(asked), P_DATE(day), P_TEXT(sent)), &changed, err)
        && letter_changed(cx, asked, changed, err)
        && letter_note(cx, asked, "answered", sent, "letter.answered", grant, err)
        && joined_answered(cx, asked, day, sent, grant, err)
        && task_close_all(cx, OBJ_LETTER, asked, "answered", grant, err);
}

/* A letter to the applicant about his appeal that was forwarded or left unconsidered: he is told by it (7.10). */
static bool applicant_told(Cx *cx, const Letter *notice, Date day, const char *sent, const Grant *grant, Err *err)
{
    int64_t told;
    if (!notice->about_id || strcmp(notice->kind, "letter") != 0)
        return true;
    return db_run(cx->db, &Q_APPEAL_SET_TOLD,
                  BIND(P_INT(notice->about_id), P_DATE(day), P_TEXT(text_fold(cx->arena, notice->party)), P_DATE(DATE_ALWAYS)), &told, err)
        && (!told || letter_note(cx, notice->about_id, "told", sent, "letter.told", grant, err));
}

bool outgoing_number(Cx *cx, int64_t answer, const char *office_no, Date office_date, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err) || !check_number(cx, &l, office_no, office_date, err))
        return false;
    const char *sent = arena_printf(cx->arena, "%s, %s", office_no, az_date_numeric(cx->arena, office_date));
    return db_run(cx->db, &Q_ANSWER_SET_NUMBERED, BIND(P_INT(answer), P_TEXT(office_no), P_DATE(office_date)), &changed, err)
        && letter_changed(cx, answer, changed, err)
        && letter_note(cx, answer, "sent", sent, "handover.number", grant, err)
        && (!l.reply_to || close_asked(cx, &l, office_date, sent, grant, err))
        && applicant_told(cx, &l, office_date, sent, grant, err)
        && db_run(cx->db, &Q_HANDOVER_CLOSE_OUT,
                  BIND(P_INT(l.handover_id), P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err);
}
