import type { EffectContext, EntityRow } from '../../../core/index.ts';
import { compare } from '../../../core/index.ts';
import { DELIVERABLE_LINES } from '../orders/deliverable.ts';
import { balanceDue, paidPct } from '../pricing/index.ts';

interface Sums {
  readonly paid: string;
  readonly remaining_qty: string;
  readonly shipped_qty: string;
  readonly last_shipment: string | null;
}

const SUMS_SQL = `
  select coalesce((select sum(amount) from crm_invoice_payment where invoice_id = v.id), 0)::numeric(15,2) as paid,
         coalesce(l.remaining_qty, 0) as remaining_qty, coalesce(l.shipped_qty, 0) as shipped_qty,
         (select max(shipment_date) from crm_invoice_shipment where invoice_id = v.id) as last_shipment
    from crm_invoice v
    left join lateral (
      select sum(d.left_qty) as remaining_qty, sum(d.shipped_qty) as shipped_qty from (${DELIVERABLE_LINES} and x.order_id = v.order_id) d
    ) l on true
   where v.id = $1`;

/**
 * Brings the sums of an invoice and of its order in line with the rows of payments and shipments. Everything is summed anew, so a repeat changes
 * nothing. Answers the invoice.
 */
export async function recount(context: EffectContext, invoiceId: string): Promise<EntityRow> {
  const invoice = await context.lock('crm.invoice', invoiceId);
  const orderId = String(invoice['order_id']);
  const order = await context.lock('crm.customer_order', orderId);
  const [sums] = await context.uow.query<Sums>(SUMS_SQL, [invoiceId]);
  if (sums === undefined) return invoice;
  const total = String(order['total']);
  await context.update('crm.customer_order', orderId, { paid_total: sums.paid, paid_pct: paidPct(sums.paid, total) });
  const shippedAll = compare(sums.shipped_qty, '0') > 0 && compare(sums.remaining_qty, '0') === 0;
  const row = await context.update('crm.invoice', invoiceId, {
    total,
    paid: sums.paid,
    balance: balanceDue(total, sums.paid),
    payment_state: compare(sums.paid, total) >= 0 ? 'paid' : compare(sums.paid, '0') > 0 ? 'partially_paid' : 'unpaid',
    remaining_qty: sums.remaining_qty,
    shipment_state: shippedAll ? 'shipped' : compare(sums.shipped_qty, '0') > 0 ? 'partially_shipped' : 'not_shipped',
    full_shipment_date: shippedAll ? sums.last_shipment : null,
  });
  // Facts of the order read its lines, whose change alone does not wake it.
  context.touch('crm.customer_order', orderId);
  return row;
}
