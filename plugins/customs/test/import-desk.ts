/** A department that sells imported goods, over a database of its own; the people and goods are those of the warehouse's fixture. */
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';
import { ProcessEngine, definePlugin, defineSubscription } from '../../../core/index.ts';
import type { Answer, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';
import { setLineSupply } from '../../crm/index.ts';

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

// Supply orders the lines of an order at its supplier; this stands in for it.
const supplier = definePlugin({
  id: 'stand-in', version: '1.0.0', requires: { crm: '^1.0.0' },
  subscriptions: [defineSubscription({ id: 'stand_in.ordered', on: 'stand_in.ordered', run: async (event, context) => void (await setLineSupply(context, String(event.data['line']), { supply_state: 'ordered' })) })],
});

/** Opens the department. */
export async function openDesk(t: Test) {
  const app = await startTestApp(t, {
    plugins: ['crm', 'accounting', 'warehouse', 'customs', supplier], companies: { fixture: fileURLToPath(new URL('../../warehouse/test/fixture/', import.meta.url)) }, now: '2025-03-10T06:00:00Z',
  });
  const [anna, panina, ilyin, tarasov] = (await Promise.all(['anna', 'panina', 'ilyin', 'tarasov'].map((login) => app.as(login)))) as [TestClient, TestClient, TestClient, TestClient];
  const rows = async (sql: string, values: readonly unknown[] = []): Promise<Row[]> => app.read(async (uow) => uow.query<Row>(sql, values));
  const one = async (sql: string, values: readonly unknown[] = []): Promise<Row> => (await rows(sql, values))[0] ?? {};
  const idOf = async (table: string, code: string): Promise<string> => String((await one(`select id from ${table} where code = $1`, [code]))['id']);
  const [warehouse, factory, filter, damper] = (await Promise.all([idOf('warehouse_warehouse', 'main'), idOf('crm_partner', 'factory'), idOf('crm_product', 'FS24'), idOf('crm_product', 'BV300')])) as [string, string, string, string];

  interface Made {
    readonly id: string;
    readonly lines: readonly string[];
  }

  /** A released order of the known client on credit: nothing is due before shipment. */
  async function order(product: string, quantity: string): Promise<Made> {
    const inquiry = good(await anna.post('/api/crm/inquiries', { channel: 'phone', from_phone: '8 (900) 000-10-10', received_at: '2025-03-10T06:00:00Z' }));
    good(await anna.send(`/api/crm/inquiries/${inquiry['id']}`, 'inquiry.converted', { service_type_id: await idOf('crm_service_type', 'equipment') }));
    const interestId = String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
    good(await anna.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-10T08:00:00Z', subject_entity: 'crm.interest', subject_id: interestId }));
    const made = good(await anna.post('/api/crm/customer-orders', {
      interest_id: interestId, delivery_term: 3, macro_sector_id: await idOf('crm_sector', 'building'), micro_sector_id: await idOf('crm_sector', 'concrete'), agreement_id: await idOf('crm_agreement', 'credit'),
      lines: [{ product_id: product, quantity }],
    }));
    const path = `/api/crm/customer-orders/${made['id']}`;
    good(await anna.send(path, 'order.posted'));
    const offer = good(await anna.post('/api/crm/commercial-offers', { order_id: made['id'] }));
    good(await anna.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.sent'));
    good(await anna.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.accepted'));
    good(await anna.send(path, 'order.released'));
    good(await anna.send(`/api/crm/invoices/${(await one('select id from crm_invoice where order_id = $1', [made['id']]))['id']}`, 'invoice.sent'));
    return { id: String(made['id']), lines: (await rows('select id from crm_customer_order_line where order_id = $1 order by line_no', [made['id']])).map((row) => String(row['id'])) };
  }

  const fill = async (made: Made, action: string): Promise<Answer> => ilyin.send(`/api/crm/customer-orders/${made.id}`, 'order.supply_filled', { lines: made.lines.map((id) => ({ line_id: id, action })) });

  async function placed(made: Made): Promise<void> {
    good(await fill(made, 'supply_separately'));
    for (const line of made.lines) {
      await app.write(async (uow) => {
        await uow.elevate();
        const engine = ProcessEngine.of(uow);
        engine.raise({ type: 'stand_in.ordered', entity: 'crm.customer_order', id: made.id, data: { line } });
        await engine.settle();
      });
    }
  }

  let trucks = 0;
  /** A truck from abroad, counted as listed and received; answers the posted receipt. */
  async function imported(lines: readonly { readonly product: string; readonly quantity: string; readonly orderLine?: string }[]): Promise<Row> {
    trucks += 1;
    const delivery = good(await ilyin.post('/api/warehouse/deliveries', {
      number: `В ${String(trucks)} ТТ`, warehouse_id: warehouse, supplier_id: factory, customs_required: true,
      invoices: [{ number: `INV-${String(trucks)}`, date: '2025-03-01', currency: 'EUR', lines: lines.map((line) => ({ product_id: line.product, quantity: line.quantity, price: '100.00', ...(line.orderLine === undefined ? {} : { customer_order_line_id: line.orderLine }) })) }],
    }));
    const names = await rows('select id, article from crm_product');
    const form = new FormData();
    form.append('file', new Blob([['Наименование;Количество', ...lines.map((line) => `${String(names.find((row) => row['id'] === line.product)?.['article'])};${line.quantity}`)].join('\n')]), 'packing-list.csv');
    const uploaded = await fetch(`${app.url}/api/warehouse/expected-deliveries/${delivery['id']}/packing-list`, { method: 'POST', body: form, headers: { origin: app.url, ...tarasov.cookies } });
    const list = (await uploaded.json()) as Row;
    const counted = (list['lines'] as Row[]).map((line) => ({ id: line['id'], product_text: line['product_text'], listed_qty: line['listed_qty'], actual_qty: line['listed_qty'] }));
    good(await tarasov.patch(`/api/warehouse/packing-lists/${list['id']}`, { lines: counted, version: list['version'] }));
    good(await tarasov.send(`/api/warehouse/packing-lists/${list['id']}`, 'packing_list.checked'));
    const [receipt] = good(await panina.post(`/api/warehouse/expected-deliveries/${delivery['id']}/receipts`, {})) as Row[];
    good(await panina.send(`/api/warehouse/goods-receipts/${receipt?.['id']}`, 'goods_receipt.posted'));
    return receipt as Row;
  }

  async function ship(orderId: string): Promise<Row> {
    const made = good(await tarasov.post('/api/warehouse/shipments', { order_id: orderId }));
    good(await tarasov.send(`/api/warehouse/shipments/${made['id']}`, 'shipment.posted'));
    return made;
  }

  return {
    app, anna, panina, tarasov, factory, filter, damper, rows, one, idOf, order, fill, placed, imported, ship,
    stock: async (product: string): Promise<string> => {
      const row = await one('select quantity, reserved, free from warehouse_stock_balance where warehouse_id = $1 and product_id = $2', [warehouse, product]);
      return [row['quantity'], row['reserved'], row['free']].map((value) => String(Number(value ?? 0))).join(' / ');
    },
    stands: async (orderId: string): Promise<string> => {
      const row = await one('select status, execution_stage, client_status from crm_customer_order where id = $1', [orderId]);
      return [row['status'], row['execution_stage'], row['client_status']].join(' / ');
    },
    /** Whatever the checks of stock, receipts and declarations find. */
    broken: async (): Promise<string[]> => app.read(async (uow) => {
      const found: string[] = [];
      for (const plugin of uow.company.plugins.plugins) for (const invariant of (plugin.invariants ?? []).filter(({ code }) => code.startsWith('V4'))) for (const violation of await invariant.find(uow)) found.push(`${invariant.code}: ${violation.text}`);
      return found;
    }),
  };
}
