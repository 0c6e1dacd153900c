// SPDX-License-Identifier: Apache-2.0
#include "areas/order/order_world.h"
#include "app/journal.h"
#include "areas/person/person.h"
#include "base/text.h"
#include "db/migrate.h"
#include "web/nest.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- kinds ------------------------------------------------------------------------------- */

typedef struct PostRecord { int64_t seat_id; Date starts; } PostRecord;
static const Input POST_INPUTS[] = {
    INPUT(PostRecord, seat_id, IN_NUMBER, REQUIRED, 20, "Seat"),
    INPUT(PostRecord, starts,  IN_DATE,   REQUIRED, 10, "From"),
    INPUTS_END
};

static bool post_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const PostRecord *r = item->record;
    Seat had;
    bool found;
    (void)warnings;
    if (!staff_seat_of(cx, item->person_id, date_add_days(r->starts, -1), &had, &found, err))
        return false;
    if (found)
        val_add(effects, effect_end(cx->arena, FACT_HOLDING, item->person_id, 0, r->starts, NULL));
    val_add(effects, effect_start(cx->arena, FACT_HOLDING, item->person_id, r->seat_id, r->starts,
                                  DATE_FOREVER, NULL, NULL));
    return true;
}

static bool person_text(Cx *cx, int64_t id, const char **ret, Err *err)
{
    Person p;
    if (!person_get(cx, id, &p, err))
        return false;
    *ret = person_full_name(cx->arena, &p);
    return true;
}

static bool post_text(Cx *cx, const OrderItem *item, const char **ret_text, Err *err)
{
    const PostRecord *r = item->record;
    const char *who;
    Seat seat;
    if (!person_text(cx, item->person_id, &who, err) || !staff_seat(cx, r->seat_id, &seat, err))
        return false;
    *ret_text = arena_printf(cx->arena, "%s %s %s vəzifəsinə təyin edilsin.", who,
                             az_date_from(cx->arena, r->starts), seat.title_full);
    return true;
}

typedef struct RestRecord { Date starts, ends; } RestRecord;
static const Input REST_INPUTS[] = {
    INPUT(RestRecord, starts, IN_DATE, REQUIRED, 10, "First day"),
    INPUT(RestRecord, ends,   IN_DATE, REQUIRED, 10, "Last day"),
    INPUTS_END
};

static bool rest_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    const RestRecord *r = item->record;
    if (date_before(r->ends, r->starts))
        return err_add(err, arena_printf(cx->arena, "%s.ends", item->field),
                       "the leave ends before it starts");
    if (date_days_between(r->starts, r->ends) >= 30)
        val_add(warnings, val_text(cx->arena, "longer than 30 days"));
    Val *values = val_map(cx->arena);
    val_put_text(cx->arena, values, "code", "annual");
    val_add(effects, effect_start(cx->arena, FACT_ABSENCE, item->person_id, 0, r->starts,
                                  date_add_days(r->ends, 1), values, NULL));
    return true;
}

static bool rest_text(Cx *cx, const OrderItem *item, const char **ret_text, Err *err)
{
    const RestRecord *r = item->record;
    const char *who;
    if (!person_text(cx, item->person_id, &who, err))
        return false;
    *ret_text =
        arena_printf(cx->arena, "%s %s əmək məzuniyyəti verilsin.", az_case_name(cx->arena, who, AZ_DATIVE),
                     az_date_period(cx->arena, r->starts, r->ends));
    return true;
}

typedef struct NoteRecord { const char *text; } NoteRecord;
static const Input NOTE_INPUTS[] = { INPUT(NoteRecord, text, IN_LINE, REQUIRED, 100, "Text"), INPUTS_END };
static const char *const NOTE_PAPERS[] = { "a paper", NULL };

static bool note_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    (void)warnings, (void)err;
    val_add(effects,
            effect_start(cx->arena, "note", item->person_id, 0, item->order_date, DATE_FOREVER, NULL, NULL));
    return true;
}

static bool note_text(Cx *cx, const OrderItem *item, const char **ret_text, Err *err)
{
    (void)err;
    *ret_text = arena_strdup(cx->arena, ((const NoteRecord *)item->record)->text);
    return true;
}

static const OrderKind WORLD_KINDS[] = {
    { .code = "post", .title = "Post", .series = "personnel", .clause = "3.1.9",
      .norm = "“Dövlət qulluğu haqqında” Azərbaycan Respublikasının Qanunu", .inputs = POST_INPUTS,
      .record_size = sizeof(PostRecord), .effects = post_effects, .text = post_text },
    { .code = "rest", .title = "Rest", .series = "leave", .clause = "3.1.9",
      .norm = "Azərbaycan Respublikası Əmək Məcəlləsinin 138-ci maddəsi", .inputs = REST_INPUTS,
      .record_size = sizeof(RestRecord), .effects = rest_effects, .text = rest_text },
    { .code = "note", .title = "Note", .series = "personnel", .clause = "3.1.9",
      .norm = "“Dövlət qulluğu haqqında” Azərbaycan Respublikasının Qanunu", .inputs = NOTE_INPUTS,
      .record_size = sizeof(NoteRecord), .effects = note_effects, .text = note_text,
      .required_papers = NOTE_PAPERS },
    { 0 }
};
static const Area kinds_area = { .name = "kinds", .order_kinds = WORLD_KINDS };
static const FactKind NOTE_FACTS[] = { { "note", "Note", TRACK_MULTI, SEAT_NONE, false }, { 0 } };

const Area *const AREAS[] = { &person_area, &staff_area, &order_area, &kinds_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, NOTE_FACTS, NULL };

/* ---- the Service ------------------------------------------------------------------------------ */

static const AppHooks HOOKS = { .authority = &STAFF_AUTHORITY, .clock = ledger_time };

static const struct { const char *code, *parent, *title; } UNITS[] = {
    { "dmx", NULL, "Xidmət" }, { "lead", "dmx", "Xidmətin rəhbərliyi" }, { "dir", "dmx", "Kadrlar idarəsi" },
    { "sect", "dir", "Xidmətə qəbul şöbəsi" },
};
static const struct { const char *unit, *code, *kind, *title, *surname, *name; } SEATS[] = {
    { "lead", "chief",   "service_head",   "Xidmətin rəisi",                         "Sınaqlı",   "Adil" },
    { "lead", "vice",    "service_deputy", "Xidmət rəisinin müavini",                "Örnəkli",   "Bəhram" },
    { "dir",  "head",    "head",           "Kadrlar idarəsinin rəisi",               "Nümunəli",  "Cavid" },
    { "dir",  "deputy",  "deputy",         "Kadrlar idarəsi rəisinin müavini",       "Misallı",   "Dilarə" },
    { "sect", "shead",   "section_head",   "Xidmətə qəbul şöbəsinin rəisi",          "Təcrübəli", "Elçin" },
    { "sect", "insp1",   "inspector",      "Xidmətə qəbul şöbəsinin inspektoru",     "Yoxlamalı", "Fidan" },
    { "sect", "insp2",   "inspector",      "Xidmətə qəbul şöbəsinin inspektoru",     "Baxışlı",   "Günel" },
    { "sect", "spare",   "chief_inspector", "Xidmətə qəbul şöbəsinin baş inspektoru", NULL, NULL },
    { "dir",  "spare2",  "chief_inspector", "Kadrlar idarəsinin baş inspektoru",     NULL, NULL },
    { "dir",  "clerk",   "clerk",          "Kadrlar idarəsinin kargüzarı",           "Yazıçılı",  "Həsən" },
};
enum { SEAT_COUNT = sizeof SEATS / sizeof *SEATS };

static void make_units(World *w, Cx *cx)
{
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        StaffUnit u = {
            .code = UNITS[i].code, .title = UNITS[i].title, .kind = "unit", .sort_no = (int64_t)i
        };
        int64_t id;
        if (UNITS[i].parent)
            MUST(staff_unit_by_code(cx, UNITS[i].parent, &u.parent_id, &w->err), &w->err);
        MUST(staff_unit_add(cx, &u, date_make(2020, 1, 1), &id, &w->err), &w->err);
    }
}

static void make_seats(World *w, Cx *cx)
{
    int64_t edition;
    NewInput inputs[SEAT_COUNT];
    Registration done;
    size_t n = 0;
    MUST(staff_edition_add(cx, "1", date_make(2019, 12, 1), date_make(2020, 1, 1), &edition, &w->err),
         &w->err);
    for (size_t i = 0; i < SEAT_COUNT; i++) {
        Seat s = { .code = SEATS[i].code,
                   .post_kind = SEATS[i].kind,
                   .title = SEATS[i].title,
                   .title_full = SEATS[i].title,
                   .regime = "RANKED",
                   .rank_ceiling = "",
                   .capacity = WHOLE_SEAT };
        Person p = { .fin = arena_printf(w->arena, "1A%05zu", i),
                     .surname = SEATS[i].surname,
                     .name = SEATS[i].name,
                     .patronymic = "Sınaq",
                     .patronymic_kind = "oglu",
                     .sex = "m",
                     .birth_date = date_make(1980, 1, 1),
                     .birth_place = "Bakı" };
        int64_t seat, person;
        MUST(staff_unit_by_code(cx, SEATS[i].unit, &s.unit_id, &w->err), &w->err);
        MUST(staff_seat_add(cx, &s, (int64_t)i, edition, date_make(2020, 1, 1), &seat, &w->err), &w->err);
        if (!SEATS[i].surname)
            continue;
        MUST(person_add(cx, &p, &person, &w->err), &w->err);
        Val *effects = val_list(w->arena);
        val_add(effects, effect_start(w->arena, FACT_HOLDING, person, seat, date_make(2021, 1, 1),
                                      DATE_FOREVER, NULL, NULL));
        inputs[n++] = (NewInput){ .kind = ENTRY_OPENING, .source = "opening", .effects = effects,
                                  .natural_key = arena_printf(w->arena, "opening:%zu", i) };
    }
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, inputs, n, &done, &w->err), &w->err);
}

static int start(void **state, TestDb *database)
{
    World *w = NEW(database->arena, World);
    *w = (World){ .database = database, .db = database->db, .arena = database->arena };
    int applied;
    char folder[] = "/tmp/kadr-order-XXXXXX";
    w->config =
        (Config){ .db = database->url, .files = arena_strdup(w->arena, mkdtemp(folder)), .clock = "" };
    *state = w;
    MUST(app_start(&w->config, &HOOKS, w->arena, &w->app, &w->err), &w->err);
    MUST(db_migrate(w->db, &applied, &w->err) && db_begin(w->db, &w->err), &w->err);
    world_day(w, date_make(2026, 11, 12));
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, w->now);
    make_units(w, &cx);
    make_seats(w, &cx);
    return 0;
}

int world_sqlite(void **state) { return test_db_sqlite(state) || start(state, *state); }
int world_pg(void **state)     { return test_db_pg(state) || start(state, *state); }

int world_remove(void **state)
{
    World *w = *state;
    void *database = w->database;
    db_rollback(w->db);
    if (fork() == 0) /* the only way to remove a tree in one line */
        execlp("rm", "rm", "-rf", w->config.files, NULL);
    return test_db_remove(&database);
}

void world_day(World *w, Date day)
{
    w->now = (Instant){ instant_day_start(day).us + 10 * 3600 * 1000000LL };
}

int64_t world_seat(World *w, const char *code)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, w->now);
    Seat s;
    bool found;
    MUST(staff_seat_by_code(&cx, code, &s, &found, &w->err) && found, &w->err);
    return s.id;
}

int64_t world_person(const char *code)
{
    for (int64_t i = 0, id = 0; i < SEAT_COUNT; i++) {
        id += SEATS[i].surname != NULL;
        if (strcmp(SEATS[i].code, code) == 0)
            return id;
    }
    fail_msg("nobody is %s", code);
    return 0;
}

Cx world_as_person(World *w, int64_t person)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, w->now);
    Standing *standings;
    w->actor = (Actor){ .user_id = person, .person_id = person, .csrf = "" };
    MUST(STAFF_AUTHORITY.standings(&cx, person, cx.today, &standings, &w->actor.count, &w->err)
         && person_short_name(&cx, person, &w->actor.name, &w->err), &w->err);
    w->actor.standings = standings;
    cx.actor = arena_memdup(w->arena, &w->actor, sizeof w->actor);
    return cx;
}

Cx world_as(World *w, const char *seat_code) { return world_as_person(w, world_person(seat_code)); }

bool world_may(World *w, Cx *cx, Act act, int64_t order, Grant *ret)
{
    MUST(authority_check(cx, act, order ? OBJ_ORDER : OBJ_NONE, order, ret, &w->err), &w->err);
    return ret->yes
           || err_set(&w->err, ERR_DENIED, NULL, ret->reason, ret->reason_args[0] ? ret->reason_args[0] : "");
}

void world_away(World *w, const char *seat_code, Date from, Date to)
{
    Val *effects = val_list(w->arena), *values = val_map(w->arena);
    Registration done;
    val_put_text(w->arena, values, "code", "sick");
    val_add(effects,
            effect_start(w->arena, FACT_ABSENCE, world_person(seat_code), 0, from, to, values, NULL));
    char day[DATE_TEXT];
    date_format(from, day);
    NewInput in = { .kind = ENTRY_RECORD, .source = "sick note", .effects = effects,
                    .natural_key = arena_printf(w->arena, "away:%s:%s", seat_code, day) };
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err), &w->err);
}

Val *world_form(World *w, const char *name, ...)
{
    Nest n = nest_make(w->arena);
    va_list ap;
    va_start(ap, name);
    for (; name; name = va_arg(ap, const char *))
        MUST(nest_put(&n, name, val_text(w->arena, va_arg(ap, const char *)), &w->err), &w->err);
    va_end(ap);
    return (Val *)nest_value(&n);
}

/* ---- steps -------------------------------------------------------------------------------------- */

/* Ends a try: what failed leaves nothing behind. */
static bool settle(World *w, Cx *cx, bool ok)
{
    if (ok && journal_flush(cx, &w->err) && db_release(w->db, &w->err))
        return true;
    db_rollback_savepoint(w->db);
    return false;
}

static void open_try(World *w)
{
    err_clear(&w->err);
    MUST(db_savepoint(w->db, &w->err), &w->err);
}

bool world_save(World *w, const char *seat, int64_t id, int64_t version, const Val *form, int64_t *ret_id)
{
    Cx cx = world_as(w, seat);
    Grant g;
    open_try(w);
    return settle(w, &cx, world_may(w, &cx, ACT_ORDER_DRAFT, id, &g)
                          && order_save(&cx, id, version, form, NULL, &g, ret_id, &w->err));
}

bool world_submit(World *w, const char *seat, int64_t id)
{
    Cx cx = world_as(w, seat);
    Grant g;
    OrderPaper paper;
    open_try(w);
    return settle(w, &cx, world_may(w, &cx, ACT_ORDER_DRAFT, id, &g) && order_paper(&cx, id, &paper, &w->err)
                          && order_submit(&cx, id, paper.version, &paper, &g, &w->err));
}

bool world_visa(World *w, const char *seat, int64_t id, bool endorse, const char *remark)
{
    Cx cx = world_as(w, seat);
    Grant g;
    OrderPaper paper;
    open_try(w);
    return settle(w, &cx, world_may(w, &cx, ACT_ORDER_VISA, id, &g) && order_paper(&cx, id, &paper, &w->err)
                          && order_visa(&cx, id, endorse, remark, &paper, &g, &w->err));
}

bool world_forward(World *w, const char *seat, int64_t id)
{
    Cx cx = world_as(w, seat);
    Grant g;
    OrderPaper paper;
    open_try(w);
    return settle(w, &cx, world_may(w, &cx, ACT_ORDER_DRAFT, id, &g) && order_paper(&cx, id, &paper, &w->err)
                          && order_forward(&cx, id, &paper, &g, &w->err));
}

bool world_sign(World *w, const char *seat, int64_t id, const char *hash)
{
    Cx cx = world_as(w, seat);
    Grant g;
    open_try(w);
    return settle(w, &cx,
                  world_may(w, &cx, ACT_ORDER_SIGN, id, &g)
                      && order_sign(&cx, id, hash ? hash : world_order(w, id).draft_pdf, NULL, &g, &w->err));
}

bool world_register(World *w, const char *seat, int64_t id)
{
    Cx cx = world_as(w, seat);
    Grant g;
    OrderPaper paper;
    int64_t serial;
    open_try(w);
    return settle(w, &cx, world_may(w, &cx, ACT_ORDER_REGISTER, id, &g)
                          && order_final_paper(&cx, id, 0, &paper, &w->err)
                          && order_register(&cx, id, &paper, &g, &serial, &w->err));
}

bool world_acquaint(World *w, Cx *cx, int64_t id, int64_t item)
{
    Grant g;
    Acquainting in = { .act = "", .at = cx->today };
    open_try(w);
    return settle(w, cx,
                  world_may(w, cx, ACT_ORDER_ACQUAINT, id, &g)
                      && order_acquaint(cx, id, item, &in, &g, &w->err));
}

int64_t world_signed(World *w, const Val *form)
{
    static const char *const STEPS[] = { "shead", "deputy", "head", "vice" };
    int64_t id;
    MUST(world_save(w, "insp1", 0, 0, form, &id), &w->err);
    MUST(world_submit(w, "insp1", id), &w->err);
    for (size_t i = 0; i < 4; i++)
        MUST(world_visa(w, STEPS[i], id, true, ""), &w->err);
    MUST(world_sign(w, "chief", id, NULL), &w->err);
    return id;
}

int64_t world_registered(World *w, const Val *form)
{
    int64_t id = world_signed(w, form);
    MUST(world_register(w, "shead", id), &w->err);
    return id;
}

Order world_order(World *w, int64_t id)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, w->now);
    Order o;
    MUST(order_get(&cx, id, &o, &w->err), &w->err);
    return o;
}

int64_t world_item(World *w, int64_t order, int no)
{
    static const Query FIND = { "world_item", "SELECT id FROM order_item WHERE order_id = $1 AND no = $2", NULL };
    int64_t id;
    MUST(db_int(w->db, &FIND, BIND(P_INT(order), P_INT(no)), 0, &id, &w->err), &w->err);
    return id;
}

bool world_holds(World *w, const char *person_seat, const char *seat, Date day)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, w->now);
    Seat s;
    bool found;
    MUST(staff_seat_of(&cx, world_person(person_seat), day, &s, &found, &w->err), &w->err);
    return found && s.id == world_seat(w, seat);
}

const char *world_fault(const World *w, const char *field)
{
    for (int i = 0; i < w->err.count; i++)
        if (strcmp(w->err.faults[i].field, field) == 0)
            return w->err.faults[i].msgid;
    return NULL;
}
