// SPDX-License-Identifier: Apache-2.0
/* Finding a command, and how every command speaks. */
#include "app/command.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const Command *command_next(const Command *previous)
{
    bool past = !previous;
    for (const Command *c = COMMANDS; c->name; c++) {
        if (past)
            return c;
        past = c == previous;
    }
    for (const Area *const *area = AREAS; *area; area++)
        for (const Command *c = (*area)->commands; c && c->name; c++) {
            if (past)
                return c;
            past = c == previous;
        }
    return NULL;
}

const Command *command_find(const char *name)
{
    for (const Command *c = command_next(NULL); c; c = command_next(c))
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

int command_fail(const Err *err)
{
    for (int i = 0; i < err->count; i++) {
        char text[600];
        err_format(NULL, &err->faults[i], text, sizeof text);
        fprintf(stderr, "kadr: %s\n", text);
    }
    if (err->detail[0])
        fprintf(stderr, "kadr: (%s)\n", err->detail);
    return err_exit_code(err);
}

int command_usage(const char *name)
{
    const Command *c = command_find(name);
    for (const char *line = c->usage; *line; line += strcspn(line, "\n"), line += *line == '\n')
        fprintf(stderr, "%s kadr %.*s\n", line == c->usage ? "usage:" : "      ", (int)strcspn(line, "\n"), line);
    Err invalid = { .kind = ERR_INVALID };
    return err_exit_code(&invalid);
}

bool command_flag(int *argc, char **argv, const char *flag)
{
    for (int i = 1; i < *argc; i++)
        if (strcmp(argv[i], flag) == 0) {
            for (; i + 1 < *argc; i++)
                argv[i] = argv[i + 1];
            --*argc;
            return true;
        }
    return false;
}

static size_t width(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static const char *cell_text(Arena *a, const Val *v)
{
    Str s = str_make(a);
    char text[INSTANT_TEXT];
    switch (val_type(v)) {
    case V_NULL:    return "";
    case V_TEXT:    return val_str(v);
    case V_BOOL:    return val_num(v) ? "yes" : "no";
    case V_INT:     return arena_printf(a, "%" PRId64, val_num(v));
    case V_DATE:    date_format(val_day(v), text); return arena_strdup(a, text);
    case V_INSTANT: instant_format(val_moment(v), text); return arena_strdup(a, text);
    case V_LIST:
        for (const Val *c = val_first(v); c; c = val_next(c))
            str_addf(&s, "%s%s", s.len ? " " : "", cell_text(a, c));
        return s.s;
    case V_MAP:
        val_write_json(v, &s);
        return s.s;
    }
    return "";
}

static void print_row(Arena *a, const Val *row, const size_t *widths, bool heading)
{
    int column = 0;
    for (const Val *c = val_first(row); c; c = val_next(c), column++) {
        const char *text = heading ? val_key(c) : cell_text(a, c);
        printf("%s%s", column ? "  " : "", text);
        if (val_next(c))
            printf("%*s", (int)(widths[column] - width(text)), "");
    }
    putchar('\n');
}

void command_print(Arena *a, const Val *rows, bool json)
{
    if (json) {
        Str s = str_make(a);
        val_write_json(rows, &s);
        puts(s.s);
        return;
    }
    const Val *first = val_first(rows);
    if (!first)
        return;
    size_t *widths = NEW_N(a, size_t, val_count(first) + 1);
    for (const Val *r = first; r; r = val_next(r)) {
        size_t column = 0;
        for (const Val *c = val_first(r); c && column < val_count(first); c = val_next(c), column++) {
            size_t text = width(cell_text(a, c)), key = width(val_key(c)), need = text > key ? text : key;
            if (need > widths[column])
                widths[column] = need;
        }
    }
    print_row(a, first, widths, true);
    for (const Val *r = first; r; r = val_next(r))
        print_row(a, r, widths, false);
}
