// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CONFIG_H
#define APP_CONFIG_H
#include "base/err.h"
#include "base/arena.h"
#include <stdint.h>

/* kadr.conf (key = value) and KADR_* variables, the latter winning.  config_load reads the file
 * named by KADR_CONF or --config, when there is one; an unknown key is an error. */
typedef struct Config {
    const char *db;               /* "sqlite:kadr.db" or "postgresql://…" */
    const char *listen;           /* "127.0.0.1:8080" */
    const char *files;            /* folder of the attachments */
    const char *clock;            /* demo databases only: "2026-09-14" or "2026-09-14T09:00" */
    int64_t     threads;          /* HTTP daemons */
    int64_t     upload_mb;        /* largest upload */
    int64_t     session_hours;
    bool        secure_cookies;   /* set when TLS ends before us */
} Config;

bool config_load(Arena *a, const char *path, Config *ret, Err *err);
#endif
