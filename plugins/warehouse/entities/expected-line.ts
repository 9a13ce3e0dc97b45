import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * What is expected of one product on one invoice. `quantity`: decimal string in the product's unit; `price`: in the invoice's currency.
 * `source_line_id`: the line where it was written. `order_line_id`: the client's order line these goods were bought for; null: for stock.
 * @see «Автоматизация полного цикла продажи», §4.2–4.3
 */
export const ExpectedLine = defineEntity({
  id: 'warehouse.expected_line',
  kind: 'section',
  label: { one: label('Ожидаемый товар', 'Expected goods'), many: label('Ожидаемые товары', 'Expected goods') },
  path: 'expected-lines',
  fields: {
    invoice_id: field.reference(label('Инвойс поставки', 'Invoice of a delivery'), 'warehouse.expected_invoice', { required: true, writable: 'create', indexed: true }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    source_line_id: field.uuid(label('Строка в документе-основании', 'Line in the source document'), { required: true, writable: 'create', indexed: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true, writable: 'create' }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true, writable: 'create' }),
    price: field.money(label('Цена', 'Price'), { required: true, writable: 'create' }),
    order_line_id: field.reference(label('Строка заказа клиента', 'Customer order line'), 'crm.customer_order_line', { writable: 'create', indexed: true }),
    hs_code: field.string(label('ТНВЭД', 'HS code'), 10, { writable: 'create' }),
  },
  permissions: {},
  title: 'product_id',
  checks: { quantity_positive: 'quantity > 0', price_not_negative: 'price >= 0' },
});
export type ExpectedLineRow = InstanceType<typeof ExpectedLine>;
