import { createRecord, decide, defineRoute, label, readRecord } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { coverageOf, freeIncoming, uncovered } from '../services/coverage.ts';
import { placingOf } from '../services/placing.ts';

const UUID = { type: 'string', format: 'uuid' } as const;

interface ProposedLine {
  readonly line_id: string;
  readonly product: string;
  readonly quantity: string;
  readonly needed: string;
  readonly supply_action: string | null;
  readonly supply_state: string;
  readonly free_stock: string;
  readonly free_incoming: string;
  /** What R-10 proposes. */
  readonly action: string;
}

/** How each line of some orders might be supplied, with what is free in stock and on the way, by order. */
async function proposalsOf(uow: UnitOfWork, orderIds: readonly string[]): Promise<Map<string, ProposedLine[]>> {
  const rows = await uow.query<{ id: string; order_id: string; warehouse_id: string }>(
    `select l.id, l.order_id, o.warehouse_id from crm_customer_order_line l join crm_customer_order o on o.id = l.order_id where l.order_id = any($1::uuid[]) and l.quantity > l.cancelled_qty order by l.order_id, l.line_no`, [orderIds],
  );
  const lines = await coverageOf(uow, rows.map((row) => row.id));
  const warehouses = [...new Set(rows.map((row) => row.warehouse_id))];
  const products = [...new Set(lines.map((line) => line.product_id))];
  const stock = await uow.query<{ warehouse_id: string; product_id: string; free: string }>(`select warehouse_id, product_id, free from warehouse_stock_balance where warehouse_id = any($1::uuid[]) and product_id = any($2::uuid[])`, [warehouses, products]);
  const incoming = new Map<string, Awaited<ReturnType<typeof freeIncoming>>>();
  for (const id of warehouses) incoming.set(id, await freeIncoming(uow, id, products));
  const found = new Map<string, ProposedLine[]>(orderIds.map((id) => [id, []]));
  for (const line of lines) {
    const warehouse = rows.find((row) => row.id === line.id)?.warehouse_id ?? '';
    const needed = uncovered(line);
    const freeStock = stock.find((one) => one.warehouse_id === warehouse && one.product_id === line.product_id)?.free ?? '0.000';
    const free = (incoming.get(warehouse) ?? []).filter((one) => one.product_id === line.product_id).reduce((total, one) => total + Number(one.free), 0);
    const { outcome } = await decide(uow, 'crm.supply_action', undefined, { kind: line.kind, quantity: Number(needed), free_stock: Number(freeStock), free_incoming: free });
    found.get(line.order_id)?.push({
      line_id: line.id, product: line.product, quantity: line.quantity, needed, supply_action: line.supply_action, supply_state: line.supply_state, free_stock: freeStock, free_incoming: free.toFixed(3), action: String(outcome['action']),
    });
  }
  return found;
}

interface ToPlace {
  readonly id: string;
  readonly number: string;
  readonly client: string;
  readonly priority: string;
  readonly promised_date: string | null;
  readonly macbuild_number: string | null;
  readonly total: string;
  readonly paid_total: string;
  readonly paid_pct: string;
  readonly advance_due: string;
}

const MOST = 200;

/**
 * The logistician's list (P4.1-1): orders to be placed whose paid share fits their schedule, with a proposal for each line; the others stand under
 * `blocked`, each with the reason.
 */
export const ordersToPlace = defineRoute({
  method: 'GET',
  path: '/api/supply/orders-to-place',
  permission: 'supply.fill',
  summary: label('Заказы к размещению', 'Orders to be placed'),
  async handle(request) {
    return request.read(async (uow) => {
      const orders = await uow.query<ToPlace>(
        `select o.id, o.number, p.working_name as client, o.priority, o.promised_date, o.macbuild_number, o.total, o.paid_total, o.paid_pct, o.advance_due
         from crm_customer_order o join crm_partner p on p.id = o.partner_id
         where o.execution_stage in ('not_placed', 'to_place') and o.status = 'to_execute' and not o.deletion_mark
         order by case o.priority when 'high' then 0 when 'medium' then 1 else 2 end, o.promised_date nulls last, o.number limit ${MOST}`,
        [],
      );
      const placing = await placingOf(uow, orders.map((order) => order.id));
      const open = orders.filter((order) => placing.find((one) => one.id === order.id)?.allowed === true);
      const proposals = await proposalsOf(uow, open.map((order) => order.id));
      return {
        body: {
          data: open.map((order) => ({ ...order, lines: proposals.get(order.id) ?? [] })),
          blocked: orders.filter((order) => !open.includes(order)).map((order) => {
            const why = placing.find((one) => one.id === order.id)?.reason;
            return { ...order, code: why?.code, reason: why?.message[request.locale] };
          }),
        },
      };
    });
  },
});

/** What R-10 proposes for the lines of one order. */
export const supplyProposal = defineRoute({
  method: 'GET',
  path: '/api/supply/customer-orders/:id/proposal',
  permission: 'supply.fill',
  summary: label('Предложить обеспечение заказа', "Propose an order's supply"),
  async handle(request) {
    const id = request.params['id'] ?? '';
    return request.read(async (uow) => {
      await readRecord(uow, 'crm.customer_order', id);
      return { body: { data: (await proposalsOf(uow, [id])).get(id) ?? [] } };
    });
  },
});

interface FromLinesBody {
  readonly supplier_id: string;
  readonly line_ids: readonly string[];
  readonly reference?: string;
  readonly factory?: string;
  readonly currency_id?: string;
  readonly prices?: Readonly<Record<string, string>>;
  readonly comment?: string;
}

/** SO-01 «Создать на основании»: one draft from lines of customer orders, everything of them that is not covered; nothing else has to be typed. */
export const orderFromLines = defineRoute<FromLinesBody>({
  method: 'POST',
  path: '/api/supply/supplier-orders/from-lines',
  permission: 'supplier_order.create',
  summary: label('Создать заказ поставщику по строкам заказов клиентов', 'Make a supplier order from customer order lines'),
  body: {
    type: 'object', additionalProperties: false, required: ['supplier_id', 'line_ids'],
    properties: {
      supplier_id: UUID, line_ids: { type: 'array', minItems: 1, maxItems: 300, items: UUID }, reference: { type: 'string', maxLength: 50 }, factory: { type: 'string', maxLength: 100 }, currency_id: UUID, comment: { type: 'string', maxLength: 1000 },
      prices: { type: 'object', additionalProperties: { type: 'string', format: 'decimal', scale: 2, maxLength: 16 } },
    },
  },
  async handle(request) {
    const { line_ids: ids, prices = {}, ...values } = request.body;
    return request.write(async (uow) => {
      const known = await uow.query<{ order_id: string; warehouse_id: string }>(`select l.order_id, o.warehouse_id from crm_customer_order_line l join crm_customer_order o on o.id = l.order_id where l.id = any($1::uuid[]) order by o.date`, [ids]);
      const [first] = known;
      if (first === undefined) throw invalid('supply.nothing_to_order', '/line_ids');
      const row = await createRecord(uow, 'supply.supplier_order', {
        ...values, warehouse_id: first.warehouse_id, based_on_entity: 'crm.customer_order', based_on_id: first.order_id,
        lines: ids.map((id) => ({ customer_order_line_id: id, ...(prices[id] === undefined ? {} : { price: prices[id] }) })),
      });
      return { status: 201, body: await readRecord(uow, 'supply.supplier_order', row.id), headers: { location: `/api/supply/supplier-orders/${row.id}` } };
    });
  },
});
