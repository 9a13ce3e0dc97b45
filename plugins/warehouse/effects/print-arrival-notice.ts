import { compare, defineEffect, label, subtract } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** Keeps the notice (D-08) as it goes to the client: place and hours, items with their sizes, and what is still to be paid. */
export const printArrivalNotice = defineEffect({
  id: 'warehouse.print_arrival_notice',
  label: label('Напечатать уведомление о поступлении', 'Print an arrival notice'),
  entity: 'warehouse.arrival_notice',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const [head] = await ctx.uow.query<{ preship_due: DecimalString; paid_total: DecimalString; data: Record<string, unknown> }>(
      `select o.preship_due, o.paid_total, jsonb_build_object(
         'order_number', o.number, 'client', p.working_name, 'counterparty', k.short_name,
         'warehouse', w.name, 'address', w.address, 'working_hours', w.working_hours) as data
       from crm_customer_order o join crm_partner p on p.id = o.partner_id join crm_counterparty k on k.id = o.counterparty_id
       left join warehouse_warehouse w on w.id = o.warehouse_id where o.id = $1`,
      [ctx.item.row['order_id']],
    );
    const lines = await ctx.uow.query(
      `select p.print_name as product, l.quantity, l.length_mm, l.width_mm, l.height_mm, l.gross_weight_kg, l.places
       from warehouse_arrival_notice_line l join crm_product p on p.id = l.product_id where l.notice_id = $1 order by l.created_at, l.id`,
      [ctx.item.id],
    );
    const due = head === undefined || compare(head.paid_total, head.preship_due) >= 0 ? '0.00' : subtract(head.preship_due, head.paid_total);
    const printed = await ctx.create('core.printed_document', {
      form_code: 'D-08',
      subject_entity: ctx.item.entity,
      subject_id: ctx.item.id,
      format: 'docx',
      data_snapshot: { ...head?.data, lines, amount_due: due },
      printed_at: ctx.now,
      printed_by: ctx.actor.userId,
    });
    await ctx.update(ctx.item.entity, ctx.item.id, { printed_document_id: printed.id });
  },
});
