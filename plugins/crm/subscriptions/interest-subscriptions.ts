import type { EffectContext } from '../../../core/index.ts';
import { defineSubscription } from '../../../core/index.ts';

/** Keeps the nearest planned interaction on its deal. */
async function showNearest(context: EffectContext): Promise<void> {
  const { row } = context.item;
  if (row['subject_entity'] !== 'crm.interest' || typeof row['subject_id'] !== 'string') return;
  const [nearest] = await context.uow.query<{ id: string }>(
    `select id from crm_interaction where subject_entity = 'crm.interest' and subject_id = $1 and state = 'planned' order by start_at, id limit 1`, [row['subject_id']],
  );
  await context.update('crm.interest', row['subject_id'], { next_interaction_id: nearest?.id ?? null });
}

/** Planning an interaction about a deal is the deal's event I-02; what timers plan is not. */
export const interactionPlanned = defineSubscription({
  id: 'crm.interaction_planned',
  on: 'interaction.created',
  async run(event, context) {
    const { row, id } = context.item;
    if (event.entity !== 'crm.interaction' || row['state'] !== 'planned' || row['subject_entity'] !== 'crm.interest') return;
    await showNearest(context);
    if (row['rule_code'] === null) await context.send('crm.interest', String(row['subject_id']), 'interaction.planned', { interaction_id: id }, { optional: true });
  },
});

export const interactionMoved = defineSubscription({ id: 'crm.interaction_moved', on: 'interaction.state_changed', run: async (_event, context) => showNearest(context) });
export const interactionChanged = defineSubscription({
  id: 'crm.interaction_changed',
  on: 'interaction.updated',
  async run(event, context) {
    if (((event.data['fields'] as readonly string[] | undefined) ?? []).includes('start_at')) await showNearest(context);
  },
});

/** A client that is registered or classified may let its deals go on. */
async function wakeDeals(context: EffectContext): Promise<void> {
  const rows = await context.uow.query<{ id: string }>(`select id from crm_interest where partner_id = $1 and state not in ('won', 'lost') order by id`, [context.item.id]);
  for (const { id } of rows) context.touch('crm.interest', id);
}

export const clientRegistered = defineSubscription({ id: 'crm.client_registered', on: 'client.registered', run: async (_event, context) => wakeDeals(context) });
export const clientClassified = defineSubscription({
  id: 'crm.client_classified',
  on: 'partner.updated',
  async run(event, context) {
    if (((event.data['fields'] as readonly string[] | undefined) ?? []).includes('agreement_id')) await wakeDeals(context);
  },
});

/** An approved counterparty may let the deals of its client go on (I-06). */
export const counterpartyApproved = defineSubscription({
  id: 'crm.counterparty_approved',
  on: 'counterparty.approved',
  async run(_event, context) {
    const rows = await context.uow.query<{ id: string }>(
      `select distinct i.id from crm_interest i join crm_customer_order o on o.interest_id = i.id where o.counterparty_id = $1 and i.state not in ('won', 'lost') order by i.id`, [context.item.id],
    );
    for (const { id } of rows) context.touch('crm.interest', id);
  },
});
