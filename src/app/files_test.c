// SPDX-License-Identifier: Apache-2.0
#include "app/app_test.h"
#include "app/files.h"
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Linked with --wrap: what reaches the disk, in its order, and a death at the worst moment. */
static char calls[64];
static bool die_at_rename;
static const char *touched_at_rename;
int __real_rename(const char *from, const char *to);
int __real_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_fsync(int fd);

static void note(char c)
{
    size_t n = strlen(calls);
    if (n + 1 < sizeof calls)
        calls[n] = c;
}

int __wrap_rename(const char *from, const char *to)
{
    if (die_at_rename)
        raise(SIGKILL);
    note('r');
    if (touched_at_rename && strcmp(from, touched_at_rename) == 0) {
        touched_at_rename = NULL;
        utimensat(AT_FDCWD, from, NULL, 0);
    }
    return __real_rename(from, to);
}

int __wrap_fsync(int fd)
{
    note('f');
    return __real_fsync(fd);
}

static const char HELLO[] = "hello";
static const char HELLO_SHA[] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

static const char *content(TestApp *t, const char *path)
{
    char buffer[100] = "";
    FILE *f = fopen(path, "r");
    if (!f)
        return NULL;
    buffer[fread(buffer, 1, sizeof buffer - 1, f)] = '\0';
    fclose(f);
    return arena_strdup(t->arena, buffer);
}

static const char *upload_file(TestApp *t, const char *name)
{
    char *path = arena_printf(t->arena, "%s/%s", t->config.files, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(HELLO, f);
    fclose(f);
    return path;
}

static void make_old(const char *path, int seconds)
{
    struct timespec times[2] = { { .tv_sec = time(NULL) - seconds }, { .tv_sec = time(NULL) - seconds } };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static const char *a_file_in_tmp(TestApp *t)
{
    char line[300] = "";
    FILE *p = popen(arena_printf(t->arena, "ls -d %s/tmp/* 2>/dev/null", t->config.files), "r");
    if (fgets(line, sizeof line, p))
        line[strcspn(line, "\n")] = '\0';
    pclose(p);
    return *line ? arena_strdup(t->arena, line) : NULL;
}

static void bytes_are_stored_under_their_hash(void **state)
{
    TestApp *t = *state;
    char sha[65];
    MUST(files_put(&t->cx, HELLO, strlen(HELLO), sha, &t->err), &t->err);
    assert_string_equal(sha, HELLO_SHA);
    const char *path = files_path(&t->cx, sha);
    assert_string_equal(path, arena_printf(t->arena, "%s/2c/%s", t->config.files, HELLO_SHA));
    assert_string_equal(content(t, path), HELLO);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_null(a_file_in_tmp(t));
}

static void bytes_are_on_the_disk_before_they_have_a_name(void **state)
{
    TestApp *t = *state;
    char sha[65];
    memset(calls, 0, sizeof calls);
    MUST(files_put(&t->cx, HELLO, strlen(HELLO), sha, &t->err), &t->err);
    assert_string_equal(calls, "frff");                   /* file, name, folder, folder above */
    memset(calls, 0, sizeof calls);
    MUST(files_put(&t->cx, HELLO, strlen(HELLO), sha, &t->err), &t->err);
    assert_string_equal(calls, "");
    unlink(files_path(&t->cx, sha));
    Upload up = { .path = upload_file(t, "up"), .sha256 = HELLO_SHA, .size = 5 };
    MUST(files_take(&t->cx, &up, &t->err), &t->err);
    assert_string_equal(calls, "frff");
}

static void an_upload_is_moved_and_taking_it_again_is_harmless(void **state)
{
    TestApp *t = *state;
    Upload up = { .field = "scan", .path = upload_file(t, "up"), .sha256 = HELLO_SHA, .size = 5 };
    MUST(files_take(&t->cx, &up, &t->err), &t->err);
    assert_int_not_equal(access(up.path, F_OK), 0);
    assert_string_equal(content(t, files_path(&t->cx, HELLO_SHA)), HELLO);
    MUST(files_take(&t->cx, &up, &t->err), &t->err);
    assert_string_equal(content(t, files_path(&t->cx, HELLO_SHA)), HELLO);
}

static void an_upload_that_is_gone_is_a_failure(void **state)
{
    TestApp *t = *state;
    Upload up = { .field = "scan", .path = "/nowhere/up", .sha256 = HELLO_SHA };
    assert_false(files_take(&t->cx, &up, &t->err));
    assert_int_equal(t->err.kind, ERR_INTERNAL);
    assert_int_not_equal(access(files_path(&t->cx, HELLO_SHA), F_OK), 0);
}

static void only_a_hash_is_a_path(void **state)
{
    TestApp *t = *state;
    char upper[65];
    snprintf(upper, sizeof upper, "%s", HELLO_SHA);
    upper[1] = 'C';
    assert_null(files_path(&t->cx, NULL));
    assert_null(files_path(&t->cx, ""));
    assert_null(files_path(&t->cx, "../../../../../../../../../../../../../../../../../../../../etc/pwd"));
    assert_null(files_path(&t->cx, upper));
    assert_null(files_path(&t->cx, HELLO_SHA + 1));
    assert_non_null(files_path(&t->cx, HELLO_SHA));
}

static void death_before_the_name_is_given_leaves_no_stored_file(void **state)
{
    TestApp *t = *state;
    pid_t child = fork();
    if (child == 0) {
        char sha[65];
        die_at_rename = true;
        files_put(&t->cx, HELLO, strlen(HELLO), sha, &t->err);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_int_not_equal(access(files_path(&t->cx, HELLO_SHA), F_OK), 0);
    const char *left = a_file_in_tmp(t);
    assert_non_null(left);

    char sha[65];
    MUST(files_put(&t->cx, HELLO, strlen(HELLO), sha, &t->err), &t->err);
    assert_string_equal(content(t, files_path(&t->cx, sha)), HELLO);
    make_old(left, 2 * 24 * 3600);
    int removed;
    make_old(files_path(&t->cx, sha), 0);
    MUST(files_sweep(&t->cx, NULL, 0, &removed, &t->err), &t->err);
    assert_int_equal(removed, 1);
    assert_int_not_equal(access(left, F_OK), 0);
    assert_int_equal(access(files_path(&t->cx, sha), F_OK), 0);
}

static const char *const ONLY_HELLO[] = { HELLO_SHA };

static void the_sweep_takes_what_is_old_and_not_referred_to(void **state)
{
    TestApp *t = *state;
    char hello[65], other[65], fresh[65];
    int removed;
    MUST(files_put(&t->cx, HELLO, 5, hello, &t->err), &t->err);
    MUST(files_put(&t->cx, "other", 5, other, &t->err), &t->err);
    MUST(files_put(&t->cx, "fresh", 5, fresh, &t->err), &t->err);
    make_old(files_path(&t->cx, hello), 25 * 3600);
    make_old(files_path(&t->cx, other), 25 * 3600);
    make_old(files_path(&t->cx, fresh), 23 * 3600);
    MUST(files_sweep(&t->cx, ONLY_HELLO, 1, &removed, &t->err), &t->err);
    assert_int_equal(removed, 1);
    assert_int_equal(access(files_path(&t->cx, hello), F_OK), 0);
    assert_int_equal(access(files_path(&t->cx, fresh), F_OK), 0);
    assert_int_not_equal(access(files_path(&t->cx, other), F_OK), 0);
}

static void what_is_stored_again_counts_as_new_for_the_sweep(void **state)
{
    TestApp *t = *state;
    char sha[65];
    int removed;
    MUST(files_put(&t->cx, "other", 5, sha, &t->err), &t->err);
    make_old(files_path(&t->cx, sha), 25 * 3600);
    MUST(files_put(&t->cx, "other", 5, sha, &t->err), &t->err);
    MUST(files_sweep(&t->cx, ONLY_HELLO, 1, &removed, &t->err), &t->err);
    assert_int_equal(removed, 0);
}

/* Somebody stores the same bytes between the look at the file's age and its removal. */
static void what_is_wanted_again_while_it_is_swept_comes_back(void **state)
{
    TestApp *t = *state;
    char sha[65];
    int removed;
    MUST(files_put(&t->cx, "other", 5, sha, &t->err), &t->err);
    make_old(files_path(&t->cx, sha), 25 * 3600);
    touched_at_rename = files_path(&t->cx, sha);
    MUST(files_sweep(&t->cx, ONLY_HELLO, 1, &removed, &t->err), &t->err);
    assert_null(touched_at_rename);
    assert_int_equal(removed, 0);
    assert_string_equal(content(t, files_path(&t->cx, sha)), "other");
}

static void what_a_dead_sweep_set_aside_goes_back(void **state)
{
    TestApp *t = *state;
    char sha[65];
    int removed;
    MUST(files_put(&t->cx, HELLO, 5, sha, &t->err), &t->err);
    const char *aside = arena_printf(t->arena, "%s/tmp/out-%s", t->config.files, sha);
    assert_int_equal(rename(files_path(&t->cx, sha), aside), 0);
    make_old(aside, 25 * 3600);
    MUST(files_sweep(&t->cx, ONLY_HELLO, 1, &removed, &t->err), &t->err);
    assert_int_equal(removed, 0);
    assert_string_equal(content(t, files_path(&t->cx, sha)), "hello");
}

#define ONCE(f) { #f, f, app_test_sqlite, app_test_remove, NULL }

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONCE(bytes_are_stored_under_their_hash),
        ONCE(bytes_are_on_the_disk_before_they_have_a_name),
        ONCE(an_upload_is_moved_and_taking_it_again_is_harmless),
        ONCE(an_upload_that_is_gone_is_a_failure),
        ONCE(only_a_hash_is_a_path),
        ONCE(death_before_the_name_is_given_leaves_no_stored_file),
        ONCE(the_sweep_takes_what_is_old_and_not_referred_to),
        ONCE(what_is_stored_again_counts_as_new_for_the_sweep),
        ONCE(what_is_wanted_again_while_it_is_swept_comes_back),
        ONCE(what_a_dead_sweep_set_aside_goes_back),
    };
    return cmocka_run_group_tests_name("app/files", tests, NULL, NULL);
}
