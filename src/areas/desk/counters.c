// SPDX-License-Identifier: Apache-2.0
/* Which counters a reader has, and the lists they open.  A counter is a list and a set of its filters;
 * the number and the link are made of the same map, so they cannot disagree. */
#include "app/i18n.h"
#include "app/link.h"
#include "areas/desk/desk_in.h"
#include "areas/file/file.h"
#include "areas/law/law.h"
#include "areas/letter/letter.h"
#include "areas/order/order.h"
#include "areas/task/task.h"
#include <string.h>

/* Whose counter it is. */
typedef enum Whose {
    WHOSE_PERSON,        /* the reader's own: the filter is his person */
    WHOSE_SEAT,          /* of each post he serves that carries the act: the filter is the seat */
    WHOSE_ANY_SEAT,      /* so too, and of any other post he serves when something waits there */
    WHOSE_ROLE           /* of whoever holds the act, once */
} Whose;

/* Values of a filter that are known only at the desk. */
#define THE_PERSON    "$person"
#define THE_SEAT      "$seat"
#define THE_PRINCIPAL "$principal"

typedef struct Filter { const char *name, *value; } Filter;
typedef struct CounterKind {
    const char     *code, *name;      /* msgid */
    Whose           whose;
    Act             act;
    const ListSpec *spec;
    const char     *path;
    Filter          filters[5];       /* ended by a zeroed row */
    Filter          near;             /* names of the filters of the first and the last day of a term; {0}: no terms */
    bool            first;            /* of the first row: what the day of its reader is made of */
    bool            quiet;            /* named only when something waits */
} CounterKind;

static const CounterKind KINDS[] = {
    /* work that came down, and goes up again */
    { "resolve", N_("To resolve"), WHOSE_ANY_SEAT, ACT_LETTER_RESOLVE, &LETTER_LIST, "/letters",
      { { "state", "presented" }, { "seat", THE_SEAT } }, { "due_from", "due_until" }, true },
    { "execute", N_("To execute"), WHOSE_PERSON, ACT_TASK_LIST, &TASK_LIST, "/tasks",
      { { "state", "open" }, { "executor", THE_PERSON } }, { "from", "until" }, true },
    { "leadership", N_("Assigned to me by leadership"), WHOSE_PERSON, ACT_TASK_LIST, &TASK_LIST, "/tasks",
      { { "state", "open" }, { "executor", THE_PERSON }, { "leadership", "1" } }, { "from", "until" }, true, true },
    { "accept", N_("Reports to accept"), WHOSE_SEAT, ACT_TASK_ACCEPT, &TASK_LIST, "/tasks",
      { { "state", "reported" }, { "author", THE_SEAT } }, { 0 } },
    { "accept_draft", N_("Drafts of papers to accept"), WHOSE_SEAT, ACT_TASK_ACCEPT, &LETTER_LIST, "/letters",
      { { "state", "draft" }, { "to_accept", THE_PRINCIPAL } }, { 0 } },
    { "sign", N_("Papers to sign"), WHOSE_ANY_SEAT, ACT_LETTER_SIGN_PERSON, &LETTER_LIST, "/letters",
      { { "direction", "out" }, { "state", "to_sign" }, { "seat", THE_SEAT } }, { 0 }, true },
    { "control", N_("On my control"), WHOSE_SEAT, ACT_CONTROL_REMOVE, &TASK_LIST, "/tasks",
      { { "live", "1" }, { "control", "1" }, { "author", THE_SEAT } }, { "from", "until" }, true },
    { "extend", N_("Longer terms to decide"), WHOSE_ANY_SEAT, ACT_TASK_EXTEND_DECIDE, &TASK_LIST, "/tasks",
      { { "extend", THE_SEAT } }, { 0 }, false, true },
    { "returned", N_("Returned to me: the executor has left"), WHOSE_SEAT, ACT_TASK_ACCEPT, &TASK_LIST, "/tasks",
      { { "mark", "gone" }, { "author", THE_SEAT } }, { 0 }, false, true },
    { "obstacles", N_("Obstacles without a measure"), WHOSE_ROLE, ACT_TASK_MEASURE, &TASK_LIST, "/tasks",
      { { "unmeasured", "1" } }, { 0 }, false, true },
    /* orders */
    { "visa", N_("Orders to visa"), WHOSE_ANY_SEAT, ACT_ORDER_VISA, &ORDER_LIST, "/orders",
      { { "to_visa", THE_SEAT } }, { 0 } },
    { "sign_order", N_("Orders to sign"), WHOSE_ROLE, ACT_ORDER_SIGN, &ORDER_LIST, "/orders",
      { { "to_sign", "1" } }, { 0 }, true },
    { "register_order", N_("Orders to register"), WHOSE_ROLE, ACT_ORDER_REGISTER, &ORDER_LIST, "/orders",
      { { "to_register", "1" } }, { 0 } },
    { "my_drafts", N_("My draft orders"), WHOSE_ROLE, ACT_ORDER_DRAFT, &ORDER_LIST, "/orders",
      { { "drafter", THE_PERSON } }, { 0 } },
    { "confirm", N_("Records to confirm"), WHOSE_ROLE, ACT_RECORD_CONFIRM, &RECORD_LIST, "/records",
      { { "state", "entered" } }, { 0 } },
    /* the clerk's and the Secretariat's */
    { "take", N_("Lists to take over"), WHOSE_ROLE, ACT_HANDOVER_TAKE, &HANDOVER_LIST, "/handovers",
      { { "direction", "in" }, { "state", "sent" } }, { 0 }, true },
    { "present", N_("Letters to present"), WHOSE_ROLE, ACT_LETTER_PRESENT, &LETTER_LIST, "/letters",
      { { "direction", "in" }, { "state", "registered" } }, { 0 }, true },
    { "hand", N_("Signed papers to hand over"), WHOSE_ROLE, ACT_HANDOVER_RETURN, &LETTER_LIST, "/letters",
      { { "direction", "out" }, { "state", "signed" } }, { 0 }, true },
    { "number", N_("Papers without the Secretariat's number"), WHOSE_ROLE, ACT_HANDOVER_NUMBER, &LETTER_LIST, "/letters",
      { { "direction", "out" }, { "state", "handed" } }, { 0 } },
    { "inquiries", N_("Inquiries that wait for an answer"), WHOSE_ROLE, ACT_LETTER_REGISTER, &LETTER_LIST, "/letters",
      { { "awaits", "1" } }, { "due_from", "due_until" } },
    { "file", N_("Papers to file"), WHOSE_ROLE, ACT_LETTER_FILE, &LETTER_LIST, "/letters",
      { { "to_file", "1" } }, { 0 } },
    { "controlled", N_("Letters under control"), WHOSE_ROLE, ACT_LETTER_REGISTER, &LETTER_LIST, "/letters",
      { { "control", "1" } }, { "due_from", "due_until" }, true },
};
enum { KINDS_COUNT = sizeof KINDS / sizeof *KINDS, NEAR_DAYS = 3, COUNTERS_MOST = 40 };

/* The parts of a counter with terms, in the order of its asks: the whole comes first. */
static const struct { const char *band, *name; } PARTS[] = {
    { "late", N_("late") }, { "today", N_("today") }, { "near", N_("near (three working days)") },
};
enum { PARTS_COUNT = sizeof PARTS / sizeof *PARTS };

typedef struct Counter {
    const CounterKind *kind;
    const Standing    *post;          /* whose, with WHOSE_SEAT or WHOSE_ANY_SEAT */
    bool               named;         /* the post is said: the reader serves several, or another's */
    bool               quiet;         /* shown only when something waits */
    size_t             ask;           /* its own count; those of its parts follow */
} Counter;

typedef struct Plan {
    Cx      *cx;
    Date     near_from, near_until;
    Counter  counters[COUNTERS_MOST];
    size_t   count;
    ListAsk  asks[LIST_ASKS_MOST];
    int64_t  found[LIST_ASKS_MOST];
    size_t   ask_count;
} Plan;

static const char *value_of(Cx *cx, const char *value, const Standing *s)
{
    if (strcmp(value, THE_PERSON) == 0)
        return arena_printf(cx->arena, "%lld", (long long)cx->actor->person_id);
    if (strcmp(value, THE_SEAT) == 0)
        return arena_printf(cx->arena, "%lld", (long long)s->seat_id);
    if (strcmp(value, THE_PRINCIPAL) == 0)
        return arena_printf(cx->arena, "%lld", (long long)s->principal);
    return value;
}

static void put_day(Arena *a, Val *query, const char *name, Date day)
{
    char text[DATE_TEXT];
    date_format(day, text);
    val_put_text(a, query, name, text);
}

static Val *query_of(const Plan *p, const CounterKind *k, const Standing *s, const char *band)
{
    Arena *a = p->cx->arena;
    Val *query = val_map(a);
    for (const Filter *f = k->filters; f->name; f++)
        val_put_text(a, query, f->name, value_of(p->cx, f->value, s));
    if (band && strcmp(band, "near") == 0) {
        put_day(a, query, k->near.name, p->near_from);
        put_day(a, query, k->near.value, p->near_until);
    } else if (band) {
        val_put_text(a, query, "term", band);
    }
    return query;
}

/* The last day of the near band: three working days ahead, as terms are shown. */
static Date near_end(Cx *cx)
{
    Date day = date_add_days(cx->today, 1);
    while (law_workdays_left(cx, date_add_days(day, 1)) <= NEAR_DAYS)
        day = date_add_days(day, 1);
    return day;
}

static void add_counter(Plan *p, const CounterKind *k, const Standing *s, bool named, bool quiet)
{
    if (p->count == COUNTERS_MOST || p->ask_count + 1 + PARTS_COUNT > LIST_ASKS_MOST)
        return;
    p->counters[p->count++] = (Counter){ k, s, named, quiet || k->quiet, p->ask_count };
    p->asks[p->ask_count++] = (ListAsk){ k->spec, query_of(p, k, s, NULL) };
    for (size_t i = 0; k->near.name && i < PARTS_COUNT; i++)
        p->asks[p->ask_count++] = (ListAsk){ k->spec, query_of(p, k, s, PARTS[i].band) };
}

static bool post_holds(const Cx *cx, const Standing *s, Act act)
{
    const App *app = cx->app;
    for (size_t i = 0; s->seat_id && i < app->power_count; i++)
        if (app->powers[i].act == act && strcmp(app->powers[i].holder, s->post_kind) == 0)
            return true;
    return false;
}

static void plan_posts(Plan *p, const CounterKind *k)
{
    const Actor *actor = p->cx->actor;
    size_t posts = 0;
    for (size_t i = 0; i < actor->count; i++)
        posts += actor->standings[i].seat_id != 0;
    for (size_t i = 0; i < actor->count; i++) {
        const Standing *s = &actor->standings[i];
        bool holds = post_holds(p->cx, s, k->act);
        if (holds || (s->seat_id && k->whose == WHOSE_ANY_SEAT))
            add_counter(p, k, s, posts > 1 || s->ground != GROUND_SEAT, !holds);
    }
}

static void plan_kind(Plan *p, const CounterKind *k)
{
    const Actor *actor = p->cx->actor;
    Grant g;
    if (!actor->person_id)
        return;
    if (k->whose == WHOSE_SEAT || k->whose == WHOSE_ANY_SEAT)
        plan_posts(p, k);
    else if (k->whose == WHOSE_PERSON || authority_holds(p->cx, k->act, &g))
        add_counter(p, k, NULL, false, false);
}

static void put_count(const Plan *p, size_t ask, Val *view)
{
    enum { MOST_SHOWN = 1000 };
    Arena *a = p->cx->arena;
    int64_t n = p->found[ask];
    val_put_int(a, view, "total", n > MOST_SHOWN ? MOST_SHOWN : n);
    val_put_bool(a, view, "capped", n > MOST_SHOWN);
}

static const char *path_of(const Plan *p, const CounterKind *k, size_t ask)
{
    return arena_printf(p->cx->arena, "%s%s", k->path, link_query(p->cx->arena, p->asks[ask].query));
}

/* A part of nothing is left out. */
static Val *parts_view(const Plan *p, const Counter *c)
{
    Arena *a = p->cx->arena;
    Val *list = val_list(a);
    for (size_t i = 0; c->kind->near.name && i < PARTS_COUNT; i++) {
        size_t ask = c->ask + 1 + i;
        if (!p->found[ask])
            continue;
        Val *v = val_add(list, val_map(a)), *band = val_map(a);
        val_put(v, "name", val_keep(a, tr(p->cx, PARTS[i].name)));
        val_put(v, "path", val_keep(a, path_of(p, c->kind, ask)));
        put_count(p, ask, v);
        for (size_t k = 0; k < PARTS_COUNT; k++)
            val_put_bool(a, band, PARTS[k].band, k == i);
        val_put(v, "band", band);
    }
    return list;
}

static Val *counter_view(const Plan *p, const Counter *c)
{
    Arena *a = p->cx->arena;
    Val *v = val_map(a);
    val_put(v, "code", val_keep(a, c->kind->code));
    val_put(v, "name", val_keep(a, tr(p->cx, c->kind->name)));
    val_put(v, "post", c->named ? val_keep(a, c->post->post_title) : val_null(a));
    val_put(v, "path", val_keep(a, path_of(p, c->kind, c->ask)));
    put_count(p, c->ask, v);
    val_put_bool(a, v, "first", c->kind->first);
    val_put_bool(a, v, "late", c->kind->near.name && p->found[c->ask + 1]);
    val_put(v, "parts", parts_view(p, c));
    return v;
}

Val *desk_counters(Cx *cx, int64_t *ret_waiting, Err *err)
{
    Plan *p = NEW(cx->arena, Plan);
    *p = (Plan){ .cx = cx, .near_from = date_add_days(cx->today, 1), .near_until = near_end(cx) };
    for (size_t i = 0; i < KINDS_COUNT; i++)
        plan_kind(p, &KINDS[i]);
    if (!list_count_all(cx, p->asks, p->ask_count, p->found, err))
        return NULL;
    Val *list = val_list(cx->arena);
    *ret_waiting = 0;
    for (size_t i = 0; i < p->count; i++) {
        int64_t n = p->found[p->counters[i].ask];
        if (n || !p->counters[i].quiet)
            val_add(list, counter_view(p, &p->counters[i]));
        *ret_waiting += n;
    }
    return list;
}
