// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

static int zeroed(const char *p, size_t size)
{
    while (size && !*p)
        p++, size--;
    return size == 0;
}

static void memory_is_zeroed_and_aligned_whatever_its_size(void **state)
{
    (void)state;
    Arena *a = arena_new();
    for (size_t size = 0; size < 100000; size = size * 3 + 1) {
        char *p = arena_alloc(a, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        assert_true(zeroed(p, size));
        memset(p, 0xAA, size);
    }
    arena_free(a);
}

static void pieces_do_not_overlap(void **state)
{
    (void)state;
    enum { N = 5000, SIZE = 40 };
    Arena *a = arena_new();
    char **piece = NEW_N(a, char *, N);
    for (int i = 0; i < N; i++) {
        piece[i] = arena_alloc(a, SIZE);
        memset(piece[i], i & 0x7F, SIZE);
    }
    for (int i = 0; i < N; i++)
        for (int k = 0; k < SIZE; k++)
            assert_int_equal(piece[i][k], i & 0x7F);
    arena_free(a);
}

static void the_last_piece_is_extended_where_it_stands(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char *p = arena_alloc(a, 100);
    memset(p, 'x', 100);
    char *longer = arena_extend(a, p, 100, 1000);
    assert_ptr_equal(longer, p);
    assert_int_equal(longer[99], 'x');
    assert_true(zeroed(longer + 100, 900));
    char *next = arena_alloc(a, 10);
    assert_true(next >= longer + 1000);
    arena_free(a);
}

static void a_piece_with_others_behind_it_or_no_room_is_copied(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char *p = arena_alloc(a, 100);
    memset(p, 'x', 100);
    arena_alloc(a, 1);
    char *copy = arena_extend(a, p, 100, 200);
    assert_ptr_not_equal(copy, p);
    assert_memory_equal(copy, p, 100);
    assert_true(zeroed(copy + 100, 100));
    char *moved = arena_extend(a, copy, 200, 2000000);
    assert_memory_equal(moved, p, 100);
    assert_true(zeroed(moved + 100, 1999900));
    arena_free(a);
}

static void an_emptied_arena_gives_zeroed_memory_again(void **state)
{
    (void)state;
    Arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 200; i++) {
            char *p = arena_alloc(a, 10000);
            assert_true(zeroed(p, 10000));
            memset(p, 0x55, 10000);
        }
        arena_reset(a);
    }
    arena_free(a);
    arena_free(NULL);
}

static void texts_are_copied(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char text[] = "bir iki";
    char *copy = arena_strdup(a, text), *cut = arena_strndup(a, text, 3), *all = arena_strndup(a, text, 99);
    char *printed = arena_printf(a, "%s-%d", text, 7);
    memset(text, 'x', sizeof text - 1);
    assert_string_equal(copy, "bir iki");
    assert_string_equal(cut, "bir");
    assert_string_equal(all, "bir iki");
    assert_string_equal(printed, "bir iki-7");
    assert_null(arena_strdup(a, NULL));
    assert_int_equal(((char *)arena_memdup(a, "a\0b", 3))[2], 'b');
    arena_free(a);
}

static void a_long_text_is_printed_whole(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char *s = arena_printf(a, "%0*d", 70000, 5);
    assert_int_equal(strlen(s), 70000);
    assert_int_equal(s[69999], '5');
    arena_free(a);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_last_piece_is_extended_where_it_stands),
        cmocka_unit_test(a_piece_with_others_behind_it_or_no_room_is_copied),
        cmocka_unit_test(memory_is_zeroed_and_aligned_whatever_its_size),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(an_emptied_arena_gives_zeroed_memory_again),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(a_long_text_is_printed_whole),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
