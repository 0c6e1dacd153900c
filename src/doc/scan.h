// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_SCAN_H
#define DOC_SCAN_H
#include "base/err.h"
#include "base/str.h"
#include <stdint.h>

/* Scans are shown as pictures of their pages and never sent as they came: whatever a PDF or a
 * picture carries besides (scripts, links, attachments, metadata) stays behind.
 *
 * The readers of PDF, PNG and JPEG meet hostile files, so they run in a process of their own:
 * our own binary, started with posix_spawn as `kadr scan-page ...` (fork alone is not safe in
 * a program with threads: the child may only use a few calls until it executes another
 * program, and poppler needs malloc, locks and fontconfig).  The child
 *   - gets the file as descriptor 0, a pipe as 1, nothing else, and an empty environment;
 *   - may use 20 s of processor, 1.5 GB of address space (not under AddressSanitizer), write
 *     no file, leave no core, gain no rights;
 *   - is killed after 30 s or 64 MB of answer; if it dies, the file is called damaged.
 *
 * main.c must begin with:
 *   if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0) return scan_child_main(argc, argv);
 * and SIGCHLD must not be ignored.  All functions may be called by any thread; each starts one
 * process (about 15 ms and the drawing), so they belong in the slow lane. */

#define SCAN_CHILD "scan-page"

typedef enum ScanKind { SCAN_PDF = 1, SCAN_PNG, SCAN_JPEG } ScanKind;

typedef struct ScanLimits {
    int64_t bytes;                     /* of the file */
    int     pages;
} ScanLimits;
enum { SCAN_MOST_BYTES = 64 << 20, SCAN_MOST_PAGES = 1000 };
#define SCAN_LIMITS ((ScanLimits){ SCAN_MOST_BYTES, SCAN_MOST_PAGES })

typedef struct ScanInfo {
    ScanKind kind;
    int      pages;                    /* 1 for a picture */
} ScanInfo;

enum { SCAN_LEAST_WIDTH = 40, SCAN_MOST_WIDTH = 4000 };

/* A file as it lies on disk (a path), or in memory when it is sealed on disk. */
typedef struct ScanFile {
    const char *path;                  /* NULL: the bytes are meant */
    const void *bytes;
    size_t      size;
} ScanFile;

/* Says what a file is, by its first bytes and by reading it, never by its name.
 *
 *   limits  NULL means SCAN_LIMITS
 *   errors  INVALID "scan"    not a PDF, PNG or JPEG; damaged; protected by a password; more
 *                             pages or bytes than the limits; a page or picture too large
 *           NOT_FOUND "scan"  there is no such file
 *           INTERNAL          no process or pipe could be had */
bool scan_inspect(ScanFile file, const ScanLimits *limits, ScanInfo *ret, Err *err);

/* Draws one page (from 1) as a PNG `width` points wide, on white, turned as the file says;
 * appends it to `ret_png`.  Widths outside LEAST..MOST are brought inside.
 *   errors  as above, and NOT_FOUND "page" */
bool scan_render_file(ScanFile file, int page, int width, Str *ret_png, Err *err);

/* The same for a file on disk; the picture is in `a`. */
bool scan_render(const char *path, int page, int width, Arena *a, Str *ret_png, Err *err);

/* The other side: what main.c does for the hidden subcommand.  Never returns to the caller's
 * work; the value is the exit code. */
int scan_child_main(int argc, char **argv);
#endif
