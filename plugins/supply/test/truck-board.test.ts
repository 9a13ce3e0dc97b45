import t from 'tap';
import { formed, good, logistician, path, planned, stockOrder, storekeeper } from './supply-desk.ts';
import type { Row } from './supply-desk.ts';

t.test('the board shows planned and formed trucks with their goods, sizes and warnings', async (t) => {
  const big = await stockOrder('SCREW', '12');
  const small = await stockOrder('FRAME', '2');
  const late = await stockOrder('FRAME', '3', false);
  const plan = await planned([big, late]);
  const full = await formed([small]);
  t.equal((await storekeeper.get('/api/supply/truck-board')).status, 403);
  const board = good(await logistician.get('/api/supply/truck-board'));
  t.match(board, { fill_min_pct: 85, fill_max_pct: 100 });
  const find = (id: unknown): Row => (board['data'] as Row[]).find((one) => one['id'] === id) ?? {};
  t.match(find(plan['id']), { status: 'planning', plan: [{ id: big['id'] }], waiting: [{ id: late['id'] }], lines: [], warnings: [{ code: 'supply.underfilled' }] });
  const loaded = find(full['id']);
  t.match(loaded, { status: 'formed', plan: [], lines: [{ supplier_order_id: small['id'], supplier_order_line_id: small['lines'][0].id, quantity: '2.000' }] });
  const card = good(await logistician.get(path.truck + full['id']));
  t.same([loaded['volume'], loaded['weight'], loaded['floor'], loaded['fill_pct']], [card['load_total'], card['load_weight_kg'], card['load_floor'], card['fill_pct']], 'the same sums as on the card');
});
