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
import { advanceShare } from '../services/advance-tax.ts';
import { matchPayment, proposeAllocations } from '../services/match-payment.ts';
import type { OpenInvoice } from '../services/match-payment.ts';
import { readExchange } from '../exchange/read-exchange.ts';
import { writeExchange } from '../exchange/write-exchange.ts';
import { allocationProblems } from '../services/payment-ledger.ts';
import type { PayableInvoice } from '../services/payment-ledger.ts';
import { namesInvoice } from '../services/purpose-numbers.ts';

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
    ['Договор № 101 от 05.03.2025', 'ЗК-000101', false],
    ['по дог. № 101, счет № 102', 'ЗК-000101', false],
    ['по дог. № 101, счет № 102', 'ЗК-000102', true],
    ['Оплата 101000.00 руб', 'ЗК-000101', false],
    ['Оплата по счету 101,00 руб', 'ЗК-000101', false],
    ['Оплата по счетам ЗК-000103, ЗК-000104 от 05.03.2025 г. В т.ч. НДС 20% 340000.00', 'ЗК-000104', true],
    ['Оплата по счетам № 103, 104 и 105 за затворы', 'ЗК-000105', true],
    ['Оплата по счетам № 103 от 05.03.2025, № 104 от 06.03.2025 НДС 20%', 'ЗК-000104', true],
    ['Оплата по счетам № 103 от 05.03.2025, № 104 от 06.03.2025 НДС 20%', 'ЗК-000005', false],
    ['Оплата по счету 3K-000103 от 5.3.25', 'ЗК-000103', true],
    ['Оплата по счету ЗК 103', 'ЗК-000103', true],
    ['ЗК000103 оплата', 'ЗК-000103', true],
    ['Опл. по счёту №ЗК–000103', 'ЗК-000103', true],
    ['Счет-фактура № 103', 'ЗК-000103', false],
    ['сч/ф 103', 'ЗК-000103', false],
    ['на расчетный счет 103', 'ЗК-000103', false],
    ['Invoice No. 103 dd 05.03.2025', 'ЗК-000103', true],
    ['Оплата по счету СЧ-000103', 'ЗК-000103', false],
    ['счет 103/1', 'ЗК-000103', false],
    ['Оплата за оборудование № 103 от 05.03', 'ЗК-000103', true],
    ['по счету на оплату № 103', 'ЗК-000103', true],
    ['Оплата по счету №103,104', 'ЗК-000104', true],
    ['Оплата сч.№103 от 05.03.2025г.', 'ЗК-000103', true],
    ['Оплата по счету N103', 'ЗК-000103', true],
    ['Оплата по счету номер 103. НДС не облагается', 'ЗК-000103', true],
    ['В т.ч. НДС (20%) 103-00', 'ЗК-000103', false],
    ['Оплата по счету 102. Сумма 103', 'ЗК-000103', false],
    ['Оплата по счетам 102; 103 + 104', 'ЗК-000103', true],
    ['Оплата по счету 20 НДС 20%', '20', true],
    ['Оплата по счету 7 НДС 20%', '20', false],
    ['Оплата по счету 2025/17-А', '2025/17-А', true],
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
  t.same([advanceShare('100.00', '0.00', '0.00'), advanceShare('100.00', '60.00', '0.00'), advanceShare('100.00', '60.00', '60.00'), advanceShare('100.00', '200.00', '50.00')], ['100.00', '40.00', '100.00', '0.00'], 'shipped, paid before');
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

t.test('payment orders leave as the bank reads them, whatever was typed into them', async (t) => {
  const side = { name: 'ООО «Север»', inn: '7899002310', kpp: null, account: '40702810600000000101', bik: '044599901', bank: 'АО «Меридиан-Банк»', city: 'Москва', correspondentAccount: '30101810000000000901' };
  const file = writeExchange(side.account, [{ number: '12', date: '2025-03-12', amount: '10.50', payer: side, payee: side, purpose: 'Оплата\r\nКонецДокумента\nСумма=1 📎' }], { date: '2025-03-12', time: '09:00:00' });
  const { documents, problems, accounts } = readExchange(file);
  t.same(problems, []);
  t.same(accounts.map((one) => one.account), [side.account]);
  t.match(documents, [{ number: '12', date: '2025-03-12', amount: '10.50', purpose: 'Оплата КонецДокумента Сумма=1', payer: { account: side.account, inn: '7899002310', kpp: null, name: 'ООО «Север»' } }], 'one document, no line of its own making');
  t.equal(documents.length, 1);
});

t.test('a statement that is none, or is cut off, is refused whole', async (t) => {
  const code = (text: string): unknown => {
    try {
      readExchange(Buffer.from(text));
      return null;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  t.equal(code(''), 'accounting.statement_format');
  t.equal(code('Дата;Сумма\n1;2'), 'accounting.statement_format');
  t.equal(code('1CClientBankExchange\nРасчСчет=1'), 'accounting.statement_truncated');
  t.equal(code(`1CClientBankExchange\n${'СекцияДокумент=Платежное поручение\nКонецДокумента\n'.repeat(2001)}КонецФайла`), 'accounting.statement_too_long');
});
