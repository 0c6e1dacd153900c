// SPDX-License-Identifier: Apache-2.0
/* Reads forms by their table with all faults at once, and draws them again with what was typed. */
#include "app/app.h"
#include "base/text.h"
#include "web/secret.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *field_path(Arena *a, const char *prefix, const char *name)
{
    return *prefix ? arena_printf(a, "%s.%s", prefix, name) : name;
}

static bool choice_known(const Choice *choices, const char *s)
{
    for (const Choice *c = choices; c->value; c++)
        if (strcmp(c->value, s) == 0)
            return true;
    return false;
}

/* Turns one text into the member; false with a fault added. */
static bool read_member(Cx *cx, const Input *in, const char *path, const char *s, void *p, Err *err)
{
    char *end;
    Date day;
    switch (in->field.type) {
    case F_TEXT:
        if (in->choices && !choice_known(in->choices, s))
            return err_add(err, path, N_("choose one of the values offered"));
        *(const char **)p = s;
        return true;
    case F_BOOL:
        *(bool *)p = strcmp(s, "1") == 0 || strcmp(s, "true") == 0 || strcmp(s, "on") == 0;
        return true;
    case F_DATE:
    case F_OPTDATE:
        if (!day_read(cx, in->day, s, path, &day, err))
            return false;
        if (in->field.type == F_DATE)
            *(Date *)p = day;
        else
            *(OptDate *)p = (OptDate){ true, day };
        return true;
    case F_INT:
    case F_OPTINT: {
        errno = 0;
        int64_t n = strtoll(s, &end, 10);
        if (errno || *end)
            return err_add(err, path, N_("not a whole number"));
        if (in->field.type == F_INT)
            *(int64_t *)p = n;
        else
            *(OptInt *)p = (OptInt){ true, n };
        return true;
    }
    case F_INSTANT:
        if (!instant_parse(s, p))
            return err_add(err, path, N_("not a moment in time"));
        return true;
    }
    return false;
}

static const char *sent_text(Arena *a, const Val *v)
{
    switch (val_type(v)) {
    case V_TEXT: return val_str(v);
    case V_INT:  return arena_printf(a, "%lld", (long long)val_num(v));
    case V_BOOL: return val_num(v) ? "1" : "";
    default:     return NULL;
    }
}

bool form_read(Req *req, const char *prefix, const Input *inputs, void *record, Err *err)
{
    Arena *a = req->cx->arena;
    const Val *from = *prefix ? val_at(req->form, prefix) : req->form;
    int before = err->count;
    for (const Input *in = inputs; in->field.name; in++) {
        const char *path = field_path(a, prefix, in->field.name);
        if (in->kind == IN_FILE) {
            bool there = false;
            for (size_t i = 0; i < req->upload_count; i++)
                there |= strcmp(req->uploads[i].field, path) == 0 && req->uploads[i].size > 0;
            if (in->required && !there)
                err_add(err, path, N_("choose a file"));
            continue;
        }
        const char *s = sent_text(a, val_get(from, in->field.name));
        if (s && in->kind != IN_PASSWORD)
            s = in->kind == IN_AREA ? text_clean_lines(a, s) : text_clean(a, s);
        if (!s || !*s) {
            if (in->kind == IN_CHECK)
                *(bool *)((char *)record + in->field.offset) = false;
            else if (in->required)
                err_add(err, path, N_("fill this in"));
            continue;
        }
        if (in->max_len && text_length(s) > in->max_len)
            err_add(err, path, N_("at most {0} letters and signs"), arena_printf(a, "%zu", in->max_len));
        else
            read_member(req->cx, in, path, s, (char *)record + in->field.offset, err);
    }
    return err->count == before;
}

static const char *default_text(Cx *cx, const Input *in, const void *defaults)
{
    if (!defaults || in->kind == IN_FILE || in->kind == IN_PASSWORD)
        return "";
    const Field one[] = { in->field, FIELDS_END };
    const Val *v = val_first(val_record(cx->arena, defaults, one));
    char date[DATE_TEXT];
    switch (val_type(v)) {
    case V_DATE:
        if (val_day(v).days == 0)
            return "";
        date_format(val_day(v), date);
        return arena_strdup(cx->arena, date);
    case V_INT:  return val_num(v) ? arena_printf(cx->arena, "%lld", (long long)val_num(v)) : "";
    case V_BOOL: return val_num(v) ? "1" : "";
    default:     return val_str(v) ? val_str(v) : "";
    }
}

static void add_fault(Arena *a, Val *list, const char *field, const char *text)
{
    Val *f = val_add(list, val_map(a));
    val_put_text(a, f, "field", field);
    val_put(f, "id", val_keep(a, arena_printf(a, "f-%s", field)));
    val_put(f, "label", val_keep(a, ""));
    val_put(f, "text", val_keep(a, text));
}

Val *form_faults(Cx *cx, const Err *err, const char *field)
{
    Val *list = val_list(cx->arena);
    for (int i = 0; err && i < err->count; i++)
        if (!field || strcmp(err->faults[i].field, field) == 0)
            add_fault(cx->arena, list, err->faults[i].field, tr_fault(cx, &err->faults[i]));
    return list;
}

void form_name_faults(Cx *cx, Val *form, const Val *fields, const char *where)
{
    Arena *a = cx->arena;
    for (const Val *f = val_first(val_get(form, "faults")); f; f = val_next(f))
        for (const Val *g = val_first(fields); g; g = val_next(g)) {
            const char *label = val_str(val_get(g, "label"));
            bool hidden = val_truthy(val_at(g, "type.hidden"));              /* a version: nothing of it is to be seen or mended */
            if (hidden || strcmp(val_str(val_get(g, "name")), val_str(val_get(f, "field"))) != 0)
                continue;
            val_replace(form, "refusal", val_keep(a, tr(cx, N_("Not saved: please mend what is marked"))));
            if (*label && !val_truthy(val_at(g, "type.check")))         /* a mark's label is a sentence of its own */
                val_replace((Val *)f, "label", val_keep(a, *where ? arena_printf(a, "%s, %s", where, label) : label));
        }
}

/* A browser gives no chosen file back: whoever sent one has to choose it again, or it would be missing unnoticed. */
static void ask_file_again(Req *req, const char *name, Val *faults)
{
    for (size_t i = 0; i < req->upload_count && !val_count(faults); i++)
        if (strcmp(req->uploads[i].field, name) == 0 && req->uploads[i].size > 0)
            add_fault(req->cx->arena, faults, name, tr(req->cx, N_("choose the file once more: it was not kept")));
}

Val *form_choice(Arena *a, const char *value, const char *label)
{
    Val *c = val_map(a);
    val_put_text(a, c, "value", value);
    val_put_text(a, c, "label", label);
    val_put_bool(a, c, "selected", false);
    return c;
}

static void mark_selected(Arena *a, Val *choices, const char *value)
{
    for (const Val *c = val_first(choices); c; c = val_next(c))
        val_replace((Val *)c, "selected", val_bool(a, strcmp(val_str(val_get(c, "value")), value) == 0));
}

static Val *field_view(Req *req, const char *prefix, const Input *in, const Refused *again,
                       const void *defaults)
{
    static const char *const KINDS[] = { "line", "area", "date", "number", "choice", "check", "file",
                                         "hidden", "code", "password" };
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const char *name = field_path(a, prefix, in->field.name);
    /* Whoever has been told that the row changed may save over it: the new version takes the old one's place. */
    bool typed = again && !(in->kind == IN_HIDDEN && again->err->kind == ERR_CONFLICT && defaults);
    const char *value = typed ? sent_text(a, val_at(again->typed, name)) : default_text(cx, in, defaults);
    Date day;
    if (!value || in->kind == IN_PASSWORD || in->kind == IN_CODE)
        value = "";
    else if (in->kind == IN_DATE && date_parse_input(value, &day))
        value = az_date_numeric(a, day);
    Val *f = val_map(a), *type = val_map(a);
    val_put(f, "name", val_keep(a, name));
    val_put(f, "id", val_keep(a, arena_printf(a, "f-%s", name)));
    val_put(f, "label", val_keep(a, in->label ? tr(cx, in->label) : ""));     /* hidden fields need none */
    val_put(f, "help", in->help ? val_keep(a, tr(cx, in->help)) : val_null(a));
    val_put(f, "value", val_text(a, value));
    val_put_bool(a, f, "required", in->required);
    for (int k = 0; k <= IN_PASSWORD; k++)
        val_put_bool(a, type, KINDS[k], k == (int)in->kind);
    val_put(f, "type", type);
    val_put_int(a, f, "max", (int64_t)in->max_len);
    Val *choices = val_list(a);
    for (const Choice *c = in->choices; c && c->value; c++)
        val_add(choices, form_choice(a, c->value, tr(cx, c->label)));
    mark_selected(a, choices, value);
    val_put(f, "choices", choices);
    Val *faults = val_put(f, "faults", form_faults(cx, again ? again->err : NULL, name));
    if (again && in->kind == IN_FILE)
        ask_file_again(req, name, faults);
    val_put_bool(a, f, "aside", false);
    return f;
}

Val *form_fields(Req *req, const char *prefix, const Input *inputs, const void *defaults)
{
    Val *fields = val_list(req->cx->arena);
    for (const Input *in = inputs; in->field.name; in++)
        val_add(fields, field_view(req, prefix, in, req->refused, defaults));
    return fields;
}

Val *form_view(Req *req, const char *action, const Input *inputs, const void *defaults)
{
    Cx *cx = req->cx;
    Arena *a = cx->arena;
    const Refused *again = req->refused && req->refused->inputs == inputs ? req->refused : NULL;
    Val *form = val_map(a), *fields = val_list(a);
    bool multipart = false;
    for (const Input *in = inputs; in->field.name; in++) {
        val_add(fields, field_view(req, "", in, again, defaults));
        multipart |= in->kind == IN_FILE;
    }
    val_put_text(a, form, "action", action);
    val_put_text(a, form, "csrf", cx->actor->csrf);
    val_put(form, "key", val_keep(a, secret_token(a)));
    val_put_bool(a, form, "multipart", multipart);
    val_put_bool(a, form, "refused", again != NULL);
    val_put(form, "fields", fields);
    val_put(form, "faults", form_faults(cx, again ? again->err : NULL, NULL));
    val_put(form, "refusal", val_keep(a, tr(cx, N_("Not done"))));
    form_name_faults(cx, form, fields, "");
    if (again && again->said)
        *again->said = true;
    val_put(form, "submit", val_keep(a, tr(cx, N_("Save"))));
    val_put_bool(a, form, "asides", false);
    val_put_bool(a, form, "asides_open", false);
    return form;
}

static bool is_named(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

void form_aside(Cx *cx, Val *form, const char *const *names, bool open)
{
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        if (is_named(names, val_str(val_get(f, "name")))) {
            val_replace((Val *)f, "aside", val_bool(cx->arena, true));
            val_replace(form, "asides", val_bool(cx->arena, true));
            open |= *val_str(val_get(f, "value")) || val_count(val_get(f, "faults")) > 0;
        }
    val_replace(form, "asides_open", val_bool(cx->arena, open));
}

void form_choices(Cx *cx, Val *form, const char *field, Val *list)
{
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), field) == 0) {
            mark_selected(cx->arena, list, val_str(val_get(f, "value")));
            val_replace((Val *)f, "choices", list);
        }
}

void form_ask_late(Arena *a, Val *form, const char *field)
{
    for (const Val *f = val_first(val_get(form, "fields")); f; f = val_next(f))
        if (strcmp(val_str(val_get(f, "name")), field) == 0 && !val_count(val_get(f, "faults"))) {
            val_replace((Val *)val_get(f, "type"), "hidden", val_bool(a, true));
            val_replace((Val *)f, "value", val_keep(a, ""));
        }
}

void form_ids(Cx *cx, Val *form, const char *prefix)
{
    static const char *const LISTS[] = { "fields", "faults" }, *const NAMES[] = { "name", "field" };
    for (int i = 0; i < 2; i++)
        for (const Val *f = val_first(val_get(form, LISTS[i])); f; f = val_next(f))
            val_replace((Val *)f, "id",
                        val_keep(cx->arena, arena_printf(cx->arena, "%s-%s", prefix, val_str(val_get(f, NAMES[i])))));
}
