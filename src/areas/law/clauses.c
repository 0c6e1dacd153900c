// SPDX-License-Identifier: Apache-2.0
/* The regulation's clauses with the state of each: data/clauses/regulation.csv. */
#include "areas/law/csv.h"
#include "base/blob.h"
#include <stdlib.h>
#include <string.h>

static const char COLUMNS[] = "clause,capability,title_en,state,test";
static const char *const STATES[] = { "heading", "none", "part", "whole" };

/* Capability numbers, apart by spaces. */
static bool read_capabilities(const CsvRow *r, Clause *c, Err *err)
{
    for (const char *s = r->cell[1]; *s;) {
        char *end;
        long n = strtol(s, &end, 10);
        if (end == s || n < 1 || n > LAST_CAPABILITY || c->capability_count == CLAUSE_CAPABILITIES)
            return csv_fault(r, err, "{0} is not a list of capabilities", r->cell[1]);
        c->capabilities[c->capability_count++] = (int)n;
        s = end + strspn(end, " ");
    }
    return true;
}

static bool read_clause(const CsvRow *r, Clause *c, Err *err)
{
    *c = (Clause){ .clause = r->cell[0], .title = r->cell[2], .state = r->cell[3], .test = r->cell[4] };
    size_t state = 0, states = sizeof STATES / sizeof *STATES;
    while (state < states && strcmp(STATES[state], c->state) != 0)
        state++;
    if (state == states)
        return csv_fault(r, err, "{0} is not a state of a clause", c->state);
    if (!read_capabilities(r, c, err))
        return false;
    bool heading = state == 0, shown = state > 1;
    if (heading == (c->capability_count > 0))
        return csv_fault(r, err, "a heading, and nothing else, has no capability", NULL);
    if (shown != (*c->test != '\0'))
        return csv_fault(r, err, "a clause done in part or whole, and no other, names its test", NULL);
    return true;
}

bool clauses_read(Arena *a, const LawFile *file, Clause **ret, size_t *ret_count, Err *err)
{
    CsvRow *rows;
    size_t n;
    if (!csv_read(a, file, COLUMNS, &rows, &n, err))
        return false;
    Clause *list = NEW_N(a, Clause, n + 1);
    for (size_t i = 0; i < n; i++) {
        read_clause(&rows[i], &list[i], err);
        for (size_t k = 0; k < i; k++)
            if (strcmp(list[k].clause, list[i].clause) == 0)
                csv_fault(&rows[i], err, "the clause {0} is listed already", list[i].clause);
    }
    *ret = list;
    *ret_count = n;
    return err->kind == ERR_NONE;
}

bool clauses_load(Arena *a, Clause **ret, size_t *ret_count, Err *err)
{
    const Blob *b = blob_find("data/clauses/regulation.csv");
    if (!b)
        return err_set(err, ERR_INTERNAL, "", "the clauses of the regulation are not in the program");
    return clauses_read(a, &(LawFile){ b->name, b->bytes }, ret, ret_count, err);
}
