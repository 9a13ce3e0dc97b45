import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * How much of a supplier order line goes in a truck. The order of the rows is that of the producer's invoice, set by hand.
 * `quantity`: at most what is ordered and not loaded elsewhere. `received_qty`: what receipts have accepted of it.
 * @see «Автоматизация полного цикла продажи», §4.2
 */
export const TruckLine = defineEntity({
  id: 'supply.truck_line',
  kind: 'section',
  label: { one: label('Строка машины', 'Truck line'), many: label('Товары в машине', 'Truck lines') },
  path: 'truck-lines',
  fields: {
    truck_id: field.reference(label('Машина', 'Truck'), 'supply.truck', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    supplier_order_line_id: field.reference(label('Строка заказа поставщику', 'Supplier order line'), 'supply.supplier_order_line', { required: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    received_qty: field.quantity(label('Получено', 'Received'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: {},
  title: 'line_no',
  indexes: [['truck_id', 'line_no']],
  checks: { quantity_positive: 'quantity > 0', received_not_negative: 'received_qty >= 0' },
});
export type TruckLineRow = InstanceType<typeof TruckLine>;
