import { defineSubscription } from '../../../core/index.ts';
import type { DomainEvent, EffectContext } from '../../../core/index.ts';
import { takeReceipts } from '../services/receipts.ts';

/** The warehouse has taken goods of a truck in, or has taken that back. */
async function follow(_event: DomainEvent, ctx: EffectContext): Promise<void> {
  const { row } = ctx.item;
  if (row['source_entity'] === 'supply.truck' && typeof row['source_id'] === 'string') await takeReceipts(ctx, row['source_id']);
}

export const goodsReceived = defineSubscription({ id: 'supply.goods_received', on: 'goods_receipt.posted', run: follow });
export const goodsReceiptCancelled = defineSubscription({ id: 'supply.goods_receipt_cancelled', on: 'goods_receipt.cancelled', run: follow });
