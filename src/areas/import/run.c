// SPDX-License-Identifier: Apache-2.0
/* What can be imported, and the carrying of a table that was read and checked. */
#include "app/journal.h"
#include "areas/import/import_in.h"
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

bool import_may(const Run *run, bool skip_bad, Err *err)
{
    if (run->unreadable || (run->bad && !skip_bad))
        return err_set(err, ERR_INVALID, "skip_bad", N_("nothing is imported: there are lines with faults"));
    if (run->bad == run->count)
        return err_set(err, ERR_INVALID, "skip_bad", N_("nothing is imported: no line is without a fault"));
    return true;
}

bool import_carry(Run *run, bool skip_bad, const char *sha, const Grant *grant, Err *err)
{
    if (!import_may(run, skip_bad, err) || !run->kind->carry(run, err))
        return false;
    journal_add(run->cx, run->kind->verb, OBJ_NONE, 0, journal_data(run, skip_bad, sha), grant);
    return true;
}
