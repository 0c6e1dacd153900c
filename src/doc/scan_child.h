// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_SCAN_CHILD_H
#define DOC_SCAN_CHILD_H
#include "doc/scan.h"
#include <cairo.h>

/* Both ends of the pipe.  The child says with its exit code why it refuses. */
typedef enum ScanFault {
    SCAN_OK = 0, SCAN_DAMAGED = 31, SCAN_LOCKED, SCAN_PAGES, SCAN_NO_PAGE, SCAN_LARGE, SCAN_USAGE
} ScanFault;

typedef struct ScanTask {
    const unsigned char *bytes;
    size_t size;
    int    page, width, most_pages;
    bool   draw;                       /* or only look */
} ScanTask;

enum { SCAN_SOURCE_POINTS = 80 * 1000 * 1000, SCAN_DRAWN_POINTS = 40 * 1000 * 1000 };

ScanKind scan_kind(const unsigned char *bytes, size_t size);       /* 0: none we know */
ScanFault scan_read_pdf(const ScanTask *task, int *ret_pages, cairo_surface_t **ret);
ScanFault scan_read_png(const ScanTask *task, cairo_surface_t **ret);
ScanFault scan_read_jpeg(const ScanTask *task, cairo_surface_t **ret);
/* A white page of the asked width for a source of this shape; NULL if it would be too large. */
cairo_surface_t *scan_page(int width, double source_width, double source_height, double *ret_scale);
#endif
