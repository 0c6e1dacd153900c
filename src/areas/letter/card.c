// SPDX-License-Identifier: Apache-2.0
/* The card of a paper: corrected with a trace, or its number spoiled; the act of a missing annex. */
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "doc/doc.h"
#include "letter_queries.h"
#include <string.h>

static bool is_early(const Letter *l)
{
    return strcmp(l->state, "registered") == 0 || strcmp(l->state, "presented") == 0;
}

/* ---- correction ------------------------------------------------------------ */

typedef struct Trace { Cx *cx; Str text; Val *before, *after; } Trace;

static void changed_text(Trace *t, const char *name, const char *label, const char *from, const char *to)
{
    if (strcmp(from, to) == 0)
        return;
    str_addf(&t->text, "; %s: “%s” → “%s”", tr(t->cx, label), *from ? from : "—", *to ? to : "—");
    val_put_text(t->cx->arena, t->before, name, from);
    val_put_text(t->cx->arena, t->after, name, to);
}

static void changed_count(Trace *t, const char *name, const char *label, int64_t from, int64_t to)
{
    changed_text(t, name, label, arena_printf(t->cx->arena, "%lld", (long long)from),
                 arena_printf(t->cx->arena, "%lld", (long long)to));
}

static const char *day_text(Cx *cx, Date d)
{
    return date_same(d, DATE_ALWAYS) || date_same(d, DATE_FOREVER) ? "" : az_date_numeric(cx->arena, d);
}

static Trace trace_of(Cx *cx, const Letter *l, const Correction *in)
{
    Trace t = { cx, str_make(cx->arena), val_map(cx->arena), val_map(cx->arena) };
    changed_text(&t, "kind", N_("Kind"), choice_text(cx, LETTER_KINDS, l->kind), choice_text(cx, LETTER_KINDS, in->kind));
    changed_text(&t, "party_kind", N_("Kind of sender"), choice_text(cx, PARTY_KINDS, l->party_kind),
                 choice_text(cx, PARTY_KINDS, in->party_kind));
    changed_text(&t, "party", N_("Sender"), l->party, in->party);
    changed_text(&t, "address", N_("Address"), l->address, in->address);
    changed_text(&t, "their_no", N_("Sender's number"), l->their_no, in->their_no);
    changed_text(&t, "their_date", N_("Sender's date"), day_text(cx, l->their_date), day_text(cx, in->their_date));
    changed_text(&t, "gist", N_("Gist"), l->gist, in->gist);
    changed_count(&t, "sheets", N_("Sheets"), l->sheets, in->sheets);
    changed_count(&t, "annexes", N_("Annexes"), l->annexes, in->annexes);
    return t;
}

static bool check_correction(Cx *cx, const Letter *l, const Correction *in, Err *err)
{
    if (strcmp(l->direction, "in") != 0 || strcmp(l->state, "filed") == 0 || strcmp(l->state, "spoiled") == 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("the card of a letter that came in is corrected until it is filed"));
    if (!*in->why)
        err_add(err, "why", N_("say why the card is corrected"));
    if (!*in->party)
        err_add(err, "party", N_("fill this in"));
    if (!*in->gist)
        err_add(err, "gist", N_("fill this in"));
    if (strcmp(in->kind, l->kind) != 0 && !is_early(l))
        err_add(err, "kind", N_("the kind, and with it the term, is corrected before execution only"));
    if (date_before(cx->today, in->their_date))
        err_add(err, "their_date", N_("this day has not come yet"));
    if (in->sheets < 1 || in->sheets > 5000)
        err_add(err, "sheets", N_("a paper has 1 to 5000 sheets"));
    if (in->annexes < 0 || in->annexes > 1000)
        err_add(err, "annexes", N_("0 to 1000 annexes"));
    return err->kind == ERR_NONE;
}

/* The term of another kind, from the Secretariat's date as before. */
static bool term_again(Cx *cx, const Letter *l, const Correction *in, const char **ret_rule, Date *ret_due,
                       const char **ret_derivation, Err *err)
{
    *ret_rule = l->rule;
    *ret_due = l->due;
    *ret_derivation = l->derivation;
    HandoverItem item = { .kind = in->kind, .office_date = l->office_date };
    return strcmp(in->kind, l->kind) == 0 || letter_term(cx, &item, ret_rule, ret_due, ret_derivation, err);
}

bool letter_correct(Cx *cx, int64_t letter, const Correction *in, const Grant *grant, size_t *ret_answers, Err *err)
{
    Letter l;
    const char *rule, *derivation;
    Date due;
    int64_t changed;
    if (!task_hold(cx, OBJ_LETTER, letter, err) || !letter_get(cx, letter, &l, err) || !check_correction(cx, &l, in, err)
        || (in->version != l.version && !letter_changed(cx, letter, 0, err))
        || !term_again(cx, &l, in, &rule, &due, &derivation, err))
        return false;
    Trace t = trace_of(cx, &l, in);
    changed_text(&t, "due", N_("Term"), day_text(cx, l.due), day_text(cx, due));
    if (!t.text.len)
        return err_set(err, ERR_INVALID, "why", N_("nothing on the card was changed"));
    HandoverItem key = { .party = in->party, .their_no = in->their_no, .their_date = in->their_date, .gist = in->gist,
                         .kind = in->kind, .office_date = l.office_date, .letter_id = letter };
    const char *party = text_fold(cx->arena, in->party), *theme = letter_theme(cx, in->gist);
    int64_t repeated;
    const char *fold = letter_fold(cx, l.number, in->party, in->gist, l.office_no, in->their_no);
    if (!appeal_repeats(cx, &key, l.anonymous, party, theme, &repeated, err)
        || !db_run(cx->db, &Q_LETTER_SET_CARD,
                BIND(P_INT(letter), P_INT(in->version), P_TEXT(in->kind), P_TEXT(in->party_kind), P_TEXT(in->party),
                     P_TEXT(in->address), P_TEXT(in->their_no), P_DATE(in->their_date), P_TEXT(in->gist), P_INT(in->sheets),
                     P_INT(in->annexes), P_TEXT(rule), P_DATE(due), P_TEXT(derivation), P_TEXT(letter_same_key(cx, &key)),
                     P_TEXT(fold), P_TEXT(party), P_TEXT(theme), P_INT(repeated)), &changed, err)
        || !letter_changed(cx, letter, changed, err)
        || !letter_note(cx, letter, "corrected", arena_printf(cx->arena, "%s%s", in->why, t.text.s), NULL, grant, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "why", in->why);
    val_put(data, "before", t.before);
    val_put(data, "after", t.after);
    journal_add(cx, "letter.correct", OBJ_LETTER, letter, data, grant);
    return task_touch(cx, OBJ_LETTER, letter, err)         /* its tasks are found by its gist too */
        && answers_readdress(cx, &l, in, grant, ret_answers, err)
        && (date_same(due, l.due) || task_follow_term(cx, OBJ_LETTER, letter, l.due, due, grant, err));
}

/* ---- a spoiled number -------------------------------------------------------- */

/* The inquiry it answered waits for its answer again. */
static bool ask_again(Cx *cx, const Letter *l, const Grant *grant, Err *err)
{
    int64_t changed;
    return db_run(cx->db, &Q_INQUIRY_SET_WAITING, BIND(P_INT(l->reply_to)), &changed, err)
        && (!changed || letter_note(cx, l->reply_to, "lost_answer", l->number, "letter.link", grant, err));
}

bool letter_spoil(Cx *cx, int64_t letter, const char *why, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (!*why)
        return err_set(err, ERR_INVALID, "spoiled", N_("say why the number is spoiled"));
    if (strcmp(l.direction, "in") != 0 || !is_early(&l))
        return err_set(err, ERR_CONFLICT, NULL, N_("a number is spoiled before the letter is in execution"));
    if (l.seat_id && !authority_unrelate(cx, OBJ_LETTER, letter, principal_of_seat(l.seat_id), "presented", err))
        return false;
    if (!db_run(cx->db, &Q_LETTER_SET_SPOILED, BIND(P_INT(letter), P_INT(l.version), P_TEXT(why)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, NULL, N_("papers are joined to this letter; undo the joining first"));
    return letter_note(cx, letter, "spoiled", why, "letter.spoil", grant, err)
        && (!l.reply_to || ask_again(cx, &l, grant, err))
        && task_close_all(cx, OBJ_LETTER, letter, "spoiled", grant, err)
        && db_run(cx->db, &Q_HANDOVER_ITEM_GIVE_BACK, BIND(P_INT(letter)), NULL, err)
        && db_run(cx->db, &Q_HANDOVER_OPEN_AGAIN, BIND(P_INT(l.handover_id), P_INSTANT(INSTANT_FOREVER)), NULL, err);
}

/* ---- the act of a missing annex ------------------------------------------------ */

Doc *missing_act(Cx *cx, const Letter *l)
{
    Arena *a = cx->arena;
    Doc *d = doc_new(a, "az");
    const char *number = arena_printf(a, "№ %s/A", l->number);
    doc_meta(d, "Sənədin qoşmasının çatışmaması barədə akt", "", cx->now);
    doc_letterhead(d, "AZƏRBAYCAN RESPUBLİKASI\nDÖVLƏT MİQRASİYA XİDMƏTİ\nKadrlar və kadr hazırlığı idarəsi");
    doc_heading(d, "AKT");
    doc_edges(d, number, "Bakı şəhəri", az_date(a, l->registered));
    doc_heading(d, "Sənədin qoşmasının çatışmaması barədə");
    doc_para(d, arena_printf(a, "Katiblikdən %s qəbul edilmiş sənədi təhvil alarkən aşağıdakılar müəyyən edilmişdir.",
                             az_date_on(a, l->registered)));
    doc_para(d, arena_printf(a, "Göndərən: %s. Məzmunu: %s. Katibliyin nömrəsi və tarixi: %s, %s.%s", l->party, l->gist,
                             l->office_no, az_date_numeric(a, l->office_date),
                             *l->their_no ? arena_printf(a, " Göndərənin nömrəsi: %s.", l->their_no) : ""));
    doc_para(d, arena_printf(a, "Sənəddə göstərilib: vərəq – %lld, qoşma – %lld.", (long long)l->sheets, (long long)l->annexes));
    doc_para(d, arena_printf(a, "Çatışmayan: %s", l->missing));
    doc_para(d, arena_printf(a, "Sənəd %s nömrəsi ilə qeydiyyata alınmışdır. Akt iki nüsxədə tərtib edilmişdir: biri sənədə "
                                "əlavə olunur, digəri Katibliyə verilir.", l->number));
    const char *clerk = *l->drafter_surname ? az_initials(a, l->drafter_surname, l->drafter_forename, NULL) : "";
    doc_sign(d, &(DocSign){ .post = "Təhvil alan", .name = clerk });
    doc_sign(d, &(DocSign){ .post = "Təhvil verən (Katiblik)", .name = "" });
    return d;
}
