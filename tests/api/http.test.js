// SPDX-License-Identifier: Apache-2.0
// How the program answers over HTTP, on both databases: methods, faces of a failure, forms sent twice,
// foreign forms, the journal of refusals and of sensitive reading, another process that holds the lock.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { start } = require('../harness');

// A process that holds what every write needs, until release(); resolves once it holds it.
function holdWrites(kadr) {
    const url = kadr.env.KADR_DB;
    const child = url.startsWith('sqlite:')
        ? spawn('python3', ['-c', 'import sqlite3, sys\n'
            + 'c = sqlite3.connect(sys.argv[1], isolation_level=None)\n'
            + 'c.execute("BEGIN IMMEDIATE"); print("held", flush=True); sys.stdin.read()', url.slice(7)])
        : spawn('psql', ['-X', '-A', '-t', '-q', '-d', url]);
    if (!url.startsWith('sqlite:'))
        child.stdin.write("BEGIN; LOCK TABLE journal_head, form_key IN EXCLUSIVE MODE; SELECT 'held';\n");
    return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.stderr.on('data', (words) => reject(new Error(String(words))));
        child.stdout.once('data', () => resolve({
            release: () => new Promise((done) => {
                child.once('exit', done);
                child.stdin.end();
            }),
        }));
    });
}

async function entries(kadr, words) {
    const { stdout } = await kadr.command('journal', 'export');
    return stdout.split('\n').filter((line) => line.includes(words)).length;
}

const task = '/tasks/999999999';

for (const engine of ['sqlite', 'pg'])
    describe(`over HTTP on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, head;
        before(async () => {
            kadr = await start({ engine });
            head = await kadr.signIn('reis');
        });
        after(() => kadr.stop());

        test('healthz answers whoever asks', async () => {
            const { status, json, headers } = await kadr.visitor().get('/healthz');
            assert.equal(status, 200);
            assert.equal(json.status, 'ok');
            assert.equal(headers.get('cache-control'), 'no-store');
        });

        test('HEAD has the status and the headers of GET, and no body', async () => {
            for (const where of ['/tasks', task, '/healthz']) {
                const [get, just] = [await head.html(where), await head.ask('HEAD', where, { accept: 'text/html' })];
                assert.equal(just.status, get.status, where);
                assert.equal(just.text, '');
                assert.equal(just.headers.get('content-type'), get.headers.get('content-type'));
                assert.ok(Number(just.headers.get('content-length')) > 0);
            }
        });

        test('another method is answered with those there are', async () => {
            for (const [method, where, allow] of [['POST', '/journal', 'GET, HEAD'], ['GET', '/orders/compose', 'POST'],
                ['DELETE', '/orders', 'GET, HEAD, POST'], ['PUT', '/tasks/1', 'GET, HEAD'], ['GET', '/sign-out', 'POST']]) {
                const { status, headers, json } = await head.ask(method, where);
                assert.equal(status, 405, `${method} ${where}`);
                assert.equal(headers.get('allow'), allow);
                assert.equal(json.status, 405);
            }
            assert.equal((await head.ask('DELETE', '/no-such-page')).status, 404);
        });

        test('what is not there is a page for people and a problem for programs', async () => {
            const page = await head.html('/no-such-page');
            assert.equal(page.status, 404);
            assert.match(page.headers.get('content-type'), /^text\/html/);
            assert.match(page.text, /<h1[^>]*>belə səhifə yoxdur<\/h1>/);
            const { status, headers, json } = await head.get('/no-such-page', { headers: { 'Accept-Language': 'en' } });
            assert.equal(status, 404);
            assert.equal(headers.get('content-type'), 'application/problem+json');
            const { type, title, detail, kind } = json;
            assert.deepEqual({ type, title, detail, kind, status: json.status },
                { type: 'about:blank', title: 'Not Found', detail: 'there is no such page', kind: 'NOT_FOUND', status: 404 });
            assert.equal(json.field, undefined);
        });

        test('a problem names the field, in the reader\'s language', async () => {
            const { status, json } = await kadr.visitor().ask('POST', '/sign-in', {
                headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en' }, body: '{"login":"reis"}' });
            assert.equal(status, 422);
            assert.equal(json.field, 'password');
            assert.equal(json.detail, 'fill this in');
            assert.deepEqual(json.faults, [{ field: 'password', code: 'fill this in', detail: 'fill this in' }]);
        });

        test('an unknown language is passed over', async () => {
            const visitor = kadr.visitor();
            const page = await visitor.ask('GET', '/sign-in?lang=tlh', { accept: 'text/html', headers: { 'Accept-Language': 'tlh' } });
            assert.equal(page.status, 200);
            assert.match(page.text, /<html lang="az">/);
            assert.ok(!visitor.cookies.has('kadr_lang'));
            assert.match((await visitor.html('/sign-in?lang=en')).text, /<html lang="en">/);
            assert.match((await visitor.html('/sign-in')).text, /<html lang="en">/, 'what was asked for is kept');
        });

        test('a form sent twice at the same moment does its work once', async () => {
            const admin = await kadr.signIn('admin');
            const fields = { ...(await admin.tokens('/users/new')), login: `twin.${engine}`, administrator: '1' };
            const send = () => admin.ask('POST', '/users', { body: new URLSearchParams(fields), accept: 'text/html' });
            const answers = await Promise.all([send(), send(), send()]);
            const made = answers.filter((a) => a.status === 200);
            assert.equal(made.length, 1, answers.map((a) => a.status).join(' '));
            for (const again of answers.filter((a) => a.status === 303))
                assert.match(again.headers.get('location'), /^\/users\/\d+$/);
            const late = await send();
            assert.equal(late.status, 303);
            const { json } = await admin.get(`/users?login=twin.${engine}`);
            assert.equal(json.list.total, 1);
        });

        test('a form of another site does nothing', async () => {
            const admin = await kadr.signIn('admin');
            const body = new URLSearchParams({ ...(await admin.tokens('/demo/clock')), days: '1' });
            const today = (await admin.get('/demo/clock')).json.today;
            const send = (headers) => admin.ask('POST', '/demo/clock', { body, headers, accept: 'text/html' });
            for (const Origin of ['https://evil.example', 'null', `${kadr.url}.evil.example`])
                assert.equal((await send({ Origin })).status, 403, Origin);
            assert.equal((await admin.get('/demo/clock')).json.today, today);
            assert.equal((await send({ Origin: kadr.url })).status, 303);
        });

        test('JSON needs no token of a page, and only JSON', async () => {
            const admin = await kadr.signIn('admin');
            const send = (type, body) => admin.ask('POST', '/demo/clock', { headers: { 'Content-Type': type }, body });
            assert.equal((await send('text/plain', '{"days":1}')).status, 415);
            assert.equal((await send('application/x-www-form-urlencoded', 'days=1')).status, 403);
            assert.equal((await send('multipart/form-data; boundary=x',
                '--x\r\nContent-Disposition: form-data; name="days"\r\n\r\n1\r\n--x--\r\n')).status, 403);
            assert.equal((await send('application/json', '{"days":1}')).status, 200);
        });

        test('a form whose token is out of date is shown again with what was typed', async () => {
            const admin = await kadr.signIn('admin');
            const answer = await admin.ask('POST', '/users', { accept: 'text/html',
                body: new URLSearchParams({ _csrf: 'of-yesterday', login: 'typed.before', fin: 'DEM0020' }) });
            assert.equal(answer.status, 403);
            assert.match(answer.text, /name="login" value="typed.before"/);
            const csrf = answer.text.match(/name="_csrf" value="([^"]+)"/)[1];
            assert.equal(csrf, (await admin.tokens('/users/new'))._csrf, 'saving it now works');
        });

        test('a refusal is in the journal, once a minute', async () => {
            const clerk = await kadr.signIn('emekdas');
            const before = await entries(kadr, '"verb":"denied"');
            for (let i = 0; i < 4; i++)
                assert.equal((await clerk.get('/users')).status, 403);
            const now = await entries(kadr, '"verb":"denied"');
            assert.ok(now === before + 1 || now === before + 2, 'a minute may have turned meanwhile');
            assert.ok(await entries(kadr, '"act":"account.manage"') >= 1);
        });

        test('sensitive reading is in the journal before the answer is', async () => {
            const order = (await head.get('/orders')).json.list.items.find((o) => o.number);
            const reading = `"object":{"id":${order.id},"kind":"order"},"v":1,"verb":"read"`;
            const before = await entries(kadr, reading);
            const pdf = await head.ask('GET', `/orders/${order.id}/pdf`);
            assert.equal(pdf.status, 200);
            assert.match(pdf.text, /^%PDF/);
            assert.equal(await entries(kadr, reading), before + 1);
        });

        test('pages are read while another process holds the write lock, and a write waits for it', async () => {
            const lock = await holdWrites(kadr);
            const visitor = kadr.visitor();
            try {
                for (const where of ['/tasks', '/letters', '/account'])
                    assert.equal((await head.html(where)).status, 200, where);
                assert.equal((await visitor.get('/healthz')).status, 200);
            } finally {
                setTimeout(() => lock.release(), 300);
            }
            const admin = await kadr.signIn('admin');
            assert.equal((await admin.get('/users')).status, 200);
        });
    });
