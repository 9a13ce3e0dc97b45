import type { DecimalString, EffectContext } from '../../../core/index.ts';

/** A line of the shipment at hand with what its order line still has to ship. */
export interface ShipmentRow {
  readonly id: string;
  readonly order_line_id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly customs_declaration_number: string | null;
  /** Left to ship of the order line now. */
  readonly remaining: DecimalString;
}

/** The shipment's lines in the order in which balances are locked. */
export async function shipmentRows(ctx: EffectContext): Promise<ShipmentRow[]> {
  return ctx.uow.query<ShipmentRow>(
    `select l.id, l.order_line_id, ol.product_id, l.quantity, l.customs_declaration_number, ol.quantity - ol.shipped_qty - ol.cancelled_qty as remaining
     from warehouse_shipment_line l join crm_customer_order_line ol on ol.id = l.order_line_id
     where l.shipment_id = $1 order by ol.product_id, l.id`,
    [ctx.item.id],
  );
}

/** Company date of the shipment's moment. */
export function shipmentDate(ctx: EffectContext): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ctx.uow.company.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ctx.item.row['date'] as Date);
}
