// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DATA_H
#define APP_DATA_H
#include "base/blob.h"
#include "base/csv.h"

/* The small tables of data/ that are in the binary.
 *   errors  INTERNAL naming the file: it is not in the program */
const Blob *data_file(const char *name, Err *err);
/* Its rows as records (base/csv.h): what is wrong in one is INVALID with file and line.  NULL on failure. */
void *data_read(Arena *a, const char *name, const Field *fields, size_t record_size, size_t *ret_count, Err *err);
#endif
