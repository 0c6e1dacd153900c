// SPDX-License-Identifier: Apache-2.0
/* The rule table: codes of its words, and the lookup of the row in force. */
#include "areas/law/engine.h"
#include <string.h>

#define X(name) #name,
static const char *const CONFIDENCE[] = { CONFIDENCES(X) };
static const char *const REGIME[] = { REGIMES(X) };
#undef X
#define X(name, code) code,
static const char *const UNIT[] = { UNITS(X) };
static const char *const DAY_KIND[] = { DAY_KINDS(X) };
#undef X

static const char *const CONFIDENCE_TEXT[CONF__COUNT] = {
    [CONF_V] = N_("verified"), [CONF_D] = N_("derived from verified rules"),
    [CONF_A] = N_("taken from a sister act"), [CONF_U] = N_("unverified"),
};
static const char *const UNIT_TEXT[UNIT__COUNT] = {
    [UNIT_WORKDAY] = N_("{working day|working days}"), [UNIT_CALDAY] = N_("{calendar day|calendar days}"),
    [UNIT_MONTH] = N_("{month|months}"), [UNIT_YEAR] = N_("{year|years}"), [UNIT_HOUR] = N_("{hour|hours}"),
    [UNIT_DAY] = N_("{day|days}"), [UNIT_MANAT] = N_("manat"),
    [UNIT_PERCENT] = N_("percent"), [UNIT_COUNT] = "",
};

const char *confidence_code(Confidence c) { return CONFIDENCE[c]; }
const char *confidence_text(Confidence c) { return CONFIDENCE_TEXT[c]; }
const char *unit_text(Unit u)             { return UNIT_TEXT[u]; }
const char *regime_code(Regime r)         { return REGIME[r]; }
const char *unit_code(Unit u)             { return UNIT[u]; }
const char *day_kind_code(DayKind k)      { return DAY_KIND[k]; }

static int find_word(const char *const *words, int n, const char *code)
{
    for (int i = 0; code && i < n; i++)
        if (strcmp(words[i], code) == 0)
            return i;
    return -1;
}

bool confidence_parse(const char *code, Confidence *ret)
{
    int i = find_word(CONFIDENCE, CONF__COUNT, code);
    if (i >= 0)
        *ret = (Confidence)i;
    return i >= 0;
}

bool regime_parse(const char *code, Regime *ret)
{
    int i = find_word(REGIME, REGIME__COUNT, code);
    if (i >= 0)
        *ret = (Regime)i;
    return i >= 0;
}

bool unit_parse(const char *code, Unit *ret)
{
    int i = find_word(UNIT, UNIT__COUNT, code);
    if (i >= 0)
        *ret = (Unit)i;
    return i >= 0;
}

bool day_kind_parse(const char *code, DayKind *ret)
{
    int i = find_word(DAY_KIND, DAY__COUNT, code);
    if (i >= 0)
        *ret = (DayKind)i;
    return i >= 0;
}

static bool in_force(const Rule *r, Date on)
{
    return !date_before(on, r->valid_from) && date_before(on, r->valid_to);
}

const Rule *rule_find(const Law *law, const char *code, Regime regime, Date on)
{
    size_t lo = 0, hi = law->rule_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (strcmp(law->rules[mid].code, code) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    const Rule *general = NULL;
    for (; lo < law->rule_count && strcmp(law->rules[lo].code, code) == 0; lo++) {
        const Rule *r = &law->rules[lo];
        if (!in_force(r, on))
            continue;
        if (r->regime == regime)
            return r;
        if (r->regime == REGIME_ANY)
            general = r;
    }
    return general;
}

const Rule *rule_need(const Law *law, const char *code, Regime regime, Date on, Err *err)
{
    const Rule *r = rule_find(law, code, regime, on);
    if (!r) {
        char day[DATE_TEXT];
        date_format(on, day);
        err_set(err, ERR_NOT_FOUND, "rule", "no rule {0} is in force on {1}", code, day);
    }
    return r;
}

const Rule *rule_with(const Law *law, const char *code, const char *part, Regime regime, Date on)
{
    char name[160];
    size_t n = strlen(code), more = strlen(part);
    if (n + more + 2 > sizeof name)
        return NULL;
    memcpy(name, code, n);
    while (n) {
        name[n] = '.';
        memcpy(name + n + 1, part, more + 1);
        const Rule *r = rule_find(law, name, regime, on);
        if (r)
            return r;
        while (n && name[n - 1] != '.')
            n--;
        n -= n > 0;
    }
    return NULL;
}

bool rule_is_binding(const Rule *r) { return r->confidence <= CONF_D; }

Val *rule_view(Arena *a, const Rule *r)
{
    Val *v = val_map(a);
    val_put(v, "code", val_keep(a, r->code));
    val_put_int(a, v, "value", r->value);
    val_put(v, "unit", val_keep(a, unit_code(r->unit)));
    val_put(v, "regime", val_keep(a, regime_code(r->regime)));
    val_put_date(a, v, "valid_from", r->valid_from);
    val_put_date(a, v, "valid_to", r->valid_to);
    val_put(v, "basis", val_keep(a, r->basis));
    val_put(v, "confidence", val_keep(a, confidence_code(r->confidence)));
    return v;
}

const LegalAct *act_find_legal(const Law *law, const char *code)
{
    for (size_t i = 0; i < law->act_count; i++)
        if (strcmp(law->acts[i].code, code) == 0)
            return &law->acts[i];
    return NULL;
}
