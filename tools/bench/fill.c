// SPDX-License-Identifier: Apache-2.0
/* Fills a demo database for ./bench and tests/crash: letters, facts and lists waiting for the clerk, all
 * through the same functions as the pages, so that the journal, the numbers and the ledger stay whole.
 *
 *   fill LETTERS PEOPLE WAITING          the database is KADR_DB, made by `kadr init --demo`
 *
 *   LETTERS  papers taken over by the clerk, spread over two years; every fifth with leadership's resolution
 *            and its task, most others presented to the head; all but the newest thirtieth are filed
 *   PEOPLE   further people with ten facts each
 *   WAITING  lines of lists not yet taken; printed as "LIST LINE", one a line */
#include "app/app.h"
#include "app/journal.h"
#include "areas/ledger/ledger.h"
#include "areas/letter/letter.h"
#include "areas/person/person.h"
#include "areas/staff/staff.h"
#include "areas/user/user.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 500, LINES = 50, FACTS = 10 };
static const int64_t DAY_US = 86400000000LL;

static const AppHooks HOOKS = { .authority = &STAFF_AUTHORITY, .actor_of_token = user_actor_of_token,
                                .clock = ledger_time, .set_demo_clock = ledger_set_demo_clock };

static const char *const SURNAMES[] = { "Çinarlı", "Palıdov", "Söyüdlü", "Qovaqzadə", "Ardıclı", "Şimşadov", "Zoğallı",
                                        "Fındıqov", "Püstəli", "Badamov", "Nərgizli", "Reyhanov", "Sünbüllü" };
static const char *const NAMES[] = { "Tofiq", "Kamran", "Vüsal", "Əli", "Anar", "Rəşad", "Fuad", "Samir", "Orxan",
                                     "Elçin", "İlqar" };
static const char *const GISTS[] = {
    "Xidmətə qəbul olunmaq üçün tələb olunan sənədlər barədə məlumatın verilməsi xahişi",
    "İş stajının hesablanması üçün arayışın verilməsi haqqında",
    "Müsabiqənin nəticələri ilə tanış olmaq və izahat almaq haqqında müraciət",
    "Məzuniyyət vaxtının dəqiqləşdirilməsi ilə bağlı sorğu",
    "Əməkdaşın təhsil haqqında sənədinin təsdiq edilməsi barədə",
    "Təcrübə keçmək üçün tələbələrin siyahısının göndərilməsi haqqında",
    "Xidməti vəsiqənin dəyişdirilməsi ilə əlaqədar məktub",
};
static const char *const KINDS[][2] = { { "application", "natural" }, { "complaint", "natural" },
                                        { "letter", "executive" }, { "inquiry", "legal" } };
#define OF(table, i) table[(size_t)(i) % (sizeof table / sizeof *table)]

typedef struct Fill {
    App    *app;
    Db     *db;
    Arena  *arena;            /* of one batch */
    Instant now;              /* the demo's clock */
    int64_t clerk, head_seat, lead_seat;
} Fill;

/* The demo's clerk at a moment. */
static bool clerk_at(Fill *f, Instant when, Cx *ret, Err *err)
{
    Actor *actor = NEW(f->arena, Actor);
    Standing *standings;
    *ret = app_cx(f->app, f->arena, f->db, &ACTOR_SYSTEM, when);
    *actor = (Actor){ .user_id = f->clerk, .person_id = f->clerk, .name = "", .csrf = "" };
    if (!STAFF_AUTHORITY.standings(ret, f->clerk, instant_day(f->now), &standings, &actor->count, err))
        return false;
    actor->standings = standings;
    ret->actor = actor;
    return true;
}

static bool one_seat(Cx *cx, const char *kind, int64_t *ret, Err *err)
{
    size_t n;
    const Seat *seats = staff_seats_of_kind(cx, kind, cx->today, &n, err);
    if (seats && !n)
        return err_set(err, ERR_NOT_FOUND, NULL, "the demo has no {0}", kind);
    *ret = seats ? seats[0].id : 0;
    return seats != NULL;
}

static bool find_demo(Fill *f, Err *err)
{
    Cx cx = app_cx(f->app, f->arena, f->db, &ACTOR_SYSTEM, f->now);
    int64_t clerk_seat;
    SeatToday clerk;
    if (!one_seat(&cx, "clerk", &clerk_seat, err) || !one_seat(&cx, "head", &f->head_seat, err)
        || !one_seat(&cx, "service_deputy", &f->lead_seat, err)
        || !staff_seat_today(&cx, clerk_seat, cx.today, &clerk, err))
        return false;
    f->clerk = clerk.person_id;
    return f->clerk || err_set(err, ERR_NOT_FOUND, NULL, "the demo has no clerk today");
}

static void item_of(Cx *cx, const Fill *f, int64_t no, HandoverItem *i)
{
    Arena *a = cx->arena;
    bool person = no % 4 < 2, led = no % 5 == 0;
    Date day = date_add_days(cx->today, -1);
    *i = (HandoverItem){
        .office_no = arena_printf(a, "14-%" PRId64, no), .office_date = day, .kind = OF(KINDS, no)[0],
        .party_kind = OF(KINDS, no)[1], .address = arena_printf(a, "Bakı şəhəri, Sınaq küçəsi, ev %" PRId64, no % 300 + 1),
        .party = person ? arena_printf(a, "%s %s", OF(SURNAMES, no / 3), OF(NAMES, no / 7))
                        : arena_printf(a, "Nümunə %" PRId64 " saylı idarə", no % 400 + 1),
        .their_no = person ? "" : arena_printf(a, "%" PRId64 "/%" PRId64, no % 90 + 1, no), .their_date = date_add_days(day, -2),
        .gist = arena_printf(a, "%s (%" PRId64 ")", OF(GISTS, no / 5), no), .sheets = no % 7 + 1, .annexes = 0,
        .lead_seat = led ? f->lead_seat : 0, .lead_text = led ? "Baxılsın və nəticəsi barədə məlumat verilsin" : "",
        .lead_date = day, .lead_due = DATE_FOREVER };
}

/* One list of the Secretariat: `n` papers, numbered from `first`. */
static bool hand_over(Fill *f, Cx *cx, int64_t first, size_t n, int64_t *ret_list, HandoverItem **ret_items, Err *err)
{
    HandoverItem items[LINES];
    size_t count;
    for (size_t i = 0; i < n; i++)
        item_of(cx, f, first + (int64_t)i, &items[i]);
    return handover_make(cx, items, n, "", NULL, ret_list, err) && handover_items(cx, *ret_list, ret_items, &count, err);
}

static bool take_all(Fill *f, Cx *cx, int64_t first, size_t n, Err *err)
{
    int64_t list, letter;
    HandoverItem *items;
    if (!hand_over(f, cx, first, n, &list, &items, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        Taking in = { .handover_id = list, .item_id = items[i].id, .missing = "", .not_same = true, .control = i % 3 == 0 };
        if (!letter_take(cx, &in, NULL, NULL, &letter, err))
            return false;
        if (i % 10 && !items[i].lead_seat && !letter_present(cx, letter, f->head_seat, NULL, err))
            return false;
    }
    return true;
}

static bool batch_of(Fill *f, int64_t first, int64_t last, int64_t all, Err *err)
{
    bool ok = db_begin(f->db, err);
    for (int64_t no = first; ok && no < last; no += LINES) {
        Cx cx;
        Instant when = { f->now.us - 730 * DAY_US + (730 * DAY_US / all) * no };
        size_t n = (size_t)(last - no < LINES ? last - no : LINES);
        ok = clerk_at(f, when, &cx, err) && take_all(f, &cx, no, n, err) && journal_flush(&cx, err);
    }
    ok = ok && db_commit(f->db, err);
    arena_reset(f->arena);
    return ok;
}

static bool waiting(Fill *f, int64_t first, int64_t count, Err *err)
{
    bool ok = db_begin(f->db, err);
    for (int64_t no = 0; ok && no < count; no += LINES) {
        Cx cx;
        int64_t list;
        HandoverItem *items;
        size_t n = (size_t)(count - no < LINES ? count - no : LINES);
        ok = clerk_at(f, f->now, &cx, err) && hand_over(f, &cx, first + no, n, &list, &items, err)
          && journal_flush(&cx, err);
        for (size_t i = 0; ok && i < n; i++)
            printf("%" PRId64 " %" PRId64 "\n", list, items[i].id);
    }
    ok = ok && db_commit(f->db, err);
    arena_reset(f->arena);
    return ok;
}

/* A person on the list of personnel, and years of absences. */
static bool add_person(Fill *f, Cx *cx, int64_t no, NewInput *ret, Err *err)
{
    Arena *a = cx->arena;
    Date since = date_add_days(cx->today, -4000);
    Person in = { .fin = arena_printf(a, "B%06" PRId64, no), .surname = OF(SURNAMES, no), .name = OF(NAMES, no / 13),
                  .patronymic = OF(NAMES, no / 143), .patronymic_kind = "oglu", .sex = "m",
                  .birth_date = date_add_days(since, -9000 - (int32_t)(no % 5000)), .birth_place = "Bakı şəhəri" };
    int64_t person;
    if (!person_add(cx, &in, &person, err))
        return false;
    Val *effects = val_list(a), *annual = NULL;
    val_add(effects, effect_start(a, FACT_EMPLOYMENT, person, 0, since, DATE_FOREVER, NULL, NULL));
    for (int32_t i = 1; i < FACTS; i++) {
        Date from = date_add_days(since, i * 365);
        annual = val_map(a);
        val_put_text(a, annual, "code", "annual");
        val_add(effects, effect_start(a, FACT_ABSENCE, person, 0, from, date_add_days(from, 30), annual, NULL));
    }
    *ret = (NewInput){ .kind = ENTRY_OPENING, .source = "opening", .effects = effects,
                       .natural_key = arena_printf(a, "opening:%s", in.fin) };
    (void)f;
    return true;
}

static bool people(Fill *f, int64_t first, int64_t last, Err *err)
{
    bool ok = db_begin(f->db, err);
    Cx cx = app_cx(f->app, f->arena, f->db, &ACTOR_SYSTEM, f->now);
    NewInput *inputs = NEW_N(f->arena, NewInput, (size_t)(last - first));
    Registration done;
    for (int64_t no = first; ok && no < last; no++)
        ok = add_person(f, &cx, no, &inputs[no - first], err);
    ok = ok && ledger_register(f->db, f->arena, FACT_KINDS, inputs, (size_t)(last - first), &done, err)
      && journal_flush(&cx, err) && db_commit(f->db, err);
    arena_reset(f->arena);
    return ok;
}

/* What is older than the newest thirtieth left control long ago, as it would have in two years of work. */
static bool file_away(Fill *f, int64_t letters, Err *err)
{
    static const Query FILED = { "fill_filed", "UPDATE letter SET state = 'filed', case_index = '05-12', case_sheets = 3, "
        "control = FALSE, closed = office_date WHERE id <= (SELECT MAX(id) FROM letter) - $1 AND state <> 'filed'", NULL };
    static const Query DONE = { "fill_done", "UPDATE task SET state = 'done', closed_day = due, control = FALSE "
        "WHERE id <= (SELECT MAX(id) FROM task) - $1 AND state <> 'done'", NULL };
    return db_run(f->db, &FILED, BIND(P_INT(letters / 30 + 1)), NULL, err)
        && db_run(f->db, &DONE, BIND(P_INT(letters / 150 + 1)), NULL, err);
}

static bool fill(Fill *f, int64_t letters, int64_t persons, int64_t lines, Err *err)
{
    if (!db_open(f->app->config->db, &f->db, err) || !app_clock(f->app, f->db, &f->now, err) || !find_demo(f, err))
        return false;
    bool ok = true;
    for (int64_t no = 0; ok && no < persons; no += BATCH)
        ok = people(f, no, no + BATCH < persons ? no + BATCH : persons, err);
    for (int64_t no = 0; ok && no < letters; no += BATCH)
        ok = batch_of(f, no, no + BATCH < letters ? no + BATCH : letters, letters, err);
    ok = ok && (!letters || file_away(f, letters, err));
    return ok && waiting(f, letters, lines, err);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: fill LETTERS PEOPLE WAITING\n");
        return 2;
    }
    Err err = { 0 };
    Arena *a = arena_new();
    Config config;
    Fill f = { .arena = arena_new() };
    bool ok = config_load(a, NULL, &config, &err) && app_start(&config, &HOOKS, a, &f.app, &err)
           && app_attach(f.app, &err)
           && fill(&f, strtoll(argv[1], NULL, 10), strtoll(argv[2], NULL, 10), strtoll(argv[3], NULL, 10), &err);
    if (!ok)
        fprintf(stderr, "fill: %s (%s)\n", err.count ? err.faults[0].msgid : "failed", err.detail);
    db_close(f.db);
    arena_free(f.arena);
    arena_free(a);
    return ok ? 0 : err_exit_code(&err);
}
