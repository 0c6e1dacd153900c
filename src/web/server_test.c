// SPDX-License-Identifier: Apache-2.0
/* The server over real sockets: answers, suspended answers, keep-alive, stop. */
#include "web/raw_client.h"
#include "web/test_app.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define GET_(path) "GET " path " HTTP/1.1\r\nHost: t\r\n\r\n"

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
    TestApp *t = *state;
    raw_ask(t->port, GET_("/hello"), &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "hello");
    assert_string_equal(raw_head(&reply, "Content-Type"), "text/html; charset=utf-8");
}

static void a_form_arrives_nested(void **state)
{
    TestApp *t = *state;
    const char *form = "items.0.person_id=5&items.1.person_id=6&note=%C6%8Fmr+%26&tags[]=a&tags[]=b";
    raw_post(t->port, "/echo", "application/x-www-form-urlencoded", form, strlen(form), &reply);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "form={\"items\":[{\"person_id\":\"5\"},{\"person_id\":\"6\"}],"
                                       "\"note\":\"\u018Fmr &\",\"tags\":[\"a\",\"b\"]}"));
}

static void a_suspended_request_is_answered_from_another_thread(void **state)
{
    TestApp *t = *state;
    for (int i = 0; i < 200; i++) {
        raw_ask(t->port, GET_("/thread"), &reply);
        assert_string_equal(reply.body, "by another thread /thread");
    }
}

static void an_answer_before_the_handler_returns_is_sent(void **state)
{
    TestApp *t = *state;
    raw_ask(t->port, GET_("/early"), &reply);
    assert_string_equal(reply.body, "early");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_is_answered, setup, teardown),
        cmocka_unit_test_setup_teardown(a_form_arrives_nested, setup, teardown),
        cmocka_unit_test_setup_teardown(a_suspended_request_is_answered_from_another_thread, setup, teardown),
        cmocka_unit_test_setup_teardown(an_answer_before_the_handler_returns_is_sent, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
