// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_FILE_FILE_H
#define AREAS_FILE_FILE_H
#include "app/app.h"
#include "app/list.h"
#include "areas/ledger/ledger.h"

/* Personal files: what the ledger knows of a person as of a day, and the records and acts of other
 * bodies that enter it.  Source: regulation 3.1.13, 6.1.11, 6.1.13; Law on state service 15-1. */
extern const Area     file_area;
extern const FactKind FILE_FACT_KINDS[];
extern const ListSpec PEOPLE_LIST, RECORD_LIST;      /* RECORD_LIST: ?state=entered is what waits for confirmation */

#define FACT_EDUCATION "education"    /* code: the level; payload: institution, speciality, form, number */

#define FACT_SICK_WITHIN "sick_within" /* code: "sick"; a sickness the absence it fell into did not give way to */

/* Kinds of records. */
#define RECORD_SICK_NOTE    "sick_note"       /* from, to, issuer, number */
#define RECORD_DIPLOMA      "diploma"         /* issuer, number, issued, level, form, speciality */
#define RECORD_NOT_RETURNED "not_returned"    /* from: the day he should have been back */
#define RECORD_RETURNED     "returned"        /* from: the day he came back */
/* Kinds of acts of other bodies. */
#define OUTSIDE_RANK        "outside_rank"        /* rank: of the President's act */
#define OUTSIDE_REINSTATE   "outside_reinstate"   /* seat_id: a court gives the post back */
#define OUTSIDE_APPOINT     "outside_appoint"     /* seat_id: another body appoints */

/* What was presented.  Members a kind has no use for are "" or 0. */
typedef struct NewRecord {
    int64_t     person_id;
    const char *kind, *issuer, *number;
    Date        issued, from;
    Date        to;                        /* first day no longer; DATE_FOREVER: open */
    const char *level, *form, *speciality; /* of a diploma */
    const char *rank;
    int64_t     seat_id;
    const char *note;
    const char *scan, *scan_name;          /* sha of a stored file, "" none */
    int64_t     scan_pages;
} NewRecord;

typedef struct Record {
    int64_t     id, person_id;
    const char *kind, *state;              /* "entered", "registered", "rejected" */
    const char *issuer, *number;
    Date        issued, from_date, to_date;
    const char *details, *scan, *scan_name;
    int64_t     scan_pages;
    int64_t     entered_by, decided_by;    /* persons; 0: not yet */
    Instant     entered, decided;          /* decided: INSTANT_FOREVER, not yet */
    const char *reason;
    int64_t     input;                     /* its entry in the ledger, 0 until registered */
    int64_t     version;
} Record;
extern const Field RECORD_FIELDS[];

bool record_get(Cx *cx, int64_t id, Record *ret, Err *err);              /* NOT_FOUND */

/* Enters a record.  Nothing changes for the person until it is confirmed, but what the ledger would
 * refuse is refused at once.
 *   errors  INVALID  "kind", "issuer", "number", "from", "to", "level", "rank", "seat_id"
 *           CONFLICT the same paper is entered already ("number"); the ledger's own (ledger.h)
 *   effect  a row in record; readers "self" (the person); journal "record.enter" */
bool record_enter(Cx *cx, const NewRecord *in, const Grant *grant, int64_t *ret_id, Err *err);
/* Confirms it: the second officer has compared it with the paper.  Its effects go into the ledger as
 * "record:ID" (or "outside:ID") in the same transaction.
 *   source  regulation 6.1.11; design: a record is entered by one officer and confirmed by another
 *   errors  DENIED   who entered it, or the person himself
 *           CONFLICT decided meanwhile; what the ledger refuses */
bool record_confirm(Cx *cx, int64_t id, int64_t version, const Grant *grant, Err *err);
/* Sends it back for good.  Errors: INVALID "reason"; CONFLICT decided meanwhile. */
bool record_reject(Cx *cx, int64_t id, int64_t version, const char *reason, const Grant *grant, Err *err);
#endif
