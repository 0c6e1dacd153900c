// SPDX-License-Identifier: Apache-2.0
// tally.js MESON-LOG NODE-TAP NODE-FILES: adds up what the two runners counted and prints it on a line of
// its own.  Fails when a test failed, when a runner that had something to do left no result, or when
// nothing ran.
'use strict';
const fs = require('fs');

const read = (path) => (fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '');

// One line of JSON for each program meson ran; what it printed is TAP, or nothing we can count.
function meson(path) {
    const sum = { passed: 0, failed: 0, skipped: 0 };
    for (const line of read(path).split('\n').filter(Boolean)) {
        const run = JSON.parse(line);
        const points = (run.stdout || '').split('\n').filter((l) => /^(not )?ok\b/.test(l));
        const skipped = points.filter((l) => /#\s*skip/i.test(l)).length;
        const failed = points.filter((l) => l.startsWith('not ok') && !/#\s*(skip|todo)/i.test(l)).length;
        const good = run.result === 'OK' || run.result === 'EXPECTEDFAIL';
        if (run.result === 'SKIP' && points.length === 0) {
            sum.skipped += 1;
            continue;
        }
        sum.skipped += skipped;
        sum.passed += points.length ? points.length - skipped - failed : Number(good);
        sum.failed += failed || Number(!good && run.result !== 'SKIP');
    }
    return sum;
}

// The runner's own closing lines: "# pass 12".
function node(path, files) {
    const text = read(path);
    const count = (word) => Number((text.match(new RegExp(`^# ${word} (\\d+)$`, 'm')) || [])[1] || 0);
    const sum = { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') };
    if (files > 0 && sum.passed + sum.failed === 0)
        sum.failed = 1;
    return sum;
}

const [mesonLog, nodeTap, nodeFiles] = process.argv.slice(2);
const parts = meson(mesonLog);
const whole = node(nodeTap, Number(nodeFiles));
if (parts.passed + parts.failed === 0) {
    console.log('meson ran no test');
    parts.failed = 1;
}
const passed = parts.passed + whole.passed, failed = parts.failed + whole.failed;
const skipped = parts.skipped + whole.skipped;
console.log(`\nParts: ${parts.passed} passed, ${parts.failed} failed. ` +
    `Whole program: ${whole.passed} passed, ${whole.failed} failed. Skipped: ${skipped}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
