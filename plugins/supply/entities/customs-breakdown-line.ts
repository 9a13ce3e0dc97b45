import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * One invoice position as customs sees it. Weights in kg; the sums over an invoice must equal the invoice before the set is sent.
 * For the Russian customs: number of the declaration of conformity or certificate where `conformity_required`, technical description, and the
 * equipment sheet with a photo.
 * @see «Автоматизация полного цикла продажи», §4.2
 */
export const CustomsBreakdownLine = defineEntity({
  id: 'supply.customs_breakdown_line',
  kind: 'section',
  label: { one: label('Строка разбивки', 'Breakdown line'), many: label('Строки разбивки', 'Breakdown lines') },
  path: 'customs-breakdown-lines',
  fields: {
    breakdown_id: field.reference(label('Разбивка', 'Breakdown'), 'supply.customs_breakdown', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    truck_invoice_line_id: field.reference(label('Строка инвойса', 'Invoice line'), 'supply.truck_invoice_line', { required: true }),
    description: field.string(label('Описание / наименование', 'Description'), 1000, { required: true }),
    gross_weight: field.decimal(label('Вес брутто', 'Gross weight'), 12, 3, { required: true, minimum: '0' }),
    net_weight: field.decimal(label('Вес нетто', 'Net weight'), 12, 3, { required: true, minimum: '0' }),
    packages_count: field.integer(label('Кол-во упаковки', 'Packages'), { required: true, minimum: 0 }),
    conformity_required: field.boolean(label('Нужна декларация соответствия', 'Conformity document needed'), { required: true, default: false }),
    conformity_document_id: field.reference(label('Декларация соответствия / сертификат', 'Conformity document'), 'supply.conformity_document'),
    technical_description: field.text(label('Техническое описание', 'Technical description')),
    equipment_sheet_id: field.reference(label('Документ-описание с фото', 'Equipment sheet with photo'), 'core.attachment'),
  },
  permissions: {},
  title: 'description',
  indexes: [['breakdown_id', 'line_no']],
  checks: { weights_fit: 'net_weight >= 0 and net_weight <= gross_weight', packages_not_negative: 'packages_count >= 0' },
});
export type CustomsBreakdownLineRow = InstanceType<typeof CustomsBreakdownLine>;
