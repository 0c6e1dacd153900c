// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_DOC_BLOCK_H
#define DOC_DOC_BLOCK_H
#include "doc/doc.h"

/* The inside of a Doc: for the builder and its two faces only. */

typedef struct Run { const char *text; unsigned look; struct Run *next; } Run;

typedef struct Row {
    const char **cells;        /* one cell when `span` */
    bool bold, span;
    struct Row *next;
} Row;

typedef struct Grid {
    DocColumn *columns;
    int        count;
    unsigned   flags;
    Row       *first, *last;
    size_t     rows;
} Grid;

typedef struct MarkLine { DocMark m; struct MarkLine *next; } MarkLine;

typedef enum BlockKind {
    B_TEXT, B_ITEM, B_PAIR, B_EMBLEM, B_EDGES, B_SPACE, B_RULE, B_BREAK, B_PICTURE, B_CODE,
    B_SIGN, B_VISAS, B_ACQUAINTANCE, B_TABLE
} BlockKind;

typedef struct Block {
    BlockKind   kind;
    DocStyle    style;                 /* B_TEXT */
    Run        *first, *last;          /* B_TEXT, B_ITEM, B_PAIR */
    const char *label;                 /* number of an item, key of a pair, title of marks, QR text */
    int         level;                 /* B_ITEM */
    const struct Block *group;         /* B_PAIR: the first of its neighbours */
    double      size;                  /* mm: B_SPACE, width of B_PICTURE and B_CODE */
    const char *edges[3];              /* B_EDGES: left, middle, right */
    const void *png;                   /* B_PICTURE */
    size_t      png_size;
    DocSign     sign;                  /* B_SIGN */
    MarkLine   *marks, *last_mark;     /* B_VISAS, B_ACQUAINTANCE */
    Grid        grid;                  /* B_TABLE */
    struct Block *next;
} Block;

struct Doc {
    Arena      *arena;
    const char *lang, *title, *author;
    Instant     made;
    bool        landscape;
    double      text_size;
    const char *foot_text, *foot_hash, *foot_qr;
    Block      *first, *last;
    int         numbers[4];            /* the last number given at each level */
};
#endif
