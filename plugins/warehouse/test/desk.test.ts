import t from 'tap';
import { good, openDesk } from './stock-desk.ts';
import type { Row } from './stock-desk.ts';

t.test('deliveries wait for acceptance until their goods are checked to the end', async (t) => {
  const desk = await openDesk(t);
  const delivery = await desk.announce([{ product: desk.filter, quantity: '10' }]);
  const waiting = async (): Promise<Row[]> => good(await desk.tarasov.get('/api/warehouse/arrivals')) as Row[];
  t.match(await waiting(), [{ id: delivery.id, source_number: delivery.source.number, arrived_at: null, goods: [{ quantity: '10.000' }], packing_lists: [] }]);
  const list = good(await desk.upload(delivery.id, 'Наименование;Артикул;Количество\nФильтр;FS24;10\n'));
  t.match(await waiting(), [{ packing_lists: [{ id: list['id'], state: 'expected', lines: 1, counted: 0 }] }]);
  good(await desk.count(list, { 0: { actual_qty: '9' } }));
  t.match(await waiting(), [{ packing_lists: [{ state: 'discrepancy', counted: 1 }] }]);
  const [line] = await desk.rows('select id from warehouse_packing_list_line where packing_list_id = $1', [list['id']]);
  good(await desk.tarasov.send(`/api/warehouse/packing-lists/${list['id']}`, 'packing_list.resolved', { resolution: 'Недостача', accepted: [{ line_id: line?.['id'], quantity: '9' }] }));
  t.same(await waiting(), []);
});

t.test('an order is offered for shipping with what may leave; others say why not', async (t) => {
  const desk = await openDesk(t);
  await desk.opening(desk.damper, '10');
  const order = await desk.order([{ product: desk.damper, quantity: '4' }]);
  const offered = async (): Promise<Row> => (await desk.tarasov.get('/api/warehouse/orders-to-ship')).body as Row;
  t.same(await offered(), { data: [], blocked: [] }, 'nothing is held yet');
  good(await desk.fill(order, 'reserve'));
  t.match(await offered(), { data: [{ id: order.id, lines: [{ order_line_id: order.lines[0], remaining: '4.000', reserved: '4.000', to_ship: '4.000' }], reasons: [] }], blocked: [] });
  good(await desk.ship(order.id, [{ order_line_id: order.lines[0], quantity: '3' }]));
  t.match(await offered(), { data: [{ lines: [{ shipped: '3.000', to_ship: '1.000' }] }] });
  await desk.asSystem('crm.customer_order', order.id, ({ uow }) => uow.query(`update crm_customer_order set client_status = 'awaiting_balance' where id = $1`, [order.id]));
  t.match(await offered(), { data: [], blocked: [{ id: order.id, reasons: [{ code: 'not_ready_to_ship' }] }] });
  t.equal((await desk.ilyin.get('/api/warehouse/orders-to-ship')).status, 403);
});

t.test('stock is searched by a part of the name in any case, or by the article', async (t) => {
  const desk = await openDesk(t);
  await desk.opening(desk.damper, '10');
  await desk.opening(desk.filter, '3');
  const found = async (q: string): Promise<string[]> => ((await desk.ilyin.get(`/api/warehouse/stock?q=${encodeURIComponent(q)}`)).body as Row)['data'].map((row: Row) => row['article']);
  t.same(await found('bv3'), ['BV300']);
  t.same(await found('ФИЛЬТР'), ['FS24']);
  t.same(await found('%'), [], 'a sign of a pattern is only a sign');
});
