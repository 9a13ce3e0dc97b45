import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A line of a MacBuild order as its file has it. `row`: where it stands in the file. `quantity`, `price_eur`: decimal strings.
 * `attributes`: characteristic → value. `is_empty`: neither code nor name, so equipment that MacBuild does not know; `product_id` is filled when somebody
 * has put a product into the row of the customer order.
 * @see 001 §2.3; documents D-19a
 */
export const MacbuildOrderLine = defineEntity({
  id: 'macbuild_import.macbuild_order_line',
  kind: 'register',
  label: { one: label('Строка заказа МакБилд', 'MacBuild order line'), many: label('Строки заказа МакБилд', 'MacBuild order lines') },
  path: 'macbuild-order-lines',
  title: 'line_no',
  permissions: {},
  audited: false,
  indexes: [['macbuild_order_id', 'line_no'], ['product_id'], ['macbuild_code']],
  checks: { quantity_positive: 'quantity > 0', price_not_negative: 'price_eur >= 0' },
  fields: {
    macbuild_order_id: field.reference(label('Заказ МакБилд', 'MacBuild order'), 'macbuild_import.macbuild_order', { required: true }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    row: field.integer(label('Строка файла', 'Row of the file'), { required: true, minimum: 1 }),
    macbuild_code: field.string(label('Код', 'Code'), 50),
    name: field.string(label('Наименование', 'Name'), 500),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    price_eur: field.money(label('Цена в евро', 'Price in euro')),
    attributes: field.json(label('Характеристики', 'Attributes')),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product'),
    is_empty: field.boolean(label('Пустая строка', 'Empty row'), { required: true, default: false }),
  },
});
