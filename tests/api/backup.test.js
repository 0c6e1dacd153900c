// SPDX-License-Identifier: Apache-2.0
// Copies from the clerk's page and from the console: made while the server works, proved, put back on the other
// engine; jobs by the clock and by hand.
'use strict';
const { test, after } = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { execFile } = require('node:child_process');
const util = require('node:util');
const { start } = require('../harness');
const run = util.promisify(execFile);

const binary = process.env.KADR || path.join(__dirname, '..', '..', 'build', 'kadr');
const ENGINES = process.env.KADR_TEST_PG ? ['sqlite', 'pg'] : ['sqlite'];

// Asks until the answer is there.
async function until(look) {
    for (let tries = 0; ; tries++) {
        assert.ok(tries < 600, `it never came: ${look}`);
        const found = await look();
        if (found)
            return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

const copies = async (visitor) => (await visitor.get('/backups')).json.copies;
const settled = (visitor) => until(async () => {
    const { copies: list, waits } = (await visitor.get('/backups')).json;
    return list.length && !waits ? list : null;
});

for (const engine of ENGINES) {
    test(`copies and jobs on ${engine}`, async (t) => {
        const kadr = await start({ engine });
        const clerk = await kadr.signIn('karguzar'), admin = await kadr.signIn('admin');
        after(() => kadr.stop());

        await t.test('the desk says that there is no copy, and the clerk makes one', async () => {
            const notes = async () => (await clerk.get('/')).json.notes.map((n) => n.text).join(' ');
            assert.match(await notes(), /sığorta nüsxəsi yoxdur/);
            assert.equal((await clerk.post('/backups', {})).status < 400, true);
            assert.match((await clerk.html('/backups')).text, /<noscript><meta http-equiv="refresh"/, 'the page comes again by itself');
            const [copy] = await settled(clerk);
            assert.doesNotMatch((await clerk.html('/backups')).text, /http-equiv="refresh"/);
            assert.equal(copy.state, 'good', JSON.stringify(copy.said));
            assert.equal(copy.said.length, 6);
            assert.ok(copy.files > 50 && copy.rows > 1000);
            assert.doesNotMatch(await notes(), /sığorta nüsxəsi yoxdur/);
            assert.match(fs.readFileSync(path.join(kadr.env.KADR_BACKUPS, copy.name, 'result.txt'), 'utf8'),
                /Nüsxə yararlıdır/);
        });

        await t.test('every file that stands in any table is in it: no area forgot to name its own', async () => {
            const [copy] = await copies(clerk), top = path.join(kadr.env.KADR_BACKUPS, copy.name);
            const names = (top) => fs.readdirSync(top).filter((d) => d.length === 2)
                .flatMap((d) => fs.readdirSync(path.join(top, d))).sort();
            const rows = fs.readdirSync(path.join(top, 'tables'))
                .map((table) => fs.readFileSync(path.join(top, 'tables', table), 'utf8')).join('');
            assert.deepEqual(names(path.join(top, 'files')), names(kadr.env.KADR_FILES).filter((sha) => rows.includes(sha)));
        });

        await t.test('it goes into the other engine and is served there', async () => {
            const [copy] = await copies(clerk), into = path.join(kadr.folder, 'other.db');
            await kadr.command('restore', path.join(kadr.env.KADR_BACKUPS, copy.name), '--into', `sqlite:${into}`);
            const there = { ...kadr.env, KADR_DB: `sqlite:${into}`, KADR_FILES: path.join(kadr.folder, 'other.files') };
            assert.match((await run(binary, ['replay', '--check'], { env: there })).stdout, /the same/);
            assert.match((await run(binary, ['journal', 'verify', copy.head], { env: there })).stdout, /whole/);
            await assert.rejects(kadr.command('restore', path.join(kadr.env.KADR_BACKUPS, copy.name), '--into',
                `sqlite:${into}`), /not empty/);
        });

        await t.test('a damaged one is found when it is proved again, and refused', async () => {
            const [copy] = await copies(clerk), file = path.join(kadr.env.KADR_BACKUPS, copy.name, 'tables', 'person');
            const whole = fs.readFileSync(file), damaged = Buffer.from(whole);
            damaged[100] ^= 1;
            fs.writeFileSync(file, damaged);
            assert.equal((await clerk.post(`/backups/${copy.name}/prove`, {})).status < 400, true);
            const bad = await until(async () => (await copies(clerk)).find((c) => c.state === 'bad'));
            assert.match(bad.said[0].text, /tables\/person yazıldığı kimi deyil/);
            assert.match((await clerk.get('/')).json.notes.map((n) => n.text).join(' '), /sığorta nüsxəsi yoxdur/);
            await assert.rejects(kadr.command('restore', path.join(kadr.env.KADR_BACKUPS, copy.name), '--into',
                `sqlite:${path.join(kadr.folder, 'no.db')}`), /tables\/person of the copy is not what was written/);
            assert.equal(fs.existsSync(path.join(kadr.folder, 'no.db')), false);
            fs.writeFileSync(file, whole);
            const { stdout } = await kadr.command('backup', '--prove', path.join(kadr.env.KADR_BACKUPS, copy.name));
            assert.match(stdout, /The copy is good/);
        });

        await t.test('a job runs when its time comes, once, and when the administrator asks', async () => {
            const last = async (name) => (await admin.get('/jobs')).json.jobs.find((j) => j.name === name).last;
            assert.equal(await last('files'), null);
            await until(async () => (await admin.post('/jobs/files/run', {})).status < 400);
            const asked = await until(async () => ((await last('files'))?.state === 'done' ? last('files') : null));
            assert.equal(asked.by_clock, false);
            await admin.post('/demo/clock', { days: 3 });
            await admin.post('/jobs/form-keys/run', {});                     /* wakes the schedule */
            const by = await until(async () => { const l = await last('files'); return l.by_clock && l.state === 'done' && l; });
            assert.match(by.said[0].text, /silinən: 0/);
            const runs = (await admin.get('/jobs')).json.runs.filter((r) => r.job === 'files');
            assert.equal(runs.length, 2);                                    /* three nights, made up for once */
            const made = await until(async () => {
                const list = await copies(clerk);
                return list.length > 1 && list[0].state === 'good' && list;
            });
            assert.equal(made.length, 2);
            assert.equal((await clerk.get('/jobs')).status, 403);
            assert.equal((await admin.post('/jobs/nonsense/run', {})).status, 404);
        });

        await t.test('the head of the journal is signed and kept outside, and the nightly proof asks for it', async () => {
            const done = async (name) => {
                const before = (await admin.get('/jobs')).json.runs[0].id;
                assert.equal((await admin.post(`/jobs/${name}/run`, {})).status, 200);
                return until(async () => (await admin.get('/jobs')).json.runs.find((r) => r.id > before && r.job === name && r.ended));
            };
            assert.equal((await done('witness')).state, 'done');
            const heads = `${kadr.env.KADR_WITNESS_KEY}.heads`, line = fs.readFileSync(heads, 'utf8').trim().split('\n').at(-1);
            assert.match((await kadr.command('journal', 'verify', line)).stdout, /whole/);
            const { proofs } = (await clerk.get('/journal')).json;
            assert.equal(proofs.witness.head, line);
            const good = await done('proof');
            assert.ok(good.band.done, JSON.stringify(good.said));
            assert.equal(good.said.length, 2);
            const forged = `${line.replace(/:./, (c) => (c === ':0' ? ':1' : ':0'))}\n`;            /* nobody signed that */
            fs.appendFileSync(heads, forged);
            const bad = await done('proof');
            assert.ok(bad.band.late);
            assert.match(bad.said[0].text, /imza/);
            assert.equal((await clerk.get('/journal')).json.proofs.journal.ok, false);
            fs.writeFileSync(heads, fs.readFileSync(heads, 'utf8').replace(forged, ''));
        });

        await t.test('whoever may not read the journal is not sent to it', async () => {
            const admin = await kadr.signIn('admin');
            assert.match((await clerk.html('/backups')).text, /<main[^]*href="\/journal"/);
            assert.doesNotMatch((await admin.html('/backups')).text, /href="\/journal"/);
            assert.equal((await admin.get('/journal')).status, 403);
        });

        await t.test('the console makes one beside the server that works', async () => {
            const { stdout } = await kadr.command('backup');
            assert.match(stdout, /The copy is good/);
            assert.equal((await copies(clerk))[0].state, 'good');
        });

        await t.test('a folder that cannot be written is said with what to do, and the next good copy ends it', async () => {
            const { KADR_BACKUPS: folder } = kadr.env, aside = `${folder}.aside`;
            const page = async () => (await clerk.get('/backups')).json;
            fs.renameSync(folder, aside);
            fs.writeFileSync(folder, 'no folder');
            assert.equal((await clerk.post('/backups', {})).status, 200);
            const failed = await until(async () => { const p = await page(); return !p.waits && p.failed; });
            assert.match(failed, /qovluq deyil/);
            assert.match((await clerk.html('/backups')).text, /Sistem inzibatçısı ilə birlikdə baxın/);
            fs.unlinkSync(folder);
            fs.renameSync(aside, folder);
            await clerk.post('/backups', {});
            const after = await until(async () => { const p = await page(); return !p.waits && p.copies[0].state === 'good' && p; });
            assert.equal(after.failed, null);
        });

        await t.test('a proof is asked for, may be left, and ends in words; what was altered says what to do', async () => {
            const ask = async (where) => {
                assert.equal((await clerk.post(where, {})).status, 200);
                return until(async () => { const { json } = await clerk.get('/journal'); return !json.waits && json.proofs; });
            };
            const sql = (text) => run('psql', ['-X', '-q', '-d', kadr.env.KADR_DB, '-c', text]);
            const inFile = async (was, is) => {                      /* behind the program's back, in the bytes of the file */
                await kadr.crash();
                for (const file of [kadr.env.KADR_DB.slice(7), `${kadr.env.KADR_DB.slice(7)}-wal`].filter((f) => fs.existsSync(f))) {
                    const bytes = fs.readFileSync(file);
                    for (let at = bytes.indexOf(was); at >= 0; at = bytes.indexOf(was, at + 1))
                        bytes.write(is, at);
                    fs.writeFileSync(file, bytes);
                }
                await kadr.resume();
                clerk.url = kadr.url;
            };
            const good = (await ask('/proof/replay')).replay;
            assert.ok(good.ok);
            assert.equal(good.who, 'F.Bulaqzadə');
            const whole = (await ask('/journal/verify')).journal;
            assert.ok(whole.ok, JSON.stringify(whole));
            if (engine === 'pg')
                await sql("UPDATE journal SET entry = replace(entry, 'order.register', 'order.registers') WHERE verb = 'order.register'");
            else
                await inFile('"v":1,"verb":"order.register"', '"v":1,"verb":"order.Register"');
            const { journal } = await ask('/journal/verify');
            assert.equal(journal.ok, false);
            assert.match(journal.text, /nömrəli qeydi yazıldığı kimi deyil/);
            assert.match(journal.what_to_do, /idarə rəisinə/);
            await assert.rejects(kadr.command('journal', 'verify'), (e) => e.code === 5);
            if (engine !== 'pg')
                return;                                              /* a wrong fact is found on both by ledger/facts */
            await sql("UPDATE fact SET valid_to = '2030-01-01' WHERE input = (SELECT MIN(input) FROM fact) AND valid_to > '2030-01-01'");
            const { replay } = await ask('/proof/replay');
            assert.equal(replay.ok, false);
            assert.match(replay.what_to_do, /kadr replay --rebuild/);
            await assert.rejects(kadr.command('replay', '--check'), (e) => e.code === 5);
        });
    });
}
