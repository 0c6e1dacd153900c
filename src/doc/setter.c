// SPDX-License-Identifier: Apache-2.0
/* Pages, lines and letters. */
#include "doc/setter.h"
#include <string.h>

/* The first family that has every letter is taken whole: old Liberation lacks ə, and one
 * letter borrowed from another font spoils every word. */
static const char *const FAMILIES[] = {
    "Liberation Serif", "Times New Roman", "Tinos", "FreeSerif", "Noto Serif", "DejaVu Serif" };
enum { FAMILY_COUNT = sizeof FAMILIES / sizeof *FAMILIES };
static const char LETTERS[] = "ƏəIıİiĞğŞşÇçÖöÜü№«»–“”";

static void shape_page(Setter *s)
{
    bool lying = s->doc->landscape;
    s->page_width = (lying ? 297 : 210) * MM;
    s->page_height = (lying ? 210 : 297) * MM;
    s->left = 30 * MM;
    s->width = s->page_width - s->left - (lying ? 10 : 15) * MM;
    s->top = 20 * MM;
    s->bottom = s->page_height - 20 * MM;
    s->size = s->doc->text_size;
}

static void make_context(Setter *s)
{
    PangoFontMap *map = pango_cairo_font_map_new();
    s->context = pango_font_map_create_context(map);
    g_object_unref(map);
    pango_cairo_context_set_resolution(s->context, 72);
    cairo_font_options_t *plain = cairo_font_options_create();
    cairo_font_options_set_hint_style(plain, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(plain, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(plain, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(s->context, plain);
    cairo_font_options_destroy(plain);
    pango_context_set_round_glyph_positions(s->context, FALSE);
    pango_context_set_language(s->context, pango_language_from_string(s->doc->lang));
    pango_context_set_base_dir(s->context, PANGO_DIRECTION_LTR);
    for (int i = 0; i < 2; i++) {
        PangoLayout *layout = pango_layout_new(s->context);
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_auto_dir(layout, FALSE);
        *(i ? &s->foot : &s->layout) = layout;
    }
}

static bool has_letters(Setter *s, const PangoFontDescription *want, const char *family)
{
    PangoFont *font = pango_context_load_font(s->context, want);
    if (!font)
        return false;
    PangoFontDescription *got = pango_font_describe(font);
    const char *name = pango_font_description_get_family(got);
    bool has = name && strcmp(name, family) == 0;
    for (const char *p = LETTERS; has && *p; p = g_utf8_next_char(p))
        has = pango_font_has_char(font, g_utf8_get_char(p));
    pango_font_description_free(got);
    g_object_unref(font);
    return has;
}

static bool choose_font(Setter *s)
{
    PangoFontDescription *want = pango_font_description_new();
    pango_font_description_set_absolute_size(want, s->doc->text_size * PANGO_SCALE);
    bool found = false;
    for (int i = 0; i < FAMILY_COUNT && !found; i++) {
        pango_font_description_set_family_static(want, FAMILIES[i]);
        found = has_letters(s, want, FAMILIES[i]);
    }
    pango_context_set_font_description(s->context, want);
    pango_font_description_free(want);
    return found
        || err_set(s->err, ERR_INTERNAL, "", "no serif font with the letters of the alphabet is installed");
}

bool setter_open(Setter *s, const Doc *d, Arena *a, cairo_surface_t *surface, Err *err)
{
    *s = (Setter){ .doc = d, .arena = a, .err = err };
    shape_page(s);
    make_context(s);
    s->cr = cairo_create(surface);
    pango_cairo_update_context(s->cr, s->context);
    int tables = 0;
    for (const Block *b = d->first; b; b = b->next)
        tables += b->kind == B_TABLE;
    s->heights = NEW_N(a, double *, (size_t)tables + 1);
    return choose_font(s);
}

void setter_close(Setter *s)
{
    g_object_unref(s->layout);
    g_object_unref(s->foot);
    g_object_unref(s->context);
    cairo_destroy(s->cr);
}

void setter_start(Setter *s, bool drawing)
{
    s->drawing = drawing;
    s->page = 1;
    s->y = s->top;
    s->bare = true;
    s->table = 0;
}

/* The foot stands in the bottom margin: text left, page number in the middle, hash and code right. */
static void put_foot(Setter *s)
{
    const Doc *d = s->doc;
    const Look small = { .size = 8 }, right = { .size = 8, .align = DOC_RIGHT };
    const Look number = { .size = 10, .align = DOC_CENTRE };
    double y = s->bottom + 5 * MM, end = s->left + s->width, third = s->width / 3;
    if (d->foot_qr) {
        double code = 13 * MM;
        if (!draw_code(s, d->foot_qr, end - code, s->bottom + 3 * MM, code))
            return;
        end -= code + 2 * MM;
    }
    if (d->foot_text)
        draw_text(s, s->left, y, d->foot_text, &small, third);
    if (s->pages > 1) {
        const char *page = arena_printf(s->arena, "%d/%d", s->page, s->pages);
        draw_text(s, s->left + third, y - 1, page, &number, third);
    }
    if (d->foot_hash)
        draw_text(s, s->left + 2 * third, y, d->foot_hash, &right, end - s->left - 2 * third);
}

void page_end(Setter *s)
{
    if (!s->drawing)
        return;
    PangoLayout *text = s->layout;
    s->layout = s->foot;
    put_foot(s);
    s->layout = text;
    cairo_show_page(s->cr);
}

void page_break(Setter *s)
{
    page_end(s);
    s->page++;
    s->y = s->top;
    s->bare = true;
}

void room(Setter *s, double height)
{
    if (!s->bare && s->y + height > s->bottom + 0.01)
        page_break(s);
}

void advance(Setter *s, double height)
{
    s->y += height;
    s->bare = false;
}

/* ---- text --------------------------------------------------------------- */

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t from, size_t to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(list, attribute);
}

static void add_look(PangoAttrList *list, const Look *look, size_t length)
{
    add_attribute(list, pango_attr_size_new_absolute((int)(look->size * PANGO_SCALE)), 0, length);
    /* Joined letters ("fi") would hide the difference of i and ı. */
    add_attribute(list, pango_attr_font_features_new("liga=0, clig=0, dlig=0"), 0, length);
    if (look->bold)
        add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), 0, length);
    if (look->italic)
        add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), 0, length);
    if (look->spacing > 0)
        add_attribute(list, pango_attr_letter_spacing_new((int)(look->spacing * PANGO_SCALE)), 0, length);
}

/* A suffix stays with its number ("2026-cı", "№-si"), a number with its sign ("№ 137").  Each
 * costs pango a walk through the whole text, so a very long text keeps only the first ones. */
enum { MOST_KEPT = 40 };

static void keep_together(PangoAttrList *list, const char *text, size_t length)
{
    static const char SIGN[] = "№";
    const size_t wide = sizeof SIGN - 1;
    int kept = 0;
    for (const char *p = text, *end = text + length; p < end && kept < MOST_KEPT;) {
        bool sign = (size_t)(end - p) > wide && memcmp(p, SIGN, wide) == 0;
        const char *after = p + (sign ? wide : 1);
        bool blank = sign && *after == ' ';
        bool hyphen = (sign || g_ascii_isdigit(*p)) && after < end && *after == '-';
        if ((blank || hyphen) && after + 1 < end && ++kept)
            add_attribute(list, pango_attr_allow_breaks_new(FALSE), (size_t)(p - text),
                          (size_t)(g_utf8_next_char(after + 1) - text));
        p = after;
    }
}

double set_runs(Setter *s, const char *lead, const Run *runs, const Look *look, double width)
{
    static const PangoAlignment ALIGN[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
    PangoAttrList *list = pango_attr_list_new();
    Str text = { .s = (char *)lead, .len = lead ? strlen(lead) : 0 };
    if (runs) {
        text = str_make(s->arena);
        str_add(&text, lead ? lead : "");
    }
    for (const Run *r = runs; r; r = r->next) {
        size_t from = text.len;
        str_add(&text, r->text);
        if (r->look & DOC_BOLD)
            add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, text.len);
        if (r->look & DOC_ITALIC)
            add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), from, text.len);
        if (r->look & DOC_UNDERLINE)
            add_attribute(list, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from, text.len);
    }
    add_look(list, look, text.len);
    keep_together(list, text.s, text.len);
    pango_layout_set_text(s->layout, text.len ? text.s : "", (int)text.len);
    pango_layout_set_attributes(s->layout, list);
    pango_attr_list_unref(list);
    pango_layout_set_alignment(s->layout, ALIGN[look->align]);
    pango_layout_set_justify(s->layout, look->justify);
    pango_layout_set_indent(s->layout, (int)(look->indent * PANGO_SCALE));
    pango_layout_set_width(s->layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
    int w, h;
    pango_layout_get_size(s->layout, &w, &h);
    return (double)h / PANGO_SCALE;
}

double set_text(Setter *s, const char *text, const Look *look, double width)
{
    return set_runs(s, text, NULL, look, width);
}

int line_count(Setter *s) { return pango_layout_get_line_count(s->layout); }

double text_width(Setter *s, const char *text, const Look *look)
{
    set_text(s, text, look, -1);
    int w, h;
    pango_layout_get_size(s->layout, &w, &h);
    return (double)w / PANGO_SCALE;
}

double draw_lines(Setter *s, double x, double y, int from, int to)
{
    PangoLayoutIter *iter = pango_layout_get_iter(s->layout);
    double start = 0, end = 0;
    int i = 0;
    do {
        if (i < from)
            continue;
        if (i >= to)
            break;
        PangoRectangle line;
        int top, bottom;
        pango_layout_iter_get_line_extents(iter, NULL, &line);
        pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        if (i == from)
            start = (double)top / PANGO_SCALE;
        end = (double)bottom / PANGO_SCALE;
        if (s->drawing) {
            double baseline = (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE;
            cairo_move_to(s->cr, x + (double)line.x / PANGO_SCALE, y + baseline - start);
            pango_cairo_show_layout_line(s->cr, pango_layout_iter_get_line_readonly(iter));
        }
    } while (i++, pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return end - start;
}

double draw_text(Setter *s, double x, double y, const char *text, const Look *look, double width)
{
    set_text(s, text, look, width);
    return draw_lines(s, x, y, 0, line_count(s));
}

void draw_line(Setter *s, double x1, double y1, double x2, double y2, double thickness)
{
    if (!s->drawing)
        return;
    cairo_set_line_width(s->cr, thickness);
    cairo_move_to(s->cr, x1, y1);
    cairo_line_to(s->cr, x2, y2);
    cairo_stroke(s->cr);
}
