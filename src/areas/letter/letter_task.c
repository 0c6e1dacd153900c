// SPDX-License-Identifier: Apache-2.0
/* What the tasks on a letter do to the letter itself: a longer term, another executor, the end of control, the end
 * without an answer. */
#include "areas/letter/letter_in.h"
#include "areas/person/person.h"
#include "letter_queries.h"
#include <string.h>

static bool note(Cx *cx, int64_t id, OriginNote *ret, Err *err)
{
    Letter l;
    if (!letter_get(cx, id, &l, err))
        return false;
    *ret = (OriginNote){ .number = l.number, .gist = l.gist, .party = l.party, .rule = l.rule };
    return true;
}

static bool term(Cx *cx, int64_t id, OriginTerm *ret, Err *err)
{
    Letter l;
    if (!letter_get(cx, id, &l, err))
        return false;
    *ret = (OriginTerm){ .rule = l.rule, .derivation = l.derivation, .due = l.due, .open = strcmp(l.state, "execution") == 0 };
    return true;
}

static bool extended(Cx *cx, int64_t id, Date due, const char *why, const char *words, const Grant *grant, Err *err)
{
    int64_t changed;
    return db_run(cx->db, &Q_LETTER_SET_TERM, BIND(P_INT(id), P_DATE(due), P_TEXT(why)), &changed, err)
        && letter_changed(cx, id, changed, err) && letter_note(cx, id, "extended", words, "letter.extend", grant, err);
}

/* The draft he had begun goes with it: the other drafts it on, he keeps reading it. */
static bool pass_draft(Cx *cx, int64_t letter, int64_t from, int64_t to, const char *to_name, Err *err)
{
    typedef struct Row { int64_t id; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELDS_END };
    Row draft;
    bool found;
    int64_t changed;
    if (!db_one(cx->db, cx->arena, &Q_ANSWER_DRAFT_OF, BIND(P_INT(letter), P_INT(from)), FIELDS, &draft, &found, err))
        return false;
    return !found
        || (db_run(cx->db, &Q_ANSWER_SET_DRAFTER, BIND(P_INT(draft.id), P_INT(to), P_TEXT(to_name)), &changed, err)
            && letter_changed(cx, draft.id, changed, err)
            && letter_note(cx, draft.id, "moved", to_name, "letter.move", NULL, err)
            && authority_unrelate(cx, OBJ_LETTER, draft.id, principal_of_person(from), "executor", err)
            && authority_relate(cx, OBJ_LETTER, draft.id, principal_of_person(from), "reader", err)
            && authority_relate(cx, OBJ_LETTER, draft.id, principal_of_person(to), "executor", err));
}

static bool moved(Cx *cx, int64_t id, int64_t from_person, int64_t to_person, Err *err)
{
    const char *from, *to;
    return person_short_name(cx, from_person, &from, err) && person_short_name(cx, to_person, &to, err)
        && db_run(cx->db, &Q_LETTER_SET_EXECUTOR, BIND(P_INT(id), P_TEXT(from), P_TEXT(to)), NULL, err)
        && letter_note(cx, id, "moved", arena_printf(cx->arena, "%s → %s", from, to), "letter.move", NULL, err)
        && pass_draft(cx, id, from_person, to_person, to, err);
}

static bool settled(Cx *cx, int64_t id, Date day, const char *ground, const Grant *grant, Err *err)
{
    int64_t under_way, changed;
    Letter l;
    if (!db_run(cx->db, &Q_LETTER_HOLD, BIND(P_INT(id)), NULL, err) || !letter_get(cx, id, &l, err)
        || !db_int(cx->db, &Q_ANSWERS_UNDER_WAY, BIND(P_INT(id)), 0, &under_way, err))
        return false;
    if (strcmp(l.state, "execution") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only a letter in execution is settled"));
    if (under_way)
        return err_set(err, ERR_CONFLICT, NULL, N_("an answer to this letter is under way already"));
    return db_run(cx->db, &Q_LETTER_SET_SETTLED, BIND(P_INT(id), P_DATE(day)), &changed, err)
        && letter_changed(cx, id, changed, err) && letter_note(cx, id, "settled", ground, "letter.settle", grant, err)
        && joined_answered(cx, id, day, "", grant, err);
}

const TaskOrigin LETTER_ORIGIN = {
    .kind = OBJ_LETTER, .path = "/letters/", .answer_at = "#answers-title", .note = note,
    .term = term, .extended = extended, .moved = moved, .uncontrolled = letter_resolutions_uncontrolled, .settled = settled
};
