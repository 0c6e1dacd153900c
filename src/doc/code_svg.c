// SPDX-License-Identifier: Apache-2.0
#include "doc/code_svg.h"
#include "base/str.h"
#include <qrencode.h>
#include <string.h>

enum { MOST_TEXT = 500, MARGIN = 4 };

static void add_base64(Str *out, const char *bytes, size_t n)
{
    static const char SIGNS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)(unsigned char)bytes[i] << 16;
        v |= i + 1 < n ? (unsigned)(unsigned char)bytes[i + 1] << 8 : 0;
        v |= i + 2 < n ? (unsigned char)bytes[i + 2] : 0;
        str_addc(out, SIGNS[v >> 18]);
        str_addc(out, SIGNS[v >> 12 & 63]);
        str_addc(out, i + 1 < n ? SIGNS[v >> 6 & 63] : '=');
        str_addc(out, i + 2 < n ? SIGNS[v & 63] : '=');
    }
}

/* One path of horizontal runs. */
static void add_modules(Str *svg, const QRcode *code)
{
    for (int row = 0; row < code->width; row++)
        for (int from = 0, to; from < code->width; from = to + 1) {
            const unsigned char *line = code->data + row * code->width;
            for (to = from; to < code->width && (line[to] & 1); to++)
                ;
            if (to > from)
                str_addf(svg, "M%d %dh%dv1h-%dz", from + MARGIN, row + MARGIN, to - from, to - from);
        }
}

bool code_svg(Arena *a, const char *text, const char **ret_address, Err *err)
{
    QRcode *code = *text && strlen(text) <= MOST_TEXT ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return err_set(err, ERR_INVALID, "qr", "the text of the code is empty or too long");
    int side = code->width + 2 * MARGIN;
    Str svg = str_make(a), out = str_make(a);
    str_addf(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                   "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", side, side, side, side);
    add_modules(&svg, code);
    str_add(&svg, "\"/></svg>");
    QRcode_free(code);
    str_add(&out, "data:image/svg+xml;base64,");
    add_base64(&out, svg.s, svg.len);
    *ret_address = out.s;
    return true;
}
