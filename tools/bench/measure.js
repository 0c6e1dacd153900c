// SPDX-License-Identifier: Apache-2.0
// Parts of ./bench: processes, the load, what the system says of a process.
'use strict';
const { spawn, execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const TICKS = Number(execFileSync('getconf', ['CLK_TCK']));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

// Everything started here is ended here, however the measuring ends.
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => process.exit(1));

// Starts a server; resolves when it has printed its address: { child, url, port, ms }.
function serve(binary, args, env) {
    const began = process.hrtime.bigint();
    const child = spawn(binary, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    return new Promise((resolve, reject) => {
        let said = '';
        const hear = (data) => {
            said += data;
            const found = said.match(/http:\/\/127\.0\.0\.1:(\d+)/);
            if (found)
                resolve({ child, url: found[0], port: Number(found[1]), began });
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.once('exit', (code) => {
            running.delete(child);
            reject(new Error(`${path.basename(binary)} ended with ${code}\n${said}`));
        });
    });
}

async function stop(server) {
    if (server.child.exitCode !== null)
        return;
    const gone = new Promise((resolve) => server.child.once('exit', resolve));
    server.child.kill('SIGTERM');
    await gone;
}

// Microseconds of processor time a process has used.
function cpu(pid) {
    const after = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(after[11]) + Number(after[12])) / TICKS * 1e6;
}

function memory(pid) {
    const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(text.match(/VmRSS:\s+(\d+)/)[1]) / 1024;
}

// One run of the load generator against a server: its JSON and `cpu`, the server's microseconds a request.
async function load(tool, server, lines, { connections, seconds = 60, warm = 0, cookie, prefix }) {
    const args = ['-c', connections, '-s', seconds, '-w', warm];
    if (cookie)
        args.push('-k', cookie);
    if (prefix)
        args.push('-p', prefix);
    const before = cpu(server.child.pid);
    const child = spawn(tool, [...args.map(String), String(server.port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.add(child);
    let out = '';
    child.stdout.on('data', (data) => { out += data; });
    child.stdin.end(lines.join('\n') + '\n');
    const code = await new Promise((resolve) => child.once('close', resolve));
    running.delete(child);
    if (code !== 0)
        throw new Error(`the load generator ended with ${code}`);
    const result = JSON.parse(out);
    const share = warm ? seconds / (seconds + warm) : 1;
    return { ...result, cpu: (cpu(server.child.pid) - before) * share / Math.max(result.requests, 1) };
}

// The middle of several runs, each figure by itself.
function middle(runs) {
    const result = {};
    for (const key of Object.keys(runs[0]))
        result[key] = median(runs.map((run) => run[key]));
    result.faults = runs.reduce((sum, run) => sum + run.faults, 0);
    return result;
}

module.exports = { serve, stop, memory, load, middle, median, sleep };
