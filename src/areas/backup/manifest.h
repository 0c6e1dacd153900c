// SPDX-License-Identifier: Apache-2.0
#ifndef AREAS_BACKUP_MANIFEST_H
#define AREAS_BACKUP_MANIFEST_H
#include "app/app.h"
#include "db/migrate.h"

/* What a copy consists of.  A copy is a folder:
 *
 *   manifest              this, as text; its last line seals all lines before it
 *   tables/NAME           a table as db/copy.h writes it
 *   files/ab/abcd…        the stored files the rows name, by their SHA-256
 *   result.txt            what the proof found, in words; no part of the copy
 *
 * A manifest is lines of words:
 *   kadr-backup 1
 *   program VERSION
 *   made INSTANT                    by the machine's clock
 *   engine sqlite|postgresql
 *   journal N:HASH                  the newest entry in the copy
 *   migration NAME SHA256           each that had run, in order
 *   table NAME ROWS LAST_ID BYTES SHA256
 *   file SHA256 BYTES
 *   lost SHA256                     a row names it and the store had it no longer
 *   seal SHA256 [DATE SIGNATURE]    of all bytes before; signed where there is a witness key */

typedef struct CopiedTable { const char *name, *sha256; int64_t rows, last_id, bytes; } CopiedTable;
typedef struct CopiedFile  { const char *sha256; int64_t bytes; } CopiedFile;

typedef struct Manifest {
    const char   *program, *engine, *journal;
    Instant       made;
    MigrationRun *migration;
    CopiedTable  *table;
    CopiedFile   *file;
    const char  **lost;
    size_t        migrations, tables, files, losses;
    int64_t       rows, bytes;                          /* of all tables; of tables and files */
    const char   *seal;                                 /* "SHA256" or "SHA256 DATE SIGNATURE" */
} Manifest;

/* All but the last line. */
void manifest_text(const Manifest *m, Str *out);
/* Reads FOLDER/manifest and checks its seal.
 *   errors  NOT_FOUND  there is no copy; INVALID  cut, changed, or of a form this program does not know */
bool manifest_read(Arena *a, const char *folder, Manifest *ret, Err *err);
/* The hash of bytes, as text. */
enum { SHA_TEXT = 65 };
void sha_text(const char *bytes, size_t n, char out[SHA_TEXT]);
#endif
