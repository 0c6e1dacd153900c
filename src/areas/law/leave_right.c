// SPDX-License-Identifier: Apache-2.0
/* How many calendar days of annual leave a person has a right to in a work year. */
#include "areas/law/explain.h"
#include <inttypes.h>
#include <string.h>

typedef struct Right {
    Arena            *arena;
    const Law        *law;
    const LeaveFacts *facts;
    Date              on;
    Explain           e;
    bool              binding;
} Right;

static const Rule *use(Right *r, const char *code, Err *err)
{
    const Rule *row = rule_need(r->law, code, r->facts->regime, r->on, err);
    if (row) {
        explain_rule(&r->e, row);
        r->binding &= rule_is_binding(row);
    }
    return row;
}

/* Has the special group this row (no_length: it loses that extra …)? */
static bool group_has(Right *r, const char *what)
{
    if (!*r->facts->group)
        return false;
    const char *code = arena_printf(r->arena, "leave.group.%s.%s", r->facts->group, what);
    const Rule *row = rule_find(r->law, code, r->facts->regime, r->on);
    if (row)
        explain_rule(&r->e, row);
    return row && row->value;
}

/* For length of service: the highest step whose years are complete.  leave.length.counter says
 * which years: 1 all labour seniority, 2 with this employer.
 * source  Labour Code 116; Law on state service 30.3 */
static bool length_extra(Right *r, int *ret, Err *err)
{
    enum { WHOLE_SENIORITY = 1, MOST_STEPS = 9 };
    const Rule *counter = use(r, "leave.length.counter", err);
    if (!counter)
        return false;
    int years = counter->value == WHOLE_SENIORITY ? r->facts->seniority_years : r->facts->employer_years;
    const char *reached = NULL;
    for (int step = 1; step <= MOST_STEPS; step++) {
        const char *code = arena_printf(r->arena, "leave.length.%d", step);
        const Rule *from =
            rule_find(r->law, arena_printf(r->arena, "%s.from", code), r->facts->regime, r->on);
        if (!from)
            break;
        explain_rule(&r->e, from);
        r->binding &= rule_is_binding(from);
        if (years >= from->value)
            reached = code;
    }
    if (!reached)
        return true;
    const Rule *days = use(r, arena_printf(r->arena, "%s.days", reached), err);
    if (!days)
        return false;
    *ret = (int)days->value;
    explain_step(&r->e, "{0} full years of service: {1} days more", val_int(r->arena, years),
                 val_int(r->arena, *ret), NULL);
    return true;
}

/* source  Labour Code 115: the extra for conditions of work is at least leave.conditions.least */
static bool conditions_extra(Right *r, int *ret, Err *err)
{
    if (r->facts->conditions_days == 0)
        return true;
    const Rule *least = use(r, "leave.conditions.least", err);
    if (!least)
        return false;
    if (r->facts->conditions_days < least->value)
        return err_set(err, ERR_INVALID, "conditions_days",
                       "the extra for conditions of work is at least {0} days",
                       arena_printf(r->arena, "%" PRId64, least->value));
    *ret = r->facts->conditions_days;
    explain_step(&r->e, "conditions of work: {0} days more", val_int(r->arena, *ret), NULL);
    return true;
}

/* Children below the age, each until the end of the calendar year in which it reaches it; and
 * whether a disabled one is below its own age that day. */
static void count_children(const Right *r, int64_t age, int64_t disabled_age, int *ret_young,
                           bool *ret_disabled)
{
    int year, month, day, on_year;
    date_split(r->on, &on_year, &month, &day);
    for (size_t i = 0; i < r->facts->child_count; i++) {
        const Child *c = &r->facts->children[i];
        if (date_before(r->on, c->born))
            continue;
        date_split(c->born, &year, &month, &day);
        *ret_young += on_year <= year + age;
        *ret_disabled |= c->disabled && date_before(r->on, date_add_years(c->born, (int)disabled_age));
    }
}

/* source  Labour Code 117: mothers, single fathers, adopters */
static bool children_extra(Right *r, int *ret, Err *err)
{
    if (!r->facts->children_right || r->facts->child_count == 0)
        return true;
    const Rule *age = use(r, "leave.children.age", err),
               *disabled_age = use(r, "leave.children.disabled_age", err);
    const Rule *few = use(r, "leave.children.few.count", err),
               *few_days = use(r, "leave.children.few.days", err);
    const Rule *many = use(r, "leave.children.many.count", err),
               *many_days = use(r, "leave.children.many.days", err);
    if (err->kind != ERR_NONE)
        return false;
    int young = 0;
    bool disabled = false;
    count_children(r, age->value, disabled_age->value, &young, &disabled);
    if (disabled || young >= many->value)
        *ret = (int)many_days->value;
    else if (young >= few->value)
        *ret = (int)few_days->value;
    if (*ret)
        explain_step(&r->e, "{0} children: {1} days more", val_int(r->arena, young), val_int(r->arena, *ret),
                     NULL);
    return true;
}

/* The length of the basic leave and, for a special group, of its own. */
static bool basic_leave(Right *r, int *ret_basic, int *ret_group, Err *err)
{
    const Rule *basic = use(r, r->facts->responsible ? "leave.basic.responsible" : "leave.basic", err);
    if (!basic)
        return false;
    *ret_basic = (int)basic->value;
    explain_step(&r->e, "basic leave: {0} days", val_int(r->arena, *ret_basic), NULL);
    if (!*r->facts->group)
        return true;
    const char *code = arena_printf(r->arena, "leave.group.%s", r->facts->group);
    const Rule *group = rule_find(r->law, code, r->facts->regime, r->on);
    if (!group || group->unit != UNIT_DAY)
        return err_set(err, ERR_INVALID, "group", "there is no group {0} in the rules of leave",
                       r->facts->group);
    explain_rule(&r->e, group);
    r->binding &= rule_is_binding(group);
    *ret_group = (int)group->value;
    return true;
}

/* source  Labour Code 136.2: of the extras for length and for conditions only the longer joins. */
static bool join_extras(Right *r, LeaveRight *right, Err *err)
{
    const Rule *wins = use(r, "leave.longer_extra_wins", err);
    if (!wins)
        return false;
    right->joined = right->length + right->conditions;
    if (wins->value && right->length && right->conditions) {
        right->joined = right->length > right->conditions ? right->length : right->conditions;
        explain_step(&r->e, "of the two extras only the longer joins: {0} days",
                     val_int(r->arena, right->joined), NULL);
    }
    return true;
}

/* The leave of a special group takes the place of a shorter basic leave, or, with a row
 * leave.group.X.total, is the least that basic leave and joined extra make together. */
static void apply_group(Right *r, int group, LeaveRight *right)
{
    int reached = right->basic + (group_has(r, "total") ? right->joined : 0);
    if (group <= reached)
        return;
    right->basic += group - reached;
    explain_step(&r->e, "the leave of the group {0} is longer: {1} days", val_text(r->arena, r->facts->group),
                 val_int(r->arena, group), NULL);
}

static void describe(Right *r)
{
    const LeaveFacts *f = r->facts;
    Arena *a = r->arena;
    Val *in = r->e.in;
    val_put(in, "regime", val_keep(a, regime_code(f->regime)));
    val_put_date(a, in, "on", r->on);
    val_put_bool(a, in, "responsible", f->responsible);
    val_put_int(a, in, "seniority_years", f->seniority_years);
    val_put_int(a, in, "employer_years", f->employer_years);
    val_put_int(a, in, "conditions_days", f->conditions_days);
    val_put_bool(a, in, "children_right", f->children_right);
    val_put_bool(a, in, "liberated", f->liberated);
    val_put_text(a, in, "group", f->group);
    Val *children = val_put(in, "children", val_list(a));
    for (size_t i = 0; i < f->child_count; i++) {
        Val *c = val_add(children, val_map(a));
        val_put_date(a, c, "born", f->children[i].born);
        val_put_bool(a, c, "disabled", f->children[i].disabled);
    }
}

static bool all_extras(Right *r, LeaveRight *right, Err *err)
{
    if (!group_has(r, "no_length") && !length_extra(r, &right->length, err))
        return false;
    if (!group_has(r, "no_conditions") && !conditions_extra(r, &right->conditions, err))
        return false;
    if (!group_has(r, "no_children") && !children_extra(r, &right->children, err))
        return false;
    if (r->facts->liberated) {
        const Rule *row = use(r, "leave.liberated", err);
        if (!row)
            return false;
        right->liberated = (int)row->value;
        explain_step(&r->e, "liberated territories: {0} days more", val_int(r->arena, right->liberated),
                     NULL);
    }
    return join_extras(r, right, err);
}

bool leave_right(Arena *a, const Law *law, const LeaveFacts *facts, Date on, LeaveRight *ret, Err *err)
{
    LeaveFacts known = *facts;
    if (!known.group)
        known.group = "";
    Right r = { .arena = a,
                .law = law,
                .facts = &known,
                .on = on,
                .e = explain_make(a, "leave.right"),
                .binding = true };
    LeaveRight right = { 0 };
    int group = 0;
    describe(&r);
    if (!basic_leave(&r, &right.basic, &group, err) || !all_extras(&r, &right, err))
        return false;
    apply_group(&r, group, &right);
    right.total = right.basic + right.joined + right.children + right.liberated;
    explain_step(&r.e, "{0} days in all", val_int(a, right.total), NULL);
    val_put_int(a, r.e.out, "basic", right.basic);
    val_put_int(a, r.e.out, "joined", right.joined);
    val_put_int(a, r.e.out, "children", right.children);
    val_put_int(a, r.e.out, "liberated", right.liberated);
    val_put_int(a, r.e.out, "total", right.total);
    right.binding = r.binding;
    right.confidence = r.e.confidence;
    const Rule *main =
        rule_need(law, known.responsible ? "leave.basic.responsible" : "leave.basic", known.regime, on, err);
    right.derivation = explain_end(&r.e, main ? main->basis : "");
    *ret = right;
    return main != NULL;
}

bool leave_right_again(Arena *a, const Law *law, const Val *in, const Val **ret, Err *err)
{
    LeaveFacts f = { 0 };
    Date on;
    if (!stored_regime(in, &f.regime, err) || !stored_date(in, "on", &on, err)
        || !stored_text(in, "group", &f.group, err))
        return false;
    f.responsible = val_num(val_get(in, "responsible"));
    f.seniority_years = (int)val_num(val_get(in, "seniority_years"));
    f.employer_years = (int)val_num(val_get(in, "employer_years"));
    f.conditions_days = (int)val_num(val_get(in, "conditions_days"));
    f.children_right = val_num(val_get(in, "children_right"));
    f.liberated = val_num(val_get(in, "liberated"));
    Child *children = NEW_N(a, Child, val_count(val_get(in, "children")) + 1);
    for (const Val *v = val_first(val_get(in, "children")); v; v = val_next(v)) {
        Child *c = &children[f.child_count++];
        if (!stored_date(v, "born", &c->born, err))
            return false;
        c->disabled = val_num(val_get(v, "disabled"));
    }
    f.children = children;
    LeaveRight right;
    if (!leave_right(a, law, &f, on, &right, err))
        return false;
    *ret = right.derivation;
    return true;
}
