// SPDX-License-Identifier: Apache-2.0
#include "areas/world.h"
#include "app/journal.h"
#include "areas/person/person.h"
#include "db/migrate.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const AppHooks HOOKS = { .authority = &STAFF_AUTHORITY, .clock = ledger_time };

static const struct { const char *code, *parent, *title; } UNITS[] = {
    { "dmx", NULL, "Xidmət" }, { "lead", "dmx", "Xidmətin rəhbərliyi" }, { "dir", "dmx", "Kadrlar idarəsi" },
    { "sect", "dir", "Xidmətə qəbul şöbəsi" }, { "other", "dmx", "Maliyyə idarəsi" },
};
static const struct { const char *unit, *code, *kind, *title, *surname, *name; } SEATS[] = {
    { "lead",  "chief",   "service_head",    "Xidmət rəisi",         "Sınaqlı",   "Adil" },
    { "lead",  "vice",    "service_deputy",  "Xidmət rəisi müavini", "Örnəkli",   "Bəhram" },
    { "dir",   "head",    "head",            "idarə rəisi",          "Nümunəli",  "Cavid" },
    { "dir",   "deputy",  "deputy",          "idarə rəisi müavini",  "Misallı",   "Dilqəm" },
    { "dir",   "clerk",   "clerk",           "kargüzar",             "Yazıçılı",  "Həsən" },
    { "sect",  "shead",   "section_head",    "şöbə rəisi",           "Təcrübəli", "Elçin" },
    { "sect",  "insp1",   "inspector",       "inspektor",            "Yoxlamalı", "Fikrət" },
    { "sect",  "insp2",   "inspector",       "inspektor",            "Baxışlı",   "Günel" },
    { "sect",  "spare",   "chief_inspector", "baş inspektor",        NULL,        NULL },
    { "other", "ohead",   "other_head",      "idarə rəisi",          "Maliyyəli", "İlqar" },
    { "other", "odeputy", "other",           "idarə rəisi müavini",  "Hesablı",   "Kamal" },
};
enum { SEAT_COUNT = sizeof SEATS / sizeof *SEATS };

Date world_day(const char *iso)
{
    Date d = { 0 };
    if (!date_parse(iso, &d))
        fail_msg("%s is not a date", iso);
    return d;
}

static void read_clock(World *w)
{
    MUST(ledger_time(w->db, &w->cx.now, &w->err), &w->err);
    w->cx.today = instant_day(w->cx.now);
}

void world_move(World *w, const char *iso)
{
    Instant at = { instant_day_start(world_day(iso)).us + 9 * 3600 * 1000000LL };
    MUST(ledger_set_demo_clock(w->db, at, &w->err), &w->err);
    read_clock(w);
}

/* ---- the Service ------------------------------------------------------------ */

static void make_staff(World *w)
{
    int64_t edition, id;
    Cx *cx = &w->cx;
    MUST(staff_edition_add(cx, "12", world_day("2019-12-01"), world_day("2020-01-01"), &edition, &w->err), &w->err);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        StaffUnit u = { .code = UNITS[i].code, .title = UNITS[i].title, .kind = "unit", .sort_no = (int64_t)i };
        if (UNITS[i].parent)
            MUST(staff_unit_by_code(cx, UNITS[i].parent, &u.parent_id, &w->err), &w->err);
        MUST(staff_unit_add(cx, &u, world_day("2020-01-01"), &id, &w->err), &w->err);
    }
    for (size_t i = 0; i < SEAT_COUNT; i++) {
        Seat s = { .code = SEATS[i].code, .post_kind = SEATS[i].kind, .title = SEATS[i].title,
                   .title_full = SEATS[i].title, .regime = "LABOUR", .rank_ceiling = "", .capacity = WHOLE_SEAT };
        MUST(staff_unit_by_code(cx, SEATS[i].unit, &s.unit_id, &w->err), &w->err);
        MUST(staff_seat_add(cx, &s, (int64_t)i, edition, world_day("2020-01-01"), &id, &w->err), &w->err);
    }
}

int64_t world_add_person(World *w, const char *surname, const char *fin)
{
    int64_t id = 0;
    Person p = { .fin = fin, .surname = surname, .name = "Ad", .patronymic = "Ata", .patronymic_kind = "oglu", .sex = "m",
                 .birth_date = world_day("1980-05-05"), .birth_place = "" };
    MUST(person_add(&w->cx, &p, &id, &w->err), &w->err);
    return id;
}

static void make_people(World *w)
{
    Val *effects = val_list(w->arena);
    for (size_t i = 0; i < SEAT_COUNT; i++) {
        if (!SEATS[i].surname)
            continue;
        int64_t id = 0;
        Person p = { .fin = arena_printf(w->arena, "WRLD0%02zu", i), .surname = SEATS[i].surname, .name = SEATS[i].name,
                     .patronymic = "Ata", .patronymic_kind = "oglu", .sex = "m",
                     .birth_date = world_day("1980-05-05"), .birth_place = "Bakı" };
        MUST(person_add(&w->cx, &p, &id, &w->err), &w->err);
        val_add(effects, effect_start(w->arena, FACT_HOLDING, id, world_seat(w, SEATS[i].code), world_day("2020-01-01"),
                                      DATE_FOREVER, NULL, NULL));
        val_add(effects, effect_start(w->arena, FACT_EMPLOYMENT, id, 0, world_day("2020-01-01"), DATE_FOREVER, NULL, NULL));
    }
    world_register(w, effects);
}

int64_t world_seat(World *w, const char *code)
{
    Seat s;
    bool found;
    MUST(staff_seat_by_code(&w->cx, code, &s, &found, &w->err), &w->err);
    if (!found)
        fail_msg("no seat %s", code);
    return s.id;
}

int64_t world_person(World *w, const char *seat_code)
{
    for (size_t i = 0; i < SEAT_COUNT; i++) {
        Person p;
        bool found;
        if (strcmp(SEATS[i].code, seat_code) != 0)
            continue;
        MUST(person_by_fin(&w->cx, arena_printf(w->arena, "WRLD0%02zu", i), &p, &found, &w->err), &w->err);
        assert_true(found);
        return p.id;
    }
    fail_msg("nobody was put on %s", seat_code);
    return 0;
}

void world_act_as_person(World *w, int64_t person_id)
{
    Standing *standings = NULL;
    size_t n = 0;
    MUST(STAFF_AUTHORITY.standings(&w->cx, person_id, w->cx.today, &standings, &n, &w->err), &w->err);
    w->actor = (Actor){ .user_id = person_id, .person_id = person_id, .name = "", .csrf = "", .standings = standings,
                        .count = n };
    w->cx.actor = &w->actor;
}

void world_act_as(World *w, const char *seat_code) { world_act_as_person(w, world_person(w, seat_code)); }

/* ---- facts -------------------------------------------------------------------- */

int64_t world_register(World *w, Val *effects)
{
    const char *key = arena_printf(w->arena, "world:%d", ++w->entries);
    NewInput in = { .kind = ENTRY_ORDER_ITEM, .source = key, .natural_key = key, .effects = effects };
    Registration done;
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err), &w->err);
    return done.first_input;
}

int64_t world_start(World *w, const char *kind, int64_t person, const char *seat, const char *from, const char *to,
                    const char *code)
{
    Val *effects = val_list(w->arena), *values = val_map(w->arena);
    if (code)
        val_put_text(w->arena, values, "code", code);
    val_add(effects, effect_start(w->arena, kind, person, seat ? world_seat(w, seat) : 0, world_day(from),
                                  to ? world_day(to) : DATE_FOREVER, values, NULL));
    return world_register(w, effects);
}

int64_t world_end(World *w, const char *kind, int64_t person, const char *at)
{
    Val *effects = val_list(w->arena);
    val_add(effects, effect_end(w->arena, kind, person, 0, world_day(at), NULL));
    return world_register(w, effects);
}

/* ---- pages ---------------------------------------------------------------------- */

static const Val *query_map(Arena *a, const char *query)
{
    Val *map = val_map(a);
    char *rest = arena_strdup(a, query ? query : "");
    for (char *pair = strsep(&rest, "&"); pair; pair = strsep(&rest, "&")) {
        char *value = strchr(pair, '=');
        if (!value)
            continue;
        *value++ = '\0';
        val_put_text(a, map, pair, value);
    }
    return map;
}

Val *world_get(World *w, Handler handler, int64_t id, const char *query)
{
    Req req = { .cx = &w->cx, .id = id, .name = "", .query = query_map(w->arena, query), .grant = &w->grant };
    Resp resp = { .view = val_map(w->arena) };
    w->err = (Err){ 0 };
    return handler(&req, &resp, &w->err) ? resp.view : NULL;
}

bool world_post(World *w, Handler handler, int64_t id, const char *form, Resp *ret)
{
    Req req = { .cx = &w->cx, .id = id, .name = "", .query = val_map(w->arena), .form = query_map(w->arena, form),
                .grant = &w->grant };
    Resp resp = { .view = val_map(w->arena) };
    w->err = (Err){ 0 };
    bool ok = handler(&req, &resp, &w->err);
    if (ret)
        *ret = resp;
    return ok;
}

const char *world_text(World *w, const Val *view, const char *dotted)
{
    const Val *v = val_at(view, dotted);
    char date[DATE_TEXT];
    switch (val_type(v)) {
    case V_TEXT: return val_str(v);
    case V_BOOL: return val_num(v) ? "true" : "false";
    case V_INT:  return arena_printf(w->arena, "%lld", (long long)val_num(v));
    case V_DATE: date_format(val_day(v), date); return arena_strdup(w->arena, date);
    default:     return "";
    }
}

/* ---- beginning and end ------------------------------------------------------------ */

static int start(void **state, TestDb *database)
{
    World *w = NEW(database->arena, World);
    int applied;
    char folder[] = "/tmp/kadr-world-XXXXXX";
    w->database = database;
    w->db = database->db;
    w->arena = database->arena;
    w->config = (Config){ .db = database->url, .files = arena_strdup(w->arena, mkdtemp(folder)), .clock = "" };
    w->grant = (Grant){ .yes = true, .path = val_map(w->arena) };
    *state = w;
    MUST(app_start(&w->config, &HOOKS, w->arena, &w->app, &w->err) && db_migrate(w->db, &applied, &w->err)
         && db_begin(w->db, &w->err), &w->err);
    w->cx = (Cx){ .arena = w->arena, .db = w->db, .app = w->app, .actor = &ACTOR_SYSTEM, .lang = LANG_EN,
                  .journal = journal_new(w->arena) };
    world_move(w, "2026-09-01");
    make_staff(w);
    make_people(w);
    return 0;
}

int world_sqlite(void **state) { return test_db_sqlite(state) || start(state, *state); }
int world_pg(void **state)     { return test_db_pg(state) || start(state, *state); }

int world_remove(void **state)
{
    World *w = *state;
    void *database = w->database;
    db_rollback(w->db);
    rmdir(w->config.files);
    return test_db_remove(&database);
}
