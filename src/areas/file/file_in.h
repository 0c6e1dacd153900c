// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_FILE_FILE_IN_H
#define AREAS_FILE_FILE_IN_H
#include "areas/file/file.h"

/* Private to the area. */

/* What the ledger gets from a record, as of now.
 *   errors  INVALID and CONFLICT as record_enter says */
enum { MOST_KEPT = 8, MOST_MOVED = 8 };
/* An absence put again after a sickness: an input of its own. */
typedef struct Moved { int64_t of; Val *effects; } Moved;        /* of: the input it carries on */
typedef struct RecordEffects {
    Val    *own;                      /* effects of the record itself */
    Moved   moved[MOST_MOVED];
    size_t  moved_count;
    int64_t keep[MOST_KEPT];          /* inputs whose end loses its object */
    size_t  keep_count;
} RecordEffects;
bool record_effects(Cx *cx, const Record *r, RecordEffects *ret, Err *err);

extern const SourceKind FILE_SOURCES[];
bool        record_is_outside(const char *kind);
const char *record_kind_text(Cx *cx, const char *kind);
const char *record_state_text(Cx *cx, const char *state);
/* "2026-03-12, No. 15, Gəncə şəhər xəstəxanası" and the like. */
const char *record_summary(Cx *cx, const Record *r);
const char *record_level_text(Cx *cx, const char *level);
const char *record_form_text(Cx *cx, const char *form);
extern const Choice RECORD_KINDS[], OUTSIDE_KINDS[], RECORD_STATES[], RECORD_LEVELS[], RECORD_FORMS[];

/* Handlers. */
extern const struct Export PEOPLE_SHEET, RECORD_SHEET;
bool people_page(Req *req, Resp *resp, Err *err);
bool file_page(Req *req, Resp *resp, Err *err);
bool record_new_page(Req *req, Resp *resp, Err *err);
bool outside_new_page(Req *req, Resp *resp, Err *err);
bool post_record(Req *req, Resp *resp, Err *err);
bool post_outside(Req *req, Resp *resp, Err *err);
bool records_page(Req *req, Resp *resp, Err *err);
bool record_page(Req *req, Resp *resp, Err *err);
bool record_scan_page(Req *req, Resp *resp, Err *err);
bool post_confirm(Req *req, Resp *resp, Err *err);
bool post_reject(Req *req, Resp *resp, Err *err);
extern const Input FILE_DAYS_INPUTS[], RECORD_INPUTS[], OUTSIDE_INPUTS[], CONFIRM_INPUTS[], REJECT_INPUTS[];

/* Records of a person for his file, newest first. */
Val *records_of_person(Cx *cx, int64_t person_id, Instant known, Err *err);
#endif
