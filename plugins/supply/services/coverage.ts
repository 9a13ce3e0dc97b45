import { ConflictError, compare, greater, lesser, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, EffectContext, RefusalReason, UnitOfWork } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import { reason, supplyErrors } from '../errors.ts';

/** States of a supplier order whose goods count as ordered. */
const PLACED = `('posted', 'confirmed', 'ready', 'in_truck', 'received')`;
/** States of a supplier order from which goods are still to come. */
const COMING = `('posted', 'confirmed', 'ready', 'in_truck')`;

/** What a line of a customer order needs and what is on order for it. Decimal strings. */
export interface Coverage {
  readonly id: string;
  readonly order_id: string;
  readonly product_id: string;
  readonly product: string;
  readonly kind: 'goods' | 'service';
  readonly quantity: DecimalString;
  readonly supply_action: string | null;
  readonly supply_state: string;
  /** On dedicated supplier orders, and their references. */
  readonly ordered: DecimalString;
  readonly references: string | null;
  readonly supplier_order_line_id: string | null;
  /** Promised from orders for stock. */
  readonly allocated: DecimalString;
  /** Held in the warehouse from its own stock. */
  readonly held: DecimalString;
}

/** Coverage of order lines, by their ids; drafts of supplier orders do not count unless `drafts`. */
export async function coverageOf(uow: UnitOfWork, lineIds: readonly string[], options: { readonly drafts?: boolean; readonly except?: string } = {}): Promise<Coverage[]> {
  return uow.query<Coverage>(
    `select l.id, l.order_id, l.product_id, p.working_name as product, p.kind, l.quantity - l.cancelled_qty as quantity, l.supply_action, l.supply_state,
       coalesce(o.ordered, 0) as ordered, o.refs as references, o.line_id as supplier_order_line_id,
       coalesce((select sum(a.quantity) from supply_incoming_allocation a where a.customer_order_line_id = l.id and a.released_at is null), 0) as allocated,
       coalesce((select sum(r.quantity) from warehouse_stock_reservation r where r.order_line_id = l.id and r.source = 'stock' and r.released_at is null and not r.deletion_mark), 0) as held
     from crm_customer_order_line l join crm_product p on p.id = l.product_id
     left join lateral (
       select sum(n.quantity) as ordered, string_agg(distinct coalesce(s.reference, s.number), ', ') as refs, min(n.id::text) as line_id
       from supply_supplier_order_line n join supply_supplier_order s on s.id = n.supplier_order_id
       where n.customer_order_line_id = l.id and (s.state in ${PLACED} or ($2 and s.state = 'draft')) and s.id <> coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
     ) o on true
     where l.id = any($1::uuid[]) order by l.order_id, l.line_no, l.id`,
    [lineIds, options.drafts === true, options.except ?? null],
  );
}

/** How much of a line nobody has ordered, promised or held yet. */
export function uncovered(line: Pick<Coverage, 'quantity' | 'ordered' | 'allocated' | 'held'>): DecimalString {
  return greater('0', subtract(line.quantity, sum([line.ordered, line.allocated, line.held])));
}

/** Writes anew whether lines count as ordered; what is in stock or shipped already is not touched. The orders are locked by whoever calls. */
export async function refreshCoverage(ctx: EffectContext, lineIds: readonly string[]): Promise<void> {
  for (const line of await coverageOf(ctx.uow, lineIds)) {
    if (line.supply_state !== 'none' && line.supply_state !== 'ordered') continue;
    const onOrder = compare(sum([line.ordered, line.allocated]), '0') > 0;
    const state = onOrder && compare(uncovered(line), '0') === 0 ? 'ordered' : 'none';
    const [allocation] = onOrder && line.supplier_order_line_id === null
      ? await ctx.uow.query<{ id: string }>(`select supplier_order_line_id as id from supply_incoming_allocation where customer_order_line_id = $1 and released_at is null order by created_at, id limit 1`, [line.id])
      : [];
    await setLineSupply(ctx, line.id, { supply_state: state, supplier_order_line_id: line.supplier_order_line_id ?? allocation?.id ?? null });
  }
}

/** Goods on order that nobody was promised, by supplier order line, earliest first. */
export interface Incoming {
  readonly id: string;
  readonly supplier_order_id: string;
  readonly product_id: string;
  readonly reference: string | null;
  readonly ready_date: string | null;
  readonly free: DecimalString;
}

/** Free goods on the way to a warehouse. What was ordered for an order that has been cancelled since is free too. */
export async function freeIncoming(uow: UnitOfWork, warehouseId: string, productIds: readonly string[]): Promise<Incoming[]> {
  return uow.query<Incoming>(
    `select * from (
       select n.id, n.supplier_order_id, n.product_id, s.reference, s.ready_date, s.date,
         n.quantity - greatest(n.received_qty, 0) - coalesce((select sum(a.quantity - a.received_qty) from supply_incoming_allocation a where a.supplier_order_line_id = n.id and a.released_at is null), 0) as free
       from supply_supplier_order_line n join supply_supplier_order s on s.id = n.supplier_order_id
       left join crm_customer_order_line l on l.id = n.customer_order_line_id left join crm_customer_order o on o.id = l.order_id
       where s.state in ${COMING} and s.warehouse_id = $1 and n.product_id = any($2::uuid[]) and (n.customer_order_line_id is null or o.status = 'cancelled')
     ) x where free > 0 order by ready_date nulls last, date, id`,
    [warehouseId, productIds],
  );
}

/** Goods on the way that a line wants. */
export interface IncomingWish {
  readonly line: Coverage;
  readonly wanted: DecimalString;
}

/**
 * Promises free goods on the way to order lines, all or nothing, the earliest first.
 * @throws ConflictError supply.incoming_refused naming product, wanted and free of every line that falls short
 */
export async function allocateIncoming(ctx: EffectContext, warehouseId: string, wishes: readonly IncomingWish[]): Promise<void> {
  if (wishes.length === 0) return;
  const products = wishes.map((wish) => wish.line.product_id);
  // Whoever promises from these orders waits; what is free is counted after the wait.
  const orders = [...new Set((await freeIncoming(ctx.uow, warehouseId, products)).map((one) => one.supplier_order_id))].sort();
  for (const id of orders) await ctx.lock('supply.supplier_order', id);
  const left = (await freeIncoming(ctx.uow, warehouseId, products)).map((one) => ({ ...one }));
  const reasons: RefusalReason[] = [];
  const parts: { readonly lineId: string; readonly incomingId: string; readonly quantity: DecimalString }[] = [];
  for (const { line, wanted } of wishes) {
    const own = left.filter((one) => one.product_id === line.product_id);
    const free = sum(own.map((one) => one.free));
    if (compare(wanted, free) > 0) {
      reasons.push(reason('supply.not_enough_incoming', { product: line.product, wanted, free }));
      continue;
    }
    let open = wanted;
    for (const one of own) {
      const taken = lesser(open, one.free);
      if (compare(taken, '0') <= 0) continue;
      parts.push({ lineId: line.id, incomingId: one.id, quantity: taken });
      one.free = subtract(one.free, taken);
      open = subtract(open, taken);
    }
  }
  if (reasons.length > 0) throw new ConflictError('supply.incoming_refused', supplyErrors['supply.incoming_refused'], { reasons });
  for (const part of parts) {
    await ctx.create('supply.incoming_allocation', { customer_order_line_id: part.lineId, supplier_order_line_id: part.incomingId, quantity: part.quantity });
  }
}

/** Lets go of what was promised to order lines from goods that have not come yet; answers the lines that lost something. */
export async function releaseIncoming(ctx: EffectContext, lineIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.uow.query<{ id: string; line_id: string }>(
    `select id, customer_order_line_id as line_id from supply_incoming_allocation where customer_order_line_id = any($1::uuid[]) and released_at is null and received_qty < quantity order by id`,
    [lineIds],
  );
  for (const row of rows) await ctx.update('supply.incoming_allocation', row.id, { released_at: ctx.now });
  return [...new Set(rows.map((row) => row.line_id))];
}
