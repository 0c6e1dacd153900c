// SPDX-License-Identifier: Apache-2.0
// Finds the pages of the running program from its own tables and its own links, so that no list of
// addresses is kept by hand: for pages.test.js, roles.test.js and shots.js.
'use strict';
const util = require('node:util');
const { execFile } = require('node:child_process');
const path = require('node:path');
const run = util.promisify(execFile);
const top = path.join(__dirname, '..', '..');

const decode = (text) => text.replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(Number(n)))
    .replace(/&#x([0-9a-f]+);/gi, (_, n) => String.fromCodePoint(parseInt(n, 16)))
    .replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

// The rows of `kadr list routes`, each with a pattern its addresses match.
async function routes(kadr) {
    const { stdout } = await kadr.command('list', 'routes', '--json');
    return JSON.parse(stdout).map((r) => ({
        ...r,
        pattern: new RegExp(`^${r.path.replace(/[.]/g, '\\.').replace(/\{(id|id2)\}/g, '\\d+')
            .replace(/\{name\}/g, '[\\w.-]+')}$`),
    }));
}

// The logins the sign-in page of a demo offers, with the first of each role.
async function roles(kadr) {
    const { json } = await kadr.visitor().get('/sign-in');
    const seen = new Set();
    return json.roles.filter((r) => !seen.has(r.role) && seen.add(r.role));
}

const links = (html) => [...html.matchAll(/<(?:a|link|img|script)\b[^>]*?\b(?:href|src)="([^"]*)"/g)]
    .map((m) => decode(m[1])).filter((href) => href.startsWith('/') || href.startsWith('?'));

// Everything a signed-in visitor meets: [{ route, path, status, type, text, from }], at most `most`
// addresses for one row of the table.  `from` is the page that showed the link, '' for an address
// taken from the table itself.
async function crawl(table, visitor, most = 2) {
    const waiting = table.filter((r) => r.method === 'GET' && !r.path.includes('{')).map((r) => ({ path: r.path, from: '' }));
    const met = new Set(waiting.map((w) => w.path)), count = new Map(), found = [];
    while (waiting.length) {
        const { path: address, from } = waiting.shift();
        const route = table.find((r) => r.method === 'GET' && r.pattern.test(address.split('?')[0]));
        const n = count.get(route || address) || 0;
        if (n > most && from)
            continue;
        count.set(route || address, n + 1);
        const answer = await visitor.html(address);
        const type = answer.headers.get('content-type') || '';
        found.push({ route, path: address, from, status: answer.status, type, text: answer.text });
        if (answer.status !== 200 || !type.startsWith('text/html'))
            continue;
        for (const href of links(answer.text)) {
            const to = href.startsWith('?') ? address.split('?')[0] + href : href.split('#')[0];
            if (to.startsWith('/static/') || /[?&]lang=/.test(to) || met.has(to) || to === '')
                continue;
            met.add(to);
            waiting.push({ path: to, from: address });
        }
    }
    return found;
}

// English msgids that have another text in Azerbaijani: what no page in Azerbaijani may show.
async function untranslatable() {
    const { stdout } = await run('sh', [path.join(top, 'tools', 'msgids.sh'), top], { maxBuffer: 1 << 24 });
    const po = require('node:fs').readFileSync(path.join(top, 'locale', 'az.po'), 'utf8');
    const same = new Set([...po.matchAll(/^msgid "(.*)"\nmsgstr "(.*)"$/gm)].filter((m) => m[1] === m[2]).map((m) => m[1]));
    same.add('May');                    // the month, in both languages
    return new Set(stdout.split('\n').filter((m) => m.length > 2 && /[a-z]/.test(m) && !same.has(m))
        .map((m) => m.replace(/\\(.)/g, '$1')));
}

// The texts of a page as people read or hear them: between tags, and in the attributes that are spoken; not the names a
// program goes by, which stand in <code>.
function texts(html) {
    const body = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style|code)\b[\s\S]*?<\/\1>/g, '');
    const between = body.split(/<[^>]*>/).map((t) => decode(t).trim());
    const spoken = [...body.matchAll(/\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"/g)].map((m) => decode(m[1]));
    return [...between, ...spoken].filter(Boolean);
}

// What a page is built of: its elements with their classes, names and roles; of the same kinds, a longer list is
// no other page.
function marks(page) {
    const found = new Set();
    for (const [, tag, attributes] of page.text.matchAll(/<([a-z][\w-]*)((?:\s[^>]*)?)>/g)) {
        const of = (name) => new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1].replace(/\d+/g, '') || '';
        found.add(`${page.route.path} ${tag}.${of('class')} ${of('type')} ${of('name')} ${of('role')} ${of('aria-current')}`);
    }
    return found;
}

// Of the pages of all roles, as few as show every element that any of them shows to anybody.
function samples(pages) {
    const left = pages.map((page) => ({ page, marks: marks(page) })).sort((a, b) => b.marks.size - a.marks.size);
    const seen = new Set();
    return left.filter((one) => {
        const fresh = [...one.marks].filter((m) => !seen.has(m));
        fresh.forEach((m) => seen.add(m));
        return fresh.length > 0;
    }).map((one) => one.page);
}

module.exports = { routes, roles, crawl, samples, untranslatable, texts };
