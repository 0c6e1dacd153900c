// SPDX-License-Identifier: Apache-2.0
#include "areas/letter/letter_world.h"
#include "app/files.h"
#include "areas/law/law.h"
#include "areas/person/person.h"
#include "areas/user/user.h"
#include "db/migrate.h"
#include "web/nest.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const Area *const AREAS[] = { &law_area, &person_area, &staff_area, &user_area, &task_area, &letter_area, NULL };
const FactKind *const FACT_KINDS[] = { STAFF_FACT_KINDS, NULL };

static Instant now;                                        /* the world's clock */

/* ---- the Service -------------------------------------------------------------- */

static const struct { const char *code, *parent, *title; } UNITS[] = {
    { "dmx", NULL, "Xidmət" }, { "lead", "dmx", "Xidmətin rəhbərliyi" }, { "office", "dmx", "Katiblik" },
    { "dir", "dmx", "Kadrlar idarəsi" }, { "sect", "dir", "Xidmətə qəbul şöbəsi" }, { "else", "dmx", "Başqa idarə" },
    { "sect2", "dir", "İkinci şöbə" },
};
static const struct { const char *unit, *code, *kind, *title, *surname, *name; } SEATS[] = {
    { "lead",   "chief",    "service_head",   "Xidmətin rəisi",                     "Sınaqlı",   "Adil" },
    { "lead",   "vice",     "service_deputy", "Xidmət rəisinin müavini",            "Örnəkli",   "Bəhram" },
    { "dir",    "head",     "head",           "Kadrlar idarəsinin rəisi",           "Nümunəli",  "Cavid" },
    { "dir",    "deputy",   "deputy",         "Kadrlar idarəsi rəisinin müavini",   "Misallı",   "Dilarə" },
    { "dir",    "clerk",    "clerk",          "Kadrlar idarəsinin kargüzarı",       "Yazıçılı",  "Həsən" },
    { "sect",   "shead",    "section_head",   "Xidmətə qəbul şöbəsinin rəisi",      "Təcrübəli", "Elçin" },
    { "sect",   "insp1",    "inspector",      "Xidmətə qəbul şöbəsinin inspektoru", "Yoxlamalı", "Fidan" },
    { "sect",   "insp2",    "inspector",      "Xidmətə qəbul şöbəsinin inspektoru", "Baxışlı",   "Günel" },
    { "office", "office",   "secretariat",    "Katibliyin əməkdaşı",                "Möhürlü",   "İlqar" },
    { "else",   "stranger", "other",          "Başqa idarənin inspektoru",          "Kənarlı",   "Jalə" },
    { "sect2",  "shead2",   "section_head",   "İkinci şöbənin rəisi",               "İkincili",  "Kamran" },
    { "sect2",  "insp3",    "inspector",      "İkinci şöbənin inspektoru",          "Üçüncülü",  "Lalə" },
};
enum { SEAT_COUNT = sizeof SEATS / sizeof *SEATS };

static void make_units(World *w, Cx *cx)
{
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        StaffUnit u = { .code = UNITS[i].code, .title = UNITS[i].title, .kind = "unit", .sort_no = (int64_t)i };
        int64_t id;
        if (UNITS[i].parent)
            MUST(staff_unit_by_code(cx, UNITS[i].parent, &u.parent_id, &w->err), &w->err);
        MUST(staff_unit_add(cx, &u, date_make(2020, 1, 1), &id, &w->err), &w->err);
    }
}

static void make_people(World *w, Cx *cx)
{
    int64_t edition;
    NewInput inputs[SEAT_COUNT];
    Registration done;
    MUST(staff_edition_add(cx, "1", date_make(2019, 12, 1), date_make(2020, 1, 1), &edition, &w->err), &w->err);
    for (size_t i = 0; i < SEAT_COUNT; i++) {
        Seat s = { .code = SEATS[i].code, .post_kind = SEATS[i].kind, .title = SEATS[i].title, .title_full = SEATS[i].title,
                   .regime = "RANKED", .rank_ceiling = "", .capacity = WHOLE_SEAT };
        Person p = { .fin = arena_printf(w->arena, "1A%05zu", i), .surname = SEATS[i].surname, .name = SEATS[i].name,
                     .patronymic = "Sınaq", .patronymic_kind = "oglu", .sex = "m", .birth_date = date_make(1980, 1, 1),
                     .birth_place = "Bakı" };
        int64_t seat, person;
        MUST(staff_unit_by_code(cx, SEATS[i].unit, &s.unit_id, &w->err), &w->err);
        MUST(staff_seat_add(cx, &s, (int64_t)i, edition, date_make(2020, 1, 1), &seat, &w->err), &w->err);
        MUST(person_add(cx, &p, &person, &w->err), &w->err);
        Val *effects = val_list(w->arena);
        val_add(effects, effect_start(w->arena, FACT_HOLDING, person, seat, date_make(2021, 1, 1), DATE_FOREVER, NULL, NULL));
        inputs[i] = (NewInput){ .kind = ENTRY_OPENING, .source = "opening", .effects = effects,
                                .natural_key = arena_printf(w->arena, "opening:%zu", i) };
    }
    MUST(ledger_register(w->db, w->arena, FACT_KINDS, inputs, SEAT_COUNT, &done, &w->err), &w->err);
}

static bool clock_of_world(Db *db, Instant *ret, Err *err)
{
    (void)db, (void)err;
    *ret = now;
    return true;
}

/* The token is the seat's code. */
static bool actor_of_world(Cx *cx, const char *token, bool bearer, Actor *ret, bool *ret_found, Err *err)
{
    Standing *standings;
    int64_t person = world_person(token);
    (void)bearer;
    *ret = (Actor){ .user_id = person, .person_id = person, .csrf = "" };
    *ret_found = true;
    if (!STAFF_AUTHORITY.standings(cx, person, cx->today, &standings, &ret->count, err))
        return false;
    ret->standings = standings;
    return person_short_name(cx, person, &ret->name, err);
}

static const AppHooks HOOKS = { .authority = &STAFF_AUTHORITY, .clock = clock_of_world, .actor_of_token = actor_of_world };

static int start(void **state, TestDb *database)
{
    enum { WRITERS = 16 };
    World *w = NEW(database->arena, World);
    *w = (World){ .database = database, .db = database->db, .arena = database->arena };
    int applied;
    char folder[] = "/tmp/kadr-letter-XXXXXX";
    w->config = (Config){ .db = database->url, .files = arena_strdup(w->arena, mkdtemp(folder)), .clock = "" };
    *state = w;
    world_day(date_make(2026, 10, 5));
    MUST(app_start(&w->config, &HOOKS, w->arena, &w->app, &w->err), &w->err);
    w->app->demo = true;                                    /* its clock is ours */
    MUST(db_migrate(w->db, &applied, &w->err) && db_begin(w->db, &w->err), &w->err);
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, now);
    for (size_t i = 0; AREAS[i]; i++)
        MUST(!AREAS[i]->init || AREAS[i]->init(&cx, &w->err), &w->err);
    make_units(w, &cx);
    make_people(w, &cx);
    MUST(db_commit(w->db, &w->err) && db_open(database->url, &w->reader, &w->err)
         && writer_start(database->url, WRITERS, &w->app->writer, &w->err)
         && pages_load(w->arena, &w->pages, &w->err), &w->err);
    return 0;
}

int world_sqlite(void **state) { return test_db_sqlite(state) || start(state, *state); }
int world_pg(void **state)     { return test_db_pg(state) || start(state, *state); }

int world_remove(void **state)
{
    World *w = *state;
    void *database = w->database;
    writer_stop(w->app->writer);
    db_close(w->reader);
    db_rollback(w->db);
    if (fork() == 0)                                            /* the only way to remove a tree in one line */
        execlp("rm", "rm", "-rf", w->config.files, NULL);
    return test_db_remove(&database);
}

void world_day(Date day) { now = (Instant){ instant_day_start(day).us + 10 * 3600 * 1000000LL }; }

int64_t world_person(const char *code)
{
    for (int64_t i = 0; i < SEAT_COUNT; i++)
        if (strcmp(SEATS[i].code, code) == 0)
            return i + 1;
    fail_msg("nobody is %s", code);
    return 0;
}

int64_t world_seat(World *w, const char *code)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, now);
    Seat s;
    bool found;
    MUST(staff_seat_by_code(&cx, code, &s, &found, &w->err) && found, &w->err);
    return s.id;
}

const char *world_id(World *w, int64_t id) { return arena_printf(w->arena, "%lld", (long long)id); }

void world_away(World *w, const char *code, Date from, Date to)
{
    Val *effects = val_list(w->arena), *values = val_map(w->arena);
    Registration done;
    val_put_text(w->arena, values, "code", "sick");
    val_add(effects, effect_start(w->arena, FACT_ABSENCE, world_person(code), 0, from, to, values, NULL));
    char day[DATE_TEXT];
    date_format(from, day);
    NewInput in = { .kind = ENTRY_RECORD, .source = "sick note", .effects = effects,
                    .natural_key = arena_printf(w->arena, "away:%s:%s", code, day) };
    MUST(db_begin(w->db, &w->err) && ledger_register(w->db, w->arena, FACT_KINDS, &in, 1, &done, &w->err)
         && db_commit(w->db, &w->err), &w->err);
}

Cx world_as(World *w, const char *code)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, now);
    Actor *actor = NEW(w->arena, Actor);
    bool found;
    MUST(actor_of_world(&cx, code, true, actor, &found, &w->err), &w->err);
    cx.actor = actor;
    return cx;
}

/* ---- asking ----------------------------------------------------------------- */

static const Val *query_of(World *w, const char *target)
{
    Nest n = nest_make(w->arena);
    const char *p = strchr(target, '?');
    for (p = p ? p + 1 : ""; *p;) {
        size_t whole = strcspn(p, "&"), name = strcspn(p, "=");
        const char *value = arena_strndup(w->arena, p + name + 1, whole - name - 1);
        MUST(nest_text(&n, p, name, value, strlen(value), &w->err), &w->err);
        p += whole + (p[whole] == '&');
    }
    return nest_value(&n);
}

static Turn *turn_of(World *w, const char *who, Method method, const char *target, const Val *form, bool json)
{
    Exchange *x = NEW(w->arena, Exchange);
    x->arena = w->arena;
    x->req = (HttpReq){
        .method = method, .path = arena_strndup(w->arena, target, strcspn(target, "?")), .target = target,
        .query = query_of(w, target), .form = form, .accept_language = "az", .host = "kadr", .wants_json = json,
        .json_body = json && form, .authorization = arena_printf(w->arena, "Bearer %s", who) };
    return turn_new(w->app, w->pages, x);
}

static Answer answer_of(World *w, const Turn *t)
{
    const HttpResp *r = &t->x->resp;
    Answer a = { .status = r->status ? r->status : 200, .location = r->location, .type = r->type, .view = t->resp.view };
    a.text = r->static_body ? arena_strndup(w->arena, r->static_body, r->static_size) : r->body.s ? r->body.s : "";
    a.size = r->static_body ? r->static_size : r->body.len;
    return a;
}

static void read_page(World *w, Turn *t)
{
    if (!turn_read(t, w->reader))
        MUST(db_begin(w->db, &w->err) && turn_witness(w->db, t, &w->err) && db_commit(w->db, &w->err), &w->err);
}

static Answer get(World *w, const char *who, const char *target, bool json)
{
    Turn *t = turn_of(w, who, GET, target, NULL, json);
    read_page(w, t);
    return answer_of(w, t);
}

Answer world_get(World *w, const char *who, const char *target)  { return get(w, who, target, false); }
Answer world_json(World *w, const char *who, const char *target) { return get(w, who, target, true); }

static bool write_turn(World *w, Turn *t)
{
    if (t->route->lane == LANE_SLOW)
        return turn_slow_post(t, w->reader);
    if (db_begin(w->db, &t->err) && turn_write(w->db, t, &t->err) && db_commit(w->db, &t->err))
        return true;
    db_rollback(w->db);
    return false;
}

static Answer post(World *w, Turn *t)
{
    assert_non_null(t->route);
    if (write_turn(w, t))
        turn_done(t);
    else
        read_page(w, t);
    const char *said = t->resp.notice;              /* the next page shows only a sentence it knows (app/page.c) */
    if (said && i18n_text(w->app->i18n, LANG_AZ, said) == said)
        fail_msg("%s: the notice “%s” is no msgid: nobody would see it", t->x->req.path, said);
    return answer_of(w, t);
}

/* What a page opened just now would send: the version of the task. */
static const Val *with_version(World *w, const char *target, const Val *form)
{
    static const char *const WHAT[] = { "report", "decision", "executor", "reassignment" };
    long long task;
    char what[20], rest;
    if (sscanf(target, "/tasks/%lld/%19[a-z]%c", &task, what, &rest) != 2 || val_get(form, "version"))
        return form;
    for (size_t i = 0; i < sizeof WHAT / sizeof *WHAT; i++)
        if (strcmp(WHAT[i], what) == 0) {
            Val *sent = val_map(w->arena);
            for (const Val *v = val_first(form); v; v = val_next(v))
                val_put(sent, val_key(v), val_text(w->arena, val_str(v)));
            int64_t version = world_count(w, arena_printf(w->arena, "SELECT version FROM task WHERE id = %lld", task));
            val_put(sent, "version", val_text(w->arena, world_id(w, version)));
            return sent;
        }
    return form;
}

Answer world_post(World *w, const char *who, const char *target, const Val *form)
{
    form = with_version(w, target, form ? form : val_map(w->arena));
    return post(w, turn_of(w, who, POST, target, form ? form : val_map(w->arena), false));
}

Answer world_post_json(World *w, const char *who, const char *target, const Val *form)
{
    return post(w, turn_of(w, who, POST, target, form ? form : val_map(w->arena), true));
}

Answer world_upload(World *w, const char *who, const char *target, const Val *form, const Upload *file)
{
    Turn *t = turn_of(w, who, POST, target, form ? form : val_map(w->arena), false);
    t->req.uploads = file;
    t->req.upload_count = 1;
    return post(w, t);
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

const char *world_pdf(size_t *ret_size)
{
    static const char PDF[] =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n"
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>\nendobj\n"
        "4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>\nendobj\n"
        "trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n";
    *ret_size = sizeof PDF - 1;
    return PDF;
}

Upload world_scan(World *w, const char *name)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, now);
    size_t size;
    const char *pdf = world_pdf(&size);
    char sha[65];
    MUST(files_put(&cx, pdf, size, sha, &w->err), &w->err);
    return (Upload){ .field = "scan", .name = name, .type = "application/pdf", .sha256 = arena_strdup(w->arena, sha),
                     .size = (int64_t)size, .pages = 2 };
}

/* ---- looking ---------------------------------------------------------------- */

const char *world_text(Answer a, const char *at)
{
    const char *s = val_str(val_at(a.view, at));
    if (!s)
        fail_msg("%d: no text at '%s': %s", a.status, at, a.text);
    return s;
}

int64_t world_number(Answer a, const char *at)
{
    const Val *v = val_at(a.view, at);
    if (!v)
        fail_msg("%d: nothing at '%s': %s", a.status, at, a.text);
    return val_num(v);
}

const Val *world_named(const Val *list, const char *key, const char *value)
{
    for (const Val *v = val_first(list); v; v = val_next(v))
        if (strcmp(val_str(val_get(v, key)), value) == 0)
            return v;
    return NULL;
}

int64_t world_id_in(const char *location)
{
    const char *slash = location ? strrchr(location, '/') : NULL;
    if (!slash)
        fail_msg("no address");
    return strtoll(slash + 1, NULL, 10);
}

int64_t world_count(World *w, const char *sql)
{
    Query *q = NEW(w->arena, Query);
    int64_t n;
    *q = (Query){ "world_count", sql, NULL };
    MUST(db_int(w->db, q, BIND_NONE, -1, &n, &w->err), &w->err);
    return n;
}

Letter world_letter(World *w, int64_t id)
{
    Cx cx = app_cx(w->app, w->arena, w->db, &ACTOR_SYSTEM, now);
    Letter l;
    MUST(letter_get(&cx, id, &l, &w->err), &w->err);
    return l;
}

/* ---- steps ------------------------------------------------------------------ */

Val *world_line(World *w, ...)
{
    char today[DATE_TEXT];
    date_format(instant_day(now), today);
    const char *pairs[40] = { "office_no", "K-11", "office_date", today, "kind", "application", "party_kind", "natural",
                              "party", "Vətəndaşov Vətən", "gist", "Arayış verilməsi barədə", "sheets", "2" };
    size_t n = 14;
    va_list ap;
    va_start(ap, w);
    for (const char *name; (name = va_arg(ap, const char *));) {
        size_t i = 0;
        while (i < n && strcmp(pairs[i], name) != 0)
            i += 2;
        pairs[i] = name;
        pairs[i + 1] = va_arg(ap, const char *);
        n = i == n ? n + 2 : n;
    }
    va_end(ap);
    Nest nest = nest_make(w->arena);
    for (size_t i = 0; i < n; i += 2)
        MUST(nest_put(&nest, arena_printf(w->arena, "items.0.%s", pairs[i]), val_text(w->arena, pairs[i + 1]), &w->err), &w->err);
    return (Val *)nest_value(&nest);
}

int64_t world_list(World *w, const Val *form)
{
    Answer a = world_post(w, "office", "/handovers", form);
    IS(a, 303);
    return world_id_in(a.location);
}

Answer world_take(World *w, int64_t list, const Val *form)
{
    Answer page = world_json(w, "clerk", arena_printf(w->arena, "/handovers/%lld", (long long)list));
    return world_post(w, "clerk", arena_printf(w->arena, "/handovers/%lld/items/%lld/take", (long long)list,
                                               (long long)world_number(page, "lines.0.id")), form);
}

int64_t world_taken(World *w, const Val *line)
{
    Answer a = world_take(w, world_list(w, line), NULL);
    IS(a, 303);
    return world_id_in(a.location);
}

static const char *of(World *w, int64_t letter, const char *what)
{
    return arena_printf(w->arena, "/letters/%lld/%s", (long long)letter, what);
}

int64_t world_presented(World *w, const Val *line, const char *to)
{
    int64_t letter = world_taken(w, line);
    IS(world_post(w, "clerk", of(w, letter, "present"), world_form(w, "seat_id", world_id(w, world_seat(w, to)), NULL)), 303);
    return letter;
}

int64_t world_in_execution(World *w, const Val *line)
{
    int64_t letter = world_presented(w, line, "head");
    IS(world_post(w, "head", of(w, letter, "resolutions"),
                  world_form(w, "body", "İcra üçün", "person_id", world_id(w, world_person("shead")), NULL)), 303);
    Answer a = world_json(w, "shead", arena_printf(w->arena, "/letters/%lld", (long long)letter));
    bool led = val_truthy(val_at(a.view, "sheet.0.tasks.0.under.0"));
    int64_t task = world_number(a, led ? "sheet.0.tasks.0.under.0.tasks.0.id" : "sheet.0.tasks.0.id");
    IS(world_post(w, "shead", arena_printf(w->arena, "/tasks/%lld/resolutions", (long long)task),
                  world_form(w, "body", "Cavab hazırlayın", "person_id", world_id(w, world_person("insp1")), NULL)), 303);
    return letter;
}

int64_t world_drafted(World *w, const Val *line)
{
    int64_t letter = world_in_execution(w, line);
    Answer a = world_post(w, "insp1", of(w, letter, "answers"),
                          world_form(w, "gist", "Arayış barədə", "body", "Arayış əlavə olunur.", NULL));
    IS(a, 303);
    return world_id_in(a.location);
}

int64_t world_to_sign(World *w, const Val *line, const char *signer)
{
    int64_t answer = world_drafted(w, line);
    IS(world_post(w, "shead", of(w, answer, "acceptance"), world_form(w, "seat_id", world_id(w, world_seat(w, signer)), NULL)), 303);
    return answer;
}

int64_t world_signed(World *w, const Val *line, const char *signer)
{
    int64_t answer = world_to_sign(w, line, signer);
    IS(world_post(w, signer, of(w, answer, "signature"), NULL), 303);
    return answer;
}
