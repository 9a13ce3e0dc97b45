import { defineEffect, label } from '../../../core/index.ts';

/** Keeps the discrepancy act (D-31) with what was listed, counted, expected and decided; printed again with the resolution. */
export const printDiscrepancyAct = defineEffect({
  id: 'warehouse.print_discrepancy_act',
  label: label('Составить акт о расхождении', 'Draw up a discrepancy act'),
  entity: 'warehouse.packing_list',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const [head] = await ctx.uow.query<{ data: Record<string, unknown> }>(
      `select jsonb_build_object(
         'delivery', d.source_number, 'invoices', (select jsonb_agg(jsonb_build_object('number', i.number, 'date', i.date) order by i.number) from warehouse_expected_invoice i where i.delivery_id = d.id),
         'packing_list', k.number, 'date', k.checked_at, 'warehouse', w.name, 'supplier', s.working_name, 'warehouse_head', u.full_name, 'resolution', k.resolution) as data
       from warehouse_packing_list k join warehouse_expected_delivery d on d.id = k.delivery_id join warehouse_warehouse w on w.id = d.warehouse_id
       left join crm_partner s on s.id = d.supplier_id left join core_user u on u.id = k.checked_by where k.id = $1`,
      [ctx.item.id],
    );
    const lines = await ctx.uow.query(
      `select coalesce(p.print_name, l.product_text) as product, l.product_text as listed_as, l.listed_qty, l.actual_qty, l.damaged_qty, l.expected_qty, l.actual_qty - l.listed_qty as difference, l.accepted_qty, l.note
       from warehouse_packing_list_line l left join crm_product p on p.id = l.product_id where l.packing_list_id = $1 order by l.line_no, l.id`,
      [ctx.item.id],
    );
    await ctx.create('core.printed_document', {
      form_code: 'D-31',
      subject_entity: ctx.item.entity,
      subject_id: ctx.item.id,
      format: 'pdf',
      data_snapshot: { ...head?.data, lines },
      printed_at: ctx.now,
      printed_by: ctx.actor.userId,
    });
  },
});
