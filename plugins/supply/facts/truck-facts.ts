import { defineFacts, label } from '../../../core/index.ts';
import { customsGapsOf } from '../services/customs-gaps.ts';
import { receiptsOf } from '../services/receipts.ts';

interface Counts {
  readonly id: string;
  readonly planned_orders: number;
  readonly line_count: number;
  readonly invoice_count: number;
  readonly lines_without_invoice: number;
  readonly incomplete_positions: number;
  readonly supplier_email: string | null;
  readonly carrier_email: string | null;
}

const number = (ru: string, en: string): { type: 'number'; label: { ru: string; en: string } } => ({ type: 'number', label: label(ru, en) });

/** What a truck's papers look like, and whether everything it brought has been taken in. */
export const truckFacts = defineFacts({
  entity: 'supply.truck',
  facts: {
    planned_orders: number('Заказов в плане загрузки', 'Supplier orders in the plan'),
    line_count: number('Строк в машине', 'Lines in the truck'),
    invoice_count: number('Инвойсов', 'Invoices'),
    lines_without_invoice: number('Строк без инвойса', 'Lines without an invoice'),
    incomplete_positions: number('Неполных позиций инвойсов', 'Incomplete invoice positions'),
    supplier_email: { type: 'string', nullable: true, label: label('Почта поставщика', "Supplier's e-mail") },
    carrier_email: { type: 'string', nullable: true, label: label('Почта перевозчика', "Carrier's e-mail") },
    customs_gaps: number('Замечаний к документам для таможни', 'Remarks on the customs papers'),
    customs_gap: { type: 'string', nullable: true, label: label('Первое замечание', 'First remark') },
    all_receipts_posted: { type: 'boolean', label: label('Все поступления проведены', 'All receipts are posted') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<Counts>(
      `select t.id, t.plan::int as planned_orders, t.lines::int as line_count, t.invoices::int as invoice_count, t.supplier_email, t.carrier_email,
         (select count(*) from supply_truck_line n where n.truck_id = t.id and not exists (
            select 1 from supply_truck_invoice_line p join supply_truck_invoice i on i.id = p.truck_invoice_id where i.truck_id = t.id and not i.deletion_mark and n.id = any(p.truck_line_ids)))::int as lines_without_invoice,
         (select count(*) from supply_truck_invoice_line p join supply_truck_invoice i on i.id = p.truck_invoice_id
          where i.truck_id = t.id and not i.deletion_mark and (p.hs_code is null or p.article is null
            or p.quantity <> coalesce((select sum(n.quantity) from supply_truck_line n where n.truck_id = t.id and n.id = any(p.truck_line_ids)), 0)))::int as incomplete_positions
       from (
         select k.id, c.email as carrier_email,
           (select count(*) from supply_truck_register_row r where r.planned_truck_id = k.id) as plan,
           (select count(*) from supply_truck_line n where n.truck_id = k.id) as lines,
           (select count(*) from supply_truck_invoice i where i.truck_id = k.id and not i.deletion_mark) as invoices,
           (select min(p.email) from supply_truck_register_row r join supply_supplier_order o on o.id = r.supplier_order_id join crm_partner p on p.id = o.supplier_id where r.planned_truck_id = k.id) as supplier_email
         from supply_truck k left join crm_partner c on c.id = k.carrier_id where k.id = any($1::uuid[])
       ) t`,
      [ids],
    );
    const receipts = wanted.has('all_receipts_posted') ? await receiptsOf(uow, ids) : new Map<string, boolean>();
    const facts = new Map<string, Record<string, unknown>>();
    for (const { id, ...counts } of rows) {
      const gaps = wanted.has('customs_gaps') || wanted.has('customs_gap') ? (await customsGapsOf(uow, id)).filter((gap) => gap.blocks) : [];
      facts.set(id, { ...counts, customs_gaps: gaps.length, customs_gap: gaps[0]?.message.ru ?? null, all_receipts_posted: receipts.get(id) === true });
    }
    return facts;
  },
});
