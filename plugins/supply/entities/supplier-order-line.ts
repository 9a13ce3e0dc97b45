import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A product ordered from a supplier. With `customer_order_line_id` it is for that client («обособленно»), without it is free to be promised.
 * `load_volume` (m³), `gross_weight_kg` and `floor_metres` (of a truck's length) are of the whole quantity. `loaded_qty`: in trucks that are formed
 * or further; `received_qty`: by posted receipts. Decimal strings.
 * @see «Автоматизация полного цикла продажи», §4.1–4.3
 */
export const SupplierOrderLine = defineEntity({
  id: 'supply.supplier_order_line',
  kind: 'section',
  label: { one: label('Строка заказа поставщику', 'Supplier order line'), many: label('Товары заказа поставщику', 'Supplier order lines') },
  path: 'supplier-order-lines',
  fields: {
    supplier_order_id: field.reference(label('Заказ поставщику', 'Supplier order'), 'supply.supplier_order', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    customer_order_line_id: field.reference(label('Строка заказа клиента', 'Customer order line'), 'crm.customer_order_line'),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    price: field.money(label('Цена', 'Price'), { minimum: '0', confidential: 'cost' }),
    load_volume: field.decimal(label('Объем', 'Volume, m³'), 9, 3, { minimum: '0' }),
    gross_weight_kg: field.decimal(label('Вес брутто, кг', 'Gross weight, kg'), 12, 3, { minimum: '0' }),
    floor_metres: field.decimal(label('Погрузочные метры', 'Loading metres'), 9, 3, { minimum: '0' }),
    loaded_qty: field.quantity(label('Загружено', 'Loaded'), { required: true, writable: 'system', default: '0' }),
    received_qty: field.quantity(label('Получено', 'Received'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: {},
  title: 'line_no',
  indexes: [['supplier_order_id', 'line_no'], ['product_id']],
  checks: {
    quantity_positive: 'quantity > 0',
    loaded_within_quantity: 'loaded_qty >= 0 and loaded_qty <= quantity',
    received_not_negative: 'received_qty >= 0',
    sizes_not_negative: 'load_volume >= 0 and gross_weight_kg >= 0 and floor_metres >= 0',
  },
});
export type SupplierOrderLineRow = InstanceType<typeof SupplierOrderLine>;
