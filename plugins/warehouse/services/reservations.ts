import { ConflictError, add, compare, fillLabel, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, EffectContext, RefusalReason } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import { warehouseErrors } from '../errors.ts';
import { changeBalance, lockBalances } from './stock-register.ts';

/** A live reservation. */
export interface Reservation {
  readonly id: string;
  readonly order_line_id: string;
  readonly warehouse_id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
}

/** Something to be held for an order line. */
export interface Wish {
  readonly lineId: string;
  readonly productId: string;
  readonly product: string;
  readonly wanted: DecimalString;
  /** With this the line is covered whole. */
  readonly covered: boolean;
}

/** The live reservations of order lines, oldest first. */
export async function reservationsOf(ctx: EffectContext, lineIds: readonly string[]): Promise<Reservation[]> {
  return ctx.uow.query<Reservation>(
    `select r.id, r.order_line_id, r.warehouse_id, l.product_id, r.quantity
     from warehouse_stock_reservation r join crm_customer_order_line l on l.id = r.order_line_id
     where r.order_line_id = any($1::uuid[]) and r.released_at is null and not r.deletion_mark order by r.created_at, r.id`,
    [lineIds],
  );
}

/** What cannot be held: lines of one product share its free stock, in the order of the lines. */
export function shortages(wishes: readonly Wish[], free: ReadonlyMap<string, DecimalString>): RefusalReason[] {
  const left = new Map(free);
  return wishes.flatMap((wish): RefusalReason[] => {
    const present = left.get(wish.productId) ?? '0';
    if (compare(wish.wanted, present) <= 0) {
      left.set(wish.productId, subtract(present, wish.wanted));
      return [];
    }
    const facts = { product: wish.product, wanted: wish.wanted, free: present };
    return [{ code: 'warehouse.not_enough_free', message: fillLabel(warehouseErrors['warehouse.not_enough_free'], facts), facts, who: ['logistician'] }];
  });
}

/**
 * Holds goods for order lines, never more than is free. The order is locked by whoever calls.
 * @throws ConflictError warehouse.reservation_refused naming product, free and wanted of every line that falls short
 */
export async function reserve(ctx: EffectContext, warehouseId: string, wishes: readonly Wish[]): Promise<void> {
  if (wishes.length === 0) return;
  const balances = await lockBalances(ctx.uow, warehouseId, wishes.map((wish) => wish.productId));
  const reasons = shortages(wishes, new Map([...balances].map(([product, balance]) => [product, balance.free])));
  if (reasons.length > 0) throw new ConflictError('warehouse.reservation_refused', warehouseErrors['warehouse.reservation_refused'], { reasons });
  for (const wish of wishes) {
    await changeBalance(ctx.uow, warehouseId, wish.productId, { reserved: wish.wanted });
    await ctx.create('warehouse.stock_reservation', { order_line_id: wish.lineId, warehouse_id: warehouseId, quantity: wish.wanted, source: 'stock' });
  }
  for (const wish of wishes) {
    const held = sum((await reservationsOf(ctx, [wish.lineId])).map((one) => one.quantity));
    await setLineSupply(ctx, wish.lineId, { ...(wish.covered ? { supply_state: 'in_stock' as const } : {}), reserved_qty: held });
  }
}

/** Gives back everything held for these lines. Their supply is not touched: the caller knows what they are now. */
export async function release(ctx: EffectContext, lineIds: readonly string[]): Promise<readonly string[]> {
  const held = await reservationsOf(ctx, lineIds);
  const warehouses = [...new Set(held.map((one) => one.warehouse_id))].sort();
  for (const warehouseId of warehouses) await lockBalances(ctx.uow, warehouseId, held.filter((one) => one.warehouse_id === warehouseId).map((one) => one.product_id));
  for (const one of held) {
    await changeBalance(ctx.uow, one.warehouse_id, one.product_id, { reserved: subtract('0', one.quantity) });
    await ctx.update('warehouse.stock_reservation', one.id, { released_at: ctx.now });
  }
  return [...new Set(held.map((one) => one.order_line_id))];
}

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

/** Uses up what is held in one warehouse for a line that is being shipped; answers what stays held. */
export async function consume(ctx: EffectContext, warehouseId: string, lineId: string, quantity: DecimalString): Promise<DecimalString> {
  const held = await reservationsOf(ctx, [lineId]);
  for (const { reservation, left } of consumption(held.filter((one) => one.warehouse_id === warehouseId), quantity)) {
    await ctx.update('warehouse.stock_reservation', reservation.id, compare(left, '0') === 0 ? { released_at: ctx.now } : { quantity: left });
  }
  return subtract(sum(held.map((one) => one.quantity)), quantity);
}

/** Holds goods that came back for their line again; answers everything held for it now. */
export async function holdAgain(ctx: EffectContext, warehouseId: string, lineId: string, quantity: DecimalString): Promise<DecimalString> {
  const before = sum((await reservationsOf(ctx, [lineId])).map((one) => one.quantity));
  await ctx.create('warehouse.stock_reservation', { order_line_id: lineId, warehouse_id: warehouseId, quantity, source: 'stock' });
  return add(before, quantity);
}
