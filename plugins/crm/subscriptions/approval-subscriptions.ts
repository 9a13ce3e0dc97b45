import type { EffectContext } from '../../../core/index.ts';
import { defineSubscription } from '../../../core/index.ts';

/** The order shows how its latest approval stands. */
async function showOnOrder(context: EffectContext): Promise<void> {
  const { row } = context.item;
  if (row['subject_entity'] !== 'crm.customer_order' || row['subject_kind'] !== 'offer') return;
  const orderId = String(row['subject_id']);
  const [latest] = await context.uow.query<{ state: string }>(
    `select state from core_approval where subject_entity = 'crm.customer_order' and subject_id = $1 and subject_kind = 'offer' order by round desc, (state <> 'withdrawn') desc, created_at desc, id limit 1`, [orderId],
  );
  if (latest !== undefined) await context.update('crm.customer_order', orderId, { internal_approval: latest.state });
}

export const approvalRequested = defineSubscription({ id: 'crm.approval_requested', on: 'approval.requested', run: async (_event, context) => showOnOrder(context) });
export const approvalMoved = defineSubscription({ id: 'crm.approval_moved', on: 'approval.state_changed', run: async (_event, context) => showOnOrder(context) });
