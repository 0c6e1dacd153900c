// SPDX-License-Identifier: Apache-2.0
/* kadr calc: the rule engine at the console, without a database. */
#include "areas/law/engine.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

typedef struct Calc {
    Arena *arena;
    Law   *law;
    Regime regime;
    bool   json;
    FILE  *out;
} Calc;

static Val *skipped_view(Arena *a, const Skipped *days, size_t n)
{
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++) {
        const Skipped *s = &days[i];
        Val *v = val_add(list, val_map(a)), *args = val_list(a);
        if (s->ground)
            val_add(args, val_text(a, s->ground));
        else if (s->other.has)
            val_add(args, val_date(a, s->other.v));
        val_put_date(a, v, "date", s->date);
        val_put_text(a, v, "why", step_text(a, s->why, args, NULL));
    }
    return list;
}

static void show(Calc *c, const Val *view, const Val *derivation)
{
    Str text = str_make(c->arena);
    if (c->json) {
        val_write_json(view, &text);
        str_addc(&text, '\n');
    } else {
        derivation_print(derivation, c->law, NULL, &text);
    }
    fputs(text.s, c->out);
}

static bool read_day(const char *typed, const char *name, Date *ret, Err *err)
{
    return date_parse_input(typed, ret) || err_set(err, ERR_INVALID, name, "{0} is not a date", typed);
}

static bool read_number(const char *typed, const char *name, int64_t *ret, Err *err)
{
    char *end;
    long long n = strtoll(typed, &end, 10);
    if (end == typed || *end || n < 0 || n > INT32_MAX)
        return err_set(err, ERR_INVALID, name, "{0} is not a whole number", typed);
    *ret = n;
    return true;
}

static bool calc_deadline(Calc *c, char **argv, Err *err)
{
    Arena *a = c->arena;
    DeadlineAsk ask = { .rule = argv[0], .regime = c->regime };
    Deadline d;
    if (!read_day(argv[1], "DATE", &ask.from, err) || !deadline_compute(a, c->law, &ask, &d, err))
        return false;
    Val *v = val_map(a);
    val_put_text(a, v, "rule", argv[0]);
    val_put_date(a, v, "from", d.from);
    val_put_date(a, v, "due", d.due);
    val_put_text(a, v, "unit", unit_code(d.unit));
    val_put_int(a, v, "days", d.days);
    val_put(v, "skipped", skipped_view(a, d.skipped, d.skipped_count));
    val_put_text(a, v, "basis", basis_text(a, c->law, d.basis, NULL));
    show(c, v, d.derivation);
    return true;
}

static bool calc_leave(Calc *c, char **argv, Err *err)
{
    Arena *a = c->arena;
    Date first;
    int64_t days = 0;
    LeaveSpan span;
    if (!read_day(argv[0], "FIRST", &first, err) || !read_number(argv[1], "DAYS", &days, err)
        || !leave_span(a, c->law, c->regime, first, days, &span, err))
        return false;
    Val *v = val_map(a);
    val_put_date(a, v, "first", span.first);
    val_put_int(a, v, "days", span.days);
    val_put_date(a, v, "last", span.last);
    val_put_date(a, v, "back", span.back);
    val_put(v, "extended", skipped_view(a, span.extended, span.extended_count));
    val_put(v, "skipped", skipped_view(a, span.waited, span.waited_count));
    val_put_text(a, v, "basis", basis_text(a, c->law, val_str(val_get(span.derivation, "basis")), NULL));
    show(c, v, span.derivation);
    return true;
}

static void print_year(const Calc *c, const CalendarYear *y)
{
    char day[DATE_TEXT];
    fprintf(c->out, "%d: %d working days\n", y->year, y->total);
    for (int m = 0; m < 12; m++)
        fprintf(c->out, "  %04d-%02d  %d\n", y->year, m + 1, y->month[m]);
    for (int i = 0; i < y->day_count; i++) {
        const CalDay *d = &y->days[i];
        if (d->kind == DAY_WORK || d->kind == DAY_WEEKEND)
            continue;
        Val *args = val_list(c->arena);
        if (d->other.has)
            val_add(args, val_date(c->arena, d->other.v));
        date_format(d->date, day);
        fprintf(c->out, "  %s  %s%s\n", day,
                step_text(c->arena, d->working ? "working day in exchange for {0}" : d->why, args, NULL),
                d->confidence == CONF_U && d->kind != DAY_HOLIDAY ? " (unverified)" : "");
    }
    if (!y->religious_known)
        fputs("the days of Ramazan and Qurban are not entered for this year\n", c->out);
}

static bool calc_workdays(Calc *c, char **argv, Err *err)
{
    Arena *a = c->arena;
    int64_t year = 0;
    if (!read_number(argv[0], "YEAR", &year, err))
        return false;
    const CalendarYear *y = year > 9999 ? NULL : calendar_year(c->law->calendar, (int)year);
    if (!y)
        return err_set(err, ERR_INVALID, "YEAR", "the working calendar does not reach {0}", argv[0]);
    if (!c->json) {
        print_year(c, y);
        return true;
    }
    Val *v = val_map(a), *months = val_list(a), *moved = val_list(a);
    for (int m = 0; m < 12; m++)
        val_add(months, val_int(a, y->month[m]));
    for (size_t i = 0; i < y->moved_count; i++)
        val_add(moved, val_date(a, y->moved[i]));
    val_put_int(a, v, "year", y->year);
    val_put_int(a, v, "total", y->total);
    val_put(v, "months", months);
    val_put(v, "moved", moved);
    show(c, v, NULL);
    return true;
}

static bool calc_ordinal(Calc *c, char **argv, Err *err)
{
    Arena *a = c->arena;
    int64_t n = 0;
    if (!read_number(argv[0], "N", &n, err))
        return false;
    if (!c->json) {
        fprintf(c->out, "%s\n%s\n", az_ordinal(a, n), az_ordinal_words(a, n));
        return true;
    }
    Val *v = val_map(a);
    val_put_int(a, v, "n", n);
    val_put_text(a, v, "ordinal", az_ordinal(a, n));
    val_put_text(a, v, "words", az_ordinal_words(a, n));
    show(c, v, NULL);
    return true;
}

static const struct {
    const char *name, *usage;
    int         args;
    bool      (*run)(Calc *c, char **argv, Err *err);
} CALCS[] = {
    { "deadline", "deadline RULE DATE", 2, calc_deadline },
    { "workdays", "workdays YEAR", 1, calc_workdays },
    { "leave", "leave FIRST DAYS", 2, calc_leave },
    { "ordinal", "ordinal N", 1, calc_ordinal },
};
enum { CALC_COUNT = sizeof CALCS / sizeof *CALCS };

/* The name an argument has in the usage line, for a fault of the engine. */
static const char *argument_name(const char *field)
{
    static const char *const NAMES[][2] = {
        { "rule", "RULE" }, { "from", "DATE" }, { "first", "FIRST" }, { "days", "DAYS" },
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(NAMES[i][0], field) == 0)
            return NAMES[i][1];
    return field;
}

static int usage_fault(FILE *errs, const char *what, const char *found)
{
    fprintf(errs, "kadr calc: %s%s\n", what, found);
    for (int i = 0; i < CALC_COUNT; i++)
        fprintf(errs, "  kadr calc %s [--regime=CODE] [--json]\n", CALCS[i].usage);
    return err_exit_code(&(Err){ .kind = ERR_INVALID });
}

static int run_calc(Calc *c, int which, char **args, FILE *errs)
{
    Err err = { 0 };
    if (law_load(c->arena, &c->law, &err) && CALCS[which].run(c, args, &err))
        return 0;
    for (int i = 0; i < err.count; i++) {
        char text[512];
        err_format(NULL, &err.faults[i], text, sizeof text);
        fprintf(errs, "kadr calc %s: %s: %s\n", CALCS[which].name, argument_name(err.faults[i].field), text);
    }
    return err_exit_code(&err);
}

int law_calc(int argc, char **argv, bool json, FILE *out, FILE *errs)
{
    char *args[4] = { 0 };
    int n = 0;
    Calc c = { .json = json, .out = out };
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--regime=", 9) == 0) {
            if (!regime_parse(argv[i] + 9, &c.regime))
                return usage_fault(errs, "--regime: no such regime: ", argv[i] + 9);
        } else if (strcmp(argv[i], "--json") == 0) {
            c.json = true;
        } else if (n == 4) {
            return usage_fault(errs, "too many arguments: ", argv[i]);
        } else {
            args[n++] = argv[i];
        }
    }
    if (n == 0)
        return usage_fault(errs, "what is to be computed?", "");
    for (int i = 0; i < CALC_COUNT; i++) {
        if (strcmp(CALCS[i].name, args[0]) != 0)
            continue;
        if (n - 1 != CALCS[i].args)
            return usage_fault(errs, n <= CALCS[i].args ? "an argument is missing: " : "too many arguments: ",
                               CALCS[i].usage);
        c.arena = arena_new();
        int code = run_calc(&c, i, args + 1, errs);
        arena_free(c.arena);
        return code;
    }
    return usage_fault(errs, "cannot compute: ", args[0]);
}
