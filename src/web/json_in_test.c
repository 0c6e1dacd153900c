// SPDX-License-Identifier: Apache-2.0
#include "web/json_in.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static Arena *arena;
static Err err;
static bool malformed;

static int setup(void **state)    { (void)state; arena = arena_new(); return 0; }
static int teardown(void **state) { (void)state; arena_free(arena); return 0; }

static const char *read_json(const char *text)
{
    Nest nest = nest_make(arena);
    err = (Err){ 0 };
    bool ok = json_read(&nest, text, strlen(text), &err);
    assert_int_equal(ok, err.kind == ERR_NONE);
    malformed = nest.malformed;
    Str out = str_make(arena);
    val_write_json(nest_value(&nest), &out);
    return out.s;
}

static void objects_arrive_as_they_are(void **state)
{
    (void)state;
    const char *const same[] = {
        "{}", "{\"a\":1}", "{\"a\":\"\"}", "{\"a\":[]}", "{\"a\":{}}", "{\"a\":[[],{}]}", "{\"a\":null}",
        "{\"a\":true,\"b\":false}", "{\"n\":-9223372036854775808,\"m\":9223372036854775807}",
        "{\"items\":[{\"person_id\":5,\"tags\":[\"x\",\"y\"]},{\"person_id\":6}]}", "{\"\u018F\":\"\u015F\"}",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_string_equal(read_json(same[i]), same[i]);
        assert_int_equal(err.kind, ERR_NONE);
    }
}

static void dotted_keys_nest_as_in_a_form(void **state)
{
    (void)state;
    assert_string_equal(read_json("{\"items.0.person_id\":5,\"items.1.person_id\":6}"),
                        "{\"items\":[{\"person_id\":5},{\"person_id\":6}]}");
    read_json("{\"a\":{\"b\":1},\"a.b\":2}");
    assert_int_equal(err.kind, ERR_INVALID);
    assert_string_equal(err.faults[0].field, "a.b");
}

static void a_fraction_is_refused_and_its_field_named(void **state)
{
    (void)state;
    assert_string_equal(read_json("{\"items\":[{\"sum\":12.50}],\"b\":1}"), "{\"items\":[{}],\"b\":1}");
    assert_int_equal(err.kind, ERR_INVALID);
    assert_string_equal(err.faults[0].field, "items.0.sum");
    assert_false(malformed);
    read_json("{\"a\":1e3}");
    assert_int_equal(err.kind, ERR_INVALID);
}

static void what_is_json_but_not_ours_is_invalid(void **state)
{
    (void)state;
    const char *const wrong[] = {
        "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}",
        "{\"a\":\"\xC0\xAF\"}", "{\"a\":\"\xff\"}", "{\"a\":9223372036854775808}", "{\"\":1}", "{\"a.\":1}",
        "{\"a\":[1],\"a.b\":1}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        read_json(wrong[i]);
        if (err.kind != ERR_INVALID || malformed)
            fail_msg("%s: %s %d", wrong[i], err_kind_name(err.kind), malformed);
    }
}

static void what_is_not_a_json_object_is_malformed(void **state)
{
    (void)state;
    const char *const wrong[] = { "", " ", "{", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "[]", "1",
        "null", "\"a\"",
                                  "{\"a\":01}", "{\"a\":\"\n\"}", "{} {}", "{\"a\":\"\\ud800\"}",
                                  "\xEF\xBB\xBF{}" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        read_json(wrong[i]);
        if (err.kind != ERR_INVALID || !malformed)
            fail_msg("%s was taken", wrong[i]);
    }
}

static void depth_has_its_limit(void **state)
{
    (void)state;
    read_json("{\"a\":[[[[[[[1]]]]]]]}");
    assert_int_equal(err.kind, ERR_NONE);
    read_json("{\"a\":[[[[[[[[1]]]]]]]]}");
    assert_int_equal(err.kind, ERR_INVALID);
    Str deep = str_make(arena);
    str_add(&deep, "{\"a\":");
    for (int i = 0; i < 100000; i++)
        str_addc(&deep, '[');
    read_json(deep.s);
    assert_int_equal(err.kind, ERR_INVALID);
}

static void a_list_has_its_limit(void **state)
{
    (void)state;
    Str list = str_make(arena);
    str_add(&list, "{\"a\":[1");
    for (int i = 1; i <= NEST_INDEX; i++)
        str_add(&list, ",1");
    read_json(arena_printf(arena, "%s]}", list.s));
    assert_int_equal(err.kind, ERR_NONE);
    read_json(arena_printf(arena, "%s,1]}", list.s));
    assert_int_equal(err.kind, ERR_INVALID);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(objects_arrive_as_they_are), T(dotted_keys_nest_as_in_a_form),
        T(a_fraction_is_refused_and_its_field_named),
        T(what_is_json_but_not_ours_is_invalid), T(what_is_not_a_json_object_is_malformed),
        T(depth_has_its_limit),
        T(a_list_has_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
