// SPDX-License-Identifier: Apache-2.0
/* The canonical dump and its hash. */
#include "areas/ledger/dump.h"
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fact_list_add(Arena *a, FactList *list, const Fact *rows, size_t n)
{
    if (list->count + n > list->cap) {
        size_t cap = list->cap * 2 + n + 256;
        Fact *more = NEW_N(a, Fact, cap);
        if (list->count)
            memcpy(more, list->rows, list->count * sizeof *more);
        list->rows = more;
        list->cap = cap;
    }
    if (n)
        memcpy(list->rows + list->count, rows, n * sizeof *rows);
    list->count += n;
}

static int natural_order(const void *pa, const void *pb)
{
    const Fact *a = pa, *b = pb;
    int c = strcmp(a->kind, b->kind);
    if (!c)
        c = (a->person > b->person) - (a->person < b->person);
    if (!c)
        c = fact_order(a, b);
    return c ? c : (a->known_from.us > b->known_from.us) - (a->known_from.us < b->known_from.us);
}

void fact_list_sort(FactList *list)
{
    if (list->count)
        qsort(list->rows, list->count, sizeof *list->rows, natural_order);
}

void dump_open(Dump *d, Arena *a)
{
    *d = (Dump){ .arena = a };
    sha256_init(&d->made);
    sha256_init(&d->found);
}

static void put(struct sha256_ctx *state, const char *line)
{
    sha256_update(state, strlen(line), (const uint8_t *)line);
    sha256_update(state, 1, (const uint8_t *)"\n");
}

void dump_differ(Dump *d, const char *made, const char *found)
{
    if (d->differs)
        return;
    d->differs = true;
    d->first_made = arena_strdup(d->arena, made);
    d->first_found = arena_strdup(d->arena, found);
}

void dump_pair(Dump *d, const char *made, const char *found)
{
    if (made)
        put(&d->made, made);
    if (found)
        put(&d->found, found);
    if (!made || !found || strcmp(made, found) != 0)
        dump_differ(d, made, found);
}

/* Every column; `code` last but one, as JSON text, so that no value can pass for another. */
static const char *fact_line(Str *line, const Fact *f)
{
    char from[DATE_TEXT], to[DATE_TEXT], num[24] = "null";
    date_format(f->valid_from, from);
    date_format(f->valid_to, to);
    if (f->num.has)
        snprintf(num, sizeof num, "%" PRId64, f->num.v);
    line->len = 0;
    str_addf(line, "fact %s %" PRId64 " %" PRId64 " %" PRId64 " %s %s ", f->kind, f->person, f->input,
             f->effect_no, from, to);
    str_addf(line, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %s ",
             f->known_from.us, f->known_to.us, f->seat, f->changed_by, f->ended_by, f->units, num);
    val_write_json(val_keep(line->arena, f->code), line);
    str_addc(line, ' ');
    str_add(line, f->payload);
    return line->s;
}

void dump_facts(Dump *d, Arena *scratch, const FactList *made, const FactList *found)
{
    Str left = str_make(scratch), right = str_make(scratch);
    for (size_t i = 0, j = 0; i < made->count || j < found->count;) {
        const Fact *m = i < made->count ? &made->rows[i] : NULL;
        const Fact *f = j < found->count ? &found->rows[j] : NULL;
        int c = !m ? 1 : !f ? -1 : natural_order(m, f);
        dump_pair(d, c <= 0 ? fact_line(&left, m) : NULL, c >= 0 ? fact_line(&right, f) : NULL);
        i += c <= 0;
        j += c >= 0;
    }
}

static void close_one(struct sha256_ctx *state, char hex[65])
{
    unsigned char hash[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof hash, hash);
    sodium_bin2hex(hex, 65, hash, sizeof hash);
}

void dump_close(Dump *d, Replay *ret)
{
    close_one(&d->made, ret->replayed);
    close_one(&d->found, ret->stored);
    ret->same = !d->differs && strcmp(ret->replayed, ret->stored) == 0;
    ret->expected = d->first_made;
    ret->found = d->first_found;
}
