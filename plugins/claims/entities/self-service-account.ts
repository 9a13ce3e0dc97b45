import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * Whose claims a user in self-service registers and follows: those of his partner, and no others. Marked as deleted or inactive it opens nothing.
 * `contact_person_id`: who he is among the partner's people.
 * @see 002 L151
 */
export const SelfServiceAccount = defineEntity({
  id: 'claims.self_service_account',
  kind: 'record',
  label: { one: label('Доступ клиента к претензиям', "A client's access to claims"), many: label('Доступ клиентов к претензиям', "Clients' access to claims") },
  path: 'self-service-accounts',
  permissions: { read: 'user.manage', create: 'user.manage', update: 'user.manage', delete: 'user.manage' },
  title: 'user_id',
  unique: [['user_id']],
  indexes: [['partner_id']],
  fields: {
    user_id: field.reference(label('Пользователь', 'User'), 'core.user', { required: true, writable: 'create' }),
    partner_id: field.reference(label('Клиент', 'Client'), 'crm.partner', { required: true }),
    contact_person_id: field.reference(label('Контактное лицо', 'Contact person'), 'crm.contact_person'),
    is_active: field.boolean(label('Действует', 'Active'), { required: true, default: true }),
  },
});
export type SelfServiceAccountRow = InstanceType<typeof SelfServiceAccount>;
