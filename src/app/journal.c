// SPDX-License-Identifier: Apache-2.0
/* Writing the journal; reading it back is journal_check.c. */
#include "app/journal.h"
#include "app/find.h"
#include "app/journal_hash.h"
#include "app/journal_in.h"
#include "app_queries.h"
#include <inttypes.h>
#include <string.h>

Journal *journal_new(Arena *a)
{
    Journal *j = NEW(a, Journal);
    j->arena = a;
    j->end = &j->first;
    return j;
}

static void add_value(Str *s, const Val *v)
{
    if (v)
        val_write_canonical(v, s);
    else
        str_add(s, "null");
}

static void add_text(Str *s, const char *text)
{
    add_value(s, text ? val_keep(s->arena, text) : NULL);
}

static void add_authority(Str *s, const Grant *grant)
{
    if (!grant || !grant->yes) {
        str_add(s, "null");
        return;
    }
    str_add(s, "{\"clause\":");
    add_text(s, grant->power ? grant->power->clause : NULL);
    str_add(s, ",\"holder\":");
    add_text(s, grant->power ? grant->power->holder : NULL);
    str_add(s, ",\"path\":");
    add_value(s, grant->path);
    str_add(s, ",\"relation\":");
    add_text(s, grant->relation);
    str_addc(s, '}');
}

/* Keys stand in byte order, here as in every nested value: actor at authority data n object v verb. */
void journal_add(Cx *cx, const char *verb, ObjectKind kind, int64_t object, const Val *data, const Grant *grant)
{
    Journal *j = cx->journal;
    char at[INSTANT_TEXT];
    instant_format(cx->now, at);
    Str before = str_make(j->arena), after = str_make(j->arena);
    str_addf(&before, "{\"actor\":{\"person\":%" PRId64 ",\"user\":%" PRId64 "},\"at\":\"%s\",\"authority\":",
             cx->actor->person_id, cx->actor->user_id, at);
    add_authority(&before, grant);
    str_add(&before, ",\"data\":");
    add_value(&before, data);
    str_add(&before, ",\"n\":");
    str_addf(&after, ",\"object\":{\"id\":%" PRId64 ",\"kind\":", object);
    add_text(&after, object_kind_code(kind));
    str_add(&after, "},\"v\":1,\"verb\":");
    add_text(&after, verb);
    str_addc(&after, '}');

    JournalEntry *e = NEW(j->arena, JournalEntry);
    *e = (JournalEntry){ .before = before.s, .after = after.s, .at = cx->now, .person = cx->actor->person_id, .object = object,
                  .verb = arena_strdup(j->arena, verb), .kind = object_kind_code(kind) };
    *j->end = e;
    j->end = &e->next;
    j->count++;
    if (strcmp(verb, "read") != 0 && strcmp(verb, "denied") != 0)
        find_touch(cx, kind, object);
}

typedef struct Noted { int64_t times, unwritten; } Noted;
static const Field NOTED_FIELDS[] = { FIELD(Noted, times), FIELD(Noted, unwritten), FIELDS_END };

bool journal_add_denied(Cx *cx, Act act, ObjectKind kind, int64_t object, const Grant *refused, Err *err)
{
    const int64_t minute_us = 60 * 1000000LL;
    Noted noted;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_APP_DENIED_NOTE,
                BIND(P_INT(cx->actor->user_id), P_TEXT(act_code(act)), P_INT(cx->now.us / minute_us)),
                NOTED_FIELDS, &noted, &found, err))
        return false;
    if (!found || noted.times > 1)
        return true;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "act", act_code(act));
    val_put_text(cx->arena, data, "reason", refused ? refused->reason : NULL);
    val_put_int(cx->arena, data, "unwritten", noted.unwritten);
    journal_add(cx, "denied", kind, object, data, NULL);
    return true;
}

bool journal_add_leafed(Cx *cx, ObjectKind kind, int64_t object, const char *path, const Grant *grant, Err *err)
{
    const int64_t while_us = 10 * 60 * 1000000LL;
    Noted noted;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_APP_LEAFED_NOTE,
                BIND(P_INT(cx->actor->user_id), P_INT(kind), P_INT(object), P_INSTANT(cx->real_now),
                     P_INSTANT(((Instant){ cx->real_now.us - while_us }))), NOTED_FIELDS, &noted, &found, err))
        return false;
    if (!found || noted.times > 1)
        return true;
    Val *data = val_map(cx->arena);
    val_put_text(cx->arena, data, "path", path);
    val_put_int(cx->arena, data, "unwritten", noted.unwritten);
    journal_add(cx, "read", kind, object, data, grant);
    return true;
}

typedef struct Head { int64_t n; const char *hash; } Head;
static const Field HEAD_FIELDS[] = { FIELD(Head, n), FIELD(Head, hash), FIELDS_END };

bool journal_flush(Cx *cx, Err *err)
{
    Journal *j = cx->journal;
    if (!find_flush(cx, err))
        return false;
    if (!j->count)
        return true;
    Head head;
    bool found;
    if (!db_one(cx->db, cx->arena, &Q_APP_JOURNAL_TAKE, BIND(P_INT(j->count)), HEAD_FIELDS, &head, &found, err))
        return false;
    unsigned char hash[JOURNAL_HASH];
    if (!found || !journal_hash_parse(head.hash, hash))
        return err_set(err, ERR_INTERNAL, NULL, "the head of the journal is missing");
    char text[JOURNAL_HASH_TEXT];
    int64_t n = head.n - j->count;
    for (const JournalEntry *e = j->first; e; e = e->next) {
        const char *bytes = arena_printf(cx->arena, "%s%" PRId64 "%s", e->before, ++n, e->after);
        journal_hash_next(hash, bytes);
        journal_hash_format(hash, text);
        if (!db_run(cx->db, &Q_APP_JOURNAL_INSERT,
                    BIND(P_INT(n), P_INSTANT(e->at), P_TEXT(bytes), P_TEXT(text), P_INT(e->person), P_TEXT(e->verb),
                         P_TEXT(e->kind), P_INT(e->object), P_DATE(instant_day(e->at))), NULL, err))
            return false;
    }
    if (!db_run(cx->db, &Q_APP_JOURNAL_HEAD_SET, BIND(P_TEXT(text)), NULL, err))
        return false;
    j->first = NULL;
    j->end = &j->first;
    j->count = 0;
    return true;
}

bool journal_head(Db *db, Arena *a, const char **ret, Err *err)
{
    Head head;
    bool found;
    if (!db_one(db, a, &Q_APP_JOURNAL_HEAD, BIND_NONE, HEAD_FIELDS, &head, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_INTERNAL, NULL, "the head of the journal is missing");
    *ret = arena_printf(a, "%" PRId64 ":%s", head.n, head.hash);
    return true;
}
