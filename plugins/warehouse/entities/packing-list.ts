import { defineEntity, field, label } from '../../../core/index.ts';
import { ACCEPTANCE_STATES } from './enums.ts';

/**
 * The sender's list of what is in a delivery, with what was counted while unloading. `file_id`: the list as it was given, a file of the delivery.
 * `resolution`: what was decided about a discrepancy. `state`: the outcome of the comparison.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const PackingList = defineEntity({
  id: 'warehouse.packing_list',
  kind: 'record',
  label: { one: label('Паккинг-лист', 'Packing list'), many: label('Паккинг-листы', 'Packing lists') },
  path: 'packing-lists',
  fields: {
    delivery_id: field.reference(label('Ожидаемая поставка', 'Expected delivery'), 'warehouse.expected_delivery', { required: true, writable: 'create', indexed: true }),
    number: field.string(label('Номер', 'Number'), 50, { searched: true }),
    file_id: field.reference(label('Файл', 'File'), 'core.attachment', { indexed: true }),
    state: field.enumeration(label('Сверка', 'Acceptance'), ACCEPTANCE_STATES, { required: true, writable: 'system', default: 'expected' }),
    checked_by: field.reference(label('Проверил', 'Checked by'), 'core.user', { writable: 'system' }),
    checked_at: field.datetime(label('Проверен', 'Checked at'), { writable: 'system' }),
    resolution: field.text(label('Итог разбора', 'Resolution'), { writable: 'system' }),
  },
  permissions: { create: 'acceptance.check', update: 'acceptance.check' },
  title: 'number',
  sections: { lines: { entity: 'warehouse.packing_list_line', via: 'packing_list_id', label: label('Строки', 'Lines') } },
});
export type PackingListRow = InstanceType<typeof PackingList>;
