// SPDX-License-Identifier: Apache-2.0
/* Reads acts, rules and calendar facts out of CSV texts into a Law, naming file and line of
 * everything that is wrong. */
#include "areas/law/calendar.h"
#include "base/blob.h"
#include "base/csv.h"
#include <stdlib.h>
#include <string.h>

typedef struct Loading {
    Arena *arena;
    Law *law;
    Rule *rules;
    LegalAct *acts;
    FixedDay *fixed;
    DatedDay *dated;
    size_t rule_count, act_count, fixed_count, dated_count;
} Loading;

/* INVALID at a place "file:line". */
static bool fault(Err *err, const char *source, const char *msgid, const char *arg)
{
    return err_add(err, NULL, msgid, source, arg);
}

static const char *place(Arena *a, const LawFile *file, int64_t line)
{
    return arena_printf(a, "%s:%d", file->name, (int)line);
}

static bool read_confidence(const char *code, const char *at, Confidence *ret, Err *err)
{
    return confidence_parse(code, ret) || fault(err, at, "{0}: {1} is not a confidence: V, D, A or U", code);
}

static bool read_validity(OptDate from, OptDate to, const char *at, Date *ret_from, Date *ret_to, Err *err)
{
    *ret_from = from.has ? from.v : DATE_ALWAYS;
    *ret_to = to.has ? to.v : DATE_FOREVER;
    return date_before(*ret_from, *ret_to) || fault(err, at, "{0}: it ends before it begins", NULL);
}

/* Every act a basis names must be listed. */
static bool check_basis(const Loading *l, const char *basis, const char *at, Err *err)
{
    for (const char *s = basis; *s; s += strcspn(s, ";"), s += *s == ';') {
        const char *code = arena_strndup(l->arena, s, strcspn(s, ":;"));
        if (!act_find_legal(l->law, code))
            return fault(err, at, "{0}: no act {1} is listed", code);
    }
    return *basis || fault(err, at, "{0}: no basis is given", NULL);
}

/* ---- acts ---------------------------------------------------------------- */

typedef struct ActLine {
    int64_t line;
    const char *code, *number, *title_en, *title_az, *body, *confidence, *note;
    OptDate date, edition;
} ActLine;
static const Field ACT_LINE[] = { FIELD(ActLine, line),
                                  FIELD(ActLine, code),
                                  FIELD(ActLine, number),
                                  FIELD(ActLine, date),
                                  FIELD(ActLine, title_en),
                                  FIELD(ActLine, title_az),
                                  FIELD(ActLine, body),
                                  FIELD(ActLine, edition),
                                  FIELD(ActLine, confidence),
                                  FIELD(ActLine, note),
                                  FIELDS_END };

static void *grown(Arena *a, const void *old, size_t n, size_t more, size_t size)
{
    char *all = arena_alloc(a, (n + more + 1) * size);
    if (n)
        memcpy(all, old, n * size);
    return all;
}

static void read_acts(Loading *l, const LawFile *file, const void *lines, size_t n, Err *err)
{
    l->acts = grown(l->arena, l->acts, l->act_count, n, sizeof *l->acts);
    l->law->acts = l->acts;
    for (const ActLine *r = lines; n--; r++) {
        const char *at = place(l->arena, file, r->line);
        LegalAct act = { .code = r->code,
                         .number = r->number,
                         .date = r->date,
                         .title_en = r->title_en,
                         .title_az = r->title_az,
                         .body = r->body,
                         .edition = r->edition,
                         .note = r->note };
        if (!*act.code)
            fault(err, at, "{0}: no code is given", NULL);
        else if (act_find_legal(l->law, act.code))
            fault(err, at, "{0}: the act {1} is listed already", act.code);
        else if (read_confidence(r->confidence, at, &act.confidence, err))
            l->acts[l->act_count++] = act;
        l->law->act_count = l->act_count;
    }
}

/* ---- rules --------------------------------------------------------------- */

typedef struct RuleLine {
    int64_t line, value;
    const char *code, *unit, *regime, *basis, *confidence, *note;
    OptDate valid_from, valid_to;
} RuleLine;
static const Field RULE_LINE[] = { FIELD(RuleLine, line),
                                   FIELD(RuleLine, code),
                                   FIELD(RuleLine, value),
                                   FIELD(RuleLine, unit),
                                   FIELD(RuleLine, regime),
                                   FIELD(RuleLine, valid_from),
                                   FIELD(RuleLine, valid_to),
                                   FIELD(RuleLine, basis),
                                   FIELD(RuleLine, confidence),
                                   FIELD(RuleLine, note),
                                   FIELDS_END };

static bool read_rule(const Loading *l, const RuleLine *r, Rule *rule, Err *err)
{
    const char *at = rule->source;
    if (!*rule->code)
        return fault(err, at, "{0}: no code is given", NULL);
    if (rule->value < 0 || rule->value > INT32_MAX)
        return fault(err, at, "{0}: the value of {1} cannot be right", rule->code);
    if (!unit_parse(r->unit, &rule->unit))
        return fault(err, at, "{0}: {1} is not a unit", r->unit);
    if (!regime_parse(r->regime, &rule->regime))
        return fault(err, at, "{0}: {1} is not a regime", r->regime);
    return read_confidence(r->confidence, at, &rule->confidence, err)
           && read_validity(r->valid_from, r->valid_to, at, &rule->valid_from, &rule->valid_to, err)
           && check_basis(l, rule->basis, at, err);
}

static void read_rules(Loading *l, const LawFile *file, const void *lines, size_t n, Err *err)
{
    l->rules = grown(l->arena, l->rules, l->rule_count, n, sizeof *l->rules);
    for (const RuleLine *r = lines; n--; r++) {
        Rule rule = { .code = r->code,
                      .value = r->value,
                      .basis = r->basis,
                      .note = r->note,
                      .source = place(l->arena, file, r->line) };
        if (read_rule(l, r, &rule, err))
            l->rules[l->rule_count++] = rule;
    }
}

/* ---- days ---------------------------------------------------------------- */

typedef struct FixedLine {
    int64_t line, month, day, days;
    const char *code, *kind, *name, *basis, *confidence;
    OptDate valid_from, valid_to;
} FixedLine;
static const Field FIXED_LINE[] = { FIELD(FixedLine, line),       FIELD(FixedLine, code),
                                    FIELD(FixedLine, month),      FIELD(FixedLine, day),
                                    FIELD(FixedLine, days),       FIELD(FixedLine, kind),
                                    FIELD(FixedLine, name),       FIELD(FixedLine, valid_from),
                                    FIELD(FixedLine, valid_to),   FIELD(FixedLine, basis),
                                    FIELD(FixedLine, confidence), FIELDS_END };

enum { LONGEST_HOLIDAY = 31, COMMON_YEAR = 2001 };

static bool read_fixed_day(const Loading *l, const FixedLine *r, const char *at, FixedDay *f, Err *err)
{
    if (!day_kind_parse(r->kind, &f->kind) || (f->kind != DAY_HOLIDAY && f->kind != DAY_MOURNING))
        return fault(err, at, "{0}: {1} cannot be a fixed day", r->kind);
    if (r->month < 1 || r->month > 12 || r->day < 1 || r->day > 31
        || !date_valid(COMMON_YEAR, (int)r->month, (int)r->day))
        return fault(err, at, "{0}: no year has this day", NULL);
    if (r->days < 1 || r->days > LONGEST_HOLIDAY)
        return fault(err, at, "{0}: the number of days cannot be right", NULL);
    f->month = (int)r->month;
    f->day = (int)r->day;
    f->days = (int)r->days;
    return read_confidence(r->confidence, at, &f->confidence, err)
           && read_validity(r->valid_from, r->valid_to, at, &f->valid_from, &f->valid_to, err)
           && check_basis(l, f->basis, at, err);
}

static void read_fixed(Loading *l, const LawFile *file, const void *lines, size_t n, Err *err)
{
    l->fixed = grown(l->arena, l->fixed, l->fixed_count, n, sizeof *l->fixed);
    for (const FixedLine *r = lines; n--; r++) {
        FixedDay f = { .code = r->code, .name = r->name, .basis = r->basis };
        if (read_fixed_day(l, r, place(l->arena, file, r->line), &f, err))
            l->fixed[l->fixed_count++] = f;
    }
}

typedef struct DatedLine {
    int64_t line, days, around;
    Date date;
    const char *kind, *name, *basis, *confidence;
    OptDate pair;
} DatedLine;
static const Field DATED_LINE[] = { FIELD(DatedLine, line),       FIELD(DatedLine, date),
                                    FIELD(DatedLine, days),       FIELD(DatedLine, kind),
                                    FIELD(DatedLine, name),       FIELD(DatedLine, pair),
                                    FIELD(DatedLine, around),     FIELD(DatedLine, basis),
                                    FIELD(DatedLine, confidence), FIELDS_END };

static bool read_dated_day(const Loading *l, const DatedLine *r, DatedDay *f, Err *err)
{
    const char *at = f->source;
    bool known = day_kind_parse(r->kind, &f->kind);
    bool swap = known && (f->kind == DAY_SWAP_REST || f->kind == DAY_SWAP_WORK);
    if (!known || (!swap && f->kind != DAY_RELIGIOUS && f->kind != DAY_VOTING))
        return fault(err, at, "{0}: {1} cannot be a dated day", r->kind);
    if (swap != f->pair.has)
        return fault(err, at, "{0}: an exchange and nothing else names its other day", NULL);
    if (r->days < 1 || r->days > LONGEST_HOLIDAY || r->around < 0 || r->around > LONGEST_HOLIDAY)
        return fault(err, at, "{0}: the number of days cannot be right", NULL);
    f->days = (int)r->days;
    f->around = (int)r->around;
    return read_confidence(r->confidence, at, &f->confidence, err) && check_basis(l, f->basis, at, err);
}

static void read_dated(Loading *l, const LawFile *file, const void *lines, size_t n, Err *err)
{
    l->dated = grown(l->arena, l->dated, l->dated_count, n, sizeof *l->dated);
    for (const DatedLine *r = lines; n--; r++) {
        DatedDay f = { .first = r->date,
                       .name = r->name,
                       .pair = r->pair,
                       .basis = r->basis,
                       .source = place(l->arena, file, r->line) };
        if (read_dated_day(l, r, &f, err))
            l->dated[l->dated_count++] = f;
    }
}

/* ---- all of it ------------------------------------------------------------ */

/* One folder = one kind of table; `pass` 0 reads acts, 1 all that names them. */
static const struct {
    const char *folder;
    int pass;
    const Field *fields;
    size_t size;
    void (*read)(Loading *, const LawFile *, const void *lines, size_t n, Err *);
} TABLES[] = {
    { "data/acts/", 0, ACT_LINE, sizeof(ActLine), read_acts },
    { "data/rules/", 1, RULE_LINE, sizeof(RuleLine), read_rules },
    { "data/calendar/holidays.csv", 1, FIXED_LINE, sizeof(FixedLine), read_fixed },
    { "data/calendar/dated.csv", 1, DATED_LINE, sizeof(DatedLine), read_dated },
};
enum { TABLE_COUNT = sizeof TABLES / sizeof *TABLES };

static void read_file(Loading *l, const LawFile *file, int pass, Err *err)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        if (strncmp(file->name, TABLES[i].folder, strlen(TABLES[i].folder)) != 0)
            continue;
        size_t n;
        if (TABLES[i].pass != pass)
            return;
        Err own = { 0 };            /* of this file: faults of several come together */
        const void *lines =
            csv_read(l->arena, file->name, file->text, TABLES[i].fields, TABLES[i].size, &n, &own);
        if (lines)
            TABLES[i].read(l, file, lines, n, err);
        else
            err_add(err, NULL, own.faults[0].msgid, own.faults[0].args[0], own.faults[0].args[1]);
        return;
    }
    if (pass == 0)
        fault(err, file->name, "{0}: no table of the law has this name", NULL);
}

static int compare_rules(const void *pa, const void *pb)
{
    const Rule *a = pa, *b = pb;
    int c = strcmp(a->code, b->code);
    if (c == 0)
        c = (int)a->regime - (int)b->regime;
    return c ? c : a->valid_from.days < b->valid_from.days ? -1 : a->valid_from.days > b->valid_from.days;
}

/* Two rows of one rule and regime may not be in force on the same day. */
static void check_overlaps(const Law *law, Err *err)
{
    for (size_t i = 1; i < law->rule_count; i++) {
        const Rule *a = &law->rules[i - 1], *b = &law->rules[i];
        if (strcmp(a->code, b->code) == 0 && a->regime == b->regime
            && date_before(b->valid_from, a->valid_to))
            err_add(err, NULL, "{0}: {1} is already in force then by {2}", b->source, b->code, a->source);
    }
}

/* An extension or a ceiling is counted in the unit of its term. */
static void check_units(Arena *arena, const Law *law, Err *err)
{
    static const char *const PARTS[] = { ".extension", ".ceiling" };
    for (size_t i = 0; i < law->rule_count; i++)
        for (size_t k = 0; k < sizeof PARTS / sizeof *PARTS; k++) {
            const Rule *part = &law->rules[i];
            size_t n = strlen(part->code), tail = strlen(PARTS[k]);
            if (n <= tail || strcmp(part->code + n - tail, PARTS[k]) != 0)
                continue;
            const char *code = arena_strndup(arena, part->code, n - tail);
            const Rule *whole = rule_find(law, code, part->regime, part->valid_from);
            if (whole && whole->unit != part->unit)
                err_add(err, NULL, "{0}: {1} is not counted in the unit of {2}", part->source, part->code,
                        code);
        }
}

bool law_assemble(Arena *a, Law *law, Rule *rules, int week, Err *err)
{
    Calendar *calendar;
    if (law->rule_count)
        qsort(rules, law->rule_count, sizeof *rules, compare_rules);
    law->rules = rules;
    check_overlaps(law, err);
    check_units(a, law, err);
    if (err->kind != ERR_NONE)
        return false;
    if (!law->calendar) {
        if (!calendar_build(a, law->facts, week, &calendar, err))
            return false;
        law->calendar = calendar;
    }
    return true;
}

bool law_load_files(Arena *a, const LawFile *files, size_t n, int week, Law **ret, Err *err)
{
    Loading l = { .arena = a, .law = NEW(a, Law) };
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++)
            read_file(&l, &files[i], pass, err);
    CalendarFacts *facts = NEW(a, CalendarFacts);
    *facts = (CalendarFacts){ l.fixed, l.fixed_count, l.dated, l.dated_count };
    Law *law = NEW(a, Law);
    *law = (Law){ .rule_count = l.rule_count, .acts = l.acts, .act_count = l.act_count, .facts = facts };
    if (!law_assemble(a, law, l.rules, week, err))
        return false;
    *ret = law;
    return true;
}

bool law_load(Arena *a, Law **ret, Err *err)
{
    static const char *const FOLDERS[] = { "data/acts/", "data/rules/", "data/calendar/" };
    enum { MOST_FILES = 64, FIVE_DAYS = 5 };
    LawFile files[MOST_FILES];
    size_t n = 0;
    for (size_t f = 0; f < sizeof FOLDERS / sizeof *FOLDERS; f++)
        for (const Blob *b = blob_next(FOLDERS[f], NULL); b && n < MOST_FILES; b = blob_next(FOLDERS[f], b))
            files[n++] = (LawFile){ b->name, b->bytes };
    return law_load_files(a, files, n, FIVE_DAYS, ret, err);
}
