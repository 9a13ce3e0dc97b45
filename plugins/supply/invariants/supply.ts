import { fillLabel, label } from '../../../core/index.ts';
import type { InvariantDefinition } from '../../../core/index.ts';
import { customsGapsOf } from '../services/customs-gaps.ts';
import { LOADED_SQL, RECEIVED_SQL } from '../services/loading.ts';

/** What must always add up between supplier orders, trucks and their papers. */
export const supplyInvariants: readonly InvariantDefinition[] = [
  {
    code: 'supply.loaded',
    label: label('Загружено не больше заказанного и столько, сколько в машинах', 'Loaded is what lies in trucks and never above what was ordered'),
    async find(uow) {
      const rows = await uow.query<{ id: string; quantity: string; loaded_qty: string; loaded: string }>(
        `select * from (select l.id, l.quantity, l.loaded_qty, ${LOADED_SQL} as loaded from supply_supplier_order_line l) x where loaded > quantity or loaded <> loaded_qty`,
      );
      return rows.map((row) => ({ entity: 'supply.supplier_order_line', id: row.id, text: `ordered ${row.quantity}, loaded ${row.loaded_qty}, in trucks ${row.loaded}` }));
    },
  },
  {
    code: 'supply.received',
    label: label('Получено по строке = проведённые поступления', 'Received of a line = its posted receipts'),
    async find(uow) {
      const rows = await uow.query<{ id: string; received_qty: string; received: string }>(
        `select * from (
           select l.id, l.received_qty, ${RECEIVED_SQL} as by_trucks, coalesce((
             select sum(g.quantity) from supply_truck_line n join warehouse_goods_receipt_line g on g.source_line_id = n.id join warehouse_goods_receipt r on r.id = g.receipt_id
             where n.supplier_order_line_id = l.id and r.posting_state = 'posted'
           ), 0) as received
           from supply_supplier_order_line l
         ) x where received <> received_qty or by_trucks <> received_qty`,
      );
      return rows.map((row) => ({ entity: 'supply.supplier_order_line', id: row.id, text: `received ${row.received_qty}, by receipts ${row.received}` }));
    },
  },
  {
    code: 'supply.promised',
    label: label('Обещано из заказа поставщику не больше заказанного', 'Promised from a supplier order is never above what was ordered'),
    async find(uow) {
      const rows = await uow.query<{ id: string; quantity: string; promised: string }>(
        `select l.id, l.quantity, sum(a.quantity) as promised from supply_supplier_order_line l join supply_incoming_allocation a on a.supplier_order_line_id = l.id and a.released_at is null
         group by l.id having sum(a.quantity) > l.quantity`,
      );
      return rows.map((row) => ({ entity: 'supply.supplier_order_line', id: row.id, text: `ordered ${row.quantity}, promised ${row.promised}` }));
    },
  },
  {
    code: 'supply.ordered_lines',
    label: label('Строка «Заказано» есть в проведённом заказе поставщику', 'A line that counts as ordered stands in a placed supplier order'),
    async find(uow) {
      const rows = await uow.query<{ id: string }>(
        `select l.id from crm_customer_order_line l join crm_customer_order o on o.id = l.order_id where l.supply_state = 'ordered' and o.status not in ('cancelled', 'closed')
           and not exists (select 1 from supply_supplier_order_line n join supply_supplier_order s on s.id = n.supplier_order_id where n.customer_order_line_id = l.id and s.state not in ('draft', 'cancelled'))
           and not exists (select 1 from supply_incoming_allocation a where a.customer_order_line_id = l.id and a.released_at is null)`,
      );
      return rows.map((row) => ({ entity: 'crm.customer_order_line', id: row.id, text: 'ordered, but on no supplier order' }));
    },
  },
  {
    code: 'supply.breakdown',
    label: label('Отправленная разбивка сходится с инвойсами', 'A breakdown that was sent adds up to the invoices'),
    async find(uow) {
      const sent = await uow.query<{ id: string; truck_id: string; zone: string }>(`select id, truck_id, zone from supply_customs_breakdown where sent_at is not null and not deletion_mark`);
      const found: { entity: string; id: string; text: string }[] = [];
      for (const one of sent) {
        for (const gap of await customsGapsOf(uow, one.truck_id, [one.zone])) if (gap.blocks) found.push({ entity: 'supply.customs_breakdown', id: one.id, text: fillLabel(gap.message, {}).en });
      }
      return found;
    },
  },
  {
    code: 'supply.register',
    label: label('Референсы листов ORDERS и TRUCK не повторяются', 'A reference of ORDERS and TRUCK belongs to one supplier order'),
    async find(uow) {
      const rows = await uow.query<{ id: string; reference: string | null }>(
        `select s.id, s.reference from supply_supplier_order s where s.state not in ('draft', 'cancelled') and (s.reference is null
           or exists (select 1 from supply_supplier_order x where x.reference = s.reference and x.id <> s.id and x.state not in ('draft', 'cancelled')))`,
      );
      return rows.map((row) => ({ entity: 'supply.supplier_order', id: row.id, text: `reference ${row.reference ?? '—'}` }));
    },
  },
  {
    code: 'supply.invoices',
    label: label('В отправленной машине каждая строка стоит в одной позиции инвойса', 'In a dispatched truck each line stands in one invoice position'),
    async find(uow) {
      const rows = await uow.query<{ id: string; count: number }>(
        `select * from (
           select n.id, (select count(*) from supply_truck_invoice_line p join supply_truck_invoice i on i.id = p.truck_invoice_id where i.truck_id = n.truck_id and not i.deletion_mark and n.id = any(p.truck_line_ids))::int as count
           from supply_truck_line n join supply_truck t on t.id = n.truck_id where t.status in ('posted', 'in_transit', 'at_customs', 'arrived', 'received')
         ) x where count <> 1`,
      );
      return rows.map((row) => ({ entity: 'supply.truck_line', id: row.id, text: `in ${row.count} invoice positions` }));
    },
  },
];
