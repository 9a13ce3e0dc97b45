import { InvalidError } from '../../errors/index.ts';
import { label } from '../../entity/index.ts';
import type { Label } from '../../language/index.ts';
import { defineEffect } from '../../plugin/index.ts';
import { escalationOf } from '../escalation.ts';
import { taskErrors } from '../errors.ts';
import { notifyPeople } from '../notify-people.ts';
import { activeUser, holdersOf } from '../people.ts';
import { subjectOf } from '../subject.ts';
import { PARAMETERS, userIn } from './parameters.ts';

/** Refuses a hand-over to nobody: an employee who has left or a role the regulation does not know. Tells the new assignee. */
export const checkAssignee = defineEffect({
  id: 'core.check_assignee',
  label: label('Проверить исполнителя', 'Check the assignee'),
  params: { type: 'object', additionalProperties: false },
  entity: 'core.task',
  async run(_params, context) {
    const { row } = context.item;
    const role = row['assignee_role'];
    const user = row['assignee_user_id'];
    const problem = (name: string, code: 'core.unknown_assignee' | 'core.unknown_role') =>
      new InvalidError(code, taskErrors[code], { params: { role }, errors: [{ pointer: `/data/${name}`, code, message: taskErrors[code] }] });
    if (typeof role === 'string' && !context.uow.company.regulation.roles.has(role)) throw problem('assignee_role', 'core.unknown_role');
    if (typeof user !== 'string') return;
    if ((await activeUser(context.uow, user)) === undefined) throw problem('assignee_user_id', 'core.unknown_assignee');
    if (user === context.uow.actor.userId) return;
    await notifyPeople(context, { text: label('Вам передана задача: {title}', 'A task was handed over to you: {title}'), userIds: [user], subject: subjectOf(context.item), key: context.key });
  },
});

/** Hands a task over to another person or role. */
export const reassign = defineEffect<{ readonly role?: string; readonly user?: unknown }>({
  id: 'core.reassign',
  label: label('Перенаправить задачу', 'Reassign the task'),
  params: { type: 'object', additionalProperties: false, properties: { role: PARAMETERS.role, user: PARAMETERS.user } },
  entity: 'core.task',
  async run(params, context) {
    const user = userIn(context, params.user);
    await context.send('core.task', context.item.id, 'task.reassigned', {
      ...(user === null ? {} : { assignee_user_id: user }),
      ...(params.role === undefined ? {} : { assignee_role: params.role }),
    });
  },
});

/** Reports a late task to the role above, once; by default the role of the parameter `escalation`. */
export const escalate = defineEffect<{ readonly role?: string; readonly text?: Label; readonly reassign?: boolean }>({
  id: 'core.escalate',
  label: label('Эскалировать задачу', 'Escalate the task'),
  params: { type: 'object', additionalProperties: false, properties: { role: PARAMETERS.role, text: PARAMETERS.label, reassign: { type: 'boolean' } } },
  entity: 'core.task',
  async run(params, context) {
    if (context.item.row['escalated_at'] !== null) return;
    const role = params.role ?? escalationOf(context.uow.company.regulation.parameters).role;
    await context.send('core.task', context.item.id, 'task.escalated');
    if (role === undefined) return;
    const text = params.text ?? label('Просрочена задача: {title} ({subject_title})', 'A task is overdue: {title} ({subject_title})');
    await notifyPeople(context, { text, userIds: await holdersOf(context.uow, role), subject: subjectOf(context.item), key: `escalated:${context.item.id}` });
    if (params.reassign === true) await context.send('core.task', context.item.id, 'task.reassigned', { assignee_role: role });
  },
});
