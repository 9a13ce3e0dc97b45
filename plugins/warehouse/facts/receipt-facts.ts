import { defineFacts, label } from '../../../core/index.ts';
import { inClosedMonth } from '../../accounting/index.ts';

interface ReceiptRow {
  readonly id: string;
  readonly organization_id: string;
  readonly date: string;
  readonly has_lines: boolean;
  readonly acceptance_done: boolean;
  readonly over_accepted: boolean;
  readonly is_shipped: boolean;
  readonly is_cleared: boolean;
}

/** What stands against posting a goods receipt or taking it back. */
export const receiptFacts = defineFacts({
  entity: 'warehouse.goods_receipt',
  facts: {
    has_lines: { type: 'boolean', label: label('Есть строки', 'Has lines') },
    acceptance_done: { type: 'boolean', label: label('Приёмка завершена', 'Acceptance is done') },
    over_accepted: { type: 'boolean', label: label('Больше, чем принято', 'More than was accepted') },
    is_shipped: { type: 'boolean', label: label('Товар поступления отгружен', 'Goods of the receipt are shipped') },
    is_cleared: { type: 'boolean', label: label('Проведена таможенная декларация', 'A customs declaration is posted') },
    month_closed: { type: 'boolean', label: label('Месяц закрыт', 'The month is closed') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<ReceiptRow>(
      `select g.id, g.organization_id, to_char(g.date at time zone $2, 'YYYY-MM-DD') as date,
         exists (select 1 from warehouse_goods_receipt_line l where l.receipt_id = g.id) as has_lines,
         g.delivery_id is null or coalesce((
           select bool_and(k.state in ('matched', 'resolved')) from warehouse_packing_list k where k.delivery_id = g.delivery_id and not k.deletion_mark
         ), false) as acceptance_done,
         g.delivery_id is not null and exists (
           select 1 from (
             select l.product_id, sum(l.quantity) as received from warehouse_goods_receipt_line l join warehouse_goods_receipt r on r.id = l.receipt_id
             where r.delivery_id = g.delivery_id and (r.posting_state = 'posted' or r.id = g.id) group by l.product_id
           ) n
           where n.product_id in (select l.product_id from warehouse_goods_receipt_line l where l.receipt_id = g.id) and n.received > coalesce((
             select sum(a.accepted_qty) from warehouse_packing_list_line a join warehouse_packing_list k on k.id = a.packing_list_id
             where k.delivery_id = g.delivery_id and a.product_id = n.product_id and not k.deletion_mark
           ), 0)
         ) as over_accepted,
         exists (
           select 1 from warehouse_stock_reservation r join warehouse_goods_receipt_line l on l.id = r.receipt_line_id where l.receipt_id = g.id and r.shipment_line_id is not null
         ) as is_shipped,
         exists (select 1 from warehouse_goods_receipt_line l where l.receipt_id = g.id and l.customs_declaration_number is not null) as is_cleared
       from warehouse_goods_receipt g where g.id = any($1::uuid[])`,
      [ids, uow.company.timeZone],
    );
    const closed = await inClosedMonth(uow, rows.map((row) => ({ id: row.id, organizationId: row.organization_id, date: row.date })));
    return new Map(rows.map(({ id, organization_id: _organization, date: _date, ...facts }) => [id, { ...facts, month_closed: closed.has(id) }]));
  },
});
