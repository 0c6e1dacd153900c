// SPDX-License-Identifier: Apache-2.0
/* embed: turns queries.sql and whole files into C.
 *
 *   embed queries OUT.h OUT.c queries.sql
 *       "-- name: x [@pg|@sqlite]" opens a statement, "-- fragment: x [@pg|@sqlite]" a piece of
 *       one; other comment lines are left out.  Q_X is a Query, F_X a Fragment, and the list of all
 *       queries is named after OUT.h ("letter_queries.h": LETTER_QUERIES).
 *   embed blobs OUT.c NAME=DIR...
 *       every file below each DIR becomes a Blob named NAME/relative/path, sorted by name, its
 *       bytes taken in by .incbin.  A % stands for one folder name, the same on both sides:
 *       "templates/%=src/areas/%/templates".  Several DIRs may share a NAME; a DIR that is not
 *       there holds nothing; two files of one name are an error.
 *
 * An output is rewritten only when it changed, so that an unchanged tree compiles nothing.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void die(const char *what, const char *name)
{
    fprintf(stderr, "embed: %s '%s'\n", what, name);
    exit(1);
}

static void *need(void *p)
{
    if (!p)
        die("out of memory", "");
    return p;
}

/* A text under construction, written to its file only when the file says something else. */
typedef struct Out { FILE *f; char *text; size_t size; } Out;

static void out_open(Out *o) { o->f = need(open_memstream(&o->text, &o->size)); }

static void out_close(Out *o, const char *path)
{
    if (fclose(o->f))
        die("out of memory for", path);
    FILE *old = fopen(path, "r");
    if (old) {
        char *before = need(malloc(o->size + 1));
        size_t got = fread(before, 1, o->size + 1, old);
        fclose(old);
        int same = got == o->size && memcmp(before, o->text, got) == 0;
        free(before);
        if (same) {
            free(o->text);
            return;
        }
    }
    FILE *now = fopen(path, "w");
    if (!now || fwrite(o->text, 1, o->size, now) != o->size || fclose(now))
        die("cannot write", path);
    free(o->text);
}

static void symbol(const char *name, char out[128])
{
    size_t n = 0;
    for (; *name && n < 127; name++)
        out[n++] = isalnum((unsigned char)*name) ? (char)toupper((unsigned char)*name) : '_';
    out[n] = '\0';
}

/* ---- queries ------------------------------------------------------------ */

enum { ANY, SQLITE, PG, FACES, MOST_STATEMENTS = 400 };
typedef struct Statement { char name[128], *text[FACES]; int fragment; } Statement;

static void append(char **to, const char *line)
{
    size_t old = *to ? strlen(*to) : 0, more = strlen(line) + 1;
    *to = need(realloc(*to, old + more));
    memcpy(*to + old, line, more);
}

static void put_literal(FILE *c, const char *text)
{
    if (!text) {
        fputs(" NULL", c);
        return;
    }
    for (const char *s = text; *s;) {
        fputs("\n    \"", c);
        for (; *s && *s != '\n'; s++) {
            if (*s == '"' || *s == '\\')
                fputc('\\', c);
            fputc(*s, c);
        }
        fputs("\\n\"", c);
        s += *s == '\n';
    }
}

static Statement *statement(Statement *list, int *count, const char *name, int fragment)
{
    for (int i = 0; i < *count; i++)
        if (strcmp(list[i].name, name) == 0) {
            if (fragment != list[i].fragment)
                die("twice the same name", name);
            return &list[i];
        }
    if (*count == MOST_STATEMENTS)
        die("too many statements at", name);
    Statement *s = &list[(*count)++];
    snprintf(s->name, sizeof s->name, "%s", name);
    s->fragment = fragment;
    return s;
}

static int face_of(const char *at, const char *name)
{
    if (!*at)
        return ANY;
    if (strcmp(at, "@pg") == 0)
        return PG;
    if (strcmp(at, "@sqlite") == 0)
        return SQLITE;
    die("neither @pg nor @sqlite after", name);
    return ANY;
}

static int read_statements(FILE *in, const char *path, Statement *list, int count)
{
    int face = ANY;
    Statement *now = NULL;
    char line[4096], name[128];
    while (fgets(line, sizeof line, in)) {
        char at[16] = "";
        int fragment = sscanf(line, "-- fragment: %127s %15s", name, at) > 0;
        if (fragment || sscanf(line, "-- name: %127s %15s", name, at) > 0) {
            now = statement(list, &count, name, fragment);
            face = face_of(at, name);
            if (now->text[face])
                die("twice the same statement", name);
        } else if (line[0] == '\n' || strncmp(line, "--", 2) == 0) {
            continue;
        } else if (!now) {
            die("text before the first '-- name:' in", path);
        } else if (!strchr(line, '\n') && !feof(in)) {
            die("a line is too long in", now->name);
        } else {
            append(&now->text[face], line);
        }
    }
    return count;
}

static void put_statement(FILE *h, FILE *c, const Statement *s)
{
    char sym[128];
    symbol(s->name, sym);
    const char *text = s->text[ANY] ? s->text[ANY] : s->text[SQLITE];
    if (!text || (!s->text[ANY] && !s->text[PG]))
        die("no text, or only for one engine:", s->name);
    if (s->text[ANY] && s->text[SQLITE])
        die("a text for @sqlite and one for both engines:", s->name);
    const char *type = s->fragment ? "Fragment F" : "Query Q";
    fprintf(h, "extern const %s_%s;\n", type, sym);
    fprintf(c, "const %s_%s = { \"%s\",", type, sym, s->name);
    put_literal(c, text);
    fputc(',', c);
    put_literal(c, s->text[PG]);
    fputs(" };\n", c);
}

/* Every query of the program can be walked, so that a test runs each on both engines. */
static void put_list(FILE *h, FILE *c, const char *header, const Statement *list, int count)
{
    char sym[128], base[128];
    snprintf(base, sizeof base, "%s", header);
    base[strcspn(base, ".")] = '\0';
    symbol(base, sym);
    fprintf(h, "extern const Query *const %s[];\n", sym);
    fprintf(c, "const Query *const %s[] = {\n", sym);
    for (int i = 0; i < count; i++)
        if (!list[i].fragment) {
            symbol(list[i].name, sym);
            fprintf(c, "    &Q_%s,\n", sym);
        }
    fputs("    NULL\n};\n", c);
}

static void embed_queries(const char *out_h, const char *out_c, int n, char **paths)
{
    static Statement list[MOST_STATEMENTS];
    int count = 0;
    for (int i = 0; i < n; i++) {
        FILE *in = fopen(paths[i], "r");
        if (!in)
            die("cannot read", paths[i]);
        count = read_statements(in, paths[i], list, count);
        fclose(in);
    }
    const char *slash = strrchr(out_h, '/'), *header = slash ? slash + 1 : out_h;
    Out h, c;
    out_open(&h);
    out_open(&c);
    fputs("/* generated, do not edit */\n#pragma once\n#include \"db/db.h\"\n", h.f);
    fprintf(c.f, "/* generated, do not edit */\n#include \"%s\"\n", header);
    for (int i = 0; i < count; i++)
        put_statement(h.f, c.f, &list[i]);
    put_list(h.f, c.f, header, list, count);
    out_close(&h, out_h);
    out_close(&c, out_c);
    for (int i = 0; i < count; i++)
        for (int face = 0; face < FACES; face++)
            free(list[i].text[face]);
}

/* ---- blobs -------------------------------------------------------------- */

typedef struct File { char *name, *path; uint64_t hash; long size; } File;
typedef struct Files { File *at; size_t count; } Files;

static char *join(const char *a, const char *b)
{
    char *s = NULL;
    if (asprintf(&s, "%s/%s", a, b) < 0)
        die("out of memory at", b);
    return s;
}

/* Keeps name and path. */
static void add_file(Files *files, char *name, char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        die("cannot read", path);
    File one = { .name = name, .path = path, .hash = 14695981039346656037u };
    for (int ch; (ch = getc(f)) != EOF; one.size++)
        one.hash = (one.hash ^ (unsigned)ch) * 1099511628211u;
    fclose(f);
    files->at = need(realloc(files->at, (files->count + 1) * sizeof *files->at));
    files->at[files->count++] = one;
}

static int is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* NULL when there is no such folder. */
static DIR *open_folder(const char *path)
{
    DIR *d = opendir(path);
    if (!d && errno != ENOENT && errno != ENOTDIR)
        die("cannot open folder", path);
    return d;
}

static void add_folder(Files *files, const char *name, const char *path)
{
    DIR *d = open_folder(path);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        char *sub_name = join(name, e->d_name), *sub_path = join(path, e->d_name);
        if (!is_folder(sub_path)) {
            add_file(files, sub_name, sub_path);
            continue;
        }
        add_folder(files, sub_name, sub_path);
        free(sub_name);
        free(sub_path);
    }
    closedir(d);
}

static char *replaced(const char *pattern, const char *with)
{
    size_t before = strcspn(pattern, "%");
    char *s = NULL;
    if (asprintf(&s, "%.*s%s%s", (int)before, pattern, with, pattern + before + 1) < 0)
        die("out of memory at", pattern);
    return s;
}

/* NAME and DIR hold one % each: adds DIR for every folder that can stand for it. */
static void add_pattern(Files *files, const char *name, const char *dir)
{
    if (!strchr(name, '%'))
        die("a % is missing in", name);
    char *above = need(strndup(dir, strcspn(dir, "%")));
    DIR *d = open_folder(above);
    free(above);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        char *one_name = replaced(name, e->d_name), *one_dir = replaced(dir, e->d_name);
        add_folder(files, one_name, one_dir);
        free(one_name);
        free(one_dir);
    }
    closedir(d);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const File *)a)->name, ((const File *)b)->name);
}

static void put_blobs(FILE *c, const Files *files)
{
    fputs("/* generated, do not edit */\n#include \"base/blob.h\"\n", c);
    for (size_t i = 0; i < files->count; i++)
        fprintf(c, "__asm__(\".section .rodata\\n.balign 16\\nblob_%zu:\\n.incbin \\\"%s\\\"\\n.byte 0\\n"
                   ".text\\n\");\nextern const char blob_%zu[];\n", i, files->at[i].path, i);
    fputs("const Blob BLOBS[] = {\n", c);
    for (size_t i = 0; i < files->count; i++)
        fprintf(c, "    { \"%s\", blob_%zu, %ld, \"\\\"%016llx\\\"\" },\n", files->at[i].name, i,
                files->at[i].size, (unsigned long long)files->at[i].hash);
    fprintf(c, "    { 0 }\n};\nconst size_t BLOB_COUNT = %zu;\n", files->count);
}

static void embed_blobs(const char *out, int n, char **folders)
{
    Files files = { 0 };
    for (int i = 0; i < n; i++) {
        char *dir = strchr(folders[i], '=');
        if (!dir)
            die("expected NAME=DIR, got", folders[i]);
        *dir++ = '\0';
        (strchr(dir, '%') ? add_pattern : add_folder)(&files, folders[i], dir);
    }
    if (files.count)
        qsort(files.at, files.count, sizeof *files.at, by_name);
    for (size_t i = 1; i < files.count; i++)
        if (strcmp(files.at[i].name, files.at[i - 1].name) == 0)
            die("two files have the name", files.at[i].name);
    Out c;
    out_open(&c);
    put_blobs(c.f, &files);
    out_close(&c, out);
    for (size_t i = 0; i < files.count; i++) {
        free(files.at[i].name);
        free(files.at[i].path);
    }
    free(files.at);
}

int main(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "queries") == 0)
        embed_queries(argv[2], argv[3], argc - 4, argv + 4);
    else if (argc > 3 && strcmp(argv[1], "blobs") == 0)
        embed_blobs(argv[2], argc - 3, argv + 3);
    else
        die("usage:", "embed queries OUT.h OUT.c FILE... | embed blobs OUT.c NAME=DIR...");
    return 0;
}
