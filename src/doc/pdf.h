// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_PDF_H
#define DOC_PDF_H
#include "doc/doc.h"
#include "base/err.h"

/* Prints a paper: A4, margins of official papers (left 30 mm, top and bottom 20, right 15,
 * lying 10), the first installed serif that has all our letters (Liberation Serif 2 of
 * fonts-liberation2, ..., DejaVu Serif) embedded as a subset, so that ə ı İ ğ ş ç ö ü come out everywhere.
 *
 *   in       a finished Doc
 *   a        working memory of the printing; `out` keeps its own arena
 *   out      gets the whole file appended
 *   errors   INVALID "qr"       the footer's or a block's code text does not fit a QR code
 *            INVALID "picture"  a picture is not a PNG, or larger than 20 million points
 *                               (a picture from outside goes through scan_render() first)
 *            INTERNAL           no font with our letters, or cairo failed
 *   note     the same Doc gives the same bytes on one machine; another version of cairo,
 *            pango or the font gives other bytes, so a paper that was signed is kept as a
 *            file and never printed again to compare hashes
 *   threads  any; a Doc may be printed by one thread at a time.  Takes milliseconds per
 *            page: never call it in the writer. */
bool pdf_write(const Doc *d, Arena *a, Str *out, Err *err);
#endif
