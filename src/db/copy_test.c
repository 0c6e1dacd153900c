// SPDX-License-Identifier: Apache-2.0
#include "db/copy.h"
#include "db/db_test.h"
#include "db/migrate.h"
#include <string.h>

/* Two tables that name each other, and a row put there by the migration itself. */
static const Migration SCHEMA = { "migrations/0001_first.sql",
    "CREATE TABLE chief (id @id, unit_code @text NOT NULL, born @date, sure @bool NOT NULL, note @text,"
    " at @time NOT NULL);\n"
    "CREATE TABLE unit (code @text NOT NULL, year @int NOT NULL, chief @int REFERENCES chief (id),\n"
    " above @text NOT NULL, above_year @int NOT NULL, PRIMARY KEY (year, code),\n"
    " FOREIGN KEY (above_year, above) REFERENCES unit (year, code));\n"
    "CREATE TABLE counter (one @int PRIMARY KEY, n @int NOT NULL);\n"
    "INSERT INTO counter (one, n) VALUES (1, 0);\n" };

static const Query ADD_UNIT = { "add_unit",
    "INSERT INTO unit (code, year, chief, above, above_year) VALUES ($1, $2, $3, $4, $5)", NULL };
static const Query ADD_CHIEF = { "add_chief",
    "INSERT INTO chief (unit_code, born, sure, note, at) VALUES ($1, $2, $3, $4, $5)", NULL };
static const Query DROP_CHIEF = { "drop_chief", "DELETE FROM chief WHERE id > $1", NULL };
static const Query LAST_CHIEF = { "last_chief", "SELECT MAX(id) FROM chief", NULL };

static void prepare(TestDb *t)
{
    int applied;
    MUST(db_migrate_list(t->db, &SCHEMA, 1, &applied, &t->err), &t->err);
}

static void add_chief(TestDb *t, const char *note, OptDate born)
{
    MUST(db_run(t->db, &ADD_CHIEF, BIND(P_TEXT("a"), P_OPTDATE(born), P_BOOL(born.has), P_TEXT(note), P_INT(7)), NULL,
                &t->err), &t->err);
}

static void fill(TestDb *t)
{
    prepare(t);
    MUST(db_begin(t->db, &t->err), &t->err);
    add_chief(t, "bir\tiki\nüç\\N\r", (OptDate){ true, date_make(1980, 5, 5) });
    add_chief(t, NULL, (OptDate){ 0 });
    add_chief(t, "", (OptDate){ true, DATE_FOREVER });
    for (int i = 0; i < 3; i++)
        add_chief(t, "gone", (OptDate){ 0 });
    MUST(db_run(t->db, &DROP_CHIEF, BIND(P_INT(3)), NULL, &t->err), &t->err);
    for (int i = 0; i < 1203; i++) {                          /* more than two pages, a compound key */
        const char *code = arena_printf(t->arena, "%c%d", i % 2 ? 'z' : 'a', i);
        MUST(db_run(t->db, &ADD_UNIT, BIND(P_TEXT(code), P_INT(2020 + i % 3), P_OPTINT(((OptInt){ i % 5 == 0, 1 + i % 3 })),
                                           P_TEXT(code), P_INT(2020 + i % 3)), NULL, &t->err), &t->err);
    }
    MUST(db_commit(t->db, &t->err), &t->err);
}

static bool keep(void *arg, const char *line, size_t n, Err *err)
{
    (void)err;
    str_addn(arg, line, n);
    return true;
}

static const char *text_of(TestDb *t, const CopyTable *table, int64_t *ret_rows)
{
    Str s = str_make(t->arena);
    MUST(db_copy_out(t->db, table, keep, &s, ret_rows, &t->err), &t->err);
    return s.s;
}

static bool put(TestDb *t, const CopyTable *table, const char *text)
{
    FILE *f = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    assert_non_null(f);
    bool ok = db_copy_in(t->db, table, f, &t->err);
    fclose(f);
    return ok;
}

static void every_table_is_copied_with_its_columns(void **state)
{
    TestDb *t = *state;
    const CopyTable *table;
    size_t n;
    bool empty;
    int64_t rows;
    MUST(db_is_empty(t->db, &empty, &t->err), &t->err);
    assert_true(empty);
    fill(t);
    MUST(db_is_empty(t->db, &empty, &t->err), &t->err);
    assert_false(empty);
    MUST(db_tables(t->db, &table, &n, &t->err), &t->err);
    assert_int_equal(n, 3);
    assert_string_equal(table[0].name, "chief");
    assert_string_equal(table[2].name, "unit");
    assert_true(table[0].numbered && !table[1].numbered && !table[2].numbered);
    assert_int_equal(table[2].keys, 2);
    assert_string_equal(text_of(t, &table[0], &rows),
                        "id\tunit_code\tborn\tsure\tnote\tat\n"
                        "1\ta\t1980-05-05\t1\tbir\\tiki\\nüç\\\\N\\r\t7\n"
                        "2\ta\t\\N\t0\t\\N\t7\n"
                        "3\ta\t9999-12-31\t1\t\t7\n");
    assert_int_equal(rows, 3);
    text_of(t, &table[2], &rows);
    assert_int_equal(rows, 1203);
}

/* Out of this engine and into both: the texts are the same again. */
static void what_was_copied_from_one_engine_goes_into_either(void **state)
{
    TestDb *from = *state;
    fill(from);
    const CopyTable *table, *to;
    size_t n, m;
    int64_t rows, last, same_last;
    MUST(db_tables(from->db, &table, &n, &from->err), &from->err);
    for (int pg = 0; pg < 2; pg++) {
        void *other = NULL;
        assert_int_equal(pg ? test_db_pg(&other) : test_db_sqlite(&other), 0);
        TestDb *t = other;
        prepare(t);
        MUST(db_tables(t->db, &to, &m, &t->err), &t->err);
        assert_int_equal(m, n);
        MUST(db_begin(t->db, &t->err) && db_copy_begin(t->db, to, m, &t->err), &t->err);
        for (size_t i = n; i-- > 0;) {                        /* what refers comes before what it refers to */
            MUST(put(t, &to[i], text_of(from, &table[i], &rows)), &t->err);
            MUST(db_copy_last_id(from->db, &table[i], &last, &from->err), &from->err);
            MUST(db_copy_set_last_id(t->db, &to[i], last, &t->err), &t->err);
        }
        MUST(db_copy_end(t->db, &t->err) && db_commit(t->db, &t->err), &t->err);
        for (size_t i = 0; i < n; i++) {
            assert_string_equal(text_of(t, &to[i], &rows), text_of(from, &table[i], &rows));
            MUST(db_copy_last_id(t->db, &to[i], &same_last, &t->err), &t->err);
            MUST(db_copy_last_id(from->db, &table[i], &last, &from->err), &from->err);
            assert_int_equal(same_last, last);
        }
        int64_t id;
        add_chief(t, "next", (OptDate){ 0 });
        MUST(db_int(t->db, &LAST_CHIEF, BIND_NONE, 0, &id, &t->err), &t->err);
        assert_int_equal(id, 7);                              /* 4, 5 and 6 were given once */
        test_db_remove(&other);
    }
}

static void what_refers_to_nothing_is_refused_at_the_end(void **state)
{
    TestDb *t = *state;
    const CopyTable *table;
    size_t n;
    prepare(t);
    MUST(db_tables(t->db, &table, &n, &t->err), &t->err);
    MUST(db_begin(t->db, &t->err) && db_copy_begin(t->db, table, n, &t->err), &t->err);
    MUST(put(t, &table[2], "code\tyear\tchief\tabove\tabove_year\nx\t2020\t9\tx\t2020\n"), &t->err);
    assert_false(db_copy_end(t->db, &t->err) && db_commit(t->db, &t->err));
    assert_int_equal(t->err.kind, ERR_CONFLICT);
}

static void what_is_no_row_is_refused(void **state)
{
    static const char *const BAD[] = {
        "id\tunit_code\tborn\tsure\tnote\n",                  /* a column is missing */
        "id\tunit_code\tborn\tsure\tnote\tat\n1\ta\t\\N\t0\tx\n",
        "id\tunit_code\tborn\tsure\tnote\tat\n1\ta\t\\N\t0\tx\t7\t8\n",
        "id\tunit_code\tborn\tsure\tnote\tat\n1\ta\t\\N\t0\tx\\q\t7\n",
        "id\tunit_code\tborn\tsure\tnote\tat\n1.5\ta\t\\N\t0\tx\t7\n",
        "id\tunit_code\tborn\tsure\tnote\tat\n1\ta\t\\N\t0\tx\t99999999999999999999\n",
        /* SQLite's catalogue knows neither days nor truth: only PostgreSQL refuses these. */
        "id\tunit_code\tborn\tsure\tnote\tat\n1\ta\t1980-02-30\t0\tx\t7\n",
        "id\tunit_code\tborn\tsure\tnote\tat\n1\ta\t\\N\t2\tx\t7\n",
    };
    enum { ALL = sizeof BAD / sizeof *BAD };
    TestDb *t = *state;
    const CopyTable *table;
    size_t n;
    prepare(t);
    MUST(db_tables(t->db, &table, &n, &t->err), &t->err);
    for (size_t i = 0; i < (t->engine == DB_PG ? ALL : ALL - 2); i++) {
        err_clear(&t->err);
        assert_false(put(t, &table[0], BAD[i]));
        assert_int_equal(t->err.kind, ERR_INVALID);
        assert_string_equal(t->err.faults[0].args[0], "chief");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_EACH_DB(every_table_is_copied_with_its_columns),
        TEST_EACH_DB(what_was_copied_from_one_engine_goes_into_either),
        TEST_EACH_DB(what_refers_to_nothing_is_refused_at_the_end),
        TEST_EACH_DB(what_is_no_row_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
