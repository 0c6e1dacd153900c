// SPDX-License-Identifier: Apache-2.0
/* Reading the journal back: does every entry follow from the one before it? */
#include "app/journal.h"
#include "app/i18n.h"
#include "app/journal_hash.h"
#include "app_queries.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { BATCH = 1000 };

typedef struct Row {
    int64_t     n;
    Instant     at;
    const char *entry, *hash;
    int64_t     person, object;
    const char *verb, *kind;
    Date        day;
} Row;
static const Field ROW_FIELDS[] = {
    FIELD(Row, n), FIELD(Row, at), FIELD(Row, entry), FIELD(Row, hash), FIELD(Row, person), FIELD(Row, object),
    FIELD(Row, verb), FIELD(Row, kind), FIELD(Row, day), FIELDS_END
};

typedef bool (*SeeRow)(void *arg, const Row *row, Err *err);

/* Shows every entry in order; memory stays that of one batch. */
static bool each_row(Db *db, SeeRow see, void *arg, Err *err)
{
    Arena *batch = arena_new();
    int64_t after = 0;
    size_t n = BATCH;
    while (n == BATCH) {
        const Row *rows = db_all(db, batch, &Q_APP_JOURNAL_PAGE, BIND(P_INT(after), P_INT(BATCH)), ROW_FIELDS,
                                 sizeof(Row), &n, err);
        if (!rows)
            break;
        for (size_t i = 0; i < n && err->kind == ERR_NONE; i++)
            see(arg, &rows[i], err);
        if (err->kind != ERR_NONE)
            break;
        after = n ? rows[n - 1].n : after;
        arena_reset(batch);
    }
    arena_free(batch);
    return err->kind == ERR_NONE;
}

/* Runs `see` over the chain in one snapshot, the caller's when he has one open. */
static bool in_snapshot(Db *db, SeeRow see, void *arg, bool (*last)(Db *, void *, Err *), Err *err)
{
    bool mine = !db_in_transaction(db);
    if (mine && !db_begin_read(db, err))
        return false;
    bool ok = each_row(db, see, arg, err) && (!last || last(db, arg, err));
    if (mine)
        db_rollback(db);
    return ok;
}

typedef struct Chain {
    const char *const *witness;
    const Progress    *progress;
    int64_t            all;
    int64_t            n;
    unsigned char      hash[JOURNAL_HASH];
    char               text[JOURNAL_HASH_TEXT];
} Chain;

static bool bad(Err *err, const char *msgid, int64_t n)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRId64, n);
    return err_set(err, ERR_CONFLICT, NULL, msgid, number);
}

/* "N:HASH" of this very entry must carry its hash. */
static bool witnessed(const Chain *c, Err *err)
{
    for (const char *const *w = c->witness; w && *w; w++) {
        char *end;
        if (strtoll(*w, &end, 10) == c->n && *end == ':' && strcasecmp(end + 1, c->text) != 0)
            return bad(err, N_("journal entry {0} is not the one that was witnessed"), c->n);
    }
    return true;
}

/* Where the text goes on behind `piece`; NULL when that does not stand there. */
static const char *past(const char *at, const char *piece)
{
    size_t n = strlen(piece);
    return at && strncmp(at, piece, n) == 0 ? at + n : NULL;
}

static const char *past_number(const char *at, int64_t number)
{
    char *end = NULL;
    return at && strtoll(at, &end, 10) == number && end != at ? end : NULL;
}

/* What ends with `piece` just before `end` begins there; NULL when something else stands there. */
static const char *before(const char *start, const char *end, const char *piece)
{
    size_t n = strlen(piece);
    return end && (size_t)(end - start) >= n && memcmp(end - n, piece, n) == 0 ? end - n : NULL;
}

static const char *before_number(const char *start, const char *end, int64_t number)
{
    const char *at = end;
    while (at && at > start && (at[-1] == '-' || (at[-1] >= '0' && at[-1] <= '9')))
        at--;
    return at && past_number(at, number) == end ? at : NULL;
}

/* …,"object":{"id":7,"kind":"letter"},"v":1,"verb":"letter.file"}, read from its end: what stands before is free. */
static bool same_tail(const Row *row)
{
    const char *s = row->entry, *end = s + strlen(s);
    end = before(s, before(s, before(s, end, "\"}"), row->verb), "\"},\"v\":1,\"verb\":\"");
    end = before(s, before(s, end, row->kind), ",\"kind\":\"");
    return before(s, before_number(s, end, row->object), ",\"object\":{\"id\":") != NULL;
}

/* The columns beside the bytes are not hashed: they must say what the bytes say. */
static bool same_columns(const Row *row)
{
    char at[INSTANT_TEXT];
    instant_format(row->at, at);
    const char *head = past(past_number(past(row->entry, "{\"actor\":{\"person\":"), row->person), ",\"user\":");
    return head && past(past(strchr(head, '}'), "},\"at\":\""), at) && same_tail(row)
        && date_same(row->day, instant_day(row->at));
}

static bool follow(void *arg, const Row *row, Err *err)
{
    Chain *c = arg;
    if (c->n % BATCH == 0 && !progress_tell(c->progress, c->n, c->all))
        return err_set(err, ERR_BUSY, NULL, N_("the work was stopped"));
    if (row->n != c->n + 1)
        return bad(err, N_("journal entry {0} is missing"), c->n + 1);
    c->n = row->n;
    journal_hash_next(c->hash, row->entry);
    journal_hash_format(c->hash, c->text);
    if (strcmp(c->text, row->hash) != 0 || !same_columns(row))
        return bad(err, N_("journal entry {0} is not what was written"), c->n);
    return witnessed(c, err);
}

static bool whole(Db *db, void *arg, Err *err)
{
    const Chain *c = arg;
    Arena *a = arena_new();
    const char *head = "";
    bool ok = journal_head(db, a, &head, err);
    int64_t n = strtoll(head, NULL, 10);
    if (ok && n > c->n)
        ok = bad(err, N_("journal entry {0} is missing"), c->n + 1);
    else if (ok && n < c->n)
        ok = bad(err, N_("journal entry {0} was written past the head"), n + 1);
    else if (ok && strcmp(strchr(head, ':') + 1, c->text) != 0)
        ok = bad(err, N_("the head of the journal is not entry {0}"), c->n);
    arena_free(a);
    for (const char *const *w = c->witness; ok && w && *w; w++)
        if (strtoll(*w, NULL, 10) > c->n)
            ok = bad(err, N_("journal entry {0} is missing"), c->n + 1);
    return ok;
}

static bool witness_readable(const char *const *witness, Err *err)
{
    unsigned char hash[JOURNAL_HASH];
    for (; witness && *witness; witness++) {
        size_t digits = strspn(*witness, "0123456789");
        if (digits == 0 || digits > 18 || (*witness)[digits] != ':'
            || !journal_hash_parse(*witness + digits + 1, hash))
            return err_set(err, ERR_INVALID, "witness", "a witness is written N:HASH, not {0}", *witness);
    }
    return true;
}

bool journal_verify(Db *db, const char *const *witness, const Progress *p, int64_t *ret_entries, char ret_head[65], Err *err)
{
    Chain c = { .witness = witness, .progress = p };
    journal_hash_format(c.hash, c.text);
    if (p && !db_int(db, &Q_APP_JOURNAL_COUNT, BIND_NONE, 0, &c.all, err))
        return false;
    if (!witness_readable(witness, err) || !witnessed(&c, err) || !in_snapshot(db, follow, &c, whole, err))
        return false;
    *ret_entries = c.n;
    memcpy(ret_head, c.text, sizeof c.text);
    return true;
}

static bool export_row(void *file, const Row *row, Err *err)
{
    if (fprintf(file, "%" PRId64 " %s %s\n", row->n, row->hash, row->entry) < 0)
        return err_set(err, ERR_INTERNAL, NULL, "the export cannot be written");
    return true;
}

bool journal_export(Db *db, void *file, Err *err)
{
    return in_snapshot(db, export_row, file, NULL, err);
}
