// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FORM_H
#define APP_FORM_H
#include "app/day.h"

/* One form field: which struct member it fills, how it is drawn, what the caller must send. */
typedef enum InputKind {
    IN_LINE, IN_AREA, IN_DATE, IN_NUMBER, IN_CHOICE, IN_CHECK, IN_FILE, IN_HIDDEN, IN_CODE, IN_PASSWORD
} InputKind;
typedef struct Choice { const char *value, *label; } Choice;        /* label: msgid */

typedef struct Input {
    Field         field;
    InputKind     kind;
    bool          required;
    size_t        max_len;       /* letters and signs of the text, as a browser counts them */
    const char   *label, *help;  /* msgids */
    const Choice *choices;       /* fixed ones, ended by {0}; others are put by form_choices() */
    DayOf         day;           /* of an IN_DATE: what such a day may be (app/day.h) */
} Input;
#define REQUIRED true
#define OPTIONAL false
/* INPUT(Leave, starts, IN_DATE, REQUIRED, 10, "First day") */
#define INPUT(T, m, kind, need, max, label, ...) { FIELD(T, m), kind, need, max, label, __VA_ARGS__ }
#define INPUT_FILE(name, need, label) { { name, F_TEXT, 0 }, IN_FILE, need, 0, label, NULL, NULL }
#define INPUTS_END { FIELDS_END, IN_LINE, false, 0, NULL, NULL, NULL }

/* A refused POST, when its page is shown again. */
typedef struct Refused {
    const Input *inputs;         /* which form it was */
    const Val   *typed;
    const Err   *err;
    bool        *said;           /* becomes true when a form of the page tells of it; NULL: nobody asks */
} Refused;

typedef struct Req Req;

/* Fills `record` from the submitted form (or from its nested map at `prefix`, "" for the top),
 * adding one fault per bad field.  Texts are cleaned (base/text.h) and copied; dates take
 * 2026-11-22 and 22.11.2026, within what day.h says of their kind; an empty optional field leaves the member as it was.
 * False when anything was added to err. */
bool form_read(Req *req, const char *prefix, const Input *inputs, void *record, Err *err);

/* What a template needs to draw the form with templates/form.html:
 *   {action, csrf, key, multipart, refused, refusal, faults:[{field, id, label, text}],
 *    fields:[{name,label,help,value,required,type:{line:true},choices,fault,aside}], asides, asides_open}
 * `defaults` (may be NULL) is a record of the same inputs.  A form that was refused shows what
 * was typed, with every fault beside its field. */
Val *form_view(Req *req, const char *action, const Input *inputs, const void *defaults);
/* The fields alone, their names under `prefix` ("items.0"): for forms with rows. */
Val *form_fields(Req *req, const char *prefix, const Input *inputs, const void *defaults);
/* What was wrong, as a form lists it: all of it, or what concerns one field.  err may be NULL. */
Val *form_faults(Cx *cx, const Err *err, const char *field);
/* Puts beside each fault of a form what its field is called, for those that are among `fields`, and asks to mend what is
 * marked once there is such a field.  where: what the fields are part of ("Paper 2"), "" for the form itself. */
void form_name_faults(Cx *cx, Val *form, const Val *fields, const char *where);
/* Makes the ids of a form's fields its own, where a page has several forms: "take3-control". */
void form_ids(Cx *cx, Val *form, const char *prefix);
/* Gives a choice field its list: values and labels already in words. */
void form_choices(Cx *cx, Val *form, const char *field, Val *list_of_value_label);
/* Puts the named fields, what is seldom filled in, under a fold at the end of the form; it stands open when one of them
 * is filled in or refused, or when `open` says so.  names: ended by NULL. */
void form_aside(Cx *cx, Val *form, const char *const *names, bool open);
Val *form_choice(Arena *a, const char *value, const char *label);
/* Hides a mark that says "it is known" until a refusal asks for it. */
void form_ask_late(Arena *a, Val *form, const char *field);
#endif
