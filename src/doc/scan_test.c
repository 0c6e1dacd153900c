// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "doc/pdf.h"
#include "doc/sample.h"
#include "doc/scan.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <jpeglib.h>
#include <cairo.h>

static Arena *a;

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

static ScanFile as_file(Str s) { return (ScanFile){ .bytes = s.s, .size = s.len }; }

static ScanFile register_pdf(void)
{
    Str out = str_make(a);
    Err err = { 0 };
    assert_true(pdf_write(sample_register(a, 40), a, &out, &err));
    return as_file(out);
}

/* A PDF written by hand: `pages` empty pages of one size, and what else the trailer says. */
static ScanFile raw_pdf(int pages, const char *box, const char *trailer)
{
    Str s = str_make(a);
    size_t *at = NEW_N(a, size_t, (size_t)pages + 3);
    str_add(&s, "%PDF-1.4\n");
    at[1] = s.len;
    str_add(&s, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    at[2] = s.len;
    str_addf(&s, "2 0 obj<</Type/Pages/Count %d/Kids[", pages);
    for (int i = 0; i < pages; i++)
        str_addf(&s, "%d 0 R ", i + 3);
    str_add(&s, "]>>endobj\n");
    for (int i = 0; i < pages; i++) {
        at[i + 3] = s.len;
        str_addf(&s, "%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[%s]>>endobj\n", i + 3, box);
    }
    size_t xref = s.len;
    str_addf(&s, "xref\n0 %d\n0000000000 65535 f \n", pages + 3);
    for (int i = 1; i < pages + 3; i++)
        str_addf(&s, "%010zu 00000 n \n", at[i]);
    str_addf(&s, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n", pages + 3, trailer, xref);
    return as_file(s);
}

static ScanFile jpeg(int width, int height, int orientation)
{
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct c = { .err = jpeg_std_error(&errors) };
    unsigned char *out = NULL;
    unsigned long size = 0;
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &out, &size);
    c.image_width = (JDIMENSION)width;
    c.image_height = (JDIMENSION)height;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    jpeg_start_compress(&c, TRUE);
    unsigned char exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1,
                             3, 0, 1, 0, 0, 0, (unsigned char)orientation, 0, 0, 0, 0, 0, 0, 0 };
    if (orientation)
        jpeg_write_marker(&c, JPEG_APP0 + 1, exif, sizeof exif);
    unsigned char *line = arena_alloc(a, (size_t)width * 3);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++)         /* black in the left upper quarter */
            memset(line + x * 3, x < width / 2 && y < height / 2 ? 0 : 255, 3);
        jpeg_write_scanlines(&c, &line, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    ScanFile file = { .bytes = arena_memdup(a, out, size), .size = size };
    free(out);
    return file;
}

static int png_number(Str png, size_t at)
{
    const unsigned char *p = (const unsigned char *)png.s + at;
    return (int)((unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3]);
}

static Str drawn(ScanFile file, int page, int width)
{
    Str png = str_make(a);
    Err err = { 0 };
    bool done = scan_render_file(file, page, width, &png, &err);
    if (!done)
        print_error("%s: %s\n", err.faults[0].msgid, err.detail);
    assert_true(done);
    assert_true(png.len > 24);
    assert_memory_equal(png.s, "\x89PNG\r\n\x1a\n", 8);
    return png;
}

static void assert_refused(ScanFile file, ErrKind kind, const char *msgid)
{
    Err err = { 0 };
    ScanInfo info = { 0 };
    assert_false(scan_inspect(file, NULL, &info, &err));
    if (err.kind != kind || strcmp(err.faults[0].msgid, msgid) != 0)
        fail_msg("%s '%s' (%s)", err_kind_name(err.kind), err.faults[0].msgid, err.detail);
    assert_string_equal(err.faults[0].field, "scan");
    assert_int_equal(info.pages, 0);
}

static const char DAMAGED[] = "the scan is damaged or cannot be drawn";
static const char NOT_KNOWN[] = "the file is not a PDF, PNG or JPEG";

static void our_own_pdf_has_its_pages_and_becomes_a_picture(void **state)
{
    (void)state;
    ScanFile pdf = register_pdf();
    ScanInfo info;
    Err err = { 0 };
    assert_true(scan_inspect(pdf, NULL, &info, &err));
    assert_int_equal(info.kind, SCAN_PDF);
    assert_int_equal(info.pages, 3);
    Str png = drawn(pdf, 3, 1188);
    assert_int_equal(png_number(png, 16), 1188);
    assert_in_range(png_number(png, 20), 839, 841);       /* A4 lying: 1188 * 210 / 297 */
}

typedef struct Picture { const Str *png; size_t at; } Picture;

static cairo_status_t read_picture(void *closure, unsigned char *out, unsigned n)
{
    Picture *p = closure;
    memcpy(out, p->png->s + p->at, n);
    p->at += n;
    return CAIRO_STATUS_SUCCESS;
}

/* Share of dark points in one quarter (0 left upper, 1 right upper, 2 left lower, 3 right lower), percent. */
static int darkness(Str png, int quarter)
{
    Picture p = { &png, 0 };
    cairo_surface_t *s = cairo_image_surface_create_from_png_stream(read_picture, &p);
    assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
    int w = cairo_image_surface_get_width(s), h = cairo_image_surface_get_height(s), dark = 0;
    for (int y = 0; y < h / 2; y++)
        for (int x = 0; x < w / 2; x++) {
            const unsigned char *at = cairo_image_surface_get_data(s) +
                (y + (quarter / 2) * (h / 2)) * cairo_image_surface_get_stride(s) +
                (x + (quarter % 2) * (w / 2)) * 4;
            dark += at[1] < 128;
        }
    cairo_surface_destroy(s);
    return dark * 100 / ((w / 2) * (h / 2));
}

static void a_page_is_drawn_and_not_blank(void **state)
{
    (void)state;
    Str out = str_make(a);
    Err err = { 0 };
    assert_true(pdf_write(sample_act(a), a, &out, &err));
    Str page = drawn(as_file(out), 1, 600), blank = drawn(raw_pdf(1, "0 0 595 842", ""), 1, 600);
    assert_true(darkness(page, 0) >= 2);
    assert_int_equal(darkness(blank, 0), 0);
}

static void a_file_on_disk_is_read_by_its_path_whatever_its_name(void **state)
{
    (void)state;
    char path[] = "/tmp/kadr-scan-test-XXXXXX.exe";
    int fd = mkstemps(path, 4);
    ScanFile pdf = raw_pdf(2, "0 0 100 50", "");
    assert_int_equal(write(fd, pdf.bytes, pdf.size), (ssize_t)pdf.size);
    close(fd);
    Str png;
    Err err = { 0 };
    assert_true(scan_render(path, 2, 400, a, &png, &err));
    assert_int_equal(png_number(png, 16), 400);
    assert_int_equal(png_number(png, 20), 200);
    unlink(path);
    assert_false(scan_render(path, 2, 400, a, &png, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void a_page_beyond_the_last_is_not_found(void **state)
{
    (void)state;
    ScanFile pdf = raw_pdf(2, "0 0 100 50", "");
    static const int PAGES[] = { 0, 3, 5000, -1 };
    for (int i = 0; i < 4; i++) {
        Str png = str_make(a);
        Err err = { 0 };
        assert_false(scan_render_file(pdf, PAGES[i], 400, &png, &err));
        assert_int_equal(err.kind, ERR_NOT_FOUND);
        assert_string_equal(err.faults[0].field, "page");
        assert_int_equal(png.len, 0);
    }
    drawn(pdf, 2, 400);
}

static void a_thousand_pages_are_taken_and_one_more_is_refused(void **state)
{
    (void)state;
    ScanInfo info;
    Err err = { 0 };
    assert_true(scan_inspect(raw_pdf(SCAN_MOST_PAGES, "0 0 9 9", ""), NULL, &info, &err));
    assert_int_equal(info.pages, SCAN_MOST_PAGES);
    static const char MORE[] = "the file has more than {0} pages";
    assert_refused(raw_pdf(SCAN_MOST_PAGES + 1, "0 0 9 9", ""), ERR_INVALID, MORE);
    assert_refused(raw_pdf(10000, "0 0 9 9", ""), ERR_INVALID, MORE);
}

static void limits_given_are_the_ones_kept(void **state)
{
    (void)state;
    ScanFile pdf = raw_pdf(3, "0 0 9 9", "");
    ScanInfo info;
    Err err = { 0 };
    assert_true(scan_inspect(pdf, &(ScanLimits){ (int64_t)pdf.size, 3 }, &info, &err));
    assert_false(scan_inspect(pdf, &(ScanLimits){ (int64_t)pdf.size, 2 }, &info, &err));
    assert_string_equal(err.faults[0].args[0], "2");
    err_clear(&err);
    assert_false(scan_inspect(pdf, &(ScanLimits){ (int64_t)pdf.size - 1, 3 }, &info, &err));
    assert_string_equal(err.faults[0].msgid, "the file is larger than {0} MB");
}

static void text_zip_and_empty_files_are_refused(void **state)
{
    (void)state;
    static const char ZIP[] = "PK\x03\x04 renamed to scan.pdf", HTML[] = "<html>%PDF-1.4";
    assert_refused((ScanFile){ .bytes = "adi mətn", .size = 9 }, ERR_INVALID, NOT_KNOWN);
    assert_refused((ScanFile){ .bytes = ZIP, .size = sizeof ZIP }, ERR_INVALID, NOT_KNOWN);
    assert_refused((ScanFile){ .bytes = HTML, .size = sizeof HTML }, ERR_INVALID, NOT_KNOWN);
    assert_refused((ScanFile){ .bytes = "", .size = 0 }, ERR_INVALID, NOT_KNOWN);
    assert_refused((ScanFile){ .path = "/dev/zero" }, ERR_INVALID, NOT_KNOWN);
    assert_refused((ScanFile){ .path = "/tmp" }, ERR_INVALID, NOT_KNOWN);
}

static void broken_files_of_each_kind_are_refused(void **state)
{
    (void)state;
    static const char PDF[] = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n";
    ScanFile picture = jpeg(600, 400, 0);
    Str png = drawn(picture, 1, 300);
    assert_refused((ScanFile){ .bytes = PDF, .size = sizeof PDF - 1 }, ERR_INVALID, DAMAGED);
    assert_refused((ScanFile){ .bytes = png.s, .size = png.len / 2 }, ERR_INVALID, DAMAGED);
    assert_refused((ScanFile){ .bytes = png.s, .size = 12 }, ERR_INVALID, DAMAGED);
    assert_refused((ScanFile){ .bytes = picture.bytes, .size = picture.size / 2 }, ERR_INVALID, DAMAGED);
    assert_refused((ScanFile){ .bytes = picture.bytes, .size = 20 }, ERR_INVALID, DAMAGED);
}

#define ENCRYPT(o, u) "/ID[<000102030405060708090a0b0c0d0e0f><000102030405060708090a0b0c0d0e0f>]" \
    "/Encrypt<</Filter/Standard/V 1/R 2/P -64/O<" o ">/U<" u ">>>"

static void files_locked_by_user_or_owner_are_refused(void **state)
{
    (void)state;
    static const char LOCKED[] = "the PDF is protected by a password";
    assert_refused(raw_pdf(1, "0 0 99 99", ENCRYPT(
        "94e8094419662a774442fb072e3d9f19e9d130ec09a4d0061e78fe920f7ab62f",
        "e27c6f3f9756c9e7e75c5cf703f477d9793fcc113f979355a879ed8c0dc17f0b")), ERR_INVALID, LOCKED);
    assert_refused(raw_pdf(1, "0 0 99 99", ENCRYPT(
        "c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab",
        "30f6f93e9884c3545c891d644cb3916c8c7e2c985378133dfc1e7b67c8a6787f")), ERR_INVALID, LOCKED);
}

static void pages_and_pictures_too_large_are_refused_unpainted(void **state)
{
    (void)state;
    static const char LARGE[] = "a page of the scan is too large or empty";
    unsigned char bomb[64] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
                               0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0, 8, 2 };
    assert_refused(raw_pdf(1, "0 0 1 1000000", ""), ERR_INVALID, LARGE);
    assert_refused((ScanFile){ .bytes = bomb, .size = sizeof bomb }, ERR_INVALID, LARGE);
    ScanFile picture = jpeg(16, 16, 0);
    unsigned char *frame = memmem(picture.bytes, picture.size, "\xff\xc0", 2);
    assert_non_null(frame);
    memset(frame + 5, 0xfe, 4);                           /* height and width 65,278 */
    assert_refused(picture, ERR_INVALID, LARGE);
}

static void jpeg_and_png_are_one_page_of_the_asked_width(void **state)
{
    (void)state;
    ScanFile picture = jpeg(1200, 800, 0);
    Str png = drawn(picture, 1, 300);
    ScanInfo info;
    Err err = { 0 };
    assert_int_equal(png_number(png, 16), 300);
    assert_int_equal(png_number(png, 20), 200);
    assert_true(scan_inspect(picture, NULL, &info, &err));
    assert_int_equal(info.kind, SCAN_JPEG);
    assert_true(scan_inspect(as_file(png), NULL, &info, &err));
    assert_int_equal(info.kind, SCAN_PNG);
    assert_int_equal(info.pages, 1);
    assert_int_equal(png_number(drawn(as_file(png), 1, 150), 20), 100);
    assert_false(scan_render_file(picture, 2, 300, &png, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void a_photograph_stands_as_the_telephone_was_held(void **state)
{
    (void)state;
    /* orientation -> where the black left upper quarter comes to lie */
    static const int QUARTER[9] = { 0, 0, 1, 3, 2, 0, 1, 3, 2 };
    for (int o = 1; o <= 8; o++) {
        Str png = drawn(jpeg(160, 80, o), 1, 80);
        assert_int_equal(png_number(png, 20), o >= 5 ? 160 : 40);
        for (int q = 0; q < 4; q++) {
            int dark = darkness(png, q);
            if (q == QUARTER[o] ? dark < 90 : dark > 10)
                fail_msg("orientation %d, quarter %d: %d %% dark", o, q, dark);
        }
    }
}

static void widths_outside_the_bounds_are_brought_inside(void **state)
{
    (void)state;
    ScanFile pdf = raw_pdf(1, "0 0 100 50", "");
    assert_int_equal(png_number(drawn(pdf, 1, 1), 16), SCAN_LEAST_WIDTH);
    assert_int_equal(png_number(drawn(pdf, 1, 1000000), 16), SCAN_MOST_WIDTH);
}

static void *draw_in_thread(void *pdf)
{
    Arena *own = arena_new();
    Str png = str_make(own);
    Err err = { 0 };
    bool done = scan_render_file(*(const ScanFile *)pdf, 1, 200, &png, &err);
    arena_free(own);
    return done ? pdf : NULL;
}

static void threads_draw_at_once_and_leave_no_descriptor_or_child(void **state)
{
    (void)state;
    ScanFile pdf = raw_pdf(1, "0 0 100 50", "");
    pthread_t threads[4];
    int before = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(before);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, draw_in_thread, &pdf), 0);
    for (int i = 0; i < 4; i++) {
        void *done;
        pthread_join(threads[i], &done);
        assert_non_null(done);
    }
    int after = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(after);
    assert_int_equal(before, after);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_own_pdf_has_its_pages_and_becomes_a_picture),
        cmocka_unit_test(a_page_is_drawn_and_not_blank),
        cmocka_unit_test(a_file_on_disk_is_read_by_its_path_whatever_its_name),
        cmocka_unit_test(a_page_beyond_the_last_is_not_found),
        cmocka_unit_test(a_thousand_pages_are_taken_and_one_more_is_refused),
        cmocka_unit_test(limits_given_are_the_ones_kept),
        cmocka_unit_test(text_zip_and_empty_files_are_refused),
        cmocka_unit_test(broken_files_of_each_kind_are_refused),
        cmocka_unit_test(files_locked_by_user_or_owner_are_refused),
        cmocka_unit_test(pages_and_pictures_too_large_are_refused_unpainted),
        cmocka_unit_test(jpeg_and_png_are_one_page_of_the_asked_width),
        cmocka_unit_test(a_photograph_stands_as_the_telephone_was_held),
        cmocka_unit_test(widths_outside_the_bounds_are_brought_inside),
        cmocka_unit_test(threads_draw_at_once_and_leave_no_descriptor_or_child),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
