// SPDX-License-Identifier: Apache-2.0
// The program over HTTP on both databases: it starts, answers, ends in order.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const { start } = require('../harness');

const engines = ['sqlite', 'pg'];
for (const engine of engines)
    test(`the program starts and ends on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, async () => {
        const kadr = await start({ engine });
        const visitor = kadr.visitor();
        const health = await visitor.get('/healthz');
        assert.equal(health.status, 200);
        assert.equal(health.json.status, 'ok');
        assert.equal(health.json.database, engine === 'pg' ? 'postgresql' : 'sqlite');
        assert.equal((await visitor.ask('POST', '/healthz')).status, 405);
        const page = await visitor.get('/sign-in');
        assert.equal(page.status, 200);
        assert.equal(typeof page.json, 'object');
        await kadr.stop();
    });

test('a second server over one database is refused', async () => {
    const kadr = await start();
    await assert.rejects(kadr.command('serve'), /demo\.db/);
    assert.equal((await kadr.visitor().get('/healthz')).status, 200);
    await kadr.stop();
});

test('static files come gzipped, with a hash, and are not sent twice', async () => {
    const kadr = await start();
    const visitor = kadr.visitor();
    const first = await visitor.get('/static/tabler.min.css');
    assert.equal(first.status, 200);
    assert.equal(first.headers.get('content-encoding'), 'gzip');
    const again = await visitor.get('/static/tabler.min.css',
        { headers: { 'If-None-Match': first.headers.get('etag') } });
    assert.equal(again.status, 304);
    assert.match((await visitor.get('/static/licences.txt')).text, /@fontsource-variable\/inter/);
    await kadr.stop();
});
