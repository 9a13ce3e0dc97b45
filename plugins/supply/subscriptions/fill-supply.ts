import { compare, defineSubscription, lesser } from '../../../core/index.ts';
import type { DecimalString, DomainEvent, EffectContext } from '../../../core/index.ts';
import { setLineSupply } from '../../crm/index.ts';
import { conflict, reason } from '../errors.ts';
import type { IncomingWish } from '../services/coverage.ts';
import { allocateIncoming, coverageOf, refreshCoverage, releaseIncoming, uncovered } from '../services/coverage.ts';

interface Chosen {
  readonly line_id: string;
  readonly action: 'supply_separately' | 'reserve' | 'from_supplier_orders' | 'not_required';
  readonly quantity?: DecimalString;
}

/**
 * What the logistician chose, line by line (P4.1-1): goods on the way are promised, other choices let go of such promises. What is on a supplier order of
 * its own stays there. Reservations are the warehouse's, which hears the same event first.
 * @throws ConflictError supply.line_is_ordered, supply.incoming_refused
 */
async function fillSupply(event: DomainEvent, ctx: EffectContext): Promise<void> {
  const chosen = (event.data['lines'] ?? []) as readonly Chosen[];
  const choiceOf = (id: string): Chosen | undefined => chosen.find((one) => one.line_id === id);
  const lines = (await coverageOf(ctx.uow, chosen.map((one) => one.line_id), { drafts: true })).filter((line) => line.order_id === event.id && line.kind === 'goods');
  const bound = lines.filter((line) => choiceOf(line.id)?.action !== 'supply_separately' && compare(line.ordered, '0') > 0);
  if (bound[0] !== undefined) {
    throw conflict('supply.line_is_ordered', { reference: bound[0].references }, bound.map((line) => reason('supply.line_is_ordered', { product: line.product, reference: line.references })));
  }
  await releaseIncoming(ctx, lines.map((line) => line.id));
  const wishes: IncomingWish[] = [];
  for (const line of lines.filter((one) => choiceOf(one.id)?.action === 'from_supplier_orders')) {
    const [now] = await coverageOf(ctx.uow, [line.id]);
    const open = now === undefined ? '0' : uncovered(now);
    const asked = choiceOf(line.id)?.quantity;
    const wanted = asked === undefined ? open : lesser(asked, open);
    await setLineSupply(ctx, line.id, { supply_action: 'from_supplier_orders' });
    if (compare(wanted, '0') > 0) wishes.push({ line, wanted });
  }
  await allocateIncoming(ctx, String(ctx.item.row['warehouse_id']), wishes);
  await refreshCoverage(ctx, lines.map((line) => line.id));
}

export const fillSupplyFromOrders = defineSubscription({ id: 'supply.fill_supply', on: 'order.supply_filled', run: fillSupply });
