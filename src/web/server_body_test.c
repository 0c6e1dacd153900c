// SPDX-License-Identifier: Apache-2.0
/* Bodies over real sockets: limits, refusals, uploads. */
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

#define FORM "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data; boundary=B"
#define TEXT_PART(name, text) "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" text "\r\n"
#define FILE_PART(name, file) "--B\r\nContent-Disposition: form-data; name=\"" name "\"; " \
                              "filename=\"" file "\"\r\nContent-Type: application/pdf\r\n\r\n"

enum { BODY_LIMIT = 4000, UPLOAD_LIMIT = 20000 };
static Reply reply;

static int setup(void **state)
{
    static TestApp app;
    test_app_start(&app, &(ServerConfig){ .body_limit = BODY_LIMIT, .upload_limit = UPLOAD_LIMIT });
    *state = &app;
    return 0;
}

static int teardown(void **state)
{
    test_app_end(*state);
    return 0;
}

static void post(void **state, const char *path, const char *type, const char *body)
{
    raw_post(((TestApp *)*state)->port, path, type, body, strlen(body), &reply);
}

/* A form of `size` bytes: first=typed&rest=xxx... */
static char *form_of(size_t size)
{
    char *form = malloc(size + 1);
    if (!form)
        abort();
    memset(form, 'x', size);
    memcpy(form, "first=typed&rest=", 17);
    form[size] = '\0';
    return form;
}

static void a_form_arrives_nested(void **state)
{
    post(state, "/echo", FORM, "items.0.person_id=5&items.1.person_id=6&note=%C6%8Fmr+%26&tags[]=a&tags[]=b");
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "form={\"items\":[{\"person_id\":\"5\"},{\"person_id\":\"6\"}],"
                                       "\"note\":\"\u018Fmr &\",\"tags\":[\"a\",\"b\"]}"));
}

static void a_post_without_a_body_has_an_empty_form(void **state)
{
    raw_ask(((TestApp *)*state)->port, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n", &reply);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "form={}"));
}

static void a_chunked_form_arrives(void **state)
{
    raw_ask(((TestApp *)*state)->port, "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n"
            "Content-Type: " FORM "\r\n\r\n3\r\na=1\r\n4\r\n&b=%\r\n2\r\n41\r\n0\r\n\r\n", &reply);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "form={\"a\":\"1\",\"b\":\"A\"}"));
}

static void a_broken_escape_is_400(void **state)
{
    post(state, "/echo", FORM, "a=1&b=%zz&c=3");
    assert_int_equal(reply.status, 400);
    assert_non_null(strstr(reply.body,
                           "[b: an escape in the form cannot be read] form={\"a\":\"1\",\"c\":\"3\"}"));
}

static void text_that_is_none_is_a_fault_of_its_field(void **state)
{
    post(state, "/echo", FORM, "a=1&b=%ff&c=x%00y");
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "INVALID [b: the text holds characters that cannot be read] "
                                       "[c: the text holds characters that cannot be read] "
                                       "form={\"a\":\"1\"}"));
}

static void json_arrives_as_the_same_form(void **state)
{
    post(state, "/echo", "application/json; charset=utf-8",
         "{\"items\":[{\"person_id\":5}],\"note\":\"\u018Fmr\",\"on\":true,\"off\":null}");
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "\"json\":true"));
    assert_non_null(strstr(reply.body,
                           "form={\"items\":[{\"person_id\":5}],\"note\":\"\u018Fmr\",\"on\":true,"
                                       "\"off\":null}"));
}

static void json_faults_are_told_apart(void **state)
{
    const struct { const char *body; int status; } cases[] = {
        { "{\"a\":", 400 }, { "[1]", 400 }, { "", 400 }, { "{\"a\":1}}", 400 }, { "{\"a\":1.5}", 422 },
        { "{\"a\":1,\"a\":2}", 422 }, { "{\"a\":\"\\u0000\"}", 422 }, { "{\"a\":\"\xff\"}", 422 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        post(state, "/echo", "application/json", cases[i].body);
        if (reply.status != cases[i].status)
            fail_msg("%s: %d", cases[i].body, reply.status);
    }
}

static void another_content_type_is_415(void **state)
{
    post(state, "/echo", "text/plain", "{\"a\":1}");
    assert_int_equal(reply.status, 415);
    post(state, "/echo", "application/jsonx", "{\"a\":1}");
    assert_int_equal(reply.status, 415);
    raw_ask(((TestApp *)*state)->port, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\na=1",
            &reply);
    assert_int_equal(reply.status, 415);
}

static void a_body_at_its_limit_is_taken(void **state)
{
    char *form = form_of(BODY_LIMIT);
    post(state, "/hello", FORM, form);
    assert_int_equal(reply.status, 200);
    free(form);
}

static void a_body_over_its_limit_is_413_with_what_was_typed(void **state)
{
    const size_t sizes[] = { BODY_LIMIT + 1, 2 * BODY_LIMIT };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *form = form_of(sizes[i]);
        post(state, "/hello", FORM, form);
        assert_int_equal(reply.status, 413);
        assert_non_null(strstr(reply.body,
                               "TOO_LARGE [: what was sent is too large] form={\"first\":\"typed\"}"));
        free(form);
    }
}

static void the_connection_lives_on_after_413(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    char *form = form_of(2 * BODY_LIMIT), head[200];
    snprintf(head, sizeof head,
             "POST /hello HTTP/1.1\r\nHost: t\r\nContent-Type: " FORM "\r\nContent-Length: %d\r\n\r\n",
             2 * BODY_LIMIT);
    raw_text(fd, head);
    assert_true(raw_text(fd, form));
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 413);
    raw_text(fd, "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n");
    raw_read(fd, false, &reply);
    assert_string_equal(reply.body, "hello");
    close(fd);
    free(form);
}

static void a_chunked_body_over_twice_the_limit_is_closed(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd,
             "POST /hello HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n"
             "Content-Type: " FORM "\r\n\r\n");
    bool open = true;
    for (int i = 0; i < 10000 && open; i++)
        open = raw_text(fd, "a\r\nxxxxxxxxxx\r\n");
    assert_false(open);
    close(fd);
    assert_int_equal(t->refusals, 0);
}

static void a_length_over_twice_the_limit_is_told_at_once(void **state)
{
    raw_ask(((TestApp *)*state)->port, "POST /hello HTTP/1.1\r\nHost: t\r\nContent-Type: " FORM
            "\r\nContent-Length: 99999999\r\n\r\n", &reply);
    assert_int_equal(reply.status, 413);
}

static void who_waits_for_100_is_told_before_he_sends(void **state)
{
    TestApp *t = *state;
    raw_ask(t->port, "POST /hello HTTP/1.1\r\nHost: t\r\nContent-Type: " FORM
            "\r\nExpect: 100-continue\r\nContent-Length: 4001\r\n\r\n", &reply);
    assert_int_equal(reply.status, 413);
    int fd = raw_connect(t->port);
    raw_text(fd, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: " FORM
                 "\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    char line[64] = "";
    assert_true(read(fd, line, 25) == 25);
    assert_string_equal(line, "HTTP/1.1 100 Continue\r\n\r\n");
    raw_text(fd, "a=1");
    raw_read(fd, false, &reply);
    assert_int_equal(reply.status, 200);
    close(fd);
}

static void a_multipart_form_brings_texts_and_files(void **state)
{
    TestApp *t = *state;
    post(state, "/echo", PARTS,
         TEXT_PART("items.0.note", "\u018Fmr") FILE_PART("scan", "..\\..\\paper.pdf") "abc\r\n"
         TEXT_PART("items.1.note", "") FILE_PART("none", "") "\r\n"
         FILE_PART("scan", ".hidden") "\r\n--B--\r\n");
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body,
                           "{\"field\":\"scan\",\"name\":\"paper.pdf\",\"type\":\"application/pdf\","
        "\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\","
        "\"size\":3,\"there\":true},"
        "{\"field\":\"scan\",\"name\":\"hidden\",\"type\":\"application/pdf\","
        "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
        "\"size\":0,\"there\":true}]"));
    assert_non_null(strstr(reply.body, "form={\"items\":[{\"note\":\"\u018Fmr\"},{\"note\":\"\"}]}"));
    test_app_stop(t, 5);
    assert_int_equal(test_app_files(t), 0);
}

static void a_file_the_application_took_stays(void **state)
{
    TestApp *t = *state;
    post(state, "/take", PARTS, FILE_PART("a", "a") "kept\r\n" FILE_PART("b", "b") "not kept\r\n--B--\r\n");
    assert_string_equal(reply.body, "taken");
    test_app_stop(t, 5);
    assert_int_equal(test_app_files(t), 1);
}

static void an_upload_over_its_limit_is_413_with_the_texts_before_and_after(void **state)
{
    TestApp *t = *state;
    static char body[2 * UPLOAD_LIMIT];
    int n = snprintf(body, sizeof body, TEXT_PART("before", "1") FILE_PART("scan", "big.pdf"));
    memset(body + n, 'x', UPLOAD_LIMIT + 5000);
    n += UPLOAD_LIMIT + 5000;
    snprintf(body + n, sizeof body - (size_t)n, "\r\n" TEXT_PART("after", "2") "--B--\r\n");
    post(state, "/echo", PARTS, body);
    assert_int_equal(reply.status, 413);
    assert_non_null(strstr(reply.body, "TOO_LARGE [scan: what was sent is too large]"));
    assert_non_null(strstr(reply.body, "form={\"before\":\"1\",\"after\":\"2\"}"));
    test_app_stop(t, 5);
    assert_int_equal(test_app_files(t), 0);
}

static void the_texts_of_a_multipart_form_have_the_limit_of_a_form(void **state)
{
    static char body[UPLOAD_LIMIT];
    int n = snprintf(body, sizeof body,
                     TEXT_PART("a", "1") "--B\r\nContent-Disposition: form-data; name=b\r\n\r\n");
    memset(body + n, 'x', BODY_LIMIT);
    memcpy(body + n + BODY_LIMIT, "\r\n--B--\r\n", 10);
    post(state, "/echo", PARTS, body);
    assert_int_equal(reply.status, 413);
    assert_non_null(strstr(reply.body, "form={\"a\":\"1\"}"));
    memmove(body + n, body + n + 1, strlen(body + n));              /* one byte less in all */
    post(state, "/echo", PARTS, body);
    assert_int_equal(reply.status, 200);
}

static void a_multipart_form_that_breaks_off_is_400(void **state)
{
    TestApp *t = *state;
    const char *const bodies[] = { "", "--B\r\n", TEXT_PART("a", "1"), FILE_PART("f", "f") "abc",
                                   "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--\r\n", "--C--\r\n" };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        post(state, "/echo", PARTS, bodies[i]);
        assert_int_equal(reply.status, 400);
    }
    post(state, "/echo", "multipart/form-data", TEXT_PART("a", "1") "--B--\r\n");
    assert_int_equal(reply.status, 400);
    test_app_stop(t, 5);
    assert_int_equal(test_app_files(t), 0);
}

static void names_of_parts_and_files_must_be_text(void **state)
{
    post(state, "/echo", PARTS, FILE_PART("f", "\xff.pdf") "abc\r\n" TEXT_PART("t", "\xC0\xAF") "--B--\r\n");
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "[f: the text holds characters that cannot be read] "
                                       "[t: the text holds characters that cannot be read]"));
}

static void a_disk_that_takes_nothing_is_500(void **state)
{
    TestApp *t = *state;
    assert_int_equal(rmdir(t->dir), 0);
    post(state, "/echo", PARTS, TEXT_PART("a", "1") FILE_PART("f", "f") "abc\r\n--B--\r\n");
    assert_int_equal(reply.status, 500);
    assert_non_null(strstr(reply.body, "INTERNAL [: the file could not be kept] form={\"a\":\"1\"}"));
}

static void a_client_that_leaves_in_mid_upload_leaves_no_file(void **state)
{
    TestApp *t = *state;
    int fd = raw_connect(t->port);
    raw_text(fd, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 5000\r\nContent-Type: " PARTS "\r\n\r\n"
                 FILE_PART("f", "f") "begun");
    while (test_app_files(t) == 0)
        usleep(1000);
    close(fd);
    test_app_stop(t, 5);
    assert_int_equal(test_app_files(t), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_form_arrives_nested), T(a_post_without_a_body_has_an_empty_form), T(a_chunked_form_arrives),
        T(a_broken_escape_is_400), T(text_that_is_none_is_a_fault_of_its_field),
        T(json_arrives_as_the_same_form),
        T(json_faults_are_told_apart), T(another_content_type_is_415), T(a_body_at_its_limit_is_taken),
        T(a_body_over_its_limit_is_413_with_what_was_typed), T(the_connection_lives_on_after_413),
        T(a_chunked_body_over_twice_the_limit_is_closed), T(a_length_over_twice_the_limit_is_told_at_once),
        T(who_waits_for_100_is_told_before_he_sends), T(a_multipart_form_brings_texts_and_files),
        T(a_file_the_application_took_stays),
        T(an_upload_over_its_limit_is_413_with_the_texts_before_and_after),
        T(the_texts_of_a_multipart_form_have_the_limit_of_a_form), T(a_multipart_form_that_breaks_off_is_400),
        T(names_of_parts_and_files_must_be_text), T(a_disk_that_takes_nothing_is_500),
        T(a_client_that_leaves_in_mid_upload_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
