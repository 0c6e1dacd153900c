// SPDX-License-Identifier: Apache-2.0
// Accounts as their owners, their programs and the administrator meet them, on both databases.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

for (const engine of ['sqlite', 'pg'])
    describe(`accounts on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr;
        before(async () => { kadr = await start({ engine }); });
        after(() => kadr.stop());

        const inDays = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);

        test('whoever was sent to sign in comes back to the page he asked for', async () => {
            const visitor = kadr.visitor();
            const sent = await visitor.html('/tasks?state=open');
            assert.equal(sent.status, 303);
            const where = sent.headers.get('location');
            const page = await visitor.html(where);
            const next = page.text.match(/name="next" value="([^"]*)"/)[1];
            assert.equal(next, '/tasks?state=open');
            const answer = await visitor.send('/sign-in', { login: 'reis', password: 'demo', next });
            assert.equal(answer.headers.get('location'), '/tasks?state=open');
        });

        test('no form leads from the sign-in page to another site', async () => {
            const visitor = kadr.visitor();
            for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/\t/evil.example']) {
                const page = await visitor.html(`/sign-in?next=${encodeURIComponent(next)}`);
                assert.ok(!page.text.includes('evil'), next);
                const answer = await visitor.send('/sign-in', { login: 'reis', password: 'demo', next });
                assert.equal(answer.headers.get('location'), '/', next);
            }
        });

        test('a wrong password keeps the login that was typed, and never the password', async () => {
            const answer = await kadr.visitor().send('/sign-in', { login: 'reis', password: 'not the one' });
            assert.equal(answer.status, 422);
            assert.match(answer.text, /name="login" value="reis"/);
            assert.ok(!answer.text.includes('not the one'));
        });

        test('the sixth wrong password locks the account, and says for how long', async () => {
            const visitor = kadr.visitor();
            const tries = [];
            for (let i = 0; i < 7; i++)
                tries.push((await visitor.post('/sign-in', { login: 'inspektor2', password: 'wrong' }, '/sign-in')).json);
            assert.ok(tries.slice(0, 6).every((t) => t.faults[0].code === 'the login or the password is wrong'));
            assert.match(tries[6].faults[0].code, /^too many wrong passwords/);
            await assert.rejects(kadr.signIn('inspektor2'), /422/);
        });

        test('moving the clock of a demo ends no session', async () => {
            const clerk = await kadr.signIn('karguzar'), admin = await kadr.signIn('admin');
            assert.equal((await admin.send('/demo/clock', { days: '40' })).status, 303);
            assert.equal((await admin.html('/demo/clock')).status, 200);
            assert.equal((await clerk.html('/letters')).status, 200);
        });

        test('signing out ends this session and no other', async () => {
            const [here, there] = [await kadr.signIn('sobe'), await kadr.signIn('sobe')];
            const cookie = here.cookies.get('kadr_session');
            assert.equal((await here.send('/sign-out', {}, '/account')).status, 303);
            here.cookies.set('kadr_session', cookie);
            assert.equal((await here.get('/account')).status, 401);
            assert.equal((await there.get('/account')).status, 200);
        });

        test('the owner ends another of his sessions', async () => {
            const [here, there] = [await kadr.signIn('muavin'), await kadr.signIn('muavin')];
            const other = (await here.get('/account')).json.sessions.find((s) => !s.this_one);
            assert.equal((await here.send(`/account/sessions/${other.id}/end`, {}, '/account')).status, 303);
            assert.equal((await there.get('/account')).status, 401);
        });

        test('a program with a token speaks JSON without a page\'s token', async () => {
            const owner = await kadr.signIn('karguzar');
            const made = await owner.send('/account/tokens', { name: 'hesabat', until: inDays(10) }, '/account');
            assert.equal(made.status, 200);
            const token = made.text.match(/>(kadr_[\w-]{43})</)[1];
            const account = await owner.html('/account');
            assert.ok(!account.text.includes(token), 'it is shown once');
            const program = kadr.visitor();
            const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
            assert.equal((await program.get('/letters', { headers })).status, 200);
            const refused = await program.ask('POST', '/handovers', { headers, body: '{"items":[{"gist":"x"}]}' });
            assert.equal(refused.status, 422, 'the form was read: no page\'s token was asked for');
            assert.equal((await program.ask('POST', '/account/tokens', { headers, body: '{}' })).status, 403);
            assert.equal((await program.get('/letters', { headers: { Authorization: `Bearer ${token}x` } })).status, 401);
            const id = (await owner.get('/account')).json.tokens[0].id;
            assert.equal((await owner.send(`/account/tokens/${id}/end`, {}, '/account')).status, 303);
            assert.equal((await program.get('/letters', { headers })).status, 401);
        });

        test('the administrator gives a new password, and its owner changes it', async () => {
            const admin = await kadr.signIn('admin');
            const user = (await admin.get('/users?login=emekdas')).json.list.items[0];
            const given = await admin.send(`/users/${user.id}/password`, {}, `/users/${user.id}`);
            const password = given.text.match(/<code[^>]*>([\w-]{16})<\/code>/)[1];
            const owner = kadr.visitor();
            const into = await owner.send('/sign-in', { login: 'emekdas', password });
            assert.equal(into.headers.get('location'), '/account');
            assert.match((await owner.html('/account')).text, /Sizə verilmiş parolu dəyişin/);
            const short = await owner.send('/account/password', { old: password, fresh: 'qısa', repeat: 'qısa' }, '/account');
            assert.equal(short.status, 422);
            assert.match(short.text, /parol/);
            const changed = await owner.send('/account/password',
                { old: password, fresh: 'uzun yeni parol', repeat: 'uzun yeni parol' }, '/account');
            assert.equal(changed.status, 303);
            await kadr.signIn('emekdas', 'uzun yeni parol');
        });

        test('a closed account is out at once', async () => {
            const admin = await kadr.signIn('admin'), clerk = await kadr.signIn('bas.inspektor');
            const user = (await admin.get('/users?login=bas.inspektor')).json.list.items[0];
            assert.equal((await admin.send(`/users/${user.id}/disable`, {}, `/users/${user.id}`)).status, 303);
            assert.equal((await clerk.get('/account')).status, 401);
            await assert.rejects(kadr.signIn('bas.inspektor'), /422/);
            assert.equal((await admin.send(`/users/${user.id}/enable`, {}, `/users/${user.id}`)).status, 303);
            await kadr.signIn('bas.inspektor');
        });
    });
