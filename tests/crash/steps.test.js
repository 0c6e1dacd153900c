// SPDX-License-Identifier: Apache-2.0
// Kills the program inside one step at a time: an order being registered, a list being handed over, a paper being taken
// over with its scan, an answer being signed, a table being taken in by the page and by the command, a copy being made.
// The death comes at a random moment of the time the step is known to take.  Afterwards the step is done or not done, never
// half; when it was acknowledged it is done; the same request sent again does it, and does it once; the journal and the
// ledger are whole.  On both databases.
//
// KADR_STEP_KILLS (3) is how often each step is killed; KADR_CRASH_SEED repeats a run.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { start } = require('../harness');
const { scan, ok, offered } = require('../api/story');

const KILLS = Number(process.env.KADR_STEP_KILLS || 3);
const seed = Number(process.env.KADR_CRASH_SEED || Date.now() % 1e9);
const binary = process.env.KADR || path.join(__dirname, '../../build/kadr');
const DEAD = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);
const VISAS = ['sobe', 'muavin', 'reis', 'xidmet.muavin'];
const LINES = 200;
let state = seed;
function random(most) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % Math.max(1, Math.ceil(most));
}
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

for (const engine of ['sqlite', 'pg'])
    describe(`a death inside a step, on ${engine} (seed ${seed})`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        const kills = engine === 'pg' ? Math.max(1, KILLS - 1) : KILLS;      // its copies take long
        let kadr, no = 0;
        const who = {};
        before(async () => {
            kadr = await start({ engine });
            for (const login of ['karguzar', 'katiblik', 'inspektor', 'inspektor2', 'xidmet.reisi', 'admin', ...VISAS])
                who[login] = await kadr.signIn(login);
        });
        after(() => kadr?.stop());

        async function resume() {
            await kadr.resume();
            for (const visitor of Object.values(who))
                visitor.url = kadr.url;
        }

        async function whole() {
            await kadr.command('journal', 'verify');
            assert.match((await kadr.command('replay', '--check')).stdout, /the same/);
        }

        // A request that can be sent again as it was: its token and its key are taken before.
        async function request(login, where, fields, files) {
            const tokens = await who[login].tokens('/account'), key = `step-${engine}-${seed}-${no}`;
            const all = { ...fields, _csrf: tokens._csrf, _key: key };
            return async () => {
                const answer = files
                    ? await who[login].upload(where, all, files, { form: '/account', accept: 'application/json' })
                    : await who[login].ask('POST', where, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(all) });
                return ok(answer);
            };
        }

        // Acts and kills the server within the time it takes; true: it was acknowledged.
        async function killedWithin(act, ms) {
            const acting = act().then(() => null, (e) => e);
            await wait(random(ms));
            await kadr.crash();
            const fault = await acting;
            if (fault && !DEAD.has(fault.code))
                throw fault;
            return !fault;
        }

        // A step: `prepare` makes ready what one act needs and answers { act, count }, where `count` says how often it was
        // done: 0 or 1, anything between fails in it.
        async function diesInside(prepare) {
            const first = await prepare(no += 1), begun = Date.now();
            await first.act();
            const usual = Date.now() - begun;
            assert.equal(await first.count(), 1);
            for (let kill = 1; kill <= kills; kill++) {
                const { act, count } = await prepare(no += 1), said = `kill ${kill} (seed ${seed})`;
                const acknowledged = await killedWithin(act, usual * 1.1).finally(resume);
                await whole();
                const done = await count();
                assert.ok(done === 1 || !acknowledged, `${said}: acknowledged and not there`);
                if (!done)
                    await act();
                assert.equal(await count(), 1, `${said}: once`);
            }
        }

        // ---- orders and papers --------------------------------------------------------------------------

        const order = async (id) => (await who.inspektor2.get(`/orders/${id}`)).json.order;

        async function signedOrder(n) {
            const { json } = await who.inspektor2.get('/orders/new?kind=annual_leave&series=leave');
            const person_id = offered(json.compose.items[0].fields, 'items.0.person_id', 'DEM0042');
            const day = `0${2 + n % 7}.${String(1 + n % 12).padStart(2, '0')}.20${27 + Math.floor(n / 12)}`;
            const { id } = ok(await who.inspektor2.post('/orders', { heading: 'Əmək məzuniyyətinin verilməsi haqqında',
                items: [{ kind: 'annual_leave', person_id, from: day, days: '1', reason: 'sınaq' }],
                basis: [{ text: 'işçinin ərizəsi', number: '12', dated: '01.10.2026' }] })).json;
            ok(await who.inspektor2.post(`/orders/${id}/submit`, { version: (await order(id)).version }));
            for (const login of VISAS)
                if ((await order(id)).state === 'visa')
                    ok(await who[login].post(`/orders/${id}/visa`, { version: (await order(id)).version }));
            ok(await who['xidmet.reisi'].post(`/orders/${id}/sign`, { hash: (await order(id)).draft_pdf }));
            return { id, person_id, day: day.split('.').reverse().join('-') };
        }

        test('an order being registered: number, effect and entry together', () => diesInside(async (n) => {
            const { id, person_id, day } = await signedOrder(n);
            return {
                act: await request('inspektor', `/orders/${id}/register`, { papers: { i0: { p0: '1', p1: '1', p2: '1' } } }),
                count: async () => {
                    const { state: at, number } = await order(id);
                    const { person } = (await who.inspektor.get(`/people/${person_id}?as_of=${day}`)).json;
                    const entries = (await who.karguzar.get(`/journal?verb=order.register&kind=order&object=${id}`)).json;
                    const noted = entries.list.items.length;
                    const found = [at === 'registered', Boolean(number), Boolean(person.absence), noted > 0];
                    assert.equal(new Set(found).size, 1, `state, number, effect, entry: ${found}`);
                    return noted;
                },
            };
        }));

        const lists = async () => (await who.katiblik.get('/handovers?per_page=200')).json.list.items;
        const papers = (n) => Array.from({ length: 20 }, (_, i) => ({ office_no: `14-${n}/${i + 1}`, office_date: '05.10.2026',
            kind: 'letter', party_kind: 'executive', party: 'Nümunə Nazirliyi', gist: `Sınaq ${n}/${i + 1}`, sheets: '1' }));

        test('a list being handed over: every line or none', () => diesInside(async (n) => {
            const before = new Set((await lists()).map((l) => l.id));
            return {
                act: await request('katiblik', '/handovers', { items: papers(n) }),
                count: async () => {
                    const fresh = (await lists()).filter((l) => !before.has(l.id));
                    for (const { id } of fresh)
                        assert.equal((await who.karguzar.get(`/handovers/${id}`)).json.lines.length, 20);
                    return fresh.length;
                },
            };
        }));

        test('a paper being taken over: its number and its scan', () => diesInside(async (n) => {
            const list = ok(await who.katiblik.post('/handovers', { items: papers(n).slice(0, 1) })).json.id;
            const look = async () => (await who.karguzar.get(`/handovers/${list}`)).json.lines[0];
            const where = `/handovers/${list}/items/${(await look()).id}/take`;
            return {
                act: await request('karguzar', where, { not_same: '1' }, scan('m.pdf', `${n}`)),
                count: async () => {
                    const { list: found } = (await who.karguzar.get(`/letters?direction=in&party=${encodeURIComponent(`Sınaq ${n}/1`)}`)).json;
                    for (const { id } of found.items)
                        assert.equal((await who.karguzar.get((await who.karguzar.get(`/letters/${id}`)).json.pane.src)).status, 200);
                    return found.items.length;
                },
            };
        }));

        // ---- tables and copies --------------------------------------------------------------------------

        const book = (year) => `direction,number,registered,kind,party_kind,party,gist,closed,term,office_date\n${Array.from({ length: LINES },
            (_, i) => `in,05/1-${i + 1},${year}-02-03,letter,executive,Sınaq idarəsi,Sual ${year},,,`).join('\n')}\n`;
        const inYear = async (year) => {
            const { list } = (await who.karguzar.get(`/letters?from=${year}-01-01&until=${year}-12-31`)).json;
            assert.ok(list.total === 0 || list.total === LINES, `${list.total} of ${LINES} lines`);
            return list.total / LINES;
        };

        const fin = (n, i) => `S${String(n).padStart(2, '0')}${String(i).padStart(4, '0')}`;
        const staff = (n) => `fin;surname;name;patronymic;birth_date\n${Array.from({ length: LINES },
            (_, i) => `${fin(n, i)};Sınaqov;Ramil;Oqtay oğlu;${String(1 + n % 28).padStart(2, '0')}.03.1988`).join('\n')}\n`;

        test('a table being taken in by the page: all or nothing', () => diesInside(async (n) => {
            const table = [{ field: 'table', name: 'heyət.csv', bytes: Buffer.from(staff(n)), type: 'text/csv' }];
            const sent = ok(await who.inspektor.upload('/import/people', {}, table, { accept: 'application/json' }));
            return {
                act: await request('sobe', sent.json.location, {}),
                count: async () => {
                    const { list } = (await who.inspektor.get(`/people?q=S${String(n).padStart(2, '0')}`)).json;
                    assert.ok(list.total === 0 || list.total === LINES, `${list.total} of ${LINES} people`);
                    return list.total / LINES;
                },
            };
        }));

        // Runs a command and kills it within the time it takes; -1 when it died of that.
        async function command(args, killAfter) {
            const child = spawn(binary, args, { env: kadr.env, stdio: 'ignore' });
            const ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? -1)));
            if (killAfter !== undefined)
                wait(killAfter).then(() => child.kill('SIGKILL'));
            return ended;
        }

        test('a table being taken in by the command, while the server serves', async () => {
            const file = path.join(kadr.folder, 'kitab.csv');
            let usual;
            for (let kill = 0; kill <= kills; kill++) {
                const year = 1990 + kill, begun = Date.now();
                fs.writeFileSync(file, book(year));
                const code = await command(['import', 'letters', file], kill ? random(usual) : undefined);
                usual = usual ?? Date.now() - begun;
                const done = await inYear(year);
                assert.ok(done === 1 || code !== 0, `kill ${kill} (seed ${seed}): it said 0 and nothing is there`);
                if (!done)
                    assert.equal(await command(['import', 'letters', file]), 0);
                assert.equal(await inYear(year), 1);
                await whole();
            }
        });

        test('a copy being made by the command: no half copy is taken for one', async () => {
            const top = kadr.env.KADR_BACKUPS;
            const copies = () => (fs.existsSync(top) ? fs.readdirSync(top).filter((name) => name.startsWith('kadr-')).sort() : []);
            let usual;
            for (let kill = 0; kill < kills; kill++) {
                const begun = Date.now(), before = copies().length;
                const code = await command(['backup'], kill ? random(usual) : undefined);
                usual = usual ?? Date.now() - begun;
                assert.ok(code !== 0 || copies().length === before + 1, `kill ${kill} (seed ${seed})`);
                for (const name of copies())
                    assert.match(fs.readFileSync(path.join(top, name, 'manifest'), 'utf8'), /\nseal [0-9a-f]{64} /, name);
            }
            assert.match((await kadr.command('backup')).stdout, /The copy is good/);
            assert.deepEqual(fs.readdirSync(top).filter((name) => /^\.(new|proof)/.test(name)), []);
        });
    });
