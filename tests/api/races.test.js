// SPDX-License-Identifier: Apache-2.0
// Two officers at the same thing in the same moment: one of them is answered that it is done, on both databases.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { ok, offered } = require('./story');

const ROUNDS = 6;

for (const engine of ['sqlite', 'pg'])
    describe(`at the same moment on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr;
        const who = {}, given = [];
        before(async () => {
            kadr = await start({ engine });
            for (const login of ['katiblik', 'karguzar', 'reis', 'sobe', 'inspektor']) {
                who[login] = await kadr.signIn(login);
                who[login].token = (await who[login].tokens('/account'))._csrf;
            }
            for (let i = 0; i < ROUNDS; i++)
                given.push(await giveLetter(i));
        });
        after(() => kadr.stop());

        // Without asking for a page first, so that both arrive together.
        const post = (login, where, fields) => who[login].ask('POST', where, {
            headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ _csrf: who[login].token, ...fields }),
        });

        // A letter that the section head and, under him, an inspector lead.
        async function giveLetter(i) {
            const list = ok(await post('katiblik', '/handovers', { items: [{ office_no: `17-${i}`, office_date: '05.10.2026',
                kind: 'letter', party_kind: 'legal', party: `Yarış ${i}`, gist: `Yarış ${i}`, sheets: '1', annexes: '0' }] })).json.id;
            const [line] = (await who.karguzar.get(`/handovers/${list}`)).json.lines;
            const { id } = ok(await post('karguzar', `/handovers/${list}/items/${line.id}/take`, {})).json;
            const form = async (login, name) => (await who[login].get(`/letters/${id}`)).json.forms.find((f) => f.name === name);
            ok(await post('karguzar', `/letters/${id}/present`, { seat_id: offered((await form('karguzar', 'present')).fields,
                'seat_id', 'idarəsinin rəisi') }));
            ok(await post('reis', `/letters/${id}/resolutions`, { body: 'İcra üçün', person_id: offered(
                (await form('reis', 'resolutions')).fields, 'person_id', 'Püstəli') }));
            const task = (await who.sobe.get('/tasks?live=1')).json.list.items.find((t) => t.origin_id === id);
            const { json } = await who.sobe.get(`/tasks/${task.id}`);
            ok(await post('sobe', `/tasks/${task.id}/resolutions`, { body: 'Hazırlayın', person_id: offered(
                json.resolve_form.fields, 'person_id', 'Yasəmənzadə') }));
            return { letter: id, task: task.id };
        }

        const oneOf = (answers) => assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409], answers.map((a) => a.text).join('\n'));

        test('an answer is begun once, whoever of the two who lead begins it', async () => {
            for (const { letter } of given)
                oneOf(await Promise.all(['sobe', 'inspektor'].map((login) =>
                    post(login, `/letters/${letter}/answers`, { gist: 'Cavab', body: 'Mətn' }))));
        });

        test('a longer term is asked once', async () => {
            for (const { task } of given)
                oneOf(await Promise.all([1, 2].map(() => post('sobe', `/tasks/${task}/extensions`,
                    { wanted: '20.11.2026', reason: 'Məlumat gözlənilir', over_reason: 'Qayda təsdiqlənməyib' }))));
        });

        // Whoever comes second finds what the first left: the request has gone on to the next, or has fallen away; nobody is
        // left to decide what is no longer asked.
        test('a request for a longer term is passed on or withdrawn, not both', async () => {
            who.muavin = await kadr.signIn('muavin');
            who.muavin.token = (await who.muavin.tokens('/account'))._csrf;
            for (const { task } of given) {
                const page = (await who.muavin.get(`/tasks/${task}`)).json;
                assert.ok(page.step_form, 'the request waits for the deputy');
                const { version } = (await who.sobe.get(`/tasks/${task}`)).json.task;
                const [step, report] = await Promise.all([post('muavin', page.step_form.action, { remark: 'Razıyam' }),
                    post('sobe', `/tasks/${task}/report`, { version, report: 'Hazırdır', open_ok: '1', open_why: 'Özüm hazırladım' })]);
                assert.ok(report.status < 300, report.text);
                assert.ok([200, 201, 403, 409].includes(step.status), step.text);
                const { people } = (await who.reis.get(`/rights/object?kind=task&id=${task}`)).json;
                const deciders = people.filter((p) => p.grants.some((g) => g.relation === 'decider')).map((p) => p.name);
                assert.deepEqual(deciders, [], `${step.status}: ${step.text}`);
            }
        });
    });
