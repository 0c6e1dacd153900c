// SPDX-License-Identifier: Apache-2.0
// Regulation 5.5 on the desk: the head's leave makes the deputy act and ends by itself; when the deputy
// falls sick too nobody acts, and whoever must bring about an acting order is told.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

let kadr;
before(async () => { kadr = await start(); });
after(() => kadr.stop());

const desk = async (login) => (await (await kadr.signIn(login)).get('/')).json;
const notes = async (login) => (await desk(login)).notes.map((n) => n.text).join('\n');
const HEAD_POST = 'Kadrlar və kadr hazırlığı idarəsinin rəisi';

async function moveTo(day) {
    const admin = await kadr.signIn('admin');
    const { json } = await admin.get('/demo/clock');
    const days = (Date.parse(day) - Date.parse(json.today)) / 86400000;
    assert.ok(days > 0, `${json.today} is before ${day}`);
    assert.equal((await admin.post('/demo/clock', { days }, '/demo/clock')).status, 200);
}

test('while the head is at work the deputy has only his own desk', async () => {
    assert.equal(await notes('muavin'), '');
    assert.ok((await desk('muavin')).counters.every((c) => c.post === null));
});

test('on the first day of her leave the deputy acts, until the last day, by 5.5', async () => {
    await moveTo('2026-10-12');
    const text = await notes('muavin');
    assert.match(text, /25\.10\.2026/);
    assert.match(text, /5\.5/);
    assert.ok(text.includes(HEAD_POST));
    const { counters } = await desk('muavin');
    assert.ok(counters.some((c) => c.code === 'resolve' && c.post === HEAD_POST), "the head's papers wait with him");
    assert.ok(!(await notes('karguzar')).includes(HEAD_POST));
});

test('the head herself sees her desk and is told that she does not act', async () => {
    const { notes: told, counters } = await desk('reis');
    assert.equal(told.length, 1);
    assert.ok(told[0].kind.warning);
    assert.ok(counters.some((c) => c.code === 'resolve'));
});

test('a sick note of the deputy waits for a second officer and then leaves a gap', async () => {
    const inspector = await kadr.signIn('bas.inspektor');
    const waiting = async () => (await desk('sobe')).counters.find((c) => c.code === 'confirm').total;
    const earlier = await waiting();
    const { json: people } = await inspector.get('/people?q=F%C4%B1nd%C4%B1qzad%C9%99');
    const deputy = people.list.items[0].id;
    const entered = await inspector.post(`/people/${deputy}/records`, {
        kind: 'sick_note', issuer: 'Nümunə poliklinikası', number: 'X-1', issued: '12.10.2026', from: '13.10.2026', to: '16.10.2026',
    });
    assert.equal(entered.status, 201, entered.text);
    assert.equal(await waiting(), earlier + 1);
    const section = await kadr.signIn('sobe');
    const { json: record } = await section.get(`/records/${entered.json.id}`);
    const confirmed = await section.post(`/records/${entered.json.id}/confirm`, { version: record.record.version });
    assert.equal(confirmed.status, 200, confirmed.text);
    assert.equal(await waiting(), earlier);
    await moveTo('2026-10-13');
    for (const login of ['sobe', 'karguzar', 'muavin'])
        assert.ok((await notes(login)).includes(HEAD_POST), `${login} is told of the gap`);
    assert.equal(await notes('inspektor'), '');
    assert.ok(!(await desk('muavin')).counters.some((c) => c.post === HEAD_POST), 'and he does not act');
});

test('the deputy comes back and acts again; the leave ends by itself', async () => {
    await moveTo('2026-10-17');
    assert.match(await notes('muavin'), /5\.5/);
    assert.equal(await notes('sobe'), '');
    await moveTo('2026-10-26');
    for (const login of ['muavin', 'sobe', 'reis'])
        assert.equal(await notes(login), '', login);
});
