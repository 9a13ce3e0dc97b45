import { defineEffect, label } from '../../../core/index.ts';

/** SO-05 by the clock: the order is ready for loading. */
export const markReady = defineEffect({
  id: 'supply.mark_ready',
  label: label('Отметить готовность к загрузке', 'Mark as ready for loading'),
  params: { type: 'object', additionalProperties: false },
  entity: 'supply.supplier_order',
  async run(_params, ctx) {
    await ctx.send(ctx.item.entity, ctx.item.id, 'supplier_order.ready', {}, { optional: true });
  },
});
