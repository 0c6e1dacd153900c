// SPDX-License-Identifier: Apache-2.0
/* Reads a PDF with poppler; in the child only. */
#include "doc/scan_child.h"
#include <poppler.h>

static ScanFault open_fault(const GError *error)
{
    return g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? SCAN_LOCKED : SCAN_DAMAGED;
}

static ScanFault draw(PopplerPage *page, int width, cairo_surface_t **ret)
{
    double w, h, scale;
    poppler_page_get_size(page, &w, &h);
    *ret = scan_page(width, w, h, &scale);
    if (!*ret)
        return SCAN_LARGE;
    cairo_t *cr = cairo_create(*ret);
    cairo_scale(cr, scale, scale);
    poppler_page_render(page, cr);
    ScanFault fault = cairo_status(cr) ? SCAN_DAMAGED : SCAN_OK;
    cairo_destroy(cr);
    return fault;
}

/* A file that its owner locked against copying or printing is refused as well: what we keep
 * must stay readable by anybody with the right to. */
ScanFault scan_read_pdf(const ScanTask *task, int *ret_pages, cairo_surface_t **ret)
{
    GError *error = NULL;
    GBytes *bytes = g_bytes_new_static(task->bytes, task->size);
    PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, &error);
    if (!pdf)
        return open_fault(error);
    if ((poppler_document_get_permissions(pdf) & POPPLER_PERMISSIONS_FULL) != POPPLER_PERMISSIONS_FULL)
        return SCAN_LOCKED;
    *ret_pages = poppler_document_get_n_pages(pdf);
    if (*ret_pages < 1)
        return SCAN_DAMAGED;
    if (*ret_pages > task->most_pages)
        return SCAN_PAGES;
    if (task->page > *ret_pages)
        return SCAN_NO_PAGE;
    PopplerPage *page = poppler_document_get_page(pdf, task->page - 1);
    return page ? draw(page, task->width, ret) : SCAN_DAMAGED;
}
