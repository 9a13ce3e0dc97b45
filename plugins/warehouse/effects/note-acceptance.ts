import { defineEffect, label } from '../../../core/index.ts';
import type { ExpectedQuantity } from '../services/acceptance.ts';
import { expectedOfRows } from '../services/acceptance.ts';

/** Notes who has checked a packing list and when, and takes as accepted what was found as listed; what differs waits for its resolution. */
export const noteAcceptance = defineEffect({
  id: 'warehouse.note_acceptance',
  label: label('Записать итог сверки', 'Note the outcome of the check'),
  entity: 'warehouse.packing_list',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { uow, item } = ctx;
    const deliveryId = item.row['delivery_id'];
    const rows = await uow.query<{ id: string; expected_line_id: string | null; packing_list_id: string }>(
      `select l.id, l.expected_line_id, l.packing_list_id from warehouse_packing_list_line l join warehouse_packing_list k on k.id = l.packing_list_id
       where k.delivery_id = $1 and not k.deletion_mark order by k.created_at, k.id, l.line_no, l.id`,
      [deliveryId],
    );
    const expected = await uow.query<ExpectedQuantity>(
      `select e.id, e.product_id, e.quantity from warehouse_expected_line e join warehouse_expected_invoice i on i.id = e.invoice_id where i.delivery_id = $1 order by i.number, i.id, e.line_no, e.id`,
      [deliveryId],
    );
    const named = new Set(rows.flatMap((row) => (row.expected_line_id === null ? [] : [row.expected_line_id])));
    const quantities = [...expectedOfRows(rows, expected, named)].filter(([id]) => rows.some((row) => row.id === id && row.packing_list_id === item.id));
    await uow.query(
      `update warehouse_packing_list_line l
       set accepted_qty = case when l.actual_qty = l.listed_qty and l.damaged_qty = 0 and l.expected_line_id is not null then l.actual_qty end,
         expected_qty = (select q.quantity from unnest($4::uuid[], $5::numeric[]) as q(id, quantity) where q.id = l.id), version = l.version + 1, updated_at = $2, updated_by = $3
       where l.packing_list_id = $1`,
      [item.id, ctx.now, uow.actor.userId, quantities.map(([id]) => id), quantities.map(([, quantity]) => quantity)],
    );
    await ctx.update(item.entity, item.id, { checked_by: uow.actor.userId, checked_at: ctx.now });
  },
});
