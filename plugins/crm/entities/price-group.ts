import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * Products that are discounted together. `min_margin_pct` (percent) comes before the regulation's limit.
 * @see 001 §2.3 «Ценовая группа»; 003 L12
 */
export const PriceGroup = defineEntity({
  id: 'crm.price_group',
  kind: 'catalogue',
  label: { one: label('Ценовая группа', 'Price group'), many: label('Ценовые группы', 'Price groups') },
  path: 'price-groups',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  checks: { min_margin_in_range: 'min_margin_pct <= 100' },
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    min_margin_pct: field.decimal(label('Минимальная маржа, %', 'Minimum margin, %'), 7, 2, { confidential: 'cost' }),
  },
});

export type PriceGroupRow = InstanceType<typeof PriceGroup>;
