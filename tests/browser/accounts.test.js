// SPDX-License-Identifier: Apache-2.0
// An account as its owner lives with it in the browser: the second step, a program's token, his sessions, and who sees what and why.
// (tests/api/account.test.js, tests/api/rights.test.js: every rule of it.)
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, browse, closeBrowser } = require('../harness');
const { totp } = require('../totp');
const { walk, button, says, card, fill, counter } = require('./walk');

let kadr;
const { at, pictured } = walk(() => kadr);
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

const account = async (page) => {
    await page.locator('a[href="/account"]').first().click();
    await page.getByRole('heading', { name: 'Hesabım' }).waitFor();
};
async function signIn(page, login) {
    await page.goto('/sign-in');
    await fill(page, { 'İstifadəçi adı': login, Parol: 'demo' });
    await button(page, 'Daxil ol');
}

test('the second step: the picture once, recovery codes once, and no way in without a code', async () => {
    const page = await at('muavin');
    await account(page);
    await page.getByRole('link', { name: 'İkinci addım kimi kod tələb et' }).click();
    await fill(page, { Parol: 'demo' });
    await button(page, 'Yeni kod şəklini göstər');
    await page.getByRole('img', { name: /şəkli/ }).waitFor();
    const secret = (await page.locator('.kadr-secret').innerText()).replace(/\s/g, '');
    await pictured(page, '1_factor');
    await fill(page, { Kod: totp(secret, 0) });
    await button(page, 'Təsdiq et');
    await page.getByRole('heading', { name: 'Bərpa kodları' }).waitFor();
    const codes = await page.locator('.kadr-recovery code').allInnerTexts();
    assert.ok(codes.length >= 8 && new Set(codes).size === codes.length, String(codes));
    await pictured(page, '2_recovery');

    const other = await browse(kadr);
    await signIn(other, 'muavin');
    await other.getByRole('heading', { name: 'Birdəfəlik kod' }).waitFor();
    await fill(other, { Kod: '000000' });
    await button(other, 'Daxil ol');
    await other.getByRole('alert').first().waitFor();
    await pictured(other, '3_code_refused');
    await fill(other, { Kod: codes[0] });
    await button(other, 'Daxil ol');
    await other.getByRole('heading', { name: 'İş masası' }).waitFor();
    await account(other);
    await says(other, 'kod tələb olunur');
    await other.context().close();

    const again = await browse(kadr);
    await signIn(again, 'muavin');
    await fill(again, { Kod: codes[0] });
    await button(again, 'Daxil ol');
    await again.getByRole('alert').first().waitFor();                        // a recovery code is good once
    await fill(again, { Kod: totp(secret, 1) });
    await button(again, 'Daxil ol');
    await again.getByRole('heading', { name: 'İş masası' }).waitFor();
    await again.context().close();
});

test('a token is shown once, speaks for its owner, and is ended', async () => {
    const page = await at('inspektor');
    await account(page);
    const form = card(page, 'Proqramların açarları');
    const day = new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10).split('-').reverse().join('.');
    await fill(form, { 'Açar nə üçündür': 'Aylıq hesabat', 'Son gün': day });
    await form.getByLabel('Yalnız oxumaq üçün: forma göndərmir').check();
    await button(form, 'Açar yarat');
    await page.getByRole('heading', { name: 'Proqramın açarı' }).waitFor();
    const token = await page.locator('code.user-select-all').first().innerText();
    await pictured(page, '4_token');
    const asked = () => fetch(`${kadr.url}/tasks`, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } });
    assert.equal((await asked()).status, 200);
    await account(page);
    assert.equal(await page.getByText(token).count(), 0, 'it is not shown again');
    const row = page.locator('tr').filter({ hasText: 'Aylıq hesabat' });
    await says(row, 'yalnız oxumaq');
    await row.getByRole('button', { name: /^Sonlandır/ }).click();
    await row.waitFor({ state: 'detached' });
    assert.equal((await asked()).status, 401);
});

test('the list of sessions: the other one is ended, and is out', async () => {
    const page = await at('inspektor'), other = await browse(kadr, { login: 'inspektor' });
    await account(page);
    const sessions = card(page, 'Açıq seanslar').locator('tbody tr');
    assert.equal(await sessions.count(), 2);
    await pictured(page, '5_sessions');
    await sessions.filter({ hasNotText: 'bu seans' }).getByRole('button', { name: /^Sonlandır/ }).click();
    await page.waitForFunction(() => document.querySelectorAll('form[action$="/end"][action*="sessions/"]').length <= 1);
    await other.goto('/tasks');
    await other.waitForURL(/\/sign-in/);
    await other.context().close();
});

test('who sees this, what does he see, by which right, on any day', async () => {
    const page = await at('reis');
    await counter(page, 'Dərkənar üçün');
    await page.locator('main tbody tr').first().getByRole('link').first().click();
    await page.getByRole('link', { name: 'Kim görür' }).click();
    await page.getByRole('heading', { name: /^Məktub/ }).waitFor();
    const first = page.locator('main tbody tr').first();
    await pictured(page, '6_who_sees');
    assert.match(await first.innerText(), /bənd 5\.\d/, 'a right names its clause');
    await first.getByRole('link').first().click();
    await says(page, 'Nəyi görür');
    await fill(page, { 'Hansı gün': '01.03.2026' });
    await button(page, 'Göstər');
    await says(page, '01.03.2026');
    await pictured(page, '7_rights_on_a_day');
});
