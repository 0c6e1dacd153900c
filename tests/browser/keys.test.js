// SPDX-License-Identifier: Apache-2.0
// A whole path by the keyboard alone, and the same work with the script off.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, browse, closeBrowser, axe } = require('../harness');

let kadr;
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

const focus = (page) => page.evaluate(() => {
    const { id, name, tagName, textContent } = document.activeElement;
    return { id, name, tag: tagName, text: textContent.trim().replace(/\s+/g, ' ') };
});
// Presses Tab until the focus is on what matches; every stop on the way can be seen.
async function tabTo(page, matches) {
    for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const seen = await page.evaluate(() => {
            const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
            return e === document.body || (box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'));
        });
        const here = await focus(page);
        assert.ok(seen, `the focus is in sight: ${JSON.stringify(here)}`);
        if (matches(here))
            return here;
    }
    throw new Error('the keyboard does not reach it');
}

test('by keyboard alone: sign in, open the register, take a letter, write the resolution, find it again', async () => {
    const page = await browse(kadr);
    await page.goto('/sign-in');
    await tabTo(page, (f) => f.name === 'login');
    await page.keyboard.type('reis');
    await tabTo(page, (f) => f.name === 'password');
    await page.keyboard.type('demo');
    await page.keyboard.press('Enter');
    await page.waitForURL((u) => u.pathname === '/');

    await tabTo(page, (f) => f.text.startsWith('Dərkənar üçün'));
    await page.keyboard.press('Enter');
    await page.waitForURL(/state=presented/);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = (await focus(page)).text;
    await page.keyboard.press('k');
    const first = (await focus(page)).text;
    assert.match(first, /^05\/1-/);
    assert.notEqual(first, second);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/letters\/\d+$/);

    await tabTo(page, (f) => f.name === 'body');
    await page.keyboard.type('Cavab layihəsi hazırlansın');
    await tabTo(page, (f) => f.name === 'person_id');
    for (let i = 0; i < 3; i++)
        await page.keyboard.press('ArrowDown');
    await tabTo(page, (f) => f.text === 'Dərkənarı yaz');
    await page.keyboard.press('Enter');
    await page.getByRole('status').first().waitFor();
    assert.ok(await page.getByText('Cavab layihəsi hazırlansın').first().isVisible());

    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL((u) => u.pathname === '/');
    await page.keyboard.press('/');
    await page.keyboard.type(first);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search/);
    assert.ok(await page.getByRole('link', { name: new RegExp(first) }).first().isVisible());
    assert.deepEqual(page.faults, []);
});

test('the question mark lists the keys that work on this page, and they can be put out of use', async () => {
    const page = await browse(kadr, { login: 'emekdas' });
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Bu səhifənin klavişləri' });
    assert.ok(await dialog.getByText('İş masası').isVisible());
    assert.equal(await dialog.getByText('Jurnal').count(), 0, 'what the menu has not');
    assert.equal(await dialog.getByText('Süzgəclərə keç').isVisible(), false, 'what the page has not');
    assert.deepEqual(await axe(page), []);
    await dialog.getByLabel('Tək klavişlər işləsin').uncheck();
    await page.keyboard.press('Escape');
    assert.equal(await dialog.isVisible(), false);
    await page.keyboard.press('?');
    assert.equal(await dialog.isVisible(), false);
    await page.locator('.kadr-keys-open').click();
    assert.ok(await dialog.isVisible(), 'the button stays');
    await dialog.getByRole('button', { name: 'Bağla' }).click();
    await page.keyboard.press('Control+?');
    assert.deepEqual(page.faults, []);
});

test('a letter typed into a field is a letter', async () => {
    const page = await browse(kadr, { login: 'karguzar' });
    await page.goto('/letters');
    await page.keyboard.press('f');
    assert.equal((await focus(page)).name, 'direction', 'the first filter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('gdjk?/');
    assert.equal(await page.inputValue('#kadr-q'), 'gdjk?/');
    assert.equal(new URL(page.url()).pathname, '/letters');
    await page.keyboard.press('Escape');
    assert.equal((await focus(page)).tag, 'BODY');
});

test('with script off the clerk lives the same: list, letter, form, refusal, correction', async () => {
    const page = await browse(kadr, { script: false, login: 'karguzar' });
    assert.equal(await page.locator('.kadr-keys-open:visible, .kadr-keys:visible').count(), 0);
    await page.locator('.counters').getByRole('link', { name: /Təqdim ediləcək məktublar/ }).click();
    await page.locator('main tbody a').first().click();
    const form = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Dərkənar üçün təqdim edilməsi' }) });
    await form.getByLabel('Kimə').evaluate((field) => { field.required = false; field.value = ''; });
    await form.getByRole('button', { name: 'Təqdim et' }).click();
    assert.ok(await page.getByRole('alert').isVisible(), 'the refusal says what to mend');
    const again = page.getByLabel('Kimə');
    const value = await again.locator('option').filter({ hasText: 'şöbəsinin rəisi' }).first().getAttribute('value');
    await again.selectOption(value);
    await page.getByRole('button', { name: 'Təqdim et' }).click();
    assert.ok(await page.getByRole('status').isVisible());
});

test('a field of a date has its calendar also where the form got it later', async () => {
    const page = await browse(kadr, { login: 'inspektor' });
    await page.goto('/orders/new');
    const item = page.getByRole('group', { name: 'Bənd 1' });
    const kind = item.getByLabel('Bəndin növü');
    await kind.selectOption(await kind.locator('option').filter({ hasText: 'Əmək məzuniyyəti' }).getAttribute('value'));
    await item.getByLabel('Məzuniyyətin ilk günü').waitFor();
    assert.equal(await item.getByRole('button', { name: 'Təqvimdən seç' }).count(), 1);
    assert.equal(await page.getByRole('group', { name: 'Əsas' }).getByRole('button', { name: 'Təqvimdən seç' }).count(), 1, 'and no other twice');
    assert.deepEqual(page.faults, []);
});

test('what is typed while the composer waits for its answer stays', async () => {
    const page = await browse(kadr, { login: 'inspektor' });
    await page.goto('/orders/new');
    const choose = (label, words) => page.getByLabel(label).evaluate((field, text) => {
        field.value = [...field.options].find((o) => o.textContent.includes(text)).value;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    }, words);
    await choose('Bəndin növü', 'Əmək məzuniyyəti');
    const first = page.getByLabel('Məzuniyyətin ilk günü');
    await first.waitFor();
    let let_go;
    const held = new Promise((resolve) => { let_go = resolve; });
    await page.route('**/orders/compose', async (route) => { await held; await route.continue(); });
    const answered = page.waitForResponse((r) => r.url().endsWith('/orders/compose'));
    await choose('Şəxs', 'Zoğalova');
    await first.fill('16.11.2026');
    await page.getByLabel('Başlıq').fill('Yazılan başlıq');
    let_go();
    await answered;
    await page.waitForFunction(() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling'));
    assert.equal(await first.inputValue(), '16.11.2026');
    assert.equal(await page.getByLabel('Başlıq').inputValue(), 'Yazılan başlıq');
    assert.match(await page.getByLabel('Şəxs').locator('option:checked').textContent(), /Zoğalova/);
    assert.deepEqual(page.faults, []);
});
