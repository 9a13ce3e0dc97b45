/** A department with its books over a database of its own; the warehouse is stood in for by a call of the ledger. */
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { EffectContext } from '../../../core/index.ts';
import { ProcessEngine, definePlugin, defineSubscription } from '../../../core/index.ts';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';
import { recordInvoiceShipment, setLineSupply } from '../../crm/index.ts';

let work: (context: EffectContext) => Promise<unknown> = async () => undefined;
const callers = definePlugin({
  id: 'callers',
  version: '1.0.0',
  requires: { crm: '^1.0.0' },
  subscriptions: [defineSubscription({ id: 'callers.work', on: 'callers.called', run: async (_event, context) => void (await work(context)) })],
});

export const app: TestApp = await startTestApp(t, { plugins: ['crm', 'accounting', callers], companies: { books: fileURLToPath(new URL('./fixture/', import.meta.url)) }, now: '2025-03-03T06:00:00Z' });
export const anna = await app.as('anna');
export const panina = await app.as('panina');

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

export async function rows(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return app.read(async (uow) => uow.query<Row>(sql, values));
}

export async function one(sql: string, values: readonly unknown[] = []): Promise<Row> {
  return (await rows(sql, values))[0] ?? {};
}

export async function idOf(table: string, code: string): Promise<string> {
  return String((await one(`select id from ${table} where code = $1`, [code]))['id']);
}

/** The answer when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.data ?? answer.body) as Row;
}

/** Status, code and the codes of the reasons or fields of a refusal. */
export function refusal(answer: Answer): unknown[] {
  const codes = [...(answer.body?.reasons ?? []), ...(answer.body?.errors ?? [])].map((reason: Row) => String(reason['code']));
  return [answer.status, answer.body?.code, ...new Set(codes.filter((code) => code !== answer.body?.code))];
}

export const path = { payment: '/api/accounting/payments', request: '/api/accounting/payment-requests', order: '/api/crm/customer-orders/', invoice: '/api/crm/invoices/', month: '/api/accounting/period-closes', file: '/api/accounting/bank-files' };
export const account = await idOf('crm_bank_account', 'ours');

let calls = 0;
async function newDeal(client: TestClient, phone: string): Promise<string> {
  calls += 1;
  const inquiry = good(await client.post('/api/crm/inquiries', { channel: 'phone', from_phone: phone, received_at: new Date(Date.UTC(2025, 2, 3, 6, 0, calls)).toISOString() }));
  good(await client.send(`/api/crm/inquiries/${inquiry['id']}`, 'inquiry.converted', { service_type_id: await idOf('crm_service_type', 'equipment') }));
  const interestId = String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
  good(await client.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-03T08:00:00Z', subject_entity: 'crm.interest', subject_id: interestId }));
  return interestId;
}

export interface Sold {
  readonly interestId: string;
  readonly orderId: string;
  readonly invoiceId: string;
  readonly number: string;
}

/** An order of `quantity` pieces at 1 200.00 with VAT, its invoice sent to the client. */
export async function sold(quantity: number, options: { readonly agreement?: string; readonly interestId?: string; readonly volga?: boolean } = {}): Promise<Sold> {
  const client = options.volga === true ? await app.as('boris') : anna;
  const interestId = options.interestId ?? (await newDeal(client, options.volga === true ? '+79000002020' : '+79000001010'));
  const order = good(await client.post(path.order.slice(0, -1), {
    interest_id: interestId, delivery_term: 3, macro_sector_id: await idOf('crm_sector', 'building'), micro_sector_id: await idOf('crm_sector', 'concrete'),
    ...(options.agreement === undefined ? {} : { agreement_id: await idOf('crm_agreement', options.agreement) }),
    lines: [{ product_id: await idOf('crm_product', 'RV15'), quantity: String(quantity) }],
  }));
  const orderId = String(order['id']);
  good(await client.send(path.order + orderId, 'order.posted'));
  const offer = good(await client.post('/api/crm/commercial-offers', { order_id: orderId }));
  good(await client.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.sent'));
  good(await client.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.accepted'));
  good(await client.send(path.order + orderId, 'order.released'));
  const { id: invoiceId, number } = await one('select id, number from crm_invoice where order_id = $1', [orderId]);
  good(await client.send(path.invoice + invoiceId, 'invoice.sent'));
  return { interestId, orderId, invoiceId: String(invoiceId), number: String(number) };
}

let incoming = 100;
/** Writes a payment of the client in the North, posted unless told otherwise. */
export async function pay(amount: string, values: Row = {}, post = true): Promise<Row> {
  incoming += 1;
  const row = good(await panina.post(path.payment, { date: '2025-03-12', incoming_number: String(incoming), account_id: account, amount, payer_id: await idOf('crm_counterparty', 'north'), ...values }));
  return post ? { ...row, ...good(await panina.send(`${path.payment}/${row['id']}`, 'payment.posted')) } : row;
}

export async function invoice(id: string): Promise<Row> {
  return one('select state, paid, balance, payment_state from crm_invoice where id = $1', [id]);
}

export async function stage(interestId: string): Promise<string> {
  return String((await one('select state from crm_interest where id = $1', [interestId]))['state']);
}

/** The section «Оплата» of an invoice, by amount: the test's clock stands still, so the rows have one moment. */
export async function ledgerOf(invoiceId: string): Promise<string[]> {
  return (await rows('select amount, paid_total_after, balance_after from crm_invoice_payment where invoice_id = $1 order by amount, paid_total_after', [invoiceId])).map((row) => [row['amount'], row['paid_total_after'], row['balance_after']].join(' / '));
}

/** Live tax invoices on a payment: amount, tax, state. */
export async function advances(paymentId: string): Promise<string[]> {
  return (await rows(`select amount, vat_amount, posting_state from accounting_advance_tax_invoice where payment_id = $1 and posting_state <> 'cancelled' order by amount`, [paymentId])).map((row) => [row['amount'], row['vat_amount'], row['posting_state']].join(' / '));
}

async function inEngine(orderId: string, wanted: (context: EffectContext) => Promise<unknown>): Promise<void> {
  await app.write(async (uow) => {
    work = wanted;
    await uow.elevate();
    ProcessEngine.of(uow).raise({ type: 'callers.called', entity: 'crm.customer_order', id: orderId, data: {} });
    await ProcessEngine.of(uow).settle();
  });
}

let shipments = 0;
/** Ships a quantity of an order's only line on a day. */
export async function ship(orderId: string, quantity: string, day: string): Promise<void> {
  shipments += 1;
  const line = await one('select id, quantity from crm_customer_order_line where order_id = $1', [orderId]);
  await inEngine(orderId, async (context) => setLineSupply(context, String(line['id']), { supply_action: 'reserve', supply_state: 'in_stock', reserved_qty: String(line['quantity']) }));
  await inEngine(orderId, async (context) => recordInvoiceShipment(context, { shipment_line_id: `33333333-3333-4333-8333-${String(shipments).padStart(12, '0')}`, order_line_id: String(line['id']), shipment_date: day, quantity }));
}

/** Sends a file to a route that takes one. */
export async function upload(client: TestClient, address: string, name: string, content: Uint8Array, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set('file', new Blob([new Uint8Array(content)], { type: 'text/plain' }), name);
  const response = await fetch(`${app.url}${address}`, { method: 'POST', headers: { origin: app.url, ...client.cookies }, body: form });
  return { status: response.status, body: await response.json(), headers: response.headers };
}
