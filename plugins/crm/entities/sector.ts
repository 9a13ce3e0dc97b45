import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * An industry of two levels: a row without a parent is a macro sector, the others are micro sectors of theirs.
 * @see 001 §1.3 «Макро сектор», «Микро сектор»
 */
export const Sector = defineEntity({
  id: 'crm.sector',
  kind: 'catalogue',
  label: { one: label('Сектор', 'Sector'), many: label('Секторы', 'Sectors') },
  path: 'sectors',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  indexes: [['parent_id']],
  checks: { not_own_parent: 'parent_id <> id' },
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    parent_id: field.reference(label('Макро сектор', 'Macro sector'), 'crm.sector'),
  },
});

export type SectorRow = InstanceType<typeof Sector>;
