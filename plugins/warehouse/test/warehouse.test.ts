import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { compileProcess } from '../../../core/testing/index.ts';
import type { ProcessSpec } from '../../../core/index.ts';
import { checkDecision, runExamples } from '../../../core/testing/index.ts';
import type { DecisionTable } from '../../../core/testing/index.ts';
import { acceptanceResult } from '../decisions/acceptance-result.ts';
import { shipmentDocuments } from '../decisions/shipment-documents.ts';
import { shippingAllowed } from '../decisions/shipping-allowed.ts';
import { shipmentProcess } from '../machines/shipment.ts';
import type { Reservation } from '../services/reservations.ts';
import { shortages } from '../services/reservations.ts';
import { consumption } from '../services/shipped-reservations.ts';
import { distributeAccepted } from '../services/acceptance.ts';
import { coverage } from '../services/cover-lines.ts';
import { matchGoods } from '../services/match-goods.ts';
import { receiptSums } from '../services/receipt-lines.ts';
import { shipmentTotals, shippedSums } from '../services/shipment-lines.ts';
import { shippingFacts } from '../services/shipping-check.ts';
import { stillWanted } from '../subscriptions/fill-supply.ts';

const defaults = parse(readFileSync(new URL('../defaults.yaml', import.meta.url), 'utf8')) as { decisions: Record<string, Omit<DecisionTable, 'id' | 'facts'>> };
const table = { ...defaults.decisions[shippingAllowed.id], id: shippingAllowed.id, facts: shippingAllowed.facts, outcome: { type: 'object', properties: shippingAllowed.outcome } } as DecisionTable;

t.test('R-19 answers as its examples say, and every refusal has its words', async (t) => {
  t.ok((table.examples ?? []).length >= 6);
  t.same(runExamples(table), []);
  t.same(checkDecision(table).filter((one) => one.severity === 'error'), []);
  const whys = table.rows.map((row) => (row.then as { why: string | null }).why).filter((why) => why !== null);
  t.same(Object.keys((defaults.decisions[shippingAllowed.id] as unknown as { messages: Record<string, unknown> }).messages).sort(), whys.sort());
  t.same(
    shippingFacts({ status: 'to_execute', client_status: 'shipping' }, { product: 'ПЗ-300', ship: '5.000', remaining: '4.000', reserved: '10' }),
    { status: 'to_execute', client_status: 'shipping', ship_qty: 5, remaining_qty: 4, reserved_qty: 10 },
  );
});

t.test('never more is held than is free, and lines of one product share it', async (t) => {
  const wish = (lineId: string, wanted: string, productId = 'fs24') => ({ lineId, productId, product: 'Фильтр ФС-24', wanted, covered: true });
  const free = new Map([['fs24', '6.000']]);
  t.same(shortages([wish('1', '2'), wish('2', '4.000')], free), [], 'together exactly what is free');
  t.match(shortages([wish('1', '4'), wish('2', '3')], free), [{ code: 'warehouse.not_enough_free', facts: { product: 'Фильтр ФС-24', wanted: '3', free: '2.000' }, message: { ru: 'Фильтр ФС-24: нужно 3, а свободно 2.000.' } }]);
  t.same(shortages([wish('1', '10'), wish('2', '6')], free).map((one) => one.facts), [{ product: 'Фильтр ФС-24', wanted: '10', free: '6.000' }], 'what falls short takes nothing');
  t.same(shortages([wish('1', '1', 'unknown')], free).map((one) => one.facts?.['free']), ['0'], 'a product that was never here');
  const cases: [string, string, string | undefined, string][] = [
    ['10', '0', undefined, '10'], ['10', '6', undefined, '4'], ['10', '0', '4', '4'], ['10', '8', '4', '2'], ['10', '10.000', undefined, '0.000'], ['9.000', '0', '10', '9.000'],
  ];
  for (const [remaining, held, asked, wanted] of cases) t.equal(stillWanted(remaining, held, asked), wanted, `${asked ?? 'everything'} of ${remaining}, ${held} held`);
});

t.test('a shipment uses up the oldest reservations first, the last one in part', async (t) => {
  const held = (id: string, quantity: string): Reservation => ({ id, quantity, order_line_id: 'l', warehouse_id: 'w', product_id: 'p', source: 'stock', receipt_line_id: null, uncleared: false });
  const used = (quantity: string, ...rows: Reservation[]) => consumption(rows, quantity).map(({ reservation, taken, left }) => [reservation.id, taken, left]);
  t.same(used('6', held('a', '10')), [['a', '6', '4']]);
  t.same(used('6', held('a', '2'), held('b', '10'), held('c', '1')), [['a', '2', '0'], ['b', '4', '6']]);
  t.same(used('10', held('a', '10.000')), [['a', '10.000', '0.000']]);
  t.same(used('0.000', held('a', '10')), []);
});

t.test('the sums of the parts of a line make the line', async (t) => {
  const line = { quantity: '10', price: '38000.00', vatAmount: '76000.00', total: '456000.00', shippedQuantity: '0', shippedVat: '0', shippedTotal: '0' };
  t.same(shippedSums(line, '6'), { vatAmount: '45600.00', total: '273600.00' });
  t.same(shippedSums({ ...line, shippedQuantity: '6.000', shippedVat: '45600.00', shippedTotal: '273600.00' }, '4'), { vatAmount: '30400.00', total: '182400.00' });
  const third = { ...line, quantity: '3', vatAmount: '16.67', total: '100.00' };
  t.same(shippedSums(third, '1'), { vatAmount: '5.56', total: '33.33' });
  t.same(shippedSums({ ...third, shippedQuantity: '2', shippedVat: '11.12', shippedTotal: '66.66' }, '1.000'), { vatAmount: '5.55', total: '33.34' }, 'the last part takes the rounding');
  t.same(shipmentTotals([{ vatAmount: '45600.00', total: '273600.00' }, { vatAmount: '0.01', total: '0.06' }]), { total: '273600.06', total_vat: '45600.01', total_net: '228000.05' });
});

t.test('posting asks R-19 and an open month, and locks the order before it asks', async (t) => {
  const compiled = compileProcess(shipmentProcess as ProcessSpec);
  t.match(shipmentProcess.transitions['SH-02'].when, [{ decision: 'warehouse.shipping_allowed', is: { allowed: true } }, { code: 'warehouse.month_closed' }]);
  t.match(shipmentProcess.transitions['SH-04'], { when: [{ code: 'warehouse.month_closed' }], needs: { comment: { required: true } }, by: ['warehouse_head', 'accountant'] });
  t.same(compiled.spec.parent, { entity: 'crm.customer_order', via: 'order_id' });
  t.equal((compiled.byEvent.get('shipment.documents_handed') ?? [])[0]?.to, '=');
});

t.test('the other decisions answer as their examples say', async (t) => {
  for (const decision of [acceptanceResult, shipmentDocuments]) {
    const own = { ...defaults.decisions[decision.id], id: decision.id, facts: decision.facts, outcome: { type: 'object', properties: decision.outcome } } as DecisionTable;
    t.ok((own.examples ?? []).length >= 3, decision.id);
    t.same(runExamples(own), [], decision.id);
    t.same(checkDecision(own).filter((one) => one.severity === 'error'), [], decision.id);
  }
});

t.test('a row of a packing list is recognized by what it names, else by article or name', async (t) => {
  const known = [
    { expected_line_id: 'a', product_id: 'fs24', names: ['FS24', 'Фильтр силосный ФС-24', null] },
    { expected_line_id: 'b', product_id: 'bv300', names: ['BV300', 'Заслонка «ПЗ-300»', null] },
    { expected_line_id: 'c', product_id: 'bv300', names: ['BV300', 'Заслонка «ПЗ-300»', null] },
  ];
  const found = (...rows: Parameters<typeof matchGoods>[0]) => matchGoods(rows, known).map((one) => one?.expected_line_id ?? null);
  t.same(found({ product_text: 'fs 24' }, { product_text: 'заслонка пз 300' }, { product_text: 'BV-300' }), ['a', 'b', 'c'], 'two rows of one product take two lines');
  t.same(found({ product_text: 'BV300' }, { product_text: 'BV300', expected_line_id: 'b' }), ['c', 'b'], 'a named line is not taken by another row');
  t.same(found({ product_text: 'BV300' }, { product_text: 'BV300' }, { product_text: 'BV300' }), ['b', 'c', 'b'], 'listed more often than expected');
  t.same(found({ product_text: '' }, { product_text: '—' }, {}, { product_text: 'Ящик' }, { product_id: 'sc273' }), [null, null, null, null, null]);
});

t.test('what was accepted goes to the lines it was bought for, and none of it is lost', async (t) => {
  const lines = [{ id: 'a', product_id: 'p', quantity: '3' }, { id: 'b', product_id: 'p', quantity: '4' }, { id: 'c', product_id: 'q', quantity: '1' }];
  const got = (...accepted: [string | null, string, string][]) => [...distributeAccepted(lines, accepted.map(([line, product, quantity]) => ({ expected_line_id: line, product_id: product, quantity })))].map(([, quantity]) => Number(quantity));
  t.same(got(['a', 'p', '7'], ['c', 'q', '1']), [3, 4, 1], 'listed once for two clients');
  t.same(got(['a', 'p', '5']), [3, 2, 0], 'short for the last');
  t.same(got(['a', 'p', '2'], ['b', 'p', '4']), [2, 4, 0], 'each its own');
  t.same(got(['a', 'p', '9']), [5, 4, 0], 'what nobody expected stays with the line');
  t.same(got([null, 'p', '2'], [null, 'z', '5']), [2, 0, 0], 'a box that turned out to be p; z is on no invoice');
});

t.test('a line is in stock when all it needs is held and cleared', async (t) => {
  const line = { supply_state: 'ordered' as const, is_ordered: true, remaining: '10', cleared: '0' };
  t.equal(coverage({ ...line, cleared: '10.000' }), 'in_stock');
  t.equal(coverage({ ...line, cleared: '9' }), 'ordered');
  t.equal(coverage({ ...line, supply_state: 'in_stock', cleared: '9' }), 'ordered', 'back to its supplier order');
  t.equal(coverage({ ...line, supply_state: 'in_stock', is_ordered: false, cleared: '9' }), 'none', 'or to nothing');
  t.equal(coverage({ ...line, supply_state: 'shipped', remaining: '0' }), 'shipped');
});

t.test('extra costs of a receipt are spread by amount and lose no kopeck', async (t) => {
  const row = (quantity: string, price: string) => ({ quantity, price });
  t.same(receiptSums([row('1', '1.00'), row('1', '1.00'), row('1', '1.00')], '100.00'), { amounts: ['1.00', '1.00', '1.00'], shares: ['33.33', '33.33', '33.34'], total: '3.00' });
  t.same(receiptSums([row('2', '0.00'), row('3', '2.50')], '1.00').shares, ['0.00', '1.00']);
  t.same(receiptSums([], '5.00'), { amounts: [], shares: [], total: '0.00' });
});
