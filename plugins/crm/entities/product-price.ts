import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A product's price in one price list from a date on, until the next one begins; in the currency of the price kind.
 * @see 001 §2.3; 002 L172
 */
export const ProductPrice = defineEntity({
  id: 'crm.product_price',
  kind: 'record',
  label: { one: label('Цена номенклатуры', 'Product price'), many: label('Цены номенклатуры', 'Product prices') },
  path: 'product-prices',
  permissions: { create: 'price.edit', update: 'price.edit', delete: 'price.edit' },
  title: 'valid_from',
  unique: [['product_id', 'price_kind_id', 'valid_from']],
  indexes: [['price_kind_id']],
  checks: { price_not_negative: 'price >= 0' },
  fields: {
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true, writable: 'create' }),
    price_kind_id: field.reference(label('Вид цен', 'Price kind'), 'crm.price_kind', { required: true, writable: 'create' }),
    valid_from: field.date(label('Действует с', 'Valid from'), { required: true }),
    price: field.money(label('Цена', 'Price'), { required: true, minimum: '0' }),
  },
});

export type ProductPriceRow = InstanceType<typeof ProductPrice>;
