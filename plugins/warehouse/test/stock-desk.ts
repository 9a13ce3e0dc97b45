/** One department with its warehouse over a database of its own, and what supply would announce to it. */
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';
import type { EffectContext } from '../../../core/index.ts';
import { ProcessEngine, definePlugin, defineSubscription } from '../../../core/index.ts';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import type { DeliveryAnnouncement } from '../index.ts';
import { expectDelivery } from '../index.ts';

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

/** The answer's data when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.data ?? answer.body) as Row;
}

/** Every code of a refusal: of the answer, of its reasons, of its fields. */
export function codes(answer: Answer): string[] {
  return [answer.body?.code, ...(answer.body?.reasons ?? []).map((one: Row) => one['code']), ...(answer.body?.errors ?? []).map((one: Row) => one['code'])].map(String);
}

/** Opens the department. */
export async function openDesk(t: Test) {
  let work: (context: EffectContext) => Promise<unknown> = async () => undefined;
  // Supply calls the warehouse from its effects, inside a running transition; this stands in for it.
  const callers = definePlugin({
    id: 'callers', version: '1.0.0', requires: { warehouse: '^1.0.0' },
    subscriptions: [defineSubscription({ id: 'callers.work', on: 'callers.called', run: async (_event, context) => void (await work(context)) })],
  });
  const app: TestApp = await startTestApp(t, { plugins: ['crm', 'accounting', 'warehouse', callers], companies: { fixture: fileURLToPath(new URL('./fixture/', import.meta.url)) }, now: '2025-03-10T06:00:00Z' });
  const [anna, gromov, panina, ilyin, tarasov, belova] = (await Promise.all(['anna', 'gromov', 'panina', 'ilyin', 'tarasov', 'belova'].map((login) => app.as(login)))) as [TestClient, TestClient, TestClient, TestClient, TestClient, TestClient];

  const rows = async (sql: string, values: readonly unknown[] = []): Promise<Row[]> => app.read(async (uow) => uow.query<Row>(sql, values));
  const one = async (sql: string, values: readonly unknown[] = []): Promise<Row> => (await rows(sql, values))[0] ?? {};
  const idOf = async (table: string, code: string): Promise<string> => String((await one(`select id from ${table} where code = $1`, [code]))['id']);
  const [warehouse, supplier, filter, damper] = (await Promise.all([idOf('warehouse_warehouse', 'main'), idOf('crm_partner', 'factory'), idOf('crm_product', 'FS24'), idOf('crm_product', 'BV300')])) as [string, string, string, string];

  const asSystem = async (entity: string, id: string, wanted: (context: EffectContext) => Promise<unknown>): Promise<void> => app.write(async (uow) => {
    work = wanted;
    await uow.elevate();
    const engine = ProcessEngine.of(uow);
    engine.raise({ type: 'callers.called', entity, id, data: {} });
    await engine.settle();
  });

  let trucks = 0;
  const uuid = (kind: number): string => `${String(kind).repeat(8)}-0000-4000-8000-${String(trucks).padStart(12, '0')}`;

  /** What supply says of a truck, one invoice with the lines given; answers ids of the delivery and of its source. */
  async function announce(lines: readonly { readonly product: string; readonly quantity: string; readonly price?: string; readonly orderLine?: string }[], options: Partial<DeliveryAnnouncement> & { readonly currency?: string; readonly extraCost?: string } = {}): Promise<{ id: string; invoiceId: string; source: { entity: string; id: string; number: string } }> {
    trucks += 1;
    const { currency = 'EUR', extraCost, ...more } = options;
    const source = { entity: 'supply.truck', id: uuid(1), number: `В ${String(trucks)} ТТ` };
    await asSystem('warehouse.warehouse', warehouse, (context) => expectDelivery(context, {
      source, warehouse_id: warehouse, supplier_id: supplier, customs_required: false,
      invoices: [{
        source_id: uuid(2), number: `INV-${String(trucks)}`, date: '2025-03-01', currency, ...(extraCost === undefined ? {} : { extra_cost: extraCost }),
        lines: lines.map((line, index) => ({ source_line_id: `${uuid(3).slice(0, -2)}${String(index).padStart(2, '0')}`, product_id: line.product, quantity: line.quantity, price: line.price ?? '100.00', ...(line.orderLine === undefined ? {} : { customer_order_line_id: line.orderLine }) })),
      }],
      ...more,
    }));
    const row = await one('select d.id, i.id as invoice_id from warehouse_expected_delivery d left join warehouse_expected_invoice i on i.delivery_id = d.id where d.source_id = $1', [source.id]);
    return { id: String(row['id']), invoiceId: String(row['invoice_id']), source };
  }

  /** Uploads a packing list that is a table; answers it with its lines. */
  async function upload(deliveryId: string, table: string, name = 'packing-list.csv'): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([table]), name);
    const response = await fetch(`${app.url}/api/warehouse/expected-deliveries/${deliveryId}/packing-list`, { method: 'POST', body: form, headers: { origin: app.url, ...tarasov.cookies } });
    return { status: response.status, body: await response.json(), headers: response.headers };
  }

  /** Counts every line of a list: what is listed unless another quantity is given by line. */
  async function count(list: Row, actual: Readonly<Record<number, Row>> = {}): Promise<Answer> {
    const lines = await rows('select id, listed_qty, product_text from warehouse_packing_list_line where packing_list_id = $1 order by line_no', [list['id']]);
    good(await tarasov.patch(`/api/warehouse/packing-lists/${list['id']}`, { lines: lines.map((line, index) => ({ id: line['id'], product_text: line['product_text'], listed_qty: line['listed_qty'], actual_qty: line['listed_qty'], ...actual[index] })), version: Number((await one('select version from warehouse_packing_list where id = $1', [list['id']]))['version']) }));
    return tarasov.send(`/api/warehouse/packing-lists/${list['id']}`, 'packing_list.checked');
  }

  /** A released order of the known client on credit: nothing is due before shipment. */
  async function order(lines: readonly { readonly product: string; readonly quantity: string }[]): Promise<{ id: string; lines: string[] }> {
    const inquiry = good(await anna.post('/api/crm/inquiries', { channel: 'phone', from_phone: '8 (900) 000-10-10', received_at: '2025-03-10T06:00:00Z' }));
    good(await anna.send(`/api/crm/inquiries/${inquiry['id']}`, 'inquiry.converted', { service_type_id: await idOf('crm_service_type', 'equipment') }));
    const interestId = String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
    good(await anna.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-10T08:00:00Z', subject_entity: 'crm.interest', subject_id: interestId }));
    const made = good(await anna.post('/api/crm/customer-orders', {
      interest_id: interestId, delivery_term: 3, macro_sector_id: await idOf('crm_sector', 'building'), micro_sector_id: await idOf('crm_sector', 'concrete'), agreement_id: await idOf('crm_agreement', 'credit'),
      lines: lines.map((line) => ({ product_id: line.product, quantity: line.quantity })),
    }));
    const path = `/api/crm/customer-orders/${made['id']}`;
    good(await anna.send(path, 'order.posted'));
    const offer = good(await anna.post('/api/crm/commercial-offers', { order_id: made['id'] }));
    good(await anna.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.sent'));
    good(await anna.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.accepted'));
    good(await anna.send(path, 'order.released'));
    const invoice = await one('select id from crm_invoice where order_id = $1', [made['id']]);
    good(await anna.send(`/api/crm/invoices/${invoice['id']}`, 'invoice.sent'));
    return { id: String(made['id']), lines: (await rows('select id from crm_customer_order_line where order_id = $1 order by line_no', [made['id']])).map((row) => String(row['id'])) };
  }

  const fill = async (made: { readonly id: string; readonly lines: readonly string[] }, action: string): Promise<Answer> => ilyin.send(`/api/crm/customer-orders/${made.id}`, 'order.supply_filled', { lines: made.lines.map((id) => ({ line_id: id, action })) });

  /** As supply does it: the lines are ordered at a supplier. */
  async function placed(made: { readonly id: string; readonly lines: readonly string[] }): Promise<void> {
    good(await fill(made, 'supply_separately'));
    for (const id of made.lines) await asSystem('crm.customer_order', made.id, (context) => setLineSupply(context, id, { supply_state: 'ordered' }));
  }

  const ship = async (orderId: string, lines?: readonly Row[], more: Row = {}): Promise<Answer> => {
    const made = await tarasov.post('/api/warehouse/shipments', { order_id: orderId, ...(lines === undefined ? {} : { lines }), ...more });
    if (made.status >= 300) return made;
    const posted = await tarasov.send(`/api/warehouse/shipments/${good(made)['id']}`, 'shipment.posted');
    return posted.status >= 300 ? posted : tarasov.get(`/api/warehouse/shipments/${good(made)['id']}`);
  };

  return {
    app, anna, gromov, panina, ilyin, tarasov, belova, rows, one, idOf, warehouse, supplier, filter, damper, asSystem, announce, upload, count, order, fill, placed, ship,
    stock: async (product: string): Promise<string> => {
      const row = await one('select quantity, reserved, free from warehouse_stock_balance where warehouse_id = $1 and product_id = $2', [warehouse, product]);
      return [row['quantity'], row['reserved'], row['free']].map((value) => String(Number(value ?? 0))).join(' / ');
    },
    stands: async (orderId: string): Promise<string> => {
      const row = await one('select status, execution_stage, client_status from crm_customer_order where id = $1', [orderId]);
      return [row['status'], row['execution_stage'], row['client_status']].join(' / ');
    },
    opening: async (product: string, quantity: string, date?: string): Promise<Row> => good(await belova.post('/api/warehouse/stock-movements', { warehouse_id: warehouse, product_id: product, quantity, kind: 'opening', ...(date === undefined ? {} : { date }) })),
    /** Whatever the checks of stock, receipts and declarations find. */
    broken: async (): Promise<string[]> => app.read(async (uow) => {
      const found: string[] = [];
      for (const plugin of uow.company.plugins.plugins) for (const invariant of (plugin.invariants ?? []).filter(({ code }) => code.startsWith('V4'))) for (const one of await invariant.find(uow)) found.push(`${invariant.code}: ${one.text}`);
      return found;
    }),
  };
}
