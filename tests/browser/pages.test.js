// SPDX-License-Identifier: Apache-2.0
// Every page every role may open, found by following its links: it opens, says what it is, speaks
// Azerbaijani, fits a telephone, needs no script, and nothing on it is broken or unreachable.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { start, browse, closeBrowser, axe, overflow } = require('../harness');
const { paper } = require('../api/story');
const { routes, roles, crawl, samples, untranslatable, texts } = require('./crawl');

let kadr, table, everyone;
const met = new Map();              // login → what crawl found
before(async () => {
    kadr = await start();
    table = await routes(kadr);
    everyone = await roles(kadr);
    for (const { login } of everyone)
        met.set(login, await crawl(table, await kadr.signIn(login)));
});
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

const pages = (found) => found.filter((p) => p.status === 200 && p.type.startsWith('text/html'));
const all = () => [...met].flatMap(([login, found]) => pages(found).map((p) => ({ ...p, login })));

// One page of each row of the table: the longest that any role has.
function longest() {
    const found = new Map();
    for (const page of all())
        if (page.route && page.text.length > (found.get(page.route.path)?.text.length || 0))
            found.set(page.route.path, page);
    return [...found.values()];
}

test('no link leads to nowhere: what a page shows, its reader may open', () => {
    const faults = [...met].flatMap(([login, found]) => found
        .filter((p) => p.from && p.status >= 400)
        .map((p) => `${login}: ${p.from} links to ${p.path}, which answers ${p.status}`));
    assert.deepEqual(faults, []);
});

test('an address typed by hand opens or is refused, and never fails', () => {
    const faults = [...met].flatMap(([login, found]) => found
        .filter((p) => !p.from && ![200, 303, 403, 404, 422].includes(p.status)).map((p) => `${login}: ${p.path} answers ${p.status}`));
    assert.deepEqual(faults, []);
});

test('a page with an id is linked to wherever it has something to show', async () => {
    const seen = new Set([...met.values()].flat().map((p) => p.route?.path)), faults = [];
    const head = await kadr.signIn('reis');
    for (const route of table.filter((r) => r.method === 'GET' && /^[^{]*\{id\}[^{]*$/.test(r.path) && !seen.has(r.path))) {
        const folder = route.path.split('{')[0];
        const ids = new Set([...met.values()].flat().map((p) => p.path.startsWith(folder) && /^\d+/.exec(p.path.slice(folder.length))?.[0]));
        ids.delete(false);
        for (const id of ids)
            if (id && (await head.html(route.path.replace('{id}', id))).status === 200)
                faults.push(`no page links to ${route.path.replace('{id}', id)}`);
    }
    assert.deepEqual(faults, []);
    for (const route of table)
        if (route.method === 'GET' && !route.path.includes('{'))
            assert.ok(seen.has(route.path), route.path);
});

test('every page has a title and one main heading', () => {
    for (const { login, path: address, text } of all()) {
        assert.match(text, /<title>[^<]{3,} · Kadr<\/title>/, `${login} ${address}`);
        assert.equal((text.match(/<h1\b/g) || []).length, 1, `${login} ${address}: one h1`);
        assert.match(text, /<html lang="az">/, address);
    }
});

test('every page speaks Azerbaijani and shows no English msgid', async () => {
    const english = await untranslatable();
    assert.ok(english.size > 300);
    const faults = new Set();
    for (const { path: address, text, route } of all()) {
        assert.match(text, /[əğıƏĞİ]/, address);
        assert.doesNotMatch(text, /\{\{|\}\}/, address);
        // A language names itself in its own words.
        for (const t of texts(text.replace(/<a [^>]*\blang="(en|ru)"[^>]*>[^<]*<\/a>/g, '')))
            if (english.has(t) || /\b(the|of|and|are|this|with|for|not|his|your|from|until)\b/i.test(t.replace(/\w+(\.\w+)+/g, '')))
                faults.add(`${route?.path}: ${t}`);
    }
    assert.deepEqual([...faults], []);
});

test('every icon a page names is there', () => {
    const icons = fs.readFileSync(path.join(__dirname, '..', '..', 'static', 'icons.svg'), 'utf8');
    for (const { path: address, text } of all())
        for (const [, name] of text.matchAll(/<use href="[^"#]*#([^"]*)"/g))
            assert.ok(icons.includes(`<symbol id="${name}"`), `${address}: ${name}`);
});

const chosen = () => samples(all().filter((p) => p.route));

// One pass for all that only a browser can say.  It goes under the strict policy: axe is put in by the debugger.
async function order(width) {
    const open = new Map(), faults = [];
    for (const { login, path: address, route } of chosen()) {
        if (!open.has(login))
            open.set(login, await browse(kadr, { width, login }));
        const page = open.get(login);
        page.faults.length = 0;
        await page.goto(address);
        const where = `${route.path} at ${width} (${address}, ${login})`;
        const wide = await overflow(page);
        if (wide > 0)
            faults.push(`${where}: ${wide} px too wide`);
        faults.push(...(await axe(page)).map((f) => `${where}: ${f}`), ...page.faults.map((f) => `${where}: ${f}`));
    }
    for (const page of open.values())
        await page.context().close();
    return faults;
}

for (const width of [1440, 390])
    test(`at ${width} px every page is in order: no fault of axe, script or policy, and nothing too wide`, async () => {
        assert.deepEqual(await order(width), []);
    });

test('each role comes to its desk and reads every counter on a telephone', async () => {
    for (const { login } of everyone) {
        const page = await browse(kadr, { width: 390, login });
        assert.equal(new URL(page.url()).pathname, '/', login);
        assert.ok(await overflow(page) <= 0, login);
        for (const link of await page.locator('.counter-main').all())
            assert.ok(await link.isVisible(), login);
        assert.deepEqual(page.faults, [], login);
        await page.context().close();
    }
});

test('each menu has its groups with a place in each, an icon for every place, and marks where the reader is', () => {
    const icons = fs.readFileSync(path.join(__dirname, '..', '..', 'static', 'icons.svg'), 'utf8'), faults = [];
    for (const { login, path: address, text } of all()) {
        const menu = /<nav class="kadr-menu"[\s\S]*?<\/nav>/.exec(text)?.[0] || '';
        const groups = menu.split('<ul').slice(1), places = menu.match(/<a class="nav-link"/g) || [];
        const headings = menu.match(/<p class="kadr-menu-head"/g) || [], marks = menu.match(/aria-current=/g) || [];
        if (menu && (groups.length !== headings.length + 1 || groups.some((g) => !g.includes('<a ')) || places.length < groups.length))
            faults.push(`${login}: ${address}: a group without a place or a heading`);
        if (marks.length > 1 || (places.length && !marks.length && !/^\/(account|settings|search|sign-in|people|orders|records)/.test(address)))
            faults.push(`${login}: ${address}: ${marks.length} places marked`);
        for (const [, icon] of menu.matchAll(/icons\.svg[^#]*#([\w-]*)/g))
            if (!icons.includes(`id="${icon}"`))
                faults.push(`${login}: no icon ${icon}`);
    }
    assert.deepEqual([...new Set(faults)], []);
});

test('the menu of a narrow screen opens and leads on without script', async () => {
    const page = await browse(kadr, { width: 390, script: false, login: 'karguzar' });
    const menu = page.locator('.kadr-menu');
    assert.ok(!await menu.isVisible());
    await page.locator('label[for=kadr-menu]').click();
    assert.ok(await menu.isVisible());
    await menu.locator('a[href="/letters"]').click();
    assert.equal(new URL(page.url()).pathname, '/letters');
});

test('without script a list is filtered, its filter dropped, and a form sent', async () => {
    const page = await browse(kadr, { script: false, login: 'karguzar' });
    await page.goto('/tasks');
    await page.selectOption('[name=state]', 'open');
    await page.locator('.filters button').click();
    assert.match(page.url(), /state=open/);
    assert.equal(await page.locator('.kadr-chips li').count(), 1);
    await page.locator('.kadr-chips a').first().click();
    assert.doesNotMatch(page.url(), /state=open/);
    await page.goto('/journal');
    await page.locator('form[action="/journal/verify"] button').click();
    assert.equal(new URL(page.url()).pathname, '/journal');
    assert.ok(await page.locator('[role=status]').first().isVisible(), 'the notice is shown');
    await page.locator('.proof-ok').first().waitFor();                    /* the page comes again by itself */
    await page.locator('form[action="/proof/replay"] button').click();
    await page.locator('.proof-ok').nth(1).waitFor();
    assert.equal(await page.locator('.proof-ok').count(), 2, 'the journal is whole, the ledger makes the same facts');
});

test('a date is typed the same way everywhere, and the calendar only fills it in', async () => {
    const page = await browse(kadr, { login: 'reis' });
    await page.goto('/tasks');
    await page.fill('[name=from]', '01.02.2026');
    await page.locator('.filters button.btn').click();
    assert.match(page.url(), /from=01\.02\.2026/);
    assert.equal(await page.inputValue('[name=from]'), '01.02.2026');
    await page.goto('/tasks?from=2026-02-01');
    assert.equal(await page.inputValue('[name=from]'), '01.02.2026', 'as people write it');
    assert.ok(await page.locator('.kadr-date-box button').first().isVisible());
    assert.deepEqual(page.faults, []);
});

test('the keyboard reaches the content first, then the menu', async () => {
    const page = await browse(kadr, { login: 'reis' });
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip-link');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
});

test('every verb the sources write has its words in the journal', () => {
    const top = path.join(__dirname, '..', '..', 'src');
    const words = fs.readFileSync(path.join(top, 'areas', 'journal', 'words.c'), 'utf8');
    const sources = fs.readdirSync(top, { recursive: true }).filter((f) => /\.c$/.test(f) && !/_test\.c$/.test(f));
    const verbs = new Set(sources.flatMap((f) =>
        [...fs.readFileSync(path.join(top, f), 'utf8').matchAll(/journal_add\(\w+, "([a-z_.]+)"/g)].map((m) => m[1])));
    assert.ok(verbs.size > 10);
    assert.deepEqual([...verbs].filter((v) => !words.includes(`"${v}"`)), []);
});

test('a journal shows words for every verb, and a page on paper shows no buttons', async () => {
    const clerk = await kadr.signIn('karguzar');
    let address = '/journal?per_page=200';
    for (let n = 0; address && n < 10; n++) {
        const { json: { list } } = await clerk.get(address);
        for (const entry of list.items)
            assert.notEqual(entry.verb_text, entry.verb, entry.verb);
        address = list.next && `/journal${list.next}`;
    }
    const page = await browse(kadr, { login: 'karguzar' });
    await page.goto('/journal');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('button:visible, .kadr-side:visible, .filters:visible').count(), 0);
});

// A4 between its margins, in CSS pixels: upright, and on its side where a page has many columns.
const PAPER = { auto: 680, wide: 1047 };
test('every page fits its paper, with its tables whole and nothing on it to press', async () => {
    const open = new Map(), faults = [];
    for (const { login, path: address, route } of longest()) {
        if (!open.has(login))
            open.set(login, await browse(kadr, { login }));
        const page = open.get(login);
        await page.emulateMedia({ media: 'print' });
        await page.goto(address);
        const side = await page.evaluate(() => getComputedStyle(document.body).page || 'auto');
        await page.setViewportSize({ width: PAPER[side], height: 900 });
        const wide = await overflow(page);
        if (wide > 0)
            faults.push(`${route.path} (${address}, ${login}): ${wide} px beyond the paper (${side})`);
        const pressed = await page.locator('.kadr-side:visible, .kadr-top:visible, .skip-link:visible, .btn:visible, .filters:visible, .pager:visible').count();
        if (pressed)
            faults.push(`${route.path} (${address}, ${login}): ${pressed} things to press`);
        const heads = await page.evaluate(() => [...document.querySelectorAll('main .table > thead')].every((h) =>
            ['table-header-group', 'none'].includes(getComputedStyle(h).display)));
        if (!heads)
            faults.push(`${route.path} (${address}, ${login}): a table without a head on each page`);
    }
    assert.deepEqual(faults, []);
});

test('a word without an end widens no page', async () => {
    const office = await kadr.signIn('katiblik'), clerk = await kadr.signIn('karguzar');
    const WORD = 'Abdürrəhmanzadəoğlu'.repeat(7);
    const list = (await office.post('/handovers', { items: [{ office_no: '9'.repeat(50), office_date: '05.10.2026', kind: 'application',
        party_kind: 'natural', party: WORD, address: WORD, their_no: '7'.repeat(50), gist: WORD, sheets: 1 }] })).json.id;
    const { id } = (await clerk.get(`/handovers/${list}`)).json.lines[0];
    const page = await browse(kadr, { login: 'karguzar', width: 390 });
    const fits = async (where) => {
        await page.goto(where);
        assert.ok((await page.locator('main').innerText()).includes(WORD), where);
        for (const width of [390, 1024, 1440]) {
            await page.setViewportSize({ width, height: 900 });
            assert.ok(await overflow(page) <= 0, `${where} at ${width}`);
        }
    };
    await fits(`/handovers/${list}`);
    const letter = (await clerk.upload(`/handovers/${list}/items/${id}/take`, {},
        [{ field: 'scan', name: `${'uzun_ad_'.repeat(20)}.pdf`, bytes: paper('uzun') }], { form: `/handovers/${list}`, accept: 'application/json' })).json.id;
    await fits(`/letters/${letter}`);
    await fits('/letters');
});
