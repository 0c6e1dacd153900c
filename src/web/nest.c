// SPDX-License-Identifier: Apache-2.0
/* Dotted names to one tree of maps and lists. */
#include "web/nest.h"
#include "base/text.h"
#include <string.h>

typedef enum Shape { NEW, LEAF, MAP, PLACES, APPENDED } Shape;

struct NestNode {
    NestNode   *next, *first, *last;
    const char *key;              /* in a map */
    int         place, count;     /* place: in a list by places */
    Shape       shape;
    Val        *leaf;
};

Nest nest_make(Arena *a)
{
    Nest n = { .arena = a, .root = NEW(a, NestNode) };
    n.root->shape = MAP;
    return n;
}

/* A part that is a place: 0 or digits without a leading zero; -1 if it is a name, -2 if too high. */
static int place_of(const char *part, size_t len)
{
    int place = 0;
    for (size_t i = 0; i < len; i++) {
        if (part[i] < '0' || part[i] > '9')
            return -1;
        if (place <= NEST_INDEX)
            place = place * 10 + part[i] - '0';
    }
    return place > NEST_INDEX || (len > 1 && part[0] == '0') ? -2 : place;
}

static NestNode *append(Nest *n, NestNode *at, NestNode *after)
{
    NestNode *child = NEW(n->arena, NestNode);
    n->nodes++;
    at->count++;
    NestNode **link = after ? &after->next : &at->first;
    child->next = *link;
    *link = child;
    if (!child->next)
        at->last = child;
    return child;
}

static NestNode *in_list(Nest *n, NestNode *at, int place)
{
    NestNode *after = NULL;
    if (at->last && at->last->place <= place)
        after = at->last;
    else
        for (NestNode *c = at->first; c && c->place <= place; c = c->next)
            after = c;
    if (after && after->place == place)
        return after;
    NestNode *child = append(n, at, after);
    child->place = place;
    return child;
}

static NestNode *in_map(Nest *n, NestNode *at, const char *part, size_t len)
{
    for (NestNode *c = at->first; c; c = c->next)
        if (strncmp(c->key, part, len) == 0 && !c->key[len])
            return c;
    if (at->count == NEST_NAMES)
        return NULL;
    NestNode *child = append(n, at, at->last);
    child->key = arena_strndup(n->arena, part, len);
    return child;
}

/* Finds or makes the node of a name; NULL when the name is at odds with the limits or the rest. */
static NestNode *walk(Nest *n, const char *name, int most_depth, Err *err)
{
    NestNode *at = n->root;
    int depth = 0;
    for (const char *part = name;; part++) {
        size_t len = strcspn(part, ".");
        int place = place_of(part, len);
        if (!len || ++depth > most_depth || place == -2) {
            err_add(err, name, len ? "the name goes too deep or its number is too high"
                                   : "the name is not valid");
            return NULL;
        }
        if (n->nodes >= NEST_NODES) {
            err_add(err, "", "there are too many values");
            return NULL;
        }
        Shape shape = place < 0 ? MAP : PLACES;
        if (at->shape == NEW)
            at->shape = shape;
        if (at->shape != shape) {
            err_add(err, name, "the name is used both as a value and as a group");
            return NULL;
        }
        at = place < 0 ? in_map(n, at, part, len) : in_list(n, at, place);
        if (!at)
            err_add(err, "", "there are too many values");
        part += len;
        if (!at || !*part)
            return at;
    }
}

bool nest_put(Nest *n, const char *name, Val *v, Err *err)
{
    if (strlen(name) > NEST_NAME_BYTES)
        return err_add(err, name, "the name is too long");
    NestNode *at = walk(n, name, NEST_DEPTH, err);
    if (!at)
        return false;
    if (at->shape != NEW)
        return err_add(err, name, at->shape == LEAF ? "the field is given twice"
                                                    : "the name is used both as a value and as a group");
    if (val_type(v) == V_MAP || val_type(v) == V_LIST) {
        at->shape = val_type(v) == V_MAP ? MAP : PLACES;
        return true;
    }
    at->shape = LEAF;
    at->leaf = v;
    return true;
}

static bool nest_append(Nest *n, const char *name, Val *v, Err *err)
{
    NestNode *at = walk(n, name, NEST_DEPTH - 1, err);
    if (!at)
        return false;
    if (at->shape == NEW)
        at->shape = APPENDED;
    if (at->shape != APPENDED)
        return err_add(err, name, "the name is used both as a value and as a group");
    if (at->count > NEST_INDEX || n->nodes >= NEST_NODES)
        return err_add(err, name, "there are too many values");
    NestNode *child = append(n, at, at->last);
    child->shape = LEAF;
    child->leaf = v;
    return true;
}

bool nest_text(Nest *n, const char *name, size_t name_n, const char *text, size_t text_n, Err *err)
{
    if (!name_n || name_n > NEST_NAME_BYTES || !text_utf8_valid(name, name_n))
        return err_add(err, "", "a field has no valid name");
    const char *clean = arena_strndup(n->arena, name, name_n);
    if (!text_utf8_valid(text, text_n))
        return err_add(err, clean, "the text holds characters that cannot be read");
    Val *v = val_keep(n->arena, text);
    if (name_n > 2 && strcmp(clean + name_n - 2, "[]") == 0)
        return nest_append(n, arena_strndup(n->arena, clean, name_n - 2), v, err);
    return nest_put(n, clean, v, err);
}

static Val *value_of(Arena *a, const NestNode *at)
{
    if (at->shape == LEAF)
        return at->leaf;
    Val *v = at->shape == MAP ? val_map(a) : at->shape == NEW ? val_null(a) : val_list(a);
    for (const NestNode *c = at->first; c; c = c->next)
        if (at->shape == MAP)
            val_put(v, c->key, value_of(a, c));
        else
            val_add(v, value_of(a, c));
    return v;
}

const Val *nest_value(const Nest *n) { return value_of(n->arena, n->root); }
