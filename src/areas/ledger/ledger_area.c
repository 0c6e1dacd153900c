// SPDX-License-Identifier: Apache-2.0
/* `kadr replay`: the ledger's proof at the console. */
#include "areas/ledger/ledger.h"
#include "app/command.h"
#include <stdio.h>
#include <string.h>

/* The result outlives the transaction's arena, so it is made in the program's. */
typedef struct Asked { Arena *arena; ReplayMode mode; Replay result; } Asked;

static bool replay_work(Cx *cx, void *arg, Err *err)
{
    Asked *asked = arg;
    return ledger_replay(cx->db, asked->arena, asked->mode, FACT_KINDS, NULL, &asked->result, err);
}

static int report(const App *app, const Replay *r, bool json)
{
    Val *v = val_map(app->arena);
    val_put_int(app->arena, v, "inputs", r->inputs);
    val_put_int(app->arena, v, "facts", r->facts);
    val_put_bool(app->arena, v, "same", r->same);
    val_put_text(app->arena, v, "replayed", r->replayed);
    val_put_text(app->arena, v, "stored", r->stored);
    if (!r->same) {
        val_put_text(app->arena, v, "expected", r->expected);
        val_put_text(app->arena, v, "found", r->found);
    }
    if (json) {
        Str out = str_make(app->arena);
        val_write_json(v, &out);
        puts(out.s);
    } else if (r->same) {
        printf("replayed %lld inputs into %lld facts: the same, %s\n", (long long)r->inputs, (long long)r->facts, r->replayed);
    } else {
        printf("replayed %lld inputs: the stored facts differ\n  expected %s\n  found    %s\n", (long long)r->inputs,
               r->expected ? r->expected : "nothing", r->found ? r->found : "nothing");
    }
    Err differs = { .kind = r->same ? ERR_NONE : ERR_CONFLICT };
    return err_exit_code(&differs);
}

static int replay(const App *app, int argc, char **argv)
{
    Err err = { 0 };
    bool json = command_flag(&argc, argv, "--json"), rebuild = command_flag(&argc, argv, "--rebuild");
    bool check = command_flag(&argc, argv, "--check");
    if (argc > 1 || (check && rebuild))
        return command_usage("replay");
    Asked asked = { .arena = app->arena, .mode = rebuild ? REPLAY_REBUILD : REPLAY_CHECK };
    bool ok = rebuild ? app_work(app, replay_work, &asked, &err) : app_read(app, replay_work, &asked, &err);
    return ok ? report(app, &asked.result, json) : command_fail(&err);
}

static const Command LEDGER_COMMANDS[] = {
    { .name = "replay", .usage = "replay [--check | --rebuild] [--json]",
      .help = "Folds every input of the ledger again and compares with the stored facts, byte for byte; the exit code is "
              "that of CONFLICT when they differ.  --check is what it does without an option.  --rebuild, for the system "
              "administrator once the cause is known, writes the facts anew from the inputs, in one transaction.",
      .run = replay, .needs = NEEDS_DATABASE },
    { 0 }
};

const Area ledger_area = { .name = "ledger", .commands = LEDGER_COMMANDS };
