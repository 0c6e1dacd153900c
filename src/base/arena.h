// SPDX-License-Identifier: Apache-2.0
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>

/* An arena owns every byte handed out during one request, one job run or one
 * command.  Nothing taken from it is ever freed on its own: the owner calls
 * arena_free() once, at the end.  Out of memory ends the process.
 * An arena belongs to one thread at a time. */
typedef struct Arena Arena;

Arena *arena_new(void);
void   arena_free(Arena *a);                        /* NULL is allowed */
void   arena_reset(Arena *a);                       /* empties it, keeps up to 512 KB of it: for batches */
void  *arena_alloc(Arena *a, size_t size);          /* zeroed, aligned for any type, never NULL */
void  *arena_memdup(Arena *a, const void *p, size_t size);
/* A larger place for the `size` bytes at `p`: where it stands if it was the last allocation, else a copy. */
void  *arena_extend(Arena *a, void *p, size_t size, size_t more);
char  *arena_strdup(Arena *a, const char *s);       /* NULL stays NULL */
char  *arena_strndup(Arena *a, const char *s, size_t n);
char  *arena_printf(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char  *arena_vprintf(Arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

#define NEW(a, T)      ((T *)arena_alloc((a), sizeof(T)))
#define NEW_N(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (n)))
#endif
