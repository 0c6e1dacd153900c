// SPDX-License-Identifier: Apache-2.0
#ifndef APP_RENEW_H
#define APP_RENEW_H
#include "app/app.h"

/* Brings what areas keep beside their rows (Area.renewal) to the making this program has, where a database holds an older
 * one or none: at `kadr init` and before `kadr serve`.  Does nothing the second time. */
bool renew_if_old(const App *app, Err *err);
#endif
