// SPDX-License-Identifier: Apache-2.0
/* The rules as a table, the history of one with its proposals, the acts they rest on. */
#include "app/export.h"
#include "app/journal.h"
#include "app/list.h"
#include "areas/law/law_web.h"
#include "areas/law/rule_fit.h"
#include "base/text.h"
#include "law_queries.h"
#include "web/secret.h"
#include <stdlib.h>
#include <string.h>

static const Choice TOPICS[] = {
    { "act", N_("orders") }, { "admin", N_("administrative proceedings") }, { "admission", N_("admission") },
    { "age", N_("age limits") }, { "appeal", N_("appeals of citizens") }, { "appraisal", N_("appraisal") },
    { "attestation", N_("attestation") }, { "clearance", N_("clearance") }, { "degree", N_("qualification degrees") },
    { "discipline", N_("discipline") }, { "dismissal", N_("dismissal") }, { "info", N_("access to information") },
    { "leave", N_("leave") }, { "pension", N_("pension") }, { "probation", N_("probation") }, { "rank", N_("special ranks") },
    { "records", N_("records") }, { "release", N_("release") }, { "reserve", N_("reserve of personnel") },
    { "retention", N_("keeping of papers") }, { "service", N_("service") }, { "trip", N_("business trips") },
    { "work", N_("working time") }, { 0 }
};

static const char *topic_of(Arena *a, const char *code) { return arena_strndup(a, code, strcspn(code, ".")); }

/* ---- the table -------------------------------------------------------------- */

typedef struct Asked { const char *topic, *regime, *confidence; OptDate on; } Asked;
static const Input FILTERS[] = {
    INPUT(Asked, topic,      IN_CHOICE, OPTIONAL, 20, N_("Subject"), NULL, TOPICS),
    INPUT(Asked, regime,     IN_CHOICE, OPTIONAL, 20, N_("Service"), NULL, LAW_REGIMES),
    INPUT(Asked, confidence, IN_CHOICE, OPTIONAL, 1,  N_("Confidence"), NULL, LAW_CONFIDENCES),
    INPUT(Asked, on,         IN_DATE,   OPTIONAL, 10, N_("In force on")),
    INPUTS_END
};

static bool asked_for(const Asked *in, Date on, Arena *a, const Rule *r)
{
    return !date_before(on, r->valid_from) && date_before(on, r->valid_to)
        && (!*in->topic || strcmp(in->topic, topic_of(a, r->code)) == 0)
        && (!*in->regime || strcmp(in->regime, regime_code(r->regime)) == 0)
        && (!*in->confidence || strcmp(in->confidence, confidence_code(r->confidence)) == 0);
}

static Val *rule_row(Cx *cx, const Law *law, const Rule *r)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    val_put(v, "code", val_keep(a, r->code));
    val_put_text(a, v, "name", law_rule_name(cx, r->code));
    val_put_text(a, v, "topic", law_word(cx, TOPICS, topic_of(a, r->code)));
    val_put(v, "value", val_keep(a, law_value_text(cx, r->value, unit_code(r->unit))));
    val_put_text(a, v, "regime", law_word(cx, LAW_REGIMES, regime_code(r->regime)));
    val_put(v, "from", law_date(a, r->valid_from));
    val_put(v, "to", val_date(a, r->valid_to));
    val_put_text(a, v, "basis", law_basis_text(cx, law, r->basis));
    val_put(v, "confidence", law_confidence_view(cx, confidence_code(r->confidence)));
    val_put_bool(a, v, "binding", rule_is_binding(r));
    return v;
}

typedef struct Waiting {
    int64_t     id, value;
    const char *code, *unit, *regime, *basis, *surname, *forename;
    Date        valid_from;
} Waiting;
static const Field WAITING_FIELDS[] = {
    FIELD(Waiting, id), FIELD(Waiting, code), FIELD(Waiting, value), FIELD(Waiting, unit), FIELD(Waiting, regime),
    FIELD(Waiting, valid_from), FIELD(Waiting, basis), FIELD(Waiting, surname), FIELD(Waiting, forename), FIELDS_END
};

static bool put_waiting(Cx *cx, const Law *law, Val *view, Err *err)
{
    Arena *a = cx->arena;
    size_t n;
    const Waiting *rows = db_all(cx->db, a, &Q_LAW_RULES_WAITING, BIND_NONE, WAITING_FIELDS, sizeof *rows, &n, err);
    Val *list = val_put(view, "waiting", val_list(a));
    for (size_t i = 0; rows && i < n; i++) {
        Val *v = val_add(list, val_map(a));
        val_put(v, "code", val_keep(a, rows[i].code));
        val_put_text(a, v, "name", law_rule_name(cx, rows[i].code));
        val_put(v, "value", val_keep(a, law_value_text(cx, rows[i].value, rows[i].unit)));
        val_put(v, "from", law_date(a, rows[i].valid_from));
        val_put_text(a, v, "basis", law_basis_text(cx, law, rows[i].basis));
        val_put(v, "by", val_keep(a, *rows[i].surname ? az_initials(a, rows[i].surname, rows[i].forename, NULL) : ""));
    }
    return rows != NULL;
}

bool law_rules_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    Asked in = { .topic = "", .regime = "", .confidence = "" };
    Req as_form = *req;
    as_form.form = req->query;
    if (!form_read(&as_form, "", FILTERS, &in, err) || !law_current(cx, &law, err) || !put_waiting(cx, law, resp->view, err))
        return false;
    Refused typed = { NULL, req->query, &(Err){ 0 } };
    as_form.refused = &typed;
    Val *list = val_put(resp->view, "list", val_map(a)), *items = val_list(a);
    for (size_t i = 0; i < law->rule_count; i++)
        if (asked_for(&in, in.on.has ? in.on.v : cx->today, a, &law->rules[i]))
            val_add(items, rule_row(cx, law, &law->rules[i]));
    val_put(list, "filters", form_fields(&as_form, "", FILTERS, NULL));
    val_put(list, "kept", val_list(a));
    val_put(list, "active", val_list(a));
    val_put(list, "clear", val_null(a));
    val_put_bool(a, list, "capped", false);
    val_put_int(a, list, "total", (int64_t)val_count(items));
    val_put(list, "found", val_keep(a, list_found(cx, (int64_t)val_count(items), false)));
    val_put(list, "items", items);
    return true;
}

static const Column RULE_COLUMNS[] = {
    { "name", N_("Rule"), CELL_TEXT, 50 }, { "code", N_("Code"), CELL_TEXT, 30 }, { "topic", N_("Subject"), CELL_TEXT, 24 },
    { "value", N_("Value"), CELL_TEXT, 18 }, { "regime", N_("Service"), CELL_TEXT, 20 }, { "from", N_("From"), CELL_DATE, 12 },
    { "to", N_("Until"), CELL_DATE, 12 }, { "basis", N_("Act and place"), CELL_TEXT, 60 },
    { "confidence.text", N_("Confidence"), CELL_TEXT, 24 }, { "binding", N_("refuses"), CELL_BOOL, 10 }, { 0 }
};
const Export LAW_RULES_SHEET = { "rules", "list.items", RULE_COLUMNS };

/* ---- one rule ---------------------------------------------------------------- */

typedef struct RuleRow {
    int64_t     id, value, returned_by, proposed_by;
    const char *unit, *regime, *basis, *confidence, *note, *remark, *surname, *forename, *by_surname, *by_forename;
    bool        approved;
    Date        valid_from, valid_to;
    Instant     changed;
} RuleRow;
static const Field ROW_FIELDS[] = {
    FIELD(RuleRow, id), FIELD(RuleRow, value), FIELD(RuleRow, unit), FIELD(RuleRow, regime), FIELD(RuleRow, valid_from),
    FIELD(RuleRow, valid_to), FIELD(RuleRow, basis), FIELD(RuleRow, confidence), FIELD(RuleRow, note), FIELD(RuleRow, approved),
    FIELD(RuleRow, returned_by), FIELD(RuleRow, remark), FIELD(RuleRow, proposed_by), FIELD(RuleRow, changed),
    FIELD(RuleRow, surname), FIELD(RuleRow, forename), FIELD(RuleRow, by_surname), FIELD(RuleRow, by_forename), FIELDS_END
};

static const char *state_text(Cx *cx, const RuleRow *r)
{
    return tr(cx, r->returned_by ? N_("returned") : !r->approved ? N_("waits for approval")
                : date_before(cx->today, r->valid_from) ? N_("to come into force")
                : date_before(cx->today, r->valid_to) ? N_("in force") : N_("was in force"));
}

static Val *history_row(Cx *cx, const Law *law, const RuleRow *r, bool may_approve)
{
    Arena *a = cx->arena;
    bool waits = !r->approved && !r->returned_by;
    Val *v = val_map(a);
    val_put_int(a, v, "id", r->id);
    val_put(v, "value", val_keep(a, law_value_text(cx, r->value, r->unit)));
    val_put_text(a, v, "regime", law_word(cx, LAW_REGIMES, r->regime));
    val_put(v, "from", law_date(a, r->valid_from));
    val_put(v, "to", val_date(a, r->valid_to));
    val_put_text(a, v, "basis", law_basis_text(cx, law, r->basis));
    val_put(v, "confidence", law_confidence_view(cx, r->confidence));
    val_put_text(a, v, "note", *r->note && (r->proposed_by || cx->lang == LANG_EN) ? r->note : NULL);
    val_put_text(a, v, "state", state_text(cx, r));
    val_put_bool(a, v, "now", r->approved && !date_before(cx->today, r->valid_from) && date_before(cx->today, r->valid_to));
    val_put(v, "by", val_keep(a, *r->surname ? az_initials(a, r->surname, r->forename, NULL) : ""));
    val_put(v, "decided_by", val_keep(a, *r->by_surname ? az_initials(a, r->by_surname, r->by_forename, NULL) : ""));
    val_put_text(a, v, "remark", *r->remark ? r->remark : NULL);
    val_put_bool(a, v, "decide", waits && may_approve && r->proposed_by != cx->actor->person_id);
    val_put(v, "key", val_keep(a, secret_token(a)));
    val_put_bool(a, v, "own", waits && may_approve && r->proposed_by == cx->actor->person_id);
    return v;
}

typedef struct RuleForm { int64_t value; const char *unit, *regime, *act, *place, *confidence, *note; Date valid_from; } RuleForm;
static const Choice UNITS[] = {
    { "workday", N_("working days") }, { "calday", N_("calendar days") }, { "month", N_("months") }, { "year", N_("years") },
    { "hour", N_("hours") }, { "day", N_("days") }, { "manat", N_("manat") }, { "percent", N_("percent") },
    { "count", N_("a mere number") }, { 0 }
};
const Input LAW_RULE_INPUTS[] = {
    INPUT(RuleForm, value,      IN_NUMBER, REQUIRED, 9,   N_("Value")),
    INPUT(RuleForm, unit,       IN_CHOICE, REQUIRED, 10,  N_("Unit of the value"), NULL, UNITS),
    INPUT(RuleForm, regime,     IN_CHOICE, REQUIRED, 20,  N_("Service"), NULL, LAW_REGIMES),
    INPUT(RuleForm, valid_from, IN_DATE,   REQUIRED, 10,  N_("In force from"), .day = DAY_OF_LAW),
    INPUT(RuleForm, act,        IN_CHOICE, REQUIRED, 40,  N_("Act")),
    INPUT(RuleForm, place,      IN_LINE,   REQUIRED, 60,  N_("Place in the act"), N_("article and item, such as 10.1")),
    INPUT(RuleForm, confidence, IN_CHOICE, REQUIRED, 1,   N_("Confidence"), NULL, LAW_CONFIDENCES),
    INPUT(RuleForm, note,       IN_LINE,   OPTIONAL, 300, N_("Note")),
    INPUTS_END
};

/* Only what whoever reads the rule can count in. */
static Val *unit_choices(Cx *cx, const Law *law, const char *code)
{
    unsigned fit = rule_units(law, code);
    Val *list = val_list(cx->arena);
    Unit unit;
    for (const Choice *c = UNITS; c->value; c++)
        if (unit_parse(c->value, &unit) && fit & 1u << unit)
            val_add(list, form_choice(cx->arena, c->value, tr(cx, c->label)));
    return list;
}

bool law_rule_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    size_t n;
    Grant g;
    const RuleRow *rows = db_all(cx->db, a, &Q_LAW_RULE_ROWS, BIND(P_TEXT(req->name)), ROW_FIELDS, sizeof *rows, &n, err);
    if (!rows || !law_current(cx, &law, err))
        return false;
    if (!n)
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such rule"));
    bool may_approve = authority_holds(cx, ACT_LAW_APPROVE, &g);
    Val *list = val_put(resp->view, "rows", val_list(a));
    for (size_t i = 0; i < n; i++)
        val_add(list, history_row(cx, law, &rows[i], may_approve));
    Val *corrections;
    if (!law_corrections_of(cx, law, req->name, &corrections, err))
        return false;
    val_put(resp->view, "corrections", corrections);
    val_put_text(a, resp->view, "code", req->name);
    val_put_text(a, resp->view, "name", law_rule_name(cx, req->name));
    val_put_text(a, resp->view, "topic", law_word(cx, TOPICS, topic_of(a, req->name)));
    RuleForm as = { .unit = rows[0].unit, .regime = rows[0].regime, .act = "", .place = "", .confidence = "", .note = "" };
    Val *form = law_propose_form(req, law, arena_printf(a, "/rules/%s", req->name), LAW_RULE_INPUTS, &as);
    form_choices(cx, form, "unit", unit_choices(cx, law, req->name));
    law_put_proposing(req, resp->view, "/rules/proposals", form);
    return true;
}

bool law_rule_post(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    const Law *law;
    RuleForm in = { .unit = "", .regime = "", .act = "", .place = "", .confidence = "", .note = "" };
    form_read(req, "", LAW_RULE_INPUTS, &in, err);
    if (err->kind || !law_current(cx, &law, err))
        return false;
    if (!rule_units(law, req->name))
        return err_set(err, ERR_NOT_FOUND, NULL, N_("there is no such rule"));
    if (!act_find_legal(law, in.act))
        return err_add(err, "act", N_("choose one of the values offered"));
    RuleDraft d = { .code = req->name, .value = in.value, .unit = in.unit, .regime = in.regime, .confidence = in.confidence,
                    .basis = law_basis_of(cx->arena, in.act, in.place), .note = in.note, .valid_from = in.valid_from };
    if (!law_propose(cx, &d, req->grant, &resp->created_id, err))
        return false;
    resp->redirect = arena_printf(cx->arena, "/rules/%s", req->name);
    resp->notice = N_("The row is proposed; the head of the directorate approves it");
    return true;
}

typedef struct CodeRow { const char *code; } CodeRow;

bool law_rule_decide(Req *req, Resp *resp, Err *err)
{
    static const Field CODE_FIELDS[] = { FIELD(CodeRow, code), FIELDS_END };
    Cx *cx = req->cx;
    CodeRow row;
    bool found, returned;
    if (!law_decide(req, law_approve, law_return, &returned, err)
        || !db_one(cx->db, cx->arena, &Q_LAW_RULE_GET, BIND(P_INT(req->id)), CODE_FIELDS, &row, &found, err))
        return false;
    resp->redirect = arena_printf(cx->arena, "/rules/%s", row.code);
    resp->notice = returned ? N_("The proposal is returned") : N_("The row is approved");
    return true;
}

/* ---- acts ------------------------------------------------------------------------ */

/* Codes of the rules that name an act, each once, with links. */
static Val *rules_of(Cx *cx, const Law *law, const char *act)
{
    Arena *a = cx->arena;
    Val *list = val_list(a);
    const char *last = "";
    for (size_t i = 0; i < law->rule_count; i++) {
        const Rule *r = &law->rules[i];
        bool names = false;
        for (const char *s = r->basis; *s && !names; s += strcspn(s, ";"), s += *s == ';') {
            size_t n = strcspn(s, ":;");
            names = strlen(act) == n && strncmp(s, act, n) == 0;
        }
        if (!names || strcmp(last, r->code) == 0)
            continue;
        last = r->code;
        Val *v = val_add(list, val_map(a));
        val_put(v, "code", val_keep(a, r->code));
        val_put_text(a, v, "name", law_rule_name(cx, r->code));
    }
    return list;
}

typedef struct ActForm { const char *number, *title, *body; OptDate date; } ActForm;
const Input LAW_ACT_INPUTS[] = {
    INPUT(ActForm, title,  IN_LINE, REQUIRED, 300, N_("Title of the act")),
    INPUT(ActForm, body,   IN_LINE, REQUIRED, 100, N_("Body that adopted it")),
    INPUT(ActForm, number, IN_LINE, OPTIONAL, 40,  N_("Number of the act")),
    INPUT(ActForm, date,   IN_DATE, OPTIONAL, 10,  N_("Date of the act"), .day = DAY_OF_PAPER),
    INPUTS_END
};

bool law_acts_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    Grant g;
    if (!law_current(cx, &law, err))
        return false;
    Val *list = val_put(resp->view, "acts", val_list(a));
    for (size_t i = 0; i < law->act_count; i++) {
        const LegalAct *x = &law->acts[i];
        Val *v = val_add(list, val_map(a)), *rules = rules_of(cx, law, x->code);
        val_put(v, "code", val_keep(a, x->code));
        val_put(v, "title", val_keep(a, cx->lang == LANG_AZ ? x->title_az : x->title_en));
        val_put(v, "number", val_keep(a, x->number));
        val_put(v, "date", val_optdate(a, x->date));
        val_put(v, "body", val_keep(a, x->body));
        val_put(v, "edition", val_optdate(a, x->edition));
        val_put(v, "confidence", law_confidence_view(cx, confidence_code(x->confidence)));
        val_put_int(a, v, "rule_count", (int64_t)val_count(rules));
        val_put(v, "rules", rules);
    }
    Val *form = val_null(a);
    if (authority_holds(cx, ACT_LAW_PROPOSE, &g)) {
        form = form_view(req, "/acts", LAW_ACT_INPUTS, NULL);
        val_replace(form, "submit", val_keep(a, tr(cx, N_("List the act"))));
    }
    val_put(resp->view, "form", form);
    return true;
}

static const Column ACT_COLUMNS[] = {
    { "title", N_("Title of the act"), CELL_TEXT, 60 }, { "number", N_("Number of the act"), CELL_TEXT, 14 },
    { "date", N_("Date of the act"), CELL_DATE, 12 }, { "body", N_("Body that adopted it"), CELL_TEXT, 30 },
    { "edition", N_("Edition that was read"), CELL_DATE, 14 }, { "confidence.text", N_("Confidence"), CELL_TEXT, 24 },
    { "rule_count", N_("Rules"), CELL_INT, 8 }, { 0 }
};
const Export LAW_ACTS_SHEET = { "acts", "acts", ACT_COLUMNS };

bool law_act_post(Req *req, Resp *resp, Err *err)
{
    ActForm in = { .number = "", .title = "", .body = "" };
    const char *code;
    form_read(req, "", LAW_ACT_INPUTS, &in, err);
    if (err->kind || !law_act_list(req->cx, in.title, in.number, in.date, in.body, req->grant, &code, err))
        return false;
    resp->redirect = "/acts";
    resp->notice = N_("The act is listed: rules and days may name it");
    return true;
}
