// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_TEST_LAW_H
#define LAW_TEST_LAW_H
/* What the tests of the area share: the embedded law, and short words for dates. */
#include "areas/law/engine.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

typedef struct TestLaw { Arena *arena; Law *law; } TestLaw;

static inline int open_law(void **state)
{
    static TestLaw t;
    Err err = { 0 };
    t.arena = arena_new();
    if (!law_load(t.arena, &t.law, &err)) {
        for (int i = 0; i < err.count; i++)
            print_error("%s: %s %s\n", err.faults[i].field, err.faults[i].msgid, err.faults[i].args[0]);
        return -1;
    }
    *state = &t;
    return 0;
}

static inline int close_law(void **state)
{
    arena_free(((TestLaw *)*state)->arena);
    return 0;
}

static inline Date day(const char *iso)
{
    Date d = { 0 };
    if (!date_parse(iso, &d))
        fail_msg("%s is not a date", iso);
    return d;
}

static inline const char *iso(Arena *a, Date d)
{
    char *out = arena_alloc(a, DATE_TEXT);
    date_format(d, out);
    return out;
}
#endif
