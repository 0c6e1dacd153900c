// SPDX-License-Identifier: Apache-2.0
// Orders of a working day in the browser: one with two items, one in force in the future, from the composer to what it
// changes; a leave of the head that names nobody who acts; what is undone, recorded, entered from old paper; and who acts
// while the head is away.  Everybody goes by what is on the screen.  (tests/api/order_day.test.js: the same through JSON.)
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { start, closeBrowser } = require('../harness');
const { paper } = require('../api/story');
const { menu, button, says, notice, card, fill, choose, press } = require('./walk');
const { orders } = require('./orders');

const TWO = 'Başqa vəzifəyə keçirilmə və ilkin xüsusi rütbənin verilməsi haqqında';
const MENDED = 'Başqa vəzifəyə (inspektor) keçirilmə və ilkin xüsusi rütbənin verilməsi haqqında';
const ANNUL = 'Əmrin bəndinin ləğv edilməsi haqqında', PAST = 'Əmək məzuniyyətinin verilməsi haqqında (kağız əmr)';
const LEAVE = 'Əmək məzuniyyətinin verilməsi haqqında (idarə rəisi)';

let kadr;
const { at, pictured, composed, item, newOrder, waiting, carry, printed, lookAt, personalFile, state, recorded } = orders(() => kadr);
before(async () => { kadr = await start(); });
after(async () => {
    await closeBrowser();
    await kadr.stop();
});

const title = (page) => page.locator('h1').textContent();

// ---- the order --------------------------------------------------------------------------------------------

let number, leaveNumber;

test('an inspector writes an order with two items and sees the act and whose file it changes', async () => {
    const clerk = await at('inspektor');
    await menu(clerk, 'Məktublar');
    const letter = (await clerk.getByRole('link', { name: /^05\/1-\d+/ }).first().textContent()).trim();

    const page = await newOrder('inspektor', TWO);
    const first = await item(page, 1, 'Başqa vəzifəyə keçirmə', 'Reyhanzadə Dilarə');
    await choose(first, 'Yeni ştat vahidi', 'baki.ins11');
    await fill(first, { Tarixdən: '02.11.2026' });
    await composed(page, () => button(page, 'Bənd əlavə et'));
    const second = await item(page, 2, 'İlkin xüsusi rütbə', 'Mərmərzadə Şahin');
    await choose(second, 'Rütbə', 'xidməti leytenantı');
    await fill(page.getByRole('group', { name: 'Əsas' }), { 'Qeydiyyatda olan sənəd: nömrəsi və ya sözləri': letter });
    const pane = page.locator('.order-pane');
    for (const words of ['ƏMR EDİRƏM:', '2026-cı il noyabrın 2-dən', 'Mərmərzadə Şahin Ziya oğluna', letter, 'Nə dəyişəcək'])
        await says(pane, words);
    await pictured(page, '01_composer');
    await button(page, 'Layihəni saxla');
    await pictured(page, '02_saved');
    await button(page, 'Razılaşdırmaya göndər');
    await notice(page);
});

test('the section head returns it with a remark, the history of versions shows what was mended', async () => {
    const chief = await waiting('sobe', 'Viza veriləcək əmrlər', TWO);
    await pictured(chief, '03_visa');
    await fill(card(chief, 'Sizin vizanız'), { İrad: 'Başlıqda vəzifə göstərilsin' });
    await press(card(chief, 'Sizin vizanız'), 'Hazırlayana qaytar');

    const page = await waiting('inspektor', 'Əmr layihələrim', TWO);
    await says(page, 'Başlıqda vəzifə göstərilsin');
    await pictured(page, '04_returned');
    await page.getByRole('link', { name: 'Layihəni dəyiş' }).click();
    await fill(page, { Başlıq: MENDED });
    await button(page, 'Layihəni saxla');
    await page.getByRole('heading', { level: 1, name: MENDED }).waitFor();
    await press(page, 'Razılaşdırmaya göndər');
    await says(card(page, 'Vizalar'), 'Razılaşdırmaya göndərilib: 2');
    await pictured(page, '05_visas');
    await page.getByRole('link', { name: 'Redaksiyalar' }).click();
    const [second, first] = [card(page, /^Redaksiya 2/), card(page, /^Redaksiya 1/)];
    await says(first, 'Başlıqda vəzifə göstərilsin');
    await says(second, MENDED);
    await pictured(page, '05_versions');
});

test('four visas in their row, the signature over the frozen paper, the number', async () => {
    number = await carry(MENDED, 'inspektor', '06');
    assert.match(number, /-k$/);
});

test('each named person has an extract; acquaintance has its date, a refusal its act', async () => {
    const page = await at('inspektor');
    await menu(page, 'Əmrlər');
    await page.getByRole('link', { name: MENDED }).click();
    const row = (no) => page.locator(`#item-${no}`);
    await row(1).getByRole('link', { name: 'Çıxarış' }).click();
    await pictured(page, '07_extract');
    const extract = await printed(page, '07_extract_pdf');
    assert.ok(extract.includes('Reyhanzadə') && !extract.includes('Mərmərzadə'), extract);
    await page.goBack();
    await row(1).getByText('Tanış olmanı qeyd et').click();
    await fill(row(1), { Gün: '05.10.2026' });
    await pictured(page, '08_acquaint');
    await press(row(1), 'Qeyd et');
    await row(2).getByText('Tanış olmanı qeyd et').click();
    await row(2).getByLabel('İmzadan imtina edib').check();
    await fill(row(2), { 'İmtina aktı': '05.10.2026 tarixli 1 nömrəli akt' });
    await press(row(2), 'Qeyd et');
    await says(row(2), 'imzadan imtina edib');
    await says(row(2), '1 nömrəli akt');
    await pictured(page, '09_acquainted');
});

test('it prints as an act', async () => {
    const page = await at('inspektor');
    await menu(page, 'Əmrlər');
    await page.getByRole('link', { name: MENDED }).click();
    const act = await printed(page, '10_act');
    for (const words of ['AZƏRBAYCAN RESPUBLİKASI DÖVLƏT MİQRASİYA XİDMƏTİ ƏMR', `№ ${number} Bakı şəhəri 5 oktyabr 2026-cı il`, MENDED,
        '“Miqrasiya orqanlarında qulluq keçmə haqqında Əsasnamə”ni rəhbər tutaraq, ƏMR EDİRƏM:',
        '1. Miqrasiya xidməti kapitanı Reyhanzadə Dilarə Akif qızı tutduğu', 'vəzifəsinə 2026-cı il noyabrın 2-dən keçirilsin.',
        'Mərmərzadə Şahin Ziya oğluna', 'Əsas: ', 'Xidmətinin rəisi elektron imza T.Çinarlı',
        'Razılaşdırılıb:', 'razıyam G.Palıdova 05.10.2026', 'Əmrlə tanış oldum: Reyhanzadə Dilarə Akif qızı'])
        assert.ok(act.includes(words), `${words}\n${act}`);
});

// ---- what it changed --------------------------------------------------------------------------------------

test('the file as of today, of the future day, and as known yesterday', async () => {
    const page = await personalFile('inspektor', 'reyhanzade', 'Reyhanzadə Dilarə Akif qızı');
    assert.match(await state(page), /Hüquqi təminat idarəsinin inspektoru/);
    await pictured(page, '11_file_today');
    await lookAt(page, '02.11.2026');
    assert.match(await state(page), /Bakı şəhər/);
    await says(page, 'Gələcək tarixə baxırsınız');
    await pictured(page, '12_file_future');
    await page.getByRole('link', { name: new RegExp(number) }).first().waitFor();
    await lookAt(page, '02.11.2026', '04.10.2026');
    assert.match(await state(page), /Hüquqi təminat idarəsinin inspektoru/, 'nobody knew it yesterday');
    await pictured(page, '13_file_known');
    const other = await personalFile('inspektor', 'mermerzade', 'Mərmərzadə Şahin Ziya oğlu');
    assert.match(await state(other), /xidməti leytenantı/);
    await lookAt(other, '05.10.2026', '04.10.2026');
    assert.doesNotMatch(await state(other), /leytenant/);
});

test('staff table, vacancies and nominal roll on the same days', async () => {
    const days = [['05.10.2026', ''], ['02.11.2026', ''], ['02.11.2026', '04.10.2026']];
    const page = await at('inspektor');
    const lines = async (name, words) => {
        await at('inspektor');
        await menu(page, name);
        const found = [];
        for (const [day, known] of days) {
            await lookAt(page, day, known);
            found.push(await page.locator('main tr').filter({ hasText: words }).allInnerTexts());
            await pictured(page, `14_${name}_${found.length}`);
        }
        return found;
    };
    const seats = await lines('Ştat cədvəli', 'baki.ins11');
    assert.deepEqual(seats.map((l) => l[0].includes('Reyhanzadə')), [false, true, false]);
    const free = await lines('Vakant vəzifələr', 'baki.ins11');
    assert.deepEqual(free.map((l) => l.length > 0), [true, false, true]);
    assert.match(free[0][0], /02\.11\.2026/, 'filled from');
    const roll = await lines('İşçi heyətinin siyahısı', 'Reyhanzadə Dilarə');
    assert.deepEqual(roll.map((l) => l[0].includes('Bakı şəhər')), [false, true, false]);
});

test('a leave of the head names nobody who acts, and her balance follows', async () => {
    const balance = async () => {
        const page = await personalFile('inspektor2', 'zogalova', 'Zoğalova Çiçək Qurban qızı');
        await page.getByRole('link', { name: 'Məzuniyyət qalığı' }).click();
        const left = async (day, known) => {
            await lookAt(page, day, known);
            return Number(await page.locator('tfoot td').nth(3).innerText());
        };
        const found = [await left('05.10.2026'), await left('16.11.2026'), await left('16.11.2026', '04.10.2026')];
        await pictured(page, '15_balance');
        return found;
    };
    const before = await balance();
    const page = await newOrder('inspektor2', LEAVE);
    const asked = await item(page, 1, 'Əmək məzuniyyəti', 'Zoğalova Çiçək', { 'Məzuniyyətin ilk günü': '16.11.2026', 'Təqvim günləri': '7' });
    const fields = await asked.locator('label').allInnerTexts();
    assert.ok(fields.some((label) => label.includes('Təqvim günləri')), 'the fields of the item are there');
    assert.deepEqual(fields.filter((label) => /icra edən|əvəz/i.test(label)), [], 'nobody is asked who acts');
    await fill(page.getByRole('group', { name: 'Əsas' }), { 'Və ya başqa sənəd': 'işçinin ərizəsi', Nömrəsi: '9', Tarixi: '05.10.2026' });
    await says(page.locator('.order-pane'), '16.11.2026');
    await button(page, 'Layihəni saxla');
    await press(page, 'Razılaşdırmaya göndər');
    leaveNumber = await carry(LEAVE, 'inspektor2', '16');
    assert.match(leaveNumber, /-m$/);
    const now = await balance();
    assert.deepEqual(now.map((left, i) => before[i] - left), [7, 7, 0]);
});

test('a later order annuls one item: the file shows what was and what is', async () => {
    const page = await at('inspektor');
    await menu(page, 'Əmrlər');
    await page.getByRole('link', { name: MENDED }).click();
    await page.locator('#item-1').getByRole('link', { name: 'Ləğv et' }).click();
    await fill(page, { Başlıq: ANNUL });
    await fill(page.getByRole('group', { name: 'Əsas' }), { 'Və ya başqa sənəd': 'işçinin ərizəsi', Nömrəsi: '10', Tarixi: '05.10.2026' });
    await says(page.locator('.order-pane'), `${number} nömrəli əmrin 1-ci bəndi ləğv edilsin`);
    await pictured(page, '17_annul');
    await button(page, 'Layihəni saxla');
    await press(page, 'Razılaşdırmaya göndər');
    const annulled = await carry(ANNUL, 'inspektor');

    const file = await personalFile('inspektor', 'reyhanzade', 'Reyhanzadə Dilarə Akif qızı');
    await lookAt(file, '02.11.2026');
    assert.match(await state(file), /Hüquqi təminat idarəsinin inspektoru/);
    const gone = await card(file, 'Ləğv edilmiş və ya əvəz olunmuş bəndlər').innerText();
    assert.ok(gone.includes(number) && gone.includes(annulled), gone);
    await pictured(file, '18_file_annulled');
    await menu(file, 'Əmrlər');
    await file.getByRole('link', { name: MENDED }).click();
    await says(file.locator('#item-1'), 'ləğv edilib');
    assert.equal(await file.locator('#item-2').getByText('ləğv edilib').count(), 0);
    await pictured(file, '19_order_annulled');
});

// ---- records and the past ---------------------------------------------------------------------------------

test('a diploma and a sick note are records that a second officer confirms', async () => {
    const SCHOLAR = 'Ulduzzadə Ülviyyə Cəmil qızı';
    await recorded('ulduzzade', SCHOLAR, 'Diplom', { 'Təhsil müəssisəsi': 'Nümunə Universiteti', Nömrə: 'D-77',
        'Sənədin tarixi': '20.06.2008', İxtisası: 'Hüquqşünaslıq' }, { 'Təhsil səviyyəsi': /^ali$/ });
    await recorded('ulduzzade', SCHOLAR, 'Xəstəlik vərəqəsi', { 'Tibb müəssisəsi': 'Nümunə poliklinikası', Nömrə: 'X-7',
        'İlk gün': '05.10.2026', 'Son gün': '07.10.2026' });
    const page = await personalFile('inspektor', 'ulduzzade', SCHOLAR);
    await says(card(page, 'Təhsil və sənədlər'), 'Nümunə Universiteti');
    assert.match(await state(page), /xəstəlik/);
    await pictured(page, '22_file_records');
    await lookAt(page, '08.10.2026');
    assert.doesNotMatch(await state(page), /xəstəlik/);
});

test('a paper order of the past enters with its own number and its scan', async () => {
    const page = await at('inspektor2');
    await menu(page, 'Əmrlər');
    await page.getByRole('link', { name: 'Keçmiş dövrün kağız əmrini daxil et' }).click();
    await fill(page, { Başlıq: PAST, 'Sənəddəki nömrə': '41-m', 'Sənəddəki tarix': '12.05.2025' });
    await item(page, 1, 'Əmək məzuniyyəti', 'Buzov Fuad', { 'Məzuniyyətin ilk günü': '02.06.2025', 'Təqvim günləri': '14' });
    await fill(page.getByRole('group', { name: 'Əsas' }), { 'Və ya başqa sənəd': 'işçinin ərizəsi' });
    await page.getByLabel('Sənədin skanı').setInputFiles({ name: 'əmr41.pdf', mimeType: 'application/pdf', buffer: paper('41-m') });
    await pictured(page, '23_historical');
    await button(page, 'Layihəni saxla');
    await press(page, 'Seriyanı aparan işçiyə təqdim et');
    const keeper = await waiting('inspektor', 'Qeydiyyata alınacaq əmrlər', PAST);
    await keeper.getByRole('link', { name: 'Skan' }).click();
    await keeper.locator('img').first().waitFor();
    await pictured(keeper, '24_historical_scan');
    await keeper.goBack();
    for (const box of await card(keeper, 'Qeydiyyat').getByRole('checkbox').all())
        await box.check();
    await press(card(keeper, 'Qeydiyyat'), 'Qeydiyyata al');
    assert.match(await title(keeper), /^№ 41-m /);
    const file = await personalFile('inspektor', 'buzov fuad', 'Buzov Fuad Vaqif oğlu');
    await says(file, '12.05.2025 tarixli 41-m nömrəli əmr');
    await lookAt(file, '10.06.2025');
    assert.match(await state(file), /məzuniyyət/);
    await pictured(file, '25_file_past');
});

