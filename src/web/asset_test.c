// SPDX-License-Identifier: Apache-2.0
#include "web/asset.h"
#include "base/blob.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

const Blob BLOBS[] = {
    { "data/secret.csv", "no", 2, "\"01\"" },
    { "static/app.css.gz", "zipped css", 10, "\"a1\"" },
    { "static/icons/pen.svg", "<svg/>", 6, "\"b2\"" },
    { "static/kadr.js", "js", 2, "\"c3\"" },
    { "static/plain", "?", 1, "\"d4\"" },
    { 0 }
};
const size_t BLOB_COUNT = 5;

static Arena *arena;
static HttpResp resp;

static int setup(void **state)    { (void)state; arena = arena_new(); return 0; }
static int teardown(void **state) { (void)state; arena_free(arena); return 0; }

static bool ask(Method method, const char *path, const char *version)
{
    Val *query = val_map(arena);
    if (version)
        val_put_text(arena, query, "v", version);
    HttpReq req = { .method = method, .path = path, .query = query };
    resp = (HttpResp){ 0 };
    return asset_answer(&req, &resp);
}

static void a_file_is_answered_with_type_and_tag(void **state)
{
    (void)state;
    assert_true(ask(GET, "/static/kadr.js", NULL));
    assert_string_equal(resp.static_body, "js");
    assert_int_equal(resp.static_size, 2);
    assert_string_equal(resp.type, "text/javascript; charset=utf-8");
    assert_string_equal(resp.etag, "\"c3\"");
    assert_null(resp.encoding);
    assert_true(ask(GET, "/static/icons/pen.svg", NULL));
    assert_string_equal(resp.type, "image/svg+xml");
    assert_true(ask(GET, "/static/plain", NULL));
    assert_string_equal(resp.type, "application/octet-stream");
}

static void a_zipped_file_answers_for_its_plain_name(void **state)
{
    (void)state;
    assert_true(ask(GET, "/static/app.css", NULL));
    assert_string_equal(resp.static_body, "zipped css");
    assert_string_equal(resp.encoding, "gzip");
    assert_string_equal(resp.type, "text/css; charset=utf-8");
    assert_false(ask(GET, "/static/app.css.gz", NULL));
}

static void only_the_right_version_may_be_kept(void **state)
{
    (void)state;
    assert_true(ask(GET, "/static/app.css", "a1"));
    assert_string_equal(resp.cache, "public, max-age=31536000, immutable");
    const char *const others[] = { NULL, "", "a", "a12", "b2", "\"a1\"" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_true(ask(GET, "/static/app.css", others[i]));
        assert_string_equal(resp.cache, "no-cache");
    }
}

static void what_is_not_static_is_not_found(void **state)
{
    (void)state;
    char longest[400] = "/static/";
    memset(longest + 8, 'x', sizeof longest - 9);
    assert_false(ask(GET, "/static/", NULL));
    assert_false(ask(GET, "/static/absent.css", NULL));
    assert_false(ask(GET, "/static/../data/secret.csv", NULL));
    assert_false(ask(GET, "/static", NULL));
    assert_false(ask(GET, "/data/secret.csv", NULL));
    assert_false(ask(GET, longest, NULL));
}

static void a_file_is_only_read(void **state)
{
    (void)state;
    assert_true(ask(POST, "/static/kadr.js", NULL));
    assert_int_equal(resp.status, 405);
    assert_string_equal(resp.allow, "GET, HEAD");
    assert_null(resp.static_body);
}

static void addresses_carry_the_version(void **state)
{
    (void)state;
    assert_string_equal(asset_url(arena, "app.css"), "/static/app.css?v=a1");
    assert_string_equal(asset_url(arena, "icons/pen.svg"), "/static/icons/pen.svg?v=b2");
    assert_string_equal(asset_url(arena, "absent"), "/static/absent");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_file_is_answered_with_type_and_tag), T(a_zipped_file_answers_for_its_plain_name),
        T(only_the_right_version_may_be_kept), T(what_is_not_static_is_not_found), T(a_file_is_only_read),
        T(addresses_carry_the_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
