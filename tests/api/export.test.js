// SPDX-License-Identifier: Apache-2.0
// Lists as files, on both databases: the filter in force, every row and not the page, the reader's rights,
// what a spreadsheet reads back, the entry in the journal, the limit.
'use strict';
const { describe, test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { start } = require('../harness');

// Rows of our CSV: the mark, ';' between cells, quotes doubled.
function cells(text) {
    assert.equal(text[0], '\ufeff', 'the mark of UTF-8 comes first');
    const rows = [];
    for (const [, cell, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r\n)/g)) {
        if (!rows.open)
            rows.push(rows.open = []);
        rows.open.push(cell === undefined ? plain : cell.replaceAll('""', '"'));
        if (end !== ';')
            rows.open = undefined;
    }
    return rows;
}

// What Python's own readers of zip and XML find in a workbook: {sheet: [[cell]], styles: [format of each style]}.
function workbook(file) {
    return JSON.parse(execFileSync('python3', ['-c', `
import json, sys, zipfile, xml.etree.ElementTree as T
n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
shared = ['']
if 'xl/sharedStrings.xml' in z.namelist():
    shared = [''.join(t.text or '' for t in si.iter(n + 't')) for si in T.fromstring(z.read('xl/sharedStrings.xml'))]
s = T.fromstring(z.read('xl/styles.xml'))
formats = {f.get('numFmtId'): f.get('formatCode') for f in s.iter(n + 'numFmt')}
styles = [formats.get(x.get('numFmtId'), '') for x in s.find(n + 'cellXfs')]
def value(c):
    if c.get('t') == 's':
        return {'text': shared[int(c.find(n + 'v').text)]}
    if c.get('t') == 'inlineStr':
        return {'text': ''.join(t.text or '' for t in c.iter(n + 't'))}
    v = c.find(n + 'v')
    return {} if v is None else {'number': float(v.text), 'format': styles[int(c.get('s', 0))]}
sheet = T.fromstring(z.read('xl/worksheets/sheet1.xml'))
print(json.dumps([{c.get('r').rstrip('0123456789'): value(c) for c in row} for row in sheet.iter(n + 'row')]))
`, file], { maxBuffer: 1 << 26 }));
}

// An answer's bytes as they come: the harness reads text.
function bytes(visitor, where) {
    const cookie = [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
    return new Promise((resolve, reject) => http.get(visitor.url + where, { headers: { cookie }, agent: false }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode, type: answer.headers['content-type'], body: Buffer.concat(parts) }));
    }).on('error', reject));
}

function sql(kadr, text) {
    const url = kadr.env.KADR_DB;
    if (url.startsWith('sqlite:'))
        execFileSync('python3', ['-c', 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=30)\n'
            + 'c.execute(sys.argv[2])\nc.commit()', url.slice(7), text]);
    else
        execFileSync('psql', ['-X', '-q', '-d', url, '-c', text]);
}

async function everyId(visitor, where) {
    const ids = [];
    for (let next = `${where}&per_page=7`; next;) {
        const { json } = await visitor.get(next);
        ids.push(...json.list.items.map((row) => String(row.id)));
        next = json.list.next && where.split('?')[0] + json.list.next;
    }
    return ids;
}

for (const engine of ['sqlite', 'pg'])
    describe(`lists as files on ${engine}`, { skip: engine === 'pg' && !process.env.KADR_TEST_PG }, () => {
        let kadr, head, inspector;
        before(async () => {
            kadr = await start({ engine });
            head = await kadr.signIn('reis');
            inspector = await kadr.signIn('inspektor');
        });
        after(() => kadr.stop());

        test('the file has every row of the filter, not only the page', async () => {
            for (const query of ['state=done', 'state=open', 'x=1']) {
                const ids = await everyId(head, `/tasks?${query}`);
                const file = await head.get(`/tasks?${query}&per_page=5&page=2&format=csv`);
                assert.equal(file.status, 200);
                assert.match(file.headers.get('content-type'), /^text\/csv; charset=utf-8/);
                assert.match(file.headers.get('content-disposition'), /^attachment; filename="tasks-\d{4}-\d\d-\d\d\.csv"; filename\*=UTF-8''tasks-\d{4}-\d\d-\d\d\.csv$/);
                assert.deepEqual(cells(file.text).slice(1).map((row) => row[0]), ids, query);
            }
            assert.ok((await everyId(head, '/tasks?x=1')).length > 50, 'more than a page is to be shown');
        });

        test('the file keeps to the rights of its reader', async () => {
            const own = await everyId(inspector, '/tasks?x=1');
            const file = await inspector.get('/tasks?format=csv');
            assert.deepEqual(cells(file.text).slice(1).map((row) => row[0]), own);
            assert.ok(own.length > 0 && own.length < (await everyId(head, '/tasks?x=1')).length);
            assert.equal((await inspector.get('/handovers?format=csv')).status, 403);
            assert.equal((await kadr.visitor().get('/tasks?format=csv')).status, 401);
        });

        test('every list of the program can be had as both files, with a heading on each column', async () => {
            const routes = JSON.parse((await kadr.command('list', 'routes', '--json')).stdout);
            const visitors = [head, inspector, await kadr.signIn('karguzar'), await kadr.signIn('admin')];
            let lists = 0;
            for (const { method, path: where } of routes) {
                if (method !== 'GET' || where.includes('{'))
                    continue;
                for (const visitor of visitors) {
                    const { status, json } = await visitor.get(where);
                    if (status !== 200 || !json?.list?.items)
                        continue;
                    const file = await visitor.get(`${where}?format=csv`);
                    assert.equal(file.status, 200, where);
                    const [headings, ...rows] = cells(file.text);
                    assert.ok(headings.length > 2 && headings.every((h) => /^[^a-z_]/.test(h)), `${where}: ${headings}`);
                    assert.ok(rows.every((row) => row.length === headings.length), where);
                    assert.equal((await visitor.get(`${where}?format=xlsx`)).status, 200, where);
                    assert.match((await visitor.html(where)).text, /href="\?format=xlsx"/, `${where} links to its file`);
                    lists++;
                    break;
                }
            }
            assert.ok(lists >= 8, `${lists} lists were found`);
        });

        test('tables that are no lists leave as files too, as of the day asked', async () => {
            for (const [where, key] of [['/staff', 'units'], ['/vacancies', 'vacant'], ['/nominal-roll', 'people']]) {
                const { json } = await head.get(where);
                const shown = key === 'units' ? json.units.flatMap((u) => u.seats).length
                    : json[key].length + (json.away || []).length;
                const file = await head.get(`${where}?format=csv`);
                assert.equal(cells(file.text).length - 1, shown, where);
            }
            const then = cells((await head.get('/nominal-roll?as_of=2025-09-15&format=csv')).text);
            const { json } = await head.get('/nominal-roll?as_of=2025-09-15');
            assert.equal(then.length - 1, json.people.length);
            const id = (await head.get('/people?listed=1')).json.list.items[0].id;
            const book = cells((await head.get(`/people/${id}/leave?format=csv`)).text);
            assert.equal(book.length - 1, (await head.get(`/people/${id}/leave`)).json.years.length);
        });

        test('a workbook opens: dates are dates, numbers numbers, texts texts', async () => {
            const { status, type, body } = await bytes(head, '/letters?direction=in&format=xlsx');
            assert.equal(status, 200);
            assert.equal(type, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
            const file = path.join(kadr.folder, 'letters.xlsx');
            fs.writeFileSync(file, body);
            const [headings, ...rows] = workbook(file);
            const { json } = await head.get('/letters?direction=in&per_page=200');
            assert.equal(rows.length, json.list.items.length);
            const at = (word) => Object.keys(headings).find((c) => headings[c].text === word);
            const [number, day, sheets] = [at('İdarənin nömrəsi'), at('Qeydiyyata alınıb'), at('Vərəqlər')];
            json.list.items.forEach((letter, i) => {
                assert.equal(rows[i][number].text, letter.number);
                assert.equal(rows[i][sheets].number, letter.sheets);
                assert.equal(rows[i][day].format, 'dd\\.mm\\.yyyy');
                assert.equal(rows[i][day].number, Date.parse(letter.registered) / 864e5 + 25569);
            });
        });

        test('a text that looks like a formula is made harmless', async () => {
            const added = await inspector.post('/people', { surname: '=1+HYPERLINK("x")', name: '@ad', patronymic: '', patronymic_kind: 'none',
                sex: 'm', fin: 'FRM0001', birth_date: '1990-01-01' });
            assert.equal(added.status, 201, added.text);
            const rows = cells((await head.get('/people?q=hyperlink&format=csv')).text);
            assert.equal(rows.length, 2);
            assert.ok(rows[1].some((cell) => cell.startsWith('\'=1+HYPERLINK("x")')), String(rows[1]));
        });

        test('the journal tells who saved what, before it left', async () => {
            const file = await head.get('/orders?series=leave&format=csv');
            const { json } = await head.get('/journal?verb=export&per_page=1');
            const [entry] = json.list.items;
            assert.equal(entry.verb, 'export');
            const { stdout } = await kadr.command('journal', 'export');
            const line = stdout.trim().split('\n').find((l) => l.startsWith(`${entry.n} `));
            const { data, authority } = JSON.parse(line.slice(line.indexOf('{')));
            assert.deepEqual(data, { format: 'csv', list: '/orders', query: '?series=leave', rows: cells(file.text).length - 1 });
            assert.ok(authority, 'by which right');
        });

        test('all rows of a filter stand on one page for the printer, and the journal tells who asked for it', async () => {
            const paged = await head.html('/letters?direction=in&per_page=7');
            const [, link] = paged.text.match(/href="([^"]*format=print)"/);
            assert.doesNotMatch(link, /per_page/);
            const page = await head.html(`/letters${link.replaceAll('&amp;', '&')}`);
            const { json } = await head.get('/letters?direction=in&per_page=200');
            assert.ok(json.list.items.length > 7);
            assert.equal(page.text.match(/<td class="register-no"/g).length, json.list.items.length);
            assert.match(page.text, /href="\?direction=in">Siyahının səhifələrinə qayıt</);
            assert.doesNotMatch(page.text, /format=print/);
            assert.equal((await head.get('/letters?direction=in&format=print')).json.list.items.length, json.list.items.length);
            const [entry] = (await head.get('/journal?verb=export&per_page=1')).json.list.items;
            assert.match(JSON.stringify(entry), /print/);
            assert.doesNotMatch((await head.html('/letters?direction=in&per_page=200')).text, /format=print/, 'one page has no need of it');
            assert.equal((await head.html('/nominal-roll?format=print')).status, 200);
        });

        test('another format is refused by its name', async () => {
            const { status, json } = await head.get('/tasks?format=pdf');
            assert.equal(status, 422);
            assert.equal(json.field, 'format');
            assert.equal((await head.get('/healthz?format=pdf')).status, 200, 'a page that is no table has no format');
        });

        test('so many rows are printed at once, and not one more', async () => {
            const add = (from, to) => sql(kadr, `INSERT INTO person (fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place,
                sort_key, fold, added) WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
                SELECT 'Y' || (100000 + i), 'Çap', 'Sətri', '', 'none', 'm', '1990-01-01', '', 'zz' || (200000 + i), 'cap setri', 0 FROM n`);
            add(1, 2000);
            const most = await head.get('/people?q=cap+setri&format=print');
            assert.deepEqual([most.status, most.json.list.items.length, most.json.list.total, most.json.list.capped], [200, 2000, 2000, false]);
            add(2001, 2001);
            const { status, json } = await head.get('/people?q=cap+setri&format=print');
            assert.deepEqual([status, json.field], [413, 'format']);
            assert.match(json.detail, /2 000/);
        });

        test('too many rows for one file are refused with what to do; a filter makes it possible', async () => {
            sql(kadr, `INSERT INTO person (fin, surname, name, patronymic, patronymic_kind, sex, birth_date, birth_place, sort_key, fold, added)
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                SELECT 'X' || (100000 + i), 'Çox', 'Sətir', '', 'none', 'm', '1990-01-01', '', 'zz' || (100000 + i), 'cox setir', 0 FROM n`);
            const { status, json } = await head.get('/people?format=csv');
            assert.equal(status, 413);
            assert.equal(json.field, 'format');
            assert.match(json.detail, /20 000/);
            const most = await head.get('/people?q=cox+setir&format=csv');
            assert.equal(most.status, 200, 'the last number that fits');
            assert.equal(cells(most.text).length - 1, 20000);
        });
    });
