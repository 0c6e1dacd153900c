// SPDX-License-Identifier: Apache-2.0
// The search box over HTTP: what it finds, and that nobody finds or counts what he may not open.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

const PAGES = { letter: '/letters/', order: '/orders/', person: '/people/', task: '/tasks/' };
// One letter finds every word that begins with it: together they reach every object of the demo.
const WORDS = [...'abcdefghijklmnopqrstuvxyz0123456789', 'eli', '05/1', 'mezuniyyet', 'muraciet', 'qizi', 'emr teyin'];

let kadr, logins, all;
before(async () => {
    kadr = await start();
    const roles = (await kadr.visitor().get('/sign-in')).json.roles.map((role) => role.login);
    logins = new Map();
    for (const login of roles)
        logins.set(login, await kadr.signIn(login));
    all = logins.get('reis');
});
after(() => kadr.stop());

const address = (q, kind) => `/search?q=${encodeURIComponent(q)}${kind ? `&kind=${kind}` : ''}`;

// { total, capped, ids } of one kind, page after page.
async function found(visitor, q, kind) {
    let ids = [], next = address(q, kind), total = 0, capped = false;
    while (next) {
        const { status, json } = await visitor.get(next);
        assert.equal(status, 200, next);
        const group = json.groups.find((g) => g.kind === kind);
        ids = [...ids, ...(group?.items ?? []).map((item) => item.id)];
        total = group?.total ?? 0;
        capped = group?.capped ?? false;
        next = group?.next;
    }
    return { total, capped, ids };
}

test('3.1.16 no role finds or counts what it may not open, and each finds all it may', async () => {
    for (const kind of Object.keys(PAGES)) {
        const whole = new Map();
        for (const word of WORDS)
            whole.set(word, (await found(all, word, kind)).ids);
        const every = [...new Set([...whole.values()].flat())];
        assert.ok(every.length > 20, kind);
        for (const [login, visitor] of logins) {
            const opens = new Set();
            for (const id of every)
                if ((await visitor.get(PAGES[kind] + id)).status === 200)
                    opens.add(id);
            for (const word of WORDS) {
                const { total, ids } = await found(visitor, word, kind);
                const expected = whole.get(word).filter((id) => opens.has(id));
                assert.deepEqual(ids, expected, `${login} looks for “${word}” among ${kind}s`);
                assert.equal(total, expected.length, `${login} counts “${word}” among ${kind}s`);
            }
        }
    }
});

test('a letter, an order and a person are found by words typed without Azerbaijani letters', async () => {
    const letters = (await all.get('/letters?direction=in')).json.list.items;
    const orders = (await all.get('/orders?state=registered')).json.list.items;
    const people = (await all.get('/people?per_page=200')).json.list.items;
    const plain = (text) => text.toLocaleLowerCase('az').replace(/[əıöüçşğ]/g, (c) => 'eioucsg'['əıöüçşğ'.indexOf(c)]);
    for (const [kind, q, id] of [
        ['letter', letters[3].number, letters[3].id],
        ['letter', `${plain(letters[5].party)} ${letters[5].number}`, letters[5].id],
        ['letter', plain(letters[7].gist).split(/[^\w]+/).map((w) => w.slice(0, 5)).join(' ').trim(), letters[7].id],
        ['order', orders[0].number, orders[0].id],
        ['order', plain(orders[2].heading).split(' ').slice(0, 6).join(' '), orders[2].id],
        ['person', plain(people[9].name ?? people[9].full_name).split(' ').reverse().join(' '), people[9].id],
        ['person', people[12].fin.toLowerCase(), people[12].id],
    ]) {
        const { ids } = await found(all, q, kind);
        assert.ok(ids.includes(id), `${kind} ${id} by “${q}”: ${ids}`);
    }
});

test('a change is found at once, and nothing needed to be put anew', async () => {
    const inspector = logins.get('inspektor');
    const person = {
        surname: 'Şəlaləli', name: 'İlqar', patronymic: 'Əsgər', patronymic_kind: 'oglu', sex: 'm', fin: '7ZZZZZZ',
        birth_date: '01.02.1990', birth_place: 'Şəki',
    };
    const made = await inspector.post('/people', person, '/people/new');
    assert.equal(made.status, 201, made.text);
    const { json } = await inspector.get(address('ilqar selaleli'));
    assert.deepEqual(json.groups.map((g) => [g.kind, g.total]), [['person', 1]]);
    assert.equal(json.groups[0].items[0].path, `/people/${made.json.id}`);
    const { stdout } = await kadr.command('search', 'rebuild', '--json');
    const rebuilt = JSON.parse(stdout);
    assert.ok(rebuilt.objects > 200);
    assert.equal(rebuilt.changed, 0);
});

test('one page groups by kind, and each kind goes on by itself', async () => {
    const { json } = await all.get(address('a'));
    assert.ok(json.groups.length > 2);
    for (const group of json.groups) {
        assert.ok(group.items.length <= 10);
        assert.equal(group.all !== null, group.total > group.items.length, group.kind);
        if (group.all)
            assert.equal((await all.get(group.all)).json.groups[0].total, group.total);
        const ids = group.items.map((item) => item.id);
        assert.deepEqual(ids, [...ids].sort((a, b) => b - a), 'newest first');
    }
});

test('what cannot be asked is answered by the field at fault, and signs are no words', async () => {
    for (const [query, field] of [['kind=journal', 'kind'], ['kind=letter&after=x', 'after'], ['after=5', 'after'],
        [`q=${'a'.repeat(201)}`, 'q']]) {
        const { status, json } = await all.get(`/search?${query}`);
        assert.equal(status, 422, query);
        assert.equal(json.field, field);
    }
    for (const q of ['', '""', '*', '%', '\'; DROP TABLE found; --', 'AND', '{x', '^', 'a NEAR', '\\', '(((']) {
        const { status, json } = await all.get(address(q));
        assert.equal(status, 200, q);
        assert.equal(json.nothing, json.asked && json.groups.length === 0);
    }
    const long = await all.get(address('a b c d e f g h i j k l m'));
    assert.equal(long.json.cut, true);
});

test('the box stands on every page, works without script, and an empty answer says what to do', async () => {
    const desk = await all.html('/');
    assert.match(desk.text, /<form class="kadr-search" method="get" action="\/search"/);
    assert.match((await all.html(address('yoxdurbelesoz'))).text, /Heç nə tapılmadı/);
    assert.match((await all.html('/search')).text, /Nə axtarırsınız\?/);
    assert.match((await all.html(address('05/1'))).text, /href="\/letters\/\d+"/);
    assert.equal((await kadr.visitor().get('/search?q=a')).status, 401);
});
