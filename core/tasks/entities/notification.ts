import { anyReference, defineEntity, field, label } from '../../entity/index.ts';
import { NOTIFICATION_CHANNELS } from './enums.ts';

/**
 * News for one person that asks for nothing; a thing to be done is a task. The system alone writes it.
 * `dedup_key`: what caused it; a person is told once per key. `read_at`: moment in UTC, null while unread.
 * @see «4 операции в продажах, которые полезно регламентировать»
 */
export const Notification = defineEntity({
  id: 'core.notification',
  kind: 'record',
  label: { one: label('Оповещение', 'Notification'), many: label('Оповещения', 'Notifications') },
  path: 'notifications',
  fields: {
    recipient_id: field.reference(label('Получатель', 'Recipient'), 'core.user', { required: true }),
    text: field.string(label('Текст', 'Text'), 500, { required: true }),
    ...anyReference('subject', label('Предмет', 'Subject')),
    channel: field.enumeration(label('Канал', 'Channel'), NOTIFICATION_CHANNELS, { required: true, default: 'ui' }),
    dedup_key: field.string(label('Ключ уникальности', 'Uniqueness key'), 250, { writable: 'system' }),
    read_at: field.datetime(label('Прочитано', 'Read at'), { writable: 'system' }),
  },
  permissions: {},
  owner: 'recipient_id',
  title: 'text',
  indexes: [['recipient_id', 'read_at', 'created_at']],
  audited: false,
});
export type NotificationRow = InstanceType<typeof Notification>;
