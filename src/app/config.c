// SPDX-License-Identifier: Apache-2.0
/* One table of keys is the file's grammar and the help.  packaging/kadr.conf.sample shows each. */
#include "app/config.h"
#include "app/i18n.h"
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum KeyType { KEY_DATABASE, KEY_ADDRESS, KEY_PATH, KEY_CLOCK, KEY_TIME, KEY_NUMBER, KEY_SWITCH } KeyType;

typedef struct Key {
    const char *name;         /* "listen" in the file, KADR_LISTEN outside */
    KeyType     type;
    size_t      offset;
    const char *standard;     /* "" where it is worked out from the others */
    int64_t     min, max;     /* KEY_NUMBER */
    const char *help;
} Key;

#define KEY(member, type, standard, min, max, help) \
    { #member, type, offsetof(Config, member), standard, min, max, help }
static const Key KEYS[] = {
    KEY(db, KEY_DATABASE, "sqlite:kadr.db", 0, 0, N_("the database: sqlite:PATH or postgresql://HOST/NAME")),
    KEY(listen, KEY_ADDRESS, "127.0.0.1:8080", 0, 0, N_("address and port of the web server; [::1]:8080 for IPv6")),
    KEY(files, KEY_PATH, "", 0, 0, N_("folder of the attachments; otherwise kadr.files beside kadr.db")),
    KEY(backups, KEY_PATH, "", 0, 0, N_("folder of the backup copies; otherwise kadr.backups beside kadr.db")),
    KEY(backup_at, KEY_TIME, "03:30", 0, 0, N_("time of day of the daily copy, in Baku")),
    KEY(backup_keep, KEY_NUMBER, "14", 2, 1000, N_("good copies that are kept")),
    KEY(backup_days, KEY_NUMBER, "2", 1, 60, N_("days after which the last good copy is too old; the desk says so")),
    KEY(witness_key, KEY_PATH, "", 0, 0, N_("key that signs the journal's head; otherwise kadr.key beside kadr.db")),
    KEY(clock, KEY_CLOCK, "", 0, 0, N_("day or moment a demo database lives in, as 2026-09-14 or 2026-09-14T09:00")),
    KEY(threads, KEY_NUMBER, "2", 1, 64, N_("threads that answer requests")),
    KEY(upload_mb, KEY_NUMBER, "40", 1, 2000, N_("largest upload, in megabytes")),
    KEY(session_hours, KEY_NUMBER, "12", 1, 168, N_("hours without a request after which a session ends")),
    KEY(session_days, KEY_NUMBER, "7", 1, 90, N_("days after which a session ends, used or not")),
    KEY(given_hours, KEY_NUMBER, "72", 1, 720, N_("hours in which a password given by another must be used")),
    KEY(secure_cookies, KEY_SWITCH, "no", 0, 0, N_("yes when browsers reach us through TLS")),
    KEY(trace, KEY_SWITCH, "no", 0, 0, N_("yes to write to standard error which statements each page ran")),
};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

/* Digits and nothing else, the number not above `most`. */
static bool is_number(const char *s, size_t digits, long most)
{
    size_t n = strspn(s, "0123456789");
    return n > 0 && n <= digits && !s[n] && strtol(s, NULL, 10) <= most;
}

static bool is_address(const char *s)
{
    const char *colon = strrchr(s, ':');
    if (!colon || colon == s)
        return false;
    bool bracketed = s[0] == '[' && colon[-1] == ']';
    return is_number(colon + 1, 5, 65535) && (bracketed || strchr(s, ':') == colon);
}

static bool is_database(const char *s)
{
    return (strncmp(s, "sqlite:", 7) == 0 && s[7]) || strncmp(s, "postgresql://", 13) == 0
        || strncmp(s, "postgres://", 11) == 0;
}

bool config_moment(const char *clock, Instant *ret)
{
    enum { MORNING = 9 * 60 };
    Date day;
    char head[DATE_TEXT], hour[3] = { 0 };
    snprintf(head, sizeof head, "%s", clock);
    if (!date_parse(head, &day))
        return false;
    const char *t = clock + strlen(head);
    bool timed = strlen(t) == 6 && t[0] == 'T' && t[3] == ':' && is_number(memcpy(hour, t + 1, 2), 2, 23)
              && strspn(t + 4, "0123456789") == 2 && is_number(t + 4, 2, 59);
    if (*t && !timed)
        return false;
    long minutes = timed ? strtol(hour, NULL, 10) * 60 + strtol(t + 4, NULL, 10) : MORNING;
    *ret = (Instant){ instant_day_start(day).us + minutes * 60 * 1000000LL };
    return true;
}

static bool is_time(const char *s)
{
    return strlen(s) == 5 && s[2] == ':' && strspn(s, "0123456789") == 2 && strtol(s, NULL, 10) < 24
        && is_number(s + 3, 2, 59);
}

static bool is_switch(const char *s, bool *ret)
{
    static const struct { const char *word; bool on; } WORDS[] = {
        { "yes", true }, { "no", false }, { "true", true }, { "false", false }, { "1", true }, { "0", false }
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(s, WORDS[i].word) == 0) {
            *ret = WORDS[i].on;
            return true;
        }
    return false;
}

static bool set_number(const Key *key, const char *where, const char *value, int64_t *ret, Err *err)
{
    char *end;
    errno = 0;
    int64_t n = strtoll(value, &end, 10);
    if (!isdigit((unsigned char)*value) || *end || errno || n < key->min || n > key->max) {
        char bounds[60];
        snprintf(bounds, sizeof bounds, "%" PRId64 "..%" PRId64, key->min, key->max);
        return err_add(err, key->name, "{0}: {1} must be a whole number, {2}", where, key->name, bounds);
    }
    *ret = n;
    return true;
}

/* `where`: "kadr.conf:7" or the variable's name. */
static bool set(Arena *a, Config *c, const Key *key, const char *where, const char *value, Err *err)
{
    void *member = (char *)c + key->offset;
    Instant moment;
    switch (key->type) {
    case KEY_NUMBER:
        return set_number(key, where, value, member, err);
    case KEY_SWITCH:
        return is_switch(value, member) || err_add(err, key->name, "{0}: {1} must be yes or no", where, key->name);
    case KEY_DATABASE:
        if (!is_database(value))
            return err_add(err, key->name, "{0}: {1} must be sqlite:PATH or postgresql://HOST/NAME", where, key->name);
        break;
    case KEY_ADDRESS:
        if (!is_address(value))
            return err_add(err, key->name, "{0}: {1} must be an address and a port, as 127.0.0.1:8080", where,
                           key->name);
        break;
    case KEY_CLOCK:
        if (*value && !config_moment(value, &moment))
            return err_add(err, key->name, "{0}: {1} must be a day or a moment, as 2026-09-14T09:00", where,
                           key->name);
        break;
    case KEY_TIME:
        if (!is_time(value))
            return err_add(err, key->name, "{0}: {1} must be a time of day, as 03:30", where, key->name);
        break;
    case KEY_PATH:
        if (!*value)
            return err_add(err, key->name, "{0}: {1} must not be empty", where, key->name);
        break;
    }
    *(const char **)member = arena_strdup(a, value);
    return true;
}

static const Key *key_find(const char *name)
{
    for (int i = 0; i < KEY_COUNT; i++)
        if (strcmp(KEYS[i].name, name) == 0)
            return &KEYS[i];
    return NULL;
}

static char *trim(char *s)
{
    s += strspn(s, " \t");
    size_t n = strlen(s);
    while (n && strchr(" \t\r\n", s[n - 1]))
        s[--n] = '\0';
    return s;
}

static void read_line(Arena *a, Config *c, const char *where, char *line, Err *err)
{
    line = trim(line);
    if (!*line || *line == '#')
        return;
    char *equals = strchr(line, '=');
    if (!equals) {
        err_add(err, NULL, "{0}: a line is key = value", where);
        return;
    }
    *equals = '\0';
    char *name = trim(line), *value = trim(equals + 1);
    const Key *key = key_find(name);
    if (key)
        set(a, c, key, where, value, err);
    else
        err_add(err, name, "{0}: {1} is not a key of the configuration", where, name);
}

static bool read_file(Arena *a, const char *path, Config *c, Err *err)
{
    FILE *f = fopen(path, "r");
    if (!f) {
        err_detail(err, "%s: %s", path, strerror(errno));
        return err_set(err, ERR_NOT_FOUND, NULL, "the configuration file {0} cannot be read", path);
    }
    const char *slash = strrchr(path, '/');
    char line[2048];
    for (int n = 1; fgets(line, sizeof line, f); n++) {
        const char *where = arena_printf(a, "%s:%d", slash ? slash + 1 : path, n);
        if (!strchr(line, '\n') && !feof(f)) {
            err_add(err, NULL, "{0}: the line is too long", where);
            break;
        }
        read_line(a, c, where, line, err);
    }
    fclose(f);
    return err->kind == ERR_NONE;
}

static void variable_name(const Key *key, char out[40])
{
    int n = snprintf(out, 40, "KADR_%s", key->name);
    for (int i = 0; i < n; i++)
        out[i] = (char)toupper((unsigned char)out[i]);
}

static void read_variables(Arena *a, Config *c, Err *err)
{
    for (int i = 0; i < KEY_COUNT; i++) {
        char name[40];
        variable_name(&KEYS[i], name);
        const char *value = getenv(name);
        if (value)
            set(a, c, &KEYS[i], name, value, err);
    }
}

/* "sqlite:/var/lib/kadr/kadr.db" and ".files" -> "/var/lib/kadr/kadr.files". */
const char *config_beside(Arena *a, const char *db, const char *ending)
{
    if (strncmp(db, "sqlite:", 7) != 0)
        return arena_printf(a, "kadr%s", ending);
    const char *path = db + 7, *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    size_t n = dot && dot > path && (!slash || dot > slash + 1) ? (size_t)(dot - path) : strlen(path);
    return arena_printf(a, "%.*s%s", (int)n, path, ending);
}

bool config_load(Arena *a, const char *path, Config *ret, Err *err)
{
    Config c = { 0 };
    for (int i = 0; i < KEY_COUNT; i++)
        if (KEYS[i].type != KEY_PATH)
            set(a, &c, &KEYS[i], KEYS[i].name, KEYS[i].standard, err);
    if (!path)
        path = getenv("KADR_CONF");
    if (path && !read_file(a, path, &c, err) && err->kind != ERR_INVALID)
        return false;
    read_variables(a, &c, err);
    if (err->kind != ERR_NONE)
        return false;
    if (!c.files)
        c.files = config_beside(a, c.db, ".files");
    if (!c.backups)
        c.backups = config_beside(a, c.db, ".backups");
    if (!c.witness_key)
        c.witness_key = config_beside(a, c.db, ".key");
    *ret = c;
    return true;
}

void config_help(Str *out)
{
    str_add(out, "A file of lines `key = value`, named by --config or KADR_CONF; '#' begins a comment line.\n"
                 "A variable KADR_KEY wins over the file.\n\n");
    for (int i = 0; i < KEY_COUNT; i++) {
        str_addf(out, "  %-15s %s\n", KEYS[i].name, KEYS[i].help);
        if (*KEYS[i].standard)
            str_addf(out, "  %-15s standard: %s\n", "", KEYS[i].standard);
    }
}

/* "postgresql://kadr:secret@db/kadr?password=x" without what stands for a password. */
static const char *without_password(Arena *a, const char *url)
{
    const char *from = strstr(url, "://"), *at = strrchr(url, '@'), *query = strchr(url, '?');
    if (!from)
        return url;
    const char *colon = at ? memchr(from + 3, ':', (size_t)(at - from - 3)) : NULL;
    size_t head = colon ? (size_t)(colon - url) : query ? (size_t)(query - url) : strlen(url);
    const char *rest = colon ? at : "";
    return arena_printf(a, "%.*s%.*s", (int)head, url, (int)strcspn(rest, "?"), rest);
}

static const char *value_text(Arena *a, const Key *key, const void *member)
{
    switch (key->type) {
    case KEY_NUMBER:   return arena_printf(a, "%" PRId64, *(const int64_t *)member);
    case KEY_SWITCH:   return *(const bool *)member ? "yes" : "no";
    case KEY_DATABASE: return without_password(a, *(const char *const *)member);
    default:           return *(const char *const *)member ? *(const char *const *)member : "";
    }
}

Val *config_view(Arena *a, const Config *c)
{
    Val *list = val_list(a);
    for (int i = 0; i < KEY_COUNT; i++) {
        Val *v = val_add(list, val_map(a));
        const char *value = value_text(a, &KEYS[i], (const char *)c + KEYS[i].offset);
        val_put(v, "key", val_keep(a, KEYS[i].name));
        val_put_text(a, v, "value", value);
        val_put(v, "standard", val_keep(a, KEYS[i].standard));
        val_put_bool(a, v, "changed", *KEYS[i].standard && strcmp(value, KEYS[i].standard) != 0);
        val_put(v, "help", val_keep(a, KEYS[i].help));
    }
    return list;
}
