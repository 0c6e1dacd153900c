// SPDX-License-Identifier: Apache-2.0
/* Papers of registers kept before this program.  They have their own numbers and days; the register stays without
 * gaps, since each must be the next of its year, and a year whose numbers this program gives takes none. */
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

typedef struct RegisterRow { int64_t id; const char *code, *title, *prefix; } RegisterRow;
static const Field REGISTER_FIELDS[] = {
    FIELD(RegisterRow, id), FIELD(RegisterRow, code), FIELD(RegisterRow, title), FIELD(RegisterRow, prefix), FIELDS_END
};
static const Field YEAR_FIELDS[] = { FIELD(RegisterYear, last), FIELD(RegisterYear, ours), FIELDS_END };

static bool is_in(const char *direction) { return strcmp(direction, "in") == 0; }

static bool register_of(Cx *cx, const char *direction, int64_t *ret, Err *err)
{
    RegisterRow row;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_REGISTER, BIND(P_TEXT(is_in(direction) ? "incoming" : "outgoing")),
                REGISTER_FIELDS, &row, &found, err))
        return false;
    *ret = row.id;
    return found || err_set(err, ERR_NOT_FOUND, "direction", N_("there is no such register"));
}

bool letter_register_year(Cx *cx, const char *direction, int year, RegisterYear *ret, Err *err)
{
    int64_t id;
    bool found;
    return register_of(cx, direction, &id, err)
        && db_one(cx->db, cx->arena, &Q_LETTER_REGISTER_YEAR, BIND(P_INT(id), P_INT(year)), YEAR_FIELDS, ret, &found, err);
}

static const char *state_of(const OldLetter *in)
{
    if (*in->case_index)
        return "filed";
    if (!is_in(in->direction))
        return "sent";
    return date_same(in->closed, DATE_FOREVER) ? "registered" : "answered";
}

static bool term_of(Cx *cx, const OldLetter *in, const char **ret_rule, Date *ret_due, const char **ret_derivation, Err *err)
{
    HandoverItem item = { .kind = in->kind, .office_date = in->office_date };
    *ret_rule = "";
    *ret_due = in->due;
    *ret_derivation = "{}";
    return !in->term || strcmp(state_of(in), "registered") != 0
        || letter_term(cx, &item, ret_rule, ret_due, ret_derivation, err);
}

static bool store(Cx *cx, const OldLetter *in, const RegisterNumber *n, int year, int64_t *ret_id, Err *err)
{
    const char *rule, *derivation;
    Date due;
    if (!term_of(cx, in, &rule, &due, &derivation, err))
        return false;
    HandoverItem item = { .party = in->party, .their_no = in->their_no, .gist = in->gist, .their_date = in->their_date };
    const char *fold = letter_fold(cx, in->number, in->party, in->gist, in->office_no, in->their_no);
    bool incoming = is_in(in->direction);                  /* a later appeal of its sender is compared with it */
    return db_int(cx->db, &Q_LETTER_OLD_ADD,
                  BIND(P_TEXT(in->direction), P_INT(n->register_id), P_INT(year), P_INT(n->serial), P_TEXT(in->number),
                       P_DATE(in->registered), P_TEXT(in->kind), P_TEXT(in->party_kind), P_TEXT(in->party),
                       P_TEXT(in->address), P_TEXT(in->their_no), P_DATE(in->their_date), P_TEXT(in->office_no),
                       P_DATE(in->office_date), P_TEXT(in->gist), P_INT(in->sheets), P_INT(in->annexes), P_TEXT(rule),
                       P_DATE(due), P_TEXT(derivation), P_TEXT(state_of(in)), P_INT(cx->actor->person_id),
                       P_DATE(is_in(in->direction) ? DATE_FOREVER : in->registered), P_TEXT(in->case_index),
                       P_INT(in->case_sheets), P_DATE(in->closed), P_TEXT(in->resolution), P_TEXT(in->executor),
                       P_TEXT(in->answer_no), P_TEXT(letter_same_key(cx, &item)), P_TEXT(fold),
                       P_TEXT(incoming ? text_fold(cx->arena, in->party) : ""),
                       P_TEXT(incoming ? letter_theme(cx, in->gist) : "")), 0, ret_id, err);
}

bool letter_old_add(Cx *cx, const OldLetter *in, int64_t *ret_id, Err *err)
{
    RegisterNumber n = { 0 };
    int year, month, day;
    date_split(in->registered, &year, &month, &day);
    if (!register_of(cx, in->direction, &n.register_id, err)
        || !db_int(cx->db, &Q_LETTER_NEXT_SERIAL, BIND(P_INT(n.register_id), P_INT(year)), 0, &n.serial, err))
        return false;
    if (n.serial != in->serial)
        return err_set(err, ERR_CONFLICT, "number", N_("the next number of this register is {0}"),
                       arena_printf(cx->arena, "%lld", (long long)n.serial));
    return store(cx, in, &n, year, ret_id, err)
        && db_run(cx->db, &Q_LETTER_EVENT_ADD,
                  BIND(P_INT(*ret_id), P_INT(cx->actor->person_id), P_TEXT("imported"), P_TEXT(in->number), P_TEXT(""),
                       P_INSTANT(cx->now)), NULL, err);
}
