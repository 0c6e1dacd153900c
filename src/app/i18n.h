// SPDX-License-Identifier: Apache-2.0
#ifndef APP_I18N_H
#define APP_I18N_H
#include "app/cx.h"
#include "base/mustache.h"

/* The three catalogues, read once.  A msgid is an English sentence; what a catalogue lacks is
 * shown in English. */
typedef struct I18n I18n;

bool        i18n_load(Arena *a, I18n **ret, Err *err);
const char *i18n_text(const I18n *i, Lang lang, const char *msgid);
const char *tr(const Cx *cx, const char *msgid);                        /* in the reader's language */
const char *tr_args(const Cx *cx, const char *msgid, ...);              /* {0}.. from const char *, NULL-ended; {day|days} */
const char *tr_fault(const Cx *cx, const Fault *f);
bool        i18n_has(const I18n *i, Lang lang);                         /* is there a catalogue? */
const char *lang_code(Lang lang);                                       /* "az" */
bool        lang_parse(const char *code, Lang *ret);

/* Marks a literal as a msgid without translating it here. */
#define N_(msgid) msgid
#endif
