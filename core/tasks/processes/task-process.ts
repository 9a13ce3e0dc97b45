import { label } from '../../entity/index.ts';
import type { Condition, TransitionSpec } from '../../process/index.ts';
import { defineProcess } from '../../process/index.ts';
import { taskErrors } from '../errors.ts';

const userNeed = { label: label('Исполнитель', 'Assignee'), schema: { type: 'string', format: 'uuid' }, target: 'core.user' } as const;
const comment = (ru: string, en: string) => ({ label: label(ru, en), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true }) as const;

function holds(fact: string, code: 'core.not_assignee' | 'core.not_task_manager'): Condition {
  return { logic: { '==': [{ var: fact }, true] }, code, message: taskErrors[code] };
}

const notAnApproval: Condition = { logic: { '==': [{ var: 'approval_id' }, null] }, code: 'core.decide_the_approval', message: taskErrors['core.decide_the_approval'] };

/** The same step taken by the system, on a regulation's order: nobody's assignment is asked for. Stands after the person's, which is tried first. */
const bySystem = (from: TransitionSpec['from'], on: string, to: string, set: Readonly<Record<string, unknown>>): TransitionSpec => ({ from, on, to, effects: [{ 'core.set': set }] });

const OPEN = ['new', 'in_progress'] as const;
const done = { result: { var: ['event.result', null] }, completed_at: 'now' };
const assigned = {
  assignee_user_id: { var: ['event.assignee_user_id', null] },
  assignee_role: { if: [{ '!!': [{ var: ['event.assignee_role', ''] }] }, { var: ['event.assignee_role', ''] }, { var: 'assignee_role' }] },
};

/** What happens to a task: taken by a person, done, handed over, given back to its role. Codes TK-… of the machines; those with R are the system's. */
export const taskProcess = defineProcess({
  id: 'core.task',
  label: label('Задача', 'Task'),
  regions: {
    state: {
      field: 'state',
      initial: 'new',
      states: {
        new: { label: label('Новая', 'New') },
        in_progress: { label: label('В работе', 'In progress') },
        done: { label: label('Выполнена', 'Done'), final: true },
        cancelled: { label: label('Отменена', 'Cancelled'), final: true },
      },
    },
  },
  transitions: {
    'TK-01': {
      from: ['new'], on: 'task.taken', to: 'in_progress', by: ['any'], label: label('Взять в работу', 'Take'),
      when: [holds('actor_is_assignee', 'core.not_assignee')],
      effects: [{ 'core.set': { assignee_user_id: { var: 'actor.id' } } }],
    },
    'TK-02': {
      from: OPEN, on: 'task.done', to: 'done', by: ['any'], label: label('Выполнить', 'Complete'),
      needs: { result: { label: label('Результат', 'Result'), schema: { type: 'string', maxLength: 100_000 } } },
      when: [
        holds('actor_is_assignee', 'core.not_assignee'),
        notAnApproval,
        {
          logic: { or: [{ '==': [{ var: 'result_required' }, false] }, { '!!': [{ var: ['event.result', ''] }] }] },
          code: 'core.result_required', message: taskErrors['core.result_required'],
        },
      ],
      effects: [{ 'core.set': done }],
    },
    'TK-02R': bySystem(OPEN, 'task.done', 'done', done),
    'TK-03': {
      from: OPEN, on: 'task.cancelled', to: 'cancelled', by: ['any'], label: label('Отменить', 'Cancel'),
      when: [holds('actor_may_cancel', 'core.not_task_manager'), notAnApproval],
      effects: [{ 'core.set': { completed_at: 'now' } }],
    },
    'TK-03R': bySystem(OPEN, 'task.cancelled', 'cancelled', { completed_at: 'now' }),
    'TK-04': {
      from: OPEN, on: 'task.reassigned', to: '=', by: ['any'], label: label('Перенаправить', 'Reassign'),
      needs: { assignee_user_id: userNeed, assignee_role: { label: label('Роль исполнителя', "Assignee's role"), schema: { type: 'string', maxLength: 60 } } },
      when: [
        holds('actor_may_reassign', 'core.not_task_manager'),
        {
          logic: { or: [{ '!!': [{ var: ['event.assignee_user_id', ''] }] }, { '!!': [{ var: ['event.assignee_role', ''] }] }] },
          code: 'core.assignee_needed', message: taskErrors['core.assignee_needed'],
        },
      ],
      effects: [{ 'core.set': assigned }, 'core.check_assignee'],
    },
    'TK-04R': { from: OPEN, on: 'task.reassigned', to: '=', effects: [{ 'core.set': assigned }, 'core.check_assignee'] },
    'TK-05': {
      from: ['in_progress'], on: 'task.returned', to: 'new', by: ['any'], label: label('Вернуть', 'Give back'),
      needs: { comment: comment('Почему', 'Why') },
      when: [holds('actor_may_reassign', 'core.not_task_manager')],
      // A task of a role is anybody's of it again; one that was given to a person stays his.
      effects: [{ 'core.set': { assignee_user_id: { if: [{ '!=': [{ var: 'assignee_role' }, null] }, null, { var: 'assignee_user_id' }] } } }],
    },
    'TK-06': { from: OPEN, on: 'task.escalated', to: '=', label: label('Эскалировать', 'Escalate'), effects: [{ 'core.set': { escalated_at: 'now' } }] },
  },
});
