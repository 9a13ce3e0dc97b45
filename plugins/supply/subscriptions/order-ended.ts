import { defineSubscription } from '../../../core/index.ts';
import { releaseIncoming } from '../services/coverage.ts';

/** An order that is cancelled or closed short needs nothing promised any more; what was ordered for it alone is free for others from now on. */
export const releasePromisesOfEndedOrder = defineSubscription({
  id: 'supply.release_ended_order',
  on: 'customer_order.status_changed',
  async run(event, ctx) {
    const status = ctx.item.row['status'];
    if (status !== 'cancelled' && status !== 'closed') return;
    const lines = await ctx.uow.query<{ id: string }>(`select id from crm_customer_order_line where order_id = $1`, [event.id]);
    await releaseIncoming(ctx, lines.map((line) => line.id));
  },
});
