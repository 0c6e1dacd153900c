// SPDX-License-Identifier: Apache-2.0
/* The process: powers, the first filling of a database, work outside requests, languages. */
#include "app/app_test.h"
#include "app/journal.h"
#include <string.h>

static void powers_are_read_with_their_scope(void **state)
{
    TestApp *t = *state;
    static const char CSV[] = "holder,act,object,scope,clause,confidence\n"
                              "head,letter.resolve,letter,all,5.8.9,V\n"
                              "section_head,task.accept,task,unit,5.10.3,V\n"
                              "relation:executor,task.report,task,related,5.11.3,V\n";
    const Power *p;
    size_t n;
    MUST(app_powers_load(t->arena, "p.csv", CSV, &p, &n, &t->err), &t->err);
    assert_int_equal(n, 3);
    assert_string_equal(p[0].holder, "head");
    assert_int_equal(p[0].act, ACT_LETTER_RESOLVE);
    assert_int_equal(p[0].scope, SCOPE_ALL);
    assert_int_equal(p[1].scope, SCOPE_UNIT);
    assert_int_equal(p[2].scope, SCOPE_RELATED);
    assert_string_equal(p[2].clause, "5.11.3");
}

static void a_power_that_cannot_be_meant_is_named_by_its_line(void **state)
{
    TestApp *t = *state;
    static const char *const BAD[] = {
        "head,letter.reslove,letter,all,5.8.9,V", "head,unset,letter,all,5.8.9,V", "head,letter.read,lettre,all,1,V",
        "head,letter.read,letter,everything,1,V", ",letter.read,letter,all,1,V",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        const Power *p;
        size_t n;
        const char *csv = arena_printf(t->arena, "holder,act,object,scope,clause,confidence\n"
                                                 "head,law.read,none,all,1,V\n%s\n", BAD[i]);
        err_clear(&t->err);
        assert_false(app_powers_load(t->arena, "p.csv", csv, &p, &n, &t->err));
        assert_int_equal(t->err.kind, ERR_INVALID);
        assert_string_equal(t->err.faults[0].args[0], "p.csv:3");
    }
}

static void the_program_starts_with_its_own_tables(void **state)
{
    TestApp *t = *state;
    App *app;
    MUST(app_start(&t->config, t->app.hooks, t->arena, &app, &t->err), &t->err);
    assert_true(app->power_count > 50);
    for (size_t i = 0; i < app->power_count; i++) {
        assert_int_not_equal(app->powers[i].act, ACT_UNSET);
        assert_true(*app->powers[i].clause);
    }
}

static void init_fills_once_and_the_journal_says_so(void **state)
{
    TestApp *t = *state;
    App *app;
    bool filled;
    const char *head;
    db_rollback(t->db);
    MUST(app_start(&t->config, t->app.hooks, t->arena, &app, &t->err), &t->err);
    assert_false(app_attach(app, &t->err));
    assert_int_equal(t->err.kind, ERR_CONFLICT);
    err_clear(&t->err);
    MUST(app_init(app, false, &filled, &t->err), &t->err);
    assert_true(filled);
    MUST(app_attach(app, &t->err), &t->err);
    assert_false(app->demo);
    MUST(app_init(app, false, &filled, &t->err), &t->err);
    assert_false(filled);
    MUST(journal_head(t->db, t->arena, &head, &t->err), &t->err);
    assert_memory_equal(head, "1:", 2);
    assert_false(app_init(app, true, &filled, &t->err));
    assert_int_equal(t->err.kind, ERR_CONFLICT);
}

static void a_demo_stays_a_demo(void **state)
{
    TestApp *t = *state;
    App *app;
    bool filled;
    db_rollback(t->db);
    MUST(app_start(&t->config, t->app.hooks, t->arena, &app, &t->err), &t->err);
    MUST(app_init(app, true, &filled, &t->err), &t->err);
    MUST(app_attach(app, &t->err), &t->err);
    assert_true(app->demo);
    MUST(app_init(app, true, &filled, &t->err), &t->err);
    assert_false(filled);
}

static bool note_and_keep(Cx *cx, void *arg, Err *err)
{
    assert_ptr_equal(cx->actor, &ACTOR_SYSTEM);
    journal_add(cx, "noted", OBJ_NONE, 0, NULL, NULL);
    return app_meta_set(cx->db, "note", arg, err);
}

static bool note_and_fail(Cx *cx, void *arg, Err *err)
{
    return note_and_keep(cx, arg, err) && err_set(err, ERR_INVALID, "note", "not today");
}

static void work_is_kept_with_its_journal_or_not_at_all(void **state)
{
    TestApp *t = *state;
    const char *value, *head;
    db_rollback(t->db);
    MUST(app_work(&t->app, note_and_keep, "one", &t->err), &t->err);
    assert_false(app_work(&t->app, note_and_fail, "two", &t->err));
    assert_string_equal(t->err.faults[0].field, "note");
    err_clear(&t->err);
    MUST(app_meta_get(t->db, t->arena, "note", &value, &t->err), &t->err);
    assert_string_equal(value, "one");
    MUST(journal_head(t->db, t->arena, &head, &t->err), &t->err);
    assert_memory_equal(head, "1:", 2);
}

static void work_goes_through_the_writer_when_there_is_one(void **state)
{
    TestApp *t = *state;
    const char *value;
    db_rollback(t->db);
    MUST(writer_start(t->database->url, 2, &t->app.writer, &t->err), &t->err);
    MUST(app_work(&t->app, note_and_keep, "written", &t->err), &t->err);
    writer_stop(t->app.writer);
    MUST(app_meta_get(t->db, t->arena, "note", &value, &t->err), &t->err);
    assert_string_equal(value, "written");
}

static bool write_while_reading(Cx *cx, void *arg, Err *err)
{
    return app_meta_set(cx->db, "note", arg, err);
}

static void what_only_reads_cannot_write(void **state)
{
    TestApp *t = *state;
    const char *value;
    db_rollback(t->db);
    assert_false(app_read(&t->app, write_while_reading, "x", &t->err));
    err_clear(&t->err);
    MUST(app_meta_get(t->db, t->arena, "note", &value, &t->err), &t->err);
    assert_null(value);
}

static void a_relation_is_added_once_ended_and_lives_again(void **state)
{
    TestApp *t = *state;
    Cx *cx = &t->cx;
    int64_t principal = principal_of_seat(5), n;
    Instant start = cx->now;
    static const Query COUNT = { "count", "SELECT count(*) FROM reader WHERE ended = $1", NULL };
    for (int round = 0; round < 2; round++) {
        MUST(authority_relate(cx, OBJ_LETTER, 9, principal, "executor", &t->err), &t->err);
        MUST(authority_relate(cx, OBJ_LETTER, 9, principal, "executor", &t->err), &t->err);
        MUST(db_int(t->db, &COUNT, BIND(P_INSTANT(INSTANT_FOREVER)), 0, &n, &t->err), &t->err);
        assert_int_equal(n, 1);
        MUST(authority_unrelate(cx, OBJ_LETTER, 9, principal, "executor", &t->err), &t->err);
        MUST(db_int(t->db, &COUNT, BIND(P_INSTANT(INSTANT_FOREVER)), 0, &n, &t->err), &t->err);
        assert_int_equal(n, 0);
    }
    MUST(db_int(t->db, &COUNT, BIND(P_INSTANT(start)), 0, &n, &t->err), &t->err);
    assert_int_equal(n, 1);
}

static int64_t living(TestApp *t, int64_t object)
{
    static const Query COUNT = { "count", "SELECT count(*) FROM reader WHERE object = $1 AND ended = $2", NULL };
    int64_t n;
    MUST(db_int(t->db, &COUNT, BIND(P_INT(object), P_INSTANT(INSTANT_FOREVER)), 0, &n, &t->err), &t->err);
    return n;
}

static void what_follows_is_read_by_the_readers_of_the_main_one(void **state)
{
    TestApp *t = *state;
    Cx *cx = &t->cx;
    int64_t early = principal_of_seat(5), late = principal_of_person(6);
    MUST(authority_relate(cx, OBJ_LETTER, 9, early, "executor", &t->err)
         && authority_relate(cx, OBJ_LETTER, 9, early, "author", &t->err)
         && authority_follow(cx, OBJ_LETTER, 10, 9, &t->err), &t->err);
    assert_int_equal(living(t, 10), 1);
    MUST(authority_relate(cx, OBJ_LETTER, 9, late, "executor", &t->err), &t->err);
    assert_int_equal(living(t, 10), 2);
    MUST(authority_relate(cx, OBJ_TASK, 9, principal_of_person(7), "executor", &t->err), &t->err);
    assert_int_equal(living(t, 10), 2);                     /* another kind of object */
    MUST(authority_unrelate(cx, OBJ_LETTER, 9, early, "executor", &t->err), &t->err);
    assert_int_equal(living(t, 10), 2);                     /* he is its author still */
    MUST(authority_unrelate(cx, OBJ_LETTER, 9, early, "author", &t->err), &t->err);
    assert_int_equal(living(t, 10), 1);
    MUST(authority_relate(cx, OBJ_LETTER, 10, late, "presented", &t->err)
         && authority_unfollow(cx, OBJ_LETTER, 10, &t->err), &t->err);
    assert_int_equal(living(t, 10), 1);                     /* his own relation stays */
    MUST(authority_relate(cx, OBJ_LETTER, 9, early, "reader", &t->err), &t->err);
    assert_int_equal(living(t, 10), 1);
}

static void a_sentence_without_a_translation_is_shown_as_it_is(void **state)
{
    TestApp *t = *state;
    I18n *i18n;
    MUST(i18n_load(t->arena, &i18n, &t->err), &t->err);
    t->app.i18n = i18n;
    static const char MSGID[] = "there is no such sentence in any catalogue";
    for (int lang = 0; lang < LANG__COUNT; lang++) {
        Lang parsed;
        assert_ptr_equal(i18n_text(i18n, (Lang)lang, MSGID), MSGID);
        assert_true(lang_parse(lang_code((Lang)lang), &parsed));
        assert_int_equal(parsed, lang);
    }
    Lang lang;
    assert_false(lang_parse("de", &lang));
    assert_false(lang_parse(NULL, &lang));
    assert_string_equal(tr_args(&t->cx, "{1} before {0}, {2} stays, {0}", "a", "b", NULL), "b before a, {2} stays, a");
    Err err = { 0 };
    err_set(&err, ERR_CONFLICT, NULL, "the seat of {0} is taken by {1}", "Əsəd", "Ülkər");
    assert_string_equal(tr_fault(&t->cx, &err.faults[0]), "the seat of Əsəd is taken by Ülkər");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_EACH_APP(powers_are_read_with_their_scope),
        TEST_EACH_APP(a_power_that_cannot_be_meant_is_named_by_its_line),
        TEST_EACH_APP(the_program_starts_with_its_own_tables),
        TEST_EACH_APP(init_fills_once_and_the_journal_says_so),
        TEST_EACH_APP(a_demo_stays_a_demo),
        TEST_EACH_APP(work_is_kept_with_its_journal_or_not_at_all),
        TEST_EACH_APP(work_goes_through_the_writer_when_there_is_one),
        TEST_EACH_APP(what_only_reads_cannot_write),
        TEST_EACH_APP(a_relation_is_added_once_ended_and_lives_again),
        TEST_EACH_APP(what_follows_is_read_by_the_readers_of_the_main_one),
        TEST_EACH_APP(a_sentence_without_a_translation_is_shown_as_it_is),
    };
    return cmocka_run_group_tests_name("app/start", tests, NULL, NULL);
}
