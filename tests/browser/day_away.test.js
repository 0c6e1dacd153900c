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
const { at, pictured, lookAt, personalFile, recorded } = orders(() => kadr);
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

// The resolution of whoever serves the head's post.
async function resolve(login, gist) {
    const page = await at(login);
    await counter(page, 'Dərkənar üçün');
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
    await counter(chief, 'Qəbul ediləcək sənəd layihələri');
    await open(chief, `Cavab: ${gist}`);
    const decide = card(chief, 'Layihənin qəbulu və ya qaytarılması');
    await choose(decide, 'İmzalayacaq şəxs', HEAD_POST);
    await press(decide, 'Qərar ver');
    return `Cavab: ${gist}`;
}

let first, second;

test('before the leave the deputy is refused a letter to a ministry, by clause', async () => {
    const gists = [await fromMinistry('14-501'), await fromMinistry('14-502')];
    await resolve('reis', gists[0]);
    first = await answered(gists[0], 'reis');
    second = gists[1];
    const page = await at('muavin');
    await menu(page, 'Məktublar');
    await open(page, first);
    await says(page, first);
    await pictured(page, '30_deputy_before');
    console.log(await page.locator('main').innerText());
});
