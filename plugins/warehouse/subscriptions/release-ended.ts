import { defineSubscription } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import { release } from '../services/reservations.ts';

/** An order that is cancelled or closed short needs nothing held any more. */
export const releaseEndedOrder = defineSubscription({
  id: 'warehouse.release_ended_order',
  on: 'customer_order.status_changed',
  async run(event, ctx) {
    const status = ctx.item.row['status'];
    if (status !== 'cancelled' && status !== 'closed') return;
    const lines = await ctx.uow.query<{ id: string; shipped: boolean }>(`select id, shipped_qty > 0 as shipped from crm_customer_order_line where order_id = $1 order by id`, [event.id]);
    const released = await release(ctx, lines.map((line) => line.id));
    for (const { id, shipped } of lines) {
      // A line given up after its first part stays shipped.
      if (released.includes(id)) await setLineSupply(ctx, id, { ...(shipped ? {} : { supply_state: 'none' as const }), reserved_qty: '0' });
    }
  },
});
