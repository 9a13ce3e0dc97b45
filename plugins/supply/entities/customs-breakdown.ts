import { defineEntity, field, label } from '../../../core/index.ts';
import { CUSTOMS_ZONES } from './enums.ts';

/**
 * The breakdown (Разбивка) of a truck's invoices for one customs, one per zone. For `ru` the set also needs the supplementary agreement with HS codes.
 * @see «Автоматизация полного цикла продажи», §4.2
 */
export const CustomsBreakdown = defineEntity({
  id: 'supply.customs_breakdown',
  kind: 'record',
  label: { one: label('Разбивка', 'Customs breakdown'), many: label('Разбивки', 'Customs breakdowns') },
  path: 'customs-breakdowns',
  fields: {
    truck_id: field.reference(label('Машина', 'Truck'), 'supply.truck', { required: true, writable: 'create' }),
    zone: field.enumeration(label('Таможня', 'Customs'), CUSTOMS_ZONES, { required: true, writable: 'create' }),
    sent_at: field.datetime(label('Отправлена на таможню', 'Sent to customs'), { writable: 'system' }),
    supplier_contract: field.string(label('Договор с поставщиком №, дата', "Supplier's contract, number and date"), 150),
    supplementary_agreement_number: field.string(label('№ доп. соглашения', 'Supplementary agreement no.'), 50),
    supplementary_agreement_id: field.reference(label('Доп. соглашение с ТНВЭД', 'Supplementary agreement with HS codes'), 'core.attachment'),
  },
  permissions: { create: 'customs_docs.prepare', update: 'customs_docs.prepare' },
  title: 'zone',
  sections: { lines: { entity: 'supply.customs_breakdown_line', via: 'breakdown_id', label: label('Строки разбивки', 'Breakdown lines') } },
  unique: [['truck_id', 'zone']],
});
export type CustomsBreakdownRow = InstanceType<typeof CustomsBreakdown>;
