// SPDX-License-Identifier: Apache-2.0
// People, their files and the staff table, through HTTP: each test is named after the clause it stands for.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

let kadr, inspector, second, employee, clerk;
before(async () => {
    kadr = await start();
    [inspector, second, employee, clerk] = await Promise.all(
        ['inspektor', 'inspektor2', 'emekdas', 'karguzar'].map((login) => kadr.signIn(login)));
});
after(() => kadr.stop());

const seats = (answer) => answer.json.units.flatMap((unit) => unit.seats);

async function someone() {
    const list = await inspector.get('/people?listed=1&per_page=200');
    return list.json.list.items.find((item) => item.post === 'inspektor' && !item.absence);
}

test('5.1 the staff table tells of any day who held which seat', async () => {
    const now = await inspector.get('/staff'), before = await inspector.get('/staff?as_of=2001-01-01');
    assert.equal(now.status, 200);
    assert.ok(seats(now).some((seat) => seat.filled) && seats(now).some((seat) => seat.vacant));
    assert.ok(seats(before).every((seat) => !seat.filled));
    const wrong = await inspector.get('/staff?as_of=yesterday');
    assert.equal(wrong.status, 422);
    assert.equal(wrong.json.field, 'as_of');
});

test('6.1.3 each vacancy has its reason', async () => {
    const page = await inspector.get('/vacancies');
    assert.ok(page.json.vacant.length > 0);
    for (const seat of page.json.vacant)
        assert.ok(seat.reason && seat.vacant_since);
});

test('6.1.12 the nominal roll adds up', async () => {
    const { strength } = (await inspector.get('/nominal-roll')).json;
    const { present, leave, trip, sick, suspended, other } = strength;
    assert.ok(strength.on_list > 0);
    assert.equal(strength.on_list, present + leave + trip + sick + suspended + other);
});

test('6.1.13 a person is added with all faults shown at once', async () => {
    const faulty = await inspector.post('/people', { surname: 'Sınaqlı', fin: 'IO', patronymic_kind: 'none', sex: 'm' });
    assert.equal(faulty.status, 422);
    assert.deepEqual(faulty.json.faults.map((fault) => fault.field).sort(), ['birth_date', 'fin', 'name']);
    const added = await inspector.post('/people', {
        surname: 'Sınaqlı', name: 'Adil', patronymic: 'Arif', patronymic_kind: 'oglu', sex: 'm', fin: 'TST0001',
        birth_date: '1990-02-28' });
    assert.equal(added.status, 201);
    const again = await inspector.post('/people', {
        surname: 'Başqa', name: 'Adil', patronymic_kind: 'none', sex: 'm', fin: 'TST0001', birth_date: '1990-02-28' });
    assert.equal(again.status, 409);
    const found = await inspector.get('/people?q=sinaqli');
    assert.equal(found.json.list.items[0].fin, 'TST0001');
});

test('3.1.13 everybody reads his own file, officers of the section all, the clerk none', async () => {
    const [own] = (await inspector.get('/people?q=DEM0024')).json.list.items;
    assert.equal((await employee.get(`/people/${own.id}`)).status, 200);
    const other = await someone();
    assert.equal((await employee.get(`/people/${other.id}`)).status, 403);
    assert.equal((await clerk.get(`/people/${own.id}`)).status, 403);
});

test('3.1.16 a filter in the address names nobody to who may not read him', async () => {
    const { list: { items: [other] } } = (await inspector.get('/people?q=Yas%C9%99m%C9%99nzad%C9%99+Turan%C9%99')).json;
    const chip = async (visitor, where) => (await visitor.get(where)).json.list.active[0].text;
    for (const where of [`/orders?drafter=${other.id}`, `/orders?person=${other.id}`, `/tasks?executor=${other.id}`]) {
        assert.match(await chip(inspector, where), /Yasəmənzadə/, where);
        assert.doesNotMatch(await chip(employee, where), /Yasəmənzadə/, where);
        assert.equal(await chip(employee, where), await chip(employee, where.replace(/\d+$/, '999999')), 'nor that he is there');
    }
    const [own] = (await inspector.get('/people?q=DEM0024')).json.list.items;
    assert.match(await chip(employee, `/tasks?executor=${own.id}`), /Ulduzzadə/);
});

test('6.1.11 a record takes effect when a second officer confirms it', async () => {
    const person = await someone();
    const today = (await inspector.get('/staff')).json.clock.as_of;
    const note = { kind: 'sick_note', issuer: '1 saylı poliklinika', number: 'T-1', from: today, to: today };
    const entered = await inspector.post(`/people/${person.id}/records`, note);
    assert.equal(entered.status, 201);
    const file = async () => (await second.get(`/people/${person.id}`)).json;
    assert.equal((await file()).person.absence, null);
    assert.equal((await inspector.post(`/people/${person.id}/records`, note)).status, 409);
    assert.equal((await inspector.post(`/records/${entered.json.id}/confirm`, {})).status, 403);
    assert.equal((await clerk.post(`/records/${entered.json.id}/confirm`, {})).status, 403);
    assert.ok((await second.get('/records?state=entered')).json.list.items.some((r) => r.id === entered.json.id));
    assert.doesNotMatch((await second.html(`/records/${entered.json.id}`)).text, /pane-scan">\s*<nav/, 'no pages to turn where nothing was scanned');
    assert.equal((await second.post(`/records/${entered.json.id}/confirm`, {})).status, 200);
    assert.equal((await second.post(`/records/${entered.json.id}/confirm`, {})).status, 409);
    const after = await file();
    assert.ok(after.person.absence);
    assert.equal(after.absences[0].source.href, `/records/${entered.json.id}`);
});

test('6.1.11 a rejected record says why', async () => {
    const person = await someone();
    const entered = await inspector.post(`/people/${person.id}/records`, {
        kind: 'diploma', issuer: 'Universitet', number: 'D-1', issued: '2001-06-20', level: 'higher' });
    const silent = await second.post(`/records/${entered.json.id}/reject`, {});
    assert.equal(silent.json.field, 'reason');
    assert.equal((await second.post(`/records/${entered.json.id}/reject`, { reason: 'möhür yoxdur' })).status, 200);
    const record = (await second.get(`/records/${entered.json.id}`)).json.record;
    assert.equal(record.state, 'rejected');
    assert.equal(record.reason, 'möhür yoxdur');
});
