// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_ASSET_H
#define WEB_ASSET_H
#include "web/http.h"

/* The files in the binary, at /static/NAME.  A blob "static/NAME.gz" answers for NAME as gzip, which
 * every client we serve takes.  With ?v=VERSION, as asset_url() writes it, the answer may be kept for
 * a year; without, it is asked for again each time (and is then mostly a 304). */

/* True: `resp` holds the file, or 405. False: there is no such file. */
bool asset_answer(const HttpReq *req, HttpResp *resp);

/* "/static/app.css?v=0123abcd" for "app.css"; without the version if there is no such file. */
const char *asset_url(Arena *a, const char *name);
#endif
