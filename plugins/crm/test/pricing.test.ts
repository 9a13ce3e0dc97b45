import fc from 'fast-check';
import t from 'tap';
import {
  addCalendarDays,
  advanceDue,
  advanceTaxInvoice,
  allocateByAge,
  balanceDue,
  firstUnpaidDueDate,
  lineTotals,
  orderTotals,
  paidPct,
  preshipDue,
  scheduleAmounts,
  scheduleDueDates,
  scheduleProblem,
} from '../pricing/index.ts';
import type { PaymentStageKind, ScheduleLine } from '../pricing/index.ts';
import { sum } from '../../../core/index.ts';

const stage = (stage_kind: PaymentStageKind, share_pct: string, shift_days = 10): ScheduleLine => ({ stage_kind, share_pct, shift_days });
const FULL_ADVANCE = [stage('advance', '100')];
const HALVES = [stage('advance', '50.0000'), stage('prepayment', '50.0000', 5)];
const CREDIT = [stage('credit', '100', 30)];

const sold = (quantity: string, price: string, costPrice: string | null, more: { discountPct?: string; vatRate?: string | null; pricesIncludeVat?: boolean } = {}) => ({
  quantity,
  costPrice,
  ...lineTotals({ quantity, price, discountPct: more.discountPct ?? null, vatRate: more.vatRate === undefined ? '20.00' : more.vatRate, pricesIncludeVat: more.pricesIncludeVat ?? false }),
});

t.test('orders of the demonstration company, VAT 20 % on top', async (t) => {
  const cases = [
    { name: 'SC-01: two filters', lines: [sold('2', '450000.00', '340000.00')], net: '900000.00', vat: '180000.00', total: '1080000.00', margin: '24.44' },
    { name: 'SC-02: conveyors and a frame of unknown cost', lines: [sold('3', '980000.00', '735000.00'), sold('1', '160000.00', null)], net: '3100000.00', vat: '620000.00', total: '3720000.00', margin: null },
    { name: 'SC-07: five gates', lines: [sold('5', '180000.00', '140000.00')], net: '900000.00', vat: '180000.00', total: '1080000.00', margin: '22.22' },
    { name: 'SC-08: six gates', lines: [sold('6', '180000.00', '140000.00')], net: '1080000.00', vat: '216000.00', total: '1296000.00', margin: '22.22' },
    { name: 'SC-09: ten dampers', lines: [sold('10', '38000.00', '26000.00')], net: '380000.00', vat: '76000.00', total: '456000.00', margin: '31.58' },
    { name: 'SC-11: four valves', lines: [sold('4.000', '62000.00', '45000.00')], net: '248000.00', vat: '49600.00', total: '297600.00', margin: '27.42' },
    { name: 'SC-11b: three filters', lines: [sold('3', '450000.00', '340000.00')], net: '1350000.00', vat: '270000.00', total: '1620000.00', margin: '24.44' },
    { name: 'nothing sold', lines: [], net: '0.00', vat: '0.00', total: '0.00', margin: null },
  ];
  for (const { name, lines, net, vat, total, margin } of cases) {
    t.match(orderTotals(lines), { total_net: net, total_vat: vat, total, margin_pct: margin }, name);
  }
  t.equal(lineTotals({ quantity: '6', price: '38000.00', vatRate: '20', pricesIncludeVat: false }).total, '273600.00', 'SC-09: first part shipped');
  t.equal(lineTotals({ quantity: '4', price: '38000.00', vatRate: '20', pricesIncludeVat: false }).total, '182400.00', 'SC-09: the rest');
});

t.test('a line is rounded to kopecks, then taxed', async (t) => {
  const line = { quantity: '3', price: '33.33', vatRate: '20', pricesIncludeVat: false };
  t.same(lineTotals(line), { amount: '99.99', vatAmount: '20.00', total: '119.99' });
  t.same(lineTotals({ ...line, pricesIncludeVat: true }), { amount: '99.99', vatAmount: '16.67', total: '99.99' }, 'VAT inside');
  t.same(lineTotals({ ...line, vatRate: null }), { amount: '99.99', vatAmount: '0.00', total: '99.99' }, 'без НДС');
  t.same(lineTotals({ ...line, quantity: '0.333', discountPct: '12.5' }), { amount: '9.71', vatAmount: '1.94', total: '11.65' });
  t.equal(lineTotals({ ...line, discountPct: '100' }).total, '0.00');
  t.equal(lineTotals({ ...line, discountPct: '-10' }).amount, '109.99', 'markup');
  t.match(orderTotals([sold('1', '120.00', '60.00', { pricesIncludeVat: true })]), { total_net: '100.00', total_vat: '20.00', total: '120.00', margin: '40.00' });
});

t.test('margin counts the costs we bear', async (t) => {
  const lines = [sold('2', '450000.00', '340000.00')];
  const costs = [
    { amount: '20000.00', chargedToClient: false },
    { amount: '99999.00', chargedToClient: true },
    { amount: null, chargedToClient: false },
  ];
  t.match(orderTotals(lines, costs), { total: '1080000.00', cost_total: '700000.00', margin: '200000.00', margin_pct: '22.22' });
  t.match(orderTotals([sold('1', '100.00', '150.00')]), { margin: '-50.00', margin_pct: '-50.00' });
  t.match(orderTotals([...lines, sold('1', '1.00', null)], costs), { cost_total: null, margin: null, margin_pct: null });
});

t.test('payment schedule: amounts and what is due when', async (t) => {
  t.same(scheduleAmounts('3720000.00', HALVES), ['1860000.00', '1860000.00']);
  t.same(scheduleAmounts('100.00', [stage('advance', '33.3333'), stage('prepayment', '33.3333'), stage('credit', '33.3334')]), ['33.33', '33.33', '33.34']);
  t.same(scheduleAmounts('0.02', [25, 25, 25, 25].map((share) => stage('advance', String(share)))), ['0.01', '0.01', '0.00', '0.00'], 'never below zero');
  t.same(scheduleAmounts('100.00', [stage('advance', '30')]), ['30.00'], 'a schedule half written');
  for (const [name, total, lines, advance, preship] of [
    ['SC-01', '1080000.00', FULL_ADVANCE, '1080000.00', '1080000.00'],
    ['SC-02', '3720000.00', HALVES, '1860000.00', '3720000.00'],
    ['SC-07', '1080000.00', HALVES, '540000.00', '1080000.00'],
    ['SC-08', '1296000.00', CREDIT, '0.00', '0.00'],
    ['no schedule', '456000.00', [], '456000.00', '456000.00'],
    ['30/40/30', '100.01', [stage('advance', '30'), stage('prepayment', '40'), stage('credit', '30')], '30.00', '70.00'],
  ] as const) {
    t.same([advanceDue(total, lines), preshipDue(total, lines)], [advance, preship], name);
  }
});

t.test('any total and shares: stages make exactly the total and none is negative', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }), (kopecks, shares) => {
        const total = (kopecks / 100).toFixed(2);
        const rest = 100 - shares.reduce((all, share) => all + share, 0);
        const lines = [...shares, ...(rest > 0 ? [rest] : [])].map((share) => stage('advance', String(share)));
        const amounts = scheduleAmounts(total, lines);
        return sum(amounts) === total && amounts.every((amount) => !amount.startsWith('-'));
      }),
    ),
  );
});

t.test('a schedule is refused with a reason', async (t) => {
  t.equal(scheduleProblem([]), null);
  t.equal(scheduleProblem(HALVES), null);
  t.match(scheduleProblem([stage('advance', '50'), stage('credit', '49.9')]), { code: 'crm.schedule_shares', message: { ru: /99,90 %/, en: /99\.90 %/ } });
  t.match(scheduleProblem([stage('advance', '0'), stage('credit', '100')]), { code: 'crm.schedule_share' });
  t.match(scheduleProblem([stage('advance', '150'), stage('credit', '-50')]), { code: 'crm.schedule_share' });
  t.match(scheduleProblem([stage('advance', '100', -1)]), { code: 'crm.schedule_shift' });
  t.match(scheduleProblem([stage('advance', '100', 1.5)]), { code: 'crm.schedule_shift' });
});

t.test('due dates count calendar days from release, stock and shipment', async (t) => {
  const moments = { released_at: '2025-03-10', in_stock_at: null, shipped_at: '2025-04-01' };
  t.same(scheduleDueDates(moments, [stage('advance', '40', 10), stage('prepayment', '30', 5), ...CREDIT]), ['2025-03-20', null, '2025-05-01']);
  t.equal(addCalendarDays('2024-02-28', 2), '2024-03-01', 'leap year');
  t.equal(addCalendarDays('2025-12-31', 1), '2026-01-01');
  t.throws(() => addCalendarDays('2025-02-31', 1), RangeError);
  t.throws(() => addCalendarDays('31.12.2025', 1), RangeError);
  const due = (paid: string) => firstUnpaidDueDate('100.00', paid, HALVES, { ...moments, in_stock_at: '2025-05-20' });
  t.same(['0.00', '49.99', '50.00', '100.00'].map(due), ['2025-03-20', '2025-03-20', '2025-05-25', null]);
  t.equal(firstUnpaidDueDate('100.00', '50.00', HALVES, moments), null, 'the goods are not in stock yet');
});

t.test('payments', async (t) => {
  t.equal(paidPct('300000.00', '1080000.00'), '27.7778');
  t.equal(paidPct('0.00', '0.00'), '100.0000', 'an order of nothing');
  t.equal(balanceDue('1080000.00', '740000.00'), '340000.00');
  t.equal(balanceDue('100.00', '150.00'), '0.00', 'excess makes no negative balance');
  t.same(advanceTaxInvoice('1080000.00', '20.00'), { amount: '1080000.00', vatAmount: '180000.00', rateText: '20/120' }, 'SC-01');
  t.same(advanceTaxInvoice('1860000.00', '20'), { amount: '1860000.00', vatAmount: '310000.00', rateText: '20/120' }, 'SC-02');
  t.match(advanceTaxInvoice('105.00', '10.50'), { rateText: '10.5/110.5' });
  t.same(advanceTaxInvoice('100.00', null), { amount: '100.00', vatAmount: '0.00', rateText: null });

  const invoices = [
    { id: 'new', date: '2025-03-05', number: 'ЗК-000106', balance: '588000.00' },
    { id: 'second of the day', date: '2025-03-04', number: 'ЗК-000105', balance: '100.00' },
    { id: 'first of the day', date: '2025-03-04', number: 'ЗК-000104', balance: '200.50' },
    { id: 'settled', date: '2025-01-01', number: 'ЗК-000001', balance: '0.00' },
  ];
  t.same(allocateByAge('250.00', invoices), {
    rows: [{ id: 'first of the day', amount: '200.50' }, { id: 'second of the day', amount: '49.50' }],
    unallocated: '0.00',
  });
  t.equal(allocateByAge('1176000.00', invoices).unallocated, '587699.50', 'the excess stays on the payment');
  t.same(allocateByAge('10.00', []), { rows: [], unallocated: '10.00' });
});
