// SPDX-License-Identifier: Apache-2.0
#include "areas/service/service_world.h"
#include "db/migrate.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- the Service ------------------------------------------------------------- */

static const struct { const char *code, *parent, *title; } UNITS[] = {
    { "dmx", NULL, "Xidmət" }, { "dir", "dmx", "Kadrlar idarəsi" }, { "sect", "dir", "Uçot şöbəsi" },
};

static const struct { const char *unit, *code, *kind, *title_full, *regime, *ceiling; } SEATS[] = {
    { "dir",  "head",   "head", "Kadrlar idarəsinin rəisi", "RANKED", "" },
    { "sect", "shead",  "section_head", "Kadrlar idarəsinin Uçot şöbəsinin rəisi", "RANKED", "" },
    { "sect", "chief",  "chief_inspector", "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru", "RANKED", "" },
    { "sect", "insp1",  "inspector", "Kadrlar idarəsinin Uçot şöbəsinin inspektoru", "RANKED", "" },
    { "sect", "insp2",  "inspector", "Kadrlar idarəsinin Uçot şöbəsinin inspektoru", "RANKED", "senior_lieutenant" },
    { "dir",  "civil",  "other", "Kadrlar idarəsinin baş məsləhətçisi", "CIVIL_SERVANT", "" },
    { "dmx",  "driver", "other", "Xidmətin sürücüsü", "LABOUR", "" },
    { "sect", "free",   "chief_inspector", "Kadrlar idarəsinin Uçot şöbəsinin baş inspektoru", "RANKED", "" },
    { "dmx",  "cook",   "other", "Xidmətin aşpazı", "LABOUR", "" },
    { "dir",  "civil2", "other", "Kadrlar idarəsinin məsləhətçisi", "CIVIL_SERVANT", "" },
};

/* In the order of their numbers.  prior: months of labour seniority before; books: first work year kept. */
static const struct {
    const char *who, *surname, *name, *father, *kind, *sex, *born, *since, *rank, *rank_since;
    int         prior, books;
} PEOPLE[] = {
    { "head", "Əliyev", "Vüqar", "Kamil", "oglu", "m", "1975-02-03", "2010-03-01", "colonel", "2020-01-10", 0, 16 },
    { "shead", "Quliyev", "Toğrul", "Ülvi", "oglu", "m", "1985-05-05", "2015-05-01", "major", "2019-05-10", 0, 11 },
    { "chief", "Vəliyeva", "Elşanə", "Rafiq", "qizi", "f", "1995-04-12", "2020-09-01", "lieutenant", "2024-11-28", 0, 5 },
    { "insp1", "Məmmədov", "Oqtay", "Həsən", "oglu", "m", "1993-01-20", "2021-01-01", "senior_lieutenant", "2023-06-15", 0, 5 },
    { "insp2", "Süleymanova", "Gülər", "Ömər", "qizi", "f", "2000-08-08", "2024-02-29", NULL, NULL, 0, 1 },
    { "civil", "Kərimli", "Nigar", "Əkbər", "qizi", "f", "1988-11-30", "2021-03-01", NULL, NULL, 59, 5 },
    { "driver", "Rzayev", "Kamran", "Yusif", "oglu", "m", "1979-07-07", "2021-06-01", NULL, NULL, 240, 5 },
    { "new1", "İbrahimova", "Lalə", "Zöhrab", "qizi", "f", "1998-12-01", NULL, NULL, NULL, 0, 0 },
    { "new2", "Nəsibov", "Elçin", "Musa", "oglu", "m", "2008-12-02", NULL, NULL, NULL, 0, 0 },
    { "new3", "Petrov", "İvan", "Yakovleviç", "rus", "m", "1990-12-01", NULL, NULL, NULL, 0, 0 },
};
enum { PEOPLE_COUNT = sizeof PEOPLE / sizeof *PEOPLE };

Date world_date(const char *iso)
{
    Date d = { 0 };
    if (!date_parse(iso, &d))
        fail_msg("'%s' is not a date", iso);
    return d;
}

int64_t world_person(const World *w, const char *who)
{
    (void)w;
    for (int i = 0; i < PEOPLE_COUNT; i++)
        if (strcmp(PEOPLE[i].who, who) == 0)
            return i + 1;
    fail_msg("nobody is '%s'", who);
    return 0;
}

static Seat seat_of(World *w, const char *code)
{
    Seat s;
    bool found;
    MUST(staff_seat_by_code(&w->cx, code, &s, &found, &w->err), &w->err);
    if (!found)
        fail_msg("no seat is '%s'", code);
    return s;
}

static void make_staff(World *w)
{
    int64_t edition, id;
    Date from = world_date("2010-01-01");
    MUST(staff_edition_add(&w->cx, "1", from, from, &edition, &w->err), &w->err);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        StaffUnit u = { .code = UNITS[i].code, .title = UNITS[i].title, .kind = "unit", .sort_no = (int64_t)i };
        if (UNITS[i].parent)
            MUST(staff_unit_by_code(&w->cx, UNITS[i].parent, &u.parent_id, &w->err), &w->err);
        MUST(staff_unit_add(&w->cx, &u, from, &id, &w->err), &w->err);
    }
    for (size_t i = 0; i < sizeof SEATS / sizeof *SEATS; i++) {
        Seat s = { .code = SEATS[i].code, .post_kind = SEATS[i].kind, .title = SEATS[i].kind,
                   .title_full = SEATS[i].title_full, .regime = SEATS[i].regime, .rank_ceiling = SEATS[i].ceiling,
                   .capacity = WHOLE_SEAT };
        MUST(staff_unit_by_code(&w->cx, SEATS[i].unit, &s.unit_id, &w->err), &w->err);
        MUST(staff_seat_add(&w->cx, &s, (int64_t)i, edition, from, &id, &w->err), &w->err);
    }
}

static Val *beginning(World *w, int i)
{
    Arena *a = w->arena;
    Val *effects = val_list(a), *list = val_map(a), *rank = val_map(a);
    Date since = world_date(PEOPLE[i].since);
    Seat seat = seat_of(w, PEOPLE[i].who);
    val_put_text(a, list, "code", seat.regime);
    val_put_int(a, list, "num", PEOPLE[i].prior);
    val_put_int(a, list, "books_from", PEOPLE[i].books);
    val_add(effects, effect_start(a, FACT_EMPLOYMENT, i + 1, 0, since, DATE_FOREVER, list, NULL));
    val_add(effects, effect_start(a, FACT_HOLDING, i + 1, seat.id, since, DATE_FOREVER, NULL, NULL));
    if (PEOPLE[i].rank) {
        val_put_text(a, rank, "code", PEOPLE[i].rank);
        val_add(effects, effect_start(a, FACT_RANK, i + 1, 0, world_date(PEOPLE[i].rank_since), DATE_FOREVER, rank, NULL));
    }
    return effects;
}

static void make_people(World *w)
{
    NewInput inputs[PEOPLE_COUNT];
    Registration done;
    size_t n = 0;
    for (int i = 0; i < PEOPLE_COUNT; i++) {
        Person p = { .fin = arena_printf(w->arena, "1A%05d", i), .surname = PEOPLE[i].surname, .name = PEOPLE[i].name,
                     .patronymic = PEOPLE[i].father, .patronymic_kind = PEOPLE[i].kind, .sex = PEOPLE[i].sex,
                     .birth_date = world_date(PEOPLE[i].born), .birth_place = "Bakı" };
        int64_t id;
        MUST(person_add(&w->cx, &p, &id, &w->err), &w->err);
        assert_int_equal(id, i + 1);
        if (!PEOPLE[i].since)
            continue;
        const char *key = arena_printf(w->arena, "opening:%d", i);
        inputs[n++] = (NewInput){ .kind = ENTRY_OPENING, .source = key, .natural_key = key, .effects = beginning(w, i) };
    }
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, inputs, n, &done, &w->err), &w->err);
    w->known[0] = done.k;
}

static int start(void **state, TestDb *database)
{
    static const AppHooks HOOKS = { .authority = &STAFF_AUTHORITY, .clock = ledger_time };
    World *w = NEW(database->arena, World);
    int applied;
    *w = (World){ .database = database, .db = database->db, .arena = database->arena };
    w->config = (Config){ .db = database->url, .files = "", .clock = "" };
    w->day = world_date("2026-06-01");
    *state = w;
    MUST(app_start(&w->config, &HOOKS, w->arena, &w->app, &w->err), &w->err);
    MUST(db_migrate(w->db, &applied, &w->err) && db_begin(w->db, &w->err), &w->err);
    Instant now = { instant_day_start(w->day).us + 10 * 3600 * 1000000LL };
    MUST(ledger_set_demo_clock(w->db, now, &w->err), &w->err);
    w->cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, now);
    make_staff(w);
    make_people(w);
    return 0;
}

int world_sqlite(void **state) { return test_db_sqlite(state) || start(state, *state); }
int world_pg(void **state)     { return test_db_pg(state) || start(state, *state); }

int world_remove(void **state)
{
    void *database = ((World *)*state)->database;
    db_rollback(((World *)*state)->db);
    return test_db_remove(&database);
}

/* ---- steps ------------------------------------------------------------------- */

const char *world_word(Arena *a, const char *text, int n)
{
    for (; n > 0; n--) {
        text += strcspn(text, " ");
        text += strspn(text, " ");
    }
    return arena_strndup(a, text, strcspn(text, " "));
}

static const OrderKind *kind_of(const char *code)
{
    for (size_t i = 0; AREAS[i]; i++)
        for (const OrderKind *k = AREAS[i]->order_kinds; k && k->code; k++)
            if (strcmp(k->code, code) == 0)
                return k;
    return NULL;
}

/* "name=value name=value" into a form. */
static Val *form_of(World *w, const char *text)
{
    Val *form = val_map(w->arena);
    for (int n = 2; *world_word(w->arena, text, n); n++) {
        char *pair = arena_strdup(w->arena, world_word(w->arena, text, n)), *equals = strchr(pair, '=');
        if (!equals)
            fail_msg("'%s' is no name=value", pair);
        *equals = '\0';
        const char *value = equals + 1;
        if (*value == '@')
            value = arena_printf(w->arena, "%" PRId64, seat_of(w, value + 1).id);
        for (char *p = equals + 1; *p; p++)
            if (*p == '~')
                *p = ' ';
        val_put_text(w->arena, form, pair, value);
    }
    return form;
}

/* Reads an item as the composer does. */
static bool item_of(World *w, const char *text, const char *field, const OrderKind **kind, OrderItem *ret)
{
    *kind = kind_of(world_word(w->arena, text, 0));
    if (!*kind)
        fail_msg("no order kind in '%s'", text);
    char *record = arena_alloc(w->arena, (*kind)->record_size);
    for (const Input *in = (*kind)->inputs; in->field.name; in++)
        if (in->field.type == F_TEXT)
            *(const char **)(record + in->field.offset) = "";
    Val *items = val_list(w->arena), *form = val_map(w->arena);
    int no = field[6] - '0';
    for (int i = 0; i <= no; i++)
        val_add(items, i == no ? form_of(w, text) : val_map(w->arena));
    val_put(form, "items", items);
    Req req = { .cx = &w->cx, .form = form, .query = form };
    *ret = (OrderItem){ .person_id = world_person(w, world_word(w->arena, text, 1)), .record = record, .field = field,
                        .order_date = w->day };
    return form_read(&req, field, (*kind)->inputs, record, &w->err);
}

static const char *faults(World *w)
{
    Str s = str_make(w->arena);
    for (int i = 0; i < w->err.count; i++) {
        char text[300];
        err_format(w->err.faults[i].msgid, &w->err.faults[i], text, sizeof text);
        str_addf(&s, "%s%s: %s", s.len ? "; " : "", w->err.faults[i].field, text);
    }
    if (w->err.kind == ERR_INTERNAL || w->err.kind == ERR_BUSY)
        fail_msg("%s [%s]", s.s, w->err.detail);
    return s.s;
}

static const char *warned(World *w, const Val *warnings)
{
    Str s = str_make(w->arena);
    str_add(&s, "ok");
    for (const Val *v = val_first(warnings); v; v = val_next(v)) {
        Fault f = { .msgid = val_str(val_get(v, "msgid")) };
        char text[300];
        int n = 0;
        for (const Val *arg = val_first(val_get(v, "args")); arg && n < ERR_ARGS; arg = val_next(arg), n++)
            snprintf(f.args[n], sizeof f.args[n], "%s", val_str(arg));
        err_format(f.msgid, &f, text, sizeof text);
        str_addf(&s, "%s%s", s.len > 2 ? "; " : ", warns: ", text);
    }
    return s.s;
}

static const char *do_order(World *w, const char *order)
{
    enum { MOST = 8 };
    static int unique;
    NewInput inputs[MOST] = { 0 };
    Val *warnings = val_list(w->arena);
    Registration done;
    size_t n = 0;
    err_clear(&w->err);
    for (const char *at = order; at; n++) {
        const char *bar = strstr(at, " | ");
        const char *text = arena_strndup(w->arena, at, bar ? (size_t)(bar - at) : strlen(at));
        const OrderKind *kind;
        OrderItem item;
        Val *effects = val_list(w->arena);
        const char *field = arena_printf(w->arena, "items.%zu", n), *key = arena_printf(w->arena, "order:%d", ++unique);
        if (!item_of(w, text, field, &kind, &item) || !kind->effects(&w->cx, &item, effects, warnings, &w->err))
            return faults(w);
        inputs[n] = (NewInput){ .kind = ENTRY_ORDER_ITEM, .source = "an order", .natural_key = key, .field = field,
                                .effects = effects };
        at = bar ? bar + 3 : NULL;
    }
    if (!ledger_register(w->db, w->arena, FACT_KINDS, inputs, n, &done, &w->err))
        return faults(w);
    assert_true(++w->orders < WORLD_ORDERS);
    w->input[w->orders] = done.first_input;
    w->known[w->orders] = done.k;
    return warned(w, warnings);
}

static const char *do_text(World *w, const char *text)
{
    const OrderKind *kind;
    OrderItem item;
    const char *out = "";
    err_clear(&w->err);
    return item_of(w, text, "items.0", &kind, &item) && kind->text(&w->cx, &item, &out, &w->err) ? out : faults(w);
}

static const char *do_choices(World *w, const char *step)
{
    Arena *a = w->arena;
    const char *field = arena_printf(a, "items.0.%s", world_word(a, step, 0)), *text = strchr(step, ' ') + 1;
    const OrderKind *kind;
    OrderItem item;
    Val *form = val_map(a);
    Req req = { .cx = &w->cx, .query = val_map(a) };
    Str s = str_make(a);
    item_of(w, text, "items.0", &kind, &item);               /* an unfinished form has its choices too */
    err_clear(&w->err);
    val_put(form, "fields", form_fields(&req, "items.0", kind->inputs, item.record));
    MUST(kind->choices(&w->cx, &item, form, &w->err), &w->err);
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), field) == 0)
            for (const Val *c = val_first(val_get(f, "choices")); c; c = val_next(c))
                str_addf(&s, "%s%s", s.len ? " | " : "", val_str(val_get(c, "label")));
    return s.s;
}

static const char *do_record(World *w, Val *effects)
{
    static int unique;
    Registration done;
    const char *key = arena_printf(w->arena, "record:%d", ++unique);
    NewInput in = { .kind = ENTRY_RECORD, .source = "a record", .natural_key = key, .effects = effects, .field = "record" };
    err_clear(&w->err);
    return ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err) ? "ok" : faults(w);
}

static const char *do_away(World *w, const char *step)
{
    Arena *a = w->arena;
    Val *effects = val_list(a), *values = val_map(a);
    const char *to = world_word(a, step, 4);
    val_put_text(a, values, "code", world_word(a, step, 2));
    val_add(effects, effect_start(a, FACT_ABSENCE, world_person(w, world_word(a, step, 1)), 0,
                                  world_date(world_word(a, step, 3)), *to ? world_date(to) : DATE_FOREVER, values, NULL));
    return do_record(w, effects);
}

static const char *show_facts(World *w, const char *who, const char *kind)
{
    Instant head;
    size_t n;
    MUST(ledger_head(w->db, &head, &w->err), &w->err);
    const Fact *f = ledger_history_of_person(w->db, w->arena, kind, world_person(w, who), head, &n, &w->err);
    MUST(f, &w->err);
    Str s = str_make(w->arena);
    for (size_t i = 0; i < n; i++) {
        char from[DATE_TEXT], to[DATE_TEXT];
        Seat seat;
        date_format(f[i].valid_from, from);
        date_format(f[i].valid_to, to);
        str_add(&s, s.len ? "; " : "");
        if (f[i].seat) {
            MUST(staff_seat(&w->cx, f[i].seat, &seat, &w->err), &w->err);
            str_addf(&s, "@%s ", seat.code);
        }
        if (f[i].seat && f[i].units != WHOLE_SEAT)
            str_addf(&s, "u%" PRId64 " ", f[i].units);
        if (f[i].code)
            str_addf(&s, "%s ", f[i].code);
        if (f[i].num.has)
            str_addf(&s, "%" PRId64 " ", f[i].num.v);
        str_addf(&s, "%s..%s", from, date_same(f[i].valid_to, DATE_FOREVER) ? "" : to);
    }
    return s.s;
}

/* The running law is const to everybody but this. */
static const char *set_confidence(World *w, const char *code, Confidence c)
{
    Law *law = (Law *)law_of(&w->cx);
    Rule *rules = arena_memdup(w->arena, law->rules, sizeof *rules * law->rule_count);
    int n = 0;
    for (size_t i = 0; i < law->rule_count; i++)
        if (strcmp(rules[i].code, code) == 0) {
            rules[i].confidence = c;
            n++;
        }
    law->rules = rules;
    return n ? "ok" : "no such rule";
}

const char *world_step(World *w, const char *step)
{
    Arena *a = w->arena;
    const char *verb = world_word(a, step, 0), *rest = step + strlen(verb) + (step[strlen(verb)] == ' ');
    const char *own = w->more ? w->more(w, step) : NULL;
    if (own)
        return own;
    if (strcmp(verb, "text") == 0)
        return do_text(w, rest);
    if (strcmp(verb, "choices") == 0)
        return do_choices(w, rest);
    if (strcmp(verb, "facts") == 0)
        return show_facts(w, world_word(a, step, 1), world_word(a, step, 2));
    if (strcmp(verb, "away") == 0)
        return do_away(w, step);
    if (strcmp(verb, "firm") == 0 || strcmp(verb, "loose") == 0)
        return set_confidence(w, rest, *verb == 'f' ? CONF_V : CONF_U);
    if (strcmp(verb, "annul") == 0) {
        Val *effects = val_list(a);
        val_add(effects, effect_annul(a, w->input[*rest - '0']));
        return do_record(w, effects);
    }
    if (strcmp(verb, "day") == 0) {
        w->day = world_date(rest);
        return "ok";
    }
    return do_order(w, step);
}

void world_cases(World *w, const Case *cases, size_t n)
{
    Law *law = (Law *)law_of(&w->cx);
    const Rule *rules = law->rules;
    for (size_t i = 0; i < n; i++) {
        MUST(db_savepoint(w->db, &w->err), &w->err);
        w->orders = 0;
        w->day = world_date("2026-06-01");
        for (int k = 0; cases[i].steps[k]; k += 2) {
            const char *answer = world_step(w, cases[i].steps[k]);
            if (strcmp(answer, cases[i].steps[k + 1]) != 0)
                fail_msg("%s\n  step     %s\n  answer   %s\n  expected %s", cases[i].why, cases[i].steps[k], answer,
                         cases[i].steps[k + 1]);
        }
        db_rollback_savepoint(w->db);
        err_clear(&w->err);
        law->rules = rules;
    }
}
