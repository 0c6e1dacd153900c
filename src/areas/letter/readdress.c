// SPDX-License-Identifier: Apache-2.0
/* A corrected card, and the answers begun on it.  What is not signed yet goes to whom the card now names, and who signs to
 * him is chosen again; what is signed is a frozen paper and stays as it is, which the clerk says he knows. */
#include "areas/letter/letter_in.h"
#include "letter_queries.h"
#include <string.h>

typedef struct Begun { int64_t id, seat_id; const char *state, *number, *gist; } Begun;
static const Field BEGUN_FIELDS[] = {
    FIELD(Begun, id), FIELD(Begun, seat_id), FIELD(Begun, state), FIELD(Begun, number), FIELD(Begun, gist), FIELDS_END
};

static bool same_addressee(const Letter *l, const Correction *in)
{
    return strcmp(l->party, in->party) == 0 && strcmp(l->party_kind, in->party_kind) == 0 && strcmp(l->address, in->address) == 0;
}

static bool is_signed(const Begun *b) { return strcmp(b->state, "signed") == 0 || strcmp(b->state, "handed") == 0; }

/* Back to its drafter's chief, who chooses the signer anew: to another addressee another may sign (5.8.13, 5.9.10). */
static bool readdress(Cx *cx, const Begun *b, const Letter *was, const Correction *in, const Grant *grant, Err *err)
{
    int64_t changed;
    bool anew = !same_addressee(was, in), waited = anew && strcmp(b->state, "to_sign") == 0;
    if (!db_run(cx->db, &Q_ANSWER_READDRESS,
                BIND(P_INT(b->id), P_TEXT(in->party_kind), P_TEXT(in->party), P_TEXT(in->address), P_TEXT(in->their_no),
                     P_DATE(in->their_date), P_TEXT(letter_fold(cx, "", in->party, b->gist, "", "")),
                     P_TEXT(waited ? "draft" : b->state), P_INT(waited ? 0 : b->seat_id)), &changed, err)
        || !letter_changed(cx, b->id, changed, err))
        return false;
    if (!anew)
        return true;
    return letter_note(cx, b->id, waited ? "reopened" : "readdressed", arena_printf(cx->arena, "%s → %s", was->party, in->party),
                       "letter.readdress", grant, err)
        && (!waited || authority_unrelate(cx, OBJ_LETTER, b->id, principal_of_seat(b->seat_id), "presented", err));
}

bool answers_readdress(Cx *cx, const Letter *was, const Correction *in, const Grant *grant, size_t *ret_count, Err *err)
{
    size_t n;
    bool same = same_addressee(was, in);
    *ret_count = 0;
    if (same && strcmp(was->their_no, in->their_no) == 0 && date_same(was->their_date, in->their_date))
        return true;
    const Begun *rows = db_all(cx->db, cx->arena, &Q_ANSWERS_BEGUN, BIND(P_INT(was->id)), BEGUN_FIELDS, sizeof(Begun), &n, err);
    for (size_t i = 0; rows && i < n; i++) {
        if (is_signed(&rows[i]) && (same || in->signed_ok))
            continue;
        if (is_signed(&rows[i]))
            return err_set(err, ERR_INVALID, "signed_ok",
                           N_("the answer {0} is signed to whom the card names now, and stays so; mark that this is known"),
                           rows[i].number);
        if (!readdress(cx, &rows[i], was, in, grant, err))
            return false;
        *ret_count += !same;
    }
    return rows != NULL;
}
