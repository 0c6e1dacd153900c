// SPDX-License-Identifier: Apache-2.0
/* Reads the .mo files that msgfmt made of catalogue_test.po, little- and big-endian (argv 1 and 2). */
#include "base/catalogue.h"
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { MOST = 4096, COUNT_AT = 8 };
static char  file[2][MOST];
static size_t size[2];

static void both_byte_orders_are_read(void **state)
{
    (void)state;
    static const char *const WANT[][2] = {
        { "save", "saxla" },
        { "the seat is held by {0}", "ştat vahidini {0} tutur" },
        { "a long text of two lines", "iki sətirlik mətn" },
        { "said \"so\"", "“belə” deyilib" },
        { "a", "1" },
        { "b", "2" },
    };
    for (int k = 0; k < 2; k++) {
        Arena *a = arena_new();
        Err err = { 0 };
        const Catalogue *c = catalogue_open(a, file[k], size[k], &err);
        assert_non_null(c);
        assert_int_equal(catalogue_count(c), 6);
        for (size_t i = 0; i < 6; i++)
            assert_string_equal(catalogue_find(c, WANT[i][0]), WANT[i][1]);
        arena_free(a);
    }
    assert_memory_not_equal(file[0], file[1], 4);
}

static void what_is_missing_is_shown_as_it_is(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Err err = { 0 };
    const Catalogue *c = catalogue_open(a, file[0], size[0], &err);
    assert_non_null(c);
    static const char *const MISSING[] = { "not yet translated", "unknown", "Save", "sav", "" };
    for (size_t i = 0; i < 5; i++)
        assert_ptr_equal(catalogue_find(c, MISSING[i]), MISSING[i]);
    arena_free(a);
}

/* Every cut of the file, each in a block of its own so that reading beyond it is seen. */
static void a_cut_or_foreign_file_is_refused(void **state)
{
    (void)state;
    for (size_t n = 0; n < size[0]; n++) {
        Arena *a = arena_new();
        Err err = { 0 };
        char *cut = test_malloc(n ? n : 1);
        memcpy(cut, file[0], n);
        if (catalogue_open(a, cut, n, &err))
            fail_msg("the first %zu bytes of %zu were taken", n, size[0]);
        assert_int_equal(err.kind, ERR_INTERNAL);
        test_free(cut);
        arena_free(a);
    }
    Arena *a = arena_new();
    Err err = { 0 };
    char changed[MOST];
    memcpy(changed, file[0], size[0]);
    memset(changed + COUNT_AT, 0xFF, 4);
    assert_null(catalogue_open(a, changed, size[0], &err));
    err_clear(&err);
    memcpy(changed, file[0], size[0]);
    changed[0] ^= 1;
    assert_null(catalogue_open(a, changed, size[0], &err));
    arena_free(a);
}

static void *find_often(void *arg)
{
    intptr_t wrong = 0;
    for (int i = 0; i < 2000; i++)
        wrong += strcmp(catalogue_find(arg, "save"), "saxla") != 0;
    return (void *)wrong;
}

static void threads_share_one_catalogue(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Err err = { 0 };
    Catalogue *c = catalogue_open(a, file[0], size[0], &err);
    assert_non_null(c);
    pthread_t thread[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, find_often, c), 0);
    for (int i = 0; i < 4; i++) {
        void *wrong;
        pthread_join(thread[i], &wrong);
        assert_null(wrong);
    }
    arena_free(a);
}

int main(int argc, char **argv)
{
    for (int k = 0; k < 2; k++) {
        FILE *in = argc > k + 1 ? fopen(argv[k + 1], "rb") : NULL;
        if (!in)
            return 1;
        size[k] = fread(file[k], 1, MOST, in);
        fclose(in);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_byte_orders_are_read),
        cmocka_unit_test(what_is_missing_is_shown_as_it_is),
        cmocka_unit_test(a_cut_or_foreign_file_is_refused),
        cmocka_unit_test(threads_share_one_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
