import t from 'tap';
import type { Row } from './stock-desk.ts';
import { codes, good, openDesk } from './stock-desk.ts';

const desk = await openDesk(t);
const { app, panina, ilyin, tarasov, filter, damper, one, rows } = desk;

const DELIVERY = '/api/warehouse/expected-deliveries/';
const LIST = '/api/warehouse/packing-lists/';
const RECEIPT = '/api/warehouse/goods-receipts/';
const csv = (...lines: string[]): string => ['Наименование;Количество', ...lines].join('\n');

async function receiptsOf(deliveryId: string): Promise<Row[]> {
  return good(await panina.post(`${DELIVERY}${deliveryId}/receipts`, {})) as Row[];
}

async function events(item: string): Promise<string[]> {
  return (await rows('select transition_code from core_history where item_id = $1 order by version, step', [item])).map((row) => String(row['transition_code']));
}

t.test('nine of ten come: the act, the tasks, the receipt of nine, and the order line stays open', async (t) => {
  const order = await desk.order([{ product: damper, quantity: '10' }]);
  await desk.placed(order);
  t.equal(await desk.stands(order.id), 'to_execute / placed / awaiting_supply');
  const truck = await desk.announce([{ product: damper, quantity: '10', orderLine: order.lines[0] as string }]);

  const early = await panina.post('/api/warehouse/goods-receipts', { expected_invoice_id: truck.invoiceId });
  t.same([early.status, early.body.code], [409, 'warehouse.delivery_not_arrived']);
  const wrong = await desk.upload(truck.id, csv('Поворотная заслонка ПЗ-300;десять'));
  t.match(wrong, { status: 422, body: { code: 'core.table_rows_wrong', errors: [{ code: 'not_a_number' }] } }, 'a bad cell is named');
  const list = good(await desk.upload(truck.id, csv('«Поворотная заслонка» ПЗ-300;10')));
  t.match(list, { state: 'expected', lines: [{ product_id: damper, listed_qty: '10.000', actual_qty: null }] }, 'recognized by its name');
  t.ok((await one('select arrived_at from warehouse_expected_delivery where id = $1', [truck.id]))['arrived_at'], 'whoever unloads knows that it is here');

  const uncounted = await tarasov.send(LIST + list['id'], 'packing_list.checked');
  t.same([uncounted.status, codes(uncounted)], [409, ['core.guard_refused', 'not_counted']]);
  const [draft] = await receiptsOf(truck.id);
  t.equal((await one('select quantity from warehouse_goods_receipt_line where receipt_id = $1', [draft?.['id']]))['quantity'], '10.000', 'not counted yet: what is expected');
  t.ok(codes(await panina.send(RECEIPT + draft?.['id'], 'goods_receipt.posted')).includes('warehouse.acceptance_not_done'));

  good(await desk.count(list, { 0: { actual_qty: '9', note: 'не хватает одной' } }));
  t.match(await one('select state, checked_by is not null as checked from warehouse_packing_list where id = $1', [list['id']]), { state: 'discrepancy', checked: true });
  const tasks = (): Promise<Row[]> => rows(`select assignee_role, title from core_task where subject_id = $1 and state = 'new' order by 1`, [list['id']]);
  t.match(await tasks(), [{ assignee_role: 'accountant' }, { assignee_role: 'logistician', title: /Расхождение при приёмке поставки В \d+ ТТ/ }]);
  const acts = (): Promise<Row[]> => rows(`select data_snapshot as data from core_printed_document where form_code = 'D-31' and subject_id = $1 order by created_at, id`, [list['id']]);
  t.match(await acts(), [{ data: { delivery: truck.source.number, supplier: 'Завод Нордик', warehouse_head: 'Тарасов Глеб Викторович', lines: [{ listed_qty: 10, actual_qty: 9, expected_qty: 10, difference: -1, note: 'не хватает одной' }] } }]);
  const late = await tarasov.patch(LIST + list['id'], { lines: [], version: (await one('select version from warehouse_packing_list where id = $1', [list['id']]))['version'] });
  t.same([late.status, late.body.code], [409, 'warehouse.list_is_checked']);
  t.ok(codes(await panina.send(RECEIPT + draft?.['id'], 'goods_receipt.posted')).includes('warehouse.acceptance_not_done'), 'a discrepancy is not accepted by itself');

  const line = await one('select id from warehouse_packing_list_line where packing_list_id = $1', [list['id']]);
  const resolve = (accepted: Row[], more: Row = { resolution: 'Завод дошлёт одну' }): Promise<Row> => ilyin.send(LIST + list['id'], 'packing_list.resolved', { ...more, accepted });
  t.match(await resolve([], {}), { status: 422 }, 'not without words');
  t.match(await resolve([]), { status: 422, body: { code: 'warehouse.accepted_missing' } });
  t.match(await resolve([{ line_id: line['id'], quantity: '10' }]), { status: 422, body: { code: 'warehouse.more_than_actual', errors: [{ pointer: '/accepted/0/quantity' }] } });
  t.match(await resolve([{ line_id: truck.id, quantity: '1' }]), { status: 422, body: { code: 'warehouse.line_of_another_list' } });
  good(await resolve([{ line_id: line['id'], quantity: '9' }]) as never);
  t.same(await tasks(), [], 'what was asked is answered');
  t.match((await acts()).find((act) => act['data'].resolution !== null), { data: { resolution: 'Завод дошлёт одну', lines: [{ accepted_qty: 9 }] } });
  t.match(await one('select quantity, price, amount from warehouse_goods_receipt_line where receipt_id = $1', [draft?.['id']]), { quantity: '9.000', price: '100.00', amount: '900.00' }, 'the draft follows what was accepted');

  const version = Number((await one('select version from warehouse_goods_receipt where id = $1', [draft?.['id']]))['version']);
  const own = await rows('select id, product_id, price, expected_line_id from warehouse_goods_receipt_line where receipt_id = $1', [draft?.['id']]);
  const greedy = good(await panina.patch(RECEIPT + draft?.['id'], { lines: own.map((row) => ({ ...row, quantity: '10' })), version }));
  t.ok(codes(await panina.send(RECEIPT + draft?.['id'], 'goods_receipt.posted')).includes('warehouse.more_than_accepted'));
  good(await panina.patch(RECEIPT + draft?.['id'], { lines: own.map((row) => ({ ...row, quantity: '9', serial_number: 'S-1' })), version: greedy['version'] }));
  t.match(await tarasov.send(RECEIPT + draft?.['id'], 'goods_receipt.posted'), { status: 403 }, 'receipts are the accountant’s');
  good(await panina.send(RECEIPT + draft?.['id'], 'goods_receipt.posted'));
  t.equal(await desk.stock(damper), '9 / 9 / 0');
  t.match(await one('select supply_state, reserved_qty from crm_customer_order_line where id = $1', [order.lines[0]]), { supply_state: 'ordered', reserved_qty: '9.000' });
  t.equal(await desk.stands(order.id), 'to_execute / placed / awaiting_supply', 'one piece is still on its way');
  t.match(await one('select source_entity, source_id, source_invoice_id, total from warehouse_goods_receipt where id = $1', [draft?.['id']]), { source_entity: 'supply.truck', source_id: truck.source.id, total: '900.00' }, 'the receipt says what brought it');
  const again = await panina.patch(RECEIPT + draft?.['id'], { lines: [], version: (await one('select version from warehouse_goods_receipt where id = $1', [draft?.['id']]))['version'] });
  t.same([again.status, again.body.code], [409, 'warehouse.posted_receipt_is_kept']);

  await app.moveClock('2025-03-11T06:00:00Z');
  const rest = await desk.announce([{ product: damper, quantity: '1', orderLine: order.lines[0] as string }], { arrived: true });
  good(await desk.count(good(await desk.upload(rest.id, csv('Поворотная заслонка ПЗ-300;1')))));
  const [second] = await receiptsOf(rest.id);
  good(await panina.send(RECEIPT + second?.['id'], 'goods_receipt.posted'));
  t.equal(await desk.stands(order.id), 'to_execute / in_stock / ready_to_ship', 'O-19: the last piece completes the order');
  t.ok((await events(order.id)).includes('O-19'));
  t.same(await receiptsOf(rest.id), [], 'every invoice is received');
  t.match((await panina.post('/api/warehouse/goods-receipts', { expected_invoice_id: rest.invoiceId })).body, { code: 'warehouse.invoice_received' });

  good(await desk.ship(order.id, [{ order_line_id: order.lines[0], quantity: '9' }]));
  const shipped = await panina.send(RECEIPT + draft?.['id'], 'goods_receipt.cancelled', { comment: 'ошибка' });
  t.ok(codes(shipped).includes('warehouse.receipt_shipped'), 'what has left cannot be unreceived');
  good(await panina.send(RECEIPT + second?.['id'], 'goods_receipt.cancelled', { comment: 'не та накладная' }));
  t.equal(await desk.stock(damper), '0 / 0 / 0');
  t.equal(await desk.stands(order.id), 'to_execute / placed / shipping', 'O-23: the order waits for its supplier again');
  t.same(await receiptsOf(rest.id).then((made) => made.length), 1, 'a cancelled receipt may be made again');
  t.same(await desk.broken(), []);
});

t.test('over, damaged, unknown and missing goods', async (t) => {
  const truck = await desk.announce([{ product: filter, quantity: '2' }, { product: damper, quantity: '4' }], { arrived: true, extraCost: '10.00' });
  const list = good(await desk.upload(truck.id, csv('FS24;2', 'Поворотная заслонка ПЗ-300;4', 'Ящик без маркировки;1')));
  t.match(list['lines'], [{ product_id: filter }, { product_id: damper }, { product_id: null, expected_line_id: null }]);
  good(await desk.count(list, { 0: { actual_qty: '3' }, 1: { damaged_qty: '1', note: 'вмятина' } }));
  t.equal((await one('select state from warehouse_packing_list where id = $1', [list['id']]))['state'], 'discrepancy');
  const lines = await rows('select id, accepted_qty from warehouse_packing_list_line where packing_list_id = $1 order by line_no', [list['id']]);
  t.same(lines.map((line) => line['accepted_qty']), [null, null, null], 'nobody has decided yet');
  const accept = (quantities: string[], product?: string): Promise<Row> => tarasov.send(LIST + list['id'], 'packing_list.resolved', {
    resolution: 'Лишнее берём, битое возвращаем', accepted: lines.map((line, index) => ({ line_id: line['id'], quantity: quantities[index], ...(index === 2 && product !== undefined ? { product_id: product } : {}) })),
  });
  t.match(await accept(['3', '3', '1']), { status: 422, body: { code: 'warehouse.product_unknown' } });
  t.match(await accept(['3', '3', '1'], truck.id), { status: 422, body: { code: 'warehouse.not_goods' } });
  good(await accept(['3', '3', '1'], damper) as never);
  const [receipt] = await receiptsOf(truck.id);
  t.same(await rows('select product_id, quantity, amount, extra_cost from warehouse_goods_receipt_line where receipt_id = $1 order by line_no', [receipt?.['id']]), [
    { product_id: filter, quantity: '3.000', amount: '300.00', extra_cost: '4.28' }, { product_id: damper, quantity: '4.000', amount: '400.00', extra_cost: '5.72' },
  ], 'the third filter too; the box makes up for the broken valve');
  const before = await desk.stock(damper);
  good(await panina.send(RECEIPT + receipt?.['id'], 'goods_receipt.posted'));
  t.equal(before, '0 / 0 / 0');
  t.equal(await desk.stock(damper), '4 / 0 / 4', 'free for anybody');
  t.equal((await one('select total, (select sum(extra_cost) from warehouse_goods_receipt_line where receipt_id = g.id) as extra from warehouse_goods_receipt g where id = $1', [receipt?.['id']]))['extra'], '10.00', 'shares make the whole');

  const short = await desk.announce([{ product: filter, quantity: '2' }, { product: damper, quantity: '4' }], { arrived: true });
  const half = good(await desk.upload(short.id, csv('FS24;2')));
  good(await desk.count(half));
  t.equal((await one('select state from warehouse_packing_list where id = $1', [half['id']]))['state'], 'matched', 'fact and list agree');
  t.match(await one(`select title, description from core_task where subject_id = $1`, [short.id]), { title: /принято не столько/, description: /ПЗ-300: 4\.000 → 0/ }, 'but the papers of the delivery say more');
  t.same((await receiptsOf(short.id)).length, 1);
  t.same(await desk.broken(), []);
});

t.test('a packing list needs its file, its delivery and its own lines', async (t) => {
  const truck = await desk.announce([{ product: filter, quantity: '1' }]);
  const other = await desk.announce([{ product: filter, quantity: '1' }]);
  t.ok(codes(await tarasov.post('/api/warehouse/packing-lists', { delivery_id: truck.id, lines: [] })).includes('warehouse.file_missing'), 'PL-01: not without the file');
  t.match(await ilyin.post('/api/warehouse/packing-lists', { delivery_id: truck.id }), { status: 403 });
  const byCode = good(await desk.upload(truck.id, 'Article;Description;Qty\nFS24;Silo filter;1'));
  const kept = good(await tarasov.patch(LIST + byCode['id'], { lines: byCode['lines'].map((line: Row) => ({ id: line['id'], product_text: line['product_text'], listed_qty: '1', actual_qty: '1' })), version: byCode['version'] }));
  t.match(kept['lines'], [{ product_id: filter, product_text: 'Silo filter', expected_line_id: byCode['lines'][0].expected_line_id }], 'recognized by its article, and it stays so');
  const scan = good(await desk.upload(truck.id, '%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF', 'packing-list.pdf'));
  t.match(scan, { lines: [] }, 'a scan is read by a person');
  t.ok(codes(await tarasov.send(LIST + scan['id'], 'packing_list.checked')).includes('no_lines'));
  const file = { delivery_id: other.id, file_id: scan['file_id'] };
  t.match(await tarasov.post('/api/warehouse/packing-lists', file), { status: 422, body: { code: 'warehouse.file_of_another' } });
  t.match(await tarasov.post('/api/warehouse/packing-lists', { ...file, delivery_id: filter }), { status: 422, body: { code: 'warehouse.delivery_unknown' } });
  const expected = await one('select id from warehouse_expected_line where invoice_id = $1', [other.invoiceId]);
  const foreign = await tarasov.patch(LIST + scan['id'], { lines: [{ product_text: 'Фильтр', listed_qty: '1', expected_line_id: expected['id'] }], version: scan['version'] });
  t.match(foreign, { status: 422, body: { code: 'warehouse.line_of_another_delivery', errors: [{ pointer: '/lines/0/expected_line_id' }] } });
  const typed = good(await tarasov.patch(LIST + scan['id'], { lines: [{ product_text: 'Filter, art. FS24', product_id: filter, listed_qty: '1', actual_qty: '1' }], version: scan['version'] }));
  t.match(await tarasov.patch(LIST + scan['id'], { lines: [{ product_text: 'x', listed_qty: '1', actual_qty: '1', damaged_qty: '2' }], version: typed['version'] }), { status: 422 }, 'no more is damaged than came');
  good(await tarasov.send(LIST + scan['id'], 'packing_list.checked'));
  t.equal((await one('select state from warehouse_packing_list where id = $1', [scan['id']]))['state'], 'matched');
});

t.test('what was announced may be said again until somebody counts', async (t) => {
  const { expectDelivery, withdrawDelivery, deliveryArrived } = await import('../index.ts');
  const truck = await desk.announce([{ product: filter, quantity: '5' }]);
  const say = (quantity: string, currency = 'EUR'): Promise<void> => desk.asSystem('warehouse.warehouse', desk.warehouse, (context) => expectDelivery(context, {
    source: truck.source, warehouse_id: desk.warehouse, supplier_id: desk.supplier, customs_required: true,
    invoices: [{ source_id: truck.source.id, number: 'INV-X', date: '2025-03-02', currency, lines: [{ source_line_id: truck.source.id, product_id: filter, quantity, price: '1.00' }] }],
  }));
  await say('7');
  const said = (): Promise<Row[]> => rows('select l.quantity, i.number from warehouse_expected_line l join warehouse_expected_invoice i on i.id = l.invoice_id where i.delivery_id = $1', [truck.id]);
  t.same(await said(), [{ quantity: '7.000', number: 'INV-X' }]);
  await t.rejects(say('7', 'XYZ'), { code: 'warehouse.currency_unknown' });
  await desk.asSystem('warehouse.warehouse', desk.warehouse, (context) => withdrawDelivery(context, truck.source));
  const [invoice] = await rows('select id from warehouse_expected_invoice where delivery_id = $1', [truck.id]);
  t.match((await panina.post('/api/warehouse/goods-receipts', { expected_invoice_id: invoice?.['id'] })).body, { code: 'warehouse.delivery_withdrawn' });
  t.match((await desk.upload(truck.id, csv('FS24;7'))).body, { code: 'warehouse.delivery_withdrawn' });
  await say('7');
  await desk.asSystem('warehouse.warehouse', desk.warehouse, (context) => deliveryArrived(context, truck.source));
  good(await desk.upload(truck.id, csv('FS24;7')));
  await t.rejects(say('8'), { code: 'warehouse.delivery_in_work' });
  await t.rejects(desk.asSystem('warehouse.warehouse', desk.warehouse, (context) => withdrawDelivery(context, truck.source)), { code: 'warehouse.delivery_in_work' });
  t.same(await said(), [{ quantity: '7.000', number: 'INV-X' }], 'and nothing of it is half done');
});

t.test('a product listed once and bought for two clients goes to both, and what is short is short for the last', async (t) => {
  const [first, second] = [await desk.order([{ product: damper, quantity: '3' }]), await desk.order([{ product: damper, quantity: '4' }])];
  await desk.placed(first);
  await desk.placed(second);
  const truck = await desk.announce([{ product: damper, quantity: '3', orderLine: first.lines[0] as string }, { product: damper, quantity: '4', orderLine: second.lines[0] as string }, { product: damper, quantity: '2' }], { arrived: true });
  const list = good(await desk.upload(truck.id, csv('Поворотная заслонка ПЗ-300;9')));
  good(await desk.count(list, { 0: { actual_qty: '6' } }));
  const line = await one('select id, expected_qty from warehouse_packing_list_line where packing_list_id = $1', [list['id']]);
  t.equal(line['expected_qty'], '9.000', 'by the papers of the delivery');
  good(await tarasov.send(LIST + list['id'], 'packing_list.resolved', { resolution: 'Недовоз', accepted: [{ line_id: line['id'], quantity: '6' }] }));
  const [receipt] = await receiptsOf(truck.id);
  good(await panina.send(RECEIPT + receipt?.['id'], 'goods_receipt.posted'));
  t.same(await rows('select quantity, order_line_id, reserved_qty from warehouse_goods_receipt_line where receipt_id = $1 order by line_no', [receipt?.['id']]), [
    { quantity: '3.000', order_line_id: first.lines[0], reserved_qty: '3.000' }, { quantity: '3.000', order_line_id: second.lines[0], reserved_qty: '3.000' },
  ]);
  t.same([await desk.stands(first.id), await desk.stands(second.id)], ['to_execute / in_stock / ready_to_ship', 'to_execute / placed / awaiting_supply']);
  t.same(await desk.broken(), []);
});

t.test('goods bought at home: no truck, no packing list, no customs', async (t) => {
  const order = await desk.order([{ product: filter, quantity: '2' }]);
  await desk.placed(order);
  const body = { supplier_id: desk.supplier, supplier_invoice_number: 'УПД 14', lines: [{ product_id: filter, quantity: '3', price: '300000.00', order_line_id: order.lines[0] }] };
  t.match(await panina.post('/api/warehouse/goods-receipts', { ...body, lines: [{ ...body.lines[0], order_line_id: order.id }] }), { status: 422, body: { code: 'warehouse.line_of_another_product' } });
  t.match(await panina.post('/api/warehouse/goods-receipts', { ...body, lines: [{ product_id: filter, quantity: '0', price: '1.00' }] }), { status: 422 });
  const empty = good(await panina.post('/api/warehouse/goods-receipts', { ...body, lines: [] }));
  t.ok(codes(await panina.send(RECEIPT + empty['id'], 'goods_receipt.posted')).includes('warehouse.nothing_received'));
  good(await panina.send(RECEIPT + empty['id'], 'goods_receipt.discarded'));
  const before = await desk.stock(filter);
  const receipt = good(await panina.post('/api/warehouse/goods-receipts', body));
  t.match(receipt, { total: '900000.00', customs_required: false, delivery_id: null });
  good(await panina.send(RECEIPT + receipt['id'], 'goods_receipt.posted'));
  t.equal(await desk.stands(order.id), 'to_execute / in_stock / ready_to_ship');
  t.match(await one('select reserved_qty, source_id from warehouse_goods_receipt_line l join warehouse_goods_receipt g on g.id = l.receipt_id where g.id = $1', [receipt['id']]), { reserved_qty: '2.000', source_id: null }, 'two for the order, one for anybody');
  t.equal(before, '3 / 0 / 3');
  t.equal(await desk.stock(filter), '6 / 2 / 4');

  good(await panina.post('/api/accounting/period-closes', { organization_id: receipt['organization_id'], month: '2025-02-01' }));
  const old = good(await panina.post('/api/warehouse/goods-receipts', { ...body, date: '2025-02-27T09:00:00Z', lines: [{ product_id: filter, quantity: '1', price: '1.00' }] }));
  t.ok(codes(await panina.send(RECEIPT + old['id'], 'goods_receipt.posted')).includes('warehouse.month_closed'));
  t.match((await app.anonymous().get(RECEIPT + old['id'])).status, 401);
  t.same(await desk.broken(), []);
});
