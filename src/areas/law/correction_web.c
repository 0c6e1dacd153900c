// SPDX-License-Identifier: Apache-2.0
/* What newer programs knew otherwise than this database: shown until the head has seen it, kept for ever. */
#include "app/journal.h"
#include "areas/law/law_web.h"
#include "base/text.h"
#include "law_queries.h"
#include "web/secret.h"
#include <string.h>

enum { SHOWN = 500 };

typedef struct CorrectionRow {
    int64_t     id, seen_by;
    const char *what, *code, *was, *now, *surname, *forename;
    bool        taken;
    Instant     recorded;
} CorrectionRow;
static const Field FIELDS[] = {
    FIELD(CorrectionRow, id), FIELD(CorrectionRow, what), FIELD(CorrectionRow, code), FIELD(CorrectionRow, was), FIELD(CorrectionRow, now),
    FIELD(CorrectionRow, taken), FIELD(CorrectionRow, recorded), FIELD(CorrectionRow, seen_by), FIELD(CorrectionRow, surname),
    FIELD(CorrectionRow, forename), FIELDS_END
};

/* ---- a kept row in words ------------------------------------------------------- */

static const char *text_at(const Val *row, const char *key)
{
    const char *s = val_str(val_get(row, key));
    return s ? s : "";
}

/* "dd.mm.yyyy", or "" for a bound that is none. */
static const char *day_at(Cx *cx, const Val *row, const char *key)
{
    Date d;
    if (!date_parse(text_at(row, key), &d) || date_same(d, DATE_ALWAYS) || date_same(d, DATE_FOREVER))
        return "";
    return az_date_numeric(cx->arena, d);
}

static void add_part(Str *s, const char *label, const char *text)
{
    if (*text)
        str_addf(s, "%s%s%s%s", s->len ? ", " : "", label, *label ? " " : "", text);
}

static void add_span(Cx *cx, Str *s, const Val *row)
{
    const char *from = day_at(cx, row, "valid_from"), *to = day_at(cx, row, "valid_to");
    if (*from || *to)
        str_addf(s, " (%s–%s)", from, to);
}

static void add_act(Cx *cx, Str *s, const Val *row)
{
    add_part(s, "", text_at(row, cx->lang == LANG_AZ ? "title_az" : "title_en"));
    add_part(s, "№", text_at(row, "number"));
    add_part(s, "", day_at(cx, row, "date"));
    add_part(s, "", text_at(row, "body"));
    const char *edition = day_at(cx, row, "edition");
    if (*edition)
        add_part(s, "", arena_printf(cx->arena, "%s: %s", tr(cx, N_("Edition that was read")), edition));
}

static void add_rule(Cx *cx, Str *s, const Val *row)
{
    const char *regime = text_at(row, "regime");
    add_part(s, "", law_value_text(cx, val_num(val_get(row, "value")), text_at(row, "unit")));
    if (strcmp(regime, regime_code(REGIME_ANY)) != 0)
        add_part(s, "", law_word(cx, LAW_REGIMES, regime));
    add_span(cx, s, row);
}

static void add_day(Cx *cx, Str *s, const Val *row)
{
    const char *first = day_at(cx, row, "first"), *pair = day_at(cx, row, "pair"), *name = text_at(row, "name");
    int64_t days = val_num(val_get(row, "days"));
    if (!*first)                                              /* a holiday: the same days every year */
        first = arena_printf(cx->arena, "%02lld.%02lld", (long long)val_num(val_get(row, "day")),
                             (long long)val_num(val_get(row, "month")));
    add_part(s, "", *name ? tr(cx, name) : "");
    add_part(s, "", *pair ? arena_printf(cx->arena, "%s ↔ %s", first, pair) : first);
    if (days > 1)
        add_part(s, "", law_value_text(cx, days, "day"));
    add_span(cx, s, row);
}

static Val *row_view(Cx *cx, const Law *law, const char *what, const Val *row)
{
    Str s = str_make(cx->arena);
    const char *basis = text_at(row, "basis");
    if (strcmp(what, "act") == 0)
        add_act(cx, &s, row);
    else if (strcmp(what, "rule") == 0)
        add_rule(cx, &s, row);
    else
        add_day(cx, &s, row);
    Val *v = val_map(cx->arena);
    val_put(v, "text", val_keep(cx->arena, s.s));
    val_put_text(cx->arena, v, "basis", *basis ? law_basis_text(cx, law, basis) : NULL);
    val_put(v, "confidence", law_confidence_view(cx, text_at(row, "confidence")));
    return v;
}

static Val *rows_view(Cx *cx, const Law *law, const char *what, const char *json)
{
    Val *list = val_list(cx->arena);
    for (const Val *row = val_first(val_read_canonical(cx->arena, json)); row; row = val_next(row))
        val_add(list, row_view(cx, law, what, row));
    return list;
}

/* What it is about: the rule's words, the act's title, the day. */
static Val *subject(Cx *cx, const Law *law, const CorrectionRow *r)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    const LegalAct *act = act_find_legal(law, r->code);
    const char *text = NULL, *href = "/calendar";
    if (strcmp(r->what, "rule") == 0) {
        text = law_rule_name(cx, r->code);
        href = arena_printf(a, "/rules/%s", r->code);
    } else if (strcmp(r->what, "act") == 0) {
        text = !act ? r->code : cx->lang == LANG_AZ ? act->title_az : act->title_en;
        href = "/acts";
    } else {
        text = tr(cx, N_("Day of the calendar"));
    }
    val_put_text(a, v, "text", text);
    val_put_text(a, v, "href", href);
    val_put_text(a, v, "code", strcmp(r->what, "rule") == 0 ? r->code : NULL);
    return v;
}

static Val *correction_view(Cx *cx, const Law *law, const CorrectionRow *r)
{
    Arena *a = cx->arena;
    Val *v = val_map(a), *was = rows_view(cx, law, r->what, r->was), *now = rows_view(cx, law, r->what, r->now);
    val_put_int(a, v, "id", r->id);
    val_put_text(a, v, "what", r->what);
    val_put_text(a, v, "code", r->code);
    val_put(v, "subject", subject(cx, law, r));
    val_put(v, "recorded", val_instant(a, r->recorded));
    val_put_text(a, v, "state", tr(cx, !r->taken ? N_("left as the directorate decided") : !val_count(was) ? N_("new in the program")
                                       : !val_count(now) ? N_("withdrawn by the program") : N_("corrected by the program")));
    val_put(v, "was", was);
    val_put(v, "now", now);
    val_put_bool(a, v, "taken", r->taken);
    val_put_bool(a, v, "unseen", r->seen_by == 0);
    val_put(v, "seen_by", val_keep(a, *r->surname ? az_initials(a, r->surname, r->forename, NULL) : ""));
    return v;
}

static Val *views(Cx *cx, const Law *law, const CorrectionRow *rows, size_t n)
{
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++)
        val_add(list, correction_view(cx, law, &rows[i]));
    return list;
}

bool law_corrections_of(Cx *cx, const Law *law, const char *code, Val **ret, Err *err)
{
    size_t n;
    const CorrectionRow *rows = db_all(cx->db, cx->arena, &Q_LAW_CORRECTIONS_OF, BIND(P_TEXT("rule"), P_TEXT(code), P_INT(SHOWN)), FIELDS,
                                       sizeof *rows, &n, err);
    if (rows)
        *ret = views(cx, law, rows, n);
    return rows != NULL;
}

/* ---- the page ------------------------------------------------------------------- */

bool law_corrections_page(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Law *law;
    Grant g;
    size_t n;
    const CorrectionRow *rows = db_all(cx->db, a, &Q_LAW_CORRECTIONS, BIND(P_INT(SHOWN)), FIELDS, sizeof *rows, &n, err);
    if (!rows || !law_current(cx, &law, err))
        return false;
    bool unseen = false;
    for (size_t i = 0; i < n; i++)
        unseen |= rows[i].seen_by == 0;
    val_put(resp->view, "items", views(cx, law, rows, n));
    Val *see = val_put(resp->view, "see", unseen && authority_holds(cx, ACT_LAW_APPROVE, &g) ? val_map(a) : val_null(a));
    if (val_type(see) == V_MAP) {
        val_put_text(a, see, "csrf", cx->actor->csrf);
        val_put(see, "key", val_keep(a, secret_token(a)));
        val_put_int(a, see, "last", rows[0].id);
    }
    return true;
}

typedef struct Seen { int64_t last; } Seen;
const Input LAW_SEEN_INPUTS[] = { INPUT(Seen, last, IN_HIDDEN, REQUIRED, 18, NULL), INPUTS_END };

bool law_corrections_see(Req *req, Resp *resp, Err *err)
{
    Cx *cx = req->cx;
    Seen in = { 0 };
    int64_t n;
    if (!form_read(req, "", LAW_SEEN_INPUTS, &in, err)
        || !db_run(cx->db, &Q_LAW_CORRECTIONS_SEE, BIND(P_INT(in.last), P_INT(cx->actor->person_id), P_INSTANT(cx->now)), &n, err))
        return false;
    if (n) {
        Val *data = val_map(cx->arena);
        val_put_int(cx->arena, data, "count", n);
        journal_add(cx, "law.renew.seen", OBJ_NONE, 0, data, req->grant);
    }
    resp->redirect = "/rules/corrections";
    resp->notice = N_("Noted: the corrections stay on this page");
    return true;
}

/* Told to whoever decides on the law, proposes it, or registers papers whose terms follow from it. */
bool law_note(Cx *cx, const char **ret, Err *err)
{
    Grant g;
    int64_t n = 0;
    *ret = NULL;
    if (!authority_holds(cx, ACT_LAW_APPROVE, &g) && !authority_holds(cx, ACT_LAW_PROPOSE, &g)
        && !authority_holds(cx, ACT_LETTER_REGISTER, &g))
        return true;
    if (!db_int(cx->db, &Q_LAW_CORRECTIONS_UNSEEN, BIND_NONE, 0, &n, err))
        return false;
    if (n)
        *ret = tr_args(cx, N_("A newer program knows rules, acts or days of the calendar otherwise than before. Corrections not seen "
                              "yet: {0}."), arena_printf(cx->arena, "%lld", (long long)n), NULL);
    return true;
}
