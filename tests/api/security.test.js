// SPDX-License-Identifier: Apache-2.0
// The program as an attacker meets it, on both databases.  docs/SECURITY.md says what is promised; what other tests
// show already (limits of the server, rights by route, locks, one-time codes) is named there and not repeated here.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const net = require('node:net');
const { start } = require('../harness');

const POISON = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>{{1234*7}}';
const JSON_TYPE = { 'Content-Type': 'application/json' };

// What no client library would send: the bytes as they are.
function raw(url, text) {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
        const socket = net.connect(port, hostname, () => socket.end(text));
        let said = '';
        socket.on('data', (data) => { said += data; });
        socket.on('close', () => resolve(said));
        socket.on('error', reject);
    });
}

for (const engine of ['sqlite', 'pg'])
    describe(`an attacker on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, clerk, admin, routes;
        before(async () => {
            kadr = await start({ engine });
            [clerk, admin] = [await kadr.signIn('karguzar'), await kadr.signIn('admin')];
            routes = JSON.parse((await kadr.command('list', 'routes', '--json')).stdout);
        });
        after(() => kadr.stop());

        test('a session that was put into the browser beforehand is not adopted, and signing in anew ends the old one', async () => {
            const visitor = kadr.visitor();
            const planted = 'A'.repeat(43);
            visitor.cookies.set('kadr_session', planted);
            await visitor.signIn('sobe', 'demo');
            const first = visitor.cookies.get('kadr_session');
            assert.notEqual(first, planted);
            await visitor.signIn('sobe', 'demo');
            assert.notEqual(visitor.cookies.get('kadr_session'), first);
            const old = kadr.visitor();
            for (const token of [planted, first]) {
                old.cookies.set('kadr_session', token);
                assert.equal((await old.get('/account')).status, 401);
            }
        });

        test('cookies that mean anything are out of reach of scripts and of other sites', async () => {
            const visitor = kadr.visitor();
            const answer = await visitor.send('/sign-in', { login: 'sobe', password: 'demo' });
            const session = answer.cookies.find((c) => c.startsWith('kadr_session='));
            for (const flag of [/; HttpOnly/, /; SameSite=Lax/, /; Path=\/(;|$)/])
                assert.match(session, flag);
            assert.ok(!/Domain=|Expires=|Max-Age=/i.test(session));
        });

        test('no form works without this session\'s own token: not without one, not with another\'s', async () => {
            const foreign = (await clerk.tokens('/account'))._csrf;
            const posts = routes.filter((r) => r.method === 'POST' && r.permission !== 'public');
            assert.ok(posts.length > 40);
            for (const route of posts) {
                const where = route.path.replace('{id}', '1').replace('{id2}', '1').replace('{name}', 'x');
                for (const _csrf of [undefined, '', 'forged', foreign]) {
                    const body = new URLSearchParams(_csrf === undefined ? {} : { _csrf });
                    const answer = await admin.ask('POST', where, { body, accept: 'application/json' });
                    assert.equal(answer.status, 403, `${where} with ${_csrf}`);
                    assert.equal(answer.json.field, '_csrf', where);
                }
            }
        });

        test('JSON of another site is refused, and a form cannot pretend to be JSON', async () => {
            const send = (headers, body = '{}') => admin.ask('POST', '/account/sessions/end', { headers, body });
            for (const Origin of ['https://evil.example', 'null', 'http://127.0.0.1'])
                assert.equal((await send({ ...JSON_TYPE, Origin })).status, 403, Origin);
            // What a foreign page may send without asking first: these three types, none of which is read as JSON.
            for (const type of ['text/plain', 'text/plain; x=application/json', 'application/x-www-form-urlencoded'])
                assert.ok([403, 415].includes((await send({ 'Content-Type': type }, '{"_csrf":""}')).status), type);
            const asked = await admin.ask('OPTIONS', '/account/sessions/end', { headers: { Origin: 'https://evil.example',
                'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' } });
            assert.ok(asked.status >= 400);
            assert.ok(![...asked.headers.keys()].some((name) => name.startsWith('access-control-')));
            assert.equal((await admin.get('/account')).status, 200);
        });

        test('a login that is there and one that is not cannot be told apart, not even by the lock', async () => {
            const tries = async (login) => {
                const said = [];
                for (let i = 0; i < 8; i++) {
                    const { status, json } = await kadr.visitor().ask('POST', '/sign-in', {
                        headers: JSON_TYPE, body: JSON.stringify({ login, password: 'wrong' }) });
                    said.push([status, json.field, json.faults.map((f) => f.code).join()].join(' '));
                }
                return said;
            };
            const known = await tries('inspektor2'), unknown = await tries(`nobody.${engine}`);
            assert.deepEqual(unknown, known);
            assert.match(known[7], /too many wrong passwords/);
        });

        test('nothing that was sent comes back in a header', async () => {
            for (const target of ['/tasks%0d%0aSet-Cookie:%20a=b', '/sign-in?next=/%0d%0aSet-Cookie:a=b',
                '/tasks?x=%0d%0aLocation:%20https://evil.example', '/%E2%80%A8', '/sign-in?lang=az%0d%0aX:y']) {
                const answer = await kadr.visitor().ask('GET', target, { accept: 'text/html' });
                assert.ok(!answer.headers.has('x') && !answer.cookies.some((c) => c.startsWith('a=')), target);
                assert.ok(!/[\r\n]/.test(answer.headers.get('location') || ''), target);
                assert.match(answer.headers.get('location') || '/', /^\/(?!\/)/, target);
            }
            const split = await raw(kadr.url, 'GET /tasks HTTP/1.1\r\nHost: x\r\nAccept-Language: a\r\n b: c\r\nCookie: kadr_notice=0d0a\r\n'
                + 'Connection: close\r\n\r\n');
            assert.equal(split.split('HTTP/1.1').length, 2);
        });

        test('the host a client names is never repeated and opens nothing', async () => {
            for (const Host of ['evil.example', 'evil.example:80', '"><script>', 'a b']) {
                const answer = await kadr.visitor().ask('GET', '/tasks', { accept: 'text/html', headers: { Host } });
                assert.ok(!JSON.stringify([...answer.headers]).includes('evil') && !answer.text.includes('evil'), Host);
            }
            const spoofed = await kadr.visitor().ask('GET', '/tasks', {
                headers: { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Host': 'evil.example', 'X-Original-URL': '/sign-in',
                    'X-HTTP-Method-Override': 'POST' } });
            assert.equal(spoofed.status, 401);
        });

        test('no path leads out of what is served', async () => {
            for (const where of ['/static/../demo.db', '/static/%2e%2e/%2e%2e/etc/passwd', '/static/..%2f..%2fetc%2fpasswd',
                '/static//etc/passwd', '/static/%00', '/../../etc/passwd', '/static/kadr.css%00.html', '/.git/config',
                '/demo.files/', '/static/..\\..\\x']) {
                const answer = await raw(kadr.url, `GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
                assert.match(answer, /^HTTP\/1\.1 (400|404|303) /, where);
                assert.ok(!/root:|SQLite format/.test(answer), where);
            }
        });

        test('each answer says what it is, may be framed by nobody and is kept by nobody', async () => {
            for (const [who, where] of [[clerk, '/letters'], [clerk, '/account'], [clerk, '/letters/1'], [clerk, '/nowhere'],
                [kadr.visitor(), '/sign-in'], [kadr.visitor(), '/tasks'], [admin, '/users'], [kadr.visitor(), '/healthz']]) {
                const { headers } = await who.html(where);
                assert.equal(headers.get('x-content-type-options'), 'nosniff', where);
                assert.equal(headers.get('cache-control'), 'no-store', where);
                const policy = headers.get('content-security-policy');
                for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
                    "form-action 'self'"])
                    assert.ok(policy.includes(rule), `${where}: ${rule}`);
                assert.ok(!/unsafe|\*/.test(policy));
                assert.equal(headers.get('referrer-policy'), 'same-origin');
                assert.equal(headers.get('server'), null);
            }
            const page = await clerk.html('/letters');
            const style = await clerk.ask('GET', page.text.match(/href="(\/static\/[^"]*kadr[^"]*)"/)[1], {});
            assert.equal(style.headers.get('x-content-type-options'), 'nosniff');
            assert.match(style.headers.get('content-type'), /^text\/css/);
        });

        test('an upload is judged by its bytes, never by its name or claimed type', async () => {
            const files = [
                ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'],
                ['x.pdf', '<html><script>alert(1)</script></html>', 'application/pdf'],
                ['x.png', 'GIF89a<script>alert(1)</script>', 'image/png'],
                ['x.pdf.html', '%PD', 'text/html'],
            ];
            const list = (await clerk.get('/letters?per_page=1')).json.list.items[0];
            const where = `/letters/${list.id}/scans`;
            for (const [name, bytes, type] of files) {
                const answer = await clerk.upload(where, {}, [{ field: 'scan', name, bytes: Buffer.from(bytes), type }],
                    { form: `/letters/${list.id}`, accept: 'application/json' });
                assert.equal(answer.status, 422, `${name}: ${answer.text}`);
                assert.equal(answer.json.field, 'scan', name);
            }
        });

        test('numbers that do not fit and bodies that are too deep are refused, not folded', async () => {
            for (const id of ['99999999999999999999', '9223372036854775808', '-1', '1e3', '0x1', '%31%00', '18446744073709551617'])
                assert.ok([400, 403, 404].includes((await clerk.get(`/letters/${id}`)).status), id);
            for (const query of ['per_page=999999999999999999999', 'after=-1', 'after=99999999999999999999', 'page=0', 'page=1e9'])
                assert.equal((await clerk.get(`/letters?${query}`)).status, 422, query);
            const json = (body) => clerk.ask('POST', '/handovers', { headers: JSON_TYPE, body });
            for (const body of ['['.repeat(100000), '{"a":'.repeat(200) + '1' + '}'.repeat(200), '{"items":[{"sheets":1e999}]}',
                '{"items":[{"sheets":99999999999999999999}]}', '{"items":{"4294967296":{"gist":"x"}}}', '{"a":1,"a":2}', '\u0000', '']) {
                const { status } = await json(body);
                assert.ok(status >= 400 && status < 500, `${status} for ${body.slice(0, 40)}`);
            }
            assert.equal((await clerk.ask('GET', `/letters?q=${'a'.repeat(100000)}`)).status >= 400, true);
            assert.equal((await json(JSON.stringify({ items: [{ gist: 'x'.repeat(2 << 20) }] }))).status, 413);
            assert.equal((await kadr.visitor().get('/healthz')).status, 200);
        });

        test('what was typed is text wherever it is shown again', async () => {
            const answers = [];
            const keep = (answer) => answers.push(answer);
            // Shown again at once, with its faults, by every form there is.
            for (const route of routes.filter((r) => r.method === 'POST' && r.inputs.length)) {
                for (const visitor of [clerk, admin]) {
                    const where = route.path.replace('{id}', '1').replace('{id2}', '1').replace('{name}', 'x');
                    if (/sign-|password|\/clock/.test(where))
                        continue;
                    const fields = Object.fromEntries(route.inputs.map((name) => [name, POISON]));
                    keep(await visitor.send(where, fields, '/account'));
                }
            }
            // Kept, and shown to others later.
            const made = await admin.send('/account/tokens', { name: POISON.slice(0, 90), until: '31.12.2026' }, '/account');
            keep(made);
            const stranger = kadr.visitor();
            stranger.ask = (method, where, options = {}) => Object.getPrototypeOf(stranger).ask.call(stranger, method, where,
                { ...options, headers: { ...options.headers, 'User-Agent': POISON, Referer: POISON, 'Accept-Language': 'az' } });
            await stranger.signIn('sobe', 'demo');
            keep(await stranger.html('/account'));
            const list = { items: [{ kind: 'application', party_kind: 'natural', party: POISON, address: POISON, their_no: POISON.slice(0, 25),
                gist: POISON, office_no: '77', office_date: '01.10.2026', sheets: '1', annexes: '0' }] };
            const handed = await (await kadr.signIn('katiblik')).post('/handovers', list);
            assert.equal(handed.status, 201, handed.text);
            for (const where of ['/', '/letters', '/handovers', '/account', `/handovers/${handed.json.id}`, '/tasks', '/journal',
                `/letters?q=${encodeURIComponent(POISON)}`, `/letters?party=${encodeURIComponent(POISON)}`])
                keep(await clerk.html(where));
            keep(await admin.html(`/users?login=${encodeURIComponent(POISON)}`));
            assert.ok(answers.length > 60);
            const shown = answers.filter((a) => a.text.includes('alert(1)'));
            assert.ok(shown.length > 5, `shown again ${shown.length} times`);
            for (const { text } of answers) {
                const words = text.replace(/[0-9a-f]{8,}/g, '');      // a hash may hold any four digits
                assert.ok(!text.includes('<img src=x') && !text.includes('<script>alert') && !words.includes('8638'), text.slice(0, 300));
            }
        });

        test('the cookie of a notice picks a sentence of ours and a place of ours, and nothing else', async () => {
            const visitor = await kadr.signIn('karguzar');
            const shown = async (text) => {
                visitor.cookies.set('kadr_notice', Buffer.from(text).toString('hex'));
                const answer = await visitor.html('/');
                assert.equal(answer.status, 200);
                return (answer.text.match(/<div class="alert alert-success"[^]*?<\/div>/) || [''])[0];
            };
            const said = 'The letter was presented', label = 'Letters to present';
            assert.match(await shown(`${said}\n/letters?state=registered\n${label}`), /<a class="kadr-next" href="\/letters\?state=registered">/);
            for (const next of ['//evil.example', 'javascript:alert(1)', 'https://evil.example/', '/letters"onclick=x', '/\\evil.example', ''])
                assert.doesNotMatch(await shown(`${said}\n${next}\n${label}`), /<a/, next);
            assert.doesNotMatch(await shown(`${said}\n/letters\nClick here`), /<a/);
            assert.equal(await shown(`Words of another\n/letters\n${label}`), '');
            assert.equal(await shown('\n'.repeat(500)), '');
        });

        test('a page that is only for reading changes nothing, whatever its address says', async () => {
            const before = (await kadr.command('journal', 'export')).stdout.split('\n').length;
            for (const where of ['/sign-out?_method=POST', '/account/sessions/end', '/demo/clock?days=5', '/users?login=x&administrator=1'])
                await admin.get(where);
            const today = (await admin.get('/demo/clock')).json.today;
            assert.equal((await admin.get('/demo/clock')).json.today, today);
            assert.equal((await kadr.command('journal', 'export')).stdout.split('\n').length, before);
            assert.equal((await admin.get('/account')).status, 200);
        });
    });

test('behind TLS every cookie is for TLS alone, and the browser is told to stay there', async () => {
    const kadr = await start({ env: { KADR_SECURE_COOKIES: 'yes' } });
    try {
        const visitor = kadr.visitor();
        const page = await visitor.html('/sign-in?lang=en');
        const answer = await visitor.send('/sign-in', { login: 'sobe', password: 'demo' });
        const out = await visitor.send('/account/sessions/end', {}, '/account');
        const all = [...page.cookies, ...answer.cookies, ...out.cookies];
        for (const name of ['kadr_lang', 'kadr_session', 'kadr_notice'])
            assert.ok(all.some((c) => c.startsWith(`${name}=`)), name);
        for (const cookie of all)
            assert.match(cookie, /; Secure/, cookie);
        assert.match(page.headers.get('strict-transport-security'), /^max-age=\d{7,}/);
    } finally {
        await kadr.stop();
    }
});
