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
            const [copy] = await settled(clerk);
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
            fs.appendFileSync(heads, `${line.replace(/:./, (c) => (c === ':0' ? ':1' : ':0'))}\n`);   /* nobody signed that */
            const bad = await done('proof');
            assert.ok(bad.band.late);
            assert.match(bad.said[0].text, /imza/);
            assert.equal((await clerk.get('/journal')).json.proofs.journal.ok, false);
        });

        await t.test('the console makes one beside the server that works', async () => {
            const { stdout } = await kadr.command('backup');
            assert.match(stdout, /The copy is good/);
            assert.equal((await copies(clerk))[0].state, 'good');
        });
    });
}
