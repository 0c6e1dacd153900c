// SPDX-License-Identifier: Apache-2.0
#include "base/err.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

static void the_first_failure_wins(void **state)
{
    (void)state;
    Err err = { 0 };
    assert_false(err_set(&err, ERR_CONFLICT, "seat_id", "the seat is held by {0}", "A. Sınaq"));
    assert_false(err_set(&err, ERR_BUSY, "other", "something else"));
    assert_false(err_add(&err, "third", "something third"));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_int_equal(err.count, 1);
    assert_string_equal(err.faults[0].field, "seat_id");
    assert_string_equal(err.faults[0].msgid, "the seat is held by {0}");
    assert_string_equal(err.faults[0].args[0], "A. Sınaq");
    err_detail(&err, "first %d", 1);
    err_detail(&err, "second");
    assert_string_equal(err.detail, "first 1");
}

static void several_faults_of_a_form_are_kept_together(void **state)
{
    (void)state;
    Err err = { 0 };
    for (int i = 0; i < ERR_FAULTS + 3; i++) {
        char field[20];
        snprintf(field, sizeof field, "items.%d.day", i);
        assert_false(err_add(&err, field, "not a day"));
    }
    assert_int_equal(err.kind, ERR_INVALID);
    assert_int_equal(err.count, ERR_FAULTS);
    assert_string_equal(err.faults[0].field, "items.0.day");
    assert_string_equal(err.faults[ERR_FAULTS - 1].field, "items.11.day");
}

static void it_is_asked_whether_a_field_is_at_fault(void **state)
{
    (void)state;
    Err err = { 0 };
    assert_false(err_names(&err, "number"));
    err_add(&err, "number", "say it");
    err_add(&err, "day", "say it");
    assert_true(err_names(&err, "number") && err_names(&err, "day"));
    assert_false(err_names(&err, "da"));
}

static void a_cleared_error_can_be_set_again(void **state)
{
    (void)state;
    Err err = { 0 };
    err_set(&err, ERR_DENIED, "f", "no {0}", "x");
    err_detail(&err, "why");
    err_clear(&err);
    assert_int_equal(err.kind, ERR_NONE);
    assert_int_equal(err.count, 0);
    assert_string_equal(err.detail, "");
    err_set(&err, ERR_BUSY, NULL, "later");
    assert_int_equal(err.kind, ERR_BUSY);
    assert_string_equal(err.faults[0].field, "");
    assert_string_equal(err.faults[0].args[0], "");
}

/* Whether `s` ends with a whole UTF-8 character. */
static bool ends_whole(const char *s)
{
    size_t n = strlen(s), tail = 0;
    while (n && ((unsigned char)s[n - 1] & 0xC0) == 0x80)
        n--, tail++;
    unsigned char lead = n ? (unsigned char)s[n - 1] : 0;
    size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    return tail == want;
}

/* Every alignment of one-, two-, three- and four-byte characters against the limit. */
static void long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    static const char *const LETTERS[] = { "x", "ə", "№", "\xF0\x9F\x93\x84" };
    for (size_t k = 0; k < sizeof LETTERS / sizeof *LETTERS; k++)
        for (size_t shift = 0; shift < 4; shift++) {
            char text[800] = "";
            memset(text, 'a', shift);
            for (size_t n = shift; n < 600; n += strlen(LETTERS[k]))
                memcpy(text + n, LETTERS[k], strlen(LETTERS[k]) + 1);
            Err err = { 0 };
            err_set(&err, ERR_INVALID, text, "x {0}", text);
            err_detail(&err, "%s", text);
            const Fault *f = &err.faults[0];
            assert_true(ends_whole(f->field) && ends_whole(f->args[0]) && ends_whole(err.detail));
            assert_true(strlen(f->field) > sizeof f->field - 5 && strlen(f->field) < sizeof f->field);
            assert_true(strlen(f->args[0]) > sizeof f->args[0] - 5);
            assert_true(strlen(err.detail) > sizeof err.detail - 5);
            char out[31];
            err_format(NULL, f, out, sizeof out);
            assert_true(ends_whole(out) && strlen(out) > 26);
        }
}

static void a_text_that_just_fits_is_not_cut(void **state)
{
    (void)state;
    Err err = { 0 };
    char text[sizeof err.faults[0].args[0]];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memcpy(text + sizeof text - 3, "ə", 2);
    err_set(&err, ERR_INVALID, NULL, "x {0}", text);
    assert_string_equal(err.faults[0].args[0], text);
}

static void arguments_take_their_places(void **state)
{
    (void)state;
    Err err = { 0 };
    err_set(&err, ERR_INVALID, NULL, "from {0} to {1}, {2}", "bir", "iki", "{0}");
    static const struct { const char *translated, *out; } CASES[] = {
        { NULL, "from bir to iki, {0}" },
        { "{1} {0} {1}", "iki bir iki" },
        { "{3} {x} { {", "{3} {x} { {" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char out[100];
        err_format(CASES[i].translated, &err.faults[0], out, sizeof out);
        assert_string_equal(out, CASES[i].out);
    }
}

static void each_kind_has_its_status_and_exit_code(void **state)
{
    (void)state;
    static const struct { ErrKind kind; const char *name; int http, exit; } CASES[] = {
        { ERR_NONE, "NONE", 200, 0 },           { ERR_INVALID, "INVALID", 422, 2 },
        { ERR_DENIED, "DENIED", 403, 3 },       { ERR_NOT_FOUND, "NOT_FOUND", 404, 4 },
        { ERR_CONFLICT, "CONFLICT", 409, 5 },   { ERR_BUSY, "BUSY", 503, 6 },
        { ERR_METHOD, "METHOD", 405, 4 },       { ERR_SIGN_IN, "SIGN_IN", 401, 3 },
        { ERR_TOO_LARGE, "TOO_LARGE", 413, 2 },
        { ERR_INTERNAL, "INTERNAL", 500, 1 },
    };
    assert_int_equal(sizeof CASES / sizeof *CASES, ERR__COUNT);
    for (size_t i = 0; i < ERR__COUNT; i++) {
        Err err = { .kind = CASES[i].kind };
        assert_string_equal(err_kind_name(err.kind), CASES[i].name);
        assert_int_equal(err_http_status(&err), CASES[i].http);
        assert_int_equal(err_exit_code(&err), CASES[i].exit);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_first_failure_wins),
        cmocka_unit_test(several_faults_of_a_form_are_kept_together),
        cmocka_unit_test(it_is_asked_whether_a_field_is_at_fault),
        cmocka_unit_test(a_cleared_error_can_be_set_again),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(a_text_that_just_fits_is_not_cut),
        cmocka_unit_test(arguments_take_their_places),
        cmocka_unit_test(each_kind_has_its_status_and_exit_code),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
