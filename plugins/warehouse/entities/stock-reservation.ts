import { defineEntity, field, label } from '../../../core/index.ts';
import { RESERVATION_SOURCES } from './enums.ts';

/**
 * Goods in a warehouse promised to one order line, until shipped or released; supply and shipment write it, nobody by hand.
 * `quantity`: decimal string in the line's unit; the product is the order line's. `released_at` null: still held.
 * @see «Автоматизация полного цикла продажи», §4.1
 */
export const StockReservation = defineEntity({
  id: 'warehouse.stock_reservation',
  kind: 'record',
  label: { one: label('Резерв', 'Reservation'), many: label('Резервы', 'Reservations') },
  path: 'stock-reservations',
  fields: {
    order_line_id: field.reference(label('Строка заказа', 'Order line'), 'crm.customer_order_line', { required: true, indexed: true }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true, indexed: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    source: field.enumeration(label('Источник', 'Source'), RESERVATION_SOURCES, { required: true }),
    released_at: field.datetime(label('Снят', 'Released at'), { writable: 'system' }),
  },
  permissions: {},
  title: 'order_line_id',
  checks: { quantity_positive: 'quantity > 0' },
});
export type StockReservationRow = InstanceType<typeof StockReservation>;
