import { defineEntity, field, label } from '../../../core/index.ts';
import { PERIOD_STATES } from './enums.ts';

/**
 * A month an organization has closed: its documents are read-only until the accountant opens the month again.
 * `month`: calendar date of its first day. `closed_at` null: opened again; who did that and why stands in the history.
 * @see «Автоматизация полного цикла продажи», §3.3
 */
export const PeriodClose = defineEntity({
  id: 'accounting.period_close',
  kind: 'record',
  label: { one: label('Закрытие месяца', 'Month close'), many: label('Закрытие месяцев', 'Month closes') },
  path: 'period-closes',
  fields: {
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true, writable: 'create' }),
    month: field.date(label('Месяц', 'Month'), { required: true, writable: 'create' }),
    state: field.enumeration(label('Состояние', 'State'), PERIOD_STATES, { required: true, writable: 'system', default: 'closed' }),
    closed_at: field.datetime(label('Закрыт', 'Closed at'), { writable: 'system' }),
    closed_by: field.reference(label('Кем закрыт', 'Closed by'), 'core.user', { writable: 'system' }),
  },
  permissions: { create: 'period.close', update: 'period.close' },
  title: 'month',
  unique: [['organization_id', 'month']],
  checks: { month_by_its_first_day: 'extract(day from month) = 1', closed_by_somebody: '(closed_at is null) = (closed_by is null)' },
});
export type PeriodCloseRow = InstanceType<typeof PeriodClose>;
