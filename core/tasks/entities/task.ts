import { anyReference, defineEntity, field, label } from '../../entity/index.ts';
import { TASK_STATES } from './enums.ts';

/**
 * One thing somebody has to do about a subject, given to a person or to whoever of a role takes it first.
 * `kind`: code of the regulation or the plugin that made it. `number`: given by the database. `due_at`: moment in UTC; whether it is overdue is a fact, not a column. `assignee_role`: code from the regulation.
 * `entered_state`: state the subject stood in when the task was made, null if it has none. `dedup_key`: unique among open tasks, so that
 * a rule that fires twice makes one task. `approval_id`: the decision it asks for; such a task is done by deciding. `result_required`: frozen when
 * it was made. `escalated_at`: when its being late was reported.
 * @see «Автоматизация полного цикла продажи», §3.1; «Модель бизнес-процесса»
 */
export const Task = defineEntity({
  id: 'core.task',
  kind: 'record',
  label: { one: label('Задача', 'Task'), many: label('Задачи', 'Tasks') },
  path: 'tasks',
  fields: {
    number: field.string(label('Номер', 'Number'), 20, { writable: 'system', searched: true }),
    kind: field.string(label('Вид', 'Kind'), 60, { required: true, writable: 'create', default: 'free' }),
    title: field.string(label('Тема', 'Title'), 250, { required: true, searched: true }),
    description: field.text(label('Описание', 'Description')),
    ...anyReference('subject', label('Предмет', 'Subject'), { required: true, writable: 'create' }),
    assignee_user_id: field.reference(label('Исполнитель', 'Assignee'), 'core.user'),
    assignee_role: field.string(label('Роль исполнителя', "Assignee's role"), 60),
    author_id: field.reference(label('Автор', 'Author'), 'core.user', { writable: 'system' }),
    due_at: field.datetime(label('Срок', 'Due at')),
    state: field.enumeration(label('Состояние', 'State'), TASK_STATES, { required: true, writable: 'system', default: 'new' }),
    process_run_id: field.reference(label('Бизнес-процесс', 'Business process'), 'core.process_run', { writable: 'system', indexed: true }),
    process_step_code: field.string(label('Точка маршрута', 'Process step'), 60, { writable: 'system' }),
    rule_code: field.string(label('Правило', 'Rule'), 60, { writable: 'system' }),
    dedup_key: field.string(label('Ключ уникальности', 'Uniqueness key'), 200, { writable: 'system', indexed: true }),
    approval_id: field.reference(label('Согласование', 'Approval'), 'core.approval', { writable: 'system', indexed: true }),
    result_required: field.boolean(label('Результат обязателен', 'Result required'), { required: true, writable: 'system', default: false }),
    escalated_at: field.datetime(label('Эскалирована', 'Escalated at'), { writable: 'system' }),
    result: field.text(label('Результат', 'Result')),
    completed_at: field.datetime(label('Выполнена', 'Completed at'), { writable: 'system' }),
    entered_state: field.string(label('Состояние предмета при создании', "Subject's state at creation"), 60, { writable: 'system' }),
  },
  permissions: { create: 'task.manage', update: 'task.manage' },
  owner: 'assignee_user_id',
  title: 'title',
  indexes: [
    ['subject_entity', 'subject_id'],
    ['assignee_user_id', 'state', 'due_at'],
    ['assignee_role', 'state', 'due_at'],
  ],
  checks: { assigned: 'assignee_user_id is not null or assignee_role is not null' },
  audited: true,
});
export type TaskRow = InstanceType<typeof Task>;
