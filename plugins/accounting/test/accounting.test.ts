import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { sum } from '../../../core/index.ts';
import { compileProcess } from '../../../core/testing/index.ts';
import type { ProcessSpec } from '../../../core/index.ts';
import { checkDecision, evaluateDecision, runExamples } from '../../../core/testing/index.ts';
import type { DecisionTable } from '../../../core/testing/index.ts';
import { paymentMatching } from '../decisions/payment-matching.ts';
import { paymentProcess } from '../machines/payment.ts';
import { periodCloseProcess } from '../machines/period-close.ts';
import { advanceParts, shareByRate } from '../services/advance-parts.ts';
import { isAdvance } from '../services/advance-tax.ts';
import { matchPayment, namesInvoice, proposeAllocations } from '../services/match-payment.ts';
import type { OpenInvoice } from '../services/match-payment.ts';
import { allocationProblems } from '../services/payment-ledger.ts';
import type { PayableInvoice } from '../services/payment-ledger.ts';

const defaults = parse(readFileSync(new URL('../defaults.yaml', import.meta.url), 'utf8')) as { decisions: Record<string, Omit<DecisionTable, 'id' | 'facts'>> };
const table = { ...defaults.decisions[paymentMatching.id], id: paymentMatching.id, facts: paymentMatching.facts, outcome: { type: 'object', properties: paymentMatching.outcome } } as DecisionTable;

const OPEN: readonly OpenInvoice[] = [
  { id: 'a', number: 'ЗК-000101', date: '2025-03-10T09:00:00.000Z', balance: '1080000.00' },
  { id: 'b', number: 'ЗК-000110', date: '2025-03-20T09:00:00.000Z', balance: '297600.00' },
  { id: 'c', number: 'ЗК-000011', date: '2025-03-01T09:00:00.000Z', balance: '5000.00' },
];

t.test('R-22 answers as its examples say, without a gap', async (t) => {
  t.ok((table.examples ?? []).length >= 4);
  t.same(runExamples(table), []);
  t.same(checkDecision(table).filter((one) => one.severity === 'error'), []);
});

t.test('a payer’s words name an invoice by its number, whole or in digits, and never by a part of it', async (t) => {
  const cases: [string, string, boolean][] = [
    ['Оплата по счету № ЗК-000101 от 10.03.2025', 'ЗК-000101', true],
    ['оплата по счету зк-000101', 'ЗК-000101', true],
    ['Оплата по сч. 101, в т.ч. НДС', 'ЗК-000101', true],
    ['За фильтры, счёт №000101', 'ЗК-000101', true],
    ['Оплата по счету ЗК-0001012', 'ЗК-000101', false],
    ['Оплата по счету 1011', 'ЗК-000101', false],
    ['Оплата по счету 11', 'ЗК-000101', false],
    ['Договор 101 от 05.03.2025', 'ЗК-000101', false],
    ['Оплата 101000.00 руб', 'ЗК-000101', false],
  ];
  for (const [purpose, number, expected] of cases) t.equal(namesInvoice(purpose, number), expected, purpose);
});

t.test('the proposal follows the sign the payment gives, and by hand takes the oldest', async (t) => {
  const proposal = (amount: string, purpose: string | null, open: readonly OpenInvoice[]) => {
    const match = matchPayment({ amount, purpose }, open);
    const { allocate } = evaluateDecision(table, match.facts).outcome as { allocate: string };
    return { allocate, ...proposeAllocations(allocate, amount, open, match) };
  };
  t.same(proposal('300000.00', 'Счет ЗК-000101', OPEN), { allocate: 'by_number', rows: [{ id: 'a', amount: '300000.00' }], unallocated: '0.00', certain: true });
  t.same(proposal('1377600.00', 'Счета ЗК-000101, ЗК-000110', OPEN).rows, [{ id: 'a', amount: '1080000.00' }, { id: 'b', amount: '297600.00' }], 'two numbers');
  t.same(proposal('297600.00', null, OPEN), { allocate: 'by_amount', rows: [{ id: 'b', amount: '297600.00' }], unallocated: '0.00', certain: true });
  t.same(proposal('2000000.00', 'предоплата', OPEN.slice(0, 1)), { allocate: 'single_open', rows: [{ id: 'a', amount: '1080000.00' }], unallocated: '920000.00', certain: true }, 'an excess stays on the payment');
  t.same(proposal('6000.00', 'предоплата', OPEN), { allocate: 'by_hand', rows: [{ id: 'c', amount: '5000.00' }, { id: 'a', amount: '1000.00' }], unallocated: '0.00', certain: false }, 'oldest first, for the accountant to confirm');
  t.same(proposal('6000.00', null, []), { allocate: 'by_hand', rows: [], unallocated: '6000.00', certain: false }, 'an unknown payer');
});

t.test('what came before shipment is an advance, one tax invoice for each VAT rate', async (t) => {
  t.same([isAdvance('2025-03-12', null), isAdvance('2025-03-31', '2025-04-01'), isAdvance('2025-04-01', '2025-04-01'), isAdvance('2025-04-28', '2025-04-01')], [true, true, false, false]);
  const twenty = { vatRateId: 'v20', rate: '20', total: '1080000.00' };
  t.same(advanceParts([{ invoiceId: 'a', amount: '1080000.00', rates: [twenty] }]), [{ vatRateId: 'v20', rate: '20', amount: '1080000.00', invoiceId: 'a' }]);
  t.same(
    advanceParts([{ invoiceId: 'a', amount: '100.00', rates: [twenty] }, { invoiceId: 'b', amount: '50.00', rates: [{ ...twenty, total: '60.00' }] }]),
    [{ vatRateId: 'v20', rate: '20', amount: '150.00', invoiceId: null }],
    'two invoices at one rate make one',
  );
  t.same(advanceParts([{ invoiceId: 'a', amount: '10.00', rates: [{ vatRateId: 'none', rate: null, total: '10.00' }] }]), [], 'sold without VAT');
  t.same(advanceParts([{ invoiceId: 'a', amount: '10.00', rates: [] }]), [], 'an invoice of nothing');
  const rates = [{ vatRateId: 'v20', rate: '20', total: '200.00' }, { vatRateId: 'v10', rate: '10', total: '100.00' }];
  t.same(shareByRate('100.00', rates), ['66.66', '33.34'], 'in proportion, the last takes the rounding');
  for (const amount of ['0.01', '0.02', '99.99', '300.00']) t.equal(sum(shareByRate(amount, rates)), amount, `${amount} is shared whole`);
});

t.test('no invoice gets more than its balance, and a closed one gets nothing', async (t) => {
  const invoice = (id: string, state: string, balance: string): PayableInvoice =>
    ({ id, number: `№ ${id}`, state, balance, counterparty_id: 'k', full_shipment_date: null });
  const invoices = [invoice('a', 'sent', '100.00'), invoice('b', 'created', '9.00'), invoice('c', 'cancelled', '5.00')];
  t.same(allocationProblems([{ invoice_id: 'a', amount: '100.00' }, { invoice_id: 'b', amount: '9' }], invoices), [], 'up to the balance');
  const reasons = allocationProblems([{ invoice_id: 'a', amount: '100.01' }, { invoice_id: 'b', amount: '10' }, { invoice_id: 'c', amount: '1' }, { invoice_id: 'd', amount: '1' }], invoices);
  t.same(reasons.map((one) => one.code), ['accounting.more_than_balance', 'accounting.more_than_balance', 'accounting.invoice_not_payable', 'accounting.invoice_not_payable']);
  t.match(reasons[0]?.message, { ru: 'Счёт № a: распределено 100.01, а к оплате осталось 100.00.' }, 'all at once, each by its number');
});

t.test('a payment is posted and cancelled only in an open month, and a month opens again only with a reason', async (t) => {
  const compiled = compileProcess(paymentProcess as ProcessSpec);
  for (const code of ['PM-02', 'PM-03', 'PM-04'] as const) t.ok(paymentProcess.transitions[code].when.some((one) => 'code' in one && one.code === 'accounting.month_closed'), code);
  t.same([...(compiled.byEvent.get('payment.cancelled') ?? [])].map((one) => [one.from, one.to]), [[['posted'], 'cancelled']]);
  t.match(paymentProcess.transitions['PM-04'].needs, { comment: { required: true } });
  t.match(periodCloseProcess.transitions['PC-02'].needs, { comment: { required: true } });
});
