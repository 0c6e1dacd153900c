// SPDX-License-Identifier: Apache-2.0
// Who acts while the head is away, in the browser: nothing was configured, the registered leave of the demo does it all.
// The clock goes from the working day before the leave to the day when nobody is left to act.  (tests/api/order_day.test.js:
// the same through JSON.)
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, closeBrowser } = require('../harness');
const { paper } = require('../api/story');
const { menu, says, card, counter, fill, choose, press } = require('./walk');
const { orders } = require('./orders');

const HEAD_POST = 'Kadrlar və kadr hazırlığı idarəsinin rəisi';

let kadr;
const { at, pictured, printed, lookAt, personalFile, recorded } = orders(() => kadr);
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

// The row of a list that says these words.
const open = (page, words) => page.locator('main tbody tr').filter({ hasText: words }).getByRole('link').first().click();

async function moveTo(day) {
    const page = await at('admin');
    await menu(page, 'Nümayiş saatı');
    const today = (await page.locator('.kadr-today').innerText()).match(/\d\d\.\d\d\.\d{4}/)[0];
    const time = (d) => Date.parse(d.split('.').reverse().join('-'));
    await fill(page, { 'Neçə gün irəli': String((time(day) - time(today)) / 86400000) });
    await press(page, 'Saatı irəli çək');
}

// A ministry's letter, registered and presented to the head, by those whose work it is: its gist.
async function fromMinistry(no) {
    const gist = `Nazirliyin ${no} nömrəli sorğusu`;
    const office = await at('katiblik');
    await menu(office, 'Təhvil siyahıları');
    await office.getByRole('link', { name: 'Yeni təhvil siyahısı' }).click();
    const row = office.getByRole('group', { name: 'Sənəd 1' });
    await fill(row, { 'Katibliyin nömrəsi': no, Tarixi: '05.10.2026', Göndərən: 'Nümunə Nazirliyi', 'Qısa məzmun': gist, Vərəqlər: '1' });
    await choose(row, 'Növ', 'məktub');
    await choose(row, 'Göndərənin növü', 'icra hakimiyyəti');
    await press(office, 'Siyahını göndər');
    const clerk = await at('karguzar');
    await counter(clerk, 'Təhvil alınacaq siyahılar');
    await clerk.locator('main tbody a').first().click();
    const form = card(clerk, /Qəbul edilən sənəd/);
    await form.getByLabel('Skan (PDF, PNG və ya JPEG)').setInputFiles({ name: 'sorğu.pdf', mimeType: 'application/pdf', buffer: paper(no) });
    await press(form, 'Qəbul et və qeydiyyata al');
    const present = card(clerk, 'Dərkənar üçün təqdim edilməsi');
    await choose(present, 'Kimə', 'idarəsinin rəisi');
    await press(present, 'Təqdim et');
    return gist;
}

// The list of a number on the desk of somebody who serves more posts than one: the head's.
async function ofHead(page, name) {
    const own = page.locator('.counter, .counters-more li').filter({ hasText: name }).filter({ hasText: HEAD_POST });
    await (await own.count() ? own : page.locator('.counter, .counters-more li').filter({ hasText: name })).getByRole('link').first().click();
    await page.locator('.kadr-found').waitFor();
}

// The resolution of whoever serves the head's post.
async function resolve(login, gist) {
    const page = await at(login);
    await ofHead(page, 'Dərkənar üçün');
    await open(page, gist);
    const form = card(page, 'Dərkənar');
    await fill(form, { Dərkənar: 'Cavab hazırlansın' });
    await choose(form, 'Məsul icraçı', 'Yasəmənzadə');
    await press(form, 'Dərkənarı yaz');
    return page;
}

// The inspector's answer, accepted for the signature of the head by whoever serves the post.
async function answered(gist, accepts) {
    const page = await at('inspektor');
    await counter(page, 'İcramda');
    await open(page, gist);
    await page.getByRole('link', { name: 'Məktubu aç' }).click();
    const form = card(page, 'Cavab layihəsinin hazırlanması');
    await fill(form, { 'Nə barədə': `Cavab: ${gist}`, 'Cavabın mətni': 'Sorğunuza cavab verilir.' });
    await press(form, 'Layihəni saxla');
    const chief = await at(accepts);
    await ofHead(chief, 'Qəbul ediləcək sənəd layihələri');
    await open(chief, `Cavab: ${gist}`);
    const decide = card(chief, 'Layihənin qəbulu və ya qaytarılması');
    await choose(decide, 'İmzalayacaq şəxs', HEAD_POST);
    await press(decide, 'Qərar ver');
    return `Cavab: ${gist}`;
}

// The signature of whoever finds the paper on his desk.
async function signs(login, gist) {
    const page = await at(login);
    await ofHead(page, 'İmzalanacaq sənədlər');
    await open(page, gist);
    await press(card(page, 'İmza'), 'İmzala');
    return page;
}

let first, second, third;

test('before the leave the deputy is refused a letter to a ministry, by clause', async () => {
    const gists = [await fromMinistry('14-501'), await fromMinistry('14-502')];
    await resolve('reis', gists[0]);
    first = await answered(gists[0], 'reis');
    second = gists[1];
    const page = await at('muavin');
    await menu(page, 'Məktublar');
    await open(page, first);
    await says(page, /Bu məktubu Siz imzalamırsınız: .*məktubları İdarə rəisi imzalayır \(5\.8\.13\)/);
    assert.equal(await page.getByRole('button', { name: 'İmzala', exact: true }).count(), 0);
    await pictured(page, '30_deputy_before');
    await at('muavin');
    assert.equal(await page.getByText(HEAD_POST).count(), 0, 'and none of her work is on his desk');
});

test('from the first day of the leave her papers are on his desk, and he acts with the ground shown and printed', async () => {
    await moveTo('12.10.2026');
    const page = await at('muavin');
    await says(page, '25.10.2026');
    await says(page, 'Əsasnamənin 5.5');
    await says(page.locator('.counters'), HEAD_POST);
    await pictured(page, '31_deputy_desk');
    await resolve('muavin', second);
    await says(card(page, 'Dərkənar vərəqəsi'), /müavini/);
    await says(card(page, 'Dərkənar vərəqəsi'), /5\.5/);
    await pictured(page, '32_deputy_resolved');
    await signs('muavin', first);
    await says(page, /müavini.*5\.5/);
    await pictured(page, '33_deputy_signed');
    const words = await printed(page, '33_letter');
    assert.ok(/rəisinin müavini/.test(words) && /5\.5/.test(words) && words.includes('A.Fındıqzadə'), words);
    assert.ok(!words.includes(`${HEAD_POST} elektron`), 'his real post, never hers');
});

test('the head sees her papers and cannot act', async () => {
    const page = await at('reis');
    await says(page, 'Siz bu gün işdə deyilsiniz');
    await pictured(page, '34_head_away');
    await menu(page, 'Məktublar');
    await open(page, second);
    await says(page, second);
    assert.equal(await page.locator('main form[method=post]').count(), 0, 'nothing to press');
    await pictured(page, '35_head_sees');
});

test('on the day of return it ends by itself', async () => {
    third = await answered(second, 'muavin');
    await moveTo('26.10.2026');
    const deputy = await at('muavin');
    assert.equal(await deputy.getByText(HEAD_POST).count(), 0);
    const head = await at('reis');
    assert.equal(await head.getByText('Siz bu gün işdə deyilsiniz').count(), 0);
    await ofHead(head, 'İmzalanacaq sənədlər');
    await says(head, third);
});

test('one mark that she has not returned keeps it, another ends it', async () => {
    await recorded('zogalova', 'Zoğalova Çiçək Qurban qızı', 'Məzuniyyətdən qayıtmayıb', { 'İşə çıxmalı olduğu gün': '26.10.2026' });
    const deputy = await at('muavin');
    await says(deputy, 'Əsasnamənin 5.5');
    await pictured(deputy, '36_not_returned');
    const head = await at('reis');
    await says(head, 'Siz bu gün işdə deyilsiniz');
    await signs('muavin', third);
    await moveTo('28.10.2026');
    await at('muavin');
    await says(deputy, 'Əsasnamənin 5.5');
    await recorded('zogalova', 'Zoğalova Çiçək Qurban qızı', 'İşə qayıdıb', { 'İşə çıxdığı gün': '28.10.2026' });
    await at('muavin');
    assert.equal(await deputy.getByText(HEAD_POST).count(), 0);
});

test('when the deputy is away too the gap is shown and nobody acts', async () => {
    await moveTo('02.11.2026');
    const sick = { 'Tibb müəssisəsi': 'Nümunə poliklinikası', 'İlk gün': '02.11.2026', 'Son gün': '06.11.2026' };
    await recorded('zogalova', 'Zoğalova Çiçək Qurban qızı', 'Xəstəlik vərəqəsi', { ...sick, Nömrə: 'X-8' });
    await says(await at('muavin'), 'Əsasnamənin 5.5');
    await recorded('findiqzade', 'Fındıqzadə Anar Güloğlan oğlu', 'Xəstəlik vərəqəsi', { ...sick, Nömrə: 'X-9' });
    for (const login of ['muavin', 'reis'])
        await says(await at(login), 'Siz bu gün işdə deyilsiniz');
    assert.equal(await (await at('muavin')).locator('.counters').getByText(HEAD_POST).count(), 0);
    const head = await at('reis');
    await ofHead(head, 'Dərkənar üçün');
    await head.locator('main tbody a').first().click();
    await head.getByRole('heading', { name: 'Dərkənar vərəqəsi' }).waitFor();
    assert.equal(await head.locator('main form[method=post]').count(), 0, 'nobody resolves what waits');
    const chief = await at('sobe');
    await says(chief, `${HEAD_POST}: rəis və müavini işdə deyil`);
    await pictured(chief, '37_gap');
    await menu(chief, 'Vakant vəzifələr');
    await says(card(chief, /^Müvəqqəti vakant/).getByRole('row', { name: /Zoğalova/ }), 'rəis və müavini işdə deyil');
    await pictured(chief, '38_gap_vacancies');
    await at('sobe');
    await chief.getByRole('link', { name: 'Vəzifə icrasının həvalə edilməsi barədə əmr hazırla' }).click();
    await chief.getByRole('group', { name: 'Bənd 1' }).waitFor();
    assert.equal(await chief.getByLabel('Tarixdən', { exact: true }).inputValue(), '02.11.2026');
    await pictured(chief, '39_acting_offered');
});

// ---- the proof of it all --------------------------------------------------------------------------------

test('the clerk proves it on his pages: the journal, the ledger, a copy', async () => {
    const page = await at('karguzar');
    await menu(page, 'Jurnal');
    const proofs = page.locator('.proof-ok');              // each is a job: its page tells when it has ended
    await press(page, 'Jurnalı yoxla');
    await proofs.first().waitFor();
    await press(page, 'Əmrləri yenidən icra edib müqayisə et');
    await proofs.nth(1).waitFor();
    assert.equal(await proofs.count(), 2);
    assert.equal(await page.locator('.proof-bad').count(), 0);
    await pictured(page, '40_proof');
    await menu(page, 'Sığorta nüsxələri');
    const free = () => page.locator('#copies .btn-primary:enabled').waitFor({ timeout: 120000 });
    await free();                                          // the clock that was moved asked for copies of its own
    await press(page, 'İndi nüsxə çıxar');
    await free();
    const newest = page.locator('#copies tbody tr').first();
    await says(newest, '02.11.2026');
    await newest.getByText('Nə aşkar olundu').click();
    assert.ok(await newest.locator('.proof-ok').count() > 2);
    assert.equal(await newest.locator('.proof-bad').count(), 0);
    await pictured(page, '41_copy');
});

test('the commands prove it too', async () => {
    assert.match((await kadr.command('journal', 'verify')).stdout, /whole|entries/);
    assert.match((await kadr.command('replay', '--check')).stdout, /the same/);
    assert.match((await kadr.command('backup')).stdout, /The copy is good/);
});
