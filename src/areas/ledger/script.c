// SPDX-License-Identifier: Apache-2.0
/* Orders and answers as short texts. */
#include "areas/ledger/script.h"
#include "base/blob.h"
#include "db/migrate.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char LETTERS[] = "hsad";
enum { MOST_ITEMS = 8 };

void script_prepare(TestDb *t)
{
    const Blob *b = blob_find("migrations/0010_ledger.sql");
    assert_non_null(b);
    Migration one = { b->name, b->bytes };
    int applied;
    MUST(db_migrate_list(t->db, &one, 1, &applied, &t->err), &t->err);
}

Date script_day(int day) { return date_add_days(date_make(2026, 3, 1), day - 1); }

static int64_t number(const char **at)
{
    char *end;
    int64_t n = strtoll(*at, &end, 10);
    if (end == *at)
        fail_msg("a number is missing at '%s'", *at);
    *at = end;
    return n;
}

static void pass(const char **at, const char *set) { *at += strspn(*at, set); }

/* "u500 n7 #3/1" after the days. */
static void read_tail(Arena *a, const char **at, Val *values, EffectRef *of)
{
    for (pass(at, " "); **at && **at != ';'; pass(at, " ")) {
        char what = *(*at)++;
        int64_t n = number(at);
        if (what == '#') {
            ++*at;
            *of = (EffectRef){ n, number(at) };
        } else {
            val_put_int(a, values, what == 'u' ? "units" : "num", n);
        }
    }
}

static Val *read_effect(Arena *a, const char **at)
{
    char op = *(*at)++;
    if (op == 'x')
        return effect_annul(a, number(at));
    const char *letter = strchr(LETTERS, *(*at)++);
    if (!letter)
        fail_msg("an unknown kind before '%s'", *at);
    const char *kind = BRUTE_KINDS[0][letter - LETTERS].code;
    int64_t person = number(at), seat = 0;
    if (**at == '@') {
        ++*at;
        seat = number(at);
    }
    Date from = script_day((int)number(at)), to = DATE_FOREVER;
    if (op == '+') {
        ++*at;
        if (**at >= '0' && **at <= '9')
            to = script_day((int)number(at));
    }
    EffectRef of = { 0 };
    Val *values = val_map(a);
    read_tail(a, at, values, &of);
    Val *e = op == '+' ? effect_start(a, kind, person, seat, from, to, values, NULL)
           : op == '-' ? effect_end(a, kind, person, seat, from, NULL)
                       : effect_change(a, kind, person, seat, from, values, NULL);
    if (of.input)
        effect_of(a, e, of);
    return e;
}

static void read_item(Arena *a, const char *text, NewInput *in)
{
    Val *effects = val_list(a);
    int64_t *keep = NEW_N(a, int64_t, 8);
    for (const char *at = text; *at; pass(&at, "; ")) {
        if (*at == 'k') {
            ++at;
            keep[in->keep_count++] = number(&at);
        } else {
            val_add(effects, read_effect(a, &at));
        }
    }
    in->effects = effects;
    in->keep = keep;
}

bool script_order(TestDb *t, const char *name, const char *order, bool rehearse, Registration *ret, Err *err)
{
    NewInput items[MOST_ITEMS] = { 0 };
    size_t n = 0;
    for (const char *at = order; at; n++) {
        const char *bar = strstr(at, " | ");
        const char *text = arena_strndup(t->arena, at, bar ? (size_t)(bar - at) : strlen(at));
        items[n].kind = ENTRY_ORDER_ITEM;
        items[n].source = arena_printf(t->arena, "order:%s/%zu", name, n + 1);
        items[n].natural_key = items[n].source;
        items[n].field = arena_printf(t->arena, "items.%zu", n);
        read_item(t->arena, text, &items[n]);
        at = bar ? bar + 3 : NULL;
    }
    return (rehearse ? ledger_rehearse : ledger_register)(t->db, t->arena, BRUTE_KINDS, items, n, ret, err);
}

static int by_kind(const void *pa, const void *pb)
{
    const Fact *a = pa, *b = pb;
    int c = strcmp(a->kind, b->kind);
    if (!c)
        c = (a->person > b->person) - (a->person < b->person);
    return c ? c : a->valid_from.days - b->valid_from.days;
}

static void put_fact(Str *s, const Fact *f)
{
    int kind = 0;
    while (strcmp(BRUTE_KINDS[0][kind].code, f->kind) != 0)
        kind++;
    str_addf(s, "%s%c%" PRId64, s->len ? " " : "", LETTERS[kind], f->person);
    if (f->seat)
        str_addf(s, "@%" PRId64, f->seat);
    str_addf(s, ":%d-", 1 + date_days_between(script_day(1), f->valid_from));
    if (!date_same(f->valid_to, DATE_FOREVER))
        str_addf(s, "%d", 1 + date_days_between(script_day(1), f->valid_to));
    if (f->changed_by)
        str_addf(s, "*%" PRId64, f->changed_by);
    if (f->ended_by)
        str_addf(s, "!%" PRId64, f->ended_by);
    if (f->seat && f->units != WHOLE_SEAT)
        str_addf(s, "u%" PRId64, f->units);
    if (f->num.has)
        str_addf(s, "n%" PRId64, f->num.v);
}

const char *script_facts(TestDb *t, Instant known)
{
    Str s = str_make(t->arena);
    for (int kind = 0; BRUTE_KINDS[0][kind].code; kind++) {
        size_t n;
        Fact *facts = ledger_facts_of_kind(t->db, t->arena, BRUTE_KINDS[0][kind].code, DATE_ALWAYS,
                                           DATE_FOREVER, known, &n, &t->err);
        MUST(facts, &t->err);
        qsort(facts, n, sizeof *facts, by_kind);
        for (size_t i = 0; i < n; i++)
            put_fact(&s, &facts[i]);
    }
    return s.s;
}

void script_replays(TestDb *t)
{
    Replay replay;
    MUST(ledger_replay(t->db, t->arena, REPLAY_CHECK, BRUTE_KINDS, NULL, &replay, &t->err), &t->err);
    if (!replay.same)
        fail_msg("replay differs: expected '%s', found '%s'", replay.expected ? replay.expected : "-",
                 replay.found ? replay.found : "-");
}
