import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * The declaration by which imported goods of one receipt are let into the country; posting it releases them.
 * `declaration_number`: office, date and number, `10130010/190525/0012345`. Sums are decimal strings in roubles, `duty_rate` in percent. A draft may
 * be incomplete. `difference_confirmed`: the accountant has confirmed a duty that is not customs value × rate.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const CustomsDeclaration = defineEntity({
  id: 'customs.customs_declaration',
  kind: 'document',
  label: { one: label('Таможенная декларация на импорт', 'Import customs declaration'), many: label('Таможенные декларации на импорт', 'Import customs declarations') },
  path: 'customs-declarations',
  fields: {
    date: field.date(label('Дата', 'Date')),
    receipt_id: field.reference(label('Поступление', 'Goods receipt'), 'warehouse.goods_receipt', { required: true, writable: 'create', indexed: true }),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true, writable: 'system' }),
    declaration_number: field.string(label('№ декларации', 'Declaration no.'), 30, { searched: true }),
    customs_fee: field.money(label('Таможенный сбор', 'Customs fee')),
    duty_total: field.money(label('Общая сумма пошлины', 'Total duty')),
    customs_value: field.money(label('Таможенная стоимость товаров', 'Customs value of the goods')),
    duty_rate: field.percent(label('Ставка пошлины, %', 'Duty rate, %')),
    vat_total: field.money(label('НДС таможенный', 'Customs VAT')),
    difference_confirmed: field.boolean(label('Расхождение подтверждено', 'Difference confirmed'), { required: true, writable: 'system', default: false }),
  },
  permissions: { create: 'customs_declaration.post', update: 'customs_declaration.post' },
  title: 'declaration_number',
  sections: { lines: { entity: 'customs.customs_declaration_line', via: 'declaration_id', label: label('Разделы', 'Lines') } },
  indexes: [['organization_id', 'date'], ['declaration_number']],
  numbering: { prefix: 'ТД-', digits: 6 },
  checks: { sums_not_negative: 'customs_fee >= 0 and duty_total >= 0 and customs_value >= 0 and duty_rate >= 0 and vat_total >= 0' },
});
export type CustomsDeclarationRow = InstanceType<typeof CustomsDeclaration>;
