// SPDX-License-Identifier: Apache-2.0
/* The only file that knows jansson: its values become ours at once. */
#include "web/json_in.h"
#include "web/decode.h"
#include <jansson.h>
#include <string.h>

enum { NAME_ROOM = NEST_NAME_BYTES * 2 };

static bool fault_of(Nest *nest, const json_error_t *e, Err *err)
{
    switch (json_error_code(e)) {
    case json_error_duplicate_key:         return err_add(err, "", "the field is given twice");
    case json_error_numeric_overflow:      return err_add(err, "", "a number is too large");
    case json_error_null_character:
    case json_error_null_byte_in_key:
    case json_error_invalid_utf8:
        return err_add(err, "", "the text holds characters that cannot be read");
    default:
        nest->malformed = true;
        err_add(err, "", "the JSON cannot be read");
        return err_detail(err, "line %d column %d: %s", e->line, e->column, e->text);
    }
}

static void put(Nest *nest, char name[NAME_ROOM], json_t *j, int depth, Err *err);

/* Puts one member or element below the name built so far. */
static void put_below(Nest *nest, char name[NAME_ROOM], const char *part, json_t *j, int depth, Err *err)
{
    size_t n = strlen(name), part_n = strlen(part);
    if (n + part_n + 2 > NAME_ROOM) {
        err_add(err, name, "the name is too long");
        return;
    }
    if (n)
        name[n] = '.';
    memcpy(name + n + (n > 0), part, part_n + 1);
    put(nest, name, j, depth + 1, err);
    name[n] = '\0';
}

static void put_object(Nest *nest, char name[NAME_ROOM], json_t *j, int depth, Err *err)
{
    const char *key;
    json_t *member;
    json_object_foreach(j, key, member)
        put_below(nest, name, key, member, depth, err);
}

static void put_array(Nest *nest, char name[NAME_ROOM], json_t *j, int depth, Err *err)
{
    for (size_t i = 0; i < json_array_size(j); i++) {
        char part[24];
        snprintf(part, sizeof part, "%zu", i);
        put_below(nest, name, part, json_array_get(j, i), depth, err);
        if (i > NEST_INDEX)
            return;
    }
}

/* Texts and keys hold no NUL: jansson refuses it before. */
static void put(Nest *nest, char name[NAME_ROOM], json_t *j, int depth, Err *err)
{
    Arena *a = nest->arena;
    if (depth > NEST_DEPTH || err->count == ERR_FAULTS) {
        err_add(err, name, "the name goes too deep or its number is too high");
        return;
    }
    switch (json_typeof(j)) {
    case JSON_OBJECT:
        if (depth == 0 || nest_put(nest, name, val_map(a), err))
            put_object(nest, name, j, depth, err);
        return;
    case JSON_ARRAY:
        if (nest_put(nest, name, val_list(a), err))
            put_array(nest, name, j, depth, err);
        return;
    case JSON_STRING:  nest_put(nest, name, val_text(a, json_string_value(j)), err); return;
    case JSON_INTEGER: nest_put(nest, name, val_int(a, json_integer_value(j)), err); return;
    case JSON_TRUE:
    case JSON_FALSE:   nest_put(nest, name, val_bool(a, json_is_true(j)), err); return;
    case JSON_NULL:    nest_put(nest, name, val_null(a), err); return;
    case JSON_REAL:    err_add(err, name, "a number with a fraction must be sent as text"); return;
    }
}

bool json_read(Nest *nest, const char *s, size_t n, Err *err)
{
    json_error_t e;
    json_t *root = json_loadb(s, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
    if (!root)
        return fault_of(nest, &e, err);
    if (json_is_object(root)) {
        char name[NAME_ROOM] = "";
        put(nest, name, root, 0, err);
    } else {
        nest->malformed = true;
        err_add(err, "", "the JSON must be an object");
    }
    json_decref(root);
    return err->kind == ERR_NONE;
}
