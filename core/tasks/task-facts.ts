import type { UnitOfWork } from '../company/index.ts';
import { may } from '../company/index.ts';
import { label } from '../entity/index.ts';
import { defineFacts } from '../plugin/index.ts';
import { holdsRole, personsActedFor } from './people.ts';
import { refKey, subjectTitles } from './subject.ts';

interface TaskRecord {
  readonly id: string;
  readonly assignee_user_id: string | null;
  readonly assignee_role: string | null;
  readonly author_id: string | null;
  readonly due_at: Date | null;
  readonly state: string;
  readonly subject_entity: string;
  readonly subject_id: string;
}

/** Rights of the present actor over a task. */
export function taskRights(task: Pick<TaskRecord, 'assignee_user_id' | 'assignee_role' | 'author_id'>, actor: { readonly actsFor: readonly string[]; readonly holdsRole: boolean; readonly isManager: boolean; readonly userId: string }): { assignee: boolean; reassign: boolean; cancel: boolean } {
  const assignee = task.assignee_user_id === null ? actor.holdsRole : actor.actsFor.includes(task.assignee_user_id);
  const author = task.author_id === actor.userId;
  return { assignee, reassign: assignee || actor.holdsRole || author || actor.isManager, cancel: author || actor.isManager };
}

/** Whether the actor manages everybody's tasks, not only his own. */
function isManager(uow: UnitOfWork): boolean {
  return uow.actor.kind === 'robot' || (may(uow.actor, 'task.manage') && uow.actor.permissions.get('task.manage') === 'all');
}

/** Who of the signed-in may do what with a task: its assignee, the holders of its role, its author. */
export const taskFacts = defineFacts({
  entity: 'core.task',
  facts: {
    actor_is_assignee: { type: 'boolean', label: label('Задача поручена действующему', 'The actor is the assignee') },
    actor_may_reassign: { type: 'boolean', label: label('Действующий может перенаправить', 'The actor may reassign') },
    actor_may_cancel: { type: 'boolean', label: label('Действующий может отменить', 'The actor may cancel') },
    is_overdue: { type: 'boolean', label: label('Просрочена', 'Overdue') },
    subject_title: { type: 'string', nullable: true, label: label('Наименование предмета', 'Title of the subject') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<TaskRecord>(`select id, assignee_user_id, assignee_role, author_id, due_at, state, subject_entity, subject_id from core_task where id = any($1::uuid[])`, [ids]);
    const titles = wanted.has('subject_title') ? await subjectTitles(uow, rows.map((row) => ({ entity: row.subject_entity, id: row.subject_id }))) : new Map<string, string>();
    const actsFor = await personsActedFor(uow);
    return new Map(rows.map((row) => {
      const rights = taskRights(row, { actsFor, holdsRole: holdsRole(uow, uow.actor, row.assignee_role), isManager: isManager(uow), userId: uow.actor.userId });
      return [row.id, {
        actor_is_assignee: rights.assignee,
        actor_may_reassign: rights.reassign,
        actor_may_cancel: rights.cancel,
        is_overdue: row.due_at !== null && row.due_at < uow.now && (row.state === 'new' || row.state === 'in_progress'),
        subject_title: titles.get(refKey({ entity: row.subject_entity, id: row.subject_id })) ?? null,
      }];
    }));
  },
});

/** A reminder is its recipient's, or of whoever stands in for him. */
export const reminderFacts = defineFacts({
  entity: 'core.reminder',
  facts: { actor_is_recipient: { type: 'boolean', label: label('Напоминание действующему', 'The actor is the recipient') } },
  async load(ids, { uow }) {
    const actsFor = await personsActedFor(uow);
    const rows = await uow.query<{ id: string; recipient_id: string }>('select id, recipient_id from core_reminder where id = any($1::uuid[])', [ids]);
    return new Map(rows.map((row) => [row.id, { actor_is_recipient: actsFor.includes(row.recipient_id) }]));
  },
});
