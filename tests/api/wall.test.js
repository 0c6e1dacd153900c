// SPDX-License-Identifier: Apache-2.0
// Need to know, asked over HTTP on both databases: each sees in every list, file, report and search exactly the tasks he may
// open, and a complaint is not to be met anywhere by the one it is about.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { ok, offered } = require('./story');

const LOGINS = ['reis', 'muavin', 'sobe', 'bas.inspektor', 'inspektor', 'karguzar'];

for (const engine of ['sqlite', 'pg'])
    describe(`need to know on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr;
        const who = {};
        let complaint;
        before(async () => {
            kadr = await start({ engine });
            for (const login of ['katiblik', 'xidmet.muavin', 'xidmet.reisi', ...LOGINS])
                who[login] = await kadr.signIn(login);
        });
        after(() => kadr.stop());

        const items = async (login, where) => (await who[login].get(where)).json.list.items;
        const found = async (login, kind, words) => (await who[login].get(`/search?q=${encodeURIComponent(words)}`)).json.groups
            .filter((g) => g.kind === kind).reduce((n, g) => n + g.total, 0);

        test('a list, its file and the report hold what its reader may open, and all of that', async () => {
            const all = (await items('reis', '/tasks?per_page=200')).map((t) => t.id);
            assert.ok(all.length > 20);
            const seen = {};
            for (const login of LOGINS) {
                const list = (await items(login, '/tasks?per_page=200')).map((t) => t.id);
                const open = [];
                for (const id of all) {
                    const { status } = await who[login].get(`/tasks/${id}`);
                    assert.ok([200, 403].includes(status), `${status} /tasks/${id} ${login}`);
                    if (status === 200)
                        open.push(id);
                }
                assert.deepEqual(list, open, login);
                const { text } = await who[login].get('/tasks?format=csv');
                assert.equal(text.trim().split('\n').length - 1, list.length, `the file of ${login}`);
                const terms = await who[login].get('/terms?until=31.12.2027');
                for (const t of terms.status === 200 ? terms.json.groups.flatMap((g) => g.items) : [])
                    assert.ok(open.includes(t.id), `${login} finds ${t.id} in the report on terms`);
                assert.equal(terms.status, ['bas.inspektor', 'inspektor'].includes(login) ? 403 : 200, login);
                seen[login] = list.length;
            }
            assert.equal(seen.karguzar, all.length);
            assert.ok(seen.sobe < all.length, 'the section head does not see the work of the head and the deputy');
            assert.ok(seen.sobe > seen.inspektor && seen.inspektor > 0, JSON.stringify(seen));
        });

        test('the one complained about meets the complaint nowhere', async () => {
            const gist = 'Divarın o tərəfi barədə';
            const list = ok(await who.katiblik.post('/handovers', { items: [{ office_no: '18-1', office_date: '05.10.2026',
                kind: 'complaint', party_kind: 'natural', party: 'Şikayətçi Sınaq', gist, sheets: '1', annexes: '0' }] })).json.id;
            const [line] = (await who.karguzar.get(`/handovers/${list}`)).json.lines;
            const counters = async () => (await who.sobe.get('/')).json.counters.map((c) => [c.code, c.total]);
            const before = await counters();
            const id = ok(await who.karguzar.post(`/handovers/${list}/items/${line.id}/take`,
                { complained_id: offered(line.take.fields, 'complained_id', 'Püstəli') })).json.id;
            const form = async (login, name) => (await who[login].get(`/letters/${id}`)).json.forms.find((f) => f.name === name);
            ok(await who.karguzar.post(`/letters/${id}/present`, { seat_id: offered((await form('karguzar', 'present')).fields, 'seat_id',
                'idarəsinin rəisi') }));
            ok(await who.reis.post(`/letters/${id}/resolutions`, { body: gist, person_id: offered(
                (await form('reis', 'resolutions')).fields, 'person_id', 'Yasəmənzadə') }));
            const task = (await items('reis', '/tasks?live=1')).find((t) => t.gist === gist);
            assert.ok(task);
            for (const login of ['reis', 'muavin', 'inspektor', 'karguzar']) {
                assert.equal((await who[login].get(`/tasks/${task.id}`)).status, 200, login);
                assert.equal(await found(login, 'letter', gist), 1, login);
            }
            for (const page of [`/tasks/${task.id}`, `/letters/${id}`])
                assert.equal((await who.sobe.get(page)).status, 403, page);
            const nowhere = ['/tasks?per_page=200', '/letters?per_page=200', '/terms?until=31.12.2027', '/', '/tasks?format=csv',
                `/search?q=${encodeURIComponent(gist)}`, '/account/rights?kind=task', '/account/rights?kind=letter'];
            for (const page of nowhere) {
                const { status, text } = await who.sobe.get(page);
                assert.equal(status, 200, page);
                assert.ok(!text.replaceAll(encodeURIComponent(gist), '').replace(`"typed":"${gist}"`, '').replace(`"q":"${gist}"`, '')
                    .includes(gist), `${page} tells of it`);
            }
            assert.equal(await found('sobe', 'letter', gist) + await found('sobe', 'task', gist), 0);
            assert.deepEqual(await counters(), before);
            const { walls, people } = (await who.reis.get(`/rights/object?kind=task&id=${task.id}`)).json;
            assert.equal(walls.length, 1);
            assert.ok(!people.some((p) => p.name === walls[0].name), 'the review agrees');
            complaint = { id, number: (await who.reis.get(`/letters/${id}`)).json.letter.number };
        });

        test('a line of the Secretariat’s list is closed by whoever says whom it is about', async () => {
            const row = (office_no, gist, more) => ({ office_no, office_date: '05.10.2026', kind: 'complaint', party_kind: 'natural',
                party: 'Şikayətçi Sınaq', gist, sheets: '1', annexes: '0', ...more });
            const { fields } = (await who.katiblik.get('/handovers/new')).json.form.rows[0];
            const deputy = offered(fields, 'items.0.complained_id', 'rəisinin müavini');
            assert.ok(offered(fields, 'items.0.complained_id', 'kargüzar'), 'the clerk can be complained about');
            const list = ok(await who.katiblik.post('/handovers', { items: [row('19-1', 'Açıq sətir', { kind: 'application' }),
                row('19-2', 'Gizli sətir', { complained_id: deputy }), row('19-3', 'Sonra bilinən')] })).json.id;
            const shows = async (login) => {
                const all = await items(login, '/handovers?per_page=200'), { json, text } = await who[login].get(`/handovers/${list}`);
                const { papers, waiting } = all.find((h) => h.id === list);
                assert.equal(papers, json.lines.length);
                assert.equal(json.lines.some((l) => l.gist === 'Gizli sətir'), text.includes('Gizli sətir'));
                assert.equal((await who[login].get('/handovers?format=csv')).status, 200);
                return [papers, waiting, ...json.lines.map((l) => l.office_no)];
            };
            assert.deepEqual(await shows('reis'), [3, 3, '19-1', '19-2', '19-3']);
            assert.deepEqual(await shows('muavin'), [2, 2, '19-1', '19-3']);
            const [, , last] = (await who.karguzar.get(`/handovers/${list}`)).json.lines;
            ok(await who.karguzar.post(`/handovers/${list}/items/${last.id}/back`, { why: 'Gizli səbəb',
                complained_id: offered(last.give_back.fields, 'complained_id', 'Zoğalova') }));
            assert.deepEqual(await shows('reis'), [2, 2, '19-1', '19-2']);
            assert.deepEqual(await shows('muavin'), [2, 1, '19-1', '19-3']);
            const backs = async (login) => (await items(login, '/journal?verb=handover.give_back&per_page=200'))
                .filter((e) => e.kind === 'line' && e.object === last.id).length;
            assert.equal(await backs('karguzar'), 1);
            assert.equal(await backs('reis'), 0);
        });

        test('an order that rests on the complaint is closed to him until it is an act', async () => {
            const person_id = (await items('inspektor', '/people?q=DEM0029'))[0].id;
            const draft = { heading: 'Həvəsləndirmə haqqında', basis: [{ letter_id: String(complaint.id) }],
                items: [{ kind: 'incentive', person_id, award: 'thanks', reason: 'sınaq' }] };
            const order = ok(await who.inspektor.post('/orders', draft)).json.id;
            const at = async (login) => (await who[login].get(`/orders/${order}`)).json;
            assert.ok(JSON.stringify(await at('inspektor')).includes(complaint.number));
            const meets = async (yes) => {
                assert.equal((await who.sobe.get(`/orders/${order}`)).status, yes ? 200 : 403);
                assert.equal((await items('sobe', '/orders?per_page=200')).some((o) => o.id === order), yes);
                assert.equal((await who.sobe.get('/orders?format=csv')).text.includes(complaint.number), yes);
                assert.equal(await found('sobe', 'order', complaint.number), yes ? 1 : 0);
            };
            await meets(false);
            ok(await who.inspektor.post(`/orders/${order}/submit`, { version: 1 }));
            const [own] = (await at('inspektor')).visas.filter((v) => v.state === 'skipped');
            assert.match(own.state_text, /onun barəsində şikayətə əsaslanır/);
            assert.match(own.name, /Püstəli/);
            for (const login of ['muavin', 'reis', 'xidmet.muavin'])
                ok(await who[login].post(`/orders/${order}/visa`, { version: (await at('inspektor')).order.version }));
            ok(await who['xidmet.reisi'].post(`/orders/${order}/sign`, { hash: (await at('inspektor')).order.draft_pdf }));
            await meets(false);
            ok(await who.inspektor.post(`/orders/${order}/register`, { papers: { i0: { p0: '1', p1: '1', p2: '1' } } }));
            await meets(true);
        });
    });
