import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A price list: its currency and whether its prices include VAT.
 * @see 002 L172
 */
export const PriceKind = defineEntity({
  id: 'crm.price_kind',
  kind: 'catalogue',
  label: { one: label('Вид цен', 'Price kind'), many: label('Виды цен', 'Price kinds') },
  path: 'price-kinds',
  permissions: { create: 'price.edit', update: 'price.edit', delete: 'price.edit' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 100, { required: true, searched: true }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    includes_vat: field.boolean(label('Цена включает НДС', 'Price includes VAT'), { required: true, default: false }),
  },
});

export type PriceKindRow = InstanceType<typeof PriceKind>;
