// SPDX-License-Identifier: Apache-2.0
/* Checking a stored derivation from itself alone, asking it again of today's law, and putting it
 * into words. */
#include "areas/law/calendar.h"
#include "areas/law/explain.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *kind;
    bool      (*again)(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err);
} KINDS[] = {
    { "deadline",    deadline_again },
    { "leave.span",  leave_span_again },
    { "leave.right", leave_right_again },
};

static bool run_again(Arena *a, const Law *law, const Val *stored, const Val **ret, Err *err)
{
    const char *kind = val_str(val_get(stored, "kind"));
    for (size_t i = 0; kind && i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(KINDS[i].kind, kind) == 0)
            return KINDS[i].again(a, law, val_get(stored, "in"), ret, err);
    return stored_fault(err, "kind");
}

static int compare_codes(const void *pa, const void *pb)
{
    return strcmp(((const Rule *)pa)->code, ((const Rule *)pb)->code);
}

static bool stored_rules(Arena *a, const Val *list, Law *law, Err *err)
{
    Rule *rules = NEW_N(a, Rule, val_count(list) + 1);
    size_t n = 0;
    for (const Val *v = val_first(list); v; v = val_next(v)) {
        Rule *r = &rules[n++];
        r->value = val_num(val_get(v, "value"));
        r->valid_to = DATE_FOREVER;
        r->note = r->source = "";
        if (!stored_text(v, "code", &r->code, err) || !stored_text(v, "basis", &r->basis, err)
            || !stored_regime(v, &r->regime, err) || !stored_date(v, "valid_from", &r->valid_from, err)
            || (val_type(val_get(v, "valid_to")) != V_NULL && !stored_date(v, "valid_to", &r->valid_to, err)))
            return false;
        if (!unit_parse(val_str(val_get(v, "unit")), &r->unit)
            || !confidence_parse(val_str(val_get(v, "confidence")), &r->confidence))
            return stored_fault(err, "rules");
    }
    if (n)
        qsort(rules, n, sizeof *rules, compare_codes);
    law->rules = rules;
    law->rule_count = n;
    return true;
}

static int compare_days(const void *pa, const void *pb)
{
    const CalDay *a = pa, *b = pb;
    return a->date.days < b->date.days ? -1 : a->date.days > b->date.days;
}

static bool stored_days(Arena *a, const Val *list, Law *law, Err *err)
{
    CalDay *days = NEW_N(a, CalDay, val_count(list) + 1);
    size_t n = 0;
    for (const Val *v = val_first(list); v; v = val_next(v)) {
        CalDay *d = &days[n++];
        d->basis = "";
        if (!stored_date(v, "date", &d->date, err) || !stored_text(v, "why", &d->why, err))
            return false;
        if (!day_kind_parse(val_str(val_get(v, "kind")), &d->kind)
            || !confidence_parse(val_str(val_get(v, "confidence")), &d->confidence))
            return stored_fault(err, "days");
        d->working = d->kind == DAY_WORK || d->kind == DAY_SWAP_WORK;
    }
    if (n)
        qsort(days, n, sizeof *days, compare_days);
    law->calendar = calendar_listed(a, days, n);
    return true;
}

static const char *canonical(Arena *a, const Val *v)
{
    Str out = str_make(a);
    if (v)
        val_write_canonical(v, &out);
    return out.s;
}

bool derivation_check(Arena *a, const Val *stored, Err *err)
{
    Law *law = NEW(a, Law);
    const Val *now;
    if (!stored_rules(a, val_get(stored, "rules"), law, err)
        || !stored_days(a, val_get(stored, "days"), law, err) || !run_again(a, law, stored, &now, err))
        return false;
    const char *then = canonical(a, val_get(stored, "out")), *again = canonical(a, val_get(now, "out"));
    if (strcmp(then, again) != 0)
        return err_set(err, ERR_CONFLICT, "derivation", "{0} is stored, but {1} comes out", then, again);
    if (val_count(val_get(stored, "days")) != val_count(val_get(now, "days")))
        return err_set(err, ERR_CONFLICT, "derivation", "the days left out are not those of the rule");
    return true;
}

bool derivation_renew(Arena *a, const Law *law, const Val *stored, const Val **ret_now, bool *ret_same,
                      Err *err)
{
    const Val *now;
    if (!run_again(a, law, stored, &now, err))
        return false;
    *ret_same = strcmp(canonical(a, val_get(stored, "out")), canonical(a, val_get(now, "out"))) == 0;
    *ret_now = now;
    return true;
}

/* ---- in words ------------------------------------------------------------ */

static const char *word(const Speech *how, const char *msgid)
{
    return how && how->text ? how->text(how->ctx, msgid) : msgid;
}

static const char *day_text(Arena *a, const Speech *how, Date d)
{
    if (how && how->day)
        return how->day(how->ctx, a, d);
    char *out = arena_alloc(a, DATE_TEXT);
    date_format(d, out);
    return out;
}

/* Words for the codes that stand as arguments: grounds that stop a clock, groups of leave, rules; units as derivations of
 * before have them. */
static const char *code_text(const char *code)
{
    static const struct { const char *code, *text; } WORDS[] = {
        { "absence", N_("absence with good reason") }, { "criminal", N_("criminal case") },
        { "disabled", N_("persons with a disability") }, { "documents", N_("papers that were asked for") },
        { "inquiry", N_("service inquiry") }, { "leave", N_("leave") },
        { "merit", N_("persons with special merits") }, { "sickness", N_("sickness") },
        { "teacher42", N_("teachers, 42 days") }, { "teacher56", N_("teachers, 56 days") },
        { "trip", N_("business trip") }, { "under16", N_("under 16") }, { "under18", N_("16 to 18") },
        { "working days", N_("{working day|working days}") }, { "calendar days", N_("{calendar day|calendar days}") },
        { "months", N_("{month|months}") }, { "years", N_("{year|years}") }, { "hours", N_("{hour|hours}") },
        { "days", N_("{day|days}") },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i].code, code) == 0)
            return WORDS[i].text;
    return rule_name(code);
}

static const char *arg_text(Arena *a, const Val *v, const Speech *how)
{
    Date d;
    if (val_type(v) == V_DATE)
        return day_text(a, how, val_day(v));
    if (val_type(v) == V_INT)
        return arena_printf(a, "%" PRId64, val_num(v));
    const char *s = val_str(v);
    return !s ? "" : date_parse(s, &d) ? day_text(a, how, d) : word(how, code_text(s));
}

const char *step_text(Arena *a, const char *msgid, const Val *args, const Speech *how)
{
    Str out = str_make(a);
    int64_t count = 0;
    const char *form;
    size_t len;
    for (const char *s = word(how, msgid); *s;) {
        if (s[0] == '{' && s[1] >= '0' && s[1] <= '9' && s[2] == '}') {
            char index[2] = { s[1], '\0' };
            const char *arg = arg_text(a, val_at(args, index), how);
            str_add(&out, text_counted(a, count, arg));                  /* a unit goes with the number before it */
            text_count_seen(arg, &count);
            s += 3;
        } else if (text_form(&s, count, &form, &len)) {
            str_addn(&out, form, len);
        } else {
            str_addc(&out, *s++);
        }
    }
    return out.s;
}

const char *basis_text(Arena *a, const Law *law, const char *basis, const Speech *how)
{
    Str out = str_make(a);
    for (const char *s = basis; *s; s += strcspn(s, ";"), s += *s == ';') {
        size_t whole = strcspn(s, ";"), code = strcspn(s, ":;");
        const LegalAct *act = act_find_legal(law, arena_strndup(a, s, code));
        if (out.len)
            str_add(&out, "; ");
        if (act)
            str_add(&out, how && how->azerbaijani ? act->title_az : word(how, act->title_en));
        else
            str_addn(&out, s, code);
        if (act && *act->number)
            str_addf(&out, " (%s)", act->number);
        if (whole > code)
            str_addf(&out, " %.*s", (int)(whole - code - 1), s + code + 1);
    }
    return out.s;
}

static const char *confidence_words(const Val *v, const Speech *how)
{
    Confidence c = CONF_U;
    confidence_parse(val_str(v), &c);
    return word(how, confidence_text(c));
}

/* " working days", or nothing behind a mere number. */
static const char *unit_words(Arena *a, const Val *rule, const Speech *how)
{
    Unit u = UNIT_COUNT;
    unit_parse(val_str(val_get(rule, "unit")), &u);
    return u == UNIT_COUNT ? "" : text_counted(a, val_num(val_get(rule, "value")), arena_printf(a, " %s", word(how, unit_text(u))));
}

void derivation_print(const Val *derivation, const Law *law, const Speech *how, Str *out)
{
    Arena *a = out->arena;
    for (const Val *v = val_first(val_get(derivation, "steps")); v; v = val_next(v))
        str_addf(out, "%s\n", step_text(a, val_str(val_get(v, "msgid")), val_get(v, "args"), how));
    for (const Val *v = val_first(val_get(derivation, "days")); v; v = val_next(v))
        str_addf(out, "  %s  %s\n", arg_text(a, val_get(v, "date"), how),
                 step_text(a, val_str(val_get(v, "why")), val_get(v, "args"), how));
    for (const Val *v = val_first(val_get(derivation, "rules")); v; v = val_next(v))
        str_addf(out, "%s = %" PRId64 "%s (%s): %s, %s\n", word(how, rule_name(val_str(val_get(v, "code")))),
                 val_num(val_get(v, "value")), unit_words(a, v, how), val_str(val_get(v, "code")),
                 basis_text(a, law, val_str(val_get(v, "basis")), how),
                 confidence_words(val_get(v, "confidence"), how));
}
