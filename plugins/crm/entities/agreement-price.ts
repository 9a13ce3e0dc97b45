import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A price or a discount that an agreement sets for one product or one price group, before its general terms.
 * @see 002 L173–174
 */
export const AgreementPrice = defineEntity({
  id: 'crm.agreement_price',
  kind: 'section',
  label: { one: label('Уточнение цен по товарам', 'Agreement price'), many: label('Уточнение цен по товарам', 'Agreement prices') },
  path: 'agreement-prices',
  permissions: {},
  title: 'line_no',
  indexes: [['agreement_id', 'line_no'], ['product_id'], ['price_group_id']],
  checks: {
    product_or_group: 'num_nonnulls(product_id, price_group_id) = 1',
    price_or_discount: 'num_nonnulls(price, discount_pct) = 1',
    price_not_negative: 'price >= 0',
    discount_in_range: 'discount_pct >= -100',
  },
  fields: {
    agreement_id: field.reference(label('Соглашение', 'Agreement'), 'crm.agreement', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product'),
    price_group_id: field.reference(label('Ценовая группа', 'Price group'), 'crm.price_group'),
    price: field.money(label('Цена', 'Price'), { minimum: '0' }),
    discount_pct: field.percent(label('Скидка, %', 'Discount, %')),
  },
});

export type AgreementPriceRow = InstanceType<typeof AgreementPrice>;
