// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H
#include "base/arena.h"
#include <stdbool.h>

/* multipart/form-data, read piece by piece with a fixed buffer: a part of any size passes through. */
typedef struct PartHead {
    const char *name, *file_name, *type;      /* raw bytes, NUL-terminated; file_name NULL: a text */
    size_t      name_n, file_name_n;
} PartHead;

/* Gets the parts. begin, any number of data, end; for every part in turn. */
typedef struct PartSink {
    void  *ctx;
    void (*begin)(void *ctx, const PartHead *head);
    void (*data)(void *ctx, const char *bytes, size_t n);
    void (*end)(void *ctx);
} PartSink;

typedef struct Multipart Multipart;

/* NULL: the content type names no boundary, or not a valid one. */
Multipart *multipart_new(Arena *a, const char *content_type, PartSink sink);
/* After something that is not multipart, the rest is ignored and multipart_finish() is false. */
void       multipart_feed(Multipart *m, const char *bytes, size_t n);
bool       multipart_finish(const Multipart *m);           /* true: the closing boundary was there */
#endif
