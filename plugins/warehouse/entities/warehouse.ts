import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A place where goods lie and from which they are handed to clients.
 * `address` and `working_hours` are printed in the arrival notice as they stand.
 * @see «Автоматизация полного цикла продажи», §1.1, §2.3
 */
export const Warehouse = defineEntity({
  id: 'warehouse.warehouse',
  kind: 'catalogue',
  label: { one: label('Склад', 'Warehouse'), many: label('Склады', 'Warehouses') },
  path: 'warehouses',
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    address: field.string(label('Адрес', 'Address'), 500),
    working_hours: field.string(label('Режим работы', 'Working hours'), 150),
    head_id: field.reference(label('Начальник склада', 'Head of warehouse'), 'core.user'),
  },
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  title: 'name',
});
export type WarehouseRow = InstanceType<typeof Warehouse>;
