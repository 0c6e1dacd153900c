// SPDX-License-Identifier: Apache-2.0
// How a person goes about in the browser, for the stories of a day: by menus, labels, headings and buttons, in Azerbaijani.
//
//   const { at, pictured } = walk(() => kadr);
//   const clerk = await at('karguzar');              his page, at his desk
//   await counter(clerk, 'Təqdim ediləcək məktublar');   opens the list of a number
//   await fill(card(clerk, 'Rezolyusiya'), { Mətn: '…' });
//   await press(clerk, 'Saxla');                     a button that saves, until its notice stands
'use strict';
const assert = require('node:assert/strict');
const { browse, shot } = require('../harness');

const LIMIT_MS = 60000, PAGE_ROWS = 50;

const side = (page) => page.locator('.kadr-side');
const menu = (page, name) => side(page).getByRole('link', { name, exact: true }).click();
const button = (where, name) => where.getByRole('button', { name, exact: true }).click();
const says = (where, words) => where.getByText(words).first().waitFor();
const notice = (page) => page.getByRole('status').first().waitFor();

// A section by its heading; one that stands folded is opened.
function card(page, title) {
    return page.locator('section, .card').filter({ has: page.getByRole('heading', { name: title, exact: typeof title === 'string' }) }).last();
}

async function unfold(page, title) {
    const folded = page.locator('details.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    await folded.locator('summary').click();
    return folded;
}

// A desk's counter: its link, and what stands beside its name.
const counterOf = (page, name) => page.locator('.counter-main, .counters-more a')
    .filter({ has: page.locator('span').filter({ hasText: new RegExp(`^${name}(\\s|$)`) }) }).first();

async function counted(page, name) {
    const link = counterOf(page, name);
    await link.waitFor();
    return Number(await link.locator('.counter-value, strong').textContent());
}

// How many rows the list on the page says it has.
async function found(page) {
    const words = await page.locator('.kadr-found .kadr-count').first().textContent();
    return Number(words.match(/\d+/)[0]);
}

// Opens the list of a counter; the number and the list are the same.
async function counter(page, name) {
    const said = await counted(page, name);
    await counterOf(page, name).click();
    await page.locator('.kadr-found').waitFor();
    assert.equal(await found(page), said, `${name}: ${page.url()}`);
    return said;
}

// Opens every number of the desk on the page: how many there are.
async function numbersHold(page) {
    const links = await page.locator('.counter-main, .counter-parts a, .counters-more a').evaluateAll((all) => all.map((a) =>
        ({ to: a.getAttribute('href'), name: a.textContent.trim(), n: Number(/\d+/.exec((a.querySelector('.counter-value, strong') || a).textContent)[0]) })));
    for (const { to, name, n } of links) {
        await page.goto(to);
        assert.equal(await found(page), n, name);
        if (n <= PAGE_ROWS)
            assert.equal(await page.locator('main tbody tr').filter({ has: page.locator('a[href]') }).count(), n, name);
    }
    return links.length;
}

// What the search box finds by these words: the links, their titles, and how many of each kind the page says there are.
async function searched(page, words) {
    await page.getByRole('searchbox', { name: 'Axtarış' }).fill(words);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await page.locator('.kadr-found-group, .empty').first().waitFor();
    const hits = page.locator('.kadr-hits a');
    return {
        links: await hits.evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
        titles: await hits.allTextContents(),
        counts: await page.locator('.kadr-found-group .kadr-count').allTextContents(),
    };
}

async function fill(where, fields) {
    for (const [label, value] of Object.entries(fields))
        await where.getByLabel(label, { exact: true }).fill(value);
}

// Chooses the option whose words hold these.
async function choose(where, label, words) {
    const field = where.getByLabel(label, { exact: true });
    const option = await field.locator('option').filter({ hasText: words }).first().getAttribute('value');
    await field.selectOption(option);
}

// Presses a button that saves, and waits for the page that says what was done.
async function press(where, name) {
    const page = where.page ? where.page() : where;
    await Promise.all([page.waitForEvent('domcontentloaded'), button(where, name)]);
    await notice(page);
}

// Pages of people over the server that `now` gives: each has one of his own, which starts at his desk.
function walk(now) {
    const pages = {};
    async function at(login) {
        if (!pages[login]) {
            pages[login] = await browse(now(), { login });
            pages[login].setDefaultTimeout(LIMIT_MS);
        }
        const page = pages[login];
        assert.deepEqual(page.faults, [], login);
        await side(page).getByRole('link', { name: 'İş masası' }).click();
        await page.getByRole('heading', { name: 'İş masası' }).waitFor();
        return page;
    }

    // What somebody sees now, for people to look at (KADR_SHOTS), on a desktop and on a telephone.
    async function pictured(page, name) {
        if (!process.env.KADR_SHOTS)
            return;
        await shot(page, `${name}_1440`);
        await page.setViewportSize({ width: 390, height: 844 });
        await shot(page, `${name}_390`);
        await page.setViewportSize({ width: 1440, height: 900 });
    }
    return { at, pictured };
}

module.exports = { walk, menu, button, says, notice, card, unfold, counted, counter, found, numbersHold, searched, fill, choose, press };
