// SPDX-License-Identifier: Apache-2.0
/* The statement cache: parts -> one text with values numbered through -> Stmt, kept as long
 * as the connection lives.  It grows; the set of statements of a program is closed. */
#include "base/str.h"
#include "db/engine.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256 };

static FieldType plain_type(FieldType t)
{
    return t == F_OPTINT ? F_INT : t == F_OPTDATE ? F_DATE : t;
}

static size_t key_hash(const DbBuild *b)
{
    uint64_t h = b->parts;
    for (size_t i = 0; i < b->parts; i++)
        h = (h ^ (uintptr_t)b->part[i].sql ^ (uint64_t)b->part[i].params << 56) * 0x9E3779B97F4A7C15u;
    return (size_t)(h ^ h >> 29);
}

static bool same_key(const Stmt *st, const DbBuild *b)
{
    if (st->parts != b->parts)
        return false;
    for (size_t i = 0; i < b->parts; i++)
        if (st->part[i].sql != b->part[i].sql || st->part[i].params != b->part[i].params)
            return false;
    return true;
}

/* Length of a quoted text, a comment or one character at `s`. */
static size_t token(const char *s)
{
    if (*s == '\'' || *s == '"') {
        const char *end = strchr(s + 1, *s);
        return end ? (size_t)(end - s) + 1 : strlen(s);
    }
    if (s[0] == '-' && s[1] == '-')
        return strcspn(s, "\n");
    return 1;
}

/* Copies one part, its $n written as MARK(n + offset); out NULL only finds the highest n. */
static size_t renumber(const char *sql, char mark, size_t offset, Str *out)
{
    size_t highest = 0;
    while (*sql) {
        if (sql[0] == '$' && sql[1] >= '1' && sql[1] <= '9') {
            char *end;
            size_t n = strtoul(sql + 1, &end, 10);
            if (n > highest)
                highest = n;
            if (out)
                str_addf(out, "%c%zu", mark, n + offset);
            sql = end;
        } else {
            size_t len = token(sql);
            if (out)
                str_addn(out, sql, len);
            sql += len;
        }
    }
    return highest;
}

static bool compose(Db *db, const DbBuild *b, Str *out, Err *err)
{
    bool pg = db->engine->kind == DB_PG;
    size_t offset = 0;
    for (size_t i = 0; i < b->parts; i++) {
        const Part *part = &b->part[i];
        const char *mine = pg && part->sql_pg ? part->sql_pg : part->sql;
        size_t all = renumber(part->sql, 0, 0, NULL), other = 0;
        if (part->sql_pg)
            other = renumber(part->sql_pg, 0, 0, NULL);
        if ((all > other ? all : other) != part->params) {
            err_detail(err, "%s: %zu values given, part %zu has %zu", b->name, part->params, i + 1,
                       all > other ? all : other);
            return err_set(err, ERR_INTERNAL, NULL, "wrong number of values for query {0}", b->name);
        }
        if (i)
            str_addc(out, '\n');
        renumber(mine, pg ? '$' : '?', offset, out);
        offset += part->params;
    }
    return true;
}

static Stmt *stmt_new(Db *db, const DbBuild *b, size_t hash, Err *err)
{
    Str sql = str_make(db->arena);
    if (!compose(db, b, &sql, err))
        return NULL;
    Stmt *st = NEW(db->arena, Stmt);
    st->name = arena_strdup(db->arena, b->name);
    st->sql = sql.s;
    st->part = arena_memdup(db->arena, b->part, b->parts * sizeof *b->part);
    st->parts = b->parts;
    st->params = b->params;
    st->hash = hash;
    st->type = NEW_N(db->arena, FieldType, b->params);
    for (size_t i = 0; i < b->params; i++)
        st->type[i] = plain_type(b->param[i].type);
    return st;
}

static Stmt **slot_of(Stmt **slot, size_t slots, size_t hash, const DbBuild *b)
{
    size_t at = hash & (slots - 1);
    while (slot[at] && (!b || slot[at]->hash != hash || !same_key(slot[at], b)))
        at = (at + 1) & (slots - 1);
    return &slot[at];
}

static void grow(Db *db)
{
    size_t slots = db->slots ? db->slots * 2 : FIRST_SLOTS;
    Stmt **slot = calloc(slots, sizeof *slot);
    if (!slot)
        abort();
    for (size_t i = 0; i < db->slots; i++)
        if (db->slot[i])
            *slot_of(slot, slots, db->slot[i]->hash, NULL) = db->slot[i];
    free(db->slot);
    db->slot = slot;
    db->slots = slots;
}

static bool same_types(const Stmt *st, const DbBuild *b, Err *err)
{
    for (size_t i = 0; i < b->params; i++)
        if (plain_type(b->param[i].type) != st->type[i]) {
            err_detail(err, "%s: value %zu has another type than before", b->name, i + 1);
            return err_set(err, ERR_INTERNAL, NULL, "wrong type of a value for query {0}", b->name);
        }
    return true;
}

Stmt *stmt_find(Db *db, const DbBuild *b, Err *err)
{
    if (db->stmts * 2 >= db->slots)
        grow(db);
    size_t hash = key_hash(b);
    Stmt **at = slot_of(db->slot, db->slots, hash, b);
    if (!*at) {
        *at = stmt_new(db, b, hash, err);
        db->stmts += *at != NULL;
        return *at;
    }
    return same_types(*at, b, err) ? *at : NULL;
}

static bool same_fields(const Field *a, const Field *b)
{
    for (; a->name && b->name; a++, b++)
        if (a->type != b->type || (a->name != b->name && strcmp(a->name, b->name) != 0))
            return false;
    return a->name == b->name;
}

bool db_no_value(const char *query, const char *column, Err *err)
{
    err_detail(err, "%s.%s is NULL", query, column);
    return err_set(err, ERR_INTERNAL, NULL, "query {0} gave no value for {1}", query, column);
}

bool db_bad_value(const char *query, const char *column, Err *err)
{
    err_detail(err, "%s.%s has another type than its member", query, column);
    return err_set(err, ERR_INTERNAL, NULL, "query {0} gave a wrong value for {1}", query, column);
}

const int *stmt_columns(Db *db, Stmt *st, const Field *fields, Err *err)
{
    for (const Map *m = st->maps; m; m = m->next)
        if (same_fields(m->field, fields))
            return m->column;
    size_t n = 0;
    while (fields[n].name)
        n++;
    Map *m = NEW(db->arena, Map);
    m->field = arena_memdup(db->arena, fields, (n + 1) * sizeof *fields);
    m->column = NEW_N(db->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        m->field[i].name = arena_strdup(db->arena, fields[i].name);
        m->column[i] = db->engine->column(st, fields[i].name, fields[i].type);
        if (m->column[i] == -1) {
            err_detail(err, "%s: no column '%s'", st->name, fields[i].name);
            err_set(err, ERR_INTERNAL, NULL, "query {0} has no column {1}", st->name, fields[i].name);
            return NULL;
        }
        if (m->column[i] < 0) {
            db_bad_value(st->name, fields[i].name, err);
            return NULL;
        }
    }
    m->next = st->maps;
    st->maps = m;
    return m->column;
}
