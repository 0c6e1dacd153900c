// SPDX-License-Identifier: Apache-2.0
/* `kadr list`: the tables of the program, told by themselves. */
#include "app/command.h"
#include "app/data.h"
#include "app/job.h"
#include <string.h>

static Val *input_names(Arena *a, const Input *inputs)
{
    Val *list = val_list(a);
    for (; inputs && inputs->field.name; inputs++)
        val_add(list, val_keep(a, inputs->field.name));
    return list;
}

static Val *routes(const App *app, Arena *a, Err *err)
{
    (void)app, (void)err;
    Val *rows = val_list(a);
    for (const Area *const *area = AREAS; *area; area++)
        for (const Route *r = (*area)->routes; r && r->path; r++) {
            Val *v = val_add(rows, val_map(a));
            val_put(v, "method", val_keep(a, r->method == GET ? "GET" : "POST"));
            val_put(v, "path", val_keep(a, r->path));
            val_put(v, "permission", val_keep(a, act_code(r->act)));
            val_put(v, "object", val_keep(a, object_kind_code(r->object)));
            val_put(v, "clause", val_keep(a, r->clause));
            val_put(v, "inputs", input_names(a, r->inputs));
        }
    return rows;
}

static Val *commands(const App *app, Arena *a, Err *err)
{
    (void)app, (void)err;
    Val *rows = val_list(a);
    for (const Command *c = command_next(NULL); c; c = command_next(c)) {
        if (!c->help)
            continue;
        for (const char *line = c->usage; *line; line += strcspn(line, "\n"), line += *line == '\n') {
            Val *v = val_add(rows, val_map(a));
            val_put(v, "command", val_keep(a, c->name));
            val_put(v, "usage", val_textn(a, line, strcspn(line, "\n")));
        }
    }
    return rows;
}

static Val *jobs(const App *app, Arena *a, Err *err)
{
    (void)err;
    Val *rows = val_list(a);
    for (const Job *j = job_next(NULL); j; j = job_next(j)) {
        Val *v = val_add(rows, val_map(a));
        val_put(v, "job", val_keep(a, j->name));
        val_put(v, "when", val_keep(a, job_when(app, a, j)));
        val_put(v, "what", val_keep(a, j->title ? j->title : ""));
    }
    return rows;
}

static Val *orders(const App *app, Arena *a, Err *err)
{
    (void)app, (void)err;
    Val *rows = val_list(a);
    for (const Area *const *area = AREAS; *area; area++)
        for (const OrderKind *k = (*area)->order_kinds; k && k->code; k++) {
            Val *v = val_add(rows, val_map(a));
            val_put(v, "order", val_keep(a, k->code));
            val_put(v, "title", val_keep(a, k->title));
            val_put(v, "series", val_keep(a, k->series));
            val_put(v, "clause", val_keep(a, k->clause));
            val_put(v, "norm", val_keep(a, k->norm));
            val_put(v, "inputs", input_names(a, k->inputs));
        }
    return rows;
}

static Val *permissions(const App *app, Arena *a, Err *err)
{
    (void)err;
    static const char *const SCOPES[] = { "all", "unit", "related" };
    Val *rows = val_list(a);
    for (int act = ACT_UNSET + 1; act < ACT__COUNT; act++) {
        Val *v = val_add(rows, val_map(a)), *holders = val_list(a);
        for (size_t i = 0; i < app->power_count; i++) {
            const Power *p = &app->powers[i];
            if (p->act == (Act)act)
                val_add(holders, val_keep(a, arena_printf(a, "%s/%s/%s", p->holder, SCOPES[p->scope], p->clause)));
        }
        val_put(v, "permission", val_keep(a, act_code((Act)act)));
        val_put(v, "kind", val_keep(a, act_writes((Act)act) ? "write" : "read"));
        val_put(v, "holders", holders);
    }
    return rows;
}

typedef struct Clause { const char *clause, *state, *capability, *test; } Clause;
static const Field CLAUSE_FIELDS[] = {
    FIELD(Clause, clause), FIELD(Clause, state), FIELD(Clause, capability), FIELD(Clause, test), FIELDS_END
};

static Val *clauses(const App *app, Arena *a, Err *err)
{
    (void)app;
    size_t n;
    const Clause *rows = data_read(a, "data/clauses/regulation.csv", CLAUSE_FIELDS, sizeof(Clause), &n, err);
    if (!rows)
        return NULL;
    Val *list = val_list(a);
    for (size_t i = 0; i < n; i++)
        val_add(list, val_record(a, &rows[i], CLAUSE_FIELDS));
    return list;
}

const Listing LISTINGS[] = {
    { "routes", "pages and forms: method, path, permission, object, clause, inputs", routes },
    { "commands", "what the program can be told at the console", commands },
    { "jobs", "what runs by itself, and when", jobs },
    { "orders", "kinds of order items, by series", orders },
    { "permissions", "acts, and who holds each: holder/scope/clause", permissions },
    { "clauses", "clauses of the regulation: heading, none, part or whole, with capability and test", clauses },
    { 0 }
};

static const Listing *next_listing(const Listing *previous)
{
    bool past = !previous;
    for (const Listing *l = LISTINGS; l->name; l++) {
        if (past)
            return l;
        past = l == previous;
    }
    for (const Area *const *area = AREAS; *area; area++)
        for (const Listing *l = (*area)->listings; l && l->name; l++) {
            if (past)
                return l;
            past = l == previous;
        }
    return NULL;
}

static Val *names(Arena *a)
{
    Val *rows = val_list(a);
    for (const Listing *l = next_listing(NULL); l; l = next_listing(l)) {
        Val *v = val_add(rows, val_map(a));
        val_put(v, "name", val_keep(a, l->name));
        val_put(v, "what", val_keep(a, l->help));
    }
    return rows;
}

int command_list(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    Arena *a = app->arena;
    bool json = command_flag(&argc, argv, "--json");
    if (argc > 2)
        return command_usage("list");
    const Listing *found = argc == 2 ? next_listing(NULL) : NULL;
    while (found && strcmp(found->name, argv[1]) != 0)
        found = next_listing(found);
    Val *rows = NULL;
    if (argc == 1)
        rows = names(a);
    else if (found)
        rows = found->rows(app, a, &err);
    else
        err_set(&err, ERR_NOT_FOUND, NULL, "there is no list {0}; `kadr list` names them", argv[1]);
    if (!rows)
        return command_fail(&err);
    command_print(a, rows, json);
    return 0;
}
