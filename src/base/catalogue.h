// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H
#include "base/arena.h"
#include "base/err.h"

/* A catalogue of translations, read from the bytes of a compiled .mo file of either byte order.
 * Only read after opening, so that threads share it; plural forms are not used. */
typedef struct Catalogue Catalogue;

/* `bytes` must outlive the catalogue, which lives in `a`.
 *   errors  INTERNAL  the bytes are no .mo file, or cut */
Catalogue *catalogue_open(Arena *a, const char *bytes, size_t size, Err *err);
/* The translation, or `msgid` itself when there is none. */
const char *catalogue_find(const Catalogue *c, const char *msgid);
size_t catalogue_count(const Catalogue *c);              /* entries, the header not among them */
#endif
