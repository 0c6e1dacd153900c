// SPDX-License-Identifier: Apache-2.0
// A working day in the browser: a citizen's letter from the Secretariat's hand to its case, and an order that sends the head on
// leave and lets the deputy act.  Everybody goes by what is on the screen: menus, labels, buttons, in Azerbaijani.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, closeBrowser } = require('../harness');
const { paper } = require('../api/story');
const { walk, menu, button, says, notice, card, counter, fill, choose } = require('./walk');

const GIST = 'Müsabiqənin nəticəsindən şikayət', DRAFT = 'Müsabiqənin nəticəsinə yenidən baxılması barədə';
let kadr;
const { at } = walk(() => kadr);
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

// ---- the letter ---------------------------------------------------------------------------------------

test('the Secretariat hands a citizen\'s letter over by list', async () => {
    const page = await at('katiblik');
    await menu(page, 'Təhvil siyahıları');
    await page.getByRole('link', { name: 'Yeni təhvil siyahısı' }).click();
    const row = page.getByRole('group', { name: 'Sənəd 1' });
    await fill(row, { 'Katibliyin nömrəsi': '14-7001', Tarixi: '05.10.2026', Göndərən: 'Sınaqova Aysel Elçin qızı',
        Ünvan: 'Bakı şəhəri, Sınaq küçəsi 7', 'Qısa məzmun': GIST, Vərəqlər: '2', Əlavələr: '1' });
    await choose(row, 'Növ', 'şikayət');
    await choose(row, 'Göndərənin növü', 'fiziki şəxs');
    await button(page, 'Siyahını göndər');
    await notice(page);
    await says(page, 'hələ qəbul edilməyib');
});

test('the clerk takes it over with a scan, notes the missing annex and presents it to the head', async () => {
    const page = await at('karguzar');
    await counter(page, 'Təhvil alınacaq siyahılar');
    await page.locator('main tbody a').first().click();
    const form = card(page, /Qəbul edilən sənəd/);
    await form.getByLabel('Skan (PDF, PNG və ya JPEG)').setInputFiles({ name: 'şikayət.pdf', mimeType: 'application/pdf', buffer: paper('şikayət') });
    await form.getByLabel('Əlavə çatışmır: aktın məzmunu').fill('Zərfdə əlavə yoxdur');
    await form.getByLabel('Nəzarətdədir').check();
    await button(form, 'Qəbul et və qeydiyyata al');
    await notice(page);
    await says(page, 'Zərfdə əlavə yoxdur');
    assert.match(await page.locator('h1').textContent(), /^05\/1-\d+/);
    await page.locator('.pane-scan img').waitFor();
    const present = card(page, 'Dərkənar üçün təqdim edilməsi');
    await choose(present, 'Kimə', 'idarəsinin rəisi');
    await button(present, 'Təqdim et');
    await notice(page);
});

test('the head finds it on his desk and resolves', async () => {
    const page = await at('reis');
    await counter(page, 'Dərkənar üçün');
    await page.getByRole('link', { name: /^05\/1-/ }).first().click();
    await says(page, GIST);
    const form = card(page, 'Dərkənar');
    await fill(form, { Dərkənar: 'Araşdırılsın və cavablandırılsın' });
    await choose(form, 'Məsul icraçı', 'Püstəli');
    await button(form, 'Dərkənarı yaz');
    await notice(page);
    await says(card(page, 'Dərkənar vərəqəsi'), 'A.Püstəli');
});

test('the section head resolves under it', async () => {
    const page = await at('sobe');
    await counter(page, 'İcramda');
    await page.getByRole('link', { name: new RegExp(GIST) }).click();
    const form = card(page, 'Bu tapşırıq üzrə dərkənar');
    await fill(form, { Dərkənar: 'Cavab layihəsini hazırlayın' });
    await choose(form, 'İcraçı', 'Yasəmənzadə');
    await button(form, 'Dərkənarı yaz');
    await notice(page);
});

test('the inspector drafts the answer from his nearest term', async () => {
    const page = await at('inspektor');
    await page.getByRole('link', { name: new RegExp(GIST) }).click();
    await page.getByRole('link', { name: 'Məktubu aç' }).click();
    const form = card(page, 'Cavab layihəsinin hazırlanması');
    await fill(form, { 'Nə barədə': DRAFT, 'Cavabın mətni': 'Müraciətinizə baxılmışdır. Nəticə dəyişdirilmir.' });
    await button(form, 'Layihəni saxla');
    await notice(page);
});

test('the section head accepts the draft, the deputy signs it', async () => {
    const chief = await at('sobe');
    await counter(chief, 'Qəbul ediləcək sənəd layihələri');
    await chief.locator('main tbody a').first().click();
    await says(chief, DRAFT);
    const form = card(chief, 'Layihənin qəbulu və ya qaytarılması');
    await choose(form, 'İmzalayacaq şəxs', 'rəisinin müavini');
    await button(form, 'Qərar ver');
    await notice(chief);

    const deputy = await at('muavin');
    await counter(deputy, 'İmzalanacaq sənədlər');
    await deputy.locator('main tbody a').first().click();
    await says(deputy, DRAFT);
    await button(card(deputy, 'İmza'), 'İmzala');
    await notice(deputy);
    assert.match(await deputy.locator('h1').textContent(), /^05\/2-\d+/);
});

test('the clerk hands it over, the Secretariat\'s number comes back, and the letter is filed', async () => {
    const clerk = await at('karguzar');
    await menu(clerk, 'Təhvil siyahıları');
    await clerk.getByRole('link', { name: 'Katibliyə təhvil veriləcək cavablar' }).click();
    await says(clerk, DRAFT);
    await button(clerk, 'Siyahını tərtib et');
    await notice(clerk);

    const office = await at('katiblik');
    await menu(office, 'Təhvil siyahıları');
    await office.locator('main tbody a').first().click();
    await office.getByRole('row').filter({ hasText: DRAFT }).getByRole('link', { name: 'Nömrəni yaz' }).click();
    const form = card(office, 'Katibliyin nömrəsi');
    await fill(form, { 'Katibliyin nömrəsi': '15-7001', Tarixi: '05.10.2026' });
    await button(form, 'Nömrəni saxla');
    await notice(office);

    await at('karguzar');
    await counter(clerk, 'İşə tikiləcək sənədlər');
    await clerk.getByRole('link', { name: /^05\/1-/ }).first().click();
    await says(clerk, GIST);
    const sew = card(clerk, 'İşə tikilməsi');
    await fill(sew, { 'İşin indeksi': '05-14', 'Tikilmiş vərəqlərin sayı': '3' });
    await choose(sew, 'Müraciətin nəticəsi', 'izah');
    await button(sew, 'İşə tik');
    await notice(clerk);
    await says(clerk, 'vaxtında');
});

// ---- the order ----------------------------------------------------------------------------------------

const open = async (login, name) => {
    const page = await at(login);
    await counter(page, name);
    await page.getByRole('link', { name: 'Əmək məzuniyyətinin verilməsi haqqında (idarə rəisi)' }).click();
    return page;
};

test('an inspector composes the head\'s leave and sees the act and its effects while he writes', async () => {
    const page = await at('inspektor');
    await menu(page, 'Əmrlər');
    await page.getByRole('link', { name: 'Yeni əmr' }).click();
    await fill(page, { Başlıq: 'Əmək məzuniyyətinin verilməsi haqqında (idarə rəisi)' });
    await choose(page, 'Bəndin növü', 'Əmək məzuniyyəti');
    await page.getByLabel('Məzuniyyətin ilk günü').waitFor();
    await choose(page, 'Şəxs', 'Zoğalova');
    await page.getByLabel('Məzuniyyətin ilk günü').waitFor();
    await fill(page, { 'Məzuniyyətin ilk günü': '16.11.2026', 'Təqvim günləri': '7', 'Və ya başqa sənəd': 'işçinin ərizəsi' });
    await page.locator('.order-pane').getByText('16.11.2026').first().waitFor();
    await page.locator('.order-pane').getByText('yeddi').first().waitFor();
    await button(page, 'Layihəni saxla');
    await says(page, 'Nə dəyişəcək');
    await button(page, 'Razılaşdırmaya göndər');
    await notice(page);
});

test('the section head returns it with a remark, the inspector mends it and sends it again', async () => {
    const chief = await open('sobe', 'Viza veriləcək əmrlər');
    await fill(card(chief, 'Sizin vizanız'), { İrad: 'Ərizənin tarixi göstərilsin' });
    await button(card(chief, 'Sizin vizanız'), 'Hazırlayana qaytar');
    await notice(chief);

    const page = await open('inspektor', 'Əmr layihələrim');
    await says(page, 'Ərizənin tarixi göstərilsin');
    await page.getByRole('link', { name: 'Layihəni dəyiş' }).click();
    await fill(page.getByRole('group', { name: 'Əsas' }), { Tarixi: '02.10.2026' });
    await button(page, 'Layihəni saxla');
    await button(page, 'Razılaşdırmaya göndər');
    await notice(page);
    await page.getByRole('link', { name: 'Redaksiyalar' }).click();
    await says(page, 'Redaksiya 2');
});

test('four visas, the signature over the frozen paper, the number and its effects', async () => {
    for (const login of ['sobe', 'muavin', 'reis', 'xidmet.muavin']) {
        const page = await open(login, 'Viza veriləcək əmrlər');
        await button(card(page, 'Sizin vizanız'), 'Razılaşdır');
        await notice(page);
    }
    const head = await open('xidmet.reisi', 'İmzalanacaq əmrlər');
    await button(card(head, 'Sizin imzanız'), 'İmzala');
    await notice(head);

    const keeper = await open('inspektor', 'Qeydiyyata alınacaq əmrlər');
    for (const box of await card(keeper, 'Qeydiyyat').getByRole('checkbox').all())
        await box.check();
    await button(card(keeper, 'Qeydiyyat'), 'Qeydiyyata al');
    await notice(keeper);
    assert.match(await keeper.locator('h1').textContent(), /^№ \d+-m/);
    await says(keeper, '16.11.2026 – 22.11.2026');
});

test('its subject reads it at her own desk', async () => {
    const page = await at('reis');
    await menu(page, 'Əmrlər');
    await page.getByRole('link', { name: 'Mənə aid əmrlər' }).click();
    await page.getByRole('link', { name: /16|noyabr/ }).first().click();
    await button(page, 'Tanış oldum');
    await notice(page);
});

test('from the first day of the leave the deputy acts for the head, who sees but does not act', async () => {
    const admin = await at('admin');
    await menu(admin, 'Nümayiş saatı');
    await fill(admin, { 'Neçə gün irəli': '42' });
    await button(admin, 'Saatı irəli çək');
    await notice(admin);

    const deputy = await at('muavin');
    await says(deputy, 'Əsasnamənin 5.5');
    await counter(deputy, 'Dərkənar üçün');
    const head = await at('reis');
    await says(head, 'işdə deyil');
});

test('the letter is found by a word typed without Azerbaijani letters, and not by whom it does not concern', async () => {
    const find = async (login) => {
        const page = await at(login);
        await page.getByRole('searchbox', { name: 'Axtarış' }).fill('sinaqova');
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/search\?q=sinaqova/);
        return page.getByRole('link', { name: /05\/1-\d+/ }).count();
    };
    assert.ok(await find('karguzar') > 0);
    assert.equal(await find('emekdas'), 0);
});
