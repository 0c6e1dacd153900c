// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_LETTER_LETTER_IN_H
#define AREAS_LETTER_LETTER_IN_H
#include "areas/letter/letter.h"

/* Private to this area. */

typedef struct RegisterNumber { int64_t register_id, serial; const char *number; } RegisterNumber;
/* The next number of a register ("incoming", "outgoing") in a year, taken in this transaction. */
bool letter_number(Cx *cx, const char *register_code, int year, RegisterNumber *ret, Err *err);
const char *letter_rule(const char *kind);
bool letter_changed(int64_t rows, Err *err);

typedef struct Attachment { int64_t id, letter_id; const char *sha, *name; int64_t size, pages; } Attachment;
extern const Field ATTACHMENT_FIELDS[];
/* The file is in the store already; it must be a readable PDF, PNG or JPEG. */
bool attachment_add(Cx *cx, int64_t letter, const Upload *up, Err *err);
bool attachments_of(Cx *cx, int64_t letter, Attachment **ret, size_t *ret_count, Err *err);

/* Words of the pages. */
extern const Choice LETTER_KINDS[], PARTY_KINDS[], LETTER_STATES[];
const char *choice_text(Cx *cx, const Choice *choices, const char *value);

extern const Route LETTER_ROUTES[];
#endif
