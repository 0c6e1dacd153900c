// SPDX-License-Identifier: Apache-2.0
#ifndef WEB_LANG_H
#define WEB_LANG_H

/* The language of Accept-Language we have: "az", "en" or "ru". The highest quality wins, the first
 * of equals; "ru-RU" counts as "ru". "az" when nothing fits or the header is NULL. */
const char *lang_choose(const char *accept_language);
#endif
