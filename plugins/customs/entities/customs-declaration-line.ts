import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * The part of a declaration that falls to one line of the receipt. `customs_value`: decimal string in roubles; `duty_amount` = customs value × the declaration's rate.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const CustomsDeclarationLine = defineEntity({
  id: 'customs.customs_declaration_line',
  kind: 'section',
  label: { one: label('Раздел декларации', 'Declaration line'), many: label('Разделы декларации', 'Declaration lines') },
  path: 'customs-declaration-lines',
  fields: {
    declaration_id: field.reference(label('Декларация', 'Declaration'), 'customs.customs_declaration', { required: true, writable: 'create', indexed: true }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    receipt_line_id: field.reference(label('Строка поступления', 'Goods receipt line'), 'warehouse.goods_receipt_line', { required: true, indexed: true }),
    customs_value: field.money(label('Таможенная стоимость', 'Customs value'), { required: true, default: '0' }),
    duty_amount: field.money(label('Пошлина', 'Duty'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: { create: 'customs_declaration.post', update: 'customs_declaration.post', delete: 'customs_declaration.post' },
  title: 'line_no',
  checks: { sums_not_negative: 'customs_value >= 0 and duty_amount >= 0' },
});
export type CustomsDeclarationLineRow = InstanceType<typeof CustomsDeclarationLine>;
