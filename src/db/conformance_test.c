// SPDX-License-Identifier: Apache-2.0
/* What one statement promises, the same on both engines. */
#include "db/db_test.h"
#include "db/migrate.h"
#include <stdlib.h>
#include <string.h>

typedef struct All {
    int64_t     id, n;
    bool        b;
    const char *s;
    Date        d;
    Instant     t;
    OptInt      on;
    OptDate     od;
} All;

static const Field ALL[] = {
    FIELD(All, id), FIELD(All, n), FIELD(All, b), FIELD(All, s), FIELD(All, d), FIELD(All, t), FIELD(All, on),
    FIELD(All, od), FIELDS_END
};

typedef struct One { int64_t n; } One;
static const Field ONE[] = { FIELD(One, n), FIELDS_END };

static const Query INSERT = { "insert",
    "INSERT INTO everything (od, n, b, s, d, t, \"on\")"
    " VALUES ($7, $1, $2, $3, $4, $5, $6) RETURNING id", NULL };
static const Query SELECT = { "select",
    "SELECT od, id, n, b, s, d, t, \"on\" FROM everything ORDER BY id", NULL };
static const Query COUNT = { "count", "SELECT count(*) FROM everything", NULL };

static void script(TestDb *t, const char *sql)
{
    Str out = str_make(t->arena);
    MUST(migrate_expand(t->engine, sql, &out, &t->err), &t->err);
    MUST(db_script(t->db, out.s, &t->err), &t->err);
}

static void everything(TestDb *t)
{
    script(t, "CREATE TABLE everything"
              " (id @id, n @int, b @bool, s @text, d @date, t @time, \"on\" @int, od @date)");
}

static int64_t insert(TestDb *t, const All *a)
{
    One id = { 0 };
    bool found = false;
    MUST(db_one(t->db, t->arena, &INSERT,
                BIND(P_INT(a->n), P_BOOL(a->b), P_TEXT(a->s), P_DATE(a->d), P_INSTANT(a->t), P_OPTINT(a->on),
                     P_OPTDATE(a->od)),
                (const Field[]){ { "id", F_INT, offsetof(One, n) }, FIELDS_END }, &id, &found, &t->err),
         &t->err);
    assert_true(found);
    return id.n;
}

static int64_t count(TestDb *t)
{
    int64_t n = -1;
    MUST(db_int(t->db, &COUNT, BIND_NONE, 0, &n, &t->err), &t->err);
    return n;
}

static void every_type_comes_back_as_it_went_in(void **state)
{
    TestDb *t = *state;
    everything(t);
    const All rows[] = {
        { .n = INT64_MIN, .b = true, .s = "", .d = DATE_ALWAYS, .t = { INT64_MIN }, .on = { true, INT64_MAX },
          .od = { true, DATE_FOREVER } },
        { .n = INT64_MAX, .b = false, .s = "Ə ə İ ı Ğ ş — 'it''s' \"q\" \\ % _ $1 \xF0\x9F\x93\x84\n\tx",
          .d = DATE_FOREVER, .t = INSTANT_FOREVER, .on = { true, 0 },
          .od = { true, date_make(2024, 2, 29) } },
        { .n = 0, .b = true, .s = NULL, .d = date_make(1969, 12, 31), .t = { -1 }, .on = { 0 }, .od = { 0 } },
    };
    const size_t n = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < n; i++)
        assert_int_equal(insert(t, &rows[i]), (int64_t)i + 1);
    size_t got;
    const All *all = db_all(t->db, t->arena, &SELECT, BIND_NONE, ALL, sizeof *all, &got, &t->err);
    MUST(all, &t->err);
    assert_int_equal(got, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(all[i].id, i + 1);
        assert_true(all[i].n == rows[i].n && all[i].b == rows[i].b && all[i].t.us == rows[i].t.us);
        assert_true(date_same(all[i].d, rows[i].d));
        assert_true(all[i].on.has == rows[i].on.has && all[i].on.v == rows[i].on.v);
        assert_true(all[i].od.has == rows[i].od.has && date_same(all[i].od.v, rows[i].od.v));
        if (rows[i].s)
            assert_string_equal(all[i].s, rows[i].s);
        else
            assert_null(all[i].s);
    }
}

static void a_null_in_a_plain_member_is_an_error_that_names_it(void **state)
{
    TestDb *t = *state;
    everything(t);
    insert(t, &(All){ .s = "x" });
    static const struct { Field field; const char *sql; } CASES[] = {
        { FIELD(All, n), "UPDATE everything SET n = NULL" },
        { FIELD(All, b), "UPDATE everything SET b = NULL" },
        { FIELD(All, d), "UPDATE everything SET d = NULL" },
        { FIELD(All, t), "UPDATE everything SET t = NULL" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Field fields[] = { CASES[i].field, FIELDS_END };
        Err err = { 0 };
        All row;
        bool found;
        MUST(db_one(t->db, t->arena, &SELECT, BIND_NONE, fields, &row, &found, &err), &err);
        script(t, CASES[i].sql);
        assert_false(db_one(t->db, t->arena, &SELECT, BIND_NONE, fields, &row, &found, &err));
        assert_int_equal(err.kind, ERR_INTERNAL);
        assert_string_equal(err.faults[0].args[0], "select");
        assert_string_equal(err.faults[0].args[1], CASES[i].field.name);
        size_t n;
        assert_null(db_all(t->db, t->arena, &SELECT, BIND_NONE, fields, sizeof row, &n, &err));
    }
}

static void a_value_of_another_type_is_an_error(void **state)
{
    TestDb *t = *state;
    static const struct { Query q; FieldType type; } CASES[] = {
        { { "t1", "SELECT 'seven' AS n", NULL }, F_INT },
        { { "t2", "SELECT 'x' AS n", NULL }, F_DATE },
        { { "t3", "SELECT 7 AS n", NULL }, F_TEXT },
        { { "t4", "SELECT 7 AS n", NULL }, F_DATE },
        { { "t5", "SELECT 1.5 AS n", NULL }, F_INT },
        { { "t6", "SELECT 'true' AS n", NULL }, F_BOOL },
        { { "t7", "SELECT 'x' AS n", NULL }, F_OPTINT },
        { { "t8", "SELECT '' AS n", NULL }, F_OPTDATE },
        { { "t9", "SELECT 2 AS n", NULL }, F_BOOL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Field fields[] = { { "n", CASES[i].type, 0 }, FIELDS_END };
        Err err = { 0 };
        All room;
        bool found;
        if (db_one(t->db, t->arena, &CASES[i].q, BIND_NONE, fields, &room, &found, &err))
            fail_msg("%s was read", CASES[i].q.sql);
        assert_int_equal(err.kind, ERR_INTERNAL);
    }
}

static void a_field_without_a_column_is_an_error_that_names_it(void **state)
{
    TestDb *t = *state;
    static const Query Q = { "other", "SELECT 1 AS m", NULL };
    One row;
    bool found;
    assert_false(db_one(t->db, t->arena, &Q, BIND_NONE, ONE, &row, &found, &t->err));
    assert_int_equal(t->err.kind, ERR_INTERNAL);
    assert_string_equal(t->err.faults[0].args[1], "n");
}

static void one_query_may_fill_different_records(void **state)
{
    TestDb *t = *state;
    static const Query Q = { "two", "SELECT 1 AS m, 2 AS n", NULL };
    static const char *const NAMES[] = { "n", "m", "n" };
    for (int i = 0; i < 3; i++) {
        Field fields[] = { { NAMES[i], F_INT, 0 }, FIELDS_END };     /* the same address each time */
        One row;
        bool found;
        MUST(db_one(t->db, t->arena, &Q, BIND_NONE, fields, &row, &found, &t->err), &t->err);
        assert_int_equal(row.n, NAMES[i][0] == 'n' ? 2 : 1);
    }
}

static void values_are_counted_and_keep_their_type(void **state)
{
    TestDb *t = *state;
    everything(t);
    static const Query Q = { "by_n", "SELECT n FROM everything WHERE n = $1 AND s = $2", NULL };
    static const Query NONE = { "none", "SELECT n FROM everything", NULL };
    int64_t n;
    Err few = { 0 }, many = { 0 }, none = { 0 }, type = { 0 };
    assert_false(db_int(t->db, &Q, BIND(P_INT(1)), 0, &n, &few));
    assert_int_equal(few.kind, ERR_INTERNAL);
    assert_false(db_int(t->db, &Q, BIND(P_INT(1), P_TEXT("a"), P_INT(3)), 0, &n, &many));
    assert_int_equal(many.kind, ERR_INTERNAL);
    assert_false(db_int(t->db, &NONE, BIND(P_INT(1)), 0, &n, &none));
    assert_int_equal(none.kind, ERR_INTERNAL);
    MUST(db_int(t->db, &Q, BIND(P_INT(1), P_TEXT("a")), 0, &n, &t->err), &t->err);
    MUST(db_int(t->db, &Q, BIND(P_OPTINT(((OptInt){ 0 })), P_TEXT(NULL)), 0, &n, &t->err), &t->err);
    assert_false(db_int(t->db, &Q, BIND(P_TEXT("1"), P_TEXT("a")), 0, &n, &type));
    assert_int_equal(type.kind, ERR_INTERNAL);
}

static void six_hundred_statements_stay_prepared(void **state)
{
    TestDb *t = *state;
    enum { N = 700 };
    Query *q = NEW_N(t->arena, Query, N);
    for (int i = 0; i < N; i++) {
        q[i].name = arena_printf(t->arena, "q%d", i);
        q[i].sql = arena_printf(t->arena, "SELECT %d + $1 AS n", i);
    }
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < N; i++) {
            int64_t n;
            MUST(db_int(t->db, &q[i], BIND(P_INT(round)), -1, &n, &t->err), &t->err);
            assert_int_equal(n, i + round);
        }
}

static void a_number_has_a_default_for_nothing_and_for_null(void **state)
{
    TestDb *t = *state;
    everything(t);
    static const Query NOTHING = { "nothing", "SELECT n FROM everything", NULL };
    static const Query MAX = { "max", "SELECT max(n) FROM everything", NULL };
    static const Query SUM = { "sum", "SELECT sum(n) FROM everything", NULL };
    static const Query ANY = { "any", "SELECT EXISTS (SELECT 1 FROM everything)", NULL };
    int64_t n;
    MUST(db_int(t->db, &NOTHING, BIND_NONE, 42, &n, &t->err), &t->err);
    assert_int_equal(n, 42);
    MUST(db_int(t->db, &MAX, BIND_NONE, 43, &n, &t->err), &t->err);
    assert_int_equal(n, 43);
    MUST(db_int(t->db, &ANY, BIND_NONE, 44, &n, &t->err), &t->err);
    assert_int_equal(n, 0);
    insert(t, &(All){ .n = 5 });
    insert(t, &(All){ .n = 6 });
    MUST(db_int(t->db, &SUM, BIND_NONE, 43, &n, &t->err), &t->err);
    assert_int_equal(n, 11);
    MUST(db_int(t->db, &ANY, BIND_NONE, 44, &n, &t->err), &t->err);
    assert_int_equal(n, 1);
}

static void no_row_is_not_a_failure(void **state)
{
    TestDb *t = *state;
    everything(t);
    bool found = true;
    One row = { 77 };
    size_t n = 99;
    MUST(db_one(t->db, t->arena, &SELECT, BIND_NONE, ONE, &row, &found, &t->err), &t->err);
    assert_false(found);
    assert_int_equal(row.n, 77);
    assert_non_null(db_all(t->db, t->arena, &SELECT, BIND_NONE, ALL, sizeof(All), &n, &t->err));
    assert_int_equal(n, 0);
}

static void many_rows_are_read_in_order(void **state)
{
    TestDb *t = *state;
    enum { N = 3000 };
    everything(t);
    MUST(db_begin(t->db, &t->err), &t->err);
    for (int i = 0; i < N; i++)
        insert(t, &(All){ .n = i * 3, .s = "text of a row" });
    MUST(db_commit(t->db, &t->err), &t->err);
    for (int round = 0; round < 2; round++) {
        size_t n;
        const All *all = db_all(t->db, t->arena, &SELECT, BIND_NONE, ALL, sizeof *all, &n, &t->err);
        MUST(all, &t->err);
        assert_int_equal(n, N);
        for (int i = 0; i < N; i++)
            assert_true(all[i].n == i * 3 && strcmp(all[i].s, "text of a row") == 0);
    }
}

static void changes_are_counted(void **state)
{
    TestDb *t = *state;
    static const Query ADD = { "add", "UPDATE everything SET n = n + $1 WHERE n >= $2", NULL };
    everything(t);
    int64_t n = -1;
    for (int i = 0; i < 5; i++)
        insert(t, &(All){ .n = i });
    MUST(db_run(t->db, &ADD, BIND(P_INT(100), P_INT(2)), &n, &t->err), &t->err);
    assert_int_equal(n, 3);
    MUST(db_run(t->db, &COUNT, BIND_NONE, &n, &t->err), &t->err);
    assert_int_equal(n, 0);
    MUST(db_run(t->db, &ADD, BIND(P_INT(100), P_INT(5000)), &n, &t->err), &t->err);
    assert_int_equal(n, 0);
    MUST(db_run(t->db, &ADD, BIND(P_INT(1), P_INT(0)), NULL, &t->err), &t->err);
}

static void broken_rules_are_conflicts_and_nothing_else_is(void **state)
{
    TestDb *t = *state;
    script(t, "CREATE TABLE parent (id @int PRIMARY KEY, code @text NOT NULL UNIQUE CHECK (code <> 'bad'));"
              "CREATE TABLE child (id @id, parent_id @int NOT NULL REFERENCES parent (id));"
              "INSERT INTO parent VALUES (1, 'secret-v');");
    static const struct { Query q; ErrKind kind; } CASES[] = {
        { { "unique", "INSERT INTO parent VALUES (2, 'secret-v') RETURNING 1 AS n", NULL }, ERR_CONFLICT },
        { { "key", "INSERT INTO parent VALUES (1, 'b') RETURNING 1 AS n", NULL }, ERR_CONFLICT },
        { { "check", "INSERT INTO parent VALUES (3, 'bad') RETURNING 1 AS n", NULL }, ERR_CONFLICT },
        { { "null", "INSERT INTO parent VALUES (4, NULL) RETURNING 1 AS n", NULL }, ERR_CONFLICT },
        { { "foreign", "INSERT INTO child (parent_id) VALUES (9) RETURNING id AS n", NULL }, ERR_CONFLICT },
        { { "table", "SELECT n FROM nowhere", NULL }, ERR_INTERNAL },
        { { "syntax", "SELEKT 1", NULL }, ERR_INTERNAL },
        { { "name", "SELECT \"nowhere\" FROM parent", NULL }, ERR_INTERNAL },
        { { "two", "SELECT 1 AS n; SELECT 2 AS n", NULL }, ERR_INTERNAL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Err run = { 0 }, one = { 0 };
        One row;
        bool found;
        if (db_run(t->db, &CASES[i].q, BIND_NONE, NULL, &run)
            || db_one(t->db, t->arena, &CASES[i].q, BIND_NONE, ONE, &row, &found, &one))
            fail_msg("%s went through", CASES[i].q.name);
        assert_int_equal(run.kind, CASES[i].kind);
        assert_int_equal(one.kind, CASES[i].kind);
        assert_true(strstr(run.detail, CASES[i].q.name) == run.detail);
        assert_null(strstr(run.detail, "secret-v"));
        assert_null(strstr(run.faults[0].msgid, CASES[i].q.name));
    }
    static const Query CHILDREN = { "children", "SELECT count(*) FROM child", NULL };
    int64_t n;
    MUST(db_int(t->db, &CHILDREN, BIND_NONE, 0, &n, &t->err), &t->err);
    assert_int_equal(n, 0);
}

static const Query HEAD = { "list",
    "SELECT n FROM everything WHERE n >= $2 AND s <> $1 AND s <> '$1 ''$2'", NULL };
static const Fragment BELOW = { "below", " AND n < $1", NULL };
static const Fragment NAMED = { "named", "-- keeps $9 alone\n AND (s = $1 OR s = $2)", NULL };
static const Fragment TAIL  = { "tail", " ORDER BY n DESC LIMIT $1", NULL };
static const Fragment MINE  = { "mine", " AND n <> 12 AND n = $1", " AND n = $1" };

static void pieces_join_with_their_values_renumbered(void **state)
{
    TestDb *t = *state;
    everything(t);
    for (int i = 0; i < 20; i++)
        insert(t, &(All){ .n = i, .s = i % 2 ? "odd" : "even" });
    for (int limit = 3; limit <= 6; limit++) {
        DbBuild *b = db_build(t->arena, &HEAD, BIND(P_TEXT("none"), P_INT(5)));
        db_build_add(b, &BELOW, BIND(P_INT(15)));
        db_build_add(b, &NAMED, BIND(P_TEXT("odd"), P_TEXT("odder")));
        db_build_add(b, &TAIL, BIND(P_INT(limit)));
        size_t n;
        const One *row = db_all_built(t->db, t->arena, b, ONE, sizeof *row, &n, &t->err);
        MUST(row, &t->err);
        assert_int_equal(n, limit < 5 ? limit : 5);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(row[i].n, 13 - 2 * (int64_t)i);
    }
    DbBuild *plain = db_build(t->arena, &HEAD, BIND(P_TEXT("odd"), P_INT(5)));
    db_build_add(plain, &TAIL, BIND(P_INT(1)));
    int64_t n;
    MUST(db_int_built(t->db, plain, -1, &n, &t->err), &t->err);
    assert_int_equal(n, 18);
    DbBuild *mine = db_build(t->arena, &HEAD, BIND(P_TEXT("odd"), P_INT(5)));
    db_build_add(mine, &MINE, BIND(P_INT(12)));
    MUST(db_int_built(t->db, mine, -1, &n, &t->err), &t->err);
    assert_int_equal(n, t->engine == DB_PG ? 12 : -1);
}

static void a_long_build_keeps_all_its_values(void **state)
{
    TestDb *t = *state;
    static const Query FIRST = { "many", "SELECT $1", NULL };
    static const Fragment PLUS = { "plus", " + $1", NULL };
    DbBuild *b = db_build(t->arena, &FIRST, BIND(P_INT(1)));
    for (int i = 2; i <= 60; i++)
        db_build_add(b, &PLUS, BIND(P_INT(i)));
    int64_t n;
    MUST(db_int_built(t->db, b, -1, &n, &t->err), &t->err);
    assert_int_equal(n, 60 * 61 / 2);
}

static void a_piece_with_the_wrong_number_of_values_is_an_error(void **state)
{
    TestDb *t = *state;
    everything(t);
    DbBuild *b = db_build(t->arena, &HEAD, BIND(P_TEXT("odd")));
    db_build_add(b, &TAIL, BIND(P_INT(1), P_INT(2)));
    int64_t n;
    assert_false(db_int_built(t->db, b, -1, &n, &t->err));
    assert_int_equal(t->err.kind, ERR_INTERNAL);
}

static void what_was_written_is_there_for_the_next_connection(void **state)
{
    TestDb *t = *state;
    everything(t);
    insert(t, &(All){ .n = 1 });
    db_close(t->db);
    t->db = NULL;
    MUST(db_open(t->url, &t->db, &t->err), &t->err);
    assert_int_equal(count(t), 1);
}

static void the_clock_never_goes_back_between_two_looks(void **state)
{
    TestDb *t = *state;
    Instant a, b;
    MUST(db_clock(t->db, &a, &t->err), &t->err);
    MUST(db_clock(t->db, &b, &t->err), &t->err);
    assert_true(a.us <= b.us);
    assert_true(date_before(date_make(2024, 1, 1), instant_day(a)));
}

static void an_unknown_address_is_refused(void **state)
{
    (void)state;
    static const char *const URLS[] = { "", "mysql://x", "/tmp/x.db", "sqlite:", "sqlite::memory:",
                                        "sqlite:/nowhere/at/all/x.db" };
    for (size_t i = 0; i < sizeof URLS / sizeof *URLS; i++) {
        Db *db = NULL;
        Err err = { 0 };
        assert_false(db_open(URLS[i], &db, &err));
        assert_null(db);
        assert_int_not_equal(err.kind, ERR_NONE);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        TEST_EACH_DB(every_type_comes_back_as_it_went_in),
        TEST_EACH_DB(a_null_in_a_plain_member_is_an_error_that_names_it),
        TEST_EACH_DB(a_value_of_another_type_is_an_error),
        TEST_EACH_DB(a_field_without_a_column_is_an_error_that_names_it),
        TEST_EACH_DB(one_query_may_fill_different_records),
        TEST_EACH_DB(values_are_counted_and_keep_their_type),
        TEST_EACH_DB(six_hundred_statements_stay_prepared),
        TEST_EACH_DB(a_number_has_a_default_for_nothing_and_for_null),
        TEST_EACH_DB(no_row_is_not_a_failure),
        TEST_EACH_DB(many_rows_are_read_in_order),
        TEST_EACH_DB(changes_are_counted),
        TEST_EACH_DB(broken_rules_are_conflicts_and_nothing_else_is),
        TEST_EACH_DB(pieces_join_with_their_values_renumbered),
        TEST_EACH_DB(a_long_build_keeps_all_its_values),
        TEST_EACH_DB(a_piece_with_the_wrong_number_of_values_is_an_error),
        TEST_EACH_DB(what_was_written_is_there_for_the_next_connection),
        TEST_EACH_DB(the_clock_never_goes_back_between_two_looks),
        cmocka_unit_test(an_unknown_address_is_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
