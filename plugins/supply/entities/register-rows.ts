import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A row of ORDERS that somebody entered before its supplier order exists. The sheet itself is computed from supplier orders; such a row leaves it
 * as soon as an order with its reference is there. `year`: the sheet it stands in.
 * @see «Автоматизация полного цикла продажи», §4.1
 */
export const OrdersRegisterRow = defineEntity({
  id: 'supply.orders_register_row',
  kind: 'record',
  label: { one: label('Строка листа ORDERS', 'ORDERS row'), many: label('Лист ORDERS: внесено вручную', 'ORDERS: entered by hand') },
  path: 'orders-register-rows',
  fields: {
    year: field.integer(label('Год', 'Year'), { required: true, minimum: 2000 }),
    reference: field.string(label('Референс', 'Reference'), 50, { required: true }),
    order_number: field.string(label('Номер заказа', 'Order number'), 20, { required: true }),
    customer_order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { writable: 'system' }),
  },
  permissions: { create: 'register.edit', update: 'register.edit' },
  title: 'reference',
  unique: [['year', 'reference', 'order_number']],
});
export type OrdersRegisterRowRow = InstanceType<typeof OrdersRegisterRow>;

/**
 * What people have written into a row of TRUCK; empty cells are computed from the supplier order. `size` (column «2»): m³.
 * @see «Автоматизация полного цикла продажи», §4.1–4.2
 */
export const TruckRegisterRow = defineEntity({
  id: 'supply.truck_register_row',
  kind: 'record',
  label: { one: label('Строка листа TRUCK', 'TRUCK row'), many: label('Лист TRUCK: внесено вручную', 'TRUCK: entered by hand') },
  path: 'truck-register-rows',
  fields: {
    supplier_order_id: field.reference(label('Заказ поставщику', 'Supplier order'), 'supply.supplier_order', { required: true, writable: 'create', unique: true }),
    bill_and_content: field.string(label('Счёт и содержание', 'BILL & CONTENT'), 1000),
    client_name: field.string(label('Клиент', 'THE NAME OFF CLIENT'), 250),
    size: field.decimal(label('Размер', 'Size'), 9, 3, { minimum: '0' }),
    planned_truck_id: field.reference(label('План: машина', 'Planned truck'), 'supply.truck'),
    planned_load_date: field.date(label('План: дата загрузки', 'Planned loading date')),
  },
  permissions: { create: 'register.edit', update: 'register.edit' },
  title: 'bill_and_content',
  indexes: [['planned_load_date']],
  checks: { size_not_negative: 'size >= 0' },
});
export type TruckRegisterRowRow = InstanceType<typeof TruckRegisterRow>;
