import type { EffectContext, Label } from '../../../core/index.ts';

/** A task about a subject, for a person, or for whoever of a role takes it when there is no person. */
export interface OrderedTask {
  readonly kind: 'free' | 'data_request' | 'process_step';
  readonly title: Label;
  readonly description?: Label;
  readonly subject: { readonly entity: string; readonly id: string };
  readonly userId: string | null;
  readonly role: string;
  readonly ruleCode: string;
  /** Unique among open tasks. */
  readonly dedupKey: string;
}

/** Creates a task unless an open one with the same key is there already. */
export async function openTask(ctx: EffectContext, task: OrderedTask): Promise<void> {
  const open = await ctx.uow.query(`select id from core_task where dedup_key = $1 and state in ('new', 'in_progress') limit 1`, [task.dedupKey]);
  if (open.length > 0) return;
  await ctx.create('core.task', {
    kind: task.kind,
    title: task.title.ru.slice(0, 250),
    ...(task.description === undefined ? {} : { description: task.description.ru }),
    subject_entity: task.subject.entity,
    subject_id: task.subject.id,
    assignee_user_id: task.userId,
    assignee_role: task.userId === null ? task.role : null,
    rule_code: task.ruleCode,
    dedup_key: task.dedupKey,
  });
}
