// SPDX-License-Identifier: Apache-2.0
#include "base/str.h"
#include "base/text.h"
#include "web/filename.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static Arena *arena;

static int setup(void **state)    { (void)state; arena = arena_new(); return 0; }
static int teardown(void **state) { (void)state; arena_free(arena); return 0; }

static void path_parts_and_tricks_are_taken_out(void **state)
{
    (void)state;
    const char *const cases[][2] = {
        { "paper.pdf", "paper.pdf" }, { "\u018Fmr \u2116 5.pdf", "\u018Fmr \u2116 5.pdf" },
        { "../../etc/passwd", "passwd" }, { "C:\\Users\\a\\scan.pdf", "scan.pdf" }, { "a/b\\c/d", "d" },
        { "/", "file" }, { "..", "file" }, { "...", "file" }, { "", "file" }, { "a/", "file" },
        { "a\\..", "file" },
        { ".htaccess", "htaccess" }, { ". .a", "a" }, { "a\r\nb\tc\x7F.txt", "abc.txt" }, { "\x01", "file" },
        { "a.", "a" }, { "a. ", "a" }, { "\xC2\x85x\xC2\x9Fy", "xy" },
        { "gpj\u202Efdp.exe", "gpjfdp.exe" }, { "a\u200Bb\uFEFF\u2066c", "abc" }, { "\u200F.a", "a" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(filename_clean(arena, cases[i][0]), cases[i][1]);
}

static void a_long_name_is_cut_between_characters_and_keeps_its_ending(void **state)
{
    (void)state;
    for (size_t n = 1; n < 200; n++) {
        Str name = str_make(arena);
        for (size_t i = 0; i < n; i++)
            str_add(&name, "\u018F");
        str_add(&name, ".pdf");
        const char *clean = filename_clean(arena, name.s);
        size_t len = strlen(clean);
        assert_true(text_utf8_valid(clean, len));
        assert_string_equal(clean + len - 4, ".pdf");
        assert_int_equal(len, n <= 73 ? 2 * n + 4 : 150);
    }
    char name[300];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_int_equal(strlen(filename_clean(arena, name)), FILENAME_BYTES);
    name[100] = '.';                                               /* too long to be an ending */
    assert_int_equal(strlen(filename_clean(arena, name)), FILENAME_BYTES);
    name[FILENAME_BYTES] = '\0';
    assert_string_equal(filename_clean(arena, name), name);
}

static void a_download_is_named_in_ascii_and_in_utf8(void **state)
{
    (void)state;
    assert_string_equal(filename_disposition(arena, "attachment", "a b.pdf"),
                        "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
    assert_string_equal(filename_disposition(arena, "inline", "\u018Fmr \"5\"\\%.pdf"),
                        "inline; filename=\"_mr _5___.pdf\"; filename*=UTF-8''%C6%8Fmr%20%225%22%5C%25.pdf");
    assert_null(strpbrk(filename_disposition(arena, "inline", "a\r\nSet-Cookie: b"), "\r\n"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(path_parts_and_tricks_are_taken_out), T(a_long_name_is_cut_between_characters_and_keeps_its_ending),
        T(a_download_is_named_in_ascii_and_in_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
