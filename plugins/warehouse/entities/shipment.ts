import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * Goods handed to the client against a customer order; posting takes them from stock.
 * `date`: moment of the sale, may be corrected while the document is a draft. Client, counterparty and organization are the order's; without `lines` everything
 * left to ship is taken. Totals: decimal strings in the order's currency, summed from `lines`.
 * @see «Автоматизация полного цикла продажи», §5.2
 */
export const Shipment = defineEntity({
  id: 'warehouse.shipment',
  kind: 'document',
  label: { one: label('Реализация товаров и услуг', 'Shipment'), many: label('Реализации товаров и услуг', 'Shipments') },
  path: 'shipments',
  fields: {
    order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { required: true, writable: 'create', indexed: true }),
    partner_id: field.reference(label('Клиент', 'Client'), 'crm.partner', { required: true, indexed: true }),
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty', { required: true }),
    consignee_id: field.reference(label('Грузополучатель', 'Consignee'), 'crm.counterparty'),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true }),
    proxy_number: field.string(label('Доверенность', 'Power of attorney'), 100),
    proxy_person: field.string(label('Представитель', "Client's representative"), 250),
    vehicle_plate: field.string(label('Гос. номер машины клиента', "Plate of the client's vehicle"), 20),
    documents_handed_at: field.datetime(label('Закрывающие документы переданы', 'Closing documents handed over'), { writable: 'system' }),
    total_net: field.money(label('Сумма', 'Amount without VAT'), { required: true, writable: 'system', default: '0' }),
    total_vat: field.money(label('НДС', 'VAT'), { required: true, writable: 'system', default: '0' }),
    total: field.money(label('Всего', 'Total'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: { create: 'shipment.create', update: 'shipment.create' },
  title: 'number',
  sections: { lines: { entity: 'warehouse.shipment_line', via: 'shipment_id', label: label('Товары', 'Goods') } },
  indexes: [['organization_id', 'date']],
  numbering: { prefix: 'РТ-', digits: 6 },
  checks: { totals_not_negative: 'total_net >= 0 and total_vat >= 0 and total >= 0' },
});
export type ShipmentRow = InstanceType<typeof Shipment>;
