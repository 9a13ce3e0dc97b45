import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A job title; its genitive stands in «в лице …» of a contract.
 * @see 001 §1.4 «Контактные лица», §3.1
 */
export const ContactPosition = defineEntity({
  id: 'crm.contact_position',
  kind: 'catalogue',
  label: { one: label('Должность контактного лица', 'Contact position'), many: label('Должности контактных лиц', 'Contact positions') },
  path: 'contact-positions',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    name_genitive: field.string(label('В родительном падеже', 'In the genitive'), 150),
  },
});

export type ContactPositionRow = InstanceType<typeof ContactPosition>;
