/** One department of sales over a database of its own, with what accounting and warehouse would do to its orders. */
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { EffectContext } from '../../../core/index.ts';
import { ProcessEngine, definePlugin, defineSubscription } from '../../../core/index.ts';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';
import { recordInvoicePayment, recordInvoiceShipment, setLineSupply } from '../index.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));

/** Accounting and warehouse call the ledger from their effects, inside a running transition; this stands in for them. */
let work: (context: EffectContext) => Promise<unknown> = async () => undefined;
const callers = definePlugin({
  id: 'callers',
  version: '1.0.0',
  requires: { crm: '^1.0.0' },
  subscriptions: [defineSubscription({ id: 'callers.work', on: 'callers.called', run: async (_event, context) => void (await work(context)) })],
});

export const app: TestApp = await startTestApp(t, { plugins: ['crm', callers], companies: { fixture: FIXTURE }, now: '2025-03-03T06:00:00Z' });
export const anna = await app.as('anna');
export const gromov = await app.as('gromov');

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

export async function one(sql: string, values: readonly unknown[] = []): Promise<Row> {
  return app.read(async (uow) => (await uow.query<Row>(sql, values))[0] ?? {});
}

export async function idOf(table: string, code: string): Promise<string> {
  return String((await one(`select id from ${table} where code = $1`, [code]))['id']);
}

/** The answer when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.data ?? answer.body) as Row;
}

export function reasons(answer: Answer): string[] {
  return (answer.body?.reasons ?? []).map((reason: Row) => String(reason['code']));
}

export async function ledger(entity: string, id: string, wanted: (context: EffectContext) => Promise<unknown>): Promise<void> {
  await app.write(async (uow) => {
    work = wanted;
    await uow.elevate();
    const engine = ProcessEngine.of(uow);
    engine.raise({ type: 'callers.called', entity, id, data: {} });
    await engine.settle();
  });
}

export const path = { interest: '/api/crm/interests/', order: '/api/crm/customer-orders/', invoice: '/api/crm/invoices/', offer: '/api/crm/commercial-offers/', inquiry: '/api/crm/inquiries/', partner: '/api/crm/partners/' };
export const service = await idOf('crm_service_type', 'equipment');

export async function stands(interestId: string): Promise<string> {
  return String((await one('select state from crm_interest where id = $1', [interestId]))['state']);
}

export async function orderStands(orderId: string): Promise<string> {
  const row = await one('select status, execution_stage, client_status from crm_customer_order where id = $1', [orderId]);
  return [row['status'], row['execution_stage'], row['client_status']].join(' / ');
}

export async function invoiceOf(orderId: string): Promise<Row> {
  return one('select * from crm_invoice where order_id = $1', [orderId]);
}

/** A deal of the known client, in offer preparation. */
export async function newDeal(): Promise<string> {
  const inquiry = good(await anna.post(path.inquiry.slice(0, -1), { channel: 'phone', from_phone: '8 (900) 000-10-10', received_at: '2025-03-03T06:00:00Z' }));
  good(await anna.send(path.inquiry + inquiry['id'], 'inquiry.converted', { service_type_id: service }));
  const interestId = String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
  good(await anna.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-03T08:00:00Z', subject_entity: 'crm.interest', subject_id: interestId }));
  return interestId;
}

export interface Wanted { readonly product?: string; readonly quantity?: string; readonly agreement?: string; readonly client?: TestClient; readonly replaces?: string }

export async function newOrder(interestId: string, { product = 'FS24', quantity = '2', agreement, client = anna, replaces }: Wanted = {}): Promise<string> {
  const row = good(await client.post(path.order.slice(0, -1), {
    interest_id: interestId, delivery_term: 3, macro_sector_id: await idOf('crm_sector', 'building'), micro_sector_id: await idOf('crm_sector', 'concrete'),
    ...(agreement === undefined ? {} : { agreement_id: await idOf('crm_agreement', agreement) }),
    ...(replaces === undefined ? {} : { replaced_order_id: replaces }),
    lines: [{ product_id: await idOf('crm_product', product), quantity }],
  }));
  return String(row['id']);
}

/** Prints and sends the offer, and answers it. */
export async function offer(orderId: string, answer?: 'offer.accepted' | 'offer.rejected'): Promise<void> {
  const made = good(await anna.post(path.offer.slice(0, -1), { order_id: orderId }));
  good(await anna.send(path.offer + made['id'], 'offer.sent'));
  if (answer !== undefined) good(await anna.send(path.offer + made['id'], answer, answer === 'offer.rejected' ? { comment: 'нужно 3 шт.' } : {}));
}

export async function agreedOrder(interestId: string, wanted: Wanted = {}): Promise<string> {
  const orderId = await newOrder(interestId, wanted);
  good(await anna.send(path.order + orderId, 'order.posted'));
  await offer(orderId, 'offer.accepted');
  return orderId;
}

export async function sentOrder(interestId: string, wanted: Wanted = {}): Promise<string> {
  const orderId = await agreedOrder(interestId, wanted);
  good(await anna.send(path.order + orderId, 'order.released'));
  good(await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent'));
  return orderId;
}

let payments = 0;
export async function pay(orderId: string, amount: string): Promise<string> {
  payments += 1;
  const paymentId = `22222222-2222-4222-8222-${String(payments).padStart(12, '0')}`;
  const invoice = await invoiceOf(orderId);
  await ledger('crm.invoice', String(invoice['id']), (context) => recordInvoicePayment(context, {
    invoice_id: String(invoice['id']), payment_id: paymentId, payment_date: '2025-03-12', document_number: '118', amount, payer_id: String(invoice['counterparty_id']),
  }));
  return paymentId;
}

export async function linesOf(orderId: string): Promise<Row[]> {
  return app.read((uow) => uow.query<Row>('select * from crm_customer_order_line where order_id = $1 order by line_no', [orderId]));
}

export async function reserveAll(orderId: string): Promise<void> {
  for (const line of await linesOf(orderId)) await ledger('crm.customer_order', orderId, (context) => setLineSupply(context, String(line['id']), { supply_action: 'reserve', supply_state: 'in_stock', reserved_qty: String(line['quantity']) }));
}

let shipments = 0;
export async function ship(orderId: string, quantity: string): Promise<string> {
  shipments += 1;
  const shipmentLine = `33333333-3333-4333-8333-${String(shipments).padStart(12, '0')}`;
  const [line] = await linesOf(orderId);
  await ledger('crm.customer_order', orderId, (context) => recordInvoiceShipment(context, { shipment_line_id: shipmentLine, order_line_id: String(line?.['id']), shipment_date: '2025-04-01', quantity }));
  return shipmentLine;
}

/** Another company's parameters for a while: those given replace the regulation's own. */
export async function under(parameters: Readonly<Record<string, unknown>>, work: () => Promise<void>): Promise<void> {
  const present = app.company().regulation.parameters as Record<string, unknown>;
  const before = { ...present };
  Object.assign(present, parameters);
  try {
    await work();
  } finally {
    for (const name of Object.keys(parameters)) {
      if (name in before) present[name] = before[name];
      else delete present[name];
    }
  }
}
