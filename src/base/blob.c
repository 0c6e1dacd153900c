// SPDX-License-Identifier: Apache-2.0
#include "base/blob.h"
#include <string.h>

const Blob *blob_find(const char *name)
{
    size_t lo = 0, hi = BLOB_COUNT;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strcmp(BLOBS[mid].name, name);
        if (c == 0)
            return &BLOBS[mid];
        *(c < 0 ? &lo : &hi) = c < 0 ? mid + 1 : mid;
    }
    return NULL;
}

const Blob *blob_next(const char *prefix, const Blob *previous)
{
    size_t n = strlen(prefix);
    for (const Blob *b = previous ? previous + 1 : BLOBS; b < BLOBS + BLOB_COUNT; b++)
        if (strncmp(b->name, prefix, n) == 0)
            return b;
    return NULL;
}
