// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_BODY_H
#define WEB_BODY_H
#include "web/http.h"
#include "web/nest.h"

/* Takes in the body of one request piece by piece, whatever its kind, and never more than it may.
 * Knows nothing of connections, so that it can be tested without one. */
typedef struct BodyRules {
    int64_t     body_limit;       /* bytes of a form or JSON body, and of all texts of a multipart one */
    int64_t     upload_limit;     /* bytes of a whole multipart body */
    const char *upload_dir;
} BodyRules;

typedef struct Body Body;

/* `content_type` may be NULL. With `wanted` false (GET) a body is read and forgotten. */
Body   *body_new(Arena *a, const char *content_type, bool wanted, const BodyRules *rules);
int64_t body_limit(const Body *b);                         /* bytes that this kind may have */
/* False: more than twice the limit came, the connection is not worth keeping. */
bool    body_feed(Body *b, const char *bytes, size_t n);
/* The end. Returns 0, or the HTTP status of what is wrong (400, 413, 415, 422, 500) with `err` set;
 * then form and uploads hold what could be read. */
int     body_finish(Body *b, Err *err);

const Val    *body_form(const Body *b);                    /* a map; after body_finish() */
bool          body_is_json(const Body *b);
const Upload *body_uploads(const Body *b, size_t *ret_count);
void          body_drop_files(Body *b);                    /* removes the uploads nobody took */
#endif
