// SPDX-License-Identifier: Apache-2.0
/* The paper that a page of any source is drawn on. */
#include "doc/scan_child.h"
#include <math.h>

cairo_surface_t *scan_page(int width, double source_width, double source_height, double *ret_scale)
{
    if (!(source_width >= 1 && source_height >= 1))
        return NULL;
    double scale = width / source_width, height = ceil(source_height * scale);
    if (!(height * width <= SCAN_DRAWN_POINTS))
        return NULL;
    int lines = height < 1 ? 1 : (int)height;
    cairo_surface_t *page = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, lines);
    cairo_t *cr = cairo_create(page);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_destroy(cr);
    *ret_scale = scale;
    return page;
}
