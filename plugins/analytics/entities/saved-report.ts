import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A list report somebody has put together and may lend to roles; whoever runs it sees what he may read, and nothing else.
 * `columns`: `[{ field, total? }]`, a field may be one of a referenced row (`partner_id.working_name`); `total`: sum, avg, min, max or count.
 * `filters`: `[{ field, operator, value }]` as in lists. `grouping`: `[{ field, by? }]`, `by`: day, month, quarter or year of a date.
 * @see 004 L89
 */
export const SavedReport = defineEntity({
  id: 'analytics.saved_report',
  kind: 'catalogue',
  label: { one: label('Отчёт пользователя', 'User’s report'), many: label('Отчёты пользователей', 'Users’ reports') },
  path: 'saved-reports',
  permissions: { read: 'report.build', create: 'report.build', update: 'report.build' },
  owner: 'owner_id',
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    entity_code: field.string(label('Объект', 'Object'), 60, { required: true }),
    columns: field.json(label('Колонки', 'Columns'), { required: true }),
    filters: field.json(label('Отборы', 'Filters'), { default: [] }),
    grouping: field.json(label('Группировки', 'Grouping'), { default: [] }),
    owner_id: field.reference(label('Автор', 'Author'), 'core.user', { required: true, writable: 'system' }),
    shared_with: field.strings(label('Доступен ролям', 'Shared with roles')),
  },
});
export type SavedReportRow = InstanceType<typeof SavedReport>;
