// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_BLOB_H
#define BASE_BLOB_H
#include <stddef.h>

/* A file put into the binary at build time.  Names are paths from the top of the
 * source tree ("migrations/0001_app.sql", "data/rules/appeals.csv"); templates of
 * an area drop the long way ("templates/letter/list.html"), static files that came
 * from a package are named by what they are ("static/tabler.min.css").
 * `bytes` is followed by a NUL that `size` does not count, so text can be read as
 * a string.  The table is made by tools/embed.c and sorted by name. */
typedef struct Blob {
    const char *name;
    const char *bytes;
    size_t      size;
    const char *etag;            /* quoted hash of the content */
} Blob;

extern const Blob   BLOBS[];
extern const size_t BLOB_COUNT;

const Blob *blob_find(const char *name);                       /* NULL if there is none */
/* Walks all blobs whose name starts with `prefix`, in name order; start with NULL. */
const Blob *blob_next(const char *prefix, const Blob *previous);
#endif
