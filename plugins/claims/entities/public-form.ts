import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A form on the company's own site through which anybody registers a claim. `key`: part of the form's address, given by the system; a form that is switched
 * off, or an unknown key, answers as if it were not there.
 * @see 002 L151
 */
export const PublicForm = defineEntity({
  id: 'claims.public_form',
  kind: 'catalogue',
  label: { one: label('Форма приёма претензий', 'Form for claims'), many: label('Формы приёма претензий', 'Forms for claims') },
  path: 'public-forms',
  permissions: { read: 'catalog.manage', create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  title: 'name',
  unique: [['code'], ['key']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true }),
    key: field.string(label('Ключ адреса', 'Key of the address'), 43, { required: true, writable: 'system' }),
    responsible_id: field.reference(label('Кому поручать', 'Given to'), 'core.user'),
  },
});
export type PublicFormRow = InstanceType<typeof PublicForm>;
