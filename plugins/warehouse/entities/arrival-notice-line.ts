import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * One product of an arrival notice with the size and weight of its package.
 * Sizes: whole millimetres. `gross_weight_kg`: decimal string in kilograms. `places`: number of packages.
 * @see «Автоматизация полного цикла продажи», §5.1
 */
export const ArrivalNoticeLine = defineEntity({
  id: 'warehouse.arrival_notice_line',
  kind: 'section',
  label: { one: label('Позиция уведомления', 'Arrival notice item'), many: label('Позиции уведомления', 'Arrival notice items') },
  path: 'arrival-notice-lines',
  fields: {
    notice_id: field.reference(label('Уведомление', 'Notice'), 'warehouse.arrival_notice', { required: true, writable: 'create', indexed: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    length_mm: field.integer(label('Длина, мм', 'Length, mm'), { required: true, minimum: 1 }),
    width_mm: field.integer(label('Ширина, мм', 'Width, mm'), { required: true, minimum: 1 }),
    height_mm: field.integer(label('Высота, мм', 'Height, mm'), { required: true, minimum: 1 }),
    gross_weight_kg: field.decimal(label('Вес брутто', 'Gross weight, kg'), 12, 3, { minimum: '0' }),
    places: field.integer(label('Мест', 'Packages'), { minimum: 0 }),
  },
  permissions: { create: 'arrival_notice.print', update: 'arrival_notice.print', delete: 'arrival_notice.print' },
  title: 'product_id',
  checks: {
    quantity_positive: 'quantity > 0',
    size_positive: 'length_mm > 0 and width_mm > 0 and height_mm > 0',
    weight_not_negative: 'gross_weight_kg >= 0',
    places_not_negative: 'places >= 0',
  },
});
export type ArrivalNoticeLineRow = InstanceType<typeof ArrivalNoticeLine>;
