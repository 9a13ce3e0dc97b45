import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * One position of a packing list. Quantities are decimal strings in the product's unit: `listed_qty` by the list (0: not listed at all), `actual_qty` counted
 * while unloading, `damaged_qty` of them not fit for sale, `expected_qty` by the delivery, `accepted_qty` what the receipt takes over.
 * Expected and accepted are null until the list is checked and the discrepancy resolved; nobody types them.
 * `expected_line_id`: the line of the delivery it was recognized as; null: unknown goods.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const PackingListLine = defineEntity({
  id: 'warehouse.packing_list_line',
  kind: 'section',
  label: { one: label('Строка паккинг-листа', 'Packing list line'), many: label('Строки паккинг-листа', 'Packing list lines') },
  path: 'packing-list-lines',
  fields: {
    packing_list_id: field.reference(label('Паккинг-лист', 'Packing list'), 'warehouse.packing_list', { required: true, writable: 'create', indexed: true }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    expected_line_id: field.reference(label('Ожидаемый товар', 'Expected goods'), 'warehouse.expected_line', { indexed: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product'),
    product_text: field.string(label('Наименование по листу', 'Name by the list'), 500, { required: true }),
    listed_qty: field.quantity(label('По паккинг-листу', 'By the packing list'), { required: true }),
    actual_qty: field.quantity(label('Фактически', 'Actual')),
    damaged_qty: field.quantity(label('Из них повреждено', 'Damaged of them'), { required: true, default: '0' }),
    expected_qty: field.quantity(label('По документу поставки', 'By the delivery')),
    accepted_qty: field.quantity(label('Принято', 'Accepted')),
    note: field.string(label('Примечание', 'Note'), 250),
  },
  permissions: { create: 'acceptance.check', update: 'acceptance.check', delete: 'acceptance.check' },
  title: 'product_text',
  checks: {
    quantities_not_negative: 'listed_qty >= 0 and actual_qty >= 0 and damaged_qty >= 0 and accepted_qty >= 0',
    damaged_within_actual: 'damaged_qty = 0 or damaged_qty <= actual_qty',
    accepted_within_actual: 'accepted_qty <= actual_qty',
  },
});
export type PackingListLineRow = InstanceType<typeof PackingListLine>;
