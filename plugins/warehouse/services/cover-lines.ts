import { compare } from '../../../core/index.ts';
import type { DecimalString, EffectContext } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';

interface CoveredLine {
  readonly id: string;
  readonly supply_state: 'none' | 'ordered' | 'in_stock' | 'shipped';
  readonly reserved_qty: DecimalString;
  readonly is_ordered: boolean;
  readonly remaining: DecimalString;
  readonly held: DecimalString;
  /** Of the held, what customs has cleared or never had to. */
  readonly cleared: DecimalString;
}

/** How far a line is covered by what is held for it: whole and cleared means in stock; a line that falls back waits for its supplier order again, if it has one. */
export function coverage(line: Omit<CoveredLine, 'id' | 'reserved_qty' | 'held'>): CoveredLine['supply_state'] {
  if (compare(line.remaining, '0') <= 0) return line.supply_state;
  if (compare(line.cleared, line.remaining) >= 0) return 'in_stock';
  if (line.supply_state !== 'in_stock') return line.supply_state;
  return line.is_ordered ? 'ordered' : 'none';
}

/** Locks the orders of these lines, those of one deal after those of another in one order for everybody, so that two receipts wait instead of deadlocking. */
export async function lockOrders(ctx: EffectContext, lineIds: readonly string[]): Promise<void> {
  const rows = await ctx.uow.query<{ id: string }>(
    `select o.id from crm_customer_order o where exists (select 1 from crm_customer_order_line l where l.order_id = o.id and l.id = any($1::uuid[])) order by o.interest_id, o.id`,
    [lineIds],
  );
  for (const row of rows) await ctx.lock('crm.customer_order', row.id);
}

/** What each line still needs beyond what is held for it; a line of an order that is over needs nothing. The orders are locked. */
export async function openNeeds(ctx: EffectContext, lineIds: readonly string[]): Promise<Map<string, DecimalString>> {
  const rows = await ctx.uow.query<{ id: string; need: DecimalString }>(
    `select l.id, case when o.status in ('on_approval', 'to_execute') then greatest(l.quantity - l.shipped_qty - l.cancelled_qty - coalesce((
         select sum(r.quantity) from warehouse_stock_reservation r where r.order_line_id = l.id and r.released_at is null and not r.deletion_mark
       ), 0), 0) else 0 end as need
     from crm_customer_order_line l join crm_customer_order o on o.id = l.order_id where l.id = any($1::uuid[])`,
    [lineIds],
  );
  return new Map(rows.map((row) => [row.id, row.need]));
}

/** Tells the order lines how far they are covered now; only those that changed are written. */
export async function coverLines(ctx: EffectContext, lineIds: readonly string[]): Promise<void> {
  const rows = await ctx.uow.query<CoveredLine>(
    `select l.id, l.supply_state, l.reserved_qty, l.quantity - l.shipped_qty - l.cancelled_qty as remaining,
       l.supplier_order_line_id is not null or coalesce(l.supply_action in ('supply_separately', 'from_supplier_orders'), false) as is_ordered,
       coalesce(h.held, 0) as held, coalesce(h.cleared, 0) as cleared
     from crm_customer_order_line l
     left join lateral (
       select sum(r.quantity) as held, sum(r.quantity) filter (where not coalesce(g.customs_required and n.customs_declaration_number is null, false)) as cleared
       from warehouse_stock_reservation r
       left join warehouse_goods_receipt_line n on n.id = r.receipt_line_id left join warehouse_goods_receipt g on g.id = n.receipt_id
       where r.order_line_id = l.id and r.released_at is null and not r.deletion_mark
     ) h on true
     where l.id = any($1::uuid[]) order by l.order_id, l.line_no, l.id`,
    [lineIds],
  );
  for (const row of rows) {
    const state = coverage(row);
    if (state === row.supply_state && compare(row.held, row.reserved_qty) === 0) continue;
    await setLineSupply(ctx, row.id, { supply_state: state, reserved_qty: row.held });
  }
}
