import { defineEntity, field, label } from '../../../core/index.ts';
import { PLAN_ITEM_STATES } from './enums.ts';

/**
 * One activity of the investigation. Once the plan is made it is the task `task_id` of its performer, due at `planned_at`; doing the task makes it done, cancelling
 * the task makes it skipped. `result` is the task's.
 * @see 002 L147–149
 */
export const ClaimPlanItem = defineEntity({
  id: 'claims.claim_plan_item',
  kind: 'section',
  label: { one: label('Мероприятие плана расследования', 'Activity of the plan'), many: label('План расследования причин', 'Investigation plan') },
  path: 'claim-plan-items',
  permissions: {},
  title: 'title',
  indexes: [['claim_id', 'planned_at'], ['task_id'], ['responsible_id', 'state']],
  fields: {
    claim_id: field.reference(label('Претензия', 'Claim'), 'claims.claim', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, writable: 'system' }),
    title: field.string(label('Название мероприятия', 'Activity'), 250, { required: true }),
    planned_at: field.datetime(label('Время', 'Time'), { required: true }),
    responsible_id: field.reference(label('Исполнитель', 'Performer'), 'core.user', { required: true }),
    state: field.enumeration(label('Состояние', 'State'), PLAN_ITEM_STATES, { required: true, writable: 'system', default: 'planned' }),
    task_id: field.reference(label('Задача', 'Task'), 'core.task', { writable: 'system' }),
    result: field.text(label('Результат', 'Result'), { writable: 'system' }),
  },
});
export type ClaimPlanItemRow = InstanceType<typeof ClaimPlanItem>;
