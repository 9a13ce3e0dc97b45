import type { DomainEvent, EffectContext } from '../../../core/index.ts';
import { defineSubscription } from '../../../core/index.ts';
import { agreeTasksWithPlan } from '../effects/open-plan.ts';

/** A plan that is changed while the claim is in progress changes its tasks. */
export const planChanged = defineSubscription({
  id: 'claims.plan_changed',
  on: 'claim.updated',
  async run(event, context) {
    if (event.entity !== 'claims.claim' || context.item.row['state'] !== 'in_progress') return;
    // Whoever changed the plan is the author of its tasks, and may so call them off again.
    await agreeTasksWithPlan({ ...context, actor: context.uow.actor }, event.id);
  },
});

async function itemOf(context: EffectContext, taskId: string): Promise<{ readonly id: string; readonly claim_id: string; readonly state: string } | undefined> {
  const [item] = await context.uow.query<{ id: string; claim_id: string; state: string }>('select id, claim_id, state from claims_claim_plan_item where task_id = $1', [taskId]);
  return item;
}

/** A task that is over closes its activity: done with its result, or not needed. */
async function taskEnded(event: DomainEvent, context: EffectContext): Promise<void> {
  const { row } = context.item;
  if (row['kind'] !== 'claim_plan' || row['subject_entity'] !== 'claims.claim') return;
  const item = await itemOf(context, event.id);
  if (item?.state !== 'planned') return;
  await context.update('claims.claim_plan_item', item.id, { state: event.type === 'task.done' ? 'done' : 'skipped', result: row['result'] ?? null });
  context.touch('claims.claim', item.claim_id);
  // The responsible hears that the last activity is over: what follows is his decision.
  const left = await context.uow.query(`select 1 from claims_claim_plan_item where claim_id = $1 and state = 'planned' limit 1`, [item.claim_id]);
  if (left.length === 0 && event.type === 'task.done') context.raise('claim.plan_done', 'claims.claim', item.claim_id);
}

export const activityDone = defineSubscription({ id: 'claims.activity_done', on: 'task.done', run: taskEnded });
export const activityCancelled = defineSubscription({ id: 'claims.activity_cancelled', on: 'task.cancelled', run: taskEnded });

/** A task handed over to a colleague leaves the activity with him. */
export const activityReassigned = defineSubscription({
  id: 'claims.activity_reassigned',
  on: 'task.reassigned',
  async run(event, context) {
    const { row } = context.item;
    const performer = row['assignee_user_id'];
    if (row['kind'] !== 'claim_plan' || typeof performer !== 'string') return;
    const item = await itemOf(context, event.id);
    if (item?.state === 'planned') await context.update('claims.claim_plan_item', item.id, { responsible_id: performer });
  },
});
