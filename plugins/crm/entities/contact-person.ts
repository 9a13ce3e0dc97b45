import { defineEntity, field, label } from '../../../core/index.ts';
import { CONTACT_STATES } from '../enums/index.ts';

/**
 * A person who works, or worked, at a partner.
 * `manager_id` follows the partner. `full_name` is joined from the three parts when it is left empty; `position_on_card` says what the visiting card says.
 * @see 001 §1.3, §1.4 «Контактные лица»; 002 L61, L151
 */
export const ContactPerson = defineEntity({
  id: 'crm.contact_person',
  kind: 'catalogue',
  label: { one: label('Контактное лицо', 'Contact person'), many: label('Контактные лица', 'Contact persons') },
  path: 'contact-persons',
  permissions: { create: 'partner.edit', update: 'partner.edit' },
  owner: 'manager_id',
  title: 'full_name',
  unique: [['code']],
  indexes: [['partner_id', 'state'], ['individual_id'], ['email'], ['phone'], ['mobile']],
  checks: { name_part_present: 'num_nonnulls(last_name, first_name, middle_name) > 0' },
  fields: {
    partner_id: field.reference(label('Партнер (Клиент)', 'Partner'), 'crm.partner', { required: true }),
    manager_id: field.reference(label('Менеджер', 'Manager'), 'core.user', { writable: 'system' }),
    last_name: field.string(label('Фамилия', 'Last name'), 80, { searched: true }),
    first_name: field.string(label('Имя', 'First name'), 80, { searched: true }),
    middle_name: field.string(label('Отчество', 'Middle name'), 80),
    full_name: field.string(label('ФИО (Наименование)', 'Full name'), 250, { searched: true }),
    position_id: field.reference(label('Должность', 'Position'), 'crm.contact_position'),
    position_on_card: field.string(label('Должность по визитке', 'Position on the card'), 150),
    state: field.enumeration(label('Состояние', 'State'), CONTACT_STATES, { required: true, default: 'works' }),
    phone: field.string(label('Телефон', 'Phone'), 32, { searched: true }),
    mobile: field.string(label('Мобильный телефон', 'Mobile'), 32, { searched: true }),
    email: field.string(label('Электронная почта', 'E-mail'), 254, { format: 'email', searched: true }),
    individual_id: field.reference(label('Физическое лицо', 'Individual'), 'crm.individual'),
    portal_access: field.boolean(label('Доступ к самообслуживанию', 'Self-service access'), { required: true, default: false }),
  },
});

export type ContactPersonRow = InstanceType<typeof ContactPerson>;
