// SPDX-License-Identifier: Apache-2.0
/* Block-chained bump allocator; see arena.h for the contract. */
#include "base/arena.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double in size; what a reset keeps is bounded. */
enum { FIRST_BLOCK = 32 * 1024, LARGEST_BLOCK = 1024 * 1024, KEPT = 512 * 1024 };

typedef struct Block {
    struct Block *next;
    size_t        used, size;
    alignas(max_align_t) char bytes[];
} Block;

struct Arena {
    Block *head;       /* the one in use; then the full ones, newest first */
    Block *spare;      /* kept by a reset: zeroed, largest first */
};

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

static void free_all(Block *b)
{
    for (Block *next; b; b = next) {
        next = b->next;
        free(b);
    }
}

Arena *arena_new(void)
{
    Arena *a = calloc(1, sizeof *a);
    if (!a)
        abort();
    a->head = block_new(FIRST_BLOCK, NULL);
    return a;
}

void arena_free(Arena *a)
{
    if (!a)
        return;
    free_all(a->head);
    free_all(a->spare);
    free(a);
}

static Block *block_cleared(Block *b)
{
    memset(b->bytes, 0, b->used);
    b->used = 0;
    return b;
}

/* The newest blocks are the largest: the next use of that size meets few of them. */
void arena_reset(Arena *a)
{
    size_t kept = 0;
    Block *b = a->head, **end = &a->spare;
    for (; *end; end = &(*end)->next)
        kept += (*end)->size;
    for (Block *next; b->next; b = next) {
        next = b->next;
        if (kept + b->size > KEPT) {
            free(b);
            continue;
        }
        kept += b->size;
        b->next = NULL;
        *end = block_cleared(b);
        end = &b->next;
    }
    a->head = block_cleared(b);
}

static void block_add(Arena *a, size_t need)
{
    for (Block **at = &a->spare; *at; at = &(*at)->next)
        if ((*at)->size >= need) {
            Block *b = *at;
            *at = b->next;
            b->next = a->head;
            a->head = b;
            return;
        }
    size_t size = a->head->size < LARGEST_BLOCK / 2 ? a->head->size * 2 : LARGEST_BLOCK;
    a->head = block_new(need > size ? need : size, a->head);
}

void *arena_alloc(Arena *a, size_t size)
{
    size_t need = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (need < size)
        abort();
    if (a->head->size - a->head->used < need)
        block_add(a, need);
    void *p = a->head->bytes + a->head->used;
    a->head->used += need;
    return p;
}

void *arena_extend(Arena *a, void *p, size_t size, size_t more)
{
    size_t align = alignof(max_align_t) - 1, had = (size + align) & ~align, need = (more + align) & ~align;
    Block *b = a->head;
    if (need >= more && (char *)p + had == b->bytes + b->used && need - had <= b->size - b->used) {
        b->used += need - had;
        return p;
    }
    void *copy = arena_alloc(a, more);
    memcpy(copy, p, size);
    return copy;
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
