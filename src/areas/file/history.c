// SPDX-License-Identifier: Apache-2.0
/* A person's facts as people read them. */
#include "areas/file/history.h"
#include "app/i18n.h"
#include "areas/service/service.h"
#include "base/text.h"
#include "file_queries.h"
#include <stdlib.h>
#include <string.h>

static const Field HISTORY_FIELDS[] = {
    FIELD(HistoryRow, kind), FIELD(HistoryRow, code), FIELD(HistoryRow, payload), FIELD(HistoryRow, source),
    FIELD(HistoryRow, changed_source), FIELD(HistoryRow, ended_source), FIELD(HistoryRow, order_no),
    FIELD(HistoryRow, changed_no), FIELD(HistoryRow, ended_no), FIELD(HistoryRow, post), FIELD(HistoryRow, post_full),
    FIELD(HistoryRow, regime), FIELD(HistoryRow, unit), FIELD(HistoryRow, seat), FIELD(HistoryRow, input),
    FIELD(HistoryRow, changed_by), FIELD(HistoryRow, ended_by), FIELD(HistoryRow, units),
    FIELD(HistoryRow, valid_from), FIELD(HistoryRow, valid_to), FIELD(HistoryRow, order_date),
    FIELD(HistoryRow, changed_date), FIELD(HistoryRow, ended_date), FIELD(HistoryRow, order_item),
    FIELD(HistoryRow, changed_item), FIELD(HistoryRow, ended_item), FIELDS_END
};

const HistoryRow *history_read(Cx *cx, int64_t person_id, Instant known, size_t *ret_n, Err *err)
{
    return db_all(cx->db, cx->arena, &Q_FILE_HISTORY, BIND(P_INT(person_id), P_INSTANT(known)), HISTORY_FIELDS,
                  sizeof(HistoryRow), ret_n, err);
}

static bool true_on(const HistoryRow *r, Date on)
{
    return !date_before(on, r->valid_from) && date_before(on, r->valid_to);
}

const HistoryRow *history_on(const HistoryRow *rows, size_t n, const char *kind, Date on)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].kind, kind) == 0 && true_on(&rows[i], on))
            return &rows[i];
    return NULL;
}

static bool is_kind(const HistoryRow *r, const char *kind) { return strcmp(r->kind, kind) == 0; }

static const char *education_text(Cx *cx, const HistoryRow *r)
{
    static const char *const PARTS[] = { "institution", "speciality", "number" };
    Err unused = { 0 };
    const Val *values = ledger_payload(cx->arena, r->payload, &unused);
    Str s = str_make(cx->arena);
    str_add(&s, record_level_text(cx, r->code ? r->code : ""));
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        const char *part = val_str(val_get(values, PARTS[i]));
        if (part && *part)
            str_addf(&s, "%s%s", s.len ? ", " : "", part);
    }
    return s.s;
}

/* A code in words, and what its paper said of it: where to, for what, how much. */
static const char *with_details(Cx *cx, const HistoryRow *r, const char *text)
{
    static const char *const PARTS[] = { "place", "cause" };
    Err unused = { 0 };
    const Val *values = ledger_payload(cx->arena, r->payload, &unused), *num = val_get(values, "num");
    Str s = str_make(cx->arena);
    str_add(&s, text);
    if (is_kind(r, FACT_INCENTIVE) && val_type(num) == V_INT)
        str_addf(&s, ", %s", tr_args(cx, N_("{0} manat"), arena_printf(cx->arena, "%lld", (long long)val_num(num)), NULL));
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        const char *part = val_str(val_get(values, PARTS[i]));
        if (part && *part)
            str_addf(&s, ": %s", part);
    }
    return s.s;
}

const char *history_text(Cx *cx, const HistoryRow *r)
{
    const char *code = r->code ? r->code : "";
    if (is_kind(r, FACT_HOLDING) && !r->seat)
        return tr(cx, N_("at disposal"));
    if (r->seat)
        return r->post_full;
    if (is_kind(r, FACT_ABSENCE)) {
        const AbsenceKind *kind = absence_kind(cx->app, code);     /* which leave it is, only the file tells */
        bool leave = kind && strcmp(kind->ground, "leave") == 0;
        return with_details(cx, r, leave ? service_code_text(cx, code)
                                         : staff_absence_text(cx, *code ? code : "away", DATE_FOREVER));
    }
    if (is_kind(r, FACT_INCENTIVE) || is_kind(r, FACT_SANCTION))
        return with_details(cx, r, service_code_text(cx, code));
    if (is_kind(r, FACT_RANK))
        return staff_rank_title(cx->app, code);
    if (is_kind(r, FACT_EDUCATION))
        return education_text(cx, r);
    return is_kind(r, FACT_EMPLOYMENT) ? "" : service_code_text(cx, code);
}

/* "Əmr 137-k, 12.03.2026" for an order, else what the ledger's source says. */
Val *history_paper(Cx *cx, const char *source, const char *number, OptDate date, int64_t item)
{
    Val *v = staff_source_view(cx, source);
    Grant whole;
    if (item && strncmp(source, "order:", 6) == 0 && !authority_holds(cx, ACT_ORDER_READ, &whole))
        val_replace(v, "href", val_keep(cx->arena, arena_printf(cx->arena, "/orders/%lld/extract/%lld",
                                                                strtoll(source + 6, NULL, 10), (long long)item)));
    if (*number && date.has)
        val_replace(v, "text", val_keep(cx->arena, tr_args(cx, N_("Order {0} of {1}"), number,
                                                           az_date_numeric(cx->arena, date.v), NULL)));
    return v;
}

Val *history_view(Cx *cx, const HistoryRow *r, Date on)
{
    Arena *a = cx->arena;
    Val *v = val_map(a);
    const FactKind *kind = fact_kind_find(FACT_KINDS, r->kind);
    val_put(v, "kind", val_keep(a, r->kind));
    val_put(v, "title", val_keep(a, kind ? tr(cx, kind->title) : r->kind));
    val_put(v, "text", val_keep(a, history_text(cx, r)));
    val_put(v, "unit", val_keep(a, r->unit));
    val_put(v, "seat_id", r->seat ? val_int(a, r->seat) : val_null(a));
    val_put_date(a, v, "from", r->valid_from);
    val_put_date(a, v, "to", r->valid_to);
    val_put_date(a, v, "last", date_last(r->valid_to));
    val_put_bool(a, v, "now", true_on(r, on));
    val_put_bool(a, v, "later", date_before(on, r->valid_from));
    val_put(v, "source", history_paper(cx, r->source, r->order_no, r->order_date, r->order_item));
    val_put(v, "changed", r->changed_by ? history_paper(cx, r->changed_source, r->changed_no, r->changed_date, r->changed_item)
                                        : val_null(a));
    val_put(v, "ended", r->ended_by ? history_paper(cx, r->ended_source, r->ended_no, r->ended_date, r->ended_item)
                                    : val_null(a));
    return v;
}

static const char *since(Cx *cx, const HistoryRow *r)
{
    return tr_args(cx, N_("since {0}"), az_date_numeric(cx->arena, r->valid_from), NULL);
}

static const char *with_since(Cx *cx, const char *text, const HistoryRow *r)
{
    return r ? arena_printf(cx->arena, "%s (%s)", text, since(cx, r)) : "";
}

/* "töhmət (01.12.2026 tarixinədək)"; without a day when the law names no end. */
static const char *with_until(Cx *cx, const char *text, const HistoryRow *r)
{
    if (date_same(r->valid_to, DATE_FOREVER))
        return text;
    return arena_printf(cx->arena, "%s (%s)", text,
                        tr_args(cx, N_("to {0} inclusive"), az_date_numeric(cx->arena, date_last(r->valid_to)), NULL));
}

void history_head(Cx *cx, const HistoryRow *rows, size_t n, Date on, HeadLine ret[HEAD_LINES])
{
    const HistoryRow *post = history_on(rows, n, FACT_HOLDING, on), *rank = history_on(rows, n, FACT_RANK, on);
    const HistoryRow *listed = history_on(rows, n, FACT_EMPLOYMENT, on), *away = history_on(rows, n, FACT_ABSENCE, on);
    const HistoryRow *acting = history_on(rows, n, FACT_ACTING, on), *temp = history_on(rows, n, FACT_TEMP_HOLDING, on);
    const HistoryRow *school = history_on(rows, n, FACT_EDUCATION, on), *sanction = history_on(rows, n, FACT_SANCTION, on);
    const HeadLine lines[HEAD_LINES] = {
        { N_("On the list of personnel"), listed ? since(cx, listed) : "" },
        { N_("Post"), post ? with_since(cx, history_text(cx, post), post) : "" },
        { N_("Unit"), post ? post->unit : "" },
        { N_("Special rank"), rank ? with_since(cx, history_text(cx, rank), rank) : "" },
        { N_("Acts for"), acting ? with_since(cx, history_text(cx, acting), acting) : "" },
        { N_("For the time of absence in the post"), temp ? with_since(cx, history_text(cx, temp), temp) : "" },
        { N_("Absence"), away ? staff_absence_text(cx, away->code ? away->code : "away", away->valid_to) : "" },
        { N_("Education"), school ? history_text(cx, school) : "" },
        { N_("Sanction in force"), sanction ? with_until(cx, service_code_text(cx, sanction->code), sanction) : "" },
    };
    memcpy(ret, lines, sizeof lines);
}
