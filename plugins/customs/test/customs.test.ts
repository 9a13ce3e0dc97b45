import t from 'tap';
import { checkDuty, isDeclarationNumber, spreadValue } from '../services/duty.ts';
import type { Row } from './import-desk.ts';
import { codes, good, openDesk } from './import-desk.ts';

t.test('a declaration number is a post, a real date and a number', async (t) => {
  for (const text of ['10130010/190525/0012345', '10005030/290224/0000001']) t.ok(isDeclarationNumber(text), text);
  for (const text of ['', '10130010/190525/001234', '1013001/190525/0012345', '10130010/320525/0012345', '10130010/191325/0012345', '10130010/290225/0012345', ' 10130010/190525/0012345', '10130010-190525-0012345']) t.notOk(isDeclarationNumber(text), text);
});

t.test('the customs value is spread to the kopeck, and the duty is compared with lines and with the rate', async (t) => {
  t.same(spreadValue('100.00', ['1.00', '1.00', '1.00']), ['33.33', '33.33', '33.34']);
  t.same(spreadValue('100.00', ['0.00', '50.00', '0.00']), ['0.00', '100.00', '0.00']);
  t.same(spreadValue('100.00', ['0.00', '0.00']), ['100.00', '0.00'], 'goods without a price');
  t.same(spreadValue('0', ['5.00']), ['0.00']);
  const lines = [{ customs_value: '600000.00', duty_amount: '30000.00' }, { customs_value: '400000.00', duty_amount: '20000.00' }];
  const header = { customs_value: '1000000.00', duty_rate: '5', duty_total: '50000.00' };
  t.match(checkDuty(header, lines), { duty_difference: '0.00', value_difference: '0.00', expected_duty: '50000.00' });
  t.match(checkDuty({ ...header, duty_total: '50001.01' }, lines), { duty_difference: '1.01' });
  t.match(checkDuty({ ...header, duty_rate: '6' }, lines), { duty_difference: '10000.00', lines_duty: '50000.00' }, 'by the rate, though the lines agree');
  t.match(checkDuty(header, lines.slice(1)), { duty_difference: '30000.00', value_difference: '600000.00' }, 'by the lines, though the rate agrees');
});

const desk = await openDesk(t);
const { app, panina, tarasov, filter, damper, one, rows } = desk;

const RECEIPT = '/api/warehouse/goods-receipts/';
const DECLARATION = '/api/customs/customs-declarations/';
const FIELDS = { declaration_number: '10130010/190525/0012345', date: '2025-03-10', customs_fee: '11746.00', duty_total: '50000.00', customs_value: '1000000.00', duty_rate: '5' };

async function declare(receipt: Row, fields: Row = FIELDS): Promise<Row> {
  return good(await panina.post('/api/customs/customs-declarations', { receipt_id: receipt['id'], ...fields }));
}

const declared = (declaration: Row, event: string, data?: Row): ReturnType<typeof panina.send> => panina.send(DECLARATION + declaration['id'], `customs_declaration.${event}`, data);

t.test('imported goods lie there, but nobody has them until they are declared', async (t) => {
  const order = await desk.order(filter, '2');
  await desk.placed(order);
  const receipt = await desk.imported([{ product: filter, quantity: '3', orderLine: order.lines[0] as string }, { product: damper, quantity: '4' }]);
  t.same([await desk.stock(filter), await desk.stock(damper)], ['3 / 3 / 0', '4 / 4 / 0'], 'held whole');
  t.equal(await desk.stands(order.id), 'to_execute / placed / awaiting_supply', 'the stage waits for customs');
  t.match(await one('select supply_state, reserved_qty from crm_customer_order_line where id = $1', [order.lines[0]]), { supply_state: 'ordered', reserved_qty: '2.000' });
  const hasty = await desk.order(damper, '1');
  t.match(await desk.fill(hasty, 'reserve'), { status: 409, body: { reasons: [{ code: 'warehouse.not_enough_free', facts: { free: '0.000' } }] } }, 'goods under customs are promised to nobody');

  t.match(await tarasov.post('/api/customs/customs-declarations', { receipt_id: receipt['id'] }), { status: 403 });
  const draft = await declare(receipt, {});
  t.match(draft, { posting_state: 'draft', lines: [{ customs_value: '0.00' }, { customs_value: '0.00' }] }, 'lines from the receipt');
  t.match((await panina.post('/api/customs/customs-declarations', { receipt_id: receipt['id'] })).body, { code: 'customs.already_declared' });
  t.ok(codes(await declared(draft, 'posted')).includes('customs.field_missing'));
  let version = Number(draft['version']);
  const put = async (values: Row): Promise<Row> => {
    const answer = await panina.patch(DECLARATION + draft['id'], { ...values, version });
    if (answer.status < 300) version = Number(good(answer)['version']);
    return answer;
  };
  t.match(await put({ declaration_number: '10130010/310225/0012345' }), { status: 422, body: { code: 'customs.number_format', errors: [{ pointer: '/declaration_number' }] } });
  t.match(await put({ duty_total: '-1.00' }), { status: 422 });
  good(await put(FIELDS) as never);
  t.same(await rows('select customs_value, duty_amount from customs_customs_declaration_line where declaration_id = $1 order by line_no', [draft['id']]), [
    { customs_value: '428571.42', duty_amount: '21428.57' }, { customs_value: '571428.58', duty_amount: '28571.43' },
  ], 'spread by amount, duty by line');

  good(await put({ duty_total: '50001.01' }) as never);
  const off = await declared(draft, 'posted');
  t.match(off.body.reasons, [{ code: 'customs.duty_differs', facts: { duty_difference: 1.01 } }], 'above the tolerance of a rouble');
  good(await put({ duty_total: '50001.00' }) as never);
  const lines = await rows('select id, receipt_line_id from customs_customs_declaration_line where declaration_id = $1 order by line_no', [draft['id']]);
  t.match(await put({ lines: lines.slice(1).map((line) => ({ ...line, customs_value: '1.00' })) }), { status: 422, body: { code: 'customs.line_missing' } });
  t.match(await put({ lines: [lines[0], lines[0]].map((line) => ({ receipt_line_id: line?.['receipt_line_id'], customs_value: '1.00' })) }), { status: 422, body: { code: 'customs.line_twice' } });
  t.match(await put({ lines: [{ receipt_line_id: order.id, customs_value: '1.00' }] }), { status: 422, body: { code: 'customs.line_of_another_receipt' } });
  good(await put({ lines: lines.map((line) => ({ ...line, customs_value: '500010.00' })) }) as never);
  t.same(codes(await declared(draft, 'posted')).slice(1), ['customs.value_differs'], 'twenty roubles between the value and its lines');
  good(await declared(draft, 'posted', { confirm_difference: true }));
  t.match(await one('select posting_state, difference_confirmed from customs_customs_declaration where id = $1', [draft['id']]), { posting_state: 'posted', difference_confirmed: true });

  t.equal(await desk.stands(order.id), 'to_execute / in_stock / ready_to_ship');
  t.ok((await rows('select transition_code from core_history where item_id = $1', [order.id])).some((row) => row['transition_code'] === 'O-18'));
  t.equal((await one('select i.state from crm_interest i join crm_customer_order o on o.interest_id = i.id where o.id = $1', [order.id]))['state'], 'ready_to_ship', 'I-13, I-14');
  t.same([await desk.stock(filter), await desk.stock(damper)], ['3 / 2 / 1', '4 / 0 / 4'], 'what came for nobody is free');
  t.same((await rows('select distinct customs_declaration_number as number from warehouse_goods_receipt_line where receipt_id = $1', [receipt['id']])), [{ number: FIELDS.declaration_number }]);
  version = Number((await one('select version from customs_customs_declaration where id = $1', [draft['id']]))['version']);
  t.match(await put({ customs_fee: '1.00' }), { status: 409, body: { code: 'customs.posted_is_kept' } });
  t.ok(codes(await panina.send(RECEIPT + receipt['id'], 'goods_receipt.cancelled', { comment: 'ошибка' })).includes('warehouse.receipt_declared'));

  good(await desk.fill(hasty, 'reserve'));
  t.match((await declared(draft, 'cancelled', { comment: 'ошибка в номере' })).body, { code: 'warehouse.cleared_goods_taken' }, 'another client has been promised them since');
  good(await desk.anna.send(`/api/crm/customer-orders/${hasty.id}`, 'order.cancelled', { cancel_reason_id: await desk.idOf('crm_refusal_reason', 'competitor') }));
  t.match(await declared(draft, 'cancelled'), { status: 422 }, 'not without a reason');
  good(await declared(draft, 'cancelled', { comment: 'ошибка в номере' }));
  t.equal(await desk.stands(order.id), 'to_execute / placed / awaiting_supply', 'O-23');
  t.same([await desk.stock(filter), await desk.stock(damper)], ['3 / 3 / 0', '4 / 4 / 0']);
  t.same(await desk.broken(), []);

  good(await declared(await declare(receipt), 'posted'));
  const shipment = await desk.ship(order.id);
  t.match(await one('select customs_declaration_number as number from warehouse_shipment_line where shipment_id = $1', [shipment['id']]), { number: FIELDS.declaration_number }, 'the tax invoice names it');
  const [second] = await rows(`select id from customs_customs_declaration where posting_state = 'posted'`);
  t.ok(codes(await declared(second as Row, 'cancelled', { comment: 'поздно' })).includes('customs.goods_shipped'));
  good(await tarasov.send(`/api/warehouse/shipments/${shipment['id']}`, 'shipment.cancelled', { comment: 'вернулись' }));
  good(await declared(second as Row, 'cancelled', { comment: 'теперь можно' }));
  good(await panina.send(RECEIPT + receipt['id'], 'goods_receipt.cancelled', { comment: 'не наша машина' }));
  t.same([await desk.stock(filter), await desk.stock(damper)], ['0 / 0 / 0', '0 / 0 / 0'], 'step by step back to nothing');
  t.same(await desk.broken(), []);
});

t.test('what was promised and let go stays under customs; what needs no customs is not declared', async (t) => {
  const order = await desk.order(filter, '2');
  await desk.placed(order);
  const receipt = await desk.imported([{ product: filter, quantity: '2', orderLine: order.lines[0] as string }]);
  good(await desk.fill(order, 'from_supplier_orders'));
  t.equal(await desk.stock(filter), '2 / 2 / 0', 'let go by the order, held by customs');
  t.match((await desk.anna.get(`/api/warehouse/products/${filter}/reservations`)).body.data, [{ source: 'customs', order_id: null, awaits_customs: true, receipt_number: receipt['number'] }]);
  good(await declared(await declare(receipt), 'posted'));
  t.equal(await desk.stock(filter), '2 / 0 / 2');

  const home = good(await panina.post('/api/warehouse/goods-receipts', { supplier_id: desk.factory, lines: [{ product_id: damper, quantity: '1', price: '1.00' }] }));
  const about = (id: unknown): ReturnType<typeof panina.post> => panina.post('/api/customs/customs-declarations', { receipt_id: id, ...FIELDS });
  t.match((await about(home['id'])).body, { code: 'customs.receipt_not_posted' });
  good(await panina.send(RECEIPT + home['id'], 'goods_receipt.posted'));
  t.match((await about(home['id'])).body, { code: 'customs.not_required' });
  t.match(await about(filter), { status: 422, body: { code: 'customs.receipt_unknown' } });

  const next = await desk.imported([{ product: damper, quantity: '1' }]);
  good(await panina.post('/api/accounting/period-closes', { organization_id: next['organization_id'], month: '2025-02-01' }));
  const old = await declare(next, { ...FIELDS, date: '2025-02-27' });
  t.ok(codes(await declared(old, 'posted')).includes('customs.month_closed'));
  good(await declared(old, 'discarded'));
  const fresh = await declare(next);
  good(await panina.send(RECEIPT + next['id'], 'goods_receipt.cancelled', { comment: 'ошибка' }));
  t.ok(codes(await declared(fresh, 'posted')).includes('customs.receipt_not_posted'), 'a draft outlives its receipt in vain');
  t.equal((await app.anonymous().get(DECLARATION + fresh['id'])).status, 401);
  t.same(await desk.broken(), []);
});
