// SPDX-License-Identifier: Apache-2.0
// The rights review against the pages themselves: for every user of the demo and a sample of objects, what it says of
// reading is what opening the page gives.  On both databases.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

const PAGES = { letter: '/letters', task: '/tasks', order: '/orders', person: '/people' };
const USERS = ['xidmet.reisi', 'reis', 'muavin', 'sobe', 'bas.inspektor', 'inspektor', 'inspektor2', 'karguzar', 'katiblik',
    'emekdas'];
const SAMPLE = 12;

for (const engine of ['sqlite', 'pg'])
    describe(`the rights review on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, head, admin;
        const people = new Map(), objects = {};
        const object = async (kind, id, on = '') => (await head.get(`/rights/object?kind=${kind}&id=${id}&on=${on}`)).json;

        before(async () => {
            kadr = await start({ engine });
            head = await kadr.signIn('reis');
            admin = await kadr.signIn('admin');
            for (const user of (await admin.get('/users?per_page=200')).json.list.items)
                if (USERS.includes(user.login) || user.person)
                    people.set(user.login, await kadr.signIn(user.login).catch(() => null));
            for (const kind of Object.keys(PAGES)) {
                const { items } = (await head.get(`${PAGES[kind]}?per_page=200`)).json.list;
                const step = Math.max(1, Math.floor(items.length / SAMPLE));
                objects[kind] = items.map((item) => item.id).filter((_, i) => i % step === 0).slice(0, SAMPLE);
            }
        });
        after(() => kadr.stop());

        test('what it says of reading is what opening the page gives', async () => {
            const self = new Map();
            for (const [login, visitor] of people) {
                if (!visitor)
                    continue;
                const own = await visitor.get('/account/rights');
                if (own.status === 200)
                    self.set(login, own.json.person.id);
            }
            assert.ok(self.size >= 9, `${self.size} users with a person`);
            let compared = 0, yes = 0;
            for (const [kind, ids] of Object.entries(objects)) {
                assert.ok(ids.length > 2, kind);
                for (const id of ids) {
                    const review = await object(kind, id);
                    const readers = new Set(review.people.filter((p) => p.reads).map((p) => p.person_id));
                    for (const [login, person] of self) {
                        const { status } = await people.get(login).get(`${PAGES[kind]}/${id}`);
                        assert.ok([200, 403, 404].includes(status), `${status} ${kind} ${id} ${login}`);
                        assert.equal(status === 200, readers.has(person), `${kind} ${id} for ${login}: the page gives ${status}`);
                        compared++;
                        yes += status === 200;
                    }
                }
            }
            assert.ok(yes > 20 && compared - yes > 20, `${yes} of ${compared} open`);
        });

        test('each right is told with its path', async () => {
            const review = await object('letter', objects.letter[0]);
            const line = review.people.find((p) => p.grants.some((g) => g.act === 'letter.sign.state' && g.clause === '5.8.13'));
            assert.ok(line, 'the head signs by 5.8.13');
            for (const person of review.people)
                for (const grant of person.grants)
                    assert.ok(grant.text && grant.via, JSON.stringify(grant));
            const page = await head.html(`/rights/object?kind=letter&id=${objects.letter[0]}`);
            assert.match(page.text, /5\.8\.13/);
            assert.match((await head.html(`/letters/${objects.letter[0]}`)).text, /href="\/rights\/object\?kind=letter&amp;id=\d+"/);
        });

        test('the substitute and his ground appear with the leave and go with it', async () => {
            const { json } = await head.get('/rights');
            const deputy = json.holders.find((h) => h.posts.some((p) => /rəisinin müavini$/.test(p) && /Kadr/.test(p)));
            assert.ok(deputy);
            const on = async (day) => (await head.get(`/rights?person=${deputy.person_id}&on=${day}`)).json;
            const today = (await head.get('/rights')).json.on;
            const now = await on(today);
            const substitutes = (view) => view.standings.some((s) => s.ground === 'substitute');
            const status = await people.get('muavin').get('/account/rights');
            assert.deepEqual(status.json.standings, now.standings, 'he is told the same of himself');
            assert.deepEqual(status.json.kinds, now.kinds);
            if (substitutes(now))
                assert.match(now.standings.find((s) => s.ground === 'substitute').why, /5\.5/);
        });

        test('a day before the paper came shows nobody whom it had reached', async () => {
            for (const id of objects.letter.slice(0, 3)) {
                const review = await object('letter', id, '01.01.2020');
                assert.ok(review.people.every((p) => p.grants.every((g) => !g.relation)), `letter ${id}`);
            }
        });

        test('the administrator sees posts and acts, and no paper', async () => {
            const { json, status } = await admin.get('/rights');
            assert.equal(status, 200);
            const view = (await admin.get(`/rights?person=${json.holders[0].person_id}&kind=letter`)).json;
            assert.ok(view.standings.length && view.kinds.length);
            assert.deepEqual(view.reach, []);
            assert.deepEqual(view.objects, []);
            assert.equal((await admin.get(`/rights/object?kind=letter&id=${objects.letter[0]}`)).status, 403);
        });

        test('others see their own rights alone', async () => {
            for (const login of ['inspektor', 'karguzar', 'emekdas']) {
                const visitor = people.get(login);
                assert.equal((await visitor.get('/rights')).status, 403, login);
                assert.equal((await visitor.get(`/rights/object?kind=letter&id=${objects.letter[0]}`)).status, 403, login);
                assert.equal((await visitor.get('/account/rights?person=1')).json.person.id,
                    (await visitor.get('/account/rights')).json.person.id);
            }
        });

        test('each page is there for people too, on any day', async () => {
            const { holders } = (await head.get('/rights')).json;
            for (const on of ['', '01.03.2026', '01.03.2027'])
                for (const where of ['/rights?x', `/rights?person=${holders[0].person_id}`, `/rights?person=${holders[1].person_id}&kind=task`,
                    '/account/rights?x', '/account/rights?kind=letter', ...Object.entries(objects).map(([kind, ids]) => `/rights/object?kind=${kind}&id=${ids[1]}`)]) {
                    const page = await head.html(`${where}&on=${on}`.replace('?x&', '?'));
                    assert.equal(page.status, 200, `${where} ${on}`);
                }
            assert.equal((await admin.html(`/rights?person=${holders[0].person_id}`)).status, 200);
            assert.equal((await admin.html('/account/rights')).status, 404);
        });

        test('a bad question names its field', async () => {
            for (const [where, field] of [['kind=horse&id=1', 'kind'], ['kind=letter&id=x', 'id'], ['kind=letter&id=1&on=31.02.2026', 'on']]) {
                const { status, json } = await head.get(`/rights/object?${where}`);
                assert.equal(status, 422, where);
                assert.equal(json.field, field);
            }
            assert.equal((await head.get('/rights/object?kind=letter&id=999999999')).status, 404);
            assert.equal((await head.get('/rights?person=999999999')).status, 404);
        });
    });
