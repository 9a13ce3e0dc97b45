import type { EffectContext, EntityRow } from '../../../core/index.ts';
import { add, compare, multiply, round, subtract } from '../../../core/index.ts';
import { conflict, invalid } from '../errors.ts';
import { recount } from './recount.ts';

/** A part of a posted shipment that leaves an order line. `quantity`: decimal string in the line's unit; `shipment_date`: 'YYYY-MM-DD'. */
export interface ShipmentPart {
  readonly shipment_line_id: string;
  readonly order_line_id: string;
  readonly shipment_date: string;
  readonly quantity: string;
}

interface LineRow {
  readonly id: string;
  readonly order_id: string;
  readonly product_id: string;
  readonly unit_id: string;
  readonly quantity: string;
  readonly shipped_qty: string;
  readonly cancelled_qty: string;
  readonly total: string;
}

/** What `shipped` of a line is worth: its share of the line's total, so that the last part takes the rounding. */
export function shippedAmount(line: Pick<LineRow, 'quantity' | 'cancelled_qty' | 'total'>, shipped: string): string {
  const whole = subtract(line.quantity, line.cancelled_qty);
  if (compare(shipped, whole) >= 0) return round(line.total);
  return round((Number(whole) === 0 ? '0' : multiply(line.total, ratio(shipped, whole))));
}

function ratio(part: string, whole: string): string {
  const digits = 12;
  const scaled = (BigInt(thousandths(part)) * 10n ** BigInt(digits)) / BigInt(thousandths(whole));
  const text = scaled.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Quantities have three digits. */
function thousandths(quantity: string): string {
  return round(multiply(quantity, '1000'), 0);
}

/**
 * Records a shipped quantity in the invoice's section «Отгрузка» and brings line, invoice and order in line; raises `invoice.shipment_recorded`
 * about the invoice, `{ shipment_line_id, quantity }`. With the last goods line the services count as shipped too.
 * @throws ConflictError crm.no_invoice, crm.invoice_closed, InvalidError crm.line_over_quantity
 */
export async function recordInvoiceShipment(context: EffectContext, part: ShipmentPart): Promise<EntityRow> {
  const [owner] = await context.uow.query<{ id: string }>('select v.id from crm_invoice v join crm_customer_order_line l on l.order_id = v.order_id where l.id = $1', [part.order_line_id]);
  if (owner === undefined) throw conflict('crm.no_invoice');
  const invoice = await context.lock('crm.invoice', owner.id);
  if (invoice['state'] === 'cancelled') throw conflict('crm.invoice_closed', { number: invoice['number'] });
  const line = (await context.lock('crm.customer_order_line', part.order_line_id)) as unknown as LineRow;
  const left = subtract(subtract(line.quantity, line.shipped_qty), line.cancelled_qty);
  if (compare(part.quantity, left) > 0) throw invalid('crm.line_over_quantity', '/quantity', { remaining: left });
  const shipped = add(line.shipped_qty, part.quantity);
  const before = shippedAmount(line, line.shipped_qty);
  const after = shippedAmount(line, shipped);
  await context.update('crm.customer_order_line', line.id, { shipped_qty: shipped, ...(compare(part.quantity, left) === 0 ? { supply_state: 'shipped' } : {}) });
  await context.create('crm.invoice_shipment', {
    invoice_id: owner.id, order_line_id: line.id, shipment_line_id: part.shipment_line_id, shipment_date: part.shipment_date, product_id: line.product_id, quantity: part.quantity, unit_id: line.unit_id,
    amount: subtract(after, before), remaining_qty_after: subtract(left, part.quantity), remaining_amount_after: subtract(round(line.total), after),
  });
  await shipServices(context, line.order_id, true);
  const row = await recount(context, owner.id);
  context.raise('invoice.shipment_recorded', 'crm.invoice', owner.id, { shipment_line_id: part.shipment_line_id, quantity: part.quantity });
  return row;
}

/**
 * Takes back what a shipment line took from an order line; raises `invoice.shipment_reversed` about the invoice, `{ shipment_line_id, quantity }`.
 * The line is in stock again; its reservation is the warehouse's to restore.
 */
export async function reverseInvoiceShipment(context: EffectContext, reversal: { readonly shipment_line_id: string }): Promise<void> {
  const { uow } = context;
  const rows = await uow.query<{ id: string; invoice_id: string; order_line_id: string; quantity: string }>('select id, invoice_id, order_line_id, quantity from crm_invoice_shipment where shipment_line_id = $1 order by id', [reversal.shipment_line_id]);
  for (const row of rows) {
    await context.lock('crm.invoice', row.invoice_id);
    const line = (await context.lock('crm.customer_order_line', row.order_line_id)) as unknown as LineRow;
    await uow.query('delete from crm_invoice_shipment where id = $1', [row.id]);
    await context.update('crm.customer_order_line', line.id, { shipped_qty: subtract(line.shipped_qty, row.quantity), supply_state: 'in_stock' });
    await shipServices(context, line.order_id, false);
    await recount(context, row.invoice_id);
    context.raise('invoice.shipment_reversed', 'crm.invoice', row.invoice_id, { shipment_line_id: reversal.shipment_line_id, quantity: row.quantity });
  }
}

/** Service lines go with the last goods line, and come back with it; those of an order without goods go by themselves. */
async function shipServices(context: EffectContext, orderId: string, shipped: boolean): Promise<void> {
  const rows = await context.uow.query<{ id: string; quantity: string; open_goods: boolean }>(
    `select l.id, l.quantity - l.cancelled_qty as quantity,
            exists (select 1 from crm_customer_order_line g join crm_product p on p.id = g.product_id where g.order_id = $1 and p.kind = 'goods' and g.shipped_qty + g.cancelled_qty < g.quantity) as open_goods
       from crm_customer_order_line l join crm_product s on s.id = l.product_id
      where l.order_id = $1 and s.kind = 'service' and (l.shipped_qty > 0) <> $2
        and exists (select 1 from crm_customer_order_line g join crm_product p on p.id = g.product_id where g.order_id = $1 and p.kind = 'goods') order by l.line_no`, [orderId, shipped],
  );
  for (const row of rows) {
    if (shipped === row.open_goods) continue;
    await context.update('crm.customer_order_line', row.id, { shipped_qty: shipped ? row.quantity : '0', supply_state: shipped ? 'shipped' : 'none' });
  }
}
