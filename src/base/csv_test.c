// SPDX-License-Identifier: Apache-2.0
#include "base/csv.h"
#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

typedef struct Thing {
    int64_t     line, days;
    const char *code;
    Date        starts;
    OptDate     ends;
    OptInt      more;
    bool        civil;
} Thing;

static const Field FIELDS[] = {
    FIELD(Thing, line), FIELD(Thing, days), FIELD(Thing, code), FIELD(Thing, starts), FIELD(Thing, ends),
    FIELD(Thing, more), FIELD(Thing, civil), FIELDS_END
};
static const Field CODE_ONLY[] = { FIELD(Thing, code), FIELDS_END };

static int setup(void **state)    { *state = arena_new(); return 0; }
static int teardown(void **state) { arena_free(*state); return 0; }

static void a_table_becomes_records(void **state)
{
    static const char TEXT[] =
        "# a comment\n"
        "code,days,starts,ends,more,civil,unused\r\n"
        "\n"
        "\"leave, basic\",30,2026-01-01,2026-12-31,-7,1,x\r\n"
        "\"two\nlines \"\"quoted\"\"\",0,2026-01-01,,,0,\n"
        "əmək,5,2026-02-28,,3,1,";
    size_t n = 0;
    Err err = { 0 };
    const Thing *t = csv_read(*state, "t.csv", TEXT, FIELDS, sizeof(Thing), &n, &err);
    assert_non_null(t);
    assert_int_equal(n, 3);
    assert_string_equal(t[0].code, "leave, basic");
    assert_int_equal(t[0].line, 4);
    assert_int_equal(t[0].days, 30);
    assert_true(t[0].ends.has && t[0].ends.v.days == date_make(2026, 12, 31).days);
    assert_true(t[0].more.has && t[0].more.v == -7);
    assert_true(t[0].civil);
    assert_string_equal(t[1].code, "two\nlines \"quoted\"");
    assert_false(t[1].ends.has || t[1].more.has || t[1].civil);
    assert_string_equal(t[2].code, "əmək");
    assert_int_equal(t[2].line, 7);
}

static void many_rows_all_arrive(void **state)
{
    Str s = str_make(*state);
    str_add(&s, "code\n");
    for (int i = 0; i < 1000; i++)
        str_addf(&s, "c%d\n", i);
    size_t n = 0;
    Err err = { 0 };
    const Thing *t = csv_read(*state, "t.csv", s.s, CODE_ONLY, sizeof(Thing), &n, &err);
    assert_non_null(t);
    assert_int_equal(n, 1000);
    assert_string_equal(t[0].code, "c0");
    assert_string_equal(t[64].code, "c64");
    assert_string_equal(t[999].code, "c999");
}

static void every_fault_names_file_and_line(void **state)
{
    static const struct { const char *text, *message; } CASES[] = {
        { "", "t.csv:1: the file is empty" },
        { "# only words\n", "t.csv:2: the file is empty" },
        { "cade\nx\n", "t.csv:1: column code is missing" },
        { "code,a\nx\n", "t.csv:2: the row has more or fewer cells than there are columns" },
        { "code\nx,y\n", "t.csv:2: the row has more or fewer cells than there are columns" },
        { "code\n\n\"x\n", "t.csv:3: a quote is not closed" },
        { "code\nx\"y\n", "t.csv:2: a quote stands inside a cell" },
        { "code\n\"x\"y\n", "t.csv:2: a quote stands inside a cell" },
        { "code\nx\ry\n", "t.csv:2: a line ends with a lone carriage return" },
        { "code\nok\n\xC3\x28\n", "t.csv:3: the text is not UTF-8" },
        { "code\n\xED\xA0\x80\n", "t.csv:2: the text is not UTF-8" },
        { "code\n\xC0\x80\n", "t.csv:2: the text is not UTF-8" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        size_t n = 77;
        Err err = { 0 };
        char out[300];
        assert_null(csv_read(*state, "t.csv", CASES[i].text, CODE_ONLY, sizeof(Thing), &n, &err));
        assert_int_equal(err.kind, ERR_INVALID);
        err_format(NULL, &err.faults[0], out, sizeof out);
        assert_string_equal(out, CASES[i].message);
        assert_int_equal(n, 77);
    }
}

static void a_cell_of_the_wrong_type_names_its_column(void **state)
{
    static const struct { const char *row, *column; } CASES[] = {
        { "a,x,2026-01-01,,,1", "days" },       { "a,,2026-01-01,,,1", "days" },
        { "a, 1,2026-01-01,,,1", "days" },      { "a,99999999999999999999,2026-01-01,,,1", "days" },
        { "a,1,2026-02-29,,,1", "starts" },     { "a,1,,,,1", "starts" },
        { "a,1,2026-01-01,never,,1", "ends" },  { "a,1,2026-01-01,,1.5,1", "more" },
        { "a,1,2026-01-01,,,yes", "civil" },    { "a,1,2026-01-01,,,", "civil" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char text[200];
        snprintf(text, sizeof text, "code,days,starts,ends,more,civil\n%s\n", CASES[i].row);
        size_t n;
        Err err = { 0 };
        assert_null(csv_read(*state, "t.csv", text, FIELDS, sizeof(Thing), &n, &err));
        assert_string_equal(err.faults[0].msgid, "{0}: column {1} cannot be read");
        assert_string_equal(err.faults[0].args[0], "t.csv:2");
        assert_string_equal(err.faults[0].args[1], CASES[i].column);
    }
}

/* The cells of every row, '|' between, '/' after a row; "~" for one that is not UTF-8, and the lines. */
static const char *rows_of(Arena *a, const char *text, Err *err)
{
    Str s = str_make(a);
    CsvRows *rows = csv_rows(a, text);
    for (CsvRow row; csv_next(rows, a, &row, err);) {
        str_addf(&s, "%d:", row.line);
        for (int i = 0; i < row.count; i++)
            str_addf(&s, "%s%s", i ? "|" : "", row.cells[i] ? row.cells[i] : "~");
        str_add(&s, "/");
    }
    return s.len ? s.s : "";
}

static void what_people_send_is_read_row_by_row(void **state)
{
    static const struct { const char *text, *rows; } CASES[] = {
        { "a,b\n1,2", "1:a|b/2:1|2/" },
        { "\xef\xbb\xbf" "a;b;c\r\n1,5;\"x;y\";\r\n", "1:a|b|c/2:1,5|x;y|/" },
        { "a\tb\n1;2\t3,4\n", "1:a|b/2:1;2|3,4/" },
        { "a;b,c\n1;2,3\n", "1:a;b|c/2:1;2|3/" },
        { "a,b\n\n,\n , \n#1,2\n", "1:a|b/5:#1|2/" },
        { "a,b\n\"two\nlines\",x\n3,4\n", "1:a|b/2:two\nlines|x/4:3|4/" },
        { "a,b\n\xde" "ahin,ok\n", "1:a|b/2:~|ok/" },
        { "a\n1,2,3\n", "1:a/2:1|2|3/" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Err err = { 0 };
        assert_string_equal(rows_of(*state, CASES[i].text, &err), CASES[i].rows);
        assert_int_equal(err.kind, ERR_NONE);
    }
    static const char *const BROKEN[] = { "a\n\"open\n", "a\nin\"side\n", "a\n\"x\"y\n" };
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        Err err = { 0 };
        assert_string_equal(rows_of(*state, BROKEN[i], &err), "1:a/");
        assert_int_equal(err.kind, ERR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_table_becomes_records, setup, teardown),
        cmocka_unit_test_setup_teardown(many_rows_all_arrive, setup, teardown),
        cmocka_unit_test_setup_teardown(what_people_send_is_read_row_by_row, setup, teardown),
        cmocka_unit_test_setup_teardown(every_fault_names_file_and_line, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_of_the_wrong_type_names_its_column, setup, teardown),
    };
    return cmocka_run_group_tests_name("base/csv", tests, NULL, NULL);
}
