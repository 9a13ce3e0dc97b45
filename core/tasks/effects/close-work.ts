import { label } from '../../entity/index.ts';
import { defineEffect } from '../../plugin/index.ts';
import type { EffectContext } from '../../process/index.ts';
import { sendToOpenTasks } from '../open-task.ts';
import { PARAMETERS } from './parameters.ts';

async function sendToEach(context: EffectContext, entity: string, sql: string, event: string, data: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const rows = await context.uow.query<{ id: string }>(sql, [context.item.entity, context.item.id]);
  for (const { id } of rows) await context.send(entity, id, event, data, { optional: true });
}

/** Cancels the item's open tasks, those of one kind or all. */
export const cancelTasks = defineEffect<{ readonly kind?: string }>({
  id: 'core.cancel_tasks',
  label: label('Отменить задачи', 'Cancel tasks'),
  params: { type: 'object', additionalProperties: false, properties: { kind: PARAMETERS.code } },
  async run({ kind }, context) {
    const values = [context.item.entity, context.item.id];
    if (kind === undefined) await sendToOpenTasks(context, 'subject_entity = $1 and subject_id = $2', values, 'task.cancelled');
    else await sendToOpenTasks(context, 'subject_entity = $1 and subject_id = $2 and kind = $3', [...values, kind], 'task.cancelled');
  },
});

/** Cancels the item's active reminders, those of one rule or all. */
export const cancelReminders = defineEffect<{ readonly rule?: string }>({
  id: 'core.cancel_reminders',
  label: label('Снять напоминания', 'Cancel reminders'),
  params: { type: 'object', additionalProperties: false, properties: { rule: PARAMETERS.code } },
  async run({ rule }, context) {
    const rows = await context.uow.query<{ id: string }>(
      `select id from core_reminder where subject_entity = $1 and subject_id = $2 and state = 'active' and ($3::text is null or rule_code = $3) order by id`,
      [context.item.entity, context.item.id, rule ?? null],
    );
    for (const { id } of rows) await context.send('core.reminder', id, 'reminder.cancelled', {}, { optional: true });
  },
});

/**
 * Ends everything people were asked about the item: open tasks, reminders, undecided approvals and running process maps (with `outcome`). For
 * transitions into a final state; the waits of the state left are ended by the engine.
 */
export const closeItemWork = defineEffect<{ readonly outcome?: string }>({
  id: 'core.close_item_work',
  label: label('Снять задачи и напоминания', 'Close all work on the item'),
  params: { type: 'object', additionalProperties: false, properties: { outcome: PARAMETERS.code } },
  async run({ outcome = 'subject_closed' }, context) {
    await sendToEach(context, 'core.process_run', `select id from core_process_run where subject_entity = $1 and subject_id = $2 and state = 'running' order by id`, 'process.terminated', { outcome });
    await sendToEach(context, 'core.approval', `select id from core_approval where subject_entity = $1 and subject_id = $2 and state in ('pending', 'returned') order by id`, 'approval.withdrawn');
    await cancelTasks.run({}, context);
    await cancelReminders.run({}, context);
  },
});

/** Cancels what a process map still asks for; ordered by the map's own end. */
export const closeRunTasks = defineEffect({
  id: 'core.close_run_tasks',
  label: label('Отменить задачи процесса', 'Cancel the tasks of the process'),
  params: { type: 'object', additionalProperties: false },
  entity: 'core.process_run',
  async run(_params, context) {
    await sendToOpenTasks(context, 'process_run_id = $1', [context.item.id], 'task.cancelled');
  },
});
