import { defineEntity, field, label } from '../../../core/index.ts';
import { PLAN_ITEM_STATES } from '../enums/index.ts';

/**
 * One piece of work in the plan of a deal; `task_id` is the task that carries it out.
 * @see 002 L34
 */
export const WorkPlanItem = defineEntity({
  id: 'crm.work_plan_item',
  kind: 'record',
  label: { one: label('Пункт плана работ по сделке', 'Work plan item'), many: label('План работ по сделке', 'Work plan') },
  path: 'work-plan-items',
  permissions: { create: 'interest.create', update: 'interest.create', delete: 'interest.create' },
  owner: 'responsible_id',
  title: 'title',
  indexes: [['interest_id', 'planned_start'], ['responsible_id', 'state'], ['task_id']],
  checks: { period_ordered: 'planned_start <= planned_end' },
  fields: {
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest', { required: true, writable: 'create' }),
    title: field.string(label('Работа', 'Work'), 250, { required: true, searched: true }),
    planned_start: field.date(label('План: начало', 'Planned start')),
    planned_end: field.date(label('План: конец', 'Planned end')),
    responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user', { required: true }),
    state: field.enumeration(label('Состояние', 'State'), PLAN_ITEM_STATES, { required: true, default: 'planned' }),
    task_id: field.reference(label('Задача', 'Task'), 'core.task'),
  },
});

export type WorkPlanItemRow = InstanceType<typeof WorkPlanItem>;
