// SPDX-License-Identifier: Apache-2.0
#include "areas/law/law_diff.h"
#include <stdlib.h>
#include <string.h>

const char LAW_ENTERED[] = "entered";

typedef struct Rows { LawRow *row; size_t count; } Rows;

static const char *text_of(Arena *a, const Val *v)
{
    Str out = str_make(a);
    val_write_canonical(v, &out);
    return out.s;
}

static bool is_entered(const char *source) { return source && strcmp(source, LAW_ENTERED) == 0; }

/* ---- the rows of a law, part by part ------------------------------------------ */

static size_t count_acts(const Law *law) { return law->act_count; }
static size_t count_rules(const Law *law) { return law->rule_count; }
static size_t count_fixed(const Law *law) { return law->facts->fixed_count; }
static size_t count_dated(const Law *law) { return law->facts->dated_count; }

static LawRow act_row(Arena *a, const Law *law, size_t i)
{
    const LegalAct *x = &law->acts[i];
    Val *v = val_map(a);
    val_put_text(a, v, "number", x->number);
    val_put(v, "date", val_optdate(a, x->date));
    val_put_text(a, v, "title_en", x->title_en);
    val_put_text(a, v, "title_az", x->title_az);
    val_put_text(a, v, "body", x->body);
    val_put(v, "edition", val_optdate(a, x->edition));
    val_put_text(a, v, "confidence", confidence_code(x->confidence));
    val_put_text(a, v, "note", x->note);
    return (LawRow){ x->code, x->code, text_of(a, v), x, false };
}

static LawRow rule_row(Arena *a, const Law *law, size_t i)
{
    const Rule *r = &law->rules[i];
    Val *v = rule_view(a, r);
    val_put_text(a, v, "note", r->note);
    return (LawRow){ arena_printf(a, "%s %s", r->code, regime_code(r->regime)), r->code, text_of(a, v), r, is_entered(r->source) };
}

static LawRow fixed_row(Arena *a, const Law *law, size_t i)
{
    const FixedDay *f = &law->facts->fixed[i];
    Val *v = val_map(a);
    val_put_int(a, v, "month", f->month);
    val_put_int(a, v, "day", f->day);
    val_put_int(a, v, "days", f->days);
    val_put_text(a, v, "kind", day_kind_code(f->kind));
    val_put_text(a, v, "name", f->name);
    val_put_date(a, v, "valid_from", f->valid_from);
    val_put_date(a, v, "valid_to", f->valid_to);
    val_put_text(a, v, "basis", f->basis);
    val_put_text(a, v, "confidence", confidence_code(f->confidence));
    return (LawRow){ f->code, f->code, text_of(a, v), f, false };
}

/* "exchange 2027-01-04 2027-01-09" for both of its days; "religious Ramazan 2027". */
static const char *day_key(Arena *a, const DatedDay *f)
{
    int year, month, day;
    char first[DATE_TEXT], second[DATE_TEXT];
    date_split(f->first, &year, &month, &day);
    if (!f->pair.has)
        return arena_printf(a, "%s %s %d", day_kind_code(f->kind), f->name, year);
    bool earlier = date_before(f->first, f->pair.v);
    date_format(earlier ? f->first : f->pair.v, first);
    date_format(earlier ? f->pair.v : f->first, second);
    return arena_printf(a, "exchange %s %s", first, second);
}

static LawRow dated_row(Arena *a, const Law *law, size_t i)
{
    const DatedDay *f = &law->facts->dated[i];
    const char *key = day_key(a, f);
    Val *v = val_map(a);
    val_put_date(a, v, "first", f->first);
    val_put_int(a, v, "days", f->days);
    val_put_text(a, v, "kind", day_kind_code(f->kind));
    val_put_text(a, v, "name", f->name);
    val_put(v, "pair", val_optdate(a, f->pair));
    val_put_int(a, v, "around", f->around);
    val_put_text(a, v, "basis", f->basis);
    val_put_text(a, v, "confidence", confidence_code(f->confidence));
    return (LawRow){ key, key, text_of(a, v), f, is_entered(f->source) };
}

static const struct {
    size_t (*count)(const Law *law);
    LawRow (*row)(Arena *a, const Law *law, size_t i);
} PARTS[PART__COUNT] = {
    [PART_ACT] = { count_acts, act_row },       [PART_RULE] = { count_rules, rule_row },
    [PART_HOLIDAY] = { count_fixed, fixed_row }, [PART_DAY] = { count_dated, dated_row },
};

static int by_key_and_text(const void *pa, const void *pb)
{
    const LawRow *a = pa, *b = pb;
    int c = strcmp(a->key, b->key);
    return c ? c : strcmp(a->text, b->text);
}

static Rows rows_of(Arena *a, const Law *law, LawPart part)
{
    Rows rows = { NEW_N(a, LawRow, PARTS[part].count(law) + 1), PARTS[part].count(law) };
    for (size_t i = 0; i < rows.count; i++)
        rows.row[i] = PARTS[part].row(a, law, i);
    qsort(rows.row, rows.count, sizeof *rows.row, by_key_and_text);
    return rows;
}

/* ---- whose a change is ----------------------------------------------------------- */

/* A row for one regime would take the place of a row for all that officers approved, and a waiting row is for officers to decide. */
static bool rule_is_theirs(const Law *stored, const Rule *r, bool is_new, const WaitingRule *waiting, size_t n)
{
    for (size_t i = 0; i < stored->rule_count; i++) {
        const Rule *s = &stored->rules[i];
        if (is_entered(s->source) && strcmp(s->code, r->code) == 0 && (s->regime == r->regime || (is_new && s->regime == REGIME_ANY)))
            return true;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(waiting[i].code, r->code) == 0 && strcmp(waiting[i].regime, regime_code(r->regime)) == 0)
            return true;
    return false;
}

/* The same feast of the year, or the same day. */
static bool day_is_theirs(Arena *a, const Law *stored, const LawRow *row)
{
    for (size_t i = 0; i < stored->facts->dated_count; i++) {
        const DatedDay *s = &stored->facts->dated[i], *d = row->is;
        if (is_entered(s->source) && (date_same(s->first, d->first) || strcmp(day_key(a, s), row->key) == 0))
            return true;
    }
    return false;
}

/* Does a row of the program say nothing that officers did not know when they decided? */
static bool rule_is_known(const Rule *now, Rows stored)
{
    for (size_t i = 0; i < stored.count; i++) {
        const Rule *s = stored.row[i].is;
        if (strcmp(s->code, now->code) == 0 && s->regime == now->regime && date_same(s->valid_from, now->valid_from)
            && s->value == now->value && s->unit == now->unit
            && (stored.row[i].entered || (strcmp(s->basis, now->basis) == 0 && s->confidence == now->confidence)))
            return true;
    }
    return false;
}

static bool day_is_known(const DatedDay *now, Rows stored)
{
    bool known = now->confidence == CONF_U;
    for (size_t i = 0; !known && i < stored.count; i++) {
        const DatedDay *s = stored.row[i].is;
        known = date_same(s->first, now->first) && s->kind == now->kind && s->days == now->days;
    }
    return known;
}

static bool is_known(LawPart part, const LawRow *now, Rows stored)
{
    return part == PART_RULE ? rule_is_known(now->is, stored) : day_is_known(now->is, stored);
}

/* ---- the difference ---------------------------------------------------------------- */

/* Rows of `of` that `other` has not. */
static const LawRow *without(Arena *a, Rows of, Rows other, size_t *ret_count)
{
    LawRow *rows = NEW_N(a, LawRow, of.count + 1);
    *ret_count = 0;
    for (size_t i = 0; i < of.count; i++) {
        bool there = false;
        for (size_t k = 0; !there && k < other.count; k++)
            there = strcmp(of.row[i].text, other.row[k].text) == 0;
        if (!there)
            rows[(*ret_count)++] = of.row[i];
    }
    return rows;
}

static Rows group_from(Rows all, size_t *io_at, const char *key)
{
    Rows group = { all.row + *io_at, 0 };
    while (*io_at < all.count && strcmp(all.row[*io_at].key, key) == 0)
        group.count++, ++*io_at;
    return group;
}

/* False: nothing to do and nothing to tell. */
static bool compare(Arena *a, LawPart part, const Law *law, Rows stored, Rows program, const WaitingRule *waiting, size_t n, LawChange *ret)
{
    if (part == PART_ACT && !program.count)
        return false;
    *ret = (LawChange){ .part = part, .code = (program.count ? program : stored).row->code };
    ret->was = without(a, stored, program, &ret->was_count);
    ret->now = without(a, program, stored, &ret->now_count);
    if (!ret->was_count && !ret->now_count)
        return false;
    const LawRow *any = program.count ? program.row : stored.row;
    bool is_new = stored.count == 0;
    ret->theirs = part == PART_RULE && rule_is_theirs(law, any->is, is_new, waiting, n);
    for (size_t i = 0; part == PART_DAY && !ret->theirs && i < program.count + stored.count; i++)
        ret->theirs = day_is_theirs(a, law, i < program.count ? &program.row[i] : &stored.row[i - program.count]);
    if (!ret->theirs)
        return true;
    bool news = false;
    for (size_t i = 0; !news && i < ret->now_count; i++)
        news = !is_known(part, &ret->now[i], stored);
    return news;
}

void law_diff(Arena *a, const Law *stored, const Law *program, const WaitingRule *waiting, size_t n, LawChange **ret, size_t *ret_count)
{
    size_t most = 0;
    for (int part = 0; part < PART__COUNT; part++)
        most += PARTS[part].count(stored) + PARTS[part].count(program);
    *ret = NEW_N(a, LawChange, most + 1);
    *ret_count = 0;
    for (int part = 0; part < PART__COUNT; part++) {
        Rows was = rows_of(a, stored, part), now = rows_of(a, program, part);
        for (size_t i = 0, k = 0; i < was.count || k < now.count;) {
            bool later = i == was.count || (k < now.count && strcmp(now.row[k].key, was.row[i].key) < 0);
            const char *key = later ? now.row[k].key : was.row[i].key;
            Rows before = group_from(was, &i, key), after = group_from(now, &k, key);
            *ret_count += compare(a, part, stored, before, after, waiting, n, &(*ret)[*ret_count]);
        }
    }
}

const char *law_rows_text(Arena *a, const LawRow *rows, size_t n)
{
    Str out = str_make(a);
    str_addc(&out, '[');
    for (size_t i = 0; i < n; i++)
        str_addf(&out, "%s%s", i ? "," : "", rows[i].text);
    str_addc(&out, ']');
    return out.s;
}
