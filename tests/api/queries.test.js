// SPDX-License-Identifier: Apache-2.0
// What a page asks the database: at most six statements beside session, rights and law (KADR_TRACE says which).  A page
// that rehearses an order also asks what its items need, a number that grows with the items and with nothing else.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

const MOST = 6, MOST_OF_AN_ITEM = 12;
const RIGHTS = ['app_reader_of'];
const LAW = ['law_mark', 'law_rules', 'law_acts', 'law_holidays', 'law_days'];      // the mark by key; the tables once after a change
const REHEARSAL = /^(ledger_|person_get$|staff_seat$|staff_seat_in_force$|staff_vacant$|task_led_between$)/;

let kadr;
const who = {};
before(async () => {
    kadr = await start({ env: { KADR_TRACE: 'yes' } });
    for (const login of ['inspektor', 'inspektor2', 'reis', 'muavin', 'sobe', 'karguzar', 'xidmet.reisi', 'emekdas'])
        who[login] = await kadr.signIn(login);
});
after(() => kadr.stop());

// The statements a page ran after session, rights and law; the server says them before it answers.
async function asked(login, where) {
    const from = kadr.log.length;
    const answer = await who[login].get(where);
    assert.equal(answer.status, 200, `${login} ${where}: ${answer.text}`);
    const path = where.split('?')[0];
    for (;;) {
        const line = kadr.log.slice(from).join('').split('\n').find((l) => l.startsWith(`kadr: trace ${path}: `));
        if (line)
            return line.split(' | ')[1].split(' ').filter((name) => name && !RIGHTS.includes(name) && !LAW.includes(name));
        await new Promise((resolve) => setImmediate(resolve));
    }
}

async function small(login, where, most = MOST) {
    const names = await asked(login, where);
    assert.ok(names.length > 0 && names.length <= most, `${login} ${where}: ${names.length}: ${names.join(' ')}`);
}

async function rehearsed(login, where, items) {
    const names = await asked(login, where), own = names.filter((n) => !REHEARSAL.test(n));
    assert.ok(own.length <= MOST, `${login} ${where}: ${own.length}: ${own.join(' ')}`);
    const rest = names.length - own.length;
    assert.ok(rest <= items * MOST_OF_AN_ITEM, `${login} ${where}: ${rest} for ${items} items: ${names.join(' ')}`);
}

const oneOfEach = (items, state) => [...new Map(items.map((i) => [state(i), i.id])).values()];

test('desk, personal file, leave books, staff table', async () => {
    for (const login of Object.keys(who))
        await small(login, '/');
    for (const where of ['/digest', '/tasks', '/terms'])
        await small('sobe', where);
    for (const where of ['/people/24', '/people/7', '/staff', '/vacancies', '/nominal-roll', '/people',
        '/orders', '/records', '/people/24?as_of=2026-01-01&known_on=2026-02-01&compare=2025-01-01'])
        await small('inspektor', where);
    await small('inspektor', '/people/24/leave', MOST + 1);         // one more: the orders that used the days
});

test('a letter in each state, a task', async () => {
    const { items } = (await who.reis.get('/letters?per_page=100')).json.list;
    const ids = oneOfEach(items, (i) => i.direction + i.state);
    assert.ok(ids.length > 5);
    for (const id of ids)
        await small('karguzar', `/letters/${id}`, MOST + 1);    // one more: the posts it may be shown to
    const tasks = (await who.sobe.get('/tasks?per_page=100')).json.list.items;
    for (const id of oneOfEach(tasks, (i) => i.state))
        await small('sobe', `/tasks/${id}`);
});

test('an order in each state, for who drafts, visas, signs and keeps it', async () => {
    const { items } = (await who.inspektor.get('/orders?per_page=100')).json.list;
    const ids = oneOfEach(items, (i) => i.state);
    assert.equal(ids.length, 5);
    for (const id of ids)
        for (const login of ['inspektor', 'inspektor2', 'sobe', 'xidmet.reisi']) {
            const { json } = await who[login].get(`/orders/${id}`);
            if (json.order.state === 'registered')
                await small(login, `/orders/${id}`);
            else
                await rehearsed(login, `/orders/${id}`, json.items.length);
        }
});

test('the composer, empty and with an item of each kind', async () => {
    await small('inspektor', '/orders/new');
    const { json } = await who.inspektor.get('/orders/new');
    const kinds = json.compose.items[0].fields[0].choices.map((c) => c.value).filter(Boolean);
    assert.ok(kinds.length > 8);
    for (const kind of kinds)
        await rehearsed('inspektor', `/orders/new?kind=${kind}&person_id=24`, 1);
    const draft = (await who.inspektor2.get('/orders?state=draft')).json.list.items[0].id;
    await rehearsed('inspektor2', `/orders/${draft}/edit`, 1);
});
