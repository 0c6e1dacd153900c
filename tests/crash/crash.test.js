// SPDX-License-Identifier: Apache-2.0
// Kills the server at random moments while the clerk registers papers, and looks at what is left: whatever
// was acknowledged is there with its number and its scan, no number is missing or given twice, the journal
// and the ledger are whole, and what was not acknowledged can be sent again without being done twice.
//
// KADR_KILLS (50) is how often; KADR_CRASH_SEED repeats a run.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { execFile } = require('node:child_process');
const path = require('node:path');
const util = require('node:util');
const zlib = require('node:zlib');
const { start } = require('../harness');

const KILLS = Number(process.env.KADR_KILLS || 50);
const CLERKS = 8, LINES_A_KILL = 150, SCAN_EVERY = 20;
const seed = Number(process.env.KADR_CRASH_SEED || Date.now() % 1e9);

let state = seed;
function random(most) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % most;
}

// A picture of one grey, different for every number.
function picture(n) {
    const chunk = (type, data) => {
        const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(8);
        out.writeUInt32BE(data.length);
        out.writeUInt32BE(crc(body), 4);
        return Buffer.concat([out.subarray(0, 4), body, out.subarray(4)]);
    };
    const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
    const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, n & 255, n >> 8 & 255, 0, 0, 0, 0, 0, 0])));
    return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head),
        chunk('IDAT', zlib.deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes) {
    let c = ~0;
    for (const b of bytes) {
        c ^= b;
        for (let k = 0; k < 8; k++)
            c = (c >>> 1) ^ (0xedb88320 & -(c & 1));
    }
    return ~c >>> 0;
}

function multipart(fields, file) {
    const edge = 'kadr-crash-edge', parts = [];
    for (const [name, value] of Object.entries(fields))
        parts.push(`--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    parts.push(`--${edge}\r\nContent-Disposition: form-data; name="scan"; filename="scan.png"\r\n`
        + 'Content-Type: image/png\r\n\r\n', file, `\r\n--${edge}--\r\n`);
    return { body: Buffer.concat(parts.map((p) => Buffer.from(p))),
        headers: { 'Content-Type': `multipart/form-data; boundary=${edge}` } };
}

let kadr, clerk, csrf, lines, sent = 0;
before(async () => {
    kadr = await start();
    clerk = await kadr.signIn('karguzar');
    csrf = (await clerk.tokens('/account'))._csrf;
    await kadr.crash();
    const fill = path.join(path.dirname(process.env.KADR), 'tools', 'bench', 'fill');
    const { stdout } = await util.promisify(execFile)(fill, ['0', '0', String(KILLS * LINES_A_KILL)],
        { env: kadr.env, maxBuffer: 1 << 28 });
    lines = stdout.trim().split('\n').map((line) => line.split(' '));
    await resume();
});
after(() => kadr?.stop());

async function resume() {
    await kadr.resume();
    clerk.url = kadr.url;
}

// One registration as a browser or a program sends it; the id of the letter, once it is acknowledged.
async function register(job) {
    const where = `/handovers/${job.line[0]}/items/${job.line[1]}/take`;
    const fields = { _csrf: csrf, _key: job.key, not_same: '1' };
    let ask;
    if (job.scan)
        ask = { accept: 'text/html', ...multipart(fields, picture(job.no)) };
    else if (job.no % 2)
        ask = { accept: 'text/html', body: new URLSearchParams(fields) };
    else
        ask = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(fields) };
    const answer = await clerk.ask('POST', where, ask);
    assert.ok([200, 201, 303].includes(answer.status), `${where}: ${answer.status} ${answer.text}`);
    const at = answer.json?.location ?? answer.headers.get('location');
    return Number(at.match(/^\/letters\/(\d+)/)[1]);
}

// Several clerks until the server is killed: what was acknowledged, and what was under way.
async function load(acknowledged, unknown, until) {
    const work = async () => {
        while (!until.over && sent < lines.length) {
            const job = { no: sent, line: lines[sent], key: `crash-${seed}-${sent}`, scan: sent % SCAN_EVERY === 0 };
            sent += 1;
            try {
                acknowledged.set(await register(job), job);
            } catch (e) {
                if (e.code !== 'ECONNRESET' && e.code !== 'ECONNREFUSED' && e.code !== 'EPIPE')
                    throw e;
                unknown.push(job);
                return;
            }
        }
    };
    await Promise.all(Array.from({ length: CLERKS }, work));
}

const serial = (number) => Number(number.match(/(\d+)$/)[1]);

// The letters in, newest first, back to one known before.
async function lettersSince(last) {
    const found = [];
    for (let where = '/letters?direction=in&per_page=200'; where;) {
        const { list } = (await clerk.get(where)).json;
        for (const item of list.items) {
            if (item.id <= last.id)
                return found;
            found.push({ id: item.id, serial: serial(item.number) });
        }
        where = list.next ? `/letters${list.next}` : null;
    }
    return found;
}

async function scanIsThere(id) {
    const { pane } = (await clerk.get(`/letters/${id}`)).json;
    assert.ok(pane?.src, `letter ${id} has no scan`);
    assert.equal((await clerk.get(pane.src)).status, 200, `the scan of letter ${id}`);
}

async function newest() {
    const { list } = (await clerk.get('/letters?direction=in&per_page=1')).json;
    return { id: list.items[0].id, serial: serial(list.items[0].number) };
}

test(`${KILLS} kills lose nothing that was acknowledged (seed ${seed})`, async () => {
    let last = await newest(), registered = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
        const acknowledged = new Map(), unknown = [], until = { over: false };
        const going = load(acknowledged, unknown, until);
        await new Promise((resolve) => setTimeout(resolve, 20 + random(300)));
        until.over = true;
        await kadr.crash();
        await going;

        await kadr.command('journal', 'verify');
        assert.match((await kadr.command('replay', '--check')).stdout, /the same/);
        await resume();
        for (const job of unknown)
            acknowledged.set(await register(job), job);

        const letters = await lettersSince(last), ids = new Set(letters.map((l) => l.id));
        for (const id of acknowledged.keys())
            assert.ok(ids.has(id), `kill ${kill}: letter ${id} was acknowledged and is not there`);
        assert.equal(letters.length, acknowledged.size, `kill ${kill}: a letter nobody sent, or one sent twice`);
        assert.deepEqual(letters.map((l) => l.serial).reverse(), letters.map((_, i) => last.serial + 1 + i),
            `kill ${kill}: a number is missing or was given twice`);
        const scanned = [...acknowledged].filter(([, job]) => job.scan);
        if (scanned.length)
            await scanIsThere(scanned[random(scanned.length)][0]);
        last = letters[0] ?? last;
        registered += letters.length;
    }
    assert.ok(registered > KILLS, `only ${registered} papers were registered`);
    console.log(`# ${registered} papers through ${KILLS} kills`);
});
