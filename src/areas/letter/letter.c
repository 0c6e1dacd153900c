// SPDX-License-Identifier: Apache-2.0
/* Letters coming in: taking over, number, term, presenting, filing. */
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "areas/task/task.h"
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
    FIELD(Letter, case_sheets), FIELD(Letter, control), FIELD(Letter, closed), FIELD(Letter, resolution),
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

/* ---- taking over ---------------------------------------------------------- */

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

bool letter_term(Cx *cx, const HandoverItem *item, const char **ret_rule, Date *ret_due, const char **ret_derivation,
                 Err *err)
{
    *ret_rule = rule_of(item->kind);
    *ret_due = DATE_FOREVER;
    *ret_derivation = "{}";
    if (!**ret_rule)
        return true;
    DeadlineAsk ask = { .rule = *ret_rule, .regime = REGIME_ANY, .from = item->office_date };
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

static const Field SAME_FIELDS[] = {
    FIELD(SameLetter, id), FIELD(SameLetter, number), FIELD(SameLetter, party), FIELD(SameLetter, registered), FIELDS_END
};

bool letter_same(Cx *cx, const HandoverItem *item, SameLetter *ret, bool *ret_found, Err *err)
{
    return db_one(cx->db, cx->arena, &Q_LETTER_SAME,
                  BIND(P_TEXT(letter_same_key(cx, item)), P_TEXT(item->office_no), P_DATE(item->office_date)), SAME_FIELDS, ret,
                  ret_found, err);
}

static bool refuse_same(Cx *cx, const HandoverItem *item, Err *err)
{
    SameLetter same;
    bool found;
    if (!letter_same(cx, item, &same, &found, err))
        return false;
    return !found
        || err_set(err, ERR_CONFLICT, "not_same", N_("it looks like letter {0} of {1}; mark that it is another one"),
                   same.number, az_date_numeric(cx->arena, same.registered));
}

static bool add_letter(Cx *cx, const HandoverItem *i, const Taking *in, int64_t *ret_id, Err *err)
{
    const char *rule, *derivation;
    Date due;
    RegisterNumber n;
    int year, month, day;
    date_split(cx->today, &year, &month, &day);
    /* The number first: it holds the register, so two who take the same paper see each other. */
    if (!letter_number(cx, "incoming", year, &n, err) || (!in->not_same && !refuse_same(cx, i, err))
        || !letter_term(cx, i, &rule, &due, &derivation, err))
        return false;
    const char *fold = letter_fold(cx, n.number, i->party, i->gist, i->office_no, i->their_no);
    return db_int(cx->db, &Q_LETTER_ADD,
                  BIND(P_TEXT("in"), P_INT(n.register_id), P_INT(year), P_INT(n.serial), P_TEXT(n.number),
                       P_DATE(cx->today), P_TEXT(i->kind), P_TEXT(i->party_kind), P_TEXT(i->party), P_TEXT(i->address),
                       P_TEXT(i->their_no), P_DATE(i->their_date), P_TEXT(i->office_no), P_DATE(i->office_date),
                       P_TEXT(i->gist), P_TEXT(""), P_INT(i->sheets), P_INT(i->annexes), P_TEXT(in->missing),
                       P_TEXT(rule), P_DATE(due), P_TEXT(derivation), P_TEXT("registered"), P_INT(0),
                       P_INT(cx->actor->person_id), P_DATE(DATE_FOREVER), P_INT(i->handover_id), P_BOOL(in->control),
                       P_DATE(DATE_FOREVER), P_TEXT(letter_same_key(cx, i)), P_TEXT(fold)), 0, ret_id, err);
}

static bool item_to_take(Cx *cx, const Taking *in, HandoverItem *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_HANDOVER_ITEM, BIND(P_INT(in->item_id)), HANDOVER_ITEM_FIELDS, ret, &found, err))
        return false;
    if (!found || ret->handover_id != in->handover_id)
        return err_set(err, ERR_NOT_FOUND, "item_id", N_("there is no such line on the list"));
    return !ret->letter_id || err_set(err, ERR_CONFLICT, "item_id", N_("this paper was taken over already"));
}

bool letter_take(Cx *cx, const Taking *in, const Upload *scan, const Grant *grant, int64_t *ret_letter, Err *err)
{
    HandoverItem item;
    Letter letter;
    int64_t changed;
    if (!item_to_take(cx, in, &item, err) || !add_letter(cx, &item, in, ret_letter, err)
        || !db_run(cx->db, &Q_HANDOVER_ITEM_TAKEN, BIND(P_INT(item.id), P_INT(*ret_letter)), &changed, err))
        return false;
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, "item_id", N_("this paper was taken over already"));
    return db_run(cx->db, &Q_HANDOVER_CLOSE,
                  BIND(P_INT(item.handover_id), P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err)
        && appeal_mark(cx, *ret_letter, &item, &in->appeal, err)
        && letter_get(cx, *ret_letter, &letter, err)
        && letter_note(cx, *ret_letter, "registered", letter.number, "letter.register", grant, err)
        && (!scan || attachment_add(cx, *ret_letter, scan, err))
        && letter_copy_leadership(cx, &item, &letter, err)
        && (!in->inquiry_id || inquiry_answered(cx, *ret_letter, in->inquiry_id, grant, err))
        && (!in->main_id || letter_join(cx, *ret_letter, in->main_id, grant, err));
}

bool letter_scan_add(Cx *cx, int64_t letter, const Upload *scan, const Grant *grant, Err *err)
{
    Letter l;
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (strcmp(l.state, "filed") == 0 || strcmp(l.direction, "in") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("a scan is added to a letter that is not filed yet"));
    return attachment_add(cx, letter, scan, err)
        && letter_note(cx, letter, "scanned", scan->name, "letter.scan", grant, err);
}

/* ---- presenting and filing ------------------------------------------------ */

bool letter_present(Cx *cx, int64_t letter, int64_t seat_id, const Grant *grant, Err *err)
{
    Letter l;
    Seat seat;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err) || !staff_seat(cx, seat_id, &seat, err))
        return false;
    if (strcmp(l.state, "registered") != 0 && strcmp(l.state, "presented") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("this letter is past presenting"));
    if (strcmp(seat.post_kind, "head") != 0 && strcmp(seat.post_kind, "deputy") != 0
        && strcmp(seat.post_kind, "section_head") != 0)
        return err_set(err, ERR_INVALID, "seat_id",
                       N_("papers are presented to the head, the deputy or the section head (5.12.4)"));
    if (!appeal_wall_seat(cx, &l, seat_id, "seat_id", err))
        return false;
    if (l.seat_id && l.seat_id != seat_id
        && !authority_unrelate(cx, OBJ_LETTER, letter, principal_of_seat(l.seat_id), "presented", err))
        return false;
    return db_run(cx->db, &Q_LETTER_SET_PRESENTED, BIND(P_INT(letter), P_INT(l.version), P_INT(seat_id)), &changed, err)
        && letter_changed(cx, letter, changed, err)
        && letter_note(cx, letter, "presented", seat.title_full, "letter.present", grant, err)
        && authority_relate(cx, OBJ_LETTER, letter, principal_of_seat(seat_id), "presented", err);
}

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
        && db_run(cx->db, &Q_LETTER_FILE_ANSWERS, BIND(P_INT(letter), P_TEXT(case_index)), NULL, err);
}
