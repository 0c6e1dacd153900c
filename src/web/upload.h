// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_UPLOAD_H
#define WEB_UPLOAD_H
#include "web/body.h"
#include "web/multipart.h"

/* Where the parts of a multipart form go: texts into the nest, files to the disk, hashed on the way. */
typedef struct Uploads Uploads;
enum { UPLOADS_MOST = 50 };       /* files in one form */

/* Faults go into `err`. `nest`, `rules` and `err` must live as long as the uploads. */
Uploads      *uploads_new(Arena *a, Nest *nest, const BodyRules *rules, Err *err);
PartSink      uploads_sink(Uploads *u);
void          uploads_give_up(Uploads *u);                 /* from here on texts only: files are dropped */
const char   *uploads_too_large(const Uploads *u);         /* field of the file that was given up; "" none */
bool          uploads_over(const Uploads *u);              /* the texts are more than body_limit together */
const Upload *uploads_list(const Uploads *u, size_t *ret_count);
void          uploads_drop(Uploads *u);                    /* closes and removes all files not taken */
#endif
