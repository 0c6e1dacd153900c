// SPDX-License-Identifier: Apache-2.0
// The program starts, its first page looks as it should, wide and narrow, with and without script.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, browse, closeBrowser, axe, shot, overflow } = require('../harness');

let kadr;
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

test('healthz answers', async () => {
    assert.equal((await kadr.visitor().get('/healthz')).status, 200);
});

test('whoever is not signed in is sent to the sign-in page', async () => {
    const answer = await kadr.visitor().html('/account');
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get('location'), /^\/sign-in\?next=/);
});

for (const width of [1440, 390])
    test(`the sign-in page is in order at ${width} px`, async () => {
        const page = await browse(kadr, { width, bypassCSP: true });
        await page.goto('/sign-in');
        assert.equal(await page.locator('html').getAttribute('lang'), 'az');
        assert.ok(await page.locator('[name=login]').isVisible());
        assert.ok(await overflow(page) <= 0);
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(page.faults, []);
        await shot(page, `sign-in-${width}`);
    });

test('the strict policy stops nothing of ours', async () => {
    const page = await browse(kadr);
    await page.goto('/sign-in');
    await page.waitForLoadState('load');
    assert.deepEqual(page.faults, []);
});

test('the letters of Azerbaijani and Russian come from our font', async () => {
    const page = await browse(kadr);
    await page.goto('/sign-in');
    for (const letters of ['abc', 'əƏıİğĞşŞçÇöÖüÜ', 'жЯ№'])
        assert.ok(await page.evaluate(async (text) => {
            await document.fonts.load('16px Inter', text);
            return document.fonts.check('16px Inter', text) &&
                [...document.fonts].some((f) => f.family.includes('Inter') && f.status === 'loaded');
        }, letters), letters);
});

test('the address of a page that does not exist says so and leads back', async () => {
    const answer = await kadr.visitor().html('/no-such-page');
    assert.equal(answer.status, 404);
    assert.match(answer.text, /href="\/"/);
});

test('without script the sign-in form still works', async () => {
    const page = await browse(kadr, { script: false });
    await page.goto('/sign-in');
    await page.fill('[name=login]', 'nobody.at.all');
    await page.fill('[name=password]', 'wrong');
    await page.press('[name=password]', 'Enter');
    await page.waitForLoadState('load');
    assert.equal(await page.inputValue('[name=login]'), 'nobody.at.all', 'what was typed is kept');
    assert.ok(await page.locator('[role=alert]').isVisible());
});
