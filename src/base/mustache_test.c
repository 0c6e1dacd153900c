// SPDX-License-Identifier: Apache-2.0
/* What of the Mustache specification holds here, and every place where we differ from it. */
#include "base/mustache.h"
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <setjmp.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(x) (sizeof(x) / sizeof *(x))

/* ---- one view and a few partials for all cases --------------------------- */

static Val *person(Arena *a, const char *name, bool absent)
{
    Val *m = val_map(a);
    val_put_text(a, m, "name", name);
    val_put_bool(a, m, "absent", absent);
    return m;
}

static Val *sample(Arena *a)
{
    Val *v = val_map(a);
    val_put_text(a, v, "title", "Orders");
    val_put_text(a, v, "html", "a<b> & \"c\" 'd'");
    val_put_text(a, v, "empty", "");
    val_put_text(a, v, "lines", "1\n2");
    val_put_int(a, v, "zero", 0);
    val_put_int(a, v, "count", -1200);
    val_put_bool(a, v, "yes", true);
    val_put_bool(a, v, "no", false);
    val_put(v, "nothing", val_null(a));
    val_put_date(a, v, "day", date_make(2026, 11, 22));
    val_put_date(a, v, "open", DATE_FOREVER);
    val_put(v, "at", val_instant(a, (Instant){ instant_day_start(date_make(2026, 11, 22)).us
                                               + (11 * 60 + 13) * 60000000LL + 59999999 }));
    val_put(v, "midnight", val_instant(a, instant_day_start(date_make(2027, 1, 1))));
    Val *unit = val_put(v, "unit", val_map(a));
    val_put_text(a, unit, "name", "Directorate");
    val_put(unit, "head", person(a, "Rauf", true));
    Val *people = val_put(v, "people", val_list(a));
    val_add(people, person(a, "Leyla", false));
    val_add(people, person(a, "Orxan", true));
    val_put(v, "none", val_list(a));
    Val *numbers = val_put(v, "numbers", val_list(a));
    for (int i = 1; i <= 3; i++)
        val_add(numbers, val_int(a, i));
    Val *rows = val_put(v, "rows", val_list(a));
    for (int i = 0; i < 2; i++) {
        Val *row = val_add(rows, val_list(a));
        val_add(row, val_text(a, i ? "c" : "a"));
        val_add(row, val_text(a, i ? "d" : "b"));
    }
    return v;
}

static const struct { const char *name, *text; } PARTIALS[] = {
    { "hello", "hello {{title}}" },
    { "person/row", "<{{name}}>" },
    { "lines", "x\n{{lines}}\n" },
    { "blocks", "{{#yes}}\na\n{{/yes}}\n{{title}} b\n" },
    { "nested", "n\n  {{>two}}\n" },
    { "two", "1\n2\n" },
    { "inner", "({{>two}})\n" },
    { "inline", "{{#people}}{{name}}\n{{/people}}\n" },
    { "blank", "a\n\nb\n" },
    { "loop", "{{>loop}}" },
    { "missing", "{{nobody}}" },
};

typedef struct Shelf { const Template *t[COUNT(PARTIALS)]; } Shelf;

static const Template *find_partial(const void *ctx, const char *name)
{
    const Shelf *shelf = ctx;
    for (size_t i = 0; i < COUNT(PARTIALS); i++)
        if (strcmp(PARTIALS[i].name, name) == 0)
            return shelf->t[i];
    return NULL;
}

static const char *find_text(const void *ctx, const char *msgid)
{
    (void)ctx;
    return strcmp(msgid, "Save & close") == 0 ? "Saxla & \"bağla\"" : msgid;
}

static Shelf shelf_make(Arena *a)
{
    Shelf shelf;
    for (size_t i = 0; i < COUNT(PARTIALS); i++) {
        Err err = { 0 };
        shelf.t[i] = template_compile(a, PARTIALS[i].name, PARTIALS[i].text, &err);
        assert_non_null(shelf.t[i]);
    }
    return shelf;
}

static bool render(Arena *a, const char *text, Str *out, Err *err)
{
    Shelf shelf = shelf_make(a);
    MustacheEnv env = { find_partial, find_text, &shelf };
    *out = str_make(a);
    const Template *t = template_compile(a, "page", text, err);
    return t && template_render(t, sample(a), &env, out, err);
}

/* The same through templates of one language with their partials linked. */
static const char *render_localised(Arena *a, const char *text)
{
    Shelf plain = shelf_make(a), shelf;
    MustacheEnv env = { find_partial, find_text, &shelf };
    Err err = { 0 };
    for (size_t i = 0; i < COUNT(PARTIALS); i++)
        shelf.t[i] = template_localise(a, plain.t[i], &env);
    for (size_t i = 0; i < COUNT(PARTIALS); i++)
        template_link((Template *)shelf.t[i], &env);
    Template *t = template_localise(a, template_compile(a, "page", text, &err), &env);
    template_link(t, &env);
    Str out = str_make(a);
    return template_render(t, sample(a), &(MustacheEnv){ 0 }, &out, &err) ? out.s : arena_strdup(a, err.detail);
}

typedef struct Case { const char *why, *text, *want; } Case;

static void check(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Arena *a = arena_new();
        Err err = { 0 };
        Str out;
        if (!render(a, cases[i].text, &out, &err))
            fail_msg("%s: %s", cases[i].why, err.detail);
        if (strcmp(out.s, cases[i].want) != 0)
            fail_msg("%s: got [%s], expected [%s]", cases[i].why, out.s, cases[i].want);
        const char *localised = render_localised(a, cases[i].text);
        if (strcmp(localised, cases[i].want) != 0)
            fail_msg("%s, localised: got [%s], expected [%s]", cases[i].why, localised, cases[i].want);
        arena_free(a);
    }
}

/* ---- what prints ----------------------------------------------------------- */

static void values_are_printed_and_escaped(void **state)
{
    (void)state;
    static const Case CASES[] = {
        { "no tag",                    "Hello.\n",              "Hello.\n" },
        { "empty template",            "",                      "" },
        { "braces alone",              "{ } {x} }}",            "{ } {x} }}" },
        { "text",                      "[{{title}}]",           "[Orders]" },
        { "blanks inside the tag",     "[{{  title  }}]",       "[Orders]" },
        { "all five are escaped",      "{{html}}",   "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;" },
        { "literal text is not",       "<b> & \"",              "<b> & \"" },
        { "empty text",                "[{{empty}}]",           "[]" },
        { "null",                      "[{{nothing}}]",         "[]" },
        { "zero",                      "{{zero}}",              "0" },
        { "negative number",           "{{count}}",             "-1200" },
        { "truth values",              "{{yes}} {{no}}",        "true false" },
        { "date",                      "{{day}}",               "22.11.2026" },
        { "open date is null",         "[{{open}}]",            "[]" },
        { "instant, minute cut",       "{{at}}",                "22.11.2026 11:13" },
        { "instant, first of the day", "{{midnight}}",          "01.01.2027 00:00" },
        { "dotted",                    "{{unit.head.name}}",    "Rauf" },
        { "below null",                "[{{nothing.name}}]",    "[]" },
        { "from the root",             "{{@title}} {{@unit.name}}", "Orders Directorate" },
        { "blanks around stay",        "  {{title}}\n",         "  Orders\n" },
        { "translated and escaped",    "{{_ Save & close}}",    "Saxla &amp; &quot;bağla&quot;" },
        { "translated over two lines", "{{_ Save &\n   close }}", "Saxla &amp; &quot;bağla&quot;" },
        { "untranslated",              "{{_ Print}}",           "Print" },
    };
    check(CASES, COUNT(CASES));
}

static void sections_test_enter_and_repeat(void **state)
{
    (void)state;
    static const Case CASES[] = {
        { "true",                   "{{#yes}}a{{/yes}}",                        "a" },
        { "false",                  "[{{#no}}a{{/no}}]",                        "[]" },
        { "null is false",          "[{{#nothing}}a{{/nothing}}]",              "[]" },
        { "zero is false",          "[{{#zero}}a{{/zero}}]",                    "[]" },
        { "number tests only",      "{{#count}}{{title}}{{/count}}",            "Orders" },
        { "text tests only",        "{{#title}}{{title}}{{/title}}",            "Orders" },
        { "empty text is false",    "[{{#empty}}a{{/empty}}]",                  "[]" },
        { "date tests only",        "{{#day}}{{title}}{{/day}}",                "Orders" },
        { "map is entered",         "{{#unit}}{{name}}{{/unit}}",               "Directorate" },
        { "dotted map",             "{{#unit.head}}{{name}}{{/unit.head}}",     "Rauf" },
        { "below null is false",    "[{{#nothing.x}}a{{/nothing.x}}]",          "[]" },
        { "list repeats",           "{{#people}}{{name}};{{/people}}",          "Leyla;Orxan;" },
        { "empty list",             "[{{#none}}a{{/none}}]",                    "[]" },
        { "list of numbers",        "{{#numbers}}({{.}}){{/numbers}}",          "(1)(2)(3)" },
        { "list of lists",          "{{#rows}}{{#.}}{{.}}{{/.}};{{/rows}}",     "ab;cd;" },
        { "section within a row", "{{#people}}{{name}}{{#absent}}!{{/absent}} {{/people}}", "Leyla Orxan! " },
        { "root within a row",      "{{#people}}{{@title}}{{/people}}",         "OrdersOrders" },
        { "named root",             "{{#people}}{{@root.title}}{{/people}}",    "OrdersOrders" },
        { "section from the root",  "{{#unit}}{{#@people}}{{name}} {{/@people}}{{/unit}}", "Leyla Orxan " },
        { "test of a list",         "{{#people?}}{{title}}{{/people?}}",        "Orders" },
        { "test of a map",          "{{#unit?}}{{title}}{{/unit}}",             "Orders" },
        { "test of an empty list",  "[{{#none?}}a{{/none?}}]",                  "[]" },
        { "test of null",           "[{{#nothing?}}a{{/nothing?}}]",            "[]" },
        { "inverted false",         "{{^no}}a{{/no}}",                          "a" },
        { "inverted true",          "[{{^yes}}a{{/yes}}]",                      "[]" },
        { "inverted null",          "{{^nothing}}a{{/nothing}}",                "a" },
        { "inverted empty list",    "{{^none}}a{{/none}}",                      "a" },
        { "inverted list",          "[{{^people}}a{{/people}}]",                "[]" },
        { "inverted map",           "[{{^unit}}a{{/unit}}]",                    "[]" },
        { "inverted keeps the scope", "{{^none}}{{title}}{{/none}}",            "Orders" },
        { "the same name inside itself", "{{#yes}}{{#yes}}a{{/yes}}b{{/yes}}",  "ab" },
        { "blanks in the tags",     "{{# yes }}a{{/ yes }}",                    "a" },
    };
    check(CASES, COUNT(CASES));
}

static void lines_of_a_lone_tag_disappear(void **state)
{
    (void)state;
    static const Case CASES[] = {
        { "section lines",            "1\n{{#yes}}\n2\n{{/yes}}\n3\n",          "1\n2\n3\n" },
        { "indented section lines",   "1\n  {{#yes}}\n  2\n\t{{/yes}}  \n3\n",  "1\n  2\n3\n" },
        { "inverted lines",           "1\n{{^no}}\n2\n{{/no}}\n3",              "1\n2\n3" },
        { "repeated",                 "{{#people}}\n{{name}}\n{{/people}}\n",   "Leyla\nOrxan\n" },
        { "first line",               "  {{#yes}}\na{{/yes}}",                  "a" },
        { "last line without break",  "a\n  {{#yes}}\n{{/yes}}",                "a\n" },
        { "carriage returns",         "1\r\n{{#yes}}\r\n2\r\n{{/yes}}\r\n3",    "1\r\n2\r\n3" },
        { "carriage return alone",    "{{#yes}}\ra{{/yes}}",                    "\ra" },
        { "two tags are not alone",   " {{#yes}}{{/yes}}\n",                    " \n" },
        { "text beside",              "{{#yes}} a\n{{/yes}} b\n",               " a\n b\n" },
        { "comment",                  "a{{! no }}b",                            "ab" },
        { "comment line",             "1\n  {{! no }}\n2\n",                    "1\n2\n" },
        { "comment over lines",       "1\n{{!\n no\n}}\n2\n",                   "1\n2\n" },
        { "comment beside text",      "1 {{! no }}\n",                          "1 \n" },
        { "empty comment",            "a{{!}}b",                                "ab" },
        { "a value is never alone",   "  {{empty}}\n",                          "  \n" },
        { "nor is a translation",     "  {{_ Print}}\n",                        "  Print\n" },
    };
    check(CASES, COUNT(CASES));
}

static void partials_follow_the_indentation_rules(void **state)
{
    (void)state;
    static const Case CASES[] = {
        { "inline",                   "[{{>hello}}]",                      "[hello Orders]" },
        { "blanks in the tag",        "[{{> hello }}]",                    "[hello Orders]" },
        { "in the scope of a row",    "{{#people}}{{>person/row}}{{/people}}", "<Leyla><Orxan>" },
        { "alone: line break goes",   "1\n{{>two}}\n3",                    "1\n1\n2\n3" },
        { "alone: indented",          " {{>two}}\n3",                      " 1\n 2\n3" },
        { "alone on the last line",   "a\n  {{>two}}",                     "a\n  1\n  2\n" },
        { "alone with returns",       "|\r\n{{>two}}\r\n|",                "|\r\n1\n2\n|" },
        { "inline is not indented",   "  {{title}} {{>two}}\n",            "  Orders 1\n2\n\n" },
        { "values are not indented",  " {{>lines}}\n",                     " x\n 1\n2\n" },
        { "lone tags leave nothing",  "  {{>blocks}}\n",                   "  a\n  Orders b\n" },
        { "indentations add up",      "  {{>nested}}\n",                   "  n\n    1\n    2\n" },
        { "inner inline",             "  {{>inner}}\n",                    "  (1\n2\n)\n" },
        { "section opened in a line", "  {{>inline}}\n",                   "  Leyla\nOrxan\n" },
        { "empty lines",              "  {{>blank}}\n",                    "  a\n  \n  b\n" },
    };
    check(CASES, COUNT(CASES));
}

/* ---- where we differ ------------------------------------------------------- */

/* `want` leaves out "template page, line ", with which each of these messages begins. */
static void must_fail(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Arena *a = arena_new();
        Err err = { 0 };
        Str out;
        if (render(a, cases[i].text, &out, &err))
            fail_msg("%s: printed [%s]", cases[i].why, out.s);
        assert_int_equal(err.kind, ERR_INTERNAL);
        char text[400];
        const Fault *f = &err.faults[0];
        bool page = strcmp(f->args[0], "page") == 0;
        err_format(page ? f->msgid + strlen("template {0}, line ") : f->msgid, f, text, sizeof text);
        if (strcmp(text, cases[i].want) != 0)
            fail_msg("%s: says '%s', expected '%s'", cases[i].why, text, cases[i].want);
        arena_free(a);
    }
}

static void mistakes_in_a_template_do_not_compile(void **state)
{
    (void)state;
    static const Case CASES[] = {
        { "three braces",    "{{{html}}}",            "1: there is no unescaped tag: {{{html}}" },
        { "ampersand",       "\n{{&html}}",           "2: there is no unescaped tag: {{&html}}" },
        { "set delimiters",  "{{=<% %>=}}",           "1: delimiters cannot be changed: {{=<% %>=}}" },
        { "open tag",        "a\nb {{title",          "2: a tag is not closed: {{title" },
        { "empty tag",       "{{ }}",                 "1: an empty tag: {{ }}" },
        { "open section",    "\n{{#yes}}\n",          "2: section yes is not closed" },
        { "open inner",      "{{#yes}}{{#no}}{{/no}}","1: section yes is not closed" },
        { "crossed",         "{{#yes}}{{#no}}{{/yes}}{{/no}}",
          "1: closes another section than the open one: yes" },
        { "closed only",     "{{/yes}}",              "1: closes a section that is not open: yes" },
        { "blank in a name", "{{a b}}",               "1: not a name: a b" },
        { "empty step",      "{{a..b}}",              "1: not a name: a..b" },
        { "dot at the end",  "{{a.}}",                "1: not a name: a." },
        { "test as a value", "{{unit?}}",             "1: not a name: unit?" },
        { "lone mark",       "{{#?}}{{/?}}",          "1: not a name: ?" },
        { "root alone",      "{{@}}",                 "1: not a name: @" },
        { "partial's name",  "{{>a b}}",              "1: not a partial's name: a b" },
    };
    must_fail(CASES, COUNT(CASES));
}

static void unknown_names_and_outer_scopes_fail(void **state)
{
    (void)state;
    static const Case CASES[] = {
        { "unknown name",        "\n{{titel}}",             "2: unknown name: titel" },
        { "unknown section",     "{{#titel}}{{/titel}}",    "1: unknown name: titel" },
        { "unknown inverted",    "{{^titel}}{{/titel}}",    "1: unknown name: titel" },
        { "unknown step",        "{{unit.nam}}",            "1: unknown name: unit.nam" },
        { "unknown at the root", "{{@name}}",               "1: unknown name: @name" },
        { "named root too",      "{{@root.name}}",          "1: unknown name: @root.name" },
        { "step below text",     "{{title.x}}",             "1: unknown name: title.x" },
        { "outer scope, row",    "{{#people}}{{title}}{{/people}}", "1: unknown name: title" },
        { "outer scope, map",    "{{#unit}}{{title}}{{/unit}}",     "1: unknown name: title" },
        { "outer scope, number", "{{#numbers}}{{title}}{{/numbers}}", "1: unknown name: title" },
        { "a list as a value",   "{{people}}",    "1: a list or map cannot be printed: people" },
        { "a map as a value",    "{{#unit}}{{.}}{{/unit}}",
          "1: a list or map cannot be printed: ." },
        { "unknown partial",     "{{>nobody}}",             "1: unknown partial: nobody" },
        { "inside a partial", "{{>missing}}",            "template missing, line 1: unknown name: nobody" },
        { "endless partial",     "{{>loop}}", "template loop, line 1: partials nest too deep: loop" },
    };
    must_fail(CASES, COUNT(CASES));
}

static void a_view_with_a_root_of_its_own_keeps_it(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Err err = { 0 };
    Val *view = val_map(a);
    val_put_text(a, val_put(view, "root", val_map(a)), "name", "own");
    val_put_text(a, view, "name", "page");
    const Template *t = template_compile(a, "t", "{{@root.name}}", &err);
    assert_non_null(t);
    Str out = str_make(a);
    assert_true(template_render(t, view, &(MustacheEnv){ 0 }, &out, &err));
    assert_string_equal(out.s, "own");
    arena_free(a);
}

/* Rows whose keys are equal but not the same pointers, and whose members come in another order. */
static void rows_of_different_makers_are_matched_by_text(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Err err = { 0 };
    Val *view = val_map(a), *rows = val_put(view, "rows", val_list(a));
    for (int i = 0; i < 3; i++) {
        Val *row = val_add(rows, val_map(a));
        const char *x = arena_strdup(a, "x"), *y = arena_strdup(a, "y");
        val_put_int(a, row, i % 2 ? x : y, i % 2 ? i : 10 * i);
        val_put_int(a, row, i % 2 ? y : x, i % 2 ? 10 * i : i);
    }
    const Template *t = template_compile(a, "t", "{{#rows}}{{x}}={{y}} {{/rows}}", &err);
    assert_non_null(t);
    Str out = str_make(a);
    assert_true(template_render(t, view, &(MustacheEnv){ 0 }, &out, &err));
    assert_string_equal(out.s, "0=0 1=10 2=20 ");
    arena_free(a);
}

static void collect(void *ctx, const char *msgid)
{
    str_add(ctx, msgid);
    str_add(ctx, "|");
}

static void the_texts_of_a_template_can_be_listed(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Err err = { 0 };
    const Template *t = template_compile(a, "t", "{{_ One}}{{#no}}{{_ Two\n  words}}{{/no}}{{_two}}", &err);
    assert_non_null(t);
    Str seen = str_make(a);
    template_each_text(t, collect, &seen);
    assert_string_equal(seen.s, "One|Two words|");
    arena_free(a);
}

/* ---- threads ------------------------------------------------------------- */

typedef struct Worker { const Template *t; const MustacheEnv *env; int wrong; } Worker;

static void *render_often(void *arg)
{
    Worker *w = arg;
    for (int i = 0; i < 300; i++) {
        Arena *a = arena_new();
        Err err = { 0 };
        Str out = str_make(a);
        bool ok = template_render(w->t, sample(a), w->env, &out, &err);
        w->wrong += !ok || strcmp(out.s, "<Leyla><Orxan>Orders") != 0;
        arena_free(a);
    }
    return NULL;
}

static void threads_share_one_template(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Err err = { 0 };
    Shelf shelf = shelf_make(a);
    MustacheEnv env = { find_partial, find_text, &shelf };
    const Template *t = template_compile(a, "t", "{{#people}}{{>person/row}}{{/people}}{{title}}", &err);
    assert_non_null(t);
    Worker w[4];
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
        w[i] = (Worker){ t, &env, 0 };
        assert_int_equal(pthread_create(&thread[i], NULL, render_often, &w[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(thread[i], NULL);
        assert_int_equal(w[i].wrong, 0);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_printed_and_escaped),
        cmocka_unit_test(sections_test_enter_and_repeat),
        cmocka_unit_test(lines_of_a_lone_tag_disappear),
        cmocka_unit_test(partials_follow_the_indentation_rules),
        cmocka_unit_test(mistakes_in_a_template_do_not_compile),
        cmocka_unit_test(unknown_names_and_outer_scopes_fail),
        cmocka_unit_test(a_view_with_a_root_of_its_own_keeps_it),
        cmocka_unit_test(rows_of_different_makers_are_matched_by_text),
        cmocka_unit_test(the_texts_of_a_template_can_be_listed),
        cmocka_unit_test(threads_share_one_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
