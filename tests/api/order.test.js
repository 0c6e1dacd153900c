// SPDX-License-Identifier: Apache-2.0
// An order over HTTP, by each role: drafted, visaed, signed, registered, made known; and what is refused.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

const engines = process.env.KADR_TEST_PG ? ['sqlite', 'pg'] : ['sqlite'];
const PAPERS = { papers: { i0: { p0: '1', p1: '1', p2: '1' } } };
const VISAS = ['sobe', 'muavin', 'reis', 'xidmet.muavin'];

for (const engine of engines) {
    let kadr;
    const who = {};

    before(async () => {
        kadr = await start({ engine });
        for (const login of ['inspektor', 'inspektor2', 'emekdas', 'xidmet.reisi', ...VISAS])
            who[login] = await kadr.signIn(login);
    });
    after(() => kadr.stop());

    // A leave of the employee of another unit, far enough ahead to meet no other.
    const leave = async (from, more = {}) => {
        const { json } = await who.inspektor2.get('/orders/mine');
        assert.ok(json);
        const people = await who.inspektor2.get('/orders/new?kind=annual_leave&series=leave');
        const person = people.json.compose.items[0].fields.find((f) => f.name === 'items.0.person_id')
            .choices.find((c) => c.label.includes(more.fin || 'DEM0020'));
        return {
            heading: 'Əmək məzuniyyətinin verilməsi haqqında',
            items: [{ kind: 'annual_leave', person_id: person.value, from, days: '7', reason: 'sınaq', ...more.item }],
            basis: [{ text: 'işçinin ərizəsi', number: '12', dated: '01.10.2026' }],
        };
    };
    const page = async (login, id) => (await who[login].get(`/orders/${id}`)).json;
    const ok = (answer) => { assert.ok(answer.status < 300, `${answer.status}: ${answer.text}`); return answer; };
    const draft = async (form) => ok(await who.inspektor2.post('/orders', form)).json.id;
    const submit = async (id) => ok(await who.inspektor2.post(`/orders/${id}/submit`,
        { version: (await page('inspektor2', id)).order.version }));
    const visa = async (login, id, more = {}) => who[login].post(`/orders/${id}/visa`,
        { version: (await page('inspektor2', id)).order.version, ...more });
    const signed = async (form) => {
        const id = await draft(form);
        await submit(id);
        for (const login of VISAS)
            if ((await page('inspektor2', id)).order.state === 'visa')
                await visa(login, id);
        const { order } = await page('xidmet.reisi', id);
        assert.equal(order.state, 'to_sign');
        ok(await who['xidmet.reisi'].post(`/orders/${id}/sign`, { hash: order.draft_pdf }));
        return id;
    };

    test(`the only item may become of another series, the next keeps to it, on ${engine}`, async () => {
        const kinds = async (...items) => ok(await who.inspektor2.post('/orders/compose', { items })).json.compose.items
            .map((item, no) => item.fields.find((f) => f.name === `items.${no}.kind`).choices.map((c) => c.value));
        const [alone] = await kinds({ kind: 'transfer' });
        assert.ok(alone.includes('annual_leave') && alone.includes('transfer'));
        const [first, second] = await kinds({ kind: 'transfer' }, { kind: '' });
        assert.ok(first.includes('annual_leave'), 'nothing else is decided yet');
        assert.ok(second.includes('transfer') && !second.includes('annual_leave'));
    });

    test(`an order goes its whole way on ${engine}`, async () => {
        const id = await draft(await leave('2027-02-01'));
        await submit(id);
        assert.equal((await visa('muavin', id)).status, 403);
        assert.equal((await visa('sobe', id, { returned: '1' })).status, 422);
        ok(await visa('sobe', id, { returned: '1', remark: 'əsas dəqiqləşdirilsin' }));
        const { order } = await page('inspektor2', id);
        assert.equal(order.state, 'draft');
        const form = await leave('2027-02-08');
        const stale = await who.inspektor2.post(`/orders/${id}`, { ...form, version: 1 });
        assert.equal(stale.status, 409);
        assert.equal(stale.json.field, 'version');
        ok(await who.inspektor2.post(`/orders/${id}`, { ...form, version: order.version }));
        await submit(id);
        for (const login of VISAS)
            if ((await page('inspektor2', id)).order.state === 'visa')
                ok(await visa(login, id));
        const ready = (await page('xidmet.reisi', id)).order;
        assert.match(ready.draft_pdf, /^[0-9a-f]{64}$/);
        const wrong = await who['xidmet.reisi'].post(`/orders/${id}/sign`, { hash: '0'.repeat(64) });
        assert.equal(wrong.status, 409);
        assert.equal((await who.reis.post(`/orders/${id}/sign`, { hash: ready.draft_pdf })).status, 403);
        ok(await who['xidmet.reisi'].post(`/orders/${id}/sign`, { hash: ready.draft_pdf }));
        const bare = await who.inspektor.post(`/orders/${id}/register`, {});
        assert.equal(bare.status, 422);
        assert.equal(bare.json.field, 'items.0.papers.p0');
        ok(await who.inspektor.post(`/orders/${id}/register`, PAPERS));
        const done = await page('inspektor', id);
        assert.match(done.order.number, /^\d+-m$/);
        assert.ok(done.effects.some((e) => e.after.includes('08.02.2027')));
        const pdf = await who.inspektor.get(`/orders/${id}/pdf`);
        assert.match(pdf.headers.get('content-type'), /pdf/);
        assert.equal((await who.emekdas.get(`/orders/${id}`)).status, 403);
        assert.equal((await who.emekdas.get(`/orders/${id}/extract/${done.items[0].id}`)).status, 403);
        const versions = (await who.inspektor.get(`/orders/${id}/versions`)).json.versions;
        assert.equal(versions.length, 2);
        assert.equal(versions[0].remarks[0].text, 'əsas dəqiqləşdirilsin');
    });

    test(`what is wrong with a draft is said by field on ${engine}`, async () => {
        const form = await leave('2027-03-01');
        const mixed = await who.inspektor2.post('/orders',
            { ...form, items: [...form.items, { kind: 'transfer', person_id: form.items[0].person_id }] });
        assert.equal(mixed.status, 422);
        assert.ok(mixed.json.faults.some((f) => f.field === 'items.1.kind'));
        const bare = await who.inspektor2.post('/orders', { ...form, basis: [] });
        assert.equal(bare.status, 422);
        assert.equal(bare.json.field, 'basis.0.text');
        assert.equal((await who.emekdas.post('/orders', form)).status, 403);
        const html = await who.inspektor2.ask('POST', '/orders', {
            accept: 'text/html',
            body: new URLSearchParams({ ...(await who.inspektor2.tokens('/account')), heading: 'Yazılan mətn',
                'items.0.kind': 'annual_leave', 'items.0.from': '41.02.2027', 'basis.0.text': 'ərizə' }),
        });
        assert.equal(html.status, 422);
        for (const typed of ['Yazılan mətn', '41.02.2027', 'ərizə'])
            assert.ok(html.text.includes(`value="${typed}"`), typed);
    });

    test(`a draft with a fault opens, says it, and is mended on ${engine}`, async () => {
        const form = await leave('2027-08-02', { fin: 'DEM0024' });
        const { kind, ...rest } = form.items[0];
        const trip = { kind: 'trip', person_id: rest.person_id, place: 'Gəncə şəhəri', from: '10.11.2026', until: '05.11.2026' };
        for (const [item, field, mended] of [[trip, 'until', '12.11.2026'],
            [{ kind, ...rest, days: '0' }, 'days', '7']]) {
            const id = await draft({ ...form, items: [item] });
            const shown = ok(await who.inspektor2.get(`/orders/${id}`)).json;
            const fault = shown.outcome.problems[0].text;
            assert.ok(fault && shown.items[0].text.includes(fault), shown.items[0].text);
            const html = await who.inspektor2.html(`/orders/${id}`);
            assert.ok(html.status === 200 && html.text.includes('Bu bəndin mətni tərtib oluna bilmir'));
            const paper = await who.inspektor2.html(`/orders/${id}/pdf`);
            assert.equal(paper.status, 409);
            assert.ok(paper.text.includes(`href="/orders/${id}"`), 'the way back');
            assert.equal((await who.inspektor2.post(`/orders/${id}/submit`, { version: shown.order.version })).status, 422);
            const { compose } = ok(await who.inspektor2.get(`/orders/${id}/edit`)).json;
            const typed = compose.items[0].fields.find((f) => f.name === `items.0.${field}`);
            assert.equal(typed.value, item[field]);
            assert.ok(typed.faults.some((f) => f.text === fault), JSON.stringify(typed));
            ok(await who.inspektor2.post(`/orders/${id}`, { ...form, items: [{ ...item, [field]: mended }], version: shown.order.version }));
            const after = (await page('inspektor2', id)).items[0].text;
            assert.ok(after && !after.includes('tərtib oluna bilmir'), after);
            assert.equal((await who.inspektor2.html(`/orders/${id}/pdf`)).status, 200);
        }
    });

    test(`registrations at once take numbers without a gap on ${engine}`, async () => {
        const ids = [];
        for (const [fin, month] of [['DEM0021', '04'], ['DEM0022', '05'], ['DEM0023', '06']])
            ids.push(await signed(await leave(`2027-${month}-05`, { fin })));
        const answers = await Promise.all(ids.map((id, i) =>
            who[i % 2 ? 'inspektor' : 'inspektor2'].post(`/orders/${id}/register`, PAPERS)));
        answers.forEach(ok);
        const numbers = [];
        for (const id of ids)
            numbers.push((await page('inspektor', id)).order.serial);
        numbers.sort((a, b) => a - b);
        assert.deepEqual(numbers, [numbers[0], numbers[0] + 1, numbers[0] + 2]);
        const { stdout } = await kadr.command('replay', '--check');
        assert.ok(stdout);
    });
}
