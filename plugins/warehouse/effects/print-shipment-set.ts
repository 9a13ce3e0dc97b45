import { decide, defineEffect, label } from '../../../core/index.ts';

interface Head {
  readonly delivery_method: string;
  readonly with_warranty: boolean;
  readonly with_certificates: boolean;
  readonly data: Record<string, unknown>;
}

/** Keeps the set of closing documents (D-13) as goods leave: which papers in how many copies, and everything that stands in them. */
export const printShipmentSet = defineEffect({
  id: 'warehouse.print_shipment_set',
  label: label('Сформировать комплект документов', 'Make the set of documents'),
  entity: 'warehouse.shipment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { uow, item } = ctx;
    const [head] = await uow.query<Head>(
      `select o.delivery_method, exists (select 1 from crm_order_extra_cost x where x.order_id = o.id and x.kind = 'warranty') as with_warranty,
         exists (select 1 from crm_order_extra_cost x where x.order_id = o.id and x.kind = 'certificates') as with_certificates,
         jsonb_build_object('number', s.number, 'date', s.date, 'order_number', o.number, 'order_date', o.date, 'organization', g.name, 'organization_inn', g.inn, 'organization_kpp', g.kpp,
           'counterparty', k.short_name, 'counterparty_inn', k.inn, 'counterparty_kpp', k.kpp, 'consignee', coalesce(c.short_name, k.short_name), 'warehouse', w.name, 'warehouse_address', w.address,
           'delivery_method', o.delivery_method, 'delivery_address', o.delivery_address, 'proxy_number', s.proxy_number, 'proxy_person', s.proxy_person, 'vehicle_plate', s.vehicle_plate,
           'total_net', s.total_net::text, 'total_vat', s.total_vat::text, 'total', s.total::text) as data
       from warehouse_shipment s join crm_customer_order o on o.id = s.order_id join crm_organization g on g.id = s.organization_id join crm_counterparty k on k.id = s.counterparty_id
       left join crm_counterparty c on c.id = s.consignee_id join warehouse_warehouse w on w.id = s.warehouse_id where s.id = $1`,
      [item.id],
    );
    if (head === undefined) return;
    const lines = await uow.query(
      `select p.print_name as product, u.name as unit, l.quantity::text, l.price::text, l.vat_amount::text, l.total::text, r.name as vat_rate, l.serial_number, l.customs_declaration_number,
         p.length_mm, p.width_mm, p.height_mm, p.weight_gross_kg::text
       from warehouse_shipment_line l join crm_product p on p.id = l.product_id join crm_unit u on u.id = l.unit_id left join crm_vat_rate r on r.id = l.vat_rate_id
       where l.shipment_id = $1 order by l.created_at, l.id`,
      [item.id],
    );
    const { data, ...facts } = head;
    const { outcome } = await decide(uow, 'warehouse.shipment_documents', undefined, { ...facts });
    const [documents, copies] = [(outcome['documents'] ?? []) as readonly string[], (outcome['copies'] ?? []) as readonly number[]];
    await ctx.create('core.printed_document', {
      form_code: 'D-13',
      subject_entity: item.entity,
      subject_id: item.id,
      format: 'pdf',
      data_snapshot: { ...data, lines, documents: documents.map((document, index) => ({ document, copies: copies[index] })) },
      printed_at: ctx.now,
      printed_by: ctx.actor.userId,
    });
  },
});
