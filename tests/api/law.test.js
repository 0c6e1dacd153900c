// SPDX-License-Identifier: Apache-2.0
// The pages of the law, on both databases: rules by subject and day, a row proposed, returned, approved; the year's
// calendar and a day that changes it; acts; the calculator.  What stands computed keeps its days.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { start } = require('../harness');

for (const engine of ['sqlite', 'pg'])
    describe(`law on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, inspector, head, clerk, stranger;
        before(async () => {
            kadr = await start({ engine });
            [inspector, head, clerk, stranger] = await Promise.all(['inspektor', 'reis', 'karguzar', 'emekdas'].map((l) => kadr.signIn(l)));
        });
        after(() => kadr.stop());

        const term = async (from) => (await stranger.get(`/calculator?what=term&rule=appeal.general&from=${from}`)).json.term;
        const rows = async (code) => (await head.get(`/rules/${code}`)).json.rows;
        const row = (fields) => ({ value: '20', unit: 'workday', regime: 'ANY', valid_from: '01.01.2027', act: 'appeals', place: '10.1',
            confidence: 'V', ...fields });

        test('whoever serves reads the rules, by subject, service, confidence and day', async () => {
            const all = (await stranger.get('/rules')).json.list.items;
            assert.ok(all.length > 250);
            const appeals = (await stranger.get('/rules?topic=appeal')).json.list.items;
            assert.ok(appeals.length > 10 && appeals.every((r) => r.code.startsWith('appeal.')));
            const unsure = (await stranger.get('/rules?confidence=U')).json.list.items;
            assert.ok(unsure.length && unsure.every((r) => r.confidence.mark === 'U' && !r.binding));
            assert.match((await stranger.html('/rules?topic=appeal')).text, /\[U\] yoxlanılmayıb/);
            const ranked = (await stranger.get('/rules?regime=RANKED')).json.list.items;
            assert.ok(ranked.length && ranked.length < all.length);
            const before = (await stranger.get('/rules?topic=appeal&on=29.09.2015')).json.list.items;
            const since = (await stranger.get('/rules?topic=appeal&on=30.09.2015')).json.list.items;
            assert.ok(!before.some((r) => r.code === 'appeal.general') && since.some((r) => r.code === 'appeal.general'));
            assert.equal((await stranger.get('/rules?on=31.02.2026')).status, 422);
            assert.equal((await stranger.get('/rules/no.such')).status, 404);
        });

        test('a rule has words in the reader\'s language, its code beside them; days in refusals are as they are written', async () => {
            const page = await stranger.html('/rules/appeal.forward');
            assert.match(page.text, /<h1 class="page-title">Müraciət: aidiyyəti orqana göndərilməsi<\/h1><div[^>]*>appeal\.forward</);
            const listed = (await stranger.get('/rules')).json.list.items;
            assert.deepEqual(listed.filter((r) => r.name === r.code).map((r) => r.code), []);
            const beyond = await stranger.get('/calculator?what=leave&first=25.12.2050&days=30');
            assert.match(JSON.stringify(beyond.json), /01\.01\.2051/);
            assert.doesNotMatch(JSON.stringify(beyond.json.leave.fields), /2051-01-01/);
        });

        test('the word behind a number goes with it, in each language', async () => {
            const reader = await kadr.signIn('emekdas');
            const say = async (n) => (await reader.html(`/calculator?what=leave&first=12.10.2026&days=${n}&lang=en`)).text;
            assert.match(await say(1), />1 day of leave from 12\.10\.2026</);
            assert.match(await say(2), />2 days of leave from 12\.10\.2026</);
            const start = async (lang) => (await reader.html(`/rules?topic=appeal&lang=${lang}`)).text;
            assert.match(await start('en'), /18 rows[\s\S]*>1 working day</);
            assert.match(await start('ru'), /18 строк[\s\S]*>15 рабочих дней<[\s\S]*>1 рабочий день</);
            assert.match(await start('az'), /18 sətir[\s\S]*>15 iş günü<[\s\S]*>1 iş günü</);
        });

        test('a proposed row names its faults, changes nothing, and comes in force on its day by approval', async () => {
            const bad = await inspector.post('/rules/appeal.general', row({ value: 'on', act: 'yoxdur', valid_from: '31.02.2027' }));
            assert.equal(bad.status, 422);
            assert.deepEqual(bad.json.faults.map((f) => f.field), ['value', 'valid_from']);
            const noact = await inspector.post('/rules/appeal.general', row({ act: 'yoxdur' }));
            assert.deepEqual(noact.json.faults.map((f) => f.field), ['act']);
            assert.equal((await stranger.post('/rules/appeal.general', row())).status, 403);
            const open = (await clerk.get('/letters?direction=in&per_page=200')).json.list.items.find((l) => l.state === 'execution');
            const due = (await clerk.get(`/letters/${open.id}`)).json.letter.due;
            const was = (await term('04.01.2027')).answer;
            assert.match(was, /\d\d\.01\.2027/);
            const made = await inspector.post('/rules/appeal.general', row());
            assert.equal(made.status, 201);
            assert.equal((await term('04.01.2027')).answer, was, 'a proposal moves nothing');
            assert.equal((await inspector.post(`/rules/proposals/${made.json.id}`, {})).status, 403, 'who proposes does not approve');
            assert.ok((await head.get('/rules')).json.waiting.some((w) => w.code === 'appeal.general'));
            assert.equal((await head.send(`/rules/proposals/${made.json.id}`, {}, '/rules/appeal.general')).status, 303, 'as a browser sends it');
            const [now, old] = await rows('appeal.general');
            assert.deepEqual([now.value, now.from, old.value, old.to, old.now], ['20 iş günü', '2027-01-01', '15 iş günü', '2027-01-01', true]);
            assert.equal(now.by, 'T.Yasəmənzadə');
            assert.notEqual((await term('04.01.2027')).answer, was);
            assert.match((await term('04.01.2027')).why.join('\n'), /Müraciət: cavab müddəti = 20 iş günü \(appeal\.general\)/);
            assert.match((await term('31.12.2026')).why.join('\n'), /= 15 iş günü \(appeal\.general\)/, 'the day before, the old row');
            assert.equal((await clerk.get(`/letters/${open.id}`)).json.letter.due, due, 'what stands keeps its day');
            assert.equal((await head.post(`/rules/proposals/${made.json.id}`, {})).status, 409, 'once');
            const entry = (await head.get('/journal?verb=law.approve')).json.list.items[0];
            assert.equal(entry.kind, 'rule');
        });

        test('an order drafted right after the approval goes by the new row', async () => {
            const { person_id: ranked } = (await inspector.get('/people?q=DEM0058')).json.list.items[0];
            const sanction = async () => (await inspector.post('/orders/preview', { heading: 'İntizam tənbehi haqqında',
                items: [{ kind: 'sanction', person_id: ranked, penalty: 'reprimand', cause: 'əmək intizamını pozduğuna görə',
                    discovered: '28.09.2026', committed: '25.09.2026' }], basis: [{ text: 'raport' }] })).json.preview.effects[0].after;
            assert.equal(await sanction(), '05.10.2026 – 04.10.2027');
            const made = await inspector.post('/rules/discipline.life', row({ value: '3', unit: 'month', regime: 'RANKED',
                valid_from: '05.10.2026' }));
            assert.equal((await head.post(`/rules/proposals/${made.json.id}`, {})).status, 200);
            assert.equal(await sanction(), '05.10.2026 – 04.01.2027');
        });

        test('a row its reader could not count, or that waits already, is refused at its field', async () => {
            for (const [wrong, field] of [[{ unit: 'manat' }, 'unit'], [{ unit: 'count' }, 'unit'], [{ value: '0' }, 'value'], [{ value: '999999999' }, 'value'],
                [{ valid_from: '01.01.0001' }, 'valid_from'], [{ valid_from: '31.12.9999' }, 'valid_from'], [{ valid_from: '01.01.2051' }, 'valid_from']]) {
                const answer = await inspector.post('/rules/info.general', row({ act: 'info', place: '24', ...wrong }));
                assert.equal(answer.status, 422, JSON.stringify([wrong, answer.json]));
                assert.deepEqual(answer.json.faults.map((f) => f.field), [field], JSON.stringify(wrong));
            }
            assert.equal((await inspector.post('/rules/info.unheard', row())).status, 404, 'nobody reads such a rule');
            const first = await inspector.post('/rules/info.general', row({ value: '10', act: 'info', place: '24' }));
            assert.equal(first.status, 201, first.text);
            const again = await inspector.post('/rules/info.general', row({ value: '11', act: 'info', place: '24' }));
            assert.deepEqual([again.status, again.json.faults[0].field], [409, 'valid_from']);
            const page = (await inspector.html('/rules/leave.basic')).text;
            assert.match(page, /<option value="day"/);
            assert.doesNotMatch(page, /<option value="manat"/, 'the form offers what can be counted');
        });

        test('a row is returned with a word, and stays to be read', async () => {
            const made = await inspector.post('/rules/appeal.copies', row({ value: '4', place: '7.10' }));
            const where = `/rules/proposals/${made.json.id}`;
            assert.equal((await head.post(where, { give_back: '1', remark: '' })).status, 422);
            assert.equal((await head.post(where, { give_back: '1', remark: 'aktın mətni əlavə edilsin' })).status, 200);
            const back = (await rows('appeal.copies')).find((r) => r.remark);
            assert.equal(back.remark, 'aktın mətni əlavə edilsin');
            assert.equal((await head.post(where, {})).status, 409);
            assert.ok(!(await head.get('/rules')).json.waiting.some((w) => w.code === 'appeal.copies'));
        });

        test('the calendar of a year is what `kadr calc workdays` says', async () => {
            for (const year of [2024, 2025, 2026]) {
                const { json } = await stranger.get(`/calendar?year=${year}`);
                const said = JSON.parse((await kadr.command('calc', 'workdays', String(year), '--json')).stdout);
                assert.equal(json.year.total, said.total);
                assert.deepEqual(json.year.months.map((m) => m.workdays), said.months);
                const days = json.year.months.flatMap((m) => m.weeks.flatMap((w) => w.days)).filter((d) => d.n);
                assert.equal(days.length, json.year.total + json.year.rest_total);
                for (const m of json.year.months)
                    assert.ok(m.weeks.every((w) => w.days.length === 7), 'whole weeks');
            }
            for (const [year, status] of [[2009, 422], [2010, 200], [2050, 200], [2051, 422], ['x', 422]])
                assert.equal((await stranger.get(`/calendar?year=${year}`)).status, status, String(year));
        });

        test('an exchange of days: refused where the days are not such, carried by approval', async () => {
            const form = { kind: 'exchange', first: '07.12.2026', pair: '12.12.2026', act: 'swaps2024' };
            for (const [wrong, field] of [[{ first: '06.12.2026' }, 'first'], [{ pair: '' }, 'pair'], [{ pair: '11.12.2026' }, 'pair'],
                [{ days: '2' }, 'days'], [{ act: 'yoxdur' }, 'act'], [{ first: '07.12.2051' }, 'first']]) {
                const answer = await inspector.post('/calendar', { ...form, ...wrong });
                assert.equal(answer.status, 422, JSON.stringify(wrong));
                assert.ok(answer.json.faults.some((f) => f.field === field), JSON.stringify([wrong, answer.json.faults]));
            }
            assert.equal((await stranger.post('/calendar', form)).status, 403);
            const before = (await stranger.get('/calendar?year=2026')).json.year;
            const made = await inspector.post('/calendar', form);
            assert.equal(made.status, 201);
            assert.equal((await stranger.get('/calendar?year=2026')).json.year.special.length, before.special.length, 'not before approval');
            assert.equal((await inspector.post(`/calendar/proposals/${made.json.id}`, {})).status, 403);
            assert.equal((await head.post(`/calendar/proposals/${made.json.id}`, {})).status, 200);
            const after = (await stranger.get('/calendar?year=2026')).json.year;
            assert.equal(after.total, before.total, 'one for one');
            const day = (date) => after.special.find((d) => d.date === date);
            assert.deepEqual([day('2026-12-07').working, day('2026-12-12').working], [false, true]);
            assert.match(day('2026-12-12').why, /07\.12\.2026/);
            assert.equal((await head.post(`/calendar/proposals/${made.json.id}`, {})).status, 409);
            const [, again] = [await inspector.post('/calendar', form), await inspector.post('/calendar', { ...form, first: '08.12.2026', pair: '19.12.2026' })];
            assert.equal((await head.post(`/calendar/proposals/${again.json.id}`, { give_back: '1', remark: 'akt yoxdur' })).status, 200);
            const { json } = await head.get('/calendar');
            assert.equal(json.proposals.find((p) => p.id === again.json.id).remark, 'akt yoxdur');
        });

        test('open terms that a day would move are listed, and follow it only when each is confirmed', async () => {
            const quiet = (await clerk.get('/letters/terms')).json;
            assert.ok(quiet.compared > 0);
            assert.deepEqual(quiet.terms, []);
            const made = await inspector.post('/calendar', { kind: 'exchange', first: '06.10.2026', pair: '31.10.2026', act: 'swaps2024' });
            assert.equal((await head.post(`/calendar/proposals/${made.json.id}`, {})).status, 200);
            const { terms } = (await clerk.get('/letters/terms')).json;
            assert.ok(terms.length > 1, 'terms that run over that day');
            for (const t of terms) {
                assert.ok(t.now > t.due && t.why.length > 1);
                assert.equal((await clerk.get(`/letters/${t.id}`)).json.letter.due, t.due, 'nothing moved by itself');
            }
            const [first, second] = terms;
            assert.equal((await inspector.post(`/letters/${first.id}/term`, { version: first.version })).status, 403);
            assert.equal((await clerk.post(`/letters/${first.id}/term`, { version: first.version - 1 })).status, 409, 'somebody changed it');
            assert.equal((await clerk.send(`/letters/${first.id}/term`, { version: first.version }, '/letters/terms')).status, 303);
            assert.equal((await clerk.get(`/letters/${first.id}`)).json.letter.due, first.now);
            assert.equal((await clerk.get(`/letters/${second.id}`)).json.letter.due, second.due);
            assert.equal((await clerk.post(`/letters/${first.id}/term`, { version: first.version + 1 })).status, 409, 'it is what the law gives');
            assert.ok(!(await clerk.get('/letters/terms')).json.terms.some((t) => t.id === first.id));
            assert.ok((await head.get('/journal?verb=letter.term')).json.list.total === 1);
        });

        test('tasks under a moved term: a longer one takes them along if that is said, none ends after a shorter one', async () => {
            const dues = async (id) => {
                const found = [], walk = (cards) => cards.forEach((card) => card.tasks.forEach((t) => {
                    if (!t.state.done)
                        found.push(t.term.date);
                    walk(t.under);
                }));
                walk((await clerk.get(`/letters/${id}`)).json.sheet);
                return found;
            };
            const listed = async (id) => (await clerk.get('/letters/terms')).json.terms.find((t) => t.id === id);
            const move = (t, tasks) => clerk.post(`/letters/${t.id}/term`, { version: t.version, ...(tasks ? { tasks: '1' } : {}) });
            const [kept, taken] = (await clerk.get('/letters/terms')).json.terms.filter((t) => t.along > 0);
            assert.ok(kept && taken, 'terms that tasks end with');
            assert.equal((await dues(kept.id)).filter((d) => d === kept.due).length, kept.along);
            const before = await dues(kept.id);
            assert.equal((await move(kept, false)).status, 200);
            assert.deepEqual(await dues(kept.id), before, 'not said, not moved');
            assert.equal((await move(taken, true)).status, 200);
            assert.equal((await dues(taken.id)).filter((d) => d === taken.now).length, taken.along);

            const made = await inspector.post('/calendar', { kind: 'exchange', first: '28.12.2026', pair: '10.10.2026', act: 'swaps2024' });
            assert.equal((await head.post(`/calendar/proposals/${made.json.id}`, {})).status, 200);
            const shorter = await listed(taken.id);
            assert.ok(shorter.now < shorter.due && shorter.shortened > 0 && shorter.along === 0, JSON.stringify(shorter));
            assert.equal((await move(shorter, false)).status, 200);
            const after = await dues(taken.id);
            assert.ok(after.length > 0 && after.every((d) => d <= shorter.now), `${after} within ${shorter.now}`);
        });

        test('what the Cabinet decides takes the place of the days that were expected', async () => {
            const act = await inspector.post('/acts', { title: '2027-ci il üçün bayram günləri haqqında Qərar', body: 'Nazirlər Kabineti', number: '401', date: '10.12.2026' });
            assert.equal(act.status, 200, act.text);
            const listed = (await stranger.get('/acts')).json.acts.find((a) => a.number === '401');
            const made = await inspector.post('/calendar', { kind: 'religious', first: '10.03.2027', days: '2', name: 'Ramazan', act: listed.code });
            assert.equal(made.status, 201, made.text);
            assert.equal((await head.post(`/calendar/proposals/${made.json.id}`, {})).status, 200);
            const days = (await stranger.get('/calendar?year=2027')).json.year.special.filter((d) => /Ramazan/.test(d.why));
            assert.deepEqual(days.map((d) => [d.date, d.confidence.mark]), [['2027-03-10', null], ['2027-03-11', null]]);
            assert.match(days[0].basis, /401/);
        });

        test('what waits as a day is not proposed again', async () => {
            const form = { kind: 'exchange', first: '22.10.2026', pair: '24.10.2026', act: 'swaps2024' };
            assert.equal((await inspector.post('/calendar', form)).status, 201);
            const again = await inspector.post('/calendar', { ...form, pair: '25.10.2026' });
            assert.deepEqual([again.status, again.json.faults[0].field], [409, 'first']);
        });

        test('each page goes by the law of the database, whoever approved it and whatever this process read before', async () => {
            const ask = async (who) => (await who.get('/people/58/leave')).json.years[0].entitled;
            const was = await ask(head);
            const made = await inspector.post('/rules/leave.basic', row({ value: String(was + 1), unit: 'day', regime: 'RANKED', valid_from: '01.10.2025',
                act: 'service', place: '1' }));
            const other = engine === 'pg' ? await kadr.beside() : null;
            if (other) {
                const there = await other.signIn('inspektor');
                assert.equal(await ask(there), was);
                assert.equal((await head.post(`/rules/proposals/${made.json.id}`, {})).status, 200);
                assert.equal(await ask(there), was + 1, 'the next page of the other process');
                await other.stop();
            } else {
                assert.equal((await head.post(`/rules/proposals/${made.json.id}`, {})).status, 200);
            }
            assert.equal(await ask(head), was + 1);
            await kadr.crash();
            await kadr.resume();
            [inspector, head, clerk, stranger].forEach((v) => { v.url = kadr.url; });
            assert.equal(await ask(head), was + 1, 'the first page after a start');
        });

        // What an older program knew is written into the database: the program of this build is then the newer one.
        test('what a newer program corrects comes in force at its start, is told until the head has seen it, and is kept', async () => {
            const script = "UPDATE rule SET value = 4, confidence = 'U' WHERE code = 'appeal.forward';"
                + "UPDATE rule SET value = 99 WHERE code = 'leave.basic' AND source <> 'entered'";
            await kadr.crash();
            if (engine === 'pg')
                execFileSync('psql', ['-X', '-q', '-d', kadr.env.KADR_DB, '-c', script]);
            else
                execFileSync('python3', ['-c', 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nc.executescript(sys.argv[2])\nc.commit()',
                    kadr.env.KADR_DB.replace('sqlite:', ''), script]);
            await kadr.resume();
            [inspector, head, clerk, stranger].forEach((v) => { v.url = kadr.url; });
            assert.equal((await rows('appeal.forward')).find((r) => r.now).value, '3 iş günü');
            const { items } = (await stranger.get('/rules/corrections')).json;
            const forward = items.find((c) => c.code === 'appeal.forward');
            assert.match(forward.was[0].text, /^4 iş günü \(30\.09\.2015–\)$/);
            assert.match(forward.now[0].text, /^3 iş günü/);
            assert.ok(forward.taken && forward.unseen);
            const left = items.filter((c) => c.code === 'leave.basic');
            assert.ok(left.length && left.some((c) => !c.taken), 'officers approved a row of it');
            assert.equal((await rows('leave.basic')).find((r) => r.now && r.regime === 'xüsusi rütbəli').by, 'T.Yasəmənzadə');
            const told = async (who) => (await who.get('/')).json.notes.some((n) => n.offer?.href === '/rules/corrections');
            assert.deepEqual(await Promise.all([head, inspector, clerk, stranger].map(told)), [true, true, true, false]);
            assert.match((await head.html('/rules/appeal.forward')).text, /Əvvəl bilinən/);
            assert.equal((await inspector.post('/rules/corrections', { last: String(items[0].id) })).status, 403);
            assert.equal((await head.send('/rules/corrections', { last: String(items[0].id) }, '/rules/corrections')).status, 303);
            assert.deepEqual(await Promise.all([head, inspector, clerk].map(told)), [false, false, false]);
            const after = (await stranger.get('/rules/corrections')).json.items;
            assert.ok(after.length === items.length && after.every((c) => !c.unseen && c.seen_by));
            const said = (await head.get('/journal?verb=law.renew')).json.list.items[0];
            assert.match(JSON.stringify(said), /appeal\.forward/);
            await kadr.crash();
            await kadr.resume();
            [inspector, head, clerk, stranger].forEach((v) => { v.url = kadr.url; });
            assert.equal((await stranger.get('/rules/corrections')).json.items.length, items.length, 'told once');
        });

        test('the acts name the rules that rest on them, and lead there', async () => {
            const { json } = await stranger.get('/acts');
            const appeals = json.acts.find((a) => a.code === 'appeals');
            assert.ok(appeals.rules.some((r) => r.code === 'appeal.general'));
            assert.equal((await stranger.html('/rules/appeal.general')).status, 200);
            assert.equal((await stranger.post('/acts', { title: 'x', body: 'y' })).status, 403);
        });

        test('the calculator answers with its derivation, and names what it cannot read', async () => {
            const leave = (await stranger.get('/calculator?what=leave&first=12.10.2026&days=30')).json.leave;
            assert.match(leave.answer, /\d\d\.11\.2026/);
            assert.ok(leave.why.length > 1);
            assert.equal((await stranger.get('/calculator?what=number&n=12')).json.number.answer, '12-ci · on ikinci · 12 (on iki)');
            for (const [query, form, field] of [['what=term&from=1.1.2026', 'term', 'rule'], ['what=term&rule=no.such&from=01.02.2026', 'term', 'rule'],
                ['what=leave&first=01.02.2026&days=0', 'leave', 'days'], ['what=number&n=0', 'number', 'n']]) {
                const { status, json } = await stranger.get(`/calculator?${query}`);
                assert.equal(status, 200);
                assert.equal(json[form].answer, null, query);
                assert.ok(json[form].fields.find((f) => f.name === field).faults.length, query);
            }
        });
    });
