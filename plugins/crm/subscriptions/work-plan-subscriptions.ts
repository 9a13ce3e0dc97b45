import type { EffectContext } from '../../../core/index.ts';
import { defineSubscription, label, openTask, sendToOpenTasks } from '../../../core/index.ts';
import { momentAt } from '../effects/follow-up.ts';

/** Work planned to end on a day may take the whole of it. */
const END_OF_DAY = '23:59';

/** Work that somebody has to do is his task, due on the day it is planned to end. */
async function askFor(context: EffectContext): Promise<void> {
  const { item, uow } = context;
  if (item.entity !== 'crm.work_plan_item' || item.row['state'] !== 'planned' || item.row['task_id'] !== null) return;
  const end = item.row['planned_end'];
  const taskId = await openTask(context, {
    kind: 'free',
    title: label(String(item.row['title']), String(item.row['title'])),
    subject: { entity: 'crm.interest', id: String(item.row['interest_id']) },
    userId: String(item.row['responsible_id']),
    dedupKey: `crm.work_plan_item:${item.id}`,
    ruleCode: 'crm.work_plan',
    ...(typeof end === 'string' ? { due: momentAt(end, END_OF_DAY, uow.company.timeZone) } : {}),
  });
  await context.update('crm.work_plan_item', item.id, { task_id: taskId });
}

export const planItemMade = defineSubscription({ id: 'crm.plan_item_made', on: 'work_plan_item.created', run: async (_event, context) => askFor(context) });

/** A piece of work that was struck off, or marked as done in the plan, is nobody's task any more. */
export const planItemChanged = defineSubscription({
  id: 'crm.plan_item_changed',
  on: 'work_plan_item.updated',
  async run(event, context) {
    const { item } = context;
    if (!((event.data['fields'] as readonly string[] | undefined) ?? []).includes('state')) return;
    const state = item.row['state'];
    if (state === 'done' || state === 'skipped') await sendToOpenTasks(context, 'dedup_key = $1', [`crm.work_plan_item:${item.id}`], state === 'done' ? 'task.done' : 'task.cancelled');
  },
});

/** The plan shows how its tasks stand. */
export const planTaskMoved = defineSubscription({
  id: 'crm.plan_task_moved',
  on: 'task.state_changed',
  async run(_event, context) {
    const { row, id } = context.item;
    if (row['rule_code'] !== 'crm.work_plan') return;
    const [work] = await context.uow.query<{ id: string; state: string }>('select id, state from crm_work_plan_item where task_id = $1', [id]);
    const state = { new: 'planned', in_progress: 'planned', done: 'done', cancelled: 'skipped' }[String(row['state'])];
    if (work !== undefined && state !== undefined && state !== work.state) await context.update('crm.work_plan_item', work.id, { state });
  },
});
