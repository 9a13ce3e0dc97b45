import { anyReference, defineEntity, field, label } from '../../../core/index.ts';
import { CONTACT_DETAIL_KINDS } from '../enums/index.ts';

/**
 * One address, phone or e-mail of a partner, counterparty, contact person or individual; a sender is recognised by it.
 * `manager_id` is that of the client the owner belongs to; an individual has none. `normalized`: e-mail in lower case, phone in E.164; null for postal kinds. One detail of a kind and owner is primary (the service keeps it so).
 * @see 001 §1.3 «Контактная информация», §2.1–2.3
 */
export const ContactDetail = defineEntity({
  id: 'crm.contact_detail',
  kind: 'record',
  label: { one: label('Контактная информация', 'Contact detail'), many: label('Контактная информация', 'Contact details') },
  path: 'contact-details',
  permissions: { create: 'partner.edit', update: 'partner.edit', delete: 'partner.edit' },
  owner: 'manager_id',
  title: 'value',
  indexes: [['normalized', 'kind'], ['owner_id', 'kind']],
  fields: {
    ...anyReference('owner', label('Владелец', 'Owner'), { required: true, writable: 'create' }),
    manager_id: field.reference(label('Менеджер', 'Manager'), 'core.user', { writable: 'system' }),
    kind: field.enumeration(label('Вид', 'Kind'), CONTACT_DETAIL_KINDS, { required: true }),
    value: field.string(label('Значение', 'Value'), 500, { required: true, searched: true }),
    normalized: field.string(label('Нормализованное значение', 'Normalized value'), 254, { writable: 'system' }),
    is_primary: field.boolean(label('Основной', 'Primary'), { required: true, default: false }),
  },
});

export type ContactDetailRow = InstanceType<typeof ContactDetail>;
