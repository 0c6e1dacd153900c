// SPDX-License-Identifier: Apache-2.0
// Every kind of order that stands by itself, over HTTP from the draft to the file: what the composer asks, what the act
// says, what the file shows.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { ok, offered, moveTo } = require('./story');

const PAPERS = { papers: { i0: { p0: '1', p1: '1', p2: '1' } } };
let kadr;
const who = {};
before(async () => {
    kadr = await start();
    for (const login of ['inspektor', 'inspektor2', 'sobe', 'muavin', 'reis', 'xidmet.muavin', 'xidmet.reisi', 'emekdas', 'admin'])
        who[login] = await kadr.signIn(login);
});
after(() => kadr.stop());

const person = async (fin) => (await who.inspektor.get(`/people?q=${fin}`)).json.list.items[0].id;
const file = async (id, query = '') => ok(await who.inspektor.get(`/people/${id}${query}`)).json;
const page = async (id) => (await who.inspektor.get(`/orders/${id}`)).json;

// From the draft to the register; `more` are chiefs of other units whose visa the kind asks.
async function order(heading, item, more = []) {
    const id = ok(await who.inspektor2.post('/orders', { heading, items: [{ reason: 'sınaq', ...item }],
        basis: [{ text: 'təqdimat', number: '1', dated: '01.10.2026' }] })).json.id;
    ok(await who.inspektor2.post(`/orders/${id}/submit`, { version: 1 }));
    for (const login of ['sobe', 'muavin', 'reis', ...more, 'xidmet.muavin'])
        if ((await page(id)).order.state === 'visa')
            ok(await who[login].post(`/orders/${id}/visa`, { version: (await page(id)).order.version }));
    ok(await who['xidmet.reisi'].post(`/orders/${id}/sign`, { hash: (await page(id)).order.draft_pdf }));
    ok(await who.inspektor2.post(`/orders/${id}/register`, PAPERS));
    return page(id);
}

test('an incentive, a sanction and its lifting stand in the file with their order', async () => {
    const id = await person('DEM0029');
    const thanks = await order('Həvəsləndirmə haqqında', { kind: 'incentive', person_id: id, award: 'money_award', amount: '300' });
    assert.match(thanks.order.number, /-k$/);
    assert.match(thanks.items[0].text, /300 \(üç yüz\) manat məbləğində pul mükafatı ilə mükafatlandırılsın/);
    const award = (await file(id)).others.find((l) => l.kind === 'incentive');
    assert.match(award.text, /pul mükafatı, 300 manat/);
    assert.equal(award.source.href, `/orders/${thanks.order.id}#item-1`);
    const given = await order('İntizam tənbehi haqqında', { kind: 'sanction', person_id: id, penalty: 'reprimand',
        cause: 'əmək intizamını pozduğuna görə', discovered: '28.09.2026', committed: '25.09.2026' });
    assert.match(given.items[0].text, /əmək intizamını pozduğuna görə töhmət elan edilsin/);
    const head = async (query) => (await file(id, query)).lines.find((l) => l.label === 'Qüvvədə olan intizam tənbehi');
    assert.match((await head('')).value, /^töhmət \(04\.10\.2027 daxil olmaqla\)$/);
    assert.equal(await head('?as_of=2027-10-05'), undefined, 'it is spent by itself');
    await moveTo(who.admin, '2026-10-06');
    const { json } = await who.inspektor2.get(`/orders/new?kind=sanction_lift&person_id=${id}`);
    const sanction = offered(json.compose.items[0].fields, 'items.0.sanction', 'töhmət');
    const lifted = await order('İntizam tənbehinin götürülməsi haqqında', { kind: 'sanction_lift', person_id: id, sanction });
    assert.match(lifted.items[0].text, /vaxtından əvvəl götürülsün/);
    assert.equal(await head(''), undefined);
    assert.ok((await file(id, '?as_of=2026-10-05')).lines.some((l) => l.label === 'Qüvvədə olan intizam tənbehi'), 'and it was');
});

test('an order about its own drafter or signer is warned of in the preview and beside the visas, and not refused', async () => {
    const incentive = (person_id) => ({ heading: 'Həvəsləndirmə haqqında', items: [{ kind: 'incentive', person_id, award: 'thanks' }],
        basis: [{ text: 'raport' }] });
    const interests = async (login, id) => ok(await who[login].post('/orders/preview', incentive(id))).json.preview.interests;
    const other = await person('DEM0029');
    const own = (await page(ok(await who.inspektor2.post('/orders', incentive(other))).json.id)).order.drafter;
    assert.deepEqual(await interests('inspektor2', other), []);
    assert.deepEqual(await interests('inspektor', own), [], 'of another drafter it is an order like any');
    const [warning] = await interests('inspektor2', own);
    assert.equal(warning.number, 1);
    assert.match(warning.text, /özü barəsində əmr layihəsi hazırlayıb/);
    const thanks = await order('Həvəsləndirmə haqqında', { kind: 'incentive', person_id: own, award: 'thanks' });
    assert.deepEqual(thanks.interests, [warning], 'whoever visas, signs or reads it later is told');
    assert.ok((await who.sobe.html(`/orders/${thanks.order.id}`)).text.includes('özü barəsində əmr layihəsi'));
    const about = await interests('inspektor2', thanks.order.signer);
    assert.equal(about.length, 1);
    assert.match(about[0].text, /^əmri özü barəsində .* imzalayır: maraqların toqquşması$/);
});

test('one offence is punished once, also within one order', async () => {
    const id = await person('DEM0030');
    const item = (cause, penalty) => ({ kind: 'sanction', person_id: id, penalty, cause, discovered: '28.09.2026',
        committed: '25.09.2026' });
    const preview = async (...items) => ok(await who.inspektor2.post('/orders/preview', { heading: 'İntizam tənbehi haqqında', items,
        basis: [{ text: 'raport' }] })).json.preview;
    const said = ({ problems, warnings }) => [...problems, ...warnings].map((p) => p.text);
    const once = await preview(item('işə gecikdiyinə görə', 'reprimand'));
    assert.deepEqual(said(once), []);
    const twice = await preview(item('işə gecikdiyinə görə', 'reprimand'), item('İşə gecikdiyinə görə', 'reprimand'));
    assert.match(said(twice).join(), /bu pozuntuya görə .* tarixində artıq tənbeh verilib/);
    const other = await preview(item('işə gecikdiyinə görə', 'reprimand'), item('kobud rəftarına görə', 'reprimand'));
    assert.match(said(other).join(), /bunun nə üçün başqa pozuntu olduğunu yazın/);
});

test('two leaves of one order do not give more than the work year has', async () => {
    const id = await person('DEM0039');
    const { years } = (await who.inspektor.get(`/people/${id}/leave`)).json;
    const year = years.filter((y) => y.left > 0).at(-1);
    const item = (from, days) => ({ kind: 'annual_leave', person_id: id, from, days: String(days), work_year: String(year.number) });
    const warned = async (...items) => {
        const { problems, warnings } = ok(await who.inspektor2.post('/orders/preview', { heading: 'Məzuniyyət', items,
            basis: [{ text: 'ərizə' }] })).json.preview;
        return [...problems, ...warnings].map((p) => p.text).filter((t) => /bu iş ilindən/.test(t));
    };
    const first = item('16.11.2026', 14), rest = year.left - 14;
    assert.deepEqual(await warned(first, item('14.12.2026', rest)), []);
    assert.deepEqual(await warned(first, item('14.12.2026', rest + 1)), [`bu iş ilindən ${rest} gün qalıb`]);
});

test('a business trip is of its own series, asks finance for its visa, and is in the roll', async () => {
    who.maliyye = await kadr.signIn('maliyye');
    const id = await person('DEM0041');
    const trip = await order('Ezamiyyət haqqında', { kind: 'trip', person_id: id, place: 'Gəncə şəhəri', from: '02.11.2026',
        until: '06.11.2026' }, ['maliyye']);
    assert.match(trip.order.number, /-e$/);
    assert.ok(trip.visas.some((v) => v.post.startsWith('Maliyyə') && v.state === 'endorsed'));
    assert.match(trip.items[0].text, /2026-cı il noyabrın 2-dən 6-dək 5 \(beş\) gün müddətinə Gəncə şəhərinə ezam edilsin/);
    const away = (await file(id, '?as_of=2026-11-06'));
    assert.match(away.absences[0].text, /: Gəncə şəhəri$/);
    assert.ok(away.person.absence);
    assert.equal((await file(id, '?as_of=2026-11-07')).person.absence, null);
    assert.equal((await who.inspektor.get('/nominal-roll?as_of=2026-11-03')).json.strength.trip, 1);
    const back = await order('Ezamiyyətdən geri çağırma haqqında', { kind: 'trip_end', person_id: id, at: '05.11.2026' }, ['maliyye']);
    assert.match(back.order.number, /-e$/);
    assert.match(back.items[0].text, /Gəncə şəhərinə ezamiyyətdən vaxtından əvvəl geri çağırılsın və 2026-cı il noyabrın 5-dən işə başlasın/);
    assert.equal((await file(id, '?as_of=2026-11-05')).person.absence, null);
    assert.ok((await file(id, '?as_of=2026-11-04')).person.absence);
    assert.equal((await who.inspektor.get('/nominal-roll?as_of=2026-11-05')).json.strength.trip, 0);
    assert.equal((await who.inspektor.get('/nominal-roll?as_of=2026-11-03&known_on=2026-10-05')).json.strength.trip, 0,
        'and before anything was known');
});

test('an unpaid leave and the return from it, of the series of leaves', async () => {
    const id = await person('DEM0036');
    const given = await order('Ödənişsiz məzuniyyətin verilməsi haqqında', { kind: 'unpaid_leave', person_id: id,
        ground: 'request', from: '09.11.2026', days: '5' });
    assert.match(given.order.number, /-m$/);
    assert.match(given.items[0].text, /öz xahişi ilə .* ödənişsiz məzuniyyətə buraxılsın; işə çıxma günü/);
    assert.ok((await file(id, '?as_of=2026-11-13')).person.absence);
    await order('Məzuniyyətdən vaxtından əvvəl işə çıxma haqqında', { kind: 'leave_end', person_id: id, at: '11.11.2026' });
    assert.equal((await file(id, '?as_of=2026-11-11')).person.absence, null);
    assert.ok((await file(id, '?as_of=2026-11-10')).person.absence);
});

test('a leave for childbirth is of its days by law, and is there on its days only', async () => {
    const id = (await who.inspektor.get('/people?per_page=100')).json.list.items.find((p) => /Elnarə|qızı/.test(p.name ?? p.full_name)).id;
    const given = await order('Sosial məzuniyyətin verilməsi haqqında', { kind: 'maternity_leave', person_id: id, from: '01.12.2026',
        course: 'usual' });
    assert.match(given.order.number, /-m$/);
    assert.match(given.items[0].text, /2026-cı il dekabrın 1-dən 2027-ci il aprelin 5-dək 126 \(yüz iyirmi altı\) təqvim günü/);
    const away = async (query) => (await file(id, query)).person.absence;
    assert.deepEqual([await away(''), await away('?as_of=2026-11-30'), await away('?as_of=2027-04-06')], [null, null, null]);
    assert.ok(await away('?as_of=2026-12-01') && await away('?as_of=2027-04-05'));
    assert.ok((await file(id, '?as_of=2026-12-01')).absences.some((l) => /hamiləliyə və doğuşa görə/.test(l.text)), 'the file tells which leave');
    assert.equal(await away('?as_of=2026-12-01&known_on=2026-10-05'), null, 'and before the order nobody knew');
    const roll = async (query) => (await who.inspektor.get(`/nominal-roll?${query}`)).json.strength;
    const [then, now] = [await roll('as_of=2026-12-01&known_on=2026-10-05'), await roll('as_of=2026-12-01')];
    assert.equal(now.leave, then.leave + 1);
    const man = await person('DEM0041');
    const { json } = await who.inspektor2.post('/orders/preview', { heading: 'Məzuniyyət', items: [{ kind: 'maternity_leave', person_id: man,
        from: '01.12.2026', course: 'usual' }], basis: [{ text: 'ərizə' }] });
    assert.match(json.preview.problems.map((p) => p.text).join(), /bu məzuniyyət qadına verilir/);
});

test('an extraordinary rank is in the file from its day, with its cause in the act', async () => {
    const roll = (await who.inspektor.get('/nominal-roll')).json;
    const ranked = roll.people.find((r) => /leytenant/.test(r.rank ?? ''));
    const id = ranked.person_id;
    const { json } = await who.inspektor2.get(`/orders/new?kind=rank_extra&person_id=${id}`);
    const [next] = json.compose.items[0].fields.find((f) => f.name === 'items.0.rank').choices.filter((c) => c.value);
    const given = await order('Növbədənkənar xüsusi rütbənin verilməsi haqqında', { kind: 'rank_extra', person_id: id, rank: next.value,
        cause: 'qulluqda fərqləndiyinə görə', from: '06.11.2026' });
    assert.match(given.items[0].text, /qulluqda fərqləndiyinə görə 2026-cı il noyabrın 6-dan “miqrasiya xidməti .*” növbədənkənar xüsusi rütbəsi verilsin/);
    const rank = async (query) => (await file(id, query)).lines.find((l) => l.label === 'Xüsusi rütbə').value;
    assert.match(await rank('?as_of=2026-11-06'), new RegExp(next.label));
    assert.doesNotMatch(await rank('?as_of=2026-11-05'), new RegExp(next.label));
    assert.doesNotMatch(await rank('?as_of=2026-11-06&known_on=2026-10-05'), new RegExp(next.label));
});

// A sick note by one officer, confirmed by another.
async function sick(id, from, to, number) {
    const record = ok(await who.inspektor.post(`/people/${id}/records`, { kind: 'sick_note', issuer: '1 saylı poliklinika', number,
        issued: '01.10.2026', from, to })).json.id;
    ok(await who.sobe.post(`/records/${record}/confirm`, { version: 1 }));
    return record;
}

test('a leave that a sick note moved is annulled where it is now, and the sickness stays', async () => {
    const id = await person('DEM0037');
    const away = async (day) => (await file(id, `?as_of=${day}`)).person.absence;
    const left = async () => (await who.inspektor.get(`/people/${id}/leave?as_of=2026-11-30`)).json.left;
    const before = await left();
    const given = await order('Məzuniyyətin verilməsi haqqında', { kind: 'annual_leave', person_id: id, from: '16.11.2026', days: '14' });
    const booked = await left();
    assert.equal(booked, before - 14);
    assert.equal((await who.inspektor.get(`/people/${id}/leave?as_of=2026-11-30&known_on=2026-10-05`)).json.left, before, 'as known before');
    await sick(id, '15.11.2026', '17.11.2026', '77');
    assert.match(await away('2026-11-16'), /xəstə/);
    assert.match(await away('2026-11-18'), /məzuniyyət/);
    assert.equal(await left(), booked, 'the same days of the same work year');
    const { items } = await page(given.order.id);
    assert.deepEqual([items[0].annulled, items[0].moved], [false, true]);
    const undone = await order('Ləğv etmə haqqında', { kind: 'annul', target: given.items[0].id });
    assert.match(undone.items[0].text, /nömrəli əmrin 1-ci bəndi ləğv edilsin\.$/);
    assert.match(await away('2026-11-16'), /xəstə/);
    assert.equal(await away('2026-11-18'), null);
    assert.equal(await left(), before);
    assert.deepEqual((await page(given.order.id)).items.map((i) => [i.annulled, i.moved, i.corrected_by]), [[true, false, null]]);
});

test('the leave book names the order that used the days, and leads to it whoever may read it', async () => {
    const id = await person('DEM0040');
    const given = await order('Məzuniyyətin verilməsi haqqında', { kind: 'annual_leave', person_id: id, from: '02.11.2026', days: '14' });
    const uses = async (login, query = '') => ok(await who[login].get(`/people/${id}/leave${query}`)).json.years.flatMap((y) => y.uses);
    const own = (list) => list.find((u) => u.from === '2026-11-02').order;
    const href = `/orders/${given.order.id}#item-1`;
    assert.deepEqual(own(await uses('inspektor')), { number: given.order.number, dated: given.order.signed_on, href });
    const { text: html } = await who.inspektor.html(`/people/${id}/leave`);
    assert.ok(html.includes(`<a href="${href}">№ ${given.order.number}, ${given.order.signed_on.split('-').reverse().join('.')}</a>`));
    const { text: csv } = await who.inspektor.get(`/people/${id}/leave?format=csv`);
    assert.ok(csv.includes(given.order.number), 'the file names it too');
    assert.equal((await uses('inspektor', '?known_on=2026-10-04')).find((u) => u.from === '2026-11-02'), undefined);
    const chief = own(await uses('xidmet.muavin'));
    assert.deepEqual(chief, { number: given.order.number, dated: given.order.signed_on, href: null }, 'who does not read all orders gets no link');
});

test('a leave broken off by a sick note names the note when it is annulled', async () => {
    const id = await person('DEM0038');
    const given = await order('Məzuniyyətin verilməsi haqqında', { kind: 'annual_leave', person_id: id, from: '16.11.2026', days: '14' });
    await sick(id, '18.11.2026', '19.11.2026', '78');
    const { json } = await who.inspektor2.get(`/orders/new?kind=annul&person_id=${id}&target=${given.items[0].id}`);
    const names = json.compose.items[0].undo.dependents.map((d) => d.text);
    assert.deepEqual(names, ['01.10.2026 tarixli 78 nömrəli sənəd (Xəstəlik vərəqəsi)',
        'köçürülmüş günlər: 01.10.2026 tarixli 78 nömrəli sənəd (Xəstəlik vərəqəsi)']);
    const [note, rest] = json.compose.items[0].undo.dependents.map((d) => d.name.split('.').pop());
    const undone = await order('Ləğv etmə haqqında', { kind: 'annul', target: given.items[0].id, dep: { [note]: 'keep', [rest]: 'annul' } });
    assert.match(undone.items[0].text, /köçürülmüş günlər: 01\.10\.2026 tarixli 78 nömrəli sənəd \(Xəstəlik vərəqəsi\) ləğv edilsin\.$/);
    const day = async (on) => (await file(id, `?as_of=${on}`)).person.absence;
    assert.deepEqual([await day('2026-11-17'), await day('2026-11-20')], [null, null]);
    assert.match(await day('2026-11-18'), /xəstə/);
});

test('a correction is judged as though what it corrects had never been', async () => {
    const id = await person('DEM0033');
    const given = await order('Ödənişsiz məzuniyyətin verilməsi haqqında', { kind: 'unpaid_leave', person_id: id,
        ground: 'request', from: '07.12.2026', days: '14' });
    const preview = async (item) => ok(await who.inspektor2.post('/orders/preview', { heading: 'Düzəliş', items: [item],
        basis: [{ text: 'raport' }] })).json.preview;
    const days = (n) => preview({ kind: 'correct', target: given.items[0].id, ground: 'request', from: '07.12.2026', days: n });
    const shorter = await days('10');
    assert.deepEqual([shorter.problems, shorter.warnings], [[], []], 'its own fourteen days are not counted against it');
    const longer = await days('15');
    assert.match([...longer.problems, ...longer.warnings].map((w) => w.text).join(), /14/);

    const trip = await preview({ kind: 'trip', person_id: id, place: 'Gəncə şəhəri', from: '10.12.2026', until: '11.12.2026' });
    const [number, date] = [given.order.number, given.order.signed_on.split('-').reverse().join('.')];
    assert.deepEqual(trip.problems.map((p) => p.text),
        [`07.12.2026 tarixində başlamış ${date} tarixli ${number} nömrəli əmrin 1 nömrəli bəndi ilə üst-üstə düşür`]);

    const who_moves = await person('DEM0042');
    const seat = (await who.inspektor.get('/vacancies')).json.vacant.find((s) => s.code === 'baki.ins11').id;
    const moved = await order('Keçirilmə haqqında', { kind: 'transfer', person_id: who_moves, seat_id: seat, from: '01.12.2026' });
    const later = { kind: 'correct', target: moved.items[0].id, seat_id: String(seat), from: '08.12.2026' };
    const { problems, effects } = await preview(later);
    assert.deepEqual(problems, []);
    assert.ok(effects.some((e) => e.is_new && /08\.12\.2026/.test(e.after)));
    const { json } = await who.inspektor2.get(`/orders/new?kind=correct&person_id=${who_moves}&target=${moved.items[0].id}`);
    offered(json.compose.items[0].fields, 'items.0.seat_id', 'baki.ins11');
    const target = offered(json.compose.items[0].fields, 'items.0.target', moved.order.number);
    assert.equal(target, String(moved.items[0].id), 'before anything decides the series');
    const corrected = await order('Düzəliş haqqında', later);
    assert.match(corrected.items[0].text, /əmrin 1-ci bəndi aşağıdakı redaksiyada verilsin: “.*Hüquqi təminat/);
    const was = await page(moved.order.id);
    assert.deepEqual(was.items[0].corrected_by, { id: corrected.order.id, number: corrected.order.number,
        dated: corrected.order.signed_on, item: corrected.items[0].id, no: 1 });
    assert.deepEqual([was.corrected, was.annulled], [true, false]);
    const html = (await who.inspektor2.html(`/orders/${moved.order.id}`)).text;
    assert.match(html, new RegExp(`düzəliş edilib</span> <a href="/orders/${corrected.order.id}">`));
    const post = async (day) => (await file(who_moves, `?as_of=${day}`)).service.find((l) => l.kind === 'holding' && l.now).text;
    assert.match(await post('2026-12-07'), /^Hüquqi təminat/);
    assert.match(await post('2026-12-08'), /^Bakı şəhər/);
});

test('a correction of every kind opens with what the item says, and is passed as it is', async () => {
    const seen = new Map();
    for (const { id, series } of (await who.inspektor2.get('/orders?state=registered&per_page=100')).json.list.items)
        for (const item of (await page(id)).items)
            if (!item.annulled && !['annul', 'correct'].includes(item.kind) && !seen.has(item.kind))
                seen.set(item.kind, { ...item, series });
    assert.ok(seen.size > 8, [...seen.keys()].join());
    for (const [kind, item] of seen) {
        const { compose, preview } = ok(await who.inspektor2.get(`/orders/new?kind=correct&target=${item.id}`)).json;
        const asked = compose.items[0].fields.filter((f) => f.required && !f.name.endsWith('.kind'));
        for (const field of asked) {
            assert.ok(field.value, `${kind} ${field.name}`);
            assert.ok(!field.choices.length || field.choices.some((c) => c.selected), `${kind} ${field.name} is offered`);
        }
        if (compose.items[0].undo.dependents.length)        // what was built on it has to be decided first
            continue;
        const act = JSON.stringify(preview.act);
        assert.ok(act.includes('aşağıdakı redaksiyada verilsin'), kind);
        assert.deepEqual(preview.corrections[0].rows, [], kind);
    }
});

test('a basis is found by its words, chosen, and stands in the act as the paper it is', async () => {
    const compose = async (basis) => ok(await who.inspektor.post('/orders/compose', { heading: 'x', items: [{}], basis: [basis] })).json;
    const row = async (basis) => (await compose(basis)).compose.basis[0];
    const field = (r, name) => r.fields.find((f) => f.name === `basis.0.${name}`);
    const found = await row({ letter: 'sinaq' }), { value, label } = field(found, 'letter_id').choices[0];
    assert.match(label, /^№ 05\/\d-\d+, \d\d\.\d\d\.\d{4}: /);
    const { compose: page1, preview } = await compose({ letter: 'sinaq', letter_id: value });
    assert.equal(field(page1.basis[0], 'letter').value, '', 'the search is done');
    assert.equal(field(page1.basis[0], 'letter_id').value, value);
    assert.match(JSON.stringify(preview.act), /(məktubu|sorğusu|ərizəsi|şikayəti|təklifi|göndərilmiş məktub) \(\d{4}-\S+ il /);
    const none = await row({ letter: 'belə söz heç bir sənəddə yoxdur' });
    assert.deepEqual([none.nothing, field(none, 'letter_id')], [true, undefined]);
    const refused = await who.inspektor.post('/orders', { heading: 'x', basis: [{ letter: 'sinaq' }],
        items: [{ kind: 'incentive', person_id: await person('DEM0029'), award: 'thanks' }] });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /basis\.0\.letter/);
});

test('the kinds a program lists are the kinds the composer offers', async () => {
    const { stdout } = await kadr.command('list', 'orders');
    const { json } = await who.inspektor2.get('/orders/new');
    for (const { value } of json.compose.items[0].fields[0].choices.filter((c) => c.value))
        assert.ok(stdout.includes(value), value);
});
