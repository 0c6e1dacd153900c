// SPDX-License-Identifier: Apache-2.0
/* embed: turns queries.sql and whole files into C.
 *
 *   embed queries OUT.h OUT.c queries.sql
 *       "-- name: x [@pg|@sqlite]" opens a statement, "-- fragment: x [@pg|@sqlite]" a
 *       piece of one; other comment lines are left out.  Q_X is a Query, F_X a Fragment.
 *   embed blobs OUT.c NAME-PREFIX=DIR...
 *       every file below each DIR becomes a Blob named NAME-PREFIX/relative/path, sorted
 *       by name, its bytes taken in by .incbin.  OUT.c is rewritten only when a name or a
 *       content changed, so that an unchanged tree compiles nothing.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
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

static void symbol(const char *name, char out[128])
{
    size_t n = 0;
    for (; *name && n < 127; name++)
        out[n++] = isalnum((unsigned char)*name) ? (char)toupper((unsigned char)*name) : '_';
    out[n] = '\0';
}

/* ---- queries ------------------------------------------------------------ */

typedef struct Statement { char name[128], *text[3]; int fragment; } Statement;   /* any, sqlite, pg */
enum { ANY, SQLITE, PG, MOST_STATEMENTS = 400 };

static void append(char **to, const char *line)
{
    size_t old = *to ? strlen(*to) : 0;
    *to = realloc(*to, old + strlen(line) + 1);
    if (!*to)
        die("out of memory", "");
    strcpy(*to + old, line);
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
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    if (*count == MOST_STATEMENTS)
        die("too many statements at", name);
    Statement *s = &list[(*count)++];
    snprintf(s->name, sizeof s->name, "%s", name);
    s->fragment = fragment;
    return s;
}

static int read_statements(FILE *in, const char *path, Statement *list)
{
    int count = 0, face = ANY;
    Statement *now = NULL;
    char line[4096], name[128], at[16];
    while (fgets(line, sizeof line, in)) {
        int parts = sscanf(line, "-- name: %127s %15s", name, at), fragment = 0;
        if (parts < 1) {
            parts = sscanf(line, "-- fragment: %127s %15s", name, at);
            fragment = parts >= 1;
        }
        if (parts >= 1) {
            now = statement(list, &count, name, fragment);
            face = parts < 2 ? ANY : strcmp(at, "@pg") == 0 ? PG : strcmp(at, "@sqlite") == 0 ? SQLITE : -1;
            if (face < 0)
                die("unknown engine at", name);
            if (now->text[face])
                die("twice the same statement", name);
        } else if (line[0] == '\n' || strncmp(line, "--", 2) == 0) {
            continue;
        } else if (!now) {
            die("text before the first '-- name:' in", path);
        } else {
            append(&now->text[face], line);
        }
    }
    return count;
}

static void embed_queries(const char *out_h, const char *out_c, const char *path)
{
    static Statement list[MOST_STATEMENTS];
    FILE *in = fopen(path, "r"), *h = fopen(out_h, "w"), *c = fopen(out_c, "w");
    if (!in || !h || !c)
        die("cannot open", in ? out_h : path);
    int count = read_statements(in, path, list);
    const char *slash = strrchr(out_h, '/');
    fputs("/* generated, do not edit */\n#pragma once\n#include \"db/db.h\"\n", h);
    fprintf(c, "/* generated, do not edit */\n#include \"%s\"\n", slash ? slash + 1 : out_h);
    for (int i = 0; i < count; i++) {
        const Statement *s = &list[i];
        char sym[128];
        symbol(s->name, sym);
        const char *text = s->text[ANY] ? s->text[ANY] : s->text[SQLITE];
        if (!text || (!s->text[ANY] && !s->text[PG]))
            die("no text, or only for one engine:", s->name);
        const char *type = s->fragment ? "Fragment F" : "Query Q";
        fprintf(h, "extern const %s_%s;\n", type, sym);
        fprintf(c, "const %s_%s = { \"%s\",", type, sym, s->name);
        put_literal(c, text);
        fputc(',', c);
        put_literal(c, s->text[PG]);
        fputs(" };\n", c);
    }
    /* Every query of the program can be walked, so that a test runs each on both engines. */
    char sym[128];
    char base[128];
    snprintf(base, sizeof base, "%s", slash ? slash + 1 : out_h);
    base[strcspn(base, ".")] = '\0';
    symbol(base, sym);
    fprintf(h, "extern const Query *const %s[];\n", sym);
    fprintf(c, "const Query *const %s[] = {\n", sym);
    for (int i = 0; i < count; i++)
        if (!list[i].fragment) {
            char one[128];
            symbol(list[i].name, one);
            fprintf(c, "    &Q_%s,\n", one);
        }
    fputs("    NULL\n};\n", c);
    fclose(in);
    if (fclose(h) || fclose(c))
        die("cannot write", out_h);
}

/* ---- blobs -------------------------------------------------------------- */

typedef struct File { char *name, *path; uint64_t hash; long size; } File;
static File  *files;
static size_t file_count;

static void add_file(const char *name, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        die("cannot read", path);
    File one = { .name = strdup(name), .path = strdup(path), .hash = 14695981039346656037u };
    for (int ch; (ch = getc(f)) != EOF; one.size++)
        one.hash = (one.hash ^ (unsigned)ch) * 1099511628211u;
    fclose(f);
    files = realloc(files, (file_count + 1) * sizeof *files);
    if (!files)
        die("out of memory", path);
    files[file_count++] = one;
}

static void add_folder(const char *name, const char *path)
{
    DIR *d = opendir(path);
    if (!d)
        die("cannot open folder", path);
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        char sub_name[1024], sub_path[4096];
        snprintf(sub_name, sizeof sub_name, "%s/%s", name, e->d_name);
        snprintf(sub_path, sizeof sub_path, "%s/%s", path, e->d_name);
        struct stat st;
        if (stat(sub_path, &st))
            die("cannot stat", sub_path);
        if (S_ISDIR(st.st_mode))
            add_folder(sub_name, sub_path);
        else
            add_file(sub_name, sub_path);
    }
    closedir(d);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const File *)a)->name, ((const File *)b)->name);
}

static void embed_blobs(const char *out, int n, char **folders)
{
    for (int i = 0; i < n; i++) {
        char *eq = strchr(folders[i], '=');
        if (!eq)
            die("expected NAME=DIR, got", folders[i]);
        *eq = '\0';
        add_folder(folders[i], eq + 1);
    }
    qsort(files, file_count, sizeof *files, by_name);
    char *text = NULL;
    size_t size;
    FILE *c = open_memstream(&text, &size);
    fputs("/* generated, do not edit */\n#include \"base/blob.h\"\n", c);
    for (size_t i = 0; i < file_count; i++) {
        if (i && strcmp(files[i].name, files[i - 1].name) == 0)
            die("two files have the name", files[i].name);
        fprintf(c, "__asm__(\".section .rodata\\n.balign 16\\nblob_%zu:\\n.incbin \\\"%s\\\"\\n.byte 0\\n"
                   ".text\\n\");\nextern const char blob_%zu[];\n", i, files[i].path, i);
    }
    fputs("const Blob BLOBS[] = {\n", c);
    for (size_t i = 0; i < file_count; i++)
        fprintf(c, "    { \"%s\", blob_%zu, %ld, \"\\\"%016llx\\\"\" },\n", files[i].name, i, files[i].size,
                (unsigned long long)files[i].hash);
    fprintf(c, "    { 0 }\n};\nconst size_t BLOB_COUNT = %zu;\n", file_count);
    fclose(c);
    FILE *old = fopen(out, "r");
    if (old) {
        char *before = malloc(size + 1);
        size_t got = before ? fread(before, 1, size + 1, old) : 0;
        fclose(old);
        if (got == size && memcmp(before, text, size) == 0)
            return;
    }
    FILE *now = fopen(out, "w");
    if (!now || fwrite(text, 1, size, now) != size || fclose(now))
        die("cannot write", out);
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "queries") == 0)
        embed_queries(argv[2], argv[3], argv[4]);
    else if (argc > 3 && strcmp(argv[1], "blobs") == 0)
        embed_blobs(argv[2], argc - 3, argv + 3);
    else
        die("usage:", "embed queries OUT.h OUT.c FILE | embed blobs OUT.c NAME=DIR...");
    return 0;
}
