// SPDX-License-Identifier: Apache-2.0
// An order from its first draft to what it changes, what undoes it, and what follows when it sends the head away:
// one story, told on the demo's clock from 5 October to 2 December 2026.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { scan, ok, refused, offered, moveTo } = require('./story');

const TODAY = '2026-10-05', FUTURE = '2026-11-02', LEAVE = '2026-11-16', BACK = '2026-11-23';
const HEAD_POST = 'Kadrlar və kadr hazırlığı idarəsinin rəisi';
const PAPERS = { papers: Object.fromEntries(['i0', 'i1'].map((i) => [i, { p0: '1', p1: '1', p2: '1' }])) };
const VISAS = ['sobe', 'muavin', 'reis', 'xidmet.muavin'];

for (const engine of ['sqlite', 'pg'])
    describe(`an order's day on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, seat, form, id, leaveId, answer, done;
        const who = {}, person = {};
        before(async () => {
            kadr = await start({ engine });
            for (const login of ['inspektor', 'inspektor2', 'bas.inspektor', 'emekdas', 'karguzar', 'katiblik', 'admin',
                'xidmet.reisi', ...VISAS])
                who[login] = await kadr.signIn(login);
            for (const [name, fin] of Object.entries({ moved: 'DEM0042', ranked: 'DEM0058', head: 'DEM0007',
                deputy: 'DEM0008', past: 'DEM0026', scholar: 'DEM0024' }))
                person[name] = (await who.inspektor.get(`/people?q=${fin}`)).json.list.items[0].person_id;
        });
        after(() => kadr.stop());

        const page = async (login, which = id) => ok(await who[login].get(`/orders/${which}`)).json;
        const file = async (name, query = '') => ok(await who.inspektor.get(`/people/${person[name]}${query}`)).json;
        const post = (json) => json.service.find((l) => l.kind === 'holding' && l.now).text;
        const version = async (which) => (await page('inspektor', which)).order.version;
        const draft = async (login, body) => ok(await who[login].post('/orders', body)).json.id;
        const submit = async (login, which) => ok(await who[login].post(`/orders/${which}/submit`, { version: await version(which) }));
        const visa = async (login, which, more = {}) => who[login].post(`/orders/${which}/visa`,
            { version: await version(which), ...more });
        const sign = async (which) => ok(await who['xidmet.reisi'].post(`/orders/${which}/sign`,
            { hash: (await page('xidmet.reisi', which)).order.draft_pdf }));

        // Visas, signature and number of an order whose way is not what the test is about; answers its number.
        async function carry(login, which) {
            await submit(login, which);
            for (const chief of VISAS)
                if ((await page('inspektor', which)).order.state === 'visa')
                    await visa(chief, which);
            await sign(which);
            ok(await who.inspektor2.post(`/orders/${which}/register`, PAPERS));
            return (await page('inspektor', which)).order.number;
        }

        // ---- the order ----------------------------------------------------------------------------------

        test('the composer shows the act and what would change while the order is written', async () => {
            seat = (await who.inspektor.get('/vacancies')).json.vacant.find((s) => s.code === 'baki.ins11').id;
            const letter = (await who.inspektor.get('/letters?direction=in')).json.list.items[0].number;
            form = {
                heading: 'Başqa vəzifəyə keçirilmə və ilkin xüsusi rütbənin verilməsi haqqında',
                items: [{ kind: 'transfer', person_id: person.moved, seat_id: seat, from: '02.11.2026', reason: 'sınaq' },
                    { kind: 'rank_first', person_id: person.ranked, rank: 'lieutenant', reason: 'sınaq' }],
                basis: [{ letter }, { text: 'təqdimat', number: '3', dated: '02.10.2026' }],
            };
            const { preview } = ok(await who.inspektor.post('/orders/preview', form)).json;
            const act = JSON.stringify(preview.act);
            for (const words of ['ƏMR EDİRƏM:', 'vəzifəsinə 2026-cı il noyabrın 2-dən keçirilsin', 'Mərmərzadə Şahin Ziya oğluna',
                letter, 'təqdimat (2026-cı il 2 oktyabr tarixli, № 3)'])
                assert.ok(act.includes(words), words);
            assert.deepEqual(preview.effects.map((e) => [e.person_id, e.is_new]),
                [[person.moved, false], [person.moved, true], [person.ranked, true]]);
            assert.deepEqual(preview.problems, []);
            id = await draft('inspektor', form);
            assert.equal(post(await file('moved', `?as_of=${FUTURE}`)), post(await file('moved')), 'a draft changes nothing');
        });

        test('the section head returns it with a remark, and the versions show what was mended', async () => {
            await submit('inspektor', id);
            refused(await visa('muavin', id), 403);
            ok(await visa('sobe', id, { returned: '1', remark: 'Başlıqda vəzifə göstərilsin' }));
            form.heading = 'Başqa vəzifəyə (inspektor) keçirilmə və ilkin xüsusi rütbənin verilməsi haqqında';
            ok(await who.inspektor.post(`/orders/${id}`, { ...form, version: await version(id) }));
            const { versions } = (await who.inspektor.get(`/orders/${id}/versions`)).json;
            assert.equal(versions.length, 2);
            assert.equal(versions[0].remarks[0].text, 'Başlıqda vəzifə göstərilsin');
            assert.equal(versions[1].changes.length, 1);
        });

        test('section head, deputy, head and supervising deputy head endorse in this order', async () => {
            await submit('inspektor', id);
            for (const login of VISAS) {
                const other = VISAS.find((v) => v !== login);
                refused(await visa(other, id), 403);
                const counter = (await who[login].get('/')).json.counters.find((c) => c.code === 'visa');
                const waiting = (await who[login].get(counter.path)).json.list.items;
                assert.ok(waiting.some((o) => o.id === id), `${login} finds it on the desk`);
                ok(await visa(login, id));
            }
            assert.equal((await page('inspektor')).order.state, 'to_sign');
        });

        test('the head of the Service signs the frozen paper, the keeper registers it', async () => {
            refused(await who.reis.post(`/orders/${id}/sign`, { hash: (await page('reis')).order.draft_pdf }), 403);
            refused(await who['xidmet.reisi'].post(`/orders/${id}/sign`, { hash: '0'.repeat(64) }), 409);
            await sign(id);
            refused(await who.sobe.post(`/orders/${id}`, { ...form, version: await version(id) }), 409);
            refused(await who.karguzar.post(`/orders/${id}/register`, PAPERS), 403);
            assert.equal(refused(await who.inspektor.post(`/orders/${id}/register`, {}), 422).field, 'items.0.papers.p0');
            ok(await who.inspektor.post(`/orders/${id}/register`, PAPERS));
            done = await page('inspektor');
            assert.match(done.order.number, /^\d+-k$/);
            assert.equal(done.order.signed_on, TODAY);
            assert.equal(done.effects.length, 3);
            const { stdout } = await kadr.command('journal', 'export');
            assert.ok(stdout.split('\n').some((line) => line.includes('"verb":"order.register"') && line.includes(`"id":${id},`)));
        });

        test('each named person has his extract; acquaintance has its date, a refusal its act', async () => {
            const [moved, ranked] = done.items;
            const extract = ok(await who.inspektor.get(`/orders/${id}/extract/${moved.id}`));
            assert.ok(extract.text.includes('Reyhanzadə') && !extract.text.includes('Mərmərzadə'));
            assert.match((await who.inspektor.get(`/orders/${id}/extract/${ranked.id}/pdf`)).text, /^%PDF/);
            refused(await who.emekdas.get(`/orders/${id}/extract/${moved.id}`), 403);
            const read = (item, fields) => who.inspektor.post(`/orders/${id}/acquaint/${item.id}`, fields);
            assert.equal(refused(await read(moved, { at: '06.10.2026' }), 422).field, 'at');
            ok(await read(moved, { at: '05.10.2026' }));
            assert.equal(refused(await read(ranked, { refused: '1' }), 422).field, 'act');
            ok(await read(ranked, { refused: '1', act: '05.10.2026 tarixli 1 nömrəli akt' }));
            refused(await read(moved, { at: '05.10.2026' }), 409);
            const { items, strip } = await page('inspektor');
            assert.equal(items[0].read_on, TODAY);
            assert.equal(items[1].refusal, '05.10.2026 tarixli 1 nömrəli akt');
            assert.ok(strip.at(-1).done);
        });

        // ---- what it changed ----------------------------------------------------------------------------

        test('file, staff table, vacancies and roll as of today, of the future day, and as known before', async () => {
            const yesterday = '&known_on=2026-10-04';
            const old = post(await file('moved')), fresh = post(await file('moved', `?as_of=${FUTURE}`));
            assert.match(old, /^Hüquqi təminat/);
            assert.match(fresh, /^Bakı şəhər/);
            assert.equal(post(await file('moved', `?as_of=${FUTURE}${yesterday}`)), old, 'nobody knew it yesterday');
            const ranks = (json) => json.service.filter((l) => l.kind === 'rank' && l.now).length;
            assert.equal(ranks(await file('ranked')), 1);
            assert.equal(ranks(await file('ranked', `?as_of=${TODAY}${yesterday}`)), 0);
            const row = (await file('moved', `?as_of=${FUTURE}`)).service.find((l) => l.kind === 'holding' && l.now);
            assert.equal(row.source.href, `/orders/${id}#item-1`, 'each row opens its order item');
            const holder = async (query) => (await who.inspektor.get(`/staff${query}`)).json.units.flatMap((u) => u.seats)
                .find((s) => s.id === seat).people.length;
            assert.deepEqual([await holder(''), await holder(`?as_of=${FUTURE}`), await holder(`?as_of=${FUTURE}${yesterday}`)], [0, 1, 0]);
            const vacant = async (query) => (await who.inspektor.get(`/vacancies${query}`)).json.vacant.some((s) => s.id === seat);
            assert.deepEqual([await vacant(''), await vacant(`?as_of=${FUTURE}`), await vacant(`?as_of=${FUTURE}${yesterday}`)],
                [true, false, true]);
            const roll = async (query) => (await who.inspektor.get(`/nominal-roll${query}`)).json.strength;
            assert.equal((await roll('')).on_list, (await roll(`?as_of=${FUTURE}`)).on_list);
        });

        test('a leave order for the head names nobody who acts, and its balance follows', async () => {
            const { json: composer } = await who.inspektor2.get('/orders/new?kind=annual_leave');
            assert.deepEqual(composer.compose.items[0].fields.map((f) => f.name.split('.')[2]),
                ['kind', 'who', 'person_id', 'from', 'days', 'work_year']);
            const left = async (query) => (await who.inspektor2.get(`/people/${person.head}/leave${query}`)).json.left;
            const before = await left(`?as_of=${LEAVE}`);
            leaveId = await draft('inspektor2', {
                heading: 'Əmək məzuniyyətinin verilməsi haqqında',
                items: [{ kind: 'annual_leave', person_id: person.head, from: '16.11.2026', days: '7', reason: 'sınaq' }],
                basis: [{ text: 'ərizə', number: '9', dated: '05.10.2026' }],
            });
            assert.match(await carry('inspektor2', leaveId), /^\d+-m$/);
            assert.equal(await left(`?as_of=${LEAVE}`), before - 7);
            assert.equal(await left(`?as_of=${LEAVE}&known_on=2026-10-04`), before);
            const away = async (day) => (await file('head', `?as_of=${day}`)).person.absence;
            assert.ok(await away(LEAVE));
            assert.equal(await away(BACK), null);
            assert.equal((await who.inspektor.get(`/nominal-roll?as_of=${LEAVE}`)).json.strength.leave > 0, true);
        });

        test('a later order annuls one item; the file shows what was and what is', async () => {
            await moveTo(who.admin, '2026-10-06');
            const annul = await draft('inspektor', {
                heading: 'Əmrin bəndinin ləğv edilməsi haqqında',
                items: [{ kind: 'annul', target: done.items[0].id, reason: 'sınaq' }],
                basis: [{ text: 'işçinin ərizəsi', number: '10', dated: '06.10.2026' }],
            });
            const number = await carry('inspektor', annul);
            const was = await file('moved', `?as_of=${FUTURE}&known_on=${TODAY}`), is = await file('moved', `?as_of=${FUTURE}`);
            assert.match(post(was), /^Bakı şəhər/);
            assert.match(post(is), /^Hüquqi təminat/);
            const first = await page('inspektor');
            assert.deepEqual(first.items.map((i) => i.annulled), [true, false]);
            assert.ok(JSON.stringify(is.undone).includes(number), 'the file names the order that annulled it');
            assert.equal((await file('ranked')).service.filter((l) => l.kind === 'rank' && l.now).length, 1, 'the other item stands');
        });

        test('his own file leads an employee to his extract, an officer to the order\'s item', async () => {
            const own = ok(await who.emekdas.get(`/people/${person.scholar}`)).json.absences[0].source;
            assert.match(own.href, /^\/orders\/\d+\/extract\/\d+$/);
            ok(await who.emekdas.get(own.href));
            assert.match((await file('scholar')).absences[0].source.href, /^\/orders\/\d+#item-1$/);
        });

        // ---- records and the past -----------------------------------------------------------------------

        test('a diploma and a sick note enter as records that a second officer confirms', async () => {
            const enter = async (name, fields) => ok(await who['bas.inspektor'].post(`/people/${person[name]}/records`, fields)).json.id;
            const confirm = async (login, record) => who[login].post(`/records/${record}/confirm`,
                { version: (await who.sobe.get(`/records/${record}`)).json.record.version });
            const diploma = await enter('scholar', { kind: 'diploma', issuer: 'Nümunə Universiteti', number: 'D-77',
                issued: '20.06.2008', level: 'higher', speciality: 'Hüquqşünaslıq' });
            const sick = await enter('scholar', { kind: 'sick_note', issuer: 'Nümunə poliklinikası', number: 'X-7',
                issued: '06.10.2026', from: '05.10.2026', to: '07.10.2026' });
            assert.equal((await file('scholar')).papers.length, 0);
            refused(await confirm('bas.inspektor', diploma), 403, /6\.1\.11/);
            for (const record of [diploma, sick])
                ok(await confirm('sobe', record));
            const now = await file('scholar');
            assert.ok(now.papers[0].text.includes('Nümunə Universiteti'));
            assert.ok(now.person.absence);
            assert.equal((await file('scholar', '?as_of=2026-10-08')).person.absence, null);
        });

        test('a paper order of the past enters through the historical series, with its own number', async () => {
            const past = { historical: '1', old_number: '41-m', old_date: '12.05.2025',
                heading: 'Əmək məzuniyyətinin verilməsi haqqında', items: [{ kind: 'annual_leave', person_id: person.past,
                    from: '02.06.2025', days: '14', reason: 'kağız əmr' }], basis: [{ text: 'ərizə' }] };
            assert.equal(refused(await who.inspektor2.post('/orders', { ...past, old_date: '06.10.2026' }), 422).field, 'old_date');
            const bare = await draft('inspektor2', past);
            assert.equal(refused(await who.inspektor2.post(`/orders/${bare}/submit`, { version: 1 }), 422).field, 'scan');
            const fields = { historical: '1', old_number: '41-m', old_date: '12.05.2025', heading: past.heading, version: '1',
                'items.0.kind': 'annual_leave', 'items.0.person_id': person.past, 'items.0.from': '02.06.2025',
                'items.0.days': '14', 'items.0.reason': 'kağız əmr', 'basis.0.text': 'ərizə' };
            ok(await who.inspektor2.upload(`/orders/${bare}`, fields, scan('emr41.pdf', 'kağız'),
                { form: `/orders/${bare}/edit`, accept: 'application/json' }));
            ok(await who.inspektor2.post(`/orders/${bare}/submit`, { version: await version(bare) }));
            ok(await who.inspektor.post(`/orders/${bare}/register`, PAPERS));
            const { order } = await page('inspektor', bare);
            assert.deepEqual([order.number, order.signed_on, order.state, order.historical],
                ['41-m', '2025-05-12', 'registered', true]);
            assert.ok((await file('past', '?as_of=2025-06-10')).person.absence);
        });

        // ---- the head is away ---------------------------------------------------------------------------

        // A ministry's letter on its way to the signature of the head, made by those whose work it is.
        async function answerToMinistry(no) {
            const list = ok(await who.katiblik.post('/handovers', { items: [{ office_no: no, office_date: '09.11.2026',
                kind: 'letter', party_kind: 'executive', party: 'Nümunə Nazirliyi', gist: `Sorğu ${no}`, sheets: '1' }] })).json.id;
            const [line] = (await who.karguzar.get(`/handovers/${list}`)).json.lines;
            const letter = ok(await who.karguzar.upload(`/handovers/${list}/items/${line.id}/take`, {}, scan('m.pdf', no),
                { form: `/handovers/${list}`, accept: 'application/json' })).json.id;
            const form = async (login, which, name) => (await who[login].get(`/letters/${which}`)).json.forms
                .find((f) => f.name === name).fields;
            ok(await who.karguzar.post(`/letters/${letter}/present`,
                { seat_id: offered(await form('karguzar', letter, 'present'), 'seat_id', HEAD_POST) }));
            ok(await who.reis.post(`/letters/${letter}/resolutions`, { body: 'Cavab hazırlansın',
                person_id: offered(await form('reis', letter, 'resolutions'), 'person_id', 'Yasəmənzadə') }));
            const out = ok(await who.inspektor.post(`/letters/${letter}/answers`, { gist: 'Cavab', body: 'Mətn' })).json.id;
            ok(await who.reis.post(`/letters/${out}/acceptance`,
                { seat_id: offered(await form('reis', out, 'acceptance'), 'seat_id', HEAD_POST) }));
            return out;
        }
        const sign_as = (login, which) => who[login].post(`/letters/${which}/signature`, {});
        const notes = async (login) => (await who[login].get('/')).json.notes;
        const counters = async (login) => (await who[login].get('/')).json.counters.filter((c) => c.post === HEAD_POST);
        const confirmed = async (name, fields) => {
            const { id: record } = ok(await who['bas.inspektor'].post(`/people/${person[name]}/records`, fields)).json;
            const { version: read } = (await who.sobe.get(`/records/${record}`)).json.record;
            ok(await who.sobe.post(`/records/${record}/confirm`, { version: read }));
        };

        test('before the leave the deputy is refused a letter to a ministry, by clause', async () => {
            await moveTo(who.admin, '2026-11-13');
            answer = [await answerToMinistry('14-501'), await answerToMinistry('14-502'), await answerToMinistry('14-503')];
            refused(await sign_as('muavin', answer[0]), 403, /5\.8\.13/);
            assert.deepEqual(await counters('muavin'), []);
        });

        test('from its first day he acts with the ground shown, and the head sees but cannot act', async () => {
            await moveTo(who.admin, LEAVE);
            assert.ok((await counters('muavin')).some((c) => c.code === 'sign' && c.total === 3), 'her papers are on his desk');
            const [note] = await notes('muavin');
            assert.match(note.text, /5\.5/);
            assert.match(note.text, /22\.11\.2026/);
            ok(await who.reis.get(`/letters/${answer[0]}`));
            refused(await sign_as('reis', answer[0]), 403);
            refused(await who.reis.post('/orders', form), 403);
            ok(await sign_as('muavin', answer[0]));
            const { letter } = (await who.muavin.get(`/letters/${answer[0]}`)).json;
            assert.match(letter.signature, /müavini/);
            assert.match(letter.signature, /5\.5/);
            assert.ok(!letter.signature.startsWith(HEAD_POST), 'his real post, never hers');
        });

        test('the mark “has not returned” keeps it, and her return ends it', async () => {
            await moveTo(who.admin, BACK);
            assert.deepEqual(await counters('muavin'), [], 'it ended by itself');
            refused(await sign_as('muavin', answer[1]), 403, /5\.8\.13/);
            await confirmed('head', { kind: 'not_returned', from: '23.11.2026' });
            assert.ok((await counters('muavin')).length > 0);
            ok(await sign_as('muavin', answer[1]));
            refused(await sign_as('reis', answer[2]), 403);
            await moveTo(who.admin, '2026-11-25');
            assert.match((await notes('muavin'))[0].text, /5\.5/);
            await confirmed('head', { kind: 'returned', from: '25.11.2026' });
            assert.deepEqual(await counters('muavin'), []);
            ok(await sign_as('reis', answer[2]));
        });

        test('when the deputy is away too nobody acts, the gap is shown and an acting order is offered', async () => {
            await moveTo(who.admin, '2026-12-01');
            const pending = await answerToMinistry('14-504');
            await confirmed('head', { kind: 'sick_note', issuer: 'Nümunə poliklinikası', number: 'X-8', from: '01.12.2026', to: '04.12.2026' });
            assert.match((await notes('muavin'))[0].text, /5\.5/);
            assert.equal((await notes('xidmet.reisi')).find((n) => n.text.startsWith(HEAD_POST)), undefined, 'the deputy acts');
            await confirmed('deputy', { kind: 'sick_note', issuer: 'Nümunə poliklinikası', number: 'X-9', from: '01.12.2026', to: '04.12.2026' });
            for (const login of ['muavin', 'reis', 'sobe'])
                refused(await sign_as(login, pending), 403);
            const note = (await notes('sobe')).find((n) => n.text.startsWith(HEAD_POST));
            assert.ok(note && note.offer, 'who may draft is led to the order');
            assert.equal((await notes('karguzar')).find((n) => n.text.startsWith(HEAD_POST)).offer, null);
            for (const login of ['xidmet.muavin', 'xidmet.reisi']) {
                const told = (await notes(login)).find((n) => n.text.startsWith(HEAD_POST));
                assert.ok(told, `${login} alone can do something`);
                assert.match(told.text, /5\.5.*01\.12\.2026.*04\.12\.2026.*Zoğalova: .*son gün 04\.12\.2026; .*Fındıqzadə: /, login);
            }
            assert.equal((await notes('inspektor')).find((n) => n.text.startsWith(HEAD_POST)), undefined);
            const { json } = ok(await who.sobe.get(note.offer.href));
            const { fields } = json.compose.items[0];
            const value = (name) => fields.find((f) => f.name === `items.0.${name}`).value;
            assert.equal(value('kind'), 'acting');
            assert.equal(value('from'), '01.12.2026');
            assert.ok(fields.find((f) => f.name === 'items.0.seat_id').choices.find((c) => c.selected).label.includes(HEAD_POST));
            const acting = await draft('inspektor', { heading: 'Vəzifə icrasının həvalə edilməsi haqqında',
                items: [{ kind: 'acting', person_id: offered(fields, 'items.0.person_id', 'Püstəli'), seat_id: value('seat_id'),
                    from: value('from'), until: '04.12.2026', reason: 'sınaq' }],
                basis: [{ text: 'raport', number: '5', dated: '01.12.2026' }] });
            await carry('inspektor', acting);
            ok(await sign_as('sobe', pending));
            assert.match((await who.sobe.get(`/letters/${pending}`)).json.letter.signature, /həvalə/);
            for (const login of ['karguzar', 'xidmet.muavin', 'xidmet.reisi'])
                assert.equal((await notes(login)).find((n) => n.text.startsWith(HEAD_POST)), undefined, 'the gap is closed');
        });

        test('the journal verifies and the ledger replays', async () => {
            await kadr.command('journal', 'verify');
            await kadr.command('replay', '--check');
        });
    });
