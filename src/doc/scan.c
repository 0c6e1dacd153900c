// SPDX-License-Identifier: Apache-2.0
/* The side that starts the reader, waits for it and believes nothing but a picture. */
#define _GNU_SOURCE
#include "doc/scan.h"
#include "doc/scan_child.h"
#include "base/clock.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAIT_SECONDS = 30, MOST_ANSWER = 64 << 20, LOOK_WIDTH = 100 };

static bool broke(Err *err, const char *what)
{
    err_detail(err, "%s: %s", what, strerror(errno));
    return err_set(err, ERR_INTERNAL, "scan", "the scan cannot be read now");
}

/* ---- the file ----------------------------------------------------------- */

static int open_bytes(ScanFile file, Err *err)
{
    int fd = memfd_create("scan", MFD_CLOEXEC);
    const char *p = file.bytes;
    for (size_t left = file.size; fd >= 0 && left;) {
        ssize_t n = write(fd, p, left);
        if (n <= 0) {
            close(fd);
            fd = -1;
            break;
        }
        p += n;
        left -= (size_t)n;
    }
    if (fd < 0)
        broke(err, "memfd");
    return fd;
}

static int open_file(ScanFile file, Err *err)
{
    if (!file.path)
        return open_bytes(file, err);
    int fd = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        err_set(err, ERR_NOT_FOUND, "scan", "the file is not there");
    else if (fd < 0)
        broke(err, file.path);
    return fd;
}

static ScanKind check_file(int fd, const ScanLimits *limits, Err *err)
{
    struct stat st;
    unsigned char head[16];
    if (fstat(fd, &st))
        return broke(err, "fstat");
    if (S_ISREG(st.st_mode) && st.st_size > limits->bytes) {
        char most[24];
        snprintf(most, sizeof most, "%lld", (long long)(limits->bytes >> 20));
        return err_set(err, ERR_INVALID, "scan", "the file is larger than {0} MB", most);
    }
    ssize_t n = S_ISREG(st.st_mode) ? pread(fd, head, sizeof head, 0) : 0;
    ScanKind kind = n > 0 ? scan_kind(head, (size_t)n) : 0;
    if (!kind)
        err_set(err, ERR_INVALID, "scan", "the file is not a PDF, PNG or JPEG");
    return kind;
}

/* ---- the child ---------------------------------------------------------- */

/* An empty environment, but for what a sanitized build listens to. */
static void fill_environment(char *env[8], Arena *a)
{
    static const char *const KEPT[] = { "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
    int n = 0;
    env[n++] = arena_strdup(a, "LC_ALL=C.UTF-8");
    env[n++] = arena_strdup(a, "HOME=/nonexistent");
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(KEPT[i]);
        if (value)
            env[n++] = arena_printf(a, "%s=%s", KEPT[i], value);
    }
    env[n] = NULL;
}

static bool start(int file, int answer, char *const *argv, Arena *a, pid_t *ret, Err *err)
{
    char *env[8];
    fill_environment(env, a);
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, file, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, answer, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawn(ret, "/proc/self/exe", &files, &attributes, argv, env);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    errno = failed;
    return !failed || broke(err, "posix_spawn");
}

/* Reads to the end of the pipe; false when it lasts or swells too much. */
static bool read_answer(int fd, Str *out)
{
    size_t before = out->len;
    int64_t end = clock_ms() + WAIT_SECONDS * 1000;
    char buf[65536];
    for (;;) {
        int64_t left = end - clock_ms();
        struct pollfd p = { .fd = fd, .events = POLLIN };
        int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t n = read(fd, buf, sizeof buf);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        if (out->len - before + (size_t)n > MOST_ANSWER)
            return false;
        str_addn(out, buf, (size_t)n);
    }
}

static bool judge(int status, const ScanLimits *limits, Err *err)
{
    char most[24];
    snprintf(most, sizeof most, "%d", limits->pages);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    switch (code) {
    case SCAN_OK: return true;
    case SCAN_LOCKED: return err_set(err, ERR_INVALID, "scan", "the PDF is protected by a password");
    case SCAN_PAGES: return err_set(err, ERR_INVALID, "scan", "the file has more than {0} pages", most);
    case SCAN_NO_PAGE: return err_set(err, ERR_NOT_FOUND, "page", "the scan has no such page");
    case SCAN_LARGE: return err_set(err, ERR_INVALID, "scan", "a page of the scan is too large or empty");
    case SCAN_USAGE:
        err_detail(err, "the scan child could not shut itself in");
        return err_set(err, ERR_INTERNAL, "scan", "the scan cannot be read now");
    default:
        err_detail(err, "scan child: %s %d", WIFSIGNALED(status) ? "signal" : "exit",
                   WIFSIGNALED(status) ? WTERMSIG(status) : code);
        return err_set(err, ERR_INVALID, "scan", "the scan is damaged or cannot be drawn");
    }
}

static bool ask(int file, const char *what, int page, int width, const ScanLimits *limits, Str *out, Err *err)
{
    Arena *a = out->arena;
    char *argv[] = { arena_strdup(a, "kadr"), arena_strdup(a, SCAN_CHILD), arena_strdup(a, what),
                     arena_printf(a, "%d", page), arena_printf(a, "%d", width),
                     arena_printf(a, "%d", limits->pages), NULL };
    int ends[2];
    pid_t child;
    if (pipe2(ends, O_CLOEXEC))
        return broke(err, "pipe");
    bool started = start(file, ends[1], argv, a, &child, err);
    close(ends[1]);
    if (!started) {
        close(ends[0]);
        return false;
    }
    size_t before = out->len;
    bool whole = read_answer(ends[0], out);
    close(ends[0]);
    if (!whole)
        kill(child, SIGKILL);
    int status = 0;
    pid_t done;
    while ((done = waitpid(child, &status, 0)) < 0 && errno == EINTR)
        ;
    bool good = done < 0 ? broke(err, "waitpid") : judge(status, limits, err);
    if (!good) {
        out->len = before;
        out->s[before] = '\0';
    }
    return good;
}

/* ---- entry -------------------------------------------------------------- */

bool scan_inspect(ScanFile file, const ScanLimits *limits, ScanInfo *ret, Err *err)
{
    const ScanLimits usual = SCAN_LIMITS;
    limits = limits ? limits : &usual;
    int fd = open_file(file, err);
    if (fd < 0)
        return false;
    Arena *a = arena_new();
    Str line = str_make(a);
    ScanKind kind = check_file(fd, limits, err);
    int said, pages;
    bool good = kind && ask(fd, "look", 1, LOOK_WIDTH, limits, &line, err);
    if (good && (sscanf(line.s, "%d %d", &said, &pages) != 2 || said != (int)kind || pages < 1 ||
                 pages > limits->pages))
        good = err_set(err, ERR_INVALID, "scan", "the scan is damaged or cannot be drawn");
    if (good)
        *ret = (ScanInfo){ kind, pages };
    arena_free(a);
    close(fd);
    return good;
}

bool scan_render_file(ScanFile file, int page, int width, Str *ret_png, Err *err)
{
    static const unsigned char PNG[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    const ScanLimits limits = SCAN_LIMITS;
    if (page < 1 || page > limits.pages)
        return err_set(err, ERR_NOT_FOUND, "page", "the scan has no such page");
    width = width < SCAN_LEAST_WIDTH ? SCAN_LEAST_WIDTH : width > SCAN_MOST_WIDTH ? SCAN_MOST_WIDTH : width;
    int fd = open_file(file, err);
    if (fd < 0)
        return false;
    size_t before = ret_png->len;
    bool good = check_file(fd, &limits, err) && ask(fd, "draw", page, width, &limits, ret_png, err);
    close(fd);
    if (good && (ret_png->len - before < sizeof PNG || memcmp(ret_png->s + before, PNG, sizeof PNG) != 0)) {
        ret_png->len = before;
        ret_png->s[before] = '\0';
        good = err_set(err, ERR_INVALID, "scan", "the scan is damaged or cannot be drawn");
    }
    return good;
}

bool scan_render(const char *path, int page, int width, Arena *a, Str *ret_png, Err *err)
{
    *ret_png = str_make(a);
    return scan_render_file((ScanFile){ .path = path }, page, width, ret_png, err);
}
