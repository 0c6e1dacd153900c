// SPDX-License-Identifier: Apache-2.0
// Takes a picture of every page of every role, wide and narrow, for people to look at; no test.
//   node tests/browser/shots.js FOLDER [PART OF A PATH] [LOGIN]      (NODE_PATH: where playwright-core is)
'use strict';
const path = require('node:path');
const { start, browse, closeBrowser } = require('../harness');
const { routes, roles, crawl } = require('./crawl');

const [folder = 'shots', part = '', login = ''] = process.argv.slice(2);

async function main() {
    const kadr = await start();
    try {
        const table = await routes(kadr), taken = new Set();
        for (const role of [{ login: '' }, ...await roles(kadr)]) {
            if (login && role.login !== login)
                continue;
            const visitor = role.login ? await kadr.signIn(role.login) : kadr.visitor();
            const pages = (await crawl(table, visitor, 1)).filter((p) => p.status === 200 && p.type.startsWith('text/html')
                && p.path.includes(part) && (!role.login || p.route.path !== '/sign-in'));
            for (const width of [1440, 390]) {
                const page = await browse(kadr, { width, ...(role.login && { login: role.login }) });
                for (const { path: address, route } of pages) {
                    // The desk is every role's own; other pages look alike and are taken once.
                    const once = `${route.path === '/' ? role.login : ''}${address} ${width}`;
                    if (taken.has(once))
                        continue;
                    taken.add(once);
                    await page.goto(address);
                    const name = `${address.replace(/[^\w]+/g, '_').slice(0, 60)}_${role.login}_${width}.png`;
                    await page.screenshot({ path: path.join(folder, name), fullPage: true });
                    process.stdout.write(`${name}\n`);
                }
                await page.context().close();
            }
        }
    } finally {
        await closeBrowser();
        await kadr.stop();
    }
}
main().catch((e) => { process.stderr.write(`${e.stack}\n`); process.exit(1); });
