// SPDX-License-Identifier: Apache-2.0
/* What can be imported, and the carrying of a table that was read and checked. */
#include "app/journal.h"
#include "areas/import/import_in.h"
#include "import_queries.h"
#include <string.h>

const ImportKind IMPORT_KINDS[] = {
    { "people", N_("People and their opening facts"), ACT_IMPORT_PEOPLE, true, PEOPLE_COLUMNS, people_size, people_prepare, people_check,
      people_carry, "import.people" },
    { "staff", N_("Units and seats"), ACT_IMPORT_STAFF, true, STAFF_COLUMNS, staff_size, NULL, staff_check, staff_carry,
      "import.staff" },
    { "letters", N_("Registers of papers of before"), ACT_IMPORT_LETTERS, false, LETTER_COLUMNS, letter_size, NULL, letters_check,
      letters_carry, "import.letters" },
    { 0 }
};

const ImportKind *import_kind(const char *code)
{
    for (const ImportKind *k = IMPORT_KINDS; k->code; k++)
        if (strcmp(k->code, code) == 0)
            return k;
    return NULL;
}

static Val *journal_data(const Run *run, bool skip_bad, const char *sha)
{
    Arena *a = run->cx->arena;
    Val *data = val_map(a);
    val_put_int(a, data, "rows", (int64_t)(run->count - run->bad));
    val_put_int(a, data, "left_out", (int64_t)run->bad);
    val_put_bool(a, data, "skip_bad", skip_bad);
    val_put_text(a, data, "sha256", sha);
    return data;
}

bool import_carry(Run *run, bool skip_bad, const char *sha, const Grant *grant, Err *err)
{
    if (run->unreadable || (run->bad && !skip_bad))
        return err_set(err, ERR_INVALID, "skip_bad", N_("nothing is imported: there are lines with faults"));
    if (run->bad == run->count)
        return err_set(err, ERR_INVALID, "skip_bad", N_("nothing is imported: no line is without a fault"));
    if (!run->kind->carry(run, err))
        return false;
    journal_add(run->cx, run->kind->verb, OBJ_NONE, 0, journal_data(run, skip_bad, sha), grant);
    return true;
}

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

static const NavItem NAV[] = { { "/import", N_("Import"), "upload", ACT_IMPORT_OPEN, 96 }, { 0 } };

const Area import_area = { .name = "import", .routes = IMPORT_ROUTES, .commands = COMMANDS_OF_IMPORT,
                           .listings = LISTINGS_OF_IMPORT, .nav = NAV, .queries = IMPORT_QUERIES };
