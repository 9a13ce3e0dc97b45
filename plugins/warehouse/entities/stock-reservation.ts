import { defineEntity, field, label } from '../../../core/index.ts';
import { RESERVATION_SOURCES } from './enums.ts';

/**
 * Goods in a warehouse promised to one order line, until shipped or released; supply, receipts and shipments write it, nobody by hand.
 * `quantity`: decimal string in the product's unit. `released_at` null: still held. `receipt_line_id`: the receipt the goods came with.
 * `shipment_line_id`: the shipment that took them. `order_line_id` null: received for stock and not yet cleared by customs.
 * @see «Автоматизация полного цикла продажи», §4.1, §4.3
 */
export const StockReservation = defineEntity({
  id: 'warehouse.stock_reservation',
  kind: 'record',
  label: { one: label('Резерв', 'Reservation'), many: label('Резервы', 'Reservations') },
  path: 'stock-reservations',
  fields: {
    order_line_id: field.reference(label('Строка заказа', 'Order line'), 'crm.customer_order_line', { indexed: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { indexed: true }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true, indexed: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    source: field.enumeration(label('Источник', 'Source'), RESERVATION_SOURCES, { required: true }),
    receipt_line_id: field.reference(label('Строка поступления', 'Goods receipt line'), 'warehouse.goods_receipt_line', { writable: 'system', indexed: true }),
    shipment_line_id: field.reference(label('Строка реализации', 'Shipment line'), 'warehouse.shipment_line', { writable: 'system', indexed: true }),
    released_at: field.datetime(label('Снят', 'Released at'), { writable: 'system' }),
  },
  permissions: {},
  title: 'order_line_id',
  checks: {
    quantity_positive: 'quantity > 0',
    held_for_something: "case when source = 'customs' then receipt_line_id is not null and product_id is not null else order_line_id is not null end",
  },
});
export type StockReservationRow = InstanceType<typeof StockReservation>;
