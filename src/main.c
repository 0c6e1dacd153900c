// SPDX-License-Identifier: Apache-2.0
/* Reads the configuration, plugs the areas into the application, runs one command. */
#include "app/command.h"
#include "areas/ledger/ledger.h"
#include "areas/staff/staff.h"
#include "areas/user/user.h"
#include "doc/scan.h"
#include "doc/scan.h"
#include <string.h>

static const AppHooks HOOKS = {
    .authority = &STAFF_AUTHORITY,
    .actor_of_token = user_actor_of_token,
    .token_used = user_token_used,
    .clock = ledger_time,
    .set_demo_clock = ledger_set_demo_clock
};

static int run(const Command *c, const char *config_path, Arena *a, int argc, char **argv)
{
    Err err = { 0 };
    Config config;
    App bare = { .arena = a }, *app = &bare;
    if (c->needs != NEEDS_NOTHING
        && (!config_load(a, config_path, &config, &err) || !app_start(&config, &HOOKS, a, &app, &err)))
        return command_fail(&err);
    if (c->needs == NEEDS_DATABASE && !app_attach(app, &err))
        return command_fail(&err);
    return c->run(app, argc, argv);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SCAN_CHILD) == 0)
        return scan_child_main(argc, argv);
    const char *config_path = NULL;
    if (argc > 2 && strcmp(argv[1], "--config") == 0) {
        config_path = argv[2];
        argc -= 2;
        argv += 2;
    }
    const char *name = argc < 2 || strcmp(argv[1], "--help") == 0 ? "help" : argv[1];
    const Command *c = command_find(name);
    if (!c)
        return command_usage("help");
    Arena *a = arena_new();
    int code = run(c, config_path, a, argc < 2 ? 1 : argc - 1, argv + (argc > 1));
    arena_free(a);
    return code;
}
