/** A company that buys from one factory, over a database of its own, with orders of clients that stand wherever a test needs them. */
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { createRecord } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));

export const app: TestApp = await startTestApp(t, { plugins: ['crm', 'accounting', 'warehouse', 'supply'], companies: { fixture: FIXTURE }, now: '2025-03-24T06:00:00Z' });
export const logistician = await app.as('ilyin');
export const second = await app.as('orlova');
export const manager = await app.as('anna');
export const accountant = await app.as('panina');
export const storekeeper = await app.as('tarasov');
export const buyer = await app.as('zaitsev');

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

export const path = {
  order: '/api/crm/customer-orders/', supplier: '/api/supply/supplier-orders/', truck: '/api/supply/trucks/', invoice: '/api/supply/truck-invoices/', breakdown: '/api/supply/customs-breakdowns/', receipt: '/api/warehouse/goods-receipts/',
  list: '/api/warehouse/packing-lists/',
};

export async function all(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return app.read((uow) => uow.query<Row>(sql, values));
}

export async function one(sql: string, values: readonly unknown[] = []): Promise<Row> {
  return (await all(sql, values))[0] ?? {};
}

const ids = new Map<string, string>();
export async function idOf(table: string, code: string): Promise<string> {
  const key = `${table}/${code}`;
  if (!ids.has(key)) ids.set(key, String((await one(`select id from ${table} where code = $1`, [code]))['id']));
  return ids.get(key) as string;
}

/** The answer when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.item ?? answer.body) as Row;
}

/** Status and every code of a refusal: of the answer, its reasons and its fields. */
export function refusal(answer: Answer): { status: number; codes: string[] } {
  const body = answer.body as Row;
  return { status: answer.status, codes: [...new Set([body?.['code'], ...(body?.['reasons'] ?? []).map((reason: Row) => reason['code']), ...(body?.['errors'] ?? []).map((error: Row) => error['code'])])] };
}


/** A client's order that is released and stands at `stage`; `lines`: product code and quantity, 100 000 each. Paid: share of the total. */
export async function clientOrder(lines: readonly (readonly [string, string])[], { paid = 0.5, stage = 'to_place', macbuild = null as string | null } = {}): Promise<Row> {

  const partner = await idOf('crm_partner', 'client');
  const counterparty = await idOf('crm_counterparty', 'client');
  const products = await Promise.all(lines.map(([code]) => idOf('crm_product', code)));
  const anna = String((await one(`select id from core_user where login = 'anna'`))['id']);
  const id = await app.write(async (uow) => {
    const interest = await createRecord(uow, 'crm.interest', { partner_id: partner, counterparty_id: counterparty, responsible_id: anna, state: 'order_to_place', service_type_id: (await uow.query<{ id: string }>(`select id from crm_service_type limit 1`))[0]?.id }, { asSystem: true, standing: true });
    const row = await createRecord(uow, 'crm.customer_order', {
      interest_id: interest.id, partner_id: partner, counterparty_id: counterparty, manager_id: anna, macbuild_number: macbuild, status: 'to_execute', execution_stage: stage, client_status: 'awaiting_supply',
      agreement_id: await agreement(uow), released_at: uow.now, promised_date: '2025-06-10', event_date: '2025-06-10',
      lines: lines.map(([, quantity], index) => ({ product_id: products[index], quantity, price: '100000.00' })),
    }, { asSystem: true, standing: true });
    await uow.query('update crm_customer_order set paid_total = round(total * $2::numeric, 2), paid_pct = 100 * $2::numeric where id = $1', [row.id, paid]);
    return row.id;
  });
  return order(id);
}

async function agreement(uow: UnitOfWork): Promise<string | undefined> {
  return (await uow.query<{ id: string }>(`select id from crm_agreement where code = 'half'`))[0]?.id;
}

export async function order(id: string): Promise<Row> {
  const row = await one('select * from crm_customer_order where id = $1', [id]);
  return { ...row, lines: await all('select * from crm_customer_order_line where order_id = $1 order by line_no', [id]) };
}

export async function fill(orderRow: Row, action: string, who: TestClient = logistician, index?: number): Promise<Answer> {
  const lines = (orderRow['lines'] as Row[]).filter((_line, at) => index === undefined || at === index);
  return who.send(path.order + orderRow['id'], 'order.supply_filled', { lines: lines.map((line) => ({ line_id: line['id'], action })) });
}

let references = 0;
/** A draft for all lines of a client's order. */
export async function draftFor(orderRow: Row, values: Row = {}): Promise<Row> {
  references += 1;
  good(await fill(orderRow, 'supply_separately'));
  return good(await logistician.post(`${path.supplier}from-lines`, {
    supplier_id: await idOf('crm_partner', 'ferro'), line_ids: (orderRow['lines'] as Row[]).map((line) => line['id']), reference: `РФ-${String(references).padStart(3, '0')}`, factory: 'Rovigo', ...values,
  }));
}

export async function supplierOrder(id: string): Promise<Row> {
  const row = await one('select * from supply_supplier_order where id = $1', [id]);
  return { ...row, lines: await all('select * from supply_supplier_order_line where supplier_order_id = $1 order by line_no', [id]) };
}

/** A supplier order that has been acknowledged. */
export async function confirmedFor(orderRow: Row, readyDate = '2025-05-05', values: Row = {}): Promise<Row> {
  const draft = await draftFor(orderRow, values);
  good(await logistician.send(path.supplier + draft['id'], 'supplier_order.posted'));
  good(await logistician.send(path.supplier + draft['id'], 'supplier_order.confirmed', { acknowledgement_number: `OC-${draft['reference']}`, ready_date: readyDate }));
  return supplierOrder(String(draft['id']));
}

/** A supplier order for stock. */
export async function stockOrder(product: string, quantity: string, confirm = true): Promise<Row> {
  references += 1;
  const row = good(await logistician.post(path.supplier.slice(0, -1), {
    supplier_id: await idOf('crm_partner', 'ferro'), reference: `РФ-${String(references).padStart(3, '0')}`, factory: 'Rovigo', lines: [{ product_id: await idOf('crm_product', product), quantity, price: '100.00' }],
  }));
  good(await logistician.send(path.supplier + row['id'], 'supplier_order.posted'));
  if (confirm) good(await logistician.send(path.supplier + row['id'], 'supplier_order.confirmed', { acknowledgement_number: 'OC-1', ready_date: '2025-05-01' }));
  return supplierOrder(String(row['id']));
}

export async function truck(id: string): Promise<Row> {
  const row = await one('select * from supply_truck where id = $1', [id]);
  return { ...row, lines: await all('select * from supply_truck_line where truck_id = $1 order by line_no', [id]) };
}

export async function planned(supplierOrders: readonly Row[], values: Row = {}): Promise<Row> {
  return good(await logistician.post(`${path.truck}plan`, { supplier_order_ids: supplierOrders.map((row) => row['id']), loading_date: '2025-05-12', ...values }));
}

/** A truck with everything of these supplier orders in it. */
export async function formed(supplierOrders: readonly Row[], values: Row = {}): Promise<Row> {
  const row = await planned(supplierOrders, values);
  good(await logistician.send(path.truck + row['id'], 'truck.filled'));
  return truck(String(row['id']));
}

export async function state(table: string, id: unknown, column = 'state'): Promise<unknown> {
  return (await one(`select ${column} from ${table} where id = $1`, [id]))[column];
}

/** Violations that `reglament verify` would report for supply. */
export async function violations(): Promise<string[]> {
  return app.read(async (uow) => {
    const found: string[] = [];
    for (const invariant of uow.company.plugins.invariants.filter((one) => one.code.startsWith('supply.'))) for (const row of await invariant.find(uow)) found.push(`${invariant.code} ${row.text}`);
    return found;
  });
}
