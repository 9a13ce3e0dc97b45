import { defineSubscription } from '../../../core/index.ts';
import type { DomainEvent, EffectContext, Subscription } from '../../../core/index.ts';

/** Has every open deal of the counterparty considered again: its approval is what they wait for. */
async function reconsider(event: DomainEvent, ctx: EffectContext): Promise<void> {
  const deals = await ctx.uow.query<{ id: string }>(
    `select i.id from crm_interest i
     where i.state not in ('won', 'lost') and not i.deletion_mark
       and (i.counterparty_id = $1 or exists (select 1 from crm_customer_order o where o.interest_id = i.id and o.counterparty_id = $1 and o.status <> 'cancelled'))
     order by i.id`,
    [event.id],
  );
  for (const deal of deals) ctx.touch('crm.interest', deal.id);
}

export const reconsiderDeals: readonly Subscription[] = ['counterparty.approved', 'counterparty.approval_revoked'].map((on) =>
  defineSubscription({ id: `contracts.reconsider_on_${on.slice(on.indexOf('.') + 1)}`, on, run: reconsider }));
