import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A natural person, whatever partners he or she has worked for.
 * @see 002 L61, L114
 */
export const Individual = defineEntity({
  id: 'crm.individual',
  kind: 'catalogue',
  label: { one: label('Физическое лицо', 'Individual'), many: label('Физические лица', 'Individuals') },
  path: 'individuals',
  permissions: { create: 'relation.manage', update: 'relation.manage' },
  title: 'full_name',
  unique: [['code']],
  indexes: [['full_name']],
  fields: {
    full_name: field.string(label('ФИО', 'Full name'), 250, { required: true, searched: true }),
    birth_date: field.date(label('Дата рождения', 'Birth date')),
    note: field.text(label('Примечание', 'Note')),
  },
});

export type IndividualRow = InstanceType<typeof Individual>;
