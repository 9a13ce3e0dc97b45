import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * One supplier's invoice of an expected delivery; a goods receipt is made from each. `source_id`: its id where it was written.
 * `extra_cost`: decimal string in the invoice's currency, its share of packing and freight.
 * @see «Автоматизация полного цикла продажи», §4.2–4.3
 */
export const ExpectedInvoice = defineEntity({
  id: 'warehouse.expected_invoice',
  kind: 'record',
  label: { one: label('Инвойс поставки', 'Invoice of a delivery'), many: label('Инвойсы поставки', 'Invoices of a delivery') },
  path: 'expected-invoices',
  fields: {
    delivery_id: field.reference(label('Ожидаемая поставка', 'Expected delivery'), 'warehouse.expected_delivery', { required: true, writable: 'create', indexed: true }),
    source_id: field.uuid(label('Инвойс в документе-основании', 'Invoice in the source document'), { required: true, writable: 'create', indexed: true }),
    number: field.string(label('Номер инвойса', 'Invoice number'), 60, { required: true, writable: 'create', searched: true }),
    date: field.date(label('Дата инвойса', 'Invoice date'), { required: true, writable: 'create' }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true, writable: 'create' }),
    extra_cost: field.money(label('Упаковка и перевозка', 'Packing and freight'), { required: true, writable: 'create', default: '0' }),
  },
  permissions: {},
  title: 'number',
  sections: { lines: { entity: 'warehouse.expected_line', via: 'invoice_id', label: label('Товары', 'Goods') } },
  checks: { extra_cost_not_negative: 'extra_cost >= 0' },
});
export type ExpectedInvoiceRow = InstanceType<typeof ExpectedInvoice>;
