import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A production order of MacBuild by its number, as its file was last read.
 * `macbuild_number` is text: its leading zeros count. `customer_order_id`: the order it was loaded into. `file_id`: the file it was read from.
 * `parameters`: what the file says beside its lines, name → text. `content_hash`: of what was read; the same again changes nothing.
 * `supplier_reference`, `placed_at`: entered when the producer has taken the order.
 * @see 001 §2.3, §4.1; documents D-19a, D-19b
 */
export const MacbuildOrder = defineEntity({
  id: 'macbuild_import.macbuild_order',
  kind: 'record',
  label: { one: label('Заказ МакБилд', 'MacBuild order'), many: label('Заказы МакБилд', 'MacBuild orders') },
  path: 'macbuild-orders',
  title: 'macbuild_number',
  permissions: { update: 'macbuild.load' },
  unique: [['macbuild_number']],
  indexes: [['customer_order_id'], ['parsed_at', 'id'], ['placed_at']],
  sections: {
    lines: { entity: 'macbuild_import.macbuild_order_line', via: 'macbuild_order_id', label: label('Строки', 'Lines') },
    runs: { entity: 'macbuild_import.macbuild_import_run', via: 'macbuild_order_id', label: label('Загрузки', 'Imports') },
  },
  fields: {
    macbuild_number: field.string(label('Номер МакБилда', 'MacBuild number'), 30, { required: true, searched: true, writable: 'system' }),
    customer_order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { writable: 'system' }),
    file_id: field.reference(label('Файл заказа', 'Order file'), 'core.attachment', { writable: 'system' }),
    parsed_at: field.datetime(label('Разобран', 'Read at'), { writable: 'system' }),
    content_hash: field.string(label('Отпечаток содержимого', 'Content hash'), 64, { writable: 'system' }),
    parameters: field.json(label('Параметры оборудования', 'Equipment parameters'), { writable: 'system' }),
    printed_form_id: field.reference(label('Печатная форма МакБилда', 'MacBuild printed form'), 'core.attachment'),
    supplier_reference: field.string(label('Референс', 'Supplier reference'), 50, { searched: true }),
    placed_at: field.datetime(label('Оформлен у производителя', 'Placed with the producer')),
  },
});

export type MacbuildOrderRow = InstanceType<typeof MacbuildOrder>;
