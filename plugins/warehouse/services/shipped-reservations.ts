import { add, compare, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, EffectContext } from '../../../core/index.ts';
import type { Reservation } from './reservations.ts';
import { reservationsOf } from './reservations.ts';

/** Which reservations a shipped quantity uses up, oldest first; the last of them may be used in part. */
export function consumption(held: readonly Reservation[], quantity: DecimalString): readonly { readonly reservation: Reservation; readonly taken: DecimalString; readonly left: DecimalString }[] {
  const used: { reservation: Reservation; taken: DecimalString; left: DecimalString }[] = [];
  let open = quantity;
  for (const reservation of held) {
    if (compare(open, '0') <= 0) break;
    const taken = compare(reservation.quantity, open) <= 0 ? reservation.quantity : open;
    used.push({ reservation, taken, left: subtract(reservation.quantity, taken) });
    open = subtract(open, taken);
  }
  return used;
}

/** A part of a reservation as a row of its own, with all that it came from. */
function part(one: Reservation, quantity: DecimalString): Record<string, unknown> {
  return { order_line_id: one.order_line_id, product_id: one.product_id, warehouse_id: one.warehouse_id, quantity, source: one.source, receipt_line_id: one.receipt_line_id };
}

/**
 * Uses up what is held in one warehouse for a line that is being shipped, and notes which shipment took it, so that a cancelled shipment puts back exactly
 * that and a receipt knows whether any of it has left. Answers what stays held.
 */
export async function consume(ctx: EffectContext, warehouseId: string, lineId: string, shipped: { readonly shipmentLineId: string; readonly quantity: DecimalString }): Promise<DecimalString> {
  const held = await reservationsOf(ctx, [lineId]);
  for (const { reservation, taken, left } of consumption(held.filter((one) => one.warehouse_id === warehouseId && !one.uncleared), shipped.quantity)) {
    if (compare(left, '0') === 0) {
      await ctx.update('warehouse.stock_reservation', reservation.id, { released_at: ctx.now, shipment_line_id: shipped.shipmentLineId });
      continue;
    }
    await ctx.update('warehouse.stock_reservation', reservation.id, { quantity: left });
    await ctx.create('warehouse.stock_reservation', { ...part(reservation, taken), released_at: ctx.now, shipment_line_id: shipped.shipmentLineId });
  }
  return subtract(sum(held.map((one) => one.quantity)), shipped.quantity);
}

/** Holds goods that came back for their line again, as they were held before; answers everything held for it now. */
export async function holdAgain(ctx: EffectContext, warehouseId: string, line: { readonly orderLineId: string; readonly productId: string }, back: { readonly shipmentLineId: string; readonly quantity: DecimalString }): Promise<DecimalString> {
  const before = sum((await reservationsOf(ctx, [line.orderLineId])).map((one) => one.quantity));
  const taken = await ctx.uow.query<Reservation>(
    `select id, order_line_id, warehouse_id, product_id, quantity, source, receipt_line_id, false as uncleared
     from warehouse_stock_reservation where shipment_line_id = $1 and not deletion_mark order by created_at, id`,
    [back.shipmentLineId],
  );
  for (const one of taken) {
    await ctx.update('warehouse.stock_reservation', one.id, { shipment_line_id: null });
    await ctx.create('warehouse.stock_reservation', part(one, one.quantity));
  }
  // Shipments of before reservations knew who took them.
  const rest = subtract(back.quantity, sum(taken.map((one) => one.quantity)));
  if (compare(rest, '0') > 0) {
    await ctx.create('warehouse.stock_reservation', { order_line_id: line.orderLineId, product_id: line.productId, warehouse_id: warehouseId, quantity: rest, source: 'stock' });
  }
  return add(before, back.quantity);
}

/** Customs declarations of the goods that a shipment line took, in the order in which they were taken. */
export async function declarationsOf(ctx: EffectContext, shipmentLineId: string): Promise<readonly string[]> {
  const rows = await ctx.uow.query<{ number: string }>(
    `select n.customs_declaration_number as number, min(r.created_at) as first
     from warehouse_stock_reservation r join warehouse_goods_receipt_line n on n.id = r.receipt_line_id
     where r.shipment_line_id = $1 and n.customs_declaration_number is not null group by 1 order by 2, 1`,
    [shipmentLineId],
  );
  return rows.map((row) => row.number);
}
