import { defineEntity, enumeration, field, label } from '../../../core/index.ts';

/** Stretches of time a value is kept for. */
export const KPI_PERIODS = enumeration([
  ['day', 'День', 'Day'],
  ['week', 'Неделя', 'Week'],
  ['month', 'Месяц', 'Month'],
  ['quarter', 'Квартал', 'Quarter'],
  ['year', 'Год', 'Year'],
]);

/**
 * What a KPI was in one period, for the company (`person_id` null) or for one person; written over each time it is computed again.
 * `numerator`, `denominator`, `value`: decimal strings of two places; `value` is null where nothing was counted. `period_start`: first day of the period.
 * `breach_task_id`: the task its breach has led to; one for each value, whatever becomes of it.
 * What a KPI is seen by is the regulation's to say, KPI by KPI; the list of all values is therefore open with a permission of its own alone.
 * @see 001 «Критерии эффективности»
 */
export const KpiValue = defineEntity({
  id: 'analytics.kpi_value',
  kind: 'register',
  label: { one: label('Значение показателя', 'KPI value'), many: label('Значения показателей', 'KPI values') },
  path: 'kpi-values',
  permissions: { read: 'report.kpi_values' },
  title: 'kpi_code',
  indexes: [['kpi_id', 'period', 'period_start']],
  audited: false,
  fields: {
    kpi_id: field.string(label('Показатель', 'KPI'), 120, { required: true, writable: 'system' }),
    kpi_code: field.string(label('Код показателя', 'Code of the KPI'), 120, { required: true, writable: 'system' }),
    period: field.enumeration(label('Период', 'Period'), KPI_PERIODS, { required: true, writable: 'system' }),
    period_start: field.date(label('Начало периода', 'Period start'), { required: true, writable: 'system' }),
    person_id: field.reference(label('Сотрудник', 'Person'), 'core.user', { writable: 'system' }),
    numerator: field.money(label('Числитель', 'Numerator'), { writable: 'system' }),
    denominator: field.money(label('Знаменатель', 'Denominator'), { writable: 'system' }),
    value: field.money(label('Значение', 'Value'), { writable: 'system' }),
    target: field.money(label('Цель', 'Target'), { writable: 'system' }),
    computed_at: field.datetime(label('Рассчитано', 'Computed at'), { required: true, writable: 'system' }),
    breach_task_id: field.reference(label('Задача о нарушении', 'Task about the breach'), 'core.task', { writable: 'system' }),
  },
});
export type KpiValueRow = InstanceType<typeof KpiValue>;
