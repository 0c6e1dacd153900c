// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_HTTP_H
#define WEB_HTTP_H
#include "base/err.h"
#include "base/val.h"
#include "web/cookie.h"

/* What a request and an answer are, without the server library and without the domain. */
typedef enum Method { GET, POST, OTHER_METHOD } Method;        /* HEAD arrives as GET */

/* An uploaded file: already on disk, not yet named by anybody's wish.  `field` is the form
 * field, `name` the sender's file name with every path part and control character removed.
 * To take it, rename `path` before the answer; it is not synced yet. */
typedef struct Upload {
    const char *field, *name, *type;      /* type as claimed by the sender: never trusted */
    const char *path;                     /* temporary file; removed after the answer unless taken */
    const char *sha256;                   /* hex */
    int64_t     size;
    int         pages;                    /* of a scan; 0 until the application has looked into it */
} Upload;

typedef struct HttpReq {
    Method      method;
    const char *path;                     /* decoded, valid UTF-8, begins with '/' */
    const char *target;                   /* path and query as sent: printable ASCII, begins with '/' */
    const Val  *query;                    /* map of the query string, names nested at dots */
    const Val  *form;                     /* POST: form or JSON body as one nested map; NULL for GET */
    const char *accept, *accept_language, *authorization, *if_none_match, *host, *origin, *referer, *user_agent;
    const char *address;                  /* the sender's, as text without the port */
    bool        json_body;                /* the body was JSON: no CSRF token by cookie is possible */
    bool        wants_json;               /* Accept prefers application/json */
    bool        htmx;                     /* HX-Request */
    const Upload *uploads;
    size_t      upload_count;
    const Cookie *cookies;
    size_t      cookie_count;
} HttpReq;

const char *http_cookie(const HttpReq *req, const char *name);    /* NULL if absent */

/* Security headers are always added by the server; with If-None-Match and an equal `etag` it
 * answers 304 by itself.  Every text is one header value: no line breaks. */
typedef struct HttpResp {
    int         status;                   /* 0 = 200 */
    const char *type;                     /* "text/html; charset=utf-8" when NULL */
    Str         body;
    const char *static_body;              /* instead of body: bytes that outlive everything */
    size_t      static_size;
    const char *file;                     /* instead of body: path of a file sent by the kernel; opened
                                             when the answer begins, so it may be removed afterwards */
    const char *location;                 /* redirect */
    const char *etag, *encoding, *cache;  /* Cache-Control; "no-store" when NULL */
    const char *disposition;              /* Content-Disposition */
    const char *set_cookie[4];            /* whole header values, unused ones NULL */
    const char *allow;                    /* with 405 */
    int         retry_after;              /* seconds, 0 = none */
} HttpResp;
#endif
