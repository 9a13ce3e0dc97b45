import { compare, defineFacts, label } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';
import { inClosedMonth } from '../../accounting/index.ts';
import { UNCLEARED_SQL } from '../services/reservations.ts';
import { shippingFacts } from '../services/shipping-check.ts';

interface ShippedLine {
  readonly id: string;
  readonly organization_id: string;
  readonly date: string;
  readonly status: string;
  readonly client_status: string;
  readonly product: string;
  readonly ship: DecimalString;
  readonly remaining: DecimalString;
  readonly reserved: DecimalString;
}

/** How badly a line is wrong; R-19 is asked about the worst. */
function badness(line: ShippedLine): number {
  return (compare(line.ship, line.remaining) > 0 ? 2 : 0) + (compare(line.ship, line.reserved) > 0 ? 1 : 0);
}

/** Facts of R-19 about a shipment: its order's, and the quantities of the line that stands worst. */
export const shipmentFacts = defineFacts({
  entity: 'warehouse.shipment',
  facts: {
    status: { type: 'string', label: label('Статус заказа', 'Order status') },
    client_status: { type: 'string', label: label('Статус со стороны клиента', 'Client-side status') },
    ship_qty: { type: 'number', label: label('К отгрузке', 'To be shipped') },
    remaining_qty: { type: 'number', label: label('Осталось отгрузить', 'Left to ship') },
    reserved_qty: { type: 'number', label: label('В резерве', 'Reserved') },
    month_closed: { type: 'boolean', label: label('Месяц закрыт', 'The month is closed') },
  },
  async load(ids, { uow }) {
    const lines = await uow.query<ShippedLine>(
      `select s.id, s.organization_id, to_char(s.date at time zone $2, 'YYYY-MM-DD') as date, o.status, o.client_status, p.working_name as product,
         l.quantity as ship, ol.quantity - ol.shipped_qty - ol.cancelled_qty as remaining,
         coalesce((
           select sum(r.quantity) from warehouse_stock_reservation r
           where r.order_line_id = ol.id and r.warehouse_id = s.warehouse_id and r.released_at is null and not r.deletion_mark
             and not exists (${UNCLEARED_SQL})
         ), 0) as reserved
       from warehouse_shipment s
       join crm_customer_order o on o.id = s.order_id
       join warehouse_shipment_line l on l.shipment_id = s.id
       join crm_customer_order_line ol on ol.id = l.order_line_id
       join crm_product p on p.id = ol.product_id
       where s.id = any($1::uuid[]) order by s.id, ol.line_no`,
      [ids, uow.company.timeZone],
    );
    const worst = new Map<string, ShippedLine>();
    for (const line of lines) {
      const present = worst.get(line.id);
      if (present === undefined || badness(line) > badness(present)) worst.set(line.id, line);
    }
    const closed = await inClosedMonth(uow, [...worst.values()].map((line) => ({ id: line.id, organizationId: line.organization_id, date: line.date })));
    return new Map([...worst.values()].map((line) => [line.id, { ...shippingFacts(line, line), month_closed: closed.has(line.id) }]));
  },
});
