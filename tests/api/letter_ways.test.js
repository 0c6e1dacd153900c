// SPDX-License-Identifier: Apache-2.0
// The other ways a paper goes in a day, through JSON: a copy that joins or goes back, a resolution on paper, a longer term, a
// late task, one moved, an interim answer; then the desks and the search box.  (letter_day.test.js: one paper all the way;
// tests/browser/day_papers.test.js: the same by hand.)
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { scan, ok, refused, offered, moveTo } = require('./story');

const CITIZEN = { office_date: '05.10.2026', kind: 'application', party_kind: 'natural', address: 'Bakı şəhəri', sheets: '1' };
const PAPERS = {
    complaint: { ...CITIZEN, office_no: '14-8101', kind: 'complaint', party: 'Sınaqova Aysel Elçin qızı', gist: 'Müsabiqənin nəticəsindən şikayət' },
    ministry: { office_no: '14-8102', office_date: '05.10.2026', kind: 'letter', party_kind: 'executive', party: 'Nümunə Nazirliyi',
        their_no: '7-155', their_date: '01.10.2026', gist: 'Təcrübə mübadiləsinin keçirilməsi barədə', sheets: '3',
        lead_text: 'Baxılsın', lead_date: '05.10.2026', lead_due: '23.10.2026' },
    late: { ...CITIZEN, office_no: '14-8103', party: 'Təpəbaşı Kamran Vaqif oğlu', gist: 'Ştat cədvəlindən çıxarış barədə ərizə' },
    moved: { ...CITIZEN, office_no: '14-8104', party: 'Ləkbalayeva Sevinc Nazim qızı', gist: 'Qulluğa qəbul sənədləri barədə ərizə' },
    interim: { ...CITIZEN, office_no: '14-8105', kind: 'proposal', party: 'Körpüzadə Elnur Kamil oğlu', gist: 'Təlim kurslarının cədvəli barədə təklif' },
};

for (const engine of ['sqlite', 'pg'])
    describe(`the ways of papers on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr;
        const who = {}, id = {}, task = {};
        before(async () => {
            kadr = await start({ engine });
            for (const login of ['katiblik', 'karguzar', 'reis', 'muavin', 'sobe', 'inspektor', 'inspektor2', 'xidmet.muavin', 'emekdas', 'admin'])
                who[login] = await kadr.signIn(login);
        });
        after(() => kadr.stop());

        const page = async (login, where) => ok(await who[login].get(where)).json;
        const letter = (login, name) => page(login, `/letters/${id[name]}`);
        const counter = async (login, code) => (await page(login, '/')).counters.find((c) => c.code === code);
        const form = (view, name) => view.forms.find((f) => f.name === name);
        const send = async (login, papers) => {
            const { form: empty } = await page(login, '/handovers/new');
            const lead = offered(empty.rows[0].fields, 'items.0.lead_seat', 'müavini');
            const list = ok(await who[login].post('/handovers', { items: papers.map((p) => (p.lead_text ? { ...p, lead_seat: lead } : p)) })).json.id;
            return { list, lines: (await page('karguzar', `/handovers/${list}`)).lines };
        };
        const take = (list, line, fields = {}) => who.karguzar.upload(`/handovers/${list}/items/${line}/take`, fields, scan('m.pdf'),
            { form: `/handovers/${list}`, accept: 'application/json' });
        // The number of a desk opens a list that holds this paper, and exactly as many rows as it says.
        const holds = async (login, code, name, part) => {
            const c = await counter(login, code), at = part === undefined ? c : c.parts.find((p) => p.band[part]);
            const { list } = await page(login, at.path);
            assert.equal(list.total, at.total);
            return list.items.some((i) => (i.origin_id ?? i.id) === id[name]);
        };

        test('the Secretariat\'s list is taken over; a copy joins the letter it repeats, what is not ours goes back', async () => {
            const { list, lines } = await send('katiblik', Object.values(PAPERS));
            for (const [i, name] of Object.keys(PAPERS).entries())
                id[name] = ok(await take(list, lines[i].id)).json.id;
            assert.equal((await page('katiblik', `/handovers/${list}`)).handover.state, 'taken');

            const again = await send('karguzar', [{ ...PAPERS.complaint, office_no: '14-8106' }, { ...PAPERS.late, office_no: '14-8107' },
                { ...PAPERS.ministry, office_no: '14-8108', their_no: '7-161', lead_text: undefined, lead_date: undefined, lead_due: undefined }]);
            refused(await take(again.list, again.lines[0].id), 409);
            ok(await take(again.list, again.lines[0].id, { main_id: String(id.complaint) }));
            assert.equal(refused(await who.karguzar.post(`/handovers/${again.list}/items/${again.lines[1].id}/back`, {}), 422).field, 'why');
            refused(await who.katiblik.post(`/handovers/${again.list}/items/${again.lines[1].id}/back`, { why: 'x' }), 403);
            ok(await who.karguzar.post(`/handovers/${again.list}/items/${again.lines[1].id}/back`, { why: 'Eyni məktub' }));
            refused(await take(again.list, again.lines[1].id, { not_same: '1' }), 409);
            const joined = ok(await take(again.list, again.lines[2].id, { main_id: String(id.ministry) })).json.id;
            assert.equal((await letter('karguzar', 'ministry')).joined[0].id, joined);
            const view = await page('katiblik', `/handovers/${again.list}`);
            assert.equal(view.handover.state, 'taken');
            assert.equal(view.lines[1].returned_why, 'Eyni məktub');
        });

        test('the deputy\'s resolution on paper is copied in with its scan: another author than who enters it', async () => {
            const seat = offered(form(await letter('karguzar', 'ministry'), 'present').fields, 'seat_id', 'rəisinin müavini');
            ok(await who.karguzar.post(`/letters/${id.ministry}/present`, { seat_id: seat }));
            const where = `/letters/${id.ministry}/copied-resolutions`, [copy] = (await page('karguzar', where)).forms;
            assert.equal(copy.fields.find((f) => f.name === 'author_seat').value, seat, 'to whom it was presented');
            const fields = { author_seat: seat, written: '05.10.2026', body: 'Cavab hazırlansın', due: '20.10.2026',
                person_id: offered(copy.fields, 'person_id', 'Püstəli') };
            const send = (files) => who.karguzar.upload(where, fields, files, { form: where, accept: 'application/json' });
            assert.equal(refused(await send([]), 422).field, 'scan');
            ok(await send(scan('derkenar.pdf')));
            const { sheet } = await letter('reis', 'ministry');
            const under = sheet[0].tasks[0].under[0];
            assert.match(under.signature, /müavini, A\.Fındıqzadə/);
            assert.equal(under.copied_in, true);
            task.chief = under.tasks[0].id;
        });

        test('the head resolves, the section head under hers, and each desk counts it', async () => {
            for (const [name, person, due] of [['late', 'Reyhanlı', '07.10.2026'], ['moved', 'Yasəmənzadə', '13.10.2026'], ['interim', 'Yasəmənzadə', '09.10.2026']]) {
                const seat = offered(form(await letter('karguzar', name), 'present').fields, 'seat_id', 'idarəsinin rəisi');
                ok(await who.karguzar.post(`/letters/${id[name]}/present`, { seat_id: seat }));
                assert.ok(await holds('reis', 'resolve', name));
                const { fields } = form(await letter('reis', name), 'resolutions');
                ok(await who.reis.post(`/letters/${id[name]}/resolutions`, { body: 'İcra olunsun', due, control: '1', person_id: offered(fields, 'person_id', person) }));
            }
            const { resolve_form: under } = await page('sobe', `/tasks/${task.chief}`);
            task.second = ok(await who.sobe.post(`/tasks/${task.chief}/resolutions`, { body: 'Hazırlayın', due: '16.10.2026',
                person_id: offered(under.fields, 'person_id', 'Yasəmənzadə') })).json.id;
            assert.ok(await holds('reis', 'leadership', 'ministry'));
            assert.ok(await holds('reis', 'control', 'moved'));
            assert.ok(await holds('sobe', 'execute', 'ministry'));
            assert.ok(await holds('inspektor', 'execute', 'ministry'));
            assert.ok(await holds('inspektor2', 'execute', 'late'));
        });

        test('the second task is extended once by its resolution\'s author; beyond leadership\'s term it climbs', async () => {
            const list = (await page('inspektor', '/tasks?live=1&per_page=100')).list.items.filter((t) => t.origin_id === id.ministry);
            assert.equal(list.length, 1);
            const second = list[0].id;
            const ask = (login, which, wanted) => who[login].post(`/tasks/${which}/extensions`, { wanted, reason: 'Arxivdən cavab gözlənilir' });
            const decide = async (login, which) => {
                const view = await page(login, `/tasks/${which}`), open = view.extensions.find((x) => x.open);
                return who[login].post(`/tasks/${which}/extensions/${open.id}/decision`, {});
            };
            ok(await ask('inspektor', second, '20.10.2026'));
            for (const login of ['reis', 'muavin'])
                refused(await decide(login, second), 403);
            ok(await decide('sobe', second));
            assert.equal((await page('inspektor', `/tasks/${second}`)).task.due, '2026-10-20');
            assert.equal(refused(await ask('inspektor', second, '20.10.2026'), 422).field, 'wanted');
            ok(await ask('sobe', task.chief, '30.10.2026'));
            for (const login of ['muavin', 'reis', 'xidmet.muavin']) {
                assert.equal((await page('sobe', `/tasks/${task.chief}`)).task.due, '2026-10-20');
                ok(await decide(login, task.chief));
            }
            assert.equal((await page('sobe', `/tasks/${task.chief}`)).task.due, '2026-10-30');
        });

        test('the head moves the fourth, with its history', async () => {
            const [open] = (await page('reis', '/tasks?live=1&per_page=100')).list.items.filter((t) => t.origin_id === id.moved);
            const { move_form: move, task: { version } } = await page('reis', `/tasks/${open.id}`);
            const person_id = offered(move.fields, 'person_id', 'Reyhanlı');
            for (const login of ['sobe', 'inspektor', 'karguzar'])
                refused(await who[login].post(`/tasks/${open.id}/executor`, { person_id, reason: 'x' }), 403);
            assert.equal(refused(await who.reis.post(`/tasks/${open.id}/executor`, { person_id, reason: 'x' }), 422).field, 'version');
            ok(await who.reis.post(`/tasks/${open.id}/executor`, { version, person_id, reason: 'İş bölgüsü dəyişib' }));
            assert.ok((await page('inspektor2', `/tasks/${open.id}`)).events.some((e) => e.body.includes('İş bölgüsü dəyişib')));
            assert.equal(await holds('inspektor', 'execute', 'moved'), false);
            assert.ok(await holds('inspektor2', 'execute', 'moved'));
        });

        test('an interim answer is sent and does not close the fifth', async () => {
            const answer = ok(await who.inspektor.post(`/letters/${id.interim}/answers`, { gist: 'Təklifinizin öyrənilməsi', body: 'Öyrənilir.', interim: '1' })).json.id;
            const { fields } = form(await page('reis', `/letters/${answer}`), 'acceptance');
            ok(await who.reis.post(`/letters/${answer}/acceptance`, { seat_id: offered(fields, 'seat_id', 'idarəsinin rəisi') }));
            ok(await who.reis.post(`/letters/${answer}/signature`, {}));
            ok(await who.karguzar.post(`/letters/${answer}/handover`, {}));
            ok(await who.katiblik.post(`/letters/${answer}/number`, { office_no: '15-8102', office_date: '05.10.2026' }));
            assert.equal((await letter('karguzar', 'interim')).letter.state, 'execution');
            assert.ok(await holds('inspektor', 'execute', 'interim'));
        });

        test('the third runs late and its obstacle is recorded; late, today and near stand on the desks', async () => {
            await moveTo(who.admin, '2026-10-09');
            assert.ok(await holds('inspektor2', 'execute', 'late', 'late'));
            assert.ok(await holds('inspektor2', 'execute', 'moved', 'near'));
            assert.ok(await holds('inspektor', 'execute', 'interim', 'today'));
            const [open] = (await page('inspektor2', '/tasks?live=1&per_page=100')).list.items.filter((t) => t.origin_id === id.late);
            const { version } = (await page('inspektor2', `/tasks/${open.id}`)).task;
            const report = (fields) => who.inspektor2.post(`/tasks/${open.id}/report`, { version, report: 'Hazırdır', ...fields });
            assert.equal(refused(await report({}), 422).field, 'obstacle');
            ok(await report({ obstacle: 'late_paper', obstacle_words: 'Cədvəl 8 oktyabrda alınıb' }));
            assert.ok(await holds('muavin', 'obstacles', 'late'));
            ok(await who.muavin.post(`/tasks/${open.id}/measure`, { words: 'Surəti idarədə saxlanılır' }));
            const { task: done } = await page('reis', `/tasks/${open.id}`);
            assert.match(done.measure, /Surəti/);
        });

        test('the search box finds by words without Azerbaijani letters, and nothing of what one may not read, counts included', async () => {
            const found = async (login, words) => (await page(login, `/search?q=${encodeURIComponent(words)}`)).groups;
            const letters = (await found('karguzar', 'sinaqova musabiqe')).flatMap((g) => g.items);
            assert.ok(letters.some((i) => i.path === `/letters/${id.complaint}`));
            assert.ok((await found('inspektor', 'zogalova')).some((g) => g.items.some((i) => i.path.startsWith('/people/'))));
            assert.ok((await found('inspektor', 'mezuniyyetin')).some((g) => g.items.some((i) => i.path.startsWith('/orders/'))));
            for (const login of ['emekdas', 'admin', 'inspektor2'])
                assert.deepEqual((await found(login, 'sinaqova musabiqe')).filter((g) => g.total), [], login);
        });

        test('the journal verifies and the ledger replays', async () => {
            await kadr.command('journal', 'verify');
            await kadr.command('replay', '--check');
        });
    });
