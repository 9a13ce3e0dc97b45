import { ConflictError, compare, fillLabel, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, EffectContext, RefusalReason } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import { warehouseErrors } from '../errors.ts';
import { changeBalance, lockBalances } from './stock-register.ts';

/** A live reservation. `uncleared`: the goods came with a receipt that still waits for its customs declaration. */
export interface Reservation {
  readonly id: string;
  readonly order_line_id: string;
  readonly warehouse_id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly source: 'stock' | 'receipt';
  readonly receipt_line_id: string | null;
  readonly uncleared: boolean;
}

/** Finds the receipt that a reservation `r` came with while it still waits for its customs declaration. */
export const UNCLEARED_SQL = `select 1 from warehouse_goods_receipt_line n join warehouse_goods_receipt g on g.id = n.receipt_id
  where n.id = r.receipt_line_id and g.customs_required and n.customs_declaration_number is null`;

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
    `select r.id, r.order_line_id, r.warehouse_id, l.product_id, r.quantity, r.source, r.receipt_line_id,
       coalesce(g.customs_required and n.customs_declaration_number is null, false) as uncleared
     from warehouse_stock_reservation r
     join crm_customer_order_line l on l.id = r.order_line_id
     left join warehouse_goods_receipt_line n on n.id = r.receipt_line_id
     left join warehouse_goods_receipt g on g.id = n.receipt_id
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
    await ctx.create('warehouse.stock_reservation', { order_line_id: wish.lineId, product_id: wish.productId, warehouse_id: warehouseId, quantity: wish.wanted, source: 'stock' });
  }
  for (const wish of wishes) {
    const held = sum((await reservationsOf(ctx, [wish.lineId])).map((one) => one.quantity));
    await setLineSupply(ctx, wish.lineId, { ...(wish.covered ? { supply_state: 'in_stock' as const } : {}), reserved_qty: held });
  }
}

/**
 * Gives back everything held for these lines. Goods that customs have not cleared stay held, now for nobody. The lines' supply is not touched: the caller
 * knows what they are now.
 */
export async function release(ctx: EffectContext, lineIds: readonly string[]): Promise<readonly string[]> {
  const held = await reservationsOf(ctx, lineIds);
  const warehouses = [...new Set(held.map((one) => one.warehouse_id))].sort();
  for (const warehouseId of warehouses) await lockBalances(ctx.uow, warehouseId, held.filter((one) => one.warehouse_id === warehouseId).map((one) => one.product_id));
  for (const one of held) {
    await ctx.update('warehouse.stock_reservation', one.id, { released_at: ctx.now });
    if (one.uncleared) await holdForCustoms(ctx, { warehouseId: one.warehouse_id, productId: one.product_id, receiptLineId: one.receipt_line_id, quantity: one.quantity });
    else await changeBalance(ctx.uow, one.warehouse_id, one.product_id, { reserved: subtract('0', one.quantity) });
  }
  return [...new Set(held.map((one) => one.order_line_id))];
}

/** Goods that nobody may have until their declaration is posted. The balance's reserved quantity is the caller's to change. */
export async function holdForCustoms(
  ctx: Pick<EffectContext, 'create'>,
  hold: { readonly warehouseId: string; readonly productId: string; readonly receiptLineId: string | null; readonly quantity: DecimalString },
): Promise<void> {
  await ctx.create('warehouse.stock_reservation', {
    product_id: hold.productId, warehouse_id: hold.warehouseId, quantity: hold.quantity, source: 'customs', receipt_line_id: hold.receiptLineId,
  });
}
