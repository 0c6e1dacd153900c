// SPDX-License-Identifier: Apache-2.0
/* The law in the database: filled once from the program's tables, read back into the same shape. */
#include "app/data.h"
#include "areas/law/law_store.h"
#include "areas/law/law_diff.h"
#include "law_queries.h"
#include "web/secret.h"
#include <pthread.h>
#include <string.h>

enum { NOT_FILLED = -1 };             /* the mark where there is none: the program's own tables are the law */

typedef struct RuleRow {
    int64_t     id, value;
    const char *code, *unit, *regime, *basis, *confidence, *note, *source;
    Date        valid_from, valid_to;
} RuleRow;
static const Field RULE_ROW[] = {
    FIELD(RuleRow, id), FIELD(RuleRow, code), FIELD(RuleRow, value), FIELD(RuleRow, unit),
    FIELD(RuleRow, regime), FIELD(RuleRow, valid_from), FIELD(RuleRow, valid_to), FIELD(RuleRow, basis),
    FIELD(RuleRow, confidence), FIELD(RuleRow, note), FIELD(RuleRow, source), FIELDS_END
};

typedef struct ActRow {
    const char *code, *number, *title_en, *title_az, *body, *confidence, *note;
    OptDate     date, edition;
} ActRow;
static const Field ACT_ROW[] = {
    FIELD(ActRow, code), FIELD(ActRow, number), FIELD(ActRow, date), FIELD(ActRow, title_en),
    FIELD(ActRow, title_az), FIELD(ActRow, body), FIELD(ActRow, edition), FIELD(ActRow, confidence),
    FIELD(ActRow, note), FIELDS_END
};

typedef struct HolidayRow {
    int64_t     month, day, days;
    const char *code, *kind, *name, *basis, *confidence;
    Date        valid_from, valid_to;
} HolidayRow;
static const Field HOLIDAY_ROW[] = {
    FIELD(HolidayRow, code), FIELD(HolidayRow, month), FIELD(HolidayRow, day), FIELD(HolidayRow, days),
    FIELD(HolidayRow, kind), FIELD(HolidayRow, name), FIELD(HolidayRow, valid_from),
    FIELD(HolidayRow, valid_to), FIELD(HolidayRow, basis), FIELD(HolidayRow, confidence), FIELDS_END
};

typedef struct DayRow {
    int64_t     days, around;
    bool        entered;
    const char *kind, *name, *basis, *confidence;
    Date        first;
    OptDate     pair;
} DayRow;
static const Field DAY_ROW[] = {
    FIELD(DayRow, first), FIELD(DayRow, kind), FIELD(DayRow, days), FIELD(DayRow, name),
    FIELD(DayRow, pair), FIELD(DayRow, around), FIELD(DayRow, basis), FIELD(DayRow, confidence), FIELD(DayRow, entered),
    FIELDS_END
};

/* ---- into the database ----------------------------------------------------- */

bool law_store_act(Cx *cx, const LegalAct *x, Err *err)
{
    return db_run(cx->db, &Q_LAW_ACT_ADD,
                  BIND(P_TEXT(x->code), P_TEXT(x->number), P_OPTDATE(x->date), P_TEXT(x->title_en),
                       P_TEXT(x->title_az), P_TEXT(x->body), P_OPTDATE(x->edition),
                       P_TEXT(confidence_code(x->confidence)), P_TEXT(x->note)), NULL, err);
}

bool law_store_act_over(Cx *cx, const LegalAct *x, Err *err)
{
    return db_run(cx->db, &Q_LAW_ACT_OVER,
                  BIND(P_TEXT(x->code), P_TEXT(x->number), P_OPTDATE(x->date), P_TEXT(x->title_en),
                       P_TEXT(x->title_az), P_TEXT(x->body), P_OPTDATE(x->edition),
                       P_TEXT(confidence_code(x->confidence)), P_TEXT(x->note)), NULL, err);
}

bool law_store_rule(Cx *cx, const Rule *r, Err *err)
{
    int64_t id;
    return db_int(cx->db, &Q_LAW_RULE_ADD,
                  BIND(P_TEXT(r->code), P_INT(r->value), P_TEXT(unit_code(r->unit)),
                       P_TEXT(regime_code(r->regime)), P_DATE(r->valid_from), P_DATE(r->valid_to),
                       P_TEXT(r->basis), P_TEXT(confidence_code(r->confidence)), P_TEXT(r->note),
                       P_TEXT(r->source), P_BOOL(true), P_OPTINT((OptInt){ 0 }), P_INSTANT(cx->now)),
                  0, &id, err);
}

static bool add_acts(Cx *cx, const Law *law, Err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < law->act_count; i++)
        ok = law_store_act(cx, &law->acts[i], err);
    return ok;
}

static bool add_rules(Cx *cx, const Law *law, Err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < law->rule_count; i++)
        ok = law_store_rule(cx, &law->rules[i], err);
    return ok;
}

bool law_store_holiday(Db *db, const FixedDay *f, Err *err)
{
    return db_run(db, &Q_LAW_HOLIDAY_ADD,
                  BIND(P_TEXT(f->code), P_INT(f->month), P_INT(f->day), P_INT(f->days), P_TEXT(day_kind_code(f->kind)),
                       P_TEXT(f->name), P_DATE(f->valid_from), P_DATE(f->valid_to), P_TEXT(f->basis),
                       P_TEXT(confidence_code(f->confidence))), NULL, err);
}

bool law_store_day(Db *db, const DatedDay *d, Err *err)
{
    return db_run(db, &Q_LAW_DAY_ADD,
                  BIND(P_DATE(d->first), P_TEXT(day_kind_code(d->kind)), P_INT(d->days), P_TEXT(d->name), P_OPTDATE(d->pair),
                       P_INT(d->around), P_TEXT(d->basis), P_TEXT(confidence_code(d->confidence)),
                       P_BOOL(d->source && strcmp(d->source, LAW_ENTERED) == 0)), NULL, err);
}

static bool add_days(Db *db, const CalendarFacts *facts, Err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < facts->fixed_count; i++)
        ok = law_store_holiday(db, &facts->fixed[i], err);
    for (size_t i = 0; ok && i < facts->dated_count; i++)
        ok = law_store_day(db, &facts->dated[i], err);
    return ok;
}

typedef struct ClauseLine { const char *clause, *title_en; } ClauseLine;
static const Field CLAUSE_LINE[] = { FIELD(ClauseLine, clause), FIELD(ClauseLine, title_en), FIELDS_END };

/* The regulation's clauses belong to the act "directorate", from its date on. */
static bool add_clauses(Cx *cx, const Law *law, Err *err)
{
    const LegalAct *act = act_find_legal(law, "directorate");
    size_t n;
    const ClauseLine *line = data_read(cx->arena, "data/clauses/regulation.csv", CLAUSE_LINE, sizeof *line, &n, err);
    if (line && !act)
        return err_set(err, ERR_INTERNAL, NULL, N_("the act “{0}” of the regulation is not listed"), "directorate");
    for (size_t i = 0; line && i < n; i++)
        if (!db_run(cx->db, &Q_LAW_CLAUSE_ADD,
                    BIND(P_TEXT(act->code), P_TEXT(line[i].clause), P_TEXT(line[i].title_en), P_DATE(act->date.v),
                         P_DATE(DATE_FOREVER)), NULL, err))
            return false;
    return line != NULL;
}

bool law_store_fill(Cx *cx, const Law *law, Err *err)
{
    return add_acts(cx, law, err) && add_rules(cx, law, err) && add_days(cx->db, law->facts, err)
        && add_clauses(cx, law, err) && db_run(cx->db, &Q_LAW_VERSION_START, BIND(P_INSTANT(cx->now), P_INT(secret_mark())), NULL, err);
}

/* ---- out of the database ---------------------------------------------------- */

static bool bad_row(Err *err, const char *table, const char *code)
{
    err_detail(err, "%s: %s", table, code);
    return err_set(err, ERR_INTERNAL, NULL, N_("the tables of the law cannot be read"));
}

static Rule *read_rules(Db *db, Arena *a, size_t *ret_count, Err *err)
{
    const RuleRow *row = db_all(db, a, &Q_LAW_RULES, BIND_NONE, RULE_ROW, sizeof *row, ret_count, err);
    Rule *rules = NEW_N(a, Rule, row ? *ret_count + 1 : 1);
    for (size_t i = 0; row && i < *ret_count; i++) {
        const RuleRow *r = &row[i];
        rules[i] = (Rule){ .code = r->code, .value = r->value, .valid_from = r->valid_from,
                           .valid_to = r->valid_to, .basis = r->basis, .note = r->note, .source = r->source };
        if (!unit_parse(r->unit, &rules[i].unit) || !regime_parse(r->regime, &rules[i].regime)
            || !confidence_parse(r->confidence, &rules[i].confidence)) {
            bad_row(err, "rule", r->code);
            return NULL;
        }
    }
    return row ? rules : NULL;
}

static LegalAct *read_acts(Db *db, Arena *a, size_t *ret_count, Err *err)
{
    const ActRow *row = db_all(db, a, &Q_LAW_ACTS, BIND_NONE, ACT_ROW, sizeof *row, ret_count, err);
    LegalAct *acts = NEW_N(a, LegalAct, row ? *ret_count + 1 : 1);
    for (size_t i = 0; row && i < *ret_count; i++) {
        const ActRow *r = &row[i];
        acts[i] = (LegalAct){ .code = r->code, .number = r->number, .date = r->date, .title_en = r->title_en,
                              .title_az = r->title_az, .body = r->body, .edition = r->edition, .note = r->note };
        if (!confidence_parse(r->confidence, &acts[i].confidence)) {
            bad_row(err, "legal_act", r->code);
            return NULL;
        }
    }
    return row ? acts : NULL;
}

static bool read_holidays(Db *db, Arena *a, CalendarFacts *facts, Err *err)
{
    const HolidayRow *row =
        db_all(db, a, &Q_LAW_HOLIDAYS, BIND_NONE, HOLIDAY_ROW, sizeof *row, &facts->fixed_count, err);
    if (!row)
        return false;
    FixedDay *fixed = NEW_N(a, FixedDay, facts->fixed_count + 1);
    for (size_t i = 0; i < facts->fixed_count; i++) {
        const HolidayRow *r = &row[i];
        fixed[i] = (FixedDay){ .code = r->code, .name = r->name, .month = (int)r->month, .day = (int)r->day,
                               .days = (int)r->days, .valid_from = r->valid_from, .valid_to = r->valid_to,
                               .basis = r->basis };
        if (!day_kind_parse(r->kind, &fixed[i].kind) || !confidence_parse(r->confidence, &fixed[i].confidence))
            return bad_row(err, "holiday", r->code);
    }
    facts->fixed = fixed;
    return true;
}

static bool read_days(Db *db, Arena *a, CalendarFacts *facts, Err *err)
{
    const DayRow *row = db_all(db, a, &Q_LAW_DAYS, BIND_NONE, DAY_ROW, sizeof *row, &facts->dated_count, err);
    if (!row)
        return false;
    DatedDay *dated = NEW_N(a, DatedDay, facts->dated_count + 1);
    for (size_t i = 0; i < facts->dated_count; i++) {
        const DayRow *r = &row[i];
        dated[i] = (DatedDay){ .first = r->first, .days = (int)r->days, .name = r->name, .pair = r->pair,
                               .around = (int)r->around, .basis = r->basis, .source = r->entered ? LAW_ENTERED : "calendar_day" };
        if (!day_kind_parse(r->kind, &dated[i].kind) || !confidence_parse(r->confidence, &dated[i].confidence))
            return bad_row(err, "calendar_day", r->name);
    }
    facts->dated = dated;
    return true;
}

static bool same_name(const char *a, const char *b) { return strcmp(a, b) == 0; }

static bool same_fixed(const FixedDay *a, const FixedDay *b)
{
    return same_name(a->code, b->code) && same_name(a->name, b->name) && a->month == b->month && a->day == b->day
        && a->days == b->days && a->kind == b->kind && date_same(a->valid_from, b->valid_from)
        && date_same(a->valid_to, b->valid_to) && same_name(a->basis, b->basis) && a->confidence == b->confidence;
}

static bool same_dated(const DatedDay *a, const DatedDay *b)
{
    return date_same(a->first, b->first) && a->days == b->days && a->kind == b->kind && same_name(a->name, b->name)
        && a->pair.has == b->pair.has && (!a->pair.has || date_same(a->pair.v, b->pair.v)) && a->around == b->around
        && same_name(a->basis, b->basis) && a->confidence == b->confidence;
}

static bool same_days(const CalendarFacts *a, const CalendarFacts *b)
{
    bool same = a->fixed_count == b->fixed_count && a->dated_count == b->dated_count;
    for (size_t i = 0; same && i < a->fixed_count; i++)
        same = same_fixed(&a->fixed[i], &b->fixed[i]);
    for (size_t i = 0; same && i < a->dated_count; i++)
        same = same_dated(&a->dated[i], &b->dated[i]);
    return same;
}

bool law_store_read(Db *db, Arena *a, const Law *like, Law **ret, Err *err)
{
    enum { FIVE_DAYS = 5 };
    Law *law = NEW(a, Law);
    CalendarFacts *facts = NEW(a, CalendarFacts);
    Rule *rules = read_rules(db, a, &law->rule_count, err);
    if (!rules || !(law->acts = read_acts(db, a, &law->act_count, err)) || !read_holidays(db, a, facts, err)
        || !read_days(db, a, facts, err))
        return false;
    law->facts = facts;
    if (like && same_days(like->facts, facts))
        law->calendar = like->calendar;
    *ret = law;
    return law_assemble(a, law, rules, FIVE_DAYS, err);
}

bool law_store_mark(Db *db, int64_t *ret, Err *err) { return db_int(db, &Q_LAW_MARK, BIND_NONE, NOT_FILLED, ret, err); }

bool law_store_lock(Cx *cx, Err *err) { return db_run(cx->db, &Q_LAW_VERSION_LOCK, BIND_NONE, NULL, err); }

bool law_store_changed(Cx *cx, Err *err)
{
    cx->law = NULL;
    return db_run(cx->db, &Q_LAW_VERSION_SET, BIND(P_INSTANT(cx->now), P_INT(secret_mark())), NULL, err);
}

/* ---- in memory --------------------------------------------------------------- */

typedef struct Known {
    struct Known *next;
    int64_t       mark;
    const Law    *law;
} Known;

struct LawState {
    Arena          *arena;
    pthread_mutex_t lock;
    Known          *known;            /* the one read last is first */
};

static const Law *keep(LawState *s, int64_t mark, const Law *law)
{
    Known *k = NEW(s->arena, Known);
    *k = (Known){ s->known, mark, law };
    s->known = k;
    return law;
}

LawState *law_state_make(Arena *arena, const Law *first)
{
    LawState *s = NEW(arena, LawState);
    s->arena = arena;
    pthread_mutex_init(&s->lock, NULL);
    keep(s, NOT_FILLED, first);
    return s;
}

const Law *law_state_last(LawState *s)
{
    pthread_mutex_lock(&s->lock);
    const Law *law = s->known->law;
    pthread_mutex_unlock(&s->lock);
    return law;
}

bool law_state_current(LawState *s, Db *db, const Law **ret, Err *err)
{
    int64_t mark;
    Law *law;
    if (!law_store_mark(db, &mark, err))
        return false;
    pthread_mutex_lock(&s->lock);
    const Known *k = s->known;
    while (k && k->mark != mark)
        k = k->next;
    bool ok = k || law_store_read(db, s->arena, s->known->law, &law, err);
    if (ok)
        *ret = k ? k->law : keep(s, mark, law);
    pthread_mutex_unlock(&s->lock);
    return ok;
}
