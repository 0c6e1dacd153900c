// SPDX-License-Identifier: Apache-2.0
/* Records and acts of other bodies: entered by one officer, confirmed by another, then in the ledger. */
#include "areas/file/file_in.h"
#include "app/i18n.h"
#include "app/journal.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "base/text.h"
#include "file_queries.h"
#include <string.h>

const FactKind FILE_FACT_KINDS[] = {
    { FACT_EDUCATION, N_("Education"), TRACK_MULTI, SEAT_NONE, false },
    { FACT_SICK_WITHIN, N_("Sickness within another absence"), TRACK_MULTI, SEAT_NONE, false },
    { 0 }
};

const Field RECORD_FIELDS[] = {
    FIELD(Record, id), FIELD(Record, person_id), FIELD(Record, kind), FIELD(Record, state), FIELD(Record, issuer),
    FIELD(Record, number), FIELD(Record, issued), FIELD(Record, from_date), FIELD(Record, to_date),
    FIELD(Record, details), FIELD(Record, scan), FIELD(Record, scan_name), FIELD(Record, scan_pages),
    FIELD(Record, entered_by),
    FIELD(Record, entered), FIELD(Record, decided_by), FIELD(Record, decided), FIELD(Record, reason),
    FIELD(Record, input), FIELD(Record, version), FIELDS_END
};

bool record_get(Cx *cx, int64_t id, Record *ret, Err *err)
{
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_RECORD_GET, BIND(P_INT(id)), RECORD_FIELDS, ret, &found, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such record"));
}

/* ---- checks of the paper itself -------------------------------------------- */

static bool is_kind(const NewRecord *in, const char *kind) { return strcmp(in->kind, kind) == 0; }

static void need(const char *value, const char *field, Err *err)
{
    if (!*value)
        err_add(err, field, N_("fill this in"));
}

static void check_days(Cx *cx, const NewRecord *in, const Person *person, Err *err)
{
    const char *first = is_kind(in, RECORD_DIPLOMA) ? "issued" : "from", *born = az_date_numeric(cx->arena, person->birth_date);
    bool sick = is_kind(in, RECORD_SICK_NOTE);
    if (sick && !date_before(in->from, in->to))
        err_add(err, "to", N_("the last day is before the first"));
    if (sick && date_same(in->to, DATE_FOREVER))
        err_add(err, "to", N_("fill this in"));
    if (!sick && !record_is_outside(in->kind) && date_before(cx->today, in->from))
        err_add(err, first, N_("the day is in the future"));
    if (date_before(in->from, person->birth_date))
        err_add(err, first, N_("the person was born on {0} only"), born);
    else if (date_before(in->issued, person->birth_date))
        err_add(err, "issued", N_("the person was born on {0} only"), born);
    if (date_before(cx->today, in->issued))
        err_add(err, "issued", N_("the paper is dated in the future"));
}

static bool check_seat(Cx *cx, const NewRecord *in, Err *err)
{
    Seat seat;
    if (!is_kind(in, OUTSIDE_REINSTATE) && !is_kind(in, OUTSIDE_APPOINT))
        return true;
    if (!in->seat_id)
        return err_add(err, "seat_id", N_("choose the post"));
    Err own = { 0 };
    if (staff_seat(cx, in->seat_id, &seat, &own))
        return true;
    return own.kind == ERR_NOT_FOUND ? err_add(err, "seat_id", N_("there is no such seat in the staff table"))
                                     : (*err = own, false);
}

static bool check_paper(Cx *cx, const NewRecord *in, const Person *person, Err *err)
{
    static const char *const KINDS[] = { RECORD_SICK_NOTE, RECORD_DIPLOMA, RECORD_NOT_RETURNED, RECORD_RETURNED,
                                         OUTSIDE_RANK, OUTSIDE_REINSTATE, OUTSIDE_APPOINT };
    bool known = false;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        known |= is_kind(in, KINDS[i]);
    if (!known)
        return err_add(err, "kind", N_("choose one of the values offered"));
    if (!is_kind(in, RECORD_NOT_RETURNED) && !is_kind(in, RECORD_RETURNED)) {
        need(in->issuer, "issuer", err);
        need(in->number, "number", err);
    }
    if (is_kind(in, RECORD_DIPLOMA))
        need(in->level, "level", err);
    if (is_kind(in, OUTSIDE_RANK) && !*in->rank)
        err_add(err, "rank", N_("choose the rank"));
    check_days(cx, in, person, err);
    return check_seat(cx, in, err) && err->kind == ERR_NONE;
}

/* ---- entering -------------------------------------------------------------- */

static const char *details_of(Arena *a, const NewRecord *in)
{
    Val *v = val_map(a);
    const struct { const char *name, *value; } TEXTS[] = {
        { "level", in->level }, { "form", in->form }, { "speciality", in->speciality }, { "rank", in->rank },
        { "note", in->note }
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (*TEXTS[i].value)
            val_put_text(a, v, TEXTS[i].name, TEXTS[i].value);
    if (in->seat_id)
        val_put_int(a, v, "seat_id", in->seat_id);
    Str s = str_make(a);
    val_write_canonical(v, &s);
    return s.s;
}

static bool refuse_same(Cx *cx, const NewRecord *in, Err *err)
{
    Record same;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_RECORD_SAME,
                BIND(P_INT(in->person_id), P_TEXT(in->kind), P_TEXT(in->issuer), P_TEXT(in->number), P_DATE(in->from)),
                RECORD_FIELDS, &same, &found, err))
        return false;
    return !found || err_set(err, ERR_CONFLICT, "number", N_("this paper is entered already, as record {0}"),
                             arena_printf(cx->arena, "%lld", (long long)same.id));
}

typedef struct Prepared {
    RecordEffects effects;
    NewInput      input[1 + MOST_MOVED];      /* the record, and what follows its sickness */
    size_t        count;
} Prepared;

static bool prepare(Cx *cx, const Record *r, Prepared *ret, Err *err)
{
    Arena *a = cx->arena;
    bool outside = record_is_outside(r->kind);
    const char *key = arena_printf(a, "%s:%lld", outside ? "outside" : "record", (long long)r->id);
    if (!record_effects(cx, r, &ret->effects, err))
        return false;
    ret->input[0] = (NewInput){ .kind = outside ? ENTRY_OUTSIDE_ACT : ENTRY_RECORD, .source = key, .natural_key = key,
                                .effects = ret->effects.own, .keep = ret->effects.keep,
                                .keep_count = ret->effects.keep_count };
    ret->count = 1;
    for (size_t i = 0; i < ret->effects.moved_count; i++) {
        const Moved *m = &ret->effects.moved[i];
        const char *rest = arena_printf(a, "%s/rest/%lld", key, (long long)m->of);
        ret->input[ret->count++] = (NewInput){ .kind = ENTRY_RECORD, .source = rest, .natural_key = rest, .effects = m->effects };
    }
    return true;
}

bool record_enter(Cx *cx, const NewRecord *in, const Grant *grant, int64_t *ret_id, Err *err)
{
    Person person;
    Prepared p;
    Registration would;
    if (!person_get(cx, in->person_id, &person, err) || !check_paper(cx, in, &person, err) || !refuse_same(cx, in, err))
        return false;
    const char *details = details_of(cx->arena, in);
    Record r = { .person_id = in->person_id, .kind = in->kind, .issuer = in->issuer, .number = in->number,
                 .issued = in->issued, .from_date = in->from, .to_date = in->to, .details = details };
    if (!prepare(cx, &r, &p, err)
        || (!ledger_rehearse(cx->db, cx->arena, FACT_KINDS, p.input, p.count, &would, err) && !source_faults(cx, err))
        || !db_int(cx->db, &Q_RECORD_ADD,
                   BIND(P_INT(in->person_id), P_TEXT(in->kind), P_TEXT(in->issuer), P_TEXT(in->number),
                        P_DATE(in->issued), P_DATE(in->from), P_DATE(in->to), P_TEXT(details), P_TEXT(in->scan),
                        P_TEXT(in->scan_name), P_INT(in->scan_pages), P_INT(cx->actor->person_id), P_INSTANT(cx->now),
                        P_INSTANT(INSTANT_FOREVER)), 0, ret_id, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "record", *ret_id);
    val_put_text(cx->arena, data, "kind", in->kind);
    journal_add(cx, "record.enter", OBJ_PERSON, in->person_id, data, grant);
    return authority_relate(cx, OBJ_RECORD, *ret_id, principal_of_person(in->person_id), "self", err);
}

/* ---- deciding -------------------------------------------------------------- */

static bool decide(Cx *cx, const Record *r, int64_t version, const char *state, const char *reason, int64_t input,
                   Err *err)
{
    int64_t changed;
    if (!db_run(cx->db, &Q_RECORD_DECIDE,
                BIND(P_INT(r->id), P_INT(version), P_TEXT(state), P_INT(cx->actor->person_id), P_INSTANT(cx->now),
                     P_TEXT(reason), P_INT(input)), &changed, err))
        return false;
    return changed == 1 || err_set(err, ERR_CONFLICT, NULL, N_("this record was decided meanwhile; open it again"));
}

static bool still_open(Cx *cx, const Record *r, Err *err)
{
    if (strcmp(r->state, "entered") == 0)
        return true;
    const char *who = "";
    if (r->decided_by && !person_short_name(cx, r->decided_by, &who, err))
        return false;
    return err_set(err, ERR_CONFLICT, NULL, N_("{0} has decided on this record already"), who);
}

bool record_confirm(Cx *cx, int64_t id, int64_t version, const Grant *grant, Err *err)
{
    Record r;
    Prepared p;
    Registration done;
    if (!record_get(cx, id, &r, err) || !still_open(cx, &r, err))
        return false;
    if (r.entered_by == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL,
                       N_("a record is confirmed by a second officer, not by the one who entered it (6.1.11)"));
    if (r.person_id == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("nobody confirms a record about himself (6.1.11)"));
    if (!prepare(cx, &r, &p, err)
        || (!ledger_register(cx->db, cx->arena, FACT_KINDS, p.input, p.count, &done, err) && !source_faults(cx, err))
        || !decide(cx, &r, version, "registered", "", done.first_input, err))
        return false;
    Val *data = val_map(cx->arena);
    val_put_int(cx->arena, data, "input", done.first_input);
    val_put_int(cx->arena, data, "person", r.person_id);
    val_put_text(cx->arena, data, "kind", r.kind);
    journal_add(cx, "record.confirm", OBJ_RECORD, id, data, grant);
    return true;
}

bool record_reject(Cx *cx, int64_t id, int64_t version, const char *reason, const Grant *grant, Err *err)
{
    Record r;
    if (!record_get(cx, id, &r, err) || !still_open(cx, &r, err))
        return false;
    if (r.person_id == cx->actor->person_id)
        return err_set(err, ERR_DENIED, NULL, N_("nobody rejects a record about himself (6.1.11)"));
    if (!*reason)
        return err_set(err, ERR_INVALID, "reason", N_("say why it is rejected"));
    journal_add(cx, "record.reject", OBJ_RECORD, id, NULL, grant);
    return decide(cx, &r, version, "rejected", reason, 0, err);
}
