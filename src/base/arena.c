// SPDX-License-Identifier: Apache-2.0
/* Block-chained bump allocator; see arena.h for the contract. */
#include "base/arena.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 32 * 1024 };

typedef struct Block {
    struct Block *next;
    size_t        used, size;
    alignas(max_align_t) char bytes[];
} Block;

struct Arena { Block *head; };

static Block *block_new(size_t size, Block *next)
{
    if (size > SIZE_MAX - sizeof(Block))
        abort();
    Block *b = calloc(1, sizeof *b + size);
    if (!b)
        abort();
    b->next = next;
    b->size = size;
    return b;
}

Arena *arena_new(void)
{
    Arena *a = calloc(1, sizeof *a);
    if (!a)
        abort();
    a->head = block_new(BLOCK_SIZE, NULL);
    return a;
}

void arena_free(Arena *a)
{
    if (!a)
        return;
    for (Block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

void arena_reset(Arena *a)
{
    while (a->head->next) {
        Block *next = a->head->next;
        free(a->head);
        a->head = next;
    }
    memset(a->head->bytes, 0, a->head->used);
    a->head->used = 0;
}

void *arena_alloc(Arena *a, size_t size)
{
    size_t need = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (need < size)
        abort();
    if (a->head->size - a->head->used < need) {
        Block *b = block_new(need > BLOCK_SIZE ? need : BLOCK_SIZE, a->head);
        a->head = b;
    }
    void *p = a->head->bytes + a->head->used;
    a->head->used += need;
    return p;
}

void *arena_memdup(Arena *a, const void *p, size_t size)
{
    void *copy = arena_alloc(a, size);
    if (size)
        memcpy(copy, p, size);
    return copy;
}

char *arena_strdup(Arena *a, const char *s)
{
    return s ? arena_memdup(a, s, strlen(s) + 1) : NULL;
}

char *arena_strndup(Arena *a, const char *s, size_t n)
{
    size_t len = strnlen(s, n);
    char *copy = arena_alloc(a, len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *arena_vprintf(Arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0)
        abort();
    char *s = arena_alloc(a, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

char *arena_printf(Arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *s = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}
