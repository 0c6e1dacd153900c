// SPDX-License-Identifier: Apache-2.0
#include "areas/backup/manifest.h"
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 << 20 };            /* bytes of a manifest: half a million files */
static const char FIRST[] = "kadr-backup 1";

void sha_text(const char *bytes, size_t n, char out[SHA_TEXT])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes, n);
    sodium_bin2hex(out, SHA_TEXT, hash, sizeof hash);
}

void manifest_text(const Manifest *m, Str *out)
{
    char made[INSTANT_TEXT];
    instant_format(m->made, made);
    str_addf(out, "%s\nprogram %s\nmade %s\nengine %s\njournal %s\n", FIRST, m->program, made, m->engine, m->journal);
    for (size_t i = 0; i < m->migrations; i++)
        str_addf(out, "migration %s %s\n", m->migration[i].name, m->migration[i].sha256);
    for (size_t i = 0; i < m->tables; i++) {
        const CopiedTable *t = &m->table[i];
        str_addf(out, "table %s %" PRId64 " %" PRId64 " %" PRId64 " %s\n", t->name, t->rows, t->last_id, t->bytes,
                 t->sha256);
    }
    for (size_t i = 0; i < m->files; i++)
        str_addf(out, "file %s %" PRId64 "\n", m->file[i].sha256, m->file[i].bytes);
    for (size_t i = 0; i < m->losses; i++)
        str_addf(out, "lost %s\n", m->lost[i]);
}

/* ---- reading ---------------------------------------------------------------- */

enum { MOST_WORDS = 6 };

/* Cuts a line at its blanks. */
static size_t words(char *line, const char *word[MOST_WORDS])
{
    size_t n = 0;
    for (char *s = line; s && n < MOST_WORDS; n++) {
        word[n] = s;
        s = strchr(s, ' ');
        if (s)
            *s++ = '\0';
    }
    return n;
}

static bool number(const char *s, int64_t *ret)
{
    char *end;
    *ret = strtoll(s, &end, 10);
    return end != s && !*end && *ret >= 0;
}

/* A name that is a file of a folder and nothing more. */
static bool plain_name(const char *s)
{
    return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static bool is_hash(const char *s)
{
    return strlen(s) == SHA_TEXT - 1 && strspn(s, "0123456789abcdef") == SHA_TEXT - 1;
}

static bool add_table(Manifest *m, const char **w)
{
    CopiedTable *t = &m->table[m->tables++];
    *t = (CopiedTable){ .name = w[1], .sha256 = w[5] };
    bool ok = plain_name(w[1]) && is_hash(w[5]) && number(w[2], &t->rows) && number(w[3], &t->last_id)
           && number(w[4], &t->bytes);
    m->rows += t->rows;
    m->bytes += t->bytes;
    return ok;
}

static bool add_file(Manifest *m, const char **w)
{
    CopiedFile *f = &m->file[m->files++];
    f->sha256 = w[1];
    bool ok = is_hash(w[1]) && number(w[2], &f->bytes);
    m->bytes += f->bytes;
    return ok;
}

static bool add_line(Manifest *m, char *line)
{
    const char *w[MOST_WORDS] = { "" };
    size_t n = words(line, w);
    if (n == 6 && strcmp(w[0], "table") == 0)
        return add_table(m, w);
    if (n == 3 && strcmp(w[0], "file") == 0)
        return add_file(m, w);
    if (n == 3 && strcmp(w[0], "migration") == 0) {
        m->migration[m->migrations++] = (MigrationRun){ w[1], w[2] };
        return true;
    }
    if (n != 2)
        return false;
    if (strcmp(w[0], "lost") == 0)
        m->lost[m->losses++] = w[1];
    else if (strcmp(w[0], "program") == 0)
        m->program = w[1];
    else if (strcmp(w[0], "engine") == 0)
        m->engine = w[1];
    else if (strcmp(w[0], "journal") == 0)
        m->journal = w[1];
    else if (strcmp(w[0], "made") == 0)
        return instant_parse(w[1], &m->made);
    else
        return strcmp(w[0], "kadr-backup") == 0;
    return true;
}

static bool changed(Err *err)
{
    return err_set(err, ERR_INVALID, NULL, "the manifest is not what was written");
}

/* The last line, when it seals the bytes before it; NULL: it does not. */
static const char *sealed(char *text, size_t size)
{
    char hash[SHA_TEXT], *seal = text;
    if (!size || text[size - 1] != '\n')
        return NULL;
    text[size - 1] = '\0';
    char *last = strrchr(text, '\n');
    if (!last || strncmp(last + 1, "seal ", 5) != 0)
        return NULL;
    seal = last + 6;
    sha_text(text, (size_t)(last + 1 - text), hash);
    *last = '\0';
    return strncmp(seal, hash, SHA_TEXT - 1) == 0 && (!seal[SHA_TEXT - 1] || seal[SHA_TEXT - 1] == ' ') ? seal : NULL;
}

static bool parse(Arena *a, char *text, size_t size, Manifest *m, Err *err)
{
    m->seal = sealed(text, size);
    if (!m->seal)
        return changed(err);
    size_t lines = 1;
    for (const char *s = text; (s = strchr(s, '\n')); s++)
        lines++;
    m->migration = NEW_N(a, MigrationRun, lines);
    m->table = NEW_N(a, CopiedTable, lines);
    m->file = NEW_N(a, CopiedFile, lines);
    m->lost = NEW_N(a, const char *, lines);
    if (strncmp(text, FIRST, strlen(FIRST)) != 0 || text[strlen(FIRST)] != '\n')
        return err_set(err, ERR_INVALID, NULL, "the copy is of a form this program does not know");
    for (char *line = text, *end; line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        if (!add_line(m, line))
            return changed(err);
    }
    return (m->program && m->engine && m->journal && m->migrations && m->tables) || changed(err);
}

bool manifest_read(Arena *a, const char *folder, Manifest *ret, Err *err)
{
    const char *path = arena_printf(a, "%s/manifest", folder);
    FILE *f = fopen(path, "r");
    if (!f)
        return err_set(err, ERR_NOT_FOUND, NULL, "there is no copy in {0}", folder);
    Str text = str_make(a);
    char buffer[16384];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0 && text.len < LONGEST;)
        str_addn(&text, buffer, n);
    bool ok = !ferror(f) && text.len < LONGEST;
    fclose(f);
    *ret = (Manifest){ 0 };
    return ok ? parse(a, text.s, text.len, ret, err) : changed(err);
}
