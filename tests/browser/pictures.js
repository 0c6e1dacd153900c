// SPDX-License-Identifier: Apache-2.0
// Makes docs/pictures/*.png anew from the demo, for the README; no test.
//   node tests/browser/pictures.js        (KADR: the binary; NODE_PATH: where playwright-core is)
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { start, browse, closeBrowser } = require('../harness');
const { shrink } = require('./png');

const folder = path.join(__dirname, '..', '..', 'docs', 'pictures');

async function main() {
    const kadr = await start(), pages = new Map();
    const at = async (login, address) => {
        if (!pages.has(login)) {
            pages.set(login, await browse(kadr, { login }));
            await pages.get(login).setViewportSize({ width: 1440, height: 860 });
        }
        await pages.get(login).goto(address, { waitUntil: 'networkidle' });
        return pages.get(login);
    };
    const first = async (login, address, key = 'id') => (await (await kadr.signIn(login)).get(address)).json.list.items[0][key];
    const keep = async (name, what) => {
        const file = path.join(folder, `${name}.png`), png = shrink(await what.screenshot());
        fs.writeFileSync(file, png);
        process.stdout.write(`${file} ${Math.ceil(png.length / 1024)} KB\n`);
    };
    try {
        fs.mkdirSync(folder, { recursive: true });
        await keep('desk', await at('reis', '/'));
        await keep('register', await at('karguzar', '/letters?direction=in'));
        await keep('letter', await at('inspektor', `/letters/${await first('inspektor', '/tasks?state=open', 'origin_id')}`));
        await keep('composer', await at('reis', `/orders/${await first('reis', '/orders?state=draft')}/edit`));
        const person = await first('reis', '/people?q=DEM0012', 'person_id');
        await keep('file', await at('reis', `/people/${person}?as_of=05.10.2026&compare=01.01.2026`));
        const act = await at('reis', `/orders/${await first('reis', '/orders?state=registered&series=personnel')}`);
        await act.setViewportSize({ width: 1700, height: 1000 });
        await keep('act', act.locator('.doc').first());
    } finally {
        await closeBrowser();
        await kadr.stop();
    }
}
main().catch((e) => { process.stderr.write(`${e.stack}\n`); process.exit(1); });
