// SPDX-License-Identifier: Apache-2.0
/* Answers: drafted by the executor, accepted by his chief, signed by whom the regulation lets,
 * handed to the Secretariat, closed by its number and date. */
#include "app/files.h"
#include "app/journal.h"
#include "areas/letter/letter_in.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "doc/pdf.h"
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

bool answer_draft(Cx *cx, int64_t letter, const char *gist, const char *body, int64_t *ret_answer, Err *err)
{
    Letter l;
    if (!check_text(gist, body, err) || !letter_get(cx, letter, &l, err))
        return false;
    if (strcmp(l.direction, "in") != 0 || strcmp(l.state, "execution") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a letter in execution is answered"));
    Task lead;
    bool found;
    if (!task_lead_of(cx, OBJ_LETTER, letter, cx->actor->person_id, &lead, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_DENIED, NULL, N_("the lead executor drafts the answer"));
    const char *fold = text_fold(cx->arena, arena_printf(cx->arena, "%s %s", l.party, gist));
    if (!db_int(cx->db, &Q_LETTER_ADD,
                BIND(P_TEXT("out"), P_INT(0), P_INT(0), P_INT(0), P_TEXT(""), P_DATE(DATE_FOREVER),
                     P_TEXT("answer"), P_TEXT(l.party_kind), P_TEXT(l.party), P_TEXT(l.address), P_TEXT(l.their_no),
                     P_DATE(l.their_date), P_TEXT(""), P_DATE(DATE_FOREVER), P_TEXT(gist), P_TEXT(body), P_INT(1),
                     P_INT(0), P_TEXT(""), P_TEXT(""), P_DATE(l.due), P_TEXT("{}"), P_TEXT("draft"), P_INT(letter),
                     P_INT(cx->actor->person_id), P_DATE(DATE_FOREVER), P_INT(0), P_BOOL(false), P_DATE(DATE_FOREVER),
                     P_TEXT(""), P_TEXT(fold)), 0, ret_answer, err))
        return false;
    journal_add(cx, "letter.draft", OBJ_LETTER, *ret_answer, NULL, NULL);
    return authority_relate(cx, OBJ_LETTER, *ret_answer, principal_of_person(cx->actor->person_id), "executor", err)
        && authority_relate(cx, OBJ_LETTER, *ret_answer, principal_of_seat(lead.author_seat), "author", err);
}

bool answer_change(Cx *cx, int64_t answer, int64_t version, const char *gist, const char *body, Err *err)
{
    Letter l;
    int64_t changed;
    if (!check_text(gist, body, err) || !letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.state, "draft") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("the draft was accepted; it can no longer be changed"));
    const char *fold = text_fold(cx->arena, arena_printf(cx->arena, "%s %s", l.party, gist));
    journal_add(cx, "letter.draft", OBJ_LETTER, answer, NULL, NULL);
    return db_run(cx->db, &Q_ANSWER_CHANGE,
                  BIND(P_INT(answer), P_INT(version), P_TEXT(gist), P_TEXT(body), P_TEXT(fold)), &changed, err)
        && letter_changed(changed, err);
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

bool answer_accept(Cx *cx, int64_t answer, bool accept, const char *remark, int64_t signer_seat, const Grant *grant,
                   Err *err)
{
    Letter l;
    Seat signer;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.state, "draft") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this draft is decided already"));
    if (l.drafter == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("nobody accepts his own work"));
    if (!accept) {
        if (!*remark)
            return err_set(err, ERR_INVALID, "remark", N_("say what must be mended"));
        journal_add(cx, "letter.return", OBJ_LETTER, answer, NULL, grant);
        return decide_task(cx, &l, false, remark, grant, err);
    }
    if (!signer_seat)
        return err_set(err, ERR_INVALID, "seat_id", N_("choose who is to sign"));
    if (!staff_seat(cx, signer_seat, &signer, err) || !decide_task(cx, &l, true, remark, grant, err)
        || !db_run(cx->db, &Q_ANSWER_TO_SIGN, BIND(P_INT(answer), P_INT(signer_seat)), &changed, err)
        || !letter_changed(changed, err))
        return false;
    journal_add(cx, "letter.accept", OBJ_LETTER, answer, NULL, grant);
    return authority_relate(cx, OBJ_LETTER, answer, principal_of_seat(signer_seat), "presented", err);
}

/* Executive bodies and courts: 5.8.13 alone; legal and natural persons: also 5.9.10. */
static Act act_to_sign(const char *party_kind)
{
    bool state = strcmp(party_kind, "executive") == 0 || strcmp(party_kind, "court") == 0;
    return state ? ACT_LETTER_SIGN_STATE : ACT_LETTER_SIGN_PERSON;
}

static bool may_sign(Cx *cx, const Letter *l, Grant *ret, Err *err)
{
    if (strcmp(l->party_kind, "other") == 0)
        return err_set(err, ERR_DENIED, NULL, N_("leadership signs letters to this addressee"));
    if (!authority_check(cx, act_to_sign(l->party_kind), OBJ_LETTER, l->id, ret, err))
        return false;
    if (ret->yes)
        return true;
    bool state = act_to_sign(l->party_kind) == ACT_LETTER_SIGN_STATE;
    return err_set(err, ERR_DENIED, NULL,
                   state ? N_("letters to executive bodies and courts are signed by the head (5.8.13); the deputy signs "
                              "to legal and natural persons only (5.9.10)")
                         : N_("only the head (5.8.13) or the deputy (5.9.10) signs this letter"));
}

static const char *ground_text(Cx *cx, const Grant *g)
{
    (void)cx;
    switch (g->standing ? g->standing->ground : GROUND_SEAT) {
    case GROUND_SUBSTITUTE: return "Əsasnamənin 5.5-ci bəndinə əsasən səlahiyyətləri həyata keçirən";
    case GROUND_ACTING:     return "vəzifəsinin icrası əmrlə həvalə edilmiş";
    default:                return NULL;
    }
}

/* The post a signature names: the signer's own, never the absent head's. */
static bool own_post(Cx *cx, const Grant *g, const char **ret, Err *err)
{
    Seat seat;
    bool found;
    if (!staff_seat_of(cx, cx->actor->person_id, cx->today, &seat, &found, err))
        return false;
    *ret = found ? seat.title_full : g->standing ? g->standing->post_title : "";
    return true;
}

static bool answer_pdf(Cx *cx, const Letter *l, const char *number, const char *post, const Grant *g, char sha[65],
                       Err *err)
{
    Arena *a = cx->arena;
    Letter asked;
    if (!letter_get(cx, l->reply_to, &asked, err))
        return false;
    Doc *d = doc_new(a, "az");
    doc_meta(d, l->gist, post, cx->now);
    doc_emblem(d);
    doc_letterhead(d, "AZƏRBAYCAN RESPUBLİKASI\nDÖVLƏT MİQRASİYA XİDMƏTİ\nKadrlar və kadr hazırlığı idarəsi");
    doc_edges(d, arena_printf(a, "№ %s", number), "Bakı şəhəri", az_date(a, cx->today));
    doc_text(d, DOC_ADDRESSEE, *l->address ? arena_printf(a, "%s\n%s", l->party, l->address) : l->party);
    if (*asked.their_no)
        doc_text(d, DOC_PLAIN, arena_printf(a, "Sizin %s %s nömrəli məktubunuza cavab", az_date_act(a, asked.their_date), asked.their_no));
    doc_heading(d, l->gist);
    for (const char *p = l->body; *p;) {
        size_t n = strcspn(p, "\n");
        if (n)
            doc_para(d, arena_strndup(a, p, n));
        p += n + (p[n] == '\n');
    }
    DocSign sign = { .post = post, .name = cx->actor->name, .mark = "elektron imza", .ground = ground_text(cx, g),
                     .below = az_date_numeric(a, cx->today) };
    doc_sign(d, &sign);
    Str out = str_make(a);
    return pdf_write(d, a, &out, err) && files_put(cx, out.s, out.len, sha, err);
}

bool answer_sign(Cx *cx, int64_t answer, const Grant *grant, Err *err)
{
    Letter l;
    Grant g;
    RegisterNumber n;
    const char *post;
    char sha[65];
    int64_t changed;
    int year, month, day;
    (void)grant;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.state, "to_sign") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only an accepted draft is signed"));
    date_split(cx->today, &year, &month, &day);
    if (!may_sign(cx, &l, &g, err) || !own_post(cx, &g, &post, err) || !letter_number(cx, "outgoing", year, &n, err)
        || !answer_pdf(cx, &l, n.number, post, &g, sha, err))
        return false;
    const char *ground = ground_text(cx, &g);
    const char *signature = ground ? arena_printf(cx->arena, "%s, %s (%s)", post, cx->actor->name, ground)
                                   : arena_printf(cx->arena, "%s, %s", post, cx->actor->name);
    Str path = str_make(cx->arena);
    val_write_canonical(g.path, &path);
    journal_add(cx, act_code(act_to_sign(l.party_kind)), OBJ_LETTER, answer, NULL, &g);
    return db_run(cx->db, &Q_ANSWER_SET_SIGNED,
                  BIND(P_INT(answer), P_DATE(cx->today), P_TEXT(signature), P_TEXT(path.s), P_TEXT(sha), P_INT(year),
                       P_INT(n.serial), P_TEXT(n.number)), &changed, err)
        && letter_changed(changed, err);
}

bool answer_hand(Cx *cx, int64_t answer, int64_t *ret_handover, Err *err)
{
    int64_t changed;
    Letter l;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (strcmp(l.state, "signed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a signed answer goes to the Secretariat"));
    if (!db_int(cx->db, &Q_HANDOVER_ADD,
                BIND(P_TEXT("out"), P_DATE(cx->today), P_INT(cx->actor->person_id), P_INSTANT(INSTANT_FOREVER),
                     P_TEXT("")), 0, ret_handover, err)
        || !db_run(cx->db, &Q_ANSWER_SET_HANDED, BIND(P_INT(answer), P_INT(*ret_handover)), &changed, err)
        || !letter_changed(changed, err))
        return false;
    size_t n;
    const Seat *office = staff_seats_of_kind(cx, "secretariat", cx->today, &n, err);
    if (!office)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!authority_relate(cx, OBJ_LETTER, answer, principal_of_seat(office[i].id), "reader", err))
            return false;
    journal_add(cx, "handover.return", OBJ_LETTER, answer, NULL, NULL);
    return true;
}

bool answer_number(Cx *cx, int64_t answer, const char *office_no, Date office_date, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, answer, &l, err))
        return false;
    if (!*office_no)
        err_add(err, "office_no", N_("write the Secretariat's number"));
    if (date_before(cx->today, office_date))
        err_add(err, "office_date", N_("this day has not come yet"));
    if (date_before(office_date, l.signed_on))
        err_add(err, "office_date", N_("this is before the answer was signed"));
    if (err->kind)
        return false;
    if (strcmp(l.state, "handed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this answer is not with the Secretariat"));
    journal_add(cx, "handover.number", OBJ_LETTER, answer, NULL, grant);
    return db_run(cx->db, &Q_ANSWER_SET_NUMBERED, BIND(P_INT(answer), P_TEXT(office_no), P_DATE(office_date)), &changed, err)
        && letter_changed(changed, err)
        && db_run(cx->db, &Q_LETTER_SET_ANSWERED, BIND(P_INT(l.reply_to), P_DATE(office_date)), &changed, err)
        && task_close_all(cx, OBJ_LETTER, l.reply_to, "answered", grant, err);
}
