import { compare, defineSubscription } from '../../../core/index.ts';
import type { DomainEvent, EffectContext } from '../../../core/index.ts';
import { acceptedQuantities } from '../services/acceptance.ts';

/** A draft written before the goods were counted takes over what was accepted; prices and serial numbers that were typed stay. */
async function refill(_event: DomainEvent, ctx: EffectContext): Promise<void> {
  const drafts = await ctx.uow.query<{ id: string; expected_invoice_id: string; delivery_id: string }>(
    `select id, expected_invoice_id, delivery_id from warehouse_goods_receipt where delivery_id = $1 and posting_state = 'draft' and expected_invoice_id is not null order by id`,
    [ctx.item.row['delivery_id']],
  );
  for (const draft of drafts) {
    const accepted = await acceptedQuantities(ctx.uow, draft.delivery_id, draft.expected_invoice_id);
    if (accepted === undefined) continue;
    const lines = await ctx.uow.query<Record<string, unknown> & { quantity: string; expected_line_id: string | null }>(
      `select id, product_id, quantity, price, expected_line_id, order_line_id, serial_number, hs_code from warehouse_goods_receipt_line where receipt_id = $1 order by line_no, id`,
      [draft.id],
    );
    const next = lines
      .map((line) => ({ ...line, quantity: line.expected_line_id === null ? line.quantity : (accepted.get(line.expected_line_id) ?? line.quantity) }))
      .filter((line) => compare(line.quantity, '0') > 0);
    await ctx.update('warehouse.goods_receipt', draft.id, { lines: next });
  }
}

export const refillOnCheck = defineSubscription({ id: 'warehouse.refill_receipts_on_check', on: 'packing_list.checked', run: refill });
export const refillOnResolution = defineSubscription({ id: 'warehouse.refill_receipts_on_resolution', on: 'packing_list.resolved', run: refill });
