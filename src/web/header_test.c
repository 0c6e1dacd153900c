// SPDX-License-Identifier: Apache-2.0
/* Accept, Accept-Language, Cookie, Set-Cookie. */
#include "web/accept.h"
#include "web/http.h"
#include "web/lang.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void json_is_preferred_only_when_it_is_named_before_html(void **state)
{
    (void)state;
    const char *const json[] = { "application/json", "Application/JSON; charset=utf-8",
        "application/problem+json",
        "application/json, text/plain, */*", "text/html;q=0.8, application/json;q=0.9",
        "application/json, text/html",
        "text/html;q=0,application/json;q=0.001", "application/json;q=1.0,text/html;q=0.999" };
    const char *const html[] = { NULL, "", "*/*", "text/html", "application/*", "text/html, application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json;q=0",
        "application/json;q=0.5, text/html;q=0.6", "text/html;q=abc, application/json;q=0.9",
        "application/jsonx", ",;,;q" };
    for (size_t i = 0; i < sizeof json / sizeof *json; i++)
        if (!accept_prefers_json(json[i]))
            fail_msg("%s", json[i]);
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (accept_prefers_json(html[i]))
            fail_msg("%s", html[i]);
}

static void the_language_of_highest_quality_is_chosen(void **state)
{
    (void)state;
    const char *const cases[][2] = {
        { NULL, "az" }, { "", "az" }, { "az", "az" }, { "en", "en" }, { "ru", "ru" }, { "RU-ru", "ru" },
        { "en-US,en;q=0.9,ru;q=0.8", "en" }, { "ru;q=0.3, en;q=0.7", "en" }, { "de, fr;q=0.9", "az" },
        { "de, ru;q=0.1", "ru" }, { "en;q=0", "az" }, { "en;q=0, ru;q=0.001", "ru" },
        { "en;q=0.5, ru;q=0.5", "en" },
        { "*", "az" }, { "ru;q=0.5, *;q=0.1", "ru" }, { "english", "az" }, { "e", "az" },
        { "en;q=0.81,ru;q=0.8", "en" },
        { "az-Latn-AZ,en;q=0.9", "az" }, { "ru ; q=0.9 , en ; q=1", "en" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(lang_choose(cases[i][0]), cases[i][1]);
}

static void cookies_are_found_by_their_whole_name(void **state)
{
    (void)state;
    Arena *a = arena_new();
    HttpReq req = { 0 };
    req.cookies = cookie_parse(a, "x=1; kadr_session=abc_-=;kadr_sessio=2;  q=\"v w\" ; empty=; =n; bare",
                               &req.cookie_count);
    assert_int_equal(req.cookie_count, 5);
    assert_string_equal(http_cookie(&req, "kadr_session"), "abc_-=");
    assert_string_equal(http_cookie(&req, "kadr_sessio"), "2");
    assert_string_equal(http_cookie(&req, "q"), "v w");
    assert_string_equal(http_cookie(&req, "empty"), "");
    assert_null(http_cookie(&req, "kadr"));
    assert_null(http_cookie(&req, "bare"));
    assert_null(http_cookie(&req, ""));
    assert_null(cookie_parse(a, NULL, &req.cookie_count));
    assert_null(http_cookie(&req, "x"));
    arena_free(a);
}

static void of_two_cookies_of_one_name_the_first_counts_and_the_number_is_limited(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Str many = str_make(a);
    HttpReq req = { 0 };
    for (int i = 0; i < 200; i++)
        str_addf(&many, "c%d=%d; c0=no;", i, i);
    req.cookies = cookie_parse(a, many.s, &req.cookie_count);
    assert_int_equal(req.cookie_count, 50);
    assert_string_equal(http_cookie(&req, "c0"), "0");
    arena_free(a);
}

static void the_session_cookie_is_out_of_reach_of_scripts(void **state)
{
    (void)state;
    Arena *a = arena_new();
    assert_string_equal(cookie_session(a, "abc", false), "kadr_session=abc; Path=/; HttpOnly; SameSite=Lax");
    assert_string_equal(cookie_session(a, "abc", true),
                        "kadr_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_string_equal(cookie_session_end(a, true),
                        "kadr_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_preferred_only_when_it_is_named_before_html),
        cmocka_unit_test(the_language_of_highest_quality_is_chosen),
        cmocka_unit_test(cookies_are_found_by_their_whole_name),
        cmocka_unit_test(of_two_cookies_of_one_name_the_first_counts_and_the_number_is_limited),
        cmocka_unit_test(the_session_cookie_is_out_of_reach_of_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
