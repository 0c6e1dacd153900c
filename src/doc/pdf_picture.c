// SPDX-License-Identifier: Apache-2.0
/* Pictures and QR codes. */
#include "doc/setter.h"
#include <qrencode.h>
#include <string.h>

enum { MOST_POINTS = 20 * 1000 * 1000, MOST_SIDE = 20000, CODE_TEXT = 200 };

typedef struct Source { const unsigned char *bytes; size_t size, at; } Source;

static cairo_status_t read_source(void *closure, unsigned char *out, unsigned length)
{
    Source *src = closure;
    if (length > src->size - src->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(out, src->bytes + src->at, length);
    src->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The size is read from the header, so that a small file cannot unfold to gigabytes. */
double picture_height(Setter *s, const void *png, size_t size, double width)
{
    static const unsigned char MAGIC[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    const unsigned char *p = png;
    uint32_t w = 0, h = 0;
    if (size > 33 && memcmp(p, MAGIC, sizeof MAGIC) == 0 && memcmp(p + 12, "IHDR", 4) == 0) {
        w = big_endian(p + 16);
        h = big_endian(p + 20);
    }
    if (w < 1 || h < 1 || w > MOST_SIDE || h > MOST_SIDE || (uint64_t)w * h > MOST_POINTS) {
        err_set(s->err, ERR_INVALID, "picture", "the picture is not a PNG or is too large");
        return -1;
    }
    return width * h / w;
}

/* Inside width x most, proportions kept, standing on the bottom line y + most. */
bool draw_picture(Setter *s, const void *png, size_t size, double x, double y, double width, double most)
{
    double height = picture_height(s, png, size, width);
    if (height < 0)
        return false;
    if (!s->drawing)
        return true;
    Source src = { png, size, 0 };
    cairo_surface_t *picture = cairo_image_surface_create_from_png_stream(read_source, &src);
    if (cairo_surface_status(picture)) {
        cairo_surface_destroy(picture);
        return err_set(s->err, ERR_INVALID, "picture", "the picture is not a PNG or is too large");
    }
    double shrink = height > most ? most / height : 1, w = width * shrink;
    double scale = w / cairo_image_surface_get_width(picture);
    cairo_save(s->cr);
    cairo_translate(s->cr, x + (width - w) / 2, y + most - height * shrink);
    cairo_scale(s->cr, scale, scale);
    cairo_set_source_surface(s->cr, picture, 0, 0);
    cairo_paint(s->cr);
    cairo_restore(s->cr);
    cairo_surface_destroy(picture);
    return true;
}

bool draw_code(Setter *s, const char *text, double x, double y, double width)
{
    if (strlen(text) > CODE_TEXT || !*text)
        return err_set(s->err, ERR_INVALID, "qr", "the text of the code is empty or too long");
    if (!s->drawing)
        return true;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return err_set(s->err, ERR_INVALID, "qr", "the text of the code is empty or too long");
    double step = width / code->width;
    for (int row = 0; row < code->width; row++)
        for (int from = 0, to; from < code->width; from = to + 1) {
            const unsigned char *line = code->data + row * code->width;
            for (to = from; to < code->width && (line[to] & 1); to++)
                ;
            if (to > from)
                cairo_rectangle(s->cr, x + from * step, y + row * step, (to - from) * step, step);
        }
    cairo_fill(s->cr);
    QRcode_free(code);
    return true;
}
