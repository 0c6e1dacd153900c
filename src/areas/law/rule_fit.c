// SPDX-License-Identifier: Apache-2.0
/* What a new row of a rule may be: a unit that whoever reads the rule understands, a value and a day that can be meant. */
#include "areas/law/rule_fit.h"
#include "base/text.h"
#include <string.h>

#define U(name) (1u << UNIT_##name)
enum { LENGTHS = U(WORKDAY) | U(CALDAY) | U(MONTH) | U(YEAR) };        /* what deadline_compute counts without hours */

/* Rules that are read in more units than their rows have; a code that ends with "." means all that begin so. */
static const struct { const char *code; unsigned units; } READERS[] = {
    { "discipline.life",       U(MONTH) | U(YEAR) },      /* area service: the life of a sanction */
    { "discipline.impose",     LENGTHS },                 /* area service: the term of imposing */
    { "discipline.after_act",  LENGTHS },
    { "discipline.after_audit", LENGTHS },
    { "leave.study.",          U(DAY) | U(MONTH) },       /* area leave: the length of a study leave */
};

static bool is_of(const char *code, const char *pattern)
{
    size_t n = strlen(pattern);
    return pattern[n - 1] == '.' ? strncmp(code, pattern, n) == 0 : strcmp(code, pattern) == 0;
}

static bool ends(const char *code, const char *part)
{
    size_t n = strlen(code), tail = strlen(part);
    return n > tail && strcmp(code + n - tail, part) == 0;
}

unsigned rule_units(const Law *law, const char *code)
{
    unsigned had = 0;
    for (size_t i = 0; i < law->rule_count; i++)
        if (strcmp(law->rules[i].code, code) == 0)
            had |= 1u << law->rules[i].unit;
    for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++)
        if (is_of(code, READERS[i].code))
            return had | READERS[i].units;
    if (!(had & (U(WORKDAY) | U(CALDAY))))
        return had;
    return ends(code, ".start") ? had | U(WORKDAY) | U(CALDAY) : had | LENGTHS;
}

/* Lengths are bounded so that no day they lead to lies outside a life, or beyond the working calendar for long. */
static int64_t most_of(Unit u)
{
    static const int64_t MOST[UNIT__COUNT] = {
        [UNIT_WORKDAY] = 2000, [UNIT_CALDAY] = 3660, [UNIT_MONTH] = 1200, [UNIT_YEAR] = 100, [UNIT_HOUR] = 2000,
        [UNIT_DAY] = 3660, [UNIT_MANAT] = 1000000, [UNIT_PERCENT] = 1000, [UNIT_COUNT] = 100000,
    };
    return MOST[u];
}

/* A term of no day cannot be computed; that it may not be extended, or begins the same day, can be meant. */
static bool may_be_none(const char *code, Unit u)
{
    return (u != UNIT_WORKDAY && u != UNIT_CALDAY && u != UNIT_HOUR) || ends(code, ".start") || ends(code, ".extension");
}

void rule_fits(Arena *a, const Law *law, const RuleFit *in, Err *err)
{
    unsigned units = rule_units(law, in->code);
    if (units && !(units & 1u << in->unit))
        err_add(err, "unit", N_("whoever reads this rule does not count it in this unit"));
    if (in->value < 0 || in->value > most_of(in->unit) || (in->value == 0 && !may_be_none(in->code, in->unit)))
        err_add(err, "value", N_("the value cannot be right"));
    if (date_before(in->valid_from, RULES_FROM) || date_before(date_make(CALENDAR_LAST, 12, 31), in->valid_from))
        err_add(err, "valid_from", N_("a row begins between {0} and {1}"), az_date_numeric(a, RULES_FROM),
                az_date_numeric(a, date_make(CALENDAR_LAST, 12, 31)));
}
