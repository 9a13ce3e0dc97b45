import type { EffectContext } from '../../../core/index.ts';
import { defineSubscription } from '../../../core/index.ts';
import { reviewMode } from '../facts/offer-review.ts';

/** How the reviewers of one round stand together: any refusal ends it; `any` needs one consent, otherwise every reviewer has to consent. */
export function roundState(states: readonly string[], mode: 'highest' | 'all' | 'any'): string | null {
  for (const refusal of ['rejected', 'returned']) if (states.includes(refusal)) return refusal;
  const live = states.filter((state) => state !== 'withdrawn');
  if (mode === 'any' && live.includes('approved')) return 'approved';
  if (live.length === 0) return states.length === 0 ? null : 'withdrawn';
  return live.every((state) => state === 'approved') ? 'approved' : 'pending';
}

interface Reviewer {
  readonly id: string;
  readonly state: string;
}

/** The order shows how the latest round of its approval stands; where one consent is enough, the other reviewers are asked no more. */
async function showOnOrder(context: EffectContext): Promise<void> {
  const { row } = context.item;
  if (row['subject_entity'] !== 'crm.customer_order' || row['subject_kind'] !== 'offer') return;
  const orderId = String(row['subject_id']);
  // A round that was wholly withdrawn speaks only while there is no other.
  const reviewers = await context.uow.query<Reviewer>(
    `with mine as (select id, state, round from core_approval where subject_entity = 'crm.customer_order' and subject_id = $1 and subject_kind = 'offer')
     select id, state from mine where round = coalesce((select max(round) from mine where state <> 'withdrawn'), (select max(round) from mine)) order by id`, [orderId],
  );
  const mode = reviewMode(context.regulation.parameters);
  const state = roundState(reviewers.map((one) => one.state), mode);
  if (state !== null) await context.update('crm.customer_order', orderId, { internal_approval: state });
  if (mode !== 'any' || state !== 'approved') return;
  for (const { id } of reviewers.filter((one) => one.state === 'pending')) await context.send('core.approval', id, 'approval.withdrawn', {}, { optional: true });
}

export const approvalRequested = defineSubscription({ id: 'crm.approval_requested', on: 'approval.requested', run: async (_event, context) => showOnOrder(context) });
export const approvalMoved = defineSubscription({ id: 'crm.approval_moved', on: 'approval.state_changed', run: async (_event, context) => showOnOrder(context) });
