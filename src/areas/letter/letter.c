// SPDX-License-Identifier: Apache-2.0
/* A letter itself: its record and history, its number, its term. */
#include "app/wall.h"
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

const Field LETTER_FIELDS[] = {
    FIELD(Letter, id), FIELD(Letter, direction), FIELD(Letter, register_id), FIELD(Letter, year),
    FIELD(Letter, serial), FIELD(Letter, number), FIELD(Letter, registered), FIELD(Letter, kind),
    FIELD(Letter, party_kind), FIELD(Letter, party), FIELD(Letter, address), FIELD(Letter, their_no),
    FIELD(Letter, their_date), FIELD(Letter, office_no), FIELD(Letter, office_date), FIELD(Letter, gist),
    FIELD(Letter, body), FIELD(Letter, sheets), FIELD(Letter, annexes), FIELD(Letter, missing), FIELD(Letter, spoiled),
    FIELD(Letter, repeated),
    FIELD(Letter, collective), FIELD(Letter, anonymous), FIELD(Letter, complained_id), FIELD(Letter, outcome),
    FIELD(Letter, ground), FIELD(Letter, forwarded_to), FIELD(Letter, informed), FIELD(Letter, complained_surname),
    FIELD(Letter, complained_forename), FIELD(Letter, rule),
    FIELD(Letter, due), FIELD(Letter, derivation), FIELD(Letter, state), FIELD(Letter, seat_id),
    FIELD(Letter, reply_to), FIELD(Letter, drafter), FIELD(Letter, main_id), FIELD(Letter, about_id),
    FIELD(Letter, signature), FIELD(Letter, authority),
    FIELD(Letter, signed_on), FIELD(Letter, pdf), FIELD(Letter, handover_id), FIELD(Letter, case_index),
    FIELD(Letter, case_sheets), FIELD(Letter, control), FIELD(Letter, control_intake), FIELD(Letter, closed), FIELD(Letter, resolution),
    FIELD(Letter, executor), FIELD(Letter, answer_no), FIELD(Letter, seat_title), FIELD(Letter, drafter_surname),
    FIELD(Letter, drafter_forename), FIELD(Letter, version), FIELDS_END
};

bool letter_get(Cx *cx, int64_t id, Letter *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_GET, BIND(P_INT(id)), LETTER_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such letter"));
}

bool letter_get_open(Cx *cx, int64_t id, Letter *ret, Err *err)
{
    bool closed;
    if (!wall_between(cx, OBJ_LETTER, id, cx->actor->person_id, &closed, err))
        return false;
    return closed ? err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such letter")) : letter_get(cx, id, ret, err);
}

typedef struct HandRow { int64_t id; const char *surname, *forename; } HandRow;
static const Field HAND_FIELDS[] = {
    FIELD(HandRow, id), FIELD(HandRow, surname), FIELD(HandRow, forename), FIELDS_END
};

bool letter_changed(Cx *cx, int64_t letter, int64_t rows, Err *err)
{
    HandRow row;
    bool found;
    if (rows == 1)
        return true;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_LAST_HAND, BIND(P_INT(letter)), HAND_FIELDS, &row, &found, err))
        return false;
    if (!found || !*row.surname)
        return err_set(err, ERR_CONFLICT, NULL, N_("somebody changed this paper meanwhile; open it again"));
    return err_set(err, ERR_CONFLICT, NULL, N_("{0} changed this paper meanwhile; open it again"),
                   az_initials(cx->arena, row.surname, row.forename, NULL));
}

bool letter_note(Cx *cx, int64_t letter, const char *verb, const char *body, const char *journal_verb,
                 const Grant *grant, Err *err)
{
    Str path = str_make(cx->arena);
    if (grant && grant->path)
        val_write_canonical(grant->path, &path);
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "text", body);
    if (journal_verb)
        journal_add(cx, journal_verb, OBJ_LETTER, letter, data, grant);
    return db_run(cx->db, &Q_LETTER_EVENT_ADD,
                  BIND(P_INT(letter), P_INT(cx->actor->person_id), P_TEXT(verb), P_TEXT(body), P_TEXT(path.s),
                       P_INSTANT(cx->now)), NULL, err);
}

/* ---- numbers -------------------------------------------------------------- */

typedef struct RegisterRow { int64_t id; const char *code, *title, *prefix; } RegisterRow;
static const Field REGISTER_FIELDS[] = {
    FIELD(RegisterRow, id), FIELD(RegisterRow, code), FIELD(RegisterRow, title), FIELD(RegisterRow, prefix), FIELDS_END
};

static bool find_register(Cx *cx, const char *code, RegisterRow *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_REGISTER, BIND(P_TEXT(code)), REGISTER_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, "register", N_("there is no such register"));
}

bool letter_number(Cx *cx, const char *register_code, int year, RegisterNumber *ret, Err *err)
{
    RegisterRow row;
    if (!find_register(cx, register_code, &row, err)
        || !db_int(cx->db, &Q_LETTER_NEXT_SERIAL, BIND(P_INT(row.id), P_INT(year)), 0, &ret->serial, err))
        return false;
    ret->register_id = row.id;
    ret->number = arena_printf(cx->arena, "%s%lld", row.prefix, (long long)ret->serial);
    return true;
}

bool letter_number_next(Cx *cx, const char *register_code, int year, RegisterNumber *ret, Err *err)
{
    RegisterRow row;
    if (!find_register(cx, register_code, &row, err)
        || !db_int(cx->db, &Q_LETTER_SERIAL_LAST, BIND(P_INT(row.id), P_INT(year)), 0, &ret->serial, err))
        return false;
    ret->serial++;
    ret->register_id = row.id;
    ret->number = arena_printf(cx->arena, "%s%lld", row.prefix, (long long)ret->serial);
    return true;
}

bool letter_registers(Cx *cx, Err *err)
{
    static const struct { const char *code, *title, *direction, *prefix; } REGISTERS[] = {
        { "incoming", "Daxil olan sənədlərin qeydiyyatı kitabı", "in", "05/1-" },
        { "outgoing", "Göndərilən sənədlərin qeydiyyatı kitabı", "out", "05/2-" },
    };
    for (size_t i = 0; i < sizeof REGISTERS / sizeof *REGISTERS; i++)
        if (!db_run(cx->db, &Q_LETTER_REGISTER_ADD,
                    BIND(P_TEXT(REGISTERS[i].code), P_TEXT(REGISTERS[i].title), P_TEXT(REGISTERS[i].direction),
                         P_TEXT(REGISTERS[i].prefix)), NULL, err))
            return false;
    return true;
}

/* ---- its term, and what it is found by ---------------------------------------- */

/* Which rule gives a kind of paper its term; "" when the law sets none. */
static const char *rule_of(const char *kind)
{
    static const struct { const char *kind, *rule; } RULES[] = {
        { "application", "appeal.general" }, { "complaint", "appeal.general" }, { "proposal", "appeal.general" },
        { "inquiry", "info.general" },       { "letter", "records.default" },
    };
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
        if (strcmp(RULES[i].kind, kind) == 0)
            return RULES[i].rule;
    return "";
}

bool letter_term_by(Cx *cx, const char *rule, Date from, Date *ret_due, const char **ret_derivation, Err *err)
{
    DeadlineAsk ask = { .rule = rule, .regime = REGIME_ANY, .from = from };
    Deadline term;
    const Law *law;
    if (!law_current(cx, &law, err) || !deadline_compute(cx->arena, law, &ask, &term, err))
        return false;
    Str s = str_make(cx->arena);
    val_write_canonical(term.derivation, &s);
    *ret_derivation = s.s;
    *ret_due = term.due;
    return true;
}

bool letter_term(Cx *cx, const HandoverItem *item, const char **ret_rule, Date *ret_due, const char **ret_derivation,
                 Err *err)
{
    *ret_rule = rule_of(item->kind);
    *ret_due = DATE_FOREVER;
    *ret_derivation = "{}";
    return !**ret_rule || letter_term_by(cx, *ret_rule, item->office_date, ret_due, ret_derivation, err);
}

/* The same sender, number and date; without a number the same gist serves. */
const char *letter_same_key(Cx *cx, const HandoverItem *i)
{
    char date[DATE_TEXT];
    date_format(i->their_date, date);
    return text_fold(cx->arena, arena_printf(cx->arena, "%s|%s|%s", i->party, *i->their_no ? i->their_no : i->gist,
                                             *i->their_no ? date : ""));
}

const char *letter_fold(Cx *cx, const char *number, const char *party, const char *gist, const char *office_no,
                        const char *their_no)
{
    return text_fold(cx->arena, arena_printf(cx->arena, "%s %s %s %s %s", number, party, gist, office_no, their_no));
}
