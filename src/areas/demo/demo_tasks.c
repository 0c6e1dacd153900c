// SPDX-License-Identifier: Apache-2.0
/* What befalls tasks on their way in the demo: a longer term, another executor, an interim word, the end of control. */
#include "app/journal.h"
#include "areas/demo/demo_in.h"
#include <string.h>

static bool begin(Demo *d, const DemoWay *w, int hour, const char *seat, Act act, const char *leads, Cx *cx, Task *t,
                  Grant *g, Err *err)
{
    return demo_as(d, w->day, hour * 60, seat, cx, err)
        && demo_lead_task(cx, w->letter, demo_person(d, leads), t, err)
        && demo_grant(cx, act, OBJ_TASK, t->id, g, err);
}

/* Asked by the inspector; with a grant, by his chief the day after. */
static bool extend(Demo *d, const DemoWay *w, bool legal, Err *err)
{
    Cx cx;
    Task t;
    Grant g;
    if (w->part == 0) {
        if (!begin(d, w, 15, w->inspector, ACT_TASK_EXTEND_ASK, w->inspector, &cx, &t, &g, err))
            return false;
        ExtensionAsk ask = { date_add_days(t.due, legal ? 14 : 6), "Tələb olunan sənədlər hələ daxil olmayıb",
                             legal ? "Müsabiqə komissiyasının protokolu istənilib" : "", "" };
        return task_extension_ask(&cx, t.id, &ask, &g, w->extension, err) && journal_flush(&cx, err);
    }
    return begin(d, w, 10, "kadr.sobe", ACT_TASK_EXTEND_DECIDE, w->inspector, &cx, &t, &g, err)
        && task_extension_decide(&cx, t.id, *w->extension, false, "", err) && journal_flush(&cx, err);
}

static bool move(Demo *d, const DemoWay *w, Err *err)
{
    Cx cx;
    Task t;
    Grant g;
    Moving to = { demo_person(d, "kadr.ins2"), "Məsələ onun iş bölgüsünə aiddir", true, false };
    return begin(d, w, 15, "kadr.reis", ACT_TASK_MOVE, w->inspector, &cx, &t, &g, err)
        && task_move(&cx, t.id, &to, &g, err) && journal_flush(&cx, err);
}

static bool interim(Demo *d, const DemoWay *w, Err *err)
{
    Cx cx;
    Task t;
    Grant g;
    return begin(d, w, 16, w->inspector, ACT_TASK_REPORT, w->inspector, &cx, &t, &g, err)
        && task_report(&cx, t.id, &(TaskReport){ .text = "Aidiyyəti idarəyə sorğu göndərilib, cavab gözlənilir" }, &g, err)
        && journal_flush(&cx, err);
}

static bool drop(Demo *d, const DemoWay *w, Err *err)
{
    Cx cx;
    Task t;
    Grant g;
    return begin(d, w, 15, w->chief, ACT_CONTROL_REMOVE, w->inspector, &cx, &t, &g, err)
        && task_drop_control(&cx, t.id, "Təklif iş planına daxil edilib, ayrıca nəzarət tələb olunmur", &g, err)
        && journal_flush(&cx, err);
}

static const OpenParts UNNEEDED = { true, "Məsələ həll olunub, əlavə icra tələb olunmur" };

/* The section head says it is solved; whoever gave it to him accepts that no answer is needed. */
static bool settle(Demo *d, const DemoWay *w, Err *err)
{
    Cx cx;
    Task t;
    Grant g;
    return begin(d, w, 15, "kadr.sobe", ACT_TASK_REPORT, "kadr.sobe", &cx, &t, &g, err)
        && task_report(&cx, t.id, &(TaskReport){ .final = true, .open = UNNEEDED,
                                                .text = "Müraciət edən qəbulda olub, məsələ yerindəcə izah edilib" }, &g, err)
        && journal_flush(&cx, err)
        && begin(d, w, 16, w->chief, ACT_TASK_ACCEPT, "kadr.sobe", &cx, &t, &g, err)
        && task_settle(&cx, t.id, &(TaskDecision){ .accept = true, .open = UNNEEDED,
                                                  .remark = "Mahiyyəti üzrə həll olunub, müraciət edən yazılı cavab istəmir" },
                       &g, err)
        && journal_flush(&cx, err);
}

int demo_twist_parts(const char *twist, int *ret_after)
{
    static const struct { const char *name; int parts, after; } TWISTS[] = {
        { "asked", 1, 3 }, { "extended", 2, 3 }, { "moved", 1, 3 }, { "interim", 1, 3 }, { "dropped", 1, 3 }, { "settled", 1, 2 },
    };
    for (size_t i = 0; i < sizeof TWISTS / sizeof *TWISTS; i++)
        if (strcmp(TWISTS[i].name, twist) == 0) {
            *ret_after = TWISTS[i].after;
            return TWISTS[i].parts;
        }
    return *ret_after = 0;
}

bool demo_twist(Demo *d, const char *twist, const DemoWay *way, Err *err)
{
    if (strcmp(twist, "asked") == 0 || strcmp(twist, "extended") == 0)
        return extend(d, way, strcmp(twist, "asked") == 0, err);
    if (strcmp(twist, "moved") == 0)
        return move(d, way, err);
    if (strcmp(twist, "interim") == 0)
        return interim(d, way, err);
    return strcmp(twist, "dropped") == 0 ? drop(d, way, err) : settle(d, way, err);
}
