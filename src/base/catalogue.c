// SPDX-License-Identifier: Apache-2.0
/* The file: magic, revision, count, offset of the msgids' table, offset of the translations' table;
 * a table row is length and offset of a text that a NUL follows.  Found by a hash of our own. */
#include "base/catalogue.h"
#include <stdint.h>
#include <string.h>

enum { MAGIC_AT = 0, REVISION_AT = 4, COUNT_AT = 8, MSGIDS_AT = 12, TEXTS_AT = 16, HEAD = 20, ROW = 8 };
static const uint32_t MAGIC = 0x950412DE;

typedef struct Slot { const char *msgid, *text; } Slot;

struct Catalogue {
    Slot  *slots;                /* open addressing; at most half of them taken */
    size_t mask, count;
};

typedef struct File {
    const unsigned char *bytes;
    size_t               size;
    bool                 big;    /* big-endian */
} File;

static uint32_t number(const File *f, size_t at)
{
    const unsigned char *b = f->bytes + at;
    return f->big ? (uint32_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3]
                  : (uint32_t)b[3] << 24 | b[2] << 16 | b[1] << 8 | b[0];
}

/* The text a table row names; NULL when it is not wholly within the file. */
static const char *text(const File *f, size_t row)
{
    size_t len = number(f, row), at = number(f, row + 4);
    return at < f->size && len < f->size - at && f->bytes[at + len] == '\0' ? (const char *)f->bytes + at : NULL;
}

/* FNV-1a */
static size_t hash(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

static Slot *slot_of(const Catalogue *c, const char *msgid)
{
    size_t i = hash(msgid) & c->mask;
    while (c->slots[i].msgid && strcmp(c->slots[i].msgid, msgid) != 0)
        i = (i + 1) & c->mask;
    return &c->slots[i];
}

static bool is_table(const File *f, size_t at, size_t rows) { return at <= f->size && rows <= (f->size - at) / ROW; }

Catalogue *catalogue_open(Arena *a, const char *bytes, size_t size, Err *err)
{
    File f = { (const unsigned char *)bytes, size, false };
    if (size >= HEAD)
        f.big = number(&f, MAGIC_AT) != MAGIC;
    if (size < HEAD || number(&f, MAGIC_AT) != MAGIC || number(&f, REVISION_AT) >> 16 > 1
        || !is_table(&f, number(&f, MSGIDS_AT), number(&f, COUNT_AT))
        || !is_table(&f, number(&f, TEXTS_AT), number(&f, COUNT_AT))) {
        err_set(err, ERR_INTERNAL, "", "the file is no catalogue of translations");
        return NULL;
    }
    Catalogue *c = NEW(a, Catalogue);
    size_t count = number(&f, COUNT_AT);
    for (c->mask = 15; c->mask < count * 2; c->mask = c->mask * 2 + 1)
        ;
    c->slots = NEW_N(a, Slot, c->mask + 1);
    for (size_t i = 0; i < count; i++) {
        Slot entry = { text(&f, number(&f, MSGIDS_AT) + i * ROW), text(&f, number(&f, TEXTS_AT) + i * ROW) };
        if (!entry.msgid || !entry.text) {
            err_set(err, ERR_INTERNAL, "", "the file is no catalogue of translations");
            return NULL;
        }
        if (!*entry.msgid || !*entry.text)         /* the header; an entry without translation */
            continue;
        *slot_of(c, entry.msgid) = entry;
        c->count++;
    }
    return c;
}

const char *catalogue_find(const Catalogue *c, const char *msgid)
{
    const Slot *s = slot_of(c, msgid);
    return s->msgid ? s->text : msgid;
}

size_t catalogue_count(const Catalogue *c) { return c->count; }
