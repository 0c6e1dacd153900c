// SPDX-License-Identifier: Apache-2.0
/* `kadr help` and the manual page, out of the table of commands. */
#include "app/command.h"
#include <string.h>

static const char WHAT[] = "the working system of a government personnel directorate";

#define X(name, http, exit) { #name, exit },
static const struct { const char *name; int code; } EXITS[] = { ERR_KINDS(X) };
#undef X
/* What each exit code says; the kinds of failure that share one are named behind it. */
static const char *const EXIT_WORDS[] = {
    "done", "a fault of the program or of what it stands on; standard error says more", "what was given breaks a rule",
    "not allowed", "it is not there", "it does not go with what is there; of a proof: something was found", "try again later",
};
enum { EXIT_COUNT = sizeof EXITS / sizeof *EXITS, LINE = 78, INDENT = 4 };

static size_t line_length(const char *line) { return strcspn(line, "\n"); }

static const char *line_after(const char *line)
{
    line += line_length(line);
    return line + (*line == '\n');
}

/* Breaks a text at blanks. */
static void wrap(Str *out, const char *text)
{
    size_t column = 0;
    while (*text) {
        size_t n = strcspn(text, " \n");
        if (column && column + 1 + n > LINE - INDENT) {
            str_addc(out, '\n');
            column = 0;
        }
        str_addf(out, "%*s%.*s", column ? 1 : INDENT, "", (int)n, text);
        column += n + (column ? 1 : 0);
        text += n;
        text += strspn(text, " \n");
    }
    str_addc(out, '\n');
}

static void one_command(const Command *c, Str *out)
{
    for (const char *line = c->usage; *line; line = line_after(line))
        str_addf(out, "kadr %.*s\n", (int)line_length(line), line);
    str_addc(out, '\n');
    wrap(out, c->help);
}

static void all_commands(Str *out)
{
    str_addf(out, "kadr [--config FILE] COMMAND ...: %s\n\n", WHAT);
    for (const Command *c = command_next(NULL); c; c = command_next(c))
        for (const char *line = c->help ? c->usage : ""; *line; line = line_after(line))
            str_addf(out, "  kadr %.*s\n", (int)line_length(line), line);
    str_add(out, "\n`kadr help COMMAND` explains one, `kadr help config` the configuration.\n");
}

bool help_text(const char *topic, Str *out)
{
    if (!topic) {
        all_commands(out);
        return true;
    }
    const Command *c = command_find(topic);
    bool config = strcmp(topic, "config") == 0;
    if (c && c->help)
        one_command(c, out);
    if (config) {
        str_addc(out, '\n');
        config_help(out);
    }
    return (c && c->help) || config;
}

/* Text as troff takes it: hyphens stay hyphens, a line never begins a request. */
static void troff(Str *out, const char *text, size_t n)
{
    bool start = true;
    for (size_t i = 0; i < n; i++) {
        if (start && (text[i] == '.' || text[i] == '\''))
            str_add(out, "\\&");
        start = text[i] == '\n';
        if (text[i] == '\\')
            str_add(out, "\\e");
        else if (text[i] == '-')
            str_add(out, "\\-");
        else
            str_addc(out, text[i]);
    }
}

static void manual_commands(Str *out)
{
    for (const Command *c = command_next(NULL); c; c = command_next(c)) {
        if (!c->help)
            continue;
        for (const char *line = c->usage; *line; line = line_after(line)) {
            str_add(out, line == c->usage ? ".TP\n.B kadr " : ".TQ\n.B kadr ");
            troff(out, line, line_length(line));
            str_addc(out, '\n');
        }
        troff(out, c->help, strlen(c->help));
        str_addc(out, '\n');
    }
}

void help_manual(Str *out)
{
    Str config = str_make(out->arena);
    config_help(&config);
    str_addf(out, ".\\\" Made by `kadr help --man`.\n.TH KADR 1 \"\" Kadr\n.SH NAME\nkadr \\- %s\n", WHAT);
    str_add(out, ".SH SYNOPSIS\n.B kadr\n.RB [ \\-\\-config\n.IR FILE ]\n.I COMMAND\n\\&...\n.SH COMMANDS\n");
    manual_commands(out);
    str_add(out, ".SH CONFIGURATION\n.nf\n");
    troff(out, config.s, config.len);
    str_add(out, ".fi\n.SH EXIT STATUS\n");
    for (int code = 0; code < (int)(sizeof EXIT_WORDS / sizeof *EXIT_WORDS); code++) {
        str_addf(out, ".TP\n.B %d\n%s", code, EXIT_WORDS[code]);
        for (int i = 1, n = 0; i < EXIT_COUNT; i++)
            if (EXITS[i].code == code)
                str_addf(out, "%s%s", n++ ? ", " : " (", EXITS[i].name);
        str_add(out, code ? ")\n" : "\n");
    }
}
