// SPDX-License-Identifier: Apache-2.0
/* The area: its command, what `kadr list imports` tells, its entry of the menu. */
#include "app/command.h"
#include "areas/import/import_in.h"
#include "import_queries.h"

static const Command COMMANDS_OF_IMPORT[] = {
    { "import", "import people|staff|letters FILE.csv [--dry-run] [--skip-bad] [--json]",
      "Takes a table over: people with their opening facts, units and seats, registers of papers of before.  Faults are "
      "told line by line, and nothing is imported unless every line is good; --skip-bad leaves the bad lines out, --dry-run "
      "only says what would happen.  `kadr list imports` names the columns, data/samples has a table of each kind.",
      import_command },
    { 0 }
};

static Val *list_imports(const App *app, Arena *a, Err *err)
{
    Val *rows = val_list(a);
    (void)app;
    (void)err;
    for (const ImportKind *k = IMPORT_KINDS; k->code; k++)
        for (const Input *in = k->inputs; in->field.name; in++) {
            Val *v = val_add(rows, val_map(a));
            Str values = str_make(a);
            for (const Choice *c = in->choices; c && c->value; c++)
                str_addf(&values, "%s%s", values.len ? " " : "", c->value);
            val_put_text(a, v, "import", k->code);
            val_put_text(a, v, "column", in->field.name);
            val_put_text(a, v, "heading", in->label);
            val_put_bool(a, v, "required", in->required);
            val_put_text(a, v, "values", values.len ? values.s : in->kind == IN_DATE ? "22.11.2026 or 2026-11-22"
                                         : in->kind == IN_CHECK ? "1" : in->kind == IN_NUMBER ? "whole number" : "text");
        }
    return rows;
}
static const Listing LISTINGS_OF_IMPORT[] = {
    { "imports", "the columns of the tables that can be imported", list_imports }, { 0 }
};

static const NavItem NAV[] = { { "/import", N_("Import"), "upload", NAV_SYSTEM, ACT_IMPORT_OPEN, 96 }, { 0 } };

const Area import_area = { .name = "import", .routes = IMPORT_ROUTES, .commands = COMMANDS_OF_IMPORT,
                           .listings = LISTINGS_OF_IMPORT, .nav = NAV, .queries = IMPORT_QUERIES };
