// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_DOC_H
#define DOC_DOC_H
#include "base/val.h"

/* A paper described once and shown twice: pdf_write() (doc/pdf.h) prints it, doc_view()
 * gives templates/doc.html the same blocks, so a preview cannot differ from the print.
 *
 * A Doc is a list of blocks in reading order, not markup.  Every text is copied, comes in
 * the paper's language from the caller, may hold '\n' for a new line, and is never read as
 * markup; bytes that are not UTF-8 become U+FFFD.  NULL is the empty text.
 * Nothing here fails: what cannot be printed is found by pdf_write().
 *
 *   Doc *d = doc_new(arena, "az");
 *   doc_title(d, "ƏMR");
 *   doc_edges(d, "№ 137-k", "Bakı şəhəri", "12 noyabr 2026-cı il");
 *   doc_formula(d, "ƏMR EDİRƏM:");
 *   doc_item(d, 1, "");
 *   doc_more(d, DOC_BOLD, "Əliyev Kamran Rauf oğlu");
 *   doc_more(d, 0, " inspektor vəzifəsinə təyin edilsin.");
 */
typedef struct Doc Doc;

/* `lang` is the language tag of the paper ("az"); it guides line breaking and letter forms. */
Doc *doc_new(Arena *a, const char *lang);

/* What the file says about itself.  `made` is the only date in it: the same blocks and the
 * same `made` give the same bytes. */
void doc_meta(Doc *d, const char *title, const char *author, Instant made);
void doc_landscape(Doc *d);                       /* A4 lying, for registers */
void doc_text_size(Doc *d, double points);        /* body text, 8..16; 14 until said otherwise */

/* The foot of every page, outside the text: `text` left, page n/all in the middle, `hash`
 * right of it and `qr` as a QR code (at most 200 bytes).  Any of them may be NULL. */
void doc_footer(Doc *d, const char *text, const char *hash, const char *qr);

/* ---- running text ------------------------------------------------------- */

typedef enum DocStyle {
    DOC_PARA,          /* justified, first line indented */
    DOC_LETTERHEAD,    /* name of the body: centred, bold */
    DOC_TITLE,         /* kind of the paper, "ƏMR": centred, large */
    DOC_HEADING,       /* what it is about: centred, bold */
    DOC_SECTION,       /* heading inside a report: left, bold */
    DOC_FORMULA,       /* "ƏMR EDİRƏM:": centred, bold, letters spaced */
    DOC_CENTRED,
    DOC_PLAIN,         /* left, no indent */
    DOC_ADDRESSEE,     /* to whom, or "TƏSDİQ EDİRƏM": the right half of the page */
    DOC_NOTE,          /* small: executor and telephone, remarks */
    DOC_STYLES
} DocStyle;

void doc_text(Doc *d, DocStyle style, const char *text);
static inline void doc_letterhead(Doc *d, const char *text) { doc_text(d, DOC_LETTERHEAD, text); }
static inline void doc_title(Doc *d, const char *text)      { doc_text(d, DOC_TITLE, text); }
static inline void doc_heading(Doc *d, const char *text)    { doc_text(d, DOC_HEADING, text); }
static inline void doc_section(Doc *d, const char *text)    { doc_text(d, DOC_SECTION, text); }
static inline void doc_formula(Doc *d, const char *text)    { doc_text(d, DOC_FORMULA, text); }
static inline void doc_para(Doc *d, const char *text)       { doc_text(d, DOC_PARA, text); }

/* A numbered point; `level` 1..4 gives "1.", "1.1.", "1.1.1.".  doc_item_as() prints the
 * number given ("52-1.") and leaves the count alone; doc_items_restart() begins at 1 again. */
void doc_item(Doc *d, int level, const char *text);
void doc_item_as(Doc *d, int level, const char *number, const char *text);
void doc_items_restart(Doc *d);

/* "Əsas:" and its text; the texts of neighbouring pairs stand under each other. */
void doc_pair(Doc *d, const char *key, const char *text);

/* Goes on writing in the last text, item or pair, in another look.  Ignored after any other block. */
enum { DOC_BOLD = 1, DOC_ITALIC = 2, DOC_UNDERLINE = 4 };
void doc_more(Doc *d, unsigned look, const char *text);

/* ---- the other blocks --------------------------------------------------- */

void doc_emblem(Doc *d);                          /* an empty framed square kept for the state emblem */
/* Three texts side by side: number, place, date. */
void doc_edges(Doc *d, const char *left, const char *middle, const char *right);
void doc_space(Doc *d, double mm);
void doc_rule(Doc *d);                            /* a thin line across */
void doc_page_break(Doc *d);                      /* nothing on an empty page */
void doc_picture(Doc *d, const void *png, size_t size, double width_mm);  /* centred; PNG only */
void doc_code(Doc *d, const char *text, double width_mm);                 /* a QR code, centred */

/* The signature; it never stands on a page without the end of the text before it. */
typedef struct DocSign {
    const char *post;         /* left, over as many lines as it takes */
    const char *name;         /* right, level with the last line of the post */
    const char *mark;         /* between them: "elektron imza"; NULL leaves the place free */
    const void *png;          /* or the picture of a signature */
    size_t      png_size;
    const char *ground;       /* small, under the post: why this person signs (acting, clause 5.5) */
    const char *below;        /* small, under the name: date, certificate */
    const char *seal;         /* "M.Y.": place of the seal, or NULL */
} DocSign;
void doc_sign(Doc *d, const DocSign *sign);

/* Lines to be signed by others: visas, or who was made acquainted.  doc_mark() adds a line
 * to the last list; without `mark` or `date` an empty line to write on is drawn. */
typedef struct DocMark {
    const char *post, *name, *mark, *date;
    const char *remark;       /* small, under the line, or NULL */
} DocMark;
void doc_visas(Doc *d, const char *title);
void doc_acquaintance(Doc *d, const char *title);
void doc_mark(Doc *d, const DocMark *mark);

/* ---- tables ------------------------------------------------------------- */

typedef enum DocAlign { DOC_LEFT, DOC_CENTRE, DOC_RIGHT } DocAlign;
typedef struct DocColumn {
    const char *heading;
    double      width;        /* share of the page's width; the sum need not be 1 or 100 */
    DocAlign    align;
} DocColumn;
enum { DOC_MOST_COLUMNS = 40 };
enum { DOC_COUNT_COLUMNS = 1,      /* a row 1 2 3 .. under the headings, as in the paper registers */
       DOC_NO_GRID       = 2 };    /* a line under the headings only */

/* Headings come again on every page; a row goes whole to the next page unless it is longer
 * than a page.  At most DOC_MOST_COLUMNS columns, the rest is left out. */
void doc_table(Doc *d, const DocColumn *columns, int count, unsigned flags);
void doc_row(Doc *d, const char *const *cells);             /* as many as columns; NULL = empty */
void doc_row_bold(Doc *d, const char *const *cells);        /* a total */
void doc_row_span(Doc *d, const char *text);                /* one bold cell over the whole row */

/* ---- the other face ----------------------------------------------------- */

/* The blocks for templates/doc.html; the doc's title, language, footer and shape beside them. */
Val *doc_view(Arena *a, const Doc *d);
#endif
