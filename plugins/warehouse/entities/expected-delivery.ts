import { anyReference, defineEntity, field, label } from '../../../core/index.ts';

/**
 * Goods on their way to a warehouse, as whoever ordered them has announced: packing lists are compared with it and receipts are made from it.
 * `source_entity`, `source_id`: the document that brings them (a truck), unknown to the warehouse itself; `source_number`: how people call it.
 * `arrived_at` null: still on the way. `withdrawn_at`: they will not come after all.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const ExpectedDelivery = defineEntity({
  id: 'warehouse.expected_delivery',
  kind: 'record',
  label: { one: label('Ожидаемая поставка', 'Expected delivery'), many: label('Ожидаемые поставки', 'Expected deliveries') },
  path: 'expected-deliveries',
  fields: {
    ...anyReference('source', label('Основание', 'Source'), { required: true, writable: 'create' }),
    source_number: field.string(label('Номер основания', 'Number of the source'), 60, { required: true, writable: 'create', searched: true }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true, writable: 'create', indexed: true }),
    supplier_id: field.reference(label('Поставщик', 'Supplier'), 'crm.partner', { writable: 'create', indexed: true }),
    customs_required: field.boolean(label('Нужна таможенная декларация', 'A customs declaration is needed'), { required: true, writable: 'create', default: false }),
    arrived_at: field.datetime(label('Прибытие', 'Arrived at'), { writable: 'system' }),
    withdrawn_at: field.datetime(label('Отозвана', 'Withdrawn at'), { writable: 'system' }),
  },
  // Nothing of it is written by hand; whoever checks the goods may attach the sender's papers.
  permissions: { update: 'acceptance.check' },
  title: 'source_number',
  sections: { invoices: { entity: 'warehouse.expected_invoice', via: 'delivery_id', label: label('Инвойсы', 'Invoices') } },
  unique: [['source_entity', 'source_id']],
});
export type ExpectedDeliveryRow = InstanceType<typeof ExpectedDelivery>;
