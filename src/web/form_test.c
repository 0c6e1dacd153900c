// SPDX-License-Identifier: Apache-2.0
/* What names and values of a form become. */
#include "web/decode.h"
#include "web/form.h"
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

/* The form as JSON; faults are left in `err`. */
static const char *read_form(const char *text)
{
    Nest nest = nest_make(arena);
    err = (Err){ 0 };
    query_read(&nest, text, strlen(text), &err);
    malformed = nest.malformed;
    Str out = str_make(arena);
    val_write_json(nest_value(&nest), &out);
    return out.s;
}

static void expect(const char *text, const char *json)
{
    assert_string_equal(read_form(text), json);
    assert_int_equal(err.kind, ERR_NONE);
}

static void expect_fault(const char *text, const char *field, const char *msgid)
{
    read_form(text);
    assert_int_equal(err.kind, ERR_INVALID);
    assert_string_equal(err.faults[0].field, field);
    assert_string_equal(err.faults[0].msgid, msgid);
}

static void names_nest_at_dots(void **state)
{
    (void)state;
    expect("", "{}");
    expect("a=1", "{\"a\":\"1\"}");
    expect("a", "{\"a\":\"\"}");
    expect("a=&b==x", "{\"a\":\"\",\"b\":\"=x\"}");
    expect("&&a=1&", "{\"a\":\"1\"}");
    expect("items.0.person_id=5", "{\"items\":[{\"person_id\":\"5\"}]}");
    expect("a.b.c=1&a.b.d=2&a.e=3", "{\"a\":{\"b\":{\"c\":\"1\",\"d\":\"2\"},\"e\":\"3\"}}");
    expect("x.0.0=1&x.0.1=2&x.1.0=3", "{\"x\":[[\"1\",\"2\"],[\"3\"]]}");
    expect("a%2Eb=1", "{\"a\":{\"b\":\"1\"}}");
}

static void places_keep_their_order_and_close_their_gaps(void **state)
{
    (void)state;
    expect("r.7.n=c&r.2.n=b&r.0.n=a&r.2.m=B",
           "{\"r\":[{\"n\":\"a\"},{\"n\":\"b\",\"m\":\"B\"},{\"n\":\"c\"}]}");
    expect("r.10=b&r.9=a&r.999=c", "{\"r\":[\"a\",\"b\",\"c\"]}");
}

static void brackets_gather_what_comes_many_times(void **state)
{
    (void)state;
    expect("tags[]=a", "{\"tags\":[\"a\"]}");
    expect("tags[]=a&x=1&tags[]=a&tags[]=b", "{\"tags\":[\"a\",\"a\",\"b\"],\"x\":\"1\"}");
    expect("f.unit[]=1&f.unit[]=2", "{\"f\":{\"unit\":[\"1\",\"2\"]}}");
}

static void a_plain_name_twice_is_a_fault(void **state)
{
    (void)state;
    expect_fault("a=1&a=2", "a", "the field is given twice");
    expect_fault("r.0.n=1&r.0.n=1", "r.0.n", "the field is given twice");
}

static void names_at_odds_are_faults(void **state)
{
    (void)state;
    const char *const forms[] = { "a=1&a.b=2", "a.b=1&a=2", "a.b=1&a.0=2", "a.0=1&a.b=2", "a=1&a[]=2",
        "a[]=1&a=2",
                                  "a[]=1&a.0=2", "a.0=1&a[]=2", "a.b=1&a[]=2", "a[]=1&a.b=2", "0=a" };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        read_form(forms[i]);
        assert_int_equal(err.kind, ERR_INVALID);
        assert_int_equal(err.count, 1);
    }
}

static void names_must_be_names(void **state)
{
    (void)state;
    const char *const forms[] = { "=1", ".=1", "a.=1", ".a=1", "a..b=1", "a.00=1", "a.01=1", "%ff=1",
        "a%00=1" };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        read_form(forms[i]);
        if (err.kind != ERR_INVALID || malformed)
            fail_msg("%s was taken", forms[i]);
    }
}

static void places_and_depth_have_their_limits(void **state)
{
    (void)state;
    expect("a.999=1", "{\"a\":[\"1\"]}");
    expect_fault("a.1000=1", "a.1000", "the name goes too deep or its number is too high");
    expect_fault("a.99999999999999999999=1", "a.99999999999999999999",
                 "the name goes too deep or its number is too high");
    expect("a.b.c.d.e.f.g.h=1", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":\"1\"}}}}}}}}");
    expect("a.b.c.d.e.f.g[]=1", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":[\"1\"]}}}}}}}");
    expect_fault("a.b.c.d.e.f.g.h[]=1", "a.b.c.d.e.f.g.h",
                 "the name goes too deep or its number is too high");
    expect_fault("a.b.c.d.e.f.g.h.i=1", "a.b.c.d.e.f.g.h.i",
                 "the name goes too deep or its number is too high");
}

static void the_number_of_values_has_its_limit(void **state)
{
    (void)state;
    Str form = str_make(arena);
    for (int i = 0; i < NEST_NAMES; i++)
        str_addf(&form, "n%d=1&", i);
    read_form(form.s);
    assert_int_equal(err.kind, ERR_NONE);
    str_add(&form, "more=1");
    expect_fault(form.s, "", "there are too many values");
    form = str_make(arena);
    for (int i = 0; i <= NEST_INDEX; i++)
        str_add(&form, "a[]=1&");
    read_form(form.s);
    assert_int_equal(err.kind, ERR_NONE);
    str_add(&form, "a[]=1");
    expect_fault(form.s, "a", "there are too many values");
    form = str_make(arena);
    for (int i = 0; i < NEST_NODES; i++)
        str_addf(&form, "m%d.%d=1&", i / 900, i % 900);
    expect_fault(form.s, "", "there are too many values");
}

static void a_name_longer_than_200_bytes_is_a_fault(void **state)
{
    (void)state;
    char form[300];
    memset(form, 'n', sizeof form);
    memcpy(form + NEST_NAME_BYTES, "=1", 3);
    read_form(form);
    assert_int_equal(err.kind, ERR_NONE);
    memcpy(form + NEST_NAME_BYTES, "n=1", 4);
    read_form(form);
    assert_int_equal(err.kind, ERR_INVALID);
}

static void escapes_are_read_strictly(void **state)
{
    (void)state;
    expect("a+b=c+d%2B", "{\"a b\":\"c d+\"}");
    expect("a=%c5%9F", "{\"a\":\"\u015F\"}");
    const char *const broken[] = { "a=%", "a=%1", "a=%g0", "a=%0g", "a=1%", "%=1", "a=%%41" };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        read_form(broken[i]);
        assert_int_equal(err.kind, ERR_INVALID);
        assert_true(malformed);
    }
}

static void what_is_not_text_is_refused_and_its_field_named(void **state)
{
    (void)state;
    const char *const values[] = { "%00", "x%00y", "%80", "%C0%80", "%C1%BF", "%E0%80%80", "%E0%9F%BF",
        "%ED%A0%80",
                                   "%F0%80%80%80", "%F0%8F%BF%BF", "%F4%90%80%80", "%F5%80%80%80", "%C5",
                                   "%E2%82",
                                   "%FE", "%C5%41" };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char form[64];
        snprintf(form, sizeof form, "r.0.note=%s&b=1", values[i]);
        expect_fault(form, "r.0.note", "the text holds characters that cannot be read");
        assert_false(malformed);
    }
    expect("a=%EE%80%80%ED%9F%BF%F4%8F%BF%BF%E0%A0%80", "{\"a\":\"\uE000\uD7FF\U0010FFFF\u0800\"}");
}

static void every_fault_is_told_and_the_rest_is_read(void **state)
{
    (void)state;
    assert_string_equal(read_form("a=1&a=2&b=%ff&c=3"), "{\"a\":\"1\",\"c\":\"3\"}");
    assert_int_equal(err.count, 2);
}

static void a_cut_never_breaks_a_character(void **state)
{
    (void)state;
    const char *s = "a\u0259\u20AC\U0001F4C4";                     /* 1 + 2 + 3 + 4 bytes */
    const size_t cuts[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10 };
    for (size_t limit = 0; limit < sizeof cuts / sizeof *cuts; limit++)
        assert_int_equal(decode_cut(s, 10, limit), cuts[limit]);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(names_nest_at_dots), T(places_keep_their_order_and_close_their_gaps),
        T(brackets_gather_what_comes_many_times), T(a_plain_name_twice_is_a_fault),
        T(names_at_odds_are_faults),
        T(names_must_be_names), T(places_and_depth_have_their_limits), T(the_number_of_values_has_its_limit),
        T(a_name_longer_than_200_bytes_is_a_fault), T(escapes_are_read_strictly),
        T(what_is_not_text_is_refused_and_its_field_named), T(every_fault_is_told_and_the_rest_is_read),
        T(a_cut_never_breaks_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
