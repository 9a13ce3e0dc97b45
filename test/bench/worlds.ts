import { fileURLToPath } from 'node:url';
import { deskPlugin } from '../../core/process/test/fixture/desk-plugin.ts';
import type { Answer, Teardown, TestApp, TestClient } from '../../core/testing/index.ts';
import { startTestApp } from '../../core/testing/index.ts';

/** Rows of an answer; the bench reads ids and states out of them. */
export type Row = Record<string, unknown>;

/** One item and the events that bring it back to where it was. */
export interface MeasuredItem {
  readonly path: string;
  readonly events: readonly string[];
}

export interface World {
  readonly app: TestApp;
  readonly client: TestClient;
  readonly items: readonly MeasuredItem[];
}

function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.data ?? answer.body) as Row;
}

/** Tickets of a workshop, each in a project of its own: a guard over a column and a parameter, two waits, the parent's gate over all its tickets. */
export async function deskWorld(t: Teardown, count: number): Promise<World> {
  const app = await startTestApp(t, { plugins: [deskPlugin], companies: { desk: fileURLToPath(new URL('./fixture/desk', import.meta.url)) } });
  const client = await app.as('boss');
  const items: MeasuredItem[] = [];
  for (let index = 0; index < count; index += 1) {
    const project = good(await client.post('/api/desk/projects', { title: `Bench ${index}`, budget: '500.00' }));
    const ticket = good(await client.post('/api/desk/tickets', { project_id: project['id'], name: 'Measured', hours: '1' }));
    items.push({ path: `/api/desk/tickets/${String(ticket['id'])}`, events: ['ticket.taken', 'ticket.returned'] });
  }
  return { app, client, items };
}

/** Invoices that are sent again and again: three levels are locked, the order's and the interest's gates are asked after each. */
export async function crmWorld(t: Teardown, count: number): Promise<World> {
  const fixture = fileURLToPath(new URL('../../plugins/crm/test/fixture/', import.meta.url));
  const app = await startTestApp(t, { plugins: ['crm'], companies: { fixture }, now: '2025-03-03T06:00:00Z' });
  const client = await app.as('anna');
  const items: MeasuredItem[] = [];
  for (let index = 0; index < count; index += 1) items.push({ path: `/api/crm/invoices/${await sentInvoice(app, client)}`, events: ['invoice.sent'] });
  return { app, client, items };
}

async function one(app: TestApp, sql: string, values: readonly unknown[]): Promise<Row> {
  return app.read(async (uow) => (await uow.query<Row>(sql, values))[0] ?? {});
}

async function idOf(app: TestApp, table: string, code: string): Promise<unknown> {
  return (await one(app, `select id from ${table} where code = $1`, [code]))['id'];
}

/** A deal from the call to the invoice that was sent. */
async function sentInvoice(app: TestApp, client: TestClient): Promise<string> {
  const inquiry = good(await client.post('/api/crm/inquiries', { channel: 'phone', from_phone: '8 (900) 000-10-10', received_at: '2025-03-03T06:00:00Z' }));
  good(await client.send(`/api/crm/inquiries/${String(inquiry['id'])}`, 'inquiry.converted', { service_type_id: await idOf(app, 'crm_service_type', 'equipment') }));
  const { interest_id: interest } = await one(app, 'select interest_id from crm_inquiry where id = $1', [inquiry['id']]);
  good(await client.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-03T08:00:00Z', subject_entity: 'crm.interest', subject_id: interest }));
  const order = good(await client.post('/api/crm/customer-orders', {
    interest_id: interest, delivery_term: 3, macro_sector_id: await idOf(app, 'crm_sector', 'building'), micro_sector_id: await idOf(app, 'crm_sector', 'concrete'),
    lines: [{ product_id: await idOf(app, 'crm_product', 'FS24'), quantity: '2' }],
  }));
  const orderPath = `/api/crm/customer-orders/${String(order['id'])}`;
  good(await client.send(orderPath, 'order.posted'));
  const offer = `/api/crm/commercial-offers/${String(good(await client.post('/api/crm/commercial-offers', { order_id: order['id'] }))['id'])}`;
  good(await client.send(offer, 'offer.sent'));
  good(await client.send(offer, 'offer.accepted'));
  good(await client.send(orderPath, 'order.released'));
  const { id } = await one(app, 'select id from crm_invoice where order_id = $1', [order['id']]);
  good(await client.send(`/api/crm/invoices/${String(id)}`, 'invoice.sent'));
  return String(id);
}
