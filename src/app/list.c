// SPDX-License-Identifier: Apache-2.0
#include "app/list.h"
#include "app/export.h"
#include "app/find.h"
#include "app/i18n.h"
#include "app/link.h"
#include "app_queries.h"
#include "base/text.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { PER_PAGE = 50, MOST_PER_PAGE = 200, COUNT_CAP = 1001, MOST_PAGE = 1000 };

typedef struct Asked {
    int64_t     after, per_page, page;
    const char *after_key;              /* of a list ordered by a text */
    Param       param[24];
    const ListFilter *filter[24];
    size_t      n;
} Asked;

static bool number_of(const Val *query, const char *name, int64_t low, int64_t high, int64_t *ret, Err *err)
{
    const char *s = val_str(val_get(query, name));
    if (!s || !*s)
        return true;
    char *end;
    long long n = strtoll(s, &end, 10);
    if (*end || n < low || n > high)
        return err_add(err, name, N_("not a whole number in range"));
    *ret = n;
    return true;
}

/* "KEY.ID" */
static bool key_of(Arena *a, const Val *query, Asked *q, Err *err)
{
    const char *s = val_str(val_get(query, "after")), *dot = s ? strchr(s, '.') : NULL;
    if (!s || !*s)
        return true;
    char *end = NULL;
    if (dot) {
        q->after_key = arena_strndup(a, s, (size_t)(dot - s));
        q->after = strtoll(dot + 1, &end, 10);
    }
    return (dot && !*end && q->after > 0) || err_add(err, "after", N_("not a whole number in range"));
}

static const char *like_pattern(Arena *a, const char *typed)
{
    Str s = str_make(a);
    str_addc(&s, '%');
    for (const char *p = text_fold(a, typed); *p; p++) {
        if (strchr("%_\\", *p))
            str_addc(&s, '\\');
        str_addc(&s, *p);
    }
    str_addc(&s, '%');
    return s.s;
}

static bool filter_param(Cx *cx, const ListFilter *f, const char *sent, Param *ret, bool *ret_use, Err *err)
{
    Date day;
    char *end;
    *ret_use = true;
    if (f->means) {
        *ret_use = strcmp(sent, f->means) == 0;
        *ret = P_DATE(cx->today);
        return true;
    }
    switch (f->input.field.type) {
    case F_DATE:
    case F_OPTDATE:
        if (!day_read(cx, f->input.day, sent, f->name, &day, err))
            return false;
        *ret = P_DATE(day);
        return true;
    case F_INT:
    case F_OPTINT:
        *ret = P_INT(strtoll(sent, &end, 10));
        return !*end || err_add(err, f->name, N_("not a whole number"));
    default:
        *ret = P_TEXT(f->words ? find_expression(cx, sent) : f->contains ? like_pattern(cx->arena, sent) : text_clean(cx->arena, sent));
        return true;
    }
}

static bool read_asked(Cx *cx, const ListSpec *spec, const Val *query, Asked *q, Err *err)
{
    *q = (Asked){ .after = 0, .per_page = cx->actor->per_page ? cx->actor->per_page : PER_PAGE, .page = 1 };
    if (spec->by_key)
        key_of(cx->arena, query, q, err);
    else
        number_of(query, "after", 1, INT64_MAX / 2, &q->after, err);
    number_of(query, "per_page", 1, MOST_PER_PAGE, &q->per_page, err);
    number_of(query, "page", 1, MOST_PAGE, &q->page, err);
    for (const ListFilter *f = spec->filters; f && f->name && q->n < 24; f++) {
        const char *sent = val_str(val_get(query, f->name));
        bool use;
        if (!sent || !*sent)
            continue;
        if (filter_param(cx, f, sent, &q->param[q->n], &use, err) && use)
            q->filter[q->n++] = f;
    }
    return err->kind == ERR_NONE;
}

static void add_filters(DbBuild *b, const Asked *q)
{
    for (size_t i = 0; i < q->n; i++)
        if (strstr(q->filter[i]->where->sql, "$1"))
            db_build_add(b, q->filter[i]->where, &q->param[i], 1);
        else
            db_build_add(b, q->filter[i]->where, BIND_NONE);
}

static void add_tail(DbBuild *b, const ListSpec *spec, const Asked *q, int64_t limit, int64_t offset)
{
    add_filters(b, q);
    if (q->after && spec->by_key)
        db_build_add(b, spec->after, BIND(P_TEXT(q->after_key), P_INT(q->after)));
    else if (q->after)
        db_build_add(b, spec->after, BIND(P_INT(q->after)));
    db_build_add(b, spec->order, BIND(P_INT(limit), P_INT(offset)));
}

/* Whose reader rows a list is made of: the actor's own principals, then the officers of his unit for what they execute. */
typedef struct Readers { bool all; int64_t *principal; size_t own, n; } Readers;

static bool readers_of(Cx *cx, Act act, Readers *ret, Err *err)
{
    const Actor *actor = cx->actor;
    const int64_t *people = NULL;
    size_t n = 0;
    int scope = authority_scope(cx, act);
    *ret = (Readers){ .all = scope == SCOPE_ALL };
    if (scope == SCOPE_UNIT && !authority_unit_people(cx, act, &people, &n, err))
        return false;
    ret->principal = NEW_N(cx->arena, int64_t, actor->count + n + 1);
    for (size_t i = 0; i < actor->count; i++)
        ret->principal[ret->n++] = actor->standings[i].principal;
    ret->own = ret->n;
    for (size_t i = 0; i < n; i++)
        ret->principal[ret->n++] = principal_of_person(people[i]);
    return true;
}

static void add_open(Cx *cx, DbBuild *b, const ListSpec *spec)
{
    if (spec->open && cx->actor->person_id && !cx->actor->unwalled)
        db_build_add(b, spec->open, BIND(P_INT(cx->actor->person_id)));
}

/* One branch: what reached the principal, or what he executes. */
static void add_branch(Cx *cx, DbBuild *b, const ListSpec *spec, const Fragment *from, const Readers *r, size_t i)
{
    db_build_add(b, from, BIND(P_INT(spec->kind), P_INT(r->principal[i]), P_INSTANT(INSTANT_FOREVER)));
    assert(i < r->own || spec->executed);
    if (i >= r->own)
        db_build_add(b, spec->executed, BIND_NONE);
    else if (spec->once && from == spec->related)
        db_build_add(b, spec->once, BIND_NONE);
    add_open(cx, b, spec);
}

/* The rows this reader may see, at most `limit` of them. */
static bool add_rows(Cx *cx, DbBuild *b, const ListSpec *spec, const Asked *q, int64_t limit, int64_t offset, Err *err)
{
    Readers r;
    if (!readers_of(cx, spec->act, &r, err))
        return false;
    if (r.all) {
        if (strstr(spec->all->sql, "$1"))
            db_build_add(b, spec->all, BIND(P_DATE(cx->today), P_INSTANT(INSTANT_FOREVER)));
        else
            db_build_add(b, spec->all, BIND_NONE);
        add_open(cx, b, spec);
        add_tail(b, spec, q, limit, offset);
        return true;
    }
    db_build_add(b, &F_APP_LIST_BRANCHES, BIND_NONE);
    for (size_t i = 0; i < r.n; i++) {
        if (i)
            db_build_add(b, &F_APP_LIST_UNION, BIND_NONE);
        add_branch(cx, b, spec, spec->related, &r, i);
        add_tail(b, spec, q, limit + offset, 0);
    }
    db_build_add(b, spec->by_key ? &F_APP_LIST_BRANCHES_END_KEY : &F_APP_LIST_BRANCHES_END,
                 BIND(P_INT(limit), P_INT(offset)));
    return true;
}

/* The same, to be counted: without order, and of the rows only what tells them apart. */
static bool add_ids(Cx *cx, DbBuild *b, const ListSpec *spec, const Asked *q, Err *err)
{
    Readers r;
    if (!readers_of(cx, spec->act, &r, err))
        return false;
    if (!(r.all ? spec->all_count : spec->related_ids))
        return add_rows(cx, b, spec, q, COUNT_CAP, 0, err);
    if (r.all) {
        db_build_add(b, spec->all_count, BIND_NONE);
        add_open(cx, b, spec);
        add_filters(b, q);
        db_build_add(b, &F_APP_LIST_LIMIT, BIND(P_INT(COUNT_CAP)));
        return true;
    }
    for (size_t i = 0; i < r.n; i++) {
        db_build_add(b, i ? &F_APP_LIST_IDS_UNION : &F_APP_LIST_IDS, BIND_NONE);
        add_branch(cx, b, spec, spec->related_ids, &r, i);
        add_filters(b, q);
        db_build_add(b, &F_APP_LIST_LIMIT, BIND(P_INT(COUNT_CAP)));
    }
    db_build_add(b, &F_APP_LIST_IDS_END, BIND(P_INT(COUNT_CAP)));
    return true;
}

bool list_narrow(Cx *cx, DbBuild *b, const ListSpec *spec, Act act, const Fragment *id_in, Err *err)
{
    Readers r;
    if (!readers_of(cx, act, &r, err))
        return false;
    if (r.all) {
        add_open(cx, b, spec);
        return true;
    }
    db_build_add(b, id_in, BIND_NONE);
    for (size_t i = 0; i < r.n; i++) {
        db_build_add(b, i ? &F_APP_LIST_IDS_UNION : &F_APP_LIST_IDS, BIND_NONE);
        add_branch(cx, b, spec, spec->related_ids, &r, i);
    }
    db_build_add(b, &F_APP_LIST_NARROW_END, BIND_NONE);
    return true;
}

/* Nothing narrows the list: whether there are more than the cap is asked by skipping to it, which is far cheaper
 * than counting so many.  (With a filter that finds little both halves would walk the whole table.) */
static bool count_whole(Cx *cx, const ListSpec *spec, int64_t *ret, Err *err)
{
    DbBuild *b = db_build(cx->arena, &Q_APP_LIST_WHOLE, BIND_NONE);
    db_build_add(b, spec->all_count, BIND_NONE);
    add_open(cx, b, spec);
    db_build_add(b, &F_APP_LIST_WHOLE_PAST, BIND(P_INT(COUNT_CAP - 1), P_INT(COUNT_CAP)));
    db_build_add(b, spec->all_count, BIND_NONE);
    add_open(cx, b, spec);
    db_build_add(b, &F_APP_LIST_WHOLE_END, BIND_NONE);
    return db_int_built(cx->db, b, 0, ret, err);
}

static bool count_rows(Cx *cx, const ListSpec *spec, const Asked *asked, int64_t *ret, Err *err)
{
    Asked q = *asked;
    q.after = 0;
    if (!q.n && spec->all_count && authority_scope(cx, spec->act) == SCOPE_ALL)
        return count_whole(cx, spec, ret, err);
    DbBuild *b = db_build(cx->arena, &Q_APP_LIST_COUNT, BIND_NONE);
    if (!add_ids(cx, b, spec, &q, err))
        return false;
    db_build_add(b, &F_APP_LIST_COUNT_END, BIND_NONE);
    return db_int_built(cx->db, b, 0, ret, err);
}

bool list_count(Cx *cx, const ListSpec *spec, const Val *query, int64_t *ret, Err *err)
{
    Asked q;
    *ret = 0;
    if (authority_scope(cx, spec->act) < 0)
        return true;
    return read_asked(cx, spec, query, &q, err) && count_rows(cx, spec, &q, ret, err);
}

typedef struct CountRow { int64_t i, n; } CountRow;
static const Field COUNT_FIELDS[] = { FIELD(CountRow, i), FIELD(CountRow, n), FIELDS_END };

bool list_count_all(Cx *cx, const ListAsk *asks, size_t n, int64_t *ret, Err *err)
{
    DbBuild *b = NULL;
    size_t rows_n;
    for (size_t i = 0; i < n; i++) {
        Asked q;
        ret[i] = 0;
        if (authority_scope(cx, asks[i].spec->act) < 0)
            continue;
        if (!read_asked(cx, asks[i].spec, asks[i].query, &q, err))
            return false;
        if (b)
            db_build_add(b, &F_APP_LIST_COUNTS_NEXT, BIND(P_INT((int64_t)i)));
        else
            b = db_build(cx->arena, &Q_APP_LIST_COUNTS, BIND(P_INT((int64_t)i)));
        q.after = 0;
        if (!add_ids(cx, b, asks[i].spec, &q, err))
            return false;
    }
    if (!b)
        return true;
    db_build_add(b, &F_APP_LIST_COUNT_END, BIND_NONE);
    const CountRow *rows = db_all_built(cx->db, cx->arena, b, COUNT_FIELDS, sizeof(CountRow), &rows_n, err);
    for (size_t i = 0; rows && i < rows_n; i++)
        ret[rows[i].i] = rows[i].n;
    return rows != NULL;
}

/* A name may stand on several rows: one for each value it can mean. */
static bool seen_before(const ListSpec *spec, const ListFilter *f)
{
    for (const ListFilter *g = spec->filters; g < f; g++)
        if (strcmp(g->name, f->name) == 0)
            return true;
    return false;
}

/* The address of this list with its filters but `without`; `after` NULL leaves that out. */
static const char *list_link(Cx *cx, const ListSpec *spec, const Val *query, const Asked *q, const char *after,
                             const char *without)
{
    Str s = str_make(cx->arena);
    for (const ListFilter *f = spec->filters; f && f->name; f++) {
        const char *sent = val_str(val_get(query, f->name));
        if (sent && *sent && !seen_before(spec, f) && (!without || strcmp(without, f->name) != 0))
            link_add(&s, f->name, sent);
    }
    if (q->per_page != PER_PAGE)
        link_add(&s, "per_page", arena_printf(cx->arena, "%lld", (long long)q->per_page));
    if (after)
        link_add(&s, "after", after);
    return s.len ? s.s : "?";
}

/* What ?after= says to go on behind a row. */
static const char *last_of(Arena *a, const ListSpec *spec, const char *row)
{
    long long id = (long long)*(const int64_t *)(row + spec->fields[0].offset);
    if (!spec->by_key)
        return arena_printf(a, "%lld", id);
    return arena_printf(a, "%s.%lld", *(const char *const *)(row + spec->fields[1].offset), id);
}

static Val *filter_views(Req *req, const ListSpec *spec)
{
    Refused typed = { NULL, req->query, &(Err){ 0 } };
    Req as_query = *req;
    as_query.refused = &typed;
    Val *list = val_list(req->cx->arena);
    for (const ListFilter *f = spec->filters; f && f->name; f++) {
        Input one[] = { f->input, INPUTS_END };
        one[0].field.name = f->name;
        one[0].required = false;
        if (f->input.label)
            val_add(list, (Val *)val_first(form_fields(&as_query, "", one, NULL)));
    }
    return list;
}

/* Filters that no field shows, kept as they are when the form of the others is sent. */
static Val *kept_view(Cx *cx, const ListSpec *spec, const Val *query)
{
    Val *list = val_list(cx->arena);
    for (const ListFilter *f = spec->filters; f && f->name; f++) {
        const char *sent = val_str(val_get(query, f->name));
        if (f->input.label || seen_before(spec, f) || !sent || !*sent)
            continue;
        Val *v = val_add(list, val_map(cx->arena));
        val_put_text(cx->arena, v, "name", f->name);
        val_put_text(cx->arena, v, "value", sent);
    }
    return list;
}

static bool chip_text(Cx *cx, const ListFilter *f, const char *sent, const char **ret, Err *err)
{
    const char *value = sent;
    Date day;
    for (const Choice *c = f->input.choices; c && c->value; c++)
        if (strcmp(c->value, sent) == 0)
            value = tr(cx, c->label);
    if ((f->input.field.type == F_DATE || f->input.field.type == F_OPTDATE) && date_parse_input(sent, &day))
        value = az_date_numeric(cx->arena, day);
    if (f->name_of && !f->name_of(cx, strtoll(sent, NULL, 10), &value, err))
        return false;
    if (f->name_of && !*value)
        *ret = tr(cx, N_("narrowed further"));
    else if (f->chip)
        *ret = tr_args(cx, f->chip, value, NULL);
    else if (f->input.label)
        *ret = arena_printf(cx->arena, "%s: %s", tr(cx, f->input.label), value);
    else
        *ret = tr(cx, N_("narrowed further"));
    return true;
}

/* The filters that are on, each with the link to the list without it. */
static bool put_active(Cx *cx, const ListSpec *spec, const Val *query, const Asked *q, Val *list, Err *err)
{
    Val *active = val_put(list, "active", val_list(cx->arena));
    for (size_t i = 0; i < q->n; i++) {
        const ListFilter *f = q->filter[i];
        const char *text;
        if (!chip_text(cx, f, val_str(val_get(query, f->name)), &text, err))
            return false;
        Val *v = val_add(active, val_map(cx->arena));
        val_put_text(cx->arena, v, "text", text);
        val_put(v, "without", val_keep(cx->arena, list_link(cx, spec, query, q, NULL, f->name)));
    }
    val_put(list, "clear", q->n > 1 ? val_keep(cx->arena, "?") : val_null(cx->arena));
    return true;
}

const char *list_found(Cx *cx, int64_t total, bool capped)
{
    return tr_args(cx, capped ? N_("More than {0} rows") : N_("{0} rows"), arena_printf(cx->arena, "%lld", (long long)total), NULL);
}

bool list_read(Req *req, const ListSpec *spec, void **ret_rows, size_t *ret_count, Val **ret_list, Err *err)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    Asked q;
    int64_t total;
    req->filters = spec->filters;
    bool read = read_asked(cx, spec, req->query, &q, err);
    if (req->whole) {
        q.after = 0;
        q.page = 1;
        q.per_page = EXPORT_MOST;
    }
    if (!read || !count_rows(cx, spec, &q, &total, err))
        return false;
    DbBuild *b = db_build_empty(a, spec->all->name);
    if (!add_rows(cx, b, spec, &q, q.per_page + 1, (q.page - 1) * q.per_page, err))
        return false;
    size_t n;
    char *rows = db_all_built(cx->db, a, b, spec->fields, spec->record_size, &n, err);
    if (!rows)
        return false;
    bool more = n > (size_t)q.per_page;
    if (more && req->whole)
        return export_too_many(err);
    n -= more;
    Val *list = val_map(a);
    val_put_int(a, list, "total", req->whole ? (int64_t)n : total < COUNT_CAP ? total : COUNT_CAP - 1);
    val_put_bool(a, list, "capped", total >= COUNT_CAP && !req->whole);
    val_put(list, "found", val_keep(a, list_found(cx, val_num(val_get(list, "total")), val_truthy(val_get(list, "capped")))));
    val_put_int(a, list, "per_page", q.per_page);
    const char *last = more ? last_of(a, spec, rows + (n - 1) * spec->record_size) : NULL;
    val_put(list, "next", more ? val_keep(a, list_link(cx, spec, req->query, &q, last, NULL)) : val_null(a));
    val_put_bool(a, list, "paged", more || q.after || q.page > 1);
    val_put(list, "first", q.after || q.page > 1 ? val_keep(a, list_link(cx, spec, req->query, &q, NULL, NULL)) : val_null(a));
    val_put(list, "filters", filter_views(req, spec));
    val_put(list, "kept", kept_view(cx, spec, req->query));
    if (!put_active(cx, spec, req->query, &q, list, err))
        return false;
    *ret_rows = rows;
    *ret_count = n;
    *ret_list = list;
    return true;
}
