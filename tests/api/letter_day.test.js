// SPDX-License-Identifier: Apache-2.0
// A letter from the Secretariat's hand to the case it is sewn into, through every role and in order.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { scan, ok, refused, offered, moveTo } = require('./story');

const TAKEN_ON = '2026-10-05';
const LETTER = {
    office_no: '14-9001', office_date: '05.10.2026', kind: 'letter', party_kind: 'executive',
    party: 'Nümunə Nazirliyi', address: 'Bakı şəhəri', their_no: '7-55', their_date: '01.10.2026',
    gist: 'Təcrübə mübadiləsi barədə məktub', sheets: '3', annexes: '1',
};

for (const engine of ['sqlite', 'pg'])
    describe(`a letter's day on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, list, id, answer, task, under;
        const who = {};
        before(async () => {
            kadr = await start({ engine });
            for (const login of ['katiblik', 'karguzar', 'reis', 'muavin', 'sobe', 'bas.inspektor', 'inspektor',
                'inspektor2', 'emekdas', 'admin'])
                who[login] = await kadr.signIn(login);
        });
        after(() => kadr.stop());

        const letter = async (login, which = id) => ok(await who[login].get(`/letters/${which}`)).json;
        const form = (page, name) => page.forms.find((f) => f.name === name);
        const mine = async (login) => (await who[login].get('/tasks?live=1')).json.list.items;
        const counter = async (login, code) => (await who[login].get('/')).json.counters.find((c) => c.code === code);
        const take = (line, fields, files) => who.karguzar.upload(`/handovers/${list}/items/${line}/take`, fields, files,
            { form: `/handovers/${list}`, accept: 'application/json' });

        test('the Secretariat hands over a list with leadership\'s resolution', async () => {
            const { json } = await who.katiblik.get('/handovers/new');
            const lead = offered(json.form.rows[0].fields, 'items.0.lead_seat', 'müavini');
            refused(await who.emekdas.post('/handovers', { items: [LETTER] }), 403);
            const sent = ok(await who.katiblik.post('/handovers', { items: [
                { ...LETTER, lead_seat: lead, lead_text: 'Baxılsın, cavablandırılsın', lead_date: '05.10.2026' },
                { ...LETTER, office_no: '14-9002' },
            ] }));
            list = sent.json.id;
            const page = ok(await who.karguzar.get(`/handovers/${list}`)).json;
            assert.equal(page.lines.length, 2);
            assert.equal(page.lines[0].number, '');
        });

        test('the clerk takes it over with its scan and an act, and notices the twin before it is saved', async () => {
            const [first, second] = (await who.karguzar.get(`/handovers/${list}`)).json.lines;
            refused(await who.inspektor.post(`/handovers/${list}/items/${first.id}/take`, {}), 403);
            const taken = ok(await take(first.id, { missing: 'Əlavə zərfdən çıxmadı', control: '1' }, scan('mektub.pdf', 'məktub')));
            id = taken.json.id;
            const twin = refused(await take(second.id, {}, scan('mektub2.pdf', 'surət')), 409);
            assert.equal(twin.field, 'not_same');
            assert.ok(twin.detail.includes((await letter('karguzar')).letter.number), twin.detail);
            const { same } = (await who.karguzar.get(`/handovers/${list}`)).json.lines[1];
            assert.ok(same[0].rows.length > 2 && same[0].rows.every((r) => r.here || r.there), 'what neither has is not “the same”');
            const html = await who.karguzar.upload(`/handovers/${list}/items/${second.id}/take`, { missing: 'Yazılmış söz' },
                scan('mektub2.pdf'), { form: `/handovers/${list}` });
            assert.equal(html.status, 409);
            assert.ok(html.text.includes(`href="/letters/${id}"`), 'the way to the letter it resembles');
            assert.ok(html.text.includes('Yazılmış söz'));
            ok(await take(second.id, { not_same: '1' }, scan('mektub2.pdf')));
        });

        test('its number, its scan, its act and its term with the derivation', async () => {
            const page = await letter('karguzar');
            assert.match(page.letter.number, /^05\/1-\d+$/);
            assert.equal(page.letter.registered, TAKEN_ON);
            assert.equal(page.letter.missing, 'Əlavə zərfdən çıxmadı');
            assert.equal(page.letter.control, true);
            assert.equal(page.letter.state, 'registered');
            assert.ok(page.letter.why.some((line) => line.includes(page.letter.rule)), page.letter.why.join('\n'));
            const picture = await who.karguzar.get(page.pane.src);
            assert.equal(picture.headers.get('content-type'), 'image/png');
            const numbers = (await who.karguzar.get('/letters?direction=in')).json.list.items.slice(0, 2)
                .map((l) => Number(l.number.split('-')[1]));
            assert.equal(numbers[0], numbers[1] + 1, 'no gap');
        });

        test('it is presented to the head, and nobody else resolves on it', async () => {
            const before = (await counter('reis', 'resolve')).total;
            const seat = offered(form(await letter('karguzar'), 'present').fields, 'seat_id', 'idarəsinin rəisi');
            ok(await who.karguzar.post(`/letters/${id}/present`, { seat_id: seat }));
            assert.equal((await counter('reis', 'resolve')).total, before + 1);
            for (const login of ['sobe', 'inspektor', 'emekdas'])
                refused(await who[login].post(`/letters/${id}/resolutions`, { body: 'İcra üçün', person_id: '12' }), 403);
        });

        test('the head resolves with a lead and a co-executor', async () => {
            const { fields } = form(await letter('reis'), 'resolutions');
            const lead = offered(fields, 'person_id', 'Püstəli'), beside = offered(fields, 'co_person_id', 'Badamov');
            ok(await who.reis.post(`/letters/${id}/resolutions`, { body: 'Cavab layihəsi hazırlansın', person_id: lead,
                co_person_id: beside, co_part: 'Qanunvericilik üzrə arayış', control: '1' }));
            const page = await letter('reis');
            assert.equal(page.letter.state, 'execution');
            assert.equal(form(page, 'resolutions'), undefined);
            assert.ok((await mine('bas.inspektor')).some((t) => t.origin_id === id && !t.lead));
            task = (await mine('sobe')).find((t) => t.origin_id === id && t.lead && t.person.includes('Püstəli'));
            assert.ok(task);
        });

        test('the section head resolves under it, and the inspector finds it on his desk', async () => {
            const { json } = await who.sobe.get(`/tasks/${task.id}`);
            refused(await who.inspektor2.post(`/tasks/${task.id}/resolutions`, { body: 'x', person_id: '13' }), 403);
            const late = await who.sobe.post(`/tasks/${task.id}/resolutions`, { body: 'Hazırlayın', due: '01.03.2027',
                person_id: offered(json.resolve_form.fields, 'person_id', 'Yasəmənzadə') });
            assert.equal(refused(late, 422).field, 'due');
            const before = (await counter('inspektor', 'execute')).total;
            ok(await who.sobe.post(`/tasks/${task.id}/resolutions`, { body: 'Cavabı hazırlayın',
                person_id: offered(json.resolve_form.fields, 'person_id', 'Yasəmənzadə') }));
            const desk = await counter('inspektor', 'execute');
            assert.equal(desk.total, before + 1);
            const open = (await who.inspektor.get(desk.path)).json.list;
            assert.equal(open.total, desk.total, 'the number opens exactly its list');
            under = open.items.find((t) => t.origin_id === id);
            assert.equal(under.due, task.due);
        });

        test('the lead executor drafts, the chief returns and accepts, and only whom 5.8.13 names may sign', async () => {
            refused(await who.inspektor2.post(`/letters/${id}/answers`, { gist: 'Cavab', body: 'Mətn' }), 403);
            answer = ok(await who.inspektor.post(`/letters/${id}/answers`,
                { gist: 'Təcrübə mübadiləsi barədə cavab', body: 'Təklifiniz qəbul edilir.' })).json.id;
            refused(await who.inspektor.post(`/letters/${answer}/acceptance`, {}), 403);
            assert.equal(refused(await who.sobe.post(`/letters/${answer}/acceptance`, { returned: '1' }), 422).field, 'remark');
            ok(await who.sobe.post(`/letters/${answer}/acceptance`, { returned: '1', remark: 'Tarixi göstərin' }));
            const { letter: draft } = await letter('inspektor', answer);
            assert.equal(draft.state, 'draft');
            ok(await who.inspektor.post(`/letters/${answer}/text`, { version: draft.version, gist: draft.gist,
                body: 'Təklifiniz qəbul edilir; görüş 20.10.2026 tarixində olacaq.' }));
            refused(await who.inspektor.post(`/letters/${answer}/text`, { version: draft.version, gist: 'x', body: 'y' }), 409);
            const page = await letter('sobe', answer);
            const { fields } = form(page, 'acceptance');
            assert.deepEqual(fields.find((f) => f.name === 'seat_id').choices.filter((c) => c.value).length, 1, '5.8.13: the head only');
            const wrong = await who.sobe.post(`/letters/${answer}/acceptance`, { seat_id: '8' });
            assert.equal(refused(wrong, 422).field, 'seat_id');
            const signer = { seat_id: offered(fields, 'seat_id', 'idarəsinin rəisi') };
            assert.equal(refused(await who.sobe.post(`/letters/${answer}/acceptance`, signer), 422).field, 'open_ok', 'a part is open');
            ok(await who.sobe.post(`/letters/${answer}/acceptance`, { ...signer, open_ok: '1', open_why: 'Arayış alınıb' }));
            refused(await who.inspektor.post(`/tasks/${under.id}/report`, { report: 'Cavab layihəsi hazırdır' }), 422);
            const { version } = (await who.inspektor.get(`/tasks/${under.id}`)).json.task;
            ok(await who.inspektor.post(`/tasks/${under.id}/report`, { version, report: 'Cavab layihəsi hazırdır' }));
        });

        test('the deputy and the others are refused by clause, the head signs', async () => {
            refused(await who.muavin.post(`/letters/${answer}/signature`, {}), 403, /5\.8\.13/);
            for (const login of ['sobe', 'inspektor', 'karguzar', 'emekdas'])
                refused(await who[login].post(`/letters/${answer}/signature`, {}), 403);
            const { letter: ready } = await letter('reis', answer);
            refused(await who.reis.post(`/letters/${answer}/signature`, { version: ready.version - 1 }), 409);
            ok(await who.reis.post(`/letters/${answer}/signature`, { version: ready.version }));
            const { letter: signed } = await letter('reis', answer);
            assert.equal(signed.state, 'signed');
            assert.match(signed.number, /^05\/2-\d+$/);
            assert.match(signed.signature, /idarəsinin rəisi/);
            const pdf = await who.reis.get(`/letters/${answer}/pdf`);
            assert.match(pdf.text, /^%PDF/);
            refused(await who.reis.post(`/letters/${answer}/text`, { version: signed.version, gist: 'x', body: 'y' }), 409);
        });

        test('it goes back by list, and the Secretariat\'s number decides that it was in time', async () => {
            await moveTo(who.admin, '2026-10-07');
            refused(await who.inspektor.post(`/letters/${answer}/handover`, {}), 403);
            const back = ok(await who.karguzar.post(`/letters/${answer}/handover`, {})).json.id;
            const page = (await who.katiblik.get(`/handovers/${back}`)).json;
            assert.ok(JSON.stringify(page).includes((await letter('karguzar', answer)).letter.number));
            refused(await who.sobe.post(`/letters/${answer}/number`, { office_no: '15-1', office_date: '07.10.2026' }), 403);
            const future = await who.katiblik.post(`/letters/${answer}/number`, { office_no: '15-1', office_date: '08.10.2026' });
            assert.equal(refused(future, 422).field, 'office_date');
            ok(await who.katiblik.post(`/letters/${answer}/number`, { office_no: '15-777', office_date: '07.10.2026' }));
            const done = await letter('reis');
            assert.equal(done.letter.state, 'answered');
            assert.equal(done.letter.closed, '2026-10-07');
            assert.ok(done.letter.term.band.done && done.letter.closed < done.letter.due, 'executed in time');
            assert.ok(!(await mine('inspektor')).some((t) => t.origin_id === id), 'and it leaves the desks');
        });

        test('it is filed into its case and leaves control', async () => {
            refused(await who.inspektor.post(`/letters/${id}/case`, { case_index: '05-14', sheets: '5' }), 403);
            ok(await who.karguzar.post(`/letters/${id}/case`, { case_index: '05-14', sheets: '5', outcome: 'explained' }));
            const page = await letter('karguzar');
            assert.equal(page.letter.state, 'filed');
            assert.equal(page.letter.case_index, '05-14');
            assert.ok(page.letter.control_ended);
            assert.deepEqual(page.strip.map((s) => s.done), [true, true, true, true, true]);
            refused(await who.karguzar.post(`/letters/${id}/present`, { seat_id: '7' }), 409);
            refused(await who.emekdas.get(`/letters/${id}`), 403);
        });

        test('every step is in a journal that verifies, and the ledger replays', async () => {
            const { stdout } = await kadr.command('journal', 'export');
            const said = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line.slice(line.indexOf('{'))))
                .filter((e) => e.object && [id, answer].includes(e.object.id) && e.object.kind === 'letter').map((e) => e.verb);
            const steps = said.filter((verb) => verb !== 'denied' && verb !== 'read');
            assert.deepEqual(steps, ['letter.register', 'task.resolve', 'letter.present', 'task.resolve', 'letter.resolve',
                'task.resolve', 'letter.draft', 'letter.return', 'letter.draft', 'letter.accept', 'letter.sign.state',
                'handover.return', 'handover.number', 'letter.answered', 'letter.file', 'letter.file']);
            assert.ok(said.includes('denied'), 'and every refusal beside them');
            await kadr.command('journal', 'verify');
            await kadr.command('replay', '--check');
        });
    });
