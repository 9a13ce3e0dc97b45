import { defineEffect, label } from '../../../core/index.ts';

/** Notes who has checked a packing list and when, and takes as accepted what was found as listed; what differs waits for its resolution. */
export const noteAcceptance = defineEffect({
  id: 'warehouse.note_acceptance',
  label: label('Записать итог сверки', 'Note the outcome of the check'),
  entity: 'warehouse.packing_list',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { uow, item } = ctx;
    await uow.query(
      `update warehouse_packing_list_line l
       set accepted_qty = case when l.actual_qty = l.listed_qty and l.damaged_qty = 0 and l.expected_line_id is not null then l.actual_qty end,
         expected_qty = (select e.quantity from warehouse_expected_line e where e.id = l.expected_line_id), version = l.version + 1, updated_at = $2, updated_by = $3
       where l.packing_list_id = $1`,
      [item.id, ctx.now, uow.actor.userId],
    );
    await ctx.update(item.entity, item.id, { checked_by: uow.actor.userId, checked_at: ctx.now });
  },
});
