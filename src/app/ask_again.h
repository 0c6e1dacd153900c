// SPDX-License-Identifier: Apache-2.0
#ifndef APP_ASK_AGAIN_H
#define APP_ASK_AGAIN_H
#include "app/page.h"

/* A page that was asked for with a day or a filter it cannot read: the same fields once more, with what was typed and what is
 * wrong with it, so that nobody has to write the address.  For the failure page:
 *   {action, fields:[as form_fields], kept:[{name, value}]}   null when no field of the page is at fault
 * The fields are those of the route row's inputs, and the list's filters that are at fault; what else was asked is kept. */
Val *ask_again(const PageContext *pc, const Err *err);
#endif
