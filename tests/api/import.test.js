// SPDX-License-Identifier: Apache-2.0
// Tables taken over, on both databases: the samples into an empty database, faults line by line, what is left out,
// the page with its two officers, the register without gaps.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { start } = require('../harness');

const samples = path.join(__dirname, '../../data/samples');
const binary = process.env.KADR || path.join(__dirname, '../../build/kadr');

// A command whatever it ends with: { code, stdout, stderr }; `input` goes to its standard input.
function command(kadr, args, input = '') {
    return new Promise((resolve, reject) => {
        const child = spawn(binary, args, { env: kadr.env }), said = { stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr'])
            child[stream].on('data', (data) => { said[stream] += data; });
        child.once('error', reject);
        child.once('close', (code) => resolve({ code, ...said }));
        child.stdin.on('error', () => {});              // a command that reads nothing may be gone
        child.stdin.end(input);
    });
}

function file(kadr, name, text) {
    const where = path.join(kadr.folder, name);
    fs.writeFileSync(where, text);
    return where;
}

async function taken(kadr, kind, name, text, ...flags) {
    const { code, stdout } = await command(kadr, ['import', kind, file(kadr, name, text), '--json', ...flags]);
    return { code, ...JSON.parse(stdout) };
}

const faults = (report) => report.faults.map(({ line, column }) => `${line} ${column}`);

const people = (...rows) => `fin;surname;name;patronymic;birth_date;employed;seat;rank;rank_since\n${rows.join('\n')}\n`;
const letters = (...rows) => `direction,number,registered,kind,party_kind,party,gist,closed,term,office_date\n${rows.join('\n')}\n`;
const letter = (n, { day = '2020-02-03', party = 'Sınaq idarəsi', rest = ',,' } = {}) => `in,05/1-${n},${day},letter,executive,${party},Sual,${rest}`;

for (const engine of ['sqlite', 'pg'])
    describe(`import on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        describe('into an empty database', () => {
            let kadr, head, clerk;
            before(async () => { kadr = await start({ engine, empty: true }); });
            after(() => kadr.stop());

            test('a dry run says what would happen and leaves everything as it was', async () => {
                const { code, stdout } = await command(kadr, ['import', 'staff', path.join(samples, 'staff.csv'), '--dry-run', '--json']);
                const report = JSON.parse(stdout);
                assert.equal(code, 0);
                assert.deepEqual([report.lines, report.bad, report.imported, report.dry_run], [13, 0, 0, true]);
                const again = await command(kadr, ['import', 'people', path.join(samples, 'people.csv')]);
                assert.equal(again.code, 2, 'the seats are not there yet');
                assert.match(again.stderr, /^line 2, seat: there is no such seat in the staff table$/m);
            });

            test('the samples are imported, replay and journal are clean', async () => {
                for (const [kind, lines] of [['staff', 13], ['people', 12], ['letters', 29]]) {
                    const { code, stdout, stderr } = await command(kadr, ['import', kind, path.join(samples, `${kind}.csv`), '--json']);
                    assert.equal(code, 0, stderr);
                    assert.equal(JSON.parse(stdout).imported, lines);
                }
                assert.match((await kadr.command('replay', '--check')).stdout, /^replayed 11 inputs into 32 facts: the same/);
                assert.equal((await command(kadr, ['journal', 'verify'])).code, 0);
                for (const [login, fin] of [['bas', 'NMN0004'], ['kargu', 'NMN0006']]) {
                    const { code, stderr } = await command(kadr, ['user', 'add', login, `--fin=${fin}`], 'on dörd söz burada\n');
                    assert.equal(code, 0, stderr);
                }
            });

            test('the pages show them', async () => {
                const change = async (login) => {
                    const visitor = kadr.visitor();
                    await visitor.signIn(login, 'on dörd söz burada');
                    await visitor.send('/account/password', { old: 'on dörd söz burada', fresh: 'yeni on beş söz burada',
                        repeat: 'yeni on beş söz burada' });
                    return visitor;
                };
                head = await change('bas');
                clerk = await change('kargu');
                const { json: roll } = await head.get('/nominal-roll');
                assert.equal(roll.people.length, 11);
                const major = roll.people.find((p) => p.name === 'Moruqlu Elnur Zakir oğlu');
                assert.equal(major.rank, 'miqrasiya xidməti mayoru');
                assert.equal(major.post_since, '2021-02-15');
                assert.equal(major.since, '2012-03-01');
                assert.equal((await head.get('/people')).json.list.total, 12);
                const { json: then } = await head.get('/nominal-roll?as_of=2013-01-01');
                assert.equal(then.people.length, 7, 'facts are true since their own days');
                const { json: table } = await head.get('/staff');
                assert.equal(table.counts.seats, '11,5');
                assert.equal(table.counts.vacant, '0,5');
                const { json: book } = await clerk.get('/letters?direction=in&per_page=200');
                assert.equal(book.list.total, 15);
                assert.equal(book.list.items[0].number, '05/1-9');
                const waiting = (await clerk.get(`/letters/${book.list.items[0].id}`)).json;
                assert.equal(waiting.letter.state, 'registered');
                assert.equal(waiting.letter.due, '2026-01-19', 'the legal term of the one line that asked for it');
                const closed = (await clerk.get(`/letters/${book.list.items[1].id}`)).json;
                assert.equal(closed.letter.state, 'filed');
                assert.equal(closed.letter.due, null, 'no other line has one');
            });

            test('what was imported goes on here: the next number, the next order', async () => {
                const next = await taken(kadr, 'letters', 'next.csv', letters(letter(10, { day: '2025-12-30' })));
                assert.deepEqual([next.code, next.imported], [0, 1]);
                const twice = await command(kadr, ['import', 'people', path.join(samples, 'people.csv'), '--json']);
                assert.equal(twice.code, 2);
                assert.deepEqual(new Set(JSON.parse(twice.stdout).faults.map((f) => f.column)), new Set(['fin']), 'nobody is opened twice');
            });
        });

        describe('into the demo', () => {
            let kadr, inspector, section, clerk;
            before(async () => {
                kadr = await start({ engine });
                [inspector, section, clerk] = await Promise.all(['inspektor', 'sobe', 'karguzar'].map((login) => kadr.signIn(login)));
            });
            after(() => kadr.stop());

            test('each fault names its line and column, and nothing is imported', async () => {
                const report = await taken(kadr, 'people', 'bad.csv', people(
                    'NMN0001;?liyev;Aqşin;Nazim oğlu;12.03.1968;01.02.2009;;;',
                    'NMN0002;Nərgizli;Sevda;Rauf qızı;31.02.1974;;;;',
                    'NMN0003;Lalayeva;Könül;Adil qızı;03.01.1988;01.09.2014;kadr.ins1;baş leytenant;01.01.2020',
                    'NMN0O04;Lalayev;Kamil;Adil oğlu;03.01.1988;01.09.2031;;general;01.01.2020',
                    'NMN0005;Heyvalı;Əmrah;Tofiq oğlu;1996-06-06;01.08.2020;huquq.ins3;leytenant;',
                    'DEM0001;Heyvalı;Əmrah;Tofiq oğlu;06.06.1996;;;;',
                    'NMN0007;Heyvalı;Ömər',
                    'NMN0008;Həcərli;Əmrah;Tofiq oğlu;06.06.1996;;;;',
                    'NMN0008;Həcərli;Ömər;Tofiq oğlu;06.06.1997;;;;',
                    'NMN0009;Çinarlı;Tofiq;Tahir oğlu;26.06.1969;;;;',
                    'NMN0010;Æ\u008Fliyev;Tofiq;Tahir oğlu;26.06.1969;;;;',
                    'NMN0011;Nar;Ay;;26.06.1990;01.01.2020;yoxdur;;'));
                assert.equal(report.code, 2);
                assert.equal(report.imported, 0);
                assert.deepEqual(faults(report), ['2 surname', '3 birth_date', '4 seat', '5 fin', '5 employed', '5 rank', '6 rank_since',
                    '7 fin', '8 ', '10 fin', '11 surname', '12 surname', '13 sex']);
                assert.match(report.faults[2].reason, /held by T\.Yasəmənzadə/);
            });

            test('--skip-bad leaves the bad lines out and takes the others', async () => {
                const text = people('NMN0101;Heyvalı;Əmrah;Tofiq oğlu;06.06.1996;01.08.2020;huquq.ins3;leytenant;01.08.2023',
                    'NMN0102;Heyvalı;Ömər;Tofiq oğlu;06.06.2996;;;;');
                assert.equal((await taken(kadr, 'people', 'half.csv', text, '--skip-bad', '--dry-run')).imported, 0);
                const report = await taken(kadr, 'people', 'half.csv', text, '--skip-bad');
                assert.deepEqual([report.code, report.imported, report.bad], [0, 1, 1]);
                const { json } = await section.get('/people?q=Heyvali');
                assert.deepEqual(json.list.items.map((p) => p.fin), ['NMN0101']);
                const found = await section.html('/search?q=heyvali');
                assert.match(found.text, /Heyvalı Əmrah/, 'the search knows them too');
                assert.equal((await command(kadr, ['replay', '--check'])).code, 0);
            });

            test('the table may have a mark, another separator, blanks, headings in words, decomposed letters', async () => {
                const text = '\ufeffFİN;Soyadı;Adı;Ata adı;Cinsi;Doğulduğu gün\r\n'
                    + ' nmn0201 ;  Yasəmən  ;Gu\u0308lay;Rauf QIZI;qadın;03.01.1988\r\n;;;;;\r\n"NMN0202";"Zoğal; ağ";Ömər;Rauf oğlu;;1988-01-04\r\n';
                const report = await taken(kadr, 'people', 'marks.csv', text);
                assert.deepEqual(faults(report), []);
                assert.equal(report.imported, 2);
                const { json } = await section.get('/people?q=yasemen+gulay');
                assert.deepEqual(json.list.items.map((p) => p.name), ['Yasəmən Gülay Rauf qızı']);
                const tabs = await taken(kadr, 'people', 'tabs.csv', 'fin\tsurname\tname\tsex\tbirth_date\nNMN0203\tNar\tAy\tm\t05.01.1988\n');
                assert.equal(tabs.imported, 1);
            });

            test('what is no table is told as a whole', async () => {
                const CASES = [['', '1 '], ['fin;surname\n', '1 name'], ['fin;soyad_ad;name;birth_date\nA;B;C;D\n', '1 soyad_ad'],
                    ['PK\u0003\u0004\u0000\u0000', '1 '], [people('NMN0301;"Nar;Ay;;;;;;'), '2 ']];
                for (const [text, first] of CASES) {
                    const report = await taken(kadr, 'people', 'odd.csv', text, '--skip-bad');
                    assert.equal(report.code, 2, JSON.stringify(text));
                    assert.equal(report.imported, 0);
                    assert.ok(faults(report).includes(first), `${JSON.stringify(text)}: ${faults(report)}`);
                }
                const cp1254 = file(kadr, 'cp1254.csv', Buffer.from(people('NMN0302;\u00deahin;Ay;;01.01.1990;;;;'), 'latin1'));
                const report = JSON.parse((await command(kadr, ['import', 'people', cp1254, '--json'])).stdout);
                assert.equal(faults(report)[0], '2 surname');
                assert.match(report.faults[0].reason, /not UTF-8/);
            });

            test('a register has no gaps, and a year that is numbered here takes no other paper', async () => {
                const gap = await taken(kadr, 'letters', 'gap.csv', letters(letter(1), letter(2), letter(4), letter(5)), '--skip-bad', '--dry-run');
                assert.deepEqual(faults(gap), ['4 number', '5 number']);
                const begun = await taken(kadr, 'letters', 'begun.csv', letters(letter(2)));
                assert.deepEqual(faults(begun), ['2 number'], 'a year begins with 1');
                const twice = await taken(kadr, 'letters', 'twice.csv', letters(letter(1), letter(1)));
                assert.deepEqual(faults(twice), ['3 number']);
                const hole = await taken(kadr, 'letters', 'hole.csv', letters(letter(1), letter(2, { party: 'S?naq' }), letter(3)), '--skip-bad');
                assert.deepEqual([faults(hole), hole.imported], [['3 party', '4 number'], 1], 'a line left out is a gap for those behind it');
                const rest = await taken(kadr, 'letters', 'rest.csv', letters(letter(2), letter(3)));
                assert.equal(rest.imported, 2, 'the next ones go on');
                const ours = await taken(kadr, 'letters', 'ours.csv', letters(letter(1, { day: '2026-02-03' })));
                assert.deepEqual(faults(ours), ['2 number']);
                const term = await taken(kadr, 'letters', 'term.csv', letters(letter(4, { rest: ',1,' }), letter(5, { rest: '2020-03-01,1,2020-02-03' })));
                assert.deepEqual(faults(term), ['2 office_date', '3 term']);
            });

            test('the page: one officer sends, another confirms; the same faults, in words', async () => {
                const bytes = Buffer.from(people('NMN0401;Armudlu;Əmrah;Tofiq oğlu;06.06.1996;01.08.2020;;leytenant;01.08.2023',
                    'NMN0402;Armudlu;Ömər;Tofiq oğlu;06.06.2996;;;;'));
                const sent = await inspector.upload('/import/people', {}, [{ field: 'table', name: 'heyət.csv', bytes, type: 'text/csv' }]);
                assert.equal(sent.status, 303, sent.text);
                const where = sent.headers.get('location');
                const { json } = await inspector.get(where);
                assert.deepEqual([json.report.lines, json.report.bad], [2, 1]);
                assert.deepEqual([json.report.faults[0].line, json.report.faults[0].column], [3, 'birth_date']);
                assert.match(json.report.faults[0].reason, /doğum tarixi|doğum günü|tarix/i);
                assert.equal(json.form, null, 'who sent it does not confirm it');
                const own = await inspector.send(where, { skip_bad: '1' });
                assert.equal(own.status, 403);
                const whole = await section.send(where, {});
                assert.equal(whole.status, 422, 'not unless the bad line is to be left out');
                assert.equal((await section.get('/people?q=Armudlu')).json.list.total, 0);
                const done = await section.send(where, { skip_bad: '1' });
                assert.equal(done.status, 303, done.text);
                assert.deepEqual((await section.get('/people?q=Armudlu')).json.list.items.map((p) => p.fin), ['NMN0401']);
                const after = (await section.get(where)).json;
                assert.deepEqual([after.file.done, after.file.lines, after.file.left_out], [true, 1, 1]);
                assert.equal((await section.send(where, { skip_bad: '1' }, '/import/people')).status, 409, 'once');
                const entry = (await clerk.get('/journal?verb=import.people')).json.list.items[0];
                assert.match(entry.data, /1/);
                assert.equal((await command(kadr, ['journal', 'verify'])).code, 0);
            });

            test('a table may be dropped; whose it is not does not see it', async () => {
                const bytes = Buffer.from(letters(letter(1, { day: '2019-02-03' })));
                const sent = await clerk.upload('/import/letters', {}, [{ field: 'table', name: 'kitab.csv', bytes, type: 'text/csv' }]);
                const where = sent.headers.get('location');
                assert.equal((await inspector.get(where)).status, 403);
                assert.equal((await inspector.get(where.replace('letters', 'people'))).status, 404);
                assert.equal((await clerk.upload('/import/people', {}, [{ field: 'table', name: 'x.csv', bytes, type: 'text/csv' }],
                    { form: '/import/letters' })).status, 403);
                assert.equal((await clerk.send(where, { drop: '1' })).status, 303);
                assert.equal((await clerk.send(where, {}, '/import/letters')).status, 409);
                assert.equal((await clerk.get('/letters?q=05/1-1')).json.list.items.filter((l) => l.registered === '2019-02-03').length, 0);
            });

            test('of what cannot be imported the page says so, and waits for nobody', async () => {
                const sent = await clerk.upload('/import/letters', {}, [{ field: 'table', name: 'x.csv', bytes: Buffer.from('a;b\n1;2\n'), type: 'text/csv' }]);
                const { json } = await clerk.get(sent.headers.get('location'));
                assert.ok(json.needs_mending);
                assert.equal(json.file.state_text, 'düzəliş tələb edir');
                assert.deepEqual(json.report.faults.filter((f) => f.column === 'a').map((f) => f.heading), [''], 'a strange column is said once');
            });

            test('without a file the form says so', async () => {
                const answer = await clerk.upload('/import/letters', {}, []);
                assert.equal(answer.status, 422);
                assert.match(answer.text, /faylı? seçin/);
            });

            test('the columns and a sample are there to begin with', async () => {
                const rows = JSON.parse((await kadr.command('list', 'imports', '--json')).stdout);
                assert.ok(rows.some((r) => r.import === 'letters' && r.column === 'term'));
                const sample = await clerk.get('/import/samples/letters.csv');
                assert.equal(sample.status, 200);
                assert.match(sample.text, /^direction,number/);
                assert.equal((await clerk.get('/import/samples/..%2fpowers.csv')).status, 404);
            });
        });
    });
