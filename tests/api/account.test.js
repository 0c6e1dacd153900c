// SPDX-License-Identifier: Apache-2.0
// Accounts as their owners, their programs and the administrator meet them, on both databases.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');
const { totp } = require('../totp');

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
            const before = await kadr.signIn('emekdas');
            const made = await before.send('/account/tokens', { name: 'köhnə proqram', until: inDays(30) }, '/account');
            const old = { Authorization: `Bearer ${made.text.match(/kadr_[\w-]{43}/)[0]}` };
            assert.equal((await kadr.visitor().get('/tasks', { headers: old })).status, 200);
            const given = await admin.send(`/users/${user.id}/password`, {}, `/users/${user.id}`);
            const password = given.text.match(/<code[^>]*>([\w-]{16})<\/code>/)[1];
            const owner = kadr.visitor();
            const into = await owner.send('/sign-in', { login: 'emekdas', password });
            assert.equal(into.headers.get('location'), '/account/password');
            assert.match((await owner.html('/account/password')).text, /Sizə verilmiş parolu dəyişdirin/);
            for (const where of ['/', '/tasks', '/account', '/people/1', '/account/factor']) {
                const held = await owner.html(where);
                assert.equal(held.status, 303, where);
                assert.equal(held.headers.get('location'), '/account/password');
                assert.equal((await owner.get(where)).status, 401, where);
            }
            assert.equal((await owner.send('/account/sessions/end', {}, '/account/password')).headers.get('location'),
                '/account/password');
            const form = '/account/password';
            const short = await owner.send(form, { old: password, fresh: 'qısa', repeat: 'qısa' }, form);
            assert.equal(short.status, 422);
            assert.match(short.text, /parol/);
            const named = await owner.send(form, { old: password, fresh: 'mən emekdas mən', repeat: 'mən emekdas mən' }, form);
            assert.match(named.text, /parolda istifadəçi adı olmur/);
            const changed = await owner.send(form, { old: password, fresh: 'uzun yeni parol', repeat: 'uzun yeni parol' }, form);
            assert.equal(changed.status, 303);
            assert.equal((await owner.html('/account')).status, 200);
            await kadr.signIn('emekdas', 'uzun yeni parol');
            assert.equal((await kadr.visitor().get('/tasks', { headers: old })).status, 401, 'a token made before is ended for good');
            assert.equal((await before.get('/tasks')).status, 401);
            const entry = (await (await kadr.signIn('karguzar')).get(`/journal?verb=user.password`)).json?.list?.items?.at(-1);
            assert.ok(entry, 'journaled');
        });

        test('whoever guesses at a login locks strangers out of it, not its owner where he signs in', async () => {
            const owner = await kadr.signIn('xidmet.muavin');
            const guesser = kadr.visitor();
            for (let i = 0; i < 7; i++)
                await guesser.post('/sign-in', { login: 'xidmet.muavin', password: 'wrong' }, '/sign-in');
            await assert.rejects(kadr.signIn('xidmet.muavin'), /422/, 'a stranger with the right password waits');
            await owner.send('/sign-out', {}, '/account');
            assert.ok(owner.cookies.has('kadr_device'));
            await owner.signIn('xidmet.muavin', 'demo');
            assert.equal((await owner.get('/account')).status, 200);
        });

        test('a second step is asked for, as a page and as JSON, and a code is good once', async () => {
            const owner = await kadr.signIn('muavin'), form = '/account/factor';
            const begun = await owner.send(form, { password: 'demo' }, form);
            assert.equal(begun.status, 200);
            assert.match(begun.text, /src="data:image\/svg\+xml;base64,/);
            const secret = begun.text.match(/kadr-secret">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
            assert.ok(!(await owner.html(form)).text.includes(secret.slice(0, 4)), 'it is shown once');
            const done = await owner.send('/account/factor/confirm', { code: totp(secret, 0) }, form);
            assert.equal(done.status, 200);
            const recovery = [...done.text.matchAll(/<li><code>([A-Z2-7-]{19})</g)].map((m) => m[1]);
            assert.equal(recovery.length, 10);

            const page = kadr.visitor();
            const first = await page.send('/sign-in', { login: 'muavin', password: 'demo', next: '/tasks' });
            assert.equal(first.headers.get('location'), '/sign-in/code');
            assert.equal((await page.get('/tasks')).status, 401);
            assert.equal((await page.send('/sign-in/code', { code: '000000' })).status, 422);
            const code = totp(secret, 1);
            const into = await page.send('/sign-in/code', { code });
            assert.equal(into.headers.get('location'), '/tasks');
            assert.equal((await page.get('/tasks')).status, 200);

            const program = kadr.visitor();
            const json = (where, body) => program.ask('POST', where, {
                headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
            assert.equal((await json('/sign-in', { login: 'muavin', password: 'demo' })).json.location, '/sign-in/code');
            assert.equal((await json('/sign-in/code', { code })).status, 422, 'the code was used');
            assert.equal((await json('/sign-in/code', { code: recovery[0].toLowerCase() })).status, 200);
            assert.equal((await program.get('/tasks')).status, 200);

            const foreign = await program.ask('POST', '/account/factor/remove', {
                body: new URLSearchParams({ _csrf: 'forged', password: 'demo', code: recovery[1] }), accept: 'text/html' });
            assert.equal(foreign.status, 403);
            const admin = await kadr.signIn('admin');
            const user = (await admin.get('/users?login=muavin')).json.list.items[0];
            assert.match((await admin.html(`/users/${user.id}`)).text, /kod tələb olunur/);
            assert.equal((await admin.send(`/users/${user.id}/factor/remove`, {}, `/users/${user.id}`)).status, 303);
            await kadr.signIn('muavin');
            const { stdout } = await kadr.command('journal', 'export');
            for (const verb of ['factor.add', 'factor.recovery', 'factor.remove'])
                assert.ok(stdout.includes(`"verb":"${verb}"`), verb);
            assert.ok(!stdout.includes(secret), 'no secret is journaled');
        });

        test('a token for reading alone sends no form, and tells its last use', async () => {
            const owner = await kadr.signIn('sobe');
            const made = await owner.send('/account/tokens', { name: 'oxu', until: inDays(3), reads_only: '1' }, '/account');
            const headers = { Authorization: `Bearer ${made.text.match(/>(kadr_[\w-]{43})</)[1]}` };
            const program = kadr.visitor();
            assert.equal((await program.get('/tasks', { headers })).status, 200);
            const post = await program.ask('POST', '/account/sessions/end', {
                headers: { ...headers, 'Content-Type': 'application/json' }, body: '{}' });
            assert.equal(post.status, 403);
            for (let i = 0; i < 100 && !(await owner.get('/account')).json.tokens[0].used; i++)
                await new Promise((again) => setTimeout(again, 50));
            assert.match((await owner.get('/account')).json.tokens[0].used, /^20\d\d-/);
        });

        test('everybody chooses his language and the length of his lists', async () => {
            const owner = await kadr.signIn('inspektor'), other = await kadr.signIn('sobe');
            assert.equal((await owner.send('/settings', { lang: 'en', per_page: '20' })).status, 303);
            const elsewhere = await kadr.signIn('inspektor');
            assert.match((await elsewhere.html('/account')).text, /<html lang="en">/, 'in another browser too');
            assert.match((await elsewhere.html('/account?lang=az')).text, /<html lang="az">/);
            assert.equal((await elsewhere.get('/orders')).json.list.per_page, 20);
            assert.equal((await elsewhere.get('/orders?per_page=100')).json.list.per_page, 100);
            assert.match((await other.html('/account')).text, /<html lang="az">/);
            assert.equal((await other.get('/orders')).json.list.per_page, 50);
            const refused = await owner.send('/settings', { lang: 'tlh', per_page: '7' });
            assert.equal(refused.status, 422);
            assert.equal((await owner.send('/settings', { lang: '', per_page: '' })).status, 303);
            assert.match((await owner.html('/account')).text, /<html lang="az">/);
        });

        test('the administrator sees the configuration in force, and no password in it', async () => {
            const admin = await kadr.signIn('admin');
            const { json } = await admin.get('/settings/program');
            const value = (key) => json.keys.find((k) => k.key === key).value;
            assert.equal(value('listen'), '127.0.0.1:0');
            assert.equal(value('session_hours'), '12');
            assert.match(value('db'), engine === 'pg' ? /^postgres/ : /^sqlite:/);
            assert.equal((await (await kadr.signIn('sobe')).get('/settings/program')).status, 403);
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
