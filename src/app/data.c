// SPDX-License-Identifier: Apache-2.0
#include "app/data.h"

const Blob *data_file(const char *name, Err *err)
{
    const Blob *b = blob_find(name);
    if (!b)
        err_set(err, ERR_INTERNAL, NULL, "{0} is not in the program", name);
    return b;
}

void *data_read(Arena *a, const char *name, const Field *fields, size_t record_size, size_t *ret_count, Err *err)
{
    const Blob *b = data_file(name, err);
    return b ? csv_read(a, b->name, b->bytes, fields, record_size, ret_count, err) : NULL;
}
