// SPDX-License-Identifier: Apache-2.0
/* What a reading snapshot remembers, and what it must not. */
#include "db/db_test.h"
#include "db/migrate.h"
#include <string.h>

typedef struct Row { int64_t n; const char *note; OptInt more; } Row;
static const Field FIELDS[] = { FIELD(Row, n), FIELD(Row, note), FIELD(Row, more), FIELDS_END };

static const Query ADD   = { "add", "INSERT INTO t (n, note) VALUES ($1, $2)", NULL };
static const Query FROM  = { "from", "SELECT n, note, more FROM t WHERE n >= $1 ORDER BY n", NULL };
static const Query NAMED = { "named", "SELECT n, note, more FROM t WHERE note = $1", NULL };
static const Query MORE  = { "more", "SELECT more FROM t WHERE n = $1", NULL };

static int table(TestDb *t)
{
    Str sql = str_make(t->arena);
    return migrate_expand(t->engine, "CREATE TABLE t (n @int NOT NULL, note @text NOT NULL, more @int);", &sql, &t->err)
        && db_script(t->db, sql.s, &t->err) ? 0 : -1;
}

static void add(Db *db, int64_t n, const char *note)
{
    Err err = { 0 };
    MUST(db_run(db, &ADD, BIND(P_INT(n), P_TEXT(note)), NULL, &err), &err);
}

static int rows(TestDb *t)
{
    if (table(t))
        return -1;
    add(t->db, 1, "bir");
    add(t->db, 2, "iki");
    return 0;
}

static int make_sqlite(void **state) { return test_db_sqlite(state) || rows(*state); }
static int make_pg(void **state)     { return test_db_pg(state) || rows(*state); }

#define EACH(f) TEST_EACH(f, make_sqlite, make_pg, test_db_remove)

static Row *all(TestDb *t, Arena *a, int64_t from, size_t *ret_n)
{
    Row *r = db_all(t->db, a, &FROM, BIND(P_INT(from)), FIELDS, sizeof(Row), ret_n, &t->err);
    MUST(r != NULL, &t->err);
    return r;
}

static size_t ran(TestDb *t)
{
    size_t n;
    db_ran(t->db, &n);
    return n;
}

static void remember(TestDb *t)
{
    MUST(db_begin_read(t->db, &t->err), &t->err);
    db_remember(t->db, t->arena);
    db_ran_clear(t->db);
}

static void a_question_is_asked_once_and_its_rows_are_the_callers_own(void **state)
{
    TestDb *t = *state;
    size_t n;
    remember(t);
    Row *first = all(t, t->arena, 1, &n);
    first[0].n = 77;
    Row *again = all(t, t->arena, 1, &n);
    assert_int_equal(ran(t), 1);
    assert_int_equal(n, 2);
    assert_int_equal(again[0].n, 1);
    assert_string_equal(again[1].note, "iki");
    again[1].n = 78;
    assert_int_equal(all(t, t->arena, 1, &n)[1].n, 2);
}

static void other_values_are_another_question(void **state)
{
    TestDb *t = *state;
    size_t n;
    Row r;
    bool found;
    char name[] = "bir";
    remember(t);
    all(t, t->arena, 1, &n);
    all(t, t->arena, 2, &n);
    assert_int_equal(n, 1);
    MUST(db_one(t->db, t->arena, &NAMED, BIND(P_TEXT(name)), FIELDS, &r, &found, &t->err), &t->err);
    memcpy(name, "iki", sizeof name);                        /* the caller's text is his */
    MUST(db_one(t->db, t->arena, &NAMED, BIND(P_TEXT(name)), FIELDS, &r, &found, &t->err), &t->err);
    assert_int_equal(r.n, 2);
    assert_int_equal(ran(t), 4);
}

static void one_row_none_and_nothing_in_it_are_remembered_as_they_were(void **state)
{
    TestDb *t = *state;
    for (int i = 0; i < 2; i++) {
        Row r = { .n = -1 };
        bool found;
        int64_t n;
        if (i == 0)
            remember(t);
        MUST(db_one(t->db, t->arena, &NAMED, BIND(P_TEXT("bir")), FIELDS, &r, &found, &t->err), &t->err);
        assert_true(found && r.n == 1 && !r.more.has);
        r.n = -1;
        MUST(db_one(t->db, t->arena, &NAMED, BIND(P_TEXT("üç")), FIELDS, &r, &found, &t->err), &t->err);
        assert_true(!found && r.n == -1);
        MUST(db_int(t->db, &MORE, BIND(P_INT(1)), 5 + i, &n, &t->err), &t->err);
        assert_int_equal(n, 5 + i);
    }
    assert_int_equal(ran(t), 3);
}

static void memory_ends_with_its_snapshot(void **state)
{
    TestDb *t = *state;
    size_t n;
    remember(t);
    all(t, t->arena, 1, &n);
    db_rollback(t->db);
    add(t->db, 3, "üç");
    all(t, t->arena, 1, &n);
    assert_int_equal(n, 3);
    MUST(db_begin_read(t->db, &t->err), &t->err);
    db_ran_clear(t->db);
    all(t, t->arena, 1, &n);
    all(t, t->arena, 1, &n);
    assert_int_equal(ran(t), 2);                             /* a new snapshot remembers when it is told to */
}

static void a_writing_transaction_remembers_nothing(void **state)
{
    TestDb *t = *state;
    size_t n;
    MUST(db_begin(t->db, &t->err), &t->err);
    db_remember(t->db, t->arena);
    all(t, t->arena, 1, &n);
    add(t->db, 3, "üç");
    all(t, t->arena, 1, &n);
    assert_int_equal(n, 3);
}

static void rows_of_another_arena_are_read_anew(void **state)
{
    TestDb *t = *state;
    size_t n;
    remember(t);
    Arena *other = arena_new();
    all(t, other, 1, &n);
    arena_free(other);
    assert_string_equal(all(t, t->arena, 1, &n)[0].note, "bir");
    assert_int_equal(ran(t), 2);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        EACH(a_question_is_asked_once_and_its_rows_are_the_callers_own),
        EACH(other_values_are_another_question),
        EACH(one_row_none_and_nothing_in_it_are_remembered_as_they_were),
        EACH(memory_ends_with_its_snapshot),
        EACH(a_writing_transaction_remembers_nothing),
        EACH(rows_of_another_arena_are_read_anew),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
