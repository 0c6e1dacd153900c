// SPDX-License-Identifier: Apache-2.0
#include "doc/sample.h"
#include "base/mustache.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static Arena *a;

static int make(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int drop(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const char *text_at(const Val *v, const char *dotted) { return val_str(val_at(v, dotted)); }

static void points_are_numbered_by_level(void **state)
{
    (void)state;
    static const int LEVELS[] = { 1, 2, 2, 3, 1, 2, 9, 0 };
    static const char *const NUMBERS[] = { "1.", "1.1.", "1.2.", "1.2.1.", "2.", "2.1.", "2.1.0.1.", "3." };
    Doc *d = doc_new(a, "az");
    for (int i = 0; i < 8; i++)
        doc_item(d, LEVELS[i], "bənd");
    const Val *v = doc_view(a, d);
    for (int i = 0; i < 8; i++)
        assert_string_equal(text_at(v, arena_printf(a, "blocks.%d.text.number", i)), NUMBERS[i]);
}

static void a_number_given_leaves_the_count_alone(void **state)
{
    (void)state;
    Doc *d = doc_new(a, "az");
    doc_item(d, 1, "birinci");
    doc_item_as(d, 1, "1-1.", "əlavə edilmiş");
    doc_item(d, 1, "ikinci");
    doc_items_restart(d);
    doc_item(d, 1, "yenə birinci");
    const Val *v = doc_view(a, d);
    assert_string_equal(text_at(v, "blocks.1.text.number"), "1-1.");
    assert_string_equal(text_at(v, "blocks.2.text.number"), "2.");
    assert_string_equal(text_at(v, "blocks.3.text.number"), "1.");
}

static void more_text_joins_the_last_text_and_no_other_block(void **state)
{
    (void)state;
    Doc *d = doc_new(a, "az");
    doc_more(d, DOC_BOLD, "nothing to join");
    doc_para(d, "adi ");
    doc_more(d, DOC_BOLD | DOC_UNDERLINE, "qalın");
    doc_rule(d);
    doc_more(d, 0, "nowhere");
    const Val *v = doc_view(a, d);
    assert_int_equal(val_count(val_get(v, "blocks")), 2);
    assert_int_equal(val_count(val_at(v, "blocks.0.text.runs")), 2);
    assert_string_equal(text_at(v, "blocks.0.text.runs.1.text"), "qalın");
    assert_string_equal(text_at(v, "blocks.0.text.runs.1.look"), "doc-run doc-b doc-u");
}

static void texts_are_copied_and_made_valid(void **state)
{
    (void)state;
    char text[] = "ə\xff";
    Doc *d = doc_new(a, "az");
    doc_para(d, text);
    text[0] = 'x';
    assert_string_equal(text_at(doc_view(a, d), "blocks.0.text.runs.0.text"), "ə\xef\xbf\xbd");
}

static void rows_and_marks_need_their_block(void **state)
{
    (void)state;
    static const DocColumn COLUMNS[] = { { "Ad", 1, DOC_LEFT } };
    Doc *d = doc_new(a, "az");
    doc_row(d, (const char *const[]){ "lost" });
    doc_mark(d, &(DocMark){ .name = "lost" });
    doc_table(d, COLUMNS, 1, DOC_COUNT_COLUMNS);
    doc_row(d, (const char *const[]){ NULL });
    doc_row_span(d, "Bölmə");
    const Val *v = doc_view(a, d);
    assert_int_equal(val_count(val_get(v, "blocks")), 1);
    assert_string_equal(text_at(v, "blocks.0.table.rows.0.cells.0.text"), "");
    assert_int_equal(val_num(val_at(v, "blocks.0.table.rows.1.cells.0.span")), 1);
    assert_int_equal(val_num(val_at(v, "blocks.0.table.counts.0")), 1);
}

static void every_block_answers_to_every_name_the_template_asks(void **state)
{
    (void)state;
    static const char *const NAMES[] = {
        "text", "pair", "edges", "sign", "marks", "table", "picture", "emblem",
        "rule", "space", "break", "code" };
    Doc *d = sample_act(a);
    doc_rule(d);
    doc_page_break(d);
    doc_code(d, "kadr", 20);
    doc_picture(d, "png", 3, 20);
    doc_table(d, &(DocColumn){ "Ad", 1, DOC_LEFT }, 1, 0);
    const Val *blocks = val_get(doc_view(a, d), "blocks");
    for (const Val *b = val_first(blocks); b; b = val_next(b)) {
        int filled = 0;
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
            assert_non_null(val_get(b, NAMES[i]));
            filled += val_type(val_get(b, NAMES[i])) != V_NULL;
        }
        assert_int_equal(filled, 1);
    }
    const Val *last = val_at(blocks, arena_printf(a, "%zu", val_count(blocks) - 2));
    assert_string_equal(text_at(last, "picture"), "data:image/png;base64,cG5n");
}

static Str read_file(const char *path)
{
    Str s = str_make(a);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char buf[4096];
    for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;)
        str_addn(&s, buf, n);
    fclose(f);
    return s;
}

static void the_view_of_the_act_is_the_one_kept(void **state)
{
    (void)state;
    Str got = str_make(a);
    val_write_canonical(doc_view(a, sample_act(a)), &got);
    str_addc(&got, '\n');
    assert_string_equal(got.s, read_file(TOP "/src/doc/golden/act.json").s);
}

static const char *same(const void *ctx, const char *msgid)
{
    (void)ctx;
    return msgid;
}

static const char *as_html(const Doc *d)
{
    Err err = { 0 };
    Str out = str_make(a);
    const Template *t = template_compile(a, "doc", read_file(TOP "/templates/doc.html").s, &err);
    const MustacheEnv env = { .translate = same };
    if (!t || !template_render(t, doc_view(a, d), &env, &out, &err))
        fail_msg("%s: %s", err.faults[0].msgid, err.detail);
    return out.s;
}

static void the_template_shows_every_kind_of_block(void **state)
{
    (void)state;
    Doc *d = sample_act(a);
    doc_rule(d);
    doc_page_break(d);
    doc_code(d, "kadr:1", 20);
    doc_picture(d, "png", 3, 20);
    doc_sign(d, &(DocSign){ .post = "Rəis", .name = "A. A.", .png = "png", .png_size = 3, .ground = "5.5",
                            .below = "12.11.2026", .seal = "M.Y." });
    doc_sign(d, &(DocSign){ .post = "Rəis", .name = "A. A.", .mark = "elektron imza" });
    doc_table(d, &(DocColumn){ "Ad <b>", 1, DOC_RIGHT }, 1, DOC_COUNT_COLUMNS);
    doc_row(d, (const char *const[]){ "<script>" });
    doc_row_span(d, "Bölmə");
    const char *html = as_html(d);
    static const char *const THERE[] = {
        "<p class=\"doc-title\"><span class=\"doc-run\">ƏMR</span></p>", "<div class=\"doc-emblem\"",
        "<span class=\"doc-number\">2.1.</span> <span class=\"doc-run\">şəxsi işi",
        "<span class=\"doc-run doc-b\">Əliyev Kamran Rauf oğlu</span>",
        "<span class=\"doc-key\">Əsas:</span>",
        "<span>Bakı şəhəri</span>", "doc-marks doc-visas", "doc-marks doc-acquaintance",
        "<hr class=\"doc-rule\">",
        "<div class=\"doc-break\">", "<p class=\"doc-code\">kadr:1</p>", "src=\"data:image/png;base64,cG5n\"",
        "elektron imza", "<span class=\"doc-seal\">M.Y.</span>", "<th scope=\"col\">Ad &lt;b&gt;</th>",
        "<tr class=\"doc-counts\"><td>1</td></tr>", "<td class=\"doc-right\">&lt;script&gt;</td>",
        "<td class=\"doc-left\" colspan=\"1\">Bölmə</td>", "a41f 90c2 7be3 55d0</span></footer>" };
    for (size_t i = 0; i < sizeof THERE / sizeof *THERE; i++)
        if (!strstr(html, THERE[i]))
            fail_msg("not there: %s in\n%s", THERE[i], html);
    assert_null(strstr(html, "<script>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_numbered_by_level),
        cmocka_unit_test(a_number_given_leaves_the_count_alone),
        cmocka_unit_test(more_text_joins_the_last_text_and_no_other_block),
        cmocka_unit_test(texts_are_copied_and_made_valid),
        cmocka_unit_test(rows_and_marks_need_their_block),
        cmocka_unit_test(every_block_answers_to_every_name_the_template_asks),
        cmocka_unit_test(the_view_of_the_act_is_the_one_kept),
        cmocka_unit_test(the_template_shows_every_kind_of_block),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
