// SPDX-License-Identifier: Apache-2.0
#include "base/str.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

static void a_new_text_is_empty(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Str s = str_make(a);
    assert_string_equal(s.s, "");
    assert_int_equal(s.len, 0);
    arena_free(a);
}

static void each_way_of_adding_adds_at_the_end(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Str s = str_make(a);
    str_add(&s, "bir");
    str_addc(&s, ' ');
    str_addn(&s, "ikiüç", 3);
    str_addf(&s, " %d-%s", 3, "ü");
    assert_string_equal(s.s, "bir iki 3-ü");
    assert_int_equal(s.len, strlen(s.s));
    arena_free(a);
}

static void a_text_grows_without_end(void **state)
{
    (void)state;
    enum { N = 20000 };
    Arena *a = arena_new();
    Str s = str_make(a);
    for (int i = 0; i < N; i++)
        str_addf(&s, "%05d", i);
    assert_int_equal(s.len, N * 5);
    for (int i = 0; i < N; i++) {
        char five[6];
        snprintf(five, sizeof five, "%05d", i);
        assert_memory_equal(s.s + (size_t)i * 5, five, 5);
    }
    assert_int_equal(s.s[s.len], '\0');
    arena_free(a);
}

static void bytes_may_be_anything(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Str s = str_make(a);
    str_addn(&s, "a\0b", 3);
    str_addc(&s, '\0');
    str_add(&s, "c");
    assert_int_equal(s.len, 5);
    assert_memory_equal(s.s, "a\0b\0c", 6);
    arena_free(a);
}

/* The first room is 256 bytes: both sides of that edge. */
static void the_end_is_always_a_nul(void **state)
{
    (void)state;
    for (size_t n = 250; n < 260; n++) {
        Arena *a = arena_new();
        Str s = str_make(a);
        for (size_t i = 0; i < n; i++)
            str_addc(&s, 'x');
        assert_int_equal(strlen(s.s), n);
        arena_free(a);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_new_text_is_empty),
        cmocka_unit_test(each_way_of_adding_adds_at_the_end),
        cmocka_unit_test(a_text_grows_without_end),
        cmocka_unit_test(bytes_may_be_anything),
        cmocka_unit_test(the_end_is_always_a_nul),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
