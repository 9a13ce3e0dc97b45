import { defineEffect, label } from '../../../core/index.ts';

/** Closes a contract whose term is over; the schedule chooses which. */
export const closeExpired = defineEffect({
  id: 'contracts.close_expired',
  label: label('Закрыть истёкший договор', 'Close an expired contract'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    await ctx.send(ctx.item.entity, ctx.item.id, 'contract.closed', { comment: 'Срок действия истёк.' }, { optional: true });
  },
});
