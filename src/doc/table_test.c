// SPDX-License-Identifier: Apache-2.0
#include "doc/csv.h"
#include "doc/pdf.h"
#include "doc/xlsx.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Arena *a;
static const Instant MADE = { 1794470400000000LL };       /* 2026-11-12T08:00:00Z */

static int make(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int drop(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const Column COLUMNS[] = { { "no", "№", CELL_INT, 6 },
                                  { "who.name", "Soyadı, adı", CELL_TEXT, 30 },
                                  { "from", "Tarix", CELL_DATE, 12 },   { "at", "Vaxt", CELL_INSTANT, 18 },
                                  { "done", "İcra", CELL_BOOL, 0 } };

static Val *add(Val *rows, int64_t no, const char *name, Date from)
{
    Val *row = val_add(rows, val_map(a));
    val_put_int(a, row, "no", no);
    val_put_text(a, val_put(row, "who", val_map(a)), "name", name);
    val_put_date(a, row, "from", from);
    val_put(row, "at", val_instant(a, MADE));
    val_put_bool(a, row, "done", no > 0);
    return row;
}

static Table table_of(const Val *rows)
{
    return (Table){ .title = "Reyestr: 2026/11", .columns = COLUMNS, .count = 5, .rows = rows, .yes = "bəli",
                    .no = "xeyr" };
}

static const char *csv_of(const char *name)
{
    Val *rows = val_list(a);
    add(rows, -5, name, date_make(2026, 11, 22));
    Table t = table_of(rows);
    Str out = str_make(a);
    csv_write(&t, ';', a, &out);
    return out.s;
}

static void csv_has_its_mark_headings_and_typed_cells(void **state)
{
    (void)state;
    assert_string_equal(csv_of("Əliyeva Şəfəq"),
        "\xef\xbb\xbf№;\"Soyadı, adı\";Tarix;Vaxt;İcra\r\n"
        "-5;Əliyeva Şəfəq;22.11.2026;12.11.2026 12:00;xeyr\r\n");
}

static void a_text_that_would_be_a_formula_gets_an_apostrophe(void **state)
{
    (void)state;
    static const char *const BAD[] = { "=1+1", "+994501234567", "-1+1", "@SUM(A1)" };
    for (int i = 0; i < 4; i++)
        assert_non_null(strstr(csv_of(BAD[i]), arena_printf(a, "\n-5;'%s;", BAD[i])));
    assert_non_null(strstr(csv_of("\t=1"), "\n-5;\"'\t=1\";"));
    assert_non_null(strstr(csv_of("\r=1"), "\n-5;\"'\r=1\";"));
    assert_non_null(strstr(csv_of("a=1"), "\n-5;a=1;"));
}

static void quotes_line_ends_and_both_separators_are_quoted(void **state)
{
    (void)state;
    assert_non_null(strstr(csv_of("a\"b"), ";\"a\"\"b\";"));
    assert_non_null(strstr(csv_of("a\nb"), ";\"a\nb\";"));
    assert_non_null(strstr(csv_of("a,=b"), ";\"a,=b\";"));
    assert_non_null(strstr(csv_of("a;=b"), ";\"a;=b\";"));
}

static void an_open_date_and_an_absent_key_are_empty_cells(void **state)
{
    (void)state;
    Val *rows = val_list(a), *row = val_add(rows, val_map(a));
    val_put_int(a, row, "no", 1);
    val_put_date(a, row, "from", DATE_FOREVER);
    Table t = table_of(rows);
    Str out = str_make(a);
    csv_write(&t, ',', a, &out);
    assert_non_null(strstr(out.s, "\n1,,,,\r\n"));
}

static Str xlsx_of(const Val *rows)
{
    Table t = table_of(rows);
    Str out = str_make(a);
    Err err = { 0 };
    bool done = xlsx_write(&t, MADE, a, &out, &err);
    if (!done)
        fail_msg("%s %s", err.faults[0].msgid, err.detail);
    return out;
}

static const char *part(Str xlsx, const char *name)
{
    char path[] = "/tmp/kadr-xlsx-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, xlsx.s, xlsx.len), (ssize_t)xlsx.len);
    close(fd);
    FILE *p = popen(arena_printf(a, "python3 -c \"import zipfile,sys;sys.stdout.buffer.write("
                                    "zipfile.ZipFile('%s').read('%s'))\"", path, name), "r");
    Str out = str_make(a);
    char buf[4096];
    for (size_t n; (n = fread(buf, 1, sizeof buf, p)) > 0;)
        str_addn(&out, buf, n);
    assert_int_equal(pclose(p), 0);
    unlink(path);
    return out.s;
}

static void a_workbook_holds_numbers_dates_and_texts_as_such(void **state)
{
    (void)state;
    Val *rows = val_list(a);
    add(rows, 42, "=HYPERLINK(\"x\")", date_make(2026, 11, 22));
    add(rows, 0, "Ğəşəng <Öz>", date_make(1899, 1, 1));
    const char *sheet = part(xlsx_of(rows), "xl/worksheets/sheet1.xml");
    assert_non_null(strstr(sheet, "<v>42</v>"));
    assert_non_null(strstr(sheet, "<v>46348</v>"));       /* 2026-11-22 counted from 1899-12-30 */
    assert_non_null(strstr(sheet, "<v>46338.5</v>"));     /* 2026-11-12 12:00 in Baku */
    assert_non_null(strstr(sheet, "=HYPERLINK(\"x\")</t>"));
    assert_non_null(strstr(sheet, "Ğəşəng &lt;Öz&gt;"));
    assert_non_null(strstr(sheet, "01.01.1899"));
    assert_null(strstr(sheet, "<f>"));
    const char *book = part(xlsx_of(rows), "xl/workbook.xml");
    assert_non_null(strstr(book, "name=\"Reyestr  2026 11\""));
}

static void the_same_table_gives_the_same_workbook(void **state)
{
    (void)state;
    Val *rows = val_list(a);
    add(rows, 1, "Bir", date_make(2026, 1, 1));
    Str one = xlsx_of(rows), two = xlsx_of(rows);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.s, two.s, one.len);
}

static void an_empty_table_is_still_a_workbook(void **state)
{
    (void)state;
    assert_non_null(strstr(part(xlsx_of(val_list(a)), "xl/worksheets/sheet1.xml"), "Tarix"));
}

static void a_text_of_32767_letters_fits_a_cell_and_one_more_does_not(void **state)
{
    (void)state;
    char *text = arena_alloc(a, 32769);
    memset(text, 'x', 32767);
    Val *rows = val_list(a);
    add(rows, 1, text, date_make(2026, 1, 1));
    xlsx_of(rows);
    text[32767] = 'x';
    Val *longer = val_list(a);
    add(longer, 1, text, date_make(2026, 1, 1));
    Table t = table_of(longer);
    Str out = str_make(a);
    Err err = { 0 };
    assert_false(xlsx_write(&t, MADE, a, &out, &err));
    assert_int_equal(err.kind, ERR_TOO_LARGE);
    assert_int_equal(out.len, 0);
}

static void the_same_table_prints_in_a_paper(void **state)
{
    (void)state;
    Val *rows = val_list(a);
    add(rows, 7, "Əliyeva Şəfəq", date_make(2026, 11, 22));
    Table t = table_of(rows);
    Doc *d = doc_new(a, "az");
    doc_table_of(d, &t, 0);
    const Val *v = doc_view(a, d);
    static const char *const CELLS[] = { "7", "Əliyeva Şəfəq", "22.11.2026", "12.11.2026 12:00", "bəli" };
    for (int i = 0; i < 5; i++)
        assert_string_equal(val_str(val_at(v, arena_printf(a, "blocks.0.table.rows.0.cells.%d.text", i))),
                            CELLS[i]);
    assert_string_equal(val_str(val_at(v, "blocks.0.table.rows.0.cells.0.class")), "doc-right");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_its_mark_headings_and_typed_cells),
        cmocka_unit_test(a_text_that_would_be_a_formula_gets_an_apostrophe),
        cmocka_unit_test(quotes_line_ends_and_both_separators_are_quoted),
        cmocka_unit_test(an_open_date_and_an_absent_key_are_empty_cells),
        cmocka_unit_test(a_workbook_holds_numbers_dates_and_texts_as_such),
        cmocka_unit_test(the_same_table_gives_the_same_workbook),
        cmocka_unit_test(an_empty_table_is_still_a_workbook),
        cmocka_unit_test(a_text_of_32767_letters_fits_a_cell_and_one_more_does_not),
        cmocka_unit_test(the_same_table_prints_in_a_paper),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
