// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_ERR_H
#define BASE_ERR_H
#include <stdbool.h>
#include <stddef.h>

/* One row per kind: what the browser gets and what the shell gets. */
#define ERR_KINDS(X)            \
    X(NONE,      200, 0)        \
    X(INVALID,   422, 2) /* the caller's data breaks a rule; the fault's field says where */ \
    X(DENIED,    403, 3)        \
    X(NOT_FOUND, 404, 4)        \
    X(CONFLICT,  409, 5) /* stale version, duplicate, occupied seat, closed period */ \
    X(BUSY,      503, 6) /* try again: lock, timeout, lost connection */ \
    X(METHOD,    405, 4) /* it is there, but not to be asked in this way */ \
    X(SIGN_IN,   401, 3) /* nobody is signed in, or the session has ended */ \
    X(TOO_LARGE, 413, 2) /* body or upload over its limit */ \
    X(INTERNAL,  500, 1)

#define X(name, http, exit) ERR_##name,
typedef enum ErrKind { ERR_KINDS(X) ERR__COUNT } ErrKind;
#undef X

enum { ERR_FAULTS = 12, ERR_ARGS = 3 };

/* One thing that is wrong.  `msgid` is an English sentence that is also the key
 * of the catalogues: lower case, no full stop, {0} {1} {2} for the arguments.
 * It must be a literal (it is kept, not copied).  Codes and arguments are what
 * is stored and sent; prose appears only at the edge, in the reader's language. */
typedef struct Fault {
    char        field[48];             /* form field at fault ("items.0.person_id"), or "" */
    const char *msgid;
    char        args[ERR_ARGS][96];    /* cut at a UTF-8 boundary */
} Fault;

typedef struct Err {
    ErrKind kind;
    int     count;                     /* faults[0..count), at least one when kind is set */
    Fault   faults[ERR_FAULTS];
    char    detail[400];               /* for the log: engine text, query name */
} Err;

/* Records the first failure and returns false, so callers write `return err_set(...)`.
 * On an Err that is already set it changes nothing: the root cause wins.
 *   err_set(err, ERR_CONFLICT, "seat_id", "the seat is held by {0}", name) */
#define err_set(err, kind, field, ...) \
    err_set_((err), (kind), (field), (const char *const[]){ __VA_ARGS__, NULL })
/* Adds one more INVALID fault, so that a form shows all its faults at once. */
#define err_add(err, field, ...) \
    err_add_((err), (field), (const char *const[]){ __VA_ARGS__, NULL })

bool err_set_(Err *err, ErrKind kind, const char *field, const char *const *msg_and_args);
bool err_add_(Err *err, const char *field, const char *const *msg_and_args);
bool err_detail(Err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void err_clear(Err *err);
bool err_names(const Err *err, const char *field);     /* is one of its faults about this field? */

const char *err_kind_name(ErrKind kind);           /* "INVALID" */
int  err_http_status(const Err *err);
int  err_exit_code(const Err *err);

/* Writes `msgid` (or its translation) with {0}.. replaced by args into `out`. */
void err_format(const char *translated, const Fault *f, char *out, size_t size);
#endif
