// SPDX-License-Identifier: Apache-2.0
// The desk: every number on it is the number of the list it opens, for every role, in every state.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

let kadr, logins;
before(async () => {
    kadr = await start();
    logins = (await kadr.visitor().get('/sign-in')).json.roles.map((r) => r.login);
});
after(() => kadr.stop());

// How many numbers were compared; a counter and each of its parts opens its list.
async function compare(login) {
    const visitor = await kadr.signIn(login);
    const { status, json: desk } = await visitor.get('/');
    assert.equal(status, 200);
    let compared = 0, waiting = 0;
    for (const counter of desk.counters) {
        waiting += counter.total;
        for (const { path, total } of [counter, ...counter.parts]) {
            const { status: opened, json } = await visitor.get(path);
            assert.equal(opened, 200, `${login} opens ${path}`);
            assert.equal(json.list.total, total, `${login}: ${counter.name} ${path}`);
            compared++;
        }
        const parts = counter.parts.reduce((sum, part) => sum + part.total, 0);
        assert.ok(parts <= counter.total, `${login}: the parts of ${counter.name} are within it`);
        assert.equal(counter.late, counter.parts.some((part) => part.band.late), `${login}: ${counter.name}`);
    }
    assert.equal(desk.waiting, waiting, `${login}: the sum`);
    return compared;
}

async function compareAll() {
    const compared = {};
    for (const login of logins)
        compared[login] = await compare(login);
    return compared;
}

async function moveClock(days) {
    const admin = await kadr.signIn('admin');
    assert.equal((await admin.post('/demo/clock', { days }, '/demo/clock')).status, 200);
}

test('every counter is the total of the list it opens, for each role', async () => {
    const compared = await compareAll();
    for (const login of logins)
        assert.ok(login === 'admin' ? compared[login] === 0 : compared[login] > 0, `${login} has counters`);
});

test('each kind of work has its counter with whom it belongs', async () => {
    const codes = async (login) => (await (await kadr.signIn(login)).get('/')).json.counters.map((c) => c.code);
    for (const [login, expected] of Object.entries({
        reis: ['resolve', 'execute', 'leadership', 'accept', 'accept_draft', 'sign', 'control', 'my_drafts'],
        muavin: ['resolve', 'execute', 'sign', 'control', 'visa', 'obstacles'],
        sobe: ['resolve', 'execute', 'accept', 'control', 'register_order', 'confirm', 'extend'],
        inspektor: ['execute', 'register_order', 'my_drafts', 'confirm'],
        karguzar: ['take', 'present', 'hand', 'number', 'file', 'controlled'],
        katiblik: ['number'],
        'xidmet.reisi': ['sign_order'],
    }))
        for (const code of expected)
            assert.ok((await codes(login)).includes(code), `${login} has ${code}`);
    assert.ok(!(await codes('emekdas')).includes('resolve'));
    assert.ok(!(await codes('inspektor')).includes('sign_order'));
    assert.ok(!(await codes('bas.inspektor')).includes('register_order'), 'the keeper of a series is an inspector');
});

test('a link of a counter keeps its filters when the list is narrowed further', async () => {
    const visitor = await kadr.signIn('reis');
    const { json: desk } = await visitor.get('/');
    const execute = desk.counters.find((c) => c.code === 'execute');
    const { text } = await visitor.html(execute.path);
    assert.match(text, /<input type="hidden" name="executor" value="\d+">/);
    const { json } = await visitor.get(`${execute.path}&term=late`);
    assert.deepEqual(json.list.active.length, 3);
    for (const chip of json.list.active)
        assert.equal((await visitor.get(`/tasks${chip.without}`)).status, 200, chip.text);
});

test('work done leaves its counter and enters the next', async () => {
    const inspector = await kadr.signIn('bas.inspektor');
    const before = (await inspector.get('/')).json.counters.find((c) => c.code === 'execute');
    const list = (await inspector.get(before.path)).json.list;
    if (list.total === 0)
        return assert.equal(before.total, 0);
    const { version } = (await inspector.get(`/tasks/${list.items[0].id}`)).json.task;
    const done = await inspector.post(`/tasks/${list.items[0].id}/report`, { version, report: 'Yerinə yetirildi' });
    assert.equal(done.status, 200, done.text);
    const later = (await inspector.get('/')).json.counters.find((c) => c.code === 'execute');
    assert.equal(later.total, before.total - 1);
    await compareAll();
});

test('a longer term waits with whom it climbs to, and leaves his counter with his word', async () => {
    const chief = await kadr.signIn('sobe');
    const waiting = async () => (await chief.get('/')).json.counters.find((c) => c.code === 'extend');
    const before = await waiting();
    const [task] = (await chief.get(before.path)).json.list.items;
    const { json } = await chief.get(`/tasks/${task.id}`);
    const done = await chief.post(json.step_form.action, { remark: 'Razıyam' });
    assert.equal(done.status, 200, done.text);
    assert.equal((await waiting())?.total ?? 0, before.total - 1);
    await compareAll();
});

test('the digest tells each his own terms, and bears the head of the journal', async () => {
    for (const login of logins) {
        const visitor = await kadr.signIn(login);
        const { status, json, text } = await visitor.get('/digest');
        assert.equal(status, 200, text);
        assert.match(json.journal, /^\d+:[0-9a-f]{64}$/);
        assert.equal(json.groups.reduce((sum, g) => sum + g.items.length, 0), json.total, login);
        for (const { term, id } of json.groups[0].items) {
            assert.ok(term.band.late, login);
            assert.equal((await visitor.get(`/tasks/${id}`)).status, 200);
        }
    }
});

test('the report on expected terms is the clerk\'s and the chiefs\', and leaves as a table', async () => {
    const clerk = await kadr.signIn('karguzar');
    const { json } = await clerk.get('/terms?until=2026-12-31');
    assert.ok(json.total > 0);
    assert.equal(json.groups.reduce((sum, g) => sum + g.items.length, 0), json.total);
    assert.equal((await clerk.get('/terms?until=2020-01-01')).json.total, 0);
    assert.equal((await (await kadr.signIn('inspektor')).get('/terms')).status, 403);
});

test('as days pass, terms move between near, today and late, and the lists with them', async () => {
    for (const days of [1, 2, 4, 30]) {
        await moveClock(days);
        await compareAll();
    }
    const clerk = (await (await kadr.signIn('karguzar')).get('/')).json;
    const controlled = clerk.counters.find((c) => c.code === 'controlled');
    assert.ok(controlled.late, 'weeks later something under control is late');
});
