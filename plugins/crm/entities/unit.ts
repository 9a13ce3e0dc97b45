import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A unit of measure; its OKEI code is printed in tax documents.
 * @see 001 §1.4 «Единица»
 */
export const Unit = defineEntity({
  id: 'crm.unit',
  kind: 'catalogue',
  label: { one: label('Единица измерения', 'Unit of measure'), many: label('Единицы измерения', 'Units of measure') },
  path: 'units',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 20, { required: true, searched: true }),
    okei_code: field.string(label('Код ОКЕИ', 'OKEI code'), 4, { pattern: '^\\d{3,4}$' }),
  },
});

export type UnitRow = InstanceType<typeof Unit>;
