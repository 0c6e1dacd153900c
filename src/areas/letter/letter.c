// SPDX-License-Identifier: Apache-2.0
/* Letters coming in: taking over, number, term, presenting, filing. */
#include "areas/letter/letter.h"
#include "app/journal.h"
#include "areas/law/law.h"
#include "areas/letter/letter_in.h"
#include "areas/staff/staff.h"
#include "areas/task/task.h"
#include "base/text.h"
#include "letter_queries.h"
#include <string.h>

const Field LETTER_FIELDS[] = {
    FIELD(Letter, id), FIELD(Letter, direction), FIELD(Letter, register_id), FIELD(Letter, year),
    FIELD(Letter, serial), FIELD(Letter, number), FIELD(Letter, registered), FIELD(Letter, kind),
    FIELD(Letter, party_kind), FIELD(Letter, party), FIELD(Letter, address), FIELD(Letter, their_no),
    FIELD(Letter, their_date), FIELD(Letter, office_no), FIELD(Letter, office_date), FIELD(Letter, gist),
    FIELD(Letter, body), FIELD(Letter, sheets), FIELD(Letter, annexes), FIELD(Letter, missing), FIELD(Letter, rule),
    FIELD(Letter, due), FIELD(Letter, derivation), FIELD(Letter, state), FIELD(Letter, seat_id),
    FIELD(Letter, reply_to), FIELD(Letter, drafter), FIELD(Letter, signature), FIELD(Letter, authority),
    FIELD(Letter, signed_on), FIELD(Letter, pdf), FIELD(Letter, handover_id), FIELD(Letter, case_index),
    FIELD(Letter, case_sheets), FIELD(Letter, control), FIELD(Letter, closed), FIELD(Letter, version), FIELDS_END
};

bool letter_get(Cx *cx, int64_t id, Letter *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_GET, BIND(P_INT(id)), LETTER_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such letter"));
}

bool letter_changed(int64_t rows, Err *err)
{
    return rows == 1 || err_set(err, ERR_CONFLICT, NULL, N_("somebody changed this paper meanwhile; open it again"));
}

bool letter_number(Cx *cx, const char *register_code, int year, RegisterNumber *ret, Err *err)
{
    typedef struct Row { int64_t id; const char *code, *title, *prefix; } Row;
    static const Field FIELDS[] = { FIELD(Row, id), FIELD(Row, code), FIELD(Row, title), FIELD(Row, prefix), FIELDS_END };
    Row row;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_REGISTER, BIND(P_TEXT(register_code)), FIELDS, &row, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, "register", N_("there is no such register"));
    ret->register_id = row.id;
    if (!db_int(cx->db, &Q_LETTER_NEXT_SERIAL, BIND(P_INT(row.id), P_INT(year)), 0, &ret->serial, err))
        return false;
    ret->number = arena_printf(cx->arena, "%s%lld", row.prefix, (long long)ret->serial);
    return true;
}

/* Which rule gives a kind of paper its term; "" when the law sets none. */
const char *letter_rule(const char *kind)
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

static bool term_of(Cx *cx, const HandoverItem *item, const char **ret_rule, Date *ret_due, const char **ret_derivation,
                    Err *err)
{
    *ret_rule = letter_rule(item->kind);
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
static const char *same_key(Cx *cx, const HandoverItem *i)
{
    char date[DATE_TEXT];
    date_format(i->their_date, date);
    return text_fold(cx->arena, arena_printf(cx->arena, "%s|%s|%s", i->party, *i->their_no ? i->their_no : i->gist,
                                             *i->their_no ? date : ""));
}

typedef struct SameRow { int64_t id; const char *number, *party; Date registered; } SameRow;
static const Field SAME_FIELDS[] = {
    FIELD(SameRow, id), FIELD(SameRow, number), FIELD(SameRow, party), FIELD(SameRow, registered), FIELDS_END
};

static bool refuse_same(Cx *cx, const HandoverItem *item, const char *key, bool looked, Err *err)
{
    SameRow row;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_LETTER_SAME, BIND(P_TEXT(key), P_TEXT(item->office_no), P_DATE(item->office_date)),
                SAME_FIELDS, &row, &found, err))
        return false;
    if (!found || looked)
        return true;
    char date[DATE_TEXT];
    date_format(row.registered, date);
    return err_set(err, ERR_CONFLICT, "not_same", N_("it looks like letter {0} of {1}; mark that it is another one"),
                   row.number, date);
}

static bool add_letter(Cx *cx, const HandoverItem *i, const Taking *in, const char *key, int64_t *ret_id, Err *err)
{
    const char *rule, *derivation;
    Date due;
    RegisterNumber n;
    int year, month, day;
    date_split(cx->today, &year, &month, &day);
    if (!term_of(cx, i, &rule, &due, &derivation, err) || !letter_number(cx, "incoming", year, &n, err))
        return false;
    const char *fold = text_fold(cx->arena, arena_printf(cx->arena, "%s %s %s %s %s", n.number, i->party, i->gist,
                                                         i->office_no, i->their_no));
    return db_int(cx->db, &Q_LETTER_ADD,
                  BIND(P_TEXT("in"), P_INT(n.register_id), P_INT(year), P_INT(n.serial), P_TEXT(n.number),
                       P_DATE(cx->today), P_TEXT(i->kind), P_TEXT(i->party_kind), P_TEXT(i->party), P_TEXT(i->address),
                       P_TEXT(i->their_no), P_DATE(i->their_date), P_TEXT(i->office_no), P_DATE(i->office_date),
                       P_TEXT(i->gist), P_TEXT(""), P_INT(i->sheets), P_INT(i->annexes), P_TEXT(in->missing),
                       P_TEXT(rule), P_DATE(due), P_TEXT(derivation), P_TEXT("registered"), P_INT(0),
                       P_INT(cx->actor->person_id), P_DATE(DATE_FOREVER), P_INT(i->handover_id), P_BOOL(in->control),
                       P_DATE(DATE_FOREVER), P_TEXT(key), P_TEXT(fold)), 0, ret_id, err);
}

/* Leadership's resolution came with the paper: the root of the sheet, executed by the head. */
static bool copy_leadership(Cx *cx, const HandoverItem *i, int64_t letter, Date due, bool control, Err *err)
{
    if (!i->lead_seat)
        return true;
    size_t n;
    Seat lead;
    const Seat *heads = staff_seats_of_kind(cx, "head", cx->today, &n, err);
    SeatToday head = { 0 }, author = { 0 };
    if (!heads || !staff_seat(cx, i->lead_seat, &lead, err) || !staff_seat_today(cx, i->lead_seat, i->lead_date, &author, err))
        return false;
    if (n && !staff_seat_today(cx, heads[0].id, cx->today, &head, err))
        return false;
    Executor executor = { head.holder_id ? head.holder_id : head.person_id, "" };
    NewResolution r = {
        .origin_kind = OBJ_LETTER, .origin_id = letter, .author_seat = i->lead_seat, .author_person = author.holder_id,
        .signature = lead.title_full, .scan = "", .body = i->lead_text, .written = i->lead_date, .due = i->lead_due,
        .limit = due, .control = control, .executors = &executor, .executor_count = 1 };
    int64_t resolution;
    return task_resolve(cx, &r, &resolution, err);
}

bool letter_take(Cx *cx, const Taking *in, const Upload *scan, int64_t *ret_letter, Err *err)
{
    HandoverItem item;
    bool found;
    int64_t changed;
    if (!db_one(cx->db, cx->arena, &Q_HANDOVER_ITEM, BIND(P_INT(in->item_id)), HANDOVER_ITEM_FIELDS, &item, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, "item_id", N_("there is no such line on the list"));
    if (item.letter_id)
        return err_set(err, ERR_CONFLICT, "item_id", N_("this paper was taken over already"));
    const char *key = same_key(cx, &item);
    Letter letter;
    if (!refuse_same(cx, &item, key, in->not_same, err) || !add_letter(cx, &item, in, key, ret_letter, err)
        || !letter_get(cx, *ret_letter, &letter, err)
        || !db_run(cx->db, &Q_HANDOVER_ITEM_TAKEN, BIND(P_INT(item.id), P_INT(*ret_letter)), &changed, err)
        || !letter_changed(changed, err)
        || !db_run(cx->db, &Q_HANDOVER_CLOSE,
                   BIND(P_INT(item.handover_id), P_INSTANT(cx->now), P_INT(cx->actor->person_id)), NULL, err)
        || (scan && !attachment_add(cx, *ret_letter, scan, err))
        || !copy_leadership(cx, &item, *ret_letter, letter.due, in->control, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "number", letter.number);
    val_put_date(cx->arena, data, "due", letter.due);
    journal_add(cx, "letter.register", OBJ_LETTER, *ret_letter, data, NULL);
    return true;
}

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
    if (l.seat_id && l.seat_id != seat_id
        && !authority_unrelate(cx, OBJ_LETTER, letter, principal_of_seat(l.seat_id), "presented", err))
        return false;
    if (!db_run(cx->db, &Q_LETTER_SET_PRESENTED, BIND(P_INT(letter), P_INT(l.version), P_INT(seat_id)), &changed, err)
        || !letter_changed(changed, err))
        return false;
    journal_add(cx, "letter.present", OBJ_LETTER, letter, NULL, grant);
    return authority_relate(cx, OBJ_LETTER, letter, principal_of_seat(seat_id), "presented", err);
}

bool letter_file(Cx *cx, int64_t letter, const char *case_index, int64_t sheets, const Grant *grant, Err *err)
{
    Letter l;
    int64_t changed;
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (!*case_index)
        err_add(err, "case_index", N_("name the case of the nomenclature"));
    const Rule *volume = rule_find(law_of(cx->app), "records.volume.sheets", REGIME_ANY, cx->today);
    if (sheets < 1 || (volume && sheets > volume->value))
        err_add(err, "sheets", N_("a volume holds 1 to {0} sheets"),
                arena_printf(cx->arena, "%lld", volume ? (long long)volume->value : 0LL));
    if (err->kind)
        return false;
    if (strcmp(l.state, "answered") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("only an answered letter is filed"));
    if (!db_run(cx->db, &Q_LETTER_SET_FILED, BIND(P_INT(letter), P_TEXT(case_index), P_INT(sheets)), &changed, err)
        || !letter_changed(changed, err))
        return false;
    journal_add(cx, "letter.file", OBJ_LETTER, letter, NULL, grant);
    return db_run(cx->db, &Q_LETTER_FILE_ANSWERS, BIND(P_INT(letter), P_TEXT(case_index)), NULL, err);
}
