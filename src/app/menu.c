// SPDX-License-Identifier: Apache-2.0
#include "app/menu.h"
#include "app/i18n.h"
#include <stdlib.h>
#include <string.h>

static const char *const HEADINGS[NAV__COUNT] = {
    [NAV_FIRST] = NULL, [NAV_PAPERS] = N_("Papers and their execution"), [NAV_PERSONNEL] = N_("Personnel"), [NAV_LAW] = N_("Law"),
    [NAV_SYSTEM] = N_("Control and system"),
};

/* How much of `path` the address `nav` of `n` bytes covers, 0 when it does not lead there. */
static size_t covers(const char *nav, size_t n, const char *path)
{
    if (n == 1)
        return strcmp(path, "/") == 0;
    return strncmp(path, nav, n) == 0 && (path[n] == '\0' || path[n] == '/') ? n : 0;
}

/* The same of a place: more for a longer address, and for its own more than for one of `also`. */
static size_t place_covers(const NavItem *item, const char *path)
{
    size_t own = covers(item->path, strlen(item->path), path), most = own ? 2 * own + 1 : 0;
    for (const char *also = item->also; also && *also;) {
        size_t n = strcspn(also, " "), here = 2 * covers(also, n, path);
        most = here > most ? here : most;
        also += n + strspn(also + n, " ");
    }
    return most;
}

static int by_place(const void *a, const void *b)
{
    const NavItem *x = *(const NavItem *const *)a, *y = *(const NavItem *const *)b;
    return x->group != y->group ? (int)x->group - (int)y->group : x->order - y->order;
}

Val *menu_view(Cx *cx, const char *path)
{
    enum { MOST = 60 };
    const NavItem *items[MOST], *marked = NULL;
    size_t n = 0, most = 0;
    for (const Area *const *area = AREAS; *area; area++)
        for (const NavItem *i = (*area)->nav; i && i->path && n < MOST; i++) {
            Grant g;
            if (!authority_holds(cx, i->act, &g))
                continue;
            items[n++] = i;
            if (place_covers(i, path) > most) {
                most = place_covers(i, path);
                marked = i;
            }
        }
    qsort(items, n, sizeof *items, by_place);
    Val *groups = val_list(cx->arena), *list = NULL;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || items[i]->group != items[i - 1]->group) {
            Val *group = val_add(groups, val_map(cx->arena));
            const char *heading = HEADINGS[items[i]->group];
            val_put(group, "label", val_text(cx->arena, heading ? tr(cx, heading) : NULL));
            val_put_int(cx->arena, group, "number", items[i]->group);
            list = val_put(group, "items", val_list(cx->arena));
        }
        Val *v = val_add(list, val_map(cx->arena));
        val_put(v, "path", val_keep(cx->arena, items[i]->path));
        val_put(v, "label", val_keep(cx->arena, tr(cx, items[i]->label)));
        val_put(v, "icon", val_keep(cx->arena, items[i]->icon));
        bool here = strcmp(items[i]->path, path) == 0;
        val_put_bool(cx->arena, v, "here", here);
        val_put_bool(cx->arena, v, "within", items[i] == marked && !here);
    }
    return groups;
}
