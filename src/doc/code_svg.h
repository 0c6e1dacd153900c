// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_CODE_SVG_H
#define DOC_CODE_SVG_H
#include "base/arena.h"
#include "base/err.h"

/* A QR code for the screen: "data:image/svg+xml;base64,…", dark on white with the quiet margin of four
 * modules that readers need.  `text` has at most 500 bytes.
 *   errors  INVALID "qr" */
bool code_svg(Arena *a, const char *text, const char **ret_address, Err *err);
#endif
