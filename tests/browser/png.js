// SPDX-License-Identifier: Apache-2.0
// A screenshot made small: 8-bit RGB(A) PNG in, PNG with a palette out.  For pictures.js.
'use strict';
const zlib = require('node:zlib');

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunks(png) {
    const found = {};
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
        const name = png.toString('latin1', at + 4, at + 8), body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
        (found[name] = found[name] || []).push(body);
    }
    return found;
}

function paeth(a, b, c) {
    const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b), pc = Math.abs(p - c);
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

// { width, height, rgb: one number a pixel }
function decode(png) {
    const { IHDR: [head], IDAT } = chunks(png);
    const width = head.readUInt32BE(0), height = head.readUInt32BE(4), bytes = { 2: 3, 6: 4 }[head[9]];
    const raw = zlib.inflateSync(Buffer.concat(IDAT)), line = width * bytes, rgb = new Uint32Array(width * height);
    let above = Buffer.alloc(line);
    for (let y = 0; y < height; y++) {
        const filter = raw[y * (line + 1)], row = raw.subarray(y * (line + 1) + 1, (y + 1) * (line + 1));
        for (let x = 0; x < line; x++) {
            const a = x < bytes ? 0 : row[x - bytes], b = above[x], c = x < bytes ? 0 : above[x - bytes];
            row[x] += [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter];
        }
        for (let x = 0; x < width; x++)
            rgb[y * width + x] = (row[x * bytes] << 16) | (row[x * bytes + 1] << 8) | row[x * bytes + 2];
        above = row;
    }
    return { width, height, rgb };
}

// The commonest colours; each other one becomes the nearest of them.
function palette(rgb) {
    const count = new Map();
    for (const c of rgb)
        count.set(c, (count.get(c) || 0) + 1);
    const chosen = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(([c]) => c);
    const far = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
    const index = new Map(chosen.map((c, i) => [c, i]));
    for (const c of count.keys())
        if (!index.has(c))
            index.set(c, chosen.reduce((best, p, i) => (far(p, c) < far(chosen[best], c) ? i : best), 0));
    return { chosen, index };
}

const CRC = Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++)
        n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
});

function chunk(name, body) {
    const data = Buffer.concat([Buffer.from(name, 'latin1'), body]), size = Buffer.alloc(4), sum = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    sum.writeUInt32BE((data.reduce((c, byte) => CRC[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0);
    return Buffer.concat([size, data, sum]);
}

function shrink(png) {
    const { width, height, rgb } = decode(png), { chosen, index } = palette(rgb);
    const head = Buffer.alloc(13), rows = Buffer.alloc((width + 1) * height);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head[8] = 8;
    head[9] = 3;
    for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
            rows[y * (width + 1) + 1 + x] = index.get(rgb[y * width + x]);
    return Buffer.concat([SIGNATURE, chunk('IHDR', head),
        chunk('PLTE', Buffer.from(chosen.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))),
        chunk('IDAT', zlib.deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

module.exports = { shrink };
