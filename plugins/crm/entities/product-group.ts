import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A branch of the product tree; gives its products their price group.
 * @see 001 §2.3 «Группа номенклатуры»
 */
export const ProductGroup = defineEntity({
  id: 'crm.product_group',
  kind: 'catalogue',
  label: { one: label('Группа номенклатуры', 'Product group'), many: label('Группы номенклатуры', 'Product groups') },
  path: 'product-groups',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  indexes: [['parent_id']],
  checks: { not_own_parent: 'parent_id <> id' },
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    parent_id: field.reference(label('Родитель', 'Parent'), 'crm.product_group'),
    price_group_id: field.reference(label('Ценовая группа', 'Price group'), 'crm.price_group', { required: true }),
  },
});

export type ProductGroupRow = InstanceType<typeof ProductGroup>;
