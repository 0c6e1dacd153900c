// SPDX-License-Identifier: Apache-2.0
// ./bench: Kadr against the bare limit (bare.c), over the same letters, in the same run, by the same load.
// Prints what was measured beside the goal.  Runs take turns, so that a busy machine slows both.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Visitor } = require('../../tests/harness');
const { serve, stop, memory, load, middle, median } = require('./measure');

const [build, size] = process.argv.slice(2);
const SIZES = {
    small: { letters: 100000, people: 2000, rounds: 3, seconds: 3 },
    full: { letters: 1000000, people: 20000, rounds: 5, seconds: 5 },
    tiny: { letters: 2000, people: 100, rounds: 1, seconds: 1 },
};
const { letters, people, rounds, seconds } = SIZES[size];
const REGISTER_AT = [8, 64], REGISTERED = size === 'tiny' ? 300 : 3000;
const READERS = 50, THREADS = 2;
const tool = (name) => path.join(build, 'tools', 'bench', name);
const kadr = path.join(build, 'kadr');
const folder = path.join(build, 'data');

const say = (text) => process.stderr.write(`${text}\n`);
const run = (binary, args, env) => execFileSync(binary, args.map(String),
    { env: { ...process.env, ...env }, maxBuffer: 1 << 28, encoding: 'utf8' });

function timed(work) {
    const began = process.hrtime.bigint();
    const result = work();
    return { result, seconds: Number(process.hrtime.bigint() - began) / 1e9 };
}

// A demo database with the letters in it; `lines` wait for the clerk.
function fill(url, count, persons, waiting = rounds * REGISTERED * REGISTER_AT.length) {
    const env = { KADR_DB: url, KADR_FILES: path.join(folder, 'files'), KADR_LISTEN: '127.0.0.1:0' };
    run(kadr, ['init', '--demo'], env);
    const { result, seconds: took } = timed(() => run(tool('fill'), [count, persons, waiting], env));
    say(`${count} letters, ${persons} people and ${waiting} waiting papers in ${took.toFixed(1)} s`);
    const lines = result.trim().split('\n').map((line) => line.split(' '));
    return { env, lines };
}

async function startKadr(env) {
    const server = await serve(kadr, ['serve'], { ...env, KADR_THREADS: String(THREADS) });
    const visitor = new Visitor(server.url);
    await visitor.get('/healthz');
    server.startMs = Number(process.hrtime.bigint() - server.began) / 1e6;
    await visitor.signIn('karguzar', 'demo');
    server.cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    server.csrf = (await visitor.tokens('/account'))._csrf;
    server.visitor = visitor;
    return server;
}

// What is looked for among the papers: common and rare words, two at once, beginnings of numbers.
const WORDS = [['palidov'], ['zogal'], ['muraciet'], ['vusal', 'sunbul'], ['05', '1'], ['elcin'], ['telebe', 'siyahi'],
    ['badamov', 'orxan', 'staj'], ['05\u00b71\u00b7777'], ['mezuniyyet']];
const typed = (words) => `GET /search?kind=letter&q=${encodeURIComponent(words.join(' ').replaceAll('\u00b7', '-'))}`;
const expression = (words) => `GET /search?q=${encodeURIComponent(words.map((w) => `"${w}"*`).join(' AND '))}`;

// Frames for the bare pages, cut out of Kadr's own: rows between them are printed by bare itself.
async function frames(server, id) {
    const list = (await server.visitor.html('/letters')).text, letter = (await server.visitor.html(`/letters/${id}`)).text;
    const hits = (await server.visitor.html(typed(WORDS[0]).slice(4))).text;
    const first = hits.indexOf('<li><a class="row-link"'), last = hits.lastIndexOf('</ul>');
    const at = list.indexOf('<tbody'), from = at < 0 ? list.length >> 1 : list.indexOf('>', at) + 1;
    const to = at < 0 ? from : list.indexOf('</tbody>');
    const PRINTED = 2500, half = Math.max((letter.length - PRINTED) >> 1, 0);
    const parts = { 'list.head': list.slice(0, from), 'list.foot': list.slice(to),
        'letter.head': letter.slice(0, half), 'letter.foot': letter.slice(letter.length - half),
        'search.head': hits.slice(0, first), 'search.foot': hits.slice(last) };
    for (const [name, text] of Object.entries(parts))
        fs.writeFileSync(path.join(folder, name), text);
}

// Every measured thing: `lines(server kind, round)` are the requests of one run.
function cases(ids, waiting) {
    const pages = ids.map((id) => `GET /letters/${id}`);
    const spread = { connections: READERS, seconds, warm: 0.5 };
    const list = [
        { name: 'list of 50 letters', goal: 0.5, lines: () => ['GET /letters'], options: spread },
        { name: 'one letter', goal: 0.5, lines: () => pages, options: spread },
        { name: 'search', goal: 0.5, lines: (bare) => WORDS.map(bare ? expression : typed), options: spread },
    ];
    REGISTER_AT.forEach((connections, k) => list.push({
        name: `registering, ${connections} at once`, goal: 1.5, options: { connections },
        lines: (bare, round, csrf) => {
            const first = (k * rounds + round) * REGISTERED, part = waiting.slice(first, first + REGISTERED);
            return part.map(([handover, line]) => (bare ? `POST /items/${line} -`
                : `POST /handovers/${handover}/items/${line}/take _csrf=${csrf}&_key={key}`));
        },
    }));
    return list;
}

async function measure(list, servers) {
    for (const one of list) {
        const runs = { bare: [], kadr: [] };
        for (let round = 0; round < rounds; round++)
            for (const [name, server] of Object.entries(servers)) {
                const lines = one.lines(name === 'bare', round, server.csrf);
                runs[name].push(await load(tool('load'), server, lines,
                    { ...one.options, cookie: server.cookie, prefix: `${one.name.length}-${round}-` }));
            }
        for (const name of Object.keys(servers))
            one[name] = middle(runs[name]);
        if (servers.bare)
            one.ratio = median(runs.kadr.map((r, i) => r.rate / runs.bare[i].rate));
        say(`${one.name}: ${Math.round(one.kadr.rate)}/s`);
    }
    return list;
}

function table(rows) {
    const wide = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
    for (const row of rows)
        console.log(row.map((word, i) => (i ? word.padStart(wide[i]) : word.padEnd(wide[i]))).join('  ').trimEnd());
}

const ms = (us) => (us / 1000).toFixed(2);
function row(one, pg) {
    const { bare, kadr: ours } = one;
    const other = pg ? [String(Math.round(pg.kadr.rate)), ms(pg.kadr.p95)] : [];
    return [one.name, Math.round(ours.rate).toString(), Math.round(bare.rate).toString(), one.ratio.toFixed(2),
        `${one.goal.toFixed(1)} ${one.ratio >= one.goal ? 'met' : 'missed'}`, ms(ours.p50), ms(ours.p95), ms(ours.p99),
        ours.cpu.toFixed(0), bare.cpu.toFixed(0), `${ours.bytes}/${bare.bytes}`, String(ours.faults + bare.faults), ...other];
}

function check(name, value, goal, good) {
    return [name, value, `${goal} ${good ? 'met' : 'missed'}`];
}

// The personal file as of a day, by who may read it: one reader, days and persons in turn.
async function personalFile(server, first, count) {
    const inspector = new Visitor(server.url);
    await inspector.signIn('inspektor', 'demo');
    const cookie = [...inspector.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const lines = Array.from({ length: 200 }, (_, i) => `GET /people/${first + (i * 37) % count}?as_of=`
        + `20${String(16 + i % 11).padStart(2, '0')}-0${1 + i % 9}-15`);
    const one = await load(tool('load'), server, lines, { connections: 1, seconds, warm: 0.5, cookie });
    if (one.faults)
        throw new Error(`${one.faults} personal files were not shown`);
    return check('personal file as of a day, p50 / p95', `${ms(one.p50)} / ${ms(one.p95)} ms`, '≤ 10 ms', one.p95 <= 10000);
}

// The same three reads over 10,000 letters: what a request costs the processor, then and now.
async function small() {
    const file = path.join(folder, 'small.db'), count = Math.min(10000, letters / 2);
    const { env } = fill(`sqlite:${file}`, count, 100, 0);
    const server = await startKadr(env);
    const ids = Array.from({ length: 1000 }, (_, i) => 1 + (i * 7919) % count);
    const done = await measure(cases(ids, []).slice(0, 3), { kadr: server });
    await stop(server);
    return { count, done };
}

function growth(before, done) {
    return before.done.map((one, i) => {
        const times = done[i].kadr.cpu / one.kadr.cpu, most = one.name === 'search' ? 3 : 1.3;
        return check(`${one.name}: ${before.count} to ${letters} letters`, `× ${times.toFixed(2)}`, `≤ ${most}`, times <= most);
    });
}

// What the console does on the same data.
function console_(env, facts) {
    const verify = timed(() => run(kadr, ['journal', 'verify'], env));
    const entries = Number(verify.result.match(/^(\d+)/)[1]), rate = entries / verify.seconds;
    const replay = timed(() => run(kadr, ['replay', '--check'], env));
    const folded = Number(replay.result.match(/into (\d+) facts/)[1]), speed = folded / replay.seconds;
    return [
        check('journal verify', `${Math.round(rate)} entries/s of ${entries}`, '≥ 200000', rate >= 200000),
        check('replay --check', `${Math.round(speed)} facts/s of ${folded}`, `${facts} in ≤ 120 s`, facts / speed <= 120),
    ];
}

async function postgres() {
    const at = process.env.KADR_TEST_PG;
    if (!at)
        return null;
    const name = `kadr_bench_${process.pid}`, url = at.replace('/postgres?', `/${name}?`), count = Math.min(letters, 20000);
    run('psql', ['-X', '-q', '-d', at, '-c', `CREATE DATABASE ${name} TEMPLATE template0`]);
    const { env, lines } = fill(url, count, Math.min(people, 500));
    run('psql', ['-X', '-q', '-d', url, '-c', 'ANALYZE']);
    const server = await startKadr(env);
    const ids = Array.from({ length: 1000 }, (_, i) => 1 + (i * 7919) % count);
    const done = await measure(cases(ids, lines), { kadr: server });
    await stop(server);
    run('psql', ['-X', '-q', '-d', at, '-c', `DROP DATABASE ${name} WITH (FORCE)`]);
    return { done, count };
}

async function main() {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'demo.db'), bareFile = path.join(folder, 'bare.db');
    const before = await small();
    const { env, lines } = fill(`sqlite:${file}`, letters, people);
    fs.copyFileSync(file, bareFile);
    const ours = await startKadr(env);
    const ids = Array.from({ length: 1000 }, (_, i) => 1 + (i * 7919) % letters);
    await frames(ours, ids[0]);
    const port = 20000 + process.pid % 20000;
    const bare = await serve(tool('bare'), [bareFile, port, THREADS, folder], {});
    const done = await measure(cases(ids, lines), { bare, kadr: ours });
    const ofFile = await personalFile(ours, 70, people - 10);
    const resident = memory(ours.child.pid);
    await stop(ours);
    await stop(bare);
    const rest = [
        check('start to first answer', `${ours.startMs.toFixed(0)} ms`, '≤ 300 ms', ours.startMs <= 300),
        check('resident memory after all that', `${resident.toFixed(0)} MB`, '≤ 150 MB', resident <= 150),
        ofFile, ...growth(before, done), ...console_(env, 400000)];
    const pg = await postgres();
    const head = ['', 'per second', 'bare', 'ratio', 'goal', 'p50 ms', 'p95', 'p99', 'µs CPU', 'bare', 'bytes', 'faults'];
    console.log(`\n${letters} letters, ${people} people; ${THREADS} threads, ${READERS} readers; SQLite, synchronous=FULL`
        + (pg ? `; PostgreSQL with ${pg.count} letters` : ''));
    table([pg ? [...head, 'PG/s', 'PG p95'] : head, ...done.map((one, i) => row(one, pg?.done[i]))]);
    console.log('');
    table([['', 'measured', 'goal'], ...rest]);
    if (!pg)
        console.log('\nPostgreSQL was not measured: tools/with_pg.sh ./bench' + (size === 'full' ? '' : ` --${size}`) + ' adds its columns.');
    fs.rmSync(folder, { recursive: true, force: true });
}

main().catch((e) => {
    console.error(e);
    process.exit(1);
});
