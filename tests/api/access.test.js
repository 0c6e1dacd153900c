// SPDX-License-Identifier: Apache-2.0
// Who may do what: every route, by every role of the demo, on several objects, asked once as HTML and once
// as JSON.  What came back is tests/golden/access.txt; a change of a permission shows there.  After a wanted
// change:  KADR_GOLDEN=write node --test tests/api/access.test.js
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { start } = require('../harness');

const golden = path.join(__dirname, '..', 'golden', 'access.txt');
const NOBODY = 'nobody';
const MISSING = 999999999;

// Where the ids of a kind of object are listed, for whoever sees them all.
const LISTS = {
    letter: '/letters', handover: '/handovers', task: '/tasks', order: '/orders', person: '/people',
    record: '/records',
};
// Whose page would end the others' turn: asked last.
const LAST = ['/sign-out', '/demo/clock'];

function roles() {
    const csv = fs.readFileSync(path.join(__dirname, '..', '..', 'data', 'demo', 'people.csv'), 'utf8');
    const [head, ...rows] = csv.trim().split('\n').map((line) => line.split(','));
    const login = head.indexOf('login');
    return [NOBODY, 'admin', ...rows.map((row) => row[login]).filter(Boolean)];
}

// Two servers over copies of one database take the same calls in the same order, one in each face.
class Face {
    static async open(accept) {
        const face = new Face();
        face.accept = accept;
        face.kadr = await start();
        face.who = new Map();
        for (const login of roles())
            face.who.set(login, login === NOBODY ? face.kadr.visitor() : await face.kadr.signIn(login));
        return face;
    }

    async ask(login, method, where) {
        const visitor = this.who.get(login), json = this.accept === 'application/json';
        if (method === 'GET')
            return verdict(await visitor.ask('GET', where, { accept: this.accept }));
        if (!visitor.csrf && login !== NOBODY)
            visitor.csrf = (await visitor.tokens('/account'))._csrf;
        const body = json ? '{}' : new URLSearchParams(login === NOBODY ? {} : { _csrf: visitor.csrf });
        const headers = json ? { 'Content-Type': 'application/json' } : {};
        return verdict(await visitor.ask('POST', where, { accept: this.accept, headers, body }));
    }
}

// One word for both faces: a browser is led on or to the sign-in page where a program gets a status.
function verdict({ status, headers }) {
    if (status === 303)
        return headers.get('location').startsWith('/sign-in?') ? '401' : 'ok';
    return status < 300 ? 'ok' : String(status);
}

const ids = {};
async function objectsOf(kind, reader) {
    if (!ids[kind]) {
        const view = LISTS[kind] ? (await reader.get(`${LISTS[kind]}?per_page=200`)).json : null;
        const found = (view?.list?.items ?? []).map((item) => item.id).sort((a, b) => a - b);
        ids[kind] = [...new Set([found[0], found[Math.floor(found.length / 2)], found.at(-1)])].filter(Boolean);
    }
    return [...ids[kind], MISSING];
}

async function calls(face) {
    const routes = JSON.parse((await face.kadr.command('list', 'routes', '--json')).stdout);
    const reader = face.who.get('reis'), list = [];
    for (const route of routes) {
        const concrete = (id) => route.path.replace('{id}', id).replace('{id2}', '1').replace('{name}', 'x');
        const objects = route.path.includes('{id}') ? await objectsOf(route.object, reader) : [0];
        for (const id of objects)
            list.push({ ...route, id, where: concrete(id) });
    }
    const turn = ({ method, path: at }) => (LAST.includes(at) && method === 'POST' ? 2 : method === 'POST' ? 1 : 0);
    return list.sort((a, b) => turn(a) - turn(b));
}

let html, json, table;
before(async () => {
    [html, json] = await Promise.all([Face.open('text/html'), Face.open('application/json')]);
    table = await calls(html);
    for (const call of table) {
        call.html = [];
        call.json = [];
        for (const login of roles()) {
            const both = await Promise.all([html, json].map((face) => face.ask(login, call.method, call.where)));
            [call.html[call.html.length], call.json[call.json.length]] = both;
        }
    }
});
after(async () => { await Promise.all([html?.kadr.stop(), json?.kadr.stop()]); });

function text() {
    const lines = table.map((c) => [`${c.method} ${c.where === c.path ? c.path : `${c.path} (${c.id === MISSING
        ? 'missing' : c.id})`}`, ...c.html]);
    const all = [['', ...roles()], ...lines];
    const wide = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
    return all.map((line) => line.map((word, i) => word.padEnd(wide[i])).join('  ').trimEnd()).join('\n') + '\n';
}

test('a page and its JSON allow and refuse alike', () => {
    // A form of what does not exist has faults in JSON, and no page to be shown again on in HTML.
    const alike = (call) => (word) => (call.id === MISSING && word === '404' ? '422' : word);
    for (const call of table)
        assert.deepEqual(call.json.map(alike(call)), call.html.map(alike(call)),
            `${call.method} ${call.where} for ${roles().join(' ')}`);
});

test('nobody reaches anything but the public pages', () => {
    for (const call of table.filter((c) => c.permission !== 'public'))
        assert.equal(call.html[0], '401', `${call.method} ${call.where}`);
});

test('no call of the table ends in an error of ours', () => {
    for (const call of table)
        assert.ok(call.html.every((word) => !word.startsWith('5')), `${call.method} ${call.where}: ${call.html}`);
});

test('what does not exist and what is another\'s look the same to an employee of another unit', () => {
    const employee = roles().indexOf('emekdas');
    for (const call of table.filter((c) => c.id === MISSING))
        assert.equal(call.html[employee], '403', `${call.method} ${call.where}`);
});

test('the table of who may do what is the one that was reviewed', () => {
    if (process.env.KADR_GOLDEN === 'write')
        fs.writeFileSync(golden, text());
    assert.equal(text(), fs.readFileSync(golden, 'utf8'));
});
