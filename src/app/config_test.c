// SPDX-License-Identifier: Apache-2.0
#include "app/config.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const char *const VARIABLES[] = {
    "KADR_CONF", "KADR_DB", "KADR_LISTEN", "KADR_FILES", "KADR_WITNESS_KEY", "KADR_CLOCK", "KADR_THREADS",
    "KADR_UPLOAD_MB", "KADR_SESSION_HOURS", "KADR_SECURE_COOKIES", "KADR_TRACE"
};

static int setup(void **state)
{
    for (size_t i = 0; i < sizeof VARIABLES / sizeof *VARIABLES; i++)
        unsetenv(VARIABLES[i]);
    *state = arena_new();
    return 0;
}

static int teardown(void **state) { arena_free(*state); return 0; }

/* Loads a file that holds `text`; it is called "x.conf" in messages. */
static bool load(Arena *a, const char *text, Config *c, Err *err)
{
    char folder[] = "/tmp/kadr-config-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(a, "%s/x.conf", folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    bool ok = config_load(a, path, c, err);
    unlink(path);
    rmdir(folder);
    return ok;
}

static const char *message(Arena *a, const Err *err, int i)
{
    char out[400];
    err_format(NULL, &err->faults[i], out, sizeof out);
    return arena_strdup(a, out);
}

static void without_file_and_variables_the_standards_hold(void **state)
{
    Config c;
    Err err = { 0 };
    assert_true(config_load(*state, NULL, &c, &err));
    assert_string_equal(c.db, "sqlite:kadr.db");
    assert_string_equal(c.listen, "127.0.0.1:8080");
    assert_string_equal(c.files, "kadr.files");
    assert_string_equal(c.witness_key, "kadr.key");
    assert_string_equal(c.clock, "");
    assert_int_equal(c.threads, 2);
    assert_int_equal(c.upload_mb, 40);
    assert_int_equal(c.session_hours, 12);
    assert_false(c.secure_cookies);
}

static void a_file_is_read_with_comments_and_spaces(void **state)
{
    Config c;
    Err err = { 0 };
    assert_true(load(*state, "# Kadr\n\n  db =  sqlite:/srv/k.d/own.db \r\nthreads=64\nsecure_cookies = yes\n"
                             "clock = 2026-09-14T09:00\nlisten = [::1]:80", &c, &err));
    assert_string_equal(c.db, "sqlite:/srv/k.d/own.db");
    assert_string_equal(c.files, "/srv/k.d/own.files");
    assert_string_equal(c.witness_key, "/srv/k.d/own.key");
    assert_string_equal(c.clock, "2026-09-14T09:00");
    assert_string_equal(c.listen, "[::1]:80");
    assert_int_equal(c.threads, 64);
    assert_true(c.secure_cookies);
}

static void a_variable_wins_over_the_file(void **state)
{
    Config c;
    Err err = { 0 };
    setenv("KADR_LISTEN", "0.0.0.0:9000", 1);
    setenv("KADR_SECURE_COOKIES", "0", 1);
    assert_true(load(*state, "listen = 127.0.0.1:1\nsecure_cookies = true\n", &c, &err));
    assert_string_equal(c.listen, "0.0.0.0:9000");
    assert_false(c.secure_cookies);
}

static void files_stand_beside_the_database(void **state)
{
    static const struct { const char *db, *files; } CASES[] = {
        { "sqlite:demo", "demo.files" },           { "sqlite:/a.b/demo", "/a.b/demo.files" },
        { "sqlite:/a.b/.db", "/a.b/.db.files" },   { "postgresql://host/kadr", "kadr.files" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Config c;
        Err err = { 0 };
        setenv("KADR_DB", CASES[i].db, 1);
        assert_true(config_load(*state, NULL, &c, &err));
        assert_string_equal(c.files, CASES[i].files);
    }
}

static void a_bad_line_is_named_with_its_key(void **state)
{
    static const struct { const char *text, *field, *message; } CASES[] = {
        { "\nport = 80\n", "port", "x.conf:2: port is not a key of the configuration" },
        { "listen\n", "", "x.conf:1: a line is key = value" },
        { "threads = 0\n", "threads", "x.conf:1: threads must be a whole number, 1..64" },
        { "threads = 65\n", "threads", "x.conf:1: threads must be a whole number, 1..64" },
        { "threads = 2 # two\n", "threads", "x.conf:1: threads must be a whole number, 1..64" },
        { "threads = +2\n", "threads", "x.conf:1: threads must be a whole number, 1..64" },
        { "upload_mb =\n", "upload_mb", "x.conf:1: upload_mb must be a whole number, 1..2000" },
        { "session_hours = 99999999999999999999\n", "session_hours",
          "x.conf:1: session_hours must be a whole number, 1..168" },
        { "secure_cookies = on\n", "secure_cookies", "x.conf:1: secure_cookies must be yes or no" },
        { "db = kadr.db\n", "db", "x.conf:1: db must be sqlite:PATH or postgresql://HOST/NAME" },
        { "db = sqlite:\n", "db", "x.conf:1: db must be sqlite:PATH or postgresql://HOST/NAME" },
        { "listen = 8080\n", "listen", "x.conf:1: listen must be an address and a port, as 127.0.0.1:8080" },
        { "listen = 127.0.0.1:65536\n", "listen",
          "x.conf:1: listen must be an address and a port, as 127.0.0.1:8080" },
        { "listen = ::1:80\n", "listen", "x.conf:1: listen must be an address and a port, as 127.0.0.1:8080" },
        { "clock = 2026-02-29\n", "clock", "x.conf:1: clock must be a day or a moment, as 2026-09-14T09:00" },
        { "clock = 2026-02-28T24:00\n", "clock", "x.conf:1: clock must be a day or a moment, as 2026-09-14T09:00" },
        { "files =\n", "files", "x.conf:1: files must not be empty" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Config c = { .threads = 77 };
        Err err = { 0 };
        assert_false(load(*state, CASES[i].text, &c, &err));
        assert_int_equal(err.kind, ERR_INVALID);
        assert_int_equal(err.count, 1);
        assert_string_equal(err.faults[0].field, CASES[i].field);
        assert_string_equal(message(*state, &err, 0), CASES[i].message);
        assert_int_equal(c.threads, 77);
    }
}

static void a_clock_is_a_moment_in_baku(void **state)
{
    (void)state;
    static const struct { const char *clock, *utc; } CASES[] = {
        { "2026-09-14", "2026-09-14T05:00:00.000000Z" },
        { "2026-09-14T00:00", "2026-09-13T20:00:00.000000Z" },
        { "2026-09-14T23:59", "2026-09-14T19:59:00.000000Z" },
        { "2026-09-14T9:00", NULL }, { "2026-09-14T09:60", NULL }, { "2026-09-14 09:00", NULL },
        { "2026-09-14T09:00:00", NULL }, { "2026-9-14", NULL }, { "", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Instant moment;
        char text[INSTANT_TEXT];
        assert_int_equal(config_moment(CASES[i].clock, &moment), CASES[i].utc != NULL);
        if (CASES[i].utc) {
            instant_format(moment, text);
            assert_string_equal(text, CASES[i].utc);
        }
    }
}

static void all_faults_are_told_at_once(void **state)
{
    Config c;
    Err err = { 0 };
    setenv("KADR_UPLOAD_MB", "many", 1);
    assert_false(load(*state, "threads = x\nport = 1\n", &c, &err));
    assert_int_equal(err.count, 3);
    assert_string_equal(message(*state, &err, 0), "x.conf:1: threads must be a whole number, 1..64");
    assert_string_equal(message(*state, &err, 1), "x.conf:2: port is not a key of the configuration");
    assert_string_equal(message(*state, &err, 2), "KADR_UPLOAD_MB: upload_mb must be a whole number, 1..2000");
}

static void a_file_that_is_named_must_be_there(void **state)
{
    Config c;
    Err err = { 0 };
    setenv("KADR_CONF", "/nowhere/kadr.conf", 1);
    assert_false(config_load(*state, NULL, &c, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void the_help_speaks_of_every_key(void **state)
{
    Str help = str_make(*state);
    config_help(&help);
    for (size_t i = 1; i < sizeof VARIABLES / sizeof *VARIABLES; i++) {      /* but for KADR_CONF */
        char key[40] = "\n  ";
        for (size_t n = 3, k = strlen("KADR_"); VARIABLES[i][k]; n++, k++)
            key[n] = (char)(VARIABLES[i][k] == '_' ? '_' : VARIABLES[i][k] - 'A' + 'a');
        assert_non_null(strstr(help.s, key));
    }
}

static void no_password_is_shown(void **state)
{
    static const char *const ROWS[][2] = {
        { "sqlite:kadr.db", "sqlite:kadr.db" },
        { "postgresql://kadr:secret@db/kadr", "postgresql://kadr@db/kadr" },
        { "postgresql://kadr@db/kadr?password=secret", "postgresql://kadr@db/kadr" },
        { "postgresql://kadr:se:cr@et@db/kadr?sslmode=require", "postgresql://kadr@db/kadr" },
        { "postgresql:///kadr?host=/tmp&password=secret", "postgresql:///kadr" },
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        Config c = { .db = ROWS[i][0], .listen = "", .files = "", .witness_key = "", .clock = "" };
        assert_string_equal(val_str(val_at(config_view(*state, &c), "0.value")), ROWS[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_file_and_variables_the_standards_hold, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_read_with_comments_and_spaces, setup, teardown),
        cmocka_unit_test_setup_teardown(a_variable_wins_over_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(files_stand_beside_the_database, setup, teardown),
        cmocka_unit_test_setup_teardown(a_bad_line_is_named_with_its_key, setup, teardown),
        cmocka_unit_test_setup_teardown(a_clock_is_a_moment_in_baku, setup, teardown),
        cmocka_unit_test_setup_teardown(all_faults_are_told_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_named_must_be_there, setup, teardown),
        cmocka_unit_test_setup_teardown(the_help_speaks_of_every_key, setup, teardown),
        cmocka_unit_test_setup_teardown(no_password_is_shown, setup, teardown),
    };
    return cmocka_run_group_tests_name("app/config", tests, NULL, NULL);
}
