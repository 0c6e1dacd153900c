// SPDX-License-Identifier: Apache-2.0
#ifndef APP_COMMAND_H
#define APP_COMMAND_H
#include "app/app.h"

/* The commands of the program: the application's own, then each area's.  One table of rows is the
 * dispatcher, `kadr help` and the manual page. */
extern const Command COMMANDS[];              /* the application's own, ended by a zeroed row */
const Command *command_find(const char *name);                /* NULL: there is none */
/* Walks all of them; start with NULL. */
const Command *command_next(const Command *previous);

/* Says on standard error what went wrong; the exit code. */
int command_fail(const Err *err);
/* Says on standard error how a command is used; the exit code of INVALID. */
int command_usage(const char *name);
/* Takes `flag` out of argv: was it there? */
bool command_flag(int *argc, char **argv, const char *flag);
/* A view as one line of JSON, or a list of maps as a table with a heading. */
void command_print(Arena *a, const Val *rows, bool json);

/* The text of `kadr help` (one command, "config", or NULL for all) and of the manual page. */
bool help_text(const char *topic, Str *out);
void help_manual(Str *out);

/* `kadr list` */
extern const Listing LISTINGS[];
int command_list(const App *app, int argc, char **argv);
#endif
