// SPDX-License-Identifier: Apache-2.0
// The papers of a day in the browser, through every role: in by list, resolutions on screen and on paper, a longer term, a late
// task, one moved, an interim answer, out by list, into the case; then each desk's numbers, and who finds what.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, closeBrowser } = require('../harness');
const { paper } = require('../api/story');
const { walk, menu, button, says, card, unfold, counter, found, numbersHold, searched, fill, choose, press } = require('./walk');

let kadr;
const { at, pictured } = walk(() => kadr);
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

const TODAY = '05.10.2026';
const CITIZEN = { Göndərən: 'Sınaqova Aysel Elçin qızı', Ünvan: 'Bakı şəhəri, Sınaq küçəsi 7', Növ: 'şikayət', 'Göndərənin növü': 'fiziki şəxs' };
const MINISTRY = { Göndərən: 'Nümunə Nazirliyi', Ünvan: 'Bakı şəhəri', Növ: 'məktub', 'Göndərənin növü': 'icra hakimiyyəti orqanı' };
const PAPERS = {
    complaint: { ...CITIZEN, 'Katibliyin nömrəsi': '14-8001', 'Qısa məzmun': 'Müsabiqənin nəticəsindən şikayət', Vərəqlər: '2', Əlavələr: '1' },
    ministry: { ...MINISTRY, 'Katibliyin nömrəsi': '14-8002', 'Göndərənin nömrəsi': '7-55', 'Göndərənin tarixi': '01.10.2026',
        'Qısa məzmun': 'Təcrübə mübadiləsinin keçirilməsi barədə', Vərəqlər: '3', Əlavələr: '0',
        'Rəhbərliyin dərkənarı: kimin': 'müavini', 'Rəhbərliyin dərkənarı: mətni': 'Baxılsın, cavablandırılsın',
        'Rəhbərliyin dərkənarı: tarixi': '05.10.2026', 'Rəhbərliyin dərkənarı: müddəti': '23.10.2026' },
    late: { ...MINISTRY, 'Katibliyin nömrəsi': '14-8003', 'Göndərənin nömrəsi': '7-56', 'Göndərənin tarixi': '02.10.2026',
        'Qısa məzmun': 'Ştat cədvəlindən çıxarış barədə', Vərəqlər: '1' },
    moved: { ...CITIZEN, Növ: 'ərizə', Göndərən: 'Ləkbalayeva Sevinc Nazim qızı', 'Katibliyin nömrəsi': '14-8004',
        'Qısa məzmun': 'Qulluğa qəbul sənədləri barədə ərizə', Vərəqlər: '1' },
    interim: { ...CITIZEN, Növ: 'təklif', Göndərən: 'Körpüzadə Elnur Kamil oğlu', 'Katibliyin nömrəsi': '14-8005',
        'Qısa məzmun': 'Təlim kurslarının cədvəli barədə təklif', Vərəqlər: '1' },
};
const CHOSEN = new Set(['Növ', 'Göndərənin növü', 'Rəhbərliyin dərkənarı: kimin']);
const numbers = {};

async function list(page, papers) {
    await menu(page, 'Təhvil siyahıları');
    await page.getByRole('link', { name: 'Yeni təhvil siyahısı' }).click();
    for (const [i, fields] of papers.entries()) {
        if (i > 0)
            await button(page, 'Sətir əlavə et');
        const row = page.getByRole('group', { name: `Sənəd ${i + 1}`, exact: true });
        for (const [label, value] of Object.entries({ Tarixi: TODAY, ...fields }))
            await (CHOSEN.has(label) ? choose(row, label, value) : fill(row, { [label]: value }));
    }
    await pictured(page, 'p01_list_new');
    await press(page, 'Siyahını göndər');
}

// The clerk's form for a line of the open list.
const line = (page, no) => card(page, new RegExp(`Qəbul edilən sənəd ${no}:`));
const scan = (form, name, label = 'Skan (PDF, PNG və ya JPEG)') =>
    form.getByLabel(label).setInputFiles({ name, mimeType: 'application/pdf', buffer: paper(name) });

// Opens a paper, or a task on it, from the list of a counter.
async function open(page, name, number) {
    await counter(page, name);
    await page.locator('main tbody a').filter({ hasText: number }).first().click();
    await page.locator('h1').getByText(number).waitFor();
}

test('the Secretariat hands papers over by list, with its numbers, dates and leadership\'s resolution', async () => {
    const page = await at('katiblik');
    await list(page, Object.values(PAPERS));
    await says(page, 'Baxılsın, cavablandırılsın');
    assert.equal(await page.getByText('hələ qəbul edilməyib').count(), 5);
    await pictured(page, 'p02_list_sent');
});

test('the clerk takes them over: an act for the missing annex, scans, numbers without a gap', async () => {
    const page = await at('karguzar');
    await counter(page, 'Təhvil alınacaq siyahılar');
    await page.locator('main tbody a').first().click();
    await pictured(page, 'p03_take');
    for (const [i, name] of Object.keys(PAPERS).entries()) {
        const form = line(page, i + 1);
        await scan(form, `${name}.pdf`);
        if (name === 'complaint')
            await fill(form, { 'Əlavə çatışmır: aktın məzmunu': 'Zərfdə əlavə yoxdur' });
        if (name === 'complaint' || name === 'ministry')
            await form.getByLabel('Nəzarətdədir').check();
        await press(form, 'Qəbul et və qeydiyyata al');
        numbers[name] = (await page.locator('h1').textContent()).match(/^05\/1-\d+/)[0];
        await page.locator('.pane-scan img').waitFor();
        if (name === 'complaint')
            await pictured(page, 'p04_taken');
        if (name !== 'interim')
            await page.getByRole('link', { name: 'Siyahının növbəti sənədi' }).click();
    }
    await page.getByRole('link', { name: 'Təqdim ediləcək məktublar' }).waitFor();
    const serials = Object.values(numbers).map((n) => Number(n.split('-')[1]));
    assert.deepEqual(serials, serials.map((_, i) => serials[0] + i));
});

test('the term runs from the Secretariat\'s date and says why; the act of the missing annex is there to be signed', async () => {
    const page = await at('karguzar');
    await open(page, 'Təqdim ediləcək məktublar', numbers.complaint);
    const facts = page.locator('.kadr-facts');
    await says(facts, '26.10.2026 · 15 iş günü qalıb');
    await facts.getByText('niyə?').click();
    await says(facts, 'appeal.general');
    await says(facts, '05.10.2026');
    await pictured(page, 'p07_why');
    await page.getByRole('link', { name: 'akt', exact: true }).click();
    await says(page, 'Çatışmayan: Zərfdə əlavə yoxdur');
    await pictured(page, 'p05_act');
});

test('the clerk presents one to the head and one to the deputy, whose resolution is on paper', async () => {
    const page = await at('karguzar');
    await counter(page, 'Təqdim ediləcək məktublar');
    for (const name of ['complaint', 'moved', 'interim', 'late']) {
        await page.locator('main tbody a').filter({ hasText: numbers[name] }).first().click();
        const form = card(page, 'Dərkənar üçün təqdim edilməsi');
        await choose(form, 'Kimə', 'idarəsinin rəisi');
        await press(form, 'Təqdim et');
        await pictured(page, 'p08_presented');
        await page.getByRole('status').getByRole('link', { name: 'Təqdim ediləcək məktublar' }).click();
    }
    await page.locator('main tbody a').filter({ hasText: numbers.ministry }).first().click();
    const form = card(page, 'Dərkənar üçün təqdim edilməsi');
    await choose(form, 'Kimə', 'rəisinin müavini');
    await press(form, 'Təqdim et');

    const deputy = await at('muavin');
    await counter(deputy, 'Dərkənar üçün');
    await says(deputy, numbers.ministry);

    await page.getByRole('link', { name: 'Kağız dərkənarı köçür' }).click();
    await choose(page, 'Dərkənarın müəllifi', 'rəisinin müavini');
    await fill(page, { Tarixi: TODAY, Dərkənar: 'Cavab layihəsi hazırlansın', 'İcra müddəti': '20.10.2026' });
    await choose(page, 'Məsul icraçı', 'Püstəli');
    await scan(page, 'dərkənar.pdf', 'Dərkənarın skanı');
    await pictured(page, 'p09_copy');
    await press(page, 'Köçür');
    const sheet = card(page, 'Dərkənar vərəqəsi');
    await says(sheet, 'kağızdan köçürülüb');
    await says(sheet, 'rəisinin müavini, A.Fındıqzadə');
    await says(card(page, 'Tarixçə'), 'F.Bulaqzadə');
    await pictured(page, 'p10_copied');
});

test('the head writes hers on the screen: text, lead, co-executor, term, control', async () => {
    const page = await at('reis');
    await counter(page, 'Dərkənar üçün');
    await pictured(page, 'p11_to_resolve');
    const resolve = async (name, fields, lead, co) => {
        await page.locator('main tbody a').filter({ hasText: numbers[name] }).first().click();
        const form = card(page, 'Dərkənar');
        await fill(form, fields);
        await choose(form, 'Məsul icraçı', lead);
        if (co)
            await choose(form, 'Birgə icraçı', co);
        if (name === 'complaint' || name === 'moved')
            await form.getByLabel('Nəzarətdədir').check();
        await pictured(page, `p12_resolve_${name}`);
        await press(form, 'Dərkənarı yaz');
    };
    await resolve('complaint', { Dərkənar: 'Araşdırılsın və cavablandırılsın', 'Birgə icraçının hissəsi': 'Qanunvericilik üzrə arayış',
        'İcra müddəti': '20.10.2026' }, 'Püstəli', 'Badamov');
    const sheet = card(page, 'Dərkənar vərəqəsi');
    for (const words of ['A.Püstəli', 'V.Badamov', 'Qanunvericilik üzrə arayış', 'Nəzarətdədir', '20.10.2026'])
        await says(sheet, words);
    await pictured(page, 'p13_resolved');
    const next = () => page.getByRole('status').getByRole('link', { name: 'Dərkənar üçün' }).click();
    await next();
    await resolve('late', { Dərkənar: 'Çıxarış hazırlansın', 'İcra müddəti': '07.10.2026' }, 'Reyhanlı');
    await next();
    await resolve('moved', { Dərkənar: 'Cavab verilsin', 'İcra müddəti': '13.10.2026' }, 'Yasəmənzadə');
    await next();
    await resolve('interim', { Dərkənar: 'Təklifə baxılsın', 'İcra müddəti': '09.10.2026' }, 'Yasəmənzadə');
});

test('each finds the task on his desk, and the section head resolves under hers for an inspector', async () => {
    const page = await at('sobe');
    for (const [name, words, due] of [['complaint', 'Cavab layihəsini hazırlayın', '19.10.2026'], ['ministry', 'Cavabı hazırlayın', '16.10.2026']]) {
        await at('sobe');
        await open(page, 'İcramda', numbers[name]);
        const form = card(page, 'Bu tapşırıq üzrə dərkənar');
        await fill(form, { Dərkənar: words, 'İcra müddəti': due });
        await choose(form, 'İcraçı', 'Yasəmənzadə');
        await pictured(page, `p14_under_${name}`);
        await press(form, 'Dərkənarı yaz');
        await pictured(page, `p15_under_${name}`);
    }
    const chief = await at('bas.inspektor');
    await counter(chief, 'İcramda');
    await says(chief, numbers.complaint);
    const inspector = await at('inspektor');
    await pictured(inspector, 'p16_desk');
    await counter(inspector, 'İcramda');
    for (const name of ['complaint', 'ministry', 'moved', 'interim'])
        await says(inspector, numbers[name]);
    await pictured(inspector, 'p17_tasks');
    const other = await at('inspektor2');
    await counter(other, 'İcramda');
    await says(other, numbers.late);
});

test('the same letter entered twice is noticed before it is saved and goes back; what belongs to one in execution joins it', async () => {
    const page = await at('karguzar');
    await list(page, [{ ...PAPERS.complaint, 'Katibliyin nömrəsi': '14-8006' },
        { ...MINISTRY, 'Katibliyin nömrəsi': '14-8007', 'Göndərənin nömrəsi': '7-61', 'Göndərənin tarixi': '05.10.2026',
            'Qısa məzmun': 'Təcrübə mübadiləsinin keçirilməsinə dair əlavə məlumat', Vərəqlər: '1' }]);
    await pictured(page, 'p20_twin');
    await says(page, 'Bu məktuba oxşayır');
    const twin = line(page, 1);
    await says(twin, numbers.complaint);
    await says(twin, 'eynidir');
    await scan(twin, 'surət.pdf');
    await button(twin, 'Qəbul et və qeydiyyata al');
    await page.locator('.is-invalid, [aria-invalid=true]').first().waitFor();
    await says(page, new RegExp(`${numbers.complaint} .*oxşayır`));
    await pictured(page, 'p21_twin_refused');
    assert.equal(await page.getByText('hələ qəbul edilməyib').count(), 2);
    page.faults.length = 0;                    // the refusal, which the browser reports too
    await line(page, 1).getByText('Qəbul edilmir: Katibliyə qaytarılır').click();
    await fill(line(page, 1), { 'Nəyə görə qaytarılır': 'Eyni məktub, 14-8001 nömrə ilə alınıb' });
    await press(line(page, 1), 'Qaytar');
    await says(page, 'Katibliyə qaytarılıb');
    await pictured(page, 'p21_given_back');

    const form = line(page, 2);
    await scan(form, 'əlavə.pdf');
    await form.getByText('Nadir hallarda doldurulanlar').click();
    await choose(form, 'İcraatdakı məktubla birləşdirilir', numbers.ministry);
    await press(form, 'Qəbul et və qeydiyyata al');
    await says(page, 'Həmin məktubla birlikdə icra olunur');
    await pictured(page, 'p22_joined');
    await page.getByRole('link', { name: numbers.ministry, exact: true }).click();
    await says(card(page, 'Ona birləşdirilmiş sənədlər'), 'əlavə məlumat');
    await pictured(page, 'p23_main');
});

test('the inspector writes the answer, the section head accepts it, the deputy signs it', async () => {
    const page = await at('inspektor');
    await open(page, 'İcramda', numbers.complaint);
    await page.getByRole('link', { name: 'Məktubu aç' }).click();
    const form = card(page, 'Cavab layihəsinin hazırlanması');
    await fill(form, { 'Nə barədə': 'Müsabiqənin nəticəsinə yenidən baxılması barədə', 'Cavabın mətni': 'Müraciətinizə baxılmışdır. Nəticə dəyişdirilmir.' });
    await pictured(page, 'p30_answer');
    await press(form, 'Layihəni saxla');
    await says(card(page, /Cavablandırılan məktub/), numbers.complaint);
    await pictured(page, 'p31_draft');

    const chief = await at('sobe');
    await counter(chief, 'Qəbul ediləcək sənəd layihələri');
    await chief.locator('main tbody a').first().click();
    const decide = card(chief, 'Layihənin qəbulu və ya qaytarılması');
    await choose(decide, 'İmzalayacaq şəxs', 'rəisinin müavini');
    await pictured(chief, 'p32_accept');
    await button(decide, 'Qərar ver');                       // the co-executor's part is open: it is named, and asked about
    await chief.locator('[aria-invalid=true]').first().waitFor();
    await says(chief, 'V.Badamov');
    await pictured(chief, 'p32_open_part');
    chief.faults.length = 0;
    const again = card(chief, 'Layihənin qəbulu və ya qaytarılması');
    await again.getByLabel('Açıq hissələr olsa da, bilərəkdən edilir').check();
    await fill(again, { 'Onlarsız niyə': 'Arayış alınıb' });
    await press(again, 'Qərar ver');
    await pictured(chief, 'p33_accepted');

    const deputy = await at('muavin');
    await counter(deputy, 'İmzalanacaq sənədlər');
    await pictured(deputy, 'p34_to_sign');
    await deputy.locator('main tbody a').first().click();
    await press(card(deputy, 'İmza'), 'İmzala');
    numbers.answer = (await deputy.locator('h1').textContent()).match(/^05\/2-\d+/)[0];
    await says(deputy.locator('.kadr-facts'), 'rəisinin müavini');
    await pictured(deputy, 'p35_signed');
});

// From the clerk's list of what is signed to the Secretariat's number.
async function sent(number, officeNo) {
    const clerk = await at('karguzar');
    await counter(clerk, 'Katibliyə veriləcək imzalı sənədlər');
    await menu(clerk, 'Təhvil siyahıları');
    await clerk.getByRole('link', { name: 'Katibliyə təhvil veriləcək cavablar' }).click();
    await says(clerk, number);
    await press(clerk, 'Siyahını tərtib et');
    await says(clerk, number);
    await pictured(clerk, 'p36_handed');

    const office = await at('katiblik');
    await menu(office, 'Təhvil siyahıları');
    await office.locator('main tbody a').first().click();
    await pictured(office, 'p37_handed_office');
    await office.getByRole('row').filter({ hasText: number }).getByRole('link', { name: 'Nömrəni yaz' }).click();
    const form = card(office, 'Katibliyin nömrəsi');
    await fill(form, { 'Katibliyin nömrəsi': officeNo, Tarixi: TODAY });
    await pictured(office, 'p38_number');
    await press(form, 'Nömrəni saxla');
}

test('it is handed over by list, its number and date come back and say that it was in time; filed, it leaves control', async () => {
    await sent(numbers.answer, '15-8001');
    const clerk = await at('karguzar');
    await open(clerk, 'İşə tikiləcək sənədlər', numbers.complaint);
    await says(clerk.locator('.kadr-facts'), 'vaxtında');
    await says(card(clerk, 'Cavablar'), '15-8001');
    const form = card(clerk, 'İşə tikilməsi');
    await fill(form, { 'İşin indeksi': '05-14', 'Tikilmiş vərəqlərin sayı': '3' });
    await choose(form, 'Müraciətin nəticəsi', 'izah');
    await pictured(clerk, 'p39_file');
    await press(form, 'İşə tik');
    await says(clerk, 'Nəzarətdən çıxarılıb');
    await pictured(clerk, 'p40_filed');
    const under = await at('karguzar');
    await counter(under, 'Nəzarətdə olan məktublar');
    assert.equal(await under.getByRole('link', { name: numbers.complaint }).count(), 0);
    await menu(clerk, 'İşlər');
    await clerk.getByRole('link', { name: /05-14/ }).first().click();
    await says(clerk, numbers.complaint);
    await pictured(clerk, 'p41_case');
    const inspector = await at('inspektor');
    await counter(inspector, 'İcramda');
    assert.equal(await inspector.getByText(numbers.complaint).count(), 0, 'it has left the desk');
});

test('a second task asks for more time before its term, and its resolution\'s author extends it once', async () => {
    const page = await at('inspektor');
    await open(page, 'İcramda', numbers.ministry);
    const ask = async (day) => {
        const form = await unfold(page, 'Müddətin uzadılmasını xahiş et');
        await fill(form, { 'Yeni müddət': day, Səbəblər: 'Arxivdən cavab gözlənilir' });
        return form;
    };
    await press(await ask('20.10.2026'), 'Xahiş et');
    await says(page, 'qərar gözləyir');
    await pictured(page, 'p50_asked');

    const head = await at('reis');
    assert.equal(await head.getByText('Müddətin uzadılması üzrə qərar gözləyənlər').count(), 0, 'it is not hers to decide');
    const chief = await at('sobe');
    await open(chief, 'Müddətin uzadılması üzrə qərar gözləyənlər', numbers.ministry);
    await pictured(chief, 'p51_decide');
    await press(card(chief, 'Müddətin uzadılması barədə qərar'), 'Müddəti uzat');
    await says(chief, '16.10.2026 → 20.10.2026');
    await pictured(chief, 'p52_extended');

    await at('inspektor');
    await open(page, 'İcramda', numbers.ministry);
    await says(page.locator('.kadr-facts'), '20.10.2026');
    await button(await ask('21.10.2026'), 'Xahiş et');
    await page.getByLabel('Qaydadan kənara çıxmanın səbəbi').waitFor();      // a second time wants a reason
    await pictured(page, 'p53_again');
    page.faults.length = 0;
});

test('a longer term beyond leadership\'s own climbs step by step to leadership', async () => {
    const page = await at('sobe');
    await open(page, 'İcramda', numbers.ministry);
    const form = await unfold(page, 'Müddətin uzadılmasını xahiş et');
    await fill(form, { 'Yeni müddət': '30.10.2026', Səbəblər: 'Tərəfdaş qurumun rəyi gözlənilir' });
    await press(form, 'Xahiş et');
    await pictured(page, 'p54_climbs');
    for (const login of ['muavin', 'reis', 'xidmet.muavin']) {
        const chief = await at(login);
        await open(chief, 'Müddətin uzadılması üzrə qərar gözləyənlər', numbers.ministry);
        await press(card(chief, 'Müddətin uzadılması barədə qərar'), login === 'xidmet.muavin' ? 'Müddəti uzat' : 'Razılaşdır');
    }
    await at('sobe');
    await open(page, 'İcramda', numbers.ministry);
    await says(page.locator('.kadr-facts'), '30.10.2026');
    await pictured(page, 'p55_climbed');
});

test('the head moves a fourth from one inspector to another, and its history says so', async () => {
    const page = await at('reis');
    await menu(page, 'Tapşırıqlar');
    await page.getByRole('link', { name: new RegExp(numbers.moved) }).first().click();
    const form = await unfold(page, 'Başqa icraçıya ver');
    await choose(form, 'Kimə', 'Reyhanlı');
    await fill(form, { Səbəb: 'İş bölgüsü dəyişib' });
    await pictured(page, 'p60_move');
    await press(form, 'Həvalə et');
    await says(card(page, 'Tarixçə'), 'başqa icraçıya verilib');
    await says(card(page, 'Tarixçə'), 'İş bölgüsü dəyişib');
    await pictured(page, 'p61_moved');
    const old = await at('inspektor');
    await counter(old, 'İcramda');
    assert.equal(await old.getByText(numbers.moved).count(), 0);
    const fresh = await at('inspektor2');
    await open(fresh, 'İcramda', numbers.moved);
});

test('an interim reply is signed and sent, and the fifth stays in execution', async () => {
    const page = await at('inspektor');
    await open(page, 'İcramda', numbers.interim);
    await page.getByRole('link', { name: 'Məktubu aç' }).click();
    const form = card(page, 'Cavab layihəsinin hazırlanması');
    await fill(form, { 'Nə barədə': 'Təklifinizin öyrənilməsi barədə', 'Cavabın mətni': 'Təklifiniz öyrənilir, nəticəsi barədə məlumat veriləcək.' });
    await form.getByLabel('Aralıq cavab: məktub icrada qalır').check();
    await press(form, 'Layihəni saxla');
    const head = await at('reis');
    await counter(head, 'Qəbul ediləcək sənəd layihələri');
    await head.locator('main tbody a').first().click();
    await says(head, 'Təklifinizin öyrənilməsi');
    const decide = card(head, 'Layihənin qəbulu və ya qaytarılması');
    await choose(decide, 'İmzalayacaq şəxs', 'idarəsinin rəisi');
    await press(decide, 'Qərar ver');
    await press(card(head, 'İmza'), 'İmzala');
    await sent((await head.locator('h1').textContent()).match(/^05\/2-\d+/)[0], '15-8002');

    await at('inspektor');
    await open(page, 'İcramda', numbers.interim);
    await says(page.locator('.kadr-facts'), 'icradadır');
    await page.getByRole('link', { name: 'Məktubu aç' }).click();
    await says(card(page, 'Cavablar'), '15-8002');
    await says(page.locator('.kadr-facts'), 'icradadır');
    await pictured(page, 'p70_interim');
});

test('a third runs late: on the desks it says so, and its obstacle is recorded', async () => {
    const admin = await at('admin');
    await menu(admin, 'Nümayiş saatı');
    await fill(admin, { 'Neçə gün irəli': '4' });
    await press(admin, 'Saatı irəli çək');

    const page = await at('inspektor2');
    await pictured(page, 'p80_late_desk');
    await page.locator('.counters').getByRole('link', { name: /gecikib/ }).first().click();
    assert.ok(await found(page) >= 1);
    await page.locator('main tbody a').filter({ hasText: numbers.late }).click();
    const form = card(page, 'İcra barədə məlumat');
    await fill(form, { 'Görülmüş iş': 'Çıxarış hazırlanıb' });
    await button(form, 'Məlumatı göndər');
    await page.locator('[aria-invalid=true]').first().waitFor();
    await pictured(page, 'p81_late_refused');
    page.faults.length = 0;
    const again = card(page, 'İcra barədə məlumat');
    await choose(again, 'İcraya nə mane olub', 'sənəd icraçıya gec çatıb');
    await fill(again, { Ətraflı: 'Ştat cədvəli Katiblikdən 8 oktyabrda alınıb' });
    await press(again, 'Məlumatı göndər');
    await says(page.locator('.kadr-facts'), 'Ştat cədvəli Katiblikdən');
    await pictured(page, 'p82_reported');

    const deputy = await at('muavin');
    await open(deputy, 'Tədbir görülməmiş maneələr', numbers.late);
    await fill(card(deputy, 'Maneəyə qarşı tədbir'), { 'Görülmüş tədbir': 'Ştat cədvəlinin surəti idarədə saxlanılır' });
    await press(card(deputy, 'Maneəyə qarşı tədbir'), 'Qeyd et');
    const head = await at('reis');
    await open(head, 'Qəbul ediləcək icra məlumatları', numbers.late);
    await says(head, 'Ştat cədvəlinin surəti');
    await pictured(head, 'p83_accept');
    await press(card(head, 'Qəbul etmək və ya qaytarmaq'), 'Qərar ver');
});

// ---- the desks ------------------------------------------------------------------------------------------

const ROLES = ['xidmet.reisi', 'xidmet.muavin', 'reis', 'muavin', 'sobe', 'bas.inspektor', 'inspektor', 'inspektor2', 'karguzar', 'katiblik', 'emekdas', 'admin'];

for (const login of ROLES)
    test(`every number on the desk of ${login} opens exactly its list`, async () => {
        const page = await at(login);
        await pictured(page, `p90_desk_${login}`);
        const opened = await numbersHold(page);
        assert.ok(opened > 0 || login === 'admin');
    });

test('leadership\'s, controlled, late, today\'s and near papers of this day stand where they belong', async () => {
    const head = await at('reis');
    await counter(head, 'Rəhbərliyin mənə tapşırıqları');
    await says(head, numbers.ministry);
    await at('reis');
    await counter(head, 'Nəzarətimdə');
    await says(head, numbers.moved);
    for (const [login, part, name] of [['inspektor', 'bu gün', 'interim'], ['inspektor2', 'yaxınlaşır', 'moved']]) {
        const page = await at(login);
        const bands = page.locator('.counter').filter({ hasText: 'İcramda' }).locator('.counter-parts');
        await bands.getByRole('link', { name: part }).click();
        await says(page, numbers[name]);
    }
});

// ---- the search box -------------------------------------------------------------------------------------

async function search(login, words) {
    const page = await at(login), answer = await searched(page, words);
    await pictured(page, `p95_${words.replace(/\W/g, '_')}_${login}`);
    return answer;
}

test('the search box finds the letter, the person and the order typed without Azerbaijani letters, and no more than one may see', async () => {
    const letter = await search('karguzar', 'sinaqova musabiqe');
    assert.ok(letter.titles.some((t) => t.includes(numbers.complaint)), letter.titles.join('\n'));
    const person = await search('inspektor', 'zogalova cicek');
    assert.ok(person.links.some((to) => to.startsWith('/people/')) && person.titles.some((t) => t.includes('Zoğalova')), person.titles.join('\n'));
    const order = await search('inspektor', 'mezuniyyetin verilmesi');
    assert.ok(order.links.some((to) => to.startsWith('/orders/')), order.titles.join('\n'));
    for (const [login, words] of [['emekdas', 'sinaqova musabiqe'], ['admin', 'sinaqova musabiqe'], ['katiblik', 'zogalova cicek'], ['bas.inspektor', 'korpuzade telim']]) {
        const nothing = await search(login, words);
        assert.deepEqual(nothing, { links: [], counts: [], titles: [] }, login);
    }
});
