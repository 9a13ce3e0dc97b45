import { add, compare, defineSubscription, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, DomainEvent, EffectContext } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import type { Wish } from '../services/reservations.ts';
import { release, reservationsOf, reserve } from '../services/reservations.ts';

interface Ordered {
  readonly line_id: string;
  readonly action: 'supply_separately' | 'reserve' | 'from_supplier_orders' | 'not_required';
  readonly quantity?: DecimalString;
}

interface Line {
  readonly id: string;
  readonly product_id: string;
  readonly product: string;
  readonly remaining: DecimalString;
  readonly supply_state: string;
}

/** How much is still to be held: what was asked for, at most what is left to ship, less what is held already. */
export function stillWanted(remaining: DecimalString, held: DecimalString, asked: DecimalString | undefined): DecimalString {
  const open = subtract(remaining, held);
  return asked !== undefined && compare(asked, open) < 0 ? asked : open;
}

/** Holds goods for the lines the logistician reserves, and lets go of those for which another way of supply was chosen. */
async function fillSupply(event: DomainEvent, ctx: EffectContext): Promise<void> {
  const ordered = (event.data['lines'] ?? []) as readonly Ordered[];
  const lines = await ctx.uow.query<Line>(
    `select l.id, l.product_id, p.working_name as product, l.quantity - l.shipped_qty - l.cancelled_qty as remaining, l.supply_state
     from crm_customer_order_line l join crm_product p on p.id = l.product_id and p.kind = 'goods'
     where l.order_id = $1 and l.id = any($2::uuid[]) order by l.line_no, l.id`,
    [event.id, ordered.map((one) => one.line_id)],
  );
  const actionOf = (line: Line): Ordered | undefined => ordered.find((one) => one.line_id === line.id);
  const others = lines.filter((line) => actionOf(line)?.action !== 'reserve');
  const released = await release(ctx, others.map((line) => line.id));
  for (const line of others) {
    await setLineSupply(ctx, line.id, { supply_action: actionOf(line)?.action ?? 'not_required', ...(released.includes(line.id) ? { supply_state: 'none' as const, reserved_qty: '0' } : {}) });
  }
  const wishes: Wish[] = [];
  for (const line of lines.filter((one) => !others.includes(one))) {
    await setLineSupply(ctx, line.id, { supply_action: 'reserve' });
    const held = sum((await reservationsOf(ctx, [line.id])).map((one) => one.quantity));
    const wanted = stillWanted(line.remaining, held, actionOf(line)?.quantity);
    if (compare(wanted, '0') > 0) wishes.push({ lineId: line.id, productId: line.product_id, product: line.product, wanted, covered: compare(add(held, wanted), line.remaining) >= 0 });
  }
  await reserve(ctx, String(ctx.item.row['warehouse_id']), wishes);
}

export const fillSupplyOnOrder = defineSubscription({ id: 'warehouse.fill_supply', on: 'order.supply_filled', run: fillSupply });
