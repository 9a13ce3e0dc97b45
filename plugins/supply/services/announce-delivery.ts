import { lesser, multiply, percentRatio, round, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, EntityRow, UnitOfWork } from '../../../core/index.ts';
import type { AnnouncedInvoice, DeliveryAnnouncement, ExpectedGoods } from '../../warehouse/index.ts';

interface Position {
  readonly invoice_id: string;
  readonly number: string;
  readonly date: string;
  readonly currency_id: string;
  readonly invoice_total: DecimalString;
  readonly price: DecimalString;
  readonly hs_code: string | null;
  readonly truck_line_id: string;
  readonly supplier_order_line_id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly supplier_id: string;
  /** The client's line the goods were ordered for, while his order lives. */
  readonly order_line_id: string | null;
}

interface OpenPromise {
  readonly supplier_order_line_id: string;
  readonly customer_order_line_id: string;
  readonly open: DecimalString;
}

/** Goods of one truck line, cut into what each client was promised and the rest, which comes for stock. Pure; uses up `promises`. */
export function slicesOf(position: Pick<Position, 'truck_line_id' | 'product_id' | 'quantity' | 'price' | 'hs_code' | 'order_line_id' | 'supplier_order_line_id'>, promises: { readonly supplier_order_line_id: string; readonly customer_order_line_id: string; open: DecimalString }[]): ExpectedGoods[] {
  const slice = (quantity: DecimalString, orderLineId: string | null): ExpectedGoods => ({
    source_line_id: position.truck_line_id, product_id: position.product_id, quantity: round(quantity, 3), price: position.price, customer_order_line_id: orderLineId, hs_code: position.hs_code,
  });
  if (position.order_line_id !== null) return [slice(position.quantity, position.order_line_id)];
  const slices: ExpectedGoods[] = [];
  let left = position.quantity;
  for (const promise of promises.filter((one) => one.supplier_order_line_id === position.supplier_order_line_id)) {
    const taken = lesser(left, promise.open);
    if (Number(taken) <= 0) continue;
    slices.push(slice(taken, promise.customer_order_line_id));
    promise.open = subtract(promise.open, taken);
    left = subtract(left, taken);
  }
  return Number(left) > 0 ? [...slices, slice(left, null)] : slices;
}

/** Shares packing and freight over invoices by their sums; the last takes the rounding. */
export function shareCost(cost: DecimalString, totals: readonly DecimalString[]): DecimalString[] {
  const whole = sum(totals);
  const parts = totals.map((one) => round(multiply(multiply(cost, percentRatio(one, whole, 10) ?? '0'), '0.01')));
  if (parts.length > 0) parts[parts.length - 1] = subtract(cost, sum(parts.slice(0, -1)));
  return parts;
}

/** What a truck will bring, as the warehouse is told: invoices with goods per truck line, cut by the clients they are for, and a share of the costs. */
export async function announcementOf(uow: UnitOfWork, truck: EntityRow): Promise<DeliveryAnnouncement> {
  const positions = await uow.query<Position>(
    `select i.id as invoice_id, i.invoice_number as number, i.invoice_date as date, i.currency_id, i.total as invoice_total, x.price, x.hs_code, n.id as truck_line_id, n.supplier_order_line_id, n.product_id, n.quantity,
       s.supplier_id, case when o.status = 'cancelled' then null else l.customer_order_line_id end as order_line_id
     from supply_truck_invoice i join supply_truck_invoice_line x on x.truck_invoice_id = i.id
     join supply_truck_line n on n.id = any(x.truck_line_ids) and n.truck_id = i.truck_id
     join supply_supplier_order_line l on l.id = n.supplier_order_line_id join supply_supplier_order s on s.id = l.supplier_order_id
     left join crm_customer_order_line c on c.id = l.customer_order_line_id left join crm_customer_order o on o.id = c.order_id
     where i.truck_id = $1 and not i.deletion_mark order by i.invoice_date, i.invoice_number, x.line_no, n.line_no`,
    [truck.id],
  );
  const promises = await uow.query<OpenPromise>(
    `select supplier_order_line_id, customer_order_line_id, quantity - received_qty as open from supply_incoming_allocation
     where released_at is null and quantity > received_qty and supplier_order_line_id = any($1::uuid[]) order by created_at, id`,
    [positions.map((one) => one.supplier_order_line_id)],
  );
  const open = promises.map((one) => ({ ...one }));
  const ids = [...new Set(positions.map((one) => one.invoice_id))];
  const heads = ids.map((id) => positions.find((one) => one.invoice_id === id) as Position);
  const costs = heads.every((one) => one.currency_id === truck['cost_currency_id']) ? shareCost(sum([String(truck['packing_cost'] ?? '0'), String(truck['freight_cost'] ?? '0')]), heads.map((one) => one.invoice_total)) : [];
  const invoices = heads.map((head, index): AnnouncedInvoice => ({
    source_id: head.invoice_id, number: head.number, date: head.date, currency: head.currency_id, extra_cost: costs[index] ?? '0',
    lines: positions.filter((one) => one.invoice_id === head.invoice_id).flatMap((one) => slicesOf(one, open)),
  }));
  const suppliers = [...new Set(positions.map((one) => one.supplier_id))];
  return {
    source: { entity: 'supply.truck', id: truck.id, number: String(truck['number']) },
    warehouse_id: String(truck['warehouse_id']),
    supplier_id: suppliers[0] ?? null,
    customs_required: uow.company.regulation.parameters['truck_customs_required'] !== false,
    invoices,
  };
}
