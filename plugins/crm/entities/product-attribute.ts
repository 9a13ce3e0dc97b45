import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * One characteristic with its value in the description of a product, printed in offers.
 * @see 001 §2.3 «Описание шаблона»
 */
export const ProductAttribute = defineEntity({
  id: 'crm.product_attribute',
  kind: 'section',
  label: { one: label('Характеристика', 'Attribute'), many: label('Описание шаблона', 'Template description') },
  path: 'product-attributes',
  permissions: {},
  title: 'characteristic',
  indexes: [['product_id', 'line_no']],
  fields: {
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    characteristic: field.string(label('Характеристика', 'Characteristic'), 150, { required: true }),
    value: field.string(label('Значение', 'Value'), 500, { required: true }),
  },
});

export type ProductAttributeRow = InstanceType<typeof ProductAttribute>;
