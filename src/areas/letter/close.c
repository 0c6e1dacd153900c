// SPDX-License-Identifier: Apache-2.0
/* Closing a letter without an answer of ours: forwarded, left unconsidered, noted. */
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

static bool is_open(const Letter *l)
{
    return strcmp(l->direction, "in") == 0
        && (strcmp(l->state, "registered") == 0 || strcmp(l->state, "presented") == 0 || strcmp(l->state, "execution") == 0);
}

/* The applicant was told, or the letter that tells him is drafted now. */
static void check_told(const Closing *in, Err *err)
{
    if (date_same(in->informed, DATE_ALWAYS) && !in->notice)
        err_add(err, "informed", N_("say when the applicant was told"));
}

/* Appeals law 6.4 and 8.1: on which ground an appeal is left unconsidered. */
static bool check_ground(Cx *cx, const Letter *l, const Closing *in, Err *err)
{
    const Law *law;
    if (!law_current(cx, &law, err))
        return false;
    const Rule *answers = rule_need(law, "appeal.repeated.answers", REGIME_ANY, cx->today, err);
    if (!answers)
        return false;
    if (strcmp(in->ground, "6.4") == 0 && !l->anonymous)
        err_add(err, "ground", N_("this appeal is not anonymous"));
    else if (strcmp(in->ground, "8.1.4") == 0 && l->repeated < answers->value)
        err_add(err, "ground", N_("answered on the merits {0} times within a year; the law asks for {1} (8.1.4)"),
                arena_printf(cx->arena, "%lld", (long long)l->repeated), arena_printf(cx->arena, "%lld", (long long)answers->value));
    else if (!*in->ground)
        err_add(err, "ground", N_("name the ground"));
    if (!*in->why && strcmp(in->ground, "8.1") == 0)
        err_add(err, "why", N_("say why"));
    if (strcmp(in->ground, "6.4") != 0)
        check_told(in, err);
    return err->kind == ERR_NONE;
}

static bool check_closing(Cx *cx, const Letter *l, const Closing *in, Err *err)
{
    bool appeal = letter_is_appeal(l->kind), noted = strcmp(in->outcome, "noted") == 0;
    if (!date_same(in->informed, DATE_ALWAYS) && (date_before(cx->today, in->informed) || date_before(in->informed, l->office_date)))
        err_add(err, "informed", N_("between the day it came and today"));
    if (in->notice && (noted || l->anonymous))
        err_add(err, "notice", N_("there is nobody to be told by letter"));
    if (in->notice && !date_same(in->informed, DATE_ALWAYS))
        err_add(err, "notice", N_("the applicant was told already"));
    if (noted && appeal)
        return err_add(err, "outcome", N_("an appeal is answered, forwarded or left unconsidered"));
    if (!noted && !appeal)
        return err_add(err, "outcome", N_("only an appeal is forwarded or left unconsidered"));
    if (noted && strcmp(l->state, "execution") == 0)
        return err_add(err, "outcome", N_("what is in execution is settled on its task"));
    if (noted && !*in->why)
        err_add(err, "why", N_("say why no answer is due"));
    if (strcmp(in->outcome, "unconsidered") == 0)
        return check_ground(cx, l, in, err);
    if (strcmp(in->outcome, "forwarded") == 0 && !*in->forwarded_to)
        err_add(err, "forwarded_to", N_("name the competent body"));
    if (strcmp(in->outcome, "forwarded") == 0)
        check_told(in, err);
    return err->kind == ERR_NONE;
}

/* What is forwarded has a term of its own (7.10), judged on the day it leaves. */
static bool forward_term(Cx *cx, Letter *l, Err *err)
{
    l->rule = "appeal.forward";
    return letter_term_by(cx, l->rule, l->office_date, &l->due, &l->derivation, err);
}

static const char *said(Cx *cx, const Closing *in)
{
    Str s = str_make(cx->arena);
    str_add(&s, choice_text(cx, LETTER_OUTCOMES, in->outcome));
    if (*in->ground)
        str_addf(&s, " (%s)", in->ground);
    if (*in->forwarded_to)
        str_addf(&s, ": %s", in->forwarded_to);
    if (*in->why)
        str_addf(&s, "; %s", in->why);
    if (!date_same(in->informed, DATE_ALWAYS))
        str_addf(&s, "; %s %s", tr(cx, N_("the applicant was told on")), az_date_numeric(cx->arena, in->informed));
    return s.s;
}

/* The letter to the applicant, in the language of documents; who closed the appeal drafts it, his chief accepts it. */
static bool draft_notice(Cx *cx, const Letter *l, const Closing *in, const Grant *grant, int64_t *ret, Err *err)
{
    Arena *a = cx->arena;
    bool forwarded = strcmp(in->outcome, "forwarded") == 0;
    const char *which = arena_printf(a, "Bildiririk ki, %s Xidmətə daxil olmuş müraciətiniz (qeydiyyat nömrəsi: %s) “Vətəndaşların "
                                        "müraciətləri haqqında” Azərbaycan Respublikasının Qanununa əsasən",
                                     az_date_on(a, l->office_date), l->number);
    Outgoing paper = {
        .about_id = l->id, .kind = "letter", .party_kind = l->party_kind, .party = l->party, .address = l->address,
        .gist = forwarded ? "Müraciətin aidiyyəti üzrə göndərilməsi barədə məlumat" : "Müraciətin baxılmamış saxlanılması barədə məlumat",
        .body = forwarded
            ? arena_printf(a, "%s (maddə 7.10) baxılması üçün aidiyyəti orqana göndərilmişdir: %s.", which, in->forwarded_to)
            : arena_printf(a, "%s (maddə %s) baxılmamış saxlanılmışdır.", which, in->ground),
        .due = DATE_FOREVER };
    return outgoing_draft(cx, &paper, grant, ret, err);
}

bool letter_close(Cx *cx, int64_t letter, const Closing *in, const Grant *grant, int64_t *ret_notice, Err *err)
{
    Letter l;
    int64_t answers, changed;
    *ret_notice = 0;
    if (!task_hold(cx, OBJ_LETTER, letter, err) || !letter_get(cx, letter, &l, err))
        return false;
    if (!is_open(&l))
        return err_set(err, ERR_CONFLICT, NULL, N_("only a letter in work is closed"));
    if (!appeal_wall(&l, cx->actor->person_id, "outcome", err) || !check_closing(cx, &l, in, err)
        || !db_int(cx->db, &Q_ANSWERS_UNDER_WAY, BIND(P_INT(letter)), 0, &answers, err))
        return false;
    if (answers)
        return err_set(err, ERR_CONFLICT, NULL, N_("an answer to this letter is under way already"));
    if (strcmp(in->outcome, "forwarded") == 0 && !forward_term(cx, &l, err))
        return false;
    return db_run(cx->db, &Q_LETTER_SET_CLOSED,
                  BIND(P_INT(letter), P_INT(l.version), P_TEXT(in->outcome), P_TEXT(in->ground), P_TEXT(in->forwarded_to),
                       P_DATE(in->informed), P_DATE(cx->today), P_TEXT(l.rule), P_DATE(l.due), P_TEXT(l.derivation)),
                  &changed, err)
        && letter_changed(cx, letter, changed, err)
        && letter_note(cx, letter, "closed", said(cx, in), "letter.close", grant, err)
        && joined_answered(cx, letter, cx->today, choice_text(cx, LETTER_OUTCOMES, in->outcome), grant, err)
        && task_close_all(cx, OBJ_LETTER, letter, "answered", grant, err)
        && (!in->notice || draft_notice(cx, &l, in, grant, ret_notice, err));
}
