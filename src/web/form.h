// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_FORM_H
#define WEB_FORM_H
#include "web/nest.h"

/* Reads "a=1&b.0.c=2", a query string or an application/x-www-form-urlencoded body, into `nest`.
 * Every fault is added to `err`; what could be read is in `nest` either way.  A broken %XX marks
 * the nest malformed. */
bool query_read(Nest *nest, const char *s, size_t n, Err *err);
#endif
