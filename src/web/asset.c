// SPDX-License-Identifier: Apache-2.0
#include "web/asset.h"
#include "base/blob.h"
#include <stdio.h>
#include <string.h>

enum { NAME_ROOM = 256 };
static const char PREFIX[] = "/static/";

static const struct { const char *ending, *type; } TYPES[] = {
    { ".css", "text/css; charset=utf-8" },         { ".js", "text/javascript; charset=utf-8" },
    { ".svg", "image/svg+xml" },                   { ".png", "image/png" },
    { ".jpg", "image/jpeg" },                      { ".ico", "image/x-icon" },
    { ".webp", "image/webp" },                     { ".woff2", "font/woff2" },
    { ".woff", "font/woff" },                      { ".json", "application/json" },
    { ".txt", "text/plain; charset=utf-8" },       { ".html", "text/html; charset=utf-8" },
    { ".webmanifest", "application/manifest+json" }, { ".pdf", "application/pdf" },
};

static const char *type_of(const char *name)
{
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof TYPES / sizeof *TYPES; i++)
        if (strcmp(TYPES[i].ending, ending) == 0)
            return TYPES[i].type;
    return "application/octet-stream";
}

/* The blob that answers for `name`; a name that ends in .gz is nobody's. */
static const Blob *find(const char *name, bool *ret_gzip)
{
    char key[NAME_ROOM];
    size_t n = strlen(name);
    if (n + sizeof "static/.gz" > NAME_ROOM || (n > 3 && strcmp(name + n - 3, ".gz") == 0))
        return NULL;
    snprintf(key, sizeof key, "static/%s.gz", name);
    const Blob *b = blob_find(key);
    *ret_gzip = b != NULL;
    if (!b) {
        key[strlen(key) - 3] = '\0';
        b = blob_find(key);
    }
    return b;
}

/* The etag without its quotes. */
static bool is_version(const char *asked, const char *etag)
{
    size_t n = asked ? strlen(asked) : 0;
    return n && strlen(etag) == n + 2 && strncmp(etag + 1, asked, n) == 0;
}

bool asset_answer(const HttpReq *req, HttpResp *resp)
{
    bool gzip;
    if (strncmp(req->path, PREFIX, sizeof PREFIX - 1) != 0)
        return false;
    const char *name = req->path + sizeof PREFIX - 1;
    const Blob *b = find(name, &gzip);
    if (!b)
        return false;
    if (req->method != GET) {
        resp->status = 405;
        resp->allow = "GET, HEAD";
        return true;
    }
    resp->static_body = b->bytes;
    resp->static_size = b->size;
    resp->type = type_of(name);
    resp->etag = b->etag;
    resp->encoding = gzip ? "gzip" : NULL;
    resp->cache = is_version(val_str(val_get(req->query, "v")), b->etag)
        ? "public, max-age=31536000, immutable"
                                                                        : "no-cache";
    return true;
}

const char *asset_url(Arena *a, const char *name)
{
    bool gzip;
    const Blob *b = find(name, &gzip);
    if (!b)
        return arena_printf(a, "%s%s", PREFIX, name);
    return arena_printf(a, "%s%s?v=%.*s", PREFIX, name, (int)strlen(b->etag) - 2, b->etag + 1);
}
