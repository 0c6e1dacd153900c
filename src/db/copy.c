// SPDX-License-Identifier: Apache-2.0
/* Statements are put together from the names in the database's own catalogue; see copy.h. */
#include "db/copy.h"
#include "db/engine.h"
#include "db_queries.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 500, SLOT = 16 };         /* rows read at a time; bytes of one value of any type */

static const char LATE_KEYS_PG[] =
    "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conname, CAST(conrelid AS regclass) AS t FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', c.t, c.conname);"
    " END LOOP; END $$";
static const char EARLY_KEYS_PG[] =
    "SET CONSTRAINTS ALL IMMEDIATE;"
    "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conname, CAST(conrelid AS regclass) AS t FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', c.t, c.conname);"
    " END LOOP; END $$";
static const char LATE_KEYS_SQLITE[] = "PRAGMA defer_foreign_keys = ON";

/* ---- the catalogue ---------------------------------------------------------- */

typedef struct Row { const char *table_name, *column_name, *type; int64_t key, numbered; } Row;
static const Field ROW_FIELDS[] = {
    FIELD(Row, table_name), FIELD(Row, column_name), FIELD(Row, type), FIELD(Row, key), FIELD(Row, numbered), FIELDS_END
};

static bool type_of(const Row *r, FieldType *ret, Err *err)
{
    static const struct { const char *word; FieldType type; } TYPES[] = {
        { "integer", F_OPTINT }, { "bigint", F_OPTINT }, { "text", F_TEXT }, { "date", F_OPTDATE }, { "boolean", F_BOOL },
    };
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (strcmp(TYPES[i].word, r->type) == 0) {
            *ret = TYPES[i].type;
            return true;
        }
    return err_set(err, ERR_INTERNAL, NULL, "the table {0} cannot be copied: what is {1}?", r->table_name, r->type);
}

static void add_names(Str *s, const CopyTable *t, bool keys_only, const char *between)
{
    size_t n = keys_only ? t->keys : t->columns;
    for (size_t i = 0; i < n; i++)
        str_addf(s, "%s\"%s\"", i ? between : "", t->column[keys_only ? t->key[i] : i].name);
}

static void add_values(Str *s, size_t n)
{
    for (size_t i = 1; i <= n; i++)
        str_addf(s, "%s$%zu", i > 1 ? ", " : "", i);
}

static Query page_query(Arena *a, const CopyTable *t, bool next)
{
    Str s = str_make(a);
    str_add(&s, "SELECT ");
    add_names(&s, t, false, ", ");
    str_addf(&s, " FROM \"%s\"", t->name);
    if (next) {
        str_add(&s, " WHERE (");
        add_names(&s, t, true, ", ");
        str_add(&s, ") > (");
        add_values(&s, t->keys);
        str_addc(&s, ')');
    }
    str_add(&s, " ORDER BY ");
    add_names(&s, t, true, ", ");
    str_addf(&s, " LIMIT %d", PAGE);
    return (Query){ .name = t->name, .sql = s.s };
}

static void statements(Arena *a, CopyTable *t)
{
    Str s = str_make(a);
    t->first = page_query(a, t, false);
    t->next = page_query(a, t, true);
    str_addf(&s, "INSERT INTO \"%s\" (", t->name);
    add_names(&s, t, false, ", ");
    str_add(&s, ") VALUES (");
    add_values(&s, t->columns);
    str_addc(&s, ')');
    t->insert = (Query){ .name = t->name, .sql = s.s };
    t->empty = (Query){ .name = t->name, .sql = arena_printf(a, "DELETE FROM \"%s\"", t->name) };
}

/* One table out of its rows of the catalogue. */
static bool table_make(Arena *a, const Row *row, size_t n, CopyTable *ret, Err *err)
{
    CopyColumn *column = NEW_N(a, CopyColumn, n);
    Field *fields = NEW_N(a, Field, n + 1);
    size_t *key = NEW_N(a, size_t, n);
    *ret = (CopyTable){ .name = row->table_name, .column = column, .columns = n, .key = key, .fields = fields };
    for (size_t i = 0; i < n; i++) {
        column[i].name = row[i].column_name;
        if (!type_of(&row[i], &column[i].type, err))
            return false;
        fields[i] = (Field){ row[i].column_name, column[i].type, i * SLOT };
        ret->numbered |= row[i].numbered != 0;
        if (row[i].key > 0) {
            key[row[i].key - 1] = i;
            ret->keys++;
        }
    }
    if (!ret->keys)
        return err_set(err, ERR_INTERNAL, NULL, "the table {0} cannot be copied: it has no key", row->table_name);
    statements(a, ret);
    return true;
}

bool db_tables(Db *db, const CopyTable **ret, size_t *ret_count, Err *err)
{
    size_t n, tables = 0;
    const Row *row = db_all(db, db->arena, &Q_COPY_COLUMNS, BIND_NONE, ROW_FIELDS, sizeof *row, &n, err);
    if (!row)
        return false;
    CopyTable *list = NEW_N(db->arena, CopyTable, n + 1);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && strcmp(row[to].table_name, row[from].table_name) == 0;)
            to++;
        if (!table_make(db->arena, row + from, to - from, &list[tables++], err))
            return false;
    }
    *ret = list;
    *ret_count = tables;
    return true;
}

bool db_is_empty(Db *db, bool *ret, Err *err)
{
    int64_t n;
    if (!db_int(db, &Q_COPY_TABLES_COUNT, BIND_NONE, 0, &n, err))
        return false;
    *ret = n == 0;
    return true;
}

/* ---- out -------------------------------------------------------------------- */

static void add_text(Str *s, const char *text)
{
    for (size_t n; *text; text += n) {
        n = strcspn(text, "\\\t\n\r");
        str_addn(s, text, n);
        if (!text[n])
            break;
        str_addc(s, '\\');
        str_addc(s, text[n] == '\t' ? 't' : text[n] == '\n' ? 'n' : text[n] == '\r' ? 'r' : '\\');
        n++;
    }
}

static void add_value(Str *s, FieldType type, const void *slot)
{
    char day[DATE_TEXT];
    const char *text;
    switch (type) {
    case F_OPTINT:
        if (((const OptInt *)slot)->has)
            str_addf(s, "%" PRId64, ((const OptInt *)slot)->v);
        else
            str_add(s, "\\N");
        break;
    case F_BOOL:
        str_addc(s, *(const bool *)slot ? '1' : '0');
        break;
    case F_OPTDATE:
        if (((const OptDate *)slot)->has)
            date_format(((const OptDate *)slot)->v, day);
        str_add(s, ((const OptDate *)slot)->has ? day : "\\N");
        break;
    default:
        text = *(const char *const *)slot;
        if (text)
            add_text(s, text);
        else
            str_add(s, "\\N");
    }
}

static Param param_of(FieldType type, const void *slot)
{
    switch (type) {
    case F_OPTINT:  return P_OPTINT(*(const OptInt *)slot);
    case F_BOOL:    return P_BOOL(*(const bool *)slot);
    case F_OPTDATE: return P_OPTDATE(*(const OptDate *)slot);
    default:        return P_TEXT(*(const char *const *)slot);
    }
}

/* One page of rows; `last` is the row before it, NULL at the start. */
static const char *page(Db *db, Arena *a, const CopyTable *t, const char *last, size_t *ret_count, Err *err)
{
    Param *p = NEW_N(a, Param, t->keys);
    for (size_t i = 0; last && i < t->keys; i++)
        p[i] = param_of(t->column[t->key[i]].type, last + t->key[i] * SLOT);
    return db_all(db, a, last ? &t->next : &t->first, p, last ? t->keys : 0, t->fields, t->columns * SLOT, ret_count, err);
}

static bool show_page(const CopyTable *t, Arena *a, const char *rows, size_t n, CopySink sink, void *arg, Err *err)
{
    for (size_t r = 0; r < n; r++) {
        Str line = str_make(a);
        for (size_t i = 0; i < t->columns; i++) {
            if (i)
                str_addc(&line, '\t');
            add_value(&line, t->column[i].type, rows + (r * t->columns + i) * SLOT);
        }
        str_addc(&line, '\n');
        if (!sink(arg, line.s, line.len, err))
            return false;
    }
    return true;
}

static void heading(const CopyTable *t, Str *s)
{
    for (size_t i = 0; i < t->columns; i++)
        str_addf(s, "%s%s", i ? "\t" : "", t->column[i].name);
}

bool db_copy_out(Db *db, const CopyTable *t, CopySink sink, void *arg, int64_t *ret_rows, Err *err)
{
    Arena *a[2] = { arena_new(), arena_new() };      /* the page before holds the key the next begins after */
    Str head = str_make(a[1]);
    heading(t, &head);
    str_addc(&head, '\n');
    bool ok = sink(arg, head.s, head.len, err);
    const char *last = NULL;
    size_t n = PAGE;
    *ret_rows = 0;
    for (int turn = 0; ok && n == PAGE; turn = !turn) {
        arena_reset(a[turn]);
        const char *rows = page(db, a[turn], t, last, &n, err);
        ok = rows && show_page(t, a[turn], rows, n, sink, arg, err);
        last = ok && n ? rows + (n - 1) * t->columns * SLOT : NULL;
        *ret_rows += ok ? (int64_t)n : 0;
    }
    arena_free(a[0]);
    arena_free(a[1]);
    return ok;
}

/* ---- in --------------------------------------------------------------------- */

bool db_copy_begin(Db *db, const CopyTable *tables, size_t n, Err *err)
{
    if (!db_script(db, db->engine->kind == DB_PG ? LATE_KEYS_PG : LATE_KEYS_SQLITE, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!db_run(db, &tables[i].empty, BIND_NONE, NULL, err))
            return false;
    return true;
}

bool db_copy_end(Db *db, Err *err)
{
    return db->engine->kind != DB_PG || db_script(db, EARLY_KEYS_PG, err);     /* SQLite judges at the commit */
}

static bool same_heading(const CopyTable *t, const char *line, Err *err)
{
    Arena *a = arena_new();
    Str s = str_make(a);
    heading(t, &s);
    bool same = strcmp(s.s, line) == 0;
    arena_free(a);
    return same || err_set(err, ERR_INVALID, NULL, "the table {0} has other columns than its copy", t->name);
}

static bool unescape(char *s)
{
    char *to = s;
    for (; *s; s++, to++) {
        *to = *s;
        if (*s != '\\')
            continue;
        switch (*++s) {
        case '\\': *to = '\\'; break;
        case 't':  *to = '\t'; break;
        case 'n':  *to = '\n'; break;
        case 'r':  *to = '\r'; break;
        default:   return false;
        }
    }
    *to = '\0';
    return true;
}

static bool whole_number(const char *s, int64_t *ret)
{
    char *end;
    errno = 0;
    *ret = strtoll(s, &end, 10);
    return end != s && !*end && !errno;
}

static bool read_value(char *s, FieldType type, Param *ret)
{
    bool nothing = strcmp(s, "\\N") == 0;
    OptInt n = { !nothing, 0 };
    OptDate day = { !nothing, { 0 } };
    switch (type) {
    case F_OPTINT:
        if (!nothing && !whole_number(s, &n.v))
            return false;
        *ret = P_OPTINT(n);
        return true;
    case F_BOOL:
        *ret = P_BOOL(*s == '1');
        return (*s == '0' || *s == '1') && !s[1];
    case F_OPTDATE:
        if (!nothing && !date_parse(s, &day.v))
            return false;
        *ret = P_OPTDATE(day);
        return true;
    default:
        *ret = P_TEXT(nothing ? NULL : s);
        return nothing || unescape(s);
    }
}

static bool put_row(Db *db, const CopyTable *t, char *line, Err *err)
{
    Param p[64];
    if (t->columns > sizeof p / sizeof *p)
        return err_set(err, ERR_INTERNAL, NULL, "the table {0} has too many columns", t->name);
    size_t n = 0;
    for (char *s = line; s; n++) {
        char *end = strchr(s, '\t');
        if (end)
            *end++ = '\0';
        if (n == t->columns || !read_value(s, t->column[n].type, &p[n]))
            return err_set(err, ERR_INVALID, NULL, "the copy of {0} holds what is no row of it", t->name);
        s = end;
    }
    if (n != t->columns)
        return err_set(err, ERR_INVALID, NULL, "the copy of {0} holds what is no row of it", t->name);
    return db_run(db, &t->insert, p, n, NULL, err);
}

bool db_copy_in(Db *db, const CopyTable *t, void *file, Err *err)
{
    char *line = NULL;
    size_t room = 0;
    bool ok = true, first = true;
    for (ssize_t n; ok && (n = getline(&line, &room, file)) > 0; first = false) {
        if (line[n - 1] == '\n')
            line[n - 1] = '\0';
        ok = first ? same_heading(t, line, err) : put_row(db, t, line, err);
    }
    free(line);
    return ok;
}

bool db_copy_last_id(Db *db, const CopyTable *t, int64_t *ret, Err *err)
{
    *ret = 0;
    return !t->numbered || db_int(db, &Q_COPY_LAST_ID, BIND(P_TEXT(t->name)), 0, ret, err);
}

bool db_copy_set_last_id(Db *db, const CopyTable *t, int64_t id, Err *err)
{
    int64_t ignored;
    if (!t->numbered || id < 1)
        return true;
    return (db->engine->kind == DB_PG || db_run(db, &Q_COPY_FORGET_ID, BIND(P_TEXT(t->name)), NULL, err))
        && db_int(db, &Q_COPY_SET_ID, BIND(P_TEXT(t->name), P_INT(id)), 0, &ignored, err);
}
