// SPDX-License-Identifier: Apache-2.0
/* Joining a paper to the one in work it belongs to, and undoing it. */
#include "app/wall.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
#include "letter_queries.h"
#include <string.h>

static bool is_early(const Letter *l)
{
    return strcmp(l->state, "registered") == 0 || strcmp(l->state, "presented") == 0;
}

bool join_target(Cx *cx, const JoinForm *in, int64_t *ret, Err *err)
{
    *ret = in->main_id;
    if (in->main_id || !*in->main_no)
        return true;
    if (!db_int(cx->db, &Q_LETTER_IN_WORK_NUMBERED, BIND(P_TEXT(in->main_no), P_INT(cx->actor->person_id)), 0, ret, err))
        return false;
    return *ret || err_set(err, ERR_CONFLICT, "main_no", N_("no letter in work has the number {0}"), in->main_no);
}

bool join_allowed(const Letter *l, Err *err)
{
    return (strcmp(l->direction, "in") == 0 && is_early(l))
        || err_set(err, ERR_CONFLICT, NULL, N_("only a paper that is not in execution yet joins another"));
}

/* Both sides of the rule, before anything is written. */
static bool check_join(const Letter *l, const Letter *main, Err *err)
{
    bool in_work = is_early(main) || strcmp(main->state, "execution") == 0;
    if (!join_allowed(l, err))
        return false;
    if (main->id == l->id)
        return err_set(err, ERR_CONFLICT, "main_id", N_("a paper does not join itself"));
    if (main->main_id)
        return err_set(err, ERR_CONFLICT, "main_id", N_("letter {0} is joined to another itself"), main->number);
    return (strcmp(main->direction, "in") == 0 && in_work)
        || err_set(err, ERR_CONFLICT, "main_id", N_("letter {0} is no longer in work"), main->number);
}

bool letter_join(Cx *cx, int64_t letter, int64_t main_id, const Grant *grant, Err *err)
{
    Letter l, main;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err) || !letter_get_open(cx, main_id, &main, err) || !check_join(&l, &main, err)
        || !db_run(cx->db, &Q_LETTER_HOLD_MAIN, BIND(P_INT(main_id)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, "main_id", N_("letter {0} is no longer in work"), main.number);
    if (!db_run(cx->db, &Q_LETTER_SET_JOINED, BIND(P_INT(letter), P_INT(l.version), P_INT(main_id)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, NULL, N_("other papers are joined to this one; join them to {0} first"), main.number);
    return letter_note(cx, letter, "joined", main.number, "letter.join", grant, err)
        && letter_note(cx, main_id, "joined_by", l.number, "letter.join", grant, err)
        && task_close_all(cx, OBJ_LETTER, letter, "joined", grant, err)
        && authority_follow(cx, OBJ_LETTER, letter, main_id, err)
        && wall_along(cx, OBJ_LETTER, letter, OBJ_LETTER, main_id, err);
}

/* Leadership's resolution on it, which the joining closed, is carried out anew. */
static bool lead_again(Cx *cx, int64_t letter, Err *err)
{
    HandoverItem item;
    Letter l;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_HANDOVER_ITEM_OF_LETTER, BIND(P_INT(letter)), HANDOVER_ITEM_FIELDS, &item, &found, err)
        || !letter_get(cx, letter, &l, err))
        return false;
    return !found || letter_copy_leadership(cx, &item, &l, err);
}

/* By itself it is closed only to the one it complains about, not to whom the other complained about. */
static bool own_wall(Cx *cx, const Letter *l, Err *err)
{
    return wall_end(cx, OBJ_LETTER, l->id, err)
        && (!l->complained_id || wall_put(cx, OBJ_LETTER, l->id, l->complained_id, err));
}

bool letter_unjoin(Cx *cx, int64_t letter, const char *why, const Grant *grant, Err *err)
{
    Letter l, main;
    int64_t changed, signed_already;
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (!*why)
        return err_set(err, ERR_INVALID, "why", N_("say why it does not belong there"));
    if (strcmp(l.state, "joined") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this paper is not joined to another, or both are answered"));
    if (!letter_get(cx, l.main_id, &main, err) || !db_run(cx->db, &Q_LETTER_HOLD_MAIN, BIND(P_INT(main.id)), &changed, err)
        || !db_int(cx->db, &Q_ANSWERS_SIGNED_OF, BIND(P_INT(main.id)), 0, &signed_already, err))
        return false;
    if (signed_already || changed != 1)
        return err_set(err, ERR_CONFLICT, NULL, N_("the answer to both papers is signed already"));
    return db_run(cx->db, &Q_LETTER_SET_UNJOINED, BIND(P_INT(letter), P_INT(l.version)), &changed, err)
        && letter_changed(cx, letter, changed, err)
        && letter_note(cx, letter, "unjoined", arena_printf(cx->arena, "%s: %s", main.number, why), "letter.unjoin", grant, err)
        && letter_note(cx, main.id, "unjoined_by", arena_printf(cx->arena, "%s: %s", l.number, why), "letter.unjoin", grant, err)
        && authority_unfollow(cx, OBJ_LETTER, letter, err)
        && own_wall(cx, &l, err)
        && lead_again(cx, letter, err);
}

typedef struct IdRow { int64_t id; } IdRow;
static const Field ID_FIELDS[] = { FIELD(IdRow, id), FIELDS_END };

/* The same note on each paper that `which` finds by the main letter. */
static bool note_each(Cx *cx, const Query *which, int64_t main, const char *verb, const char *body, const char *journal_verb,
                      const Grant *grant, Err *err)
{
    size_t n;
    const IdRow *rows = db_all(cx->db, cx->arena, which, BIND(P_INT(main)), ID_FIELDS, sizeof(IdRow), &n, err);
    for (size_t i = 0; rows && i < n; i++)
        if (!letter_note(cx, rows[i].id, verb, body, journal_verb, grant, err))
            return false;
    return rows != NULL;
}

bool joined_answered(Cx *cx, int64_t main, Date day, const char *sent, const Grant *grant, Err *err)
{
    return db_run(cx->db, &Q_LETTER_SET_JOINED_ANSWERED, BIND(P_INT(main), P_DATE(day), P_TEXT(sent)), NULL, err)
        && note_each(cx, &Q_LETTER_JOINED, main, "answered", sent, "letter.answered", grant, err);
}

bool joined_filed(Cx *cx, int64_t main, const char *case_index, const Grant *grant, Err *err)
{
    return db_run(cx->db, &Q_LETTER_SET_JOINED_FILED, BIND(P_INT(main), P_TEXT(case_index)), NULL, err)
        && note_each(cx, &Q_LETTER_JOINED, main, "filed", case_index, "letter.file", grant, err);
}

bool answers_filed(Cx *cx, int64_t letter, const char *case_index, const Grant *grant, Err *err)
{
    return note_each(cx, &Q_LETTER_ANSWERS_SENT, letter, "filed", case_index, "letter.file", grant, err)
        && db_run(cx->db, &Q_LETTER_FILE_ANSWERS, BIND(P_INT(letter), P_TEXT(case_index)), NULL, err);
}
