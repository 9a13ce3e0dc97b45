import { openTask, sendToOpenTasks } from '../../../core/index.ts';
import type { EffectContext, ItemRef, Label } from '../../../core/index.ts';

/** Kinds of tasks that belong to a state of the contract: they are done once it has left the state they were given in. */
export const STEP_TASKS = ['draw_up_protocol', 'correct_protocol', 'send_remarks', 'exchange_signatures', 'sign_and_send_protocol', 'remind_client', 'contract_stalled'] as const;

/** Work that a rule orders. `kind`: the rule's own word for it; `due`: duration in words. */
export interface OrderedTask {
  readonly kind: string;
  readonly title: Label;
  readonly description?: Label;
  readonly subject: ItemRef;
  readonly userId: string | null;
  readonly role: string;
  readonly due?: string;
  readonly ruleCode: string;
}

/** Gives a person, or whoever of a role takes it when there is no person, a task; one that is open already stands. */
export async function orderTask(ctx: EffectContext, task: OrderedTask): Promise<void> {
  await openTask(ctx, {
    kind: task.kind,
    title: task.title,
    ...(task.description === undefined ? {} : { description: task.description }),
    subject: task.subject,
    userId: task.userId,
    role: task.userId === null ? task.role : null,
    ...(task.due === undefined ? {} : { due: task.due }),
    dedupKey: `${task.ruleCode}:${task.kind}:${task.subject.id}`,
    ruleCode: task.ruleCode,
  });
}

/** Completes the open tasks of these kinds about a row. */
export async function completeTasks(ctx: EffectContext, subject: ItemRef, kinds: readonly string[]): Promise<void> {
  await sendToOpenTasks(ctx, 'subject_entity = $1 and subject_id = $2 and kind = any($3::text[])', [subject.entity, subject.id, kinds], 'task.done');
}
