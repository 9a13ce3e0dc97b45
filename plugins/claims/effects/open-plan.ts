import type { EffectContext } from '../../../core/index.ts';
import { defineEffect, label, openTask } from '../../../core/index.ts';

interface Item {
  readonly id: string;
  readonly title: string;
  readonly planned_at: Date;
  readonly responsible_id: string;
  readonly task_id: string | null;
  readonly due_at: Date | null;
  readonly assignee_user_id: string | null;
}

const KIND = 'claim_plan';

/** Cancels tasks of activities that are no longer in the plan. */
async function dropRemoved(context: EffectContext, claimId: string): Promise<void> {
  const rows = await context.uow.query<{ id: string }>(
    `select k.id from core_task k where k.subject_entity = 'claims.claim' and k.subject_id = $1 and k.kind = $2 and k.state in ('new', 'in_progress')
       and not exists (select from claims_claim_plan_item i where i.task_id = k.id) order by k.id`,
    [claimId, KIND],
  );
  for (const { id } of rows) await context.send('core.task', id, 'task.cancelled', {}, { optional: true });
}

/** Brings tasks and plan into agreement: a task for each new activity, the due moment and the performer of changed ones, no task for removed ones. */
export async function agreeTasksWithPlan(context: EffectContext, claimId: string): Promise<void> {
  await dropRemoved(context, claimId);
  const items = await context.uow.query<Item & Record<string, unknown>>(
    `select i.id, i.title, i.planned_at, i.responsible_id, i.task_id, k.due_at, k.assignee_user_id
       from claims_claim_plan_item i left join core_task k on k.id = i.task_id where i.claim_id = $1 and i.state = 'planned' and not i.deletion_mark order by i.planned_at, i.id`,
    [claimId],
  );
  for (const item of items) {
    if (item.task_id === null) {
      const task = await openTask(context, {
        kind: KIND,
        title: { ru: item.title, en: item.title },
        description: label('Претензия {number}: {essence}', 'Claim {number}: {essence}'),
        subject: { entity: 'claims.claim', id: claimId },
        userId: item.responsible_id,
        due: item.planned_at,
        dedupKey: `claims.plan:${item.id}`,
        ruleCode: KIND,
        resultRequired: true,
      });
      await context.update('claims.claim_plan_item', item.id, { task_id: task });
    } else {
      if (item.due_at?.getTime() !== item.planned_at.getTime()) await context.update('core.task', item.task_id, { due_at: item.planned_at });
      if (item.assignee_user_id !== item.responsible_id) await context.send('core.task', item.task_id, 'task.reassigned', { assignee_user_id: item.responsible_id }, { optional: true });
    }
  }
}

/** Gives each activity of the plan to its performer as a task with its time. */
export const openPlan = defineEffect({
  id: 'claims.open_plan',
  label: label('Поручить мероприятия плана', 'Give out the activities of the plan'),
  params: { type: 'object', additionalProperties: false },
  entity: 'claims.claim',
  run: async (_params, context) => agreeTasksWithPlan(context, context.item.id),
});
