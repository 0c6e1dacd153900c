// SPDX-License-Identifier: Apache-2.0
/* From blocks to the bytes of a PDF. */
#include "doc/pdf.h"
#include "doc/setter.h"
#include <cairo-pdf.h>

static cairo_status_t write_out(void *closure, const unsigned char *bytes, unsigned length)
{
    str_addn(closure, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *open_surface(const Doc *d, Str *out)
{
    double width = (d->landscape ? 297 : 210) * MM, height = (d->landscape ? 210 : 297) * MM;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_out, out, width, height);
    char made[INSTANT_TEXT];
    instant_format(d->made, made);
    made[19] = 'Z';                    /* without the fraction, which PDF dates do not have */
    made[20] = '\0';
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, made);
    if (*d->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, d->title);
    if (*d->author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, d->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Kadr");
    return surface;
}

static bool is_heading(const Block *b)
{
    return b->kind == B_TEXT && (b->style == DOC_LETTERHEAD || b->style == DOC_TITLE
                                 || b->style == DOC_HEADING || b->style == DOC_SECTION
                                 || b->style == DOC_FORMULA);
}

/* Room to begin `b`; a heading takes the beginning of what follows with it. */
static double least(Setter *s, const Block *b, int depth)
{
    if (!b || depth > 8)
        return 0;
    switch (b->kind) {
    case B_TEXT:
    case B_ITEM:
    case B_PAIR:
        return flow_least(s, b) + (is_heading(b) ? least(s, b->next, depth + 1) : 0);
    case B_SPACE:
        return b->size * MM + least(s, b->next, depth + 1);
    case B_SIGN:
        return sign_height(s, b);
    case B_VISAS:
    case B_ACQUAINTANCE:
        return marks_least(s, b);
    case B_TABLE:
        return table_least(s, b);
    case B_BREAK:
        return 0;
    default:
        return s->size * 1.15;         /* the others look for their own room */
    }
}

static bool set_all(Setter *s, bool drawing)
{
    setter_start(s, drawing);
    for (const Block *b = s->doc->first; b; b = b->next) {
        if (b->kind != B_SPACE)
            room(s, least(s, b, 0));
        if (!put_block(s, b))
            return false;
    }
    if (drawing && s->pages != s->page)
        return err_set(s->err, ERR_INTERNAL, "", "the PDF could not be written");
    s->pages = s->page;
    page_end(s);
    return s->err->kind == ERR_NONE;
}

bool pdf_write(const Doc *d, Arena *a, Str *out, Err *err)
{
    size_t before = out->len;
    cairo_surface_t *surface = open_surface(d, out);
    Setter s;
    bool done = setter_open(&s, d, a, surface, err) && set_all(&s, false) && set_all(&s, true);
    setter_close(&s);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (done && status) {
        err_detail(err, "cairo: %s", cairo_status_to_string(status));
        done = err_set(err, ERR_INTERNAL, "", "the PDF could not be written");
    }
    if (!done) {
        out->len = before;
        out->s[before] = '\0';
    }
    return done;
}
