import { defineFacts, label } from '../../../core/index.ts';

interface OrderFacts {
  readonly id: string;
  readonly has_lines: boolean;
  readonly reference_taken: boolean;
  readonly any_loaded: boolean;
  readonly all_loaded: boolean;
  readonly all_received: boolean;
  readonly is_planned: boolean;
  readonly order_number: string | null;
  readonly client: string | null;
}

/** How far a supplier order has come: its lines, trucks and receipts, and whether its loading is planned (KPI-4.2). */
export const supplierOrderFacts = defineFacts({
  entity: 'supply.supplier_order',
  facts: {
    has_lines: { type: 'boolean', label: label('Есть строки', 'Has lines') },
    reference_taken: { type: 'boolean', label: label('Референс занят', 'The reference is taken') },
    any_loaded: { type: 'boolean', label: label('Что-то в машине', 'Something is in a truck') },
    all_loaded: { type: 'boolean', label: label('Весь товар в машинах', 'All goods are in trucks') },
    all_received: { type: 'boolean', label: label('Весь товар получен', 'All goods are received') },
    is_planned: { type: 'boolean', label: label('Загрузка запланирована', 'Loading is planned') },
    order_number: { type: 'string', nullable: true, label: label('Номер заказа клиента', "Number of the client's order") },
    client: { type: 'string', nullable: true, label: label('Клиент', 'Client') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<OrderFacts>(
      `select o.id, l.line_id is not null as has_lines, coalesce(l.any_loaded, false) as any_loaded, coalesce(l.all_loaded, false) as all_loaded, coalesce(l.all_received, false) as all_received,
         exists (select 1 from supply_supplier_order x where x.reference = o.reference and x.id <> o.id and x.state <> 'cancelled') as reference_taken,
         exists (
           select 1 from supply_truck_register_row r left join supply_truck t on t.id = r.planned_truck_id where r.supplier_order_id = o.id and coalesce(r.planned_load_date, t.loading_date) is not null
         ) or coalesce(l.any_loaded, false) as is_planned,
         c.number as order_number, p.working_name as client
       from supply_supplier_order o
       left join lateral (
         select min(n.id::text) as line_id, bool_or(n.loaded_qty > 0) as any_loaded, bool_and(n.loaded_qty >= n.quantity) as all_loaded, bool_and(n.received_qty >= n.quantity) as all_received
         from supply_supplier_order_line n where n.supplier_order_id = o.id
       ) l on true
       left join crm_customer_order c on c.id = o.customer_order_id left join crm_partner p on p.id = c.partner_id
       where o.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  },
});
