import { anyReference, defineEntity, field, label } from '../../entity/index.ts';
import { REMINDER_STATES } from './enums.ts';

/**
 * A note to one person that comes up at a moment and stays until it is dealt with or its reason is gone.
 * `remind_at`: moment in UTC. `base_date`: calendar date the intervals are counted from; `sequence_no`: which interval, from 1.
 * `rule_code`: the timer that made it, null for one made by hand.
 * @see «Автоматизация полного цикла продажи», §5.3
 */
export const Reminder = defineEntity({
  id: 'core.reminder',
  kind: 'record',
  label: { one: label('Напоминание', 'Reminder'), many: label('Напоминания', 'Reminders') },
  path: 'reminders',
  fields: {
    recipient_id: field.reference(label('Получатель', 'Recipient'), 'core.user', { required: true }),
    text: field.string(label('Содержание', 'Text'), 500, { required: true, searched: true }),
    ...anyReference('subject', label('Предмет', 'Subject'), { required: true, writable: 'create' }),
    remind_at: field.datetime(label('Дата напоминания', 'Remind at'), { required: true }),
    sequence_no: field.integer(label('Порядковый номер', 'Sequence number'), { required: true, writable: 'system', default: 1 }),
    base_date: field.date(label('Дата отсчета', 'Base date')),
    rule_code: field.string(label('Правило', 'Rule'), 60, { writable: 'system' }),
    state: field.enumeration(label('Состояние', 'State'), REMINDER_STATES, { required: true, writable: 'system', default: 'active' }),
    done_at: field.datetime(label('Отработано', 'Done at'), { writable: 'system' }),
  },
  permissions: { create: 'task.manage', update: 'task.manage' },
  owner: 'recipient_id',
  title: 'text',
  indexes: [
    ['subject_entity', 'subject_id'],
    ['recipient_id', 'state', 'remind_at'],
  ],
  checks: { sequence_from_one: 'sequence_no >= 1' },
  audited: true,
});
export type ReminderRow = InstanceType<typeof Reminder>;
