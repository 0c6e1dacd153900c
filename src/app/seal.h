// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SEAL_H
#define APP_SEAL_H
#include "base/arena.h"
#include "base/err.h"

/* Small secrets at rest: XChaCha20-Poly1305 under a key that is derived from the witness key, which lies
 * outside the database.  Whoever has the database alone reads nothing, and a sealed text moved to another
 * row does not open there.
 *
 *   key   path of the witness key (Config.witness_key).  Where there is none the secret is kept open, and
 *         seal_is_open says so: what protects it then are the rights on the database alone.
 *   what  what the secret belongs to, "factor of account 7": it opens under the same words only */
bool seal(Arena *a, const char *key, const char *what, const void *bytes, size_t size, const char **ret, Err *err);
/*   errors  CONFLICT  another key sealed it, it was changed or moved, or the key is gone */
bool unseal(Arena *a, const char *key, const char *what, const char *sealed, unsigned char **ret, size_t *ret_size,
            Err *err);
bool seal_is_open(const char *sealed);
#endif
