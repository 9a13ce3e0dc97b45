import type { UnitOfWork } from '../../../core/index.ts';
import type { RegisterName, RegisterRow } from './sheets.ts';
import { SHEETS } from './sheets.ts';

type Row = Readonly<Record<string, string | null>>;

/** ORDERS of a year: every placed supplier order with each client's order it serves, and rows written by hand that no supplier order has taken over yet. */
const ORDERS_SQL = `
  select s.reference, coalesce(c.number, s.number) as order_number, s.id as supplier_order_id, c.id as customer_order_id, null as manual_id, s.state, s.date
  from supply_supplier_order s
  left join lateral (
    select distinct o.id, o.number from supply_supplier_order_line n join crm_customer_order_line l on l.id = n.customer_order_line_id join crm_customer_order o on o.id = l.order_id where n.supplier_order_id = s.id
  ) c on true
  where s.state not in ('draft', 'cancelled') and s.reference is not null and extract(year from s.date at time zone $2) = $1
  union all
  select r.reference, r.order_number, null, r.customer_order_id, r.id, null, r.created_at
  from supply_orders_register_row r
  where r.year = $1 and not r.deletion_mark and not exists (select 1 from supply_supplier_order s where s.reference = r.reference and s.state not in ('draft', 'cancelled'))
  order by date, reference, order_number`;

/** TRUCK of a year: placed supplier orders; a cell somebody has written goes before the computed one. */
const TRUCK_SQL = `
  select s.reference as our_ref, s.acknowledgement_number as ack_num, to_char(s.ready_date, 'YYYY-MM-DD') as ack_date,
    left(coalesce(r.bill_and_content, concat_ws('; ', l.content, l.numbers)), 1000) as bill_and_content, left(coalesce(r.client_name, l.clients, ''), 250) as client_name,
    coalesce(r.size, l.volume)::text as size, t.number as planned_truck, to_char(coalesce(r.planned_load_date, t.loading_date), 'YYYY-MM-DD') as planned_load_date,
    s.id as supplier_order_id, s.customer_order_id, null as manual_id, s.state, s.date
  from supply_supplier_order s
  left join lateral (
    select string_agg(trim_scale(n.quantity) || ' × ' || p.working_name, ', ' order by n.line_no) as content, string_agg(distinct o.number, ', ') as numbers, string_agg(distinct k.working_name, ', ') as clients,
      sum(n.load_volume) as volume
    from supply_supplier_order_line n join crm_product p on p.id = n.product_id
    left join crm_customer_order_line x on x.id = n.customer_order_line_id left join crm_customer_order o on o.id = x.order_id left join crm_partner k on k.id = o.partner_id
    where n.supplier_order_id = s.id
  ) l on true
  left join supply_truck_register_row r on r.supplier_order_id = s.id left join supply_truck t on t.id = r.planned_truck_id
  where s.state not in ('draft', 'cancelled') and s.reference is not null and extract(year from s.date at time zone $2) = $1
  order by s.date, s.reference`;

/** The rows of a register as the documents now stand. */
export async function readRegister(uow: UnitOfWork, name: RegisterName, year: number): Promise<RegisterRow[]> {
  const rows = await uow.query<Row>(name === 'orders' ? ORDERS_SQL : TRUCK_SQL, [year, uow.company.timeZone]);
  return rows.map((row) => ({
    cells: Object.fromEntries(SHEETS[name].columns.map(({ key, type }) => [key, type === 'decimal' ? bare(row[key]) : (row[key] ?? null)])),
    supplier_order_id: row['supplier_order_id'] ?? null,
    customer_order_id: row['customer_order_id'] ?? null,
    manual_id: row['manual_id'] ?? null,
    state: row['state'] ?? null,
  }));
}

/** '14.200' → '14.2', so that a cell reads the same before and after Excel. */
export function bare(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
}
