// SPDX-License-Identifier: Apache-2.0
/* The server over real sockets: what it answers, and with which headers. */
#include "web/raw_client.h"
#include "web/test_app.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define ASK(t, method, path, heads) \
    raw_ask((t)->port, method " " path " HTTP/1.1\r\nHost: t\r\n" heads "\r\n", &reply)

static Reply reply;

static int setup(void **state)
{
    static TestApp app;
    test_app_start(&app, &(ServerConfig){ 0 });
    *state = &app;
    return 0;
}

static int teardown(void **state)
{
    test_app_end(*state);
    return 0;
}

static void a_page_is_answered(void **state)
{
    ASK((TestApp *)*state, "GET", "/hello", "");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "hello");
    assert_string_equal(raw_head(&reply, "Content-Type"), "text/html; charset=utf-8");
}

static void every_answer_carries_the_security_headers(void **state)
{
    TestApp *t = *state;
    const char *const asks[] = { "GET /hello", "GET /%zz", "GET /forbidden-header", "POST /hello",
                                 "GET /static" };
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        char request[200];
        snprintf(request, sizeof request, "%s HTTP/1.1\r\nHost: t\r\n\r\n", asks[i]);
        raw_ask(t->port, request, &reply);
        assert_string_equal(raw_head(&reply, "Content-Security-Policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assert_string_equal(raw_head(&reply, "X-Content-Type-Options"), "nosniff");
        assert_string_equal(raw_head(&reply, "Referrer-Policy"), "same-origin");
        assert_string_equal(raw_head(&reply, "Cross-Origin-Opener-Policy"), "same-origin");
        assert_string_not_equal(raw_head(&reply, "Permissions-Policy"), "");
    }
}

static void nothing_is_stored_unless_said_otherwise(void **state)
{
    TestApp *t = *state;
    ASK(t, "GET", "/hello", "");
    assert_string_equal(raw_head(&reply, "Cache-Control"), "no-store");
    ASK(t, "GET", "/static", "");
    assert_string_equal(raw_head(&reply, "Cache-Control"), "public, max-age=60");
    assert_string_equal(raw_head(&reply, "Content-Encoding"), "gzip");
    assert_string_equal(raw_head(&reply, "Content-Type"), "text/css");
    assert_string_equal(reply.body, "fixed bytes");
}

static void head_is_answered_as_get_without_the_body(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n");
    raw_read(fd, true, &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(raw_head(&reply, "Content-Length"), "5");
    raw_text(fd, "GET /etag HTTP/1.1\r\nHost: t\r\n\r\n");       /* would meet a stray body first */
    raw_read(fd, false, &reply);
    assert_string_equal(reply.body, "tagged");
    close(fd);
}

static void an_equal_tag_is_answered_304_without_a_body(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    const char *const equal[] = { "\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*", "\"x\",W/\"abc\" , \"y\"" };
    for (size_t i = 0; i < sizeof equal / sizeof *equal; i++) {
        char request[200];
        snprintf(request, sizeof request, "GET /etag HTTP/1.1\r\nHost: t\r\nIf-None-Match: %s\r\n\r\n",
                 equal[i]);
        raw_text(fd, request);
        raw_read(fd, false, &reply);
        assert_int_equal(reply.status, 304);
        assert_string_equal(raw_head(&reply, "ETag"), "\"abc\"");
        assert_string_not_equal(raw_head(&reply, "Content-Length"), "0");
    }
    close(fd);
}

static void another_tag_is_answered_in_full(void **state)
{
    TestApp *t = *state;
    ASK(t, "GET", "/etag", "If-None-Match: \"abcd\"\r\n");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "tagged");
    ASK(t, "GET", "/etag", "If-None-Match: \"ab\"\r\n");
    assert_int_equal(reply.status, 200);
    ASK(t, "POST", "/etag", "If-None-Match: \"abc\"\r\nContent-Length: 0\r\n");
    assert_int_equal(reply.status, 200);
}

static void a_redirect_carries_its_cookies(void **state)
{
    ASK((TestApp *)*state, "GET", "/cookie", "");
    assert_int_equal(reply.status, 303);
    assert_string_equal(raw_head(&reply, "Location"), "/hello");
    assert_int_equal(raw_head_count(&reply, "Set-Cookie"), 2);
    assert_string_equal(raw_head(&reply, "Set-Cookie"),
                        "kadr_session=T0ken; Path=/; HttpOnly; SameSite=Lax; Secure");
}

static void allow_and_retry_after_are_sent(void **state)
{
    ASK((TestApp *)*state, "GET", "/not-allowed", "");
    assert_int_equal(reply.status, 405);
    assert_string_equal(raw_head(&reply, "Allow"), "GET");
    assert_string_equal(raw_head(&reply, "Retry-After"), "7");
}

static void an_empty_answer_has_no_type(void **state)
{
    ASK((TestApp *)*state, "GET", "/empty", "");
    assert_int_equal(reply.status, 204);
    assert_string_equal(raw_head(&reply, "Content-Type"), "");
}

static void a_line_break_in_an_answers_header_is_a_fault_of_ours(void **state)
{
    ASK((TestApp *)*state, "GET", "/forbidden-header", "");
    assert_int_equal(reply.status, 500);
    assert_int_equal(raw_head_count(&reply, "Set-Cookie"), 0);
    assert_non_null(strstr(reply.body, "INTERNAL"));
}

static void a_file_is_sent_whole(void **state)
{
    TestApp *t = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/page.pdf", t->dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < 5000; i++)
        fprintf(f, "%09d\n", i);
    fclose(f);
    ASK(t, "GET", "/file?name=page.pdf", "");
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.body_n, 50000);
    assert_memory_equal(reply.body + 49990, "000004999\n", 10);
    ASK(t, "HEAD", "/file?name=page.pdf", "");
    assert_string_equal(raw_head(&reply, "Content-Length"), "50000");
    ASK(t, "GET", "/file?name=absent.pdf", "");
    assert_int_equal(reply.status, 500);
    ASK(t, "GET", "/file?name=.", "");                            /* a folder is not a file */
    assert_int_equal(reply.status, 500);
}

static void path_and_query_are_decoded(void **state)
{
    TestApp *t = *state;
    ASK(t, "GET", "/%C6%8Fmr/a+b?q=%C5%9F+%2B&page=2&f.unit=7", "");
    assert_non_null(strstr(reply.body, "GET {\"path\":\"/\u018Fmr/a+b\",\"target\":\"/%C6%8Fmr/a+b?q="));
    assert_non_null(strstr(reply.body, "query={\"q\":\"\u015F +\",\"page\":\"2\",\"f\":{\"unit\":\"7\"}}"));
    ASK(t, "GET", "/echo?", "");
    assert_non_null(strstr(reply.body, "query={}"));
    ASK(t, "GET", "/echo?a=b?c?d", "");
    assert_non_null(strstr(reply.body, "query={\"a\":\"b?c?d\"}"));
}

static void an_address_that_cannot_be_read_is_400(void **state)
{
    TestApp *t = *state;
    const char *const targets[] = { "/%", "/%4", "/%zz", "/a%00b", "/%0d%0aSet-Cookie:x", "/%ff", "/%C0%AF",
                                    "/%ED%A0%80", "http://t/hello", "*", "/a?x=%zz", "/\xC6\x8F" };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char request[200];
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: t\r\n\r\n", targets[i]);
        raw_ask(t->port, request, &reply);
        if (reply.status != 400)
            fail_msg("%s: %d", targets[i], reply.status);
        assert_non_null(strstr(reply.body, "INVALID"));
    }
}

static void a_query_name_given_twice_is_a_fault_of_that_field(void **state)
{
    ASK((TestApp *)*state, "GET", "/echo?page=1&page=2", "");
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "[page: the field is given twice]"));
    ASK((TestApp *)*state, "GET", "/echo?page=%ff", "");
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "[page: the text holds"));
}

static void a_long_query_is_read_whole(void **state)
{
    TestApp *t = *state;
    Arena *a = arena_new();
    Str request = str_make(a);
    str_add(&request, "GET /echo?a=1");
    for (int i = 0; i < 400; i++)
        str_addf(&request, "&n%d=%d", i, i);
    str_add(&request, " HTTP/1.1\r\nHost: t\r\n\r\n");
    raw_ask(t->port, request.s, &reply);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "\"n399\":\"399\""));
    arena_free(a);
}

static void a_head_that_is_too_long_is_431(void **state)
{
    TestApp *t = *state;
    Arena *a = arena_new();
    char filling[8000];
    memset(filling, 'x', sizeof filling);
    for (int size = 6500; size < 7900; size += 200) {
        const char *request = arena_printf(a, "GET /hello HTTP/1.1\r\nHost: t\r\nX-Long: %.*s\r\n\r\n", size,
                                           filling);
        raw_ask(t->port, request, &reply);
        assert_int_equal(reply.status, 431);
    }
    Str lines = str_make(a);
    str_add(&lines, "GET /hello HTTP/1.1\r\nHost: t\r\n");
    for (int i = 0; i < 90; i++)
        str_addf(&lines, "X-%d: 1\r\n", i);
    str_add(&lines, "\r\n");
    raw_ask(t->port, lines.s, &reply);
    assert_int_equal(reply.status, 431);
    arena_free(a);
}

static void headers_of_the_request_arrive(void **state)
{
    TestApp *t = *state;
    ASK(t, "GET", "/echo",
        "Cookie: a=1; kadr_session=Zm9v; b=2\r\nHX-Request: true\r\nAccept: application/json\r\n");
    assert_non_null(strstr(reply.body, "\"address\":\"127.0.0.1\""));
    assert_non_null(strstr(reply.body, "\"wants_json\":true,\"htmx\":true,\"session\":\"Zm9v\""));
    ASK(t, "GET", "/echo", "");
    assert_non_null(strstr(reply.body, "\"wants_json\":false,\"htmx\":false,\"session\":null"));
}

static void a_header_that_is_not_text_is_400(void **state)
{
    ASK((TestApp *)*state, "GET", "/echo", "Authorization: Bearer \xff\xfe\r\n");
    assert_int_equal(reply.status, 400);
    ASK((TestApp *)*state, "GET", "/echo", "Cookie: kadr_session=\xC0\xAF\r\n");
    assert_int_equal(reply.status, 400);
}

static void a_request_of_two_lengths_is_not_trusted(void **state)
{
    TestApp *t = *state;
    ASK(t, "POST", "/echo", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    assert_int_not_equal(reply.status, 200);
    ASK(t, "POST", "/echo", "Content-Length: 4\r\nContent-Length: 3\r\n\r\na=12");
    assert_int_not_equal(reply.status, 200);
    raw_ask(t->port, "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", &reply);
    assert_int_equal(reply.status, 400);
    raw_ask(t->port, "GET /echo HTTP/1.1\r\n\r\n", &reply);
    assert_int_equal(reply.status, 400);
}

static void other_methods_reach_the_application(void **state)
{
    ASK((TestApp *)*state, "DELETE", "/echo", "");
    assert_memory_equal(reply.body, "OTHER ", 6);
    ASK((TestApp *)*state, "PUT", "/echo", "Content-Length: 3\r\n\r\na=1");
    assert_memory_equal(reply.body, "OTHER ", 6);
    assert_null(strstr(reply.body, "form="));
}

static void a_suspended_request_is_answered_from_another_thread(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    for (int i = 0; i < 500; i++) {
        raw_text(fd, "GET /thread HTTP/1.1\r\nHost: t\r\n\r\n");
        raw_read(fd, false, &reply);
        assert_string_equal(reply.body, "by another thread /thread");
    }
    close(fd);
}

static void an_answer_before_the_handler_returns_is_sent(void **state)
{
    ASK((TestApp *)*state, "GET", "/early", "");
    assert_string_equal(reply.body, "early");
}

static void many_suspended_requests_are_answered_at_once(void **state)
{
    TestApp *t = *state;
    int fds[LATER_MOST];
    for (int i = 0; i < LATER_MOST; i++) {
        fds[i] = raw_connect(t->port);
        raw_text(fds[i], "GET /later HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    later_wait(t, LATER_MOST);
    ASK(t, "GET", "/hello", "");                                   /* the loops are free meanwhile */
    assert_string_equal(reply.body, "hello");
    later_answer(t);
    for (int i = 0; i < LATER_MOST; i++) {
        raw_read(fds[i], false, &reply);
        assert_string_equal(reply.body, "answered later");
        close(fds[i]);
    }
}

static void a_client_that_left_while_suspended_harms_nobody(void **state)
{
    TestApp *t = *state;
    for (int i = 0; i < 10; i++) {
        int fd = raw_connect(t->port);
        raw_text(fd, "GET /later HTTP/1.1\r\nHost: t\r\n\r\n");
        later_wait(t, i + 1);
        close(fd);
    }
    later_answer(t);
    ASK(t, "GET", "/hello", "");
    assert_string_equal(reply.body, "hello");
}

static void sixty_four_connections_are_reused(void **state)
{
    TestApp *t = *state;
    int fds[64];
    for (int i = 0; i < 64; i++)
        fds[i] = raw_connect(t->port);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 64; i++)
            raw_text(fds[i], i % 3 ? "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n"
                                   : "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n"
                                     "Content-Type: application/x-www-form-urlencoded\r\n\r\na=1");
        for (int i = 0; i < 64; i++) {
            raw_read(fds[i], false, &reply);
            assert_int_equal(reply.status, 200);
            assert_non_null(strstr(reply.body, i % 3 ? "hello" : "form={\"a\":\"1\"}"));
        }
    }
    for (int i = 0; i < 64; i++)
        close(fds[i]);
}

static void requests_sent_in_one_piece_are_answered_in_order(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "GET /hello HTTP/1.1\r\nHost: t\r\n\r\nGET /thread HTTP/1.1\r\nHost: t\r\n\r\n"
                 "GET /etag HTTP/1.1\r\nHost: t\r\n\r\n");
    raw_read(fd, false, &reply);
    assert_string_equal(reply.body, "hello");
    raw_read(fd, false, &reply);
    assert_string_equal(reply.body, "by another thread /thread");
    raw_read(fd, false, &reply);
    assert_string_equal(reply.body, "tagged");
    close(fd);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_page_is_answered), T(every_answer_carries_the_security_headers),
        T(nothing_is_stored_unless_said_otherwise), T(head_is_answered_as_get_without_the_body),
        T(an_equal_tag_is_answered_304_without_a_body), T(another_tag_is_answered_in_full),
        T(a_redirect_carries_its_cookies), T(allow_and_retry_after_are_sent), T(an_empty_answer_has_no_type),
        T(a_line_break_in_an_answers_header_is_a_fault_of_ours), T(a_file_is_sent_whole),
        T(path_and_query_are_decoded), T(an_address_that_cannot_be_read_is_400),
        T(a_query_name_given_twice_is_a_fault_of_that_field), T(a_long_query_is_read_whole),
        T(a_head_that_is_too_long_is_431), T(headers_of_the_request_arrive),
        T(a_header_that_is_not_text_is_400),
        T(a_request_of_two_lengths_is_not_trusted), T(other_methods_reach_the_application),
        T(a_suspended_request_is_answered_from_another_thread),
        T(an_answer_before_the_handler_returns_is_sent),
        T(many_suspended_requests_are_answered_at_once), T(a_client_that_left_while_suspended_harms_nobody),
        T(sixty_four_connections_are_reused), T(requests_sent_in_one_piece_are_answered_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
