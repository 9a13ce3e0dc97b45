import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Answer, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';
import { configureFolder } from '../services/watched-folder.ts';
import type { FileLine } from './files.ts';
import { CONVEYOR, EMPTY, csvFile, xlsxFile, xmlFile } from './files.ts';

const app = await startTestApp(t, { now: '2025-03-05T07:00:00Z' });
const [sokolova, ilyin, tarasov] = [await app.as('sokolova'), await app.as('ilyin'), await app.as('tarasov')];

type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

const rows = async (sql: string, values: readonly unknown[] = []): Promise<Row[]> => app.read((uow) => uow.query<Row>(sql, values));
const one = async (sql: string, values: readonly unknown[] = []): Promise<Row> => (await rows(sql, values))[0] ?? {};

function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.data ?? answer.body) as Row;
}

const { id: partner } = await one("select id from crm_partner where code = 'uralcemproekt'");
const { id: service } = await one("select id from crm_service_type where code = 'equipment'");

async function order(values: Row = {}): Promise<Row> {
  const inquiry = good(await sokolova.post('/api/crm/inquiries', { channel: 'phone', from_phone: '+7 343 000-02-02' }));
  good(await sokolova.send(`/api/crm/inquiries/${inquiry['id']}`, 'inquiry.converted', { service_type_id: service }));
  const interest = await one('select id from crm_interest where inquiry_id = $1', [inquiry['id']]);
  return good(await sokolova.post('/api/crm/customer-orders', { interest_id: interest['id'], partner_id: partner, ...values }));
}

async function load(orderId: string, content?: Buffer | { readonly name: string; readonly content: Buffer }, parts: Record<string, string> = {}, query = '', as: TestClient = sokolova): Promise<Answer> {
  const path = `/api/macbuild-import/customer-orders/${orderId}/load${query}`;
  if (content === undefined) return as.post(path, parts);
  const file = Buffer.isBuffer(content) ? { name: 'export.csv', content } : content;
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file.content)]), file.name);
  const response = await fetch(`${app.url}${path}`, { method: 'POST', headers: { origin: app.url, ...as.cookies }, body: form });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const linesOf = (orderId: string): Promise<Row[]> => rows(
  `select l.line_no, l.macbuild_line_no, l.quantity, l.price, l.is_unmatched, l.description, p.working_name, p.macbuild_code from crm_customer_order_line l join crm_product p on p.id = l.product_id where order_id = $1 order by l.line_no`, [orderId],
);
const counts = async (): Promise<Row> => one(`select (select count(*)::int from crm_product) as products, (select count(*)::int from crm_customer_order_line) as lines, (select count(*)::int from macbuild_import_macbuild_order) as orders,
  (select count(*)::int from macbuild_import_macbuild_import_run where state <> 'failed') as runs, (select coalesce(sum(version), 0)::int from crm_customer_order) as versions, (select count(*)::int from core_attachment) as files`);

t.test('a file by its number: lines, products with their description, an empty row that keeps the order from being posted', async (t) => {
  const made = await order({ macbuild_number: '048213077' });
  const answer = good(await load(made['id'], { name: '048213077.csv', content: csvFile('048213077', [CONVEYOR, EMPTY]) }));
  t.match(answer, { dry_run: false, counts: { macbuild_number: '048213077', state: 'ok_with_empty', unchanged: false, lines: 2, created_products: 1, matched_products: 0, empty_lines: 1 } });
  t.match(await linesOf(made['id']), [
    { macbuild_line_no: 1, quantity: '3.000', price: '980000.00', is_unmatched: false, description: 'Длина: 4000', working_name: 'Винтовой конвейер ШК-273/4000', macbuild_code: 'WAM-273-4000' },
    { macbuild_line_no: 2, quantity: '1.000', price: '0.00', is_unmatched: true },
  ]);
  t.match(await one(`select p.price_eur, p.is_custom, g.code, a.characteristic, a.value from crm_product p join crm_product_group g on g.id = p.group_id join crm_product_attribute a on a.product_id = p.id where macbuild_code = 'WAM-273-4000'`), {
    price_eur: '9800.00', is_custom: true, code: 'conveyors', characteristic: 'Длина', value: '4000',
  });
  t.match(await one('select state, created_products, matched_products, empty_lines, file_name from macbuild_import_macbuild_import_run where customer_order_id = $1', [made['id']]), { state: 'ok_with_empty', created_products: 1, empty_lines: 1, file_name: '048213077.csv' });

  const task = await one("select id, title, state, assignee_user_id from core_task where kind = 'create_product' and subject_id = $1", [made['id']]);
  t.match(task, { title: 'Создать номенклатуру', state: 'new' });
  const refused = await sokolova.send(`/api/crm/customer-orders/${made['id']}`, 'order.posted');
  t.ok(refused.status === 409 && (refused.body.reasons as Row[]).some((reason) => reason['code'] === 'crm.unmatched_line'), 'posting waits for the product');

  const before = await counts();
  t.match(good(await load(made['id'], { name: 'again.xml', content: xmlFile('048213077', [CONVEYOR, EMPTY], 'utf-8') })), { counts: { unchanged: false } }, 'another file with other captions is read anew');
  t.match(good(await load(made['id'], { name: 'again.xml', content: xmlFile('048213077', [CONVEYOR, EMPTY], 'windows-1251') })), { counts: { unchanged: true, state: 'ok_with_empty', created_products: 0 } }, 'the same content in another encoding is the same');
  const after = await counts();
  t.same([after['products'], after['lines'], after['orders']], [before['products'], before['lines'], before['orders']]);
  good(await load(made['id'], { name: 'again.xml', content: xmlFile('048213077', [CONVEYOR, EMPTY], 'windows-1251') }));
  t.same(await counts(), after, 'pressed again: nothing is written at all');

  const frame = good(await sokolova.post('/api/crm/products', {
    working_name: 'Опорная рама ОР-4', print_name: 'Опорная рама ОР-4', group_id: (await one("select id from crm_product_group where code = 'frames'"))['id'], vat_rate_id: (await one("select id from crm_vat_rate where code = 'vat20'"))['id'], price_eur: '1600.00',
    attributes: [{ characteristic: 'Материал', value: 'Ст3' }, { characteristic: 'Высота', value: '1200 мм' }],
  }));
  const now = good(await sokolova.get(`/api/crm/customer-orders/${made['id']}?include=lines`));
  const [first, second] = now['lines'] as Row[];
  good(await sokolova.patch(`/api/crm/customer-orders/${made['id']}`, { version: now['version'], lines: [{ id: first?.['id'] }, { id: second?.['id'], product_id: frame['id'] }] }));
  t.match(await linesOf(made['id']), [{ is_unmatched: false }, { is_unmatched: false, working_name: 'Опорная рама ОР-4', price: '160000.00' }]);
  t.match(await one('select state from core_task where id = $1', [task['id']]), { state: 'done' }, 'the task is done by itself');
  t.match(await one('select product_id from macbuild_import_macbuild_order_line l where is_empty and macbuild_order_id = (select id from macbuild_import_macbuild_order where customer_order_id = $1)', [made['id']]), { product_id: frame['id'] });

  good(await load(made['id'], csvFile('48213077', [{ ...CONVEYOR, quantity: '4' }, EMPTY, { no: '3', name: 'Винтовой конвейер ШК-273/4000', quantity: '1' }])));
  t.match(await linesOf(made['id']), [{ quantity: '4.000', price: '980000.00' }, { working_name: 'Опорная рама ОР-4', is_unmatched: false }, { macbuild_line_no: 3, quantity: '1.000' }], 'a corrected file keeps what people have put in; Excel may drop the leading zero');
  t.match(await one('select macbuild_number from crm_customer_order where id = $1', [made['id']]), { macbuild_number: '048213077' });
  t.match(good(await sokolova.get('/api/macbuild-import/macbuild-orders?filter[macbuild_number]=048213077')), [{ macbuild_number: '048213077', customer_order_id: made['id'] }], 'the list in place of the notebook');
});

t.test('three formats in all encodings say the same', async (t) => {
  const files: [string, Buffer][] = [
    ['a.xlsx', await xlsxFile('A-7', [CONVEYOR, EMPTY])], ['a.csv', csvFile('A-7', [CONVEYOR, EMPTY], 'utf8')], ['b.csv', csvFile('A-7', [CONVEYOR, EMPTY])],
    ['a.xml', xmlFile('A-7', [CONVEYOR, EMPTY], 'utf-8')], ['b.xml', xmlFile('A-7', [CONVEYOR, EMPTY], 'windows-1251')],
  ];
  const made = await order();
  for (const [name, content] of files) {
    t.match(good(await load(made['id'], { name, content }, {}, '?dry_run=true')), { dry_run: true, counts: { macbuild_number: 'A-7', lines: 2, created_products: 0, matched_products: 1, empty_lines: 1, unchanged: false } }, name);
  }
  t.same(await linesOf(made['id']), [], 'a dry run leaves nothing');
  t.equal((await one('select macbuild_number as n from crm_customer_order where id = $1', [made['id']]))['n'], null);
});

t.test('every bad row is told with its column, and nothing of the file stays', async (t) => {
  const made = await order();
  const before = await counts();
  const content = csvFile('B-1', [CONVEYOR, { no: '1', code: 'X1', quantity: 'три' }, { no: 'x', code: 'X2', name: 'Y', quantity: '-1' }, { no: '5', code: 'X3', quantity: '1' }, { no: '5', code: 'X4', name: 'Z' }]);
  const answer = await load(made['id'], content);
  t.match(answer, { status: 422, body: { code: 'core.table_rows_wrong' } });
  t.same((answer.body.errors as Row[]).map((one) => [one['pointer'], one['code']]), [
    ['/file/rows/4/Кол-во', 'not_a_number'], ['/file/rows/5/№', 'not_an_integer'], ['/file/rows/5/Кол-во', 'too_small'],
    ['/file/rows/6/Наименование', 'name_required'], ['/file/rows/7/№', 'line_repeated'], ['/file/rows/7/Кол-во', 'required'],
  ]);
  t.same(await counts(), before);
  t.match(await one('select state, error from macbuild_import_macbuild_import_run where customer_order_id = $1', [made['id']]), { state: 'failed', error: /Ничего не загружено/ }, 'a failed run is on record');
  t.match(good(await sokolova.get('/api/core/import-runs?filter[importer]=macbuild_import.order&filter[state]=refused'))[0], { state: 'refused', problem_count: 6 });
});

t.test('what does not fit together is refused in words', async (t) => {
  const made = await order();
  const taken = await order();
  good(await load(taken['id'], csvFile('C-1', [CONVEYOR])));
  const cases: [string, Promise<Answer>, number, string][] = [
    ['another number than asked for', load(made['id'], csvFile('C-2', [CONVEYOR]), { number: 'C-3' }), 422, 'macbuild_import.number_differs'],
    ['a file without a number', load(made['id'], csvFile(null, [CONVEYOR])), 422, 'macbuild_import.number_missing'],
    ['a number that leads elsewhere', load(made['id'], undefined, { number: '../x' }), 422, 'macbuild_import.number_malformed'],
    ['neither a file nor a number', load(made['id']), 422, 'macbuild_import.number_required'],
    ['a number of another order', load(made['id'], csvFile('C-1', [CONVEYOR])), 409, 'macbuild_import.number_taken'],
    ['another number for one order', load(taken['id'], csvFile('C-9', [CONVEYOR]), { number: 'C-9' }), 409, 'macbuild_import.another_number'],
    ['a column that is missing', load(made['id'], Buffer.from('Номер заказа;C-4\nКод;Наименование\n1;2')), 422, 'core.table_rows_wrong'],
    ['no lines', load(made['id'], csvFile('C-4', [])), 422, 'macbuild_import.no_lines'],
    ['a picture', load(made['id'], { name: 'a.csv', content: Buffer.from([0x89, 0x50, 0, 1]) }), 422, 'core.table_format_unknown'],
    ['a file of another kind', load(made['id'], { name: 'a.docx', content: Buffer.from('x') }), 422, 'core.import_file_type'],
    ['an order that is not there', load('00000000-0000-4000-8000-000000000000', csvFile('C-4', [CONVEYOR])), 404, 'core.not_found'],
    ['a person without the right', load(made['id'], csvFile('C-4', [CONVEYOR]), {}, '', tarasov), 403, 'core.not_permitted'],
    ['no folder', load(made['id'], undefined, { number: 'C-4' }), 409, 'macbuild_import.folder_unset'],
  ];
  for (const [name, asked, status, code] of cases) {
    const answer = await asked;
    t.same([answer.status, answer.body.code], [status, code], name);
  }
  const now = await one('select id, version from crm_customer_order where id = $1', [taken['id']]);
  const reason = await one("select id from crm_refusal_reason where code = 'competitor'");
  good(await sokolova.send(`/api/crm/customer-orders/${now['id']}`, 'order.cancelled', { cancel_reason_id: reason['id'] }));
  t.match(await load(taken['id'], csvFile('C-1', [{ ...CONVEYOR, quantity: '2' }])), { status: 409, body: { code: 'macbuild_import.order_not_open' } });
  t.match(good(await load(made['id'], csvFile('C-1', [CONVEYOR]))), { counts: { state: 'ok' } }, 'the number of a cancelled order is free again');
});

t.test('the watched folder: a file by its number, found by a logistician too', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'macbuild-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  t.throws(() => configureFolder(app.application.registry, { foldr: folder }), { code: 'macbuild_import.bad_settings' });
  configureFolder(app.application.registry, { folder: join(folder, '{company}') });
  await mkdir(join(folder, 'pneumosila'));
  const made = await order();
  t.match(await load(made['id'], undefined, { number: '012' }, '', ilyin), { status: 409, body: { code: 'macbuild_import.file_not_found' } });
  await writeFile(join(folder, 'pneumosila', '012.XLSX'), await xlsxFile('012', [CONVEYOR]));
  await writeFile(join(folder, 'pneumosila', '012.csv'), csvFile('012', [CONVEYOR]));
  t.match(await load(made['id'], undefined, { number: '012' }), { status: 409, body: { code: 'macbuild_import.several_files', params: { files: '012.XLSX, 012.csv' } } });
  await rm(join(folder, 'pneumosila', '012.csv'));
  t.match(good(await load(made['id'], undefined, { number: '012' }, '', ilyin)), { counts: { macbuild_number: '012', matched_products: 1 } });
});

t.test('ten thousand rows at once, and how far it is can be seen', async (t) => {
  const lines: FileLine[] = Array.from({ length: 10_000 }, (_, index) => ({ no: String(index + 1), code: `M-${index % 100}`, name: `Узел ${index % 100}`, quantity: '1', price: '10' }));
  const made = await order();
  const run = '11111111-1111-4111-8111-111111111111';
  let isOver = false;
  const answer = load(made['id'], csvFile('D-10000', lines), {}, `?run=${run}`).finally(() => (isOver = true));
  const seen = new Set<number>();
  while (!isOver) {
    const state = await sokolova.get(`/api/core/import-runs/${run}`);
    if (state.status === 200 && good(state)['state'] === 'running') seen.add(good(state)['done'] as number);
  }
  t.match(good(await answer), { run, counts: { lines: 10_000, created_products: 100, empty_lines: 0 } });
  t.match(good(await sokolova.get(`/api/core/import-runs/${run}`)), { state: 'done', done: 10_000, total: 10_000, counts: { lines: 10_000 } });
  t.ok([...seen].some((done) => done > 0 && done < 10_000), `seen on the way: ${[...seen].join(', ')}`);
  t.match(await one('select count(*)::int as n, count(*) filter (where macbuild_line_no = line_no)::int as ordered from crm_customer_order_line where order_id = $1', [made['id']]), { n: 10_000, ordered: 10_000 });
  t.match(await load(made['id'], csvFile('D-10000', lines), {}, `?run=${run}`), { status: 409, body: { code: 'core.import_running' } }, 'an id is used once');
});
