import { parseDuration } from '../calendar/index.ts';
import { InvalidError } from '../errors/index.ts';
import type { EntityRow } from '../entity/index.ts';
import type { Label } from '../language/index.ts';
import { translate } from '../language/index.ts';
import type { EffectContext, ItemRef } from '../process/index.ts';
import { taskErrors } from './errors.ts';
import { activeUser } from './people.ts';
import { ownerOf } from './subject.ts';

/** A task to be made. `due`: duration in words from now, or the moment itself. `dedupKey`: while an open task has it, no other is made. */
export interface NewTask {
  readonly kind: string;
  readonly title: Label;
  readonly description?: Label;
  readonly subject: ItemRef;
  readonly userId?: string | null;
  readonly role?: string | null;
  readonly due?: string | Date;
  readonly dedupKey: string;
  readonly ruleCode: string;
  readonly run?: { readonly id: string; readonly step: string };
  readonly approvalId?: string;
  readonly resultRequired?: boolean;
}

/** State the subject stands in, in its first region. */
function standing(context: EffectContext, subject: ItemRef, row: EntityRow): string | null {
  const region = Object.values(context.uow.company.plugins.processSpec(subject.entity)?.regions ?? {})[0];
  return region === undefined ? null : ((row[region.field] as string | null | undefined) ?? null);
}

/**
 * Makes a task unless one with its key is open; answers its id. A performer who has left hands over to the role; with neither, the subject's owner
 * is asked. @throws InvalidError core.nobody_to_ask
 */
export async function openTask(context: EffectContext, task: NewTask): Promise<string> {
  const { uow } = context;
  const subjectRow = await context.lock(task.subject.entity, task.subject.id);
  const present = await uow.query<{ id: string }>(`select id from core_task where dedup_key = $1 and state in ('new', 'in_progress')`, [task.dedupKey]);
  if (present[0] !== undefined) return present[0].id;
  const role = task.role ?? null;
  const named = typeof task.userId === 'string' ? await activeUser(uow, task.userId) : undefined;
  const owner = named === undefined && role === null ? ownerOf(uow, task.subject.entity, subjectRow) : null;
  const user = named ?? (owner === null ? undefined : await activeUser(uow, owner));
  if (user === undefined && role === null) {
    throw new InvalidError('core.nobody_to_ask', taskErrors['core.nobody_to_ask'], { params: { title: task.title.ru } });
  }
  const locale = user?.locale ?? 'ru';
  const title = await context.fill(task.title);
  const description = task.description === undefined ? undefined : await context.fill(task.description);
  const row = await context.create('core.task', {
    kind: task.kind,
    title: translate(title, locale).slice(0, 250),
    ...(description === undefined ? {} : { description: translate(description, locale) }),
    subject_entity: task.subject.entity,
    subject_id: task.subject.id,
    assignee_user_id: user?.id ?? null,
    assignee_role: role,
    author_id: context.actor.userId,
    due_at: typeof task.due === 'string' ? context.regulation.calendar.addDuration(context.now, parseDuration(task.due)) : (task.due ?? null),
    dedup_key: task.dedupKey,
    rule_code: task.ruleCode,
    entered_state: standing(context, task.subject, subjectRow),
    result_required: task.resultRequired === true,
    ...(task.run === undefined ? {} : { process_run_id: task.run.id, process_step_code: task.run.step }),
    ...(task.approvalId === undefined ? {} : { approval_id: task.approvalId }),
  });
  return row.id;
}

/** Sends `event` to every open task that `where` finds; `$1`… of it are `values`. */
export async function sendToOpenTasks(context: EffectContext, where: string, values: readonly unknown[], event: 'task.done' | 'task.cancelled'): Promise<number> {
  const rows = await context.uow.query<{ id: string }>(`select id from core_task where state in ('new', 'in_progress') and ${where} order by id`, values);
  for (const { id } of rows) await context.send('core.task', id, event, {}, { optional: true });
  return rows.length;
}
