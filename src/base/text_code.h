// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_TEXT_CODE_H
#define BASE_TEXT_CODE_H
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* Private to the text_*.c files: code points, one by one. */

enum { CODE_BAD = 0xFFFD };

/* Reads one code point of at most `n` bytes and returns its length; 0 when there is none or it is
 * no UTF-8 (NUL, overlong, surrogate, above U+10FFFF, cut). */
size_t   code_read(const char *s, size_t n, uint32_t *ret);
uint32_t code_next(const char **s);             /* CODE_BAD for a bad byte, 0 at the NUL */
uint32_t code_last(const char *s, size_t n);    /* the last of n bytes; 0 when n is 0 */
void     code_put(Str *out, uint32_t c);

uint32_t code_lower(uint32_t c);                /* by the Azerbaijani alphabet */
uint32_t code_upper(uint32_t c);
bool     code_is_upper(uint32_t c);
bool     code_is_letter(uint32_t c);            /* Latin or Cyrillic */
bool     code_is_cyrillic(uint32_t c);
uint32_t code_bare(uint32_t c);                 /* a Latin letter that is not ours without its accent */
#endif
