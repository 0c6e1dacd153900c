// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_MUSTACHE_OP_H
#define BASE_MUSTACHE_OP_H
#include "base/mustache.h"
#include <stdint.h>

/* Private to mustache.c and mustache_compile.c: what a template is once compiled. */
typedef enum OpKind {
    OP_TEXT, OP_VALUE, OP_SECTION, OP_INVERTED, OP_PARTIAL, OP_TRANSLATE, OP_INDENT
} OpKind;

typedef struct Op {
    OpKind      kind;
    bool        at_root;     /* the path begins at the root of the view */
    bool        enters;      /* a section that opens a scope (not {{#k?}}) */
    bool        line_start;  /* OP_TEXT: its first byte begins a line of the template */
    int         line;        /* for messages */
    const char *s;           /* text, msgid, partial's name, or the tag's name for messages */
    size_t      n;           /* OP_TEXT: bytes; OP_PARTIAL: bytes of `indent` */
    const Template *partial; /* OP_PARTIAL: found before, or NULL */
    const char *indent;      /* OP_PARTIAL alone on its line: the blanks before it */
    size_t      path, steps; /* keys[path .. path+steps); no step: the scope itself */
    size_t      end;         /* sections: the op after the body */
} Op;

struct Template {
    const char  *name;
    Op          *ops;
    const char **keys;
    size_t       op_count, key_count;
};
#endif
