// SPDX-License-Identifier: Apache-2.0
/* What `kadr list` shows of the law: the rules, and what is done for each clause of the regulation. */
#include "areas/law/law_area.h"

static Val *rules(const App *app, Arena *a, Err *err)
{
    (void)err;
    const Law *law = law_of(app);
    Val *rows = val_list(a);
    for (size_t i = 0; i < law->rule_count; i++)
        val_add(rows, rule_view(a, &law->rules[i]));
    return rows;
}

static Val *clauses(const App *app, Arena *a, Err *err)
{
    (void)app;
    Clause *list;
    size_t n;
    if (!clauses_load(a, &list, &n, err))
        return NULL;
    Val *rows = val_list(a);
    for (const Clause *c = list; c < list + n; c++) {
        Val *v = val_add(rows, val_map(a)), *numbers = val_list(a);
        for (int i = 0; i < c->capability_count; i++)
            val_add(numbers, val_int(a, c->capabilities[i]));
        val_put(v, "clause", val_keep(a, c->clause));
        val_put(v, "state", val_keep(a, c->state));
        val_put(v, "capability", numbers);
        val_put(v, "title", val_keep(a, c->title));
        val_put(v, "test", val_keep(a, c->test));
    }
    return rows;
}

const Listing LAW_LISTINGS[] = {
    { "rules", "the rule table: terms, lengths, limits, with act and confidence", rules },
    { "clauses", "clauses of the regulation: heading, none, part or whole, with capability and test", clauses },
    { 0 }
};
