// SPDX-License-Identifier: Apache-2.0
#include "base/val.h"
#include <stdarg.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

static int make(void **state) { return !(*state = arena_new()); }
static int drop(void **state) { arena_free(*state); return 0; }

static void json_is(Arena *a, const Val *v, const char *expected)
{
    Str s = str_make(a);
    val_write_json(v, &s);
    assert_string_equal(s.s, expected);
}

static void canonical_is(Arena *a, const Val *v, const char *expected)
{
    Str s = str_make(a);
    val_write_canonical(v, &s);
    assert_string_equal(s.s, expected);
}

static void each_value_has_its_json(void **state)
{
    Arena *a = *state;
    json_is(a, val_null(a), "null");
    json_is(a, val_bool(a, true), "true");
    json_is(a, val_bool(a, false), "false");
    json_is(a, val_int(a, INT64_MIN), "-9223372036854775808");
    json_is(a, val_text(a, ""), "\"\"");
    json_is(a, val_text(a, NULL), "null");
    json_is(a, val_date(a, date_make(2026, 3, 1)), "\"2026-03-01\"");
    json_is(a, val_date(a, DATE_FOREVER), "null");
    json_is(a, val_instant(a, (Instant){ 1 }), "\"1970-01-01T00:00:00.000001Z\"");
    json_is(a, val_optint(a, (OptInt){ 0 }), "null");
    json_is(a, val_optint(a, (OptInt){ true, 0 }), "0");
    json_is(a, val_optdate(a, (OptDate){ 0 }), "null");
    json_is(a, val_optdate(a, (OptDate){ true, { 0 } }), "\"1970-01-01\"");
    json_is(a, val_map(a), "{}");
    json_is(a, val_list(a), "[]");
}

static void texts_are_escaped(void **state)
{
    Arena *a = *state;
    json_is(a, val_text(a, "a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    json_is(a, val_text(a, "\x01\n\t\x1F"), "\"\\u0001\\u000a\\u0009\\u001f\"");
    json_is(a, val_text(a, "Əİıə №"), "\"Əİıə №\"");
}

static void a_map_keeps_its_order_and_its_canonical_form_does_not(void **state)
{
    Arena *a = *state;
    Val *m = val_map(a), *inner = val_map(a), *list = val_list(a);
    val_put_int(a, m, "b", 1);
    val_put_text(a, m, "ə", "x");
    val_put_bool(a, m, "B", true);
    val_put(m, "a", inner);
    val_put_date(a, inner, "z", date_make(2026, 1, 2));
    val_put(inner, "y", list);
    val_add(list, val_int(a, 3));
    val_add(list, val_int(a, 2));
    json_is(a, m, "{\"b\":1,\"ə\":\"x\",\"B\":true,\"a\":{\"z\":\"2026-01-02\",\"y\":[3,2]}}");
    canonical_is(a, m, "{\"B\":true,\"a\":{\"y\":[3,2],\"z\":\"2026-01-02\"},\"b\":1,\"ə\":\"x\"}");
}

static void the_canonical_form_does_not_depend_on_how_it_was_built(void **state)
{
    Arena *a = *state;
    static const char *const KEYS[] = { "id", "seat", "seat_id", "Seat", "from", "a" };
    enum { N = sizeof KEYS / sizeof *KEYS };
    Str first = str_make(a);
    for (int turn = 0; turn < N; turn++) {
        Val *m = val_map(a);
        for (int i = 0; i < N; i++)
            val_put_text(a, m, KEYS[(i + turn) % N], KEYS[(i + turn) % N]);
        Str s = str_make(a);
        val_write_canonical(m, &s);
        if (!turn)
            first = s;
        assert_string_equal(s.s, first.s);
    }
    assert_string_equal(first.s, "{\"Seat\":\"Seat\",\"a\":\"a\",\"from\":\"from\",\"id\":\"id\","
                                 "\"seat\":\"seat\",\"seat_id\":\"seat_id\"}");
}

static void values_are_found_by_their_path(void **state)
{
    Arena *a = *state;
    Val *m = val_map(a), *items = val_list(a), *row = val_map(a);
    val_put(m, "items", items);
    val_add(items, val_map(a));
    val_add(items, row);
    val_put_int(a, row, "person_id", 7);
    val_put_int(a, m, "item", 1);
    assert_int_equal(val_num(val_at(m, "items.1.person_id")), 7);
    assert_ptr_equal(val_at(m, "items"), items);
    static const char *const NONE[] = {
        "items.2", "items.0.person_id", "items.x", "items.1.person", "items.1.person_id.x", "ite", "items.-1",
        "x",
    };
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        if (val_at(m, NONE[i]))
            fail_msg("found %s", NONE[i]);
    assert_null(val_at(NULL, "x"));
    assert_null(val_get(items, "x"));
    assert_null(val_get(NULL, "x"));
}

static void a_replaced_value_takes_the_old_place(void **state)
{
    Arena *a = *state;
    Val *m = val_map(a);
    val_put_int(a, m, "a", 1);
    val_put_int(a, m, "b", 2);
    val_replace(m, "a", val_int(a, 3));
    val_replace(m, "b", val_int(a, 4));
    val_replace(m, "c", val_int(a, 5));
    json_is(a, m, "{\"a\":3,\"b\":4,\"c\":5}");
    assert_int_equal(val_count(m), 3);
    val_put_int(a, m, "d", 6);
    json_is(a, m, "{\"a\":3,\"b\":4,\"c\":5,\"d\":6}");
}

typedef struct Row {
    int64_t     id;
    bool        ok;
    const char *name;
    Date        day;
    Instant     at;
    OptInt      n;
    OptDate     until;
} Row;
static const Field ROW[] = {
    FIELD(Row, id), FIELD(Row, ok), FIELD(Row, name), FIELD(Row, day), FIELD(Row, at), FIELD(Row, n),
    FIELD(Row, until), FIELDS_END
};

static void a_record_becomes_a_map(void **state)
{
    Arena *a = *state;
    Row full = { 5, true, "ad", { 0 }, { 0 }, { true, 9 }, { true, { 1 } } }, empty = { 0 };
    json_is(a, val_record(a, &full, ROW), "{\"id\":5,\"ok\":true,\"name\":\"ad\",\"day\":\"1970-01-01\","
            "\"at\":\"1970-01-01T00:00:00.000000Z\",\"n\":9,\"until\":\"1970-01-02\"}");
    json_is(a, val_record(a, &empty, ROW), "{\"id\":0,\"ok\":false,\"name\":null,\"day\":\"1970-01-01\","
            "\"at\":\"1970-01-01T00:00:00.000000Z\",\"n\":null,\"until\":null}");
}

static void what_a_section_takes_for_true(void **state)
{
    Arena *a = *state;
    Val *full = val_list(a);
    val_add(full, val_null(a));
    const struct { const Val *v; bool truthy; } CASES[] = {
        { NULL, false },              { val_null(a), false },       { val_bool(a, false), false },
        { val_bool(a, true), true },  { val_int(a, 0), false },     { val_int(a, -1), true },
        { val_text(a, ""), false },   { val_text(a, "0"), true },   { val_list(a), false },
        { full, true },               { val_map(a), true },         { val_date(a, (Date){ 0 }), true },
        { val_instant(a, (Instant){ 0 }), true },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (val_truthy(CASES[i].v) != CASES[i].truthy)
            fail_msg("case %zu", i);
}

static void reading_a_value_as_another_type_gives_nothing(void **state)
{
    Arena *a = *state;
    assert_null(val_str(val_int(a, 1)));
    assert_null(val_str(NULL));
    assert_int_equal(val_num(val_text(a, "5")), 0);
    assert_int_equal(val_num(NULL), 0);
    assert_int_equal(val_count(val_text(a, "abc")), 0);
    assert_null(val_first(val_text(a, "abc")));
    assert_int_equal(val_type(NULL), V_NULL);
    assert_string_equal(val_str(val_textn(a, "abcdef", 3)), "abc");
}

#define T(f) cmocka_unit_test_setup_teardown(f, make, drop)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        T(each_value_has_its_json),
        T(texts_are_escaped),
        T(a_map_keeps_its_order_and_its_canonical_form_does_not),
        T(the_canonical_form_does_not_depend_on_how_it_was_built),
        T(values_are_found_by_their_path),
        T(a_replaced_value_takes_the_old_place),
        T(a_record_becomes_a_map),
        T(what_a_section_takes_for_true),
        T(reading_a_value_as_another_type_gives_nothing),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
