import { defineFacts, label } from '../../../core/index.ts';

/** What supply adds to a customer order: whether somebody let it be placed before payment (O-14), and how its supply stands (KPI-4.1, KPI-4.2). */
export const customerOrderSupplyFacts = defineFacts({
  entity: 'crm.customer_order',
  facts: {
    placed_by_hand: { type: 'boolean', label: label('Размещение разрешено вручную', 'Placing was allowed by hand') },
    supplier_references: { type: 'string', nullable: true, label: label('Референсы', 'References') },
    all_on_the_way: { type: 'boolean', label: label('Всё заказанное в пути', 'Everything ordered is on the way') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; placed_by_hand: boolean; supplier_references: string | null; all_on_the_way: boolean }>(
      `select o.id,
         exists (select 1 from core_history h where h.entity = 'crm.customer_order' and h.item_id = o.id and h.transition_code = 'O-14') as placed_by_hand,
         (select string_agg(distinct s.reference, ', ' order by s.reference) from supply_supplier_order_line n join supply_supplier_order s on s.id = n.supplier_order_id
          join crm_customer_order_line l on l.id = n.customer_order_line_id where l.order_id = o.id and s.state <> 'cancelled') as supplier_references,
         coalesce((
           select bool_and(coalesce((
             select sum(t.quantity) from supply_truck_line t join supply_truck k on k.id = t.truck_id where t.supplier_order_line_id = n.id and k.status in ('in_transit', 'at_customs', 'arrived', 'received')
           ), 0) >= n.quantity)
           from supply_supplier_order_line n join supply_supplier_order s on s.id = n.supplier_order_id join crm_customer_order_line l on l.id = n.customer_order_line_id
           where l.order_id = o.id and s.state not in ('draft', 'cancelled')
         ), false) as all_on_the_way
       from crm_customer_order o where o.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  },
});
