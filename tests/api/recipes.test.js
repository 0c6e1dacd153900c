// SPDX-License-Identifier: Apache-2.0
// The recipes of docs/HOWTO.md work as they stand: their blocks go into a copy of the tree, which is built and asked.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const top = path.join(__dirname, '..', '..');
const howto = fs.readFileSync(path.join(top, 'docs', 'HOWTO.md'), 'utf8');
const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'kadr-recipes-'));
const packages = path.dirname((process.env.NODE_PATH || path.join(top, 'build', 'packages', 'node_modules')).split(':')[0]);
const blocks = [...howto.matchAll(/^```\w+ file=(\S+)(?: (at=end)| after="((?:[^"\\]|\\.)*)")?\n([\s\S]*?)^```$/gm)]
    .map(([, file, end, line, text]) => ({ file, end, line: line?.replace(/\\(.)/g, '$1'), text }));
const OWN = ['A page', 'A form', 'A list', 'An order kind', 'A rule (a number from an act)', 'A holiday or an exchanged day',
    'A migration', 'A translation', 'A permission or a power', 'A job', 'An area'];

const ordinary = process.env.KADR || path.join(top, 'build', 'kadr');
let kadr;
const sh = (command, ...args) => execFileSync(command, args, { cwd: tree, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });

function apply({ file, end, line, text }) {
    const at = path.join(tree, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    if (end) {
        fs.appendFileSync(at, text);
    } else if (line) {
        const old = fs.readFileSync(at, 'utf8'), from = old.indexOf(`${line}\n`);
        assert.ok(from >= 0, `${file} has no line ${line}`);
        fs.writeFileSync(at, old.slice(0, from + line.length + 1) + text + old.slice(from + line.length + 1));
    } else {
        assert.ok(!fs.existsSync(at), `${file} stands already`);
        fs.writeFileSync(at, text);
    }
}

before(async () => {
    for (const part of ['src', 'templates', 'static', 'locale', 'data', 'migrations', 'tools', 'packaging', 'meson.build', 'meson_options.txt',
        'package.json', 'package-lock.json'])
        fs.cpSync(path.join(top, part), path.join(tree, part), { recursive: true });
    blocks.forEach(apply);
    try {
        sh('meson', 'setup', 'build', '-Dtests=false', '-Doptimization=0', '-Ddebug=false', `-Dpackages=${packages}`);
        sh('ninja', '-C', 'build', '-j2', 'kadr');
    } catch (e) {
        throw new Error(`the recipes do not build:\n${`${e.stdout}`.split('\n').slice(-40).join('\n')}`);
    }
    process.env.KADR = path.join(tree, 'build', 'kadr');
    delete process.env.KADR_DEMO;
    kadr = await require('../harness').start();
});
after(async () => {
    if (kadr)
        await kadr.stop();
    fs.rmSync(tree, { recursive: true, force: true });
});

test('each recipe has its steps and its part of the example', () => {
    const sections = howto.split(/^## /m).slice(1);
    for (const title of OWN) {
        const section = sections.find((s) => s.startsWith(`${title}\n`));
        assert.ok(section, title);
        assert.match(section, /^1\. [\s\S]*^2\. [\s\S]*^3\. /m, title);
        assert.match(section, /^```\w+ file=/m, title);
    }
});

test('the page, the form and the list: one row goes in, and what is wrong is named', async () => {
    const clerk = await kadr.signIn('karguzar');
    const wrong = await clerk.post('/visits', { day: '31.12.2026', name: '' });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.json.faults.map((f) => f.field), ['name']);
    const future = await clerk.post('/visits', { day: '31.12.2026', name: 'Sınaqov' });
    assert.equal(future.json.detail, 'hələ gəlməmiş gündə qəbul ola bilməz', 'the translation');
    const { json: { today } } = await (await kadr.signIn('admin')).get('/demo/clock');
    const day = today.split('-').reverse().join('.');
    assert.equal((await clerk.post('/visits', { day, name: 'Sınaqov', gist: 'mənzil' })).status, 201);
    assert.equal((await clerk.get(`/visits?day=${day}`)).json.list.total, 1);
    assert.equal((await clerk.get('/visits?day=01.01.2020')).json.list.total, 0);
    assert.match((await clerk.html('/visits')).text, /<h1[^>]*>Qəbullar<\/h1>[\s\S]*Sınaqov/);
    const page = (await clerk.get('/visits/today')).json;
    assert.deepEqual([page.received, page.kept], [1, 1095], 'and the rule');
});

test('the permission is the clerk\'s alone', async () => {
    for (const login of ['reis', 'inspektor', 'emekdas'])
        assert.equal((await (await kadr.signIn(login)).get('/visits')).status, 403, login);
    const { stdout } = await kadr.command('list', 'permissions');
    assert.match(stdout, /visit\.keep +write +clerk\/all/);
});

test('the order kind speaks, has its effect and refuses', async () => {
    const inspector = await kadr.signIn('inspektor');
    const person = (await inspector.get('/people?q=DEM0024')).json.list.items[0].person_id;
    const order = (from) => inspector.post('/orders/preview', { heading: 'Kurator təyin edilməsi haqqında',
        items: [{ kind: 'mentor', person_id: person, mentor: 'A.Sınaqov', from }], basis: [{ text: 'raport' }] });
    const { json: { preview } } = await order('02.11.2026');
    assert.match(JSON.stringify(preview.act), /2026-cı il noyabrın 2-dən A\.Sınaqov kurator təyin edilsin/);
    assert.equal(preview.effects.length, 1);
    assert.notDeepEqual((await order('02.11.2020')).json.preview.problems, []);
});

test('the holiday, the rule, the migration and the job are there', async () => {
    const days = JSON.parse((await kadr.command('calc', 'workdays', '2027', '--json')).stdout);
    const before = JSON.parse(execFileSync(ordinary, ['calc', 'workdays', '2027', '--json'], { encoding: 'utf8' }));
    assert.equal(days.months[11], before.months[11] - 1);
    assert.equal(days.total, before.total - 1);
    assert.match((await kadr.command('list', 'rules')).stdout, /visit\.kept/);
    assert.match((await kadr.command('list', 'jobs')).stdout, /visits\s+daily 05:00/);
    await kadr.command('jobs', 'visits');
    await kadr.command('jobs', 'visits');
});
