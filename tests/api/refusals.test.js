// SPDX-License-Identifier: Apache-2.0
// What nobody may send: each is refused, as a browser's form and as JSON, with the field named; the form that comes
// back holds all that was typed, and nothing was saved.  Rights are the golden table's (access.test.js), stale tokens
// and other sites http.test.js's.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { paper, scan, ok, refused } = require('./story');

const text = (s) => s.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>');

// "items.0.from" -> items: [{ from }], as a program writes it.
function nested(fields) {
    const top = {};
    for (const [path, value] of Object.entries(fields)) {
        const names = path.split('.');
        names.slice(0, -1).reduce((at, name, i) => {
            at[name] = at[name] ?? (/^\d+$/.test(names[i + 1]) ? [] : {});
            return at[name];
        }, top)[names.at(-1)] = value;
    }
    return top;
}

// Does the page show the field again, marked, with this value in it?
function holds(html, name, value) {
    const field = html.match(new RegExp(`<(input|textarea|select)[^>]*name="${name.replace(/\./g, '\\.')}"[^>]*>([^]*?</(?:textarea|select)>)?`));
    assert.ok(field, `${name} is not on the page`);
    const shown = field[1] === 'input' ? field[0] : field[1] === 'select' ? (field[2].match(/<option value="([^"]*)" selected/) || [])[1] : field[2];
    assert.ok(value === '' || (shown && text(shown).includes(String(value))), `${name} lost ${value}: ${shown}`);
    return field[0];
}

for (const engine of ['sqlite', 'pg'])
    describe(`what is refused on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, seat, held;
        const who = {}, person = {};
        before(async () => {
            kadr = await start({ engine, env: { KADR_UPLOAD_MB: '2' } });
            for (const login of ['inspektor', 'inspektor2', 'bas.inspektor', 'emekdas', 'karguzar', 'katiblik', 'sobe', 'muavin',
                'reis'])
                who[login] = await kadr.signIn(login);
            for (const [name, fin] of Object.entries({ head: 'DEM0007', one: 'DEM0029', two: 'DEM0030', own: 'DEM0024' }))
                person[name] = (await who.inspektor.get(`/people?q=${fin}`)).json.list.items[0].id;
            seat = (await who.inspektor.get('/vacancies')).json.vacant.find((s) => s.code === 'baki.ins11').id;
            held = (await who.inspektor.get('/staff')).json.units.flatMap((u) => u.seats).find((s) => s.code === 'proses.ins5').id;
        });
        after(() => kadr.stop());

        // Both faces of one refusal; answers the JSON.  `shown` is the page the form stands on.
        async function refusedTwice(login, where, shown, fields, { status = 422, field, marked = true }) {
            const html = await who[login].send(where, fields, shown);
            assert.equal(html.status, status, html.text.slice(0, 2000));
            const json = refused(await who[login].post(where, nested(fields)), status);
            assert.ok(json.faults.some((f) => f.field === field), `${field} is not named: ${JSON.stringify(json.faults)}`);
            for (const { detail } of json.faults)
                assert.ok(detail && text(html.text).includes(detail), `the page does not say: ${detail}`);
            for (const [name, value] of Object.entries(fields)) {
                if (name === 'version')
                    continue;
                const drawn = holds(html.text, name, value);
                if (marked && name === field)
                    assert.match(drawn, /aria-invalid="true"/, `${name} is not marked`);
            }
            return json;
        }

        const leave = (more = {}) => ({ heading: 'Əmək məzuniyyətinin verilməsi haqqında', 'items.0.kind': 'annual_leave',
            'items.0.person_id': person.one, 'items.0.from': '01.03.2027', 'items.0.days': '14', 'items.0.reason': 'sınaq',
            'basis.0.text': 'işçinin ərizəsi', 'basis.0.number': '5', 'basis.0.dated': '01.10.2026', ...more });
        const transfer = (more = {}) => ({ heading: 'Başqa vəzifəyə keçirilmə haqqında', 'items.0.kind': 'transfer',
            'items.0.person_id': person.one, 'items.0.seat_id': seat, 'items.0.from': '01.03.2027', 'items.0.reason': 'sınaq',
            'basis.0.text': 'təqdimat', ...more });
        const compose = (fields, rest) => refusedTwice('inspektor2', '/orders', '/orders/new', fields, rest);
        const count = async (where) => (await who.inspektor.get(where)).json.list.total;

        test('a day a page cannot read is asked for once more, with what was typed and what is wrong', async () => {
            const pages = ['/staff', '/vacancies', '/nominal-roll', `/seats/${seat}`, `/people/${person.one}`, `/people/${person.one}/leave`];
            for (const [name, value] of [['as_of', 'sabah'], ['as_of', '31.02.2026'], ['known_on', '32.01.2026']])
                for (const where of pages) {
                    const { status, text: html } = await who.reis.html(`${where}?${name}=${encodeURIComponent(value)}`);
                    assert.equal(status, 422, where);
                    assert.match(holds(html, name, value), /kadr-date[^>]*data-pick[^]*aria-invalid="true"/, where);
                    assert.match(html, new RegExp(`<form method="get" action="${where}"`));
                    assert.match(html, new RegExp(`id="e-f-${name}"><div>[^<]{10,}`), 'in words, beside the field');
                    refused(await who.reis.get(`${where}?${name}=${encodeURIComponent(value)}`), 422);
                }
            const both = (await who.reis.html(`/people/${person.one}?as_of=01.06.2026&compare=yox`)).text;
            assert.ok(!/aria-invalid/.test(holds(both, 'as_of', '01.06.2026')), 'the good day stays as it is');
            assert.match(holds(both, 'compare', 'yox'), /aria-invalid/);
            const list = (await who.reis.html('/letters?from=31.02.2026&kind=complaint')).text;
            assert.match(holds(list, 'from', '31.02.2026'), /kadr-date[^]*aria-invalid/);
            assert.match(list, /<input type="hidden" name="kind" value="complaint">/, 'the filters that were good are kept');
            assert.equal((await who.reis.html('/staff?as_of=01.06.2026')).status, 200);
        });

        // ---- orders --------------------------------------------------------------------------------------

        test('days that are none, or stand the wrong way round', async () => {
            const orders = await count('/orders');
            await compose(leave({ 'items.0.from': '31.02.2027' }), { field: 'items.0.from' });
            await compose(leave({ 'items.0.days': 'on dörd' }), { field: 'items.0.days' });
            await compose(leave({ 'basis.0.dated': '99.99.2026' }), { field: 'basis.0.dated' });
            assert.equal(await count('/orders'), orders, 'nothing was saved');
            await refusedTwice('bas.inspektor', `/people/${person.one}/records`, `/people/${person.one}/records/new?kind=sick_note`,
                { kind: 'sick_note', issuer: 'Poliklinika', number: 'Q-1', from: '12.10.2026', to: '10.10.2026' }, { field: 'to' });
            await refusedTwice('katiblik', '/handovers', '/handovers/new', { 'items.0.office_no': '14-1',
                'items.0.office_date': '06.10.2026', 'items.0.kind': 'letter', 'items.0.party_kind': 'court',
                'items.0.party': 'Məhkəmə', 'items.0.gist': 'Sorğu', 'items.0.sheets': '1' }, { field: 'items.0.office_date' });
            for (const where of ['/staff?as_of=30.02.2026', `/people/${person.one}?known_on=x`, '/letters?from=1'])
                assert.equal(refused(await who.reis.get(where), 422).faults.length, 1, where);
        });

        test('what is typed and cannot be read is said while it is written, what is not typed yet is not', async () => {
            const said = async (fields) => ok(await who.inspektor2.post('/orders/preview', nested(leave(fields)))).json.preview.problems.map((p) => p.text);
            assert.deepEqual(await said({ 'items.0.from': '31.02.2027' }), ['Bənd 1: belə tarix yoxdur; 22.11.2026 şəklində yazın']);
            assert.deepEqual(await said({ 'items.0.from': '', 'items.0.days': '' }), []);
        });

        // Whoever slips in the year is told at the field: one place says what a day of each kind may be (app/day.h).
        test('days of another age', async () => {
            const record = (fields, field) => refusedTwice('bas.inspektor', `/people/${person.one}/records`,
                `/people/${person.one}/records/new?kind=sick_note`,
                { kind: 'sick_note', issuer: 'Poliklinika', number: 'Q-2', from: '05.10.2026', to: '06.10.2026', ...fields }, { field });
            await record({ from: '01.01.0001' }, 'from');
            await record({ to: '06.10.2206' }, 'to');
            await record({ issued: '05.10.0026' }, 'issued');
            const early = await record({ from: '01.02.1955', to: '02.02.1955' }, 'from');
            assert.match(early.detail, /anadan olub/, 'a likely day, but before he was born');
            for (const [field, value] of [['items.0.from', '01.03.2207'], ['items.0.from', '01.03.0027'], ['basis.0.dated', '01.10.1026']])
                await compose(leave({ [field]: value }), { field });
            for (const old_date of ['01.01.0001', '31.12.1929', '12.05.9999'])
                await compose(leave({ historical: '1', old_number: '4-m', old_date }), { field: 'old_date' });
            const man = { surname: 'Sınaqlı', name: 'Adil', patronymic: 'Arif', patronymic_kind: 'oglu', sex: 'm', fin: '5GH2P1K',
                birth_place: 'Bakı şəhəri' };
            for (const birth_date of ['31.12.1899', '28.02.2190', '28.02.0090'])
                await refusedTwice('inspektor', '/people', '/people/new', { ...man, birth_date }, { field: 'birth_date' });
            for (const valid_from of ['01.01.0027', '01.01.2207'])
                await refusedTwice('inspektor', '/rules/appeal.general', '/rules/appeal.general', { value: '20', unit: 'workday',
                    regime: 'ANY', valid_from, act: 'appeals', place: '10.1', confidence: 'V' }, { field: 'valid_from' });
            for (const where of ['/staff?as_of=0001-01-01', `/people/${person.one}?as_of=9999-12-31`, `/people/${person.one}/leave?as_of=2400-01-01`,
                '/letters?from=0001-01-01'])
                assert.equal(refused(await who.reis.get(where), 422).faults.length, 1, where);
        });

        test('a FIN that is none, and one that somebody has', async () => {
            const man = { surname: 'Sınaqlı', name: 'Adil', patronymic: 'Arif', patronymic_kind: 'oglu', sex: 'm',
                birth_date: '28.02.1990', birth_place: 'Bakı şəhəri' };
            for (const fin of ['ABC', '5GH2O1I', '12345678', 'ƏBCDEFG'])
                await refusedTwice('inspektor', '/people', '/people/new', { ...man, fin }, { field: 'fin' });
            await refusedTwice('inspektor', '/people', '/people/new', { ...man, fin: 'DEM0007' }, { status: 409, field: 'fin' });
        });

        test('an order without a basis, of two series, of nothing', async () => {
            const bare = leave();
            for (const name of Object.keys(bare).filter((n) => n.startsWith('basis')))
                delete bare[name];
            await compose(bare, { field: 'basis.0.text' });
            await compose(leave({ 'items.1.kind': 'transfer', 'items.1.person_id': person.two, 'items.1.from': '01.03.2027' }),
                { field: 'items.1.kind' });
            await compose(leave({ 'items.0.person_id': '' }), { field: 'items.0.person_id' });
            await compose(leave({ heading: '' }), { field: 'heading' });
            await compose(leave({ 'basis.0.letter': '05/9-999' }), { field: 'basis.0.letter' });
        });

        test('a leave over another, a seat that is taken: said while it is written, refused when it is sent', async () => {
            for (const [fields, field] of [[leave({ 'items.0.person_id': person.head, 'items.0.from': '20.10.2026' }), 'items.0.from'],
                [transfer({ 'items.0.seat_id': held, 'items.0.from': '12.10.2026' }), 'items.0.seat_id']]) {
                const { preview } = ok(await who.inspektor2.post('/orders/preview', nested(fields))).json;
                assert.equal(preview.problems.length, 1, JSON.stringify(preview.problems));
                const { id } = ok(await who.inspektor2.post('/orders', nested(fields))).json;
                const json = refused(await who.inspektor2.post(`/orders/${id}/submit`, { version: 1 }), 409);
                assert.equal(json.field, field);
                assert.equal(json.detail, preview.problems[0].text);
                const html = await who.inspektor2.send(`/orders/${id}/submit`, { version: '1' }, `/orders/${id}`);
                assert.equal(html.status, 409);
                assert.ok(text(html.text).includes(json.detail));
                assert.equal((await who.inspektor2.get(`/orders/${id}`)).json.order.state, 'draft');
            }
        });

        test('a visa by the wrong officer, and a stale version', async () => {
            const { id } = ok(await who.inspektor2.post('/orders', nested(leave()))).json;
            ok(await who.inspektor2.post(`/orders/${id}`, nested(leave({ version: '1', heading: 'Yeni başlıq' }))));
            await refusedTwice('inspektor2', `/orders/${id}`, `/orders/${id}/edit`, leave({ version: '1' }),
                { status: 409, field: 'version' });
            assert.equal((await who.inspektor2.get(`/orders/${id}`)).json.order.heading, 'Yeni başlıq');
            ok(await who.inspektor2.post(`/orders/${id}/submit`, { version: 2 }));
            const version = (await who.sobe.get(`/orders/${id}`)).json.order.version;
            for (const login of ['muavin', 'reis', 'inspektor', 'emekdas'])
                assert.ok(refused(await who[login].post(`/orders/${id}/visa`, { version }), 403).detail);
            assert.equal(refused(await who.sobe.post(`/orders/${id}/visa`, { version: version - 1 }), 409).field, 'version');
            assert.equal((await who.sobe.get(`/orders/${id}`)).json.order.state, 'visa');
            const silent = await who.sobe.send(`/orders/${id}/visa`, { version, returned: '1', remark: '' }, `/orders/${id}`);
            assert.equal(silent.status, 422);
        });

        test('a refused acquaintance keeps its day and its act beside its own item', async () => {
            const { items } = (await who.inspektor.get('/orders?series=personnel&state=registered')).json.list;
            const pages = await Promise.all(items.map(async (o) => (await who.inspektor.get(`/orders/${o.id}`)).json));
            const order = pages.find((p) => p.items.length > 1 && p.items.every((i) => i.to_know));
            const [, second] = order.items;
            const html = await who.inspektor.send(`/orders/${order.order.id}/acquaint/${second.id}`,
                { at: '01.01.2030', act: 'Yazılmış akt', refused: '1' }, `/orders/${order.order.id}`);
            assert.equal(html.status, 422);
            assert.equal(html.text.split('value="Yazılmış akt"').length, 2, 'in one form only');
            assert.ok(html.text.includes(`id="know${second.id}-at"`));
            assert.match(html.text, /<details class="order-know" open>/);
        });

        // ---- files ---------------------------------------------------------------------------------------

        // A list of one letter that waits to be taken over: where its line is taken.
        async function waiting(no) {
            const { id } = ok(await who.katiblik.post('/handovers', { items: [{ office_no: no, office_date: '05.10.2026', kind: 'letter',
                party_kind: 'legal', party: `Göndərən ${no}`, gist: 'Sorğu', sheets: '1' }] })).json;
            const { lines } = (await who.karguzar.get(`/handovers/${id}`)).json;
            return { take: `/handovers/${id}/items/${lines[0].id}/take`, form: `/handovers/${id}` };
        }

        test('an upload over the limit is refused by its field, and what was typed comes back', async () => {
            const { take, form } = await waiting('14-701');
            for (const accept of ['text/html', 'application/json']) {
                const answer = await who.karguzar.upload(take, { missing: 'Əlavə yoxdur' }, [{ field: 'scan', name: 'a.pdf',
                    bytes: Buffer.alloc(3 << 20, 'x') }], { form, accept });
                assert.equal(answer.status, 413);
                if (answer.json)
                    assert.equal(answer.json.field, 'scan');
                else
                    holds(answer.text, 'missing', 'Əlavə yoxdur');
            }
            assert.equal((await who.karguzar.get(form)).json.lines[0].letter_id, 0);
        });

        test('fifty megabytes are refused, and the server goes on', async () => {
            const { take, form } = await waiting('14-702');
            const big = who.karguzar.upload(take, {}, [{ field: 'scan', name: 'a.pdf', bytes: Buffer.alloc(50 << 20) }], { form });
            const answer = await big.catch((e) => e);             // the connection may be closed before all of it is sent
            assert.ok(answer.status === 413 || ['EPIPE', 'ECONNRESET'].includes(answer.code), String(answer.status || answer));
            assert.equal((await who.karguzar.get(form)).json.lines[0].letter_id, 0);
        });

        test('what is no scan is refused by its field', async () => {
            const { take, form } = await waiting('14-703');
            for (const bytes of [Buffer.from('<html>'), Buffer.from('%PDF-1.4 broken'), Buffer.from('MZ\0\0')]) {
                const files = [{ field: 'scan', name: 'a.pdf', bytes }];
                const json = refused(await who.karguzar.upload(take, {}, files, { form, accept: 'application/json' }), 422);
                assert.equal(json.field, 'scan');
                const html = await who.karguzar.upload(take, { missing: 'yazı' }, files, { form });
                holds(html.text, 'missing', 'yazı');
            }
        });

        test('a file\'s name leads nowhere', async () => {
            let no = 710;
            for (const [name, kept] of [['../../../etc/passwd.pdf', 'passwd.pdf'], ['..\\..\\win.pdf', 'win.pdf'], ['/abs/olut.pdf', 'olut.pdf'],
                ['a\u0000b.pdf', null], ['..', null]]) {
                const { take, form } = await waiting(`14-${no++}`);
                const answer = await who.karguzar.upload(take, {}, [{ field: 'scan', name, bytes: paper(name) }],
                    { form, accept: 'application/json' });
                if (answer.status >= 300) {
                    assert.ok(!kept && answer.status < 500, `${name}: ${answer.status} ${answer.text}`);
                    continue;
                }
                const { pane } = (await who.karguzar.get(`/letters/${answer.json.id}`)).json;
                assert.doesNotMatch(pane.name, /[/\\\0]|^\.\.?$/, name);
                if (kept)
                    assert.equal(pane.name, kept);
            }
            for (const where of ['/static/../kadr.conf', '/static/%2e%2e/kadr.conf', '/static/..%2fkadr.conf', '//etc/passwd',
                '/letters/1/scans/1/pages/..%2f..%2fx'])
                assert.ok([400, 403, 404].includes((await who.karguzar.get(where)).status), where);
        });

        // ---- text ----------------------------------------------------------------------------------------

        test('bytes that are no text, and NUL, are refused by their field', async () => {
            const { _csrf } = await who.inspektor.tokens('/people/new');
            const send = (body, type) => who.inspektor.ask('POST', '/people', { body: Buffer.from(body, 'latin1'),
                headers: { 'Content-Type': type }, accept: 'application/json' });
            for (const bad of ['%FF', '%00', 'a%C0%80', '%ED%A0%80']) {
                const answer = await send(`_csrf=${_csrf}&surname=S%C4%B1naq&name=${bad}`, 'application/x-www-form-urlencoded');
                assert.equal(refused(answer, 422).field, 'name', bad);
            }
            for (const bad of ['\u00ff', '\\u0000', '\\ud800'])
                assert.ok([400, 422].includes((await send(`{"name":"${bad}"}`, 'application/json')).status), bad);
            const html = await who.inspektor.ask('POST', '/people', { accept: 'text/html', body: Buffer.from(
                `_csrf=${_csrf}&surname=S%C4%B1naql%C4%B1&name=%FF`), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
            assert.equal(html.status, 422);
            holds(html.text, 'surname', 'Sınaqlı');
        });

        test('broken bodies are told apart from broken fields', async () => {
            const send = (body) => who.inspektor.ask('POST', '/people', { body, headers: { 'Content-Type': 'application/json' } });
            for (const body of ['{', '[]', 'null', '{"a":1}x', `{"a":${'['.repeat(200)}`])
                assert.equal((await send(body)).status, 400, body.slice(0, 20));
        });

        // ---- what the page says of it ----------------------------------------------------------------------

        const alertOf = (html) => text((html.match(/<div class="alert alert-danger"[^]*?<\/div>/) || [''])[0]).replace(/<[^>]+>|\s+/g, ' ').replace(/ +/g, ' ');
        const line = (office_no) => ({ 'items.0.office_no': office_no, 'items.0.office_date': '05.10.2026', 'items.0.kind': 'application',
            'items.0.party_kind': 'natural', 'items.0.party': `Sınaqlı ${office_no}`, 'items.0.gist': `Ərizə ${office_no}`, 'items.0.sheets': '1' });

        test('the summary names each field, and asks to mend only what is marked', async () => {
            const list = alertOf((await who.katiblik.send('/handovers', { ...line('14-71'), 'items.0.gist': '', 'items.0.sheets': 'x' },
                '/handovers/new')).text);
            assert.match(list, /işarələnmiş sahələri düzəldin/);
            assert.match(list, /Sənəd 1, Qısa məzmun: bu sahəni doldurun/);
            assert.match(list, /Sənəd 1, Vərəqlər: tam ədəd deyil/);
            const order = alertOf((await who.inspektor.send('/orders', leave({ 'items.0.days': '', heading: '' }), '/orders/new')).text);
            assert.match(order, /Başlıq: əmrin nə barədə olduğunu yazın/);
            assert.match(order, /Bənd 1, Təqvim günləri: bu sahəni doldurun/);
            const past = alertOf((await who.inspektor.send('/orders', leave({ historical: '1', old_number: '', old_date: '' }), '/orders/new')).text);
            assert.match(past, /Sənəddəki tarix: sənəddəki tarixi yazın/, 'nothing was typed: it is no wrong date');
            const door = alertOf((await kadr.visitor().send('/sign-in', { login: 'reis', password: 'yox' })).text);
            assert.match(door, /Daxil olmaq alınmadı .*istifadəçi adı və ya parol səhvdir/);
            assert.doesNotMatch(door, /saxlanmadı/);
        });

        test('a form that is gone, for somebody was quicker, still gets its answer; a file that was sent is asked for once more', async () => {
            const where = (await who.katiblik.send('/handovers', line('14-72'), '/handovers/new')).headers.get('location');
            const path = ((await who.karguzar.html(where)).text.match(/action="(\/handovers\/\d+\/items\/\d+\/take)"/) || [])[1];
            assert.ok(path, where);
            const many = await who.karguzar.upload(path, { missing: 'yoxdur', collective: 'x' }, scan('əsl.pdf', '14-72'), { form: where });
            assert.equal(many.status, 422);
            assert.match(many.text, /faylı yenidən seçin/);
            const held = await who.karguzar.tokens(where);
            assert.equal((await who.karguzar.upload(path, {}, scan('əsl.pdf', '14-72'), { form: where })).status, 303);
            const late = await who.karguzar.ask('POST', path, { accept: 'text/html', body: new URLSearchParams(held) });
            assert.equal(late.status, 409);
            assert.match(alertOf(late.text), /İcra olunmadı .*bu sənəd artıq qəbul edilib/);
            assert.doesNotMatch((await who.karguzar.html(where)).text, /alert-danger/);
        });

        test('a bad filter is named and the good ones are kept; from what cannot be done to a paper the way leads to the paper', async () => {
            const bad = await who.karguzar.html('/letters?from=99.99.2026&q=sorğu');
            assert.equal(bad.status, 422);
            assert.match(bad.text, /Qeydiyyat tarixi: bu gündən: belə tarix yoxdur/);
            assert.match(bad.text, /href="\/letters\?q=sor%C4%9Fu"/);
            const order = (await who.inspektor.get('/orders?state=registered')).json.list.items[0].id;
            const visa = await who.sobe.send(`/orders/${order}/visa`, {}, `/orders/${order}`);
            assert.equal(visa.status, 403);
            assert.match(visa.text, new RegExp(`href="/orders/${order}"`));
            assert.match(visa.text, /Sizə aid deyil və ya vaxtı artıq keçib/);
            assert.match((await who.emekdas.html(`/orders/${order}`)).text, /\(əmri oxumaq\) Sizə aid deyil</, 'reading has no time that passes');
            const type = await who.inspektor.ask('POST', '/people', { headers: { 'Content-Type': 'text/plain' }, body: 'x' });
            assert.equal(type.status, 415);
            assert.equal(type.json.status, 415, 'the document says what the answer is');
        });

        // ---- forgery -------------------------------------------------------------------------------------

        test('a form that comes after its session has ended is told of at the door, which leads back to its paper', async () => {
            const letter = (await who.karguzar.get('/letters')).json.list.items[0].id;
            const door = await kadr.visitor().ask('POST', `/letters/${letter}/present`, { body: new URLSearchParams({ seat_id: '1' }), accept: 'text/html' });
            assert.equal(door.status, 303);
            assert.equal(door.headers.get('location'), `/sign-in?next=/letters/${letter}&lost=1`);
            assert.match((await kadr.visitor().html(door.headers.get('location'))).text, /göndərdiyiniz yadda saxlanılmadı/);
            assert.doesNotMatch((await kadr.visitor().html('/sign-in')).text, /yadda saxlanılmadı/);
        });

        test('a form with another\'s token does nothing and comes back filled', async () => {
            const { _csrf } = await who.sobe.tokens('/people/new');
            const people = await count('/people');
            const answer = await who.inspektor.ask('POST', '/people', { accept: 'text/html', body: new URLSearchParams({
                _csrf, surname: 'Saxtalı', name: 'Adil', patronymic_kind: 'none', sex: 'm', fin: 'TST0009', birth_date: '01.01.1990' }) });
            assert.equal(answer.status, 403);
            holds(answer.text, 'surname', 'Saxtalı');
            assert.equal(await count('/people'), people);
        });

        test('another\'s number and a number nobody has are answered alike', async () => {
            const { items } = (await who.inspektor.get('/orders?state=registered')).json.list;
            const letter = (await who.karguzar.get('/letters')).json.list.items.at(-1).id;
            const alike = async (where, missing) => {
                const [is, is_not] = await Promise.all([where, missing].map((w) => who.emekdas.get(w)));
                assert.equal(is.status, 403, where);
                assert.equal(is.text, is_not.text, where);
            };
            await alike(`/people/${person.one}`, '/people/999999999');
            await alike(`/people/${person.one}/leave`, '/people/999999999/leave');
            await alike(`/orders/${items[0].id}`, '/orders/999999999');
            await alike(`/orders/${items[0].id}/pdf`, '/orders/999999999/pdf');
            await alike(`/letters/${letter}`, '/letters/999999999');
            for (const odd of ['/people/0', '/people/-1', '/people/1e3', '/people/99999999999999999999', '/people/1%00'])
                assert.ok([400, 403, 404].includes((await who.emekdas.get(odd)).status), odd);
        });
    });
