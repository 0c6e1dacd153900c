// SPDX-License-Identifier: Apache-2.0
#include "doc/pdf.h"
#include "doc/sample.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static Str printed(const Doc *d)
{
    Str out = str_make(a);
    Err err = { 0 };
    bool done = pdf_write(d, a, &out, &err);
    if (!done)
        print_error("%s: %s\n", err.faults[0].msgid, err.detail);
    assert_true(done);
    assert_memory_equal(out.s, "%PDF-", 5);
    return out;
}

/* What `tool` (pdftotext, pdfinfo, pdffonts) says about a PDF. */
static const char *said(const char *tool, Str pdf, const char *rest)
{
    char path[] = "/tmp/kadr-pdf-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, pdf.s, pdf.len), (ssize_t)pdf.len);
    close(fd);
    FILE *p = popen(arena_printf(a, "%s %s %s", tool, path, rest), "r");
    assert_non_null(p);
    Str out = str_make(a);
    char buf[4096];
    for (size_t n; (n = fread(buf, 1, sizeof buf, p)) > 0;)
        str_addn(&out, buf, n);
    assert_int_equal(pclose(p), 0);
    unlink(path);
    return out.s;
}

static const char *text_of(Str pdf) { return said("pdftotext -layout", pdf, "-"); }

static int pages_of(Str pdf)
{
    const char *line = strstr(said("pdfinfo", pdf, ""), "Pages:");
    assert_non_null(line);
    return (int)strtol(line + 6, NULL, 10);
}

static int count_of(const char *text, const char *what)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static void assert_says(const char *text, const char *what)
{
    if (!strstr(text, what))
        fail_msg("'%s' is not in:\n%s", what, text);
}

static void the_same_paper_gives_the_same_bytes(void **state)
{
    (void)state;
    Str first = printed(sample_act(a)), other = printed(sample_register(a, 30));
    Str again = printed(sample_act(a));
    assert_int_equal(first.len, again.len);
    assert_memory_equal(first.s, again.s, first.len);
    assert_int_not_equal(first.len, other.len);
}

static void *print_in_thread(void *out)
{
    Arena *own = arena_new();
    Err err = { 0 };
    Str pdf = str_make(own);
    Str *ret = out;
    if (pdf_write(sample_act(own), own, &pdf, &err)) {
        ret->s = malloc(pdf.len);
        memcpy(ret->s, pdf.s, pdf.len);
        ret->len = pdf.len;
    }
    arena_free(own);
    return NULL;
}

static void four_threads_at_once_give_the_same_bytes(void **state)
{
    (void)state;
    pthread_t threads[4];
    Str got[4] = { 0 }, one = printed(sample_act(a));
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, print_in_thread, &got[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(got[i].len, one.len);
        assert_memory_equal(got[i].s, one.s, one.len);
        free(got[i].s);
    }
}

static void another_date_of_making_gives_other_bytes(void **state)
{
    (void)state;
    Doc *d = sample_act(a);
    Str first = printed(d);
    doc_meta(d, "137-k nömrəli əmr", "Kadrlar idarəsi", (Instant){ 1794556800000000LL });
    Str second = printed(d);
    assert_true(first.len != second.len || memcmp(first.s, second.s, first.len) != 0);
}

static void the_act_reads_as_it_was_written(void **state)
{
    (void)state;
    const char *text = text_of(printed(sample_act(a)));
    const char *const said_there[] = { "DÖVLƏT MİQRASİYA XİDMƏTİ", "ƏMR", "№ 137-k", "12 noyabr 2026-cı il",
        "Şəxsi heyət üzrə", "ƏMR EDİRƏM:", "1. Əliyev Kamran Rauf oğlu", "2. Quluzadə Çinarə İlqar qızı",
        "2.1. şəxsi işi", "2.2. istifadə", "3. Əmrin icrasına", "Əsas:", "F. Q. Nəbiyev", "Razılaşdırılıb:",
        "Əmrlə tanış oldum:", "a41f 90c2" };
    for (size_t i = 0; i < sizeof said_there / sizeof *said_there; i++)
        assert_says(text, said_there[i]);
}

static void every_letter_of_the_alphabet_comes_out(void **state)
{
    (void)state;
    static const char LETTERS[] = "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKk QqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz";
    Doc *d = doc_new(a, "az");
    doc_text(d, DOC_NOTE, LETTERS);
    doc_para(d, "fi fı ffi fl");
    Str pdf = printed(d);
    assert_says(text_of(pdf), LETTERS);
    assert_says(text_of(pdf), "fi fı ffi fl");
    const char *fonts = said("pdffonts", pdf, "");
    assert_null(strstr(fonts, " no  no"));
    assert_null(strstr(fonts, "Type 3"));
}

static void the_file_says_its_title_author_and_date(void **state)
{
    (void)state;
    const char *info = said("TZ=UTC pdfinfo -isodates", printed(sample_act(a)), "");
    assert_says(info, "137-k nömrəli əmr");
    assert_says(info, "Kadrlar idarəsi");
    assert_says(info, "CreationDate:    2026-11-12T08:00:00Z");
    assert_says(info, "ModDate:         2026-11-12T08:00:00Z");
    assert_says(info, "(A4)");
}

static void a_long_table_repeats_its_headings_and_numbers_its_pages(void **state)
{
    (void)state;
    Str pdf = printed(sample_register(a, 40));
    const char *text = text_of(pdf);
    int pages = pages_of(pdf);
    assert_int_equal(pages, 3);
    assert_int_equal(count_of(text, "Qısa məzmunu"), pages);
    for (int i = 1; i <= pages; i++)
        assert_says(text, arena_printf(a, "%d/%d", i, pages));
    for (int i = 1; i <= 40; i++)
        assert_says(text, arena_printf(a, "04/%d", 200 + i));
    assert_says(text, "40 sənəd");
}

static void a_suffix_is_never_parted_from_its_number(void **state)
{
    (void)state;
    Doc *d = doc_new(a, "az");
    for (int shift = 0; shift < 20; shift++) {            /* moves the line ends letter by letter */
        Str words = str_make(a);
        str_addf(&words, "%.*s ", shift, "abcdefghijklmnopqrst");
        for (int i = 0; i < 13; i++)
            str_addf(&words, "sözlərin 2026-cı №-si № %d ", i);
        doc_para(d, words.s);
    }
    const char *text = said("pdftotext -raw", printed(d), "-");
    assert_int_equal(count_of(text, "2026-cı"), 13 * 20);
    assert_null(strstr(text, "2026-\n"));
    assert_null(strstr(text, "№-\n"));
    assert_null(strstr(text, "№\n"));
}

static void one_page_has_no_page_number(void **state)
{
    (void)state;
    Doc *d = doc_new(a, "az");
    doc_para(d, "bir səhifə");
    Str pdf = printed(d);
    assert_int_equal(pages_of(pdf), 1);
    assert_null(strstr(text_of(pdf), "1/1"));
}

static void an_empty_paper_has_one_page(void **state)
{
    (void)state;
    assert_int_equal(pages_of(printed(doc_new(a, "az"))), 1);
}

static void a_name_without_spaces_wraps_in_its_cell(void **state)
{
    (void)state;
    static const DocColumn COLUMNS[] = { { "Ad", 1, DOC_LEFT }, { "Qeyd", 9, DOC_LEFT } };
    Doc *d = doc_new(a, "az");
    doc_table(d, COLUMNS, 2, 0);
    doc_row(d, (const char *const[]){ "ƏbdülhəmidovaŞıxəlibəyliMəmmədquluzadə", "qeyd" });
    const char *text = text_of(printed(d));
    assert_null(strstr(text, "ƏbdülhəmidovaŞıxəlibəyliMəmmədquluzadə"));
    assert_says(text, "Əbdül");
    assert_says(text, "zadə");
}

static void a_row_longer_than_a_page_goes_on_over_pages(void **state)
{
    (void)state;
    static const DocColumn COLUMNS[] = { { "№", 1, DOC_CENTRE }, { "Mətn", 9, DOC_LEFT } };
    Doc *d = doc_new(a, "az");
    Str cell = str_make(a);
    for (int i = 0; i < 200; i++)
        str_addf(&cell, "sətir%03d\n", i);
    doc_table(d, COLUMNS, 2, 0);
    doc_row(d, (const char *const[]){ "1", cell.s });
    doc_row(d, (const char *const[]){ "2", "sonuncu" });
    Str pdf = printed(d);
    const char *text = text_of(pdf);
    for (int i = 0; i < 200; i++)
        assert_says(text, arena_printf(a, "sətir%03d", i));
    assert_says(text, "sonuncu");
    assert_int_equal(count_of(text, "Mətn"), pages_of(pdf));
    assert_int_equal(pages_of(pdf), 4);
}

static void a_signature_takes_the_end_of_the_text_with_it(void **state)
{
    (void)state;
    /* The text grows line by line: wherever the page ends, the signature never stands on a
     * page that has none of the text above it. */
    for (int lines = 34; lines <= 48; lines++) {
        Doc *d = doc_new(a, "az");
        for (int i = 0; i < lines; i++)
            doc_text(d, DOC_PLAIN, i < lines - 3 ? "ara" : "sondan\nsətir\nsətir\nson");
        doc_sign(d, &(DocSign){ .post = "Xidmətin rəisi", .name = "F. Q. Nəbiyev" });
        Str pdf = printed(d);
        const char *text = text_of(pdf), *sign = strstr(text, "Nəbiyev"), *last = sign;
        assert_non_null(sign);
        while (last > text && *last != '\f')
            last--;
        assert_says(last, "son");
        assert_true(strstr(last, "son") < sign);
    }
}

static void a_heading_is_never_the_last_line_of_a_page(void **state)
{
    (void)state;
    for (int lines = 35; lines <= 48; lines++) {
        Doc *d = doc_new(a, "az");
        for (int i = 0; i < lines; i++)
            doc_text(d, DOC_PLAIN, "ara");
        doc_section(d, "BAŞLIQ");
        doc_para(d, "mətn");
        const char *text = text_of(printed(d)), *head = strstr(text, "BAŞLIQ"), *body = strstr(text, "mətn");
        assert_non_null(head);
        assert_non_null(body);
        for (const char *p = head; p < body; p++)
            assert_int_not_equal(*p, '\f');
    }
}

static void text_that_is_not_utf8_is_printed_with_replacement(void **state)
{
    (void)state;
    Doc *d = doc_new(a, "az");
    doc_para(d, "əvvəl \xff\xfe sonra");
    const char *text = text_of(printed(d));
    assert_says(text, "əvvəl");
    assert_says(text, "sonra");
}

static void assert_refused(const Doc *d, const char *field)
{
    Str out = str_make(a);
    str_add(&out, "kept");
    Err err = { 0 };
    assert_false(pdf_write(d, a, &out, &err));
    assert_int_equal(err.kind, ERR_INVALID);
    assert_string_equal(err.faults[0].field, field);
    assert_string_equal(out.s, "kept");
}

static void a_code_text_of_200_bytes_fits_and_201_do_not(void **state)
{
    (void)state;
    char text[202];
    memset(text, 'k', 201);
    text[201] = '\0';
    Doc *over = doc_new(a, "az");
    doc_footer(over, NULL, NULL, text);
    assert_refused(over, "qr");
    text[200] = '\0';
    Doc *fits = doc_new(a, "az");
    doc_footer(fits, NULL, NULL, text);
    doc_code(fits, text, 30);
    printed(fits);
}

static void a_picture_that_is_no_png_is_refused(void **state)
{
    (void)state;
    Doc *d = doc_new(a, "az");
    doc_picture(d, "GIF89a, and then enough bytes to hold a header", 46, 30);
    assert_refused(d, "picture");
}

static void a_picture_of_a_million_by_a_million_is_refused_unread(void **state)
{
    (void)state;
    unsigned char png[64] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
                              0, 0x0f, 0x42, 0x40, 0, 0x0f, 0x42, 0x40, 8, 2 };
    Doc *d = doc_new(a, "az");
    doc_sign(d, &(DocSign){ .post = "Rəis", .name = "A. A.", .png = png, .png_size = sizeof png });
    assert_refused(d, "picture");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_paper_gives_the_same_bytes),
        cmocka_unit_test(four_threads_at_once_give_the_same_bytes),
        cmocka_unit_test(another_date_of_making_gives_other_bytes),
        cmocka_unit_test(the_act_reads_as_it_was_written),
        cmocka_unit_test(every_letter_of_the_alphabet_comes_out),
        cmocka_unit_test(the_file_says_its_title_author_and_date),
        cmocka_unit_test(a_long_table_repeats_its_headings_and_numbers_its_pages),
        cmocka_unit_test(a_suffix_is_never_parted_from_its_number),
        cmocka_unit_test(one_page_has_no_page_number),
        cmocka_unit_test(an_empty_paper_has_one_page),
        cmocka_unit_test(a_name_without_spaces_wraps_in_its_cell),
        cmocka_unit_test(a_row_longer_than_a_page_goes_on_over_pages),
        cmocka_unit_test(a_signature_takes_the_end_of_the_text_with_it),
        cmocka_unit_test(a_heading_is_never_the_last_line_of_a_page),
        cmocka_unit_test(text_that_is_not_utf8_is_printed_with_replacement),
        cmocka_unit_test(a_code_text_of_200_bytes_fits_and_201_do_not),
        cmocka_unit_test(a_picture_that_is_no_png_is_refused),
        cmocka_unit_test(a_picture_of_a_million_by_a_million_is_refused_unread),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
