// SPDX-License-Identifier: Apache-2.0
/* multipart/form-data, however it is cut into pieces. */
#include "base/str.h"
#include "web/multipart.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define TYPE "multipart/form-data; boundary=\"AaB03x\""

static Arena *arena;
static Str seen;
static bool closed;

static int setup(void **state)    { (void)state; arena = arena_new(); return 0; }
static int teardown(void **state) { (void)state; arena_free(arena); return 0; }

static void begin(void *ctx, const PartHead *h)
{
    (void)ctx;
    str_addf(&seen, "[%s|%s|%s|", h->name, h->file_name ? h->file_name : "-", h->type);
}

static void data(void *ctx, const char *bytes, size_t n) { (void)ctx; str_addn(&seen, bytes, n); }
static void end(void *ctx)                               { (void)ctx; str_addc(&seen, ']'); }

static const char *read_in_pieces(const char *type, const char *body, size_t n, size_t piece)
{
    seen = str_make(arena);
    closed = false;
    Multipart *m = multipart_new(arena, type, (PartSink){ NULL, begin, data, end });
    if (!m)
        return "no boundary";
    for (size_t at = 0; at < n; at += piece)
        multipart_feed(m, body + at, n - at < piece ? n - at : piece);
    closed = multipart_finish(m);
    return seen.s;
}

static const char *read_whole(const char *body) { return read_in_pieces(TYPE, body, strlen(body), 1000000); }

static void parts_arrive_whatever_the_pieces(void **state)
{
    (void)state;
    const char body[] =
        "preamble\r\n--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nline\r\n--AaB03\r\n-\r\n"
        "--AaB03x  \r\ncontent-type: text/csv\r\n"
        "CONTENT-DISPOSITION:form-data;filename=b.csv;name=f\r\n\r\n\r\n\r\n"
        "--AaB03x\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--AaB03x--\r\nepilogue";
    for (size_t piece = 1; piece <= sizeof body; piece++) {
        assert_string_equal(read_in_pieces(TYPE, body, sizeof body - 1, piece),
                            "[a|-||line\r\n--AaB03\r\n-][f|b.csv|text/csv|\r\n][e|-||]");
        assert_true(closed);
    }
}

static void a_part_larger_than_the_buffer_passes_through(void **state)
{
    (void)state;
    const size_t sizes[] = { 16383, 16384, 16385, 100000, 1000003 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Str body = str_make(arena);
        str_add(&body, "--AaB03x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"b\"\r\n\r\n");
        size_t start = body.len;
        for (size_t k = 0; k < sizes[i]; k++)
            str_addc(&body, "\r\n-A\0"[k % 5]);
        str_add(&body, "\r\n--AaB03x--\r\n");
        read_in_pieces(TYPE, body.s, body.len, 7919);
        assert_true(closed);
        assert_int_equal(seen.len, strlen("[f|b||]") + sizes[i]);
        assert_memory_equal(seen.s + strlen("[f|b||"), body.s + start, sizes[i]);
    }
}

static void quoted_names_are_read(void **state)
{
    (void)state;
    assert_string_equal(read_whole("--AaB03x\r\nContent-Disposition: form-data; name=\"a;\\\"b\\\"\"; "
                                   "filename=\"C:\\dir\\x%22y.pdf\"\r\n\r\nz\r\n--AaB03x--"),
                        "[a;\"b\"|C:\\dir\\x\"y.pdf||z]");
    assert_true(closed);
}

static void what_is_not_multipart_is_told(void **state)
{
    (void)state;
    const char *const bodies[] = {
        "", "a=1", "--AaB03x", "--AaB03x\r\n", "--AaB03x\r\n\r\n\r\nx\r\n--AaB03x--",
        "--AaB03x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--AaB03x--",
        "--AaB03x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--AaB03x--",
        "--AaB03x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--AaB03x--",
        "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--AaB03xy\r\n",
        "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        read_whole(bodies[i]);
        assert_false(closed);
    }
    Str head = str_make(arena);
    str_add(&head, "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\nX: ");
    while (head.len < 5000)
        str_addc(&head, 'x');
    str_add(&head, "\r\n\r\nx\r\n--AaB03x--");
    read_whole(head.s);
    assert_false(closed);
}

static void a_type_without_a_boundary_is_none(void **state)
{
    (void)state;
    const char *const types[] = { "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"a",
        "multipart/form-data; xboundary=a",
        "multipart/form-data; boundary="
        "01234567890123456789012345678901234567890123456789012345678901234567890" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        assert_string_equal(read_in_pieces(types[i], "", 0, 1), "no boundary");
    assert_string_equal(read_in_pieces("multipart/form-data; charset=utf-8; Boundary=b", "--b--", 5, 5), "");
    assert_true(closed);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(parts_arrive_whatever_the_pieces), T(a_part_larger_than_the_buffer_passes_through),
        T(quoted_names_are_read),
        T(what_is_not_multipart_is_told), T(a_type_without_a_boundary_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
