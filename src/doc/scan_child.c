// SPDX-License-Identifier: Apache-2.0
/* The process that reads a stranger's file.  It leaves by _exit() everywhere, so that nothing
 * of the program runs after a reader was fooled. */
#include "doc/scan_child.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CPU_SECONDS = 20, OPEN_FILES = 64 };
static const rlim_t ADDRESS_SPACE = 1536u << 20;

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };                /* its shadow alone is terabytes of address space */
#else
enum { SANITIZED = 0 };
#endif

static bool limit(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now))
        return false;
    if (now.rlim_max != RLIM_INFINITY && most > now.rlim_max)
        most = now.rlim_max;
    return setrlimit(what, &(struct rlimit){ most, most }) == 0;
}

/* Nothing is read before every wall stands. */
static bool shut_in(void)
{
    signal(SIGXFSZ, SIG_IGN);          /* a cache that cannot be written is no reason to die */
    return limit(RLIMIT_CPU, CPU_SECONDS) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_NOFILE, OPEN_FILES) && (SANITIZED || limit(RLIMIT_AS, ADDRESS_SPACE)) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

ScanKind scan_kind(const unsigned char *bytes, size_t size)
{
    static const unsigned char PNG[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    static const unsigned char JPEG[] = { 0xff, 0xd8, 0xff };
    if (size >= 8 && memcmp(bytes, "%PDF-", 5) == 0)
        return SCAN_PDF;
    if (size >= sizeof PNG && memcmp(bytes, PNG, sizeof PNG) == 0)
        return SCAN_PNG;
    if (size >= sizeof JPEG && memcmp(bytes, JPEG, sizeof JPEG) == 0)
        return SCAN_JPEG;
    return 0;
}

static bool write_all(const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size) {
        ssize_t n = write(STDOUT_FILENO, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        size -= (size_t)n;
    }
    return true;
}

static cairo_status_t write_png(void *closure, const unsigned char *bytes, unsigned length)
{
    (void)closure;
    return write_all(bytes, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static ScanFault answer(const ScanTask *task)
{
    cairo_surface_t *page = NULL;
    int pages = 1;
    ScanFault fault = SCAN_DAMAGED;
    ScanKind kind = scan_kind(task->bytes, task->size);
    if (kind != SCAN_PDF && task->page != 1)
        return SCAN_NO_PAGE;
    if (kind == SCAN_PDF)
        fault = scan_read_pdf(task, &pages, &page);
    else if (kind == SCAN_PNG)
        fault = scan_read_png(task, &page);
    else if (kind == SCAN_JPEG)
        fault = scan_read_jpeg(task, &page);
    if (fault != SCAN_OK)
        return fault;
    if (task->draw)
        return cairo_surface_write_to_png_stream(page, write_png, NULL) ? SCAN_DAMAGED : SCAN_OK;
    char line[32];
    int n = snprintf(line, sizeof line, "%d %d\n", kind, pages);
    return write_all(line, (size_t)n) ? SCAN_OK : SCAN_DAMAGED;
}

static bool number(const char *text, int least, int most, int *ret)
{
    char *end;
    errno = 0;
    long n = strtol(text, &end, 10);
    *ret = (int)n;
    return !errno && end != text && !*end && n >= least && n <= most;
}

/* scan-page look|draw PAGE WIDTH MOST-PAGES <FILE */
int scan_child_main(int argc, char **argv)
{
    ScanTask task = { 0 };
    struct stat st;
    if (argc != 6 || !number(argv[3], 1, 1000000, &task.page) ||
        !number(argv[4], SCAN_LEAST_WIDTH, SCAN_MOST_WIDTH, &task.width) ||
        !number(argv[5], 1, 1000000, &task.most_pages) || fstat(STDIN_FILENO, &st) || !S_ISREG(st.st_mode) ||
        st.st_size < 1 || !shut_in())
        _exit(SCAN_USAGE);
    task.draw = strcmp(argv[2], "draw") == 0;
    task.size = (size_t)st.st_size;
    task.bytes = mmap(NULL, task.size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (task.bytes == MAP_FAILED)
        _exit(SCAN_USAGE);
    _exit(answer(&task));
}
