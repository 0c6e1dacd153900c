// SPDX-License-Identifier: Apache-2.0
// Starts the program the way its users do and talks to it: for tests/api and tests/browser.
//
//   const { start, browse } = require('../harness');
//   const kadr = await start();                     a server of its own over a fresh demo database
//   const clerk = await kadr.signIn('login');       HTTP with that person's session
//   const answer = await clerk.get('/letters');     { status, headers, text, json }
//   await clerk.post('/letters', { subject: '…' }); JSON, with its CSRF token
//   await clerk.upload(path, fields, [{ field, name, bytes }]);  a form with files
//   const page = await browse(kadr);                a page of Debian's Chromium (playwright-core)
//   await kadr.crash(); await kadr.resume();        kill -9, and a new server over what is left
//   const other = await kadr.beside();              a second server over the same database
//   await kadr.stop();
//   await start({ empty: true })                    the same without demo data
//
// KADR is the binary; KADR_DEMO may name a folder with a demo database made before (demo.db and what
// lies beside it), which is copied instead of made again; start({ engine: 'pg' }) uses KADR_TEST_PG.
'use strict';
const { spawn, execFile } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const util = require('node:util');
const run = util.promisify(execFile);

const top = path.join(__dirname, '..');
const binary = process.env.KADR || path.join(top, 'build', 'kadr');
const LIMIT_MS = 60000;
const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

// A test that fails before its stop() leaves a server: it neither keeps us alive nor outlives us.
const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
function free(child) {
    children.add(child);
    child.once('exit', () => children.delete(child));
    for (const one of [child, child.stdout, child.stderr])
        one.unref();
}

async function newDatabase(folder, engine, empty) {
    const file = path.join(folder, 'demo.db');
    if (engine !== 'pg') {
        if (!empty && fs.existsSync(process.env.KADR_DEMO || ''))
            fs.cpSync(process.env.KADR_DEMO, folder, { recursive: true });
        return { url: `sqlite:${file}`, ready: fs.existsSync(file), drop: async () => {} };
    }
    const server = process.env.KADR_TEST_PG;
    if (!server)
        throw new Error('KADR_TEST_PG is not set: run it under tools/with_pg.sh');
    const name = `kadr_${process.pid}_${path.basename(folder).replace(/\W/g, '').toLowerCase()}`;
    const sql = (text) => run('psql', ['-X', '-q', '-d', server, '-c', text]);
    await sql(`CREATE DATABASE ${name} TEMPLATE template0`);
    return {
        url: server.replace('/postgres?', `/${name}?`),
        ready: false,
        drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`),
    };
}

// Resolves with the address the server prints, once it serves.
function address(child) {
    return new Promise((resolve, reject) => {
        let said = '';
        const late = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), LIMIT_MS);
        const hear = (data) => {
            said += data;
            const found = said.match(/https?:\/\/[^\s/]+/);
            if (found) {
                clearTimeout(late);
                resolve(found[0]);
            }
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.once('exit', (code) => {
            clearTimeout(late);
            reject(new Error(`the server ended with ${code}:\n${said}`));
        });
    });
}

async function start(options = {}) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kadr-'));
    const database = await newDatabase(folder, options.engine, options.empty);
    const env = {
        ...process.env,
        KADR_DB: database.url,
        KADR_FILES: path.join(folder, 'demo.files'),
        KADR_BACKUPS: path.join(folder, 'demo.backups'),
        KADR_WITNESS_KEY: path.join(folder, 'demo.key'),
        KADR_LISTEN: '127.0.0.1:0',
        ...options.env,
    };
    if (!database.ready)
        await run(binary, options.empty ? ['init'] : ['init', '--demo'], { env });
    const kadr = {
        env, folder, log: [],
        // A command on the same database: { stdout, stderr }, rejected when it fails.
        command: (...args) => run(binary, args, { env, maxBuffer: 1 << 28 }),
        visitor: () => new Visitor(kadr.url),
        signIn: async (login, password = 'demo') => {
            const visitor = kadr.visitor();
            await visitor.signIn(login, password);
            return visitor;
        },
        // Ends the server as a service manager does; a sanitizer's complaint is an error.
        stop: async (signal = 'SIGTERM') => {
            const end = await finish(kadr, signal);
            await database.drop();
            fs.rmSync(folder, { recursive: true, force: true });
            if (signal === 'SIGTERM' && end.code !== 0)
                throw new Error(`the server ended with ${end.code ?? end.signal}:\n${kadr.log.join('')}`);
        },
        // Kills the server at once, as a power failure would; resume() serves what it left.
        crash: () => finish(kadr, 'SIGKILL'),
        resume: () => serve(kadr),
        // A second server over the same database, stopped by its own stop().
        beside: async () => {
            const other = { env, log: [], visitor: () => new Visitor(other.url), stop: () => finish(other, 'SIGTERM') };
            await serve(other);
            other.signIn = async (login) => {
                const visitor = other.visitor();
                await visitor.signIn(login, 'demo');
                return visitor;
            };
            return other;
        },
    };
    await serve(kadr);
    return kadr;
}

async function serve(kadr) {
    const child = spawn(binary, ['serve'], { env: kadr.env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.on('data', (data) => kadr.log.push(String(data)));
    kadr.child = child;
    kadr.gone = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    kadr.url = await address(child);
    free(child);
}

function finish(kadr, signal) {
    const { child } = kadr;
    child.ref();
    if (child.exitCode === null && child.signalCode === null)
        child.kill(signal);
    return kadr.gone;
}

// One request over its own connection.  (The fetch of Node 18 hides cookies.)
function exchange(url, method, body, headers) {
    return new Promise((resolve, reject) => {
        const request = http.request(url, { method, headers, agent: false }, (answer) => {
            const parts = [];
            answer.on('data', (part) => parts.push(part));
            answer.on('error', reject);
            answer.on('end', () => resolve({
                status: answer.statusCode,
                headers: new Headers(Object.entries(answer.headersDistinct).flatMap(([k, all]) => all.map((v) => [k, v]))),
                cookies: answer.headers['set-cookie'] || [],
                text: Buffer.concat(parts).toString(),
            }));
        });
        request.on('error', reject);
        request.end(body);
    });
}

const sendable = (body) => (body === undefined || Buffer.isBuffer(body) ? body : String(body));

// A multipart body: fields by name, files as { field, name, bytes, type }.  Names go out as they are.
function multipart(fields, files) {
    const line = 'kadr-test-4f1e';
    const head = (field, rest) => `--${line}\r\nContent-Disposition: form-data; name="${field}"${rest}\r\n\r\n`;
    const parts = Object.entries(fields).filter(([, value]) => value !== undefined)
        .flatMap(([field, value]) => [head(field, ''), String(value), '\r\n']);
    for (const { field, name, bytes, type = 'application/pdf' } of files)
        parts.push(head(field, `; filename="${name}"\r\nContent-Type: ${type}`), bytes, '\r\n');
    parts.push(`--${line}--\r\n`);
    return {
        body: Buffer.concat(parts.map((part) => Buffer.from(part))),
        headers: { 'Content-Type': `multipart/form-data; boundary=${line}` },
    };
}

// Somebody with a cookie jar.  Answers are { status, headers, text, json }; redirects are not followed.
class Visitor {
    constructor(url) {
        this.url = url;
        this.cookies = new Map();
    }

    async ask(method, where, { headers = {}, body, accept = 'application/json' } = {}) {
        const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
        const form = body instanceof URLSearchParams;
        const answer = await exchange(this.url + where, method, sendable(body), {
            Accept: accept,
            ...(cookie && { Cookie: cookie }),
            ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
            ...headers,
        });
        for (const line of answer.cookies) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            if (value && !/max-age=0/i.test(line))
                this.cookies.set(name, value);
            else
                this.cookies.delete(name);
        }
        const isJson = /json/.test(answer.headers.get('content-type') || '');
        return { ...answer, json: isJson && answer.text ? JSON.parse(answer.text) : undefined };
    }

    get(where, options) { return this.ask('GET', where, options); }

    html(where) { return this.ask('GET', where, { accept: 'text/html' }); }

    // What a form page holds back from forgers: its CSRF token and one-time key.
    async tokens(where) {
        const { text } = await this.html(where);
        const hidden = (name) => (text.match(new RegExp(`name="${name}" value="([^"]*)"`)) || [])[1];
        return { _csrf: hidden('_csrf'), _key: hidden('_key') };
    }

    // A form as a browser sends it; `form` names the page the tokens come from.
    async send(where, fields, form = where) {
        const body = new URLSearchParams({ ...(await this.tokens(form)), ...fields });
        return this.ask('POST', where, { body, accept: 'text/html' });
    }

    // The same with files, as a browser or, with accept, a program sends them.
    async upload(where, fields, files, { form = where, accept = 'text/html' } = {}) {
        const sent = multipart({ ...(await this.tokens(form)), ...fields }, files);
        return this.ask('POST', where, { ...sent, accept });
    }

    // The same as JSON, the token in the body.
    async post(where, fields, form = '/account') {
        const { _csrf } = await this.tokens(form);
        return this.ask('POST', where, {
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ _csrf, ...fields }),
        });
    }

    async signIn(login, password) {
        const answer = await this.send('/sign-in', { login, password });
        if (answer.status !== 303)
            throw new Error(`${login} was not let in: ${answer.status}\n${answer.text}`);
    }
}

let chromium;

// A page of its own context.  What it complained about is in page.faults: script errors, answers over 399,
// and whatever the Content-Security-Policy stopped.  options: width, script: false, bypassCSP, login.
async function browse(kadr, options = {}) {
    const { chromium: engine } = require('playwright-core');
    chromium = chromium || await engine.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    const width = options.width || 1440;
    const context = await chromium.newContext({
        baseURL: kadr.url,
        viewport: { width, height: width < 600 ? 844 : 900 },
        locale: options.locale || 'az-AZ',
        javaScriptEnabled: options.script !== false,
        bypassCSP: Boolean(options.bypassCSP),
    });
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (e) => page.faults.push(`script: ${e.message}`));
    page.on('console', (m) => m.type() === 'error' && page.faults.push(`console: ${m.text()}`));
    page.on('response', (r) => r.status() > 399 && page.faults.push(`${r.status()} ${r.url()}`));
    if (options.login) {
        await page.goto('/sign-in');
        await page.fill('[name=login]', options.login);
        await page.fill('[name=password]', 'demo');
        await Promise.all([page.waitForURL((u) => u.pathname !== '/sign-in'), page.press('[name=password]', 'Enter')]);
    }
    return page;
}

async function closeBrowser() {
    if (chromium)
        await chromium.close();
    chromium = undefined;
}

// What axe finds on the page, as one line each.  The debugger puts it in, so that the page's own policy stays in force.
async function axe(page) {
    const debug = await page.context().newCDPSession(page);
    const run = async (expression) => {
        const { result, exceptionDetails } = await debug.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails)
            throw new Error(`axe: ${exceptionDetails.exception?.description || exceptionDetails.text}`);
        return result.value;
    };
    await run(`${fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};0`);
    const violations = await run(`axe.run({ runOnly: ${JSON.stringify(AXE_RULES)}, resultTypes: ['violations'] }).then((r) =>
        r.violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.map((n) => [n.target.join(' '), n.failureSummary]) })))`);
    await debug.detach();
    return violations.flatMap((v) => v.nodes.map(([at, why]) => `${v.id} (${v.impact}) ${at} ${why.replace(/\s+/g, ' ')}`));
}

// Keeps a picture where KADR_SHOTS names a folder.
async function shot(page, name) {
    if (!process.env.KADR_SHOTS)
        return;
    fs.mkdirSync(process.env.KADR_SHOTS, { recursive: true });
    await page.screenshot({ path: path.join(process.env.KADR_SHOTS, `${name}.png`), fullPage: true, caret: 'initial' });
}

// How far the page is wider than the window.
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

module.exports = { start, Visitor, browse, closeBrowser, axe, shot, overflow };
