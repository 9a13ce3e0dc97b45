import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * Goods on order for stock that were promised to a line of a customer order («Из заказов поставщикам»).
 * `quantity` and, once they have come, `received_qty`: decimal strings. A row with `released_at` holds nothing any more.
 * @see «Автоматизация полного цикла продажи», §4.1
 */
export const IncomingAllocation = defineEntity({
  id: 'supply.incoming_allocation',
  kind: 'register',
  label: { one: label('Обеспечение из заказа поставщику', 'Supply from a supplier order'), many: label('Обеспечение из заказов поставщикам', 'Supply from supplier orders') },
  path: 'incoming-allocations',
  fields: {
    customer_order_line_id: field.reference(label('Строка заказа клиента', 'Customer order line'), 'crm.customer_order_line', { required: true }),
    supplier_order_line_id: field.reference(label('Строка заказа поставщику', 'Supplier order line'), 'supply.supplier_order_line', { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    received_qty: field.quantity(label('Получено', 'Received'), { required: true, writable: 'system', default: '0' }),
    released_at: field.datetime(label('Снято', 'Released'), { writable: 'system' }),
  },
  permissions: {},
  title: 'quantity',
  checks: { quantity_positive: 'quantity > 0', received_within_quantity: 'received_qty >= 0 and received_qty <= quantity' },
  audited: false,
});
export type IncomingAllocationRow = InstanceType<typeof IncomingAllocation>;
