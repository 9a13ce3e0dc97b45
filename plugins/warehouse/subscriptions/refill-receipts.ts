import { compare, defineSubscription } from '../../../core/index.ts';
import type { DomainEvent, EffectContext } from '../../../core/index.ts';
import { acceptedQuantities } from '../services/acceptance.ts';

/** A draft written before the goods were counted takes over what was accepted; prices and serial numbers that were typed stay. */
async function refill(_event: DomainEvent, ctx: EffectContext): Promise<void> {
  const drafts = await ctx.uow.query<{ id: string }>(
    `select id from warehouse_goods_receipt where delivery_id = $1 and posting_state = 'draft' and expected_invoice_id is not null order by id`,
    [ctx.item.row['delivery_id']],
  );
  const accepted = drafts.length === 0 ? undefined : await acceptedQuantities(ctx.uow, String(ctx.item.row['delivery_id']));
  if (accepted === undefined) return;
  for (const draft of drafts) {
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
