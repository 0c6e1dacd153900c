// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_JSON_IN_H
#define WEB_JSON_IN_H
#include "web/nest.h"

/* Reads a JSON body, which must be an object, into `nest`; dotted keys nest as in a form.
 * Faults are added to `err`: what is not JSON also marks the nest malformed; a key twice, a number
 * that is not whole or beyond 64 bits, a NUL, and text that is not UTF-8 are plain INVALID. */
bool json_read(Nest *nest, const char *s, size_t n, Err *err);
#endif
