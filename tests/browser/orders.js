// SPDX-License-Identifier: Apache-2.0
// What the stories of orders do in the browser: write an item, carry an order to its number, look at a file on a day, enter
// a record and have it confirmed, read a printed paper.
//
//   const { at, pictured, newOrder, item, carry, personalFile } = orders(() => kadr);
'use strict';
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { walk, menu, button, says, card, counter, fill, choose, press } = require('./walk');

const VISAS = ['sobe', 'muavin', 'reis', 'xidmet.muavin'];

function orders(server) {
    const { at, pictured } = walk(server);

    // Does something in the composer that sends the form and gets it back, and waits for what came.
    async function composed(page, act) {
        await Promise.all([page.waitForResponse((r) => r.url().endsWith('/orders/compose')), act()]);
        await page.waitForFunction(() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling'));
    }

    // Fills one item: its kind and its person narrow what it asks for.
    async function item(page, no, kind, person, fields = {}) {
        const group = page.getByRole('group', { name: `Bənd ${no}` });
        await composed(page, () => choose(group, 'Bəndin növü', kind));
        await composed(page, () => choose(group, 'Şəxs', person));
        await fill(group, fields);
        return group;
    }

    async function newOrder(login, heading) {
        const page = await at(login);
        await menu(page, 'Əmrlər');
        await page.getByRole('link', { name: 'Yeni əmr' }).click();
        await fill(page, { Başlıq: heading });
        return page;
    }

    // The order on somebody's desk, through the number that counts it.
    async function waiting(login, name, heading) {
        const page = await at(login);
        await counter(page, name);
        await page.getByRole('link', { name: heading, exact: true }).click();
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        return page;
    }

    // Everybody in the row endorses what waits for him, the head of the Service signs, a keeper registers: the number it got.
    async function carry(heading, keeper, pictures = '') {
        for (const login of VISAS) {
            const page = await waiting(login, 'Viza veriləcək əmrlər', heading);
            await press(card(page, 'Sizin vizanız'), 'Razılaşdır');
        }
        const head = await waiting('xidmet.reisi', 'İmzalanacaq əmrlər', heading);
        if (pictures)
            await pictured(head, `${pictures}_sign`);
        await press(card(head, 'Sizin imzanız'), 'İmzala');
        const page = await waiting(keeper, 'Qeydiyyata alınacaq əmrlər', heading);
        for (const box of await card(page, 'Qeydiyyat').getByRole('checkbox').all())
            await box.check();
        if (pictures)
            await pictured(page, `${pictures}_register`);
        await press(card(page, 'Qeydiyyat'), 'Qeydiyyata al');
        if (pictures)
            await pictured(page, `${pictures}_registered`);
        return (await page.locator('h1').textContent()).match(/^№ (\d+-[km])/)[1];
    }

    // The words of a paper of ours, as whoever prints it reads them.
    async function printed(page, name) {
        const link = page.getByRole('link', { name: 'PDF', exact: true }).first();
        const answer = await page.context().request.get(await link.getAttribute('href'));
        const file = path.join(server().folder, `${name}.pdf`);
        fs.writeFileSync(file, await answer.body());
        if (process.env.KADR_SHOTS)
            execFileSync('pdftoppm', ['-png', '-r', '80', file, path.join(process.env.KADR_SHOTS, name)]);
        return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    }

    // Shows a page about people or posts as of a day, as known on another.
    async function lookAt(page, day, known = '') {
        const form = page.getByRole('form', { name: 'Səhifənin aid olduğu gün' });
        await fill(form, { 'Tarixə olan vəziyyət': day, 'Məlumatın tarixi': known });
        await Promise.all([page.waitForURL((u) => u.searchParams.get('as_of') === day && u.searchParams.get('known_on') === known),
            button(form, 'Göstər')]);
        return page.locator('main');
    }

    // The personal file, found by a surname typed without Azerbaijani letters.
    async function personalFile(login, typed, name) {
        const page = await at(login);
        await page.getByRole('searchbox', { name: 'Axtarış' }).fill(typed);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/search/);
        await page.getByRole('link', { name }).first().click();
        await page.getByRole('heading', { level: 1, name }).waitFor();
        return page;
    }

    const state = (page) => page.locator('section').filter({ has: page.getByRole('heading', { name: /^Vəziyyət:/ }) }).innerText();

    // A record entered by one officer; another confirms it from his desk.
    async function recorded(typed, name, kind, fields, choices = {}) {
        const page = await personalFile('bas.inspektor', typed, name);
        await page.getByRole('link', { name: 'Yeni sənəd qeydi' }).click();
        await page.getByRole('link', { name: kind, exact: true }).click();
        await page.getByRole('heading', { level: 1, name: kind }).waitFor();
        await fill(page, fields);
        for (const [label, words] of Object.entries(choices))
            await choose(page, label, words);
        await press(page, 'Yadda saxla');
        await says(page, 'Bu qeydi Siz daxil etmisiniz');
        assert.equal(await page.getByRole('button', { name: 'Təsdiq et' }).count(), 0, 'never by whoever entered it');
        await pictured(page, '20_record');
        const second = await at('sobe');
        await counter(second, 'Təsdiq ediləcək qeydlər');
        await second.getByRole('row', { name: new RegExp(`${kind}.*${name.split(' ')[0]}`) }).getByRole('link').first().click();
        await says(second, name);
        await pictured(second, '21_confirm');
        await press(card(second, 'Təsdiq et'), 'Təsdiq et');
    }

    return { at, pictured, composed, item, newOrder, waiting, carry, printed, lookAt, personalFile, state, recorded };
}

module.exports = { orders };
