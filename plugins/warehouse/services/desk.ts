import { compare, lesser } from '../../../core/index.ts';
import type { DecimalString, Label, UnitOfWork } from '../../../core/index.ts';
import { UNCLEARED_SQL } from './reservations.ts';
import { shippingRefusal } from './shipping-check.ts';

/** A delivery that somebody at the warehouse still has to look at, with what is expected of it and its packing lists. */
export interface Arrival {
  readonly id: string;
  readonly source_entity: string;
  readonly source_id: string;
  readonly source_number: string;
  readonly warehouse: string;
  readonly supplier: string | null;
  readonly customs_required: boolean;
  readonly arrived_at: Date | null;
  readonly goods: readonly { readonly product: string; readonly article: string | null; readonly quantity: DecimalString }[];
  readonly packing_lists: readonly { readonly id: string; readonly number: string | null; readonly state: string; readonly lines: number; readonly counted: number }[];
}

/** Deliveries on the way, not counted, or counted with a discrepancy nobody has resolved; those that are here come first. */
export async function arrivalsOf(uow: UnitOfWork): Promise<Arrival[]> {
  return uow.query<Arrival>(
    `select d.id, d.source_entity, d.source_id, d.source_number, w.name as warehouse, p.working_name as supplier, d.customs_required, d.arrived_at,
       coalesce((
         select jsonb_agg(jsonb_build_object('product', x.working_name, 'article', x.article, 'quantity', g.quantity::text) order by x.working_name)
         from (select e.product_id, sum(e.quantity) as quantity from warehouse_expected_line e join warehouse_expected_invoice i on i.id = e.invoice_id where i.delivery_id = d.id group by 1) g join crm_product x on x.id = g.product_id
       ), '[]'::jsonb) as goods,
       coalesce((
         select jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number, 'state', k.state, 'lines', n.lines, 'counted', n.counted) order by k.created_at, k.id)
         from warehouse_packing_list k join lateral (select count(*) as lines, count(l.actual_qty) as counted from warehouse_packing_list_line l where l.packing_list_id = k.id) n on true
         where k.delivery_id = d.id and not k.deletion_mark
       ), '[]'::jsonb) as packing_lists
     from warehouse_expected_delivery d join warehouse_warehouse w on w.id = d.warehouse_id left join crm_partner p on p.id = d.supplier_id
     where d.withdrawn_at is null and not d.deletion_mark and (
       exists (select 1 from warehouse_packing_list k where k.delivery_id = d.id and not k.deletion_mark and k.state in ('expected', 'discrepancy'))
       or not exists (select 1 from warehouse_packing_list k where k.delivery_id = d.id and not k.deletion_mark) and exists (
         select 1 from warehouse_expected_invoice i where i.delivery_id = d.id and not exists (select 1 from warehouse_goods_receipt g where g.expected_invoice_id = i.id and g.posting_state = 'posted')))
     order by d.arrived_at nulls last, d.created_at, d.id limit 100`,
    [],
  );
}

interface HeldLine {
  readonly order_line_id: string;
  readonly product: string;
  readonly article: string | null;
  readonly unit: string;
  readonly quantity: DecimalString;
  readonly shipped: DecimalString;
  readonly remaining: DecimalString;
  /** Held in the order's warehouse and cleared by customs. */
  readonly reserved: DecimalString;
}

interface HeldOrder {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly client_status: string;
  readonly client: string;
  readonly warehouse: string;
  readonly promised_date: string | null;
  readonly pickup_date: string | null;
  readonly delivery_method: string;
  readonly lines: readonly HeldLine[];
  readonly drafts: readonly { readonly id: string; readonly number: string }[];
}

/** An order goods are held for. `lines[].to_ship`: what may leave now, '0' for nothing; `reasons`: why not, when nothing may. */
export interface OrderToShip extends Omit<HeldOrder, 'status' | 'client_status' | 'lines'> {
  readonly lines: readonly (HeldLine & { readonly to_ship: DecimalString })[];
  readonly reasons: readonly { readonly code: string; readonly message: Label }[];
}

/** Orders goods are held for, the earliest pickup first, with what R-19 lets leave of each line. */
export async function ordersToShip(uow: UnitOfWork): Promise<OrderToShip[]> {
  const orders = await uow.query<HeldOrder>(
    `select o.id, o.number, o.status, o.client_status, p.working_name as client, w.name as warehouse, o.promised_date, o.pickup_date, o.delivery_method, h.lines,
       coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'number', s.number) order by s.number) from warehouse_shipment s where s.order_id = o.id and s.posting_state = 'draft' and not s.deletion_mark), '[]'::jsonb) as drafts
     from crm_customer_order o join crm_partner p on p.id = o.partner_id join warehouse_warehouse w on w.id = o.warehouse_id
     join lateral (
       select jsonb_agg(jsonb_build_object(
         'order_line_id', l.id, 'product', x.working_name, 'article', x.article, 'unit', u.name, 'quantity', (l.quantity - l.cancelled_qty)::text, 'shipped', l.shipped_qty::text,
         'remaining', (l.quantity - l.cancelled_qty - l.shipped_qty)::text, 'reserved', coalesce(r.quantity, 0)::text) order by l.line_no, l.id) as lines
       from crm_customer_order_line l join crm_product x on x.id = l.product_id and x.kind = 'goods' join crm_unit u on u.id = l.unit_id
       left join lateral (
         select sum(r.quantity) as quantity from warehouse_stock_reservation r
         where r.order_line_id = l.id and r.warehouse_id = o.warehouse_id and r.released_at is null and not r.deletion_mark and not exists (${UNCLEARED_SQL})
       ) r on true
       where l.order_id = o.id and l.quantity > l.cancelled_qty + l.shipped_qty
     ) h on h.lines is not null
     where not o.deletion_mark and exists (
       select 1 from warehouse_stock_reservation r join crm_customer_order_line l on l.id = r.order_line_id where l.order_id = o.id and r.released_at is null and not r.deletion_mark)
     order by o.pickup_date nulls last, o.promised_date nulls last, o.number limit 200`,
    [],
  );
  const answered: OrderToShip[] = [];
  for (const { status, client_status, ...order } of orders) {
    const lines: (HeldLine & { to_ship: DecimalString })[] = [];
    const reasons: { code: string; message: Label }[] = [];
    for (const line of order.lines) {
      const held = lesser(line.remaining, line.reserved);
      const isHeld = compare(held, '0') > 0;
      // A line nothing is held for is asked about as a whole: the answer says what is missing.
      const refusal = await shippingRefusal(uow, { status, client_status }, { product: line.product, ship: isHeld ? held : line.remaining, remaining: line.remaining, reserved: line.reserved });
      lines.push({ ...line, to_ship: refusal === undefined ? held : '0' });
      if (refusal !== undefined) reasons.push({ code: refusal.code, message: refusal.message });
    }
    answered.push({ ...order, lines, reasons: lines.some((line) => compare(line.to_ship, '0') > 0) ? [] : reasons });
  }
  return answered;
}
