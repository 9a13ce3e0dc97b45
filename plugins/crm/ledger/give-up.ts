import type { EffectContext } from '../../../core/index.ts';
import { compare, subtract } from '../../../core/index.ts';
import { computeLines } from '../save-rules/order-lines.ts';
import { recount } from './recount.ts';

/** Gives up the unshipped rest of the order in `context`: its lines, totals and invoice shrink to what was shipped. */
export async function giveUpRemainder(context: EffectContext): Promise<void> {
  const { item, uow } = context;
  const lines = await uow.query<Record<string, unknown> & { id: string; quantity: string; shipped_qty: string; cancelled_qty: string; supply_state: string }>('select * from crm_customer_order_line where order_id = $1 order by line_no', [item.id]);
  for (const line of lines) {
    const rest = subtract(line.quantity, line.shipped_qty);
    if (compare(rest, line.cancelled_qty) === 0) continue;
    const changed = { ...line, cancelled_qty: rest };
    await computeLines([changed], item.row, uow);
    const { amount, vat_amount, total } = changed as unknown as Record<string, unknown>;
    const shipped = compare(line.shipped_qty, '0') > 0;
    await context.update('crm.customer_order_line', line.id, { cancelled_qty: rest, reserved_qty: '0', supply_state: shipped ? 'shipped' : 'none', amount, vat_amount, total });
    await uow.query('update crm_invoice_line set quantity = $2, amount = $3, vat_amount = $4, total = $5, version = version + 1, updated_at = $6, updated_by = $7 where order_line_id = $1', [line.id, line.shipped_qty, amount, vat_amount, total, uow.now, uow.actor.userId]);
  }
  // Nothing given: the sums alone are computed again from the lines as they now are.
  await context.update('crm.customer_order', item.id, {});
  const [invoice] = await uow.query<{ id: string }>('select id from crm_invoice where order_id = $1', [item.id]);
  if (invoice !== undefined) await recount(context, invoice.id);
}
