// SPDX-License-Identifier: Apache-2.0
/* The calculator: a term, a leave, an ordinal number, each with how it came about.  Nothing is stored. */
#include "areas/law/law_web.h"
#include "base/text.h"
#include "law_queries.h"
#include <string.h>

typedef struct TermAsk { const char *rule, *regime; Date from; } TermAsk;
typedef struct LeaveAsk { const char *leave_regime; Date first; int64_t days; } LeaveAsk;
typedef struct NumberAsk { int64_t n; } NumberAsk;

static const Input TERM_INPUTS[] = {
    INPUT(TermAsk, rule,   IN_CHOICE, REQUIRED, 60, N_("Rule of the term")),
    INPUT(TermAsk, from,   IN_DATE,   REQUIRED, 10, N_("Day of registration")),
    INPUT(TermAsk, regime, IN_CHOICE, OPTIONAL, 20, N_("Service"), NULL, LAW_REGIMES),
    INPUTS_END
};
static const Input LEAVE_INPUTS[] = {
    INPUT(LeaveAsk, first,        IN_DATE,   REQUIRED, 10, N_("First day of the leave")),
    INPUT(LeaveAsk, days,         IN_NUMBER, REQUIRED, 4,  N_("Calendar days")),
    INPUT(LeaveAsk, leave_regime, IN_CHOICE, OPTIONAL, 20, N_("Service"), NULL, LAW_REGIMES),
    INPUTS_END
};
static const Input NUMBER_INPUTS[] = {
    INPUT(NumberAsk, n, IN_NUMBER, REQUIRED, 9, N_("Number to be written")), INPUTS_END
};

static bool is_term(const Law *law, const Rule *r)
{
    size_t n = strlen(r->code);
    static const char *const PARTS[] = { ".start", ".roll", ".pause", ".extension", ".ceiling", ".times" };
    bool unit = r->unit == UNIT_WORKDAY || r->unit == UNIT_CALDAY || r->unit == UNIT_HOUR;
    (void)law;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS && unit; i++) {
        size_t end = strlen(PARTS[i]);
        unit = n < end || strcmp(r->code + n - end, PARTS[i]) != 0;
    }
    return unit && !strstr(r->code, ".stop.")
        && (strncmp(r->code, "appeal.", 7) == 0 || strncmp(r->code, "info.", 5) == 0 || strncmp(r->code, "admin.", 6) == 0
            || strncmp(r->code, "records.", 8) == 0);
}

static Val *term_rules(Cx *cx, const Law *law)
{
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < law->rule_count; i++) {
        const Rule *r = &law->rules[i];
        if (!is_term(law, r) || (i && strcmp(law->rules[i - 1].code, r->code) == 0))
            continue;
        val_add(list, form_choice(cx->arena, r->code, arena_printf(cx->arena, "%s – %s, %s", law_rule_name(cx, r->code),
                                  law_value_text(cx, r->value, unit_code(r->unit)), law_basis_text(cx, law, r->basis))));
    }
    return list;
}

/* What is typed stands in the query: `what` says which of the three was asked. */
static bool was_asked(const Req *req, const char *what)
{
    const char *sent = val_str(val_get(req->query, "what"));
    return sent && strcmp(sent, what) == 0;
}

static Regime regime_of(const char *code)
{
    Regime r = REGIME_ANY;
    regime_parse(code, &r);
    return r;
}

/* The form of one question: its fields with what was typed, its faults beside them. */
static Val *question(Req *req, const char *what, const Input *inputs, const Err *err)
{
    Arena *a = req->cx->arena;
    Req as_form = *req;
    Refused typed = { inputs, req->query, err };
    as_form.refused = was_asked(req, what) ? &typed : NULL;
    Val *v = val_map(a);
    val_put_text(a, v, "what", what);
    val_put(v, "fields", form_fields(&as_form, "", inputs, NULL));
    val_put(v, "answer", val_null(a));
    val_put(v, "why", val_list(a));
    val_put(v, "confidence", val_null(a));
    return v;
}

static void put_answer(Cx *cx, Val *form, const char *text, const Val *derivation, Confidence confidence)
{
    val_replace(form, "answer", val_text(cx->arena, text));
    if (derivation) {
        val_replace(form, "why", law_why_lines(cx, derivation));
        val_replace(form, "confidence", law_confidence_view(cx, confidence_code(confidence)));
    }
}

static Val *term_form(Req *req, const Law *law)
{
    Cx *cx = req->cx;
    Err own = { 0 };
    TermAsk in = { .rule = "", .regime = "" };
    Req as_form = *req;
    Deadline d;
    bool ok = false;
    as_form.form = req->query;
    if (was_asked(req, "term") && form_read(&as_form, "", TERM_INPUTS, &in, &own)) {
        DeadlineAsk ask = { .rule = in.rule, .regime = regime_of(in.regime), .from = in.from };
        ok = deadline_compute(cx->arena, law, &ask, &d, &own);
    }
    Val *v = question(req, "term", TERM_INPUTS, &own);
    form_choices(cx, v, "rule", term_rules(cx, law));
    if (ok)
        put_answer(cx, v, tr_args(cx, N_("the last day of the term: {0}"), az_date_numeric(cx->arena, d.due), NULL), d.derivation,
                   d.confidence);
    return v;
}

static Val *leave_form(Req *req, const Law *law)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Err own = { 0 };
    LeaveAsk in = { .leave_regime = "" };
    Req as_form = *req;
    LeaveSpan s;
    as_form.form = req->query;
    bool ok = was_asked(req, "leave") && form_read(&as_form, "", LEAVE_INPUTS, &in, &own)
           && leave_span(a, law, regime_of(in.leave_regime), in.first, in.days, &s, &own);
    Val *v = question(req, "leave", LEAVE_INPUTS, &own);
    if (ok)
        put_answer(cx, v, tr_args(cx, N_("the last day of the leave: {0}; back at work: {1}"), az_date_numeric(a, s.last),
                                  az_date_numeric(a, s.back), NULL), s.derivation, s.confidence);
    return v;
}

static Val *number_form(Req *req)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Err own = { 0 };
    NumberAsk in = { 0 };
    Req as_form = *req;
    as_form.form = req->query;
    bool ok = was_asked(req, "number") && form_read(&as_form, "", NUMBER_INPUTS, &in, &own)
           && (in.n > 0 || err_add(&own, "n", N_("not a whole number in range")));
    Val *v = question(req, "number", NUMBER_INPUTS, &own);
    if (ok)
        put_answer(cx, v, arena_printf(a, "%s · %s · %s", az_ordinal(a, in.n), az_ordinal_words(a, in.n), az_number_and_words(a, in.n)),
                   NULL, CONF_V);
    return v;
}

bool law_calculator_page(Req *req, Resp *resp, Err *err)
{
    const Law *law;
    if (!law_current(req->cx, &law, err))
        return false;
    val_put(resp->view, "term", term_form(req, law));
    val_put(resp->view, "leave", leave_form(req, law));
    val_put(resp->view, "number", number_form(req));
    return true;
}
