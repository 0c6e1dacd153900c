// SPDX-License-Identifier: Apache-2.0
/* The search.  Two statements: the counts of all kinds, the newest hits of all kinds.  Each is put together from
 * embedded pieces; the words typed are parameters, and hold nothing but letters and digits (base/text.h).
 *
 * A kind the reader sees whole is asked by the index: FTS5 for beginnings of at most LISTED letters, which have
 * lists of their own (migrations/0165), and what is longer is compared in the rows these give.  Of others his own
 * objects are gone through, newest first: what others' papers hold costs him nothing, and tells him nothing. */
#include "app/find_in.h"
#include "app_queries.h"
#include "base/str.h"
#include "base/text.h"
#include <string.h>

typedef struct Search {
    Cx            *cx;
    const FindAsk *ask;
    const char    *word[FIND_WORDS];
    size_t         words;
    const char    *expression;          /* the words as the engine's index is asked */
} Search;

typedef struct Part { const FindKind *kind; Reach reach; } Part;

enum { LISTED = 8 };

/* The bytes of a word's first LISTED letters. */
static size_t listed(const char *word)
{
    size_t n = 0, letters = 0;
    for (; word[n]; n++)
        if (((unsigned char)word[n] & 0xC0) != 0x80 && letters++ == LISTED)
            break;
    return n;
}

/* FTS5: "eliyev"* AND "05·1"*      PostgreSQL: 'eliyev':* & '05·1':*      A word whole, or its first LISTED letters. */
static const char *expression_of(Cx *cx, const char *const *word, size_t words, bool whole)
{
    bool pg = db_engine(cx->db) == DB_PG;
    Str out = str_make(cx->arena);
    for (size_t i = 0; i < words; i++)
        str_addf(&out, pg ? "%s'%.*s':*" : "%s\"%.*s\"*", i == 0 ? "" : pg ? " & " : " AND ",
                 (int)(pg || whole ? strlen(word[i]) : listed(word[i])), word[i]);
    return out.s;
}

const char *find_expression(Cx *cx, const char *typed)
{
    const char *word[FIND_WORDS];
    bool cut;
    size_t n = text_search_words(cx->arena, typed, word, FIND_WORDS, &cut);
    return n ? expression_of(cx, word, n, true) : db_engine(cx->db) == DB_PG ? "" : "\"\"";
}

static void add_relations(DbBuild *b, const Reached *r)
{
    const char *const *w = r->relation;
    if (r->any)
        db_build_add(b, &F_APP_FIND_RELATION_ANY, BIND_NONE);
    else
        db_build_add(b, &F_APP_FIND_RELATION_OF,
                     BIND(P_TEXT(w[0]), P_TEXT(w[1]), P_TEXT(w[2]), P_TEXT(w[3]), P_TEXT(w[4]), P_TEXT(w[5]),
                          P_TEXT(w[6]), P_TEXT(w[7])));
}

static void add_word(const Search *s, DbBuild *b, size_t i)
{
    db_build_add(b, &F_APP_FIND_WORD, BIND(P_TEXT(arena_printf(s->cx->arena, "%% %s%%", s->word[i]))));
}

static bool may_be_walled(const Search *s) { return s->cx->actor->person_id && !s->cx->actor->unwalled; }

/* Leaves out what is closed to the reader. */
static void add_open(const Search *s, DbBuild *b, ObjectKind kind)
{
    if (may_be_walled(s))
        db_build_add(b, &F_APP_FIND_OPEN, BIND(P_INT(find_first(kind)), P_INT(kind), P_INT(s->cx->actor->person_id)));
}

/* One principal's objects that hold the words. */
static void add_branch(const Search *s, DbBuild *b, const Fragment *from, const Part *p, const Reached *r)
{
    db_build_add(b, from, BIND(P_INT(find_first(p->kind->kind)), P_INT(p->kind->kind), P_INT(r->principal),
                               P_INSTANT(INSTANT_FOREVER)));
    add_relations(b, r);
    add_open(s, b, p->kind->kind);
    for (size_t i = 0; i < s->words; i++)
        add_word(s, b, i);
}

/* What the expression cut off. */
static bool is_long(const Search *s, size_t i)
{
    return db_engine(s->cx->db) == DB_SQLITE && s->word[i][listed(s->word[i])];
}

static bool any_long(const Search *s)
{
    for (size_t i = 0; i < s->words; i++)
        if (is_long(s, i))
            return true;
    return false;
}

static void add_long(const Search *s, DbBuild *b)
{
    for (size_t i = 0; i < s->words; i++)
        if (is_long(s, i))
            add_word(s, b, i);
}

static void add_ids(const Search *s, DbBuild *b, const Part *p)
{
    ObjectKind kind = p->kind->kind;
    if (p->reach.all) {
        bool read = any_long(s) || may_be_walled(s);
        db_build_add(b, read ? &F_APP_FIND_IDS_READ : &F_APP_FIND_IDS_ALL,
                     BIND(P_TEXT(s->expression), P_INT(find_first(kind)), P_INT(find_first(kind + 1))));
        add_long(s, b);
        add_open(s, b, kind);
        db_build_add(b, &F_APP_LIST_LIMIT, BIND(P_INT(FIND_CAP)));
        return;
    }
    for (size_t i = 0; i < p->reach.count; i++) {
        db_build_add(b, i ? &F_APP_LIST_IDS_UNION : &F_APP_LIST_IDS, BIND_NONE);
        add_branch(s, b, &F_APP_FIND_IDS_RELATED, p, &p->reach.by[i]);
        db_build_add(b, &F_APP_LIST_LIMIT, BIND(P_INT(FIND_CAP)));
    }
    db_build_add(b, &F_APP_LIST_IDS_END, BIND(P_INT(FIND_CAP)));
}

static void add_hits(const Search *s, DbBuild *b, const Part *p)
{
    ObjectKind kind = p->kind->kind;
    int64_t after = s->ask->after, limit = s->ask->limit + 1;
    if (p->reach.all) {
        db_build_add(b, &F_APP_FIND_ALL,
                     BIND(P_TEXT(s->expression), P_INT(find_first(kind)),
                          P_INT(after ? find_first(kind) + after : find_first(kind + 1))));
        add_long(s, b);
        add_open(s, b, kind);
        db_build_add(b, &F_APP_FIND_ALL_NEWEST, BIND(P_INT(limit)));
        return;
    }
    for (size_t i = 0; i < p->reach.count; i++) {
        db_build_add(b, i ? &F_APP_LIST_UNION : &F_APP_LIST_BRANCHES, BIND_NONE);
        add_branch(s, b, &F_APP_FIND_RELATED, p, &p->reach.by[i]);
        if (after)
            db_build_add(b, &F_APP_FIND_AFTER, BIND(P_INT(after)));
        db_build_add(b, &F_APP_FIND_NEWEST, BIND(P_INT(limit)));
    }
    db_build_add(b, &F_APP_LIST_BRANCHES_END, BIND(P_INT(limit), P_INT(0)));
}

typedef struct CountRow { int64_t i, n; } CountRow;
static const Field COUNT_FIELDS[] = { FIELD(CountRow, i), FIELD(CountRow, n), FIELDS_END };

static bool count(const Search *s, const Part *part, size_t parts, FindGroup *groups, Err *err)
{
    DbBuild *b = NULL;
    for (size_t i = 0; i < parts; i++) {
        if (i)
            db_build_add(b, &F_APP_LIST_COUNTS_NEXT, BIND(P_INT((int64_t)i)));
        else
            b = db_build(s->cx->arena, &Q_APP_LIST_COUNTS, BIND(P_INT(0)));
        add_ids(s, b, &part[i]);
    }
    db_build_add(b, &F_APP_LIST_COUNT_END, BIND_NONE);
    size_t n;
    const CountRow *rows = db_all_built(s->cx->db, s->cx->arena, b, COUNT_FIELDS, sizeof(CountRow), &n, err);
    for (size_t i = 0; rows && i < n; i++)
        groups[rows[i].i].total = rows[i].n;
    return rows != NULL;
}

static const Field HIT_FIELDS[] = {
    FIELD(FindHit, id), FIELD(FindHit, title), FIELD(FindHit, about), FIELD(FindHit, day), FIELDS_END
};

/* Rows come newest first, kind by kind; each group takes its own. */
static bool hits(const Search *s, const Part *part, size_t parts, FindGroup *groups, Err *err)
{
    DbBuild *b = db_build(s->cx->arena, &Q_APP_FIND_ROWS, BIND_NONE);
    for (size_t i = 0; i < parts; i++) {
        if (i)
            db_build_add(b, &F_APP_FIND_ROWS_NEXT, BIND_NONE);
        add_hits(s, b, &part[i]);
    }
    db_build_add(b, &F_APP_FIND_ROWS_END, BIND_NONE);
    size_t n;
    FindHit *rows = db_all_built(s->cx->db, s->cx->arena, b, HIT_FIELDS, sizeof(FindHit), &n, err);
    for (size_t i = 0; rows && i < n; i++)
        for (size_t k = 0; k < parts; k++)
            if (find_kind_of(rows[i].id) == groups[k].kind->kind) {
                groups[k].hits = groups[k].count ? groups[k].hits : &rows[i];
                groups[k].count++;
            }
    for (size_t i = 0; rows && i < n; i++)
        rows[i].id = find_object_of(rows[i].id);
    for (size_t k = 0; k < parts; k++) {
        groups[k].more = groups[k].count > (size_t)s->ask->limit;
        groups[k].count -= groups[k].more;
    }
    return rows != NULL;
}

bool find_ask(Cx *cx, const FindAsk *ask, FindGroup **ret, size_t *ret_count, bool *ret_cut, Err *err)
{
    Search s = { .cx = cx, .ask = ask };
    size_t n = 0, kinds = 0;
    s.words = text_search_words(cx->arena, ask->typed, s.word, FIND_WORDS, ret_cut);
    s.expression = expression_of(cx, s.word, s.words, false);
    for (const FindKind *k = find_kind_next(NULL); k; k = find_kind_next(k))
        kinds++;
    Part *part = NEW_N(cx->arena, Part, kinds + 1);
    *ret = NEW_N(cx->arena, FindGroup, kinds + 1);
    for (const FindKind *k = find_kind_next(NULL); s.words && k; k = find_kind_next(k)) {
        if (ask->only != OBJ_NONE && ask->only != k->kind)
            continue;
        part[n].kind = (*ret)[n].kind = k;
        if (!authority_reach(cx, k->read, &part[n].reach, err))
            return false;
        n += part[n].reach.all || part[n].reach.count;
    }
    *ret_count = n;
    return n == 0 || (count(&s, part, n, *ret, err) && hits(&s, part, n, *ret, err));
}
