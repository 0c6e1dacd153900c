// SPDX-License-Identifier: Apache-2.0
/* 20,000 damaged inputs of each kind, always the same ones.  Nothing may crash (run it with sanitizers),
 * and what is taken must keep the promises of nest.h. */
#include "base/text.h"
#include "web/body.h"
#include "web/decode.h"
#include "web/form.h"
#include "web/json_in.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ROUNDS = 20000, LONGEST = 2048 };

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

typedef struct Case { char bytes[LONGEST]; size_t n; } Case;

/* Some changes to one of the samples: a byte, a piece left out, doubled, or taken from another. */
static void damage(Case *c, const char *const *samples, size_t count, const char *alphabet)
{
    const char *sample = samples[chance((uint32_t)count)];
    c->n = strlen(sample);
    memcpy(c->bytes, sample, c->n);
    for (uint32_t left = chance(8); left && c->n; left--) {
        size_t at = chance((uint32_t)c->n), len = 1 + chance(12);
        if (len > c->n - at)
            len = c->n - at;
        const char *other = samples[chance((uint32_t)count)];
        size_t other_n = strlen(other);
        switch (chance(6)) {
        case 0:  c->bytes[at] = (char)chance(256); break;
        case 1:  c->bytes[at] = alphabet[chance((uint32_t)strlen(alphabet))]; break;
        case 2:  memmove(c->bytes + at, c->bytes + at + len, c->n - at - len); c->n -= len; break;
        case 3:
            if (c->n + len < LONGEST) {
                memmove(c->bytes + at + len, c->bytes + at, c->n - at);
                c->n += len;
            }
            break;
        case 4:
            if (c->n + other_n < LONGEST) {
                memmove(c->bytes + at + other_n, c->bytes + at, c->n - at);
                memcpy(c->bytes + at, other, other_n);
                c->n += other_n;
            }
            break;
        default: c->n = at; break;
        }
    }
}

/* What nest.h promises of every tree. */
static void check_tree(const Val *v, int depth)
{
    assert_true(depth <= NEST_DEPTH);
    assert_true(val_count(v) <= NEST_NAMES);
    if (val_str(v))
        assert_true(text_utf8_valid(val_str(v), strlen(val_str(v))));
    for (const Val *c = val_first(v); c; c = val_next(c)) {
        if (val_type(v) == V_MAP) {
            assert_int_not_equal(*val_key(c), '\0');
            assert_null(strchr(val_key(c), '.'));
            assert_true(text_utf8_valid(val_key(c), strlen(val_key(c))));
            assert_ptr_equal(val_get(v, val_key(c)), c);            /* no key twice */
        }
        check_tree(c, depth + 1);
    }
}

static void check_outcome(const Nest *nest, bool ok, const Err *err)
{
    assert_int_equal(ok, err->kind == ERR_NONE);
    assert_true(err->kind == ERR_NONE || err->kind == ERR_INVALID);
    assert_int_equal(err->count > 0, err->kind != ERR_NONE);
    assert_int_equal(val_type(nest_value(nest)), V_MAP);
    check_tree(nest_value(nest), 0);
}

static void damaged_forms_keep_the_promises(void **state)
{
    (void)state;
    static const char *const SAMPLES[] = {
        "a=1&b=2", "items.0.person_id=5&items.1.person_id=6&items.1.note=%C6%8Fmr",
        "tags[]=a&tags[]=b&f.unit[]=7",
        "a.b.c.d.e.f.g.h=deep&a.b.c.x=1", "r.999=z&r.0=a&r.10=b", "q=%25%26+%2B%3D&page=2&sort=-date",
        "=&&==&a", "x.0.0.0=1",
    };
    Arena *a = arena_new();
    int taken = 0;
    seed = 1;
    for (int i = 0; i < ROUNDS; i++) {
        Case c;
        damage(&c, SAMPLES, sizeof SAMPLES / sizeof *SAMPLES, "%&=.[]0123456789abcdef+");
        Nest nest = nest_make(a);
        Err err = { 0 };
        bool ok = query_read(&nest, c.bytes, c.n, &err);
        check_outcome(&nest, ok, &err);
        taken += ok;
        arena_reset(a);
    }
    assert_in_range(taken, ROUNDS / 10, ROUNDS * 9 / 10);          /* both sides were tried */
    arena_free(a);
}

static void damaged_escapes_decode_or_fail(void **state)
{
    (void)state;
    static const char *const SAMPLES[] = { "%C6%8Fmr+%26", "plain", "%00%ff%7f", "%25%32%35", "%", "a%2",
        "+++", "%aF%Af" };
    Arena *a = arena_new();
    int taken = 0;
    seed = 2;
    for (int i = 0; i < ROUNDS; i++) {
        Case c;
        damage(&c, SAMPLES, sizeof SAMPLES / sizeof *SAMPLES, "%0123456789abcdefABCDEF+g");
        char *out;
        size_t n, escapes = 0;
        bool ok = decode_percent(a, c.bytes, c.n, true, &out, &n);
        for (size_t k = 0; k < c.n; k++)
            escapes += c.bytes[k] == '%';
        if (ok) {
            assert_int_equal(n,
                             c.n - 2 * escapes);                 /* each escape was one byte, none was left */
            assert_int_equal(out[n], '\0');
        } else {
            assert_true(escapes > 0);
        }
        taken += ok;
        arena_reset(a);
    }
    assert_in_range(taken, ROUNDS / 10, ROUNDS * 9 / 10);
    arena_free(a);
}

static void damaged_json_keeps_the_promises(void **state)
{
    (void)state;
    static const char *const SAMPLES[] = {
        "{}", "{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":null}",
        "{\"items\":[{\"person_id\":5},{\"person_id\":6}]}",
        "{\"a\":[[[[[[1]]]]]],\"b\":{\"c\":{\"d\":{}}}}", "{\"items.0.x\":1,\"items.1.x\":\"\\u018Fmr\\n\"}",
        "{\"n\":-12345678901234567,\"s\":\"\\\"\\\\\\/\"}", "[1,2,3]", "{\"a\":1.5}",
    };
    Arena *a = arena_new();
    int taken = 0;
    seed = 3;
    for (int i = 0; i < ROUNDS; i++) {
        Case c;
        damage(&c, SAMPLES, sizeof SAMPLES / sizeof *SAMPLES, "{}[]\",:0123456789.eE-\\utrfnals ");
        Nest nest = nest_make(a);
        Err err = { 0 };
        bool ok = json_read(&nest, c.bytes, c.n, &err);
        check_outcome(&nest, ok, &err);
        taken += ok;
        arena_reset(a);
    }
    assert_in_range(taken, ROUNDS / 20, ROUNDS * 9 / 10);
    arena_free(a);
}

static void damaged_multipart_forms_keep_the_promises(void **state)
{
    (void)state;
    static const char *const SAMPLES[] = {
        "--B\r\nContent-Disposition: form-data; name=\"a.0.b\"\r\n\r\nx\r\n--B--\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\n"
        "Content-Disposition: form-data; name=b\r\nContent-Type: text/plain\r\n\r\n\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"tags[]\"\r\n\r\n\u018F\r\n--B\r\n"
        "Content-Disposition: form-data; name=\"tags[]\"\r\n\r\nb\r\n--B--\r\n", "--B--", "\r\n--B\r\n",
    };
    const BodyRules rules = { .body_limit = LONGEST, .upload_limit = LONGEST, .upload_dir = "/nonexistent" };
    Arena *a = arena_new();
    int taken = 0;
    seed = 4;
    for (int i = 0; i < ROUNDS; i++) {
        Case c;
        damage(&c, SAMPLES, sizeof SAMPLES / sizeof *SAMPLES, "\r\n-B;=\":\\ form-data");
        Body *b = body_new(a, "multipart/form-data; boundary=B", true, &rules);
        for (size_t at = 0, piece; at < c.n; at += piece) {
            piece = 1 + chance(64) < c.n - at ? 1 + chance(64) : c.n - at;
            piece = piece > c.n - at ? c.n - at : piece;
            assert_true(body_feed(b, c.bytes + at, piece));
        }
        Err err = { 0 };
        int status = body_finish(b, &err);
        assert_true(status == 0 || status == 400 || status == 422 || status == 500);
        assert_int_equal(status == 0, err.kind == ERR_NONE);
        check_tree(body_form(b), 0);
        body_drop_files(b);
        taken += status == 0;
        arena_reset(a);
    }
    assert_in_range(taken, ROUNDS / 20, ROUNDS * 9 / 10);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_forms_keep_the_promises), cmocka_unit_test(damaged_escapes_decode_or_fail),
        cmocka_unit_test(damaged_json_keeps_the_promises),
            cmocka_unit_test(damaged_multipart_forms_keep_the_promises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
