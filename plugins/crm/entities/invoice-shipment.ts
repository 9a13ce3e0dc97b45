import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * What a posted shipment took from an invoice, with what is left of its order line after it; written by the warehouse.
 * `shipment_line_id`: of the warehouse plugin, no foreign key.
 * @see 001 §1.4 «Отгрузка», §5.2
 */
export const InvoiceShipment = defineEntity({
  id: 'crm.invoice_shipment',
  kind: 'register',
  label: { one: label('Отгрузка по счету', 'Invoice shipment'), many: label('Отгрузка', 'Invoice shipments') },
  path: 'invoice-shipments',
  permissions: {},
  title: 'shipment_date',
  indexes: [['invoice_id', 'shipment_date'], ['shipment_line_id'], ['order_line_id'], ['product_id']],
  checks: { quantity_positive: 'quantity > 0', after_not_negative: 'remaining_qty_after >= 0 and remaining_amount_after >= 0' },
  fields: {
    invoice_id: field.reference(label('Счет', 'Invoice'), 'crm.invoice', { required: true, writable: 'system' }),
    order_line_id: field.reference(label('Строка заказа', 'Order line'), 'crm.customer_order_line', { required: true, writable: 'system' }),
    shipment_line_id: field.uuid(label('Строка реализации', 'Shipment line'), { required: true, writable: 'system' }),
    shipment_date: field.date(label('Дата отгрузки', 'Shipment date'), { required: true, writable: 'system' }),
    product_id: field.reference(label('Товар/услуга', 'Product'), 'crm.product', { required: true, writable: 'system' }),
    quantity: field.quantity(label('Кол-во (Отгружено)', 'Shipped quantity'), { required: true, writable: 'system' }),
    unit_id: field.reference(label('Единица', 'Unit'), 'crm.unit', { required: true, writable: 'system' }),
    amount: field.money(label('на сумму (отгружено)', 'Shipped amount'), { required: true, writable: 'system', default: '0' }),
    remaining_qty_after: field.quantity(label('Осталось', 'Left to ship'), { required: true, writable: 'system', default: '0' }),
    remaining_amount_after: field.money(label('на сумму (осталось)', 'Left to ship, amount'), { required: true, writable: 'system', default: '0' }),
  },
});

export type InvoiceShipmentRow = InstanceType<typeof InvoiceShipment>;
