// SPDX-License-Identifier: Apache-2.0
#ifndef APP_MENU_H
#define APP_MENU_H
#include "app/area.h"

/* The menu: the places of all areas that the reader holds the act for, under the headings of their groups.
 * A group none of whose places he may enter is not there. */

/* [{ label, items: [{ path, label, icon, here, within }] }]: `here` is the page at `path` itself, `within` a page below it
 * or at an address the place calls its own.  Of several that could be meant the one with the longest address is marked. */
Val *menu_view(Cx *cx, const char *path);
#endif
