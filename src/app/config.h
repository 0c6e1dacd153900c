// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CONFIG_H
#define APP_CONFIG_H
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "base/val.h"
#include <stdint.h>

/* kadr.conf (key = value) and KADR_* variables, the latter winning.  config_load reads the file
 * named by --config or KADR_CONF, when there is one; an unknown key is an error. */
typedef struct Config {
    const char *db;               /* "sqlite:kadr.db" or "postgresql://…" */
    const char *listen;           /* "127.0.0.1:8080" */
    const char *files;            /* folder of the attachments */
    const char *backups;          /* folder of the backup copies */
    const char *backup_at;        /* "03:30": when the daily copy is made */
    int64_t     backup_keep;      /* good copies kept; older ones are removed after a new one is proved */
    int64_t     backup_days;      /* age of the last good copy from which the desk warns */
    const char *witness_key;      /* file of the secret key that signs the journal's head */
    const char *clock;            /* demo databases only: "2026-09-14" or "2026-09-14T09:00"; "" is the real one */
    int64_t     threads;          /* HTTP daemons */
    int64_t     upload_mb;        /* largest upload */
    int64_t     session_hours;    /* without a request */
    int64_t     session_days;     /* in all */
    int64_t     given_hours;      /* how long a password given by somebody else may be used */
    bool        secure_cookies;   /* set when TLS ends before us */
    bool        trace;            /* say on standard error which statements a page ran */
} Config;

/*   path    of the file; NULL: the one KADR_CONF names, or none
 *   errors  INVALID, one fault per bad line: the key as field, "kadr.conf:7" or "KADR_LISTEN" in the message;
 *           NOT_FOUND when the file cannot be read */
bool config_load(Arena *a, const char *path, Config *ret, Err *err);

/* The moment a `clock` names, in Baku; a day alone means nine in the morning.  False for anything else. */
bool config_moment(const char *clock, Instant *ret);

/* What lies beside a database: "sqlite:/var/lib/kadr/kadr.db" and ".files" -> "/var/lib/kadr/kadr.files";
 * beside a PostgreSQL server it is in the folder the program runs in. */
const char *config_beside(Arena *a, const char *db, const char *ending);

/* The configuration in force, without secrets: [{key, value, standard, changed, help}]; a password in the address of
 * the database is left out. */
Val *config_view(Arena *a, const Config *c);

/* The keys in words, for `kadr help config`. */
void config_help(Str *out);
#endif
