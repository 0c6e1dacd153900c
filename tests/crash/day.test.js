// SPDX-License-Identifier: Apache-2.0
// Kills the server at random moments of a working day: the clerk registers papers and makes backup copies, the
// inspectors walk an order from draft to number and confirm records.  Whatever was acknowledged is there after
// each death; the journal and the ledger are whole; no half copy is taken for a copy.
//
// KADR_DAY_KILLS (7) is how often; KADR_CRASH_SEED repeats a run.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const { start } = require('../harness');

const KILLS = Number(process.env.KADR_DAY_KILLS || 7), LINES = 2000;
const seed = Number(process.env.KADR_CRASH_SEED || Date.now() % 1e9);
let state = seed;
function random(most) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % most;
}

const DEAD = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);
const ORDER_STATES = ['draft', 'visa', 'to_sign', 'signed', 'registered'];
const VISAS = ['sobe', 'muavin', 'reis', 'xidmet.muavin'];
const PAPERS = { papers: { i0: { p0: '1', p1: '1', p2: '1' } } };
let kadr, lines, taken = 0, order = null, made = 0, diplomas = 0;
const who = {};
// What the server said was done: id of a letter, of a record with its state, of an order with its state.
const letters = new Set(), records = new Map(), orders = new Map();

before(async () => {
    kadr = await start();
    for (const login of ['karguzar', 'inspektor', 'inspektor2', 'xidmet.reisi', 'admin', ...VISAS])
        who[login] = await kadr.signIn(login);
    await kadr.crash();
    const fill = path.join(path.dirname(process.env.KADR), 'tools', 'bench', 'fill');
    const { stdout } = await util.promisify(execFile)(fill, ['0', '0', String(LINES)], { env: kadr.env, maxBuffer: 1 << 28 });
    lines = stdout.trim().split('\n').map((line) => line.split(' '));
    await resume();
});
after(() => kadr?.stop());

async function resume() {
    await kadr.resume();
    for (const visitor of Object.values(who))
        visitor.url = kadr.url;
}

function ok(answer, what) {
    assert.ok(answer.status < 300, `${what}: ${answer.status} ${answer.text}`);
    return answer;
}

// A paper of the Secretariat's list.  A line that was taken before the server died may be refused: it is there.
async function registerLetter() {
    const [list, line] = lines[taken++];
    const answer = ok(await who.karguzar.post(`/handovers/${list}/items/${line}/take`, { not_same: '1' }), 'letter');
    letters.add(Number(answer.json.location.match(/\/letters\/(\d+)/)[1]));
}

// A diploma is entered by one officer and confirmed by another: the ledger grows.
async function confirmRecord() {
    const people = (await who.inspektor.get('/people?q=DEM0024')).json.list.items;
    const [person] = people;
    diplomas += 1;
    const entered = ok(await who.inspektor.post(`/people/${person.id}/records`, { kind: 'diploma', issuer: 'Universitet',
        number: `C-${diplomas}`, issued: '2001-06-20', level: 'higher' }), 'record').json.id;
    records.set(entered, 'entered');
    ok(await who.inspektor2.post(`/records/${entered}/confirm`, {}), 'confirm');
    records.set(entered, 'registered');
}

async function draftOrder() {
    const { json } = await who.inspektor2.get('/orders/new?kind=annual_leave&series=leave');
    const choices = json.compose.items[0].fields.find((f) => f.name === 'items.0.person_id').choices.filter((c) => c.value);
    const person = choices.find((c) => c.label.includes(`DEM00${20 + made % 5}`)) ?? choices[made % choices.length];
    const from = `20${27 + Math.floor(made / 5)}-0${2 + made % 5}-01`;
    made += 1;
    return ok(await who.inspektor2.post('/orders', { heading: 'Əmək məzuniyyətinin verilməsi haqqında',
        items: [{ kind: 'annual_leave', person_id: person.value, from, days: '7', reason: 'sınaq' }],
        basis: [{ text: 'işçinin ərizəsi', number: '12', dated: '01.10.2026' }] }), 'draft').json.id;
}

// One step of the order at hand, from wherever it stands: a step that was not acknowledged may be done or not.
async function orderStep() {
    if (!order) {
        order = await draftOrder();
        orders.set(order, 'draft');
        return;
    }
    const look = async () => (await who.inspektor2.get(`/orders/${order}`)).json.order;
    const { state: at, version, draft_pdf: hash } = await look();
    if (at === 'draft')
        ok(await who.inspektor2.post(`/orders/${order}/submit`, { version }), 'submit');
    else if (at === 'visa')
        for (const login of VISAS) {
            if ((await who[login].post(`/orders/${order}/visa`, { version: (await look()).version })).status < 300)
                break;
        }
    else if (at === 'to_sign')
        ok(await who['xidmet.reisi'].post(`/orders/${order}/sign`, { hash }), 'sign');
    else if (at === 'signed')
        ok(await who.inspektor.post(`/orders/${order}/register`, PAPERS), 'register');
    const now = (await look()).state;
    orders.set(order, now);
    if (now === 'registered')
        order = null;
}

async function makeCopy() {
    ok(await who.karguzar.post('/backups', {}), 'backup');
    await new Promise((resolve) => setTimeout(resolve, 50));
}

async function work(step, until) {
    while (!until.over) {
        try {
            await step();
        } catch (e) {
            if (DEAD.has(e.code))
                return;
            throw e;
        }
    }
}

async function nothingIsLost(kill) {
    const said = `kill ${kill} (seed ${seed})`;
    for (const id of letters)
        assert.equal((await who.karguzar.get(`/letters/${id}`)).status, 200, `${said}: letter ${id}`);
    letters.clear();                                              /* looked at once; the next kill brings others */
    for (const [id, at] of records) {
        const { record } = (await who.inspektor2.get(`/records/${id}`)).json;
        assert.ok(at === 'entered' || record.state === 'registered', `${said}: record ${id} is ${record.state}`);
    }
    for (const [id, at] of orders) {
        const { order: now } = (await who.inspektor2.get(`/orders/${id}`)).json;
        assert.ok(ORDER_STATES.indexOf(now.state) >= ORDER_STATES.indexOf(at), `${said}: order ${id} is ${now.state}, was ${at}`);
        assert.ok(now.state !== 'registered' || now.number, `${said}: order ${id} has no number`);
    }
}

function copies() {
    const top = kadr.env.KADR_BACKUPS;
    return fs.existsSync(top) ? fs.readdirSync(top).filter((name) => name.startsWith('kadr-')).sort() : [];
}

// On a slow machine no copy may end before a kill: the last one waits for the first.
async function aCopyIsMade() {
    for (let i = 0; i < 600 && !copies().length; i++)
        await new Promise((resolve) => setTimeout(resolve, 100));
}

// Every folder with the name of a copy is a whole one, whenever the server died.
async function copiesAreWhole() {
    const top = kadr.env.KADR_BACKUPS, names = copies();
    if (names.length)
        assert.match((await kadr.command('backup', '--prove', path.join(top, names.at(-1)))).stdout, /The copy is good/);
    for (const name of names)
        assert.match(fs.readFileSync(path.join(top, name, 'manifest'), 'utf8'), /\nseal [0-9a-f]{64} /, name);
    return names.length;
}

test(`${KILLS} kills in a day's work lose nothing that was acknowledged (seed ${seed})`, async () => {
    let found = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
        const until = { over: false };
        const going = [registerLetter, registerLetter, confirmRecord, orderStep, makeCopy].map((step) => work(step, until));
        await new Promise((resolve) => setTimeout(resolve, 200 + random(1500)));
        if (kill === KILLS)
            await aCopyIsMade();
        until.over = true;
        await kadr.crash();
        await Promise.all(going);
        await kadr.command('journal', 'verify');
        assert.match((await kadr.command('replay', '--check')).stdout, /the same/);
        found = await copiesAreWhole();
        await resume();
        await nothingIsLost(kill);
    }
    assert.ok(taken > KILLS && records.size > 0 && orders.size > 0 && found > 0,
        `${taken} letters, ${records.size} records, ${orders.size} orders, ${found} copies`);
    await kadr.crash();
    assert.match((await kadr.command('backup')).stdout, /The copy is good/);     /* and what was left half made is cleared away */
    assert.deepEqual(fs.readdirSync(kadr.env.KADR_BACKUPS).filter((name) => /^\.(new|proof)/.test(name)), []);
    await resume();
    console.log(`# ${taken} letters, ${records.size} records, ${orders.size} orders, ${found} copies through ${KILLS} kills`);
});
