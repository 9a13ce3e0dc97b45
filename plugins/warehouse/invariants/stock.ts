import { label } from '../../../core/index.ts';
import type { InvariantDefinition } from '../../../core/index.ts';

/** V4: what the stock registers must always add up to. */
export const stockInvariants: readonly InvariantDefinition[] = [
  {
    code: 'V4',
    label: label('Остаток = сумма движений, и ни на какую дату он не отрицателен', 'The balance is the sum of movements and was never negative'),
    async find(uow) {
      const rows = await uow.query<{ id: string; quantity: string; moved: string; lowest: string }>(
        `select * from (
           select b.id, b.quantity, coalesce(m.moved, 0) as moved, coalesce(m.lowest, 0) as lowest
           from warehouse_stock_balance b
           left join lateral (
             select sum(n.quantity) as moved, min(n.running) as lowest from (
               select quantity, sum(quantity) over (order by date) as running from warehouse_stock_movement s
               where s.warehouse_id = b.warehouse_id and s.product_id = b.product_id
             ) n
           ) m on true
         ) x where quantity <> moved or lowest < 0`,
      );
      return rows.map((row) => ({ entity: 'warehouse.stock_balance', id: row.id, text: `balance ${row.quantity}, movements ${row.moved}, lowest ${row.lowest}` }));
    },
  },
  {
    code: 'V4.reserve',
    label: label('В резерве = сумма действующих резервов', 'Reserved is the sum of live reservations'),
    async find(uow) {
      const rows = await uow.query<{ id: string; reserved: string; held: string }>(
        `select * from (
           select b.id, b.reserved, coalesce((
             select sum(r.quantity) from warehouse_stock_reservation r left join crm_customer_order_line l on l.id = r.order_line_id
             where r.warehouse_id = b.warehouse_id and coalesce(r.product_id, l.product_id) = b.product_id and r.released_at is null and not r.deletion_mark
           ), 0) as held
           from warehouse_stock_balance b
         ) x where reserved <> held`,
      );
      return rows.map((row) => ({ entity: 'warehouse.stock_balance', id: row.id, text: `reserved ${row.reserved}, held ${row.held}` }));
    },
  },
  {
    code: 'V4.lines',
    label: label('Отгружено по строке заказа = сумма проведённых реализаций', "An order line's shipped quantity = its posted shipments"),
    async find(uow) {
      const rows = await uow.query<{ id: string; shipped_qty: string; posted: string }>(
        `select * from (
           select l.id, l.shipped_qty, coalesce((
             select sum(s.quantity) from warehouse_shipment_line s join warehouse_shipment d on d.id = s.shipment_id
             where s.order_line_id = l.id and d.posting_state = 'posted'
           ), 0) as posted
           from crm_customer_order_line l join crm_product p on p.id = l.product_id and p.kind = 'goods'
         ) x where shipped_qty <> posted`,
      );
      return rows.map((row) => ({ entity: 'crm.customer_order_line', id: row.id, text: `shipped ${row.shipped_qty}, posted ${row.posted}` }));
    },
  },
  {
    code: 'V4.documents',
    label: label('Движения документа равны его строкам, пока он проведён, и нулю, когда нет', "A document's movements are its lines while it is posted, and nothing otherwise"),
    async find(uow) {
      // With it the stock at any date is what was received less what was shipped by then, and the corrections.
      const rows = await uow.query<{ entity: string; id: string; moved: string; meant: string }>(
        `select * from (
           select coalesce(m.entity, d.entity) as entity, coalesce(m.id, d.id) as id, coalesce(m.moved, 0) as moved, coalesce(d.meant, 0) as meant
           from (
             select document_entity as entity, document_id as id, warehouse_id, product_id, date, sum(quantity) as moved
             from warehouse_stock_movement where document_id is not null group by 1, 2, 3, 4, 5
           ) m
           full join (
             select 'warehouse.goods_receipt' as entity, g.id, g.warehouse_id, l.product_id, g.date, sum(l.quantity) as meant
             from warehouse_goods_receipt g join warehouse_goods_receipt_line l on l.receipt_id = g.id where g.posting_state = 'posted' group by g.id, l.product_id
             union all
             select 'warehouse.shipment', s.id, s.warehouse_id, l.product_id, s.date, -sum(l.quantity)
             from warehouse_shipment s join warehouse_shipment_line l on l.shipment_id = s.id where s.posting_state = 'posted' group by s.id, l.product_id
           ) d on d.entity = m.entity and d.id = m.id and d.warehouse_id = m.warehouse_id and d.product_id = m.product_id and d.date = m.date
         ) x where moved <> meant`,
      );
      return rows.map((row) => ({ entity: row.entity, id: row.id, text: `moved ${row.moved}, by its lines ${row.meant}` }));
    },
  },
  {
    code: 'V4.customs',
    label: label('Товар без таможенного выпуска никому не отгружен', 'Goods that customs has not cleared are with nobody'),
    async find(uow) {
      const rows = await uow.query<{ id: string }>(
        `select r.id from warehouse_stock_reservation r join warehouse_goods_receipt_line l on l.id = r.receipt_line_id join warehouse_goods_receipt g on g.id = l.receipt_id
         where r.shipment_line_id is not null and g.customs_required and l.customs_declaration_number is null`,
      );
      return rows.map((row) => ({ entity: 'warehouse.stock_reservation', id: row.id, text: 'shipped before customs cleared it' }));
    },
  },
];
