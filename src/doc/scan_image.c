// SPDX-License-Identifier: Apache-2.0
/* Reads PNG and JPEG; in the child only. */
#include "doc/scan_child.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <jpeglib.h>
#include <jerror.h>

/* ---- common ------------------------------------------------------------- */

/* Where the first line and the first column of the stored picture belong (EXIF 2.3, 0x0112). */
static void turn(cairo_t *cr, int orientation, double w, double h)
{
    static const signed char MATRIX[9][4] = {
        { 1, 0, 0, 1 }, { 1, 0, 0, 1 }, { -1, 0, 0, 1 }, { -1, 0, 0, -1 },
        { 1, 0, 0, -1 }, { 0, 1, 1, 0 }, { 0, 1, -1, 0 }, { 0, -1, -1, 0 }, { 0, -1, 1, 0 } };
    const signed char *m = MATRIX[orientation];
    double x = m[0] < 0 ? w : m[2] < 0 ? h : 0, y = m[3] < 0 ? h : m[1] < 0 ? w : 0;
    cairo_matrix_t matrix;
    cairo_matrix_init(&matrix, m[0], m[1], m[2], m[3], x, y);
    cairo_transform(cr, &matrix);
}

static ScanFault shrink(cairo_surface_t *picture, int orientation, int width, cairo_surface_t **ret)
{
    double w = cairo_image_surface_get_width(picture), h = cairo_image_surface_get_height(picture), scale;
    bool lying = orientation >= 5;
    *ret = scan_page(width, lying ? h : w, lying ? w : h, &scale);
    if (!*ret)
        return SCAN_LARGE;
    cairo_t *cr = cairo_create(*ret);
    cairo_scale(cr, scale, scale);
    turn(cr, orientation, w, h);
    cairo_set_source_surface(cr, picture, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_rectangle(cr, 0, 0, w, h);
    cairo_fill(cr);
    ScanFault fault = cairo_status(cr) ? SCAN_DAMAGED : SCAN_OK;
    cairo_destroy(cr);
    return fault;
}

/* ---- PNG ---------------------------------------------------------------- */

typedef struct Source { const ScanTask *task; size_t at; } Source;

static cairo_status_t read_source(void *closure, unsigned char *out, unsigned length)
{
    Source *src = closure;
    if (length > src->task->size - src->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(out, src->task->bytes + src->at, length);
    src->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static uint64_t big_endian(const unsigned char *p)
{
    return (uint64_t)p[0] << 24 | (uint64_t)p[1] << 16 | (uint64_t)p[2] << 8 | p[3];
}

ScanFault scan_read_png(const ScanTask *task, cairo_surface_t **ret)
{
    if (task->size < 33 || memcmp(task->bytes + 12, "IHDR", 4) != 0)
        return SCAN_DAMAGED;
    if (big_endian(task->bytes + 16) * big_endian(task->bytes + 20) > SCAN_SOURCE_POINTS)
        return SCAN_LARGE;
    Source src = { task, 0 };
    cairo_surface_t *picture = cairo_image_surface_create_from_png_stream(read_source, &src);
    if (cairo_surface_status(picture))
        return SCAN_DAMAGED;
    return shrink(picture, 1, task->width, ret);
}

/* ---- JPEG --------------------------------------------------------------- */

static void jpeg_failed(j_common_ptr jpeg)
{
    (void)jpeg;
    _exit(SCAN_DAMAGED);
}

/* A file that ends too early is only a warning to libjpeg, which then paints it grey. */
static void jpeg_warned(j_common_ptr jpeg, int level)
{
    if (level < 0 && jpeg->err->msg_code == JWRN_JPEG_EOF)
        _exit(SCAN_DAMAGED);
}

static unsigned tiff_number(const unsigned char *p, int size, bool little)
{
    unsigned n = 0;
    for (int i = 0; i < size; i++)
        n |= (unsigned)p[i] << 8 * (little ? i : size - 1 - i);
    return n;
}

/* Telephones store the picture lying and say in EXIF how it was held. */
static int exif_orientation(const struct jpeg_decompress_struct *jpeg)
{
    for (const struct jpeg_marker_struct *m = jpeg->marker_list; m; m = m->next) {
        if (m->marker != JPEG_APP0 + 1 || m->data_length < 20 || memcmp(m->data, "Exif\0", 6) != 0)
            continue;
        const unsigned char *tiff = m->data + 6;
        unsigned size = m->data_length - 6;
        bool little = tiff[0] == 'I';
        unsigned at = tiff_number(tiff + 4, 4, little);
        if (at > size - 2)
            return 1;
        unsigned count = tiff_number(tiff + at, 2, little);
        for (at += 2; count > 0 && at + 12 <= size; count--, at += 12)
            if (tiff_number(tiff + at, 2, little) == 0x0112) {
                unsigned value = tiff_number(tiff + at + 8, 2, little);
                return value >= 1 && value <= 8 ? (int)value : 1;
            }
    }
    return 1;
}

static void put_line(const struct jpeg_decompress_struct *jpeg, const unsigned char *in, uint32_t *out)
{
    for (JDIMENSION x = 0; x < jpeg->output_width; x++, in += jpeg->output_components) {
        unsigned r = in[0], g = in[1], b = in[2];
        if (jpeg->out_color_space == JCS_CMYK) {       /* Adobe stores it inverted */
            unsigned k = jpeg->saw_Adobe_marker ? in[3] : 255u - in[3];
            r = (jpeg->saw_Adobe_marker ? r : 255 - r) * k / 255;
            g = (jpeg->saw_Adobe_marker ? g : 255 - g) * k / 255;
            b = (jpeg->saw_Adobe_marker ? b : 255 - b) * k / 255;
        }
        out[x] = 0xff000000u | r << 16 | g << 8 | b;
    }
}

/* Leaves out on the way what the asked width does not need. */
static void choose_scale(struct jpeg_decompress_struct *jpeg, const ScanTask *task, int orientation)
{
    JDIMENSION across = orientation >= 5 ? jpeg->image_height : jpeg->image_width;
    jpeg->scale_num = 1;
    jpeg->scale_denom = 1;
    while (jpeg->scale_denom < 8 && across / (jpeg->scale_denom * 2) >= (JDIMENSION)task->width * 2)
        jpeg->scale_denom *= 2;
    bool four = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = four ? JCS_CMYK : JCS_RGB;
}

ScanFault scan_read_jpeg(const ScanTask *task, cairo_surface_t **ret)
{
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg = { .err = jpeg_std_error(&errors) };
    errors.error_exit = jpeg_failed;
    errors.emit_message = jpeg_warned;
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, task->bytes, task->size);
    jpeg_save_markers(&jpeg, JPEG_APP0 + 1, 0xffff);
    jpeg_read_header(&jpeg, TRUE);
    if ((uint64_t)jpeg.image_width * jpeg.image_height > SCAN_SOURCE_POINTS)
        return SCAN_LARGE;
    int orientation = exif_orientation(&jpeg);
    choose_scale(&jpeg, task, orientation);
    jpeg_start_decompress(&jpeg);
    cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)jpeg.output_width,
                                                          (int)jpeg.output_height);
    unsigned char *line = malloc((size_t)jpeg.output_width * (size_t)jpeg.output_components);
    if (cairo_surface_status(picture) || !line)
        return SCAN_LARGE;
    unsigned char *pixels = cairo_image_surface_get_data(picture);
    while (jpeg.output_scanline < jpeg.output_height) {
        void *row = pixels + (size_t)jpeg.output_scanline * (size_t)cairo_image_surface_get_stride(picture);
        jpeg_read_scanlines(&jpeg, &line, 1);
        put_line(&jpeg, line, row);
    }
    jpeg_finish_decompress(&jpeg);
    cairo_surface_mark_dirty(picture);
    return shrink(picture, orientation, task->width, ret);
}
