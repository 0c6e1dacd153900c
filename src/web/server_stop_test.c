// SPDX-License-Identifier: Apache-2.0
/* Starting and stopping: nobody gets an empty reply, whatever he was doing when the server stopped. */
#include "web/raw_client.h"
#include "web/test_app.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define LATER "GET /later HTTP/1.1\r\nHost: t\r\n\r\n"
#define HELLO "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n"

static Reply reply;

typedef struct Stopping { TestApp *app; int seconds; pthread_t thread; } Stopping;

static void *stop_it(void *arg)
{
    Stopping *s = arg;
    test_app_stop(s->app, s->seconds);
    return NULL;
}

static void begin_stop(Stopping *s)
{
    assert_int_equal(pthread_create(&s->thread, NULL, stop_it, s), 0);
}

/* Connections are refused from the moment the stop has begun. */
static void wait_for_the_stop_to_begin(int port)
{
    for (int fd; (fd = raw_open(port)) >= 0; usleep(2000))
        close(fd);
}

static void an_idle_server_stops(void **state)
{
    (void)state;
    TestApp t;
    test_app_start(&t, &(ServerConfig){ 0 });
    int idle = raw_connect(t.port), silent = raw_connect(t.port);
    raw_text(idle, HELLO);
    raw_read(idle, false, &reply);
    test_app_stop(&t, 5);
    assert_true(raw_closed(idle));
    assert_true(raw_closed(silent));
    close(idle);
    close(silent);
    test_app_end(&t);
}

static void a_suspended_request_is_waited_for_and_answered(void **state)
{
    (void)state;
    TestApp t;
    test_app_start(&t, &(ServerConfig){ 0 });
    int port = t.port, fds[8];
    for (int i = 0; i < 8; i++) {
        fds[i] = raw_connect(port);
        raw_text(fds[i], LATER);
    }
    later_wait(&t, 8);
    Stopping s = { &t, 20, 0 };
    begin_stop(&s);
    wait_for_the_stop_to_begin(port);
    later_answer(&t);
    for (int i = 0; i < 8; i++) {
        raw_read(fds[i], false, &reply);
        assert_int_equal(reply.status, 200);
        assert_string_equal(reply.body, "answered later");
        assert_string_equal(raw_head(&reply, "Connection"), "close");
        close(fds[i]);
    }
    pthread_join(s.thread, NULL);
    test_app_end(&t);
}

static void a_request_nobody_answers_gets_503_and_the_late_answer_does_no_harm(void **state)
{
    (void)state;
    TestApp t;
    test_app_start(&t, &(ServerConfig){ 0 });
    int fds[8];
    for (int i = 0; i < 8; i++) {
        fds[i] = raw_connect(t.port);
        raw_text(fds[i], LATER);
    }
    later_wait(&t, 8);
    test_app_stop(&t, 0);
    for (int i = 0; i < 8; i++) {
        raw_read(fds[i], false, &reply);
        assert_int_equal(reply.status, 503);
        assert_true(raw_closed(fds[i]));
        close(fds[i]);
    }
    assert_int_equal(t.later_count, 8);
    later_answer(&t);
    test_app_end(&t);
}

static void a_request_half_sent_when_the_stop_begins_is_answered(void **state)
{
    (void)state;
    TestApp t;
    test_app_start(&t, &(ServerConfig){ 0 });
    int port = t.port, head = raw_connect(port), body = raw_connect(port), held = raw_connect(port);
    raw_text(held, LATER);
    later_wait(&t, 1);
    raw_text(head, "GET /hello HTTP/1.1\r\nHost:");
    raw_text(body, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n"
                   "Content-Type: application/x-www-form-urlencoded\r\n\r\na=");
    Stopping s = { &t, 20, 0 };
    begin_stop(&s);
    wait_for_the_stop_to_begin(port);
    raw_text(head, " t\r\n\r\n");
    raw_text(body, "1");
    raw_read(head, false, &reply);
    assert_string_equal(reply.body, "hello");
    raw_read(body, false, &reply);
    assert_non_null(strstr(reply.body, "form={\"a\":\"1\"}"));
    later_answer(&t);
    pthread_join(s.thread, NULL);
    close(head);
    close(body);
    close(held);
    test_app_end(&t);
}

/* Asks until nobody listens any more; how many answers came.  A connection may be taken and closed before
 * its request arrives: only what reached the handler is owed an answer. */
static void *ask_until_refused(void *arg)
{
    int port = *(int *)arg;
    intptr_t answered = 0;
    for (int fd; (fd = raw_open(port)) >= 0; close(fd)) {
        Reply r;
        raw_text(fd, "GET /thread HTTP/1.1\r\nHost: t\r\n\r\n");
        raw_read(fd, false, &r);
        answered += r.status == 200;
    }
    return (void *)answered;
}

static void stopping_under_load_answers_what_was_accepted(void **state)
{
    (void)state;
    for (int round = 0; round < 20; round++) {
        TestApp t;
        pthread_t clients[4];
        void *one;
        intptr_t answered = 0;
        test_app_start(&t, &(ServerConfig){ 0 });
        int port = t.port;
        for (int i = 0; i < 4; i++)
            pthread_create(&clients[i], NULL, ask_until_refused, &port);
        threaded_wait(&t, 1);
        usleep(10000);
        test_app_stop(&t, 10);
        for (int i = 0; i < 4; i++) {
            pthread_join(clients[i], &one);
            answered += (intptr_t)one;
        }
        assert_true(answered > 0);
        assert_int_equal(answered, t.threaded);
        test_app_end(&t);
    }
}

static void two_servers_live_side_by_side(void **state)
{
    (void)state;
    TestApp a, b;
    test_app_start(&a, &(ServerConfig){ 0 });
    test_app_start(&b, &(ServerConfig){ .threads = 1 });
    raw_ask(a.port, HELLO, &reply);
    assert_int_equal(reply.status, 200);
    test_app_stop(&a, 5);
    raw_ask(b.port, HELLO, &reply);
    assert_int_equal(reply.status, 200);
    test_app_end(&a);
    test_app_end(&b);
}

static bool never(void *app, Exchange *x)
{
    (void)app, (void)x;
    return true;
}

static ErrKind start_at(const char *listen_on)
{
    Server *s = NULL;
    Err err = { 0 };
    ServerConfig config = { .listen = listen_on, .threads = 2, .connection_limit = 10, .body_limit = 10,
                            .header_seconds = 5, .body_seconds = 5, .upload_dir = "/tmp", .handle = never };
    if (server_start(&config, &s, &err))
        server_stop(s, 1);
    return err.kind;
}

static void a_second_server_at_one_address_is_refused(void **state)
{
    (void)state;
    TestApp t;
    char address[32];
    test_app_start(&t, &(ServerConfig){ 0 });
    snprintf(address, sizeof address, "127.0.0.1:%d", t.port);
    assert_int_equal(start_at(address), ERR_CONFLICT);
    test_app_stop(&t, 1);
    assert_int_equal(start_at(address), ERR_NONE);                 /* and at once free again */
    test_app_end(&t);
}

static void an_address_that_is_none_is_refused(void **state)
{
    (void)state;
    const char *const wrong[] = { "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", ":8080", "[::1:80",
                                  "[]:80", "300.0.0.1:80", "127.0.0.1:123456", "localhost:0" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (start_at(wrong[i]) != ERR_INVALID)
            fail_msg("%s was taken", wrong[i]);
    assert_int_equal(start_at("127.0.0.1:0"), ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_server_stops),
        cmocka_unit_test(a_suspended_request_is_waited_for_and_answered),
        cmocka_unit_test(a_request_nobody_answers_gets_503_and_the_late_answer_does_no_harm),
        cmocka_unit_test(a_request_half_sent_when_the_stop_begins_is_answered),
        cmocka_unit_test(stopping_under_load_answers_what_was_accepted),
        cmocka_unit_test(two_servers_live_side_by_side),
        cmocka_unit_test(a_second_server_at_one_address_is_refused),
        cmocka_unit_test(an_address_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
