// SPDX-License-Identifier: Apache-2.0
/* Reads acts, rules and calendar facts out of CSV texts into a Law, naming file and line of
 * everything that is wrong. */
#include "areas/law/calendar.h"
#include "base/blob.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ACT_COLUMNS[] = "code,number,date,title_en,title_az,body,edition,confidence,note";
static const char RULE_COLUMNS[] = "code,value,unit,regime,valid_from,valid_to,basis,confidence,note";
static const char FIXED_COLUMNS[] = "code,month,day,days,kind,name,valid_from,valid_to,basis,confidence,note";
static const char DATED_COLUMNS[] = "date,days,kind,name,pair,around,basis,confidence,note";

typedef struct Loading {
    Arena        *arena;
    Law          *law;
    Rule         *rules;
    LegalAct     *acts;
    FixedDay     *fixed;
    DatedDay     *dated;
    size_t        rule_count, act_count, fixed_count, dated_count;
} Loading;

static bool read_confidence(const CsvRow *r, int column, Confidence *ret, Err *err)
{
    return confidence_parse(r->cell[column], ret)
        || csv_fault(r, err, "{0} is not a confidence: V, D, A or U", r->cell[column]);
}

static bool read_validity(const CsvRow *r, int column, Date *ret_from, Date *ret_to, Err *err)
{
    OptDate from, to;
    if (!csv_optdate(r, column, &from, err) || !csv_optdate(r, column + 1, &to, err))
        return false;
    *ret_from = from.has ? from.v : DATE_ALWAYS;
    *ret_to = to.has ? to.v : DATE_FOREVER;
    return date_before(*ret_from, *ret_to) || csv_fault(r, err, "it ends before it begins", NULL);
}

static bool read_kind(const CsvRow *r, int column, DayKind *ret, Err *err)
{
    return day_kind_parse(r->cell[column], ret)
        || csv_fault(r, err, "{0} is not a kind of day", r->cell[column]);
}

/* Every act a basis names must be listed. */
static bool check_basis(const Loading *l, const CsvRow *r, const char *basis, Err *err)
{
    for (const char *s = basis; *s; s += strcspn(s, ";"), s += *s == ';') {
        const char *code = arena_strndup(l->arena, s, strcspn(s, ":;"));
        if (!act_find_legal(l->law, code))
            return csv_fault(r, err, "no act {0} is listed", code);
    }
    return *basis || csv_fault(r, err, "no basis is given", NULL);
}

static bool read_act(Loading *l, const CsvRow *r, Err *err)
{
    LegalAct act = { .code = r->cell[0], .number = r->cell[1], .title_en = r->cell[3], .title_az = r->cell[4],
                     .body = r->cell[5], .note = r->cell[8] };
    if (act_find_legal(l->law, act.code))
        return csv_fault(r, err, "the act {0} is listed already", act.code);
    if (!*act.code)
        return csv_fault(r, err, "no code is given", NULL);
    if (!csv_optdate(r, 2, &act.date, err) || !csv_optdate(r, 6, &act.edition, err)
        || !read_confidence(r, 7, &act.confidence, err))
        return false;
    l->acts[l->act_count++] = act;
    l->law->act_count = l->act_count;
    return true;
}

static bool read_rule(Loading *l, const CsvRow *r, Err *err)
{
    Rule rule = { .code = r->cell[0], .basis = r->cell[6], .note = r->cell[8] };
    rule.source = arena_printf(l->arena, "%s:%d", r->file, r->line);
    if (!*rule.code)
        return csv_fault(r, err, "no code is given", NULL);
    if (!csv_number(r, 1, 0, INT32_MAX, &rule.value, err)
        || !read_validity(r, 4, &rule.valid_from, &rule.valid_to, err))
        return false;
    if (!unit_parse(r->cell[2], &rule.unit))
        return csv_fault(r, err, "{0} is not a unit", r->cell[2]);
    if (!regime_parse(r->cell[3], &rule.regime))
        return csv_fault(r, err, "{0} is not a regime", r->cell[3]);
    if (!read_confidence(r, 7, &rule.confidence, err) || !check_basis(l, r, rule.basis, err))
        return false;
    l->rules[l->rule_count++] = rule;
    return true;
}

static bool read_fixed(Loading *l, const CsvRow *r, Err *err)
{
    FixedDay f = { .code = r->cell[0], .name = r->cell[5], .basis = r->cell[8] };
    int64_t month, day, days;
    if (!csv_number(r, 1, 1, 12, &month, err) || !csv_number(r, 2, 1, 31, &day, err)
        || !csv_number(r, 3, 1, 31, &days, err) || !read_kind(r, 4, &f.kind, err)
        || !read_validity(r, 6, &f.valid_from, &f.valid_to, err) || !read_confidence(r, 9, &f.confidence, err)
        || !check_basis(l, r, f.basis, err))
        return false;
    f.month = (int)month;
    f.day = (int)day;
    f.days = (int)days;
    if (!date_valid(2001, f.month, f.day))
        return csv_fault(r, err, "no year has this day", NULL);
    if (f.kind != DAY_HOLIDAY && f.kind != DAY_MOURNING)
        return csv_fault(r, err, "{0} cannot be a fixed day", r->cell[4]);
    l->fixed[l->fixed_count++] = f;
    return true;
}

static bool read_dated(Loading *l, const CsvRow *r, Err *err)
{
    DatedDay f = { .name = r->cell[3], .basis = r->cell[6], .row = *r };
    int64_t days, around;
    if (!csv_date(r, 0, &f.first, err) || !csv_number(r, 1, 1, 31, &days, err) || !read_kind(r, 2, &f.kind, err)
        || !csv_optdate(r, 4, &f.pair, err) || !csv_number(r, 5, 0, 31, &around, err)
        || !read_confidence(r, 7, &f.confidence, err) || !check_basis(l, r, f.basis, err))
        return false;
    f.days = (int)days;
    f.around = (int)around;
    bool swap = f.kind == DAY_SWAP_REST || f.kind == DAY_SWAP_WORK;
    if (!swap && f.kind != DAY_RELIGIOUS && f.kind != DAY_VOTING)
        return csv_fault(r, err, "{0} cannot be a dated day", r->cell[2]);
    if (swap != f.pair.has)
        return csv_fault(r, err, "an exchange and nothing else names its other day", NULL);
    l->dated[l->dated_count++] = f;
    return true;
}

/* One folder = one kind of table; `pass` 0 reads acts, 1 all that names them. */
static const struct { const char *folder, *columns; int pass; bool (*read)(Loading *, const CsvRow *, Err *); }
TABLES[] = {
    { "data/acts/",                 ACT_COLUMNS,   0, read_act },
    { "data/rules/",                RULE_COLUMNS,  1, read_rule },
    { "data/calendar/holidays.csv", FIXED_COLUMNS, 1, read_fixed },
    { "data/calendar/dated.csv",    DATED_COLUMNS, 1, read_dated },
};
enum { TABLE_COUNT = sizeof TABLES / sizeof *TABLES };

static void read_file(Loading *l, const LawFile *file, int pass, Err *err)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        if (strncmp(file->name, TABLES[i].folder, strlen(TABLES[i].folder)) != 0)
            continue;
        CsvRow *rows;
        size_t n;
        if (TABLES[i].pass != pass || !csv_read(l->arena, file, TABLES[i].columns, &rows, &n, err))
            return;
        for (size_t k = 0; k < n; k++)
            TABLES[i].read(l, &rows[k], err);
        return;
    }
    CsvRow row = { .file = file->name, .line = 1 };
    if (pass == 0)
        csv_fault(&row, err, "no table of the law has this name", NULL);
}

static int compare_rules(const void *pa, const void *pb)
{
    const Rule *a = pa, *b = pb;
    int c = strcmp(a->code, b->code);
    if (c == 0)
        c = (int)a->regime - (int)b->regime;
    return c ? c : a->valid_from.days < b->valid_from.days ? -1 : a->valid_from.days > b->valid_from.days;
}

static int compare_dated(const void *pa, const void *pb)
{
    const DatedDay *a = pa, *b = pb;
    return a->first.days < b->first.days ? -1 : a->first.days > b->first.days;
}

/* Two rows of one rule and regime may not be in force on the same day. */
static void check_overlaps(const Law *law, Err *err)
{
    for (size_t i = 1; i < law->rule_count; i++) {
        const Rule *a = &law->rules[i - 1], *b = &law->rules[i];
        if (strcmp(a->code, b->code) == 0 && a->regime == b->regime && date_before(b->valid_from, a->valid_to))
            err_add(err, b->source, "{0} is already in force then by {1}", b->code, a->source);
    }
}

/* An extension or a ceiling is counted in the unit of its term. */
static void check_units(const Law *law, Err *err)
{
    static const char *const PARTS[] = { ".extension", ".ceiling" };
    for (size_t i = 0; i < law->rule_count; i++)
        for (size_t k = 0; k < sizeof PARTS / sizeof *PARTS; k++) {
            const Rule *part = &law->rules[i];
            size_t n = strlen(part->code), tail = strlen(PARTS[k]);
            if (n <= tail || strcmp(part->code + n - tail, PARTS[k]) != 0)
                continue;
            char code[160];
            snprintf(code, sizeof code, "%.*s", (int)(n - tail), part->code);
            const Rule *whole = rule_find(law, code, part->regime, part->valid_from);
            if (whole && whole->unit != part->unit)
                err_add(err, part->source, "{0} is not counted in the unit of {1}", part->code, code);
        }
}

static size_t count_rows(const LawFile *files, size_t n)
{
    size_t rows = 1;
    for (size_t i = 0; i < n; i++)
        for (const char *s = files[i].text; *s; s++)
            rows += *s == '\n';
    return rows + n;
}

bool law_load_files(Arena *a, const LawFile *files, size_t n, int week, Law **ret, Err *err)
{
    size_t most = count_rows(files, n);
    Loading l = { .arena = a, .law = NEW(a, Law), .rules = NEW_N(a, Rule, most), .acts = NEW_N(a, LegalAct, most),
                  .fixed = NEW_N(a, FixedDay, most), .dated = NEW_N(a, DatedDay, most) };
    l.law->acts = l.acts;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++)
            read_file(&l, &files[i], pass, err);
    qsort(l.rules, l.rule_count, sizeof *l.rules, compare_rules);
    qsort(l.dated, l.dated_count, sizeof *l.dated, compare_dated);
    l.law->rules = l.rules;
    l.law->rule_count = l.rule_count;
    check_overlaps(l.law, err);
    check_units(l.law, err);
    CalendarFacts facts = { l.fixed, l.fixed_count, l.dated, l.dated_count };
    Calendar *calendar;
    if (err->kind != ERR_NONE || !calendar_build(a, &facts, week, &calendar, err))
        return false;
    l.law->calendar = calendar;
    *ret = l.law;
    return true;
}

bool law_load(Arena *a, Law **ret, Err *err)
{
    LawFile files[64];
    size_t n = 0;
    static const char *const FOLDERS[] = { "data/acts/", "data/rules/", "data/calendar/" };
    for (size_t f = 0; f < sizeof FOLDERS / sizeof *FOLDERS; f++)
        for (const Blob *b = blob_next(FOLDERS[f], NULL); b && n < sizeof files / sizeof *files;
             b = blob_next(FOLDERS[f], b))
            files[n++] = (LawFile){ b->name, b->bytes };
    enum { FIVE_DAYS = 5 };
    return law_load_files(a, files, n, FIVE_DAYS, ret, err);
}
