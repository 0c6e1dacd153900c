// SPDX-License-Identifier: Apache-2.0
/* Jobs by the clock: when one is due, that each time counts once, that a failure is kept. */
#include "app/job.h"
#include "app/app_test.h"
#include "app/journal.h"
#include <string.h>

static int64_t counted, clock_us;
static bool failing;

static bool count(Cx *cx, Err *err)
{
    counted++;
    job_say(cx, true, "counted to {0}", arena_printf(cx->arena, "%d", (int)counted));
    return !failing || err_set(err, ERR_CONFLICT, NULL, "the count {0} is not liked", "one");
}

static bool note(Cx *cx, void *arg, Err *err)
{
    journal_add(cx, "noted", OBJ_NONE, 0, NULL, NULL);
    return app_meta_set(cx->db, "note", arg, err);
}

static bool slowly(Cx *cx, Err *err)
{
    return app_write(cx, note, "slow", err);
}

static const Job JOBS[] = {
    { "count", "daily 06:00", count, "Counts" },
    { "slow", "on request", slowly, "Takes long", LANE_SLOW },
    { 0 }
};
static const Area counting_area = { .name = "counting", .jobs = JOBS };
const Area *const AREAS[] = { &counting_area, NULL };

static bool test_clock(Db *db, Instant *ret, Err *err)
{
    (void)db, (void)err;
    *ret = (Instant){ clock_us };
    return true;
}
static const AppHooks HOOKS = { .clock = test_clock };

static void at(const char *iso)
{
    Instant t;
    assert_true(instant_parse(iso, &t));
    clock_us = t.us;
}

static void begin(TestApp *t, const char *iso)
{
    db_rollback(t->db);
    t->app.hooks = &HOOKS;
    t->app.demo = true;
    t->config.backup_at = "04:15";
    counted = 0;
    failing = false;
    at(iso);
}

/* One look of the schedule: how many runs it made. */
static int look(TestApp *t)
{
    bool any = true, ran = true;
    int n = 0;
    while (any && ran) {
        MUST(job_look(&t->app, t->db, t->arena, &any, &t->err), &t->err);
        if (any)
            MUST(job_run_next(&t->app, t->db, t->arena, &ran, &t->err), &t->err);
        n += any && ran;
    }
    return n;
}

static void a_time_of_day_is_bakus(void **state)
{
    TestApp *t = *state;
    static const struct { const char *when, *now, *due; } CASES[] = {
        { "daily 06:00", "2026-09-14T02:00:00Z", "2026-09-14T02:00:00.000000Z" },
        { "daily 06:00", "2026-09-14T01:59:59Z", "2026-09-13T02:00:00.000000Z" },
        { "daily 00:30", "2026-09-13T20:30:00Z", "2026-09-13T20:30:00.000000Z" },
        { "daily 00:30", "2026-09-13T20:29:00Z", "2026-09-12T20:30:00.000000Z" },
        { "every 15 min", "2026-09-14T02:14:59Z", "2026-09-14T02:00:00.000000Z" },
        { "every 15 min", "2026-09-14T02:15:00Z", "2026-09-14T02:15:00.000000Z" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Instant now, due;
        char text[INSTANT_TEXT];
        assert_true(instant_parse(CASES[i].now, &now));
        assert_true(job_due(CASES[i].when, now, &due));
        instant_format(due, text);
        assert_string_equal(text, CASES[i].due);
    }
    Instant none;
    assert_false(job_due("on request", (Instant){ 0 }, &none));
    t->config.backup_at = "04:15";
    assert_string_equal(job_when(&t->app, t->arena, &(Job){ "b", "daily backup_at", count }), "daily 04:15");
}

static void a_missed_time_is_made_up_for_once(void **state)
{
    TestApp *t = *state;
    begin(t, "2026-09-14T01:00:00Z");
    assert_int_equal(look(t), 0);                   /* seen for the first time: counted from here */
    at("2026-09-14T01:59:59Z");
    assert_int_equal(look(t), 0);
    at("2026-09-14T02:00:00Z");
    assert_int_equal(look(t), 1);
    assert_int_equal(look(t), 0);
    at("2026-09-20T01:00:00Z");                     /* five mornings were slept through */
    assert_int_equal(look(t), 1);
    assert_int_equal(look(t), 0);
    assert_int_equal(counted, 2);
}

/* Two processes look at the same moment: each run has one owner. */
static void a_run_belongs_to_who_claims_it(void **state)
{
    TestApp *t = *state;
    bool any, ran;
    begin(t, "2026-09-14T01:00:00Z");
    look(t);
    at("2026-09-14T03:00:00Z");
    MUST(job_look(&t->app, t->db, t->arena, &any, &t->err), &t->err);
    assert_true(any);
    MUST(job_look(&t->app, t->db, t->arena, &any, &t->err), &t->err);      /* the other */
    assert_true(any);
    MUST(job_run_next(&t->app, t->db, t->arena, &ran, &t->err), &t->err);
    assert_true(ran);
    MUST(job_run_next(&t->app, t->db, t->arena, &ran, &t->err), &t->err);
    assert_false(ran);
    assert_int_equal(counted, 1);
}

typedef struct Kept { const char *state, *result; } Kept;
static const Field KEPT_FIELDS[] = { FIELD(Kept, state), FIELD(Kept, result), FIELDS_END };
static const Query NEWEST = { "newest", "SELECT state, result FROM job_run ORDER BY id DESC LIMIT 1", NULL };

static Kept newest(TestApp *t)
{
    Kept k = { 0 };
    bool found;
    MUST(db_one(t->db, t->arena, &NEWEST, BIND_NONE, KEPT_FIELDS, &k, &found, &t->err), &t->err);
    assert_true(found);
    return k;
}

static void what_a_run_found_is_kept_and_so_is_its_failure(void **state)
{
    TestApp *t = *state;
    begin(t, "2026-09-14T01:00:00Z");
    look(t);
    at("2026-09-14T03:00:00Z");
    look(t);
    assert_string_equal(newest(t).state, "done");
    Cx cx = app_cx(&t->app, t->arena, t->db, &ACTOR_SYSTEM, (Instant){ clock_us });
    MUST(i18n_load(t->arena, (I18n **)&t->app.i18n, &t->err), &t->err);
    cx.lang = LANG_EN;
    assert_string_equal(job_words(&cx, val_first(job_said(t->arena, newest(t).result))), "counted to 1");
    failing = true;
    at("2026-09-15T03:00:00Z");
    assert_int_equal(look(t), 1);
    assert_string_equal(newest(t).state, "failed");
    const Val *said = val_next(val_first(job_said(t->arena, newest(t).result)));
    assert_string_equal(job_words(&cx, said), "the count one is not liked");
    assert_int_equal(look(t), 0);                   /* not again until its next time */
}

static bool ask(Cx *cx, void *arg, Err *err)
{
    return job_ask(cx, job_find(arg), err);
}

static void a_job_is_run_because_somebody_asked_and_writes_what_it_must(void **state)
{
    TestApp *t = *state;
    const char *value;
    begin(t, "2026-09-14T01:00:00Z");
    look(t);
    MUST(app_work(&t->app, ask, "slow", &t->err), &t->err);
    clock_us++;
    MUST(app_work(&t->app, ask, "slow", &t->err), &t->err);      /* two who ask get one run */
    assert_int_equal(look(t), 1);
    MUST(app_meta_get(t->db, t->arena, "note", &value, &t->err), &t->err);
    assert_string_equal(value, "slow");
    clock_us++;
    MUST(app_work(&t->app, ask, "slow", &t->err), &t->err);      /* and once it has ended, another */
    assert_int_equal(look(t), 1);
}

static void a_run_whose_process_died_is_called_lost(void **state)
{
    TestApp *t = *state;
    begin(t, "2026-09-14T01:00:00Z");
    look(t);
    MUST(db_begin(t->db, &t->err)
         && db_script(t->db, "UPDATE job_run SET state = 'running' WHERE job = 'count'", &t->err)
         && db_commit(t->db, &t->err), &t->err);
    at("2026-09-14T03:00:00Z");
    assert_int_equal(look(t), 1);
    static const Query LOST = { "lost", "SELECT COUNT(*) FROM job_run WHERE state = 'lost'", NULL };
    int64_t n;
    MUST(db_int(t->db, &LOST, BIND_NONE, 0, &n, &t->err), &t->err);
    assert_int_equal(n, 1);
    MUST(job_run_now(&t->app, job_find("count"), &t->err), &t->err);
    assert_string_equal(newest(t).state, "done");
    assert_int_equal(counted, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_EACH_APP(a_time_of_day_is_bakus),
        TEST_EACH_APP(a_missed_time_is_made_up_for_once),
        TEST_EACH_APP(a_run_belongs_to_who_claims_it),
        TEST_EACH_APP(what_a_run_found_is_kept_and_so_is_its_failure),
        TEST_EACH_APP(a_job_is_run_because_somebody_asked_and_writes_what_it_must),
        TEST_EACH_APP(a_run_whose_process_died_is_called_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
