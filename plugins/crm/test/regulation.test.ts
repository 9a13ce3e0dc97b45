import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import type { Condition, ProcessSpec } from '../../../core/index.ts';
import { compileProcess } from '../../../core/testing/index.ts';
import { checkDecision, runExamples } from '../../../core/testing/index.ts';
import type { DecisionTable } from '../../../core/testing/index.ts';
import { crmDecisions } from '../decisions/index.ts';
import { groupFacts } from '../facts/interest-facts.ts';
import type { OrderFigures } from '../facts/order-figures.ts';
import { momentAt } from '../effects/follow-up.ts';
import { crmErrors } from '../errors.ts';
import { ORDER_CLIENT_STATUSES } from '../enums/index.ts';
import { shippedAmount } from '../ledger/shipments.ts';
import { crmProcesses } from '../machines/index.ts';
import { clientStatusTransitions } from '../machines/order-client-status.ts';
import { promisedDate } from '../orders/terms.ts';
import { conversionRate, converted } from '../pricing/index.ts';
import { roundState } from '../subscriptions/approval-subscriptions.ts';

const defaults = parse(readFileSync(new URL('../defaults.yaml', import.meta.url), 'utf8')) as {
  parameters: Record<string, unknown>;
  decisions: Record<string, Omit<DecisionTable, 'id' | 'facts'>>;
};
const tables = crmDecisions.map((one): DecisionTable => ({ ...(defaults.decisions[one.id] as Omit<DecisionTable, 'id' | 'facts'>), id: one.id, facts: one.facts }));

t.test('every question has a table, and every table answers as its examples say', async (t) => {
  t.same(Object.keys(defaults.decisions).sort(), crmDecisions.map((one) => one.id).sort());
  for (const table of tables) {
    t.ok((table.examples ?? []).length > 1, `${table.id} has examples`);
    t.same(runExamples(table, { parameters: defaults.parameters }), [], table.id);
    t.same(checkDecision(table, { parameters: { p: defaults.parameters } }).filter((one) => one.severity === 'error'), [], `${table.id} is sound`);
  }
});

/** Letters of the example cases of each table: a case that gets lost is a rule nobody watches. */
const CASES: Readonly<Record<string, string>> = {
  'R-01': 'abcdef', 'R-02': 'abcdefghi', 'R-03': 'abcdefghijklm', 'R-09a': 'abcder', 'R-09b': 'fghijk', 'R-09c': 'lmnopq', 'R-10': 'abcd', 'R-11': 'abcde', 'R-12': 'abcdefghijk', 'R-13a': 'abcde',
  'R-13b': 'fg', 'R-13c': 'hij', 'R-13d': 'klm', 'R-14': 'abcdef', 'R-15': 'abcde', 'R-16': 'abcdef', 'R-17': 'abcde', 'R-18': 'abcde', 'R-21': 'abcdefghi',
};

t.test('every case of the rules is there', async (t) => {
  const found = Object.fromEntries(tables.map((table) => [String((table as { code?: string }).code), (table.examples ?? []).map((one) => /^\d\d\.(\w) /.exec(one.name ?? '')?.[1] ?? '?').join('')]));
  t.same(found, CASES);
});

t.test('reviewers of one round stand together: a refusal ends it, every consent is needed, or one', async (t) => {
  const cells = [
    [[], 'highest', null], [['pending'], 'highest', 'pending'], [['approved'], 'highest', 'approved'], [['approved', 'pending'], 'all', 'pending'], [['approved', 'approved'], 'all', 'approved'],
    [['approved', 'pending'], 'any', 'approved'], [['approved', 'rejected'], 'any', 'rejected'], [['returned', 'withdrawn'], 'all', 'returned'], [['approved', 'withdrawn'], 'any', 'approved'], [['withdrawn'], 'all', 'withdrawn'],
  ] as const;
  for (const [states, mode, expected] of cells) t.equal(roundState(states, mode), expected, `${states.join(', ')} of ${mode}`);
});

t.test('a price is brought to another currency by the rates of both, the markup on top', async (t) => {
  const cells = [['100', '1', '0', '100.000000'], ['110.5', '1', '2', '112.710000'], ['1', '100', '0', '0.010000'], ['110', '100', '0', '1.100000'], [null, '1', '0', null], ['1', null, '0', null]] as const;
  for (const [from, to, markup, rate] of cells) t.equal(conversionRate(from, to, markup), rate, `${from} over ${to} and ${markup} %`);
  t.equal(converted('9800.00', '110.500000'), '1082900.00');
});

t.test('every process compiles, and its conditions ask decisions that exist', async (t) => {
  for (const process of crmProcesses as readonly ProcessSpec[]) {
    const compiled = compileProcess(process);
    t.ok(compiled.transitions.size >= Object.values(process.transitions).filter((one) => one.disabled !== true && one.to !== 'in_transit').length, process.id);
    const asked = Object.values(process.transitions).flatMap((one) => (one.when ?? []) as readonly Condition[]).flatMap((one) => ('decision' in one ? [one.decision] : []));
    for (const decision of asked) t.ok(crmDecisions.some((one) => one.id === decision), `${process.id} asks ${decision}`);
  }
});

t.test('R-12 leads from every client status to every other one exactly once', async (t) => {
  const edges = Object.values(clientStatusTransitions()).flatMap((one) => (Array.isArray(one.from) ? one.from.map((from: string) => `${from}>${one.to}`) : []));
  const codes = ORDER_CLIENT_STATUSES.map((one) => one.code as string);
  const wanted = codes.flatMap((from) => codes.filter((to) => to !== from).map((to) => `${from}>${to}`));
  t.same([...edges].sort(), wanted.sort());
});

t.test('a group over orders ignores the cancelled ones and is false over none', async (t) => {
  const order = (given: Partial<OrderFigures>): OrderFigures => ({
    id: 'o', interest_id: 'i', status: 'to_execute', stage: 'to_place', client_status: 'awaiting_supply', date: new Date(0), number: 'ЗК-1', total: 10, paid: 0, advance_due: 0, preship_due: 0,
    remaining_qty: 1, shipped_qty: 0, offer_accepted: true, reason: null, cancel_reason_id: null, invoice_state: 'sent', balance: 10, lines: [], line_count: 1, has_unmatched_line: false,
    has_payments: false, has_shipments: false, has_supply: false, has_goods: true, ...given,
  });
  t.match(groupFacts([]), { has_live_accepted_order: false, all_live_invoices_sent: false, live_order_count: 0, latest_reason: null });
  const dropped = order({ status: 'cancelled', invoice_state: 'cancelled', reason: 'price', cancel_reason_id: 'r1' });
  t.match(groupFacts([dropped, order({})]), { all_live_invoices_sent: true, live_invoice_count: 1, latest_reason: 'price', latest_cancel_reason_id: 'r1' }, 'the latest order comes first');
  t.match(groupFacts([order({}), dropped]), { latest_reason: null, latest_cancel_reason_id: null }, 'an earlier reason does not count');
  t.match(groupFacts([dropped]), { all_live_invoices_sent: false, has_live_accepted_order: false, live_invoice_count: 0 });
  t.match(groupFacts([order({}), order({ invoice_state: 'created' })]), { all_live_invoices_sent: false, any_live_invoice_sent: true });
  t.match(groupFacts([order({ status: 'on_approval' })]), { all_live_invoices_sent: false }, 'a recalled order is not sent');
});

t.test('shipped parts of a line make its total, whatever the parts', async (t) => {
  const line = { quantity: '3.000', cancelled_qty: '0.000', total: '100.00' };
  t.equal(shippedAmount(line, '0.000'), '0.00');
  t.equal(shippedAmount(line, '1.000'), '33.33');
  t.equal(shippedAmount(line, '2.000'), '66.67');
  t.equal(shippedAmount(line, '3.000'), '100.00');
  t.equal(shippedAmount({ quantity: '10.000', cancelled_qty: '0.000', total: '456000.00' }, '6.000'), '273600.00');
});

t.test('dates count on the company’s calendar days and clock', async (t) => {
  t.equal(promisedDate({ delivery_term: 3, delivery_term_unit: 'weeks' }, '2025-03-10'), '2025-03-31');
  t.equal(promisedDate({ delivery_term: 5, delivery_term_unit: 'days' }, '2025-02-26'), '2025-03-03');
  t.equal(promisedDate({ delivery_term: null, delivery_term_unit: 'days' }, '2025-02-26'), null);
  t.equal(momentAt('2025-04-12', '09:00', 'Europe/Moscow').toISOString(), '2025-04-12T06:00:00.000Z');
  t.equal(momentAt('2025-04-12', '09:00', 'Asia/Vladivostok').toISOString(), '2025-04-11T23:00:00.000Z');
});

t.test('a refusal reads in both languages', async (t) => {
  for (const [code, text] of Object.entries(crmErrors)) {
    t.match(code, /^crm\.[a-z_]+$/);
    t.notMatch(text.en, /[а-яё]/i, code);
    t.same([...text.ru.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort(), [...text.en.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort(), `${code}: the same places`);
  }
});
