// SPDX-License-Identifier: Apache-2.0
/* Clients that take their time.  Deadlines of one second; nothing asserts how soon after it. */
#include "web/raw_client.h"
#include "web/test_app.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

static Reply reply;

static int setup(void **state)
{
    static TestApp app;
    test_app_start(&app, &(ServerConfig){ .header_seconds = 1, .body_seconds = 1, .threads = 1 });
    *state = &app;
    return 0;
}

static int teardown(void **state)
{
    test_app_end(*state);
    return 0;
}

/* Sends `drop` again and again; true once the server has cut the connection. */
static bool cut_while_dripping(int fd, const char *drop)
{
    for (int i = 0; i < 100; i++) {
        if (!raw_text(fd, drop))
            return true;
        usleep(200000);
    }
    return false;
}

static void a_head_that_drips_is_cut(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "GET /hello HTTP/1.1\r\nHost: t\r\n");
    assert_true(cut_while_dripping(fd, "X-Slow: 1\r\n"));
    close(fd);
}

static void a_request_line_that_drips_is_cut(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "GET /");
    assert_true(cut_while_dripping(fd, "a"));
    close(fd);
}

static void a_body_that_drips_is_cut(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n"
                 "Content-Type: application/x-www-form-urlencoded\r\n\r\na=");
    assert_true(cut_while_dripping(fd, "b"));
    close(fd);
}

static void a_head_never_finished_is_answered_408(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "GET /hello HTTP/1.1\r\nHost: t\r\n");
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 408);
    assert_true(raw_closed(fd));
    close(fd);
}

static void a_connection_that_asks_nothing_is_closed(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    assert_true(raw_closed(fd));
    close(fd);
}

static void a_second_head_has_a_deadline_of_its_own(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n");
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 200);
    usleep(1500000);                                               /* keep-alive outlives header_seconds */
    raw_text(fd, "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n");
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 200);
    raw_text(fd, "GET /hello HTTP/1.1\r\n");
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 408);
    close(fd);
}

static void a_suspended_request_outlives_the_deadlines(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "GET /later HTTP/1.1\r\nHost: t\r\n\r\n");
    later_wait(t, 1);
    usleep(2500000);
    later_answer(t);
    raw_read(fd, false, &reply);
    assert_string_equal(reply.body, "answered later");
    close(fd);
}

static void the_files_of_a_cut_upload_are_removed(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n"
                 "Content-Type: multipart/form-data; boundary=B\r\n\r\n"
                 "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nbegun");
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 408);
    assert_true(raw_closed(fd));
    close(fd);
    test_app_stop(t, 5);
    assert_int_equal(test_app_files(t), 0);
}

static void a_connection_above_the_cap_waits_for_its_turn(void **state)
{
    (void)state;
    TestApp t;
    int fds[5];
    char byte;
    test_app_start(&t, &(ServerConfig){ .threads = 1, .connection_limit = 4 });
    for (int i = 0; i < 5; i++) {
        fds[i] = raw_connect(t.port);
        raw_text(fds[i], "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n");
        if (i == 4)
            break;
        raw_read(fds[i], false, &reply);
        assert_int_equal(reply.status, 200);
    }
    usleep(300000);
    assert_int_equal(recv(fds[4], &byte, 1, MSG_DONTWAIT), -1);
    close(fds[0]);
    raw_read(fds[4], false, &reply);
    assert_int_equal(reply.status, 200);
    for (int i = 1; i < 5; i++)
        close(fds[i]);
    test_app_end(&t);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_head_that_drips_is_cut), T(a_request_line_that_drips_is_cut), T(a_body_that_drips_is_cut),
        T(a_head_never_finished_is_answered_408), T(a_connection_that_asks_nothing_is_closed),
        T(a_second_head_has_a_deadline_of_its_own), T(a_suspended_request_outlives_the_deadlines),
        T(the_files_of_a_cut_upload_are_removed),
        cmocka_unit_test(a_connection_above_the_cap_waits_for_its_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
