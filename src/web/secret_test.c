// SPDX-License-Identifier: Apache-2.0
#include "web/secret.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void tokens_are_base64url_and_never_the_same(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char *last = secret_token(a);
    for (int i = 0; i < 1000; i++) {
        char *token = secret_token(a);
        assert_int_equal(strlen(token), 43);
        assert_int_equal(strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                         43);
        assert_string_not_equal(token, last);
        last = token;
    }
    arena_free(a);
}

static void hashes_are_those_of_the_standard(void **state)
{
    (void)state;
    char hex[SHA256_TEXT];
    sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Sha256 h;
    sha256_begin(&h);
    sha256_add(&h, "a", 1);
    sha256_add(&h, "", 0);
    sha256_add(&h, "bc", 2);
    sha256_end(&h, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void secrets_are_compared_whole(void **state)
{
    (void)state;
    assert_true(secret_same("abc", "abc"));
    assert_true(secret_same("", ""));
    assert_false(secret_same("abc", "abd"));
    assert_false(secret_same("abc", "ab"));
    assert_false(secret_same("ab", "abc"));
    assert_false(secret_same(NULL, "abc"));
    assert_false(secret_same("abc", NULL));
    assert_false(secret_same(NULL, NULL));
}

static void a_password_matches_its_own_hash_only(void **state)
{
    (void)state;
    Arena *a = arena_new();
    const char *hash = password_hash(a, "d\u0259niz-7");
    assert_non_null(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_true(password_matches(hash, "d\u0259niz-7"));
    assert_false(password_matches(hash, "d\u0259niz-8"));
    assert_false(password_matches(hash, ""));
    assert_false(password_matches("", "a"));
    assert_false(password_matches("not a hash", "a"));
    assert_false(password_matches(NULL, "a"));
    assert_string_not_equal(password_hash(a, "d\u0259niz-7"), hash);
    assert_false(password_is_dated(hash));
    assert_true(password_is_dated("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                  "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_base64url_and_never_the_same),
            cmocka_unit_test(hashes_are_those_of_the_standard),
        cmocka_unit_test(secrets_are_compared_whole), cmocka_unit_test(a_password_matches_its_own_hash_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
