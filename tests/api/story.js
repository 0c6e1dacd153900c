// SPDX-License-Identifier: Apache-2.0
// What the stories of a working day share: a paper to scan, the demo's clock, a value found by its label.
'use strict';
const assert = require('node:assert/strict');

// A PDF of one empty page, as a scanner would send it.
function paper(words = '') {
    const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>',
        `<</Length ${Buffer.byteLength(`% ${words}\n`)}>>stream\n% ${words}\nendstream`];
    let text = '%PDF-1.4\n';
    const at = objects.map((object, i) => {
        const here = Buffer.byteLength(text);
        text += `${i + 1} 0 obj${object}endobj\n`;
        return `${String(here).padStart(10, '0')} 00000 n \n`;
    });
    const table = Buffer.byteLength(text);
    return Buffer.from(`${text}xref\n0 5\n0000000000 65535 f \n${at.join('')}trailer<</Size 5/Root 1 0 R>>\n`
        + `startxref\n${table}\n%%EOF\n`);
}

const scan = (name, words) => [{ field: 'scan', name, bytes: paper(words) }];

function ok(answer) {
    assert.ok(answer.status < 300, `${answer.status}: ${answer.text}`);
    return answer;
}

// Refused with this status, and the words the reader is given.
function refused(answer, status, words) {
    assert.equal(answer.status, status, answer.text);
    if (words)
        assert.match(answer.json.detail, words);
    return answer.json;
}

// The value a form's field offers under a label; the answer is a page's JSON.
function offered(fields, name, label) {
    const field = fields.find((f) => f.name === name);
    const found = field.choices.find((c) => c.label.includes(label));
    assert.ok(found, `${name} does not offer ${label}: ${field.choices.map((c) => c.label).join(', ')}`);
    return found.value;
}

// Moves the clock of the demo forward to a day.
async function moveTo(admin, day) {
    const { json } = await admin.get('/demo/clock');
    const days = (Date.parse(day) - Date.parse(json.today)) / 86400000;
    assert.ok(days > 0, `${json.today} is not before ${day}`);
    ok(await admin.post('/demo/clock', { days }, '/demo/clock'));
}

module.exports = { paper, scan, ok, refused, offered, moveTo };
