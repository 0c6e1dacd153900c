// SPDX-License-Identifier: Apache-2.0
/* Everything that can be allowed, and whatever it can be allowed on, has words of its own in each catalogue. */
#include "app/app_test.h"
#include "app/i18n.h"
#include "areas/rights/rights_in.h"
#include <string.h>

/* In English other words than the code; in Azerbaijani other words than in English. */
static void check(const char *code, const char *en, const char *az)
{
    if (strcmp(en, code) == 0 || strcmp(az, en) == 0)
        fail_msg("%s has no words: “%s”, “%s”", code, en, az);
}

static void every_act_and_every_kind_of_object_has_words(void **state)
{
    (void)state;
    Err err = { 0 };
    App app = { .arena = arena_new() };
    MUST(i18n_load(app.arena, (I18n **)&app.i18n, &err), &err);
    Cx en = { .app = &app, .arena = app.arena, .lang = LANG_EN }, az = en;
    az.lang = LANG_AZ;
    for (int act = ACT_UNSET + 1; act < ACT__COUNT; act++)
        check(act_code((Act)act), act_text(&en, (Act)act), act_text(&az, (Act)act));
    for (int kind = OBJ_NONE; kind < OBJ__COUNT; kind++)
        check(object_kind_code((ObjectKind)kind), rights_kind_text(&en, (ObjectKind)kind), rights_kind_text(&az, (ObjectKind)kind));
    arena_free(app.arena);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_act_and_every_kind_of_object_has_words),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
