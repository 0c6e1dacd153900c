// SPDX-License-Identifier: Apache-2.0
/* Filing what was answered, or needed no answer, in a case of the nomenclature. */
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "letter_queries.h"
#include <string.h>

/* Which outcome an appeal is filed with; "" for what is none. */
static bool outcome_of(const Letter *l, const char *outcome, const char **ret, Err *err)
{
    static const char *const MERITS[] = { "satisfied", "explained", "refused" };
    *ret = l->outcome;
    if (*l->outcome || !letter_is_appeal(l->kind))
        return true;
    for (size_t i = 0; outcome && i < sizeof MERITS / sizeof *MERITS; i++)
        if (strcmp(outcome, MERITS[i]) == 0)
            *ret = MERITS[i];
    return **ret || err_add(err, "outcome", N_("say with which outcome the appeal was answered"));
}

bool letter_file(Cx *cx, int64_t letter, const char *case_index, int64_t sheets, const char *outcome, const Grant *grant,
                 Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (!*case_index)
        err_add(err, "case_index", N_("name the case of the nomenclature"));
    const Law *law;
    if (!law_current(cx, &law, err))
        return false;
    const Rule *volume = rule_need(law, "records.volume.sheets", REGIME_ANY, cx->today, err);
    if (volume && (sheets < 1 || sheets > volume->value))
        err_add(err, "sheets", N_("a volume holds 1 to {0} sheets"),
                arena_printf(cx->arena, "%lld", (long long)volume->value));
    if (err->kind)
        return false;
    if (l.main_id)
        return err_set(err, ERR_CONFLICT, NULL, N_("a joined paper is filed with the letter it belongs to"));
    bool own = strcmp(l.direction, "out") == 0 && !l.reply_to && strcmp(l.state, "sent") == 0;
    if (!own && strcmp(l.state, "answered") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only an answered letter is filed"));
    if (own && strcmp(l.kind, "inquiry") == 0 && date_same(l.closed, DATE_FOREVER))
        return err_set(err, ERR_CONFLICT, NULL, N_("an inquiry is filed once its answer has come"));
    return outcome_of(&l, outcome, &outcome, err)
        && db_run(cx->db, &Q_LETTER_SET_FILED, BIND(P_INT(letter), P_TEXT(case_index), P_INT(sheets), P_TEXT(outcome)),
                  &changed, err)
        && letter_changed(cx, letter, changed, err)
        && letter_note(cx, letter, "filed", case_index, "letter.file", grant, err)
        && joined_filed(cx, letter, case_index, grant, err)
        && answers_filed(cx, letter, case_index, grant, err);
}

/* ---- out of a wrong case ------------------------------------------------------------- */

static bool check_recase(const Letter *l, const Recase *in, Err *err)
{
    if (strcmp(l->state, "filed") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only what lies in a case is taken out of it"));
    if (l->main_id || (strcmp(l->direction, "out") == 0 && l->reply_to))
        return err_set(err, ERR_CONFLICT, NULL, N_("it lies with the letter it belongs to; that one is taken out"));
    if (!*in->case_index)
        err_add(err, "case_index", N_("name the case of the nomenclature"));
    else if (strcmp(in->case_index, l->case_index) == 0)
        err_add(err, "case_index", N_("it lies in this case"));
    if (!*in->why)
        err_add(err, "why", N_("say why it is taken out"));
    return err->kind == ERR_NONE;
}

typedef struct WithRow { int64_t id; } WithRow;
static const Field WITH_FIELDS[] = { FIELD(WithRow, id), FIELDS_END };

/* One paper, or one of those that lie with it. */
static bool put_into(Cx *cx, int64_t letter, const char *index, const char *said, const Grant *grant, Err *err)
{
    return db_run(cx->db, &Q_LETTER_SET_CASE, BIND(P_INT(letter), P_TEXT(index)), NULL, err)
        && letter_note(cx, letter, "recased", said, "letter.recase", grant, err);
}

bool letter_recase(Cx *cx, int64_t letter, const Recase *in, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed, kept;
    size_t n;
    if (!letter_get(cx, letter, &l, err) || !check_recase(&l, in, err)
        || !db_run(cx->db, &Q_LETTER_HOLD_FILED, BIND(P_INT(letter), P_INT(in->version)), &changed, err)
        || !letter_changed(cx, letter, changed, err) || !db_int(cx->db, &Q_LETTER_KEPT, BIND(P_INT(letter)), 0, &kept, err))
        return false;
    if (kept)                                              /* asked while it is held */
        return err_set(err, ERR_CONFLICT, NULL, N_("it was handed over for keeping with its case {0}; it is not taken out here any more"),
                       l.case_index);
    const char *said = arena_printf(cx->arena, "%s → %s: %s", l.case_index, in->case_index, in->why);
    const WithRow *with = db_all(cx->db, cx->arena, &Q_LETTER_FILED_WITH, BIND(P_INT(letter)), WITH_FIELDS, sizeof(WithRow), &n, err);
    if (!with || !put_into(cx, letter, in->case_index, said, grant, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!put_into(cx, with[i].id, in->case_index, said, grant, err))
            return false;
    return true;
}
