import { defineEntity, field, label } from '../../../core/index.ts';
import { INCOTERMS } from './enums.ts';

/**
 * An invoice of the producer inside a truck. Weights in kg, net at most gross; `total` in `currency_id`, summed from the lines.
 * @see «Автоматизация полного цикла продажи», §1.3 «Инвойс №__», §4.2
 */
export const TruckInvoice = defineEntity({
  id: 'supply.truck_invoice',
  kind: 'record',
  label: { one: label('Инвойс', 'Truck invoice'), many: label('Инвойсы', 'Truck invoices') },
  path: 'truck-invoices',
  fields: {
    truck_id: field.reference(label('Машина', 'Truck'), 'supply.truck', { required: true, writable: 'create' }),
    invoice_number: field.string(label('Номер инвойса', 'Invoice number'), 50, { required: true, searched: true }),
    invoice_date: field.date(label('Дата инвойса', 'Invoice date'), { required: true }),
    resa: field.enumeration(label('RESA (условия поставки)', 'RESA (terms of delivery)'), INCOTERMS, { required: true }),
    gross_weight: field.decimal(label('Вес брутто (GROSSWEIGHT)', 'GROSSWEIGHT'), 12, 3, { required: true, minimum: '0' }),
    net_weight: field.decimal(label('Вес нетто (NETWEIGHT)', 'NETWEIGHT'), 12, 3, { required: true, minimum: '0' }),
    packages_count: field.integer(label('Мест (PACKAGESNR)', 'PACKAGESNR'), { required: true, minimum: 0 }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    total: field.money(label('Сумма итого', 'Total'), { required: true, writable: 'system', default: '0', confidential: 'cost' }),
  },
  permissions: { create: 'truck.form', update: 'truck.form' },
  title: 'invoice_number',
  sections: { lines: { entity: 'supply.truck_invoice_line', via: 'truck_invoice_id', label: label('Строки инвойса', 'Invoice lines') } },
  unique: [['truck_id', 'invoice_number']],
  checks: { weights_fit: 'net_weight >= 0 and net_weight <= gross_weight', packages_not_negative: 'packages_count >= 0', total_not_negative: 'total >= 0' },
});
export type TruckInvoiceRow = InstanceType<typeof TruckInvoice>;
