// SPDX-License-Identifier: Apache-2.0
#include "doc/sample.h"

static const Instant MADE = { 1794470400000000LL };       /* 2026-11-12T08:00:00Z */

static void act_points(Doc *d)
{
    doc_item(d, 1, NULL);
    doc_more(d, DOC_BOLD, "Əliyev Kamran Rauf oğlu");
    doc_more(d, 0, " 2026-cı il noyabrın 16-dan Kadrlar idarəsinin Xidmətə qəbul və tədris şöbəsinin baş "
                   "inspektoru vəzifəsinə təyin edilsin, tutduğu inspektor vəzifəsindən azad olunsun.");
    doc_item(d, 1, NULL);
    doc_more(d, DOC_BOLD, "Quluzadə Çinarə İlqar qızı");
    doc_more(d, 0, " öz xahişi ilə (ərizə) 2026-cı il noyabrın 20-dən tutduğu kiçik inspektor-kargüzar "
                   "vəzifəsindən azad edilsin:");
    doc_item(d, 2, "şəxsi işi müəyyən edilmiş qaydada arxivə təhvil verilsin;");
    doc_item(d, 2, "istifadə edilməmiş məzuniyyət günlərinə görə haqq-hesab aparılsın.");
    doc_item(d, 1, "Əmrin icrasına nəzarət Kadrlar idarəsinin rəisi ");
    doc_more(d, DOC_BOLD, "Ş. Ə. Hüseynova");
    doc_more(d, 0, " həvalə edilsin.");
}

static void act_marks(Doc *d)
{
    doc_visas(d, "Razılaşdırılıb:");
    doc_mark(d, &(DocMark){ .post = "Kadrlar idarəsinin rəisi", .name = "Ş. Ə. Hüseynov", .mark = "razıyam",
                            .date = "11.11.2026" });
    doc_mark(d, &(DocMark){ .post = "Hüquq şöbəsinin rəisi", .name = "G. İ. Məcidova", .mark = "razıyam",
                            .date = "11.11.2026", .remark = "Qeyd: 2-ci bəndin əsası dəqiqləşdirilib." });
    doc_mark(d, &(DocMark){ .post = "Maliyyə və təminat idarəsinin rəisi", .name = "T. Y. Ağayev" });
    doc_acquaintance(d, "Əmrlə tanış oldum:");
    doc_mark(d, &(DocMark){ .name = "K. R. Əliyev", .date = "13.11.2026", .mark = "imza" });
    doc_mark(d, &(DocMark){ .name = "Ç. İ. Quluzadə" });
}

Doc *sample_act(Arena *a)
{
    Doc *d = doc_new(a, "az");
    doc_meta(d, "137-k nömrəli əmr", "Kadrlar idarəsi", MADE);
    doc_text_size(d, 13);
    doc_footer(d, "№ 137-k, 12.11.2026", "a41f 90c2 7be3 55d0", "kadr:order:137-k:a41f90c27be355d0");
    doc_emblem(d);
    doc_letterhead(d, "AZƏRBAYCAN RESPUBLİKASI\nDÖVLƏT MİQRASİYA XİDMƏTİ");
    doc_title(d, "ƏMR");
    doc_edges(d, "№ 137-k", "Bakı şəhəri", "12 noyabr 2026-cı il");
    doc_heading(d, "Şəxsi heyət üzrə");
    doc_para(d, "“Dövlət qulluğu haqqında” Azərbaycan Respublikası Qanununun müvafiq maddələrini və Xidmətin "
                "Əsasnaməsini rəhbər tutaraq, Kadrlar idarəsinin təqdimatını nəzərə alaraq");
    doc_formula(d, "ƏMR EDİRƏM:");
    act_points(d);
    doc_space(d, 2);
    doc_pair(d, "Əsas:", "Kadrlar idarəsinin 09 noyabr 2026-cı il tarixli 04/2-118 nömrəli təqdimatı;\n"
                         "K. R. Əliyevin raportu; Ç. İ. Quluzadənin 10 noyabr 2026-cı il tarixli ərizəsi.");
    doc_sign(d, &(DocSign){ .post = "Xidmətin rəisi\nII dərəcə dövlət miqrasiya xidməti müşaviri",
                            .name = "F. Q. Nəbiyev" });
    act_marks(d);
    return d;
}

Doc *sample_register(Arena *a, int rows)
{
    static const DocColumn COLUMNS[] = {
        { "Sıra №-si", 5, DOC_CENTRE },         { "Daxil olma №-si və tarixi", 12, DOC_LEFT },
        { "Göndərən", 18, DOC_LEFT },           { "Göndərənin №-si və tarixi", 12, DOC_LEFT },
        { "Qısa məzmunu", 24, DOC_LEFT },       { "Vərəq", 6, DOC_RIGHT },
        { "Dərkənar və müəllifi", 16, DOC_LEFT }, { "İcraçı", 13, DOC_LEFT },
        { "Müddət", 9, DOC_CENTRE },            { "İcra qeydi", 11, DOC_LEFT } };
    static const char *const SENDERS[] = { "Katiblik", "Tədris Mərkəzi", "Bakı Şəhər Məhkəməsi",
        "Naxçıvan Muxtar Respublikası üzrə regional miqrasiya idarəsi", "vətəndaş Ö. Ü. Şıxəliyeva" };
    Doc *d = doc_new(a, "az");
    doc_meta(d, "Daxil olan sənədlərin qeydiyyatı jurnalı", "Kadrlar idarəsi", MADE);
    doc_landscape(d);
    doc_text_size(d, 12);
    doc_footer(d, "Daxil olan sənədlərin qeydiyyatı jurnalı", "5d0e 11c8", NULL);
    doc_heading(d, "DAXİL OLAN SƏNƏDLƏRİN QEYDİYYATI JURNALI\n2026-cı il");
    doc_table(d, COLUMNS, 10, DOC_COUNT_COLUMNS);
    for (int i = 1; i <= rows; i++) {
        if (i % 20 == 1)
            doc_row_span(d, arena_printf(a, "%d-ci vərəq", i / 20 + 1));
        const char *const cells[] = {
            arena_printf(a, "%d", i), arena_printf(a, "04/%d\n%02d.11.2026", 200 + i, 1 + i % 28),
            SENDERS[i % 5], arena_printf(a, "%d-%d\n%02d.11.2026", 3 + i % 7, 1000 + 37 * i, 1 + i % 28),
            i % 3 ? "Xidməti vəsiqənin dəyişdirilməsi barədə"
                  : "Əməkdaşların ixtisasartırma kursuna göndərilməsi ilə bağlı siyahının təqdim "
                    "edilməsi haqqında",
            arena_printf(a, "%d", 1 + i % 4), "İcra üçün. Ş. Ə. Hüseynov", "N. Z. İbrahimli",
            arena_printf(a, "%02d.12.2026", 1 + i % 28), i % 4 ? NULL : "04/1-311 ilə cavablandırılıb" };
        doc_row(d, cells);
    }
    const char *const total[] = { "", "Cəmi", "", "", arena_printf(a, "%d sənəd", rows), "", "", "", "", "" };
    doc_row_bold(d, total);
    return d;
}
