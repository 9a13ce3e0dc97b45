import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * What is shipped of one order line, in one unit or under one serial number.
 * `quantity`: decimal string, at most what is left to ship and reserved. Product, unit, price, VAT and total are copied and computed from the order line.
 * @see «Автоматизация полного цикла продажи», §5.2
 */
export const ShipmentLine = defineEntity({
  id: 'warehouse.shipment_line',
  kind: 'section',
  label: { one: label('Строка реализации', 'Shipment line'), many: label('Товары реализации', 'Shipment lines') },
  path: 'shipment-lines',
  fields: {
    shipment_id: field.reference(label('Реализация', 'Shipment'), 'warehouse.shipment', { required: true, writable: 'create', indexed: true }),
    order_line_id: field.reference(label('Строка заказа', 'Order line'), 'crm.customer_order_line', { required: true, indexed: true }),
    product_id: field.reference(label('Товар', 'Product'), 'crm.product', { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    unit_id: field.reference(label('Ед. изм.', 'Unit'), 'crm.unit', { required: true }),
    price: field.money(label('Цена', 'Price'), { required: true, writable: 'system', default: '0' }),
    vat_rate_id: field.reference(label('Ставка НДС', 'VAT rate'), 'crm.vat_rate', { writable: 'system' }),
    vat_amount: field.money(label('НДС', 'VAT'), { required: true, writable: 'system', default: '0' }),
    total: field.money(label('Всего', 'Total'), { required: true, writable: 'system', default: '0' }),
    serial_number: field.string(label('Серийный номер', 'Serial number'), 100),
    customs_declaration_number: field.string(label('Номер ТД', 'Customs declaration number'), 30),
  },
  permissions: { create: 'shipment.create', update: 'shipment.create', delete: 'shipment.create' },
  title: 'product_id',
  checks: { quantity_positive: 'quantity > 0', sums_not_negative: 'price >= 0 and vat_amount >= 0 and total >= 0' },
});
export type ShipmentLineRow = InstanceType<typeof ShipmentLine>;
